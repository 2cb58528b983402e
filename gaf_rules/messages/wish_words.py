"""Words for plans and needs: what is asked for wrongly, what cannot be and why, what has to be borne in mind.

The braces are filled by `gaf_rules.invert.said.said`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["WISH_WORDS"]

_WISH_WORDS: dict[str, dict[str, tuple[str, str]]] = {
    # An argument that does not fit.
    "argument": {
        "wrong": ("得到 {got}；应为 {wanted}", "got {got}; wanted: {wanted}"),
        "case": ("案件（Case）", "a Case"),
        "case_or_app": ("案件（Case）或应用（App）", "a Case or an App"),
        "sponsor": (
            "主办单位（Sponsor），只给应用时必须给出",
            "a Sponsor, where an App is given",
        ),
        "readings": (
            "解读（Readings），如 Readings.from_dict(…)",
            "Readings, as from Readings.from_dict(…)",
        ),
        "day_covered": (
            "不早于日历第一天 {first} 的日期",
            "a day not before the first of the calendar, {first}",
        ),
        "one_wish": (
            "launch_on、change_on、offline_on 中恰好一个",
            "exactly one of launch_on, change_on, offline_on",
        ),
        "durations": (
            "行为类型到工作日数的映射（dict）",
            "a mapping (dict) from event type to working days",
        ),
        "duration": ("不小于 0 的整数", "a whole number not below 0"),
        "act": (
            "计划中的一步；最接近的是 {near}；可用：{known}",
            "a step of a plan; the nearest is {near}; known: {known}",
        ),
        "language": ("zh 或 en", "zh or en"),
    },
    # Why there is no plan at all.
    "no_plan": {
        "out_of_scope": (
            "不在适用范围内（{clauses}）：无须备案，没有可计划的步骤",
            "outside the scope ({clauses}): no filing is needed and there is nothing to plan",
        ),
        "no_route": (
            "申请路径须由人判定（{clause}）：先记入判定（determination），再作计划",
            "the route is left to a person ({clause}): record the determination first, then plan",
        ),
        "launched": (
            "应用已于 {day} 上线，不能再计划上线；还差什么，见 needed_for(case, 'filing:displayed')",
            (
                "the app went online on {day} and cannot be planned to do so again; what is still "
                "missing: "
                "needed_for(case, 'filing:displayed')"
            ),
        ),
        "offline": (
            "应用已于 {day} 下线：不能再计划{wish}；注销一步步还差什么，以 offline_on={day} 作计划",
            (
                "the app went offline on {day}: no {wish} can be planned; a plan with offline_on={day} "
                "shows what "
                "is left of the deregistration"
            ),
        ),
        "deregistered": (
            "应用已注销报备：其后没有可计划的步骤",
            "the app has been deregistered: there is nothing left to plan",
        ),
        "not_filed": (
            "应用尚未备案（阶段：{stage}）：变更以备案为前提（{clause}），须先备案",
            (
                "the app is not filed (stage: {stage}): a change presupposes a filing ({clause}); file "
                "it first"
            ),
        ),
        "not_running": (
            "应用既未备案也未上线（阶段：{stage}）：谈不上下线（{clause}）",
            "the app is neither filed nor launched (stage: {stage}): it cannot go offline ({clause})",
        ),
        "question": (
            "停在阶段“{stage}”：须先由人对 {question} 作出判定（determination），再作计划",
            (
                "it stands in the stage “{stage}”: a person must decide {question} first "
                "(determination), then plan"
            ),
        ),
        "change_pending": (
            "上一次变更已生效而其申请仍在办理（阶段：{stage}）：办结之前不能计划另一次变更",
            (
                "the change before took effect while its application is still pending (stage: {stage}): "
                "until that "
                "ends no other change can be planned"
            ),
        ),
        "stuck": (
            "从阶段“{stage}”起，没有一步能通向{wish}",
            "from the stage “{stage}” no step leads on to the {wish}",
        ),
        "horizon": (
            "日历与推算都到不了那一天；请给更早的日子",
            "neither the calendar nor its projection reaches so far: give an earlier day",
        ),
        "early": (
            "在 {day} 之前找不到可用的工作日；请给更晚的日子",
            "no working day to be found before {day}: give a later day",
        ),
    },
    # Why a wish cannot be.
    "no_wish": {
        "gone_by": (
            "“{act}”（{clause}）最迟须在 {day}，已经过去",
            "to {act} ({clause}) was due by {day} at the latest, which has gone by",
        ),
        "takes_until": (
            "“{act}”（{clause}）用足期限可到 {until}，而此愿望要求不迟于 {day}",
            (
                "to {act} ({clause}) may take until {until}, its period used in full; the wish needs it "
                "by {day}"
            ),
        ),
        "filed_late": (
            "申请于 {on} 提交，而此变更日要求不迟于 {day}（{clause}）",
            "the application was submitted on {on}; that day of the change needs it by {day} ({clause})",
        ),
        "cut_off": (
            (
                "“{act}”（{clause}）仍在办理，可到 {until}；注销报备（最迟 {day}）之后无从办结，"
                "须先办结或撤回"
            ),
            (
                "to {act} ({clause}) is still running and may take until {until}; once deregistration is "
                "reported "
                "(by {day}) it can no longer be done: let it end, or withdraw it, first"
            ),
        ),
        "would_breach": (
            "照此办理会新增“{finding}”（{clause}）",
            "carried out like this it would bring about: {finding} ({clause})",
        ),
        "illegal": (
            "照此办理，日志在 {day} 的“{act}”处不合程序（{clause}）",
            "carried out like this the log would not be legal at “{act}” on {day} ({clause})",
        ),
    },
    # What has to be borne in mind with a plan.
    "plan_note": {
        "scope_open": (
            "是否适用尚待人判定（{clauses}）；按适用作计划",
            "whether the guideline applies is for a person to say ({clauses}); planned as if it does",
        ),
        "overdue": (
            "“{act}”（{clause}）已于 {day} 到期而未办：列为应即办理，已有的违规不因计划而消失",
            (
                "to {act} ({clause}) was due by {day} and has not been done: planned for at once; the "
                "breach that "
                "there is stays"
            ),
        ),
        "no_end": (
            "“{act}”（{clause}）没有已知的最后一天（延期或已反馈）：预留 {days}，从 {day} 起",
            (
                "to {act} ({clause}) has no known last day (extended, or feedback given): {days} allowed "
                "from {day}"
            ),
        ),
        "alongside": (
            "“{act}”（{clause}，{procedure}）属另一程序、期限正在进行，一并列入，以免违规",
            (
                "to {act} ({clause}, {procedure}) belongs to another procedure whose period is running; "
                "it is put in "
                "so that nothing is breached"
            ),
        ),
        "cut_off": (
            "“{procedure}”仍停在阶段“{stage}”；注销报备之后不再办理",
            (
                "the {procedure} still stands in the stage “{stage}”; once deregistration is reported it "
                "goes no "
                "further"
            ),
        ),
        "projected": (
            "有的日子日历尚未公布：最迟日无论日后通知如何都安全，区间为公布后可能的最迟日",
            (
                "for some days the calendar is not published: the latest safe day is safe whatever a "
                "later notice "
                "says; the interval is where it may lie once all is published"
            ),
        ),
        "earliest": ("最早可行的日子：{day}", "earliest possible: {day}"),
        "no_earliest": (
            "在日历与推算所及的范围内找不到可行的日子",
            "no possible day was found within the reach of the calendar",
        ),
    },
    "plan_column": {
        "on": ("最迟安全日", "latest safe day"),
        "interval": ("公布后的区间", "interval until published"),
        "clause": ("条款", "clause"),
        "bearer": ("由谁", "who"),
        "act": ("做什么", "what"),
        "takes": ("时长", "takes"),
        "realistic": ("照常办理日", "realistic day"),
    },
    # Why no act answers a goal.
    "no_need": {
        "out_of_scope": (
            "不在适用范围内，没有义务可言",
            "outside the scope there are no duties",
        ),
        "absent": (
            "现在没有“{finding}”，也没有正在进行的义务会使它出现",
            "“{finding}” does not hold, and no duty is running that could bring it about",
        ),
        "several_questions": (
            "有 {number} 个问题待人判定（{questions}），须逐一作出判定，单独一个不够",
            "{number} questions are open ({questions}); each has to be answered, one alone is not enough",
        ),
        "no_last_day": (
            "第 {clause} 条的最后一天未知（延期而未给日期，或日历尚未公布到那时）",
            "the last day under clause {clause} is not known: extended without a date, or not published",
        ),
        "nothing_mends": (
            (
                "“{finding}”（{clause}）自 {day} 起成立；在阶段“{stage}”，"
                "可记入日志的行为没有一个能使它消失，"
                "更正当初的任何一项也不能"
            ),
            (
                "“{finding}” ({clause}) holds since {day}; in the stage “{stage}” no act that the log "
                "can take, and "
                "no earlier act done otherwise, takes it away"
            ),
        ),
        "reached": (
            "{procedure}已到阶段“{stage}”",
            "the {procedure} has reached the stage “{stage}”",
        ),
        "no_such_stage": (
            "{procedure}没有阶段“{stage}”",
            "the {procedure} has no stage “{stage}”",
        ),
        "by_time": (
            "阶段“{stage}”不由任何人的行为进入：逾期未办时自行发生（{clause}）",
            (
                "nobody's act leads to the stage “{stage}”: it comes of itself when the time is up "
                "({clause})"
            ),
        ),
        "no_way": (
            "{procedure}现在阶段“{here}”，从这里没有一步通向“{stage}”",
            "the {procedure} stands in the stage “{here}”, from which no step leads to “{stage}”",
        ),
        "only_by_breach": (
            "通向“{stage}”的下一步“{act}”会新增“{finding}”（{clause}），事先也没有能避免它的行为",
            (
                "the next step to “{stage}”, to {act}, would bring about “{finding}” ({clause}), and no "
                "act before "
                "it avoids that"
            ),
        ),
    },
    # Findings that nobody's act takes away, and why: what is done, and what is not in anybody's hands.
    "no_act": {
        "DATA_LEAKED": (
            "数据已于 {day} 泄露，这一事实无法消除；其后的处置不能使它未曾发生",
            (
                "the data leaked on {day}; that cannot be undone, and disposing of them later does not "
                "make it so"
            ),
        ),
        "CHANGE_TOOK_EFFECT_BEFORE_APPROVAL": (
            "变更已于 {day} 在批准之前生效，无法倒回；批准须在其前取得",
            (
                "the change took effect on {day}, before it was approved; that cannot be undone, the "
                "approval had "
                "to come first"
            ),
        ),
        "LAUNCHED_BEFORE_FILING": (
            (
                "应用已于 {day} 在备案之前上线，无法倒回：须先取得备案再上线；现在能做的是补办备案"
                "（目标 filing:filed）"
            ),
            (
                "the app went online on {day}, before it was filed; that cannot be undone, the filing "
                "had to come "
                "first. What can be done now is to file it (goal filing:filed)"
            ),
        ),
        "CALENDAR_PROVISIONAL": (
            "不取决于任何单位的行为：年末几天以国务院办公厅以后的通知为准，通知公布后即消失",
            (
                "no act of anybody: the last days of the year wait for the next notice of the State "
                "Council's "
                "General Office, which ends this notice"
            ),
        ),
        "CALENDAR_UNPUBLISHED": (
            "不取决于任何单位的行为：日历载入当年的放假安排后即消失",
            "no act of anybody: it ends once the calendar holds the holidays of that year",
        ),
        "LOCAL_HOLIDAY_IN_WINDOW": (
            (
                "不取决于任何单位的行为：期限内有地方假日，这是日历事实；"
                "是否扣除由解读决定（local_holidays）"
            ),
            (
                "no act of anybody: a local holiday lies in the period, a fact of the calendar; whether "
                "it counts "
                "is a reading (local_holidays)"
            ),
        ),
        "CLOSURE_IN_WINDOW": (
            "不取决于任何单位的行为：期限内有停工停业，这是日历事实；是否扣除由解读决定（closures）",
            (
                "no act of anybody: a closure lies in the period, a fact of the calendar; whether it "
                "counts is a "
                "reading (closures)"
            ),
        ),
        "NATIONAL_REVIEW_EXTENDED": (
            "审核已于 {day} 延期，这是已发生的事实，无须补救",
            "the review was extended on {day}; that has happened, and there is nothing to mend",
        ),
        "LATE_SUPPLEMENT_ACCEPTED": (
            "逾期的补充材料已于 {day} 经人判定接受，这是已发生的事实",
            "the late supplement was accepted by a person on {day}; that has happened",
        ),
        "OUTCOME_NOT_IN_TEXT": (
            "申请已于 {day} 以本指南未规定的方式终结，无法倒回；可以重新申请",
            (
                "the application ended on {day} in a way that the text does not know; that cannot be "
                "undone, a new "
                "application can be made"
            ),
        ),
        "PREDATES_GUIDELINE": (
            "最早的记录（{day}）早于指南施行日，日期无法改变",
            (
                "the first record, of {day}, is from before the guideline applied; that day cannot be "
                "changed"
            ),
        ),
        "OWNER_NOT_COVERED": (
            "由主办单位的性质决定，不取决于行为",
            "it follows from what kind of body the sponsor is, not from any act",
        ),
        "EXCLUDED_TYPE": (
            "由应用的类型决定，不取决于行为",
            "it follows from what kind of app it is, not from any act",
        ),
        "NOT_MOBILE": (
            "应用不在移动智能终端上运行，不取决于行为",
            "the app does not run on mobile devices; no act decides that",
        ),
    },
}
WISH_WORDS: Mapping[str, Mapping[str, tuple[str, str]]] = MappingProxyType(
    {kind: MappingProxyType(words) for kind, words in _WISH_WORDS.items()}
)
