"""A scene as SVG: shapes and words only, with the viewer's own fonts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from attrs import frozen

from gaf_rules.show.pictures import field
from gaf_rules.show.pictures.looks import FLAG, legend_words
from gaf_rules.show.pictures.measure import break_lines, text_width
from gaf_rules.show.pictures.scale import Scale
from gaf_rules.show.pictures.scene import Flag
from gaf_rules.show.pictures.shapes import (
    BAR,
    MARKS,
    WIDTH,
    bar,
    escaped,
    lasting,
    n,
    paper,
    sample,
    spread_box,
)
from gaf_rules.values.theme import themed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.show.pictures.scene import Lane, Scene
    from gaf_rules.values.theme import Theme

__all__ = ["LINE", "Label", "draw", "flag_shapes", "label_of", "lane_shapes"]

_EDGE: Final = 12
_SIZE: Final = 12
_TITLE: Final = 14
_SMALL: Final = 10
_BOLD: Final = 1.1
"""How much wider bold letters are, at most."""


def draw(scene: Scene, *, theme: Theme = "auto", titled: bool = True) -> str:
    """The picture of a scene, as one SVG element.

    Arguments:
        scene: what is shown.
        theme: ``auto``, ``light`` or ``dark``.
        titled: whether the headline is drawn; a page that says it already leaves it out.

    Raises:
        CaseError: another theme.
    """
    return themed(_SvgDrawing(scene, titled=titled).svg(), theme)


class _SvgDrawing:
    """The parts of one picture; ``y`` is how far down it has come."""

    def __init__(self, scene: Scene, *, titled: bool = True) -> None:
        self.scene = scene
        self.titled = titled
        self.used: set[str] = set()
        self.blocks = [
            (block.name, [(row, label_of(row)) for row in block.rows()]) for block in scene.blocks
        ]
        labels = (label for _, rows in self.blocks for _, label in rows)
        widest = max((label.width for label in labels), default=0.0)
        left = _EDGE + widest + (14 if widest else 8)
        self.scale = Scale(scene.first, scene.last, left, WIDTH - _EDGE - 40)
        self.y = 0.0

    def svg(self) -> str:
        body = "".join(self._parts())
        scene = self.scene
        return paper(body, scene.headline, scene.description, lang=scene.lang, height=self.y)

    def _parts(self) -> Iterator[str]:
        yield from self._head()
        top = self.y + 30 + (26 if self.scene.marks else 0)
        rows = self._rows(top)
        bottom = self.y
        scene, scale = self.scene, self.scale
        yield field.shades(scene, scale, top, bottom, self.used)
        yield field.axis(scene, scale, top, bottom)
        yield field.numbers(scene, scale, top)
        # Below the bars and marks: what is on this day must not be crossed out.
        yield field.today(scene, scale, top, bottom, WIDTH - _EDGE)
        yield rows
        if scene.as_of is not None:
            self.used.add("as_of")
            self.y = bottom + 16
        yield self._events()
        yield self._legend()

    def _head(self) -> Iterator[str]:
        """What the picture is of, and what has to be said first."""
        room = (WIDTH - 2 * _EDGE) / _BOLD
        self.y = 0
        for line in break_lines(self.scene.headline, room, _TITLE) if self.titled else ():
            self.y += 18
            yield (
                f'<text x="{_EDGE}" y="{n(self.y)}" font-size="{_TITLE}" font-weight="bold">'
                f"{escaped(line)}</text>"
            )
        for note in self.scene.notes:
            for line in break_lines(note, WIDTH - 2 * _EDGE, _SIZE):
                self.y += 18
                yield f'<text x="{_EDGE}" y="{n(self.y)}">{escaped(line)}</text>'
        self.y += 6

    def _rows(self, top: float) -> str:
        y, out = top, []
        for name, rows in self.blocks:
            heading = f'<text x="{_EDGE}" y="{n(y + 15)}" font-weight="bold">{escaped(name)}</text>'
            out.append(heading)
            y += 20
            for row, label in rows:
                out.append(self._row(row, label, y))
                y += label.height
            y += 4
        self.y = max(y, top + 24)
        return "".join(out)

    def _row(self, row: Flag | Lane, label: Label, y: float) -> str:
        middle = y + label.height / 2 - 1
        if isinstance(row, Flag):
            shapes = flag_shapes(row, self.scale, middle, self.used)
            return label.svg(_EDGE, y + 12, FLAG) + shapes
        return label.svg(_EDGE, y + 12, "#222") + lane_shapes(row, self.scale, middle, self.used)

    # -- below the field ---------------------------------------------------------------------
    def _events(self) -> str:
        """What happened on the numbered days, in columns."""
        if not self.scene.marks:
            return ""
        texts = [f"{mark.number}  {mark.on}  {mark.text}" for mark in self.scene.marks]
        widest = max(text_width(text, _SIZE) for text in texts)
        columns = max(1, min(3, len(texts) // 3, int((WIDTH - 2 * _EDGE) // min(widest + 20, 468))))
        room = (WIDTH - 2 * _EDGE) / columns
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
                    f'<text x="{n(x)}" y="{n(self.y + (row + 1) * LINE)}">{escaped(line)}</text>'
                )
                row += 1
            deepest = max(deepest, row)
        self.y += deepest * LINE + 4
        return "".join(out)

    def _legend(self) -> str:
        x, out = float(_EDGE), []
        self.y += 24
        for key, told in legend_words(self.used, self.scene):
            width = 24 + text_width(told, _SMALL) + 12
            if x + width > WIDTH:
                x, self.y = float(_EDGE), self.y + 20
            out.append(sample(key, x, self.y - 4))
            out.append(f'<text x="{n(x + 24)}" y="{n(self.y)}">{told}</text>')
            x += width
        self.y += 10
        return f'<g font-size="{_SMALL}" fill="#444">{"".join(out)}</g>'


# -- the rows of a picture: what one duty, one step or one thing that went wrong looks like ------------
LINE: Final = 15
"""From one line of a label to the next."""
_DETAIL: Final = 11
_ROOM: Final = 290
_DETAIL_ROOM: Final = 320
"""As wide as the lines of a label may be."""
_DAY: Final = timedelta(days=1)
_NUMBER_ROOM: Final = 16
"""What a number of two digits takes."""


@frozen
class Label:
    """The words at the left of a row, broken into lines."""

    title: tuple[str, ...]
    detail: tuple[str, ...]

    @property
    def height(self) -> float:
        """What the row takes."""
        return (len(self.title) + len(self.detail)) * LINE + 8

    @property
    def width(self) -> float:
        """What its longest line takes."""
        titles = (text_width(line, _SIZE) for line in self.title)
        return max((*titles, *(text_width(line, _DETAIL) for line in self.detail)))

    def svg(self, x: float, y: float, colour: str) -> str:
        """The words, the first line at ``y``."""
        looks = [*(f' fill="{colour}"' for _ in self.title)]
        looks += [f' font-size="{_DETAIL}" fill="#555"' for _ in self.detail]
        spans = "".join(
            f'<tspan x="{n(x)}" y="{n(y + index * LINE)}"{look}>{escaped(line)}</tspan>'
            for index, (line, look) in enumerate(
                zip((*self.title, *self.detail), looks, strict=True)
            )
        )
        return f"<text>{spans}</text>"


def label_of(row: Lane | Flag) -> Label:
    """The label of a row."""
    return Label(
        title=tuple(break_lines(row.title, _ROOM, _SIZE)),
        detail=tuple(break_lines(row.detail, _DETAIL_ROOM, _DETAIL)),
    )


def lane_shapes(lane: Lane, scale: Scale, y: float, used: set[str]) -> str:
    """The period of a duty, what of it has run, and its marks; with the duty's words as a hint."""
    shapes = [*_period(lane, scale, y, used), *_marks(lane, scale, y, used)]
    return _hinted(lane, [*shapes, _numbers(lane, scale, y)])


