"""The table of duties: clause, who, what, from when, by when, how it stands."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from attrs import frozen

from gaf_rules.answers.assessment import Duty
from gaf_rules.language.guideline import Guideline
from gaf_rules.language.vocabulary import PROCEDURES
from gaf_rules.report.layout import WIDTH, columns, paint
from gaf_rules.report.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["DutyTable", "before_words"]

_COLOURS: Final = {
    "met": "green",
    "met_late": "magenta",
    "overdue": "magenta",
    "lapsed": "red",
    "undetermined": "yellow",
    "extended": "yellow",
}
_NONE: Final = "–"
_HEADS: Final = (
    ("条款", "clause"),
    ("义务人", "who"),
    ("事项", "what"),
    ("起算日", "from"),
    ("到期日", "due"),
    ("状态", "status"),
)
_LIMITS: Final = (7, 14, 26, 10, 15)
# What must be done before something, in place of a date.
_BEFORE: Final = {
    "case.launched_on": ("上线前", "before launch"),
    "application.submitted_on": ("提交申请前", "before applying"),
    "application_submitted": ("提交申请前", "before applying"),
    "change.submitted_on": ("变更前", "before the change"),
    "shutdown.offline_on": ("下线前", "before offline"),
    "feedback.last_on": ("随补充提交", "with it"),
}
# What such a duty asks for, where the event that fulfils it is called something else.
_ASKS: Final = {
    "case.launched_on": ("办理备案", "have the app filed"),
    "feedback.last_on": ("附交整改计划", "add a rectification plan to the supplement"),
}


def _is_open(duty: Duty) -> bool:
    """Whether a day to act by still matters."""
    return duty.status in {"open", "undetermined"} and duty.met_on is None


def _before(guideline: Guideline, clause: str) -> str | None:
    """The fact, or the act, before which what a clause asks for must be done, where a row names one."""
    before = [row.before for row in guideline.duties if row.clause == clause and row.before]
    before += [row.ahead_of for row in guideline.ahead if row.clause == clause]
    return next(iter(before), None)


def before_words(guideline: Guideline, clause: str, words: Words) -> str | None:
    """What the duty of a clause must be done before, in words; None where the row names nothing."""
    found = _BEFORE.get(_before(guideline, clause) or "")
    return None if found is None else words.say(*found)


@frozen
class DutyTable:
    """The duties of one assessment, those of each procedure together."""

    duties: tuple[Duty, ...]
    words: Words
    guideline: Guideline
    colour: bool = False

    def cells(self) -> list[list[str]]:
        """The head and a row a duty, by procedure."""
        ordered = self._ordered()
        rounds = Counter((duty.clause, duty.procedure) for duty in ordered)
        rows = [self._row(duty, rounds[duty.clause, duty.procedure] > 1) for duty in ordered]
        return [[self.words.say(*names) for names in _HEADS], *rows]

    def _ordered(self) -> list[Duty]:
        # What waits for no event (the self-check before applying) comes before what an event starts.
        return sorted(
            self.duties, key=lambda d: (PROCEDURES.index(d.procedure), d.trigger is not None)
        )

    def lines(self) -> list[str]:
        """The table, with a line above each procedure where there are several, and its legend."""
        words, ordered = self.words, self._ordered()
        head, *body = columns(self.cells(), _LIMITS, WIDTH - 2)
        lines = [f"  {paint(line, 'dim', on=self.colour)}" for line in head]
        last = None
        for duty, block in zip(ordered, body, strict=True):
            if duty.procedure != last and len({each.procedure for each in ordered}) > 1:
                name = words.of("procedure", duty.procedure)
                lines.append(words.say(f"  〔{name}〕", f"  [{name}]"))
            last = duty.procedure
            colour = _COLOURS.get(duty.status, "")
            lines += [f"  {paint(line, colour, on=self.colour)}" for line in block]
        return [*lines, *(f"  {paint(line, 'dim', on=self.colour)}" for line in self.legend())]

    def _row(self, duty: Duty, several: bool) -> list[str]:  # noqa: FBT001 - private, one caller
        words = self.words
        asks = _ASKS.get(_before(self.guideline, duty.clause) or "")
        act = words.of("act", duty.act) if asks is None else words.say(*asks)
        if several:
            act += words.say(f"（第 {duty.round} 次）", f" (round {duty.round})")
        start = _NONE if duty.trigger is None else str(duty.trigger.on)
        status = words.say("，", ", ").join(self._status(duty))
        return [duty.clause, words.role(duty.bearer), act, start, self._due(duty), status]

    def _due(self, duty: Duty) -> str:
        words = self.words
        if duty.due is None:
            return before_words(self.guideline, duty.clause, words) or _NONE
        text = words.due(duty.due)
        safe = duty.due.safe_on
        if _is_open(duty) and safe is not None and safe != duty.due.on:
            text += words.say(f"\n稳妥 {safe}", f"\nsafe {safe}")
        return text

    def _status(self, duty: Duty) -> Iterator[str]:
        words = self.words
        if duty.status == "lapsed" and duty.consequence is not None:
            yield words.say(
                f"逾期（后果见 {duty.consequence}）", f"lapsed (see {duty.consequence})"
            )
        else:
            day = "" if duty.met_on is None else f" {duty.met_on}"
            yield words.of("status", duty.status) + day
        late = duty.late_by_working_days
        if late and duty.status == "overdue":  # it grows until the act
            so_far = words.working_days(late)
            yield words.say(f"至今迟 {so_far}", f"{so_far} late so far")
        elif late:
            yield words.say(f"迟 {words.working_days(late)}", f"{words.working_days(late)} late")
        elif late == 0:
            yield words.say("到期日后的休息日", "on a day off after the last day")
        elif duty.due is None and duty.met_on is None and duty.elapsed_working_days:
            used = words.working_days(duty.elapsed_working_days)
            yield words.say(f"已历 {used}", f"{used} so far")
        if duty.trigger is not None and duty.trigger.estimated:
            yield words.say("起算日为推定", "start estimated")

    def legend(self) -> Iterator[str]:
        """What the signs and short words of the table mean, as far as they stand in it."""
        words = self.words
        if any(self._due(duty) == _NONE for duty in self.duties):
            yield words.say(
                f"{_NONE} 指南没有写明天数", f"{_NONE} no number of days in the guideline"
            )
        if any(
            _is_open(duty) and duty.due is not None and duty.due.safe_on != duty.due.on
            for duty in self.duties
        ):
            yield words.say("稳妥：无论采用哪种读法都不迟", "safe: in time under every reading")
        if any("CAC" in words.role(duty.bearer) for duty in self.duties):
            yield "CAC: cyberspace administration"
