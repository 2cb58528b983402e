"""TOML out of a text: whatever cannot be read is one error, and no short text takes long."""

from __future__ import annotations

import re
import tomllib
from typing import Any, Final

__all__ = ["parse_toml"]

_DOTS: Final = 100
_QUOTED: Final = re.compile(r""""(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")


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
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > _DOTS and _QUOTED.sub("", line).partition("#")[0].count(".") > _DOTS:
            message = f"more than {_DOTS} dots (at line {number}, outside of a text)"
            raise ValueError(message)
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        message = "lists or tables too deep in one another"
        raise ValueError(message) from error
