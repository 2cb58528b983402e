"""When a text says something: one answer for the constructors, the readers and the schema.

What counts as blank differs from one language to the next: Python strips U+001C and leaves U+FEFF, a pattern
in JavaScript the other way round. Here it is whatever any of them takes for white space.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Container

__all__ = [
    "FORMULA",
    "SAYS_SOMETHING",
    "Lang",
    "as_cell_text",
    "counted",
    "is_one_of",
    "of_cell_text",
    "says_something",
]

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


def counted(number: int, one: str, more: str | None = None) -> str:
    """A number of things in English.

    >>> counted(1, "case"), counted(0, "case"), counted(2, "notice of it", "notices of it")
    ('1 case', '0 cases', '2 notices of it')
    """
    return f"{number} {one if number == 1 else more or f'{one}s'}"


FORMULA: Final = "=+-@\t\r"
"""With what a cell begins that a spreadsheet takes for a formula when it opens a CSV file."""


def as_cell_text(text: str) -> str:
    """A text as it stands in a CSV file: an apostrophe before what a spreadsheet would take for a formula.

    >>> as_cell_text("=1+1"), as_cell_text("应用")
    ("'=1+1", '应用')
    """
    return f"'{text}" if text.startswith(tuple(FORMULA)) else text


def of_cell_text(text: str) -> str:
    """The text that `as_cell_text` wrote.

    >>> of_cell_text("'=1+1"), of_cell_text("'twas")
    ('=1+1', "'twas")
    """
    return text[1:] if text[:1] == "'" and text[1:].startswith(tuple(FORMULA)) else text
