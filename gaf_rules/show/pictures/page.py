"""An assessment or a plan as a notebook shows it: a headline, the findings or steps, and the picture."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from gaf_rules.evaluate.basis import found_with
from gaf_rules.show.pictures.picture import timeline

if TYPE_CHECKING:
    from gaf_rules.answers.assessment import Assessment
    from gaf_rules.ask.planning.value import Plan
    from gaf_rules.values.texts import Lang

__all__ = ["page", "plan_page"]


def page(assessment: Assessment, lang: Lang = "zh") -> str:
    """The findings of an assessment as a table, and its picture; HTML without scripts or links.

    Arguments:
        assessment: the assessment.
        lang: ``"zh"`` or ``"en"``.

    Raises:
        GafRulesError: another language.
    """
    # First, because it has the headline and refuses another language.
    picture = timeline(assessment, lang=lang)
    guideline = found_with(assessment, case=None, calendar=None, guideline=None).guideline
    rows = "".join(
        f"<tr><td>{escape(found.code)}</td><td>{escape(guideline.label('finding', found.code, lang))}</td>"
        f"<td>{escape(found.clause)}</td></tr>"
        for found in assessment.findings
    )
    table = f"<table>{rows}</table>" if rows else ""
    return f"<div><p><b>{escape(picture.scene.headline)}</b></p>{table}{picture.svg}</div>"


def plan_page(plan: Plan, lang: Lang = "zh") -> str:
    """The steps of a plan as a table, and its picture; HTML without scripts or links.

    Arguments:
        plan: the plan.
        lang: ``"zh"`` or ``"en"``.

    Raises:
        GafRulesError: another language.
    """
    picture = timeline(plan, lang=lang)
    heads = "".join(f"<th>{escape(cell)}</th>" for cell in plan.columns(lang))
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
        for cells in plan.rows(lang)
    )
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    head = f"<p><b>{escape(picture.scene.headline)}</b></p>"
    return f"<div>{head}{table}{picture.svg}</div>"
