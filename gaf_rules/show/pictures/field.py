"""The field of a picture: columns of days, the line of time above it, the numbers of the events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gaf_rules.show.pictures.looks import SHADES
from gaf_rules.show.pictures.measure import spread, text_width
from gaf_rules.show.pictures.shapes import as_of, columns, escaped, n, strip_above

if TYPE_CHECKING:
    from gaf_rules.show.pictures.scale import Scale
    from gaf_rules.show.pictures.scene import Scene

__all__ = ["axis", "numbers", "shades", "today"]

_SMALL: Final = 10
_NUMBER_ROW: Final = 26
"""How high the numbers of the events are, with the lines to their days."""


def shades(scene: Scene, scale: Scale, top: float, bottom: float, used: set[str]) -> str:
    """The days that are not plain working days, with the names of festivals where there is room."""
    places: dict[str, list[tuple[float, float]]] = {}
    for each in scene.stretches:
        place = scale.left_of(each.first), scale.width(each.first, each.last)
        places.setdefault(each.shade, []).append(place)
    used.update(places)
    shaded = (
        columns(look, places.get(shade, ()), top, bottom - top) for shade, look in SHADES.items()
    )
    # Where a day is narrower than a dot, the strip is not.
    worked = (strip_above(x, top, max(width, 2)) for x, width in places.get("made_up", ()))
    return "".join((*shaded, *worked)) + _festivals(scene, scale, top)


def _festivals(scene: Scene, scale: Scale, top: float) -> str:
    end, out = scale.left, []
    for stretch in scene.stretches:
        half = text_width(stretch.name, _SMALL) / 2
        middle = (scale.left_of(stretch.first) + scale.right_of(stretch.last)) / 2
        # At the edge the name moves in rather than being left out.
        middle = min(max(middle, scale.left + half), scale.right + 40 - half)
        if stretch.name and middle - half > end - 1:
            end = middle + half + 4
            out.append(f'<text x="{n(middle)}" y="{n(top - 5)}">{escaped(stretch.name)}</text>')
    joined = "".join(out)
    return joined and f'<g font-size="{_SMALL}" text-anchor="middle" fill="#8f2f27">{joined}</g>'


def axis(scene: Scene, scale: Scale, top: float, bottom: float) -> str:
    """The line of time: Mondays or firsts of months."""
    y = top - 20 - (_NUMBER_ROW if scene.marks else 0)
    ticks = list(scale.ticks())
    lines = "".join(f"M{n(scale.left_of(day))} {n(y + 4)}V{n(bottom)}" for day, _ in ticks)
    texts = "".join(
        f'<text x="{n(scale.left_of(day) + 2)}" y="{n(y)}">{text}</text>' for day, text in ticks
    )
    return (
        f'<path d="{lines}" stroke="#000" stroke-opacity=".12"/>'
        f'<g font-size="{_SMALL}" fill="#555">{texts}</g>'
    )


def numbers(scene: Scene, scale: Scale, top: float) -> str:
    """The numbers of the days with events, moved apart, each with a line to its day."""
    if not scene.marks:
        return ""
    days = [scale.middle_of(mark.on) for mark in scene.marks]
    places = spread(days, 15, scale.left + 6, scale.right)
    lines = "".join(
        f"M{n(place)} {n(top - 31)}L{n(day)} {n(top - 17)}v3"
        for place, day in zip(places, days, strict=True)
    )
    # More than fit are left without numbers; the list below still gives their dates.
    crowded = len(places) > 1 and places[1] - places[0] < 2 * _SMALL * 0.6
    texts = (
        f'<text x="{n(place)}" y="{n(top - 34)}">{mark.number}</text>'
        for place, mark in zip(places, scene.marks, strict=True)
    )
    return (
        f'<path d="{lines}" stroke="#777" fill="none"/>'
        f'<g font-size="{_SMALL}" text-anchor="middle">{"" if crowded else "".join(texts)}</g>'
    )


def today(scene: Scene, scale: Scale, top: float, bottom: float, edge: float) -> str:
    """The line of the day of assessment, with its date below; ``edge`` is as far right as that may go."""
    if scene.as_of is None:
        return ""
    middle = scale.middle_of(scene.as_of)
    half = text_width(str(scene.as_of), _SMALL) / 2
    at = min(max(middle, scale.left + half), edge - half)
    return (
        f"{as_of(middle, top, bottom + 4)}"
        f'<text x="{n(at)}" y="{n(bottom + 14)}" font-size="{_SMALL}" text-anchor="middle" '
        f'fill="#b03024">{scene.as_of}</text>'
    )
