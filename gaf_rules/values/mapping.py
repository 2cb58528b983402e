"""A mapping that cannot change, can be hashed and can be pickled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, cast, overload

from gaf_rules.values.given import require

__all__ = ["FrozenMap", "frozen_map", "frozen_maps"]

_K = TypeVar("_K")
_V = TypeVar("_V")
_T = TypeVar("_T")


class FrozenMap(Mapping[_K, _V]):
    """A mapping in the order given; equal to any mapping with the same items.

    Unlike the standard library's view of a dict, it can be pickled, copied and hashed.

    >>> FrozenMap({"filing": "displayed"})["filing"]
    'displayed'
    """

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[_K, _V]) -> None:
        self._items = dict(items)

    def __getitem__(self, key: _K) -> _V:
        return self._items[key]

    def __contains__(self, key: object) -> bool:
        return key in self._items

    @overload
    def get(self, key: _K, /) -> _V | None: ...
    @overload
    def get(self, key: _K, /, default: _V | _T) -> _V | _T: ...
    def get(self, key: _K, /, default: Any = None) -> Any:
        """The value of a key, else the default; the base class would ask twice and catch an exception."""
        return self._items.get(key, default)

    def __iter__(self) -> Iterator[_K]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __repr__(self) -> str:
        return f"FrozenMap({self._items!r})"


def frozen_map(items: Mapping[Any, Any]) -> FrozenMap[Any, Any]:
    """The same as a frozen one."""
    return FrozenMap(_mapping(items))


def frozen_maps(items: Mapping[Any, Mapping[Any, Any]]) -> FrozenMap[Any, FrozenMap[Any, Any]]:
    """A mapping of mappings, all of them frozen."""
    return FrozenMap({key: frozen_map(inner) for key, inner in _mapping(items).items()})


def _mapping(items: object) -> Mapping[Any, Any]:
    require("mapping", items, Mapping, "映射（dict）", "a mapping (dict)")
    return cast("Mapping[Any, Any]", items)
