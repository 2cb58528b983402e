"""The automaton of the rows says of every event what the rows say, one by one."""

from __future__ import annotations

import random
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from fresh import document, fresh_cases, reading
from pinned import CHINA
from unlinked import unlinked
from walks import proposals
from worked_cases import worked_cases
from worlds import worlds

import gaf_rules as gaf
from gaf_rules.evaluate.fold import Fold
from gaf_rules.evaluate.replay import replay
from gaf_rules.language.conditions import (
    AllOf,
    AnyOf,
    Before,
    Lacks,
    Not,
    NotAfter,
    compile_condition,
)
from gaf_rules.language.rows import Put
from gaf_rules.log.entries import Entry
from gaf_rules.program.asked import KNOWN, Over, TwoDays
from gaf_rules.program.automaton import Automaton
from gaf_rules.program.positions import suits
from gaf_rules.program.program import program

if TYPE_CHECKING:
    from gaf_rules.language.conditions import Condition
    from gaf_rules.language.rows import Transition
    from gaf_rules.program.asked import Question
    from gaf_rules.program.bearing import Cell
    from gaf_rules.program.program import Step
    from gaf_rules.program.situations import Move, Situation

MACHINE = program(gaf.HAINAN)


class _Beside:
    """A case taken through the rows and through the automaton at once."""

    def __init__(self, automaton: Automaton, case: gaf.Case, options: dict[str, str]) -> None:
        self.machine = automaton.machine
        self.fold = Fold(case, self.machine, options, CHINA)
        self.automaton = automaton
        self.tier = case.sponsor.tier
        self.here: Situation = automaton.start(self.fold.contexts["filing"])
        self.registers: dict[Cell, Any] = {}
        self._seen: dict[int, tuple[Any, set[Any]]] = {}

    def by_rows(self, entry: Entry) -> Step | None:
        """The first row of the guideline that an event may take, asked one after the other."""
        sign = entry.sign
        for procedure in self.machine.procedures_of(sign):
            context = {**self.fold.contexts[procedure], "event": entry}
            for step in self.machine.steps.get((procedure, sign.name), ()):
                row = step.row
                if (
                    suits(row, sign, self.machine.tiers[self.tier].places)
                    and (not row.states or self.fold.state[procedure] in row.states)
                    and (row.once is None or sign.mark not in self.seen(context[row.once]))
                    and _test(row.when)(context)
                    and not (
                        step.within is not None
                        and self.fold.over(Over(step.within, procedure, None), entry.on)
                    )
                ):
                    return step
        return None

    def seen(self, record: dict[str, Any]) -> set[Any]:
        """The steps that have been taken within a record that takes them once."""
        held = self._seen.setdefault(id(record), (record, set()))
        return held[1]

    def answer(self, question: Question, entry: Entry) -> bool:
        if isinstance(question, TwoDays):
            first, second = (
                entry.get(cell[2]) if cell[1] == "event" else self.registers[cell]
                for cell in question[:2]
            )
            return bool(first < second if question.strict else first <= second)
        context = self.fold.contexts[question.procedure]
        over = self.fold.over(question, entry.on)
        if question.trigger is not None:
            start = question.duty.trigger(context)
            assert start is not None
            assert start.on == self.registers[question.trigger]
        return over is not None

    def move(self, entry: Entry) -> Move | None:
        moves = self.here.moves(self.automaton.symbol(entry, self.tier))
        return next(
            (
                move
                for move in moves
                if all(self.answer(asked, entry) is wanted for asked, wanted in move.needs)
            ),
            None,
        )

    def agree(self, entry: Entry) -> Move | None:
        found, move = self.by_rows(entry), self.move(entry)
        assert found is (None if move is None else move.step), (entry.event, self.here)
        return move

    def pass_time(self, entry: Entry, day: date) -> None:
        entry = entry.on_day(day)
        before = len(self.fold.taken)
        last = -1
        while True:
            lapse = next(
                (
                    each
                    for each in self.here.lapses
                    if each.place > last and self.answer(each.over, entry)
                ),
                None,
            )
            if lapse is None:
                break
            last, self.here = lapse.place, lapse.to
            due = self.fold.over(lapse.over, day)
            assert due is not None
            assert due.latest is not None
            days = {"due": due.on or due.latest, "since": due.latest + timedelta(days=1)}
            for write in lapse.writes:
                self.registers[write.register] = days[str(write.source)]
        self.fold.pass_time(day)
        assert (last >= 0) == (len(self.fold.taken) > before)

    def take(self, entry: Entry) -> None:
        move = self.agree(entry)
        assert move is not None
        for write in move.writes:
            value = None
            if isinstance(write.source, tuple):
                value = self.registers.get(write.source)
            elif write.source is not None:
                value = entry.on if write.source == "on" else entry.get(write.source)
            if not write.first or self.registers.get(write.register) is None:
                self.registers[write.register] = value
        assert self.fold.take(entry)
        row = move.step.row
        if row.once is not None:
            self.seen(self.fold.contexts[row.procedure][row.once]).add(entry.sign.mark)
        self.here = move.to
        self.check()

    def check(self) -> None:
        assert self.here.states == tuple(self.fold.state.values())
        for procedure, record, name in self.automaton.registers:
            context = self.fold.contexts[procedure or "filing"]
            held = self.registers.get((procedure, record, name))
            assert held == context[record].get(name), (procedure, record, name)


