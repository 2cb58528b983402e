"""The same cases through Python, JSON Lines, HTTP and an audit: one answer."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from typing import Any

import httpx
import pytest
from attrs import evolve
from audit_tables import found_by, frames, row_of
from served import served
from stored import travelled
from worlds import worlds

import gaf_rules as gaf

_DAY = date(2026, 3, 9)


def _cases(number: int) -> list[gaf.Case]:
    """Legal logs, each fifth spoilt: its last event happens again."""
    found = []
    for at, world in enumerate(worlds(number)):
        case = evolve(world.case, id=f"{at}")
        if at % 5 == 0 and case.events:
            case = evolve(case, events=(*case.events, case.events[-1]))
        found.append(case)
    return found


def _in_python(case: gaf.Case) -> dict[str, Any]:
    try:
        document: dict[str, Any] = travelled(gaf.assess(case, as_of=_DAY).to_dict())
    except gaf.GafRulesError as error:
        return dict(travelled(error.to_dict()))
    return document


def _in_lines(cases: list[gaf.Case]) -> list[dict[str, Any]]:
    lines = "".join(json.dumps(case.to_dict()) + "\n" for case in cases)
    words = [sys.executable, "-m", "gaf_rules", "assess", "-", "--as-of", str(_DAY)]
    run = subprocess.run(words, input=lines.encode(), capture_output=True, check=False)
    told = [json.loads(line) for line in run.stdout.splitlines()]
    return [each.get("error", each) for each in told]


@pytest.mark.parametrize("number", [50, pytest.param(1000, marks=pytest.mark.deep)])
def test_every_way_gives_the_same(number: int) -> None:
    cases = _cases(number)
    wanted = [_in_python(case) for case in cases]
    assert {each["schema"] for each in wanted} == {"gaf-assessment/1", "gaf-error/1"}
    assert _in_lines(cases) == wanted
    with served() as address, httpx.Client(base_url=address, timeout=60) as client:
        for case, told in zip(cases, wanted, strict=True):
            got = client.post(f"/assess?as_of={_DAY}", json=case.to_dict())
            if told["schema"] == "gaf-assessment/1":
                assert got.json() == told
            else:
                assert got.status_code == 422
                assert got.json()["problems"] == told["problems"]
                assert got.json()["text"] == told["text"]
    said = found_by(gaf.audit(*frames(cases), as_of=_DAY, disputes=True))
    for row, told in zip(said, wanted, strict=True):
        if told["schema"] == "gaf-assessment/1":
            assert row == row_of(gaf.Assessment.from_dict(told), None, disputes=True)
        else:
            assert row == row_of(None, told["text"]["en"], disputes=True)
