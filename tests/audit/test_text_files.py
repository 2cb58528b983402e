"""Text files and moments: an empty cell for the empty list, a role too many, a day only in a zone."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.csv
import pytest
from audit_tables import expected, found_by
from office_tables import (
    AS_OF,
    DAY,
    audited,
    case_of,
    cells_of,
    in_pandas,
    in_polars,
    parties,
)

import gaf_rules as gaf

# -- text files ------------------------------------------------------------------------------------------
_CSV = """case_id,type,on,by,to,materials,problems
1,self_check_completed,2026-02-02,sponsor,,,
1,application_submitted,2026-02-03,sponsor,municipal_cac,basic_information_form;application_form,
1,application_received,2026-02-04,municipal_cac,,,
1,application_forwarded,2026-02-05,municipal_cac,provincial_cac,,
1,application_received,2026-02-06,provincial_cac,,,
1,completeness_confirmed,2026-02-09,provincial_cac,,,
1,reported_to_national,2026-02-10,provincial_cac,national_cac,,
1,app_launched,2026-02-11,sponsor,,,
"""
_SAME = [
    {"type": "self_check_completed", "on": date(2026, 2, 2), "problems": ()},
    {"type": "application_submitted", "on": date(2026, 2, 3), "by": "sponsor", "to": "municipal_cac",
     "materials": ("basic_information_form", "application_form")},
    {"type": "application_received", "on": date(2026, 2, 4), "by": "municipal_cac"},
    {"type": "application_forwarded", "on": date(2026, 2, 5)},
    {"type": "application_received", "on": date(2026, 2, 6), "by": "provincial_cac"},
    {"type": "completeness_confirmed", "on": date(2026, 2, 9)},
    {"type": "reported_to_national", "on": date(2026, 2, 10)},
    {"type": "app_launched", "on": date(2026, 2, 11)},
]  # fmt: skip


def _read_csv(text: str) -> dict[str, Any]:
    rows = list(csv.DictReader(StringIO(text)))
    whole = [{**row, "case_id": int(row["case_id"])} for row in rows]
    return {
        "pandas": pd.read_csv(StringIO(text)),
        "pandas, objects": pd.read_csv(StringIO(text), dtype=object).astype({"case_id": int}),
        "pandas, nothing missing": pd.read_csv(StringIO(text), keep_default_na=False),
        "polars": pl.read_csv(text.encode()),
        "polars, days": pl.read_csv(text.encode(), try_parse_dates=True),
        "arrow": pa.csv.read_csv(pa.BufferReader(text.encode())),
        "rows": pa.Table.from_pylist(
            [{name: value or None for name, value in row.items()} for row in whole]
        ),
    }


@pytest.mark.parametrize("reader", list(_read_csv(_CSV)))
def test_a_text_file_reads_as_it_is_meant(reader: str) -> None:
    import pyarrow.csv  # noqa: F401 - pa.csv

    events = _read_csv(_CSV)[reader]
    found = audited(_to_polars(events), in_polars(parties([1])))
    assert found_by_renumbered(found) == expected(case_of(*_SAME), as_of=AS_OF)


def _to_polars(table: Any) -> pl.DataFrame:
    """The same through the library's own reading, then plain rows for the comparison."""
    if isinstance(table, pl.DataFrame):
        return table
    made: Any = pl.from_arrow(table) if isinstance(table, pa.Table) else table
    return made if isinstance(made, pl.DataFrame) else pl.from_pandas(table)


def found_by_renumbered(found: gaf.Audit) -> Any:
    """The only case of an audit, whatever its id."""
    renumbered = gaf.Audit(
        cases=found.cases, codes=found.codes,
        duties=found.duties.with_columns(case_id=pl.lit(0)),
        findings=found.findings.with_columns(case_id=pl.lit(0)),
    )  # fmt: skip
    return found_by(renumbered)[0]


@pytest.mark.parametrize("problems", [None, ""])
def test_an_empty_cell_is_the_empty_list_only_where_lists_are_text(problems: str | None) -> None:
    rows = [
        {"case_id": 1, "type": "self_check_completed", "on": DAY, "problems": problems},
        {"case_id": 2, "type": "self_check_completed", "on": DAY, "problems": "check_in"},
        {"case_id": 3, "type": "app_launched", "on": DAY, "problems": problems},
        {"case_id": 4, "type": "materials_returned", "on": DAY, "problems": problems},
    ]
    made = in_polars(rows)
    for events in (made, made.with_columns(pl.col("problems").cast(pl.Categorical))):
        errors = audited(events, in_polars(parties([1, 2, 3, 4]))).cases["error"].to_list()
        assert errors[:3] == [None, None, None]
        assert "missing" in errors[3]
    listed = made.with_columns(pl.col("problems").str.split(";"))
    if problems is None:
        errors = audited(listed, in_polars(parties([1, 2, 3, 4]))).cases["error"].to_list()
        assert "$.events[0].problems: missing" in errors[0]
        nothing = made[:1].with_columns(problems=pl.lit(None))
        assert audited(nothing, in_polars(parties([1]))).cases["error"].to_list() == [None]
        absent = made[:1].drop("problems")
        assert "missing" in audited(absent, in_polars(parties([1]))).cases["error"][0]


