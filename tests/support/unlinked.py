"""Guidelines whose rows were not linked: for tests of what comes after the link step, or stands behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import fields

from gaf_rules.language.guideline import Guideline
from gaf_rules.values.drafts import stored

if TYPE_CHECKING:
    import gaf_rules as gaf

__all__ = ["unlinked"]


def unlinked(guideline: gaf.Guideline, **changes: Any) -> gaf.Guideline:
    """A guideline with other rows, which nobody has looked at; made as no user makes one."""
    values = {
        part.name: changes.get(part.name, getattr(guideline, part.name))
        for part in fields(Guideline)
        if part.init
    }
    return stored(Guideline, **values, _digest=None)
