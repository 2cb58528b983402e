"""Logs written down as offices keep them: Chinese words, days in many forms, files of many kinds."""

from __future__ import annotations

import csv
import io
import json
import random
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

import polars as pl
import xlsxwriter

from gaf_rules.messages import LABELS
from gaf_rules.sheets.columns import COLUMNS, KIND_OF_LABEL, label_key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import gaf_rules as gaf
from gaf_rules.testing.tables import case_columns

__all__ = ["FILES", "rolled", "tables", "written"]

FILES = (
    "utf8.csv",
    "bom.csv",
    "gb18030.csv",
    "tab.tsv",
    "book.xlsx",
    "rows.jsonl",
    "table.parquet",
)
_DAYS = (
    "{0}-{1:02}-{2:02}",
    "{0}/{1}/{2}",
    "{0}年{1}月{2}日",
    "{0}.{1}.{2}",
    "{0}/{1}/{2} 0:00:00",
)


def rolled(seed: float | str) -> random.Random:
    """Dice that always fall the same way for the same seed."""
    return random.Random(seed)  # noqa: S311 - test logs are no secrets


def _said(column: str, value: Any, dice: random.Random, *, as_text: bool) -> Any:
    """One cell: a word of ours in Chinese, a day in one of its forms."""
    if value is None or isinstance(value, bool):
        words = {None: ("",) if as_text else (None,), True: ("是", "TRUE"), False: ("否", "false")}
        return dice.choice(words[value])
    if isinstance(value, list):
        return dice.choice("；、，;\n").join(
            _said(column, each, dice, as_text=True) for each in value
        )
    if COLUMNS[column].kind == "date":
        if as_text or dice.random() < 0.5:
            return dice.choice(_DAYS).format(value.year, value.month, value.day)
        return value if dice.random() < 0.5 else datetime.combine(value, time())
    if column in KIND_OF_LABEL:
        return dice.choice((LABELS[KIND_OF_LABEL[column]][value][0], value))
    return value


def _header(column: str) -> str:
    if column == "case_id":
        return "案件编号"
    kind, key = label_key(column)
    return LABELS[kind][key][0]


def tables(
    cases: Sequence[gaf.Case], dice: random.Random, *, as_text: bool
) -> list[tuple[list[str], list[list[Any]]]]:
    """The events and the cases in Chinese, each as a header and rows."""
    found = []
    for columns in case_columns(cases):
        header = [_header(name) for name in columns]
        rows = [
            [
                str(value) if name == "case_id" else _said(name, value, dice, as_text=as_text)
                for name, value in zip(columns, row, strict=True)
            ]
            for row in zip(*columns.values(), strict=True)
        ]
        found.append((header, rows))
    return found


def _as_csv(header: list[str], rows: list[list[Any]], encoding: str, delimiter: str = ",") -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def _book(path: Path, sheets: list[tuple[list[str], list[list[Any]]]]) -> None:
    """A workbook with a title above each header; days as cells in Excel's Chinese formats."""
    with xlsxwriter.Workbook(path) as book:
        formats = [book.add_format({"num_format": each}) for each in (14, 31, 57, "yyyy/m/d")]
        for name, (header, rows) in zip(("事件", "案件"), sheets, strict=True):
            sheet = book.add_worksheet(name)
            sheet.write_string(0, 0, "2026 年备案台账")
            sheet.write_row(1, 0, header)
            for at, row in enumerate(rows, 2):
                for place, cell in enumerate(row):
                    _write(sheet, at, place, cell, formats[(at + place) % len(formats)])


def _write(sheet: Any, at: int, place: int, cell: Any, day: Any) -> None:
    if cell is None:
        return
    if isinstance(cell, str):
        sheet.write_string(at, place, cell)
    else:
        sheet.write_datetime(at, place, cell, day)


def written(
    folder: Path, name: str, cases: Sequence[gaf.Case], dice: random.Random
) -> tuple[Path, Path | None]:
    """Writes a log as one of `FILES`; the paths of the events and of the cases, where these are apart."""
    is_text = name.endswith(("csv", "tsv"))
    both = tables(cases, dice, as_text=is_text or name.endswith(("jsonl", "parquet")))
    if name.endswith("xlsx"):
        _book(folder / name, both)
        return folder / name, None
    paths = []
    for part, (header, rows) in zip(("events", "cases"), both, strict=True):
        path = folder / f"{part}.{name}"
        if is_text:
            encoding = {"bom.csv": "utf-8-sig", "gb18030.csv": "gb18030"}.get(name, "utf-8")
            path.write_bytes(_as_csv(header, rows, encoding, "\t" if name.endswith("tsv") else ","))
        elif name.endswith("jsonl"):
            lines = (dict(zip(header, row, strict=True)) for row in rows)
            path.write_text(
                "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8"
            )
        else:
            pl.DataFrame(rows, schema=dict.fromkeys(header, pl.String), orient="row").write_parquet(
                path
            )
        paths.append(path)
    return paths[0], paths[1]
