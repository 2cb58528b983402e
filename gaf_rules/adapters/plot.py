"""Pictures with matplotlib, for reports: what a notebook shows as SVG, as a Figure."""

from __future__ import annotations

import re
import warnings
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any, Final, TypeVar

from attrs import frozen

from gaf_rules.adapters.typeface import FONTS, Typeface, typeface
from gaf_rules.show.pictures import Timeline
from gaf_rules.values.given import one_of, require
from gaf_rules.values.lacking import library
from gaf_rules.values.theme import THEMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from matplotlib.figure import Figure

    from gaf_rules.show.charts import Picture
    from gaf_rules.values.texts import Lang
    from gaf_rules.values.theme import Theme

__all__ = ["plot_picture", "plot_timeline"]

_PIXELS: Final = 96
"""An inch of the picture, in the unit of the SVG."""
_POINTS: Final = 72 / _PIXELS
_SVG: Final = "{http://www.w3.org/2000/svg}"
_STEP: Final = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_NUMBER: Final = re.compile(r"-?\d*\.?\d+")
# What a part of the picture takes over from the parts that it stands in.
_INHERITED: Final = ("font-size", "font-weight", "fill", "text-anchor")
_SIDES: Final = {"start": "left", "middle": "center", "end": "right"}


def plot_timeline(timeline: Timeline, *, theme: Theme = "light") -> Figure:
    """The picture as a matplotlib ``Figure``: the same as the SVG, 96 of its pixels to the inch.

    The figure belongs to no window and to no list of figures; ``figure.savefig("case.pdf")`` saves it.

    Chinese is set in an installed font that has the characters; `gaf_rules.adapters.typeface.FONTS` come
    first, and none is bundled. Where no font has those of the labels, the picture is in English; where
    none has those of the app's name, the name is left out, and the id of the case says what it is of.
    A sign that is still missing (an id may have any) becomes a question mark. Each with a
    ``UserWarning``; never boxes.

    Arguments:
        timeline: the picture, as `gaf_rules.show.pictures.timeline` makes it.
        theme: ``"light"`` or ``"dark"``; ``"auto"`` is light, as a figure follows nobody's system.

    Raises:
        GafRulesError: something that is no `Timeline`, another theme, or matplotlib is not installed.
    """
    require("timeline", timeline, Timeline, " gaf.timeline 的结果", "what gaf.timeline returns")
    one_of("theme", theme, THEMES)
    library = _Library("plot_timeline")
    timeline, face = _in_a_language_of_the_fonts(timeline, timeline.scene.lang, library)
    if missing := face.missing(timeline.scene.name):
        _warn(
            f"没有字体含有应用名称中的 {len(missing)} 个字，名称从略",
            f"no installed font has {len(missing)} characters of the app's name, which is left out",
            level=3,
        )
        timeline = timeline.without_name()
    return _figure(timeline, face, library, theme)


def plot_picture(picture: Picture, *, theme: Theme = "light") -> Figure:
    """The picture of a frame as a matplotlib ``Figure``, as `plot_timeline` does it.

    Where no font has the Chinese of the labels, the picture is in English, with a ``UserWarning``.

    Arguments:
        picture: what `gaf_rules.picture` returns.
        theme: as in `plot_timeline`.

    Raises:
        GafRulesError: something that is no `Picture`, another theme, or matplotlib is not installed.

    >>> import gaf_rules as gaf
    >>> drawn = gaf.simulate(20, seed=1)
    >>> found = gaf.measures(drawn.events, drawn.cases, as_of=drawn.as_of)
    >>> float(plot_picture(gaf.picture(found.flow(), lang="en")).get_figwidth())
    10.0
    """
    from gaf_rules.show.charts import Picture  # noqa: PLC0415 - it reads frames, which a timeline has not

    require("picture", picture, Picture, " gaf.picture 的结果", "what gaf.picture returns")
    one_of("theme", theme, THEMES)
    library = _Library("plot_picture")
    picture, face = _in_a_language_of_the_fonts(picture, picture.lang, library)
    return _figure(picture, face, library, theme)


_Shown = TypeVar("_Shown", Timeline, "Picture")


def _in_a_language_of_the_fonts(
    shown: _Shown, lang: Lang, library: _Library
) -> tuple[_Shown, Typeface]:
    """The picture itself, or in English where no font has the Chinese of its labels; and the fonts."""
    face = library.face(shown.svg, lang)
    other = shown.in_lang("en")
    # A sign that the English picture has too belongs to a name.
    if missing := face.missing(shown.svg) - set(other.svg):
        _warn(
            f"没有字体含有标签中的 {len(missing)} 个汉字，改用英文；可安装字体，例如 {FONTS[0]}",
            f"no installed font has {len(missing)} characters of the labels, which are in English "
            f"therefore; install one, for example {FONTS[0]}",
        )
        return other, library.face(other.svg, "en")
    return shown, face


def _figure(shown: Timeline | Picture, face: Typeface, library: _Library, theme: Theme) -> Figure:
    svg = shown.to_svg(theme="dark" if theme == "dark" else "light")
    if missing := face.missing(svg):
        signs = " ".join(sorted(missing))
        _warn(f"没有字体含有 {signs}，改用问号", f"no installed font has {signs}, shown as ?")
    root = ET.fromstring(svg)  # noqa: S314 - our own text
    figure: Figure = _PlotDrawing(library, face).figure(root)
    return figure


