"""Errors as data: a stable code, a path and both languages for every problem, whatever was given."""

from __future__ import annotations

import ast
import copy
import json
import pickle
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_cases import small_case

import gaf_rules as gaf
from gaf_rules.values.errors import PROBLEM_CODES

if TYPE_CHECKING:
    from collections.abc import Callable

_PACKAGE = Path(gaf.__file__).parent
_DAY = date(2026, 3, 9)
_LAUNCH = {"type": "app_launched", "on": "2026-03-09"}
_NUMBER = {"type": "filing_number_received", "on": "2026-03-09", "by": "sponsor"}


def _travelled(error: gaf.GafRulesError) -> gaf.GafRulesError:
    again: gaf.GafRulesError = pickle.loads(pickle.dumps(copy.deepcopy(error)))  # noqa: S301 - our own
    return again


def _told(call: Callable[[], object]) -> dict[str, Any]:
    with pytest.raises(gaf.GafRulesError) as caught:
        call()
    told = caught.value.to_dict()
    assert json.loads(json.dumps(told)) == told
    assert told["type"] == type(caught.value).__name__
    for problem in told["problems"]:
        assert problem["code"] in PROBLEM_CODES
        assert all(problem["text"].values())
    assert json.dumps(_travelled(caught.value).to_dict()) == json.dumps(told)
    return told


def _case(**event: Any) -> gaf.Case:
    return gaf.Case.from_dict(small_case(event))


@pytest.mark.parametrize(
    ("call", "kind", "codes"),
    [
        (lambda: gaf.Case.from_dict({}), "CaseError", ["missing"] * 5),
        (lambda: _case(type="app_launched", on="2026-02-30"), "CaseError", ["no_such_day"]),
        (lambda: _case(type="app_launched", on="20260309"), "CaseError", ["not_a_date"]),
        (lambda: _case(type="app_lauched", on="2026-03-09"), "CaseError", ["unknown_word"]),
        (lambda: _case(type="app_launched", on="2026-03-09", by="sponsor"), "CaseError", ["unknown_field"]),
        (
            lambda: gaf.assess(_case(**_NUMBER), as_of=_DAY), "IllegalEventError", ["illegal_event"],
        ),
        (lambda: gaf.CHINA.is_working_day(date(2190, 1, 1)), "CalendarHorizonError", ["calendar_horizon"]),
        (lambda: gaf.CHINA.is_working_day(datetime(2026, 3, 9)), "CaseError", ["moment_not_date"]),
        (lambda: gaf.parse_notice("", year=2027), "NoticeError", ["wrong_notice"]),
        (lambda: gaf.deadline("9.9.9", trigger=_DAY), "GuidelineError", ["unknown_clause"]),
        (lambda: gaf.assess(_case(**_LAUNCH), as_of=_DAY, engine="x"), "CaseError", ["unknown_word"]),  # type: ignore[arg-type]  # no such engine
    ],
)  # fmt: skip
def test_each_kind_of_error_has_its_code(
    call: Callable[[], object], kind: str, codes: list[str]
) -> None:
    told = _told(call)
    assert told["type"] == kind
    assert [problem["code"] for problem in told["problems"]] == codes


def test_an_illegal_event_says_where_it_stands_and_what_would_be_legal() -> None:
    case = _case(**_NUMBER)
    (problem,) = _told(lambda: gaf.assess(case, as_of=_DAY))["problems"]
    assert (problem["path"], problem["value"]["type"]) == ("$.events[0]", "filing_number_received")
    assert "application_submitted" in problem["allowed"]
    assert problem["clause"]


def test_a_list_in_what_was_got_is_a_list() -> None:
    event = {
        "type": "supplement_submitted",
        "on": "2026-03-09",
        "by": "sponsor",
        "to": "municipal_cac",
    }
    returned = {"type": "materials_returned", "on": "2026-03-09", "missing": ["acceptance"]}
    (problem,) = _told(lambda: gaf.assess(_case(**returned), as_of=_DAY))["problems"]
    assert problem["value"]["missing"] == ["acceptance"]
    told = _told(lambda: _case(**event, statement=["yes"], rectification_plan=False))
    assert told["problems"][0]["value"] == ["yes"]


def test_no_code_is_used_that_is_not_listed_and_none_is_listed_in_vain() -> None:
    """Read from the source: the first argument of `say`, `code=` of `Problem`, and `code` of a class."""
    used = set()
    for path in _PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and node.value in PROBLEM_CODES:
                used.add(node.value)
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem":
                for each in node.keywords:
                    if each.arg == "code" and isinstance(each.value, ast.Constant):
                        assert each.value.value in PROBLEM_CODES, (path, each.value.value)
    assert used == {*PROBLEM_CODES}


_JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates() | st.binary(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(_JUNK)
def test_whatever_is_given_the_error_is_json(value: Any) -> None:
    document = {
        "schema": "gaf-case/1",
        "id": value,
        "app": value,
        "sponsor": value,
        "events": [value],
    }
    told = _told(lambda: gaf.Case.from_dict(document))
    json.dumps(told, allow_nan=False).encode()


_ODD = {
    "digits": 10**5000,
    "surrogate": "\ud800",
    "long": "x" * 10**6,
    "lists": [[]] * 5000,
    "nan": float("nan"),
    "bytes": b"\xff",
}


@pytest.mark.parametrize("name", _ODD)
def test_values_that_json_does_not_know_or_nobody_wants_to_read(name: str) -> None:
    told = _told(lambda: gaf.Case.from_dict({"schema": _ODD[name]}))
    assert len(json.dumps(told)) < 5_000
