"""JSON out of a text or out of bytes, strictly: what other readers let pass in silence is refused."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final
from unicodedata import normalize

from gaf_rules.values.errors import CaseError, Problem
from gaf_rules.values.failures import why_not

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
        raise CaseError(_no_json("$", *why_not(error))) from error


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
        raise CaseError(_where(error, at)) from error
    except RecursionError as error:
        told = _no_json(
            at, "不是可用的 JSON：嵌套太深", "this JSON cannot be used: it is nested too deeply"
        )
        raise CaseError(told) from error
    except ValueError as error:
        told = _no_json(
            at,
            "不是可用的 JSON：有的数过长",
            "this JSON cannot be used: a number has too many digits",
        )
        raise CaseError(told) from error
    if problems:
        raise CaseError(problems)
    return data


def _where(error: json.JSONDecodeError, at: str) -> tuple[Problem]:
    """Where the reader stopped and at what, in words of ours: its own are English."""
    from gaf_rules.messages import LABELS  # noqa: PLC0415 - words only for errors

    zh, en = LABELS["json_fault"][_fault(error.doc, error.pos, error.msg)]
    if not error.doc.strip(_BLANK):
        return _no_json(at, zh, en)
    return _no_json(
        at,
        f"不是有效的 JSON：第 {error.lineno} 行第 {error.colno} 列：{zh}",
        f"this is no valid JSON: {error.lineno}:{error.colno}: {en}",
        error.doc[error.pos : error.pos + _TOLD],
    )


def _fault(text: str, place: int, said: str) -> str:
    """What stands where the reader stopped: the slips of people who write JSON by hand, each by its name."""
    before, rest = text[:place].rstrip(_BLANK), text[place:].lstrip(_BLANK)
    if not rest:
        return "unfinished" if before else "nothing"
    if before.endswith(",") and rest[0] in "]}":
        return "comma_at_the_end"
    if rest[0] == "," and rest[1:].lstrip(_BLANK)[:1] in {"]", "}"}:
        return "comma_at_the_end"  # newer readers stop before it
    if rest[0] in "“”‘’" or (not rest[0].isascii() and normalize("NFKC", rest[0]).isascii()):
        return "wide_signs"
    for signs, fault in _SIGNS:
        if rest.startswith(signs):
            return fault
    return next((fault for start, fault in _SAID if said.startswith(start)), "no_value")


_BLANK: Final = " \t\r\n"
"""What JSON takes for white space."""
_SIGNS: Final = (
    (("'",), "single_quotes"),
    (("//", "/*", "#"), "remark"),
    (("True", "False", "None"), "python_words"),
)
"""With what the rest of the text begins, and what slip that is."""
_SAID: Final = (
    ("Expecting property name", "no_name"),
    ("Expecting ',' delimiter", "no_comma"),
    ("Expecting ':' delimiter", "no_colon"),
    ("Extra data", "more_than_one"),
    ("Unterminated string", "unclosed"),
    ("Invalid control character", "control"),
    ("Invalid \\", "escape"),
)
"""What the reader says otherwise, and what it means."""


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