_test = cache(compile_condition)


@cache
def _proposed(tier: str) -> list[Entry]:
    return [Entry(event, 0, tier) for event in proposals(date(2026, 3, 2))]


def _beside(
    automaton: Automaton, case: gaf.Case, as_of: date, options: dict[str, str], dice: random.Random
) -> None:
    log = replay(case, as_of, automaton.machine, options, CHINA, lenient=True)
    both = _Beside(automaton, case, options)
    for entry in log.order:
        both.pass_time(entry, entry.on)
        for proposed in dice.sample(_proposed(both.tier), 12):
            both.agree(proposed.on_day(entry.on))
        both.take(entry)
    if log.refused is None and log.order:
        both.pass_time(log.order[-1], as_of)


@pytest.fixture(scope="module")
def automaton() -> Automaton:
    """One that has seen some cases."""
    made, dice = Automaton(MACHINE), random.Random(7)  # noqa: S311 - a test case, no secret
    for found in worlds(20, first=1_000):
        _beside(made, found.case, found.as_of, found.readings.options(), dice)
    return made


def test_worked_cases(automaton: Automaton) -> None:
    dice = random.Random(1)  # noqa: S311 - a test case, no secret
    for held in worked_cases():
        if held.error == "CaseError":
            continue
        options = gaf.Readings.from_dict(held.readings).options()
        _beside(automaton, gaf.Case.from_dict(held.document), held.as_of, options, dice)


def test_random_cases(automaton: Automaton) -> None:
    dice = random.Random(2)  # noqa: S311 - a test case, no secret
    for found in worlds(60):
        _beside(automaton, found.case, found.as_of, found.readings.options(), dice)


def test_it_does_not_matter_what_was_asked_before(automaton: Automaton) -> None:
    """An automaton that has seen other cases, or forgets them all the time, says the same."""
    found = [*worlds(12, first=900)]
    fresh = Automaton(MACHINE)
    for each in (fresh, automaton, _Forgetful(MACHINE)):
        dice = random.Random(3)  # noqa: S311 - a test case, no secret
        for one in found:
            _beside(each, one.case, one.as_of, one.readings.options(), dice)
    here = fresh.start(_facts(found[0].case, found[0].readings))
    there = automaton.start(_facts(found[0].case, found[0].readings))
    assert (here.states, here.values) == (there.states, there.values)


class _Forgetful(Automaton):
    """One that keeps nothing but what is at hand."""

    def _make_room(self) -> None:
        for known in (self._situations, self._symbols, self._starts, self._by_kind):
            known.clear()
        for row in self._rows.values():
            row.needs.clear()


