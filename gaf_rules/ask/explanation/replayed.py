"""An explanation in JSON made into an assessment again, and held against what the document says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gaf_rules.ask.explanation.tree import SCHEMA, result_sha256
from gaf_rules.documents.document import read_day
from gaf_rules.evaluate.arguments import require
from gaf_rules.evaluate.assessing import assess
from gaf_rules.language.readings import Readings
from gaf_rules.log.case import Case
from gaf_rules.log.events import Field, check_value, say
from gaf_rules.values.errors import CaseError, GafRulesError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gaf_rules.answers.assessment import Assessment
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.guideline import Guideline

__all__ = ["replayed"]

_DIGESTS = ("guideline_sha256", "calendar_sha256")
_TEXT = Field(kind="text")


def replayed(
    document: Mapping[str, Any],
    *,
    guideline: Guideline | None = None,
    calendar: WorkingCalendar | None = None,
) -> Assessment:
    """The assessment that an explanation in JSON speaks of, made anew from the document alone.

    Arguments:
        document: what `Explanation.to_dict` gave, after any travel as JSON.
        guideline: the one of the assessment, where it is not the one shipped.
        calendar: likewise.

    Raises:
        CaseError: no document of this kind; all that is wrong with it at once.
        GafRulesError: the guideline or the calendar at hand is not the one it was made with, or what
            comes out is not what the document speaks of: it has been changed on its way.

    >>> import gaf_rules as gaf
    >>> from datetime import date
    >>> from gaf_rules.ask.explanation import explain
    >>> case = gaf.Case(
    ...     id="C05",
    ...     app=gaf.App(kind="official_account", runs_on_mobile=True, purpose="internal"),
    ...     sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal"),
    ... )
    >>> first = gaf.assess(case, as_of=date(2026, 3, 2))
    >>> replayed(explain(first).to_dict()) == first
    True
    """
    provenance, as_of = _read(document)
    again = assess(
        Case.from_dict(document["case"]),
        as_of=as_of,
        guideline=guideline,
        calendar=calendar,
        readings=Readings.from_dict(provenance["readings"]),
        engine=provenance["engine"],
    )
    made = again.provenance.to_dict()
    for name in _DIGESTS:
        if made[name] != provenance[name]:
            raise GafRulesError(
                zh=f"$.provenance.{name}：解释所据为 {provenance[name]}，手头的是 {made[name]}；"
                "请传入当时的那一份",
                en=f"$.provenance.{name}: explained with {provenance[name]}, at hand is {made[name]}: "
                "pass the one of then",
            )
    said, result = document["result_sha256"], result_sha256(again)
    if result != said:
        by = provenance["version"]
        raise GafRulesError(
            zh=f"$.result_sha256：重算的结果是 {result}，文件所说的是 {said}：文件途中有改动，或者由另一版本"
            f"（{by}）作出",
            en=f"$.result_sha256: what comes out is {result}, the document speaks of {said}: it has been "
            f"changed on its way, or another version ({by}) made it",
        )
    return again


# -- the form of the document ----------------------------------------------------------------------------
def _read(document: Mapping[str, Any]) -> tuple[dict[str, Any], Any]:
    """The provenance and the day of a document, whose form has been looked at."""
    require("document", document, dict, "解释的 JSON 对象", "the JSON object of an explanation")
    if document.get("schema") != SCHEMA:
        got = document.get("schema")
        sentences = f"得到 {got!r}；应为 {SCHEMA}", f"got {got!r}; allowed: {SCHEMA}"
        raise CaseError((say("wrong_schema", "$.schema", got, *sentences, (SCHEMA,)),))
    problems = _missing(document, "$", {"case": dict, "as_of": str, "provenance": dict})
    problems += check_value(document.get("result_sha256"), _TEXT, "$.result_sha256")
    provenance: Any = document.get("provenance")
    if isinstance(provenance, dict):
        problems += _missing(provenance, "$.provenance", {"readings": dict})
        for name in (*_DIGESTS, "engine", "version"):
            problems += check_value(provenance.get(name), _TEXT, f"$.provenance.{name}")
    as_of: Any = document.get("as_of")
    if isinstance(as_of, str):
        as_of = read_day(as_of, "$.as_of", problems)
    if problems:
        raise CaseError(tuple(problems))
    return provenance, as_of


def _missing(held: Mapping[str, Any], path: str, kinds: dict[str, type]) -> list[Problem]:
    """The fields that are not there, or not of their kind."""
    names: dict[type, tuple[str, str]] = {dict: ("对象", "an object"), str: ("文本", "text")}
    return [
        say(
            "wrong_type",
            f"{path}.{name}",
            held.get(name),
            f"得到 {held.get(name)!r}；应为{names[kind][0]}",
            f"got {held.get(name)!r}; wanted: {names[kind][1]}",
            (kind.__name__,),
        )
        for name, kind in kinds.items()
        if not isinstance(held.get(name), kind)
    ]
