"""When a text says something: one answer for the constructors, the readers and the schema.

What counts as blank differs from one language to the next: Python strips U+001C and leaves U+FEFF, a pattern
in JavaScript the other way round. Here it is whatever any of them takes for white space.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Container

__all__ = ["SAYS_SOMETHING", "Lang", "is_one_of", "says_something"]

Lang = Literal["zh", "en"]
"""The languages in which everything is said."""

_RANGES: Final = ((0x09, 0x0D), (0x1C, 0x20), (0x2000, 0x200A), (0x2028, 0x2029))
_SINGLE: Final = (0x85, 0xA0, 0x1680, 0x202F, 0x205F, 0x3000, 0xFEFF)
_CODES: Final = (*(code for low, high in _RANGES for code in range(low, high + 1)), *_SINGLE)
_BLANK: Final = "".join(map(chr, _CODES))
SAYS_SOMETHING: Final = "[^" + "".join(f"\\u{code:04x}" for code in _CODES) + "]"
"""The same as a regular expression that every dialect reads alike, since it names the signs one by one."""


def says_something(value: object) -> TypeGuard[str]:
    """Whether something is a text with more in it than white space.

    >>> says_something("琼-1"), says_something(" "), says_something(chr(0xFEFF)), says_something(7)
    (True, False, False, False)
    """
    return isinstance(value, str) and bool(value.strip(_BLANK))


def is_one_of(got: object, known: Container[str]) -> bool:
    """Whether it is one of these texts; an array, which would compare its members, is none.

    >>> is_one_of("zh", ("zh", "en")), is_one_of(["zh"], {"zh"})
    (True, False)
    """
    return isinstance(got, str) and got in known
