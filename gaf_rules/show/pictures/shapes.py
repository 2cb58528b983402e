"""The shapes that a picture is made of, each as a piece of SVG."""

from __future__ import annotations

from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from gaf_rules.report.layout import clean
from gaf_rules.show.pictures.looks import AS_OF, BARS, FLAG, MADE_UP, SHADES, Look

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gaf_rules.values.texts import Lang

__all__ = [
    "BAR",
    "MARKS",
    "WIDTH",
    "area",
    "as_of",
    "bar",
    "columns",
    "escaped",
    "lasting",
    "n",
    "paper",
    "sample",
    "spread_box",
    "strip_above",
]

WIDTH: Final = 960
"""How wide a picture is."""
_LEGIBLE: Final = 860
"""Narrower the words could not be read; a small screen scrolls instead."""
BAR: Final = 10
"""How high the bar of a period is."""


def n(value: float) -> str:
    """A number with at most one decimal.

    >>> n(3.0), n(3.14)
    ('3', '3.1')
    """
    return f"{value:.1f}".removesuffix(".0")


def escaped(text: str) -> str:
    """Text of a case, safe inside of an element."""
    return escape(clean(text))


def paper(body: str, title: str, description: str, *, lang: Lang, height: float) -> str:
    """What is drawn, on its paper, as one element; title and description are for those who do not see it."""
    title, tall = escaped(title), n(height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="{lang}" '
        f'aria-label="{title}" viewBox="0 0 {WIDTH} {tall}" width="{WIDTH}" height="{tall}" '
        f'style="max-width:100%;min-width:{_LEGIBLE}px;height:auto" '
        'font-family="sans-serif" font-size="12" fill="#222">'
        f"<title>{title}</title><desc>{escaped(description)}</desc>"
        f'<rect width="{WIDTH}" height="{tall}" fill="#fff"/>{body}</svg>'
    )


def bar(key: str, start: float, end: float, y: float) -> str:
    """A part of a period; ``y`` is its middle. Never too narrow to be seen."""
    return area(BARS[key], start, y - BAR / 2, max(end - start, 2), BAR)


def area(look: Look, x: float, y: float, width: float, height: float) -> str:
    """A filled rectangle with the border and the hatching of its look."""
    edge = ""
    if look.edge and look in BARS.values():
        dash = f' stroke-dasharray="{look.dash}"' if look.dash else ""
        edge = f' stroke="{look.edge}"{dash}'
    box = f'<rect x="{n(x)}" y="{n(y)}" width="{n(width)}" height="{n(height)}" fill="{look.fill}"{edge}/>'
    return box + _lines(look, _hatching(look, x, y, width, height))


def columns(look: Look, places: Iterable[tuple[float, float]], y: float, height: float) -> str:
    """Columns of one look as one shape: a long case has hundreds of them.

    Arguments:
        look: the look.
        places: where each begins, and how wide it is.
        y: where they all begin.
        height: how high they are.
    """
    held = list(places)
    boxes = "".join(f"M{n(x)} {n(y)}v{n(height)}h{n(width)}v{n(-height)}" for x, width in held)
    hatching = (each for x, width in held for each in _hatching(look, x, y, width, height))
    return f'<path d="{boxes}" fill="{look.fill}"/>{_lines(look, hatching)}' if held else ""


def _lines(look: Look, hatching: Iterable[str]) -> str:
    lines = "".join(hatching)
    return lines and f'<path d="{lines}" stroke="{look.edge}" stroke-width=".8" fill="none"/>'


def _hatching(look: Look, x: float, y: float, width: float, height: float) -> Iterator[str]:
    """The lines of the hatching, cut off at the border.

    Not a pattern of SVG: that is referred to by a link, and many pages strip those.
    """
    if look.hatch in {"/", "\\"}:
        # In step over the whole picture, so that neighbours of one look have one hatching.
        at = look.gap - (x + y) % look.gap
        while at < width + height:
            ends = (
                (min(at, width), max(0.0, at - width)),
                (max(0.0, at - height), min(at, height)),
            )
            (a, b), (c, d) = ends
            if look.hatch == "\\":
                a, c = width - a, width - c
            yield f"M{n(x + a)} {n(y + b)}L{n(x + c)} {n(y + d)}"
            at += look.gap
    elif look.hatch == "|":
        at = look.gap / 2
        while at < width:
            yield f"M{n(x + at)} {n(y)}v{n(height)}"
            at += look.gap
    elif look.hatch == "-":
        at = look.gap / 2
        while at < height:
            yield f"M{n(x)} {n(y + at)}h{n(width)}"
            at += look.gap


