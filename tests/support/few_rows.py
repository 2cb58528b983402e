"""Tables of a few rows, and cells by themselves, read as `read_log` reads them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from gaf_rules.sheets import Mapping, read_log
from gaf_rules.sheets.cells import Cells
from gaf_rules.sheets.words import SheetLexicon

__all__ = ["few_rows", "read_cells"]


def read_cells(**given: Any) -> Cells:
    """What reads cells under a mapping."""
    mapping = Mapping.from_dict({"schema": "gaf-mapping/1", **given})
    return Cells(mapping, SheetLexicon(mapping))


def few_rows(rows: list[tuple[Any, ...]], header: tuple[str, ...], **given: Any) -> Any:
    """A table of these rows under this header, read as a log."""
    table = pd.DataFrame(rows, columns=list(header), dtype=object)
    return read_log(table, frame="polars", **given)
