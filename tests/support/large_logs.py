"""A log for three roads (memory, batches of files, a cluster), and their answers made comparable."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import polars as pl

import gaf_rules as gaf

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

__all__ = ["TABLES", "log_with_slips", "plain", "written"]

TABLES = ("cases", "duties", "findings")


def log_with_slips(cases: int, seed: int, *, slips: int) -> tuple[pl.DataFrame, pl.DataFrame, date]:
    """Events in no order, cases, and the day: some cases lack an event, a party or have a word too many.

    Arguments:
        cases: how many.
        seed: of what is drawn.
        slips: how many cases lose an event; as many get a word that is none.
    """
    dice = random.Random(seed)  # noqa: S311 - a test case, no secret
    drawn = gaf.simulate(cases, seed)
    events, parties = (
        table.with_columns(pl.col(pl.Categorical, pl.Enum).cast(pl.String))
        for table in (drawn.events, drawn.cases)
    )
    order = [*range(len(events))]
    dice.shuffle(order)
    events = events[order[slips:]]
    wrong = pl.col("case_id").is_in(dice.sample(range(cases), slips))
    parties = parties.with_columns(
        tier=pl.when(wrong).then(pl.lit("municipial")).otherwise("tier"),
        office=pl.col("case_id") % 7,
    )
    return events, parties[dice.sample(range(cases), cases)], drawn.as_of


def written(
    folder: Path, events: pl.DataFrame, cases: pl.DataFrame, files: int
) -> tuple[Path, Path]:
    """The two tables as folders of Parquet; the events go round, so that every case is in several files."""
    found = folder / "events", folder / "cases"
    for path in found:
        path.mkdir(parents=True)
    for number in range(files):
        events[number::files].write_parquet(found[0] / f"{number}.parquet")
    half = len(cases) // 2
    cases[:half].write_parquet(found[1] / "a.parquet")
    cases[half:].write_parquet(found[1] / "b.parquet")
    return found


def plain(table: Any, order: pl.DataFrame) -> pl.DataFrame:
    """A table in the order of the cases, the rows of a case as they come; words as text, bits as they are."""
    frame: Any = pl.from_arrow(table) if not isinstance(table, pl.DataFrame) else table
    frame = frame.with_columns(
        pl.col(pl.Categorical, pl.Enum).cast(pl.String), pl.col(pl.UInt64).cast(pl.Int64)
    )
    ids = order.select(pl.col("case_id").cast(frame.schema["case_id"]))
    place = ids.with_row_index("place")
    found: pl.DataFrame = (
        frame.join(place, "case_id", "left", maintain_order="left")
        .sort("place", maintain_order=True)
        .drop("place")
    )
    return found