def _due(x: float, y: float) -> str:
    return f'<path d="M{n(x)} {n(y - 9)}v18" stroke="#222" stroke-width="2.5"/>'


def _safe(x: float, y: float) -> str:
    return f'<path d="M{n(x)} {n(y - 6)}l5 6l-5 6l-5-6z" fill="#fff" stroke="#222"/>'


def _done(x: float, y: float) -> str:
    return f'<circle cx="{n(x)}" cy="{n(y)}" r="4" fill="#fff" stroke="#222" stroke-width="1.5"/>'


def _dead(x: float, y: float) -> str:
    return f'<path d="M{n(x - 4)} {n(y - 4)}l8 8m0-8l-8 8" stroke="{FLAG}" stroke-width="2.5"/>'


def _breach(x: float, y: float) -> str:
    """A triangle with an exclamation mark."""
    inside = f'<path d="M{n(x)} {n(y - 3)}v4.5m0 1.5v1.5" stroke="#fff" stroke-width="1.6"/>'
    return f'<path d="M{n(x)} {n(y - 8)}l8 14h-16z" fill="{FLAG}"/>{inside}'


def _consequence(x: float, y: float) -> str:
    """A square with a cross."""
    inside = f'<path d="M{n(x - 3)} {n(y - 3)}l6 6m0-6l-6 6" stroke="#fff" stroke-width="1.6"/>'
    return f'<path d="M{n(x - 7)} {n(y - 7)}h14v14h-14z" fill="{FLAG}"/>{inside}'


def _undated(x: float, y: float) -> str:
    return f'<text x="{n(x)}" y="{n(y + 4)}" font-size="12" text-anchor="middle">?</text>'


MARKS: Final = MappingProxyType(
    {
        "due": _due,
        "safe": _safe,
        "done": _done,
        "dead": _dead,
        "breach": _breach,
        "consequence": _consequence,
        "undated": _undated,
    }
)
"""Kind of mark → what draws it around a point."""


def lasting(severity: str, since: float, until: float, y: float) -> str:
    """What went wrong: a mark where it begins, and a line for as long as it holds."""
    line = f'<path d="M{n(since)} {n(y)}H{n(until)}" stroke="{FLAG}"/>'
    return line + MARKS[severity](since, y)


def as_of(x: float, top: float, bottom: float) -> str:
    """The line of the day of assessment."""
    look = f'stroke="{AS_OF}" stroke-width="1.5" stroke-dasharray="4 2"'
    return f'<path d="M{n(x)} {n(top)}V{n(bottom)}" {look}/>'


def spread_box(x: float, y: float, width: float) -> str:
    """The days between which a last day lies."""
    box = f'x="{n(x)}" y="{n(y - 8)}" width="{n(width)}" height="16"'
    return f'<rect {box} fill="none" stroke="#222" stroke-dasharray="2 2"/>'


def strip_above(x: float, y: float, width: float) -> str:
    """What marks a day that is worked although it is a Saturday or a Sunday."""
    return f'<path d="M{n(x)} {n(y)}h{n(width)}" stroke="{MADE_UP}" stroke-width="5"/>'


def sample(key: str, x: float, y: float) -> str:
    """A small example of what a word of the legend means; ``y`` is its middle, 20 its width."""
    special = {
        "breach": lambda: lasting(key, x + 8, x + 20, y),
        "consequence": lambda: lasting(key, x + 8, x + 20, y),
        "made_up": lambda: strip_above(x, y, 20),
        "as_of": lambda: as_of(x + 10, y - 9, y + 9),
        "spread": lambda: spread_box(x, y, 20),
    }
    if key in special:
        return special[key]()
    if key in MARKS:
        return MARKS[key](x + 10, y)
    return area(SHADES[key], x, y - 6, 20, 12) if key in SHADES else bar(key, x, x + 20, y)
