"""What kind of column a value is, what is missing in it, and the refusal of what cannot be read."""

from __future__ import annotations

from typing import Any

from gaf_rules.values.errors import CaseError, Problem

__all__ = ["is_missing", "library_of", "refusal", "trouble"]

_MARKERS = frozenset({"NoneType", "NAType", "NaTType", "MaskedConstant"})


def library_of(column: Any) -> str:
    """The library that a column is of: ``pandas``, ``polars``, ``pyarrow``, ``numpy`` or another."""
    return type(column).__module__.partition(".")[0]


def is_missing(value: Any) -> bool:
    """Whether a cell says that nothing is there: None, NaN, NaT, ``pd.NA``, a masked entry.

    >>> is_missing(float("nan")), is_missing("")
    (True, False)
    """
    kind = type(value)
    if kind is str:
        return False
    if kind.__name__ in _MARKERS:
        return True
    if hasattr(value, "__len__"):
        return False
    try:
        return bool(value != value)  # noqa: PLR0124 - what is not itself is not a number, not a time
    except (TypeError, ValueError, ArithmeticError):
        return False


def refusal(*, path: str, got: object, zh: str, en: str, allowed: tuple[str, ...]) -> CaseError:
    """The error for an argument that cannot be taken: where, what was got, what is allowed."""
    return CaseError((trouble(path=path, got=got, zh=zh, en=en, allowed=allowed),))


def trouble(*, path: str, got: object, zh: str, en: str, allowed: tuple[str, ...]) -> Problem:
    """One thing wrong with a table, to be told with others."""
    return Problem(code="wrong_table", path=path, got=got, allowed=allowed, zh=zh, en=en)
