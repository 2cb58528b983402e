"""An event of the log made ready for the table: its sign, its day, its place among those of one day."""

from __future__ import annotations

from copy import copy
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from gaf_rules.language.kinds import Kind
from gaf_rules.language.vocabulary import EVENT_TYPES, ROLES
from gaf_rules.log.events import FIELDS
from gaf_rules.log.roles import default_role

if TYPE_CHECKING:
    from datetime import date

    from gaf_rules.log.events import Event

    _Asked = tuple[str | None, str | None]

__all__ = ["Entry", "Rank", "Sign", "in_table_order", "rank_of"]

_RANK: dict[str, int] = {name: rank for rank, name in enumerate(EVENT_TYPES)}
_LEVEL: dict[str, int] = {role: level for level, role in enumerate(ROLES, 1)}
_DOWNWARD = frozenset(
    name
    for name in EVENT_TYPES
    if name.endswith("_relayed")
    or name in {"feedback_received", "filing_number_received", "return_received"}
)
"""What goes down from office to office: of one day the higher office passes on, and has it, first."""

Rank = tuple[int, str, int, int]


def rank_of(kind: str, procedure: str, by: str | None, to: str | None) -> Rank:
    """The place of an event among those of one day: by the contract's table, then by procedure and way.

    Steps of one type go in the order in which they can happen: what goes up begins with the sponsor, what
    comes down with the highest office.

    >>> down = "feedback_relayed", "filing"
    >>> rank_of(*down, "provincial_cac", "municipal_cac") < rank_of(*down, "municipal_cac", "sponsor")
    True
    """
    way = -1 if kind in _DOWNWARD else 1
    who, whom = (way * _LEVEL.get(role or "", 0) for role in (by, to))
    return _RANK.get(kind, -1), procedure, who, whom


class Sign:
    """What tells the steps of the table that an event may be: its type, procedure and roles, its answer.

    The roles are supplied and normalised. Events that look alike share one sign.

    Attributes:
        name: what the table knows the event by: the type, of a determination with its question.
        mark: what makes it the same step again within a record that takes it once; a unit that acts under
            two names has acted under each.
        rank: the place among the events of one day, as :func:`rank_of` gives it.
    """

    __slots__ = ("answer", "by", "mark", "name", "procedure", "rank", "to", "type")

    type: str
    procedure: str | None
    by: str | None
    to: str | None
    answer: str | None
    name: str
    mark: tuple[str, str | None, str | None]
    rank: Rank

    def __init__(
        self,
        kind: str,
        procedure: str | None,
        by: str | None,
        to: str | None,
        asked: _Asked,
        own: str,
    ) -> None:
        question, answer = asked
        # A unit with two names is one with itself; what comes out is "sponsor".
        shown_by, shown_to = ("sponsor" if role == own else role for role in (by, to))
        for name, value in (
            ("type", kind),
            ("procedure", procedure),
            ("by", shown_by),
            ("to", shown_to),
            ("answer", answer),
            ("name", kind if question is None else f"{kind}:{question}"),
            ("mark", (kind, by, shown_to)),
            ("rank", rank_of(kind, procedure or "", shown_by, shown_to)),
        ):
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        # One for all events that are alike: nobody's to change.
        raise AttributeError(name)

    @property
    def is_to_itself(self) -> bool:
        """Whether a unit would hand something to itself: no step of any procedure."""
        return self.by is not None and self.by == self.to


@lru_cache(maxsize=4096)
def _sign(
    kind: str, procedure: str | None, by: str | None, to: str | None, asked: _Asked, tier: str
) -> Sign:
    by, to = (
        default_role(kind, by, to, name, tier) if name in FIELDS[kind] else None
        for name in ("by", "to")
    )
    # The tier that is a role of the route: such a sponsor has both names.
    return Sign(kind, procedure, by, to, asked, tier)


_UNASKED: _Asked = (None, None)


def _sign_of(event: Event, tier: str) -> Sign:
    """The sign of an event, kept with its kind where it has one."""
    try:
        found: Sign = event.kind.signs[tier]
    except (AttributeError, KeyError):
        return _new_sign(event, tier)
    return found


def _new_sign(event: Event, tier: str) -> Sign:
    asked = _UNASKED if event.question is None else (event.question, event.answer)
    sign = _sign(event.type, event.procedure, event.by, event.to, asked, tier)
    kind = getattr(event, "kind", None)
    if kind is not None:
        kind.keep(tier, sign)
    return sign


class Entry:
    """An event of the log made ready: its day, its sign, its place in the list kept.

    ``symbol`` is for whoever reads the log: what the event is to the automaton that it is put to.
    """

    __slots__ = ("event", "index", "on", "sign", "symbol")

    def __init__(self, event: Event, index: int, tier: str, symbol: Any = None) -> None:
        self.event = event
        self.index = index
        self.on = event.on
        self.symbol = symbol
        self.sign: Sign = _sign_of(event, tier) if symbol is None else symbol.sign

    def on_day(self, day: date) -> Entry:
        """The same event, its day being this very object."""
        made = copy(self)
        made.on = day
        return made

    def get(self, name: str) -> Any:
        """A field of the event, as conditions see it."""
        return getattr(self.sign if name in {"by", "to", "mark"} else self.event, name)

    @property
    def is_answer(self) -> bool:
        """Whether it is a person's answer, and no act of the process."""
        return self.sign.type == "determination"

    @property
    def type(self) -> str:
        """The type of the event."""
        return self.sign.type

    @property
    def name(self) -> str:
        """What the table knows it by: the type, of a determination with its question."""
        return self.sign.name

    @property
    def procedure(self) -> str | None:
        """The procedure it says it belongs to."""
        return self.sign.procedure

    @property
    def by(self) -> str | None:
        """Who acted, supplied and normalised."""
        return self.sign.by

    @property
    def to(self) -> str | None:
        """Who was addressed, supplied and normalised."""
        return self.sign.to

    def content(self) -> tuple[Any, ...]:
        """The place where even the roles are the same: by content, never by the list."""
        return self.sign.rank, repr(self.event)


_PLACE = attrgetter("sign.rank")


def in_table_order(group: list[Entry]) -> list[Entry]:
    """The events of one day, smallest first."""
    ranked = sorted(group, key=_PLACE)
    for a, b in pairwise(ranked):
        # Two that are plainly alike need not be told apart by what they say.
        if a.sign.rank == b.sign.rank and (_plain(a) is None or _plain(a) is not _plain(b)):
            return sorted(group, key=Entry.content)
    return ranked


def _plain(entry: Entry) -> Kind | None:
    """What an event is, if that is all that it says beside its day."""
    kind = getattr(entry.event, "kind", None)
    return kind if isinstance(kind, Kind) and not kind.dated and not kind.free else None