def _warn(zh: str, en: str, *, level: int = 4) -> None:
    """A warning at the line of whoever asked for the drawing, so many frames up."""
    warnings.warn(f"{zh} / {en}", stacklevel=level)


class _Library:
    """The parts of matplotlib that are used."""

    def __init__(self, asked: str) -> None:
        def part(name: str) -> Any:
            return library(f"matplotlib.{name}", "plot", asked, asked)

        self.fonts = part("font_manager")
        self.freetype = part("ft2font")
        self.patches = part("patches")
        self.path = part("path").Path
        self.colour = part("colors").to_rgba
        self.figure = part("figure").Figure

    def face(self, svg: str, lang: Lang) -> Typeface:
        """The fonts for a picture."""
        return typeface(svg, self.fonts, self.freetype, lang=lang)


@frozen
class _PlotDrawing:
    """Draws the few kinds of parts that our SVG has."""

    library: Any
    face: Typeface

    def figure(self, root: ET.Element) -> Any:
        _, _, width, height = map(float, root.attrib["viewBox"].split())
        figure = self.library.figure(
            figsize=(width / _PIXELS, height / _PIXELS), dpi=_PIXELS, facecolor=_paper(root)
        )
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, width)
        axes.set_ylim(height, 0)
        for order, (part, style) in enumerate(_parts(root, {})):
            self._draw(axes, part, style, order)
        return figure

    def _draw(self, axes: Any, part: ET.Element, style: Mapping[str, str], order: int) -> None:
        kind = part.tag.removeprefix(_SVG)
        if kind in {"text", "tspan"}:
            self._write(axes, part, style, order)
            return
        number = {name: float(part.get(name, 0)) for name in ("x", "y", "cx", "cy", "r")}
        patches = self.library.patches
        look = {**self._look(part, style), "zorder": order}
        if kind == "rect":
            size = float(part.attrib["width"]), float(part.attrib["height"])
            axes.add_patch(patches.Rectangle((number["x"], number["y"]), *size, **look))
        elif kind == "circle":
            middle = (number["cx"], number["cy"])
            axes.add_patch(patches.Circle(middle, number["r"], **look))
        else:
            points, strokes = _outline(part.attrib["d"])
            codes = [self.library.path.MOVETO if up else self.library.path.LINETO for up in strokes]
            axes.add_patch(patches.PathPatch(self.library.path(points, codes), **look))

    def _look(self, part: ET.Element, style: Mapping[str, str]) -> dict[str, Any]:
        stroke = part.get("stroke", "none")
        # A line encloses nothing, so what it would be filled with does not matter to a browser.
        fill = part.get("fill", style["fill"] if stroke == "none" else "none")
        width = float(part.get("stroke-width", "1"))
        opacity = float(part.get("stroke-opacity", "1"))
        dashes = [float(dash) / width for dash in part.get("stroke-dasharray", "").split()]
        return {
            "facecolor": fill,
            "edgecolor": "none" if stroke == "none" else self.library.colour(stroke, opacity),
            "linewidth": 0 if stroke == "none" else width * _POINTS,
            "linestyle": (0, dashes) if dashes else "solid",
            "capstyle": "butt",
            "joinstyle": "miter",
        }

    def _write(self, axes: Any, part: ET.Element, style: Mapping[str, str], order: int) -> None:
        words = " ".join((part.text or "").split())
        if not words:
            return
        words = self.face.shown(words)
        axes.text(
            float(part.attrib["x"]),
            float(part.attrib["y"]),
            words,
            fontfamily=self.face.used(words),
            fontsize=float(style["font-size"]) * _POINTS,
            fontweight=self.face.weight(words, style.get("font-weight", "normal")),
            color=style["fill"],
            ha=_SIDES[style.get("text-anchor", "start")],
            va="baseline",
            zorder=order,
            # A name may hold a dollar sign; the reader may have TeX switched on.
            parse_math=False,
            usetex=False,
        )


def _paper(root: ET.Element) -> str:
    """The colour of the paper: of the first area that is filled."""
    return next(part.attrib["fill"] for part in root.iter(f"{_SVG}rect"))


def _parts(
    above: ET.Element, style: Mapping[str, str]
) -> Iterator[tuple[ET.Element, dict[str, str]]]:
    """What is to be drawn, from the back to the front, with what it takes over."""
    own = dict(style)
    own.update((name, above.attrib[name]) for name in _INHERITED if name in above.attrib)
    kind = above.tag.removeprefix(_SVG)
    if kind in {"rect", "circle", "path", "text", "tspan"}:
        yield above, own
    if kind in {"svg", "g", "text"}:
        for part in above:
            yield from _parts(part, own)


def _outline(steps: str) -> tuple[list[tuple[float, float]], list[bool]]:
    """The corners of a path, and at each whether the pen is lifted on the way there."""
    x = y = 0.0
    points: list[tuple[float, float]] = []
    lifted: list[bool] = []
    for sign, numbers in _STEP.findall(steps):
        values = [float(number) for number in _NUMBER.findall(numbers)]
        base_x, base_y = (x, y) if sign.islower() else (0.0, 0.0)
        if sign in "Hh":
            x = base_x + values[0]
        elif sign in "Vv":
            y = base_y + values[0]
        elif sign in "MmLl":
            x, y = base_x + values[0], base_y + values[1]
        else:  # back to where the pen came down
            x, y = max(zip(lifted, range(len(points)), points, strict=True))[2]
        points.append((x, y))
        lifted.append(sign in "Mm")
    return points, lifted
