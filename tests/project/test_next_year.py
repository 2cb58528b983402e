"""The day a notice is shipped, nothing breaks: the tests of what depends on the calendar hold a year on.

They are run out of the source archive, with a notice for the year after the last one put into it, so that
they show as well that the archive holds what its tests load.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from datetime import date
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from hypothesis import find
from hypothesis.errors import NoSuchExample
from notice_arrangements import notices

from gaf_rules.calendar.notice import shipped_notices

if TYPE_CHECKING:
    from pathlib import Path

    from gaf_rules.calendar.notice import Notice

_NEXT = max(notice.year for notice in shipped_notices()) + 1

# What speaks of days that no notice has arranged yet, or of the notices that are shipped. Of the tests
# that go over every worked case, the cases that reach such days stand for all.
_CASES = [
    f"tests/core/test_expectations.py::test_a_worked_case_gives_what_it_expects[{name}]"
    for name in ("C53", "H099", "H101", "H218")
]
_PARTS = {
    "calendar": ["tests/calendar", "gaf_rules/calendar"],
    "the rest": [
        *("tests/bulk", "tests/calendar_files/test_subscription.py", "tests/cli/test_assess.py"),
        *("tests/cli/test_calendar.py", "tests/cli/test_deadline.py", "tests/cli/test_plan.py"),
        *("tests/plan/test_intervals.py", "tests/plan/test_plan.py", "tests/plan/test_shown.py"),
        *(
            "tests/project/test_documents.py",
            "gaf_rules/evaluate/deadlines.py",
            "gaf_rules/evaluate/moved.py",
        ),
        *("gaf_rules/ask/planning", "gaf_rules/adapters", *_CASES),
        "tests/deadline/test_deadline.py::test_past_the_last_notice_there_is_an_interval_and_one_day_to_rely_on",
        "tests/ics/test_ics.py::test_a_provisional_day_is_tentative_and_gives_the_interval",
        "tests/invert/test_answers.py::test_what_no_act_takes_away_says_why",
        "tests/moved/test_moved.py::test_a_projected_deadline_becomes_a_date",
        "tests/moved/test_moved.py::test_december_becomes_final_because_of_the_next_notice",
        "tests/report/test_report.py::test_a_projected_deadline_says_that_the_notice_is_missing",
        "tests/report/test_report.py::test_a_provisional_deadline_says_so",
        "tests/report/test_report.py::test_far_from_any_festival_even_a_projected_day_is_one_day",
    ],
}


def _invented() -> Notice:
    """A notice for the next year; where the days allow it, one that changes this December too."""
    drawn = notices(first=_NEXT, last=_NEXT)
    try:
        found = find(drawn, lambda notice: _first(notice).year < _NEXT)
    except NoSuchExample:
        found = find(drawn, lambda _: True)
    return evolve(
        found,
        number=f"国办发明电〔{_NEXT - 1}〕99号",
        issued=date(_NEXT - 1, 11, 5),
        address=("https://example.org/",),
    )


def _first(notice: Notice) -> date:
    """The first day that a notice speaks of."""
    return min([*(row.start for row in notice.off), *(each.on for each in notice.work)])


@pytest.fixture(scope="module")
def later(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source archive unpacked, with one notice more, beside the shared facts if they are there."""
    folder = tmp_path_factory.mktemp("later")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(folder)]
    subprocess.run(build, cwd=root, check=True, capture_output=True)
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    if (root.parent / "shared").is_dir():
        (folder / "shared").symlink_to(root.parent / "shared")
    (checkout,) = (path.parent for path in folder.glob("*/pyproject.toml"))
    notice = checkout / "calendars" / "state_council" / f"{_NEXT}.toml"
    notice.write_text(_invented().to_toml(), "utf-8")
    subprocess.run(
        [sys.executable, "scripts/shipped_calendars.py"],
        cwd=checkout,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        check=True,
        capture_output=True,
    )
    return checkout


@pytest.mark.no_cover
@pytest.mark.parametrize("part", ["calendar", pytest.param("the rest", marks=pytest.mark.deep)])
def test_with_the_notice_of_the_next_year_the_tests_hold(later: Path, part: str) -> None:
    arguments = ["-q", "-x", "--tb=short", "-p", "no:cacheprovider", "-m", "not no_cover"]
    told = subprocess.run(
        [sys.executable, "-m", "pytest", *arguments, *_PARTS[part]],
        cwd=later,
        env=os.environ | {"PYTHONPATH": str(later), "HYPOTHESIS_PROFILE": "few"},
        check=False,
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0, told.stdout[-4000:] + told.stderr[-1000:]


def test_the_notice_is_there(later: Path) -> None:
    code = "import gaf_rules as gaf; print(gaf.__file__, gaf.CHINA.coverage.published_through)"
    told = subprocess.run(
        [sys.executable, "-c", code],
        cwd=later,
        env=os.environ | {"PYTHONPATH": str(later)},
        check=True,
        capture_output=True,
        text=True,
    )
    where, through = told.stdout.rsplit(maxsplit=1)
    assert where.startswith(str(later))
    assert through == f"{_NEXT}-12-31"
