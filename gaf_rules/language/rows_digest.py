"""The digest of the rows: what an assessment names as the guideline that it was made by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from attrs import fields

from gaf_rules.values.digest import sha256_of

if TYPE_CHECKING:
    from gaf_rules.language.guideline import Guideline

__all__ = ["digest_of"]

# What names a guideline or quotes it, and decides and says nothing.
_LEFT_OUT: Final = frozenset({"key", "sha256", "source"})


def digest_of(guideline: Guideline) -> str:
    """The SHA-256 of everything that a guideline decides or says: its rows, dates, clauses and words.

    Two guidelines that differ in any of these have different digests; the key, the digest of the original
    text and the text attached are left out.

    >>> import gaf_rules as gaf
    >>> digest_of(gaf.HAINAN) == gaf.HAINAN.digest
    True
    """
    return sha256_of(_written(guideline, {}).encode())


def _written(value: Any, known: dict[int, str]) -> str:
    """A value as text by its content: classes by name, fields at their defaults left out."""
    if value is None or isinstance(value, (str, int)):
        return repr(value)
    if isinstance(value, date):
        return value.isoformat()
    text = known.get(id(value))
    if text is None:
        if isinstance(value, tuple):
            text = f"({','.join([_written(each, known) for each in value])})"
        elif isinstance(value, frozenset):
            text = f"{{{','.join(sorted(_written(each, known) for each in value))}}}"
        elif isinstance(value, Mapping) and not hasattr(value, "__attrs_attrs__"):
            items = sorted((str(key), _written(each, known)) for key, each in value.items())
            text = f"{{{','.join(f'{key!r}:{each}' for key, each in items)}}}"
        else:
            text = f"{type(value).__name__}({','.join(_fields_written(value, known))})"
        known[id(value)] = text
    return text


def _fields_written(value: Any, known: dict[int, str]) -> list[str]:
    return [
        f"{part.name}={_written(held, known)}"
        for part in fields(type(value))
        if part.init and part.eq and part.name not in _LEFT_OUT
        for held in (getattr(value, part.name),)
        if held != part.default
    ]
