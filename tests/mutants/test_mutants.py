"""The script that puts faults into the code tells what is noticed from what is not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest
from code_mutants import faults, faulty
from row_faults import RowFault, condition_faults, is_noticed, row_faults
from row_witnesses import answers_of, differing_log

import gaf_rules as gaf

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.no_cover

_SOURCE = '''
"""Text."""
import typing
if typing.TYPE_CHECKING:
    LIMIT = 1
__all__ = ["f"]

def f(a: int | None, b=2):
    """Not a < b."""
    assert a < b
    if a is None or not b:
        raise ValueError(f"{a < b}")
    return [x for x in range(b) if x < a]
'''


def test_what_decides_something_is_touched_and_nothing_else() -> None:
    found = [(each.was, each.now) for each in faults(_SOURCE)]
    assert ("a is None", "a is not None") in found
    assert ("a is None or not b", "a is None and (not b)") in found
    assert ("x < a", "x <= a") in found
    assert ("2", "3") in found
    assert not any("a < b" in was or "int" in was for was, _ in found)


def test_a_fault_is_put_where_it_is_said_to_be_and_nowhere_else() -> None:
    for each in faults(_SOURCE):
        compile(faulty(_SOURCE, each.number), "x", "exec")
    (strict,) = (each for each in faults(_SOURCE) if each.now == "x <= a")
    told: dict[str, object] = {}
    exec(compile(faulty(_SOURCE, strict.number), "x", "exec"), told)  # noqa: S102 - source of this test
    assert told["f"](1, 3) == [0, 1]  # type: ignore[operator]  # the function of the source


def test_the_parts_name_modules_and_tests_that_are_there(root: Path) -> None:
    held = tomllib.loads((root / "tests/mutants/parts.toml").read_text("utf-8"))
    for module in (each for modules in held["parts"].values() for each in modules):
        assert (root / module.replace(".", "/")).with_suffix(".py").is_file()
    for test in (*held["tests"], *held["always"]):
        file, _, name = test.partition("::")
        assert f"def {name}" in (root / file).read_text("utf-8") if name else (root / file).exists()


def test_what_was_survived_is_said_of_faults_that_can_be_made(root: Path) -> None:
    """A line that has changed since is judged anew."""
    told = tomllib.loads((root / "tests/mutants/survivors.toml").read_text("utf-8"))
    for each in told["code"]:
        source = (root / each["module"].replace(".", "/")).with_suffix(".py").read_text("utf-8")
        lines = source.splitlines()
        made = {(lines[f.line - 1].strip(), f.was, f.now) for f in faults(source)}
        assert (each["at"], each["was"], each["now"]) in made, each
        assert each["why"]
    made_of_rows = {str(fault) for fault in row_faults(gaf.HAINAN)}
    for each in told["rows"]:
        assert each["fault"] in made_of_rows, each
        assert each["why"]


def test_faults_that_a_test_sees_and_faults_that_it_does_not(root: Path, tmp_path: Path) -> None:
    test = tmp_path / "test_months.py"
    test.write_text(
        "from datetime import date\n"
        "import pytest\n"
        "from gaf_rules.language.by_the_calendar import months_from\n"
        "@pytest.fixture(scope='module')\n"
        "def end():\n"
        "    return months_from(date(2026, 8, 31), 6)\n"
        "def test_first(end):\n"
        "    assert end\n"
        "def test_months(end):\n"
        "    assert end == date(2027, 2, 28)\n",
        "utf-8",
    )
    parts = tmp_path / "parts.toml"
    parts.write_text(
        f'tests = ["{test}"]\nalways = []\n\n[parts]\nmonths = ["gaf_rules.language.by_the_calendar"]\n',
        "utf-8",
    )
    told = tmp_path / "learnt.json"
    asked = ["--parts", str(parts), "--sample", "6", "--learnt", str(told)]
    done = subprocess.run(
        [sys.executable, "scripts/mutants.py", *asked],
        cwd=root,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    survivors = [line for line in done.stdout.splitlines() if " → " in line]
    assert survivors
    assert f"code: {6 - len(survivors)} of 6 noticed" in done.stdout
    assert len(survivors) < 6
    # What both rest on is made in the first of them.
    (lines,) = json.loads(told.read_text("utf-8"))["lines"].values()
    both = {test.partition("::")[2] for tests in lines.values() for test in tests}
    assert both == {"test_first", "test_months"}


def test_a_day_more_or_less_of_any_period_is_noticed() -> None:
    found = [each for each in row_faults(gaf.HAINAN) if each.field == "period"]
    assert len(found) == 2 * sum(row.period is not None for row in gaf.HAINAN.duties)
    assert [each for each in found if not is_noticed(each)] == []


def test_a_slip_in_a_condition_is_another_row_and_the_offices_are_told() -> None:
    every = [*condition_faults(gaf.HAINAN)]
    for each in every:
        assert each.now != getattr(getattr(gaf.HAINAN, each.table)[each.number], each.field), each
    assert {each.field for each in every} >= {"when", "actions", "unclear", "next_action"}
    # Who hands on feedback is read from section 2.2: forgotten altogether, anybody does.
    steps = gaf.HAINAN.transitions
    relayed = [
        each
        for each in every
        if each.field == "when"
        and each.lacks.startswith("1 ")
        and each.table == "transitions"
        and steps[each.number].event == "feedback_relayed"
    ]
    assert len(relayed) == 4
    assert [each for each in relayed if not is_noticed(each)] == []


def test_a_log_tells_what_changes_an_answer_and_none_tells_what_changes_nothing() -> None:
    row = next(each for each in gaf.HAINAN.transitions if each.event == "materials_returned")
    number = gaf.HAINAN.transitions.index(row)
    nothing_written = RowFault("transitions", number, "actions", ())
    found = differing_log(nothing_written, 20)
    assert found is not None
    log, day = found
    guideline = nothing_written.made(gaf.HAINAN)
    assert answers_of(log, day, guideline) != answers_of(log, day, gaf.HAINAN)
    assert differing_log(RowFault("transitions", number, "actions", row.actions), 20) is None


@pytest.mark.deep  # a minute and a half
def test_what_is_left_of_the_faults_in_rows_is_listed(root: Path) -> None:
    told = tomllib.loads((root / "tests/mutants/survivors.toml").read_text("utf-8"))
    left = {str(fault) for fault in row_faults(gaf.HAINAN) if not is_noticed(fault)}
    assert left == {each["fault"] for each in told["rows"]}
