"""``audit`` says of every case what ``assess`` says, on random logs, in every kind of table."""

from __future__ import annotations

import os
import random
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from attrs import evolve
from audit_tables import expected, found_by, frames, jittered
from worked_cases import WorkedCase, worked_cases
from worlds import worlds

import gaf_rules as gaf
from gaf_rules.language.readings import READING_OPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worlds import World

# With GAF_LONG set, eighty times as many cases, made from other logs.
_LONG = "GAF_LONG" in os.environ
_CASES = 500_000 if _LONG else 4_500
_SHARES = 3
_LOGS = 600 if _LONG else 36
_TOGETHER = 5_000 if _LONG else 1_500


def _dice(seed: int | str) -> random.Random:
    return random.Random(seed)  # noqa: S311 - test cases, no secrets


@pytest.fixture(scope="module")
def pool() -> list[World]:
    """Logs that are legal under the readings each was made with."""
    return list(worlds(_LOGS, first=90_000))


def _agree(
    cases: list[gaf.Case], *, shuffled: random.Random | None = None, **arguments: Any
) -> None:
    events, parties = frames(cases, shuffled)
    disputes = arguments.pop("disputes", False)
    said = found_by(gaf.audit(events, parties, disputes=disputes, **arguments))
    for case, got in zip(cases, said, strict=True):
        if shuffled is None or got[0][-1] is None:
            assert got == expected(case, disputes=disputes, **arguments), case.id
        else:  # the place of the event in the list is then another
            assert expected(case, **arguments)[0][-1] is not None, case.id


