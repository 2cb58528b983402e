"""JSON out of a text or out of bytes, strictly: what other readers let pass in silence is refused."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from gaf_rules.values.errors import CaseError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["decoded", "parse_json"]


def decoded(data: bytes) -> str:
    """The text of bytes that are UTF-8, with or without a byte order mark.

    Raises:
        CaseError: they are not.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        told = _no_json(
            "$",
            f"不是 UTF-8：第 {error.start} 字节起不能解读；请另存为 UTF-8",
            f"this is not UTF-8: byte {error.start} cannot be read; save it as UTF-8",
        )
        raise CaseError(told) from error


def _no_json(path: str, zh: str, en: str, got: str | None = None) -> tuple[Problem]:
    return (Problem(code="not_json", path=path, got=got, allowed=("JSON",), zh=zh, en=en),)


_TOLD = 20
"""So many signs are told of what cannot be read."""


class _Twice(dict[str, Any]):
    """An object in which a key stands twice; ``keys_twice`` names them."""

    keys_twice: tuple[str, ...] = ()


class _Constant:
    """NaN or Infinity, which JSON does not know."""

    def __init__(self, name: str) -> None:
        self.name = name


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    names = Counter(name for name, _ in pairs)
    twice = _Twice(found)
    twice.keys_twice = tuple(name for name, times in names.items() if times > 1)
    return twice


def parse_json(text: str, at: str = "$") -> Any:
    """JSON, strictly: no key twice in an object, no NaN, nothing behind the value.

    Arguments:
        text: the text.
        at: how paths to what is wrong begin.

    Raises:
        CaseError: it is no such JSON.
    """
    try:
        data = json.loads(text, object_pairs_hook=_object, parse_constant=_Constant)
        problems = tuple(_problems(data, at))
    except json.JSONDecodeError as error:
        place = f"{error.lineno}:{error.colno}"
        told = _no_json(
            at,
            f"不是有效的 JSON：第 {error.lineno} 行第 {error.colno} 列：{error.msg}",
            f"this is no valid JSON: {place}: {error.msg}",
            error.doc[error.pos : error.pos + _TOLD],
        )
        raise CaseError(told) from error
    except (RecursionError, ValueError) as error:
        # A number of thousands of digits, or lists in lists without end.
        told = _no_json(at, f"不是可用的 JSON：{error}", f"this JSON cannot be used: {error}")
        raise CaseError(told) from error
    if problems:
        raise CaseError(problems)
    return data


def _problems(data: object, path: str) -> Iterator[Problem]:
    if isinstance(data, _Constant):
        yield Problem(
            code="not_json",
            path=path,
            got=data.name,
            zh=f"得到 {data.name}；JSON 没有这个值",
            en=f"got {data.name}; JSON has no such value",
        )
    elif isinstance(data, dict):
        for name in data.keys_twice if isinstance(data, _Twice) else ():
            yield Problem(
                code="repeated",
                path=f"{path}.{name}",
                got=name,
                zh="同一对象中出现两次，只能留一个",
                en="stands twice in one object; keep one",
            )
        for name, value in data.items():
            yield from _problems(value, f"{path}.{name}")
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _problems(value, f"{path}[{index}]")
