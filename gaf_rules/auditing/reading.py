"""What comes in: the columns of the two tables, their names checked, their values as numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import frozen

from gaf_rules.auditing.counted import Ints
from gaf_rules.auditing.numbers import IntegerInterner
from gaf_rules.auditing.threads import parallel_map
from gaf_rules.columns import MISSING_DAY, Words, day_numbers, refusal, words_of
from gaf_rules.columns.kinds import trouble
from gaf_rules.language.case_fields import CASE_COLUMNS
from gaf_rules.log.case import APP_FIELDS, SPONSOR_FIELDS
from gaf_rules.log.events import EVENT_FIELDS, FIELDS, REQUIRED
from gaf_rules.log.roles import fits_alone
from gaf_rules.values.errors import CaseError, Problem
from gaf_rules.values.nearest import meant, nearest_of, short
from gaf_rules.values.texts import says_something

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from zoneinfo import ZoneInfo

__all__ = [
    "CASE_COLUMNS",
    "DATE_FIELDS",
    "EVENT_COLUMNS",
    "FREE_FIELDS",
    "SHAPE",
    "Coded",
    "coded_cases",
    "coded_events",
    "columns_beside",
]

EVENT_COLUMNS = ("type", "on", *EVENT_FIELDS)
DATE_FIELDS = ("posted_on", "expected_on", "change_on")
_KINDS = {
    "type": "word",
    **{name: spec.kind for fields in FIELDS.values() for name, spec in fields.items()},
}
SHAPE = ("type", "procedure", "by", "to", *DATE_FIELDS, "question", "answer")
"""What may follow on an event depends on these columns; of the others only facts remain."""
FREE_FIELDS = ("reason", "number")
"""Free text that no row reads: only whether it is there, and not blank, counts."""


@frozen(eq=False)
class Coded:
    """The words of a table: a small number for each combination that occurs, and what it stands for.

    Attributes:
        columns: for each combination which value of a column it has; of a date field only whether it is
            there, of free text what it is like.
        codes: for each row the number of its combination.
        dates: the date fields.
        parts: for each combination what stands in it: column → value; a date field is True.
    """

    columns: dict[str, Words]
    codes: Ints
    dates: dict[str, Ints]
    parts: tuple[dict[str, Any], ...]


# -- the tables ------------------------------------------------------------------------------------------
def columns_beside(events: Any, cases: Any, *, keep: bool | Sequence[str]) -> list[str]:
    """The columns of the cases that are to come back beside the result.

    Arguments:
        events: the table of events.
        cases: that of the cases.
        keep: True for all columns of the cases that the library does not read, or names.

    Raises:
        CaseError: every column of either table that nobody knows, with the nearest; every one that is
            missing; every name in ``keep`` that no column has.
    """
    problems: list[Problem] = []
    wanted = ("case_id", "type", "on")
    _own_columns(events, "events", ("case_id", *EVENT_COLUMNS), wanted, problems)
    known = ("case_id", *CASE_COLUMNS)
    own = _own_columns(cases, "cases", known, ("case_id",), problems, keep=keep)
    if problems and {"type", "on"} <= {*cases.columns} and not {"type", "on"} & {*events.columns}:
        zh = "cases 有 type 与 on 两列而 events 没有：两张表多半给反了，先给 events，再给 cases"
        en = (
            "cases has the columns type and on, and events has not: were they exchanged? "
            "Events come first, then cases"
        )
        problems.insert(0, trouble(path="$events", got=None, zh=zh, en=en, allowed=wanted))
    if problems:
        raise CaseError(tuple(problems))
    return own


def _own_columns(
    frame: Any,
    name: str,
    known: Sequence[str],
    required: Sequence[str],
    problems: list[Problem],
    *,
    keep: bool | Sequence[str] | None = None,
) -> list[str]:
    """The columns of one table that are to come back beside the result.

    Arguments:
        frame: the table.
        name: its name, for the error.
        known: the columns that the library reads.
        required: those that must be there.
        problems: where to tell each column that nobody knows, with the nearest; each that is missing; each
            name in ``keep`` that no column has.
        keep: True for all others, or names; None where none may come back.
    """
    if not (isinstance(keep, bool | None) or _is_names(keep)):
        zh = f"得到 {short(keep)}；应为 True、False 或列名的列表"
        en = f"got {short(keep)}; True, False or a list of names of columns is wanted"
        allowed = ("True", "False", "list[str]")
        problems.append(trouble(path="$keep", got=keep, zh=zh, en=en, allowed=allowed))
        return []
    others = [column for column in frame.columns if column not in known]
    wanted = others if keep is True else list(dict.fromkeys(keep or ()))
    problems += [
        trouble(
            path="$keep",
            got=column,
            zh=f"{name} 没有列 {column}{zh}",
            en=f"{name} has no column {column}{en}",
            allowed=tuple(map(str, frame.columns)),
        )
        for column in wanted
        if column not in frame.columns
        for zh, en in [meant(column, map(str, frame.columns))]
    ]
    problems += [
        _unknown(column, name, known, may_keep=keep is not None)
        for column in others
        if column not in wanted
    ]
    problems += [
        trouble(
            path=f"${name}.{column}",
            got=None,
            zh=f"缺少列 {column}",
            en=f"the column {column} is missing",
            allowed=(column,),
        )
        for column in required
        if column not in frame.columns
    ]
    return wanted


def _is_names(keep: Any) -> bool:
    return isinstance(keep, list | tuple) and all(isinstance(name, str) for name in keep)


def _unknown(column: object, name: str, known: Sequence[str], *, may_keep: bool) -> Problem:
    near = nearest_of(column, known)
    hint_zh = (
        f"；若是自己的列，可用 keep=True 或 keep=[{short(column)}] 随结果带回" if may_keep else ""
    )
    hint_en = (
        f"; a column of your own comes back beside the result with keep=True or keep=[{short(column)}]"
        if may_keep
        else ""
    )
    return trouble(
        path=f"${name}.{column}",
        got=column,
        zh=f"没有列 {column}；最接近的是 {near}；可用：{'、'.join(known)}{hint_zh}",
        en=f"no column {column}; the nearest is {near}; known: {', '.join(known)}{hint_en}",
        allowed=tuple(known),
    )


# -- the columns -----------------------------------------------------------------------------------------
def _liking(words: Words) -> Words:
    """Free text: nothing, text (``"-"``), or what is no text that may stand there (``""``)."""
    good = [says_something(value) for value in words.values]
    if all(good):
        return Words(np.minimum(words.codes, 1).astype(np.uint8, copy=False), ("-", ""))
    table = np.array([0, *(1 if fine else 2 for fine in good)], np.uint8)
    return Words(table[words.codes], ("-", ""))


def coded_events(frame: Any, zone: ZoneInfo | None) -> tuple[Ints, Coded]:
    """The days and the words of the events."""
    names = [name for name in EVENT_COLUMNS if name in frame.columns]
    read = parallel_map(lambda name: _event_column(frame, name, zone), names, len(frame))
    days = {name: held for name, (held, _) in zip(names, read, strict=True) if held is not None}
    columns = {
        name: words for name, (_, words) in zip(names, read, strict=True) if words is not None
    }
    texts = []
    for name, words in columns.items():
        if name not in DATE_FIELDS and words.is_text and _KINDS[name] == "words":
            texts.append(name)
            columns[name] = Words(words.codes, tuple(dict.fromkeys((*words.values, ()))))
    on = days.pop("on")
    return on, _coded(columns, len(on), days, lambda parts: _read_as_meant(parts, texts))


def _event_column(frame: Any, name: str, zone: ZoneInfo | None) -> tuple[Ints | None, Words | None]:
    """The days of a column, its words, or both."""
    native = frame.get_column(name).to_native()
    if name == "on":
        return day_numbers(native, f"$events.{name}", zone), None
    if name in DATE_FIELDS:
        numbers = day_numbers(native, f"$events.{name}", zone)
        there = numbers != MISSING_DAY
        some = bool(there.any())
        return numbers if some else None, Words(there.astype(np.uint8), (True,) * some)
    words = words_of(native, _KINDS[name])
    return None, _liking(words) if name in FREE_FIELDS else words


def _read_as_meant(parts: dict[str, Any], texts: Sequence[str]) -> None:
    """What a table cannot help saying of an event: an empty cell for the empty list, a role too many."""
    kind = parts.get("type")
    specs = FIELDS.get(kind) if isinstance(kind, str) else None
    if specs is None:
        return
    for name in texts:
        if name not in specs:
            if parts.get(name) == ():
                del parts[name]
        elif specs[name].default is REQUIRED:
            parts.setdefault(name, ())
    for name in ("by", "to"):
        if name in parts and name not in specs and fits_alone(str(kind), name, parts[name]):
            del parts[name]


def coded_cases(frame: Any) -> Coded:
    """The words of the cases."""
    columns: dict[str, Words] = {}
    for name, (part, field) in CASE_COLUMNS.items():
        if name in frame.columns:
            specs = APP_FIELDS if part == "app" else SPONSOR_FIELDS
            words = words_of(frame.get_column(name).to_native(), specs[field].kind)
            columns[name] = _liking(words) if field == "name" else words
    return _coded(columns, len(frame), {}, lambda _: None)


def _coded(
    columns: dict[str, Words], rows: int, dates: dict[str, Ints], mend: Callable[[Any], None]
) -> Coded:
    held = {name: words for name, words in columns.items() if words.values}
    codes, kinds = _combined(held, rows)
    parts = tuple(_parts(kind, held) for kind in kinds)
    for one in parts:
        mend(one)
    return Coded(
        {name: _by_combination(name, words, parts) for name, words in held.items()},
        codes,
        dates,
        parts,
    )


def _parts(kind: int, columns: dict[str, Words]) -> dict[str, Any]:
    """What a combination stands for, without what is missing."""
    found = {}
    for name, column in columns.items():
        kind, digit = divmod(kind, len(column.values) + 1)
        if digit:
            found[name] = column.value(digit)
    return found


def _by_combination(name: str, words: Words, parts: Sequence[dict[str, Any]]) -> Words:
    """A column with a number for each combination in the place of one for each row."""
    places = {(type(value), value): place for place, value in enumerate(words.values, 1)}
    found = [places[type(one[name]), one[name]] if name in one else 0 for one in parts]
    return Words(np.array(found, np.int64), words.values)


_PIECE = 1 << 15
_MANY = 1 << 16
_MOST = 1 << 61


def _combined(columns: dict[str, Words], rows: int) -> tuple[Ints, tuple[int, ...]]:
    """A small number for each combination of words, in the order in which they occur.

    Columns are put together in lanes of 16 bits as far as their values fit, so that a row costs few bytes.
    """
    scales, scale = [], 1
    for column in columns.values():
        scales.append(scale)
        scale *= len(column.values) + 1
    if scale > _MOST:
        raise refusal(
            path="$events",
            got=scale,
            zh="各列不同取值的组合过多；请检查是否有自由文字被放进了有固定取值的列",
            en="too many combinations of values; look for free text in a column that has a vocabulary",
            allowed=(),
        )
    lanes = _lanes(columns.values(), scales)
    numbers = IntegerInterner()
    codes = np.empty(rows, np.int32)
    kinds = np.empty(_PIECE, np.int64)
    for start in range(0, rows, _PIECE):
        piece = slice(start, min(start + _PIECE, rows))
        whole = kinds[: piece.stop - start]
        whole[:] = 0
        for factor, lane in lanes:
            whole += _lane(lane, piece).astype(np.int64) * factor
        codes[piece] = numbers.of(whole)
    small = np.uint16 if numbers.count < _MANY else np.int32
    return codes.astype(small, copy=False), tuple(numbers.values.tolist())


_Lane = list[tuple[Words, int]]


def _lanes(columns: Iterable[Words], scales: Sequence[int]) -> list[tuple[int, _Lane]]:
    """Columns next to one another whose digits fit 16 bits, or one that does not, with their factors."""
    lanes: list[tuple[int, _Lane]] = []
    room = 0
    for column, scale in zip(columns, scales, strict=True):
        size = len(column.values) + 1
        if not lanes or size * room > _MANY:
            lanes.append((scale, []))
            room = 1
        lanes[-1][1].append((column, room))
        room *= size
    return lanes


def _lane(lane: _Lane, piece: slice) -> Ints:
    (first, _), *others = lane
    digits = first.codes[piece]
    if not others:
        return digits
    made: Ints = digits.astype(np.uint16)
    for column, factor in others:
        made += np.multiply(column.codes[piece], factor, dtype=np.uint16, casting="unsafe")
    return made
