"""What an inbox puts into a diary: one entry an action that has a day, on the last one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from gaf_rules.adapters.diary import DiaryEntry, DiaryPage, uid_of
from gaf_rules.ask.inboxes import Inbox
from gaf_rules.calendar.working import china
from gaf_rules.evaluate.scoping import machine_of
from gaf_rules.report.layout import clean
from gaf_rules.report.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gaf_rules.ask.inboxes import InboxItem
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.guideline import Guideline
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
    page = _DeskPage.of(desk, lang, guideline, calendar)
    return tuple(
        page.item(item, item.not_after) for item in desk.items if item.not_after is not None
    )


def nothing_on_desk(
    desk: Inbox, *, lang: Lang = "zh", guideline: Guideline | None = None
) -> DiaryEntry:
    """The note for a diary that gets no entry: nothing on the desk has a day."""
    return _DeskPage.of(desk, lang, guideline, None).nothing()


@frozen(kw_only=True)
class _DeskPage(DiaryPage):
    """Makes the entries of one desk."""

    desk: Inbox

    @classmethod
    def of(
        cls, desk: Inbox, lang: Lang, guideline: Guideline | None, calendar: WorkingCalendar | None
    ) -> _DeskPage:
        rows = machine_of(desk.guideline if guideline is None else guideline).guideline
        working = china() if calendar is None else calendar
        return cls(desk=desk, words=Words(lang, rows), guideline=rows, calendar=working)

    def item(self, item: InboxItem, day: date) -> DiaryEntry:
        role, is_over = self.desk.role, day < self.desk.as_of
        act = "" if item.act is None else self.words.of("act", item.act)
        subject = clean(item.app or item.case)
        made = self.entry(
            uid_of(
                "desk", role, item.case, item.clause or "", item.procedure or "", item.act or ""
            ),
            day,
            self.say(
                "desk_line",
                head=self.say("overdue" if is_over else "last_day"),
                act=act,
                subject=subject,
            ),
            self._description(item),
            role=role,
            procedure=item.procedure,
            rings=not is_over,
        )
        named = item.sponsor if role == "sponsor" else None
        return made if named is None else evolve(made, name=clean(named))

    def nothing(self) -> DiaryEntry:
        role, day = self.desk.role, self.desk.as_of
        who = self.words.of("role", role)
        summary = self.say("nothing", as_of=self.words.day(day), subject=who)
        why = self.say("nothing_on_desk")
        return self.entry(uid_of("desk", role, "nothing due"), day, summary, (why,), role=role)

    def _description(self, item: InboxItem) -> Iterator[str]:
        if item.clause is not None:
            yield self.quoted(item.clause)
        for name in ("case", "app", "sponsor"):
            value = getattr(item, name)
            if value is not None:
                yield self.say(name, **{name: clean(value)})
