"""What becomes of a duty, and what rows may ask about it: definitions in the order of what they rest on.

Those of :func:`stand`, one a line, are worked out for every duty; those of :data:`DUTY_FACTS` when a row
asks for them. For one case they are put to days, for the many cases of an audit to days that stand for many;
the tables of the documentation list them (:func:`definitions`). The second engine says the same in rules of
its own (:mod:`gaf_rules.durable.rows_duty`).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from attrs import frozen

from gaf_rules.evaluate.definitions import Defined, in_order
from gaf_rules.evaluate.duties import REGIONAL_KINDS, deadline_of, regional_calendar
from gaf_rules.language.core import value_of
from gaf_rules.language.periods import Due, Trigger, count_due, counted_days, elapsed
from gaf_rules.language.readings import READING_OPTIONS
from gaf_rules.values.drafts import Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.evaluate.duties import Window
    from gaf_rules.program.program import CompiledDuty

    Facts = dict[str, dict[str, Any]]
    # The fields of Evaluated, in their order.
    Stood = tuple[
        str,
        Trigger | None,
        Due | None,
        date | None,
        date | None,
        int | None,
        int | None,
        date | None,
    ]

__all__ = [
    "DUTY_FACTS",
    "Evaluated",
    "certainty",
    "clear_on",
    "closures",
    "definitions",
    "due_on",
    "duty_facts",
    "evaluate",
    "extended_late_on",
    "local_holidays",
    "next_day",
    "regional",
    "stand",
    "started_on",
    "status_of",
    "verdict_by_order",
    "verdict_of",
]

_DAY = timedelta(days=1)
_MISSED = frozenset({"overdue", "lapsed"})
_LATE = frozenset({"met_late", *_MISSED})


def stand(
    duty: CompiledDuty,
    facts: Facts,
    trigger: Trigger | None,
    due: Due | None,
    extended_late_on: date | None,
    done_on: date | None,
    void_on: date | None,
    view: WorkingCalendar,
    as_of: date,
) -> Stood | None:
    """One duty on the day of assessment: each line defines one thing; None where it has fallen away.

    What comes out are the fields of :class:`Evaluated`, in their order.

    It falls away where it ended undone with its application; what had been missed by then stays missed.

    Arguments:
        duty: the compiled row.
        facts: its record and those above it.
        trigger: what started it.
        due: its last day.
        extended_late_on: the day of the first notice of extension that came after that.
        done_on: the day on which it was fulfilled.
        void_on: the day on which it ended without being done.
        view: the calendar that counts for its bearer.
        as_of: the day of assessment.
    """
    # It ends without being done when its application does, and is judged as of then.
    judged_on = void_on if done_on is None and void_on is not None and void_on < as_of else as_of
    verdict = (
        verdict_by_order(duty, facts, done_on)
        if due is None
        else verdict_of(duty, trigger, due, done_on, judged_on)
    )
    # A miss that has an effect: what comes after it does not count as done.
    forfeited = due is not None and duty.consequence is not None and verdict in _MISSED
    arrived_on = value_of(facts, duty.row.late_on) if forfeited and done_on is None else done_on
    kept_on = None if forfeited else done_on
    # Whether it was missed by then may rest on a day that is still asked for, or on a calendar that is not
    # published; a miss that has an effect would have ended the application before.
    may_be_missed = verdict == "undetermined" and duty.consequence is None
    is_missed = verdict in _MISSED or may_be_missed
    fallen_away = void_on is not None and kept_on is None and not is_missed
    if fallen_away:
        return None
    status = verdict if duty.is_plain else status_of(duty, facts, verdict)
    met_on = arrived_on if verdict == "lapsed" and status == "met_late" else kept_on
    until = judged_on if arrived_on is None else arrived_on
    spent = (
        None
        if trigger is None
        else elapsed(view, until, trigger.on)
        if duty.is_backward
        else elapsed(view, trigger.on, until)
    )
    if due is None:
        return status, trigger, None, extended_late_on, met_on, spent, None, None
    late_by = elapsed(view, due.on, until) if status in _LATE else None
    missed_on = due.latest + _DAY if due.latest is not None else None
    return status, trigger, due, extended_late_on, met_on, spent, late_by, missed_on


def status_of(duty: CompiledDuty, facts: Facts, verdict: str) -> str:
    """The status: what is unclear is undetermined, an excused lapse is an act that came late."""
    if duty.unclear is not None and duty.unclear(facts):
        return "undetermined"
    if verdict == "lapsed" and duty.excused is not None and duty.excused(facts):
        return "met_late"
    return verdict


def verdict_of(
    duty: CompiledDuty, trigger: Trigger | None, due: Due, done_on: date | None, judged_on: date
) -> str:
    """The status as the days alone have it. Dates are compared, never counts."""
    if due.latest is None:
        unknown = "undetermined" if due.certainty == "projected" else "extended"
        return unknown if done_on is None else "met"
    day = judged_on if done_on is None else done_on
    if day > due.latest:
        # The true receipt can only be later than the day that stands in for it; a day named rests on none.
        is_soft = trigger is not None and trigger.asks is not None and not due.named
        return "undetermined" if is_soft else _miss(duty, done_on)
    if due.earliest is not None and day > due.earliest:
        return "undetermined"
    return "open" if done_on is None else "met"


def _miss(duty: CompiledDuty, done_on: date | None) -> str:
    """What it is to come too late, or not at all."""
    if duty.row.consequence is not None:
        return "lapsed"
    return "overdue" if done_on is None else "met_late"


def verdict_by_order(duty: CompiledDuty, facts: Facts, done_on: date | None) -> str:
    """The status without a number of days: there may be something that it must be done before."""
    before = duty.before
    limit = None if before is None else facts[before[0]].get(before[1])
    if done_on is None:
        return "open" if limit is None else "overdue"
    if limit is None or done_on < limit:
        return "met"
    return duty.row.same_day if done_on == limit else "met_late"


# -- what rows may ask about a duty besides ---------------------------------------------------------------
def extended_late_on(state: Evaluated) -> date | None:
    """The day of the first notice of extension that came after the last day."""
    return state.extended_late_on


def next_day(trigger: Trigger | None) -> date | None:
    """The day after its start."""
    return None if trigger is None else trigger.on + _DAY


def started_on(
    duty: CompiledDuty, facts: Facts, trigger: Trigger | None, as_of: date
) -> date | None:
    """From when something can be said of its period: its start, or the day a start ahead was known."""
    if trigger is None:
        return None
    known = value_of(facts, duty.row.known_on)
    return min(trigger.on, as_of if known is None else known)


def due_on(due: Due | None) -> date | None:
    """Its last day, as far as that is known."""
    return None if due is None else due.on


def certainty(due: Due | None) -> str | None:
    """How certain its last day is."""
    return None if due is None else due.certainty


def clear_on(
    duty: CompiledDuty,
    trigger: Trigger | None,
    due: Due | None,
    readings: dict[str, str],
    calendar: WorkingCalendar,
) -> date | None:
    """The last day under clear days, where the days are counted backward and not so."""
    period = duty.row.period
    if trigger is None or due is None or period is None or not period.backward:
        return None
    if readings["before_window"] != "backward":
        return None
    strict = {**readings, "before_window": "clear_days"}
    return count_due(period, trigger.on, strict, calendar).earliest


def local_holidays(regional: Callable[[str], tuple[str, ...] | None]) -> tuple[str, ...] | None:
    """Both last days, where local holidays lie in the window: without and with them."""
    return regional("local_holidays")


def closures(regional: Callable[[str], tuple[str, ...] | None]) -> tuple[str, ...] | None:
    """Both last days, where days of closure lie in the window: without and with them."""
    return regional("closures")


def regional(
    duty: CompiledDuty,
    facts: Facts,
    due: Due | None,
    trigger: Trigger | None,
    readings: dict[str, str],
    calendar: WorkingCalendar,
    bearer: str,
    place: str | None,
) -> Callable[[str], tuple[str, ...] | None]:
    """Both last days for a reading on regional days that chooses not to apply them."""
    kinds = {name: kind for name, kind, national in REGIONAL_KINDS if readings[name] == national}

    def dates(name: str) -> tuple[str, ...] | None:
        period = duty.row.period
        if due is None or trigger is None or place is None or name not in kinds or period is None:
            return None
        if kinds.keys().isdisjoint(duty.row.readings):
            return None
        other = next(option for option in READING_OPTIONS[name] if option != readings[name])
        varied = {**readings, name: other}
        view = regional_calendar(calendar, duty, bearer, place, varied)
        if view is calendar:
            return ()
        with_them = deadline_of(duty, {**facts, "reading": varied}, varied, view).due
        if with_them is None or with_them.on is None or due.on is None:
            return ()
        after, through = counted_days(period, trigger.on, (due.on, with_them.on), readings)
        if not calendar.overlay_days(place, kinds[name], after=after, through=through):
            return ()
        return due.on.isoformat(), with_them.on.isoformat()

    return dates


DUTY_FACTS = in_order(
    (
        *("duty", "facts", "state", "trigger", "due", "status", "met_on", "missed_on", "as_of"),
        *("readings", "calendar", "bearer", "place"),
    ),
    (
        *(extended_late_on, next_day, started_on, due_on, certainty, clear_on),
        *(regional, local_holidays, closures),
    ),
)
"""What rows may ask about a duty, besides ``status``, ``met_on`` and ``missed_on``."""

_DUTY_FACTS = {each.name: each for each in DUTY_FACTS}


def duty_facts(state: Any, **given: Any) -> Defined:
    """What rows may ask about a duty.

    Arguments:
        state: what has become of it: an :class:`Evaluated`, or what has its fields.
        given: ``duty``, ``facts``, ``as_of``, ``readings``, ``calendar``, ``bearer`` and ``place``.
    """
    known = {
        **given,
        "state": state,
        "trigger": state.trigger,
        "due": state.due,
        "status": state.status,
        "met_on": state.met_on,
        "missed_on": state.missed_on,
    }
    return Defined(_DUTY_FACTS, known)


@frozen(eq=False, repr=False, weakref_slot=False)
class Evaluated(Value):
    """One duty as it stands on the day of assessment (dates, not yet words).

    Attributes:
        trigger, due, extended_late_on: as in its :class:`~gaf_rules.evaluate.duties.Window`.
        elapsed, late_by: in working days.
        missed_on: the first day that is too late; None where no last day is known.
    """

    status: str
    trigger: Trigger | None
    due: Due | None
    extended_late_on: date | None
    met_on: date | None
    elapsed: int | None
    late_by: int | None
    missed_on: date | None


def definitions() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each definition, after those that it rests on, with the names of these.

    >>> dict(definitions())["late_by"]
    ('due', 'view', 'status', 'until')
    """
    import ast  # noqa: PLC0415 - only the documentation asks
    from inspect import getsource, signature  # noqa: PLC0415 - as above

    known = dict.fromkeys(signature(stand).parameters)
    for line in ast.parse(getsource(stand)).body[0].body:  # type: ignore[attr-defined]  # a function
        if isinstance(line, ast.Assign):
            (target,) = line.targets
            pairs = [(target, line.value)]
            if isinstance(target, ast.Tuple) and isinstance(line.value, ast.Tuple):
                pairs = [*zip(target.elts, line.value.elts, strict=True)]
            for defined, value in pairs:
                used = {node.id for node in ast.walk(value) if isinstance(node, ast.Name)}
                yield ast.unparse(defined), tuple(name for name in known if name in used)
            known |= dict.fromkeys(ast.unparse(defined) for defined, _ in pairs)
    yield from ((each.name, each.rests_on) for each in DUTY_FACTS)


def evaluate(
    duty: CompiledDuty, facts: Facts, window: Window, view: WorkingCalendar, as_of: date
) -> Evaluated | None:
    """As :func:`stand`, with what fulfilled the duty and what ended it looked up in the facts.

    Arguments:
        duty: the compiled row.
        facts: its record and those above it.
        window: its trigger and deadline.
        view: the calendar that counts for its bearer.
        as_of: the day of assessment.
    """
    if window.trigger is None and duty.row.starts:
        return None
    began = window.trigger, window.due, window.extended_late_on
    state = stand(duty, facts, *began, duty.met_on(facts), duty.void_on(facts), view, as_of)
    return None if state is None else Evaluated(*state)
