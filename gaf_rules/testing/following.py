"""Advice followed to the letter: each next action done on its last day, in the order given."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import evolve

from gaf_rules.ask.needs.acts import Acts
from gaf_rules.evaluate.assessing import world_of
from gaf_rules.language.vocabulary import PROBLEMS
from gaf_rules.values.errors import GafRulesError, IllegalEventError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.answers.assessment import Assessment, NextAction
    from gaf_rules.log.events import Event
    from gaf_rules.testing.logs import Judge, LegalLog

__all__ = ["GRAVE", "Follower", "acts_of", "held", "is_legal"]

GRAVE = frozenset({"breach", "consequence"})
"""The severities that are held against somebody."""

_DAY = timedelta(days=1)
_HANDED_IN = frozenset({"application_submitted", "supplement_submitted", "deregistration_reported"})


def held(found: Assessment) -> frozenset[tuple[str, str, int]]:
    """What is held against somebody: overdue that becomes late is the same breach."""
    return frozenset(
        (f.clause, f.procedure, f.round) for f in found.findings if f.severity in GRAVE
    )


def acts_of(log: LegalLog, act: str, procedure: str) -> Iterator[Event]:
    """The events by which an act may be done on the day of a log: one for each row and each pair of roles."""
    given = world_of(log.case, log.as_of, log.guideline, log.calendar)
    acts = Acts(given, log.readings)
    for row in log.guideline.transitions:
        if row.event == act and row.procedure in {procedure, "case"}:
            yield from acts.by_row(row, log.as_of)


def is_legal(log: LegalLog, act: str, procedure: str) -> bool:
    """Whether an act can be done at all on the day of a log, by whomever."""
    for event in acts_of(log, act, procedure):
        try:
            log.with_events((*log.case.events, event)).assess()
        except GafRulesError:
            continue
        return True
    return False


class Follower:
    """Does what the assessment of a log advises, and nothing else.

    Arguments:
        log: the log; what happens in it after its day is left out.
        wait: how many days after the day of assessment what has no day, or whose day is over, is done at the
            earliest: today what has happened today may come before it or after.
        judge: what assesses; :func:`gaf_rules.assess` by default.

    Attributes:
        log: the log so far, the events of the advice among it.
        found: the assessment that is followed.
        done: the actions that were done.
        days: the day of assessment, then that of each act done.
    """

    def __init__(self, log: LegalLog, wait: int = 0, judge: Judge | None = None) -> None:
        self.log = log.until_now()
        self.wait = wait * _DAY
        self.judge = judge
        self.found = self.log.assess(judge=judge)
        self.days = [log.as_of]
        self.done: list[NextAction] = []
        given = world_of(self.log.case, log.as_of, log.guideline, log.calendar)
        self._acts = Acts(given, log.readings)

    @classmethod
    def at_best(cls, log: LegalLog, judge: Judge | None = None) -> tuple[Follower, list[str]]:
        """One who does it today or, if that goes wrong, from tomorrow on; and what went wrong even so."""
        for wait in (0, 1):
            made = cls(log, wait, judge)
            wrong = [*made.follow(), *made.brought()]
            if not wrong:
                break
        return made, wrong

    def follow(self) -> Iterator[str]:
        """Does all of it; what could not be done although it was still advised."""
        for action in self.found.next_actions:
            if any(
                self._takes(event, day)
                for day in self._days(action)
                for event in self._events(action, day)
            ):
                self.done.append(action)
            elif self._is_advised(action):
                yield f"{action.clause} {action.act} ({action.procedure}) is not legal"

    def brought(self) -> Iterator[str]:
        """What is held against somebody on one of the days that was not before, and could be helped."""
        before = held(self.found)
        for day in sorted(set(self.days)):
            for clause, procedure, number in sorted(held(self.assess(day)) - before):
                if not self._is_torn(clause, procedure):
                    yield f"{day} {clause} ({procedure} {number})"

    def _is_torn(self, clause: str, procedure: str) -> bool:
        """Whether another bearer, for whom this clause waits, has a later last day than the clause.

        That is the one conflict that no advice resolves: an office has named a day that lies before the last
        day of what it still awaits.
        """
        ends = [
            (duty.clause, duty.bearer, duty.due.on or duty.due.earliest)
            for duty in self.found.duties
            if duty.procedure == procedure and duty.met_on is None and duty.due is not None
        ]
        return any(
            own == clause
            and end is not None
            and later is not None
            and later > end
            and other != bearer
            for own, bearer, end in ends
            for _, other, later in ends
        )

    def assess(self, day: date) -> Assessment:
        """The log so far on a day."""
        return self.log.assess(judge=self.judge, as_of=day)

    def _days(self, action: NextAction) -> list[date]:
        """The last day; without one, or once it is over, the next day on which it is possible."""
        today = self.log.as_of
        if action.not_after is not None and action.not_after >= today:
            return [action.not_after]
        return sorted({today + self.wait, *self.days[1:]})

    def _takes(self, event: Event, day: date) -> bool:
        """Puts an event into the log, if it is legal there."""
        before = self.log
        self.log = before.with_events((*before.case.events, event))
        try:
            self.assess(max(*self.days, day))
        except IllegalEventError:
            self.log = before
            return False
        self.days.append(day)
        return True

    def _is_advised(self, action: NextAction) -> bool:
        """Whether it still is on the last day reached: what has been done may have put an end to it."""
        now = self.assess(max(self.days)).next_actions
        return (action.act, action.clause, action.procedure) in {
            (each.act, each.clause, each.procedure) for each in now
        }

    def _events(self, action: NextAction, day: date) -> Iterator[Event]:
        """The act as the duty has it; then, since an action names no addressee, as the table has it."""
        yield self.event(action, day)
        log = evolve(self.log, as_of=day)
        bearer = action.bearer
        yield from (e for e in acts_of(log, action.act, action.procedure) if e.by in {None, bearer})

    def event(self, action: NextAction, day: date) -> Event:
        """The act that an action advises, done on a day, everything about it in order."""
        same = (
            d.to
            for d in self.found.duties
            if (d.clause, d.act, d.procedure) == (action.clause, action.act, action.procedure)
        )
        # To whom the acts go that are sent to somebody, where no duty says so.
        way = self.log.guideline.way_up
        province = next(reversed(way[1:-1] or way[1:]), None)
        to = next(same, province if action.act == "application_forwarded" else None)
        if to is None and action.act in _HANDED_IN:
            to = self.found.route[1] if self.found.route else province
        made = self._acts.event(action.act, day, action.procedure, action.bearer, to)
        return evolve(made, problems=PROBLEMS) if action.act == "rectification_completed" else made
