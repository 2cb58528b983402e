"""Where tables come from: CSV, Excel, Parquet, JSON Lines, frames. Each becomes sheets of cells."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from gaf_rules.documents.fields import short
from gaf_rules.documents.json_text import parse_json
from gaf_rules.sheets.workbooks import workbook
from gaf_rules.values.errors import GafRulesError
from gaf_rules.values.lacking import library
from gaf_rules.values.texts import of_cell_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["FORMATS", "Sheet", "sheets_of"]

_DELIMITERS: Final = (",", "\t", ";")


@frozen(kw_only=True, eq=False)
class Sheet:
    """A table of cells.

    Attributes:
        name: its name in the workbook, or that of the file; empty for a frame.
        rows: the rows, the header among them; cells as Python values.
        first: the number of the first row, as the program that shows it counts.
        kind: the kind of frame that it came from (``"pandas"``, ``"polars"``, ``"pyarrow"``), or None.
    """

    name: str
    rows: list[list[Any]]
    first: int
    kind: str | None = None


def sheets_of(source: Any) -> list[Sheet]:
    """The sheets of a file or a frame.

    Arguments:
        source: the path of a file with one of the endings in `FORMATS`, or a frame that narwhals knows.
    Errors:
        GafRulesError where a file cannot be read or a library for it is not installed; CaseError for what
        is neither file nor frame.
    """
    if not isinstance(source, (str, Path)):
        return [_of_frame(source)]
    path = Path(source)
    reader = FORMATS.get(path.suffix.lower())
    if reader is None:
        known = "、".join(FORMATS)
        raise GafRulesError(
            zh=f"{path.name}：不认得的文件类型 {path.suffix or '（无后缀）'}；可用：{known}",
            en=f"{path.name}: the ending {path.suffix or '(none)'} is not known; "
            f"known: {', '.join(FORMATS)}",
        )
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise GafRulesError(zh=f"没有文件 {source}", en=f"there is no file {source}") from error
    except (OSError, ValueError) as error:  # a path with a sign that no path has
        raise GafRulesError(
            zh=f"{source} 读不出：{error}", en=f"{source} cannot be read: {error}"
        ) from error
    return reader(path.stem, data)


def _decoded(name: str, data: bytes) -> str:
    """Text in UTF-8, with or without a mark, in UTF-16 with one, or in GB18030."""
    is_marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if is_marked else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise GafRulesError(
        zh=f"{name}：既不是 UTF-8 也不是 GB18030；请另存为 UTF-8",
        en=f"{name}: this is neither UTF-8 nor GB18030; save it as UTF-8",
    )


def _csv(name: str, data: bytes) -> list[Sheet]:
    text = _decoded(name, data)
    # A title above the header has no delimiter to tell it by.
    lines = text.splitlines()
    head = next((line for line in lines if any(sign in line for sign in _DELIMITERS)), "")
    delimiter = max(_DELIMITERS, key=head.count)
    try:
        read = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        rows: list[list[Any]] = [[of_cell_text(cell) for cell in row] for row in read]
    except csv.Error as error:
        raise GafRulesError(
            zh=f"{name}：不是有效的 CSV：{error}", en=f"{name}: this is no valid CSV: {error}"
        ) from error
    return [Sheet(name=name, rows=rows, first=1)]


def _lines(name: str, data: bytes) -> list[Sheet]:
    """JSON Lines: a row of a table a line, or a whole case (``gaf-case/1``) a line."""
    rows: list[dict[str, Any]] = []
    # JSON may hold signs that `splitlines` takes for an end of line.
    for number, line in enumerate(_decoded(name, data).split("\n"), 1):
        if not line.strip():
            rows.append({})
            continue
        row = parse_json(line, f"{name}:{number}")
        if not isinstance(row, dict):
            raise GafRulesError(
                zh=f"{name} 第 {number} 行：得到 {short(row)}；每行应为一个对象",
                en=f"{name}, line {number}: got {short(row)}; an object a line is wanted",
            )
        rows.append(row)
    if rows and not rows[-1]:
        rows.pop()  # behind the last end of line there is no row
    if any("events" in row for row in rows):
        return _of_cases(name, rows)
    return [_of_records(name, rows, first=0)]


def _of_records(name: str, rows: list[dict[str, Any]], first: int) -> Sheet:
    headers = list(dict.fromkeys(key for row in rows for key in row))
    cells = [[row.get(header) for header in headers] for row in rows]
    return Sheet(name=name, rows=[headers, *cells], first=first)


def _of_cases(name: str, rows: list[dict[str, Any]]) -> list[Sheet]:
    """Whole cases as two tables, in the columns of `gaf.audit`."""
    from gaf_rules.sheets.columns import CASE_COLUMNS, label_key  # noqa: PLC0415 - only for such files

    cases: list[dict[str, Any]] = []
    events: list[dict[str, Any]] = []
    places = {column: tuple(label_key(column)[1].split(".")) for column in CASE_COLUMNS}
    known = {place: column for column, place in places.items()}
    for number, row in enumerate(rows, 1):
        for key in ("app", "sponsor"):
            _refuse_unless(row.get(key, {}), dict, f"{name}, {number}: $.{key}")
        for each in _refuse_unless(row.get("events", []), list, f"{name}, {number}: $.events"):
            _refuse_unless(each, dict, f"{name}, {number}: $.events[…]")
            events.append({"case_id": row.get("id"), **each})
        case = {"case_id": row.get("id"), **dict.fromkeys(CASE_COLUMNS)}
        for key, value in row.items():
            if key in {"app", "sponsor"}:
                case |= {
                    known.get((key, field), f"{key}.{field}"): got for field, got in value.items()
                }
            elif key not in {"schema", "id", "events"}:
                case[key] = value  # what is not of a case stays beside it
        cases.append(case)
    return [_of_records(name, cases, 0), _of_records(f"{name}.events", events, 0)]


def _refuse_unless(value: Any, kind: type, where: str) -> Any:
    """The value, if it is of this kind of JSON."""
    if isinstance(value, kind):
        return value
    zh, en = ("对象", "an object") if kind is dict else ("列表", "a list")
    raise GafRulesError(
        zh=f"{where}：得到 {short(value)}；应为{zh}",
        en=f"{where}: got {short(value)}; {en} is wanted",
    )


def _parquet(name: str, data: bytes) -> list[Sheet]:
    parquet = library("pyarrow.parquet", "parquet", "读 Parquet", "reading Parquet")
    try:
        table = parquet.read_table(io.BytesIO(data))
    except (OSError, ValueError) as error:
        raise GafRulesError(
            zh=f"{name}：不是有效的 Parquet：{error}",
            en=f"{name}: this is no valid Parquet: {error}",
        ) from error
    sheet = _of_frame(table)
    return [Sheet(name=name, rows=sheet.rows, first=0)]


def _excel(name: str, data: bytes) -> list[Sheet]:
    return [Sheet(name=sheet, rows=rows, first=1) for sheet, rows in workbook(name, data)]


def _of_frame(frame: Any) -> Sheet:
    library("narwhals", "frames", "读数据框", "reading a frame")
    from gaf_rules.columns.frames import eager_frame  # noqa: PLC0415 - files need no frames

    held = eager_frame(frame, "source")
    headers = [str(name) for name in held.columns]
    columns = [held.get_column(name).to_list() for name in held.columns]
    rows = [headers, *(list(row) for row in zip(*columns, strict=True))]
    # Row 0 is the first row of the frame, as all three libraries count.
    return Sheet(name="", rows=rows, first=-1, kind=held.implementation.name.lower())


FORMATS: Final[Mapping[str, Callable[[str, bytes], list[Sheet]]]] = MappingProxyType(
    {
        ".csv": _csv,
        ".tsv": _csv,
        ".txt": _csv,
        ".xlsx": _excel,
        ".xlsm": _excel,
        ".xls": _excel,
        ".ods": _excel,
        ".parquet": _parquet,
        ".jsonl": _lines,
        ".ndjson": _lines,
    }
)
"""What is read, by the ending of the file."""
