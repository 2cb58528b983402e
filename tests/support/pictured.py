"""Pictures of frames, read as a person reads them: by words, axes and places."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from pinned import CHINA

import gaf_rules as gaf

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gaf_rules.values.texts import Lang

__all__ = ["SVG", "Point", "axis", "corners", "level_at", "lines_of", "root_of", "texts_of"]

SVG: Final = "{http://www.w3.org/2000/svg}"
Point = tuple[float, float]


def root_of(frame: Any, lang: Lang = "en") -> ET.Element:
    """The picture of a frame in light colours, as elements."""
    svg = gaf.picture(frame, lang=lang, calendar=CHINA).to_svg(theme="light")
    return ET.fromstring(svg)  # noqa: S314 - our own text


def texts_of(root: ET.Element) -> list[tuple[float, float, str]]:
    """Every word of a picture with its place."""
    return [
        (float(part.attrib["x"]), float(part.attrib["y"]), part.text or "")
        for part in root.iter(f"{SVG}text")
    ]


def corners(steps: str) -> list[Point]:
    """The corners of a path of absolute steps."""
    x = y = 0.0
    found = []
    for sign, numbers in re.findall(r"([MLHVvh])([^A-Za-z]*)", steps):
        values = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if sign in "ML":
            x, y = values
        elif sign in "Hh":
            x = values[0] + x * (sign == "h")
        else:
            y = values[0] + y * (sign == "v")
        found.append((x, y))
    return found


def lines_of(root: ET.Element, colour: str, width: str) -> list[list[Point]]:
    """The lines of a colour and a breadth, but for the short pieces beside their names."""
    return [
        corners(part.attrib["d"])
        for part in root.iter(f"{SVG}path")
        if part.get("stroke") == colour
        and part.get("stroke-width") == width
        and not re.search(r"h1?8$|h20$", part.attrib["d"])
    ]


def axis(marks: Sequence[tuple[float, float]]) -> Callable[[float], float]:
    """Place → number, by the first and the last number that stand at an axis."""
    (a, one), *_, (b, other) = sorted(marks)
    return lambda place: one + (other - one) * (place - a) / (b - a)


def level_at(points: list[Point], x: float) -> float:
    """The height of a line of steps just behind a place."""
    return next(b[1] for a, b in pairwise(points) if a[0] <= x + 0.2 < b[0] and a[1] == b[1])
