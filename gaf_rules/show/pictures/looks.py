"""How each part of a picture looks, and what the legend calls it.

Nothing is told by colour alone: parts that lie side by side differ by border, dashes or hatching too, so that
they are told apart in grey and by those who do not see some colours. A test compares them.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from attrs import frozen

from gaf_rules.messages import label
from gaf_rules.values.shipped import words_of

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
_WORDS: Final = words_of("gaf_rules.show", "words.json")
LEGEND: Final = MappingProxyType(_WORDS["legend"])
"""Part of a picture → what it is called; kinds of days and severities have the words of the table."""
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
    words = dict(LEGEND)
    if scene.is_plan:
        words |= _WORDS["plan_legend"]
    elif scene.as_of is None:
        # It stands on no day, so nothing of it has run.
        words |= _WORDS["deadline_legend"]

    def told(key: str) -> str:
        if key in _KINDS:
            return label("day_kind", _KINDS[key], scene.lang)
        if key in {"breach", "consequence"}:
            return label("severity", key, scene.lang)
        return words[key][scene.lang == "en"]

    return [(key, told(key)) for key in _ORDER if key in used]
