"""The annexes of the Hainan guideline and the facts that it states, as data."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from gaf_rules.rows import FactRow

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ANNEXES", "CONTACTS", "FACTS", "AnnexName"]


class AnnexName(NamedTuple):
    """What an annex is called: ``zh`` (the form's official name) and ``en``."""

    zh: str
    en: str


FACTS: tuple[FactRow, ...] = (
    FactRow(
        clause="0.1",
        what="parent",
        zh="国务院办公厅《政务移动互联网应用程序规范化管理办法》",
        en="General Office of the State Council, measures for government apps",
    ),
    FactRow(
        clause="0.1",
        what="parent",
        zh="国家网信办《政务移动互联网应用程序备案工作指南（第一版）》",
        en="national cyberspace administration, working guide on filing, first edition",
    ),
    FactRow(clause="0.2", what="addressee", zh="各市县", en="cities and counties"),
    FactRow(clause="0.2", what="addressee", zh="省直各部门", en="departments of the province"),
    FactRow(clause="0.2", what="short_name", zh="政务应用程序", en="government app"),
    FactRow(clause="0.3", what="jurisdiction", zh="海南省", en="Hainan Province", value="460000"),
    FactRow(clause="2.2.0", what="principle", zh="分级申请", en="application by tiers"),
    FactRow(clause="3.1", what="contact", zh="联系电话", en="telephone", value="0898-65314756"),
    FactRow(clause="3.2", what="contact", zh="电子邮箱", en="e-mail", value="hnxxhjsc@126.com"),
)
"""What the text states and what binds nobody."""

CONTACTS: Mapping[str, FactRow] = MappingProxyType(
    {row.clause: row for row in FACTS if row.what == "contact"}
)
"""Clause to contact, for the wording of these clauses."""

ANNEXES: Mapping[str, AnnexName] = MappingProxyType(
    {
        "A1": AnnexName(
            "政务移动互联网应用程序备案信息文件模板（APP）",
            "Filing information file (app)",
        ),
        "A2": AnnexName(
            "政务移动互联网应用程序备案信息文件模板（小程序和快应用）",
            "Filing information file (mini-program and quick app)",
        ),
        "A3": AnnexName("政务移动互联网应用程序备案申请表", "Filing application form"),
        "A4": AnnexName("政务移动互联网应用程序备案变更申请表", "Change application form"),
        "A5": AnnexName("政务移动互联网应用程序备案注销报备表", "Deregistration report form"),
        "A6": AnnexName(
            "自查自纠模板表（小程序、快应用备案）",
            "Self-check form (mini-program and quick app)",
        ),
        "A7": AnnexName("自查自纠模板表（APP备案）", "Self-check form (app)"),
    }
)
"""Clause to the name of the annex."""
