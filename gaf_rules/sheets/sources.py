"""Where tables come from: CSV, Excel, Parquet, JSON Lines, frames. Each becomes sheets of cells."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from gaf_rules.documents.document import other_schema, wanted
from gaf_rules.documents.json_text import parse_json
from gaf_rules.log.case import SCHEMA
from gaf_rules.sheets.workbooks import workbook
from gaf_rules.values.errors import CaseError, GafRulesError, Problem
from gaf_rules.values.failures import why_not
from gaf_rules.values.lacking import library
from gaf_rules.values.texts import is_one_of, of_cell_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["FORMATS", "Sheet", "sheets_of"]

_ONE_CASE: Final = (
    "；单个案件请用 gaf-rules assess，许多案件请写成 .jsonl，一行一个",
    "; for one case use gaf-rules assess, for many write .jsonl, a case a line",
)
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

    Raises:
        GafRulesError: a file cannot be read or a library for it is not installed.
        CaseError: what is neither file nor frame.
    """
    if not isinstance(source, (str, Path)):
        return [_of_frame(source)]
    path = Path(source)
    reader = FORMATS.get(path.suffix.lower())
    if reader is None:
        known = "、".join(FORMATS)
        one_zh, one_en = _ONE_CASE if path.suffix.lower() == ".json" else ("", "")
        raise GafRulesError(
            zh=f"{path.name}：不认得的文件类型 {path.suffix or '（无后缀）'}；可用：{known}{one_zh}",
            en=f"{path.name}: the ending {path.suffix or '(none)'} is not known; "
            f"known: {', '.join(FORMATS)}{one_en}",
        )
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise GafRulesError(zh=f"没有文件 {source}", en=f"there is no file {source}") from error
    except (OSError, ValueError) as error:  # a path with a sign that no path has
        zh, en = why_not(error)
        raise GafRulesError(
            zh=f"{source} 读不出：{zh}", en=f"{source} cannot be read: {en}"
        ) from error
    return reader(path.name, data)


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
    read = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows: list[list[Any]] = [[of_cell_text(cell) for cell in row] for row in read]
    except csv.Error as error:
        zh, en = _why_no_csv(str(error))
        raise GafRulesError(
            zh=f"{name} 第 {read.line_num} 行：不是有效的 CSV：{zh}",
            en=f"{name}, line {read.line_num}: this is no valid CSV: {en}",
        ) from error
    return [Sheet(name=name, rows=rows, first=1)]


def _why_no_csv(said: str) -> tuple[str, str]:
    """What the reader of CSV says, in words of ours: its own are English."""
    if "unexpected end" in said:
        return "一个双引号没有闭合", "a double quote is not closed"
    if "expected after" in said:
        return (
            "结束的双引号之后应为分隔符；格中的双引号须写成两个",
            'a delimiter is wanted behind the double quote that ends a cell; in a cell it is written ""',
        )
    if "limit" in said:
        return (
            "一格过长，多半是双引号没有闭合",
            "a cell is too long: a double quote may not be closed",
        )
    return "有不能读的字符，请另存为 UTF-8 的 CSV", "a sign cannot be read; save it as CSV in UTF-8"


def _lines(name: str, data: bytes) -> list[Sheet]:
    """JSON Lines: a row of a table a line, or a whole case (``gaf-case/1``) a line."""
    rows: list[dict[str, Any]] = []
    problems: list[Problem] = []
    # JSON may hold signs that `splitlines` takes for an end of line.
    for number, line in enumerate(_decoded(name, data).split("\n"), 1):
        if not line.strip():
            rows.append({})
            continue
        place = f"{name}:{number}"
        try:
            row = parse_json(line, place)
        except CaseError as error:
            problems += error.problems
            continue
        if isinstance(row, dict):
            rows.append(row)
        else:
            problems.append(wanted(place, row, "object"))
    if problems:
        raise CaseError(tuple(problems))
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
    problems = [
        problem
        for number, row in enumerate(rows, 1)
        for problem in _misshapen(row, f"{name}:{number}")
    ]
    if problems:
        raise CaseError(tuple(problems))
    for row in rows:
        events += [{"case_id": row.get("id"), **each} for each in row.get("events", ())]
        case = {"case_id": row.get("id"), **dict.fromkeys(CASE_COLUMNS)}
        for key, value in row.items():
            if key in {"app", "sponsor"}:
                case |= {
                    known.get((key, field), f"{key}.{field}"): got for field, got in value.items()
                }
            elif key not in {"schema", "id", "events"}:
                case[key] = value  # what is not of a case stays beside it
        cases.append(case)
    return [_of_records(name, cases, 0), _of_records(f"{name} (events)", events, 0)]


def _misshapen(row: dict[str, Any], place: str) -> Iterator[Problem]:
    """The parts of a case that are not of the kind that can be laid out in tables."""
    if not is_one_of(row.get("schema", SCHEMA), (SCHEMA,)):
        yield other_schema(f"{place}.schema", row["schema"], SCHEMA)
    for key in ("app", "sponsor"):
        if not isinstance(row.get(key, {}), dict):
            yield wanted(f"{place}.{key}", row[key], "object")
    events = row.get("events", [])
    if not isinstance(events, list):
        yield wanted(f"{place}.events", events, "list")
        return
    for at, each in enumerate(events):
        if not isinstance(each, dict):
            yield wanted(f"{place}.events[{at}]", each, "object")


def _parquet(name: str, data: bytes) -> list[Sheet]:
    parquet = library("pyarrow.parquet", "parquet", "读 Parquet", "reading Parquet")
    try:
        table = parquet.read_table(io.BytesIO(data))
    except (OSError, ValueError) as error:
        raise GafRulesError(
            zh=f"{name}：不是有效的 Parquet（文件已损坏，或只是后缀如此）",
            en=f"{name}: this is no valid Parquet (it is damaged, or only its name ends so)",
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
