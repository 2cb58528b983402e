"""The annexes and the contact details of the Hainan guideline, as data."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ANNEXES", "CONTACTS", "AnnexName", "Contact"]


class AnnexName(NamedTuple):
    """What an annex is called: ``zh`` (the form's official name) and ``en``."""

    zh: str
    en: str


class Contact(NamedTuple):
    """A way to reach the office: what it is (``zh``, ``en``) and its ``value``."""

    zh: str
    en: str
    value: str


CONTACTS: Mapping[str, Contact] = MappingProxyType(
    {
        "3.1": Contact("联系电话", "telephone", "0898-65314756"),
        "3.2": Contact("电子邮箱", "e-mail", "hnxxhjsc@126.com"),
    }
)
"""Clause to contact."""

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
