"""The rows of a picture: what one duty, one step or one thing that went wrong looks like."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from attrs import frozen

from gaf_rules.show.pictures.measure import break_lines, text_width
from gaf_rules.show.pictures.shapes import BAR, MARKS, bar, escaped, lasting, n, spread_box

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.show.pictures.scale import Scale
    from gaf_rules.show.pictures.scene import Flag, Lane

__all__ = ["LINE", "Label", "flag_shapes", "label_of", "lane_shapes"]

LINE: Final = 15
"""From one line of a label to the next."""
_SIZE: Final = 12
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
