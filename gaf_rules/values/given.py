"""What a public function was given, looked at at its door: refused by name in one form of words.

What was got, and what is wanted. These take any value there is: one that cannot be hashed, compared or shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from gaf_rules.values.days import plain_day
from gaf_rules.values.errors import CaseError, Problem
from gaf_rules.values.nearest import meant, short
from gaf_rules.values.texts import is_one_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

__all__ = [
    "every",
    "in_language",
    "is_one_of",
    "not_one_of",
    "one_of",
    "refused",
    "require",
    "whole",
]

_T = TypeVar("_T")


def refused(name: str, got: object, zh: str, en: str, allowed: tuple[str, ...] = ()) -> CaseError:
    """The error for an argument: what was got, and what is wanted in both languages."""
    day = plain_day(got)
    shown = f"{short(got)} ({type(got).__name__})" if day is None else day.isoformat()
    problem = Problem(
        code="wrong_argument",
        path=f"${name}",
        got=got,
        allowed=allowed,
        zh=f"得到 {shown}；应为{zh}",
        en=f"got {shown}; wanted: {en}",
    )
    return CaseError((problem,))


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
        raise refused(name, got, zh, en, names)


def whole(name: str, got: Iterable[_T], zh: str, en: str) -> tuple[_T, ...]:
    """The members of an argument, whatever they are.

    Raises:
        CaseError: it has none: it is no list, no generator and nothing like them; or it is a text, whose
            letters are no members.

    >>> whole("years", 2026, "年份的列表", "a list of years")
    Traceback (most recent call last):
    gaf_rules.values.errors.CaseError: $years: got 2026 (int); wanted: a list of years
    """
    try:
        found = None if isinstance(got, (str, bytes)) else tuple(got)
    except TypeError:
        found = None
    if found is None:
        raise refused(name, got, zh, en, ("list",))
    return found


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
    # One of them, given without brackets, is the usual slip.
    found = whole(name, got, f"列表，每项为{zh}", f"a list, each of it {en}")
    for index, member in enumerate(found):
        if not isinstance(member, kind):
            place = f"{name}[{index}]"
            raise refused(place, member, zh, en, (kind.__name__,))
    return found


def one_of(name: str, got: object, known: Collection[str]) -> None:
    """An argument is one of these texts.

    Raises:
        CaseError: it is not.

    >>> one_of("lang", "fr", ("zh", "en"))
    Traceback (most recent call last):
    gaf_rules.values.errors.CaseError: $lang: got 'fr'; allowed: zh, en
    """
    if not is_one_of(got, known):
        raise not_one_of(name, got, known)


def not_one_of(name: str, got: object, known: Collection[str]) -> CaseError:
    """The error where an argument is none of these texts."""
    near_zh, near_en = meant(got, known)
    problem = Problem(
        code="unknown_word",
        path=f"${name}",
        got=got,
        allowed=tuple(known),
        zh=f"得到 {short(got)}；可取：{'、'.join(known)}{near_zh}",
        en=f"got {short(got)}; allowed: {', '.join(known)}{near_en}",
    )
    return CaseError((problem,))


def in_language(lang: object, zh: _T, en: _T) -> _T:
    """The one of the two that is in the language asked for.

    Raises:
        CaseError: it is neither ``"zh"`` nor ``"en"``.
    """
    one_of("lang", lang, ("zh", "en"))
    return zh if lang == "zh" else en