def _batches(pool: list[World], dice: random.Random) -> Iterator[tuple[World, list[gaf.Case]]]:
    """Many cases for one day and one set of readings: some of one log on many days, some of many logs."""
    for _ in range(_CASES // _TOGETHER // _SHARES):
        some = dice.sample(pool, 5)
        cases = [one.case for one in some]
        while len(cases) < _TOGETHER:
            cases.append(jittered(dice.choice(some).case, dice))
        yield dice.choice(some), cases


def _calendars() -> list[gaf.WorkingCalendar]:
    closed = gaf.Overlay.from_dict(
        {"place": "460000", "kind": "closure", "off": ["2026-02-10", "2026-03-12", "2025-09-24"],
         "work": [], "source": "made up"}
    )  # fmt: skip
    local = gaf.Overlay.from_dict(
        {"place": "460100", "kind": "local_holiday", "off": ["2026-03-20", "2025-10-15"],
         "work": ["2026-03-21"], "source": "made up"}
    )  # fmt: skip
    regional = gaf.CHINA.with_overlay(closed).with_overlay(local)
    return [
        gaf.CHINA,
        regional,
        regional.as_known_on(date(2026, 1, 15)),
        gaf.CHINA.as_known_on(date(2020, 1, 20)),
    ]


@pytest.mark.no_cover
@pytest.mark.parametrize("share", range(_SHARES))
def test_audit_equals_assess_on_random_logs_readings_and_calendars(
    pool: list[World], share: int
) -> None:
    dice = _dice(700 + share)
    first = share * (_CASES // _TOGETHER // _SHARES)
    for number, (world, cases) in enumerate(_batches(pool, dice), first):
        readings = world.readings if number % 3 else gaf.Readings()
        _agree(
            cases,
            as_of=world.as_of,
            readings=readings,
            calendar=_calendars()[number % 4],
            shuffled=dice if number % 5 == 4 else None,
        )


@pytest.mark.parametrize(
    ("field", "option"),
    [(field, option) for field, options in READING_OPTIONS.items() for option in options[1:]],
)
def test_audit_equals_assess_under_every_option(pool: list[World], field: str, option: str) -> None:
    dice = _dice(option)
    cases = [jittered(dice.choice(pool[:12]).case, dice) for _ in range(150)]
    _agree(cases, as_of=date(2026, 4, 1), readings=gaf.Readings.from_dict({field: option}))


@pytest.mark.no_cover
def test_disputes_are_those_of_assess(pool: list[World]) -> None:
    dice = _dice(11)
    cases = [jittered(dice.choice(pool[:20]).case, dice) for _ in range(50)]
    _agree(cases, as_of=date(2026, 3, 20), disputes=True)


@pytest.mark.parametrize("case", worked_cases(), ids=lambda case: case.name)
def test_the_worked_cases_come_out_as_they_do_one_by_one(case: WorkedCase) -> None:
    try:
        made = gaf.Case.from_dict(case.document)
    except gaf.CaseError:
        pytest.skip("a document that makes no case makes no rows either")
    _agree(
        [made, jittered(made, _dice(1))],
        as_of=case.as_of,
        calendar=case.calendar(),
        readings=gaf.Readings.from_dict(case.readings),
    )


def test_another_guideline_is_judged_by_its_own_rows(pool: list[World]) -> None:
    longer = gaf.HAINAN.amend({"2.4.4c": {"n": 3}, "2.4.2a": {"n": 25}})
    dated = evolve(longer, effective_from=date(2026, 1, 20), legacy_until=date(2026, 6, 1))
    dice = _dice(3)
    cases = [jittered(dice.choice(pool[:12]).case, dice) for _ in range(150)]
    for guideline in (longer, dated):
        _agree(cases, as_of=date(2026, 3, 20), guideline=guideline)


def test_a_fault_in_one_row_would_be_seen(pool: list[World]) -> None:
    dice = _dice(5)
    cases = [jittered(dice.choice(pool[:30]).case, dice) for _ in range(200)]
    events, parties = frames(cases)
    wrong = gaf.HAINAN.amend({"2.4.3a": {"n": 19}})
    said = found_by(gaf.audit(events, parties, as_of=date(2026, 3, 20), guideline=wrong))
    assert any(
        got != expected(case, as_of=date(2026, 3, 20))
        for case, got in zip(cases, said, strict=True)
    )


# -- tables ---------------------------------------------------------------------------------------------
def _in_pandas(table: pl.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {name: pd.Series(table[name].to_list(), dtype=object) for name in table.columns}
    )


def _in_pandas_arrow(table: pl.DataFrame) -> pd.DataFrame:
    return table.to_arrow().to_pandas(types_mapper=pd.ArrowDtype)


def _coded(table: pl.DataFrame) -> pl.DataFrame:
    words = [name for name, kind in table.schema.items() if kind == pl.String]
    return table.with_columns(pl.col(words).cast(pl.Categorical))


def _listed_as_text(table: pl.DataFrame) -> pl.DataFrame:
    lists = [name for name, kind in table.schema.items() if kind == pl.List]
    return table.with_columns(pl.col(lists).list.join(";")) if lists else table


_KINDS: dict[str, Any] = {
    "arrow": lambda table: table.to_arrow(),
    "arrow dictionaries": lambda table: _coded(table).to_arrow(),
    "pandas objects": _in_pandas,
    "pandas arrow": _in_pandas_arrow,
    "pandas categories": lambda table: _coded(_listed_as_text(table)).to_pandas(
        use_pyarrow_extension_array=False, date_as_object=True
    ),
    "polars categories": _coded,
    "polars lists as text": _listed_as_text,
}


def _plainly(table: Any) -> list[dict[str, Any]]:
    """The rows of any table, with what is missing as None, days as dates and lists as lists."""
    rows = (
        table.to_pylist()
        if isinstance(table, pa.Table)
        else table.to_dicts()
        if isinstance(table, pl.DataFrame)
        else table.to_dict("records")
    )
    return sorted(({name: _plain(value) for name, value in row.items()} for row in rows), key=repr)


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return list(value)
    if value is None or value is pd.NaT or value is pd.NA or value != value:  # noqa: PLR0124 - NaN
        return None
    return value.date() if isinstance(value, datetime) else value


@pytest.mark.parametrize("kind", _KINDS)
def test_every_kind_of_table_gives_the_same_and_comes_back_as_its_kind(
    pool: list[World], kind: str
) -> None:
    dice = _dice(2)
    cases = [jittered(dice.choice(pool[:20]).case, dice) for _ in range(60)]
    events, parties = frames(cases)
    plain = gaf.audit(events, parties, as_of=date(2026, 3, 20))
    make = _KINDS[kind]
    made = make(events), make(parties)
    found = gaf.audit(*made, as_of=date(2026, 3, 20))
    for name in ("cases", "duties", "findings"):
        table = getattr(found, name)
        assert type(table) is type(made[0])
        assert _plainly(table) == _plainly(getattr(plain, name))


def test_ids_may_be_text_and_come_back(pool: list[World]) -> None:
    cases = [world.case for world in pool[:20]]
    events, parties = frames(cases)
    named = [
        table.with_columns(pl.format("琼-{}", pl.col("case_id")).alias("case_id"))
        for table in (events, parties)
    ]
    found = gaf.audit(*named, as_of=date(2026, 3, 20))
    numbers = gaf.audit(events, parties, as_of=date(2026, 3, 20))
    assert found.cases["case_id"].to_list() == [f"琼-{n}" for n in range(20)]
    assert found.duties.drop("case_id").rows() == numbers.duties.drop("case_id").rows()


@pytest.mark.no_cover
def test_the_order_of_the_rows_changes_nothing(pool: list[World]) -> None:
    dice = _dice(13)
    cases = [jittered(dice.choice(pool[:40]).case, dice) for _ in range(400)]
    # An error names the place of the event in the table: left out where the rows are shuffled.
    said = [
        [(row[:-1], row[-1] is None, duties, findings) for row, duties, findings in found_by(found)]
        for found in (
            gaf.audit(*frames(cases, shuffle), as_of=date(2026, 3, 20))
            for shuffle in (None, _dice(1), _dice(2))
        )
    ]
    assert said[0] == said[1] == said[2]


# -- what is refused, and what is not dropped -----------------------------------------------------------
def _one(**more: Any) -> tuple[pl.DataFrame, pl.DataFrame]:
    events = pl.DataFrame(
        {"case_id": [1], "type": ["app_launched"], "on": [date(2026, 3, 2)], **more}
    )
    parties = pl.DataFrame(
        {
            "case_id": [1], "app_kind": ["app"], "runs_on_mobile": [True], "purpose": ["internal"],
            "sponsor_kind": ["administrative_organ"], "tier": ["municipal"],
        }
    )  # fmt: skip
    return events, parties


def test_moments_are_refused_unless_the_zone_is_named() -> None:
    moment = datetime(2026, 3, 1, 16, 30)
    events, parties = _one(on=pl.Series([moment]).dt.replace_time_zone("UTC"))
    with pytest.raises(gaf.CaseError, match="zone=") as caught:
        gaf.audit(events, parties, as_of=date(2026, 3, 9))
    assert "时区" in caught.value.zh
    for made in (events, events.to_arrow(), events.to_pandas()):
        rows = parties if isinstance(made, pl.DataFrame) else parties.to_arrow()
        if isinstance(made, pd.DataFrame):
            rows = parties.to_pandas()
        days = [
            _plainly(gaf.audit(made, rows, as_of=date(2026, 3, 9), zone=zone).findings)[0]["since"]
            for zone in ("Asia/Shanghai", "UTC")
        ]
        assert days == [date(2026, 3, 2), date(2026, 3, 1)]


def test_a_moment_without_a_zone_is_taken_as_it_stands_where_one_is_named() -> None:
    events, parties = _one(on=[datetime(2026, 3, 1, 23, 59)])
    with pytest.raises(gaf.CaseError, match="zone="):
        gaf.audit(events, parties, as_of=date(2026, 3, 9))
    found = gaf.audit(events, parties, as_of=date(2026, 3, 9), zone="Asia/Shanghai")
    assert found.findings["since"].to_list() == [date(2026, 3, 1)]


def test_a_case_with_an_error_is_not_dropped() -> None:
    events, parties = _one()
    wrong: list[dict[str, Any]] = [
        {"type": "app_lanched"},
        {"type": "materials_returned", "by": "provincial_cac"},
        {"on": None},
        {"on": date(2003, 1, 1)},
        {"type": "filing_number_received", "by": "sponsor"},
        {"type": "determination", "question": "9.9.9", "answer": "yes"},
        {"posted_on": date(2026, 3, 1)},
        {"reason": "没有这一栏"},
    ]
    rows = [{**events.row(0, named=True), **more, "case_id": n} for n, more in enumerate(wrong)]
    table = pl.DataFrame(rows, infer_schema_length=None)
    people = pl.concat(
        [parties.with_columns(case_id=pl.lit(n, pl.Int64)) for n in range(len(wrong))]
    )
    found = gaf.audit(table, people, as_of=date(2026, 3, 9)).cases
    assert found["case_id"].to_list() == list(range(len(wrong)))
    errors = found["error"].to_list()
    for error, words in zip(
        errors,
        ("did you mean app_launched", "missing", "on: missing", "before the first day", "not legal",
         "9.9.9", "has no field posted_on", "has no field reason"),
        strict=True,
    ):  # fmt: skip
        assert words in error
    zh = gaf.audit(table, people, as_of=date(2026, 3, 9), lang="zh").cases["error"].to_list()
    assert all(any("一" <= sign <= "鿿" for sign in error) for error in zh)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda e, c: (e.rename({"on": "date"}), c), "no column date; the nearest is"),
        (lambda e, c: (e.drop("on"), c), "the column on is missing"),
        (lambda e, c: (e, c.drop("case_id")), "the column case_id is missing"),
        (lambda e, c: (e, pl.concat([c, c])), "is that of row"),
        (lambda e, c: (e.with_columns(case_id=pl.lit(7, pl.Int64)), c), "cases does not list"),
        (lambda e, c: (e.with_columns(case_id=pl.lit(None, pl.Int64)), c), "row without a value"),
        (lambda e, c: (e.with_columns(on=pl.lit(20260302)), c), "whole days"),
        (lambda _, c: ([1], c), "a table of pandas, Polars or Arrow"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused(change: Any, words: str) -> None:
    with pytest.raises(gaf.CaseError, match=words):
        gaf.audit(*change(*_one()), as_of=date(2026, 3, 9))


def test_the_day_of_assessment_is_a_date() -> None:
    with pytest.raises(gaf.CaseError, match="which zone, and before or after close of business"):
        gaf.audit(*_one(), as_of=datetime(2026, 3, 9))


def test_no_cases_and_no_events_are_tables_too() -> None:
    events, parties = _one()
    nothing = gaf.audit(events[:0], parties[:0], as_of=date(2026, 3, 9))
    assert (len(nothing.cases), len(nothing.duties), len(nothing.findings)) == (0, 0, 0)
    silent = gaf.audit(events[:0], parties, as_of=date(2026, 3, 9))
    assert silent.cases["stage_filing"].to_list() == ["not_started"]
    assert len(silent.duties) > 0


def test_what_comes_after_the_day_counts_by_its_form_alone() -> None:
    events, parties = _one()
    ahead = events.with_columns(on=pl.lit(date(2026, 3, 2) + timedelta(days=30)))
    found = gaf.audit(ahead, parties, as_of=date(2026, 3, 9))
    assert found.cases["error"].to_list() == [None]
    assert len(found.findings) == 0
    wrong = ahead.with_columns(type=pl.lit("no_such_thing"))
    assert gaf.audit(wrong, parties, as_of=date(2026, 3, 9)).cases["error"][0] is not None
