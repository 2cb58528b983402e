"""What a JSON document holds: its fields, their values, days; what is wrong with each goes into a list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from gaf_rules.documents.fields import Field, check_value, say, short
from gaf_rules.values.days import day_meant, from_iso
from gaf_rules.values.nearest import may_suggest, named, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from gaf_rules.values.errors import Problem

__all__ = ["absent", "check_keys", "other_schema", "read_day", "read_value", "wanted"]

_ALIKE: Final = 0.6
_DAY = r"\d{4}-\d{2}-\d{2}"


_KINDS: Final = {
    "object": ("对象（{…}）", "an object ({…})"),
    "list": ("列表（[…]）", "a list ([…])"),
    "text": ("非空文字", "a text with something in it"),
    "integer": ("整数", "a whole number"),
    "true, false": ("true 或 false，不加引号", "true or false, without quotes"),
    "six digits": ('六位数字的文字，如 "460100"', 'a text of six digits, such as "460100"'),
    "64 hexadecimal digits": ("64 位十六进制数字", "64 hexadecimal digits"),
    "text, true, false, list of texts": (
        "文字、true、false 或文字的列表", "a text, true, false or a list of texts"
    ),
    "text, integer, true, false, null, list": (
        "文字、整数、true、false、null 或列表", "a text, a whole number, true, false, null or a list"
    ),
}  # fmt: skip
"""What a value may have to be, in words of both languages; of others the sign that stands for it is told."""


def wanted(path: str, got: object, what: str) -> Problem:
    """The problem of a value of another type."""
    base, sign, least = what.partition(" >= ")
    zh, en = _KINDS.get(base, (what, what))
    if sign:
        zh, en = f"不小于 {least} 的{zh}", f"{en}, {least} or more"
    return say(
        "wrong_type",
        path,
        got,
        f"得到 {short(got)}；应为{zh}",
        f"got {short(got)}; {en} is wanted",
        (what,),
    )


def other_schema(path: str, got: object, *known: str) -> Problem:
    """The problem of a document of another kind than those known, or of a later version of one of them."""
    zh = f"得到 {short(got)}；应为 {'、'.join(known)}"
    en = f"got {short(got)}; it must be {' or '.join(known)}"
    if any(_is_later(got, each) for each in known):
        zh += "；这是更新的版本，要由更新的 gaf_rules 读取"
        en += "; this is a later version, for a later gaf_rules to read"
    return say("wrong_schema", path, got, zh, en, known)


def _is_later(got: object, known: str) -> bool:
    name, stroke, version = known.rpartition("/")
    if not (stroke and isinstance(got, str)):
        return False
    said = re.fullmatch(f"{re.escape(name)}/([1-9][0-9]{{0,8}})", got)
    return said is not None and int(said[1]) > int(version)


def check_keys(
    data: dict[Any, Any],
    known: tuple[str, ...],
    required: tuple[str, ...],
    path: str,
    problems: list[Problem],
    specs: Mapping[str, Field] | None = None,
) -> None:
    """Which fields an object has that are not known, and which it lacks; ``specs`` tells what these allow.

    The path is that of the object, or ``?``: what stands in an address has no path but its name.
    """
    before = path if path == "?" else f"{path}."
    for name, got in data.items():
        if name not in known:
            near = nearest(name, known, cutoff=_ALIKE) if may_suggest(problems) else ()
            told = named(name)
            zh = f"没有字段 {told}；{f'最接近的是 {near[0]}；' if near else ''}可用：{'、'.join(known)}"
            en = f"no field {told}; {f'the nearest is {near[0]}; ' if near else ''}known: {', '.join(known)}"
            problems.append(say("unknown_field", f"{before}{told}", got, zh, en, known))
    specs = {} if specs is None else specs
    problems += [
        absent(f"{before}{name}", specs.get(name)) for name in required if name not in data
    ]


def absent(path: str, spec: Field | None = None) -> Problem:
    """The problem of what is not there; with what may stand there, where its field is known."""
    allowed = () if spec is None else spec.allowed
    return say("missing", path, None, "缺少，必须填写", "missing; it must be there", allowed)


def read_value(value: object, spec: Field, path: str, problems: list[Problem]) -> Any:
    """One JSON value as the value the classes hold; what is wrong with it goes to ``problems``."""
    if value is None and not spec.nullable:
        problems.append(
            say(
                "null_not_allowed",
                path,
                None,
                "此处不得为 null",
                "null is not allowed here",
                spec.allowed,
            )
        )
        return None
    if spec.kind == "date" and value is not None:
        return read_day(value, path, problems)
    if spec.kind == "words" and isinstance(value, list):
        value = tuple(value)
    problems += check_value(value, spec, path, suggest=may_suggest(problems))
    return value


def read_day(value: object, path: str, problems: list[Problem]) -> date | None:
    """A day in JSON; what is wrong with it goes to ``problems``."""
    # date.fromisoformat alone also takes 20260416 and week dates; the contract takes one form only.
    if isinstance(value, str) and re.fullmatch(_DAY, value, re.ASCII):
        try:
            return from_iso(value)
        except ValueError:
            problems.append(
                say(
                    "no_such_day",
                    path,
                    value,
                    f"{value} 不是存在的日期",
                    f"{value} is not a day that exists",
                    ("YYYY-MM-DD",),
                )
            )
            return None
    near_zh, near_en = day_meant(value)
    problems.append(
        say(
            "not_a_date",
            path,
            value,
            f"得到 {short(value)}；日期只写 YYYY-MM-DD，不带时刻与时区{near_zh}",
            f"got {short(value)}; a date is written YYYY-MM-DD, without time or zone{near_en}",
            ("YYYY-MM-DD",),
        )
    )
    return None
