"""Frozen values, made at the price of plain ones.

A frozen class sets each field through ``object.__setattr__``, which costs more than all the rest of an
evaluation. Where a class only stores what it is given, :func:`maker` gives a function that fills a plain
object with the same slots and then makes it one of the class.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from attrs import fields

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["maker"]

T = TypeVar("T")


def maker(cls: type[T]) -> Callable[..., T]:
    """A function that takes all fields of a class in order and gives what calling the class would give.

    Arguments:
        cls: a frozen attrs class with slots and without ``__weakref__``; none of its fields has a
            converter or a validator.

    Raises:
        TypeError: the class does more than store its fields.

    >>> from attrs import frozen
    >>> @frozen(weakref_slot=False)
    ... class Point:
    ...     x: int
    ...     y: int
    >>> maker(Point)(1, 2) == Point(1, 2)
    True
    """
    parts = fields(cls)  # type: ignore[arg-type, misc, unused-ignore] - any attrs class
    if hasattr(cls, "__attrs_post_init__") or any(p.converter or p.validator for p in parts):
        raise TypeError(cls)
    names = [part.name for part in parts]
    text = "\n".join(
        (
            "class Draft:",
            f"    __slots__ = {tuple(vars(cls)['__slots__'])!r}",
            f"    def __init__(self, {', '.join(names)}):",
            *(f"        self.{name} = {name}" for name in names),
            f"def make({', '.join(names)}):",
            f"    made = Draft({', '.join(names)})",
            "    made.__class__ = cls",
            "    return made",
        )
    )
    space: dict[str, Any] = {"cls": cls}
    exec(text, space)  # noqa: S102 - text written here, from the names of the fields alone
    made: Callable[..., T] = space["make"]
    return made
