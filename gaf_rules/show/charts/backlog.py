"""How many cases lie in each stage day by day: a panel a stage, a line a group, days off shaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gaf_rules.show.charts.canvas import EDGE, LINES, SMALL, ticks
from gaf_rules.show.pictures.measure import text_width
from gaf_rules.show.pictures.shapes import WIDTH, n

if TYPE_CHECKING:
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.show.charts.canvas import Canvas
    from gaf_rules.show.charts.reading import FrameTable, Line, Row
    from gaf_rules.show.pictures.scale import Scale

__all__ = ["draw"]

_TALL: Final = (150, 84)
"""The height of a panel where there are few of them, and where there are more."""
_FEW: Final = 2
_HEAD: Final = 24
_BELOW: Final = 10
_LEFT: Final = EDGE + 44


def draw(canvas: Canvas, table: FrameTable, calendar: WorkingCalendar) -> str:
    """The picture of `Measures.backlog`; its title."""
    say = canvas.words.say
    title = say("每日在办件数（日终）", "Cases lying there, at the end of each day")
    canvas.heading(title)
    panels, names = table.split("procedure", "stage"), table.lines(canvas.words)
    tall = _TALL[len(panels) > _FEW]
    days = [row["day"] for row in table.rows]
    words = (
        f"{names[line]} {last['open']}"
        for rows in panels.values()
        for line, last in _lasts(table, rows).items()
    )
    room = max(text_width(each, SMALL) for each in words) + 40
    right = WIDTH - EDGE - min(room, WIDTH / 3)
    top = canvas.y + 36
    bottom = top + len(panels) * (_HEAD + tall + _BELOW)
    scale = canvas.days(calendar, min(days), max(days), (_LEFT, right), (top, bottom))
    canvas.y = top
    for (procedure, stage), rows in panels.items():
        _panel(canvas, table, rows, canvas.stage(procedure, stage), names, scale, tall)
    canvas.legends()
    return title


def _lasts(table: FrameTable, rows: list[Row]) -> dict[Line, Row]:
    """The last row of each line."""
    return {table.line(row): row for row in sorted(rows, key=lambda row: row["day"])}


def _panel(
    canvas: Canvas, table: FrameTable, rows: list[Row], stage: str, names: dict[Line, str], scale: Scale,
    tall: int,
) -> None:  # fmt: skip
    peak = max(rows, key=lambda row: row["open"])
    told = _told(canvas, names[table.line(peak)], peak)
    canvas.told.append(f"{stage} {told}")
    canvas.text(EDGE, canvas.y + 16, stage, bold=True)
    canvas.text(
        EDGE + text_width(stage, 12) * 1.1 + 12, canvas.y + 16, told, size=SMALL, fill="#555"
    )
    top = canvas.y + _HEAD
    levels = ticks(peak["open"], 3)

    def height(value: float) -> float:
        return top + tall * (1 - value / levels[-1])

    canvas.heights(levels, height, _LEFT, scale.right)
    lines: dict[Line, list[Row]] = {}
    for row in sorted(rows, key=lambda row: row["day"]):
        lines.setdefault(table.line(row), []).append(row)
    ends = []
    for line, held in lines.items():
        look = list(names).index(line)
        colour, dash = LINES[look]
        canvas.stroke(_steps(held, scale, height), colour, width=1.5, dash=dash)
        last = held[-1]["open"]
        ends.append((height(last), f"{names[line]} {last}".strip(), look))
    canvas.ends(scale.right + 6, ends, top, top + tall)
    canvas.y = top + tall + _BELOW


def _told(canvas: Canvas, name: str, peak: Row) -> str:
    """The greatest number of a panel, and when it was reached first."""
    named = f"{name} " if name else ""
    return canvas.words.say(
        f"最多 {named}{peak['open']}（{peak['day']}）",
        f"most {named}{peak['open']} ({peak['day']})",
    )


def _steps(line: list[Row], scale: Scale, height: Any) -> str:
    """The line: level from a day to the next that there is a row of."""
    first = line[0]
    path = [f"M{n(scale.left_of(first['day']))} {n(height(first['open']))}"]
    open_ = first["open"]
    for row in line[1:]:
        if row["open"] != open_:
            open_ = row["open"]
            path.append(f"H{n(scale.left_of(row['day']))}V{n(height(open_))}")
    return "".join((*path, f"H{n(scale.right_of(line[-1]['day']))}"))
