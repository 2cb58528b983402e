"""Whatever comes in from outside: an answer, or an error of this library, and nothing else.

These are the same doors as those of ``make fuzz``, tried by what changes the files of its corpus a little.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import fuzzed
import pytest
from fuzzed import CORPUS, DOORS, WORDS, Foreign
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable

_EXAMPLES = 40
_SHORT = settings(max_examples=_EXAMPLES, suppress_health_check=[*HealthCheck])
_SEEDS = {name: [path.read_bytes() for path in sorted((CORPUS / name).iterdir())] for name in DOORS}
_WORDS = [word.encode("utf-8", "surrogatepass") for word in WORDS]
_EDITS = st.tuples(
    st.sampled_from(("put", "cut", "twice", "byte")),
    st.floats(0, 1, exclude_max=True),
    st.integers(1, 40),
    st.sampled_from(_WORDS) | st.binary(min_size=1, max_size=4),
)


def _edited(data: bytes, edits: list[tuple[str, float, int, bytes]]) -> bytes:
    for kind, place, length, word in edits:
        at = int(place * (len(data) + 1))
        if kind == "put":
            data = data[:at] + word + data[at:]
        elif kind == "cut":
            data = data[:at] + data[at + length :]
        elif kind == "twice":
            data = data[: at + length] + data[at:]
        else:
            data = data[:at] + word[:1] + data[at + 1 :]
    return data


def _drawn(name: str) -> st.SearchStrategy[bytes]:
    changed = st.builds(_edited, st.sampled_from(_SEEDS[name]), st.lists(_EDITS, max_size=4))
    return changed | st.binary(max_size=60)


@pytest.mark.parametrize("name", DOORS)
def test_nothing_foreign_comes_out(name: str) -> None:
    @_SHORT
    @given(_drawn(name))
    def tried(data: bytes) -> None:
        DOORS[name](data)

    tried()


@pytest.mark.parametrize("name", DOORS)
def test_each_door_is_open(name: str) -> None:
    """The files of the corpus are right: an answer comes out of each."""
    for path in sorted((CORPUS / name).iterdir()):
        getattr(fuzzed, f"_{name}")(path.read_bytes())


@pytest.mark.parametrize(
    ("door", "name", "fault"),
    [
        ("case", "parse_json", json.loads),
        ("arguments", "main", lambda words: 3 if len(words) > 5 else 0),
    ],
)
def test_what_lets_something_foreign_out_is_found(
    door: str, name: str, fault: Callable[[Any], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fuzzed, name, fault)

    @settings(_SHORT, max_examples=500, database=None, report_multiple_bugs=False)
    @given(_drawn(door))
    def tried(data: bytes) -> None:
        DOORS[door](data)

    with pytest.raises((ValueError, Foreign)):
        tried()
