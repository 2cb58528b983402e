"""The hot paths of the scalar library, each as a function to be called many times.

``python benchmarks/hot_paths.py NAME COUNT …`` calls each so often and does nothing else: what an
instruction counter is run on. :mod:`scalar` times the same functions.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from functools import cache
from itertools import cycle
from typing import TYPE_CHECKING, Any

import gaf_rules as gaf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["AS_OF", "PATHS", "typical_cases"]

AS_OF = date(2026, 5, 8)
_MATERIALS = (
    "basic_information_form", "application_form", "project_approval", "functions",
    "operations_and_security", "acceptance", "self_check_form",
)  # fmt: skip
_LOG: tuple[tuple[str, int, dict[str, Any]], ...] = (
    ("self_check_completed", 0, {"problems": ("check_in",)}),
    ("rectification_completed", 1, {"problems": ("check_in",)}),
    (
        "application_submitted",
        2,
        {"by": "sponsor", "to": "municipal_cac", "materials": _MATERIALS},
    ),
    ("application_received", 2, {"by": "municipal_cac"}),
    ("application_forwarded", 8, {"by": "municipal_cac", "to": "provincial_cac"}),
    ("application_received", 8, {"by": "provincial_cac"}),
    ("completeness_confirmed", 22, {}),
    ("reported_to_national", 23, {}),
    ("application_received", 23, {"by": "national_cac"}),
    ("filing_number_issued", 49, {"number": "TEST-460000-0001"}),
    ("filing_number_received", 50, {"by": "provincial_cac"}),
    (
        "filing_number_relayed",
        50,
        {"by": "provincial_cac", "to": "municipal_cac", "prompted": True},
    ),
)


def _case(number: int) -> gaf.Case:
    first = date(2026, 3, 2) + timedelta(days=number % 9)
    return gaf.Case(
        id=f"case-{number}",
        app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False),
        sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal", place="460400"),
        events=tuple(
            gaf.Event(type=kind, on=first + timedelta(days=days), **fields)
            for kind, days, fields in _LOG
        ),
    )


def typical_cases(count: int) -> list[gaf.Case]:
    """Filing cases of twelve events, from self-check to number, begun on different days."""
    return [_case(number) for number in range(count)]


_CASES = cycle(typical_cases(36))
_DAYS = cycle([date(2026, 1, 5) + timedelta(days=days) for days in range(200)])


def reference() -> None:
    """A fixed piece of plain Python, against which the others are held: 200 writes and reads of a dict."""
    held: dict[str, int] = {}
    for number in range(200):
        held["a"] = number
        held.get("a")


def deadline() -> None:
    """One deadline counted: the tenth working day after a day."""
    gaf.CHINA.nth_working_day_after(next(_DAYS), 10)


def assess() -> None:
    """One case of twelve events assessed, nothing rendered."""
    gaf.assess(next(_CASES), as_of=AS_OF)


def assess_in_full() -> None:
    """The same with ``safe_on`` and ``disputed_by`` worked out and the JSON form made."""
    gaf.assess(next(_CASES), as_of=AS_OF).to_dict()


@cache
def _assessed() -> Iterator[gaf.Assessment]:
    return cycle([gaf.assess(case, as_of=AS_OF) for case in typical_cases(36)])


def explain() -> None:
    """One assessment explained: the tree of reasons, and its text."""
    str(gaf.explain(next(_assessed())))


PATHS: dict[str, Callable[[], None]] = {
    "reference": reference,
    "deadline": deadline,
    "assess": assess,
    "assess_in_full": assess_in_full,
    "explain": explain,
}

if __name__ == "__main__":
    for name, count in zip(sys.argv[1::2], sys.argv[2::2], strict=True):
        for _ in range(int(count)):
            PATHS[name]()
