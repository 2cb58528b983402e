"""What an office wrote down in its own words is judged as the log is that it wrote down."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd
import polars as pl
import pytest
from audit_tables import frames
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from office_sheets import FILES, rolled, tables, written
from worlds import world

import gaf_rules as gaf
from gaf_rules.sheets import read_log

if TYPE_CHECKING:
    import pathlib

_AS_OF = date(2026, 6, 1)
_AS: dict[str, Any] = {
    "polars": pl.DataFrame.clone,
    "pandas": pl.DataFrame.to_pandas,
    "pyarrow": pl.DataFrame.to_arrow,
}


def _judged(events: Any, cases: Any) -> list[list[Any]]:
    found = gaf.audit(events, cases, as_of=_AS_OF)
    tables_ = (found.cases, found.duties, found.findings)
    return [
        pl.DataFrame(each).rows() if isinstance(each, pl.DataFrame) else each for each in tables_
    ]


def _cases(seed: int, count: int) -> list[gaf.Case]:
    dice = rolled(seed)
    made = (world(dice.randrange(2**32), dice.randrange(1, 34)).case for _ in range(count))
    return [case for case in made if case.events]


@lru_cache
def _wanted(seed: int) -> tuple[list[gaf.Case], list[list[Any]]]:
    """Cases, and how their log is judged without a file between: once for all kinds of files."""
    cases = _cases(seed, 40)
    return cases, _judged(*frames(cases))


@pytest.mark.no_cover
@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("seed", range(2))
def test_a_file_is_judged_as_the_log_it_holds(name: str, seed: int, tmp_path: pathlib.Path) -> None:
    dice = rolled(f"{name} {seed}")
    cases, wanted = _wanted(seed)
    events, parties = written(tmp_path, name, cases, dice)
    log = read_log(events, parties, frame="polars")
    assert log.report.is_complete, log.report
    assert log.report.cases == len(cases)
    assert log.report.events == sum(len(case.events) for case in cases)
    assert _judged(log.events, log.cases) == wanted


@pytest.mark.no_cover
@given(st.integers(0, 10_000), st.sampled_from(["polars", "pandas", "pyarrow"]))
@settings(max_examples=8, phases=[Phase.generate])
def test_a_frame_is_judged_as_the_log_it_holds(seed: int, kind: str) -> None:
    dice = rolled(seed)
    cases = _cases(seed, 12)
    both = []
    for header, rows in tables(cases, dice, as_text=True):
        table = pl.DataFrame(rows, schema=dict.fromkeys(header, pl.String), orient="row")
        both.append(_AS[kind](table))
    log = read_log(*both)
    assert type(log.events).__module__.split(".")[0] == kind
    assert _judged_as_lists(log.events, log.cases) == _judged_as_lists(*frames(cases))


def _judged_as_lists(events: Any, cases: Any) -> list[Any]:
    found = gaf.audit(events, cases, as_of=_AS_OF)
    return [_rows(found.duties), _rows(found.findings)]


def _rows(table: Any) -> list[tuple[Any, ...]]:
    if isinstance(table, pd.DataFrame):
        columns = [
            [
                None if pd.isna(v) else v.date() if isinstance(v, pd.Timestamp) else v
                for v in table[name]
            ]
            for name in table.columns
        ]
    elif isinstance(table, pl.DataFrame):
        columns = [table[name].to_list() for name in table.columns]
    else:
        columns = [table.column(name).to_pylist() for name in table.column_names]
    return list(zip(*columns, strict=True))


def test_whole_cases_a_line(tmp_path: pathlib.Path) -> None:
    import json

    cases = _cases(7, 40)
    path = tmp_path / "cases.jsonl"
    path.write_text("".join(json.dumps(case.to_dict()) + "\n" for case in cases), "utf-8")
    log = read_log(path, frame="polars")
    assert log.report.is_complete, log.report
    got = gaf.audit(log.events, log.cases, as_of=_AS_OF)
    wanted = gaf.audit(*frames(cases), as_of=_AS_OF)
    assert got.findings.drop("case_id").rows() == wanted.findings.drop("case_id").rows()
