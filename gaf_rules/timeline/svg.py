"""A scene as SVG: shapes and words only, with the viewer's own fonts."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from gaf_rules.report.layout import clean
from gaf_rules.timeline.measure import break_lines, spread, text_width
from gaf_rules.timeline.scale import Scale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.timeline.scene import Lane, Scene

__all__ = ["COLOURS", "SHADES", "draw"]

COLOURS: Final = {
    "open": ("#2f6fb3", "#c5daf0"),
    "met": ("#3d8b5f", "#cde8d8"),
    "late": ("#c0392b", "#f3c9c4"),
    "unknown": ("#b7791f", "#f5e2bd"),
}
"""How a duty stands → the colour of what has run, and of what is left."""
SHADES: Final = {
    "weekend": "#ececec",
    "holiday": "#f9d9d6",
    "regional": "#e4d6f2",
    "undetermined": "#fdf3d0",
    "made_up": "#0e8385",
}
"""Kind of day → its colour."""

_WIDTH: Final = 960
_EDGE: Final = 12
_SIZE: Final = 12
_SMALL: Final = 10
_LINE: Final = 15
_BAR: Final = 10
_MOST_LABEL: Final = 290
_AS_OF: Final = 'stroke="#c0392b" stroke-width="1.5" stroke-dasharray="4 2"'
_FILLS: Final = {
    "run_open": COLOURS["open"][0],
    "run_met": COLOURS["met"][0],
    "run_unknown": COLOURS["unknown"][0],
    "left": COLOURS["open"][1],
    "late": COLOURS["late"][0],
}
_LEGEND: Final = {
    "weekend": ("周末", "weekend"),
    "holiday": ("节假日", "public holiday"),
    "regional": ("地方放假、停工", "regional day off"),
    "undetermined": ("放假安排未公布", "not yet published"),
    "made_up": ("调休上班", "made-up working day"),
    "run_open": ("已历", "elapsed"),
    "run_met": ("已历，按期履行", "elapsed, in time"),
    "run_unknown": ("已历，尚不能确定", "elapsed, undetermined"),
    "left": ("剩余期限", "left of the period"),
    "late": ("逾期", "late"),
    "due": ("到期日", "last day"),
    "safe": ("稳妥日", "safe day"),
    "done": ("已履行", "done"),
    "dead": ("逾期失效", "lapsed"),
    "spread": ("到期日所在区间", "last day lies in here"),
    "as_of": ("评估日", "day of assessment"),
}
_PLAN_LEGEND: Final = {
    "run_met": ("已办", "done"),
    "left": ("至最迟日", "up to the latest safe day"),
    "late": ("已过最迟日", "past the latest safe day"),
    "due": ("最迟日", "latest safe day"),
    "safe": ("照常办理之日", "realistic day"),
    "done": ("已办之日", "day it was done"),
    "as_of": ("计划日", "day of planning"),
}
"""Where a plan says it otherwise."""


def _n(value: float) -> str:
    """A number with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def draw(scene: Scene) -> str:
    """The picture of a scene, as one SVG element."""
    return _Drawing(scene).svg()


