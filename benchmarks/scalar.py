"""How fast one deadline and one case are, beside other libraries in the same run.

    python benchmarks/scalar.py

Every figure is taken interleaved with the others, round by round, so that a busy machine slows all of
them alike. Printed are the median and the spread (lowest to highest) over the rounds, and ratios of
medians. What is not installed is left out and said to be.
"""

from __future__ import annotations

import subprocess
import sys
import time
import warnings
from datetime import date
from importlib.util import find_spec
from statistics import median
from typing import TYPE_CHECKING

from hot_paths import PATHS, typical_cases

import gaf_rules as gaf

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 21
_IN_A_ROUND = {"assess": 400, "assess_in_full": 30, "reference": 200}
_DAY = date(2023, 3, 13)
_START = """
import gaf_rules as gaf
from datetime import date
case = gaf.Case(
    id="C05",
    app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False),
    sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal"),
    events=(gaf.Event(type="self_check_completed", on=date(2026, 3, 9), problems=()),),
)
gaf.assess(case, as_of=date(2026, 4, 1))
"""


def peers() -> dict[str, Callable[[], object]]:
    """One deadline in ours and in other libraries: the tenth working day after a day that all know."""
    china, day = gaf.CHINA, _DAY
    found: dict[str, Callable[[], object]] = {"ours": lambda: china.nth_working_day_after(day, 10)}
    if find_spec("holidays"):
        import holidays  # noqa: PLC0415 - only where it is installed

        listed = holidays.country_holidays("CN", years=range(2022, 2025))
        found["holidays"] = lambda: listed.get_nth_working_day(day, 10)
    if find_spec("workalendar"):
        from workalendar.asia import China  # noqa: PLC0415 - only where it is installed

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns that it knows 2018 to 2023 only
            calendar = China()
        found["workalendar"] = lambda: calendar.add_working_days(day, 10)
    if find_spec("chinese_calendar"):
        import chinese_calendar  # noqa: PLC0415 - only where it is installed

        found["chinesecalendar"] = lambda: chinese_calendar.find_workday(10, day)
    return found


def seconds(call: Callable[[], object], times: int) -> float:
    """The time of one call, over so many."""
    begin = time.perf_counter()
    for _ in range(times):
        call()
    return (time.perf_counter() - begin) / times


def started(code: str) -> float:
    """The time a fresh interpreter takes for a piece of code."""
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 - our own interpreter and text
    return time.perf_counter() - begin


def shown(name: str, times: list[float], unit: str = "µs") -> str:
    """One line: median and spread."""
    scale = 1e6 if unit == "µs" else 1e3
    low, mid, high = (scale * t for t in (min(times), median(times), max(times)))
    return f"{name:<24}{mid:>10.2f} {unit}   {low:.2f} … {high:.2f}"


def measure(others: dict[str, Callable[[], object]]) -> dict[str, list[float]]:
    """Times of a call of ours and of the others, round by round."""
    taken: dict[str, list[float]] = {name: [] for name in (*_IN_A_ROUND, *others)}
    for name, times in _IN_A_ROUND.items():
        seconds(PATHS[name], times)
    for _ in range(ROUNDS):
        for name, times in _IN_A_ROUND.items():
            taken[name].append(seconds(PATHS[name], times))
        for name, call in others.items():
            taken[name].append(seconds(call, 2000 if name == "ours" else 100))
    return taken


def start() -> None:
    """Import and one case in a fresh process, beside an interpreter that does nothing."""
    bare, ours = [], []
    started(_START)
    for _ in range(ROUNDS):
        bare.append(started("pass"))
        ours.append(started(_START))
    print(shown("bare Python", bare, "ms"))
    print(shown("import and one case", ours, "ms"))
    over = [b - a for a, b in zip(bare, ours, strict=True)]
    print(shown("over bare Python", over, "ms"))


def main() -> None:
    """Measure, print."""
    others = peers()
    taken = measure(others)
    print(f"Python {sys.version.split()[0]}, {ROUNDS} rounds: median, lowest … highest")
    for name, times in taken.items():
        print(shown(name, times))
    ours = others.pop("ours")
    for name, call in others.items():
        ratio = median(taken[name]) / median(taken["ours"])
        same = "the same date" if call() == ours() else "ANOTHER DATE"
        print(f"one deadline: {ratio:.0f} times faster than {name}, {same}")
    for name in ("holidays", "workalendar", "chinese_calendar"):
        if not find_spec(name):
            print(f"{name}: not installed, left out")
    events = len(typical_cases(1)[0].events)
    for name in ("assess", "assess_in_full"):
        print(f"{name}: {1 / median(taken[name]):,.0f} a second ({events} events)")
    start()


if __name__ == "__main__":
    main()
