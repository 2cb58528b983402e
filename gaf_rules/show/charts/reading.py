"""What a frame is about, told by its columns, and its rows as they are drawn."""

from __future__ import annotations

from datetime import date, datetime, time
from numbers import Integral, Real
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from gaf_rules.columns.frames import eager_frame
from gaf_rules.language.readings import READING_OPTIONS
from gaf_rules.policy.measuring.lasting import UNITS
from gaf_rules.report.layout import clean
from gaf_rules.values.given import is_one_of, refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from gaf_rules.report.words import Words


__all__ = ["MOST_LINES", "FrameTable", "Line", "Row", "read", "scenario"]

Row = dict[str, Any]
"""One row: what stands in its columns, ``None`` where nothing does."""
Line = tuple[str, ...]
"""What tells the lines of a picture apart."""
_FRAME: Final = "frame"
MOST_LINES: Final = 6
"""So many lines of one picture are told apart."""


@frozen
class _Kind:
    """The columns of one kind of frame.

    Attributes:
        needed: those that are drawn, each with what it holds.
        about: those that say what a row speaks of; no two rows speak of the same.
        others: those that may be there and are not drawn.
    """

    needed: tuple[tuple[str, str], ...]
    about: tuple[str, ...]
    others: tuple[str, ...] = ()


_STAY: Final = (("procedure", "text"), ("stage", "text"))
_SHARE: Final = (("share", "share?"), ("low", "share?"), ("high", "share?"))
_VERDICTS: Final = tuple((name, "count") for name in ("on_time", "late", "never", "undecided"))
_KINDS: Final = MappingProxyType(
    {
        "backlog": _Kind(
            (("day", "day"), *_STAY, ("open", "count")),
            ("procedure", "stage", "day"),
            ("entered", "left", "is_working_day"),
        ),
        "survival": _Kind(
            (*_STAY, ("unit", "unit"), ("days", "count"), ("at_risk", "count"), ("open", "count"),
             ("share", "share"), *_SHARE[1:]),
            ("procedure", "stage", "unit", "days"),
            ("ended",),
        ),
        "on_time": _Kind(
            (("bearer", "text"), ("procedure", "text"), ("clause", "text"), *_VERDICTS, *_SHARE),
            ("bearer", "procedure", "clause"),
        ),
        "daily": _Kind(
            (("act", "text"), ("day", "day"), ("kind", "text"), ("festival", "text?"),
             ("working_day_of_month", "count?"), ("acts", "count")),
            ("act", "day"),
        ),
        "flow": _Kind(
            (*_STAY, ("onwards", "text?"), ("stays", "count"), ("median", "count?")),
            ("procedure", "stage", "onwards"),
        ),
        "flips": _Kind(
            (("scenario", "text"), ("cases", "count"), ("impossible", "count")), ("scenario",)
        ),
        "summary": _Kind(
            (("scenario", "text"), ("table", "text"), ("change", "text"), ("procedure", "text?"),
             ("clause", "text?"), ("code", "text?"), ("column", "text?"), ("cases", "count")),
            ("scenario", "table", "change", "procedure", "clause", "code", "column"),
            ("rows",),
        ),
    }
)  # fmt: skip
"""Method or attribute that gives the frame → its columns."""


@frozen
class FrameTable:
    """A frame as it is drawn.

    Attributes:
        kind: what it is: a key of `_KINDS`.
        by: the columns that are none of its kind: each row is of one line, and these name it.
        rows: the rows in the order of the frame.
    """

    kind: str
    by: tuple[str, ...]
    rows: tuple[Row, ...]

    def line(self, row: Row) -> Line:
        """The line that a row belongs to: what stands in the columns that tell lines apart."""
        return tuple("–" if row[name] is None else clean(str(row[name])) for name in self.by)

    def lines(self, words: Words) -> dict[Line, str]:
        """The lines in the order in which they come, each with its name, known words in these words."""
        return {line: self.name(line, words) for line in dict.fromkeys(map(self.line, self.rows))}

    def name(self, line: Line, words: Words) -> str:
        """The name of a line; empty where there is only one."""
        parts = zip(self.by, line, strict=True)
        return " · ".join(_called(name, part, words) for name, part in parts)

    def split(self, *names: str) -> dict[tuple[Any, ...], list[Row]]:
        """The rows by what stands in some columns, in the order in which they come."""
        found: dict[tuple[Any, ...], list[Row]] = {}
        for row in self.rows:
            found.setdefault(tuple(row[name] for name in names), []).append(row)
        return found


