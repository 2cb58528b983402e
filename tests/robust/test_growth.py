"""Whatever is given, the time and the memory that it takes grow with its size and not with a power of it.

Each is taken at a size and at four times that size, in seconds of the processor; in bytes at twice the size,
too. What is linear takes four times as much, what goes through all pairs sixteen times. A busy machine can
only make a ratio worse for a while, so that the best of several tries counts.
"""

from __future__ import annotations

import gc
import sys
import time
import tracemalloc
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from attrs import evolve

import gaf_rules as gaf
from gaf_rules.documents.json_text import parse_json
from gaf_rules.law.drift import drift
from gaf_rules.law.matching import ClauseSpan, longest_chain
from gaf_rules.report import report_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.no_cover

_DAY = date(2026, 3, 9)
_LINEAR, _LIMIT = 4.0, 9.0
_LEAST = 0.02
"""So many seconds the largest takes at least: less cannot be told from the clock's own steps."""
_TRIES = 5
_CASE: dict[str, Any] = {
    "schema": "gaf-case/1",
    "id": "one",
    "app": {
        "kind": "app",
        "runs_on_mobile": True,
        "purpose": "internal",
        "grassroots_facing": False,
    },
    "sponsor": {"kind": "administrative_organ", "tier": "municipal", "place": "460100"},
    "events": [],
}


def _words(n: int) -> list[str]:
    return [f"w{number}" for number in range(n)]


