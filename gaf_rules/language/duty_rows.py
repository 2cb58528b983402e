"""The rows about duties: who must do what, from when, by when, and what has to come before it."""

from __future__ import annotations

from attrs import frozen

from gaf_rules.language.actions import Minus
from gaf_rules.language.conditions import ALWAYS, Condition
from gaf_rules.language.periods import Period
from gaf_rules.values.drafts import Value

__all__ = ["AheadRow", "ClockRow", "DutyRow", "Start"]


@frozen(kw_only=True, eq=False, repr=False)
class Start(Value):
    """One thing that may start a duty.

    Attributes:
        fact: the day; None (absent) and the next start in line is tried.
        event: the event that this day belongs to.
        when: under which readings or circumstances it counts.
        asks: it only stands in for a receipt that is not in the log: key of the question for its day.
    """

    fact: str
    event: str
    when: Condition = ALWAYS
    asks: str | None = None

    @property
    def estimated(self) -> bool:
        """Whether the day stands in for a receipt, so that nothing is held against anybody on it."""
        return self.asks is not None


@frozen(kw_only=True, eq=False, repr=False)
class ClockRow(Value):
    """What a mark does to a running period.

    Attributes:
        mark: kind of the mark.
        does: stop (the rest is kept, the new end unknown) · unknown (the end becomes unknown) · resume
            (the rest runs from the mark, if the end was known) · restart (the whole runs from the mark) ·
            until (the expected day becomes the end; without one the end is unknown). An end that is named on
            the very day of a stop is named for it, and stays.
        event: the event the trigger moves to on a restart.
        asks: the mark only stands in for a receipt that is not in the log: key of the question for its day.
    """

    mark: str
    does: str
    when: Condition = ALWAYS
    event: str | None = None
    asks: str | None = None


@frozen(kw_only=True, eq=False, repr=False)
class DutyRow(Value):
    """Who must do what, from when, by when.

    Attributes:
        clause: the clause of the duty; with its procedure it numbers the rounds.
        clauses: further clauses it rests on.
        procedures: where it exists.
        over: the record of which there is one duty each.
        bearer, to: roles, or ``first_hop`` and ``first_tier``, whoever stands there.
        act: the event that fulfils it.
        when: whether it exists at all.
        starts: what may start it, in order; the first day known counts.
        period: the number of days, None where the text gives none.
        met_by: the facts that fulfil it, the first known counts.
        met_when: what must hold besides for these to count.
        before: for a duty that must be done before something: the fact of that something; ``limit``, the fact
            with the day that counts for it, where that is not always the day on which it happened.
        same_day: the status of an act on the very day of that something: met, where it is still before it.
        known_on: where the start may lie ahead (a change that is planned), the fact with the day from which
            it was known: what is said of the period holds from then on.
        void_by: facts that end the duty without its being done, the earliest of them, unless it was missed
            by then.
        unclear: while this holds, the status is undetermined.
        excused: while this holds, a miss carries no effect; ``late_on``, the fact with the day on which the
            act came after a miss that has one.
        clock: what marks do to the period, and ``marks``, the fact that keeps them.
        resumes: under this condition the days used in the round before, if it ended in a return, are
            taken off; ``returned_on``, the fact with the day of that return.
        consequence: the clause that attaches an effect to the miss.
        readings: the readings that bear on the date, for the safe date.
        regional: bearers for whom regional days may count.
        next_action: while this holds the act is advised, if the table allows it.
    """

    clause: str
    clauses: tuple[str, ...] = ()
    procedures: tuple[str, ...]
    over: str
    bearer: str
    act: str
    to: str | None = None
    when: Condition = ALWAYS
    starts: tuple[Start, ...] = ()
    period: Period | None = None
    met_by: tuple[str, ...] = ()
    met_when: Condition = ALWAYS
    before: str | None = None
    limit: str | None = None
    same_day: str = "met"
    void_by: tuple[str, ...] = ()
    known_on: str | None = None
    unclear: Condition | None = None
    excused: Condition | None = None
    late_on: str | None = None
    clock: tuple[ClockRow, ...] = ()
    marks: str | None = None
    resumes: Condition | None = None
    returned_on: str | None = None
    consequence: str | None = None
    readings: tuple[str, ...] = ()
    next_action: Condition = ALWAYS


@frozen(kw_only=True, eq=False, repr=False)
class AheadRow(Value):
    """An act that has to come before one that is advised: without it that one is not legal, or a breach.

    Attributes:
        clause: the clause that puts it there.
        procedures: where it exists.
        ahead_of: the act advised.
        bearer: position on the route, or role.
        act: what has to come before.
        when: while this holds it is still to be done.
        items: what it has to settle; an empty list means that nothing is to be done.
    """

    clause: str
    procedures: tuple[str, ...]
    ahead_of: str
    bearer: str
    act: str
    when: Condition = ALWAYS
    items: str | Minus | None = None
