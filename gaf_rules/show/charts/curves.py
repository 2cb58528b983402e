"""Which share of the stays lasts longer than so many days: curves with bounds, and what has not ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gaf_rules.show.charts.canvas import EDGE, LINES, SMALL, percent, ticks
from gaf_rules.show.pictures.measure import text_width
from gaf_rules.show.pictures.shapes import WIDTH, n

if TYPE_CHECKING:
    from gaf_rules.language.vocabulary import Unit
    from gaf_rules.show.charts.canvas import Canvas
    from gaf_rules.show.charts.reading import FrameTable, Line, Row

__all__ = ["draw"]

_TALL: Final = 220
_LEFT: Final = EDGE + 44
_BAND: Final = "#dbe8f6"
_QUARTERS: Final = (0, 0.25, 0.5, 0.75, 1)
_AT_RISK: Final = 15
_NAMES: Final = 140
"""How far names may push the field to the right."""
_UNITS: Final = {
    "working_days": ("工作日", "working days"),
    "calendar_days": ("自然日", "calendar days"),
}
_NEARLY: Final = 1e-9
"""As where medians are worked out: shares are products of fractions."""


def draw(canvas: Canvas, table: FrameTable, _: object) -> str:
    """The picture of `Measures.survival`; its title."""
    say = canvas.words.say
    title = say("停留时长：仍在该阶段的比例", "How long stays last: the share that is still there")
    canvas.heading(title)
    names = table.lines(canvas.words)
    for (procedure, stage, unit), rows in table.split("procedure", "stage", "unit").items():
        _panel(canvas, table, rows, canvas.stage(procedure, stage), unit, names)
    words = say("95% 上下界", "bounds at 95 percent")
    canvas.legend["bounds"] = (_bounds_sample, words)
    words = say("有停留在此时尚未结束（截尾）", "stays not over yet at that time (censored)")
    canvas.legend["open"] = (_open_sample, words)
    canvas.legends()
    return title


def _bounds_sample(x: float, y: float) -> str:
    look = f'stroke="{LINES[0][0]}" stroke-width=".8" fill="none"'
    return f'<path d="M{n(x)} {n(y - 4)}h20M{n(x)} {n(y + 4)}h20" {look}/>'


def _open_sample(x: float, y: float) -> str:
    look = f'stroke="{LINES[0][0]}" fill="none"'
    return f'<path d="M{n(x)} {n(y)}h20" {look}/><path d="M{n(x + 10)} {n(y - 5)}v10" {look}/>'


def _panel(
    canvas: Canvas,
    table: FrameTable,
    rows: list[Row],
    stage: str,
    unit: str,
    names: dict[Line, str],
) -> None:
    lines: dict[Line, list[Row]] = {}
    for row in sorted(rows, key=lambda row: row["days"]):
        lines.setdefault(table.line(row), []).append(row)
    ends = [_said(canvas, names[line], held, unit) for line, held in lines.items()]
    canvas.y += 18
    canvas.text(EDGE, canvas.y, stage, bold=True)
    room = max(text_width(words, SMALL) for words in ends) + 40
    widest = max(text_width(names[line], SMALL) for line in lines)
    left = _LEFT + min(max(0, widest - 16), _NAMES)
    right = WIDTH - EDGE - min(room, WIDTH / 3)
    top = canvas.y + 14
    days = ticks(max(row["days"] for row in rows), 8)

    def height(share: float) -> float:
        return top + _TALL * (1 - share)

    def place(day: float) -> float:
        return left + (right - left) * day / days[-1]

    canvas.heights(_QUARTERS, height, left, right, percent)
    looks = {line: list(names).index(line) for line in lines}
    for line, held in lines.items():
        _curve(canvas, held, LINES[looks[line]], height, place, alone=len(lines) == 1)
    marks = [
        (height(held[-1]["share"]), words, looks[line])
        for words, (line, held) in zip(ends, lines.items(), strict=True)
    ]
    canvas.ends(right + 8, marks, top, top + _TALL)
    named = [(names[line], held) for line, held in lines.items()]
    _below(canvas, named, days, place, (left, right), unit, top + _TALL)
    canvas.told += [f"{stage} {words}" for words in ends]


def _said(canvas: Canvas, name: str, line: list[Row], unit: str) -> str:
    """A line by its name and its median."""
    say = canvas.words.say
    median = next((row["days"] for row in line if row["share"] <= 0.5 + _NEARLY), None)
    counted: Unit = "working_days" if unit == "working_days" else "calendar_days"
    told = say("未达", "not reached") if median is None else canvas.words.counted(counted, median)
    return say(f"{name} 中位 {told}", f"{name} median {told}").strip()


def _curve(
    canvas: Canvas, line: list[Row], look: tuple[str, str], height: Any, place: Any, *, alone: bool
) -> None:
    colour, dash = look
    low, high = (
        [(row["days"], row["share"] if row[name] is None else row[name]) for row in line]
        for name in ("low", "high")
    )
    lower, upper = _corners(low, height, place), _corners(high, height, place)
    if alone:
        canvas.fill(f"M{'L'.join((*upper, *reversed(lower)))}z", _BAND)
    for edge in (lower, upper):
        canvas.stroke(f"M{'L'.join(edge)}", colour, width=0.8)
    curve = _corners([(row["days"], row["share"]) for row in line], height, place)
    canvas.stroke(f"M{'L'.join(curve)}", colour, width=2, dash=dash)
    signs = "".join(
        f"M{n(place(row['days']))} {n(height(row['share']) - 5)}v10" for row in line if row["open"]
    )
    if signs:
        canvas.stroke(signs, colour)


def _corners(points: list[tuple[int, float]], height: Any, place: Any) -> list[str]:
    """A line that is level from one day to the next, and begins with all of the stays."""
    share, found = 1.0, [f"{n(place(0))} {n(height(1))}"]
    for day, then in points:
        if then != share:
            found += [f"{n(place(day))} {n(height(each))}" for each in (share, then)]
            share = then
    return [*found, f"{n(place(points[-1][0]))} {n(height(share))}"]


def _below(
    canvas: Canvas, lines: list[tuple[str, list[Row]]], days: list[int], place: Any,
    across: tuple[float, float], unit: str, y: float,
) -> None:  # fmt: skip
    """The days, and under them how many stays had lasted so long at least."""
    say = canvas.words.say
    marks = "".join(f"M{n(place(day))} {n(y)}v4" for day in days)
    canvas.stroke(f"M{n(across[0])} {n(y)}H{n(across[1])}", "#555")
    canvas.stroke(marks, "#555")
    for day in days:
        canvas.text(place(day), y + 15, str(day), size=SMALL, anchor="middle", fill="#555")
    canvas.text(across[1] + 22, y + 15, say(*_UNITS[unit]), size=SMALL, fill="#555")
    canvas.y = y + 32
    canvas.text(EDGE, canvas.y, say("至少停留如此之久的件数", "stays that lasted so long at least"),
                size=SMALL, fill="#555")  # fmt: skip
    for line_name, line in lines:
        canvas.y += _AT_RISK
        more = canvas.lines(EDGE, canvas.y, line_name, across[0] - EDGE - 24)
        for day in days:
            at_risk = next((row["at_risk"] for row in line if row["days"] >= day), 0)
            canvas.text(place(day), canvas.y, str(at_risk), size=SMALL, anchor="middle")
        canvas.y += more
    canvas.y += 8
