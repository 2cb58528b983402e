"""What stands in the address of a request: read as strictly as what stands in a document."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from gaf_rules.documents import shapes
from gaf_rules.documents.document import absent, check_keys
from gaf_rules.documents.fields import say, short
from gaf_rules.values.errors import CaseError
from gaf_rules.values.nearest import meant

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gaf_rules.values.errors import Problem

__all__ = ["Parameter", "number", "pairs", "read_parameters"]


@frozen(kw_only=True)
class Parameter:
    """One parameter.

    Attributes:
        name: its name.
        shape: what it may be.
        words: what it means, in Chinese and English.
        is_required: whether it must be there.
        is_in_path: whether it is a part of the path.
        is_list: whether it may be given again; it is then a tuple.
    """

    name: str
    shape: shapes.Shape
    words: tuple[str, str]
    is_required: bool = False
    is_in_path: bool = False
    is_list: bool = False


def number(least: int, most: int) -> shapes.Shape:
    """A whole number from one to another, written in digits."""
    digits = re.compile("[0-9]{1,9}", re.ASCII)

    def read(got: Any, path: str, problems: list[Problem]) -> int | None:
        if digits.fullmatch(got) and least <= int(got) <= most:
            return int(got)
        zh, en = (
            f"应为 {least} 至 {most} 的整数",
            f"a whole number from {least} to {most} is wanted",
        )
        zh, en = f"得到 {short(got)}；{zh}", f"got {short(got)}; {en}"
        problems.append(say("wrong_type", path, got, zh, en, (f"{least}..{most}",)))
        return None

    schema: Final = {"type": "integer", "minimum": least, "maximum": most}
    return shapes.Shape(schema=lambda: {**schema}, read=read)


def pairs(values: tuple[str, ...]) -> shapes.Shape:
    """``name=number of working days``, the names being these."""
    pattern = f"^({'|'.join(values)})=[0-9]{{1,4}}$"

    def read(got: Any, path: str, problems: list[Problem]) -> tuple[str, int] | None:
        if re.fullmatch(pattern[1:-1], got, re.ASCII):
            name, _, days = got.partition("=")
            return name, int(days)
        near_zh, near_en = meant(got.partition("=")[0], values)
        zh = f"得到 {short(got)}；应写作 application_forwarded=2，即行为与工作日数{near_zh}"
        en = f"got {short(got)}; write an act and its working days, like application_forwarded=2{near_en}"
        problems.append(say("wrong_argument", path, got, zh, en, values))
        return None

    schema: Final = {"type": "string", "pattern": pattern, "maxLength": 60}
    return shapes.Shape(schema=lambda: {**schema}, read=read)


def read_parameters(
    known: tuple[Parameter, ...], given: Iterable[tuple[str, str]]
) -> dict[str, Any]:
    """The parameters of a request, those that are absent left out.

    Raises:
        CaseError: everything that is wrong with them; their paths begin with ``?``.
    """
    given = [*given]
    problems: list[Problem] = []
    check_keys(dict(given), tuple(each.name for each in known), (), "?", problems)
    many = {each.name for each in known if each.is_list}
    for name, times in Counter(name for name, _ in given).items():
        if times > 1 and name not in many:
            zh, en = f"给了 {times} 次，只能给一次", f"given {times} times; give it once"
            problems.append(say("repeated", f"?{name}", None, zh, en))
    found: dict[str, Any] = {}
    for each in known:
        got = [value for name, value in given if name == each.name]
        path = f"?{each.name}"
        if got:
            read = tuple(each.shape.read(value, path, problems) for value in got)
            found[each.name] = read if each.is_list else read[0]
        elif each.is_required:
            problems.append(absent(path))
    if problems:
        raise CaseError(tuple(problems))
    return found
