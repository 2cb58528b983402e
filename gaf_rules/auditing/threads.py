"""Parts of a job done in two threads, where there is enough to do."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["parallel_map"]

_THREADS = 2
_LITTLE = 1 << 16
"""Rows for which a second thread does not pay."""

Given = TypeVar("Given")
Made = TypeVar("Made")


def parallel_map(
    function: Callable[[Given], Made], items: Iterable[Given], rows: int
) -> list[Made]:
    """What a function makes of each item, in order; for tables of so many rows."""
    if rows < _LITTLE:
        return [function(item) for item in items]
    with ThreadPoolExecutor(_THREADS) as pool:
        return list(pool.map(function, items))
