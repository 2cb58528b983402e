"""The entry: an assessment explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gaf_rules.answers.assessment import Assessment
from gaf_rules.ask.explanation import sections
from gaf_rules.ask.explanation.passed_over import passed_over
from gaf_rules.ask.explanation.periods import duty_nodes
from gaf_rules.ask.explanation.teller import Teller, told_apart
from gaf_rules.ask.explanation.tree import Explanation, Node, result_sha256
from gaf_rules.messages import label
from gaf_rules.report.layout import clean
from gaf_rules.values.errors import GafRulesError
from gaf_rules.values.given import require
from gaf_rules.values.lazy import Lazy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gaf_rules.values.texts import Lang


__all__ = ["explain"]

_HEADS = {
    "conclusion": ("结论", "Conclusion"),
    "scope": ("适用范围", "Scope"),
    "route": ("申请路径", "The way of the application"),
    "log": ("事件与阶段", "What happened, and the stages"),
    "duties": ("义务与期限", "Duties and time limits"),
    "findings": ("认定", "Findings"),
    "questions": ("待人判定的问题", "Questions for a person"),
    "passed_over": ("经考虑不适用的规则", "Rules considered that did not apply"),
}


def explain(assessment: Assessment, lang: Lang = "zh") -> Explanation:
    """Why an assessment is what it is: each conclusion with its rule, clause, facts, days and readings.

    Arguments:
        assessment: as `gaf_rules.assess` returned it.
        lang: ``"zh"`` or ``"en"``.

    Returns:
        a tree; ``str()`` reads like an official's reasoning, ``to_dict()`` is JSON, and ``replay()`` makes
        the assessment anew from what the explanation carries.

    Raises:
        GafRulesError: another language, something that is no assessment, or one that was put together by
            hand.

    >>> import gaf_rules as gaf
    >>> from datetime import date
    >>> case = gaf.Case(
    ...     id="C05",
    ...     app=gaf.App(kind="official_account", runs_on_mobile=True, purpose="internal"),
    ...     sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal"),
    ... )
    >>> told = explain(gaf.assess(case, as_of=date(2026, 3, 2)), lang="en")
    >>> told.sections[0].children[0].text
    'outside the scope of the guideline (1.2f)'
    """
    label("procedure", "filing", lang)  # refuses another language
    require("assessment", assessment, Assessment, " gaf.assess 的结果", "what gaf.assess returns")
    if assessment.basis is None:
        as_of, readings = assessment.as_of, dict(assessment.provenance.readings)
        chosen = f", readings=gaf.Readings.from_dict({readings})" if readings else ""
        again = f"gaf.explain(gaf.assess(case, as_of=date({as_of.year}, {as_of.month}, {as_of.day}){chosen}))"
        raise GafRulesError(
            zh=f"这份评估是从文件读回的，文件里没有案件，无从解释；请用案件重新评估：{again}",
            en="this assessment was read from a document, which does not hold the case; "
            f"assess the case again: {again}",
        )
    teller = Teller(assessment, lang)
    found = [
        _section(teller, "conclusion", sections.conclusion(teller)),
        _section(teller, "scope", sections.scope(teller)),
        _section(teller, "route", sections.way(teller)),
        _section(teller, "log", sections.log(teller)),
        _section(teller, "duties", duty_nodes(teller)),
        _section(teller, "findings", sections.findings(teller)),
        _section(teller, "questions", sections.questions(teller)),
        _section(teller, "passed_over", passed_over(teller)),
    ]
    day = teller.words.day(assessment.as_of)
    name = clean(assessment.case)
    return Explanation(
        lang=lang,
        title=teller.say(f"{name}，截至 {day}", f"{name}, as of {day}"),
        sections=tuple(section for section in found if section.children),
        case=assessment.basis.case,
        as_of=assessment.as_of,
        provenance=assessment.provenance,
        result=Lazy(lambda: result_sha256(assessment)),
        made=assessment,
    )


def _section(teller: Teller, key: str, nodes: Iterable[Node]) -> Node:
    children = told_apart(nodes, teller.words)
    return Node(kind="section", text=teller.say(*_HEADS[key]), rule=None, children=children)
