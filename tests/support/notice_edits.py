"""Single edits that change what a notice says: a day, a month, a year, a weekday, a count."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Edit", "sentences_dropped", "single_edits"]

_DAY = re.compile(r"(?<=月)\d+(?=日)|(?<![\d月])\d+(?=日)")
_MONTH = re.compile(r"\d+(?=月)")
_YEAR = re.compile(r"\d{4}(?=年\d+月\d)")
_COUNT = re.compile(r"\d+(?=天)")
_WEEKDAY = re.compile(r"(?:(?<=星期)|(?<=[（、]周))[一二三四五六日天]")
_WHOLE = re.compile(r"(\d+)月(\d+)日")
_STEPS = (-14, -7, -3, -2, -1, 1, 2, 3, 7, 14)
_WEEK = "一二三四五六日"


@frozen(kw_only=True)
class Edit:
    """One edit: its kind, what stood there, what stands there now, and the whole text with it."""

    kind: str
    before: str
    after: str
    text: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.before} -> {self.after}"


def single_edits(text: str) -> Iterator[Edit]:
    """Every single edit of a day, month, year, weekday or count, and of a date as a whole.

    The weekday in the brackets stays, so that a date moved by whole weeks is the hardest of all to
    notice.
    """
    for match in _DAY.finditer(text):
        yield from _numbers("day", text, match, _STEPS, 31)
    for match in _MONTH.finditer(text):
        yield from _numbers("month", text, match, (-2, -1, 1, 2), 12)
    for match in _YEAR.finditer(text):
        yield from _numbers("year", text, match, (-1, 1), 9999)
    for match in _COUNT.finditer(text):
        yield from _numbers("count", text, match, (-2, -1, 1, 2), 99)
    for match in _WEEKDAY.finditer(text):
        for other in _WEEK:
            if other != match.group().replace("天", "日"):
                yield _edit("weekday", text, match, other)
    for match in _WHOLE.finditer(text):
        # A year without a leap day serves to count: no notice names one.
        day = date(2001, int(match[1]), int(match[2]))
        for step in _STEPS:
            moved = day + timedelta(step)
            yield _edit("date", text, match, f"{moved.month}月{moved.day}日")


def _numbers(
    kind: str, text: str, match: re.Match[str], steps: tuple[int, ...], most: int
) -> Iterator[Edit]:
    for step in steps:
        value = int(match.group()) + step
        if 1 <= value <= most:
            yield _edit(kind, text, match, str(value))


def _edit(kind: str, text: str, match: re.Match[str], after: str) -> Edit:
    around = text[max(match.start() - 6, 0) : match.end() + 8].replace("\n", " ")
    return Edit(
        kind=kind,
        before=f"{match.group()} (…{around}…)",
        after=after,
        text=text[: match.start()] + after + text[match.end() :],
    )


def sentences_dropped(text: str) -> Iterator[Edit]:
    """The text without one of its sentences."""
    for match in re.finditer(r"[^。\n]+。", text):
        yield _edit("sentence", text, match, "")
