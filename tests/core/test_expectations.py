"""Every worked case gives what its file expects; the copies are the shared files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from worked_cases import WorkedCase, worked_cases

import gaf_rules as gaf

if TYPE_CHECKING:
    from pathlib import Path

_CASES = {case.name: case for case in worked_cases()}
_BY_ID = {case.document.get("id"): case for case in _CASES.values()}
_DUE = {
    "due": "on",
    "safe": "safe_on",
    "earliest": "earliest",
    "latest": "latest",
    "certainty": "certainty",
}


def _fits(wanted: dict[str, Any], got: dict[str, Any]) -> bool:
    due, trigger = got.get("due") or {}, got.get("trigger") or {}
    flat = {**got, "trigger_on": trigger.get("on"), "trigger_event": trigger.get("event")}
    flat |= {key: due.get(name) for key, name in _DUE.items()}
    return all(key in flat and flat[key] == value for key, value in wanted.items())


def _as_pattern(wanted: Any) -> dict[str, Any]:
    return {"code": wanted} if isinstance(wanted, str) else wanted


def _check(case: WorkedCase, got: dict[str, Any]) -> None:
    expect = case.expect
    if "in_scope" in expect:
        assert got["scope"]["in_scope"] is expect["in_scope"]
    for key in ("route", "forms"):
        if key in expect:
            assert got[key] == expect[key]
    for procedure, stage in expect.get("stages", {}).items():
        assert got["stages"].get(procedure, "not_started") == stage
    for kind, items in (("duties", got["duties"]), ("findings", got["findings"])):
        for wanted in expect.get(kind, []):
            assert any(_fits(_as_pattern(wanted), item) for item in items), (wanted, items)
        for unwanted in expect.get(f"no_{kind}", []):
            assert not any(_fits(_as_pattern(unwanted), item) for item in items), unwanted
    asked = {question["clause"] for question in got["questions"]}
    assert set(expect.get("questions", [])) <= asked
    assert not set(expect.get("no_questions", [])) & asked


@pytest.mark.parametrize("name", sorted(_CASES))
def test_a_worked_case_gives_what_it_expects(name: str) -> None:
    case = _CASES[name]
    if case.error is not None:
        with pytest.raises(gaf.GafRulesError) as refused:
            case.assess()
        assert type(refused.value).__name__ == case.error
        assert refused.value.zh
        assert refused.value.en
        return
    assessment = case.assess()
    _check(case, assessment.to_dict())
    twin = case.expect.get("same_as")
    if twin is not None:
        other = _BY_ID[twin].assess().to_dict()
        assert {**assessment.to_dict(), "case": ""} == {**other, "case": ""}


def test_the_copies_are_the_shared_cases(root: Path, shared: Path) -> None:
    theirs = {
        path.name: json.loads(path.read_text("utf-8")) for path in (shared / "cases").glob("*.json")
    }
    ours = {
        path.name: json.loads(path.read_text("utf-8"))
        for path in (root / "tests/cases").glob("*.json")
    }
    assert ours == theirs


def test_a_wrong_expectation_is_noticed() -> None:
    case = _CASES["C22"] if "C22" in _CASES else _BY_ID["C22"]
    got = case.assess().to_dict()
    got["duties"] = [duty for duty in got["duties"] if duty["clause"] != "2.4.4c"]
    with pytest.raises(AssertionError):
        _check(case, got)
