"""What a transition writes down: facts, marks, records opened and closed; data, like all that a row says."""

from __future__ import annotations

from attrs import field, frozen

from gaf_rules.language.vocabulary import Procedure
from gaf_rules.values.drafts import Value

__all__ = ["Action", "Clear", "Copy", "Drop", "Enter", "Gather", "Mark", "Minus", "Open", "Put"]


@frozen(eq=False, repr=False)
class Copy(Value):
    """The value another fact has now."""

    fact: str


@frozen(eq=False, repr=False)
class Minus(Value):
    """The members of the first list that are not in the second, in the order of the first.

    Each side is the name of a fact or another :class:`Minus`; a list that is not there counts as empty.
    """

    left: str | Minus
    right: str | Minus


@frozen(eq=False, repr=False)
class Put(Value):
    """Write a fact: the day of the event (``"on"``), one of its fields, a constant or a copy.

    Attributes:
        fact: the fact written.
        take: ``"on"``, the name of a field of the event, or :class:`Copy`.
        value: the constant written instead, where given.
        first: keep what is already known.
    """

    fact: str
    take: str | Copy = "on"
    value: str | bool | None = field(default=None, kw_only=True)
    first: bool = field(default=False, kw_only=True)


@frozen(eq=False, repr=False)
class Gather(Value):
    """Add the members of a list field of the event to a list that is kept without repeats."""

    fact: str
    take: str


@frozen(eq=False, repr=False)
class Drop(Value):
    """Take the members of a list field of the event out of a list that is kept."""

    fact: str
    take: str


@frozen(eq=False, repr=False)
class Mark(Value):
    """Add a mark (what, day, expected day) to the marks by which a clock is stopped, resumed or moved."""

    fact: str
    kind: str
    expected: str | None = None


@frozen(eq=False, repr=False)
class Open(Value):
    """Open a new record of this kind; the one before it is kept and no longer written to."""

    record: str


@frozen(eq=False, repr=False)
class Clear(Value):
    """Take a fact back: it is no longer known."""

    fact: str


@frozen(kw_only=True, eq=False, repr=False)
class Enter(Value):
    """Another procedure enters a state with this step: what it rested on has come to an end.

    Attributes:
        procedure: the other procedure.
        state: the state that it enters.
        fact: the fact of that procedure that keeps the day of the event.
    """

    procedure: Procedure
    state: str
    fact: str


Action = Put | Gather | Drop | Mark | Open | Clear | Enter
