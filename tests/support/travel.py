"""All that public functions give back for right arguments, and whether a copy of it says the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Final

import attrs
import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
from public_calls import CALLS, VALUES, right

import gaf_rules as gaf

__all__ = ["REFUSED", "answers", "is_hashable", "same"]

REFUSED: Final = frozenset(
    {
        "WorkingCalendar.from_workalendar",
        "load_notices",
        "adapters.parquet_audit.audit_parquet",
    }
)
"""Calls whose right arguments would be a folder, a file or a calendar of another library."""

_DRAWN, _STRATEGIES = "adapters.plot.", "hypothesis."
"""Figures of matplotlib, strategies of Hypothesis: whether these can be sent is theirs."""


def _made(name: str) -> Any:
    call, value = CALLS[name]
    found = call(**right(name, call, value))
    return [*found] if isinstance(found, Iterator) else found


@cache
def answers() -> dict[str, Any]:
    """Name of a call → what it gives back; the public values too, by their names."""
    asked = [name for name in CALLS if name not in REFUSED and not name.startswith(_DRAWN)]
    found = {name: _made(name) for name in asked}
    ours = {n: got for n, got in found.items() if not type(got).__module__.startswith(_STRATEGIES)}
    return {**ours, **{f"value {name}": value for name, value in VALUES.items()}}


def is_hashable(value: object) -> bool:
    """Whether a value can be looked up by what it says, not by where it lies."""
    if type(value).__hash__ is object.__hash__ or isinstance(value, BaseException):
        return False
    try:
        hash(value)
    except TypeError:
        return False
    return True


def _same_numbers(one: Any, other: Any) -> bool:
    equal_nan = one.dtype.kind in "fM"
    return one.dtype == other.dtype and np.array_equal(one, other, equal_nan=equal_nan)


def _same_parts(one: Any, other: Any) -> bool:
    return len(one) == len(other) and all(map(same, one, other))


_HOW: tuple[tuple[Any, Callable[[Any, Any], bool]], ...] = (
    (nw.DataFrame, lambda one, other: same(one.to_native(), other.to_native())),
    ((pd.DataFrame, pl.DataFrame), lambda one, other: one.equals(other)),
    (np.ndarray, _same_numbers),
    (gaf.GafRulesError, lambda one, other: one.to_dict() == other.to_dict()),
    (Mapping, lambda one, other: _same_parts([*one.items()], [*other.items()])),
    ((tuple, list), _same_parts),
)


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same; what is equal to itself alone is looked through."""
    if type(one) is not type(other):
        return False
    for kinds, ask in _HOW:
        if isinstance(one, kinds):
            return bool(ask(one, other))
    kind: Any = type(one)
    if kind.__eq__ is object.__eq__ and attrs.has(kind):
        names = [part.name for part in attrs.fields(kind)]
        return all(same(getattr(one, name), getattr(other, name)) for name in names)
    return bool(one == other)
