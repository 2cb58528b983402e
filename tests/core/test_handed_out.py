"""Nothing handed out is a door to shared state; what is handed out can be copied and sent elsewhere."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import cloudpickle
import pytest
from handed_out import values

import gaf_rules as gaf

_ROOT = Path(__file__).resolve().parents[2]
_CASE = _ROOT / "tests" / "cases" / "C22.json"
_DOCUMENT = {
    name: value
    for name, value in json.loads(_CASE.read_text("utf-8")).items()
    if name in {"schema", "id", "app", "sponsor", "events"}
}
_VALUES = values(_DOCUMENT)


def test_changing_what_was_handed_out_changes_no_answer() -> None:
    program = _ROOT / "tests" / "support" / "handed_out.py"
    run = subprocess.run(
        [sys.executable, str(program), str(_CASE)], capture_output=True, text=True, check=True
    )
    said = json.loads(run.stdout)
    assert said["written"] == []
    assert {"Readings.options", "held.to_dict", "HAINAN.contacts", "schemas[]", "bulk[]"} <= {
        *said["changed"]
    }
    assert len(said["before"]) == len(said["after"])
    for before, after in zip(said["before"], said["after"], strict=True):
        assert after == before


def _same(first: Any, second: Any) -> bool:
    if isinstance(first, list):
        return repr(first) == repr(second)
    if isinstance(first, gaf.Audit | gaf.GafRulesError):
        return str(first) == str(second)
    return bool(first == second)


@pytest.mark.parametrize("name", list(_VALUES))
def test_what_comes_back_can_be_copied_and_sent(name: str) -> None:
    value = _VALUES[name]
    for other in (
        copy.copy(value),
        copy.deepcopy(value),
        pickle.loads(pickle.dumps(value)),  # noqa: S301 - just written
        pickle.loads(cloudpickle.dumps(value)),  # noqa: S301 - likewise
    ):
        assert _same(other, value)


def test_guidelines_are_equal_by_what_they_say() -> None:
    longer = gaf.HAINAN.amend({"2.4.4c": {"n": 15}})
    again = gaf.HAINAN.amend({"2.4.4c": {"n": 15}})
    assert longer == again
    assert hash(longer) == hash(again)
    assert longer != gaf.HAINAN
    assert longer != gaf.HAINAN.amend({"2.4.4c": {"n": 16}})
    assert gaf.HAINAN.with_source("text") != gaf.HAINAN
    assert copy.deepcopy(gaf.HAINAN) == gaf.HAINAN
    assert copy.deepcopy(gaf.CHINA) == gaf.CHINA
