"""A row for each thing compared: shares in time with their bounds; how many cases a scenario moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gaf_rules.show.charts.canvas import EDGE, LINES, SMALL, percent, ticks
from gaf_rules.show.charts.reading import scenario
from gaf_rules.show.pictures.looks import BARS
from gaf_rules.show.pictures.measure import break_lines
from gaf_rules.show.pictures.shapes import WIDTH, area, n

if TYPE_CHECKING:
    from gaf_rules.show.charts.canvas import Canvas
    from gaf_rules.show.charts.reading import FrameTable, Row

__all__ = ["flips", "on_time", "summary"]

_LEFT: Final = EDGE + 300
_RIGHT: Final = WIDTH - EDGE - 280
_NAME: Final = _LEFT - EDGE - 60
_ROW: Final = 20
_CHANGES: Final = {
    "appears": ("+", "出现", "appears"),
    "vanishes": ("−", "消失", "vanishes"),
    "moves": ("→", "改变", "moves"),
    "impossible": ("×", "成为不可能", "becomes impossible"),
    "possible": ("○", "成为可能", "becomes possible"),
}


# -- in time ---------------------------------------------------------------------------------------------
def on_time(canvas: Canvas, table: FrameTable, _: object) -> str:
    """The picture of `Measures.on_time`; its title."""
    say = canvas.words.say
    title = say("按期履行的比例", "The share done in time")
    canvas.heading(title)
    panels, names = table.split("bearer", "procedure", "clause"), table.lines(canvas.words)
    head = say("按期 · 迟办 · 未办 · 未定", "in time · late · never · undecided")
    canvas.text(_RIGHT + 66, canvas.y + 12, head, size=SMALL, fill="#555")
    top = canvas.y + 18

    def place(share: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * share

    more = {line: 12 * (len(break_lines(name, _NAME, SMALL)) - 1) for line, name in names.items()}
    bottom = top + sum(
        22 + sum(_ROW + more[table.line(row)] for row in rows) for rows in panels.values()
    )
    for share in (0, 0.25, 0.5, 0.75, 1):
        canvas.stroke(f"M{n(place(share))} {n(top)}V{n(bottom)}", "#000", faint=".12")
        canvas.text(
            place(share), bottom + 14, percent(share), size=SMALL, anchor="middle", fill="#555"
        )
    canvas.y = top
    for (bearer, procedure, clause), rows in panels.items():
        about = [canvas.word("procedure", procedure), canvas.role(bearer)]
        words = f"{clause} {canvas.words.join(about)}"
        canvas.text(EDGE, canvas.y + 16, words, bold=True)
        canvas.y += 22
        for row in rows:
            line = table.line(row)
            _share(canvas, row, names[line], LINES[list(names).index(line)], place)
            _tell(canvas, words, row, names[line])
    canvas.y = bottom + 20
    canvas.legend["bounds"] = (
        _bounds,
        say("比例及其 95% 上下界（Wilson）", "share with Wilson's bounds at 95 percent"),
    )
    canvas.legends()
    return title


def _bounds(x: float, y: float) -> str:
    look = f'stroke="{LINES[0][0]}" fill="none"'
    whisker = f'<path d="M{n(x)} {n(y)}h20M{n(x)} {n(y - 4)}v8M{n(x + 20)} {n(y - 4)}v8" {look}/>'
    return f'{whisker}<circle cx="{n(x + 10)}" cy="{n(y)}" r="4" fill="{LINES[0][0]}"/>'


def _tell(canvas: Canvas, words: str, row: Row, name: str) -> None:
    share = "–" if row["share"] is None else percent(row["share"])
    canvas.told.append(" ".join(part for part in (words, name, share) if part))


def _share(canvas: Canvas, row: Row, name: str, look: tuple[str, str], place: Any) -> None:
    y, (colour, dash) = canvas.y + 6, look
    more = canvas.lines(EDGE + 12, y + 4, name, _NAME)
    counts = " · ".join(str(row[key]) for key in ("on_time", "late", "never", "undecided"))
    if row["share"] is not None:
        low, high = (
            place(row["share"] if row[key] is None else row[key]) for key in ("low", "high")
        )
        canvas.stroke(f"M{n(low)} {n(y)}H{n(high)}", colour, width=1.5, dash=dash)
        canvas.stroke(f"M{n(low)} {n(y - 4)}v8M{n(high)} {n(y - 4)}v8", colour, width=1.5)
        middle = place(row["share"])
        canvas.parts.append(f'<circle cx="{n(middle)}" cy="{n(y)}" r="4" fill="{colour}"/>')
        canvas.text(_RIGHT + 12, y + 4, percent(row["share"]), size=SMALL, bold=True)
    canvas.text(_RIGHT + 66, y + 4, counts, size=SMALL)
    canvas.y += _ROW + more


# -- scenarios -------------------------------------------------------------------------------------------
def flips(canvas: Canvas, table: FrameTable, _: object) -> str:
    """The picture of `Comparison.flips`; its title."""
    say = canvas.words.say
    title = say("各情形下有变化的案件", "Cases that differ, by scenario")
    canvas.heading(title)
    most = ticks(max(row["cases"] for row in table.rows))
    for row in table.rows:
        words = scenario(row["scenario"], canvas.words)
        if row["impossible"]:
            number = say(f"{row['cases']}，其中不可能 {row['impossible']}",
                         f"{row['cases']}, of them impossible {row['impossible']}")  # fmt: skip
        else:
            number = str(row["cases"])
        _bar(canvas, words, row["cases"], number, most[-1], struck=row["impossible"])
    _axis(canvas, most)
    canvas.legends()
    return title


def summary(canvas: Canvas, table: FrameTable, _: object) -> str:
    """The picture of `Comparison.summary`; its title."""
    say = canvas.words.say
    title = say("与基准情形相比：案件数", "Held against the first scenario: cases")
    canvas.heading(title)
    most = ticks(max(row["cases"] for row in table.rows))
    for (name,), rows in table.split("scenario").items():
        canvas.part(scenario(name, canvas.words))
        for row in sorted(rows, key=lambda row: -row["cases"]):
            _bar(canvas, _changed(canvas, row), row["cases"], str(row["cases"]), most[-1])
    _axis(canvas, most)
    return title


def _changed(canvas: Canvas, row: Row) -> str:
    """What has changed: which row of which table, and how."""
    sign, *said = _CHANGES.get(row["change"], ("", row["change"], row["change"]))
    what = [row["clause"]] if row["clause"] is not None else []
    if row["code"] is not None:
        what.append(canvas.word("finding", row["code"]))
    elif row["table"] != "cases":
        what.append(canvas.word("table", row["table"]))
    if row["column"] is not None and row["column"] != "error":
        what.append(canvas.word("result_column", row["column"]))
    return " ".join((sign, *what, said[canvas.lang == "en"]))


def _bar(
    canvas: Canvas, words: str, value: int, number: str, most: int, *, struck: int = 0
) -> None:
    lines = break_lines(words, _LEFT - EDGE - 14, SMALL)
    tall = max(_ROW, 13 * len(lines) + 6)
    for at, line in enumerate(lines):
        y = canvas.y + tall / 2 + 3.5 + 13 * (at - (len(lines) - 1) / 2)
        canvas.text(_LEFT - 8, y, line, size=SMALL, anchor="end")
    wide = (_RIGHT - _LEFT) / most
    y = canvas.y + tall / 2 - 6
    canvas.parts.append(area(BARS["left_open"], _LEFT, y, value * wide, 12))
    if struck:
        canvas.parts.append(area(BARS["late"], _LEFT, y, struck * wide, 12))
        told = canvas.words.say(
            "其中不可能（日志在该情形下不合法）", "of them impossible: the log is not legal there"
        )
        canvas.legend["impossible"] = (_struck, told)
    canvas.text(_LEFT + value * wide + 6, canvas.y + tall / 2 + 3.5, number, size=SMALL)
    canvas.told.append(f"{words} {number}")
    canvas.y += tall


def _struck(x: float, y: float) -> str:
    return area(BARS["late"], x, y - 6, 20, 12)


def _axis(canvas: Canvas, values: list[int]) -> None:
    wide = (_RIGHT - _LEFT) / values[-1]
    canvas.stroke(f"M{n(_LEFT)} {n(canvas.y + 2)}H{n(_RIGHT)}", "#555")
    for value in values:
        x = _LEFT + value * wide
        canvas.stroke(f"M{n(x)} {n(canvas.y + 2)}v4", "#555")
        canvas.text(x, canvas.y + 17, str(value), size=SMALL, anchor="middle", fill="#555")
    canvas.y += 20
