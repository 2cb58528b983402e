"""An answer depends on the question: not on threads, processes, hash seeds, switches, earlier questions.

Each circumstance is a process of its own, which asks the same worked cases; what comes out must be the same
to the letter. In each a fault is planted that only shows there.
"""

from __future__ import annotations

import json
import os
import pickle
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest
from isolated import Stamped
from travel import answers, is_hashable, same

import gaf_rules as gaf

pytestmark = pytest.mark.no_cover

_PROGRAM = Path(__file__).resolve().parents[1] / "support" / "isolated.py"
_EVERY, _FEW = 12, 30
_PATHS = [
    str(_PROGRAM.parent),
    *(str(Path(str(module.__file__)).parents[1]) for module in (gaf, attrs)),
]
"""Where another Python finds the library and what it needs, and nothing of this one's own."""
_UNLOCKED = [
    path for name in ("python3.13t", "python3.14t") if (path := shutil.which(name)) is not None
]
_FORK = pytest.param("fork", marks=pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork"))
_MODES = {
    "-O": ("-O",),
    "-bb": ("-bb",),
    "-X dev": ("-X", "dev", "-W", "error"),
}


@cache
def _said(
    how: str,
    every: int = _EVERY,
    count: int = 0,
    *,
    fault: str | None = None,
    switches: tuple[str, ...] = (),
    seed: str = "0",
    python: str = sys.executable,
) -> dict[str, Any]:
    """What the program prints; what it ends with, if it ends in an error or says something on the side."""
    planted = () if fault is None else ("--fault", fault)
    run = subprocess.run(
        [python, *switches, str(_PROGRAM), how, str(every), str(count), *planted],
        capture_output=True,
        text=True,
        check=False,
        env={
            **os.environ,
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": os.pathsep.join(_PATHS),
        },
    )
    if run.returncode or run.stderr:
        return {"error": run.stderr}
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def _right(every: int = _EVERY) -> dict[str, Any]:
    found = _said("plain", every)
    assert len(found) >= 170 // every, found
    return found


@pytest.mark.parametrize("how", ["threads", _FORK, "spawn"])
def test_sixteen_threads_and_other_processes_say_the_same(how: str) -> None:
    assert _said(how, _FEW) == _right(_FEW)


def test_threads_that_share_what_is_asked_are_seen() -> None:
    assert _said("threads", _FEW, fault="shared") != _right(_FEW)


@pytest.mark.deep  # a Python without its lock is rarely there
@pytest.mark.skipif(not _UNLOCKED, reason="no Python without its lock: python3.13t, python3.14t")
def test_threads_that_nothing_holds_back_say_the_same() -> None:
    for python in _UNLOCKED:
        assert _said("threads", python=python) == _right()
        assert _said("threads", _FEW, fault="shared", python=python) != _right(_FEW)


@pytest.mark.skipif(
    sys.version_info[:2] == (3, 12),
    reason="Python 3.12 breaks down when a second interpreter ends that has read json, re and hashlib",
)
def test_a_second_interpreter_of_the_process_says_the_same() -> None:
    assert _said("interpreter") == _right()


@pytest.mark.parametrize("switches", _MODES.values(), ids=_MODES)
def test_switches_of_python_change_nothing(switches: tuple[str, ...]) -> None:
    assert _said("plain", switches=switches) == _right()


@pytest.mark.parametrize(
    ("mode", "fault"), [("-O", "asserted"), ("-bb", "in bytes"), ("-X dev", "left open")]
)
def test_what_a_switch_shows_is_seen(mode: str, fault: str) -> None:
    found = _said("plain", _FEW, fault=fault, switches=_MODES[mode])
    assert found != _said("plain", _FEW, fault=fault)


def test_the_seed_of_hashes_changes_nothing() -> None:
    assert _said("plain", seed="4294967295") == _right()


def test_an_order_that_hangs_on_hashes_is_seen() -> None:
    found = [_said("plain", _FEW, fault="hashed", seed=seed) for seed in ("1", "2")]
    assert found[0] != found[1]


def test_what_was_asked_before_changes_nothing() -> None:
    assert _said("asked", _FEW, 80) == _right(_FEW)


@pytest.mark.deep  # ten thousand other questions take a minute or two
def test_ten_thousand_other_questions_change_nothing() -> None:
    assert _said("asked", 1, 10_000) == _right(1)


def test_an_answer_that_is_remembered_by_a_name_is_seen() -> None:
    assert _said("asked", _FEW, 80, fault="remembered") != _right(_FEW)


# -- values that travel -----------------------------------------------------------------------------------
def test_what_was_pickled_under_other_hashes_is_equal_and_is_found() -> None:
    found = {
        name.removeprefix("pickle "): pickle.loads(bytes.fromhex(text))  # noqa: S301 - written by ours
        for name, text in _said("dumped", 200, seed="1").items()
        if name.startswith("pickle ")
    }
    assert {*answers()} < {*found}
    for name, value in answers().items():
        assert same(found[name], value), name
        assert str(found[name]) == str(value), name
        assert not is_hashable(value) or {found[name]: name}.get(value) == name
    # A value that takes its hash along is not found among its equals.
    assert found["stamped"] == Stamped("x")
    assert dict.fromkeys([found["stamped"]], 1).get(Stamped("x")) is None


# -- what is done beyond thinking -------------------------------------------------------------------------
def test_import_and_questions_read_the_files_of_the_package_and_do_nothing_else() -> None:
    found = _said("audited")
    assert found["told"] == []
    assert len(found["read"]) > 50


def test_whatever_else_is_done_is_seen() -> None:
    told = _said("audited", fault="all")["told"]
    wanted = ("environment", "open ", "open ", "os.listdir", "os.system", "socket.")
    assert len(told) == len(wanted)
    assert all(map(str.startswith, told, wanted))
