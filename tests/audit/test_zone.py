"""``zone=`` is checked before anything else, whatever the columns hold; the nearest known name is named."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import available_timezones

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gaf_rules as gaf
from gaf_rules.columns import require_zone

_CASES = pl.DataFrame(
    {"case_id": [1], "app_kind": ["app"], "runs_on_mobile": [True], "purpose": ["internal"],
     "sponsor_kind": ["administrative_organ"], "tier": ["municipal"]}
)  # fmt: skip
_DAYS: list[Any] = [
    pl.Series([date(2026, 3, 2)]),
    pl.Series([None], dtype=pl.Date),
    pl.Series(["2026-03-02"]),
    pl.Series(["2026-03-02T10:00"]).str.to_datetime(),
    pl.Series(["2026-03-02T10:00"]).str.to_datetime().dt.replace_time_zone("UTC"),
]


def _events(days: Any) -> pl.DataFrame:
    return pl.DataFrame({"case_id": [1], "type": ["app_launched"], "on": days})


@pytest.mark.parametrize("days", _DAYS, ids=["days", "none", "text", "moments", "utc"])
@pytest.mark.parametrize(
    ("zone", "near"),
    [
        ("Asia/Beijing", "Asia/Shanghai"), ("asia/shanghai", "Asia/Shanghai"), ("", "Asia/Shanghai"),
        (" ", "Asia/Shanghai"), (8, "Asia/Shanghai"), (True, "Asia/Shanghai"), (b"UTC", "Asia/Shanghai"),
        ("UTC+8", "Asia/Shanghai"), ("北京时间", "Asia/Shanghai"), ("China Standard Time", "Asia/Shanghai"),
        ("Europe/Pairs", "Europe/Paris"), ("urumqi", "Asia/Urumqi"), ("utc", "UTC"),
        ("Asia", "Asia/Shanghai"), ("/etc/localtime", "Asia/Shanghai"), ("localtime", "Asia/Shanghai"),
        ("a\0b", "Asia/Shanghai"), ("x" * 5000, "Asia/Shanghai"),
    ],
)  # fmt: skip
def test_an_unknown_zone_is_refused_whatever_the_column(zone: Any, near: str, days: Any) -> None:
    with pytest.raises(gaf.CaseError) as caught:
        gaf.audit(_events(days), _CASES, as_of=date(2026, 3, 9), zone=zone)
    (problem,) = caught.value.problems
    assert problem.path == "$zone"
    if near != "Asia/Shanghai" or zone != "Asia":
        assert problem.allowed == (near,)
    assert problem.allowed[0] in problem.en
    assert problem.allowed[0] in problem.zh


def test_it_is_checked_before_the_tables_and_the_day() -> None:
    never: Any = "never"
    with pytest.raises(gaf.CaseError, match=r"\$zone"):
        gaf.audit(None, None, as_of=never, zone="Asia/Beijing")


def test_every_known_zone_is_taken() -> None:
    for name in available_timezones() - {"localtime", "posixrules"}:
        held = require_zone(name)
        assert held is not None
        assert held.key == name


@given(st.text() | st.integers() | st.floats() | st.binary())
def test_anything_else_is_refused_by_its_path(zone: Any) -> None:
    if zone in available_timezones():
        return
    with pytest.raises(gaf.CaseError) as caught:
        require_zone(zone)
    assert caught.value.problems[0].path == "$zone"
    assert caught.value.problems[0].allowed[0] in available_timezones()
