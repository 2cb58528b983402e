"""What the rows of a guideline show only together: a row that is never reached, an event nobody can send."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gaf_rules.language.conditions import Among, Same
from gaf_rules.language.core import ALWAYS, NEVER, AllOf, FactTest, walk
from gaf_rules.language.partial import assume

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gaf_rules.language.conditions import Condition
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.rows import TierRow, Transition

__all__ = ["hidden_rows", "unsendable"]


def unsendable(guideline: Guideline) -> Iterator[tuple[str, str]]:
    """Each event that no unit can send under some tier of sponsors: path of its first row, and the tier."""
    groups: dict[tuple[str, str], list[tuple[int, Transition]]] = {}
    for index, row in enumerate(guideline.transitions):
        if row.question is None:
            groups.setdefault((row.procedure, row.event), []).append((index, row))
    for tier in guideline.tiers:
        for rows in groups.values():
            if not any(_can_be_sent(row, tier) for _, row in rows):
                yield f"$.transitions[{rows[0][0]}]", tier.tier


def _can_be_sent(row: Transition, tier: TierRow) -> bool:
    when = assume(row.when, "sponsor.tier", tier.tier)
    senders = _standing(row.by, tier)
    receivers = _standing(row.dest, tier)
    return any(
        _under(when, by, to) != NEVER
        for by in senders
        for to in receivers
        if by is None or to is None or by != to
    )


def _standing(positions: Sequence[str], tier: TierRow) -> list[str | None]:
    """The roles at one of these positions; one that nobody names where it is not asked."""
    if not positions:
        return [None]
    return [role for role, at in tier.places.items() if not set(at).isdisjoint(positions)]


def _under(when: Condition, by: str | None, to: str | None) -> Condition:
    for fact, role in (("event.by", by), ("event.to", to)):
        if role is not None:
            when = assume(when, fact, role)
    return when


def hidden_rows(guideline: Guideline) -> Iterator[tuple[str, str]]:
    """Each row that one before it always takes precedence over: its path, and the path of that one."""
    yield from _hidden("transitions", guideline.transitions, _covers)
    yield from _hidden("routes", guideline.routes, lambda a, b: _implied(a.when, b.when))
    yield from _hidden(
        "lapses", guideline.lapses, lambda a, b: (a.procedure, a.state) == (b.procedure, b.state)
    )
    for index, duty in enumerate(guideline.duties):
        where = f"duties[{index}]"
        yield from _hidden(
            f"{where}.starts",
            duty.starts,
            lambda a, b: a.fact == b.fact and _implied(a.when, b.when),
        )
        yield from _hidden(
            f"{where}.clock",
            duty.clock,
            lambda a, b: a.mark == b.mark and _implied(a.when, b.when),
        )


def _hidden(name: str, rows: Sequence[Any], covers: Any) -> Iterator[tuple[str, str]]:
    for later, row in enumerate(rows):
        earlier = next((i for i, each in enumerate(rows[:later]) if covers(each, row)), None)
        if earlier is not None:
            yield f"$.{name}[{later}]", f"$.{name}[{earlier}]"


def _covers(first: Transition, then: Transition) -> bool:
    """Whether every event that the second row would take is taken by the first."""
    same = (first.procedure, first.event, first.question) == (
        then.procedure,
        then.event,
        then.question,
    )
    return (
        same
        and first.within is None
        and first.once is None
        and first.answer in {None, then.answer}
        and _wider(first.states, then.states)
        and _wider(first.by, then.by)
        and _wider(first.dest, then.dest)
        and _implied(first.when, then.when)
    )


def _wider(first: Sequence[str], then: Sequence[str]) -> bool:
    """Whether a list of what is asked, empty for no matter what, lets everything in that the other does."""
    return not first or (bool(then) and set(then) <= set(first))


def _implied(wide: Condition, narrow: Condition) -> bool:
    """Whether a condition holds wherever another does, as far as can be seen from the parts of both."""
    parts = tuple(_parts(narrow))
    if NEVER in parts:
        return True
    for part in parts:
        match next(iter(walk(part))):
            case FactTest(fact, Same(value)) | FactTest(fact, Among((value,))):
                wide = assume(wide, fact, value)
    return wide == ALWAYS or all(part in parts for part in _parts(wide))


def _parts(condition: Condition) -> Iterator[Condition]:
    """The parts that all have to hold."""
    if isinstance(condition, AllOf):
        for part in condition.parts:
            yield from _parts(part)
    else:
        yield condition
