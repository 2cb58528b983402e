"""Where the time of an audit goes: the parts of one run over a made-up log, by the profiler.

Run: python benchmarks/audit_parts.py [cases] [grouped|shuffled]. The profiler makes small calls look dearer
than they are; shares are what to look at.
"""

from __future__ import annotations

import cProfile
import pstats
import sys

from audit import AS_OF, log_of, shuffled, table_of

import gaf_rules as gaf

__all__ = ["main"]

# A part: the functions of `gaf_rules.auditing` that it consists of, by module and name.
PARTS: dict[str, tuple[tuple[str, str], ...]] = {
    "columns read": (("reading", "coded_events"), ("reading", "coded_cases")),
    "events in order": (("log", "build_log"), ("irregular", "irregular")),
    "cases by kind": (("part", "by_kind"),),
    "logs through the table": (("standing", "_walk"),),
    "scope, duties and findings": (("standing", "_judge"),),
    "tables written": (("tables", "tables"),),
}


def _seconds(profile: cProfile.Profile) -> tuple[float, dict[tuple[str, str], float]]:
    """The whole, and for each function of the audit what it took with all that it called."""
    stats = pstats.Stats(profile)
    found = {
        (path.rpartition("/")[2].removesuffix(".py"), name): cumulative
        for (path, _, name), (_, _, _, cumulative, _) in stats.stats.items()  # type: ignore[attr-defined]  # not in the stubs
        if "/audit/" in path
    }
    return stats.total_tt, found  # type: ignore[attr-defined]  # likewise


def main() -> None:
    """Profile one audit and print its parts."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 300_000
    order = sys.argv[2] if len(sys.argv) > 2 else "grouped"  # noqa: PLR2004 - the second word
    events, parties = log_of(cases)
    frame, people = table_of(events, "polars"), table_of(parties, "polars")
    if order == "shuffled":
        frame = shuffled(frame, "polars")
    gaf.audit(frame.head(1000), people, as_of=AS_OF)  # what is loaded once is not the audit's own
    profile = cProfile.Profile()
    profile.runcall(gaf.audit, frame, people, as_of=AS_OF)
    whole, taken = _seconds(profile)
    print(f"{cases:,} cases, {order}: {whole:.2f} s under the profiler")
    rest = whole
    for part, functions in PARTS.items():
        seconds = sum(taken.get(function, 0.0) for function in functions)
        rest -= seconds
        print(f"{part:28} {seconds / whole:5.0%}")
    print(f"{'the rest':28} {rest / whole:5.0%}")


if __name__ == "__main__":
    main()
