"""What is shown of a wrong value, and the known name it comes nearest to: cheap, whatever it is."""

from __future__ import annotations

from functools import lru_cache
from reprlib import Repr
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sized

__all__ = ["MOST_SUGGESTED", "may_suggest", "meant", "named", "nearest", "nearest_of", "short"]

MOST_SUGGESTED: Final = 100
"""Problems of one document up to which each names the nearest word; those after are told without it."""

_MOST_READ: Final = 60
_ALIKE: Final = 0.6
_HELD: Final = 3
"""Signs of a wrong name that make one look for longer ones with it."""
_BRIEF: Final = Repr()
_BRIEF.maxlevel = 2
_BRIEF.maxstring = _BRIEF.maxother = _BRIEF.maxlong = _MOST_READ


def short(value: object) -> str:
    """A value as it is shown in a message: its beginning only, however long or deep it is.

    >>> short("x" * 100) == repr("x" * 100)
    False
    """
    try:
        return _BRIEF.repr(value)
    except Exception:  # noqa: BLE001 - a number too long for Python to write, or an object that cannot say
        return f"({type(value).__name__})"


def named(got: object) -> str:
    """A name as it is, and whatever else stands where a name belongs as `short` shows it.

    >>> named("type"), named(None)
    ('type', 'None')
    """
    return got if isinstance(got, str) else short(got)


def may_suggest(problems: Sized) -> bool:
    """Whether a further problem may still name the nearest word: a search costs more than all else."""
    return len(problems) < MOST_SUGGESTED


def nearest(
    got: object, known: Iterable[str], n: int = 1, *, cutoff: float = 0.0
) -> tuple[str, ...]:
    """Up to ``n`` of the known names that look most like a wrong one, best first; then those that hold it.

    Capital letters and small ones are alike, unless there are both.

    Arguments:
        got: what was given; only its beginning is looked at.
        known: the names.
        n: how many at most.
        cutoff: how alike they must be, from 0 (anything) to 1 (the same); see `difflib.get_close_matches`.

    >>> nearest("sponser", ("sponsor", "national_cac")), nearest("2.4.4c", ("filed",), cutoff=0.6)
    (('sponsor',), ())
    >>> nearest("deemed", ("DEEMED_ABANDONED", "NOT_MOBILE"), cutoff=0.6)
    ('DEEMED_ABANDONED',)
    """
    text = got[:_MOST_READ] if isinstance(got, str) else short(got)
    return _nearest(text, tuple(known), n, cutoff)


def nearest_of(got: object, known: Iterable[str]) -> str:
    """The known name that looks most like a wrong one, however little it does."""
    return nearest(got, known)[0]


def meant(got: object, known: Iterable[str]) -> tuple[str, str]:
    """The end of a sentence, in both languages, that names what was probably meant; empty where nothing was.

    >>> meant("sponser", ("sponsor", "national_cac"))[1], meant("xyz", ("sponsor",))
    ('; did you mean sponsor?', ('', ''))
    """
    near = nearest(got, known, cutoff=_ALIKE)
    return (f"；是否想写 {near[0]}", f"; did you mean {near[0]}?") if near else ("", "")


@lru_cache(maxsize=1024)
def _nearest(text: str, known: tuple[str, ...], n: int, cutoff: float) -> tuple[str, ...]:
    # A log that names what nobody knows names it again and again.
    import difflib  # noqa: PLC0415 - only errors need it

    alike: dict[str, list[str]] = {}
    for name in known:
        alike.setdefault(name.casefold(), []).append(name)
    asked = text.casefold()
    found = difflib.get_close_matches(asked, alike, n=n, cutoff=cutoff)
    if len(asked) >= _HELD:
        found += sorted((each for each in alike if asked in each and each not in found), key=len)
    # Of two that differ in capitals alone, the one with those that were written.
    each_best = (
        sorted(alike[name], key=lambda known: sum(map(str.__ne__, known, text))) for name in found
    )
    return tuple([name for names in each_best for name in names][:n])