def _called(column: str, value: str, words: Words) -> str:
    """What a value of a column is called: a tier, an option of a reading; any other as it is."""
    if value in READING_OPTIONS.get(column, ()):
        return words.option(column, value)
    if column == "scenario":
        return scenario(value, words)
    return words.of(column, value) if words.knows(column, value) else value


def scenario(name: str, words: Words) -> str:
    """The name of a scenario; that of `sensitivity`, an option of a reading, in words."""
    reading, _, option = name.partition("=")
    known = option in READING_OPTIONS.get(reading, ())
    return words.reading(reading, option) if known else name


def read(frame: object) -> FrameTable:
    """A frame for what its columns say it is.

    Raises:
        CaseError: no frame; one without a picture; a value that its column cannot have; two rows that
            speak of the same.
    """
    held = eager_frame(frame, "frame")
    names = list(held.columns)
    kind = next((kind for kind, each in _KINDS.items() if {*dict(each.needed)} <= {*names}), None)
    if kind is None:
        wanted = tuple(f"{kind}: {', '.join(dict(each.needed))}" for kind, each in _KINDS.items())
        zh = f"下列之一的表：{'、'.join(_KINDS)}（按列名识别）"
        en = f"a frame of one of these: {', '.join(_KINDS)} (told by its columns)"
        raise refused(_FRAME, f"columns {', '.join(map(str, names))}"[:200], zh, en, wanted)
    columns = _KINDS[kind]
    checks = dict(columns.needed)
    by = tuple(name for name in names if name not in {*checks, *columns.others})
    rows = tuple(
        {name: _checked(value, checks.get(name, "any"), name, at) for name, value in row.items()}
        for at, row in enumerate(held.rows(named=True))
    )
    table = FrameTable(kind, by, rows)
    _require_once(table, columns.about)
    return table


def _require_once(table: FrameTable, about: tuple[str, ...]) -> None:
    seen: dict[tuple[Any, ...], int] = {}
    for at, row in enumerate(table.rows):
        key = (*table.line(row), *(row[name] for name in about))
        if seen.setdefault(key, at) != at:
            told = ", ".join(f"{name}={row[name]}" for name in (*table.by, *about))[:200]
            zh = f"每行各述一事：第 {seen[key]} 行已述此事；先合计，或保留区分它们的列"
            en = (
                f"rows that speak of different things: row {seen[key]} speaks of this already; "
                "sum them up, or keep the column that tells them apart"
            )
            where = f"{_FRAME}[{at}]"
            raise refused(where, told, zh, en)


# -- values ----------------------------------------------------------------------------------------------
def _day(value: Any) -> date | None:
    if isinstance(value, datetime):  # pandas has no days of its own
        return value.date() if value.time() == time() else None
    return value if isinstance(value, date) else None


def _count(value: Any) -> int | None:
    number = isinstance(value, Real) and not isinstance(value, bool)
    whole = isinstance(value, Integral) or (number and float(value).is_integer())
    return int(value) if whole and not isinstance(value, bool) and value >= 0 else None


def _share(value: Any) -> float | None:
    number = isinstance(value, Real) and not isinstance(value, bool)
    return float(value) if number and 0 <= value <= 1 else None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _unit(value: Any) -> str | None:
    return value if is_one_of(value, UNITS) else None


_CHECKS: Final[dict[str, tuple[Callable[[Any], Any], str, str]]] = {
    "day": (_day, "日期", "a day"),
    "count": (_count, "0 或正整数", "a whole number, 0 or more"),
    "share": (_share, "0 至 1 的数", "a number from 0 to 1"),
    "unit": (_unit, " / ".join(UNITS), " or ".join(UNITS)),
    "text": (_text, "文字", "a text"),
}


def _is_missing(value: Any) -> bool:
    """Whether a cell is empty: each library has signs of its own for that."""
    if value is None or type(value).__name__ in {"NAType", "NaTType"}:
        return True
    return isinstance(value, float) and value != value  # noqa: PLR0124 - true of no number but NaN


def _checked(value: Any, check: str, name: str, at: int) -> Any:
    if check == "any":
        return None if _is_missing(value) else value
    if _is_missing(value):
        if check.endswith("?"):
            return None
        found = None
    else:
        found = _CHECKS[check.rstrip("?")][0](value)
    if found is None:
        where = f"{_FRAME}.{name}[{at}]"
        raise refused(where, value, *_CHECKS[check.rstrip("?")][1:])
    return found
