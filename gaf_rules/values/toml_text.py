"""TOML out of a text: whatever cannot be read is one error, and no short text takes long."""

from __future__ import annotations

import re
import tomllib
from typing import Any, Final

__all__ = ["TomlTextError", "parse_toml"]

_DOTS: Final = 100
# Each goes on to its end, or that of the line or file, so that none is tried in vain: time stays linear.
_QUOTED: Final = re.compile(
    r"""
    "{3} (?: [^"\\]+ | \\(?s:.)? | "{1,2}(?!") )* "{0,5}  # a text of several lines ends with 3 to 5 quotes
    | '{3} (?: [^']+ | '{1,2}(?!') )* '{0,5}
    | " (?: [^"\\\n]+ | \\[^\n]? )* "?
    | ' [^'\n]* '?
    | \# [^\n]*
    """,
    re.VERBOSE,
)
_PLACE: Final = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


class TomlTextError(ValueError):
    """A text that is no TOML, or none that can be used; ``zh`` and ``en`` say why and where."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


def parse_toml(text: str) -> dict[str, Any]:
    """What a TOML text says.

    Raises:
        TomlTextError: it is no TOML, it nests too deep, a number has too many digits, or a key has more than
            100 dots: `tomllib` takes time that grows with the square of them.

    >>> parse_toml("year = 2027")
    {'year': 2027}
    >>> parse_toml("x = " + "[" * 9999)
    Traceback (most recent call last):
      ...
    gaf_rules.values.toml_text.TomlTextError: lists or tables too deep in one another
    """
    bare = text
    if any(line.count(".") > _DOTS for line in text.split("\n")):
        bare = _QUOTED.sub(lambda found: "\n" * found[0].count("\n"), text)
    for number, line in enumerate(bare.split("\n"), 1):
        if line.count(".") > _DOTS:
            zh = f"第 {number} 行在文字之外有超过 {_DOTS} 个点"
            en = f"more than {_DOTS} dots (at line {number}, outside of a text)"
            raise TomlTextError(zh, en)
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        zh, en = "列表或表嵌套太深", "lists or tables too deep in one another"
        raise TomlTextError(zh, en) from error
    except ValueError as error:
        raise TomlTextError(*_where(text, str(error))) from error


def _where(text: str, said: str) -> tuple[str, str]:
    """Where the reader stopped and what stands there: what it says of it is English, and of the syntax."""
    place = _PLACE.search(said)
    if place is None:
        return "有的数过长", "a number has too many digits"
    if place[1] is None:
        return "文件没有写完：引号或括号没有闭合，或等号之后没有值", said
    line, column = int(place[1]), int(place[2])
    read = text.split("\n")[line - 1][column - 1 : column + 19].strip()
    zh = f"第 {line} 行第 {column} 列不合 TOML 的写法" + (f"：{read}" if read else "")
    if read.isascii():
        return zh, said
    # Headers are Chinese, and the keys of TOML that stand without quotes are not.
    return (
        f"{zh}；中文的名称与文字须放在英文双引号中",
        f"{said}; Chinese names and texts stand in double quotes",
    )
