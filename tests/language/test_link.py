"""Rows are linked when a guideline is made: every slip is refused, with its place and what is nearest."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve, fields_dict, frozen
from hypothesis import given, settings
from hypothesis import strategies as st
from unlinked import unlinked

import gaf_rules as gaf
from gaf_rules.guidelines.algorithms import ALGORITHMS
from gaf_rules.language.conditions import AllOf, Before, Has, Holds, Is, IsIn, Not
from gaf_rules.language.guideline import Guideline
from gaf_rules.language.link import slips
from gaf_rules.language.link_names import EFFECTS, REFERENCES
from gaf_rules.language.rows import Clear, Copy, Drop, Enter, Gather, Mark, Minus, Open, Put
from gaf_rules.language.rows_digest import digest_of
from gaf_rules.messages import LABELS
from gaf_rules.values.errors import PROBLEM_CODES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.values.errors import Problem

HAINAN = gaf.HAINAN
_SHIPPED = {"hainan": HAINAN, "algorithms": ALGORITHMS}


def _at(table: str, **wanted: Any) -> int:
    """The number of the first row with these values."""
    rows = getattr(HAINAN, table)
    return next(
        index
        for index, row in enumerate(rows)
        if all(getattr(row, name) == value for name, value in wanted.items())
    )


def _put(table: str, index: int, **changes: Any) -> dict[str, Any]:
    rows = list(getattr(HAINAN, table))
    rows[index] = evolve(rows[index], **changes)
    return {table: tuple(rows)}


def _duty(name: str, value: Any, clause: str = "2.4.4c") -> dict[str, Any]:
    return _put("duties", _at("duties", clause=clause), **{name: value})


def _step(name: str, value: Any, event: str = "completeness_confirmed") -> dict[str, Any]:
    return _put("transitions", _at("transitions", event=event), **{name: value})


def _finding(name: str, value: Any, code: str = "DATA_LEAKED") -> dict[str, Any]:
    return _put("findings", _at("findings", code=code), **{name: value})


_PUT = _at("transitions", event="completeness_confirmed")
_CONFIRMED = HAINAN.transitions[_PUT]
_TWICE = HAINAN.states[_at("states", name="returned")]
_NOBODY = evolve(_TWICE, name="retourned")
_STUCK = "application_forwarded"

# What is planted → (the code, the end of its path, the nearest known name if one is told).
_SLIPS: dict[str, tuple[dict[str, Any], str, str, str | None]] = {
    "unknown fact": (
        _finding("when", Is("shutdown.leeked", value=True)),
        "unknown_fact",
        f"$.findings[{_at('findings', code='DATA_LEAKED')}].when",
        "shutdown.leaked",
    ),
    "unknown fact under Not": (
        _finding("when", Not(Is("shutdown.leeked", value=True))),
        "unknown_fact",
        ".when",
        "shutdown.leaked",
    ),
    "record": (
        _duty("over", "feedbak"),
        "unknown_record",
        ".over",
        "feedback",
    ),
    "procedure": (_duty("procedures", ("filling",)), "unknown_procedure", "[0]", "filing"),
    "event": (
        _duty("act", "suplement_submitted"),
        "unknown_event",
        ".act",
        "supplement_submitted",
    ),
    "state": (
        _step("states", ("completeness_reviw",)),
        "unknown_state",
        ".states[0]",
        "completeness_review",
    ),
    "state in a condition": (
        _duty("unclear", Is("feedback.state", "supplement_post")),
        "unknown_state",
        ".unclear",
        "supplement_posted",
    ),
    "tier": (
        _finding("when", Is("sponsor.tier", "munincipal")),
        "unknown_tier",
        ".when",
        "municipal",
    ),
    "role": (_duty("bearer", "sponsr"), "unknown_role", ".bearer", "sponsor"),
    "a position": (_finding("bearer", "first_tier"), "unknown_role", ".bearer", None),
    "a position that is no seat": (_duty("bearer", "department"), "unknown_role", ".bearer", None),
    "no duty": (_finding("bearer", "duty"), "unknown_role", ".bearer", None),
    "position": (
        _step("by", ("frist_tier",), "materials_returned"),
        "unknown_position",
        ".by[0]",
        "first_tier",
    ),
    "reading": (_duty("readings", ("triger",)), "unknown_reading", ".readings[0]", "trigger_day"),
    "reading in a condition": (
        _finding("when", Is("reading.triger_day", "include")),
        "unknown_fact",
        ".when",
        "reading.trigger_day",
    ),
    "option": (
        _finding("when", IsIn("reading.trigger_day", ("exclude", "inclde"))),
        "unknown_option",
        ".when",
        "include",
    ),
    "clause": (_duty("clauses", ("2.4.4D",)), "unknown_clause", ".clauses[0]", "2.4.4d"),
    "code without words": (_finding("code", "DATA_LEEKED"), "no_words", ".code", "DATA_LEAKED"),
    "a question that no case can answer": (
        _put("questions", 0, clause="2.2.1a")
        | {"words": {"question": {"2.2.1a": ("是吗？", "Is it so?")}}},
        "unknown_question",
        "$.questions[0].clause",
        None,
    ),
    "severity": (_finding("severity", "braech"), "unknown_severity", ".severity", "breach"),
    "since": (_finding("since", "shutdown.leaked"), "not_a_day", ".since", None),
    "period below 1": (
        _duty("period", evolve(HAINAN.periods["2.4.4c"], working_days=0)),
        "period_below_one",
        ".period.working_days",
        None,
    ),
    "doubled state": (
        {"states": (*HAINAN.states, _TWICE)},
        "doubled_state",
        f"$.states[{len(HAINAN.states)}]",
        None,
    ),
    "comparison of a day with a text": (
        _finding("when", Before("shutdown.disposed_on", "shutdown.by")),
        "kinds_differ",
        ".when",
        None,
    ),
    "a day that is to be a text": (
        _finding("when", Is("shutdown.disposed_on", "2026-01-01")),
        "kinds_differ",
        ".when",
        None,
    ),
    "a state nobody reaches": (
        {"states": (*HAINAN.states, _NOBODY)},
        "unreached_state",
        f"$.states[{len(HAINAN.states)}]",
        None,
    ),
    "a fact nobody writes": (
        _step("actions", (_CONFIRMED.actions[1],)) | {},
        "",
        "",
        None,
    ),
    "a fact nobody reads": (
        _step("actions", (*_CONFIRMED.actions, Put("submission.confirmd_on"))),
        "unread_fact",
        f"$.transitions[{_PUT}].actions[2]",
        "submission.confirmed_on",
    ),
    "an event some tier cannot send": (
        {
            "transitions": tuple(
                evolve(row, by=("department",)) if row.event == _STUCK else row
                for row in HAINAN.transitions
            )
        },
        "unsendable_event",
        f"$.transitions[{_at('transitions', event=_STUCK)}]",
        None,
    ),
    "a code without a clause": (
        {"scope": (evolve(HAINAN.scope[0], clause=None), *HAINAN.scope[1:])},
        "unknown_clause",
        "$.scope[0].clause",
        None,
    ),
    "a row hidden by one before it": (
        {"transitions": (*HAINAN.transitions, evolve(_CONFIRMED, clauses=("2.4.2b",)))},
        "hidden_row",
        f"$.transitions[{len(HAINAN.transitions)}]",
        None,
    ),
}
# Both procedures that go through the review write it: neither may be left.
_SLIPS["a fact nobody writes"] = (
    {
        "transitions": tuple(
            evolve(
                row, actions=tuple(a for a in row.actions if a != Put("submission.confirmed_on"))
            )
            for row in HAINAN.transitions
        )
    },
    "unwritten_fact",
    ".starts[0].fact",
    None,
)


@pytest.mark.parametrize("name", _SLIPS)
def test_a_planted_slip_is_refused_with_its_place(name: str) -> None:
    changes, code, place, nearest = _SLIPS[name]
    with pytest.raises(gaf.GuidelineError) as caught:
        evolve(HAINAN, **changes)
    found = [p for p in caught.value.problems if p.code == code and p.path.endswith(place)]
    assert found, caught.value.problems
    problem = found[0]
    if nearest is not None:
        assert problem.allowed[0] == nearest
        assert nearest in problem.en
        assert nearest in problem.zh
    assert problem.path in caught.value.en
    assert caught.value.to_dict()["problems"][0]["path"].startswith("$.")


@pytest.mark.parametrize("name", _SHIPPED)
def test_what_is_shipped_links_and_has_its_digest(name: str) -> None:
    guideline = _SHIPPED[name]
    assert slips(guideline) == ()
    # If the rows were changed on purpose, this is the digest to write down beside them.
    assert digest_of(guideline) == guideline.digest


def test_all_slips_are_told_at_once() -> None:
    changes = {
        **_finding("severity", "braech"),
        **_duty("act", "suplement_submitted"),
        **_step("states", ("completeness_reviw",)),
    }
    with pytest.raises(gaf.GuidelineError) as caught:
        evolve(HAINAN, **changes)
    assert {p.code for p in caught.value.problems} >= {
        "unknown_severity",
        "unknown_event",
        "unknown_state",
    }
    # In the order of the rows, and the same after a journey to another process.
    tables = [p.path[2:].partition("[")[0] for p in caught.value.problems]
    assert tables == sorted(tables, key=list(REFERENCES).index)
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - what was just made here
    assert again.problems == caught.value.problems
    assert str(again) == str(caught.value)


def test_a_change_of_numbers_is_linked_too() -> None:
    broken = unlinked(HAINAN, route_clause="9.9.9")
    with pytest.raises(gaf.GuidelineError, match="route_clause"):
        broken.amend({"2.4.4c": {"n": 15}})


def test_every_code_has_words_and_every_kind_of_name_is_told() -> None:
    assert set(LABELS["slip"]) <= set(PROBLEM_CODES)
    kinds = {kind for table in REFERENCES.values() for kind in table.values()}
    fields_of = {
        table: set(fields_dict(type(getattr(HAINAN, table)[0])))
        for table in REFERENCES
        if hasattr(HAINAN, table)
    }
    for table, names in fields_of.items():
        assert set(REFERENCES[table]) <= names
    assert len(kinds) > 20


# -- a slip in every field that names something ------------------------------------------------------------
@frozen
class _Name:
    """One name in the rows: where it stands, and the rows with another in its place."""

    path: str
    kind: str
    value: str
    other: Callable[[str], dict[str, Any]]


def _changed(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """A value with what lies at a path of fields and places put another."""
    if not path:
        return new
    first, *rest = path
    if isinstance(first, int):
        return (*value[:first], _changed(value[first], tuple(rest), new), *value[first + 1 :])
    return evolve(value, **{first: _changed(getattr(value, first), tuple(rest), new)})


def _names(guideline: gaf.Guideline) -> Iterator[_Name]:
    for table in REFERENCES:
        for index, row in enumerate(getattr(guideline, table, ())):
            for path, kind, value in _inside(table, row):

                def other(
                    new: str, table: str = table, index: int = index, path: Any = path
                ) -> Any:
                    rows = getattr(guideline, table)
                    return {table: _changed(rows, (index, *path), new)}

                where = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path)
                yield _Name(f"$.{table}[{index}]{where}", kind, value, other)


def _inside(table: str, row: Any) -> Iterator[tuple[tuple[Any, ...], str, str]]:
    """Path, kind and value of every name in a row, those in conditions and actions among them."""
    for field, kind in REFERENCES[table].items():
        value = getattr(row, field)
        places = enumerate(value) if isinstance(value, tuple) else ((None, value),)
        for place, each in places:
            path = (field,) if place is None else (field, place)
            if isinstance(each, str) and each and not each.startswith("duty:"):
                yield path, kind, each
            elif kind in {"start", "clock"} and each is not None:
                for inner, what, name in _inside(kind, each):
                    yield (*path, *inner), what, name
            elif kind in {"condition", "action", "list"} and each is not None:
                for inner, name in _facts_inside(each):
                    yield (*path, *inner), "fact", name


def _facts_inside(value: Any) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Where the facts stand that a condition, an action or a list reads or writes."""
    for name in ("fact", "first", "second", "record", "left", "right", "take", "part"):
        held = getattr(value, name, None)
        if isinstance(held, str) and (name != "take" or held != "on"):
            yield (name,), held
        elif isinstance(held, (Copy, Minus)) or (name == "part" and held is not None):
            for inner, fact in _facts_inside(held):
                yield (name, *inner), fact
    for index, part in enumerate(getattr(value, "parts", ())):
        for inner, fact in _facts_inside(part):
            yield ("parts", index, *inner), fact


