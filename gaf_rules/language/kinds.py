"""What an event is apart from its days and its free text: the same object for all events that are alike."""

from __future__ import annotations

from functools import lru_cache
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from gaf_rules.values.days import PLAIN
from gaf_rules.values.texts import says_something

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gaf_rules.documents.fields import Field

__all__ = ["DATED", "FREE", "Kind", "Kinded", "Reader", "Readers", "kind_in_order"]

DATED = ("posted_on", "expected_on", "change_on")
"""The fields that hold a day, beside the day of the event itself."""
FREE = ("reason", "number")
"""The fields that hold any text; the rows ask no more of them than whether they are there."""


class Kind:
    """What events that differ only in days and free text have in common; compared by identity.

    Attributes:
        type: the type of the events.
        dated: which fields beside ``on`` hold a day.
        free: which fields hold free text.
        checked: an event of this kind has been found to be in order, its days and its text apart.
        signs: what the table of transitions knows such an event by, for each tier of sponsors that asked.
    """

    __slots__ = ("_signs", "checked", "dated", "free", "signs", "type")

    type: str
    dated: tuple[str, ...]
    free: tuple[str, ...]
    checked: bool
    signs: Mapping[str, Any]
    _signs: dict[str, Any]

    def __init__(self, kind: str, there: tuple[str, ...]) -> None:
        signs: dict[str, Any] = {}
        for name, value in (
            ("type", kind),
            ("dated", tuple([name for name in DATED if name in there])),
            ("free", tuple([name for name in FREE if name in there])),
            ("checked", False),
            ("signs", MappingProxyType(signs)),
            ("_signs", signs),
        ):
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        # It hangs on every event of its kind: nobody's to change.
        raise AttributeError(name)

    def keep(self, tier: str, sign: Any) -> None:
        """Note the sign that the events of this kind have for one tier."""
        self._signs.setdefault(tier, sign)


class Kinded:
    """What has a kind, beside its fields: no part of the value, so that it is neither compared nor pickled.

    A slot of its own, always filled where the value is made: an attribute that is made when it is missed
    would make every other attribute slower.
    """

    __slots__ = ("kind",)

    kind: Kind


class Reader:
    """Reads the kind of the events of one type.

    Arguments:
        names: the fields that the type has.
        others: the fields that events of other types have.
        procedure: the one that is meant where an event names none.
    """

    __slots__ = ("_count", "_open", "_procedure", "_rest", "_words")

    def __init__(self, names: Iterable[str], others: Iterable[str], procedure: str | None) -> None:
        names, others = tuple(names), tuple(others)
        self._procedure = procedure
        self._open = tuple(name for name in names if name in {*DATED, *FREE})
        self._words = attrgetter("type", "by", *(n for n in names if n not in {*self._open, "by"}))
        # With one name an attrgetter gives no tuple; the same name twice does no harm.
        self._rest = attrgetter(others[0], *others)
        self._count = len(others) + 1

    def alone(self, event: object) -> bool:
        """Whether an event has nothing in the fields that only other types have."""
        return bool(self._rest(event).count(None) == self._count)

    def kind(self, event: Any) -> Kind:
        """The kind of an event, whose procedure is supplied where it was left out.

        Two events that are alike have two kinds only where thousands of other kinds came between.
        """
        if event.procedure is None and self._procedure is not None:
            object.__setattr__(event, "procedure", self._procedure)
        there = tuple([name for name in self._open if getattr(event, name) is not None])
        return _kind(there, *self._words(event))


class Readers(dict[str, Reader]):
    """A reader for each type of event, made when the first event of the type is.

    Arguments:
        fields: the fields that each type has.
    """

    def __init__(self, fields: Mapping[str, Mapping[str, Field]]) -> None:
        super().__init__()
        self._fields = fields

    def __missing__(self, kind: str) -> Reader:
        own = self._fields[kind]
        names = (*own,)
        every = dict.fromkeys(name for fields in self._fields.values() for name in fields)
        usual = own["procedure"].default if "procedure" in own else None
        self[kind] = made = Reader(names, [name for name in every if name not in names], usual)
        return made


def kind_in_order(readers: Readers, event: Any) -> Kind | None:
    """The kind of an event that is plainly in order since one like it was; None where all must be checked."""
    try:
        reader = readers[event.type]
        kind = reader.kind(event) if reader.alone(event) else None
    except (KeyError, TypeError, ValueError):  # values that are no words at all
        return None
    if kind is None or not kind.checked or type(event.on) not in PLAIN:
        return None
    for name in kind.dated:
        if type(getattr(event, name)) not in PLAIN:
            return None
    for name in kind.free:
        if not says_something(getattr(event, name)):
            return None
    return kind


# Typed: True and 1 are equal, and only one of them is a flag.
@lru_cache(maxsize=4096, typed=True)
def _kind(there: tuple[str, ...], *words: Any) -> Kind:
    return Kind(words[0], there)
