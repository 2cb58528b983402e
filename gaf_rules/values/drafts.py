"""Frozen values at the price of plain ones: the making of a value, and the making of a class.

A frozen class sets each field through ``object.__setattr__``, which costs more than all the rest of an
evaluation. Where a class only stores what it is given, :func:`maker` gives a function that fills a plain
object with the same slots and then makes it one of the class. :class:`Value` and :class:`Shown` spare each
start of the library the code that attrs would otherwise write and compile for every class.
"""

from __future__ import annotations

from functools import cache
from operator import attrgetter
from types import new_class
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import fields

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Shown", "Value", "maker", "stored"]

T = TypeVar("T")


def maker(
    cls: type[T], *, convert: bool = True, checked: bool = False, more: tuple[str, ...] = ()
) -> Callable[..., T]:
    """A function that takes all fields of a class in order and gives what calling the class would give.

    Arguments:
        cls: a frozen attrs class with slots and without ``__weakref__``, and of no such class; its fields may
            have converters, no validators.
        convert: call the converters; False where the values are already what they make.
        checked: the values are known to be in order, so that what the class does beyond storing is left out.
        more: slots of the classes below, given after the fields.

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
    parts = _parts(cls)
    if not checked and (
        hasattr(cls, "__attrs_post_init__") or any(part.validator for part in parts)
    ):
        raise TypeError(cls)
    names = [*(part.name for part in parts), *more]
    converters = {f"to_{part.name}": part.converter for part in parts if part.converter and convert}
    values = [f"to_{name}({name})" if f"to_{name}" in converters else name for name in names]
    given = ", ".join(names)
    text = "\n".join(
        (
            f"def make({given}):",
            "    made = new(Draft)",
            *(f"    made.{name} = {value}" for name, value in zip(names, values, strict=True)),
            "    made.__class__ = cls",
            "    return made",
        )
    )
    # The same bases: Python lets an object change its class only where both lay it out alike.
    bases = vars(cls).get("__orig_bases__", cls.__bases__)
    slots = {"__slots__": vars(cls)["__slots__"]}
    draft = new_class("Draft", bases, None, lambda space: space.update(slots))
    space: dict[str, Any] = {**converters, "cls": cls, "Draft": draft, "new": object.__new__}
    exec(text, space)  # noqa: S102 - text written here, from the names of the fields alone
    made: Callable[..., T] = space["make"]
    return made


def stored(cls: type[T], **values: Any) -> T:
    """A value straight from its fields: for what has been converted and checked before.

    Arguments:
        cls: a frozen attrs class.
        values: every field that it has; what the constructor would convert, check or fill in is not.

    >>> from attrs import frozen
    >>> @frozen
    ... class Point:
    ...     x: int
    >>> stored(Point, x=1) == Point(1)
    True
    """
    made = object.__new__(cls)
    for name, value in values.items():
        object.__setattr__(made, name, value)
    return made


def _parts(cls: Any) -> tuple[Any, ...]:
    """The fields of a class, whatever attrs class it is."""
    parts: tuple[Any, ...] = fields(cls)
    return parts


class Shown:
    """Shown by its fields, as attrs does with ``repr``; a field with ``repr=False`` is left out.

    >>> from attrs import field, frozen
    >>> @frozen(eq=False, repr=False)
    ... class Point(Shown):
    ...     x: int
    ...     seen: int = field(default=0, repr=False)
    >>> Point(1)
    Point(x=1)
    """

    __slots__ = ()

    def __repr__(self) -> str:
        names = (part.name for part in _parts(type(self)) if part.repr)
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({shown})"


class Value(Shown):
    """Shown, compared and hashed by its fields: what attrs does with ``eq`` and ``repr``, for all alike.

    A field with ``eq=False`` is left out of the comparison, and one with a function for ``eq`` is compared
    by what that makes of it, as attrs does.

    >>> from attrs import field, frozen
    >>> @frozen(eq=False, repr=False)
    ... class Point(Value):
    ...     x: int
    ...     seen: int = field(default=0, eq=False)
    >>> Point(1), Point(1) == Point(1, seen=2), Point(1) == Point(2)
    (Point(x=1, seen=0), True, False)
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        cls: Any = type(self)  # to mypy, a class with a __hash__ of its own cannot be hashed
        if type(other) is not type(self):
            return NotImplemented
        take = _compared(cls)
        same: bool = take(self) == take(other)
        return same

    def __hash__(self) -> int:
        cls: Any = type(self)
        return hash((cls, _compared(cls)(self)))


@cache
def _compared(cls: type) -> Callable[[Any], Any]:
    """What takes out of a value all that it is compared by; made once for each class."""
    parts = [part for part in _parts(cls) if part.eq]
    if not parts:
        return _nothing
    if not any(part.eq_key for part in parts):
        return attrgetter(*(part.name for part in parts))
    keys = [(part.name, part.eq_key or _itself) for part in parts]
    return lambda value: tuple([key(getattr(value, name)) for name, key in keys])


def _nothing(_: object) -> None:
    """All that there is to compare in a class without fields."""


def _itself(value: T) -> T:
    return value
