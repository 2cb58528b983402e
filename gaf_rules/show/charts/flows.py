"""From which stage to which the cases go: a ribbon for each way, as broad as its number of stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

from gaf_rules.messages import LABELS
from gaf_rules.show.charts.canvas import EDGE, SMALL
from gaf_rules.show.charts.reading import Row
from gaf_rules.show.pictures.measure import break_lines, text_width
from gaf_rules.show.pictures.shapes import WIDTH, n

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gaf_rules.language.guideline import Guideline
    from gaf_rules.show.charts.canvas import Canvas
    from gaf_rules.show.charts.reading import FrameTable

__all__ = ["draw"]

_BROAD: Final = 320
"""All ribbons side by side."""
_SLOT: Final = 14
"""The least room a ribbon has, for its number."""
_GAP: Final = 10
_LEFT: Final = EDGE + 220
_RIGHT: Final = WIDTH - EDGE - 220
_NODE: Final = 8
_CORNERS: Final = 16
_FILLS: Final = {
    "onwards": ("#dbe8f6", "#1d4b7d", ""),
    "back": ("#f3cd83", "#7a4d08", ""),
    "stays": ("#ffffff", "#2b6b47", "3 2"),
}


@frozen
class _Ribbon:
    """One way from a stage to the next: its row, what kind it is, and where its slots are."""

    row: Row
    sort: str
    broad: float
    slot: float


def draw(canvas: Canvas, table: FrameTable, _: object) -> str:
    """The picture of `Measures.flow`; its title."""
    say = canvas.words.say
    title = say("各阶段之间的流转", "Flow between stages")
    canvas.heading(title)
    note = say(
        "每条带旁：停留次数 · 停留工作日的中位数；带宽与停留次数成比例",
        "At each ribbon: stays · median of their working days; as broad as the number of stays",
    )
    canvas.text(EDGE, canvas.y + 8, note, size=SMALL, fill="#555")
    canvas.y += 14
    for key, rows in table.split(*table.by, "procedure").items():
        procedure = key[-1]
        line = table.name(table.line(rows[0]), canvas.words)
        name = canvas.words.join([*([line] if line else []), canvas.word("procedure", procedure)])
        canvas.y += 20
        canvas.text(EDGE, canvas.y, name, bold=True)
        canvas.y += 8
        _panel(canvas, rows, procedure)
    told = {
        "onwards": say("向前", "onwards"),
        "back": say("回到先前的阶段", "back to an earlier stage"),
        "stays": say("仍在该阶段", "still there"),
    }
    for sort, words in told.items():
        if sort in canvas.legend:
            canvas.legend[sort] = canvas.legend.pop(sort)[0], words
    canvas.legends()
    return title


def _panel(canvas: Canvas, rows: list[Row], procedure: str) -> None:
    stages = _in_order(rows, procedure, canvas.words.guideline)
    most = sum(row["stays"] for row in rows) or 1
    ribbons = []
    for row in rows:
        onwards = row["onwards"]
        back = onwards is not None and stages.index(onwards) <= stages.index(row["stage"])
        sort = "stays" if onwards is None else "back" if back else "onwards"
        broad = _BROAD * row["stays"] / most
        ribbons.append(_Ribbon(row, sort, broad, max(broad, _SLOT)))
    top = canvas.y
    order: dict[str | None, int] = {stage: at for at, stage in enumerate(stages)}
    order[None] = len(stages)
    starts = _nodes(canvas, ribbons, "stage", order, top, procedure)
    ends = _nodes(canvas, ribbons, "onwards", order, top, procedure)
    numbers = {id(each): _number(each.row) for each in ribbons}
    begin = _LEFT + 12 + max(text_width(words, SMALL) for words in numbers.values())
    for ribbon in sorted(ribbons, key=lambda each: -each.broad):
        _draw(canvas, ribbon, (begin, starts[id(ribbon)]), ends[id(ribbon)])
        canvas.text(_LEFT + 5, starts[id(ribbon)] + 3.5, numbers[id(ribbon)], size=SMALL)
    canvas.y = max(
        places[id(each)] + each.slot / 2 for places in (starts, ends) for each in ribbons
    )
    canvas.y += 6


def _in_order(rows: list[Row], procedure: str, guideline: Guideline | None) -> list[str]:
    """The stages in the order in which a procedure takes them, however the frame is sorted.

    Stages that only another guideline knows come last, in the order in which they stand there.
    """
    rows_of = () if guideline is None else guideline.states
    own = (row.stage for row in rows_of if row.procedure == procedure)
    known = [*dict.fromkeys((*own, *LABELS.get(f"{procedure}_stage", ()), *LABELS["stage"]))]
    found = dict.fromkeys(
        stage for side in ("stage", "onwards") for row in rows if (stage := row[side]) is not None
    )
    return sorted(found, key=lambda stage: known.index(stage) if stage in known else len(known))


def _nodes(
    canvas: Canvas, ribbons: Iterable[_Ribbon], side: str, places: dict[str | None, int], top: float,
    procedure: str,
) -> dict[int, float]:  # fmt: skip
    """The stages of one side with their names; where the middle of each ribbon is there."""
    other = "onwards" if side == "stage" else "stage"
    ordered = sorted(ribbons, key=lambda each: (places[each.row[side]], places[each.row[other]]))
    found, y, stage, begin = {}, top, ordered[0].row[side], top
    held: list[_Ribbon] = []
    for ribbon in [*ordered, None]:
        if ribbon is None or ribbon.row[side] != stage:
            _node(
                canvas, side, stage, sum(each.row["stays"] for each in held), (begin, y), procedure
            )
            if ribbon is None:
                break
            stage, begin, held = ribbon.row[side], y + _GAP, []
            y = begin
        found[id(ribbon)] = y + ribbon.slot / 2
        held.append(ribbon)
        y += ribbon.slot
    return found


def _node(
    canvas: Canvas,
    side: str,
    stage: str | None,
    stays: int,
    depth: tuple[float, float],
    procedure: str,
) -> None:
    name = (
        canvas.words.say("仍在该阶段", "still there")
        if stage is None
        else canvas.stage(procedure, stage)
    )
    words = f"{name} {stays}"
    left = side == "stage"
    x = _LEFT - _NODE if left else _RIGHT
    canvas.box(x, depth[0], _NODE, depth[1] - depth[0], "#44546a")
    lines = break_lines(words, 204, SMALL)
    y = sum(depth) / 2 + 3.5 - 6 * (len(lines) - 1)
    for at, line in enumerate(lines):
        place, anchor = (x - 6, "end") if left else (x + _NODE + 6, "start")
        canvas.text(place, y + 12 * at, line, size=SMALL, anchor=anchor)
    if left:
        canvas.told.append(words)


def _draw(canvas: Canvas, ribbon: _Ribbon, place: tuple[float, float], end: float) -> None:
    fill, edge, dash = _FILLS[ribbon.sort]
    half, (begin, start) = ribbon.broad / 2, place
    middle = [
        (begin + (_RIGHT - begin) * at / _CORNERS, start + (end - start) * _eased(at / _CORNERS))
        for at in range(_CORNERS + 1)
    ]
    upper = [f"{n(x)} {n(y - half)}" for x, y in middle]
    lower = [f"{n(x)} {n(y + half)}" for x, y in reversed(middle)]
    canvas.fill(f"M{'L'.join((*upper, *lower))}z", fill, edge, dash=dash)
    canvas.legend.setdefault(ribbon.sort, (_sampled(ribbon.sort), ""))


def _eased(share: float) -> float:
    """From 0 to 1 with a level beginning and end."""
    return share * share * (3 - 2 * share)


def _number(row: Row) -> str:
    return f"{row['stays']}" if row["median"] is None else f"{row['stays']} · {row['median']}"


def _sampled(sort: str) -> Callable[[float, float], str]:
    fill, edge, dash = _FILLS[sort]
    look = f'fill="{fill}" stroke="{edge}"' + f' stroke-dasharray="{dash}"' * bool(dash)

    def drawn(x: float, y: float) -> str:
        return f'<rect x="{n(x)}" y="{n(y - 5)}" width="20" height="10" {look}/>'

    return drawn
