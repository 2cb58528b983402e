"""A value computed on first use: what nobody asks for costs nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Late", "Lazy", "known"]

T = TypeVar("T")
_UNSET: Any = object()


class Lazy(Generic[T]):
    """A value that is computed when it is first looked at, and pickled as the value itself.

    Two threads may compute it at the same time; both get the same value, since it is a pure function.

    >>> Lazy(lambda: 6 * 7).value()
    42
    """

    __slots__ = ("_make", "_value")

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._value: T = _UNSET

    def value(self) -> T:
        """The value, computed at the first call."""
        if self._value is _UNSET:
            self._value = self._make()
        return self._value

    def __reduce__(self) -> tuple[Any, ...]:
        return known, (self.value(),)

    def __repr__(self) -> str:
        return repr(self.value())


class Late:
    """What is made when it is first looked at: an attribute that is missing, by ``_make_NAME``; it stays.

    >>> class Answer(Late):
    ...     __slots__ = ("number",)
    ...
    ...     def _make_number(self):
    ...         return 6 * 7
    >>> Answer().number
    42
    """

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        make = getattr(type(self), f"_make_{name}", None)
        if make is None:
            message = f"{type(self).__name__!r} object has no attribute {name!r}"
            raise AttributeError(message)
        value = make(self)
        setattr(self, name, value)
        return value


def known(value: T) -> Lazy[T]:
    """A value that is there already, where a lazy one is wanted."""
    lazy: Lazy[T] = Lazy(lambda: value)
    lazy.value()
    return lazy
