"""Which findings another option of one reading takes away, with no more worked out anew than it can change.

Most options change no log: the steps taken are the same, and so are the facts. Then only those duties are
judged again whose rows ask for the reading, and the findings on them, and those findings that ask for it
themselves. Where the log itself would go another way, all of it is read again
(:mod:`gaf_rules.evaluate.vanished`).
"""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from attrs import frozen

from gaf_rules.evaluate.duties import COUNTING, REGIONAL_KINDS
from gaf_rules.evaluate.fold import Record, last_day_over
from gaf_rules.evaluate.outline import duties_of, duty_findings, outline, record_findings
from gaf_rules.evaluate.vanished import vanished
from gaf_rules.log.entries import in_table_order
from gaf_rules.program.automaton import LIMIT, automaton_of
from gaf_rules.program.situations import smallest_order
from gaf_rules.values.drafts import Shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gaf_rules.evaluate.outline import Outline, RawFinding, World
    from gaf_rules.evaluate.replay import Replay
    from gaf_rules.language.readings import Readings
    from gaf_rules.log.entries import Entry
    from gaf_rules.program.program import Program
    from gaf_rules.program.situations import Situation, Symbol

    Keys = frozenset[tuple[Any, ...]]
    Options = dict[str, str]

__all__ = ["gone_under"]

_REGIONS = {name: kind for name, kind, _ in REGIONAL_KINDS}


@frozen(eq=False, repr=False)
class _Reach(Shown):
    """What of a guideline asks for a reading.

    Attributes:
        is_said: a condition asks for it, so that more than the counting of days may turn on it.
        everything: what stands under all duties asks for it: scope, route, materials.
        clauses: of the duties whose rows ask for it, or a finding on them does.
        kinds: the kinds of record, with their procedures, that have such duties.
        findings: the rows of the findings on records that ask for it.
        found_in: the kinds of record, with their procedures, that have such findings.
    """

    is_said: bool
    everything: bool
    clauses: frozenset[str]
    kinds: frozenset[tuple[str, str]]
    findings: tuple[Any, ...]
    found_in: frozenset[tuple[str, str]]


@lru_cache(maxsize=128)
def _reach(machine: Program, name: str) -> _Reach:
    """What asks for a reading, read off the rows."""
    guideline, wanted = machine.guideline, f"'reading.{name}'"

    def asks(row: Any) -> bool:
        return wanted in repr(row)

    counts = name in {*COUNTING, *_REGIONS}
    clauses = {
        row.clause
        for row in guideline.duties
        if asks(row) or name in row.readings or (counts and row.period is not None)
    }
    findings = [row for row in guideline.findings if asks(row)]
    for row in findings:
        kind, _, clause = row.over.partition(":")
        if kind == "duty":
            clauses |= {duty.clause for duty in guideline.duties if clause in {"*", duty.clause}}
    on_records = [row for row in findings if not row.over.startswith("duty:")]
    return _Reach(
        is_said=any(map(asks, (*guideline.duties, *guideline.findings, *guideline.transitions))),
        everything=any(
            asks(row) for row in (*guideline.scope, *guideline.routes, *guideline.materials)
        ),
        clauses=frozenset(clauses),
        kinds=frozenset(
            (row.over, procedure)
            for row in guideline.duties
            if row.clause in clauses
            for procedure in row.procedures
        ),
        findings=tuple(on_records),
        found_in=frozenset((row.over, name) for row in on_records for name in row.procedures),
    )


def gone_under(world: World, readings: Readings, core: Outline, name: str, other: Readings) -> Keys:
    """The findings that do not hold under another option of one reading.

    Arguments:
        world: what the outline was made from.
        readings: the readings of the outline.
        core: the outline.
        name: the reading.
        other: the same readings with another option of it.
    """
    reach, options = _reach(world.machine, name), other.options()
    if not reach.is_said and name in _REGIONS and not _has_regional_days(world, name):
        return frozenset()
    if reach.everything or not _is_same_log(world, core.log, name, options):
        return vanished(world, readings, core, outline(world, other, lenient=True))
    at_stake = {found.key for found in core.findings if _is_reached(found, reach)}
    if not at_stake:
        return frozenset()
    return frozenset(at_stake.difference(_found(world, core, reach, options)))