def _facts(case: gaf.Case, readings: gaf.Readings) -> dict[str, dict[str, Any]]:
    return Fold(case, MACHINE, readings.options(), CHINA).contexts["filing"]


def test_the_order_of_two_days_is_known_where_it_follows_from_that_of_events(
    automaton: Automaton,
) -> None:
    pair = automaton.pairs[0]
    place = automaton.places[pair]
    known = [each for each in automaton._situations.values() if each.values[place] is not None]
    assert known
    for each in known:
        assert each.facts[pair.first] is KNOWN
        assert each.facts[pair.second] is KNOWN


def test_a_move_that_asks_nothing_is_the_last(automaton: Automaton) -> None:
    for here in automaton._situations.values():
        for moves in here.known.values():
            assert all(move.needs for move in moves[:-1])
            # Each way in which a step can be taken is asked for once.
            assert len({(move.step, move.needs) for move in moves}) == len(moves)


def _strict(condition: Condition) -> Condition:
    """The same with days that have to differ."""
    match condition:
        case NotAfter(first=first, second=second):
            return Before(first, second)
        case AllOf(parts) | AnyOf(parts):
            return type(condition)(tuple(map(_strict, parts)))
        case Not(part):
            return Not(_strict(part))
    return condition


def test_days_that_have_to_differ() -> None:
    """No guideline that is shipped asks so of a step; one of a user may."""
    rows = tuple(evolve(row, when=_strict(row.when)) for row in gaf.HAINAN.transitions)
    strict = Automaton(program(unlinked(gaf.HAINAN, transitions=rows)))
    assert any(pair.strict for pair in strict.pairs)
    dice = random.Random(5)  # noqa: S311 - a test case, no secret
    for found in worlds(25, first=400):
        _beside(strict, found.case, found.as_of, found.readings.options(), dice)


def test_the_order_of_a_day_that_is_planned_does_not_follow_from_that_of_events() -> None:
    """A change is planned for a day to come: that it is applied for later does not say which day is first."""
    days = NotAfter("change.change_on", "application.submitted_on")
    rows = tuple(
        evolve(row, when=AllOf((row.when, AnyOf((Lacks("change.change_on"), days)))))
        if (row.procedure, row.event) == ("change", "application_received")
        else row
        for row in gaf.HAINAN.transitions
    )
    planned = Automaton(program(unlinked(gaf.HAINAN, transitions=rows)))
    dice = random.Random(5)  # noqa: S311 - a test case, no secret
    for found in fresh_cases():
        if found.error is None and "change_planned" in str(found.log):
            case = gaf.Case.from_dict(document(found))
            _beside(planned, case, found.as_of, reading(found).options(), dice)


def _day_facts(procedure: str) -> list[str]:
    """The facts of a procedure that rows write days to."""
    named = {
        action.fact
        for row in gaf.HAINAN.transitions
        for action in row.actions
        if row.procedure == procedure and isinstance(action, Put)
    }
    return sorted(fact for fact in named if fact.endswith("_on"))


@pytest.mark.parametrize("seed", [0, 1, 2, 59])
def test_the_orders_of_any_two_days_are_those_of_the_log(seed: int) -> None:
    """Steps that ask for the order of two days drawn at random, too, as far as both are there."""
    dice = random.Random(seed)  # noqa: S311 - a test case, no secret
    facts = {name: _day_facts(name) for name in ("filing", "change")}

    def asking(row: Transition) -> Transition:
        if row.procedure not in facts or dice.random() < 0.4:
            return row
        first, second = dice.sample(facts[row.procedure], 2)
        days = dice.choice((Before, NotAfter))(first, second)
        return evolve(row, when=AllOf((row.when, AnyOf((Lacks(first), Lacks(second), days)))))

    rows = tuple(map(asking, gaf.HAINAN.transitions))
    drawn = Automaton(program(unlinked(gaf.HAINAN, transitions=rows)))
    for found in worlds(15, first=100 * seed):
        _beside(drawn, found.case, found.as_of, found.readings.options(), dice)


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gaf_rules.program.automaton.LIMIT", 5)
    bounded = Automaton(MACHINE)
    found = next(iter(worlds(1, first=77_003)))
    _beside(bounded, found.case, found.as_of, found.readings.options(), random.Random(4))  # noqa: S311 - no secret
    kept = bounded._situations, bounded._symbols, bounded._starts
    assert all(len(each) <= 5 for each in kept)
    assert all(len(row.needs) <= 5 for row in bounded._rows.values())
    assert any(row.needs for row in bounded._rows.values())


