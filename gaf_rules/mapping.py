"""A mapping that cannot change, can be hashed and can be pickled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

__all__ = ["FrozenMap"]


class FrozenMap(Mapping[str, str]):
    """A mapping from words to words, in the order given; equal to any mapping with the same items.

    >>> FrozenMap({"filing": "displayed"})["filing"]
    'displayed'
    """

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[str, str]) -> None:
        self._items = dict(items)

    def __getitem__(self, key: str) -> str:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __repr__(self) -> str:
        return f"FrozenMap({self._items!r})"
