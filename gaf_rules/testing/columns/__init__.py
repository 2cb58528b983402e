"""The same values in every kind of column: with every marker for what is missing, in slices and chunks."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from gaf_rules.columns.kinds import library_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["CUTS", "LIBRARIES", "kinds_of", "library_of", "table_of"]

LIBRARIES: Final = tuple(name for name in ("pandas", "polars", "pyarrow") if find_spec(name))
"""The libraries of tables that are installed here."""


def _module(library: str) -> Any:
    return import_module(f"gaf_rules.testing.columns.{library}_kinds")


def kinds_of(library: str, what: str) -> Mapping[str, Callable[..., Any]]:
    """The kinds of columns of a library.

    Arguments:
        library: one of ``LIBRARIES``.
        what: what the column holds: ``day``, ``word``, ``id``, ``list``, ``flag``.

    Returns:
        name of the kind → values (None where one is missing) to a column of it.
    """
    made: Mapping[str, Callable[..., Any]] = MappingProxyType(_module(library).KINDS[what])
    return made


def table_of(library: str, columns: dict[str, Any]) -> Any:
    """Columns of one library as a table."""
    return _module(library).table_of(columns)


def _sliced(table: Any) -> Any:
    """The table out of the middle of one that has it twice, its rows in their old order again."""
    its, half, n = _module(library_of(table)), len(table) // 2, len(table)
    middle = its.cut(its.together([table, table]), half, half + n)
    return its.together([its.cut(middle, n - half, n), its.cut(middle, 0, n - half)])


def _filtered(table: Any) -> Any:
    """The table filtered out of one that has each row twice."""
    its, n = _module(library_of(table)), len(table)
    return its.kept(its.together([table, table]), [True] * n + [False] * n)


def _in_pieces(table: Any, ends: list[int]) -> Any:
    its = _module(library_of(table))
    return its.together([its.cut(table, a, b) for a, b in pairwise(ends)])


def _chunked(table: Any) -> Any:
    """The table in pieces, empty ones among them."""
    third, n = len(table) // 3, len(table)
    return _in_pieces(table, [0, third, third, 2 * third, n, n])


CUTS: Final[Mapping[str, Callable[[Any], Any]]] = MappingProxyType(
    {
        "whole": lambda table: table,
        "sliced": _sliced,
        "filtered": _filtered,
        "chunked": _chunked,
        "concatenated": lambda table: _in_pieces(table, [0, len(table) // 2, len(table)]),
    }
)
"""What people do with tables → a function; the rows are the same, in the same order."""
