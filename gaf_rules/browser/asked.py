"""What is asked of the library in the page: the fields of the form, read as strictly as any document."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from gaf_rules.browser.case_form import from_form
from gaf_rules.browser.words import told
from gaf_rules.calendar.overlay import overlays_from
from gaf_rules.calendar.parsing import parse_notice
from gaf_rules.calendar.working import china
from gaf_rules.documents import shapes
from gaf_rules.documents.json_text import parse_json
from gaf_rules.messages import LANGUAGES
from gaf_rules.service.operations import OPERATIONS
from gaf_rules.service.parameters import Parameter, number, read_parameters
from gaf_rules.values.errors import GafRulesError
from gaf_rules.values.given import one_of
from gaf_rules.values.texts import Lang
from gaf_rules.values.theme import THEMES, Theme

if TYPE_CHECKING:
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.service.answering import Given

__all__ = ["PageRequest"]

_OPERATIONS: Final = {each.name: each for each in OPERATIONS}
_KNOWN_ON: Final = Parameter(name="known_on", shape=shapes.DAY, words=("", ""))
_NOTICE_YEAR: Final = Parameter(
    name="notice_year", shape=number(2000, 2199), words=("", ""), is_required=True
)


@frozen(kw_only=True)
class PageRequest:
    """One question of the page.

    Attributes:
        lang: the language of the page.
        theme: one of `THEMES`.
        fields: the names and values of the form, in its order; a name may stand there again.
    """

    lang: Lang
    theme: Theme
    fields: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, request: dict[str, Any]) -> PageRequest:
        """The question that the script of the page sends."""
        one_of("lang", request["lang"], LANGUAGES)
        one_of("theme", request["theme"], THEMES)
        fields = tuple((str(name), str(value)) for name, value in request["fields"])
        return cls(lang=request["lang"], theme=request["theme"], fields=fields)

    def one(self, name: str) -> str:
        """The value of a field; empty where it is not there."""
        return next((value for key, value in self.fields if key == name), "")

    def words(self, **names: str) -> list[tuple[str, str]]:
        """The fields that are filled in, under the names that an operation has for them; the readings too."""
        readings = [
            ("readings", value) for name, value in self.fields if name == "readings" and value
        ]
        return [(name, got) for name, field in names.items() if (got := self.one(field))] + readings

    def file(self, name: str) -> tuple[str, bytes]:
        """The name and the bytes of a chosen file.

        Raises:
            GafRulesError: none has been chosen.
        """
        if not self.one(name):
            raise GafRulesError(zh=told("no_file", "zh"), en=told("no_file", "en"))
        return self.one(name), base64.b64decode(self.one(f"{name}.data").partition(",")[2])

    def document(self) -> Any:
        """The case as JSON data: what the form says, or the text where that was written last.

        Raises:
            GafRulesError: the text is no JSON.
        """
        text = self.one("case")
        if self.one("source") == "form":
            return from_form(self.fields, text)
        return parse_json(text)

    def given(self, operation: str, words: list[tuple[str, str]]) -> Given:
        """What an operation of the service takes, out of the form and the case.

        Raises:
            GafRulesError: what is wrong with them.
        """
        return _OPERATIONS[operation].given(words, self.document())

    def calendar(self) -> WorkingCalendar:
        """The shipped calendar with the notice and the regional days of the form, as known on its day.

        Raises:
            GafRulesError: what is wrong with them.
        """
        held = china()
        if notice := self.one("notice").strip():
            words = [("notice_year", self.one("notice_year"))] * bool(self.one("notice_year"))
            year = read_parameters((_NOTICE_YEAR,), words)["notice_year"]
            held = held.with_notice(parse_notice(notice, year=year))
        if overlays := self.one("overlays").strip():
            for overlay in overlays_from(parse_json(overlays)):
                held = held.with_overlay(overlay)
        if day := self.one("known_on"):
            held = held.as_known_on(read_parameters((_KNOWN_ON,), [("known_on", day)])["known_on"])
        return held
