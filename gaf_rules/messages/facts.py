"""Words for the facts that rows look at: what an explanation says was known, or was not."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FACTS", "FACT_VALUES"]

_FACTS: dict[str, tuple[str, str]] = {
    # The case itself.
    "app.grassroots_facing": ("是否面向基层", "whether it faces the grass roots"),
    "app.kind": ("应用类型", "kind of app"),
    "app.purpose": ("用途", "purpose"),
    "app.runs_on_mobile": ("是否在移动端运行", "whether it runs on mobile devices"),
    "sponsor.kind": ("主办单位性质", "kind of sponsor"),
    "sponsor.tier": ("主办单位层级", "tier of the sponsor"),
    "case.as_of": ("评估日", "day of assessment"),
    "case.answer_1.2a": ("对 1.2a 的答复", "answer on 1.2a"),
    "case.answer_1.2e": ("对 1.2e 的答复", "answer on 1.2e"),
    "case.answer_2.2.0": ("对 2.2.0 的答复", "answer on 2.2.0"),
    "case.answer_2.3.7": ("对 2.3.7 的答复", "answer on 2.3.7"),
    "case.answer_2.7.3a": ("对 2.7.3a 的答复", "answer on 2.7.3a"),
    "case.answer_2.7.3a_on": ("答复 2.7.3a 之日", "day of the answer on 2.7.3a"),
    "case.answer_2.7.3b": ("对 2.7.3b 的答复", "answer on 2.7.3b"),
    "case.answer_2.7.3b_on": ("答复 2.7.3b 之日", "day of the answer on 2.7.3b"),
    "case.answer_24.1": ("对 24.1 的答复", "answer on 24.1"),
    "case.effective_from": ("指南施行日", "day from which the guideline applies"),
    "case.legacy": ("施行前已上线且过渡期未过", "launched before the guideline and still let be"),
    "case.filed_on": ("取得备案之日", "day of the filing"),
    "case.first_on": ("最早一项记录之日", "day of the first record"),
    "case.launched_on": ("上线日", "day of the launch"),
    "case.materials": ("最近一次所交材料", "materials last handed in"),
    "case.submitted_on": ("首次提交备案申请之日", "day of the first filing application"),
    "case.revoked_on": ("备案被撤销之日", "day of the revocation"),
    # Before an application.
    "preparation.found": ("自查发现的问题", "problems found in the self-check"),
    "preparation.mended": ("已整改的问题", "problems rectified"),
    "preparation.open": ("尚在准备、未提交", "preparation still open"),
    "preparation.self_checked_on": ("完成自查之日", "day of the self-check"),
    # The filing that stands.
    "grant.ended_on": ("备案被撤销之日", "day on which the filing that stood was revoked"),
    "grant.numbered_on": ("现有备案取得编号之日", "day of the number of the filing that stands"),
    # An application.
    "application.clock": (
        "停止、延长或重启审核期限的各项",
        "what stopped, moved or restarted the review",
    ),
    "application.concluded_on": ("审核检测通过之日", "day of the approval"),
    "application.displayed_on": ("标示编号之日", "day of the display"),
    "application.display_answer": ("对公示方式的答复", "answer on the public notice"),
    "application.ended_on": ("本次申请终结之日", "day on which the application ended"),
    "application.found": ("自查发现的问题", "problems found in the self-check"),
    "application.listed": ("退回时列明的材料", "materials listed in a return"),
    "application.materials": (
        "本次申请最近所交材料",
        "materials last handed in for the application",
    ),
    "application.mended": ("已整改的问题", "problems rectified"),
    "application.national_on": ("国家网信办收到之日", "day of the national receipt"),
    "application.number_on": ("发放编号之日", "day of the number"),
    "application.number_provincial_on": (
        "省委网信办收到编号之日",
        "day of the provincial receipt of the number",
    ),
    "application.number_received_on": (
        "主办单位收到编号之日",
        "day of the sponsor's receipt of the number",
    ),
    "application.number_relayed_on": ("转告编号之日", "day on which the number was passed on"),
    "application.outcome": ("结果", "outcome"),
    "application.outcome_on": ("结果作出之日", "day of the outcome"),
    "application.position": ("标示位置", "position of the display"),
    "application.position_answer": ("对标示位置的答复", "answer on the position"),
    "application.position_on": ("按所述位置标示之日", "day of the display at that position"),
    "application.prompted": ("转告时是否提示标示", "whether the display was prompted"),
    "application.reapplied_on": ("再次申请之日", "day of the new application"),
    "application.received_on": ("收到申请之日", "day of the receipt"),
    "application.reported_on": ("报送国家网信办之日", "day of the report to the national office"),
    "application.self_checked_on": (
        "为本次申请完成自查之日",
        "day of the self-check for this application",
    ),
    "application.shown_on": ("公示之日", "day of the public notice"),
    "application.resubmitted": (
        "补充材料是否重新经过完备性审核",
        "whether a supplement went up again through the completeness review",
    ),
    "application.submitted_on": ("提交申请之日", "day of the application"),
    "application.to": ("接收单位", "receiving office"),
    # One set of materials handed in.
    "dossier.by": ("提交人", "who handed in"),
    "dossier.materials": ("所交材料", "materials handed in"),
    "dossier.required": ("应交材料", "materials owed"),
    "dossier.required_apart": ("另行要求的材料", "materials owed apart"),
    "dossier.submitted_on": ("提交之日", "day of the submission"),
    "dossier.to": ("接收单位", "receiving office"),
    # Its way up.
    "submission.to": ("接收单位", "receiving office"),
    "submission.confirmed_on": ("完备性审核通过之日", "day of the confirmation"),
    "submission.first_tier_on": ("首级单位收到之日", "day of the first tier's receipt"),
    "submission.forwarded_on": ("上报之日", "day of the forwarding"),
    "submission.listed_before": ("首次退回已列清单", "what the first return listed"),
    "submission.materials": ("所交材料", "materials handed in"),
    "submission.missing": ("本次退回列明的材料", "materials that this return lists"),
    "submission.previous": ("前次所交材料", "materials handed in before"),
    "submission.provincial_on": ("省委网信办收到之日", "day of the provincial receipt"),
    "submission.reported_on": ("报送国家网信办之日", "day of the report to the national office"),
    "submission.resubmitted_on": ("退回后重新提交之日", "day of the new submission"),
    "submission.return_received_on": ("收到退回之日", "day of the receipt of the return"),
    "submission.returned_on": ("退回之日", "day of the return"),
    "submission.reviewed_on": ("审核作出结论之日", "day on which the review ended"),
    "submission.submitted_on": ("提交之日", "day of the submission"),
    # Extension and feedback of the national review.
    "extension.extended_on": ("延期之日", "day of the extension"),
    "extension.relayed_sponsor_on": (
        "延期转告主办单位之日",
        "day on which the sponsor was told of the extension",
    ),
    "feedback.abandoned_on": ("视为放弃之日", "day from which it is deemed abandoned"),
    "feedback.accepted_on": ("逾期补充被接受之日", "day on which the late supplement was accepted"),
    "feedback.arrived_on": ("补充材料到达之日", "day on which the supplement arrived"),
    "feedback.declined_on": (
        "逾期补充不被接受之日",
        "day on which the late supplement was declined",
    ),
    "feedback.due_on": ("补充期限的最后一天", "last day for the supplement"),
    "feedback.first_tier_on": (
        "首级单位收到反馈之日",
        "day of the first tier's receipt of the feedback",
    ),
    "feedback.functional": ("涉及功能整改", "the fix touches functions"),
    "feedback.functional_said": ("反馈所载是否涉及功能整改", "what the feedback says of functions"),
    "feedback.issued_on": ("作出反馈之日", "day of the feedback"),
    "feedback.last_on": ("最近一次补充到达之日", "day on which the latest supplement arrived"),
    "feedback.late_on": ("逾期补充到达之日", "day on which the late supplement arrived"),
    "feedback.plan": ("附有整改计划", "a rectification plan came with it"),
    "feedback.posted_on": ("寄出补充材料之日", "day of posting the supplement"),
    "feedback.provincial_on": (
        "省委网信办收到反馈之日",
        "day of the provincial receipt of the feedback",
    ),
    "feedback.received_on": (
        "主办单位收到反馈之日",
        "day of the sponsor's receipt of the feedback",
    ),
    "feedback.relayed_first_on": (
        "反馈转告首级单位之日",
        "day on which the first tier was told of the feedback",
    ),
    "feedback.relayed_on": (
        "反馈转告主办单位之日",
        "day on which the sponsor was told of the feedback",
    ),
    "feedback.state": ("反馈之后的状态", "state after the feedback"),
    "feedback.supplement_to": ("补充材料的接收单位", "office to which the supplement went"),
    "feedback.supplemented_on": ("补充提交之日", "day of the supplement"),
    # A change.
    "change.approved_on": ("变更获批之日", "day on which the change was approved"),
    "change.change_on": ("计划变更日", "day planned for the change"),
    "change.effect_on": ("变更生效之日", "day on which the change took effect"),
    "change.major": ("属于重大变更", "the change is major"),
    "change.major_said": ("记录所载是否重大变更", "what the log says of the change being major"),
    "change.opened_on": ("变更记入之日", "day on which the change first came up"),
    "change.outcome": ("变更的结果", "outcome of the change"),
    "change.planned_on": ("得知计划变更日之日", "day on which the planned day was told"),
    "change.submitted_on": ("提交变更申请之日", "day of the change application"),
    "change.withdrawn_on": ("放弃变更计划之日", "day on which the plan was given up"),
    # A shutdown.
    "shutdown.announced_in_time": ("公告是否在下线之前", "whether announced before going offline"),
    "shutdown.announced_on": ("发布关停公告之日", "day of the announcement"),
    "shutdown.by": ("报备人", "who reported"),
    "shutdown.disposed_on": ("处置数据之日", "day of the disposal of data"),
    "shutdown.lawful": ("数据处置合法", "data lawfully disposed of"),
    "shutdown.lawful_said": ("记录所载数据处置是否合法", "what the log says of the disposal"),
    "shutdown.leaked": ("数据泄露", "data leaked"),
    "shutdown.materials": ("报备所交材料", "materials of the report"),
    "shutdown.offline_on": ("下线日", "day of going offline"),
    "shutdown.required": ("应交材料", "materials owed"),
    "shutdown.submitted_on": ("注销报备之日", "day of the report"),
    "shutdown.to": ("报备接收单位", "office reported to"),
    # The duty at hand.
    "duty.certainty": ("期限的确定程度", "certainty of the time limit"),
    "duty.clear_on": ("按净日计算的最后一天", "last day under clear days"),
    "duty.closures": ("计入停工日与否的两个日期", "the two dates, closures counted and not"),
    "duty.extended_late_on": ("期满之后才延期之日", "day of an extension after the last day"),
    "duty.local_holidays": (
        "计入地方假日与否的两个日期",
        "the two dates, local holidays counted and not",
    ),
    "duty.met_on": ("履行之日", "day of the act"),
    "duty.missed_on": ("期满次日", "day after the last day"),
    "duty.next_day": ("起算日次日", "day after the start"),
    "duty.started_on": ("起算日", "day of the start"),
    "duty.status": ("义务状态", "status of the duty"),
    # The event at hand.
    "event.by": ("作出的单位", "who acts"),
    "event.to": ("收件单位", "who is addressed"),
    "event.posted_on": ("寄出之日", "day of posting"),
    "event.rectification_plan": ("本次附有整改计划", "this one comes with a plan"),
    # How it stands.
    "state.filing": ("备案的状态", "state of the filing"),
    "state.change": ("变更的状态", "state of the change"),
    "state.deregistration": ("注销的状态", "state of the deregistration"),
}
FACTS: Mapping[str, tuple[str, str]] = MappingProxyType(_FACTS)

_FACT_VALUES: dict[str, str] = {
    "app.kind": "app_kind",
    "app.purpose": "purpose",
    "sponsor.kind": "sponsor_kind",
    "sponsor.tier": "tier",
    "application.outcome": "stage",
    "application.position": "position",
    "application.to": "role",
    "change.outcome": "stage",
    "dossier.by": "role",
    "dossier.to": "role",
    "event.by": "role",
    "event.to": "role",
    "submission.to": "role",
    "feedback.supplement_to": "role",
    "shutdown.by": "role",
    "shutdown.to": "role",
    "duty.certainty": "certainty",
    "duty.status": "status",
}
FACT_VALUES: Mapping[str, str] = MappingProxyType(_FACT_VALUES)
"""Fact to the kind of label of its values, where these are words of a list."""
