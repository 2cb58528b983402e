"""The words of a diary entry: its summary, and why it stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

from gaf_rules.answers.assessment import Assessment
from gaf_rules.evaluate.basis import Held
from gaf_rules.report.layout import clean
from gaf_rules.report.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gaf_rules.answers.assessment import Deadline, Duty

__all__ = ["SETTLED", "DiaryWords", "is_tentative"]

SETTLED: Final = frozenset({"met", "met_late", "lapsed"})
"""The statuses of a duty that nobody has to be reminded of."""


def is_tentative(duty: Duty, due: Deadline) -> bool:
    """Whether the day of a duty may still move."""
    return due.certainty != "final" or due.on is None or duty.status == "undetermined"


@frozen
class DiaryWords:
    """What the entries of one assessment say."""

    assessment: Assessment
    words: Words
    held: Held

    def bearer(self, role: str) -> str:
        """Who must act: the sponsor by its name, where the case gives it."""
        case = self.held.case
        name = None if case is None or role != "sponsor" else case.sponsor.name
        return clean(name or self.words.of("role", role))

    def _subject(self) -> str:
        case = self.held.case
        return clean((None if case is None else case.app.name) or self.assessment.case)

    def _line(self, head: str, duty: Duty) -> str:
        act, who = self.words.of("act", duty.act), self.words.role(duty.bearer)
        subject = self._subject()
        if self.words.lang == "en":
            head = head[0].upper() + head[1:]
        return self.words.say(
            f"{head}：{act}（{who}）· {subject}", f"{head}: {act} ({who}) · {subject}"
        )

    def summary(self, duty: Duty, due: Deadline, day: date) -> str:
        """What is to be done, in one line; ``day`` is where the entry stands."""
        say = self.words.say
        if duty.status in {*SETTLED, "overdue"}:
            head = self.words.of("status", duty.status)
        elif due.on is not None and day != due.on:
            head = say("稳妥日", "safe day")
        else:
            head = say("最后一天", "last day")
        if is_tentative(duty, due):
            head = say(f"{head}（待定）", f"{head} (tentative)")
        return self._line(head, duty)

    def description(self, duty: Duty, due: Deadline) -> Iterator[str]:
        """Why, line by line."""
        w = self.words
        yield self._quoted(duty.clause)
        yield self._reason(duty, due)
        yield self._last_day(due)
        if due.safe_on is not None and due.safe_on != due.on:
            safe = w.day(due.safe_on)
            yield w.say(
                f"稳妥日：{safe}，无论采用哪种读法都不迟",
                f"Safe day: {safe}, in time under every reading",
            )
        status = self.words.of("status", duty.status)
        if duty.met_on is not None:
            status += f" {w.day(duty.met_on)}"
        yield w.say(f"状态：{status}{self._as_of()}", f"Status: {status}{self._as_of()}")
        if duty.consequence is not None:
            yield w.say("逾期后果，", "If missed, ") + self._quoted(duty.consequence)
        yield self._number(duty)

    def cancelled(self, duty: Duty) -> str:
        """The one line of an entry that no longer counts."""
        return self._line(self.words.say("已取消", "cancelled"), duty)

    def why_cancelled(self, duty: Duty, now: Duty | None) -> Iterator[str]:
        """Why it no longer counts; ``now`` is the duty as it stands, None where it is no more."""
        say = self.words.say
        yield self._quoted(duty.clause)
        if now is None:
            why = say("此项义务已不存在", "the duty is no more")
        else:
            status = self.words.of("status", now.status)
            why = say(f"此项义务已无日期：{status}", f"the duty has no day now: {status}")
        yield say(f"取消原因：{why}{self._as_of()}", f"Cancelled because {why}{self._as_of()}")
        yield self._number(duty)

    def nothing(self) -> tuple[str, str]:
        """The one line and the reason of a note that nothing is due."""
        say, scope = self.words.say, self.assessment.scope
        if scope.in_scope is False:
            clauses = self.words.join(scope.clauses)
            why = say(
                f"不在指南适用范围内：{clauses}", f"outside the scope of the guideline: {clauses}"
            )
        elif any(duty.status not in SETTLED for duty in self.assessment.duties):
            why = say("未了的义务都没有日期", "no duty that is still to be done has a day")
        else:
            why = say("没有未了的义务", "no duty is still to be done")
        head = say("没有待办期限", "Nothing is due")
        return (
            say(
                f"{head}{self._as_of()}· {self._subject()}",
                f"{head}{self._as_of()} · {self._subject()}",
            ),
            why,
        )

    def _as_of(self) -> str:
        day = self.words.day(self.assessment.as_of)
        return self.words.say(f"（截至 {day}）", f" (as of {day})")

    def _number(self, duty: Duty) -> str:
        procedure = self.words.of("procedure", duty.procedure)
        number = clean(f"{self.assessment.case} · {procedure} · {duty.round}")
        return self.words.say(f"案件：{number}", f"Case: {number}")

    def _quoted(self, clause: str) -> str:
        text = self.held.guideline.wording(clause, self.words.lang)
        return self.words.say(f"第 {clause} 条：{text}", f"Clause {clause}: {text}")

    def _reason(self, duty: Duty, due: Deadline) -> str:
        trigger, say = duty.trigger, self.words.say
        day = self.words.day(due.trigger)
        event = "" if trigger is None else self.words.of("event", trigger.event)
        last = due.on or due.earliest
        if last is not None and last < due.trigger:
            return say(f"由 {day}（{event}）倒算", f"Counted back from {day} ({event})")
        if trigger is not None and trigger.estimated:
            event = say(f"{event}，推定", f"{event}, estimated")
        return say(f"自 {day}（{event}）起算", f"Counted from {day} ({event})")

    def _last_day(self, due: Deadline) -> str:
        w, first, last = self.words, due.earliest, due.latest
        text = w.due(due)
        if due.on is not None and first is not None and last is not None and first != last:
            text += w.say(
                f"，可能在 {first} 至 {last} 之间", f", may come to lie from {first} to {last}"
            )
        return w.say(f"最后一天：{text}", f"Last day: {text}")
