"""Counting over open days, against every combination of patterns tried one by one."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from gaf_rules.calendar.timelines import CountEnd, CountTimeline, OpenStretch

_FIRST = 100

# A part is the list of its possible patterns: one for decided days, several for a stretch.
_Part = list[bytes]


@st.composite
def _parts(draw: st.DrawFn) -> list[_Part]:
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        length = draw(st.integers(1, 4))
        pattern = st.lists(st.integers(0, 1), min_size=length, max_size=length).map(bytes)
        parts.append(draw(st.lists(pattern, min_size=1, max_size=3, unique=True)))
    return parts


def _timeline(parts: list[_Part]) -> CountTimeline:
    stretches, first = [], _FIRST
    for part in parts:
        if len(part) > 1:
            stretches.append(OpenStretch.of(first, part))
        first += len(part[0])
    return CountTimeline.of(_FIRST, b"".join(part[0] for part in parts), stretches)


def _count(days: bytes, after: int, n: int) -> CountEnd:
    """The n-th working day after a day, by going through the days."""
    for index in range(after + 1 - _FIRST, len(days)):
        n -= days[index]
        if n == 0:
            return CountEnd(_FIRST + index, 0)
    return CountEnd(None, n)


def _order(found: CountEnd) -> tuple[int, int]:
    return (found.day or 10**9, found.missing)


@given(_parts())
def test_the_extremes_are_those_over_all_combinations(parts: list[_Part]) -> None:
    line = _timeline(parts)
    possible = [b"".join(choice) for choice in product(*parts)]
    assert line.end == _FIRST + len(possible[0])
    for day in range(_FIRST - 1, line.end):
        for n in range(1, 8):
            all_found = [_count(days, day, n) for days in possible]
            expected = (min(all_found, key=_order), max(all_found, key=_order))
            assert line.nth_after(day, n) == expected


def test_a_choice_holds_before_and_after_the_start() -> None:
    # Either day is worked, never both: from the first day on, one day is left, or none.
    line = _timeline([[bytes([1, 0]), bytes([0, 1])], [bytes([1])]])
    assert line.nth_after(_FIRST, 1) == (CountEnd(_FIRST + 1, 0), CountEnd(_FIRST + 2, 0))
    assert line.nth_after(_FIRST - 1, 2) == (CountEnd(_FIRST + 2, 0), CountEnd(_FIRST + 2, 0))
