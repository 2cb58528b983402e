"""Engines and tools that pip's usual lock does not bring: two of npm for decisions, PM4Py for logs.

PM4Py is under AGPL: it runs in an environment and a process of its own, and nothing here imports it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from dmn_engines import agrees, combinations
from worked_cases import worked_cases

import gaf_rules as gaf
from gaf_rules.adapters.bpmn import to_bpmn
from gaf_rules.adapters.dmn import DECISIONS, to_dmn
from gaf_rules.adapters.xes import read_xes, to_xes

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.deep
_HERE = Path(__file__).parent
_NPM = {
    "name": "peers",
    "private": True,
    "dependencies": {
        "@hbtgmbh/dmn-eval-js": "1.5.0",
        "dmn-moddle": "12.2.1",
        "feelin": "8.2.0",
    },
}


def _run(*words: str, folder: Path) -> str:
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def decided(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What the engines of npm say of every combination."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        pytest.skip("no npm on this machine")
    folder = tmp_path_factory.mktemp("npm")
    (folder / "package.json").write_text(json.dumps(_NPM))
    _run(npm, "install", "--silent", "--ignore-scripts", folder=folder)
    asked = {
        name: {
            "file": to_dmn(decision=name).decode(),
            "inputs": [*combinations(gaf.HAINAN, name)],
        }
        for name in DECISIONS
    }
    (folder / "asked.json").write_text(json.dumps(asked), "utf-8")
    shutil.copy(_HERE / "dmn.mjs", folder)
    _run(node, "dmn.mjs", folder=folder)
    found: dict[str, dict[str, Any]] = json.loads((folder / "found.json").read_text("utf-8"))
    return found


@pytest.mark.parametrize("engine", ["dmn-eval-js", "feelin"])
@pytest.mark.parametrize("decision", DECISIONS)
def test_engines_of_npm_say_of_every_combination_what_we_say(
    engine: str, decision: str, decided: dict[str, dict[str, Any]]
) -> None:
    said = dict(
        zip(map(str, combinations(gaf.HAINAN, decision)), decided[decision][engine], strict=True)
    )
    assert agrees(gaf.HAINAN, decision, lambda inputs: said[str(inputs)]) == len(said)


# -- process mining --------------------------------------------------------------------------------------
_MINE = """
import json, sys, warnings
warnings.simplefilter("ignore")
import pm4py
table = pm4py.read_xes("in.xes")
pm4py.write_xes(table, "out.xes")
net = pm4py.discover_petri_net_inductive(table)
process = pm4py.read_bpmn("filing.bpmn")
profile = pm4py.discover_temporal_profile(table)
still = table[table["case:concept:name"] == sys.argv[1]]
with open("found.json", "w") as out:
    json.dump({
        "events": len(table),
        "days": sorted({str(each.date()) for each in table["time:timestamp"]}),
        "activities": sorted(table["concept:name"].unique()),
        "fitness": pm4py.fitness_token_based_replay(table, *net)["log_fitness"],
        "nodes": len(process.get_nodes()),
        "late": pm4py.conformance_temporal_profile(still, profile),
    }, out)
"""


def _cases() -> Iterator[gaf.Case]:
    for number, each in enumerate(worked_cases()):
        with suppress(gaf.CaseError):
            yield gaf.Case.from_dict({**each.document, "id": f"case-{number}"})


@pytest.fixture(scope="session")
def mined(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which PM4Py has read a log and written it again."""
    folder = tmp_path_factory.mktemp("pm4py")
    _run(sys.executable, "-m", "venv", "env", folder=folder)
    wanted = _HERE.parents[1] / "requirements" / "pm4py.txt"
    _run("env/bin/pip", "install", "--quiet", "-r", str(wanted), folder=folder)
    (folder / "in.xes").write_bytes(to_xes(_cases()))
    (folder / "filing.bpmn").write_bytes(to_bpmn())
    _run("env/bin/python", "-c", _MINE, _abandoned().id, folder=folder)
    return folder


def _abandoned() -> gaf.Case:
    """A case whose last event is a feedback that nobody answered."""
    return next(
        case
        for case in _cases()
        if case.events and case.events[-1].type == "feedback_received" and len(case.events) > 4
    )


def test_a_log_goes_through_pm4py_and_comes_back(mined: Path) -> None:
    """All but the cases without an event, which a table of events cannot hold."""
    sent = {case.id: case for case in _cases()}
    back = {case.id: case for case in read_xes((mined / "out.xes").read_bytes())}
    assert {each for each in sent if not sent[each].events} == sent.keys() - back.keys()
    assert all(back[each] == sent[each] for each in back)


def test_pm4py_finds_the_days_the_acts_and_the_process(mined: Path) -> None:
    found = json.loads((mined / "found.json").read_text("utf-8"))
    events = [event for case in _cases() for event in case.events]
    assert found["events"] == len(events)
    assert found["days"] == sorted({event.on.isoformat() for event in events})
    assert found["activities"] == sorted({event.type for event in events})
    assert found["fitness"] == 1.0
    nodes = to_bpmn().count(b"<sequenceFlow ")
    assert 0 < found["nodes"] < nodes


def test_what_never_came_is_late_to_us_and_nothing_to_pm4py(mined: Path) -> None:
    """It measures the time between two events; where the second is missing, there is nothing to measure."""
    found = json.loads((mined / "found.json").read_text("utf-8"))
    case = _abandoned()
    far = case.events[-1].on.replace(month=12, day=1)
    codes = {each.code for each in gaf.assess(case, as_of=far).findings}
    assert "DEEMED_ABANDONED" in codes
    assert [each for per_case in found["late"] for each in per_case] == []
