"""The readings on how days are counted."""

from __future__ import annotations

from gaf_rules.readings_text.cites import (
    CIVIL201,
    CIVIL1259,
    CPL85,
    CPL_I125,
    HOLIDAY4,
    INFO31,
    LICENCE50,
    MUSEUM31,
    PATENT5,
    RECONS20,
)
from gaf_rules.readings_text.model import PERIOD_CLAUSES, OptionText, ReadingText

__all__ = ["COUNTING"]

COUNTING = (
    ReadingText(
        field="trigger_day",
        ambiguity="A-01",
        clauses=("2.4.2a", "2.4.3a", "2.4.4c", "2.6.1b"),
        zh="起算当日",
        en="day of the trigger",
        question_zh="收到或者下线的当日，算不算期限的第一日？",
        question_en="Does the day of receipt, or of going offline, count as day one?",
        options=(
            OptionText(
                key="exclude",
                reading="exclude",
                zh="当日不计",
                en="not counted",
                meaning_zh="次一工作日是第一日。",
                meaning_en="Day one is the next working day.",
            ),
            OptionText(
                key="include",
                reading="include",
                zh="当日计入",
                en="counted",
                meaning_zh="当日是工作日的，当日就是第一日。",
                meaning_en="If that day is a working day, it is day one.",
            ),
        ),
        argument_zh=(
            "按日计算期间，起算当日不计，是《民法典》第201条和《民事诉讼法》第85条的共同规则，司法"
            "解释与专利规则亦同；指南的措辞没有另作规定。"
        ),
        argument_en=(
            "That a period counted in days leaves out the day on which it starts is the common "
            "rule of the Civil Code (art. 201) and the Civil Procedure Law (art. 85); the judicial "
            "interpretation and the patent rules agree, and nothing in the guideline's wording "
            "departs from it."
        ),
        cites=(CIVIL201, CPL85, CPL_I125, PATENT5),
    ),
    ReadingText(
        field="local_holidays",
        ambiguity="A-04",
        clauses=PERIOD_CLAUSES,
        zh="地方节日放假",
        en="local holidays",
        question_zh="民族自治地方自定的放假日（如三月三），是否从期限中扣除？",
        question_en=(
            "Are days off fixed by an autonomous locality, such as Sanyuesan, left out of a period?"
        ),
        options=(
            OptionText(
                key="ignore",
                reading="national",
                zh="不扣除",
                en="ignored",
                meaning_zh="只按全国日历计算；期限内有这类日子的，另作提示。",
                meaning_en=(
                    "Only the national calendar counts; a notice is given if the period contains "
                    "such a day."
                ),
            ),
            OptionText(
                key="apply",
                reading="actor",
                zh="扣除",
                en="left out",
                meaning_zh="义务人所在地的放假日不算工作日。",
                meaning_en=(
                    "Days off at the place of the unit that has to act are not working days."
                ),
            ),
        ),
        argument_zh=(
            "《全国年节及纪念日放假办法》第4条把少数民族节日的放假交给当地政府决定，其效力限于当"
            "地；期限牵涉不同地方的单位，指南又只说工作日，故各方同用全国日历，地方放假只作提示。"
        ),
        argument_en=(
            "The Regulation on Public Holidays (art. 4) leaves the festivals of ethnic minorities "
            "to the local government, whose decision binds only there. A period concerns units in "
            "different places and the guideline speaks of working days without more, so one "
            "national calendar serves all, and a local day off is only pointed out."
        ),
        cites=(HOLIDAY4,),
    ),
    ReadingText(
        field="closures",
        ambiguity="A-06",
        clauses=PERIOD_CLAUSES,
        zh="停工停业日",
        en="days of closure",
        question_zh="因台风等停工停业的工作日，是否照常计入？",
        question_en=(
            "Does a working day on which work was suspended, as for a typhoon, still count?"
        ),
        options=(
            OptionText(
                key="count",
                reading="count",
                zh="照常计入",
                en="counted",
                meaning_zh="停工停业日仍是工作日；期限内有的，另作提示。",
                meaning_en=(
                    "A day of closure is still a working day; a notice is given if the period "
                    "contains one."
                ),
            ),
            OptionText(
                key="exclude",
                reading="exclude",
                zh="扣除",
                en="left out",
                meaning_zh="义务人所在地的停工停业日不算工作日。",
                meaning_en=(
                    "Days of closure at the place of the unit that has to act are not working days."
                ),
            ),
        ),
        argument_zh=(
            "停工停业日既非法定节假日，也非周休息日；《行政复议法》第20条第2款的障碍顺延，是该法为"
            "复议申请专设的，指南没有类似规定。确受影响的，可由人记录机关接受逾期提交。"
        ),
        argument_en=(
            "A day of closure is neither a statutory holiday nor a weekly day of rest. The "
            "extension for obstacles in the Administrative Reconsideration Law (art. 20 para. 2) "
            "is made for applications under that law, and the guideline has nothing like it. Where "
            "a closure did stand in the way, a person may record that the late submission was "
            "accepted."
        ),
        cites=(RECONS20,),
    ),
    ReadingText(
        field="receipt_on_day_off",
        ambiguity="A-07",
        clauses=("2.4.2a", "2.4.3a", "2.4.4c"),
        zh="非工作日收到",
        en="receipt on a day off",
        question_zh="收到之日不是工作日的，从哪一天起算？",
        question_en="From which day does a period run if the receipt fell on a day off?",
        options=(
            OptionText(
                key="actual",
                reading="actual",
                zh="以实际收到日为准",
                en="the actual day",
                meaning_zh="实际收到日不计，其后第一个工作日是第一日。",
                meaning_en="The actual day is left out; the first working day after it is day one.",
            ),
            OptionText(
                key="next_working_day",
                reading="next",
                zh="视为次一工作日收到",
                en="deemed the next working day",
                meaning_zh="视为其后第一个工作日收到，再下一工作日才是第一日。",
                meaning_en=(
                    "It is deemed received on the first working day after it; day one is the "
                    "working day after that."
                ),
            ),
        ),
        argument_zh=(
            "《民法典》第201条只说起算当日不计，并不把起算日推后；《政府信息公开条例》第31条认定收"
            "到日，看的是当面提交、签收、双方确认这些事实。期限只数工作日，休息日收到并未占去任何一"
            "日。"
        ),
        argument_en=(
            "The Civil Code (art. 201) leaves out the day of the start but does not move it; the "
            "Regulation on Open Government Information (art. 31) fixes the day of receipt by "
            "facts: handing over, signing, mutual confirmation. As only working days are counted, "
            "receipt on a day off uses up none of them."
        ),
        cites=(CIVIL201, INFO31),
    ),
    ReadingText(
        field="before_window",
        ambiguity="A-33",
        clauses=("2.5.1b",),
        zh="变更前期限的数法",
        en="counting back from a change",
        question_zh="变更发生之前的工作日怎样数？",
        question_en="How are the working days before a change counted?",
        options=(
            OptionText(
                key="backward",
                reading="back10",
                zh="倒数，当日可交",
                en="backward",
                meaning_zh="变更日不计，倒数到最后一个工作日，当日提交仍算按期。",
                meaning_en=(
                    "The change day is left out; on the last working day counted back it is still "
                    "in time."
                ),
            ),
            OptionText(
                key="clear_days",
                reading="clear10",
                zh="中间须满足数",
                en="clear days",
                meaning_zh="提交日与变更日之间须隔足数的工作日，要早一个工作日提交。",
                meaning_en=(
                    "The full number of working days must lie between submission and change: one "
                    "working day earlier."
                ),
            ),
        ),
        argument_zh=(
            "《民法典》第201条不计起算日，倒数时不计的就是变更日；比照第1259条以内包括本数之意，倒"
            "数的最后一日仍为按期。《博物馆条例》第31条句式相同，没有另定数法；《行政许可法》第50条"
            "亦为前置期限。分歧尚存，因此另给安全日期。"
        ),
        argument_en=(
            "The Civil Code (art. 201) leaves out the day of the start, which is the change day "
            "when one counts back, and by analogy with art. 1259, where “within” includes the "
            "number itself, the last day counted back is still in time. The Museum Regulation "
            "(art. 31) has the same pattern and no other way of counting; art. 50 of the "
            "Administrative Licensing Law is a period before an event as well. As the point is "
            "open, the safe date follows the stricter way."
        ),
        cites=(CIVIL201, CIVIL1259, MUSEUM31, LICENCE50),
    ),
)
