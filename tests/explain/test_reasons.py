"""Why a condition holds: the parts named suffice, whatever the other facts are."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from gaf_rules.ask.explanation.reasons import deciding
from gaf_rules.language.conditions import (
    AllOf,
    AnyOf,
    Before,
    Condition,
    Has,
    Holds,
    Is,
    IsIn,
    Lacks,
    Not,
    NotAfter,
    compile_condition,
    facts_of,
)

_NAMES = ("case.a", "case.b", "app.c", "app.d")
_VALUES = (None, "x", "y", 1, 2, ("x",), ())
_facts = st.fixed_dictionaries(
    {
        "case": st.fixed_dictionaries(
            {"a": st.sampled_from((None, 1, 2)), "b": st.sampled_from((None, 1, 2))}
        ),
        "app": st.fixed_dictionaries(
            {
                "c": st.sampled_from(("x", "y", None)),
                "d": st.sampled_from((("x",), ("y", "x"), (), None)),
            }
        ),
    }
)
_atoms: st.SearchStrategy[Condition] = st.one_of(
    st.builds(Has, st.sampled_from(_NAMES)),
    st.builds(Lacks, st.sampled_from(_NAMES)),
    st.builds(Is, st.sampled_from(_NAMES[:3]), st.sampled_from(("x", 1, None))),
    st.just(IsIn("app.c", ("x", "y"))),
    st.just(Before("case.a", "case.b")),
    st.just(NotAfter("case.a", "case.b")),
    st.just(Holds("app.d", "x")),
)
_conditions = st.recursive(
    _atoms,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(AllOf, st.lists(inner, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)


@given(_conditions, _facts)
def test_the_verdict_is_that_of_the_evaluator(condition: Condition, facts: dict[str, Any]) -> None:
    holds, parts = deciding(condition, facts)
    assert holds == compile_condition(condition)(facts)
    for each in parts:
        assert each.holds == compile_condition(each.part)(facts)


@given(_conditions, _facts, _facts)
def test_the_parts_named_suffice(
    condition: Condition, facts: dict[str, Any], other: dict[str, Any]
) -> None:
    holds, parts = deciding(condition, facts)
    looked_at = {name for each in parts for name in facts_of(each.part)}
    mixed: dict[str, Any] = {record: dict(fields) for record, fields in other.items()}
    for name in looked_at:
        record, _, key = name.partition(".")
        mixed[record][key] = facts[record][key]
    assert compile_condition(condition)(mixed) == holds
