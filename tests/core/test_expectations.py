"""Every worked case gives what its file expects; the copies are the shared files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from worked_cases import check_expected, worked_cases

import gaf_rules as gaf

if TYPE_CHECKING:
    from pathlib import Path

_CASES = {case.name: case for case in worked_cases()}
_BY_ID = {case.document.get("id"): case for case in _CASES.values()}


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
    check_expected(case.expect, assessment.to_dict())
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
        check_expected(case.expect, got)
