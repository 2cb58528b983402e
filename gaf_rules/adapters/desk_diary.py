"""What an inbox puts into a diary: one entry an action that has a day, on the last one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from gaf_rules.adapters.diary import DiaryEntry, alarms, uid_of
from gaf_rules.ask.inboxes import Inbox
from gaf_rules.calendar.working import china
from gaf_rules.evaluate.scoping import machine_of
from gaf_rules.language.guideline import Guideline
from gaf_rules.report.layout import clean
from gaf_rules.report.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gaf_rules.ask.inboxes import InboxItem
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.values.texts import Lang

__all__ = ["desk_entries", "nothing_on_desk"]


def desk_entries(
    desk: Inbox,
    *,
    calendar: WorkingCalendar | None = None,
    lang: Lang = "zh",
    guideline: Guideline | None = None,
) -> tuple[DiaryEntry, ...]:
    """The entries of the items that have a day; arguments as of `gaf_rules.adapters.ics.to_ics`."""
    page = _DeskPage.of(desk, lang, guideline)
    held = china() if calendar is None else calendar
    return tuple(
        page.entry(item, item.not_after, held) for item in desk.items if item.not_after is not None
    )


def nothing_on_desk(
    desk: Inbox, *, lang: Lang = "zh", guideline: Guideline | None = None
) -> DiaryEntry:
    """The note for a diary that gets no entry: nothing on the desk has a day."""
    return _DeskPage.of(desk, lang, guideline).nothing()


@frozen
class _DeskPage:
    """What all the entries of one desk share."""

    desk: Inbox
    words: Words
    guideline: Guideline

    @classmethod
    def of(cls, desk: Inbox, lang: Lang, guideline: Guideline | None) -> _DeskPage:
        rows = machine_of(desk.guideline if guideline is None else guideline).guideline
        return cls(desk, Words(lang, rows), rows)

    def _word(self, kind: str, key: str | None) -> str:
        return "" if key is None else self.words.of(kind, key)

    def entry(self, item: InboxItem, day: date, calendar: WorkingCalendar) -> DiaryEntry:
        summary = self._summary(item, day)
        parts = item.case, item.clause or "", item.procedure or "", item.act or ""
        return DiaryEntry(
            uid=uid_of("desk", self.desk.role, *parts),
            on=day,
            summary=summary,
            description="\n".join(self._description(item)),
            role=self.desk.role,
            name=self._bearer(item),
            category=self._word("procedure", item.procedure),
            status="CONFIRMED",
            alarms=() if day < self.desk.as_of else alarms(calendar, day, summary, self.words),
        )

    def nothing(self) -> DiaryEntry:
        say, day = self.words.say, self.words.day(self.desk.as_of)
        who = self._word("role", self.desk.role)
        why = say("待办清单上没有有日期的事", "nothing in the inbox has a day")
        return DiaryEntry(
            uid=uid_of("desk", self.desk.role, "nothing due"),
            on=self.desk.as_of,
            summary=say(
                f"没有待办期限（截至 {day}）· {who}", f"Nothing is due (as of {day}) · {who}"
            ),
            description=why,
            role=self.desk.role,
            name=who,
            category=self._word("procedure", "filing"),
            status="CONFIRMED",
            alarms=(),
        )

    def _bearer(self, item: InboxItem) -> str:
        name = item.sponsor if self.desk.role == "sponsor" else None
        return clean(name or self._word("role", self.desk.role))

    def _summary(self, item: InboxItem, day: date) -> str:
        say = self.words.say
        head = say("最后一天", "Last day")
        if day < self.desk.as_of:
            head = say("已逾期", "Overdue")
        act, subject = self._word("act", item.act), clean(item.app or item.case)
        return say(f"{head}：{act} · {subject}", f"{head}: {act} · {subject}")

    def _description(self, item: InboxItem) -> Iterator[str]:
        say = self.words.say
        if item.clause is not None:
            text = self.guideline.wording(item.clause, self.words.lang)
            yield say(f"第 {item.clause} 条：{text}", f"Clause {item.clause}: {text}")
        for zh, en, value in (
            ("案件", "Case", item.case),
            ("应用", "App", item.app),
            ("主办（使用）单位", "Sponsor", item.sponsor),
        ):
            if value is not None:
                yield say(f"{zh}：{clean(value)}", f"{en}: {clean(value)}")
