"""What reasons cost: an assessment alone, with its explanation, and the words alone."""

from __future__ import annotations

from datetime import date

from hot_paths import AS_OF, typical_cases
from measure import Both, Question, Way
from one_decision import asked_case

import gaf_rules as gaf

__all__ = ["question"]

_RECEIVED = date(2026, 2, 18)
_TODAY = date(2026, 3, 9)


def question() -> Question:
    """The question; no other library explains the same case."""
    asked = [(case, AS_OF) for case in typical_cases(8)]
    asked += [(asked_case(_RECEIVED, None), _TODAY)]
    assessed = [gaf.assess(case, as_of=day) for case, day in asked]
    told = [gaf.explain(found) for found in assessed]
    for found in told:
        str(found)

    def way(name: str, call: object, zh: str, en: str) -> Way:
        assert callable(call)  # noqa: S101 - for the type checker
        return Way(name=name, call=call, size=len(asked), remark=Both(zh, en))

    return Question(
        key="explanations",
        title=Both("说明理由的价钱", "What reasons cost"),
        about=Both(
            f"{len(asked)} 个案件：八个办结的备案，一个逾期视为放弃的。",
            f"{len(asked)} cases: eight filings that went through, and one deemed abandoned.",
        ),
        unit=Both("每个案件", "a case"),
        ways=(
            way(
                "gaf_rules `assess`",
                lambda: [gaf.assess(case, as_of=day) for case, day in asked],
                "不生成文字",
                "nothing rendered",
            ),
            way(
                "gaf_rules `assess` + `to_dict`",
                lambda: [gaf.assess(case, as_of=day).to_dict() for case, day in asked],
                "含 `safe_on`、`disputed_by`",
                "with `safe_on` and `disputed_by`",
            ),
            way(
                "gaf_rules `explain`",
                lambda: [gaf.explain(found) for found in assessed],
                "只从已有的评估作说明",
                "of an assessment that is there",
            ),
            way(
                "gaf_rules `str(explanation)`",
                lambda: [str(found) for found in told],
                "只生成文字",
                "the words alone",
            ),
            way(
                "gaf_rules `assess` + `explain` + `str`",
                lambda: [str(gaf.explain(gaf.assess(case, as_of=day))) for case, day in asked],
                "从案件到文字",
                "from the case to the words",
            ),
        ),
    )
