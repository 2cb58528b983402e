"""TOML out of a text: whatever cannot be read is one error, and no short text takes long."""

from __future__ import annotations

import re
import tomllib
from typing import Any, Final

__all__ = ["parse_toml"]

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


def parse_toml(text: str) -> dict[str, Any]:
    """What a TOML text says.

    Raises:
        ValueError: it is no TOML, it nests too deep, a number has too many digits, or a key has more than
            100 dots: `tomllib` takes time that grows with the square of them.

    >>> parse_toml("year = 2027")
    {'year': 2027}
    >>> parse_toml("x = " + "[" * 9999)
    Traceback (most recent call last):
      ...
    ValueError: lists or tables too deep in one another
    """
    bare = text
    if any(line.count(".") > _DOTS for line in text.split("\n")):
        bare = _QUOTED.sub(lambda found: "\n" * found[0].count("\n"), text)
    for number, line in enumerate(bare.split("\n"), 1):
        if line.count(".") > _DOTS:
            message = f"more than {_DOTS} dots (at line {number}, outside of a text)"
            raise ValueError(message)
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        message = "lists or tables too deep in one another"
        raise ValueError(message) from error
