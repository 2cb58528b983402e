"""The same answers as a former build gave, whole, on many random cases.

The former build is a commit of this history. When rows, words or answers are changed on purpose, a later
commit takes its place.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from worlds import moments

if TYPE_CHECKING:
    from collections.abc import Iterator

_FORMER = "0525bd33"
_MANY = 50_000
_ROOT = Path(__file__).resolve().parents[2]
_SIDE = _ROOT / "tests" / "support" / "former.py"
_PLACES = ("460100", "469028", "469007")
_DAYS_OFF = (
    ("closure", ("2026-03-04", "2026-03-05")),
    ("local_holiday", ("2026-03-09", "2025-04-02")),
    ("closure", ("2025-03-19", "2026-04-15")),
)


def _asked(count: int) -> Iterator[dict[str, Any]]:
    """Cases of all tiers under many readings, some with regional days, some as known on an earlier day."""
    dice = random.Random(7)  # noqa: S311 - test cases, no secret
    regional = [
        {"place": place, "kind": kind, "off": days, "work": [], "source": "made up"}
        for place in _PLACES
        for kind, days in _DAYS_OFF
    ]
    for moment in moments(count):
        known: date | None = None
        if dice.random() < 0.25:
            known = moment.as_of - timedelta(days=dice.randrange(700))
        overlay = dice.choice([None, None, *regional])
        yield {
            "case": moment.case.to_dict(),
            "as_of": moment.as_of.isoformat(),
            "readings": dict(moment.readings.chosen()),
            "overlay": None if overlay is None else json.dumps(overlay),
            "known": None if known is None else known.isoformat(),
        }


def _said(root: Path, *words: str) -> list[str]:
    """What the build in a folder says."""
    told = subprocess.run(
        [sys.executable, str(_SIDE), *words],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(root), "PATH": "/usr/bin:/bin"},
    )
    return told.stdout.splitlines()


def _former(folder: Path) -> Path:
    """The former build, unpacked; without history there is none."""
    git = shutil.which("git")
    if git is None:
        pytest.skip("no git")
    packed = folder / "former.tar"
    archive = [git, "-C", str(_ROOT), "archive", "-o", str(packed), _FORMER, "gaf_rules"]
    if subprocess.run(archive, capture_output=True, check=False).returncode:
        pytest.skip(f"the history has no commit {_FORMER}")
    shutil.unpack_archive(packed, folder / "former")
    return folder / "former"


@pytest.mark.deep
def test_every_answer_is_the_one_of_the_former_build(tmp_path: Path) -> None:
    former, cases = _former(tmp_path), tmp_path / "cases.jsonl"
    with cases.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(each, ensure_ascii=False) + "\n" for each in _asked(_MANY))
    theirs, ours = _said(former, str(cases)), _said(_ROOT, str(cases))
    assert len(ours) == len(theirs) == _MANY
    other = [n for n, pair in enumerate(zip(ours, theirs, strict=True)) if pair[0] != pair[1]]
    if other:
        line = str(other[0])
        assert _said(_ROOT, str(cases), line) == _said(former, str(cases), line), len(other)
