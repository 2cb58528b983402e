"""The steps of a plan as values: what the log has, what is left, what runs beside."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from attrs import evolve

from gaf_rules.ask.planning.chain import clause_of
from gaf_rules.ask.planning.remaining import dated
from gaf_rules.ask.planning.value import PlanStep
from gaf_rules.values.days import FIRST_DAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from gaf_rules.ask.planning.chain import Places, Way
    from gaf_rules.ask.planning.proof import Beside
    from gaf_rules.ask.planning.remaining import Days, RemainingSteps
    from gaf_rules.evaluate.outline import Outline
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.log.entries import Entry

__all__ = ["besides", "done_steps", "mine", "numbered", "open_steps"]


def mine(way: Way, core: Outline) -> Iterator[Entry]:
    """The events of the log that are steps of a wish: of the application that is pending, if any is.

    What belongs to an application that has ended, or to a change that has taken effect, is history.
    """
    context = core.log.contexts[way.procedure]
    begun, checked = _begun(way, context), _checked(way, context)
    ahead, acts = ({point.act for point in points} for points in (way.ahead, way.points))
    for entry in core.log.order:
        since = checked if entry.type in ahead else begun if entry.type in acts else None
        if (
            entry.sign.procedure in {None, way.procedure}
            and since is not None
            and entry.on >= since
        ):
            yield entry


def _begun(way: Way, context: dict[str, Any]) -> date | None:
    """The first day of the application that is pending or granted; None where there is none."""
    if way.kind == "offline":
        return FIRST_DAY
    application, change = context["application"], context["change"]
    if application.get("ended_on") is not None:
        return None
    if way.kind == "change" and (not change or change.get("effect_on") is not None):
        return None
    begun: date | None = application.get("submitted_on")
    return begun


def _checked(way: Way, context: dict[str, Any]) -> date | None:
    """The first day of what comes before the application: the self-check, or the plan of a change."""
    if way.kind == "change":
        change = context["change"]
        planned: date | None = change.get("planned_on")
        return None if change.get("effect_on") is not None else planned
    held = context["preparation" if _begun(way, context) is None else "application"]
    checked: date | None = held.get("self_checked_on")
    return checked


def done_steps(way: Way, core: Outline, places: Places, guideline: Guideline) -> Iterator[PlanStep]:
    """What the log has, each on the day on which it was done."""
    points = {(point.act, point.by): point for point in (*way.ahead, *places.along(way.points))}
    for entry in mine(way, core):
        bearer = entry.by or next(
            point.bearer for (act, _), point in points.items() if act == entry.type
        )
        yield PlanStep(
            act=entry.type,
            by=entry.by,
            to=entry.to,
            bearer=bearer,
            clause=clause_of(guideline, entry.type, way.procedure),
            procedure=way.procedure,
            on=entry.on,
            earliest=entry.on,
            latest=entry.on,
            working_days=None,
            assumed=None,
            realistic_on=None,
            done_on=entry.on,
            event=entry.event,
        )


def open_steps(
    remaining: RemainingSteps, days: Days, hopeful: Days, realistic: Days | None, wish: date
) -> Iterator[PlanStep]:
    """What is left, each on its latest safe day."""
    events = dated(remaining.steps, days, wish)
    for number, (step, event) in enumerate(zip(remaining.steps, events, strict=True)):
        period = step.link.period
        yield PlanStep(
            act=step.act,
            by=step.by,
            to=step.to,
            bearer=step.bearer,
            clause=step.clause,
            procedure=step.procedure,
            on=days[number],
            earliest=days[number],
            latest=hopeful[number],
            working_days=step.days if period is None else period.working_days,
            assumed=step.link.days if period is None and step.days is None else None,
            realistic_on=None if realistic is None else realistic[number],
            done_on=None,
            event=event,
        )


def besides(others: tuple[Beside, ...], steps: Iterable[PlanStep]) -> Iterator[PlanStep]:
    """The steps with those of other procedures among them, by their days."""
    rest = [_beside(item) for item in others]
    found = [*steps, *rest]
    return iter(sorted(found, key=lambda step: step.on))


def _beside(item: Beside) -> PlanStep:
    event, ends = item.event, item.ends
    latest = event.on if ends is None or ends.hopeful is None else max(event.on, ends.hopeful)
    return PlanStep(
        act=event.type,
        by=event.by,
        to=event.to,
        bearer=item.bearer,
        clause=item.clause,
        procedure=item.procedure,
        on=event.on,
        earliest=event.on,
        latest=latest if item.is_projected else event.on,
        working_days=item.days,
        assumed=None,
        realistic_on=None,
        done_on=None,
        event=event,
        is_beside=True,
    )


def numbered(steps: Iterable[PlanStep]) -> Iterator[PlanStep]:
    """The steps with the number of each among those that are the same act between the same offices."""
    counts: Counter[tuple[Any, ...]] = Counter()
    for step in steps:
        key = step.procedure, step.act, step.by, step.to
        counts[key] += 1
        yield evolve(step, ordinal=counts[key])
