"""Small tables of events and cases, made row by row, in every library."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import polars as pl

import gaf_rules as gaf

__all__ = [
    "AS_OF", "DAY", "GOOD", "audited", "case_of", "cells_of", "in_pandas", "in_polars", "parties",
]  # fmt: skip

AS_OF = date(2026, 3, 9)
DAY = date(2026, 3, 2)
_PARTY = {
    "app_kind": "app", "runs_on_mobile": True, "purpose": "internal", "grassroots_facing": False,
    "sponsor_kind": "administrative_organ", "tier": "municipal",
}  # fmt: skip
GOOD = {"type": "app_launched", "on": DAY}


def in_pandas(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Every column an object, as rows read one by one make them."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {name: np.empty(len(rows), object) for name in names}
    for place, row in enumerate(rows):
        for name in names:
            columns[name][place] = row.get(name)
    return pd.DataFrame({name: pd.Series(cells, dtype=object) for name, cells in columns.items()})


def in_polars(rows: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(rows, infer_schema_length=None)


def parties(ids: list[Any], **more: Any) -> list[dict[str, Any]]:
    return [{"case_id": key, **_PARTY, **more} for key in ids]


def audited(events: Any, cases: Any, **more: Any) -> gaf.Audit:
    return gaf.audit(events, cases, as_of=AS_OF, **more)


def case_of(*events: dict[str, Any], tier: Any = "municipal") -> gaf.Case:
    return gaf.Case(
        id="x",
        app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False),
        sponsor=gaf.Sponsor(kind="administrative_organ", tier=tier),
        events=tuple(gaf.Event(**event) for event in events),
    )


def cells_of(column: Any) -> list[Any]:
    cells: list[Any] = column.to_pylist() if hasattr(column, "to_pylist") else column.to_list()
    return cells