def test_an_answer_is_kept_by_all_that_a_row_reads(automaton: Automaton) -> None:
    """What was answered before in other situations is what the rows say here."""
    dice = random.Random(6)  # noqa: S311 - a test case, no secret
    fresh = Automaton(MACHINE)
    for found in worlds(25, first=300):
        here, there = (
            each.start(_facts(found.case, found.readings)) for each in (automaton, fresh)
        )
        for entry in dice.sample(_proposed(found.case.sponsor.tier), 40):
            for row in fresh._rows.values():
                row.needs.clear()
            moves, again = (
                each.moves(each.automaton.symbol(entry, found.case.sponsor.tier))
                for each in (here, there)
            )
            assert [(m.step, m.needs) for m in moves] == [(m.step, m.needs) for m in again]
            if moves:
                here, there = moves[0].to, again[0].to
                assert (here.states, here.values) == (there.states, there.values)


def test_a_situation_holds_nothing_twice(automaton: Automaton) -> None:
    lists = [
        value
        for here in automaton._situations.values()
        for value in here.values
        if isinstance(value, tuple)
    ]
    assert any(len(each) > 1 for each in lists)
    assert all(len({*each}) == len(each) for each in lists)


def test_the_last_day_is_asked_of_the_day_that_starts_the_period(automaton: Automaton) -> None:
    """Many cases are counted at once by it; no clock is stopped where the text ends something by time."""
    known = [*automaton._situations.values()]  # to ask for a lapse may lead to another one
    overs = [lapse.over for here in known for lapse in here.lapses]
    moves = [move for here in known for some in here.known.values() for move in some]
    overs += [asked for move in moves for asked, _ in move.needs if isinstance(asked, Over)]
    assert overs
    for over in overs:
        assert over.trigger is not None
        assert over.trigger[1] == "feedback"


def test_the_last_day_of_a_period_that_can_be_stopped_is_asked_of_all_its_facts() -> None:
    rows = tuple(
        evolve(row, marks="application.clock") if row.clause == "2.4.4c" else row
        for row in gaf.HAINAN.duties
    )
    stoppable = program(unlinked(gaf.HAINAN, duties=rows))
    (told,) = [each for each in fresh_cases() if each.says.startswith("2.4.4d: whoever has let")]
    found = replay(
        gaf.Case.from_dict(document(told)), told.as_of, stoppable, gaf.Readings().options(), CHINA
    )
    (lapse,) = [here.lapses[0] for _, _, here, entry in found.taken if entry is None]
    assert lapse.over.trigger is None


def test_the_move_that_is_found_is_the_move_that_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = Fold.take
    passed_over: list[bool] = []

    def take(fold: Fold, entry: Entry) -> bool:
        found, moves = fold.find(entry), fold.moves(entry)
        taken = plain(fold, entry)
        assert (found is not None) == taken
        assert found is None or fold.taken[-1][1] is found.step.row
        passed_over.append(bool(moves) and found is not moves[0])
        return taken

    monkeypatch.setattr(Fold, "take", take)
    for world in worlds(120, first=77_000):
        replay(world.case, world.as_of, MACHINE, world.readings.options(), CHINA)
    # Where the days decide against the first move that is open.
    assert any(passed_over)
