"""One whole case: twelve events of a usual filing, all rows; no other library knows the rules."""

from __future__ import annotations

from hot_paths import AS_OF, NEW_COURSES, cases_of_new_courses, typical_cases
from measure import Both, Question, Way

import gaf_rules as gaf

__all__ = ["question"]


_SEEN = 12


def question() -> Question:
    """The question; the second way is the fixed work in plain Python that the guard compares with."""
    cases = typical_cases(36)
    new = cases_of_new_courses(NEW_COURSES)
    events = len(cases[0].events)

    def reference() -> None:
        held: dict[str, int] = {}
        for number in range(200):
            held["a"] = number
            held.get("a")

    # What is timed first is a course that has been seen, not the learning of it.
    for _ in range(_SEEN):
        for case in cases:
            gaf.assess(case, as_of=AS_OF)

    return Question(
        key="one_case",
        title=Both(f"一个完整案件，{events} 个事件", f"One whole case of {events} events"),
        about=Both(
            "自查到发放编号的一般备案，所有规则，不生成文字。事件及其次序相同、只是日期不同的案件为同一走法：走法"
            "见过的案件由一个函数算出，没有见过的逐行评估，两者都列出。没有别的库认得这些规则；可比的只有一段固定"
            "的纯 Python。",
            "A usual filing from self-check to number, all rows, nothing rendered. Cases with the same "
            "events in the same order, on whatever days, are of one course: where it has been seen, one "
            "function answers; where it has not, the rows are taken one by one. Both are shown. No other "
            "library knows these rules; all there is to compare with is a fixed piece of plain Python.",
        ),
        unit=Both("每个案件", "a case"),
        ways=(
            Way(
                name="gaf_rules `assess`",
                call=lambda: [gaf.assess(case, as_of=AS_OF) for case in cases],
                size=len(cases),
                remark=Both("走法见过", "a course seen before"),
            ),
            Way(
                name="gaf_rules `assess`, row by row",
                call=lambda: [gaf.assess(case, as_of=AS_OF) for case in new],
                size=len(new),
                remark=Both("走法每次都是新的", "a new course every time"),
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