def _is_reached(found: RawFinding, reach: _Reach) -> bool:
    return found.about in reach.clauses or found.row in reach.findings


def _has_regional_days(world: World, name: str) -> bool:
    place, calendar = world.case.sponsor.place, world.calendar
    return place is not None and calendar.for_place(place, (_REGIONS[name],)) is not calendar


def _found(
    world: World, core: Outline, reach: _Reach, options: Options
) -> Iterator[tuple[Any, ...]]:
    """The findings under other options that change no step of the log."""
    for found in core.findings:
        if not _is_reached(found, reach):
            yield found.key

    def under(kinds: frozenset[tuple[str, str]]) -> dict[int, Record]:
        return {
            id(record): Record(
                record.kind,
                record.procedure,
                record.ordinal,
                record.facts,
                {**record.context, "reading": options},
            )
            for record in core.records
            if (record.kind, record.procedure) in kinds
        }

    moved = under(reach.kinds)
    if moved:
        again = duties_of(
            world, [*moved.values()], options, core.route, core.as_of, only=reach.clauses
        )
        for found in duty_findings(world, again, core.as_of):
            yield found.key
    asked = under(reach.found_in)
    if asked:
        latest = {asked[id(record)] for record in core.latest if id(record) in asked}
        for found in record_findings(world.machine, [*asked.values()], latest, core.as_of):
            if found.row in reach.findings:
                yield found.key


def _is_same_log(world: World, log: Replay, name: str, options: Options) -> bool:
    """Whether the log takes the same steps under other options, of which one is another."""
    automaton = automaton_of(world.machine)
    is_given = f"reading.{name}" in automaton.given
    if not (log.asked or is_given):
        return True
    facts: dict[str, Any] = {**log.contexts["filing"], "reading": options}
    for question, began, day, due in log.asked:
        if began is None:
            return False
        if (name in COUNTING or name in _REGIONS) and due != last_day_over(
            question.duty, facts, options, world.calendar, began, day
        ):
            return False
    if not is_given:
        return True
    here = automaton.start(facts)
    first = log.taken[0][2] if log.taken else here
    return here is first or _is_same_way(log, here)


def _is_same_way(log: Replay, here: Situation) -> bool:
    """Whether the same rows are open to the events of a log that begins in another situation."""
    days = {} if log.is_plain else {day: [*group] for day, group in groupby(log.order, _ON)}
    for _, row, there, entry in log.taken:
        symbol = None
        if entry is not None:
            symbol = entry.symbol
            taken = days.pop(entry.on, ()) if days else ()
            if len(taken) > 1 and not _is_same_order(here, taken):
                return False
        alike = there.beside.get((here, symbol), _UNKNOWN)
        if alike is _UNKNOWN:
            alike = _alike(here, there, symbol)
            if len(there.beside) < LIMIT:
                there.beside[here, symbol] = alike
        if alike is None:
            return False
        here = alike[id(row)]
    return True


def _alike(here: Situation, there: Situation, symbol: Symbol | None) -> dict[int, Situation] | None:
    """Where each row leads that is open to a symbol, or to time, in a situation; None: not so in the other.

    It depends on these alone, and is kept with the other situation. Rows go by ``id``: both hold the same.
    """
    if [(one.row, one.over) for one in here.lapses] != [
        (two.row, two.over) for two in there.lapses
    ]:
        return None
    if symbol is None:
        return {id(lapse.row): lapse.to for lapse in here.lapses}
    mine, theirs = here.moves(symbol), there.moves(symbol)
    if [(one.step, one.needs) for one in mine] != [(two.step, two.needs) for two in theirs]:
        return None
    return {id(move.step.row): move.to for move in mine}


_ON = attrgetter("on")
_UNKNOWN: Any = object()


def _is_same_order(here: Situation, taken: Sequence[Entry]) -> bool:
    """Whether the events of a day are taken in the same order in another situation."""
    group = in_table_order([*taken])
    order = smallest_order(here, [entry.symbol for entry in group])
    return order is not None and all(
        group[place] is entry for place, entry in zip(order, taken, strict=True)
    )
