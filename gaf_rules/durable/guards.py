"""What may pass to the driver: shapes, limits and names, checked before the C module sees anything.

The limits were measured; each stands for a way in which the library lost facts, looped or ended the process.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import frozen

from gaf_rules.durable.premises import Atom, Premise, Value
from gaf_rules.values.errors import GafRulesError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "LARGEST",
    "LONGEST",
    "MOST_FACTS",
    "MOST_PREMISES",
    "MOST_PROPERTIES",
    "MOST_RULES",
    "EngineError",
    "FactKind",
    "Rule",
    "RulePart",
    "check_fact",
    "check_part",
    "collision",
    "fnv32",
]

MOST_PREMISES = 16
MOST_RULES = 60
MOST_FACTS = 64
MOST_PROPERTIES = 120
LARGEST = 2**53
LONGEST = 4096

_OPS = frozenset({"eq", "neq", "lte", "gt"})
_PROPERTY = re.compile(r"[a-z][a-z0-9_]{0,120}")
_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:~#*-]{0,120}")
_RESERVED = frozenset({"id", "sid", "kind", "m", "s"})
_TYPES = (bool, int, str)


class EngineError(GafRulesError):
    """Something that must not reach the C module, or an answer from it that must not be believed."""


@frozen
class Rule:
    """One conjunction over one fact, and what follows.

    Attributes:
        id: row kind, clause or code, index of the row, number of the alternative.
        kind: the kind of fact it looks at.
        premises: what the fact must satisfy.
        says: the conclusion: what sort, and which.
    """

    id: str
    kind: str
    premises: tuple[Premise, ...]
    says: tuple[str, Value]


@frozen(eq=False)
class FactKind:
    """A kind of fact: its name, the type of each property, the rules that look at it.

    Attributes:
        atoms: what fills each property, in the order of ``types``.
    """

    name: str
    types: dict[str, type]
    rules: tuple[Rule, ...]
    atoms: tuple[Atom, ...] = ()


@frozen(eq=False)
class RulePart:
    """Kinds that may be told within one session; compiled together, at most once in a process."""

    name: str
    kinds: tuple[FactKind, ...]


@lru_cache(maxsize=2**14)
def fnv32(name: str) -> int:
    """The 32-bit hash (FNV-1a) by which the C module tells names, ids and sids apart.

    >>> fnv32("sid")
    3593476751
    """
    mixed = 0x811C9DC5
    for byte in name.encode("utf-8", "surrogatepass"):
        mixed = ((mixed ^ byte) * 16777619) & 0xFFFFFFFF
    return mixed


def collision(names: Iterable[str]) -> tuple[str, str] | None:
    """Two different names with the same hash, or None."""
    taken: dict[int, str] = {}
    for name in names:
        other = taken.setdefault(fnv32(name), name)
        if other != name:
            return other, name
    return None


def _refuse(*, zh: str, en: str) -> EngineError:
    return EngineError(zh=f"第二引擎：{zh}", en=f"second engine: {en}")


def _check_name(name: object, pattern: re.Pattern[str]) -> None:
    if type(name) is not str or not pattern.fullmatch(name) or name in _RESERVED:
        raise _refuse(
            zh=f"名称 {name!r:.80} 不可用；只用小写字母、数字和下划线，不用 id、sid、kind、$",
            en=f"the name {name!r:.80} cannot be used; plain letters, digits and underscores only, "
            "and not id, sid, kind or $",
        )


def _check_value(value: object, wanted: type, place: str) -> None:
    if type(value) is not wanted or wanted not in _TYPES:
        raise _refuse(
            zh=f"{place:.80} 得到 {type(value).__name__}；应为 {wanted.__name__}",
            en=f"{place:.80}: got {type(value).__name__}; {wanted.__name__} is wanted",
        )
    if type(value) is int and abs(value) > LARGEST:
        raise _refuse(
            zh=f"{place:.80} 的整数过大；绝对值至多 2**53",
            en=f"{place:.80}: the integer is too large; at most 2**53 either way",
        )
    if type(value) is str:
        if len(value) > LONGEST:
            raise _refuse(
                zh=f"{place:.80} 的文字有 {len(value)} 字；至多 {LONGEST}",
                en=f"{place:.80}: a text of {len(value)} characters; at most {LONGEST}",
            )
        if any("\ud800" <= letter <= "\udfff" for letter in value):
            raise _refuse(
                zh=f"{place:.80} 的文字含孤立代理字符，不是合法的 Unicode",
                en=f"{place:.80}: the text has a lone surrogate and is no Unicode",
            )


def check_fact(kind: FactKind, values: Mapping[str, Value]) -> None:
    """A fact has exactly the properties of its kind, each of its type and within its limits.

    Raises:
        EngineError: anything else.
    """
    if type(values) is not dict or values.keys() != kind.types.keys():
        odd = sorted(map(repr, set(values) ^ set(kind.types)))[:5] if type(values) is dict else []
        raise _refuse(
            zh=f"{kind.name} 的事实缺少或多出属性：{'、'.join(odd)}"[:300],
            en=f"a fact of kind {kind.name} lacks or has beyond need: {', '.join(odd)}"[:300],
        )
    for name, wanted in kind.types.items():
        _check_value(values[name], wanted, f"{kind.name}.{name}")


def _check_rule(rule: Rule, kind: FactKind) -> None:
    _check_name(rule.id, _LABEL)
    if rule.kind != kind.name:
        raise _refuse(
            zh=f"规则 {rule.id} 属于 {rule.kind}，不属于 {kind.name}",
            en=f"the rule {rule.id} is of kind {rule.kind}, not {kind.name}",
        )
    # The test of the kind comes first and counts as one.
    if len(rule.premises) + 1 > MOST_PREMISES:
        raise _refuse(
            zh=f"规则 {rule.id} 有 {len(rule.premises) + 1} 个前提；至多 {MOST_PREMISES}",
            en=f"the rule {rule.id} has {len(rule.premises) + 1} premises; at most {MOST_PREMISES}",
        )
    for premise in rule.premises:
        name = premise.atom.name
        if premise.op not in _OPS or name not in kind.types:
            raise _refuse(
                zh=f"规则 {rule.id}：不可用的比较 {premise.op!r} 或未声明的属性 {name!r}",
                en=f"the rule {rule.id}: the comparison {premise.op!r} or the property {name!r} is not known",
            )
        _check_value(premise.value, kind.types[name], f"{rule.id}.{name}")
        if premise.op in {"lte", "gt"} and kind.types[name] is not int:
            raise _refuse(
                zh=f"规则 {rule.id}：只有整数可比大小",
                en=f"the rule {rule.id}: only integers are more or less",
            )


@lru_cache(maxsize=2**12)
def _check_kind(kind: FactKind) -> None:
    _check_name(kind.name, _LABEL)
    if len(kind.rules) > MOST_RULES:
        raise _refuse(
            zh=f"{kind.name} 有 {len(kind.rules)} 条规则；至多 {MOST_RULES}",
            en=f"the kind {kind.name} has {len(kind.rules)} rules; at most {MOST_RULES}",
        )
    if len(kind.types) > MOST_PROPERTIES:
        raise _refuse(
            zh=f"{kind.name} 有 {len(kind.types)} 个属性；至多 {MOST_PROPERTIES}",
            en=f"the kind {kind.name} has {len(kind.types)} properties; at most {MOST_PROPERTIES}",
        )
    for name, type_ in kind.types.items():
        _check_name(name, _PROPERTY)
        if type_ not in _TYPES:
            raise _refuse(
                zh=f"{kind.name}.{name} 的类型 {type_!r} 不可用；可用 bool、int、str",
                en=f"{kind.name}.{name}: the type {type_!r} cannot be used; bool, int or str",
            )
    for rule in kind.rules:
        _check_rule(rule, kind)


def check_part(part: RulePart) -> None:
    """A part keeps to shapes and limits, and no two of its names have one hash.

    Raises:
        EngineError: a rule, a kind or a name that the C module could not be trusted with.
    """
    _check_name(part.name, _LABEL)
    # Each kind can be told once, and the sentinel comes before them.
    if len(part.kinds) + 1 > MOST_FACTS:
        raise _refuse(
            zh=f"{part.name} 一次可有 {len(part.kinds) + 1} 个事实；至多 {MOST_FACTS}",
            en=f"{part.name} can be told {len(part.kinds) + 1} facts at once; at most {MOST_FACTS}",
        )
    for kind in part.kinds:
        _check_kind(kind)
    ids = [rule.id for kind in part.kinds for rule in kind.rules]
    kinds = [kind.name for kind in part.kinds]
    for names in (ids, kinds):
        if len(set(names)) != len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise _refuse(
                zh=f"{part.name}：{twice} 有两个", en=f"{part.name}: {twice} is there twice"
            )
    properties = {name for kind in part.kinds for name in kind.types}
    # The words of the library's own language are names as well, and live in the same tables.
    words = ("id", "sid", "kind", "awake", "m", "all", "any", "count", "cap", "pri", "dist", "run")
    operators = (
        "$s",
        "$m",
        "$i",
        "$and",
        "$or",
        "$neq",
        "$lte",
        "$lt",
        "$gte",
        "$gt",
        "$ex",
        "$nex",
    )
    for names in (ids, kinds, [*sorted(properties), *words, *operators]):
        pair = collision(names)
        if pair is not None:
            raise _refuse(
                zh=f"{part.name}：{pair[0]!r} 与 {pair[1]!r} 的 32 位散列相同，须改其一",
                en=f"{part.name}: {pair[0]!r} and {pair[1]!r} have the same 32-bit hash; rename one",
            )
