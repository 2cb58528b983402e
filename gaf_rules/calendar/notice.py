"""A holiday notice as a frozen value, and its way to and from data files."""

from __future__ import annotations

import json
from datetime import date, timedelta
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, Literal

from attrs import field, frozen

from gaf_rules.calendar import data as calendar_data
from gaf_rules.values.days import from_iso, plain_day, the_day
from gaf_rules.values.drafts import Value, stored
from gaf_rules.values.given import every, refused, require, whole
from gaf_rules.values.texts import says_something

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

__all__ = [
    "DayWorked",
    "DaysCancelled",
    "DaysOff",
    "Notice",
    "as_days",
    "as_tuple",
    "dated",
    "load_notices",
    "shipped_notices",
]

Evidence = Literal["A", "B", "C"]
NoticeKind = Literal["annual", "amendment", "extra"]

_KIND_ORDER: Final = ("annual", "extra", "amendment")


def as_tuple(values: Iterable[Any]) -> tuple[Any, ...]:
    """The values as a tuple."""
    # Not tuple itself: attrs reads a converter's signature, and that of a builtin takes 3 ms.
    return whole("notice", values, "列表", "a list")


def _as_day(value: Any) -> Any:
    """A day as a plain one; what is none is left for the check to refuse."""
    day = plain_day(value)
    return value if day is None else day


def as_days(values: Iterable[Any]) -> tuple[Any, ...]:
    """The days as a tuple of plain ones."""
    return tuple(
        [_as_day(value) for value in whole("days", values, "日期的列表", "a list of days")]
    )


def _none_if_empty(number: str | None) -> str | None:
    return None if isinstance(number, str) and not number else number


@frozen(kw_only=True, eq=False, repr=False)
class DaysOff(Value):
    """A run of days off for a festival.

    Attributes:
        festival: its name as the notice writes it, such as ``国庆节、中秋节``.
        start, end: the first and the last day off.
    """

    festival: str
    start: date = field(converter=_as_day)
    end: date = field(converter=_as_day)

    def days(self) -> Iterator[date]:
        """Every day of the run."""
        for offset in range((self.end - self.start).days + 1):
            yield self.start + timedelta(offset)


@frozen(kw_only=True, eq=False, repr=False)
class DayWorked(Value):
    """A Saturday or Sunday that is worked to make up for a day off.

    Attributes:
        festival: the festival it is worked for.
        on: the day.
    """

    festival: str
    on: date = field(converter=_as_day)


@frozen(kw_only=True, eq=False, repr=False)
class DaysCancelled(Value):
    """Days that an earlier notice named and that go back to what their weekday says.

    Attributes:
        festival: the festival they were named for.
        off: days that were off.
        work: days that were worked.
    """

    festival: str
    off: tuple[date, ...] = field(default=(), converter=as_days)
    work: tuple[date, ...] = field(default=(), converter=as_days)


@frozen(kw_only=True, eq=False, repr=False)
class Notice(Value):
    """One notice of the State Council on days off and days worked.

    Attributes:
        year: the year it arranges; its days lie in that year or in December of the year before.
        title: its title.
        kind: ``annual``, ``amendment`` (it changes an annual notice) or ``extra`` (a day off by
            a decision of its own).
        number: its document number, or None.
        issued: its day of issue, or None where that is unknown; see `known_from`.
        address: where it can be read.
        evidence: A the official page was read, B a copy of the text, C second-hand.
        off, work, cancels: what it decrees.

    Raises:
        NoticeError: it does not add up, with the key and the value.

    >>> n = Notice(year=2026, title="2026", issued=date(2025, 11, 4),
    ...            off=[DaysOff(festival="元旦", start=date(2026, 1, 1), end=date(2026, 1, 3))],
    ...            work=[DayWorked(festival="元旦", on=date(2026, 1, 4))])
    >>> Notice.from_toml(n.to_toml()) == n
    True
    """

    year: int
    title: str
    kind: NoticeKind = "annual"
    number: str | None = field(default=None, converter=_none_if_empty)
    issued: date | None = field(default=None, converter=_as_day)
    address: tuple[str, ...] = field(default=(), converter=as_tuple)
    evidence: Evidence = "B"
    off: tuple[DaysOff, ...] = field(default=(), converter=as_tuple)
    work: tuple[DayWorked, ...] = field(default=(), converter=as_tuple)
    cancels: tuple[DaysCancelled, ...] = field(default=(), converter=as_tuple)

    def __attrs_post_init__(self) -> None:
        source = self.number if says_something(self.number) else "(notice)"
        calendar_data.check_notice(_raw(self), source)

    @property
    def name(self) -> str:
        """What the notice is cited by: its number, or its title where it has none."""
        return self.number or self.title

    @property
    def identity(self) -> tuple[str, int, str]:
        """What makes two texts the same notice: kind and year, and the name where a year can have several."""
        return (self.kind, self.year, "" if self.kind == "annual" else self.name)

    @property
    def known_from(self) -> date:
        """The first day on which the notice can be relied on as known.

        This is the day of issue. A notice without one is taken as known only from the last day
        on which it could have come: the eve of its year for an annual notice, the end of the
        year for any other.
        """
        if self.issued is not None:
            return self.issued
        return the_day(self.year - (self.kind == "annual"), 12, 31)

    @property
    def order(self) -> tuple[Any, ...]:
        """Sort key: later notices override earlier ones, whatever order they are passed in."""
        return (self.known_from, self.year, _KIND_ORDER.index(self.kind), self.name)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], *, source: str = "(notice)") -> Notice:
        """A notice from JSON data: the keys of a notice file, dates as ``YYYY-MM-DD``.

        Arguments:
            data: ``number`` and ``issued`` may be null.
            source: the name to use in an error.

        Raises:
            NoticeError: it names the key and the value.
        """
        return _from_raw(calendar_data.check_notice(dated(data), source))

    def to_dict(self) -> dict[str, Any]:
        """The notice as JSON-ready data, the form that `from_dict` reads."""
        data: dict[str, Any] = _undated(_raw(self))
        data["number"] = self.number
        data["issued"] = data["issued"] or None
        return data

    @classmethod
    def from_toml(cls, text: str, *, source: str = "(notice)") -> Notice:
        """A notice from the text of a notice file.

        Arguments:
            text: the TOML text.
            source: the name of the file, for errors.

        Raises:
            NoticeError: it names file, key and value.
        """
        require("text", text, str, "TOML 文字", "the text of a TOML file")
        require("source", source, str, "文件名", "the name of the file")
        return _from_raw(calendar_data.read_notice(text, source))

    def to_toml(self) -> str:
        """The text of the notice file, the form that `from_toml` and `load_notices` read."""
        raw = _raw(self)
        plain = ("number", "title", "year", "kind", "issued", "address", "evidence")
        lines = [f"{key} = {_toml(raw[key])}" for key in plain]
        for key in ("off", "work", "cancels"):
            rows = "".join(f"  {_toml(row)},\n" for row in raw[key])
            lines.append(f"{key} = [\n{rows}]" if rows else f"{key} = []")
        return "\n".join(lines) + "\n"


