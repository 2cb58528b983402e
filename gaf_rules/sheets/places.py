"""Where a sheet has what the library names by its path: row and column as a person sees them."""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Protocol

from attrs import field, frozen

from gaf_rules.messages import LABELS
from gaf_rules.sheets.columns import COLUMNS, label_key
from gaf_rules.values.given import in_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gaf_rules.sheets.headers import Header
    from gaf_rules.values.texts import Lang

__all__ = ["Placed", "SheetPlaces"]

_PATH: Final = re.compile(
    r"\$\.(?:events\[(?P<number>\d+)\](?:\.(?P<of_event>\w+))?|(?P<of_case>(?:app|sponsor)\.\w+))"
)
_OF_CASE: Final = {
    label_key(name)[1]: name for name in COLUMNS if label_key(name)[0] == "case_field"
}

_PARTS: Final = 3


class Placed(Protocol):
    """A case with where its events stand, as (sheet, row, place of the header), and its first rows."""

    heads: list[tuple[int, int, int]]
    firsts: dict[int, int]


@frozen(kw_only=True, eq=False, repr=False)
class SheetPlaces:
    """The places of the cases of a log in the sheets that they were read from.

    Attributes:
        sheets: of each sheet its name, the header of each column, and all headers by their places.
        events: case → how many events stand before its first, and how many it has.
        where: of each event the sheet, the row, and the place of the header of a wide table, or -1.
        cases: case → its first row in each sheet that has it.
    """

    sheets: tuple[tuple[str, Mapping[str, str], tuple[str, ...]], ...] = ()
    events: Mapping[Any, tuple[int, int]] = field(factory=dict)
    where: array[int] = field(factory=lambda: array("q"))
    cases: Mapping[Any, Mapping[int, int]] = field(factory=dict)

    @classmethod
    def of(cls, headers: Sequence[tuple[str, Header]], cases: Mapping[Any, Placed]) -> SheetPlaces:
        """The places of these cases in sheets with these headers."""
        events: dict[Any, tuple[int, int]] = {}
        where = array("q")
        for case_id, case in cases.items():
            events[case_id] = (len(where) // _PARTS, len(case.heads))
            for each in case.heads:
                where.extend(each)
        sheets = tuple(
            (name, {column: held.names[n] for n, column in held.columns.items()}, held.names)
            for name, held in headers
        )
        firsts = {case_id: case.firsts for case_id, case in cases.items()}
        return cls(sheets=sheets, events=events, where=where, cases=firsts)

    def told(self, case_id: Any, text: str, lang: Lang) -> str:
        """A text of the library about a case, with rows and headers for the paths that are in the sheets.

        Arguments:
            case_id: the case, as the log has it.
            text: the text.
            lang: its language, ``"zh"`` or ``"en"``.
        """

        def place(found: re.Match[str]) -> str:
            if found["of_case"] is not None:
                return self._of_case(case_id, found["of_case"], lang) or found[0]
            return (
                self._of_event(case_id, int(found["number"]), found["of_event"], lang) or found[0]
            )

        return _PATH.sub(place, text)

    def _of_event(self, case_id: Any, number: int, name: str | None, lang: Lang) -> str:
        start, count = self.events.get(case_id, (0, 0))
        if number >= count:
            return ""
        at = _PARTS * (start + number)
        sheet, row, head = self.where[at : at + _PARTS]
        if name in {None, "on", "type"} and head >= 0:
            return _told(self.sheets[sheet][0], row, self.sheets[sheet][2][head], None, lang)
        return self._at(sheet, row, name, lang)

    def _of_case(self, case_id: Any, path: str, lang: Lang) -> str:
        column = _OF_CASE.get(path)
        rows = self.cases.get(case_id, {})
        if column is None or not rows:
            return ""
        held = (sheet for sheet in rows if column in self.sheets[sheet][1])
        sheet = next(held, next(iter(rows)))
        return self._at(sheet, rows[sheet], column, lang)

    def _at(self, sheet: int, row: int, column: str | None, lang: Lang) -> str:
        name, headers, _ = self.sheets[sheet]
        if column is None:
            return _told(name, row, None, None, lang)
        return _told(name, row, headers.get(column), column, lang)


def _told(sheet: str, row: int, header: str | None, column: str | None, lang: Lang) -> str:
    place = f"{sheet}!{row}" if sheet else str(row)
    if header is not None:
        return in_language(lang, f"第 {place} 行“{header}”", f'row {place}, "{header}"')
    if column is None:
        return in_language(lang, f"第 {place} 行", f"row {place}")
    kind, key = label_key(column)
    words = in_language(lang, *LABELS[kind].get(key, (column, column)))
    return in_language(
        lang,
        f"第 {place} 行“{words}”（表中没有这一列，可在映射中写明字段 {column}）",
        f'row {place}, "{words}" (the sheet has no such column; the mapping may say the field {column})',
    )