_NAMES = tuple(_names(HAINAN))


@pytest.mark.no_cover
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_name_that_nobody_knows_is_refused_wherever_it_stands(data: st.DataObject) -> None:
    # Every field of the table first, then anywhere in it.
    field = data.draw(st.sampled_from(sorted({(n.path.split("[")[0], n.kind) for n in _NAMES})))
    name = data.draw(
        st.sampled_from([n for n in _NAMES if (n.path.split("[")[0], n.kind) == field])
    )
    at = data.draw(st.integers(0, len(name.value) - 1))
    slip = f"{name.value[:at]}~{name.value[at + 1 :]}"
    found = slips(unlinked(HAINAN, **name.other(slip)))
    assert found, (name.path, slip)
    assert any(_stands_at(problem, name.path) for problem in found), (name.path, slip, found)


def _stands_at(problem: Problem, path: str) -> bool:
    """Whether a problem is told of this place: a condition is one place, whatever its depth."""
    return path.startswith(problem.path)


def test_there_is_a_name_for_each_entry_of_the_table() -> None:
    met = {(n.path[2:].partition("[")[0], n.kind) for n in _NAMES}
    for kind in ("event", "state", "position", "record", "clause", "fact"):
        assert ("transitions", kind) in met
    assert EFFECTS
    assert {type(action) for row in HAINAN.transitions for action in row.actions} == {
        Put, Gather, Drop, Mark, Open, Clear, Enter,
    }  # fmt: skip