_ROLES = ["sponsor", "municipal_cac", "provincial_department", "provincial_cac", "national_cac"]


@pytest.mark.parametrize("tier", ["municipal", "provincial_department"])
@pytest.mark.parametrize(
    ("kind", "name", "only"),
    [
        ("self_check_completed", "by", "sponsor"), ("app_launched", "by", "sponsor"),
        ("completeness_confirmed", "by", "provincial_cac"), ("reported_to_national", "to", "national_cac"),
        ("feedback_issued", "by", "national_cac"), ("filing_number_issued", "by", "national_cac"),
    ],
)  # fmt: skip
def test_a_role_too_many_is_an_error_only_if_it_contradicts(
    kind: str, name: str, only: str, tier: str
) -> None:
    needed = {"problems": "check_in", "grounds": "supplement", "number": "1"}
    rows = [
        {"case_id": n, "type": kind, "on": DAY, **needed, name: role}
        for n, role in enumerate(_ROLES)
    ]
    fields = {"self_check_completed": ("problems",), "feedback_issued": ("grounds",),
              "filing_number_issued": ("number",)}.get(kind, ())  # fmt: skip
    rows = [
        {key: value for key, value in row.items() if key not in needed or key in fields}
        for row in rows
    ]
    errors = (
        audited(in_polars(rows), in_polars(parties([*range(5)], tier=tier)))
        .cases["error"]
        .to_list()
    )
    for role, error in zip(_ROLES, errors, strict=True):
        alias = only == "sponsor" and tier == role == "provincial_department"
        refused = error is not None and f"has no field {name}" in error
        assert refused == (role != only and not alias), role


# -- moments ---------------------------------------------------------------------------------------------
def _moments(values: list[datetime]) -> list[tuple[Any, Any]]:
    """Events at these moments in every kind of table, and the cases beside them."""
    ids = list(range(len(values)))
    rows = [
        {"case_id": n, "type": "app_launched", "on": on} for n, on in zip(ids, values, strict=True)
    ]
    people = parties(ids)
    frame = pd.DataFrame(rows)
    return [
        (frame, in_pandas(people)),
        (in_pandas(rows), in_pandas(people)),
        (frame.astype({"on": "category"}), in_pandas(people)),
        (in_polars(rows), in_polars(people)),
        (pa.Table.from_pylist(rows), pa.Table.from_pylist(people)),
        (pa.table({"case_id": ids, "type": ["app_launched"] * len(ids),
                   "on": pa.array(values).dictionary_encode()}), pa.Table.from_pylist(people)),
    ]  # fmt: skip


def _days(found: gaf.Audit) -> list[Any]:
    cells = cells_of(found.findings["since"])
    return [cell.date() if isinstance(cell, datetime) else cell for cell in cells]


def test_a_column_of_midnights_is_one_of_days_and_others_need_a_zone() -> None:
    midnights = [datetime(2026, 3, 2), datetime(2026, 3, 4)]
    for events, cases in _moments(midnights):
        assert _days(audited(events, cases)) == [date(2026, 3, 2), date(2026, 3, 4)]
        assert _days(audited(events, cases, zone="Asia/Shanghai")) == _days(audited(events, cases))
    for events, cases in _moments([*midnights, datetime(2026, 3, 4, 23, 59, 59, 999999)]):
        with pytest.raises(gaf.CaseError, match="zone=") as caught:
            audited(events, cases)
        assert caught.value.problems[0].path == "$events.on"
        assert "时区" in caught.value.zh
        assert _days(audited(events, cases, zone="UTC"))[2] == date(2026, 3, 4)


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "UTC", "America/New_York", "Pacific/Kiritimati"])
def test_moments_of_a_zone_have_the_day_that_python_says(zone: str) -> None:
    start = datetime(2025, 10, 25, tzinfo=UTC)  # a night on which clocks change, and a morning
    values = [start + timedelta(minutes=17 * n) for n in range(0, 400, 3)]
    values += [
        datetime(2026, 3, 8, tzinfo=UTC) + timedelta(minutes=13 * n) for n in range(0, 60, 7)
    ]
    wanted = [value.astimezone(ZoneInfo(zone)).date() for value in values]
    for events, cases in _moments(values):
        with pytest.raises(gaf.CaseError, match="zone="):
            audited(events, cases)
        assert _days(audited(events, cases, zone=zone)) == wanted
