"""Frozen values at the price of plain ones: the making of a value, and the making of a class.

A frozen class sets each field through ``object.__setattr__``, which costs more than all the rest of an
evaluation. Where a class only stores what it is given, :func:`maker` gives a function that fills a plain
object with the same slots and then makes it one of the class. :class:`Value` spares each start of the
library the code that attrs would otherwise write and compile for every class of rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from attrs import fields

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Value", "maker"]

T = TypeVar("T")


def maker(cls: type[T], *, convert: bool = True) -> Callable[..., T]:
    """A function that takes all fields of a class in order and gives what calling the class would give.

    Arguments:
        cls: a frozen attrs class with slots and without ``__weakref__``; its fields may have converters,
            no validators.
        convert: call the converters; False where the values are already what they make.

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
    if hasattr(cls, "__attrs_post_init__") or any(part.validator for part in parts):
        raise TypeError(cls)
    names = [part.name for part in parts]
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
    draft = type("Draft", (), {"__slots__": vars(cls)["__slots__"]})
    space: dict[str, Any] = {**converters, "cls": cls, "Draft": draft, "new": object.__new__}
    exec(text, space)  # noqa: S102 - text written here, from the names of the fields alone
    made: Callable[..., T] = space["make"]
    return made


def _parts(cls: Any) -> tuple[Any, ...]:
    """The fields of a class, whatever attrs class it is."""
    parts: tuple[Any, ...] = fields(cls)
    return parts


class Value:
    """Compared, hashed and shown by its fields: what attrs does with ``eq`` and ``repr``, for all alike.

    >>> from attrs import frozen
    >>> @frozen(eq=False, repr=False)
    ... class Point(Value):
    ...     x: int
    >>> Point(1), Point(1) == Point(1), Point(1) == Point(2)
    (Point(x=1), True, False)
    """

    __slots__ = ()

    def _fields(self) -> tuple[Any, ...]:
        return tuple(getattr(self, part.name) for part in _parts(type(self)))

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._fields() == other._fields()

    def __hash__(self) -> int:
        return hash((type(self), self._fields()))

    def __repr__(self) -> str:
        names = (part.name for part in _parts(type(self)))
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({shown})"
