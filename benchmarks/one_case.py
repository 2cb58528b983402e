"""One whole case: twelve events of a usual filing, all rows; no other library knows the rules."""

from __future__ import annotations

from hot_paths import AS_OF, typical_cases
from measure import Both, Question, Way

import gaf_rules as gaf

__all__ = ["question"]


def question() -> Question:
    """The question; the second way is the fixed work in plain Python that the guard compares with."""
    cases = typical_cases(36)
    events = len(cases[0].events)

    def reference() -> None:
        held: dict[str, int] = {}
        for number in range(200):
            held["a"] = number
            held.get("a")

    return Question(
        key="one_case",
        title=Both(f"一个完整案件，{events} 个事件", f"One whole case of {events} events"),
        about=Both(
            "自查到发放编号的一般备案，所有规则，不生成文字。没有别的库认得这些规则；"
            "可比的只有一段固定的纯 Python。",
            "A usual filing from self-check to number, all rows, nothing rendered. No other library knows "
            "these rules; all there is to compare with is a fixed piece of plain Python.",
        ),
        unit=Both("每个案件", "a case"),
        ways=(
            Way(
                name="gaf_rules `assess`",
                call=lambda: [gaf.assess(case, as_of=AS_OF) for case in cases],
                size=len(cases),
                remark=Both("逐行评估", "row by row"),
            ),
            Way(
                name="200 writes and reads of a `dict`",
                call=reference,
                remark=Both("固定的一段纯 Python", "a fixed piece of plain Python"),
                limit=True,
            ),
            Way(
                name="gaf_rules `assess` + `to_dict`",
                call=lambda: [gaf.assess(case, as_of=AS_OF).to_dict() for case in cases],
                size=len(cases),
                remark=Both("含 `safe_on`、`disputed_by`", "with `safe_on` and `disputed_by`"),
            ),
        ),
    )
