"""``picture``: a frame as a picture that a notebook shows."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from attrs import evolve, field, frozen

from gaf_rules.calendar import WorkingCalendar
from gaf_rules.evaluate.arguments import expect
from gaf_rules.language.guideline import Guideline
from gaf_rules.messages import LANGUAGES
from gaf_rules.report.words import Words
from gaf_rules.show.charts import backlog, curves, flows, heat, rows
from gaf_rules.show.charts.canvas import Canvas
from gaf_rules.show.charts.reading import MOST_LINES, FrameTable, read
from gaf_rules.values.given import one_of, refused, require
from gaf_rules.values.texts import Lang
from gaf_rules.values.theme import themed, wide

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from gaf_rules.values.theme import Theme

__all__ = ["Picture", "picture"]

_DRAWN: Final[MappingProxyType[str, Callable[[Canvas, FrameTable, Any], str]]] = MappingProxyType(
    {
        "backlog": backlog.draw,
        "survival": curves.draw,
        "on_time": rows.on_time,
        "daily": heat.draw,
        "flow": flows.draw,
        "flips": rows.flips,
        "summary": rows.summary,
    }
)
_FRAME: Final = "frame"
_IN_LINES: Final = frozenset({"backlog", "survival", "on_time"})


@frozen(kw_only=True, eq=False)
class Picture:
    """A picture of a frame; the same frame gives the same picture.

    Attributes:
        kind: which frame it is of: ``backlog``, ``survival``, ``on_time``, ``daily``, ``flow``, ``flips`` or
            ``summary``.
        lang: the language of its words.
    """

    kind: str
    lang: Lang
    _table: FrameTable = field(repr=False)
    _calendar: WorkingCalendar = field(repr=False)
    _guideline: Guideline | None = field(default=None, repr=False)

    def in_lang(self, lang: Lang) -> Picture:
        """The same picture in another language.

        Raises:
            CaseError: another language than ``"zh"`` and ``"en"``.
        """
        one_of("lang", lang, LANGUAGES)
        return evolve(self, lang=lang)

    @property
    def svg(self) -> str:
        """The picture as one SVG element: no scripts, no fonts, no links; safe to put into a page."""
        return self.to_svg().removesuffix("\n")

    def to_svg(self, *, theme: Theme = "auto") -> str:
        """The picture as a file: :attr:`svg` with a line break behind it.

        Arguments:
            theme: ``light``, ``dark``, or ``auto``, which follows the system of whoever looks at it.

        Raises:
            CaseError: another theme.
        """
        canvas = Canvas(self.lang, self._guideline)
        if self._table.rows:
            title = _DRAWN[self.kind](canvas, self._table, self._calendar)
        else:
            title = canvas.words.say("表中没有行", "The frame has no rows")
            canvas.heading(title)
        return f"{themed(canvas.svg(title), theme)}\n"

    def html(self, lang: Lang | None = None, *, theme: Theme = "auto") -> str:
        """The picture in a frame that scrolls sideways where the screen is narrow.

        Arguments:
            lang: ``"zh"`` or ``"en"``; by default that of the picture.
            theme: ``auto``, ``light`` or ``dark``.

        Raises:
            CaseError: another language, another theme.

        >>> import gaf_rules as gaf
        >>> drawn = gaf.simulate(20, seed=1)
        >>> found = gaf.measures(drawn.events, drawn.cases, as_of=drawn.as_of)
        >>> gaf.picture(found.flow()).html("en").startswith("<div")
        True
        """
        spoken = self if lang is None else self.in_lang(lang)
        return wide(spoken.to_svg(theme=theme).removesuffix("\n"))

    def _repr_html_(self) -> str:
        return self.html()


def picture(
    frame: Any,
    *,
    lang: Lang = "zh",
    calendar: WorkingCalendar | None = None,
    guideline: Guideline | None = None,
) -> Picture:
    """The picture of a frame of `Measures`, `Outlook` or `Comparison`: what it is, its columns say.

    - ``backlog``: how many cases lie in each stage day by day, a panel a stage, with festivals, days off and
      made-up working days shaded;
    - ``survival``: curves of durations with bounds, signs where stays were not seen to the end, how many had
      lasted so long;
    - ``on_time``: shares in time with bounds, and the counts;
    - ``daily``: a heat map of months and their working days;
    - ``flow``: ribbons from stage to stage, as broad as the number of stays;
    - ``flips``, ``summary`` of a comparison: bars a scenario.

    Nothing is counted anew: each number stands in the frame. Choose rows before (``filter``); further
    columns, those of ``by=`` and ``scenario``, tell lines or panels apart.

    Arguments:
        frame: the frame, of pandas, Polars or Arrow.
        lang: ``"zh"`` or ``"en"``.
        calendar: the days to shade in ``backlog``; the national ones by default.
        guideline: the one that the frame comes from, for its own words and the order of its stages; the
            Hainan guideline needs none.

    Raises:
        CaseError: a frame that has no picture, a value that its column cannot have, rows that speak of the
            same, more than six lines; another language.

    >>> import gaf_rules as gaf
    >>> drawn = gaf.simulate(20, seed=1)
    >>> found = gaf.measures(drawn.events, drawn.cases, as_of=drawn.as_of)
    >>> gaf.picture(found.flow(), lang="en")
    Picture(kind='flow', lang='en')
    """
    one_of("lang", lang, LANGUAGES)
    if calendar is None:
        from gaf_rules.calendar import CHINA  # noqa: PLC0415 - read when needed

        calendar = CHINA
    require("calendar", calendar, WorkingCalendar, " WorkingCalendar", "a WorkingCalendar")
    expect(guideline=guideline)
    table = read(frame)
    lines = table.lines(Words(lang, guideline))
    if table.kind in _IN_LINES and len(lines) > MOST_LINES:
        told = f"{len(lines)}: {', '.join(lines.values())}"[:200]
        zh = f"至多 {MOST_LINES} 条线；请先筛选（filter）"
        en = f"no more than {MOST_LINES} lines; filter the frame first"
        raise refused(_FRAME, told, zh, en)
    return Picture(kind=table.kind, lang=lang, table=table, calendar=calendar, guideline=guideline)