def load_notices(path: str | Path) -> tuple[Notice, ...]:
    """The notices of a directory of the user's own, each in one TOML file, in the order of their issue.

    Arguments:
        path: the directory.

    Raises:
        NoticeError: the path is no directory, holds no notice, or one of them does not add
            up; it names file, key and value.

    >>> from tempfile import TemporaryDirectory
    >>> from pathlib import Path
    >>> import gaf_rules as gaf
    >>> with TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "a.toml").write_text(gaf.CHINA.notices[-1].to_toml(), "utf-8")
    ...     (notice,) = load_notices(folder)
    >>> notice == gaf.CHINA.notices[-1], gaf.Notice.from_dict(notice.to_dict()) == notice
    (True, True)
    """
    if not isinstance(path, str) and not hasattr(path, "__fspath__"):
        name = "path"
        raise refused(name, path, "目录（str 或 Path）", "a directory (str or Path)")
    found = calendar_data.read_notices(path)
    return tuple(sorted((_from_raw(raw) for _, raw in found), key=attrgetter("order")))


def shipped_notices() -> tuple[Notice, ...]:
    """The notices shipped with the library, 2004 to 2026, by file name."""
    return tuple(_from_raw(raw) for _, raw in calendar_data.state_council())


def _from_raw(raw: dict[str, Any]) -> Notice:
    """The notice that checked data describe; they are not checked again."""
    values = dict(raw)
    values.update(
        number=raw["number"] or None,
        issued=_as_day(raw["issued"] or None),
        address=tuple(raw["address"]),
        off=tuple([DaysOff(**row) for row in raw["off"]]),
        work=tuple([DayWorked(festival=row["festival"], on=row["date"]) for row in raw["work"]]),
        cancels=tuple([DaysCancelled(**row) for row in raw["cancels"]]),
    )
    return stored(Notice, **values)


def _raw(notice: Notice) -> dict[str, Any]:
    return {
        "number": "" if notice.number is None else notice.number,
        "title": notice.title,
        "year": notice.year,
        "kind": notice.kind,
        "issued": "" if notice.issued is None else notice.issued,
        "address": list(notice.address),
        "evidence": notice.evidence,
        "off": [
            {"festival": o.festival, "start": o.start, "end": o.end}
            for o in every("off", notice.off, DaysOff, " DaysOff", "a DaysOff")
        ],
        "work": [
            {"festival": w.festival, "date": w.on}
            for w in every("work", notice.work, DayWorked, " DayWorked", "a DayWorked")
        ],
        "cancels": [
            {"festival": c.festival, "off": list(c.off), "work": list(c.work)}
            for c in every(
                "cancels", notice.cancels, DaysCancelled, " DaysCancelled", "a DaysCancelled"
            )
        ],
    }


def dated(data: Any) -> Any:
    """JSON data with its dates as dates; what is no date is left for the check to refuse."""
    if not isinstance(data, dict):
        return data
    texts = ("title", "source")
    try:
        raw = {key: value if key in texts else _dates(value) for key, value in data.items()}
    except RecursionError:  # lists in lists without end hold no day
        return data
    for key in ("number", "issued"):
        if key in raw and raw[key] is None:
            raw[key] = ""
    return raw


def _dates(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _dates(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_dates(inner) for inner in value]
    if isinstance(value, str):
        try:
            day = from_iso(value)
        except ValueError:
            return value
        # Only the form that dates are written in here: fromisoformat would also take 20260101.
        return day if day.isoformat() == value else value
    return value


def _undated(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _undated(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_undated(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def _toml(value: Any) -> str:
    """A value as TOML: texts, numbers, dates, lists and one-line tables are all that occur."""
    if isinstance(value, str):
        # JSON's escapes are TOML's, save that TOML also wants DEL escaped.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, list):
        return "[" + ", ".join(_toml(inner) for inner in value) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + " }"
    return value.isoformat() if isinstance(value, date) else str(value)
