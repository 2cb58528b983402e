"""What an audit found, as files: a workbook to read, or tables to go on with."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from gaf_rules.messages import LABELS, label
from gaf_rules.values.errors import GafRulesError
from gaf_rules.values.failures import why_not
from gaf_rules.values.lacking import library
from gaf_rules.values.texts import FORMULA, as_cell_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from gaf_rules.values.texts import Lang

__all__ = [
    "MOST_ROWS",
    "NAMED",
    "TABLE_FORMATS",
    "csv_in_words",
    "header_of",
    "in_words",
    "workbook_in_words",
    "write_tables",
]

TABLE_FORMATS: Final = ("csv", "parquet", "jsonl")
"""The formats of a folder of tables."""

_WORDS: Final = {
    "procedure": ("procedure",),
    "bearer": ("role",),
    "to": ("role",),
    "act": ("act",),
    "trigger_event": ("event",),
    "certainty": ("certainty",),
    "status": ("status",),
    "severity": ("severity",),
    "code": ("finding",),
    "findings": ("finding",),
    "route": ("role",),
    "forms": (),  # as they are, between the marks of the language
    "items": ("material", "problem", "position", "role", "answer", "stage"),
    "disputed_by": ("reading",),
    "stage_filing": ("stage",),
    "stage_change": ("stage",),
    "stage_deregistration": ("deregistration_stage",),
}
NAMED: Final = ("case_id", "app_name", "sponsor_name")
"""What tells a reader which case a row is about; the first columns of a table in words."""
_NEVER_SHOWN: Final = ("finding_bits",)
_WIDEST: Final = 40
MOST_ROWS: Final = 1_048_575
"""Rows of a sheet below its header; what goes beyond would be left out without a word."""
_LONGEST: Final = 32_767
"""Signs of a cell, likewise."""


def write_tables(tables: dict[str, Any], target: str, *, form: str | None, lang: Lang) -> list[str]:
    """Writes tables; names the files.

    Arguments:
        tables: name (``cases``, ``duties``, ``findings``, ``refused``) → table of Polars.
        target: a workbook (``.xlsx``), with headers and values in words; a file of Parquet (the findings, the
            other tables beside it); or a folder, in ``form``, with codes.
        form: one of `TABLE_FORMATS`; CSV by default.
        lang: the language of a workbook.

    Raises:
        GafRulesError: something stands there already, cannot be written, or does not end
                as its form does.
    """
    path = Path(target)
    ending = path.suffix.lower()
    if form not in {None, ending.removeprefix(".")} and ending in {".xlsx", ".parquet"}:
        raise GafRulesError(
            zh=f"{target} 的后缀与格式 {form} 不合：给出目录，或去掉 --format",
            en=f"{target} does not end as the format {form} does: give a folder, or leave --format out",
        )
    # A folder may be called 2026.11; what ends in letters is meant as a file.
    if ending not in {".xlsx", ".parquet"} and ending[1:].isalpha() and not path.is_dir():
        raise GafRulesError(
            zh=f"{target}：一个 {ending} 文件放不下几张表：请给出目录及其 --format，或 .xlsx、.parquet",
            en=f"{target}: one file {ending} cannot hold several tables: give a folder and its --format, or "
            ".xlsx, .parquet",
        )
    try:
        if ending == ".xlsx":
            _refuse_existing(path)
            _workbook(path, tables, lang)
            return [str(path)]
        if ending == ".parquet":
            files = {
                name: path if name == "findings" else path.with_suffix(f".{name}.parquet")
                for name in tables
            }
            form = "parquet"
        else:
            files = {name: path / f"{name}.{form or 'csv'}" for name in tables}
        for file in files.values():
            _refuse_existing(file)
        for name, file in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            _FORMS[form or "csv"](tables[name], file)
    except OSError as error:
        zh, en = why_not(error)
        raise GafRulesError(
            zh=f"{target} 写不进去：{zh}", en=f"{target} cannot be written: {en}"
        ) from error
    return [str(file) for file in files.values()]


def _refuse_existing(path: Path) -> None:
    if path.exists():
        raise GafRulesError(
            zh=f"{path} 已经存在，不覆盖：请用 --out 另取名字",
            en=f"{path} exists already and is not overwritten: choose another name with --out",
        )


def _flat(table: Any) -> Any:
    """Lists as text with ``;``, words as text: what a CSV can hold."""
    polars = import_module("polars")
    selectors = import_module("polars.selectors")
    lists = selectors.by_dtype(polars.List(polars.String), polars.List(polars.Categorical))
    return table.with_columns(lists.cast(polars.List(polars.String)).list.join(";"))


def _csv(table: Any, path: Path) -> None:
    # What a log holds is read as text, not as a formula; Excel takes UTF-8 for something else without a BOM.
    polars = import_module("polars")
    selectors = import_module("polars.selectors")
    flat = _flat(table)
    texts = selectors.by_dtype(polars.String, polars.Categorical, polars.Enum).cast(polars.String)
    guarded = texts.str.replace(f"^([{re.escape(FORMULA)}])", "'${1}")
    named = flat.with_columns(guarded).rename(as_cell_text)
    named.write_csv(path, include_bom=True)


def _parquet(table: Any, path: Path) -> None:
    table.write_parquet(path)


def _jsonl(table: Any, path: Path) -> None:
    table.write_ndjson(path)


_FORMS: Final[dict[str, Callable[[Any, Path], None]]] = {
    "csv": _csv, "parquet": _parquet, "jsonl": _jsonl,
}  # fmt: skip


def csv_in_words(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], lang: Lang) -> bytes:
    """A table as a CSV file for a spreadsheet, headers and values in words; no library is needed.

    Arguments:
        rows: the rows; what is missing in one is an empty cell.
        columns: which columns, in this order.
        lang: ``"zh"`` or ``"en"``.

    >>> found = [{"case_id": "=1", "severity": "breach"}]
    >>> print(csv_in_words(found, ("case_id", "severity"), "zh").decode("utf-8-sig"))
    案件编号,性质
    '=1,违反义务
    <BLANKLINE>
    """
    text = io.StringIO(newline="")
    made = csv.writer(text, lineterminator="\n")
    made.writerow(as_cell_text(header_of(name, lang)) for name in columns)
    for row in rows:
        cells = (in_words(name, row.get(name), lang) for name in columns)
        made.writerow(as_cell_text(cell) if isinstance(cell, str) else cell for cell in cells)
    return text.getvalue().encode("utf-8-sig")


def in_words(column: str, value: Any, lang: Lang) -> Any:
    """A cell of a workbook: a code in words, a truth value as yes or no."""
    if isinstance(value, bool):
        return label("answer", "yes" if value else "no", lang)
    if column not in _WORDS or not isinstance(value, str):
        return value
    if not value:
        return value
    at = ("zh", "en").index(lang)
    found = []
    for each in value.split(";"):
        kinds = (kind for kind in _WORDS[column] if each in LABELS[kind])
        kind = next(kinds, None)
        found.append(each if kind is None else LABELS[kind][each][at])
    return ("、" if lang == "zh" else "; ").join(found)


def workbook_in_words(
    tables: Mapping[str, tuple[Sequence[Mapping[str, Any]], Sequence[str]]], lang: Lang
) -> bytes:
    """Tables as one workbook, a sheet each, headers and values in words; see `csv_in_words`.

    Arguments:
        tables: the name of each (``findings`` …), its rows, and which columns in which order.
        lang: ``"zh"`` or ``"en"``.

    Raises:
        GafRulesError: xlsxwriter is not installed, or a table has more rows than a sheet.
    """
    held = {
        name: (columns, len(rows), [[row.get(each) for each in columns] for row in rows])
        for name, (rows, columns) in tables.items()
    }
    made = io.BytesIO()
    _write_workbook(made, "xlsx", held, lang, {"in_memory": True})
    return made.getvalue()


def _workbook(path: Path, tables: dict[str, Any], lang: Lang) -> None:
    held = {}
    for name, table in tables.items():
        flat = _flat(table)
        columns = [each for each in flat.columns if each not in _NEVER_SHOWN]
        held[name] = (columns, len(flat), flat.select(columns).iter_rows())
    path.parent.mkdir(parents=True, exist_ok=True)
    _write_workbook(path, str(path), held, lang)


def _write_workbook(
    target: Path | io.BytesIO,
    named: str,
    tables: Mapping[str, tuple[Sequence[str], int, Iterable[Sequence[Any]]]],
    lang: Lang,
    more: Mapping[str, bool] = MappingProxyType({}),
) -> None:
    """Tables, each as its columns, the number of its rows and these, into a file or into memory."""
    xlsxwriter = library("xlsxwriter", "sheets", "写 .xlsx", "writing .xlsx")
    # Text stays text: what a log holds must not become a formula, a number or a link.
    options = {
        "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False, **more,
    }  # fmt: skip
    for name, (_, count, _) in tables.items():
        if count > MOST_ROWS:
            raise _does_not_fit(named, f"{name}: {count} > {MOST_ROWS}")
    try:
        with xlsxwriter.Workbook(target, options) as book:
            looks = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
            for name, (columns, count, rows) in tables.items():
                sheet = book.add_worksheet(label("table", name, lang))
                _sheet(sheet, columns, rows, looks, lang)
                if columns:
                    sheet.autofilter(0, 0, max(count, 1), len(columns) - 1)
    except xlsxwriter.exceptions.XlsxWriterException as error:
        raise GafRulesError(
            zh=f"{named} 写不进去：请核对文件夹是否存在、可写",
            en=f"{named} cannot be written: see whether its folder is there and may be written to",
        ) from error


def _does_not_fit(path: str, what: str) -> GafRulesError:
    return GafRulesError(
        zh=f"{path}：工作簿装不下（{what}）；请用 --out 指定目录，写成 CSV、Parquet 或 JSON Lines",
        en=f"{path}: a workbook cannot hold this ({what}); give a folder as --out, for CSV, Parquet or "
        "JSON Lines",
    )


def _sheet(
    sheet: Any,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    looks: tuple[Any, Any],
    lang: Lang,
) -> None:
    widths = [len(header_of(name, lang)) * 2 for name in columns]
    for place, name in enumerate(columns):
        sheet.write_string(0, place, header_of(name, lang), looks[0])
    for at, row in enumerate(rows, 1):
        for place, (name, got) in enumerate(zip(columns, row, strict=True)):
            value = in_words(name, got, lang)
            if value is None:
                continue
            if isinstance(value, date):
                sheet.write_datetime(at, place, value, looks[1])
            elif isinstance(value, (int, float)):
                sheet.write_number(at, place, value)
            else:
                sheet.write_string(at, place, _fitting(str(value)))
            widths[place] = max(widths[place], len(str(value)))
    sheet.freeze_panes(1, 1)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, min(width + 2, _WIDEST))


def _fitting(text: str) -> str:
    """A text as a cell can hold it: the end of one that is too long is marked as cut."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def header_of(name: str, lang: Lang) -> str:
    """A header in words; a column of the caller's own keeps its name."""
    words = LABELS["result_column"]
    return words[name][("zh", "en").index(lang)] if name in words else name
