"""What charts draw on: words, lines and areas in one column, with axes, series and a legend."""

from __future__ import annotations

from functools import partial
from math import ceil, floor, log10
from typing import TYPE_CHECKING, Any, Final

from gaf_rules.report.layout import clean
from gaf_rules.report.words import Words
from gaf_rules.show.pictures import field
from gaf_rules.show.pictures.looks import legend_words
from gaf_rules.show.pictures.measure import break_lines, spread, text_width
from gaf_rules.show.pictures.scale import Scale
from gaf_rules.show.pictures.scene import Scene, stretches
from gaf_rules.show.pictures.shapes import WIDTH, escaped, n, paper, sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.values.texts import Lang

__all__ = ["EDGE", "LINES", "SMALL", "Canvas", "percent", "ticks"]

EDGE: Final = 12
SIZE: Final = 12
SMALL: Final = 10
_LINE: Final = 12
_BOLD: Final = 1.1
_TITLE: Final = 14
_FAINT: Final = ".12"
_PLAIN_WEEKENDS: Final = 6
"""Where a weekend is narrower than this, weekends would be stripes all over."""
LINES: Final = (
    ("#1d4b7d", ""),
    ("#8e1b10", "7 3"),
    ("#2b6b47", "2 2"),
    ("#7a4d08", "9 3 2 3"),
    ("#444", "4 2"),
    ("#0b3a5c", "1 3"),
)
"""How lines are told apart: the colour and the dashes of each."""


