"""A value computed on first use: what nobody asks for costs nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from attrs import define

__all__ = ["UNSET", "Deferred", "Lazy", "known"]

T = TypeVar("T")
UNSET: Any = object()
"""The value of a :class:`Lazy` that nobody has looked at."""


@define(eq=False, repr=False, weakref_slot=False)
class Lazy(Generic[T]):
    """A value that is computed when it is first looked at, and pickled as the value itself.

    Two threads may compute it at the same time; both get the same value, since it is a pure function.

    >>> Lazy(lambda: 6 * 7).value()
    42
    """

    _make: Callable[[], T]
    _value: T = UNSET

    def value(self) -> T:
        """The value, computed at the first call."""
        if self._value is UNSET:
            self._value = self._make()
        return self._value

    def __reduce__(self) -> tuple[Any, ...]:
        return known, (self.value(),)

    def __repr__(self) -> str:
        return repr(self.value())


class Deferred:
    """A function that is made when it is first called, and then takes its own place in the object it is of.

    Every other read of that object stays a plain one, which an attribute that is made when it is missed
    (``__getattr__``) would cost.

    Arguments:
        make: makes the function.
        owner, name: the attribute that holds it from then on; by default it stays behind this one.

    >>> class Answer:
    ...     def __init__(self):
    ...         self.times = Deferred(lambda: int.__mul__, self, "times")
    >>> answer = Answer()
    >>> answer.times(6, 7), answer.times is int.__mul__
    (42, True)
    """

    __slots__ = ("_made", "_make", "_name", "_owner")

    def __init__(
        self, make: Callable[[], Callable[..., Any]], owner: Any = None, name: str = ""
    ) -> None:
        self._make = make
        self._owner = owner
        self._name = name
        self._made: Callable[..., Any] | None = None

    def __call__(self, *given: Any) -> Any:
        """What the function gives."""
        return self.made()(*given)

    def made(self) -> Callable[..., Any]:
        """The function itself."""
        if self._made is None:
            self._made = self._make()
            if self._owner is not None:
                setattr(self._owner, self._name, self._made)
        return self._made


def known(value: T) -> Lazy[T]:
    """A value that is there already, where a lazy one is wanted."""
    return Lazy(lambda: value, value)
