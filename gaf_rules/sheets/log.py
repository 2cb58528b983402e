"""What comes of reading: the tables of a log, a report of what was not understood, what was refused."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import field, frozen

from gaf_rules.report.layout import clean
from gaf_rules.sheets.places import SheetPlaces
from gaf_rules.values.given import in_language
from gaf_rules.values.texts import counted
from gaf_rules.values.theme import sheet

if TYPE_CHECKING:
    from gaf_rules.values.texts import Lang
    from gaf_rules.values.theme import Theme

__all__ = ["Log", "Report", "Trouble", "TroubleCount"]

_MOST_PLACES = 5


@frozen(kw_only=True)
class Trouble:
    """One kind of thing that was not understood, with all its places counted and the first of them named.

    Attributes:
        code: what kind it is, a stable word (``unknown_word``, ``not_a_day``, ``column_not_read`` …).
        column: the header in the sheet, or None where it is about a row or a case.
        got: what stood there, as text; the same word in many rows is one trouble.
        count: how often.
        places: the first places, as (sheet, row); rows are numbered as the program that shows them does,
            None is the header.
        is_refusal: whether the rows were refused; False where something was left out or kept aside.
        zh: what is wrong and what to do, in Chinese.
        en: the same in English.
    """

    code: str
    column: str | None
    got: str
    count: int
    places: tuple[tuple[str, int | None], ...]
    is_refusal: bool
    zh: str
    en: str

    def text(self, lang: Lang = "zh") -> str:
        """One line: column, what is wrong, how often, where first."""
        zh: bool = in_language(lang, zh=True, en=False)
        head = ""
        if self.column is not None:
            head = f"“{clean(self.column)}”：" if zh else f'"{clean(self.column)}": '
        return f"{head}{clean(self.zh if zh else self.en)}{self._where(zh=zh)}"

    def _where(self, *, zh: bool) -> str:
        rows = [
            f"{sheet}!{row}" if sheet else str(row) for sheet, row in self.places if row is not None
        ]
        if not rows:
            return ""
        more = "…" if self.count > len(rows) else ""
        if zh:
            return f"（{self.count} 处，行 {clean('、'.join(rows))}{more}）"
        times = "once" if self.count == 1 else f"{self.count} times"
        return f" ({times}; {'row' if self.count == 1 else 'rows'} {clean(', '.join(rows))}{more})"

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "code": self.code,
            "column": self.column,
            "got": self.got,
            "count": self.count,
            "places": [{"sheet": sheet, "row": row} for sheet, row in self.places],
            "is_refusal": self.is_refusal,
            "text": {"zh": self.zh, "en": self.en},
        }


@frozen(kw_only=True)
class Report:
    """How a source was read.

    Attributes:
        sheets: what was read, as (name, form, rows); the form is ``"events"``, ``"cases"``, ``"wide"`` or
            ``"not read"``.
        columns: which header was taken for which column, as (sheet, header, column).
        cases: how many cases came out.
        events: how many events.
        refused: how many rows were refused.
        troubles: what was not understood, once a kind, refusals first, the most frequent first.
    """

    sheets: tuple[tuple[str, str, int], ...]
    columns: tuple[tuple[str, str, str], ...]
    cases: int
    events: int
    refused: int
    troubles: tuple[Trouble, ...]
    _places: SheetPlaces = field(factory=SheetPlaces, eq=False, repr=False)

    @property
    def is_complete(self) -> bool:
        """Whether every row was understood, and no sheet of events was left unread."""
        return self.refused == 0 and not any(trouble.is_refusal for trouble in self.troubles)

    def text(self, lang: Lang = "zh") -> str:
        """The counts, and a line for each kind of trouble."""
        head = in_language(
            lang,
            f"{self.cases} 件案件，{self.events} 个事件；未能读入 {self.refused} 行",
            f"{counted(self.cases, 'case')}, {counted(self.events, 'event')}; "
            f"{counted(self.refused, 'row')} refused",
        )
        return "\n".join([head, *(f"- {trouble.text(lang)}" for trouble in self.troubles)])

    def __str__(self) -> str:
        return self.text("en")

    def placed(self, case_id: Any, text: str, lang: Lang = "zh") -> str:
        """A text about a case, such as the error of an audit, with rows and headers of the sheet for paths.

        Arguments:
            case_id: the case, as ``log.cases`` has it.
            text: the text; what is no path of an event or of a field of the case stays.
            lang: its language, ``"zh"`` or ``"en"``.

        Raises:
            GafRulesError: another language.

        >>> import polars as pl
        >>> from gaf_rules.sheets import read_log
        >>> days = ["2026/3/2", "2026/3/9"]
        >>> sheet = {"案件编号": ["A", "A"], "事件": ["完成自查", "应用上线"], "日期": days}
        >>> report = read_log(pl.DataFrame(sheet)).report
        >>> report.placed("A", "$.events[1].on: got …", "en")
        'row 1, "日期": got …'
        """
        return self._places.told(case_id, text, lang)

    def html(self, lang: Lang = "zh", *, theme: Theme = "auto") -> str:
        """The counts and the troubles as one element of HTML without scripts or links.

        Arguments:
            lang: ``"zh"`` or ``"en"``.
            theme: ``auto``, which follows the system of whoever looks; ``light`` or ``dark``.

        Raises:
            GafRulesError: another language, another theme.

        >>> import polars as pl
        >>> from gaf_rules.sheets import read_log
        >>> sheet = {"案件编号": ["A"], "事件": ["应用上线"], "日期": ["2026/3/9"]}
        >>> read_log(pl.DataFrame(sheet)).report.html("en").startswith("<div")
        True
        """
        head, *lines = self.text(lang).splitlines()
        items = "".join(f"<li>{escape(line.removeprefix('- '))}</li>" for line in lines)
        return sheet(f"<p>{escape(head)}</p><ul>{items}</ul>", lang=lang, theme=theme)

    def _repr_html_(self) -> str:
        return self.html()

    def to_dict(self) -> dict[str, Any]:
        """The JSON form (``gaf-report/1``)."""
        return {
            "schema": "gaf-report/1",
            "sheets": [
                dict(zip(("sheet", "form", "rows"), each, strict=True)) for each in self.sheets
            ],
            "columns": [
                dict(zip(("sheet", "header", "column"), each, strict=True)) for each in self.columns
            ],
            "cases": self.cases,
            "events": self.events,
            "refused": self.refused,
            "troubles": [trouble.to_dict() for trouble in self.troubles],
        }


class Log(NamedTuple):
    """A log as `gaf.audit` takes it, and how it was read.

    Attributes:
        events: one row an event.
        cases: one row a case; columns that the library does not know stand at its end as the sheet has them.
        report: what was read and what was not understood.
        refused: the rows that were refused, as they stood, with the sheet, the row and the reason. A case of
            which one row was refused is refused whole: half a log is worse than none.
    """

    events: Any
    cases: Any
    report: Report
    refused: Any


class TroubleCount:
    """Troubles as they are met, counted by kind."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str | None, str], dict[str, Any]] = {}

    def add(
        self,
        trouble: tuple[str, str | None, str],
        place: tuple[str, int | None],
        words: tuple[str, str],
        *,
        is_refusal: bool = True,
    ) -> None:
        """Notes one place of a trouble, which is told by its code, its column and what was got."""
        held = self._held.setdefault(
            trouble, {"count": 0, "places": [], "words": words, "is_refusal": is_refusal}
        )
        held["count"] += 1
        if len(held["places"]) < _MOST_PLACES:
            held["places"].append(place)

    def troubles(self) -> tuple[Trouble, ...]:
        """The troubles: refusals first, the most frequent first."""
        found = [
            Trouble(
                code=code,
                column=column,
                got=got,
                count=held["count"],
                places=tuple(held["places"]),
                is_refusal=held["is_refusal"],
                zh=held["words"][0],
                en=held["words"][1],
            )
            for (code, column, got), held in self._held.items()
        ]
        return tuple(sorted(found, key=lambda each: (not each.is_refusal, -each.count)))