class Canvas:
    """One picture as it comes about; ``y`` is how far down it has come."""

    def __init__(self, lang: Lang, guideline: Guideline | None = None) -> None:
        self.words = Words(lang, guideline)
        self.parts: list[str] = []
        self.told: list[str] = []
        self.legend: dict[str, tuple[Callable[[float, float], str], str]] = {}
        self.y = 0.0

    @property
    def lang(self) -> Lang:
        """The language of the words."""
        return self.words.lang

    def svg(self, title: str) -> str:
        """All that was drawn, as one element."""
        description = self.words.say("；", "; ").join(self.told)
        body = "".join(self.parts)
        return paper(body, title, description, lang=self.lang, height=self.y + 8)

    # -- words -------------------------------------------------------------------------------------------
    def word(self, kind: str, key: str) -> str:
        """What a value is called; a word that only another guideline knows is shown as it is."""
        return self.words.of(kind, key) if self.words.knows(kind, key) else clean(key)

    def stage(self, procedure: str, stage: str) -> str:
        """What a stage is called."""
        known = any(self.words.knows(kind, stage) for kind in ("stage", f"{procedure}_stage"))
        return self.words.stage(procedure, stage) if known else clean(stage)

    def role(self, role: str) -> str:
        """What a role is called in short."""
        return self.words.role(role) if self.words.knows("role", role) else clean(role)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: int = SIZE,
        anchor: str = "start",
        fill: str = "",
        bold: bool = False,
    ) -> None:
        """Words at a place; ``y`` is their base line."""
        look = f' text-anchor="{anchor}"' * (anchor != "start")
        look += f' fill="{fill}"' * bool(fill) + ' font-weight="bold"' * bold
        self.parts.append(
            f'<text x="{n(x)}" y="{n(y)}" font-size="{size}"{look}>{escaped(words)}</text>'
        )

    def lines(self, x: float, y: float, words: str, room: float) -> float:
        """Small words in as many lines as they need; how far further down the last one is."""
        lines = break_lines(words, room, SMALL)
        for at, line in enumerate(lines):
            self.text(x, y + _LINE * at, line, size=SMALL)
        return _LINE * (len(lines) - 1)

    def heading(self, words: str) -> None:
        """What the picture is of."""
        self._bold(words, _TITLE)
        self.y += 6

    def part(self, words: str) -> None:
        """What a part of the picture is of."""
        self._bold(words, SIZE)
        self.y += 4

    def _bold(self, words: str, size: int) -> None:
        for line in break_lines(clean(words), (WIDTH - 2 * EDGE) / _BOLD, size):
            self.y += 18
            self.text(EDGE, self.y, line, size=size, bold=True)

    def note(self, words: str) -> None:
        """A sentence across the picture."""
        for line in break_lines(clean(words), WIDTH - 2 * EDGE, SIZE):
            self.y += 16
            self.text(EDGE, self.y, line)
        self.y += 4

    # -- shapes ------------------------------------------------------------------------------------------
    def stroke(
        self, d: str, colour: str, *, width: float = 1, dash: str = "", faint: str = ""
    ) -> None:
        """A line along a path."""
        look = f' stroke-width="{n(width)}"' * (width != 1) + f' stroke-dasharray="{dash}"' * bool(
            dash
        )
        look += f' stroke-opacity="{faint}"' * bool(faint)
        self.parts.append(f'<path d="{d}" stroke="{colour}"{look} fill="none"/>')

    def fill(self, d: str, colour: str, edge: str = "", *, dash: str = "") -> None:
        """An area inside of a path."""
        look = f' stroke="{edge}"' * bool(edge) + f' stroke-dasharray="{dash}"' * bool(dash)
        self.parts.append(f'<path d="{d}" fill="{colour}"{look}/>')

    def box(self, x: float, y: float, width: float, height: float, colour: str, edge: str = "", *,
            dash: str = "") -> None:  # fmt: skip
        """A rectangle."""
        look = f' stroke="{edge}"' * bool(edge) + f' stroke-dasharray="{dash}"' * bool(dash)
        place = f'x="{n(x)}" y="{n(y)}" width="{n(width)}" height="{n(height)}"'
        self.parts.append(f'<rect {place} fill="{colour}"{look}/>')

    # -- axes --------------------------------------------------------------------------------------------
    def heights(
        self, values: Iterable[float], scale: Any, left: float, right: float, say: Any = str
    ) -> None:
        """Level lines, each with its number before it.

        Arguments:
            values: the numbers.
            scale: number → place.
            left: where the lines begin.
            right: where they end.
            say: number → words.
        """
        for value in values:
            y = scale(value)
            self.stroke(f"M{n(left)} {n(y)}H{n(right)}", "#000", faint=_FAINT)
            self.text(left - 5, y + 3.5, say(value), size=SMALL, anchor="end", fill="#555")

    def days(self, calendar: WorkingCalendar, first: date, last: date, place: tuple[float, float],
             depth: tuple[float, float]) -> Scale:  # fmt: skip
        """A field of days: festivals, days off and made-up days shaded, dates and festivals above it.

        Arguments:
            calendar: the days to shade.
            first: the day at the left edge.
            last: the day at the right edge.
            place: from where to where, across.
            depth: likewise down.

        Returns:
            where each day lies.
        """
        scale = Scale(first, last, *place)
        found = stretches(calendar, first, last, self.lang)
        if 2 * scale.step < _PLAIN_WEEKENDS:
            found = (each for each in found if each.shade != "weekend")
        scene = Scene(
            lang=self.lang, title="", description="", first=first, last=last, as_of=None, blocks=(),
            marks=(), stretches=tuple(found),
        )  # fmt: skip
        used: set[str] = set()
        self.parts.append(field.shades(scene, scale, *depth, used))
        self.parts.append(field.axis(scene, scale, *depth))
        for key, told in legend_words(used, scene):
            self.legend[key] = partial(sample, key), told
        return scale

    def ends(
        self, x: float, places: Sequence[tuple[float, str, int]], top: float, bottom: float
    ) -> None:
        """The names of lines where these end, each with a piece of its line.

        Arguments:
            x: where they begin.
            places: for each its height, its words and the number of its look.
            top: where they may begin.
            bottom: where they must end.
        """
        ordered = sorted(places)
        room = WIDTH - EDGE - x - 22
        texts = [break_lines(words, room, SMALL) for _, words, _ in ordered]
        tall = _LINE * max(map(len, texts))
        last = bottom - tall + _LINE
        moved = spread([y for y, _, _ in ordered], tall + 1, min(top + 4, last), last)
        for y, (_, words, look) in zip(moved, ordered, strict=True):
            colour, dash = LINES[look]
            self.stroke(f"M{n(x)} {n(y)}h18", colour, width=2, dash=dash)
            self.lines(x + 22, y + 3.5, words, room)

    def legends(self) -> None:
        """What the signs of the picture mean; ``legend`` has for each what draws it and its words."""
        x = float(EDGE)
        self.y += 22
        for drawn, words in self.legend.values():
            width = 24 + text_width(words, SMALL) + 14
            if x + width > WIDTH:
                x, self.y = float(EDGE), self.y + 18
            self.parts.append(drawn(x, self.y - 4))
            self.text(x + 24, self.y, words, size=SMALL, fill="#444")
            x += width


def ticks(most: float, steps: int = 4) -> list[int]:
    """Round numbers from 0 to at least ``most``: whole, and no more than ``steps`` above 0.

    >>> ticks(45), ticks(3), ticks(0)
    ([0, 20, 40, 60], [0, 1, 2, 3], [0, 1])
    """
    least = max(most / steps, 1)
    power = 10 ** floor(log10(least))
    step = next(power * each for each in (1, 2, 5, 10) if power * each >= least)
    return [int(step * at) for at in range(max(ceil(most / step), 1) + 1)]


def percent(share: float) -> str:
    """A share as it is written.

    >>> percent(0.8432), percent(1.0)
    ('84.3%', '100%')
    """
    return f"{100 * share:.1f}".removesuffix(".0") + "%"
