"""How often something is done: a row a month, a column a working day of it, and one for days off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gaf_rules.calendar.render import festival_name
from gaf_rules.show.charts.canvas import EDGE, SMALL
from gaf_rules.show.pictures.looks import MADE_UP
from gaf_rules.show.pictures.measure import text_width
from gaf_rules.show.pictures.shapes import WIDTH, n

if TYPE_CHECKING:
    from collections.abc import Callable

    from gaf_rules.show.charts.canvas import Canvas
    from gaf_rules.show.charts.reading import FrameTable, Row

__all__ = ["draw"]

_TALL: Final = 18
_LEFT: Final = EDGE + 54
_OFF: Final = 52
_WIDE: Final = (24, 40)
"""A cell is no narrower than the one and no wider than the other."""
_FILLS: Final = ("#ffffff", "#dbe8f6", "#b7d1ec", "#8fb9e2", "#5b9bd8")
_MADE_UP: Final = "make_up_working_day"


def draw(canvas: Canvas, table: FrameTable, _: object) -> str:
    """The picture of `Measures.daily`; its title."""
    say = canvas.words.say
    acts = [canvas.word("event", act) for (act,) in table.split("act")]
    each = say("各月第几个工作日", "by working day of the month")
    title = f"{canvas.words.join(acts)} · {each}"
    canvas.heading(title)
    most = max(row["acts"] for row in table.rows)
    columns = max((row["working_day_of_month"] or 0 for row in table.rows), default=0)
    panels = table.split(*table.by, "act")
    for key, rows in panels.items():
        line = table.name(table.line(rows[0]), canvas.words)
        name = canvas.words.join([*([line] if line else []), canvas.word("event", key[-1])])
        if len(panels) > 1:
            canvas.y += 18
            canvas.text(EDGE, canvas.y, name, bold=True)
        _panel(canvas, rows, columns, most, name)
    _legend(canvas, most)
    return title


def _class_of(acts: int, most: int) -> int:
    """Which fill a number has: 0 none at all, the others as wide as one another."""
    return 0 if not acts else -(-acts * (len(_FILLS) - 1) // most)


def _panel(canvas: Canvas, rows: list[Row], columns: int, most: int, name: str) -> None:
    say = canvas.words.say
    months: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: row["day"]):
        months.setdefault(f"{row['day']:%Y-%m}", []).append(row)
    told = {month: _festivals(canvas, held) for month, held in months.items()}
    room = WIDTH - EDGE - _LEFT - _OFF - 14 - max(text_width(each, SMALL) for each in told.values())
    wide = max(min(room / max(columns, 1), _WIDE[1]), _WIDE[0])
    off = _LEFT + columns * wide + 6
    canvas.y += 16
    for column in range(1, columns + 1):
        canvas.text(_LEFT + (column - 0.5) * wide, canvas.y, str(column), size=SMALL, anchor="middle",
                    fill="#555")  # fmt: skip
    canvas.text(off + _OFF / 2, canvas.y, say("休息日", "days off"), size=SMALL, anchor="middle",
                fill="#555")  # fmt: skip
    canvas.y += 5
    for month, days in months.items():
        canvas.text(EDGE, canvas.y + 13, month, size=SMALL)
        for row in days:
            if row["working_day_of_month"] is not None:
                _cell(canvas, row, _LEFT + (row["working_day_of_month"] - 1) * wide, wide, most)
        done = sum(row["acts"] for row in days if row["working_day_of_month"] is None)
        canvas.text(off + _OFF / 2, canvas.y + 14, str(done), size=SMALL, anchor="middle")
        canvas.text(off + _OFF + 4, canvas.y + 14, told[month], size=SMALL, fill="#8f2f27")
        canvas.y += _TALL
    peak = max(rows, key=lambda row: row["acts"])
    canvas.told.append(say(f"{name} 最多 {peak['acts']}（{peak['day']}）",
                           f"{name} most {peak['acts']} ({peak['day']})"))  # fmt: skip
    canvas.y += 6


def _cell(canvas: Canvas, row: Row, x: float, wide: float, most: int) -> None:
    canvas.box(
        x + 1, canvas.y + 1, wide - 2, _TALL - 2, _FILLS[_class_of(row["acts"], most)], "#777"
    )
    if row["kind"] == _MADE_UP:
        canvas.stroke(f"M{n(x + 1)} {n(canvas.y + 2.5)}h{n(wide - 2)}", MADE_UP, width=3)
        canvas.legend["made_up"] = (_made_up, canvas.words.of("day_kind", _MADE_UP))
    canvas.text(x + wide / 2, canvas.y + 14, str(row["acts"]), size=SMALL, anchor="middle")


def _made_up(x: float, y: float) -> str:
    return f'<path d="M{n(x)} {n(y)}h20" stroke="{MADE_UP}" stroke-width="3" fill="none"/>'


def _festivals(canvas: Canvas, days: list[Row]) -> str:
    """The festivals among the days off of a month; a made-up day names one, too."""
    off = (row["festival"] for row in days if row["working_day_of_month"] is None)
    names = dict.fromkeys(name for name in off if name)
    return canvas.words.join([festival_name(name, canvas.lang) for name in names])


def _legend(canvas: Canvas, most: int) -> None:
    classes = len(_FILLS) - 1
    edges = [
        (0, 0),
        *((at * most // classes + 1, (at + 1) * most // classes) for at in range(classes)),
    ]
    for number, (least, end) in enumerate(edges):
        if least <= end:
            words = str(least) if least == end else f"{least}–{end}"
            canvas.legend[f"fill {number}"] = (_sampled(_FILLS[number]), words)
    canvas.legends()


def _sampled(colour: str) -> Callable[[float, float], str]:
    def drawn(x: float, y: float) -> str:
        return f'<rect x="{n(x)}" y="{n(y - 6)}" width="20" height="12" fill="{colour}" stroke="#777"/>'

    return drawn
