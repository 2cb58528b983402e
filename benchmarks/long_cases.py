"""How the time for one case grows with its log.

    python benchmarks/long_cases.py                  logs of 1,000 to 16,000 events
    python benchmarks/long_cases.py 1000 100000      other lengths

Told for each kind of log and each thing done with it: the seconds of processor time, and the exponent between
the shortest and the longest log (1 is a time that grows like the log, 2 one that grows like its square).
"""

from __future__ import annotations

import math
import sys
from datetime import date, timedelta
from time import process_time
from typing import TYPE_CHECKING, Any

import gaf_rules as gaf
from gaf_rules.language.vocabulary import MATERIALS

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["main"]

_AS_OF = date(2026, 3, 2)
_FIRST = date(2005, 1, 4)
_LAST = date(2025, 6, 30)
_LENGTHS = (1_000, 4_000, 16_000)
_DAY = timedelta(days=1)
_WANTED = 1.1


class _Log:
    """A log that is written from day to day."""

    def __init__(self, length: int) -> None:
        self.length = length
        self.day = _FIRST
        self.events: list[gaf.Event] = []

    def add(self, kind: str, **fields: Any) -> None:
        """One more event on the day reached."""
        self.events.append(gaf.Event(type=kind, on=self.day, **fields))

    def is_open(self) -> bool:
        """Whether there is room for more, and time left."""
        return len(self.events) < self.length and self.day < _LAST

    def up(self, procedure: str = "filing") -> None:
        """An application on its way to the national office."""
        of = {"procedure": procedure}
        self.add(
            "application_submitted", by="sponsor", to="municipal_cac", materials=MATERIALS[:7], **of
        )
        self.add("application_forwarded", by="municipal_cac", to="provincial_cac", **of)
        self.add("application_received", by="provincial_cac", **of)
        self.add("completeness_confirmed", **of)
        self.add("reported_to_national", **of)
        self.add("application_received", by="national_cac", **of)
        self.day += _DAY

    def numbered(self, procedure: str, number: str | None) -> None:
        """Its number, or its approval, received."""
        self.add("filing_number_issued", number=number, procedure=procedure)
        self.add("filing_number_received", by="sponsor", procedure=procedure)
        self.day += _DAY


def _checks(log: _Log) -> None:
    """Self-checks alone."""
    log.up()
    while len(log.events) < log.length:
        log.add("self_check_completed", problems=())
        log.day = _FIRST + _DAY * (2 + len(log.events) % 3_000)


def _returns(log: _Log) -> None:
    """One application, returned and handed in again and again."""
    while log.is_open():
        log.add("application_submitted", by="sponsor", to="municipal_cac", materials=MATERIALS[:7])
        log.add("application_forwarded", by="municipal_cac", to="provincial_cac")
        log.add("application_received", by="provincial_cac")
        log.add("materials_returned", by="provincial_cac", missing=("acceptance",))
        log.day += _DAY


def _changes(log: _Log) -> None:
    """A filing, and one change after another."""
    log.up()
    log.numbered("filing", "1")
    while log.is_open():
        log.add("change_planned", change_on=log.day + 2 * _DAY, major=True)
        log.up("change")
        log.numbered("change", None)
        log.add("change_took_effect")


def _feedback(log: _Log) -> None:
    """Applications that are given up after many rounds of feedback."""
    while log.is_open():
        log.up()
        for _ in range(12):
            log.add("feedback_issued", grounds=("supplement",), functional_rectification=False)
            log.add("feedback_received", by="sponsor")
            log.day += _DAY
            log.add(
                "supplement_submitted",
                by="sponsor",
                to="municipal_cac",
                statement=True,
                rectification_plan=True,
            )
        log.add("filing_refused", reason="said so")
        log.day += _DAY


_KINDS = (_checks, _returns, _changes, _feedback)


def _case(kind: Callable[[_Log], None], length: int) -> gaf.Case:
    log = _Log(length)
    kind(log)
    return gaf.Case(
        id="long",
        app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False),
        sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal"),
        events=log.events,
    )


def _plan(assessment: gaf.Assessment) -> None:
    try:
        gaf.plan(assessment.basis.case, offline_on=date(2026, 9, 1), as_of=_AS_OF)
    except gaf.GafRulesError:
        return  # a wish that the log rules out: that has been found out, too


_JOBS: dict[str, Callable[[gaf.Assessment], Any]] = {
    "assess": lambda told: gaf.assess(told.basis.case, as_of=_AS_OF),
    "to_dict": lambda told: gaf.assess(told.basis.case, as_of=_AS_OF).to_dict(),
    "explain": lambda told: str(gaf.explain(told)),
    "timeline": gaf.timeline,
    "ICS": gaf.to_ics,
    "plan": _plan,
}


def _seconds(job: Callable[[gaf.Assessment], Any], assessment: gaf.Assessment) -> float:
    start = process_time()
    job(assessment)
    return process_time() - start


def main() -> None:
    """Print the table; exit with 1 where something grows faster than wanted."""
    lengths = tuple(map(int, sys.argv[1:])) or _LENGTHS
    worse = False
    for kind in _KINDS:
        told = [gaf.assess(_case(kind, length), as_of=_AS_OF) for length in lengths]
        sizes = [len(each.basis.case.events) for each in told]
        print(f"{kind.__doc__} Events: {', '.join(map(str, sizes))}")
        for name, job in _JOBS.items():
            job(told[0])  # what is compiled and read once is no growth
            took = [_seconds(job, each) for each in told]
            exponent = math.log(took[-1] / took[0]) / math.log(sizes[-1] / sizes[0])
            worse = worse or exponent > _WANTED
            print(
                f"  {name:9}{'  '.join(f'{t:8.3f} s' for t in took)}   n^{exponent:.2f}", flush=True
            )
    sys.exit(worse)


if __name__ == "__main__":
    main()
