"""Words for the questions: what a person is asked, and what the answer changes.

The key is the clause of the question. A date that is missing has the key
``receipt:<event type>@<role>``: the day on which that role received what the event names.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["QUESTIONS"]

_QUESTIONS: dict[str, tuple[str, str, str, str]] = {
    "1.2a": (
        (
            "主办（使用）单位是否在适用主体之列，即行政机关、其他国家机关、群团组织，或者具有行政职"
            "能的事业单位？"
        ),
        (
            "Is the sponsor one of the bodies covered: an administrative organ, another state "
            "organ, a mass organization, or a public institution with administrative functions?"
        ),
        "答“是”，指南适用；答“否”，不适用，不再列出义务。",
        "Yes: the guideline applies. No: it does not, and no duties are listed.",
    ),
    "1.2e": (
        "该应用的形态是否与移动客户端、小程序、快应用同类？",
        "Is the app of the same nature as a mobile app, a mini-program or a quick app?",
        "答“是”，指南适用；答“否”，不适用，不再列出义务。",
        "Yes: the guideline applies. No: it does not, and no duties are listed.",
    ),
    "2.2.0": (
        "指南没有为这类单位写明路径：申请先交给哪一机关？",
        (
            "The guideline names no route for this body: to which office does the application go "
            "first?"
        ),
        "答复决定申请与退回、转告的路径，以及由谁作首级核实检查。",
        "The answer fixes the way up, the way back and who makes the first-tier check.",
    ),
    "2.3.7": (
        "该应用是否面向基层？",
        "Does the app face the grassroots level?",
        "答“是”，单独说明就是必备材料，缺少时列为材料缺陷；答“否”，无须说明。",
        (
            "Yes: the separate statement is a required material, and a defect if it is missing. "
            "No: none is needed."
        ),
    ),
    "2.4.4c": (
        "补充材料在期限内寄出、期限后到达：是否以寄出之日为提交之日？",
        (
            "The supplement was posted within the time limit and arrived after it: does the day of "
            "posting count as the day of submission?"
        ),
        "答“是”，视同按期提交，审核继续；答“否”，申请视为放弃。",
        "Yes: it is in time and the review goes on. No: the application is deemed abandoned.",
    ),
    "2.4.4d": (
        "补充提交已经逾期：机关是否仍予接受？",
        "The supplement came after the time limit: was it accepted after all?",
        "答“是”，审核继续，视为放弃的结论改为提示；答“否”，申请仍视为放弃。",
        (
            "Yes: the review goes on and the abandonment becomes a notice. No: the application "
            "stays deemed abandoned."
        ),
    ),
    "2.4.4e": (
        "反馈要求的整改是否涉及功能？",
        "Does the rectification that the feedback asks for concern functions?",
        "答“是”，补充提交须附整改计划，缺少时列为缺陷；答“否”，无须附计划。",
        (
            "Yes: the supplement needs a rectification plan, and lacking it is a defect. No: no "
            "plan is needed."
        ),
    ),
    "2.5.1a": (
        "这次变更是否属于重大功能变更？",
        "Is this a major functional change?",
        (
            "答“是”，须在变更日之前的期限内提交变更申请，批准后方可实施；答“否”，无须申请，只需维护"
            "备案信息。"
        ),
        (
            "Yes: a change application is due before the change, which must await approval. No: no "
            "application is needed, only the upkeep of the filing information."
        ),
    ),
    "2.5.1b": (
        "变更申请已经提交：变更哪一天发生？",
        "The change has been applied for: on which day is it to take effect?",
        "申请是否在变更发生之前的期限内提交，从这一天倒数；补记变更计划或变更生效即可。",
        (
            "Whether the application was in time is counted back from that day; the plan of the change, or "
            "its taking effect, says it."
        ),
    ),
    "2.6.2a": (
        "公告与下线在同一天：公告是否先于下线发布？",
        "Announcement and going offline fall on one day: was the announcement published first?",
        "答“是”，公告义务已经履行；答“否”，列为关停前未公告。",
        (
            "Yes: the duty to announce is met. No: it becomes a breach, no announcement before the "
            "shutdown."
        ),
    ),
    "2.6.2b": (
        "相关数据是否已经依法依规处置？",
        "Have the data concerned been disposed of in accordance with laws and rules?",
        "答“是”，数据处置未确认的结论消除；答“否”，该结论保留，须予补正。",
        (
            "Yes: the finding that the disposal is unconfirmed goes away. No: it stays and has to "
            "be mended."
        ),
    ),
    "2.7.2a": (
        "备案编号现在标示的位置是否显著？",
        "Is the place where the filing number is displayed prominent?",
        "答“是”，标示义务已经履行；答“否”，须改在显著位置标示。",
        "Yes: the duty to display is met. No: the number has to be moved to a prominent place.",
    ),
    "2.7.3a": (
        "主办（使用）单位是否对应用作了常态化规范管理？",
        "Does the sponsor manage the app routinely and by the rules?",
        "答“否”，列为日常管理未落实；答“是”，没有影响。",
        "No: routine management is found unconfirmed. Yes: nothing changes.",
    ),
    "2.7.3b": (
        "主办（使用）单位是否配合维护备案信息？",
        "Does the sponsor help keep the filing information up to date?",
        "答“否”，列为日常管理未落实；答“是”，没有影响。",
        "No: routine management is found unconfirmed. Yes: nothing changes.",
    ),
    "receipt:application_received@municipal_cac": (
        "市县网信办哪一天收到申请？",
        "On which day did the municipal cyberspace administration receive the application?",
        (
            "暂以提交日代替；首级核实检查的用时从收到日算起，采用首级收到起算的读法时，完备性审核的"
            "到期日也随之变动。"
        ),
        (
            "The day of submission stands in for now; the first-tier check is timed from the "
            "receipt, and so is the completeness review if the reading starts it at the first tier."
        ),
    ),
    "receipt:application_received@provincial_department": (
        "省直部门哪一天收到申请？",
        "On which day did the provincial department receive the application?",
        (
            "暂以提交日代替；首级核实检查的用时从收到日算起，采用首级收到起算的读法时，完备性审核的"
            "到期日也随之变动。"
        ),
        (
            "The day of submission stands in for now; the first-tier check is timed from the "
            "receipt, and so is the completeness review if the reading starts it at the first tier."
        ),
    ),
    "receipt:application_received@national_cac": (
        "国家网信办哪一天收到申请？",
        "On which day did the national cyberspace administration receive the application?",
        "暂以报送日代替；材料审核和技术检测的到期日从收到日算起。",
        (
            "The day of reporting stands in for now; the due date of the review and the technical "
            "test is counted from the receipt."
        ),
    ),
    "receipt:feedback_received@provincial_department": (
        "省直部门哪一天收到反馈？",
        "On which day did the provincial department receive the feedback?",
        "暂以转告该部门之日代替；采用以省直部门收到为准的读法时，补充提交的到期日从该日算起。",
        (
            "The day on which the feedback was passed to it stands in for now; if the reading goes "
            "by the department's receipt, the supplement's due date is counted from it."
        ),
    ),
    "receipt:feedback_received@sponsor": (
        "主办（使用）单位哪一天收到反馈？",
        "On which day did the sponsor receive the feedback?",
        "补充提交的到期日从收到日算起，是否视为放弃也由此决定。",
        (
            "The supplement's due date is counted from the receipt, and with it whether the "
            "application is deemed abandoned."
        ),
    ),
    "receipt:return_received@sponsor": (
        "主办（使用）单位哪一天收到退回的材料？",
        "On which day did the sponsor receive the returned materials?",
        "暂以退回日代替；采用退回后重新提交有期限的读法时，到期日从收到日算起。",
        (
            "The day of the return stands in for now; if the reading sets a period for the new "
            "submission, its due date is counted from the receipt."
        ),
    ),
    "receipt:filing_number_received@provincial_cac": (
        "省委网信办哪一天收到备案编号？",
        "On which day did the provincial cyberspace administration receive the filing number?",
        "转告编号的用时从收到日算起。",
        "The time taken to pass the number on is counted from the receipt.",
    ),
}
QUESTIONS: Mapping[str, tuple[str, str, str, str]] = MappingProxyType(_QUESTIONS)
"""Key to question in Chinese and English, then effect in Chinese and English."""