class _Drawing:
    """The parts of one picture; ``y`` is how far down it has come."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.used: dict[str, None] = {}
        self.blocks = [
            (name, [self._label(lane) for lane in lanes], lanes) for name, lanes in scene.groups()
        ]
        widest = max(
            (
                text_width(line, _SIZE)
                for _, labels, _ in self.blocks
                for label in labels
                for line in label
            ),
            default=0.0,
        )
        left = _EDGE + widest + (14 if widest else 8)
        self.scale = Scale(scene.first, scene.last, left, _WIDTH - _EDGE - 40)
        self.y = 0.0

    def svg(self) -> str:
        body = "".join(self._parts())
        title, description = _text(self.scene.title), _text(self.scene.description)
        height = _n(self.y)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="{self.scene.lang}" '
            f'aria-label="{title}" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
            f'style="max-width:100%;height:auto" font-family="sans-serif" font-size="{_SIZE}" fill="#222">'
            f"<title>{title}</title><desc>{description}</desc>"
            f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>{body}</svg>'
        )

    def _parts(self) -> Iterator[str]:
        self.y = 24
        yield f'<text x="{_EDGE}" y="18" font-size="14" font-weight="bold">{_text(self.scene.title)}</text>'
        for remark in self.scene.remarks:
            for line in break_lines(remark, _WIDTH - 2 * _EDGE, _SIZE):
                self.y += _LINE
                yield f'<text x="{_EDGE}" y="{_n(self.y - 6)}">{_text(line)}</text>'
        top = self.y + 30 + (26 if self.scene.marks else 0)
        lanes = self._lanes(top)
        bottom = self.y
        yield self._shades(top, bottom)
        yield self._axis(top, bottom)
        yield self._numbers(top)
        yield lanes
        yield self._as_of(top, bottom)
        yield self._events()
        yield self._legend()

    # -- the field ---------------------------------------------------------------------------
    def _shades(self, top: float, bottom: float) -> str:
        """The days that are not worked, with the names of festivals where there is room."""
        out = []
        for shade in ("weekend", "holiday", "regional", "undetermined"):
            path = "".join(
                f"M{_n(self.scale.left_of(s.first))} {_n(top)}v{_n(bottom - top)}"
                f"h{_n(self.scale.width(s.first, s.last))}v{_n(top - bottom)}"
                for s in self.scene.stretches
                if s.shade == shade
            )
            if path:
                self.used[shade] = None
                out.append(f'<path d="{path}" fill="{SHADES[shade]}"/>')
        worked = "".join(
            f"M{_n(self.scale.left_of(s.first))} {_n(top)}h{_n(self.scale.width(s.first, s.last))}"
            for s in self.scene.stretches
            if s.shade == "made_up"
        )
        if worked:
            self.used["made_up"] = None
            out.append(f'<path d="{worked}" stroke="{SHADES["made_up"]}" stroke-width="5"/>')
        return "".join(out) + self._festivals(top)

    def _festivals(self, top: float) -> str:
        end, out = self.scale.left, []
        for stretch in self.scene.stretches:
            width = text_width(stretch.name, _SMALL)
            middle = (self.scale.left_of(stretch.first) + self.scale.right_of(stretch.last)) / 2
            if stretch.name and middle - width / 2 >= end and middle + width / 2 <= _WIDTH:
                end = middle + width / 2 + 4
                out.append(f'<text x="{_n(middle)}" y="{_n(top - 5)}">{_text(stretch.name)}</text>')
        joined = "".join(out)
        return (
            joined and f'<g font-size="{_SMALL}" text-anchor="middle" fill="#a04038">{joined}</g>'
        )

    def _axis(self, top: float, bottom: float) -> str:
        y = top - 20 - (26 if self.scene.marks else 0)
        ticks = list(self.scale.ticks())
        lines = "".join(
            f"M{_n(self.scale.left_of(day))} {_n(y + 4)}V{_n(bottom)}" for day, _ in ticks
        )
        words = "".join(
            f'<text x="{_n(self.scale.left_of(day) + 2)}" y="{_n(y)}">{text}</text>'
            for day, text in ticks
        )
        return (
            f'<path d="{lines}" stroke="#000" stroke-opacity=".12"/>'
            f'<g font-size="{_SMALL}" fill="#555">{words}</g>'
        )

    def _numbers(self, top: float) -> str:
        """The numbers of the days with events, moved apart, each with a line to its day."""
        marks = self.scene.marks
        days = [self.scale.middle_of(mark.on) for mark in marks]
        places = spread(days, 15, self.scale.left + 6, self.scale.right)
        lines = "".join(
            f"M{_n(place)} {_n(top - 31)}L{_n(day)} {_n(top - 17)}v3"
            for place, day in zip(places, days, strict=True)
        )
        # More than fit are left without numbers; the list below still gives their dates.
        crowded = len(places) > 1 and places[1] - places[0] < 2 * _SMALL * 0.6
        words = (
            ""
            if crowded
            else "".join(
                f'<text x="{_n(place)}" y="{_n(top - 34)}">{mark.number}</text>'
                for place, mark in zip(places, marks, strict=True)
            )
        )
        return (
            marks
            and (
                f'<path d="{lines}" stroke="#777" fill="none"/>'
                f'<g font-size="{_SMALL}" text-anchor="middle">{words}</g>'
            )
        ) or ""

    def _as_of(self, top: float, bottom: float) -> str:
        if self.scene.as_of is None:
            self.y = bottom
            return ""
        self.used["as_of"] = None
        x = _n(self.scale.middle_of(self.scene.as_of))
        self.y = bottom + 16
        half = text_width(str(self.scene.as_of), _SMALL) / 2
        at = min(
            max(self.scale.middle_of(self.scene.as_of), self.scale.left + half),
            _WIDTH - _EDGE - half,
        )
        return (
            f'<path d="M{x} {_n(top)}V{_n(bottom + 4)}" {_AS_OF}/>'
            f'<text x="{_n(at)}" y="{_n(bottom + 14)}" font-size="{_SMALL}" text-anchor="middle" '
            f'fill="#c0392b">{self.scene.as_of}</text>'
        )

    # -- the lanes ---------------------------------------------------------------------------
    def _label(self, lane: Lane) -> list[str]:
        return [
            *break_lines(lane.title, _MOST_LABEL, _SIZE),
            *break_lines(lane.detail, _MOST_LABEL * _SIZE / _SMALL, _SIZE),
        ]

    def _lanes(self, top: float) -> str:
        y, out = top, []
        for name, labels, lanes in self.blocks:
            out.append(
                f'<text x="{_EDGE}" y="{_n(y + 15)}" font-weight="bold">{_text(name)}</text>'
            )
            y += 20
            for label, lane in zip(labels, lanes, strict=True):
                height = len(label) * _LINE + 8
                out.append(self._words(lane, label, y + 12))
                out.append(self._bar(lane, y + height / 2 - 1))
                y += height
            y += 4
        self.y = max(y, top + 24)
        return "".join(out)

    def _words(self, lane: Lane, label: list[str], y: float) -> str:
        titles = len(break_lines(lane.title, _MOST_LABEL, _SIZE))
        x = _n(_EDGE)
        spans = "".join(
            f'<tspan x="{x}" y="{_n(y + index * _LINE)}"{_style(index < titles)}>{_text(line)}</tspan>'
            for index, line in enumerate(label)
        )
        return f"<text>{spans}</text>"

    def _bar(self, lane: Lane, y: float) -> str:
        """The period of a duty, what of it has run, its marks; all with the duty's words as a hint."""
        strong, light = COLOURS[lane.look]
        start = self.scale.middle_of(lane.start)
        shapes = [*self._period(lane, start, y, strong, light), *self._marks(lane, y)]
        return f"<g><title>{_text(lane.title)} · {_text(lane.detail)}</title>{''.join(shapes)}</g>"

    def _period(self, lane: Lane, start: float, y: float, strong: str, light: str) -> Iterator[str]:
        until = self.scale.middle_of(lane.until)
        last = lane.due or lane.earliest
        if last is None:
            self._run(lane, dated=False)
            yield _rect(start, until, y, strong)
            if lane.done is None:
                yield f'<text x="{_n(until + 4)}" y="{_n(y + 4)}" fill="{strong}">?</text>'
            return
        end = self.scale.right_of(last)
        if lane.backward:
            self.used["left"] = None
            yield _rect(end, start, y, light)
        else:
            self.used["left"] = None
            yield _rect(start, end, y, light)
            if until > start:
                self._run(lane, dated=True)
                ran = COLOURS["open"][0] if lane.look == "late" else strong
                yield _rect(start, min(until, end), y, ran)
        if until > end and not lane.dead and not lane.backward:
            self.used["late"] = None
            yield _rect(end, until, y, COLOURS["late"][0])

    def _run(self, lane: Lane, *, dated: bool) -> None:
        """Notes which colours of elapsed time the legend must explain."""
        look = "open" if lane.look == "late" and dated else lane.look
        self.used["late" if look == "late" else f"run_{look}"] = None

    def _marks(self, lane: Lane, y: float) -> Iterator[str]:
        first, last = lane.earliest, lane.latest
        if first is not None and last is not None and first != last:
            self.used["spread"] = None
            x = self.scale.left_of(first)
            yield (
                f'<rect x="{_n(x)}" y="{_n(y - 8)}" width="{_n(self.scale.right_of(last) - x)}" height="16" '
                'fill="none" stroke="#222" stroke-dasharray="2 2"/>'
            )
        if lane.safe is not None and lane.safe != lane.due and lane.done is None:
            self.used["safe"] = None
            yield _safe(self.scale.right_of(lane.safe), y)
        if lane.due is not None:
            self.used["due"] = None
            end = self.scale.right_of(lane.due)
            yield _due(end, y)
        if lane.done is not None:
            self.used["done"] = None
            yield _done(self.scale.middle_of(lane.done), y)
        if lane.dead and lane.due is not None:
            self.used["dead"] = None
            yield _dead(self.scale.right_of(lane.due) + 8, y)

    # -- below the field ---------------------------------------------------------------------
    def _events(self) -> str:
        """What happened on the numbered days, in columns."""
        if not self.scene.marks:
            return ""
        texts = [f"{mark.number}  {mark.on}  {mark.text}" for mark in self.scene.marks]
        widest = max(text_width(text, _SIZE) for text in texts)
        columns = max(
            1, min(3, len(texts) // 3, int((_WIDTH - 2 * _EDGE) // min(widest + 20, 468)))
        )
        room = (_WIDTH - 2 * _EDGE) / columns
        entries = [break_lines(text, room - 20, _SIZE) for text in texts]
        high = -(-sum(map(len, entries)) // columns)
        self.y += 12
        column, row, deepest, out = 0, 0, 0, []
        for entry in entries:
            if row >= high and column < columns - 1:
                column, row = column + 1, 0
            for index, line in enumerate(entry):
                x = _EDGE + column * room + (18 if index else 0)
                out.append(
                    f'<text x="{_n(x)}" y="{_n(self.y + (row + 1) * _LINE)}">{_text(line)}</text>'
                )
                row += 1
            deepest = max(deepest, row)
        self.y += deepest * _LINE + 4
        return "".join(out)

    def _legend(self) -> str:
        x, out = float(_EDGE), []
        self.y += 22
        for key in _LEGEND:
            if key not in self.used:
                continue
            legend = {**_LEGEND, **_PLAN_LEGEND} if self.scene.is_plan else _LEGEND
            words = legend[key][self.scene.lang == "en"]
            width = 24 + text_width(words, _SMALL) + 12
            if x + width > _WIDTH:
                x, self.y = float(_EDGE), self.y + 18
            out.append(_sample(key, x, self.y - 4))
            out.append(f'<text x="{_n(x + 24)}" y="{_n(self.y)}">{words}</text>')
            x += width
        self.y += 10
        return f'<g font-size="{_SMALL}" fill="#444">{"".join(out)}</g>'


def _text(text: str) -> str:
    return escape(clean(text))


def _style(title: bool) -> str:  # noqa: FBT001 - private, one caller
    return "" if title else f' font-size="{_SMALL + 1}" fill="#555"'


def _rect(start: float, end: float, y: float, fill: str) -> str:
    width = max(end - start, 2)
    return f'<rect x="{_n(start)}" y="{_n(y - _BAR / 2)}" width="{_n(width)}" height="{_BAR}" fill="{fill}"/>'


def _due(x: float, y: float) -> str:
    return f'<path d="M{_n(x)} {_n(y - 9)}v18" stroke="#222" stroke-width="2.5"/>'


def _safe(x: float, y: float) -> str:
    return f'<path d="M{_n(x)} {_n(y - 6)}l5 6l-5 6l-5-6z" fill="#fff" stroke="#222"/>'


def _done(x: float, y: float) -> str:
    return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="4" fill="#fff" stroke="#222" stroke-width="1.5"/>'


def _dead(x: float, y: float) -> str:
    stroke = f'stroke="{COLOURS["late"][0]}" stroke-width="2.5"'
    return f'<path d="M{_n(x - 4)} {_n(y - 4)}l8 8m0-8l-8 8" {stroke}/>'


def _sample(key: str, x: float, y: float) -> str:
    """A small example of what a word of the legend means."""
    middle = x + 10
    if key in SHADES and key != "made_up":
        return f'<rect x="{_n(x)}" y="{_n(y - 6)}" width="20" height="12" fill="{SHADES[key]}"/>'
    if key == "made_up":
        return _rect(x, x + 20, y, SHADES[key]).replace(f'height="{_BAR}"', 'height="5"')
    simple = {"due": _due, "safe": _safe, "done": _done, "dead": _dead}
    if key in simple:
        return simple[key](middle, y)
    if key == "as_of":
        return f'<path d="M{_n(middle)} {_n(y - 9)}v18" {_AS_OF}/>'
    if key == "spread":
        box = f'x="{_n(x)}" y="{_n(y - 6)}" width="20" height="12"'
        return f'<rect {box} fill="none" stroke="#222" stroke-dasharray="2 2"/>'
    return _rect(x, x + 20, y, _FILLS[key])
