"""How each part of a picture looks, and what the legend calls it.

Nothing is told by colour alone: parts that lie side by side differ by border, dashes or hatching too, so that
they are told apart in grey and by those who do not see some colours. A test compares them.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from attrs import frozen

from gaf_rules.messages import label

if TYPE_CHECKING:
    from gaf_rules.show.pictures.scene import Scene

__all__ = ["AS_OF", "BARS", "FLAG", "LEGEND", "MADE_UP", "SHADES", "Look", "legend_words"]


@frozen(kw_only=True)
class Look:
    r"""How an area is filled.

    Attributes:
        fill: its colour.
        edge: the colour of its border and of its hatching; none for an area without both.
        dash: the dashes of its border; none for a plain one.
        hatch: the direction of its hatching: ``/``, ``\\``, ``|``, ``-``, or none.
        gap: how far the lines of the hatching lie apart.
    """

    fill: str
    edge: str = ""
    dash: str = ""
    hatch: str = ""
    gap: float = 4.0


BARS: Final = MappingProxyType(
    {
        "run_open": Look(fill="#2f6fb3", edge="#1d4b7d"),
        "left_open": Look(fill="#dbe8f6", edge="#1d4b7d"),
        "run_met": Look(fill="#9bd1b0", edge="#2b6b47"),
        "left_met": Look(fill="#ffffff", edge="#2b6b47", dash="3 2"),
        "run_unknown": Look(fill="#f3cd83", edge="#7a4d08", hatch="\\"),
        "left_unknown": Look(fill="#ffffff", edge="#7a4d08", dash="1 2"),
        "late": Look(fill="#f0a79e", edge="#8e1b10", hatch="/"),
        "window": Look(fill="#ffffff", edge="#44546a", hatch="|"),
    }
)
"""Part of a period → how its bar looks."""
SHADES: Final = MappingProxyType(
    {
        "weekend": Look(fill="#ececec"),
        "holiday": Look(fill="#fbe3e0", edge="#e0a59e", hatch="/", gap=9.0),
        "regional": Look(fill="#ebe0f6", edge="#b596d8", hatch="\\", gap=9.0),
        "undetermined": Look(fill="#fdf5d8", edge="#d3b95c", hatch="-", gap=6.0),
    }
)
"""Kind of day → how its column looks."""
MADE_UP: Final = "#0e8385"
"""The strip above a day on which is worked although it is a Saturday or a Sunday."""
FLAG: Final = "#9b1c1c"
"""What went wrong."""
AS_OF: Final = "#c0392b"
"""The line of the day of assessment."""

_KINDS: Final = {
    "weekend": "weekend",
    "holiday": "public_holiday",
    "undetermined": "undetermined",
    "made_up": "make_up_working_day",
}
LEGEND: Final = MappingProxyType(
    {
        "regional": ("地方休假或停工", "local holiday or closure"),
        "run_open": ("已历", "elapsed"),
        "left_open": ("剩余期限", "left of the period"),
        "run_met": ("已历，按期履行", "elapsed, done in time"),
        "left_met": ("未用的期限", "not needed any more"),
        "run_unknown": ("已历，期限未定", "elapsed, last day not certain"),
        "left_unknown": ("剩余，期限未定", "left, last day not certain"),
        "window": ("倒算的期间", "counted back"),
        "late": ("逾期", "late"),
        "undated": ("没有日期", "no date"),
        "due": ("到期日", "last day"),
        "safe": ("稳妥日", "safe day"),
        "done": ("已履行", "done"),
        "dead": ("逾期失效", "lapsed"),
        "spread": ("到期日所在区间", "last day lies in here"),
        "as_of": ("评估日", "day of assessment"),
    }
)
"""Part of a picture → what it is called; kinds of days and severities have the words of the table."""
_PLAN: Final = {
    "run_open": ("至最迟稳妥日，已过去", "up to the latest safe day, gone by"),
    "run_met": ("已办", "done"),
    "left_met": ("提前办妥", "done ahead of the latest safe day"),
    "left_open": ("至最迟稳妥日", "up to the latest safe day"),
    "late": ("已过最迟稳妥日", "past the latest safe day"),
    "due": ("最迟稳妥日", "latest safe day"),
    "safe": ("照常办理之日", "realistic day"),
    "done": ("已办之日", "day it was done"),
    "as_of": ("计划日", "day of planning"),
}
"""Where a plan says it otherwise."""
_DEADLINE: Final = {"left_open": ("期限", "the period")}
"""Where a single deadline does: it stands on no day, so nothing of it has run."""
_ORDER: Final = (
    *("weekend", "holiday", "regional", "undetermined", "made_up"),
    *BARS,
    *("undated", "due", "safe", "done", "dead", "spread", "breach", "consequence", "as_of"),
)


def legend_words(used: set[str], scene: Scene) -> list[tuple[str, str]]:
    """The parts that a picture uses, in the order of the legend, each with its words.

    Arguments:
        used: the keys of the parts.
        scene: what is shown; a plan or a deadline says some of them otherwise.
    """
    own = _PLAN if scene.is_plan else _DEADLINE if scene.as_of is None else {}
    words = {**LEGEND, **own}

    def told(key: str) -> str:
        if key in _KINDS:
            return label("day_kind", _KINDS[key], scene.lang)
        if key in {"breach", "consequence"}:
            return label("severity", key, scene.lang)
        return words[key][scene.lang == "en"]

    return [(key, told(key)) for key in _ORDER if key in used]