def flag_shapes(flag: Flag, scale: Scale, y: float, used: set[str]) -> str:
    """What went wrong: a mark on the first day on which it holds, and a line for as long as it does."""
    used.add(flag.severity)
    since, until = scale.middle_of(flag.since), scale.middle_of(flag.until)
    return _hinted(flag, [lasting(flag.severity, since, until, y)])


def _hinted(row: Lane | Flag, shapes: list[str]) -> str:
    return f"<g><title>{escaped(row.title)} · {escaped(row.detail)}</title>{''.join(shapes)}</g>"


def _period(lane: Lane, scale: Scale, y: float, used: set[str]) -> Iterator[str]:
    for key, start, end in _parts(lane, scale):
        used.add(key)
        yield bar(key, start, end, y)


def _parts(lane: Lane, scale: Scale) -> Iterator[tuple[str, float, float]]:
    """What a period falls into: what has run, what is left, what is too late."""
    start, until = scale.middle_of(lane.start), scale.middle_of(lane.until)
    last = lane.due or lane.earliest
    if last is None:
        if until > start:
            yield "late" if lane.look == "late" else f"run_{lane.look}", start, until
        return
    end = scale.right_of(last)
    is_late = until > end and not lane.dead and lane.look != "unknown"
    if lane.backward:
        yield "window", end, start
        is_late = is_late and lane.look == "late"
    else:
        # Where nobody knows the last day, nobody knows that it is past.
        ran = until if lane.look == "unknown" else min(until, end)
        if ran > start:
            yield "run_open" if lane.look == "late" else f"run_{lane.look}", start, ran
        if end > max(start, ran) and lane.look != "late":
            yield f"left_{lane.look}", max(start, ran), end
    if is_late:
        yield "late", end, until


def _numbers(lane: Lane, scale: Scale, y: float) -> str:
    """The numbers of the days counted above their days: all of them, or as many as there is room for."""
    every = 1 if scale.step >= _NUMBER_ROOM else 5
    texts = "".join(
        f'<text x="{n(scale.middle_of(day))}" y="{n(y - BAR / 2 - 4)}">{number}</text>'
        for number, day in enumerate(lane.counted, 1)
        if number % every == 0 or number == len(lane.counted)
    )
    return texts and f'<g font-size="{_DETAIL}" text-anchor="middle">{texts}</g>'


def _marks(lane: Lane, scale: Scale, y: float, used: set[str]) -> Iterator[str]:
    first, last = lane.earliest, lane.latest
    if first is not None and last is not None and first != last:
        used.add("spread")
        yield spread_box(scale.left_of(first), y, scale.width(first, last))
    for key, x in _places(lane, scale):
        used.add(key)
        yield MARKS[key](x, y)


def _places(lane: Lane, scale: Scale) -> Iterator[tuple[str, float]]:
    """Where the marks stand: each inside the column of its day, the last day at its end."""
    if lane.due is not None:
        yield "due", scale.end_of(lane.due)
        if lane.dead:
            after = scale.middle_of(lane.due + _DAY)
            yield "dead", max(after, scale.end_of(lane.due) + 7)
    elif lane.done is None and lane.earliest is None:
        yield "undated", scale.middle_of(lane.until) + 8
    if lane.safe is not None and lane.safe != lane.due and lane.done is None:
        yield "safe", scale.middle_of(lane.safe)
    if lane.done is not None:
        yield "done", scale.middle_of(lane.done)
