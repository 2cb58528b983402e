"""JSON Schema (2020-12) of every document that the library reads or gives, from the tables that it reads by.

The schemas let other programs check a document before they send it. What only the log as a whole shows
(an event that the process does not allow, a role that cannot be supplied) remains for the library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from gaf_rules.answers import assessment_form, duty
from gaf_rules.ask.explanation.form import explanation_form
from gaf_rules.ask.inboxes.form import inbox_form
from gaf_rules.ask.planning.form import plan_form
from gaf_rules.documents import shapes
from gaf_rules.documents.fields import check_word
from gaf_rules.language.vocabulary import CERTAINTIES, DAY_KINDS
from gaf_rules.log.case_form import case_schema
from gaf_rules.messages import LABELS
from gaf_rules.sheets.mapping_form import mapping_form
from gaf_rules.values.errors import CaseError

if TYPE_CHECKING:
    from collections.abc import Callable

    from gaf_rules.calendar import DayInfo
    from gaf_rules.documents.shapes import Shape

__all__ = ["DOCUMENTS", "day_document", "overlay_schema", "schema"]


def overlay_schema() -> dict[str, Any]:
    """The JSON Schema of regional days (``gaf-overlay/1``), as `gaf_rules.Overlay` reads them."""
    days = {"type": "array", "items": shapes.DAY.schema(), "uniqueItems": True}
    fields = {
        "place": shapes.CODE.schema(),
        "kind": shapes.titled("overlay_kind", LABELS["overlay_kind"]),
        "off": days,
        "work": days,
        "source": shapes.TEXT.schema(),
        "issued": shapes.DAY.schema(),
    }
    words = LABELS["document_field"]
    told = {
        name: {**schema, "description": " / ".join(words[name])} for name, schema in fields.items()
    }
    some = [{"properties": {name: {"minItems": 1}}} for name in ("off", "work")]
    return {
        **shapes.head("gaf-overlay/1"),
        "type": "object",
        "properties": told,
        "required": [name for name in told if name != "issued"],
        "additionalProperties": False,
        "anyOf": some,
    }


# -- what comes out --------------------------------------------------------------------------------------
_ANYTHING: Final = shapes.Shape(schema=dict, read=lambda got, *_: got)


def _problems_form() -> Shape:
    """What is wrong, one by one, as `gaf_rules.values.errors.Problem` gives it."""
    problem = shapes.record(
        dict,
        {
            "code": shapes.word("error", tuple(LABELS["error"])),
            "path": shapes.ANY_TEXT,
            "value": _ANYTHING,
            "allowed": shapes.many(shapes.ANY_TEXT),
            "clause": shapes.maybe(shapes.TEXT),
            "text": shapes.two_languages(),
        },
        of="problem",
    )
    return shapes.many(problem, least=1)


def _error_form() -> Shape:
    """What `to_dict` of an error gives."""
    fields = {
        "type": shapes.word("error_kind", tuple(LABELS["error_kind"])),
        "text": shapes.two_languages(),
        "problems": _problems_form(),
    }
    return shapes.document("gaf-error/1", dict, fields, of="error")


def _problem_form() -> Shape:
    """What the service answers where it refuses something (RFC 9457)."""
    fields = {
        "type": shapes.TEXT,
        "title": shapes.TEXT,
        "status": shapes.count(400),
        "detail": shapes.TEXT,
        "text": shapes.two_languages(),
        "problems": _problems_form(),
    }
    # Its form is that of the standard, which has no field for the name of a document.
    shape, head = shapes.record(dict, fields, of="problem_details"), shapes.head("gaf-problem/1")
    return evolve(shape, schema=lambda: {**head, **shape.schema()})


def _verification_form() -> Shape:
    """What `to_dict` of a verification gives."""
    difference = shapes.record(dict, {"path": shapes.TEXT, "stored": _ANYTHING, "found": _ANYTHING})
    fields = {
        "is_same": shapes.FLAG,
        "is_tampered": shapes.FLAG,
        "made_with": shapes.many(shapes.word("made_with", tuple(LABELS["made_with"]))),
        "differences": shapes.many(difference),
    }
    return shapes.document("gaf-verification/1", dict, fields)


def day_document(info: DayInfo, *, schema: bool = True) -> dict[str, Any]:
    """What the calendar says of a day (``gaf-day/1``).

    Arguments:
        info: as `gaf_rules.calendar.WorkingCalendar.day` gives it.
        schema: whether it is a document by itself.
    """
    said = {
        "on": info.on.isoformat(),
        "kind": info.kind,
        "is_working": info.is_working,
        "certainty": info.certainty,
        "festival": info.festival,
        "notice": info.notice,
    }
    return {"schema": "gaf-day/1", **said} if schema else said


def _day_fields() -> dict[str, Shape]:
    return {
        "on": shapes.DAY,
        "kind": shapes.word("day_kind", DAY_KINDS),
        "is_working": shapes.maybe(shapes.FLAG),
        "certainty": shapes.word("certainty", CERTAINTIES),
        "festival": shapes.maybe(shapes.TEXT),
        "notice": shapes.maybe(shapes.TEXT),
    }


def _day_form() -> Shape:
    return shapes.document("gaf-day/1", dict, _day_fields())


def _year_form() -> Shape:
    day = shapes.record(dict, _day_fields())
    fields = {"year": shapes.count(1), "days": shapes.many(day, least=365)}
    return shapes.document("gaf-year/1", dict, fields)


def _label_form() -> Shape:
    return shapes.document("gaf-label/1", dict, dict.fromkeys(("code", "zh", "en"), shapes.TEXT))


def _health_form() -> Shape:
    fields = {
        "status": shapes.constant("ok"),
        "version": shapes.TEXT,
        "guideline": shapes.TEXT,
        "guideline_sha256": shapes.DIGEST,
        "calendar_sha256": shapes.DIGEST,
        "published_through": shapes.DAY,
    }
    return shapes.document("gaf-health/1", dict, fields, of="health")


_FORMS: Final[dict[str, Callable[[], dict[str, Any]]]] = {
    "gaf-case/1": case_schema,
    "gaf-assessment/1": lambda: assessment_form.assessment_form().schema(),
    "gaf-deadline/1": lambda: duty.deadline_form().schema(),
    "gaf-explanation/1": lambda: explanation_form().schema(),
    "gaf-plan/1": lambda: plan_form().schema(),
    "gaf-inbox/1": lambda: inbox_form().schema(),
    "gaf-mapping/1": lambda: mapping_form().schema(),
    "gaf-overlay/1": overlay_schema,
    "gaf-error/1": lambda: _error_form().schema(),
    "gaf-problem/1": lambda: _problem_form().schema(),
    "gaf-verification/1": lambda: _verification_form().schema(),
    "gaf-day/1": lambda: _day_form().schema(),
    "gaf-year/1": lambda: _year_form().schema(),
    "gaf-label/1": lambda: _label_form().schema(),
    "gaf-health/1": lambda: _health_form().schema(),
}
DOCUMENTS: Final = tuple(_FORMS)
"""The names of all documents."""


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of a document by its name, such as ``gaf-deadline/1``.

    Raises:
        CaseError: there is no such document; it names the nearest.

    >>> schema("gaf-plan/1")["title"]
    '倒排计划 / a plan'
    """
    problems = check_word(name, DOCUMENTS, "$name")
    if problems:
        raise CaseError(tuple(problems))
    return _FORMS[name]()
