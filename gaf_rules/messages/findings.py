"""Words for the findings: a short title of each code, and one sentence that says what it means."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FINDINGS"]

_FINDINGS: dict[str, tuple[str, str, str, str]] = {
    "OWNER_NOT_COVERED": (
        "主体不在适用范围",
        "Owner not covered",
        "主办（使用）单位不属于指南所列的主体，该应用不适用本指南。",
        (
            "The sponsor is none of the bodies that the guideline names, so the guideline does not "
            "apply to this app."
        ),
    ),
    "EXCLUDED_TYPE": (
        "明文排除的类型",
        "Excluded type",
        "公众账号和工作群组不算政务应用程序，不必备案。",
        "Official accounts and work groups are not government apps and need no filing.",
    ),
    "NOT_MOBILE": (
        "不在移动终端运行",
        "Not mobile",
        "该应用不在移动智能终端上运行，不适用本指南。",
        "The app does not run on smart mobile devices, so the guideline does not apply to it.",
    ),
    "SCOPE_UNDETERMINED": (
        "适用与否待判定",
        "Scope undetermined",
        "单位性质或应用形态须由人判定；判定之前，各项义务先按适用列出。",
        (
            "A person has to decide on the kind of body or the form of the app; until then the "
            "duties are listed as if the guideline applied."
        ),
    ),
    "ROUTE_UNDETERMINED": (
        "申请路径待判定",
        "Route undetermined",
        "指南没有写明这类单位向谁申请，路径须由人确认。",
        (
            "The guideline does not say to whom a body of this kind applies; a person has to "
            "confirm the route."
        ),
    ),
    "SELF_CHECK_NOT_BEFORE_SUBMISSION": (
        "提交申请前未自查",
        "No self-check before submission",
        "到提交申请之日为止，没有完成自查的记录；同日完成的不算违反。",
        (
            "No self-check was on record by the day of submission; one completed on that very day "
            "would have been enough."
        ),
    ),
    "RECTIFICATION_INCOMPLETE": (
        "整改未完成",
        "Rectification incomplete",
        "自查发现的问题中，所列各项在提交申请时还没有整改。",
        (
            "Of the problems found in the self-check, those listed had not been rectified when the "
            "application was submitted."
        ),
    ),
    "MATERIALS_MISSING": (
        "材料不齐",
        "Materials missing",
        "提交的材料缺少所列各项，应当补齐。",
        "The submission lacks the materials listed; they have to be added.",
    ),
    "GRASSROOTS_STATEMENT_MISSING": (
        "缺少面向基层的单独说明",
        "Grassroots statement missing",
        "应用面向基层，申请中却没有单独说明。",
        "The app faces the grassroots level, but the application has no separate statement on it.",
    ),
    "ROUTE_BYPASSES_MUNICIPAL_CAC": (
        "越过市县网信办",
        "Municipal cyberspace administration bypassed",
        "市县单位应先交所在地的市县网信办，这次却没有经过它。",
        (
            "A unit of a city or county has to submit to its municipal cyberspace administration "
            "first; this submission did not go through it."
        ),
    ),
    "ROUTE_BYPASSES_DEPARTMENT": (
        "越过省直部门",
        "Provincial department bypassed",
        "所属单位应经其省直部门提交，这次却没有经过该部门。",
        (
            "An affiliated institution has to submit through its provincial department; this "
            "submission did not."
        ),
    ),
    "COMPLETENESS_REVIEW_OVERDUE": (
        "完备性审核超期未完成",
        "Completeness review overdue",
        "完备性审核的期限已过，省委网信办既没有确认齐全，也没有退回；指南没有规定超期即视为通过。",
        (
            "The time limit of the completeness review has passed and the provincial cyberspace "
            "administration has neither confirmed nor returned the application; the guideline does "
            "not treat this as approval."
        ),
    ),
    "COMPLETENESS_REVIEW_LATE": (
        "完备性审核迟延",
        "Completeness review late",
        "省委网信办已作出完备性审核结果，但晚于到期日。",
        (
            "The provincial cyberspace administration completed the completeness review, but after "
            "the due date."
        ),
    ),
    "ONE_TIME_NOTICE_BREACH": (
        "未一次性告知",
        "One-time notification not complete",
        "再次退回时列出了上一次退回没有告知的材料；应补材料本应一次性告知。",
        (
            "A further return lists materials that the earlier return did not; all of them should "
            "have been in the one-time notification."
        ),
    ),
    "NATIONAL_REVIEW_OVERDUE": (
        "国家审核超期未完成",
        "National review overdue",
        (
            "材料审核和技术检测的期限已过，国家网信办还没有结果、反馈或者延期通知；指南没有规定超期"
            "即视为通过。"
        ),
        (
            "The time limit of the review and the technical test has passed without a result, "
            "feedback or an extension by the national cyberspace administration; the guideline "
            "does not treat this as approval."
        ),
    ),
    "NATIONAL_REVIEW_LATE": (
        "国家审核迟延",
        "National review late",
        "国家网信办已作出结果或反馈，但晚于到期日。",
        (
            "The national cyberspace administration gave its result or feedback, but after the due "
            "date."
        ),
    ),
    "NATIONAL_REVIEW_EXTENDED": (
        "国家审核已延期",
        "National review extended",
        "国家网信办延长了审核期限；已告知预计时间的，到期日以预计时间为准，未告知的，新日期未知。",
        (
            "The national cyberspace administration has extended the review; the due date is the "
            "expected date if one was given, and unknown otherwise."
        ),
    ),
    "EXTENSION_NOTICE_LATE": (
        "延期通知晚于原期限",
        "Extension notice late",
        "延期是在原期限届满之后才作出的；指南没有要求届满前通知，故仅作提示。",
        (
            "The extension came after the original time limit had ended; the guideline does not "
            "demand notice before that day, so this is only a notice."
        ),
    ),
    "DEEMED_ABANDONED": (
        "视为放弃",
        "Deemed abandoned",
        (
            "补充提交的期限届满而没有提交，本次申请视为放弃；可以重新申请，变更申请视为放弃的，原备"
            "案不受影响。"
        ),
        (
            "The time limit for the supplement ended without a submission, so this application is "
            "deemed abandoned; a new one may be made, and where it was a change application the "
            "existing filing stands."
        ),
    ),
    "LATE_SUPPLEMENT_ACCEPTED": (
        "接受逾期补充",
        "Late supplement accepted",
        "补充提交虽已逾期，经人工判定机关仍予接受，审核继续进行。",
        (
            "The supplement came late, but by a person's determination the authority accepted it "
            "and the review goes on."
        ),
    ),
    "RECTIFICATION_PLAN_MISSING": (
        "缺少整改计划",
        "Rectification plan missing",
        "整改涉及功能，补充提交时却没有附整改计划。",
        "Functions have to be rectified, but the supplement came without a rectification plan.",
    ),
    "SUPPLEMENT_POSTED_IN_TIME_ARRIVED_LATE": (
        "期限内寄出、期限后到达",
        "Posted in time, arrived late",
        (
            "补充材料在期限内寄出而在期限后到达；寄出之日是否算作提交，须由人判定，此前不作视为放弃"
            "处理。"
        ),
        (
            "The supplement was posted within the time limit and arrived after it; a person has to "
            "decide whether posting counts, and until then it is not treated as abandoned."
        ),
    ),
    "LAUNCHED_BEFORE_FILING": (
        "未完成备案即上线",
        "Launched before filing",
        "应用上线时，所采读法要求先完成的备案步骤还没有完成（默认读法：取得备案编号）。",
        (
            "The app was launched before the step of the filing that the chosen reading requires "
            "(by default: the issue of the filing number)."
        ),
    ),
    "NUMBER_NOT_DISPLAYED": (
        "备案编号尚未标示",
        "Number not displayed",
        "主办（使用）单位已收到备案编号，但还没有在应用中标示的记录。",
        (
            "The sponsor has received the filing number, but there is no record of its display in "
            "the app."
        ),
    ),
    "DISPLAY_POSITION_UNCONFIRMED": (
        "标示位置待确认",
        "Display position unconfirmed",
        "编号没有标示在指南举例的位置，是否显著须由人确认。",
        (
            "The number is displayed elsewhere than in the guideline's examples; a person has to "
            "confirm that the place is prominent."
        ),
    ),
    "DISPLAY_PROMPT_NOT_RECORDED": (
        "没有提示加挂的记录",
        "Display prompt not recorded",
        "转告备案编号时，没有提示及时加挂的记录。",
        (
            "There is no record that the filing number was passed on with the prompt to display it "
            "promptly."
        ),
    ),
    "ROUTINE_MANAGEMENT_UNCONFIRMED": (
        "日常管理未落实",
        "Routine management not confirmed",
        "人工判定认为，常态化管理或者备案信息维护没有做到。",
        (
            "By a person's determination, routine management or the upkeep of the filing "
            "information is not being done."
        ),
    ),
    "CHANGE_FILED_LATE": (
        "变更申请迟交",
        "Change filed late",
        "变更申请已经提交，但晚于变更日之前的最迟提交日。",
        "The change application was submitted, but after the last day for it before the change.",
    ),
    "CHANGE_FILING_OVERDUE": (
        "变更申请逾期未交",
        "Change filing overdue",
        "变更申请的最迟提交日已过，仍没有提交。",
        "The last day for the change application has passed and none has been submitted.",
    ),
    "CHANGE_SAFE_MARGIN_MISSING": (
        "变更申请没有余量",
        "No safe margin before the change",
        (
            "按所采读法申请按期，但若在申请日与变更日之间要求足数的工作日，则已迟；宜提前一个工作日"
            "提交。"
        ),
        (
            "The application is in time under the chosen reading, but late if the full number of "
            "working days must lie between it and the change; submit a working day earlier to be "
            "safe."
        ),
    ),
    "CHANGE_TOOK_EFFECT_BEFORE_APPROVAL": (
        "变更未获批准即生效",
        "Change took effect before approval",
        "重大功能变更生效时，重新进行的审核和检测还没有通过。",
        (
            "The major functional change took effect before the new review and technical test were "
            "passed."
        ),
    ),
    "DEREGISTRATION_LATE": (
        "注销报备迟交",
        "Deregistration report late",
        "注销报备已经办理，但晚于下线后的到期日。",
        "The deregistration was reported, but after the due date that runs from going offline.",
    ),
    "DEREGISTRATION_OVERDUE": (
        "注销报备逾期未办",
        "Deregistration report overdue",
        "应用下线后的报备期限已过，仍没有报备；报备义务继续存在。",
        (
            "The time limit after going offline has passed without a deregistration report; the "
            "duty to report remains."
        ),
    ),
    "NO_SHUTDOWN_ANNOUNCEMENT": (
        "关停前未公告",
        "No announcement before the shutdown",
        "应用下线之前，没有发布公告的记录。",
        "There is no record of an announcement before the app went offline.",
    ),
    "DATA_DISPOSAL_UNCONFIRMED": (
        "数据处置未确认",
        "Data disposal unconfirmed",
        "应用已下线，相关数据是否依法依规处置，还没有得到确认。",
        (
            "The app is offline and it has not been confirmed that the data were disposed of in "
            "accordance with laws and rules."
        ),
    ),
    "DATA_LEAKED": (
        "数据泄露或者流失",
        "Data leaked",
        "记录表明，数据在关停过程中发生了泄露或者流失。",
        "The record says that data leaked or were lost in the course of the shutdown.",
    ),
    "OUTCOME_NOT_IN_TEXT": (
        "指南没有规定的结果",
        "Outcome not in the text",
        "申请被撤回、不予备案或者备案被撤销；指南没有规定这种结果，程序到此结束。",
        (
            "The application was withdrawn or refused, or the filing revoked; the guideline knows "
            "no such outcome, and the procedure ends with it."
        ),
    ),
    "LOCAL_HOLIDAY_IN_WINDOW": (
        "期限内有地方节日放假",
        "Local holiday within the period",
        "期限内有当地自定的放假日；所列为只按全国日历与扣除该日的两个到期日。",
        (
            "The period contains days off fixed locally; the two due dates, by the national "
            "calendar and with those days left out, are listed."
        ),
    ),
    "CLOSURE_IN_WINDOW": (
        "期限内有停工停业日",
        "Closure within the period",
        "期限内有当地政府通知的停工停业日；所列为照常计算与扣除该日的两个到期日。",
        (
            "The period contains days of closure ordered locally; the two due dates, with those "
            "days counted and left out, are listed."
        ),
    ),
    "CALENDAR_PROVISIONAL": (
        "到期日为暂定",
        "Due date provisional",
        "期限触及年末，其放假安排还可能被下一年度的通知改动。",
        "The period touches the end of the year, which the next year's notice may still rearrange.",
    ),
    "CALENDAR_UNPUBLISHED": (
        "放假安排尚未公布",
        "Calendar not yet published",
        "期限延伸到日历没有放假安排的日子，至多能给出最早和最晚的可能日期。",
        (
            "The period runs into days whose holidays the calendar does not hold; at most the "
            "earliest and the latest possible date can be given."
        ),
    ),
    "PREDATES_GUIDELINE": (
        "早于指南施行",
        "Predates the guideline",
        "所涉行为发生在指南施行日之前。",
        "The act took place before the guideline's effective date.",
    ),
}
FINDINGS: Mapping[str, tuple[str, str, str, str]] = MappingProxyType(_FINDINGS)
"""Code to title in Chinese, title in English, sentence in Chinese, sentence in English."""