def test_facts_of_lists_and_presence_are_looked_up() -> None:
    for when in (Has("case.lanched_on"), Holds("case.lanched", "x"), AllOf((Has("nowhere"),))):
        broken = unlinked(HAINAN, **_finding("when", when))
        assert "unknown_fact" in [p.code for p in slips(broken)]


def test_a_guideline_of_ones_own_needs_words_of_its_own() -> None:
    changes = _finding("code", "DATA_LOST")
    words = {"finding": {"DATA_LOST": ("数据丢失", "Data lost")}}
    with pytest.raises(gaf.GuidelineError, match="DATA_LOST"):
        evolve(HAINAN, **changes, words=words)
    words["finding_text"] = {"DATA_LOST": ("数据丢失。", "Data are lost.")}
    assert isinstance(evolve(HAINAN, **changes, words=words), Guideline)


# -- the digest --------------------------------------------------------------------------------------------
def test_guidelines_that_differ_never_look_alike() -> None:
    digests = {HAINAN.digest}
    names = _NAMES[:: max(1, len(_NAMES) // 40)]
    digests.update(unlinked(HAINAN, **each.other(f"{each.value}~")).digest for each in names)
    assert len(digests) == len(names) + 1
    assert evolve(HAINAN).digest == HAINAN.digest
    assert evolve(HAINAN, key="other", source="a text").digest == HAINAN.digest


# What is no name but a value or words of its own, or is looked up where all rows are seen together.
_NO_NAMES = {
    "tiers": {"tier"},
    "states": {"name", "ended"},
    "transitions": {"answer"},
    "lapses": {"due", "since", "ended"},
    "findings": {"latest"},
    "questions": {"latest"},
    "scope": {"verdict", "element"},
    "materials": {"separate"},
    "facts": {"what", "zh", "en", "value"},
}


@pytest.mark.parametrize("table", [name for name in REFERENCES if hasattr(HAINAN, name)])
def test_every_field_of_a_row_is_looked_up_or_names_nothing(table: str) -> None:
    fields = set(fields_dict(type(getattr(HAINAN, table)[0])))
    assert fields == {*REFERENCES[table], *_NO_NAMES.get(table, ())}


def test_every_position_has_words_and_all_common_words_are_used() -> None:
    places = {place for row in HAINAN.tiers for at in row.places.values() for place in at}
    assert set(LABELS["place"]) == places - {*HAINAN.roles} | {"first_hop"}
    tiers = tuple(
        evolve(row, places={**row.places, "sponsor": ("sponsor", "burrow")}) for row in HAINAN.tiers
    )
    found = [each for each in slips(unlinked(HAINAN, tiers=tiers)) if each.code == "no_words"]
    assert [(each.path, each.got) for each in found] == [
        (f"$.tiers[{index}].places.sponsor", "burrow") for index in range(len(tiers))
    ]
