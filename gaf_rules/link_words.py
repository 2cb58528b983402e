"""What is said of a slip in the rows of a guideline: the row, what was got, what is nearest, what to do."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from gaf_rules.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gaf_rules.guideline import Guideline

__all__ = ["SLIPS", "problem"]

_KIND = {
    "fact": ("事实", "fact", "改正名称，或加一行写下它", "correct the name, or write it in a row"),
    "record": ("记录", "record", "改正名称", "correct the name"),
    "procedure": ("程序", "procedure", "改正名称", "correct the name"),
    "event": ("事件", "event", "改正名称", "correct the name"),
    "state": (
        "状态",
        "state",
        "改正名称，或加一行状态",
        "correct the name, or add a row of states",
    ),
    "stage": (
        "阶段",
        "stage",
        "改正名称，或在 words 里给出用语",
        "correct the name, or give its words",
    ),
    "tier": ("层级", "tier", "改正名称，或加一行层级", "correct the name, or add a row of tiers"),
    "role": ("角色", "role", "改正名称，或列入 roles", "correct the name, or list it in roles"),
    "position": (
        "位置",
        "position",
        "改正名称，或在层级行里安排",
        "correct the name, or give it to a role in a row of tiers",
    ),
    "reading": ("读法", "reading", "改正名称", "correct the name"),
    "option": ("读法的选项", "option of the reading", "改正名称", "correct the name"),
    "clause": ("条款", "clause", "改正编号，或写进条款表", "correct the id, or add the clause"),
    "severity": ("严重程度", "severity", "改正名称", "correct the name"),
    "status": ("义务状态", "status of a duty", "改正名称", "correct the name"),
    "effect": ("对时钟的作用", "effect on a clock", "改正名称", "correct the name"),
    "mark": (
        "时钟标记",
        "mark of a clock",
        "改正名称，或由动作作出",
        "correct it, or make the mark",
    ),
    "material": (
        "材料",
        "material",
        "改正名称，或在 words 里给出用语",
        "correct the name, or give its words",
    ),
    "word": ("取值", "value of the fact", "改正取值", "correct the value"),
}
_SLIPS: dict[str, tuple[str, str]] = {
    **{
        f"unknown_{kind}": (
            f"没有这个{zh}：{{got}}{{near_zh}}；{do_zh}",
            f"there is no such {en}: {{got}}{{near_en}}; {do_en}",
        )
        for kind, (zh, en, do_zh, do_en) in _KIND.items()
    },
    "no_words": (
        "{got} 没有用语{near_zh}；改正名称，或在 words 里给出中英文用语",
        "there are no words for {got}{near_en}; correct the name, or give its words in both languages",
    ),
    "not_a_day": (
        "{got} 不是日期{near_zh}；此处须用日期类的事实",
        "{got} is no day{near_en}; a fact that holds a day is wanted here",
    ),
    "kinds_differ": (
        "值的种类不合：{got}（{allowed}）；比较或写入的值须与事实同类",
        "another kind of value: {got} ({allowed}); what is compared or written must be of the fact's kind",
    ),
    "period_below_one": (
        "期限为 {got}；须为不小于 1 的整数",
        "a period of {got}; a whole number of at least 1 is wanted",
    ),
    "doubled_state": (
        "状态 {got} 列了两次；删去一行",
        "the state {got} is listed twice; take one of the rows out",
    ),
    "unreached_state": (
        "没有一步进入状态 {got}；加上进入它的步骤，或删去这一行",
        "no step enters the state {got}; add one that does, or take the row out",
    ),
    "unwritten_fact": (
        "本指南没有一行写下事实 {got}{near_zh}；加上写下它的动作，或不再使用它",
        "no row of this guideline writes the fact {got}{near_en}; write it, or do not ask for it",
    ),
    "unread_fact": (
        "写下的事实 {got} 没有一行使用{near_zh}；改正名称，或删去这个动作",
        "the fact {got} is written and nobody reads it{near_en}; correct the name, or take the action out",
    ),
    "unsendable_event": (
        "主办单位为 {got} 时，没有一方能作出此事件；检查 by、dest、when 和该层级的 places",
        "where the sponsor is a {got}, nobody can send this event; look at by, dest, when and places",
    ),
    "hidden_row": (
        "这一行总被前面的 {got} 抢先；调换次序、收窄前一行，或删去这一行",
        "{got} always comes before this row; change the order, narrow that row, or take this one out",
    ),
}
SLIPS: Mapping[str, tuple[str, str]] = MappingProxyType(_SLIPS)
"""Code of a slip to what is said of it in Chinese and English."""

_PLACE = re.compile(r"^\$\.(\w+)\[(\d+)\]")
_TOLD = (
    "clause", "clauses", "procedure", "event", "act", "code", "name", "state", "tier", "material", "form",
)  # fmt: skip


def problem(
    guideline: Guideline, code: str, path: str, got: object, allowed: tuple[str, ...]
) -> Problem:
    """The slip at a place of the rows, in words.

    Arguments:
        guideline: whose rows they are.
        code: what is wrong; a key of :data:`SLIPS`.
        path: its place, such as ``$.duties[3].starts[0].fact``.
        got: what stands there.
        allowed: what is known.
    """
    near = _nearest(str(got), allowed)
    zh, en = SLIPS[code]
    told = {
        "got": got,
        "near_zh": f"；最接近的是 {near}" if near else "",
        "near_en": f"; the nearest is {near}" if near else "",
        "allowed": ", ".join(allowed[:3]),
    }
    row, clause = _row(guideline, path)
    return Problem(
        code=code,
        path=path,
        got=got,
        # The nearest first, where something is near.
        allowed=((near, *(each for each in allowed if each != near)) if near else allowed),
        zh=f"{row}：{zh.format(**told)}" if row else zh.format(**told),
        en=f"{row}: {en.format(**told)}" if row else en.format(**told),
        clause=clause,
    )


def _nearest(got: str, known: tuple[str, ...]) -> str | None:
    import difflib  # noqa: PLC0415 - only errors need it

    return next(iter(difflib.get_close_matches(got, known, n=1, cutoff=0.5)), None)


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
