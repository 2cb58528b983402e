"""One record that is evaluated for many: its facts, those above it, those of the records before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gaf_rules.auditing.counted import MISSING
from gaf_rules.auditing.facts import Facts, Word, split
from gaf_rules.auditing.ledger import NONE, RECORDS
from gaf_rules.auditing.vocabularies import Column

if TYPE_CHECKING:
    from collections.abc import Callable

    from gaf_rules.auditing.counted import Ints
    from gaf_rules.auditing.part import Part
    from gaf_rules.auditing.traced import Trace
    from gaf_rules.auditing.values import Slots
    from gaf_rules.auditing.view import View

__all__ = ["Member", "Party"]

_PARTIES = frozenset({"app", "sponsor"})
"""Records that cases with the same events may have otherwise."""
_RECORDS = (*RECORDS, *sorted(_PARTIES), "state")
_DAYS = (".on", ".until")
OF_THE_CASE, ROW = "of the case", "row"

Key = tuple[Any, ...]
"""Which column: how many records before, the fact, and which part of it, if it is not the fact itself."""


class Party:
    """Records of one kind that are judged together, each for all cases of the kind that its case is of.

    Attributes:
        view: their facts.
        kind: what they are; "" for what is no record.
        covered: whether the days of events are inside the calendar.
    """

    def __init__(self, view: View, kind: str, *, covered: bool) -> None:
        self.view = view
        self.kind = kind
        self.covered = covered
        self._views = [view]
        self._columns: dict[Any, Ints] = {}

    @property
    def size(self) -> int:
        """How many they are."""
        return len(self.view.cases)

    def at(self, depth: int) -> View:
        """The records so many before these."""
        while len(self._views) <= depth:
            self._views.append(self._views[-1].before(self.kind))
        return self._views[depth]

    # -- columns ---------------------------------------------------------------------------------------
    def is_day(self, key: Key) -> bool:
        """Whether the column holds the stamps of days."""
        _, fact, part = key
        if part is None:
            found: bool = fact in self.view.ledger.makeup.days
            return found
        return str(part).endswith(_DAYS)

    def is_apart(self, key: Key) -> bool:
        """Whether the cases of one kind may have it otherwise, though no day is in question."""
        _, fact, part = key
        if part == OF_THE_CASE:
            return bool(fact != "tier")  # which is what makes a kind
        return part is None and split(fact)[0] in _PARTIES

    def column(self, key: Key) -> Ints:
        """One number a record: a fact, a part of a mark, or the row of the record before."""
        found = self._columns.get(key)
        if found is None:
            found = self._columns[key] = self._column(key)
        return found

    def _column(self, key: Key) -> Ints:
        depth, fact, part = key
        view = self.at(depth)
        found: Ints
        if part == OF_THE_CASE:
            found = view.part.judged[fact][view.cases]
        elif part is None:
            found = view.fact(fact).values
        elif part == ROW:
            found = view.rows(fact)
        else:
            record, name = split(fact)
            found = view.numbers(record, f"{name}{part}")
        return found

    def apart(self, key: Key, part: Part, members: Ints) -> Ints:
        """The same for members, where they may have it otherwise."""
        _, fact, which = key
        found: Ints
        if which == OF_THE_CASE:
            found = part.judged[fact].take(members)
        else:
            found = part.party(fact, part.parties.take(members))
        return found


class Member:
    """The record of a party that is evaluated for all.

    Arguments:
        source: the record, and one of the cases it stands for.
        trace: where what is asked is written down.

    Attributes:
        extra: facts that are worked out otherwise.
    """

    def __init__(self, source: Slots, trace: Trace) -> None:
        self.source = source
        self.party = source.party
        self.trace = trace
        self.extra: dict[str, Callable[[], Any]] = {}
        self._known: dict[tuple[int, str], Any] = {}
        self._records: dict[int, dict[str, Any]] = {}

    def getter(self, depth: int = 0) -> Callable[[str], Any]:
        """Facts by their full name."""

        def get(name: str) -> Any:
            key = depth, name
            if key not in self._known:
                extra = self.extra.get(name)
                self._known[key] = self._fact(depth, name) if extra is None else extra()
            return self._known[key]

        return get

    def facts(self, depth: int = 0, **fixed: Any) -> dict[str, Any]:
        """The facts as the core reads them, record by record."""
        found = self._records.get(depth)
        if found is None:
            get = self.getter(depth)
            found = self._records[depth] = {
                record: Facts(lambda field, record=record: get(f"{record}.{field}"))  # type: ignore[misc]  # mypy cannot infer a default of a lambda
                for record in _RECORDS
            }
        return {**found, **fixed}

    def exists(self, depth: int) -> bool:
        """Whether there are so many records before it in the same application."""
        key = depth, self.party.kind, ROW
        there = self._number(key) != NONE
        return bool(self.trace.ask("there", (self.trace.node(("slot", key)),), there))

    def standpoint(self, name: str) -> Any:
        """The tier, the place or the way up of the case."""
        values = self.source.part.ground.learnt.standpoints(name)
        if values is None:
            return None
        key = 0, name, OF_THE_CASE
        return values[
            self.trace.ask("number", (self.trace.node(("slot", key)),), self._number(key))
        ]

    @property
    def today(self) -> Any:
        """The day of assessment as a traced day."""
        number = self.source.today
        return self.trace.day(("today",), number, covered=self.party.covered)

    def _number(self, key: tuple[Any, ...]) -> int:
        return int(self.source.slot(key)[0])

    def _fact(self, depth: int, fact: str) -> Any:
        makeup = self.party.view.ledger.makeup
        if fact in makeup.marks:
            return self._marks(depth, fact)
        if fact in makeup.days:
            return self._day((depth, fact, None), covered=fact in makeup.covered)
        value = self.party.at(depth).fact(fact)
        if not isinstance(value, Column):
            return value
        key = depth, fact, None
        node = self.trace.node(("slot", key))
        words: Any = value.vocabulary
        return Word(self.trace, node, words, self._number(key))

    def _day(self, key: tuple[Any, ...], *, covered: bool) -> Any:
        number = self._number(key)
        day = self.trace.day(("slot", key), number, covered=covered and self.party.covered)
        known = self.trace.ask("known", (day.node,), number != MISSING)
        return day if known else None

    def _marks(self, depth: int, fact: str) -> tuple[Any, ...]:
        """The marks of a clock: how many and of which kinds is asked, their days stand for those of all."""
        key = depth, fact, "#"
        number = self.trace.ask("number", (self.trace.node(("slot", key)),), self._number(key))
        kinds = self.party.view.ledger.lexicon.of(fact)
        return tuple(self._mark(depth, fact, f"#{place}", kinds) for place in range(number))

    def _mark(self, depth: int, fact: str, mark: str, kinds: Any) -> tuple[Any, Any, Any]:
        key = depth, fact, mark
        node = self.trace.node(("slot", key))
        kind = Word(self.trace, node, kinds, self._number(key)).settled()
        on = self._day((depth, fact, f"{mark}.on"), covered=True)
        return kind, on, self._day((depth, fact, f"{mark}.until"), covered=False)