def _with(*events: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {**_CASE, "events": list(events), **fields}


def _event(**fields: Any) -> dict[str, Any]:
    return {"type": "application_submitted", "on": "2026-03-03", **fields}


def _log(n: int, a_day: int) -> gaf.Case:
    """An application that is handed in and returned again and again: so many events, so many a day."""
    office = "municipal_cac"
    steps = (
        {"type": "application_submitted", "by": "sponsor", "to": office, "materials": ("functions",)},
        {"type": "application_forwarded", "by": office, "to": "provincial_cac"},
        {"type": "application_received", "by": "provincial_cac"},
        {"type": "materials_returned", "by": "provincial_cac", "missing": ("acceptance",)},
    )  # fmt: skip
    first = date(2012, 1, 4)
    events = (
        gaf.Event(on=first + timedelta(days=number // a_day), **steps[number % 4])
        for number in range(n // 4 * 4)
    )
    case = gaf.Case.from_dict(_CASE)
    return evolve(case, events=tuple(events))


def _held(n: int) -> gaf.Assessment:
    return gaf.assess(_log(n, 40), as_of=_DAY)


def _rows(n: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tables in which every row is wrong."""
    events = pd.DataFrame({"case_id": [*range(n)], "type": _words(n), "on": [_DAY] * n})
    cases = pd.DataFrame(
        {"case_id": [*range(n)], "app_kind": _words(n), "runs_on_mobile": [True] * n,
         "purpose": ["internal"] * n, "sponsor_kind": ["administrative_organ"] * n, "tier": ["municipal"] * n}
    )  # fmt: skip
    return events, cases


def _nested(n: int) -> list[Any]:
    found: list[Any] = []
    for _ in range(n):
        found = [found]
    return found


def _spans(n: int) -> list[ClauseSpan]:
    return [ClauseSpan(3 * at, 3 * at + 3, at % 84) for at in range(n)]


def _read(text: str) -> gaf.Notice:
    return gaf.parse_notice(text, year=2027)


_FESTIVAL = "一、元旦：1月1日放假，共1天。"
_Question = tuple[int, "Callable[[int], Any]", "Callable[[Any], Any]"]
_QUESTIONS: dict[str, _Question] = {
    "unknown words": (500, lambda n: _with(_event(materials=_words(n))), gaf.Case.from_dict),
    "one word again": (4_000, lambda n: _with(_event(materials=["functions"] * n)), gaf.Case.from_dict),
    "unknown events": (500, lambda n: _with(*(_event(type=word) for word in _words(n))), gaf.Case.from_dict),
    "unknown fields": (4_000, lambda n: _with(_event(**dict.fromkeys(_words(n)))), gaf.Case.from_dict),
    "no days": (1_000, lambda n: _with(*(_event(on=word) for word in _words(n))), gaf.Case.from_dict),
    "nested": (2_000, lambda n: _with(title=_nested(n)), gaf.Case.from_dict),
    "unknown readings": (1_000, lambda n: dict.fromkeys(_words(n), "x"), gaf.Readings.from_dict),
    "unknown columns": (500, lambda n: {"schema": "gaf-mapping/1", "columns": dict.fromkeys(_words(n), "x")},
                        gaf.Mapping.from_dict),
    "key twice": (4_000, lambda n: "{" + "".join(f'"{w}":1,' for w in _words(n)) + '"w0":2}', parse_json),
    "JSON in JSON": (200_000, lambda n: "[" * n, parse_json),
    "events": (400, lambda n: _log(n, 40), lambda case: gaf.assess(case, as_of=_DAY)),
    "events of one day": (400, lambda n: _log(n, n), lambda case: gaf.assess(case, as_of=_DAY)),
    "report": (200, _held, report_text),
    "explanation": (200, _held, lambda held: str(gaf.explain(held))),
    "timeline": (60, _held, lambda held: gaf.timeline(held)._repr_html_()),
    "long title": (100_000, lambda n: gaf.Case.from_dict(_with(title="题" * n)),
                   lambda case: gaf.timeline(gaf.assess(case, as_of=_DAY))._repr_html_()),
    "notice": (2_000, lambda n: _FESTIVAL * n, _read),
    "notice of brackets": (50_000, lambda n: "（" * n, _read),
    "notice of digits": (50_000, lambda n: "1月" * n, _read),
    "TOML keys": (2_000, lambda n: "\n".join(f"{w} = 1" for w in _words(n)), gaf.Notice.from_toml),
    "TOML dots": (10_000, lambda n: ".".join("a" * n) + " = 1", gaf.Notice.from_toml),
    "TOML lists": (10_000, lambda n: "x = " + "[" * n, gaf.Mapping.from_toml),
    "edition": (400, lambda n: "第一条 应用。" * (n // 8), lambda text: drift(gaf.HAINAN, text)),
    "one clause again": (1_000, _spans, longest_chain),
    "rows that are wrong": (400, _rows, lambda tables: gaf.audit(*tables, as_of=_DAY)),
    "rows of a sheet": (200, _rows, lambda tables: gaf.read_log(*tables)),
}  # fmt: skip
"""What is measured: the smallest size, what is made of that size, and what is asked of it."""


@pytest.fixture(scope="module", autouse=True)
def _aside() -> Iterator[None]:
    """What the tests before have left is laid aside: to go through it each time takes long."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def _seconds(ask: Callable[[Any], Any], given: Any) -> float:
    gc.disable()
    start = time.process_time()
    try:
        ask(given)
    except gaf.GafRulesError as error:
        error.to_dict()
    finally:
        gc.enable()
    return time.process_time() - start


def _growth(question: _Question) -> float:
    """How much longer four times as much takes; the size is raised until that can be measured."""
    size, make, ask = question
    _seconds(ask, make(size))  # what is loaded once is loaded
    large = make(4 * size)
    while _seconds(ask, large) < _LEAST and size < question[0] * 8:
        size *= 2
        large = make(4 * size)
    small, best = make(size), float("inf")
    for _ in range(_TRIES):
        best = min(best, _seconds(ask, large) / max(_seconds(ask, small), 1e-4))
        if best < 1.5 * _LINEAR:
            break
    return best


@pytest.mark.parametrize("question", _QUESTIONS.values(), ids=_QUESTIONS)
def test_time_grows_with_the_size(question: _Question) -> None:
    assert _growth(question) < _LIMIT


def test_what_goes_through_all_pairs_is_seen() -> None:
    pairs = (200, _words, lambda words: [one for one in words if words.count(one) > 1])
    assert _growth(pairs) > _LIMIT


def _bytes(ask: Callable[[Any], Any], given: Any) -> int:
    tracemalloc.start()
    try:
        ask(given)
    except gaf.GafRulesError as error:
        error.to_dict()
    finally:
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    return most


def _memory(question: _Question) -> list[int]:
    size, make, ask = question
    return [_bytes(ask, make(size * times)) for times in (1, 2, 4)]


@pytest.mark.parametrize("name", ["unknown words", "key twice", "events", "TOML dots"])
def test_memory_grows_with_the_size(name: str) -> None:
    assert all(more < 3 * less + 100_000 for less, more in pairwise(_memory(_QUESTIONS[name])))


def test_memory_for_all_pairs_is_seen() -> None:
    found = _memory((200, _words, lambda words: [one + other for one in words for other in words]))
    assert any(more > 3 * less + 100_000 for less, more in pairwise(found))


# -- as large as it may get -------------------------------------------------------------------------------
_MANY = 100_000
_MEGABYTES = 10 * 1024 * 1024
_MANIFOLD = (
    *("unknown words", "unknown events", "unknown fields", "no days", "key twice"),
    "rows that are wrong",
)


_Large = tuple[int, "Callable[[int], Any]", "Callable[[Any], Any]"]
_LARGE: dict[str, _Large] = {
    "events in one case": (_MANY, lambda n: _log(n, 40), lambda case: gaf.assess(case, as_of=_DAY)),
    **{f"{name}, so many": (_MANY, *_QUESTIONS[name][1:]) for name in _MANIFOLD},
    "notice of 10 MB": (_MEGABYTES, lambda n: _FESTIVAL * (n // 45), _read),
    "TOML of 10 MB": (_MEGABYTES, lambda size: "\n".join(f"w{n} = 1" for n in range(size // 11)),
                      gaf.Notice.from_toml),
    "title of 10 MB": (_MEGABYTES, lambda n: gaf.Case.from_dict(_with(title="题" * (n // 3))),
                       lambda case: gaf.timeline(gaf.assess(case, as_of=_DAY))._repr_html_()),
    "edition of 10 MB": (_MEGABYTES, lambda n: "第一条 应用。" * (n // 22),
                         lambda text: drift(gaf.HAINAN, text)),
    "ten thousand deep": (10_000, lambda n: _with(title=_nested(n)), gaf.Case.from_dict),
}  # fmt: skip
"""The largest size, what is made of a size, and what is asked of it."""
_FEW_SECONDS = 0.5
"""What takes less at its largest is not worth a comparison."""


@pytest.mark.deep  # some minutes
@pytest.mark.parametrize("name", _LARGE)
def test_the_largest_is_answered_or_refused_and_grows_with_its_size(name: str) -> None:
    """With ``-s`` it tells the seconds of the processor and the memory of a fourth, a half and the whole."""
    most, make, ask = _LARGE[name]
    sizes = (most // 4, most // 2, most)
    seconds = [_seconds(ask, make(size)) for size in sizes]
    sixteenth = _bytes(ask, make(most // 16))
    memory = [_bytes(ask, make(most // 8)), _bytes(ask, make(most // 4))]
    said = " · ".join(f"{each:.2f}" for each in seconds)
    sys.stdout.write(f"\n{name}: {said} s; {memory[1] / 1e6:.0f} MB for a fourth\n")
    assert seconds[-1] < 30
    assert seconds[-1] < max(_FEW_SECONDS, _LIMIT * seconds[0])
    assert all(more < 3 * less + 1_000_000 for less, more in pairwise((sixteenth, *memory)))
