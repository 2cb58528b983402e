"""Arguments of the wrong kind are refused by name: what was got, and what is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from gaf_rules.log.events import Field, check_value, say, short
from gaf_rules.values.days import plain_day
from gaf_rules.values.errors import CaseError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

__all__ = ["every", "require", "require_day"]

_T = TypeVar("_T")
_DAY = Field(kind="date")


def require(name: str, got: object, kinds: type | tuple[type, ...], zh: str, en: str) -> None:
    """An argument is of one of these kinds.

    Arguments:
        name: the name of the argument.
        got: what was given.
        kinds: what is wanted.
        zh: the same in words, in Chinese.
        en: likewise in English.

    Raises:
        CaseError: it is not.

    >>> require("subject", 3, str, "文本", "a text")
    Traceback (most recent call last):
    gaf_rules.values.errors.CaseError: $subject: got 3 (int); wanted: a text
    """
    if not isinstance(got, kinds):
        names = tuple(kind.__name__ for kind in (kinds if isinstance(kinds, tuple) else (kinds,)))
        raise _refused(name, got, names, zh, en)


def _refused(name: str, got: object, allowed: tuple[str, ...], zh: str, en: str) -> CaseError:
    shown = f"{short(got)} ({type(got).__name__})"
    sentences = f"得到 {shown}；应为{zh}", f"got {shown}; wanted: {en}"
    return CaseError((say("wrong_argument", f"${name}", got, *sentences, allowed),))


def require_day(name: str, got: object) -> date:
    """An argument that is a date, without time or zone, as a plain one.

    Raises:
        CaseError: it is not.

    >>> require_day("as_of", "2026-03-09")
    Traceback (most recent call last):
    gaf_rules.values.errors.CaseError: $as_of: ...
    """
    day = plain_day(got)
    if day is None:
        raise CaseError(tuple(check_value(got, _DAY, f"${name}")))
    return day


def every(name: str, got: Iterable[_T], kind: type[_T], zh: str, en: str) -> tuple[_T, ...]:
    """The members of an argument, each of which is of one kind.

    Arguments:
        name: the name of the argument.
        got: what was given: a list, a generator.
        kind: what each is.
        zh: the same in words, in Chinese.
        en: likewise in English.

    Raises:
        CaseError: it has no members, or one is of another kind; the first such is named by its number.

    >>> every("cases", [1, "2"], int, "整数", "a whole number")
    Traceback (most recent call last):
    gaf_rules.values.errors.CaseError: $cases[1]: got '2' (str); wanted: a whole number
    """
    try:
        members = iter(got)
    except TypeError as error:
        # One of them, given without brackets, is the usual slip.
        allowed = (f"list[{kind.__name__}]",)
        raise _refused(
            name, got, allowed, f"列表，每项为{zh}", f"a list, each of it {en}"
        ) from error
    found = tuple(members)
    for index, member in enumerate(found):
        require(f"{name}[{index}]", member, kind, zh, en)
    return found
