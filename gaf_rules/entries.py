"""An event of the log made ready for the table: its sign, its day, its place among those of one day."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from gaf_rules.kinds import Kind
from gaf_rules.roles import default_role
from gaf_rules.vocabulary import EVENT_TYPES

if TYPE_CHECKING:
    from gaf_rules.events import Event

    _Asked = tuple[str | None, str | None]

__all__ = ["Entry", "Sign", "in_table_order"]

_RANK = {name: rank for rank, name in enumerate(EVENT_TYPES)}


class Sign:
    """What tells the steps of the table that an event may be: its type, procedure and roles, its answer.

    The roles are supplied and normalised. Events that look alike share one sign.

    Attributes:
        name: what the table knows the event by: the type, of a determination with its question.
        mark: what makes it the same step again within a record that takes it once.
        rank: the place among the events of one day by the contract's table, then by procedure and roles.
    """

    __slots__ = ("answer", "by", "mark", "name", "procedure", "rank", "to", "type")

    type: str
    procedure: str | None
    by: str | None
    to: str | None
    answer: str | None
    name: str
    mark: tuple[str, str | None, str | None]
    rank: tuple[int, str, str, str]

    def __init__(
        self, kind: str, procedure: str | None, by: str | None, to: str | None, asked: _Asked
    ) -> None:
        question, answer = asked
        for name, value in (
            ("type", kind),
            ("procedure", procedure),
            ("by", by),
            ("to", to),
            ("answer", answer),
            ("name", kind if question is None else f"{kind}:{question}"),
            ("mark", (kind, by, to)),
            ("rank", (_RANK[kind], procedure or "", by or "", to or "")),
        ):
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        # One for all events that are alike: nobody's to change.
        raise AttributeError(name)


@lru_cache(maxsize=4096)
def _sign(
    kind: str, procedure: str | None, by: str | None, to: str | None, asked: _Asked, tier: str
) -> Sign:
    by, to = (
        # The department that sponsors is one unit with itself; what comes out is "sponsor".
        "sponsor" if role == tier == "provincial_department" else role
        for role in (default_role(kind, by, "by", tier), default_role(kind, to, "to", tier))
    )
    return Sign(kind, procedure, by, to, asked)


_UNASKED: _Asked = (None, None)


def _sign_of(event: Event, tier: str) -> Sign:
    """The sign of an event, kept with its kind where it has one."""
    asked = _UNASKED if event.question is None else (event.question, event.answer)
    sign = _sign(event.type, event.procedure, event.by, event.to, asked, tier)
    kind = getattr(event, "kind", None)
    if kind is not None:
        kind.keep(tier, sign)
    return sign


class Entry:
    """An event of the log made ready: its day, its sign, its place in the list kept."""

    __slots__ = ("event", "index", "on", "sign")

    def __init__(self, event: Event, index: int, tier: str) -> None:
        self.event = event
        self.index = index
        self.on = event.on
        try:
            self.sign: Sign = event.kind.signs[tier]
        except (AttributeError, KeyError):
            self.sign = _sign_of(event, tier)

    def get(self, name: str) -> Any:
        """A field of the event, as conditions see it."""
        return getattr(self.sign if name in {"by", "to"} else self.event, name)

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
