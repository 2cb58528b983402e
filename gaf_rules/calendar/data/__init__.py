"""Holiday notices and regional days as data, and the loader that refuses what does not add up.

The data are kept and corrected in ``calendars/`` of the checkout: one TOML file is one notice
(``state_council/``) or one regional decision (``regions/``). What is installed are the JSON files
beside this module, which say the same and are read faster; ``scripts/shipped_calendars.py`` writes
them and a test holds them against the TOML files. The table of lunar years beside them is made by
``scripts/lunar_table.py``; the versions of the Regulation are kept there by hand. This package knows
nothing of the law and needs nothing but what reads its files.

A notice file holds exactly these keys:

========== ==================================================================================
number     the document number; ``""`` where there is none
title      the title of the notice
year       the year it arranges
kind       ``annual``, ``amendment`` or ``extra``
issued     the date of issue; ``""`` where it is not known
address    list of the addresses where the notice can be read
evidence   ``A`` the official page was read, ``B`` a copy of the text, ``C`` second-hand
off        list of ``{festival, start, end}``: the days off, both ends included
work       list of ``{festival, date}``: the Saturdays and Sundays worked
cancels    list of ``{festival, off, work}``: days that an earlier notice named, undone
========== ==================================================================================

A regional file holds exactly ``place`` (six digits, GB/T 2260), ``name``, ``kind``
(``local_holiday`` or ``closure``), ``title``, ``evidence``, ``source``, ``off`` and ``work``
(lists of dates).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from gaf_rules.values.errors import NoticeError, Problem
from gaf_rules.values.failures import why_not
from gaf_rules.values.nearest import short
from gaf_rules.values.shipped import data_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from gaf_rules.calendar.data.checks import (
        RawNotice,
        RawOverlay,
        check_notice,
        check_overlay,
    )

__all__ = [
    "RawNotice",
    "RawOverlay",
    "check_notice",
    "check_overlay",
    "lunar_years",
    "read_notice",
    "read_notices",
    "read_overlay",
    "read_overlays",
    "regions",
    "regulation",
    "state_council",
]


def __getattr__(name: str) -> Any:
    # What is shipped has been checked: the checks are loaded for those who bring files of their own.
    if name in __all__:
        from gaf_rules.calendar.data import checks  # noqa: PLC0415 - as said above

        return getattr(checks, name)
    missing = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(missing)


def _error(source: str, path: str, got: str, *, zh: str, en: str) -> NoticeError:
    problem = Problem(code="wrong_notice", path=path, got=got, zh=zh, en=en)
    return NoticeError.telling(source, (problem,))


def _parse(text: str, source: str) -> dict[str, Any]:
    from gaf_rules.values.toml_text import TomlTextError, parse_toml  # noqa: PLC0415 - most programs never parse a file themselves

    try:
        return parse_toml(text)
    except TomlTextError as error:
        zh, en = f"不是合格的 TOML 文件：{error.zh}", f"this is not a TOML file: {error.en}"
        raise _error(source, "$", error.en, zh=zh, en=en) from error


def read_notice(text: str, source: str) -> RawNotice:
    """One notice from the text of its file.

    Arguments:
        text: the TOML text.
        source: the name of the file, for errors.

    Raises:
        NoticeError: whatever does not add up.
    """
    from gaf_rules.calendar.data.checks import check_notice  # noqa: PLC0415 - only for files of one's own

    return check_notice(_parse(text, source), source)


def read_overlay(text: str, source: str) -> RawOverlay:
    """One regional decision from the text of its file; arguments and errors as `read_notice`."""
    from gaf_rules.calendar.data.checks import check_overlay  # noqa: PLC0415 - only for files of one's own

    return check_overlay(_parse(text, source), source)


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".toml"):
            try:
                yield entry.name, entry.read_text(encoding="utf-8-sig")
            except (OSError, UnicodeDecodeError) as error:
                zh, en = why_not(error)
                zh, en = f"文件读不出：{zh}", f"the file cannot be read: {en}"
                raise _error(entry.name, "$", str(error), zh=zh, en=en) from error


def _dated(raw: dict[str, Any]) -> dict[str, Any]:
    """The same with dates in place of their texts."""
    if "place" in raw:
        return {**raw, **{key: [_day(text) for text in raw[key]] for key in ("off", "work")}}
    for row in raw["off"]:
        row["start"], row["end"] = _day(row["start"]), _day(row["end"])
    for row in raw["work"]:
        row["date"] = _day(row["date"])
    for row in raw["cancels"]:
        row["off"], row["work"] = ([_day(text) for text in row[key]] for key in ("off", "work"))
    raw["issued"] = raw["issued"] and _day(raw["issued"])
    return raw


# The class under all that may stand in for it: what freezes time for tests must not get into the data.
_day = cast("type[date]", date.__mro__[-2]).fromisoformat


def state_council() -> tuple[tuple[str, RawNotice], ...]:
    """The notices shipped, as pairs of file name and checked data, by file name."""
    return tuple((name, _dated(raw)) for name, raw in data_of(__name__, "state_council.json"))


def regions() -> tuple[tuple[str, RawOverlay], ...]:
    """The regional decisions shipped, as pairs of file name and checked data, by file name."""
    return tuple((name, _dated(raw)) for name, raw in data_of(__name__, "regions.json"))


def regulation() -> list[dict[str, Any]]:
    """The versions of the Regulation on public holidays, each with its days and the rows of its article 2.

    A row that begins before the day that it names has ``starts``: -1 is the eve, as of the Spring Festival
    since 2024 and from 2008 to 2013.
    """
    found: list[dict[str, Any]] = data_of(__name__, "regulation.json")
    return found


def lunar_years() -> list[dict[str, Any]]:
    """The lunar years, each with its year, leap month (or 0), Qingming and first days of months.

    The last of ``months`` is the first day of the year after. A day is ``YYYY-MM-DD``; one that
    nobody can be sure of yet is two of them with a stroke between.
    """
    found: list[dict[str, Any]] = data_of(__name__, "lunar.json")
    return found


def read_notices(folder: str | Path) -> tuple[tuple[str, RawNotice], ...]:
    """The notices of a directory, as `state_council` gives those shipped.

    Arguments:
        folder: a directory; its ``*.toml`` files are read, sorted by name.

    Raises:
        NoticeError: it is no directory, holds no notice, or a notice does not add up.
    """
    zh, en = "此处应为存放通知（*.toml）的目录", "a directory of notices (*.toml) is expected"
    return _read(folder, read_notice, zh=zh, en=en)


def read_overlays(folder: str | Path) -> tuple[tuple[str, RawOverlay], ...]:
    """The regional decisions of a directory; arguments and errors as `read_notices`."""
    zh, en = "此处应为存放地方日历（*.toml）的目录", "a directory of overlays (*.toml) is expected"
    return _read(folder, read_overlay, zh=zh, en=en)


def _read(
    folder: str | Path, read: Callable[[str, str], dict[str, Any]], *, zh: str, en: str
) -> tuple[tuple[str, dict[str, Any]], ...]:
    from pathlib import Path  # noqa: PLC0415 - only for a directory of one's own

    path = Path(folder)
    try:
        found_there, is_file = path.is_dir(), path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        found_there = is_file = False
    if not found_there:
        why_zh, why_en = "没有这个目录", "there is no such directory"
        if is_file:
            why_zh, why_en = "这是文件，不是目录", "this is a file, not a directory"
        zh, en = f"{why_zh}；{zh}", f"{why_en}; {en}"
        raise _error(short(str(path))[1:-1], "", str(path), zh=zh, en=en)
    found = tuple((name, read(text, name)) for name, text in _texts(path))
    if not found:
        zh, en = f"目录中没有 *.toml 文件；{zh}", f"no file in it ends in .toml; {en}"
        raise _error(str(path), "", str(path), zh=zh, en=en)
    return found
