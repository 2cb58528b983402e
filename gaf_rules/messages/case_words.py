"""Words for what stands in a case: kinds, roles, materials, problems, answers, fields."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CASE_WORDS"]

_CASE_WORDS: dict[str, dict[str, tuple[str, str]]] = {
    # What an app is.
    "app_kind": {
        "app": ("移动客户端（APP）", "mobile app"),
        "mini_program": ("小程序", "mini-program"),
        "quick_app": ("快应用", "quick app"),
        "official_account": ("公众账号", "official account"),
        "work_group": ("工作群组", "work group"),
        "other": ("其他形态", "another form"),
    },
    # Whom an app serves.
    "purpose": {
        "internal": ("供内部工作人员使用", "for internal staff"),
        "public": ("面向社会公众或经营主体", "for the public or businesses"),
    },
    # What kind of body the sponsor is.
    "sponsor_kind": {
        "administrative_organ": ("行政机关", "administrative organ"),
        "mass_organization": ("群团组织", "mass organization"),
        "public_institution_with_administrative_functions": (
            "承担行政职能的事业单位",
            "public institution with administrative functions",
        ),
        "public_institution": (
            "无行政职能的事业单位",
            "public institution without administrative functions",
        ),
        "other_state_organ": ("其他国家机关", "other state organ"),
        "party_organ": ("党的机关", "Party organ"),
        "other": ("其他单位", "other body"),
    },
    # Where the sponsor stands.
    "tier": {
        "municipal": ("市县单位", "unit of a city or county"),
        "provincial_department": ("省直部门", "provincial department"),
        "affiliated_institution": (
            "省直部门所属单位",
            "institution affiliated with a provincial department",
        ),
        "central_agency": ("中央驻琼单位", "central agency in Hainan"),
    },
    # Who acts.
    "role": {
        "sponsor": ("主办（使用）单位", "sponsor"),
        "municipal_cac": ("市县网信办", "municipal cyberspace administration"),
        "provincial_department": ("省直部门", "provincial department"),
        "provincial_cac": ("省委网信办", "provincial cyberspace administration"),
        "government_services_authority": ("政务服务管理部门", "government services authority"),
        "national_cac": ("国家网信办", "national cyberspace administration"),
    },
    # The same in short: in a table the full names of the offices take the space that the acts need.
    "role_short": {
        "sponsor": ("主办单位", "sponsor"),
        "municipal_cac": ("市县网信办", "municipal CAC"),
        "provincial_department": ("省直部门", "provincial department"),
        "provincial_cac": ("省委网信办", "provincial CAC"),
        "government_services_authority": ("政务服务管理部门", "government services authority"),
        "national_cac": ("国家网信办", "national CAC"),
    },
    # What is handed in.
    "material": {
        "basic_information_form": ("基本信息表", "basic information form"),
        "application_form": ("备案申请表", "filing application form"),
        "project_approval": ("立项审核情况", "project approval"),
        "functions": ("功能设置情况", "functions"),
        "operations_and_security": ("运维和安全保障情况", "operation, maintenance and security"),
        "acceptance": ("验收情况", "acceptance"),
        "other_requested": ("要求提供的其他材料", "other materials requested"),
        "grassroots_statement": (
            "面向基层的单独说明",
            "separate statement on facing the grassroots level",
        ),
        "self_check_form": ("自查自纠表", "self-check form"),
        "change_form": ("备案变更申请表", "change application form"),
        "change_explanation": ("变更情况说明", "explanation of the change"),
        "deregistration_form": ("备案注销报备表", "deregistration report form"),
    },
    # What a self-check may find.
    "problem": {
        "check_in": ("打卡签到", "check-in"),
        "points_ranking": ("积分排名", "points ranking"),
        "online_time_statistics": ("在线时长统计", "online-time statistics"),
        "other_forced_function": ("其他强制性功能", "another forced function"),
        "no_complaint_channel": ("缺少投诉建议渠道", "no complaint channel"),
        "no_sponsor_identification": ("缺少主办单位标识", "no identification of the sponsor"),
        "other_missing_function": ("缺少其他必要功能", "another necessary function missing"),
    },
    # Why the national office gives feedback.
    "ground": {
        "supplement": ("材料需要补充", "materials need supplementing"),
        "correction": ("材料需要更正", "materials need correcting"),
        "technical_test_failed": ("技术检测未通过", "technical test failed"),
    },
    # Where the number is displayed.
    "position": {
        "login_bottom_center": ("登录页底端居中", "bottom centre of the login page"),
        "home_bottom_center": ("首页底端居中", "bottom centre of the home page"),
        "other": ("其他位置", "another place"),
    },
    # What a person may answer.
    "answer": {
        "yes": ("是", "yes"),
        "no": ("否", "no"),
        "municipal_cac": ("交市县网信办", "to the municipal cyberspace administration"),
        "provincial_department": ("交省直部门", "to the provincial department"),
        "provincial_cac": ("交省委网信办", "to the provincial cyberspace administration"),
    },
    # The fields of an event.
    "field": {
        "type": ("事件", "event"),
        "on": ("日期", "date"),
        "procedure": ("程序", "procedure"),
        "by": ("行为人", "by"),
        "to": ("接收方", "to"),
        "problems": ("问题", "problems"),
        "materials": ("材料", "materials"),
        "missing": ("应补材料", "missing materials"),
        "reason": ("理由", "reason"),
        "expected_on": ("预计时间", "expected date"),
        "grounds": ("反馈事由", "grounds"),
        "functional_rectification": ("涉及功能整改", "functions to be rectified"),
        "statement": ("附整改说明", "with a statement of rectification"),
        "rectification_plan": ("附整改计划", "with a rectification plan"),
        "posted_on": ("寄出日", "posted on"),
        "number": ("备案编号", "filing number"),
        "prompted": ("已提示加挂", "prompted to display"),
        "position": ("标示位置", "position"),
        "change_on": ("变更日", "day of the change"),
        "major": ("属于重大功能变更", "major functional change"),
        "lawful": ("处置合法合规", "lawfully disposed of"),
        "leaked": ("发生泄露或流失", "leaked or lost"),
        "question": ("问题所属条款", "clause of the question"),
        "answer": ("答复", "answer"),
    },
    # The fields of the app and the sponsor.
    "case_field": {
        "app.name": ("应用名称", "name of the app"),
        "app.kind": ("应用形态", "form of the app"),
        "app.runs_on_mobile": ("在移动智能终端上运行", "runs on mobile devices"),
        "app.purpose": ("服务对象", "purpose"),
        "app.grassroots_facing": ("面向基层", "faces the grassroots level"),
        "sponsor.name": ("主办（使用）单位名称", "name of the sponsor"),
        "sponsor.kind": ("单位性质", "kind of body"),
        "sponsor.tier": ("单位层级", "tier"),
        "sponsor.place": ("所在地行政区划代码", "administrative division code"),
    },
}
CASE_WORDS: Mapping[str, Mapping[str, tuple[str, str]]] = MappingProxyType(
    {kind: MappingProxyType(words) for kind, words in _CASE_WORDS.items()}
)
"""Kind to value to (Chinese, English)."""
