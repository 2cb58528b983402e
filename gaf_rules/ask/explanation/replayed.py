"""An explanation in JSON made into an assessment again, and held against what the document says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gaf_rules.ask.explanation.tree import Explanation, result_sha256
from gaf_rules.evaluate.assessing import assess
from gaf_rules.language.readings import Readings
from gaf_rules.values.errors import GafRulesError
from gaf_rules.values.given import require

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gaf_rules.answers.assessment import Assessment
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.guideline import Guideline

__all__ = ["again", "replayed"]

_DIGESTS = ("guideline_sha256", "calendar_sha256")


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
    require("document", document, dict, "解释的 JSON 对象", "the JSON object of an explanation")
    return again(Explanation.from_dict(document), guideline=guideline, calendar=calendar)


def again(
    told: Explanation,
    *,
    guideline: Guideline | None = None,
    calendar: WorkingCalendar | None = None,
) -> Assessment:
    """The assessment that an explanation speaks of; arguments and errors as of `replayed`."""
    provenance = told.provenance
    made = assess(
        told.case,
        as_of=told.as_of,
        guideline=guideline,
        calendar=calendar,
        readings=Readings.from_dict(provenance.readings),
        engine=provenance.engine,
    )
    for name in _DIGESTS:
        then, now = getattr(provenance, name), getattr(made.provenance, name)
        if then != now:
            raise GafRulesError(
                zh=f"$.provenance.{name}：解释所据为 {then}，手头的是 {now}；请传入当时的那一份",
                en=f"$.provenance.{name}: explained with {then}, at hand is {now}: pass the one of then",
            )
    said, result = told.result_sha256, result_sha256(made)
    if result != said:
        by = provenance.version
        raise GafRulesError(
            zh=f"$.result_sha256：重算的结果是 {result}，文件所说的是 {said}：文件途中有改动，或者由另一版本"
            f"（{by}）作出",
            en=f"$.result_sha256: what comes out is {result}, the document speaks of {said}: it has been "
            f"changed on its way, or another version ({by}) made it",
        )
    return made
