"""What breaks those who hold on to a name or a document is told from what does not."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from public_names import FORMATS, NAMES

# Where only the core is worked on the library that tells them apart may be missing.
pytest.importorskip("griffe")
breaks: Any = import_module("breaks")

_NAMES = NAMES.read_text("utf-8")
_FORMATS = FORMATS.read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("kind, runs_on_mobile, ", "kind, ", ["gaf_rules.App.__init__ runs_on_mobile"]),
        ("runs_on_mobile, purpose", "runs_on_mobile, owner, purpose", ["gaf_rules.App.__init__ owner"]),
        ("runs_on_mobile, purpose", "runs_on_mobile, owner=1, purpose", []),
        ("grassroots_facing=None", "grassroots_facing=False", ["gaf_rules.App.__init__ grassroots_facing"]),
        ("    purpose = ...\n", "", ["gaf_rules.App.purpose"]),
        ("CHINA = 'WorkingCalendar'\n", "", ["gaf_rules.CHINA"]),
        ("def disputes(", "def contentions(", ["gaf_rules.disputes"]),
        ("def deadline(clause, trigger", "def deadline(trigger, clause", ["gaf_rules.deadline"] * 2),
        ("def to_dict(self)", "def to_dict(self, lang='en')", []),
        ("dates, n, *", "dates, n, zone, *", ["gaf_rules.bulk.nth_working_day_after zone"]),
        ("class App:", "class Apple:\n    ...\nclass App:", []),
    ],
)  # fmt: skip
def test_what_breaks_a_call_is_told_from_what_does_not(old: str, new: str, told: list[str]) -> None:
    assert old in _NAMES
    found = breaks.of_names(_NAMES, _NAMES.replace(old, new, 1))
    assert len(found) == len(told)
    assert all(line.startswith(begins) for line, begins in zip(found, told, strict=True))


_AT = "gaf-case/1.app.purpose"
_PURPOSE = 'gaf-case/1.app.purpose ! "internal" "public" string\n'
_AS_OF = "gaf-assessment/1.as_of ! date\n"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        # What goes in: nothing that was taken is refused.
        (_PURPOSE, "", ["gaf-case/1.app.purpose: gone"]),
        (_PURPOSE, _PURPOSE.replace(' "public"', ""), [f'{_AT}: "public" is no longer taken']),
        (_PURPOSE, _PURPOSE.replace(' "public"', ' "mixed" "public"'), []),
        (_PURPOSE, _PURPOSE.replace("!", "?"), []),
        (_PURPOSE, f"{_PURPOSE}gaf-case/1.app.owner ! string\n", ["gaf-case/1.app.owner: now wanted"]),
        (_PURPOSE, f"{_PURPOSE}gaf-case/1.app.owner ? string\n", []),
        ("gaf-case/1.title ?", "gaf-case/1.title !", ["gaf-case/1.title: now wanted"]),
        # A new event has fields that it wants.
        (_PURPOSE, f"{_PURPOSE}gaf-case/1#app_sold object\ngaf-case/1#app_sold.on ! date\n", []),
        # What comes out: what was there is there, and of the kind that it was.
        (_AS_OF, "", ["gaf-assessment/1.as_of: gone"]),
        (_AS_OF, _AS_OF.replace("!", "?"), ["gaf-assessment/1.as_of: no longer always there"]),
        (_AS_OF, _AS_OF.replace("date", "date null"), ["gaf-assessment/1.as_of: may now be null"]),
        (_AS_OF, f"{_AS_OF}gaf-assessment/1.mood ? string\n", []),
        ('"breach"', '"breach" "breeze"', []),
    ],
)  # fmt: skip
def test_what_breaks_a_promised_document_is_told_from_what_does_not(
    old: str, new: str, told: list[str]
) -> None:
    assert old in _FORMATS
    assert breaks.of_formats(_FORMATS, _FORMATS.replace(old, new, 1)) == told


def test_nothing_breaks_where_nothing_changed() -> None:
    assert breaks.of_names(_NAMES, _NAMES) == breaks.of_formats(_FORMATS, _FORMATS) == []
