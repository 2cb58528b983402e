"""What is said of a slip in the rows of a guideline: the row, what was got, what is nearest, what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from gaf_rules.messages import LABELS
from gaf_rules.values.errors import Problem
from gaf_rules.values.nearest import named, nearest

if TYPE_CHECKING:
    from gaf_rules.language.guideline import Guideline

__all__ = ["problem"]

_PLACE = re.compile(r"^\$\.(\w+)\[(\d+)\]")
_TOLD = (
    "clause", "clauses", "procedure", "event", "act", "code", "name", "state", "tier", "material", "form",
)  # fmt: skip


_FEW = 3
_ALIKE = 0.5


def problem(
    guideline: Guideline,
    code: str,
    path: str,
    got: object,
    allowed: tuple[str, ...],
    kind: str = "",
) -> Problem:
    """The slip at a place of the rows, in words.

    Arguments:
        guideline: whose rows they are.
        code: what is wrong; a label of kind ``slip``.
        path: its place, such as ``$.duties[3].starts[0].fact``.
        got: what stands there.
        allowed: what is known.
        kind: the kind of label under which its words stand, where it has words.
    """
    near = next(iter(nearest(got, allowed, cutoff=_ALIKE)), None)
    zh, en = LABELS["slip"][code]
    told = {"got": named(got), "allowed": ", ".join(allowed[:_FEW]), "kind": kind}
    zh = zh.format(**told, near=f"；最接近的是 {near}" if near else "")
    en = en.format(**told, near=f"; the nearest is {near}" if near else "")
    row, clause = _row(guideline, path)
    return Problem(
        code=code,
        path=path,
        got=got,
        # The nearest first, where something is near.
        allowed=((near, *(each for each in allowed if each != near)) if near else allowed),
        zh=f"{row}：{zh}" if row else zh,
        en=f"{row}: {en}" if row else en,
        clause=clause,
    )


def _row(guideline: Guideline, path: str) -> tuple[str, str | None]:
    """The row at a place in a few words, and its clause."""
    found = _PLACE.match(path)
    if found is None:
        return "", None
    row: Any = getattr(guideline, found[1])[int(found[2])]
    told = [
        getattr(row, name) for name in _TOLD if isinstance(getattr(row, name, None), (str, tuple))
    ]
    flat = [", ".join(each) if isinstance(each, tuple) else each for each in told]
    own = getattr(row, "clause", None) or next(iter(getattr(row, "clauses", ())), None)
    return " ".join(each for each in flat if each), own if isinstance(own, str) else None
