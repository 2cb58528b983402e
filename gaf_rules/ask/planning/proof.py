"""A plan is shown to hold before it is called possible: its events are put into the log, and that is judged.

What a wish leaves out of account runs on: periods of other procedures. Their acts are put beside the steps.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from gaf_rules.ask.needs.log import GRAVE, OpenLog, about
from gaf_rules.ask.needs.standing import LogStanding
from gaf_rules.ask.planning.chain import WAYS, clause_of, left_of
from gaf_rules.ask.planning.running import Ends, ends_of, is_running
from gaf_rules.log.events import Event
from gaf_rules.messages.said import Said, named, said
from gaf_rules.values.errors import IllegalEventError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.ask.needs.acts import Acts
    from gaf_rules.ask.planning.chain import Places, Waypoint
    from gaf_rules.evaluate.outline import Outline, RawDuty
    from gaf_rules.language.guideline import Guideline

__all__ = ["Beside", "beside", "objection"]

_DAY = timedelta(days=1)


@frozen(kw_only=True)
class Beside:
    """An act of another procedure whose period runs, or one that has to come before such an act.

    Attributes:
        event: the act on its day.
        bearer, clause, procedure: whose it is, and on what it rests.
        days: its period in working days; None for what only has to come before.
        ends: the last days of that period.
        is_projected: whether the calendar is not published so far.
    """

    event: Event
    bearer: str
    clause: str
    procedure: str
    days: int | None = None
    ends: Ends | None = None
    is_projected: bool = False


def beside(
    log: OpenLog,
    core: Outline,
    acts: Acts,
    places: Places,
    procedures: tuple[str, ...],
    until: date,
) -> tuple[Beside, ...]:
    """The acts of other procedures whose periods run, each on its latest safe day.

    Arguments:
        log: the case.
        core: what holds on the day from which is planned.
        acts: makes the events.
        places: who stands where on the route.
        procedures: those whose periods have to be thought of.
        until: the day after which nothing can be done any more.
    """
    found: list[Beside] = []
    for procedure in procedures:
        running = _running(core, procedure)
        if running:
            way = next(way for way in WAYS.values() if way.procedure == procedure)
            standing = LogStanding(log.world, log.readings, core)
            made = left_of(way, places, standing, acts, core.as_of)
            found += _all(log, core, made, running, until)
    return tuple(found)


def _running(core: Outline, procedure: str) -> dict[str, RawDuty]:
    """Act → the duty whose period runs in a procedure and whose last day is not over."""
    return {
        raw.row.act: raw
        for raw in core.duties
        if raw.procedure == procedure and is_running(raw) and _has_end(raw, core.as_of)
    }


def _all(
    log: OpenLog,
    core: Outline,
    made: list[tuple[Waypoint, Event]],
    running: dict[str, RawDuty],
    until: date,
) -> tuple[Beside, ...]:
    """The acts whose periods run, and those whose periods they start in turn."""
    while True:
        found = tuple(_up_to(made, dict(running), core.as_of, until))
        events = tuple(item.event for item in found)
        try:
            then = log.outline(events, max([core.as_of, *(event.on for event in events)]))
        except IllegalEventError:
            return found
        procedure = next(iter(running.values())).procedure
        done = {event.type for event in events}
        more = {act: raw for act, raw in _running(then, procedure).items() if act not in done}
        if not set(more) & ({point.act for point, _ in made} - set(running)):
            return found
        running = {**running, **more}


def _has_end(raw: RawDuty, day: date) -> bool:
    """Whether a duty has a last day that is not over."""
    due = raw.due
    return due is not None and due.latest is not None and due.latest >= day


def _up_to(
    made: list[tuple[Waypoint, Event]], running: dict[str, RawDuty], start: date, until: date
) -> Iterator[Beside]:
    """The steps through the last act whose period runs, each no later than what comes after it."""
    some = next(iter(running.values()))
    procedure, guideline = some.procedure, some.world.machine.guideline
    last = max((n for n, (point, _) in enumerate(made) if point.act in running), default=-1)
    found: list[Beside] = []
    for point, event in reversed(made[: last + 1]):
        raw = running.pop(point.act, None)
        if raw is not None:
            until = min(until, _last_day(raw, start))
        found.append(_item(point, evolve(event, on=max(start, until)), raw, procedure, guideline))
    return reversed(found)


def _last_day(raw: RawDuty, start: date) -> date:
    ends = ends_of(raw)
    known = [day for day in (ends.safe, ends.own, ends.last) if day is not None and day >= start]
    return known[0]


def _item(
    point: Waypoint, event: Event, raw: RawDuty | None, procedure: str, guideline: Guideline
) -> Beside:
    due = None if raw is None else raw.due
    period = None if raw is None else raw.row.period
    return Beside(
        event=event,
        bearer=point.bearer,
        clause=clause_of(guideline, event.type, procedure) if raw is None else raw.row.clause,
        procedure=procedure,
        days=None if period is None else period.working_days,
        ends=None if raw is None else ends_of(raw),
        is_projected=due is not None and due.certainty == "projected",
    )


def objection(log: OpenLog, core: Outline, events: tuple[Event, ...]) -> Said | None:
    """Why a plan does not hold when it is played: an event that is not legal, or something new and grave.

    Arguments:
        log: the case.
        core: what holds without the plan.
        events: the plan's events and those beside it.
    """
    guideline = log.world.machine.guideline
    before, last = about(core), max(event.on for event in events)
    try:
        played = log.outline(events, last)
        running = [raw for raw in played.duties if is_running(raw)]
        later = {
            (raw.row.clause, raw.procedure, raw.round) for raw in running if _begins(raw, last)
        }
        ends = [raw.due for raw in running if not _begins(raw, last)]
        late = [due.latest for due in ends if due is not None and due.latest is not None]
        played = log.outline(events, max([last, *late]) + _DAY)
    except IllegalEventError as error:
        act = named(guideline, "act", error.event["type"])
        return said("no_wish", "illegal", act=act, day=error.on, clause=error.clause)
    for found in played.findings:
        is_new = (found.clause, found.procedure, found.round) not in before
        is_later = (found.about, found.procedure, found.round) in later
        if found.row.severity in GRAVE and is_new and not is_later:
            name = named(guideline, "finding", found.row.code)
            return said("no_wish", "would_breach", finding=name, clause=found.clause)
    return None


def _begins(raw: RawDuty, day: date) -> bool:
    """Whether the period of a duty begins only with the last day of a plan: it can be kept after it."""
    period, trigger = raw.row.period, raw.trigger
    return period is not None and not period.backward and trigger is not None and trigger.on >= day
