"""Words for what happens: procedures, events, acts, stages, statuses, certainties, days."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["PROCESS_WORDS"]

_PROCESS_WORDS: dict[str, dict[str, tuple[str, str]]] = {
    # The three procedures.
    "procedure": {
        "filing": ("备案", "filing"),
        "change": ("备案变更", "change of the filing"),
        "deregistration": ("备案注销", "deregistration"),
    },
    # What has happened.
    "event": {
        "self_check_completed": ("完成自查", "Self-check completed"),
        "rectification_completed": ("完成整改", "Rectification completed"),
        "application_submitted": ("提交申请", "Application submitted"),
        "application_forwarded": ("上报申请", "Application forwarded"),
        "application_received": ("收到申请", "Application received"),
        "materials_returned": ("退回并告知应补材料", "Returned with the list of missing materials"),
        "return_received": ("收到退回", "Return received"),
        "completeness_confirmed": ("完备性审核通过", "Completeness confirmed"),
        "reported_to_national": (
            "报送国家网信办",
            "Reported to the national cyberspace administration",
        ),
        "review_extended": ("审核延期", "Review extended"),
        "extension_relayed": ("转告延期", "Extension passed on"),
        "feedback_issued": ("作出反馈", "Feedback issued"),
        "feedback_relayed": ("转告反馈", "Feedback passed on"),
        "feedback_received": ("收到反馈", "Feedback received"),
        "supplement_submitted": ("补充提交", "Supplement submitted"),
        "filing_number_issued": (
            "审核检测通过（备案：发放编号；变更：批准）",
            "Review and test passed (filing: number issued; change: approved)",
        ),
        "filing_number_received": ("收到备案编号", "Filing number received"),
        "filing_number_relayed": ("转告备案编号", "Filing number passed on"),
        "filing_number_displayed": ("标示备案编号", "Filing number displayed"),
        "app_launched": ("应用上线", "App launched"),
        "change_planned": ("计划变更", "Change planned"),
        "change_took_effect": ("变更生效", "Change took effect"),
        "shutdown_announced": ("发布关停公告", "Shutdown announced"),
        "data_disposed": ("处置数据", "Data disposed of"),
        "app_taken_offline": ("应用下线", "App taken offline"),
        "deregistration_reported": ("注销报备", "Deregistration reported"),
        "application_withdrawn": ("撤回申请", "Application withdrawn"),
        "filing_refused": ("不予备案", "Filing refused"),
        "filing_revoked": ("撤销备案", "Filing revoked"),
        "determination": ("人工判定", "Determination by a person"),
    },
    # The same acts, as something to do.
    "act": {
        "self_check_completed": ("完成自查", "complete the self-check"),
        "rectification_completed": (
            "完成对自查问题的整改",
            "rectify the problems found in the self-check",
        ),
        "application_submitted": ("提交申请", "submit the application"),
        "application_forwarded": (
            "核实、检查材料并上报",
            "verify and check the materials and forward them",
        ),
        "application_received": (
            "收到申请并登记收到日",
            "receive the application and record the day",
        ),
        "materials_returned": (
            "退回，并一次性告知应补材料",
            "return the materials with a one-time notification",
        ),
        "return_received": ("收到退回并登记收到日", "receive the return and record the day"),
        "completeness_confirmed": ("完成完备性审核", "complete the completeness review"),
        "reported_to_national": (
            "报送国家网信办",
            "report to the national cyberspace administration",
        ),
        "review_extended": ("延长审核期限并通知", "extend the review and give notice"),
        "extension_relayed": (
            "转告延期理由与预计时间",
            "pass on the reason for the extension and the expected date",
        ),
        "feedback_issued": ("作出反馈", "issue feedback"),
        "feedback_relayed": ("转告反馈", "pass on the feedback"),
        "feedback_received": ("收到反馈并登记收到日", "receive the feedback and record the day"),
        "supplement_submitted": (
            "补充提交材料或整改说明",
            "submit the supplement or a statement of rectification",
        ),
        "filing_number_issued": (
            "完成材料审核与技术检测",
            "complete the review of materials and the technical test",
        ),
        "filing_number_received": (
            "收到备案编号并登记收到日",
            "receive the filing number and record the day",
        ),
        "filing_number_relayed": (
            "转告备案编号并提示及时加挂",
            "pass on the filing number and prompt its display",
        ),
        "filing_number_displayed": (
            "在显著位置标示备案编号",
            "display the filing number in a prominent place",
        ),
        "app_launched": ("应用上线", "launch the app"),
        "change_planned": ("确定变更日", "fix the day of the change"),
        "change_took_effect": ("实施变更", "put the change into effect"),
        "shutdown_announced": ("发布关停公告", "publish the shutdown announcement"),
        "data_disposed": ("依法依规处置数据", "dispose of the data lawfully"),
        "app_taken_offline": ("将应用下线", "take the app offline"),
        "deregistration_reported": ("办理注销报备", "report the deregistration"),
        "application_withdrawn": ("撤回申请", "withdraw the application"),
        "filing_refused": ("作出不予备案的决定", "refuse the filing"),
        "filing_revoked": ("撤销备案", "revoke the filing"),
        "determination": ("对问题作出判定", "answer the question"),
    },
    # The acts that somebody is addressed with; {to} is who, whose place differs from act to act.
    "act_to": {
        "application_submitted": ("向{to}提交申请", "submit the application to the {to}"),
        "application_forwarded": (
            "核实、检查材料并上报{to}",
            "verify and check the materials and forward them to the {to}",
        ),
        "reported_to_national": ("报送{to}", "report to the {to}"),
        "extension_relayed": (
            "向{to}转告延期理由与预计时间",
            "pass on to the {to} the reason for the extension and the expected date",
        ),
        "feedback_relayed": ("向{to}转告反馈", "pass on the feedback to the {to}"),
        "supplement_submitted": (
            "向{to}补充提交材料或整改说明",
            "submit to the {to} the supplement or a statement of rectification",
        ),
        "filing_number_relayed": (
            "向{to}转告备案编号并提示及时加挂",
            "pass on the filing number to the {to} and prompt its display",
        ),
        "deregistration_reported": (
            "向{to}办理注销报备",
            "report the deregistration to the {to}",
        ),
    },
    # How far a filing or a change has come (deregistration: the table below goes first).
    "stage": {
        "not_started": ("尚未启动", "not started"),
        "first_tier_check": ("首级核实检查", "first-tier check"),
        "forwarded": ("已上报，待省委网信办收到", "forwarded, awaiting provincial receipt"),
        "completeness_review": ("完备性审核", "completeness review"),
        "returned": ("已退回，待补齐", "returned, to be completed"),
        "reported": ("已报送，待国家网信办收到", "reported, awaiting national receipt"),
        "national_review": ("国家网信办审核检测", "national review and test"),
        "awaiting_supplement": ("待补充提交", "awaiting the supplement"),
        "deemed_abandoned": ("视为放弃", "deemed abandoned"),
        "filed": ("已备案", "filed"),
        "approved": ("变更已批准", "change approved"),
        "displayed": ("已标示编号", "number displayed"),
        "withdrawn": ("申请已撤回", "application withdrawn"),
        "refused": ("不予备案", "filing refused"),
        "revoked": ("备案已撤销", "filing revoked"),
        "announced": ("已公告关停", "shutdown announced"),
        "offline": ("已下线，待注销报备", "offline, report due"),
    },
    # How far a deregistration has come.
    "deregistration_stage": {
        "not_started": ("尚未启动", "not started"),
        "announced": ("已公告关停", "shutdown announced"),
        "offline": ("已下线，待注销报备", "offline, report due"),
        "reported": ("已注销报备", "deregistration reported"),
    },
    # How a duty stands.
    "status": {
        "open": ("待履行", "open"),
        "met": ("按期履行", "met"),
        "met_late": ("逾期履行", "met late"),
        "overdue": ("逾期未履行", "overdue"),
        "lapsed": ("逾期，已生指南所定后果", "lapsed, with the effect that the guideline attaches"),
        "extended": ("已延期，新日期未知", "extended, new date unknown"),
        "undetermined": ("尚不能确定", "undetermined"),
    },
    # How grave a finding is.
    "severity": {
        "breach": ("违反义务", "breach"),
        "consequence": ("指南所定后果", "consequence"),
        "defect": ("应予补正", "defect"),
        "notice": ("提示", "notice"),
    },
    # How certain a date is.
    "certainty": {
        "final": ("确定", "final"),
        "provisional": ("暂定", "provisional"),
        "projected": ("推算", "projected"),
    },
    # What a log consists of.
    "record": {
        "case": ("案件", "case"),
        "preparation": ("自查", "self-check"),
        "application": ("申请", "application"),
        "dossier": ("提交的材料", "set of materials"),
        "submission": ("上报", "way up"),
        "extension": ("延期", "extension"),
        "feedback": ("反馈", "feedback"),
        "change": ("变更", "change"),
        "grant": ("现有备案", "filing that stands"),
        "shutdown": ("关停", "shutdown"),
    },
    # What a day is.
    "day_kind": {
        "working": ("工作日", "working day"),
        "weekend": ("周末", "weekend"),
        "public_holiday": ("节假日", "public holiday"),
        "make_up_working_day": ("调休上班", "make-up working day"),
        "local_holiday": ("地方节日放假", "local holiday"),
        "closure": ("停工停业", "closure"),
        "undetermined": ("尚未公布", "not yet published"),
    },
}
PROCESS_WORDS: Mapping[str, Mapping[str, tuple[str, str]]] = MappingProxyType(
    {kind: MappingProxyType(words) for kind, words in _PROCESS_WORDS.items()}
)
"""Kind to value to (Chinese, English)."""
