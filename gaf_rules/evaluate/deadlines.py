"""The deadline of one clause for one day, without a case: what to write in the diary."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from gaf_rules.answers.assessment import Deadline, WindowNotice
from gaf_rules.evaluate.arguments import expect, readings_of
from gaf_rules.evaluate.duties import REGIONAL_KINDS, regional_calendar
from gaf_rules.evaluate.scoping import machine_of
from gaf_rules.language.conditions import AllOf, Is
from gaf_rules.language.periods import count_due, counted_days
from gaf_rules.language.readings import READING_OPTIONS, Readings
from gaf_rules.language.vocabulary import ROLES
from gaf_rules.log.events import Field, check_value, check_word
from gaf_rules.messages import LANGUAGES
from gaf_rules.values.days import plain_day
from gaf_rules.values.errors import CaseError, GuidelineError
from gaf_rules.values.given import is_one_of
from gaf_rules.values.lazy import Lazy
from gaf_rules.values.nearest import meant, named

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.conditions import Condition
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.periods import Due
    from gaf_rules.program.program import CompiledDuty

__all__ = ["counted_with", "deadline", "period_duty"]

# The readings that change a date when nothing is known but the clause and the day.
_BEAR = ("trigger_day", "receipt_on_day_off", "before_window", "local_holidays", "closures")
_CODES = {"local_holiday": "LOCAL_HOLIDAY_IN_WINDOW", "closure": "CLOSURE_IN_WINDOW"}


def deadline(
    clause: str,
    trigger: date,
    *,
    guideline: Guideline | None = None,
    calendar: WorkingCalendar | None = None,
    readings: Readings | None = None,
    place: str | None = None,
    bearer: str | None = None,
) -> Deadline:
    """The last day on which the act of a clause is in time.

    Arguments:
        clause: the clause with the number of working days; 2.4.2c has one only under the reading
            ``returned_deadline="ten_working_days"``.
        trigger: the day counted from; for a clause that counts back (2.5.1b) the day of the change.
        guideline: the rows; the Hainan guideline by default.
        calendar: the working days; the State Council's notices by default.
        readings: one option for each point that can be read two ways; the defaults by default.
        place: six-digit code; its regional days count where the readings say so, and for ``safe_on``. Those
            inside the period that do not count are in ``notices``.
        bearer: who must act; by default the one whom the clause names. Regional days bear on the
            sponsor and the municipal office only.

    Returns:
        the deadline; ``on`` is None for a clause that the text gives no number, and past the calendar.

    Raises:
        CaseError: the trigger is not a plain date, the place no code, the bearer no role.
        GuidelineError: there is no such clause; it names those that have a period.
        CalendarHorizonError: the trigger lies before the first day of the calendar; its path is ``$trigger``.

    >>> from datetime import date
    >>> import gaf_rules as gaf
    >>> gaf.deadline("2.4.4c", date(2026, 2, 18)).on  # received inside the Spring Festival holiday
    datetime.date(2026, 3, 6)
    >>> gaf.deadline("2.5.1b", date(2026, 10, 12)).safe_on  # counts back from the change
    datetime.date(2026, 9, 20)
    """
    expect(guideline=guideline, calendar=calendar)
    trigger = _checked(trigger, place, bearer)
    if calendar is None:
        from gaf_rules.calendar import CHINA  # noqa: PLC0415 - read when needed

        calendar = CHINA
    chosen = readings_of(readings)
    options = {name: getattr(chosen, name) for name in READING_OPTIONS}
    duty = period_duty(clause, guideline, options)
    if duty is None:
        return Deadline(
            clause=clause,
            trigger=trigger,
            on=None,
            earliest=None,
            latest=None,
            certainty="final",
            safe=Lazy(lambda: None),
        )
    who, period = bearer if bearer is not None else duty.row.bearer, duty.row.period
    assert period is not None  # noqa: S101 - for the type checker; period_duty sees to it

    def due_under(options: dict[str, str]) -> Due:
        view = regional_calendar(calendar, duty, who, place, options)
        return count_due(period, trigger, options, view)

    def safe() -> date | None:
        names = [name for name in duty.row.readings if name in _BEAR]
        days = [
            due_under({**options, **dict(zip(names, variant, strict=True))}).earliest
            for variant in product(*(READING_OPTIONS[name] for name in names))
        ]
        return min((day for day in days if day is not None), default=None)

    due, lazy = due_under(options), Lazy(safe)

    def notices() -> Iterator[WindowNotice]:
        for name, kind, national in REGIONAL_KINDS:
            if options[name] != national or name not in duty.row.readings:
                continue
            varied = next(option for option in READING_OPTIONS[name] if option != national)
            other = due_under({**options, name: varied})
            if due.on is None or other.on is None or who not in duty.local:
                continue
            after, through = counted_days(period, trigger, (due.on, other.on), options)
            days = calendar.overlay_days(place, kind, after=after, through=through)
            if days:
                yield WindowNotice(code=_CODES[kind], days=days, on=due.on, otherwise_on=other.on)

    return Deadline(
        clause=clause,
        trigger=trigger,
        on=due.on,
        earliest=due.earliest,
        latest=due.latest,
        certainty=due.certainty,
        safe=lazy,
        notices=() if place is None else tuple(notices()),
    )


def counted_with(
    clause: str,
    calendar: WorkingCalendar,
    *,
    readings: Readings,
    place: str | None,
    bearer: str | None,
) -> WorkingCalendar:
    """The calendar with which `deadline` counts a clause of Hainan: regional days where they count."""
    options = {name: getattr(readings, name) for name in READING_OPTIONS}
    duty = period_duty(clause, None, options)
    if duty is None:
        return calendar
    return regional_calendar(calendar, duty, bearer or duty.row.bearer, place, options)


def period_duty(
    clause: str, guideline: Guideline | None, readings: dict[str, str]
) -> CompiledDuty | None:
    """The duty whose number of days stands in a clause under these readings; None where it has none.

    Raises:
        GuidelineError: there is no such clause; it names those that have a period.
    """
    machine = machine_of(guideline)
    if not is_one_of(clause, machine.guideline.clauses):
        known = tuple(machine.guideline.periods)
        told = named(clause)
        near_zh, near_en = meant(clause, known)
        acts = {row.period.clause: row.act for row in machine.guideline.duties if row.period}
        zh, en = (
            [f"{slug} {machine.guideline.label('act', acts[slug], lang)}" for slug in known]
            for lang in LANGUAGES
        )
        raise GuidelineError(
            clause=clause,
            known=known,
            zh=f"没有条款 {told}；有天数的是 {'、'.join(zh)}{near_zh}",
            en=f"there is no clause {told}; these have a number of days: {', '.join(en)}{near_en}",
        )
    for duties in machine.duties.values():
        for duty in duties:
            row = duty.row
            if row.clause == clause and row.period is not None and _read_so(row.when, readings):
                return duty
    return None


def _read_so(condition: Condition, readings: dict[str, str]) -> bool:
    """Whether the readings let a duty exist; what else its condition asks of the log is left aside."""
    if isinstance(condition, AllOf):
        return all(_read_so(part, readings) for part in condition.parts)
    if isinstance(condition, Is) and condition.fact.startswith("reading."):
        return readings[condition.fact.removeprefix("reading.")] == condition.value
    return True


def _checked(trigger: object, place: str | None, bearer: str | None) -> date:
    """The trigger as a plain date, when all three are in order."""
    day = plain_day(trigger)
    problems = check_value(trigger, Field(kind="date"), "$trigger")
    if place is not None:
        problems += check_value(place, Field(kind="code"), "$place")
    if bearer is not None:
        problems += check_word(bearer, ROLES, "$bearer")
    if day is None or problems:
        raise CaseError(tuple(problems))
    return day
