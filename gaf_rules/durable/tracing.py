"""Talking to the engine: a session told facts, its conclusions by what they say, and why for each."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from attrs import frozen

from gaf_rules.durable.facts import FactSource, values_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gaf_rules.durable.engine import Engine, Session
    from gaf_rules.durable.guards import FactKind, Rule, RulePart
    from gaf_rules.durable.premises import Value

__all__ = ["Proof", "Says", "Tracer", "first", "numbers"]

Says = dict[str, list["Value"]]


@frozen
class Proof:
    """Why something was concluded.

    Attributes:
        rule: the id of the rule that fired: row kind, clause or code, index of the row, alternative.
        facts: the properties that its premises looked at, with their values, in the order of the rule.
        conclusion: what follows, and of what.
    """

    rule: str
    facts: tuple[tuple[str, object], ...]
    conclusion: str


def first(says: Says, what: str) -> int | None:
    """The row that comes first among those that apply, as the table is read from above."""
    return min(numbers(says, what), default=None)


def numbers(says: Says, what: str) -> tuple[int, ...]:
    """The rows that apply, in the order of the table, each once."""
    return tuple(dict.fromkeys(which for which in says.get(what, ()) if type(which) is int))


class Tracer:
    """All sessions of one derivation, and what was concluded in them.

    Arguments:
        engine: what opens sessions.
        places: role → positions on the route.
    """

    def __init__(self, engine: Engine, places: Mapping[str, frozenset[str]]) -> None:
        self._engine = engine
        self._places = places
        self._held: list[tuple[Rule, dict[str, Value], str]] = []

    @contextmanager
    def about(self, part: RulePart, subject: str) -> Iterator[Any]:
        """A session over one part; gives a function that asks, of kinds and records, what follows."""
        with self._engine.session(part) as session:

            def ask(
                kinds: Iterable[FactKind],
                records: dict[str, Any],
                derived: Mapping[str, Value] | None = None,
            ) -> Says:
                return self._ask(
                    session, kinds, FactSource(records, self._places, derived or {}), subject
                )

            yield ask

    def once(
        self,
        part: RulePart,
        subject: str,
        kinds: Iterable[FactKind],
        records: dict[str, Any],
        derived: Mapping[str, Value] | None = None,
    ) -> Says:
        """One session that is asked one thing."""
        with self._engine.session(part) as session:
            return self._ask(
                session, kinds, FactSource(records, self._places, derived or {}), subject
            )

    def _ask(
        self, session: Session, kinds: Iterable[FactKind], source: FactSource, subject: str
    ) -> Says:
        says: Says = {}
        for kind in kinds:
            values = values_of(kind, source)
            for rule in session.tell(kind, values):
                what, which = rule.says
                says.setdefault(what, []).append(which)
                self._held.append((rule, values, subject))
        return says

    def proofs(self) -> tuple[Proof, ...]:
        """Why, for each conclusion so far, in the order in which they were drawn."""
        return tuple(
            Proof(
                rule.id,
                tuple((p.atom.name, values[p.atom.name]) for p in rule.premises),
                f"{subject}: {rule.says[0]} = {rule.says[1]}",
            )
            for rule, values, subject in self._held
        )
