"""Where the time of an audit goes: processor time of the parts of one run over a made-up log, in all threads.

Run: python benchmarks/audit_parts.py [cases] [grouped|shuffled].
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from importlib import import_module
from threading import Lock
from typing import TYPE_CHECKING, Any

from audit import AS_OF, log_of, shuffled, table_of

import gaf_rules as gaf

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["main"]

# A part: the functions of `gaf_rules.auditing` that it consists of, by module and name.
PARTS: dict[str, tuple[tuple[str, str], ...]] = {
    "columns read": (("reading", "_event_column"), ("reading", "_coded")),
    "events in order": (("tables", "build_log"), ("tables", "irregular")),
    "cases by kind": (("sorting", "Kinds.sort"),),
    "facts of the kinds, plan": (("evaluation_plan", "EvaluationPlan.__init__"),),
    "scope, duties and findings": (("evaluation", "Evaluation.judge"),),
    "cases by themselves": (("tables", "Job._by_itself"),),
    "tables written": (
        ("answer_tables", "AnswerTables._cases"),
        ("answer_tables", "AnswerTables._duty_column"),
        ("answer_tables", "AnswerTables._findings"),
        ("answer_tables", "_order"),
    ),
}
_TAKEN = Counter[str]()
_LOCK = Lock()


def _timed(part: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def timed(*arguments: Any, **named: Any) -> Any:
        start = time.thread_time()
        try:
            return function(*arguments, **named)
        finally:
            with _LOCK:
                _TAKEN[part] += time.thread_time() - start

    return timed


def _watch() -> None:
    """Have every part note what it takes of the processor."""
    for part, functions in PARTS.items():
        for module, path in functions:
            owner: Any = import_module(f"gaf_rules.auditing.{module}")
            *outer, name = path.split(".")
            for each in outer:
                owner = getattr(owner, each)
            setattr(owner, name, _timed(part, getattr(owner, name)))


def main() -> None:
    """Time one audit and print its parts."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 300_000
    order = sys.argv[2] if len(sys.argv) > 2 else "grouped"  # noqa: PLR2004 - the second word
    events, parties = log_of(cases)
    frame, people = table_of(events, "polars"), table_of(parties, "polars")
    if order == "shuffled":
        frame = shuffled(frame, "polars")
    gaf.audit(frame, people, as_of=AS_OF)  # what is loaded and learnt once is not the audit's own
    _watch()
    wall, start = time.perf_counter(), time.process_time()
    gaf.audit(frame, people, as_of=AS_OF)
    whole, wall = time.process_time() - start, time.perf_counter() - wall
    print(f"{cases:,} cases, {order}: {whole:.2f} s of the processors, {wall:.2f} s by the clock")
    for part in PARTS:
        print(f"{part:28} {_TAKEN[part] / whole:5.0%}")
    print(f"{'the rest':28} {1 - sum(_TAKEN.values()) / whole:5.0%}")


if __name__ == "__main__":
    main()
