"""Reading what a person points at: files, JSON, dates. Whatever is wrong becomes a GafRulesError."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gaf_rules.values.days import from_iso
from gaf_rules.values.errors import CaseError, GafRulesError, Problem
from gaf_rules.values.nearest import short

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

__all__ = ["parse_json", "read_date", "read_json", "read_text", "write_new"]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def read_text(name: str) -> str:
    """The text of a file, UTF-8 with or without a byte order mark; ``-`` is standard input."""
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except FileNotFoundError as error:
        raise GafRulesError(zh="没有这个文件", en="there is no such file") from error
    except IsADirectoryError as error:
        raise GafRulesError(
            zh="这是目录，应为文件", en="this is a directory; a file is wanted"
        ) from error
    except (OSError, ValueError) as error:
        raise GafRulesError(zh=f"读不出：{error}", en=f"cannot be read: {error}") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GafRulesError(
            zh=f"不是 UTF-8：第 {error.start} 字节起不能解读；请另存为 UTF-8",
            en=f"this is not UTF-8: byte {error.start} cannot be read; save it as UTF-8",
        ) from error


def write_new(name: str, data: bytes) -> None:
    """Writes a file that does not exist yet."""
    try:
        with Path(name).open("xb") as file:
            file.write(data)
    except FileExistsError as error:
        raise GafRulesError(
            zh=f"{name} 已经存在，不覆盖：请用 --out 另取名字",
            en=f"{name} exists already and is not overwritten: choose another name with --out",
        ) from error
    except (OSError, ValueError) as error:
        raise GafRulesError(
            zh=f"{name} 写不进去：{error}", en=f"{name} cannot be written: {error}"
        ) from error


def read_date(text: str, path: str) -> date:
    """A date written ``YYYY-MM-DD``; ``path`` names the argument in the error."""
    if _DAY.fullmatch(text):
        try:
            return from_iso(text)
        except ValueError:
            pass
    raise CaseError(
        (
            Problem(
                code="not_a_date",
                path=path,
                got=text,
                allowed=("YYYY-MM-DD",),
                zh=f"得到 {short(text)}；应为存在的日期，写作 YYYY-MM-DD",
                en=f"got {short(text)}; a day that exists is wanted, written YYYY-MM-DD",
            ),
        )
    )


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
    names = [name for name, _ in pairs]
    twice = _Twice(found)
    twice.keys_twice = tuple(name for name in found if names.count(name) > 1)
    return twice


def read_json(name: str) -> Any:
    """The JSON of a file; see `parse_json`."""
    return parse_json(read_text(name))


def parse_json(text: str) -> Any:
    """JSON, strictly: no key twice in an object, no NaN, nothing behind the value."""
    try:
        data = json.loads(text, object_pairs_hook=_object, parse_constant=_Constant)
        problems = tuple(_problems(data, "$"))
    except json.JSONDecodeError as error:
        place = f"{error.lineno}:{error.colno}"
        raise GafRulesError(
            zh=f"不是有效的 JSON：第 {error.lineno} 行第 {error.colno} 列：{error.msg}",
            en=f"this is no valid JSON: {place}: {error.msg}",
        ) from error
    except (RecursionError, ValueError) as error:
        # A number of thousands of digits, or lists in lists without end.
        raise GafRulesError(
            zh=f"不是可用的 JSON：{error}", en=f"this JSON cannot be used: {error}"
        ) from error
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
