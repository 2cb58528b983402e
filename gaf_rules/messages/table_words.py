"""The headers of the tables that an audit gives."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["TABLE_WORDS"]

_TABLE_WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "table": {
        "cases": ("案件", "cases"),
        "duties": ("义务", "duties"),
        "findings": ("认定", "findings"),
        "refused": ("未读入", "refused"),
        "report": ("读入情况", "reading"),
    },
    "result_column": {
        "case_id": ("案件编号", "case"),
        "in_scope": ("适用", "in scope"),
        "route": ("申请路径", "route"),
        "forms": ("表格", "forms"),
        "stage_filing": ("备案阶段", "stage of filing"),
        "stage_change": ("变更阶段", "stage of the change"),
        "stage_deregistration": ("注销阶段", "stage of deregistration"),
        "findings": ("各项认定", "findings"),
        "error": ("不能评估的原因", "why it cannot be assessed"),
        "clause": ("条款", "clause"),
        "procedure": ("程序", "procedure"),
        "round": ("轮次", "round"),
        "bearer": ("义务人", "bearer"),
        "act": ("应做之事", "act"),
        "to": ("向", "to"),
        "trigger_event": ("起算事件", "counted from"),
        "trigger_estimated": ("起算日为代替", "start stands in"),
        "trigger_on": ("起算日", "start"),
        "certainty": ("确定程度", "certainty"),
        "status": ("状态", "status"),
        "consequence": ("后果所据条款", "clause of the consequence"),
        "due_on": ("最后一天", "last day"),
        "safe_on": ("稳妥的最后一天", "safe day"),
        "earliest": ("最早可能", "earliest"),
        "latest": ("最晚可能", "latest"),
        "met_on": ("履行日", "done on"),
        "done": ("已履行", "done"),
        "elapsed_working_days": ("已过工作日", "working days elapsed"),
        "late_by_working_days": ("逾期工作日", "working days late"),
        "code": ("认定", "finding"),
        "severity": ("性质", "severity"),
        "items": ("事项", "items"),
        "since": ("自何日起", "since"),
        "disputed_by": ("有争议的读法", "disputed by"),
        "sheet": ("表", "sheet"),
        "row": ("行", "row"),
        "reason": ("原因代码", "reason code"),
        "reason_zh": ("原因", "reason (Chinese)"),
        "reason_en": ("原因（英文）", "reason"),
    },
}
TABLE_WORDS: Mapping[str, Mapping[str, tuple[str, str]]] = MappingProxyType(
    {kind: MappingProxyType(inner) for kind, inner in _TABLE_WORDS.items()}
)
"""Kind to key to (Chinese, English)."""
