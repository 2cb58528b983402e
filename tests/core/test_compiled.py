"""Rows as functions: what is written from a row says what the row says, and a fault in it would show."""

from __future__ import annotations

import pickle
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve, fields, frozen
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st
from random_conditions import conditions, records
from worlds import moments

import gaf_rules as gaf
from gaf_rules.answers import assessment
from gaf_rules.evaluate import duties, standing
from gaf_rules.evaluate.outline import World, latest_records, outline, records_of
from gaf_rules.evaluate.replay import replay
from gaf_rules.language import periods
from gaf_rules.language.conditions import Condition, compile_condition
from gaf_rules.language.rows import Minus
from gaf_rules.program import compiled
from gaf_rules.program.program import program
from gaf_rules.values.drafts import maker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.evaluate.fold import Record

_MACHINE = program(gaf.HAINAN)


@given(st.lists(st.tuples(conditions, st.booleans()), max_size=4), records(), st.booleans())
def test_a_selector_gives_the_rows_that_hold(
    rows: list[tuple[Condition, bool]], facts: dict[str, dict[str, Any]], latest: bool
) -> None:
    select = compiled.selector([(n, c, only, "row") for n, (c, only) in enumerate(rows)])
    wanted = [
        n
        for n, (c, only) in enumerate(rows)
        if (latest or not only) and compile_condition(c)(facts)
    ]
    assert ([] if select is None else select(facts, latest)) == wanted


@given(st.lists(conditions, max_size=3), st.lists(records(), max_size=4))
def test_a_decision_kept_is_the_decision_made(
    conditions: list[Condition], many: list[dict[str, dict[str, Any]]]
) -> None:
    tests = [compile_condition(condition) for condition in conditions]

    def decide(facts: dict[str, dict[str, Any]]) -> tuple[bool, ...]:
        return tuple(test(facts) for test in tests)

    kept = compiled.decided(conditions, decide)
    for facts in [*many, *many]:
        assert kept(facts) == decide(facts)


@given(records())
def test_lists_without_the_members_of_others(facts: dict[str, dict[str, Any]]) -> None:
    made = compiled.items_function(Minus("a.list", Minus("b.list", "a.word")))
    taken = {*(facts["b"].get("list") or ())} - {facts["a"].get("word")}
    assert made(facts) == tuple(i for i in facts["a"].get("list") or () if i not in taken)


def _records() -> Iterator[tuple[Record, set[Record]]]:
    """The records of random logs, each with those that are the latest of their kind."""
    for moment in moments(150):
        world = World(moment.case, moment.as_of, _MACHINE, gaf.CHINA)
        options = moment.readings.options()
        log = replay(moment.case, moment.as_of, _MACHINE, options, gaf.CHINA)
        records = records_of(world, log)
        latest = latest_records(records)
        yield from ((record, latest) for record in records)


def test_every_group_of_rows_gives_what_its_rows_give_one_by_one() -> None:
    """The functions of the guideline against its rows, on the records of random logs."""
    held = 0
    for record, latest in _records():
        rules, kind = _MACHINE.rules[record.kind, record.procedure], record.kind
        for select, rows in (
            (rules.findings, _MACHINE.findings.get(kind, ())),
            (rules.questions, [q for q in _MACHINE.questions if q.row.over == kind]),
        ):
            wanted = [
                each
                for each in rows
                if record.procedure in each.row.procedures
                and (record in latest or not each.row.latest)
                and compile_condition(each.row.when)(record.context)
            ]
            got = [] if select is None else select(record.context, record in latest)
            assert got == wanted
            held += len(got)
    assert held > 100


def test_the_duties_of_a_record_are_what_each_duty_says_by_itself() -> None:
    held = started = 0
    for record, _ in _records():
        facts, procedure = record.context, record.procedure
        wanted = [
            (
                duty,
                (duty.row.clause, procedure),
                duty.trigger(facts),
                duty.met_on(facts),
                duty.void_on(facts),
            )
            for duty in _MACHINE.duties.get(record.kind, ())
            if procedure in duty.row.procedures and compile_condition(duty.row.when)(facts)
        ]
        select = _MACHINE.rules[record.kind, procedure].duties
        got = [] if select is None else select(facts)
        # What nothing has started is no duty yet; it is left out here but for those whose rounds count.
        assert got == [
            one for one in wanted if one[2] or not one[0].row.starts or one[0].row.resumes
        ]
        held += len(got)
        started += sum(one[2] is not None for one in got)
    assert held > started > 200


def test_no_finding_on_a_duty_is_lost_by_looking_at_how_it_stands() -> None:
    found = 0
    for moment in moments(600):
        world = World(moment.case, moment.as_of, _MACHINE, gaf.CHINA)
        core = outline(world, moment.readings)
        for duty in core.duties:
            facts = {**duty.context, "duty": duty.facts}
            rows = _MACHINE.duty_findings
            wanted = [
                each.row
                for each in (*rows.get(duty.row.clause, ()), *rows.get("*", ()))
                if duty.procedure in each.row.procedures and compile_condition(each.row.when)(facts)
            ]
            of_these = [
                f.row
                for f in core.findings
                if f.row.over.startswith("duty:")
                and (f.procedure, f.round) == (duty.procedure, duty.round)
                and f.row in wanted
            ]
            # A finding with a list holds only where the list is not empty.
            assert len(of_these) >= len([row for row in wanted if row.items is None])
            found += len(of_these)
    assert found > 50


def test_the_text_of_a_function_can_be_read() -> None:
    select = _MACHINE.rules["dossier", "filing"].findings
    assert select is not None
    text = compiled.source_of(select)
    assert "# 2.3.0 MATERIALS_MISSING" in text
    assert "if latest and (not ((a := application('ended_on'))" in text


_MADE = (
    assessment.Trigger, assessment.Deadline, assessment.Duty, assessment.NextAction, periods.Due,
    periods.Trigger, duties.Window, standing.Evaluated,
)  # fmt: skip


@pytest.mark.parametrize("cls", _MADE)
def test_what_is_made_cheaply_is_what_the_class_makes(cls: Any) -> None:
    values = [date(2026, 3, 1) + timedelta(days=n) for n, _ in enumerate(fields(cls))]
    names = [part.name for part in fields(cls)]
    made, called = maker(cls)(*values), cls(**dict(zip(names, values, strict=True)))
    assert type(made) is cls
    assert repr(made) == repr(called)
    assert [getattr(made, name) for name in names] == values
    with pytest.raises(FrozenInstanceError):
        setattr(made, names[0], None)
    if cls is not assessment.Deadline:  # its safe date is computed, not stored
        assert made == called
        assert hash(made) == hash(called)
        assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301 - our own bytes
        assert evolve(made) == made


def test_a_class_that_does_more_than_store_is_refused() -> None:
    @frozen(weakref_slot=False)
    class Checked:
        x: int

        def __attrs_post_init__(self) -> None:
            raise AssertionError

    with pytest.raises(TypeError):
        maker(Checked)
