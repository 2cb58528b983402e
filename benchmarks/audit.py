"""How fast a log is audited: a made-up log of a million cases, in every kind of table, grouped or shuffled.

Run: python benchmarks/audit.py [cases] [polars|pandas|pyarrow ...]. Each measurement runs in a process of
its own, so that the peak of memory is its own.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa

import gaf_rules as gaf

__all__ = ["AS_OF", "log_of", "main", "shuffled", "table_of"]

AS_OF = date(2026, 11, 20)
_FIRST, _LAST = np.datetime64("2019-02-01"), np.datetime64("2026-11-15")
_FULL = (
    "basic_information_form;application_form;project_approval;functions;operations_and_security;"
    "acceptance;self_check_form"
)
_SHORT = "basic_information_form;application_form;functions;operations_and_security;acceptance"
_COLUMNS = (
    "type", "procedure", "by", "to", "materials", "problems", "missing", "grounds",
    "functional_rectification", "statement", "rectification_plan", "reason", "number", "prompted",
    "position", "major",
)  # fmt: skip


class _Maker:
    """Collects events step by step, each step for the cases that take it."""

    def __init__(self, cases: int, seed: int) -> None:
        self.dice = np.random.default_rng(seed)
        self.cases = cases
        span = int((_LAST - _FIRST).astype(int))
        self.day = _FIRST.astype("M8[D]").view(np.int64) + self.dice.integers(0, span, cases)
        self.live = np.ones(cases, np.bool_)
        self.steps: list[tuple[Any, Any, dict[str, Any]]] = []
        self.changes: list[tuple[Any, Any]] = []

    def chance(self, share: float) -> Any:
        """A coin for each case."""
        return self.dice.random(self.cases) < share

    def step(self, kind: str, mean: float, who: Any = 1, **fields: Any) -> Any:
        """One event for the cases that still go on and are meant, some working time after the last."""
        rows = np.flatnonzero(self.live & np.asarray(who, np.bool_))
        self.day[rows] += self.dice.gamma(2.0, mean / 2, len(rows)).astype(np.int64)
        self.steps.append((rows, self.day[rows], {"type": kind, **fields}))
        return rows

    def events(self) -> dict[str, Any]:
        """All events, case by case and by day; words as (codes, values)."""
        case = np.concatenate([rows for rows, _, _ in self.steps])
        order = np.argsort(case, kind="stable")
        out: dict[str, Any] = {"case_id": case[order]}
        out["on"] = np.concatenate([days for _, days, _ in self.steps])[order].astype(np.int32)
        for name in _COLUMNS:
            words: list[Any] = []
            codes = []
            for rows, _, fields in self.steps:
                value = fields.get(name)
                if isinstance(value, tuple):  # one of several words, by case
                    choice, options = value
                    numbers = np.array([_place(words, option) for option in options])
                    codes.append(numbers[choice[rows]])
                else:
                    codes.append(np.full(len(rows), _place(words, value)))
            out[name] = np.concatenate(codes)[order].astype(np.int16), words
        planned = np.full(len(case), -1, np.int32)
        start = np.cumsum([0, *(len(rows) for rows, _, _ in self.steps)])
        for at, (_, _, fields) in enumerate(self.steps):
            if fields["type"] == "change_planned":
                planned[start[at] : start[at + 1]] = fields["change_on"]
        out["change_on"] = planned[order]
        return out


def _place(words: list[Any], value: Any) -> int:
    if value is None:
        return -1
    if value not in words:
        words.append(value)
    return words.index(value)


def log_of(cases: int, seed: int = 1) -> tuple[dict[str, Any], dict[str, Any]]:
    """A log in which most cases take the usual way and many do not: returns, feedback, late acts, silence."""
    make = _Maker(cases, seed)
    dice = make.dice
    tier = dice.choice(3, cases, p=[0.65, 0.2, 0.15])
    parties = {
        "case_id": np.arange(cases),
        "app_kind": (
            dice.choice(3, cases, p=[0.5, 0.35, 0.15]),
            ["app", "mini_program", "quick_app"],
        ),
        "runs_on_mobile": (np.zeros(cases, int), [True]),
        "purpose": (dice.choice(2, cases, p=[0.4, 0.6]), ["internal", "public"]),
        "grassroots_facing": (dice.choice(2, cases, p=[0.7, 0.3]), [False, True]),
        "sponsor_kind": (
            dice.choice(3, cases, p=[0.7, 0.1, 0.2]),
            ["administrative_organ", "mass_organization", "public_institution"],
        ),
        "tier": (tier, ["municipal", "provincial_department", "affiliated_institution"]),
    }
    hop = (tier, ["municipal_cac", "provincial_cac", "provincial_department"])
    lower = tier != 1
    up: dict[str, Any] = {"procedure": "filing", "by": "sponsor", "to": hop}
    make.step(
        "self_check_completed",
        5,
        make.chance(0.9),
        problems=(dice.choice(2, cases, p=[0.8, 0.2]), ["", "check_in"]),
    )
    make.step("rectification_completed", 6, make.chance(0.12), problems="check_in")
    make.live &= make.chance(0.985)
    materials = (dice.choice(2, cases, p=[0.9, 0.1]), [_FULL, _SHORT])
    make.step("application_submitted", 8, materials=materials, **up)
    _first_tiers(make, lower, hop)
    back = make.chance(0.18)
    make.step(
        "materials_returned",
        6,
        back,
        procedure="filing",
        by="provincial_cac",
        missing=(dice.choice(2, cases), ["acceptance", "functions"]),
    )
    make.step("return_received", 1, back, procedure="filing", by="sponsor")
    make.live &= ~(back & make.chance(0.15))
    make.step("application_submitted", 9, back, materials=_FULL, **up)
    _first_tiers(make, lower & back, hop, again=back)
    make.step("completeness_confirmed", 7, procedure="filing")
    make.step("reported_to_national", 2, procedure="filing")
    make.step("application_received", 2, make.chance(0.9), procedure="filing", by="national_cac")
    make.step("review_extended", 15, make.chance(0.04), procedure="filing", reason="情况复杂")
    _feedback(make, hop)
    make.step("filing_number_issued", 12, procedure="filing", number="琼-1")
    make.step("filing_number_received", 2, procedure="filing", by="sponsor")
    make.step("app_launched", 4, make.chance(0.9))
    make.step(
        "filing_number_displayed",
        3,
        make.chance(0.9),
        position=(
            dice.choice(3, cases, p=[0.6, 0.37, 0.03]),
            ["login_bottom_center", "home_bottom_center", "other"],
        ),
    )
    change = make.chance(0.07)
    planned = np.flatnonzero(make.live & change)
    ahead = make.day[planned] + 25 + dice.integers(0, 40, len(planned))
    make.day[planned] += 60
    make.steps.append(
        (
            planned,
            make.day[planned],
            {"type": "change_planned", "change_on": ahead + 60, "major": True},
        )
    )
    make.step(
        "application_submitted",
        6,
        change & make.chance(0.8),
        materials="change_form;change_explanation",
        **(up | {"procedure": "change"}),
    )
    events = make.events()
    happened = events["on"] <= np.datetime64(AS_OF).astype(np.int64)
    return {name: _kept(value, happened) for name, value in events.items()}, parties


def _first_tiers(make: _Maker, lower: Any, hop: Any, again: Any = 1) -> None:
    make.step("application_received", 1, lower & make.chance(0.93), procedure="filing", by=hop)
    make.step("application_forwarded", 4, lower, procedure="filing", by=hop, to="provincial_cac")
    make.step("application_received", 1, again, procedure="filing", by="provincial_cac")


def _feedback(make: _Maker, hop: Any) -> None:
    asked = make.chance(0.25)
    functional = (make.dice.choice(3, make.cases), [True, False, None])
    make.step(
        "feedback_issued",
        10,
        asked,
        procedure="filing",
        grounds=(
            make.dice.choice(2, make.cases),
            ["supplement", "correction;technical_test_failed"],
        ),
        functional_rectification=functional,
    )
    make.step("feedback_received", 2, asked, procedure="filing", by="sponsor")
    silent = asked & make.chance(0.1)
    make.live &= ~silent
    before = make.day.copy()
    rows = make.step(
        "supplement_submitted",
        9,
        asked,
        procedure="filing",
        by="sponsor",
        to=hop,
        statement=True,
        rectification_plan=(make.dice.choice(2, make.cases, p=[0.8, 0.2]), [True, False]),
    )
    dates = make.day[rows].astype("M8[D]")
    due = gaf_bulk_due(before[rows].astype("M8[D]"))
    make.live[rows[dates > due]] = False


def gaf_bulk_due(received: Any) -> Any:
    """The last day for a supplement; what comes later ends the application."""
    from gaf_rules import bulk  # noqa: PLC0415 - beside its use

    return bulk.nth_working_day_after(received, 10, outside="mask")


def _kept(value: Any, rows: Any) -> Any:
    return (value[0][rows], value[1]) if isinstance(value, tuple) else value[rows]


# -- as tables ------------------------------------------------------------------------------------------
def table_of(columns: dict[str, Any], library: str, *, text_ids: bool = False) -> Any:
    """Columns as a table of one of the libraries: categories for words, days for days."""
    made = {}
    for name, value in columns.items():
        if isinstance(value, tuple):
            codes, words = value
            flags = {type(word) for word in words} <= {bool, type(None)}
            made[name] = _words(codes, words, library, flags=flags)
        elif name in {"on", "change_on"}:
            made[name] = _days(value, library)
        else:
            made[name] = _ids(value, library, text=text_ids)
    if library == "polars":
        return pl.DataFrame(made)
    return pa.table(made) if library == "pyarrow" else pd.DataFrame(made)


def _words(codes: Any, words: list[Any], library: str, *, flags: bool) -> Any:
    small = pa.array([*words, None], pa.bool_() if flags else pa.string())
    taken = small.take(pa.array(np.where(codes < 0, len(words), codes))) if flags else None
    if library == "polars":
        if flags:
            return pl.from_arrow(taken)
        few = pl.Series([*words, None], dtype=pl.Enum([w for w in words if w is not None]))
        return few.gather(np.where(codes < 0, len(words), codes).astype(np.uint32))
    if library == "pyarrow":
        if flags:
            return taken
        return pa.DictionaryArray.from_arrays(
            pa.array(codes, mask=codes < 0), pa.array(words, pa.string())
        )
    if flags:
        return pd.Series(pd.array([*words, None], "boolean")[codes])
    return pd.Categorical.from_codes(codes, [w if w is not None else "" for w in words])


def _days(days: Any, library: str) -> Any:
    column = pa.array(days, mask=days < 0).cast("date32")
    if library == "polars":
        return pl.from_arrow(column)
    return column if library == "pyarrow" else pd.Series(column, dtype=pd.ArrowDtype(pa.date32()))


def _ids(numbers: Any, library: str, *, text: bool) -> Any:
    if not text:
        return {"polars": pl.Series, "pyarrow": pa.array, "pandas": pd.Series}[library](numbers)
    column = pl.select(pl.format("HN-{}", pl.Series(numbers))).to_series()
    if library == "polars":
        return column
    return column.to_arrow() if library == "pyarrow" else column.to_pandas()


def shuffled(table: Any, library: str) -> Any:
    """The same rows in random order."""
    rows = np.random.default_rng(2).permutation(len(table))
    if library == "pandas":
        return table.iloc[rows].reset_index(drop=True)
    return table[rows] if library == "polars" else table.take(rows)


def _bytes(table: Any, library: str) -> int:
    if library == "polars":
        return int(table.estimated_size())
    return int(table.nbytes if library == "pyarrow" else table.memory_usage(deep=False).sum())


# -- measuring ------------------------------------------------------------------------------------------
def measure(cases: int, library: str, order: str, ids: str) -> None:
    """One audit, and one line about it."""
    events, parties = log_of(cases)
    frame = table_of(events, library, text_ids=ids == "text")
    people = table_of(parties, library, text_ids=ids == "text")
    del events, parties
    if order == "shuffled":
        frame = shuffled(frame, library)
    size = _bytes(frame, library) + _bytes(people, library)
    small = table_of(log_of(1000)[0], library), table_of(log_of(1000)[1], library)
    gaf.audit(*small, as_of=AS_OF)  # what is loaded and compiled once is not the audit's own time
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    now = _resident()
    start = time.perf_counter()
    found = gaf.audit(frame, people, as_of=AS_OF)
    took = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    grown = (
        f"{(peak * 1024 - now) / size:4.1f}"
        if peak > before
        else f"<{(before * 1024 - now) / size:4.1f}"
    )
    out = sum(_bytes(t, library) for t in (found.cases, found.duties, found.findings))
    print(
        f"{library:8} {order:9} {ids:8} {len(frame) / cases:5.1f} {took:7.2f} s {cases / took:10,.0f}/s"
        f"  input {size / 1e6:6.0f} MB  output {out / size:4.1f} x  grown by {grown} x",
        flush=True,
    )


def _resident() -> int:
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - not a file of ours
        return int(file.read().split()[1]) * resource.getpagesize()


def main() -> None:
    """All combinations, or the one that the arguments name."""
    arguments = sys.argv[1:]
    if len(arguments) == 4:  # noqa: PLR2004 - cases, library, order, ids
        measure(int(arguments[0]), *arguments[1:])
        return
    cases = int(arguments[0]) if arguments else 1_000_000
    print("table    order     ids    events  seconds    cases")
    for library in arguments[1:] or ("polars", "pyarrow", "pandas"):
        for order, ids in (("grouped", "integer"), ("shuffled", "integer"), ("shuffled", "text")):
            subprocess.run(  # noqa: S603 - this file
                [sys.executable, __file__, str(cases), library, order, ids], check=True
            )


if __name__ == "__main__":
    main()
