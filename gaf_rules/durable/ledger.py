"""What a log has written down: records opened, facts put, marks made, as the rows that fired say.

The second engine keeps its own books. Which row applies is never decided here, only carried out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from gaf_rules.language.rows import (
    CHILDREN,
    SHARED,
    Clear,
    Copy,
    Drop,
    Enter,
    Gather,
    Mark,
    Open,
    Put,
)
from gaf_rules.language.vocabulary import NOT_STARTED, PROCEDURES
from gaf_rules.log.case import as_facts

if TYPE_CHECKING:
    from gaf_rules.evaluate.fold import Entry
    from gaf_rules.language.rows import Action, Transition
    from gaf_rules.log.case import Case

    Facts = dict[str, Any]

__all__ = ["CaseRecords", "RecordPage"]

_OWN = tuple(kind for kind in CHILDREN if kind not in SHARED)


@frozen(eq=False)
class RecordPage:
    """One record: its kind, its procedure, its number, its own facts and all records as it sees them."""

    kind: str
    procedure: str
    number: int
    facts: Facts
    records: dict[str, Any]


class CaseRecords:
    """The books of one case under one set of readings.

    Attributes:
        state: procedure → state.
        records: procedure → record → facts, as they stand.
        pages: every record that was opened, in order.
        begun: the procedures of which an event was taken; filing always.
    """

    def __init__(self, case: Case, options: dict[str, str]) -> None:
        self.state: dict[str, str] = dict.fromkeys(PROCEDURES, NOT_STARTED)
        shared: dict[str, Any] = {
            "app": as_facts(case.app),
            "sponsor": as_facts(case.sponsor),
            "reading": options,
            "state": self.state,
            "event": {},
            **{name: {} for name in SHARED},
        }
        self.records: dict[str, dict[str, Any]] = {
            procedure: {**shared, **{name: {} for name in _OWN}} for procedure in PROCEDURES
        }
        self.pages: list[RecordPage] = []
        self.begun = {"filing"}

    def take(self, row: Transition, procedure: str, entry: Entry) -> None:
        """Write down what a row says of an event, then enter its state."""
        records = self.records[procedure]
        if row.once is not None:
            records[row.once].setdefault("repeated", set()).add(entry.get("mark"))
        records["case"].setdefault("first_on", entry.on)
        if entry.type != "determination":
            self.begun.add(procedure)
        for action in row.actions:
            self._act(action, procedure, entry)
        if row.to is not None:
            self.state[procedure] = row.to

    def put(self, procedure: str, fact: str, value: Any) -> None:
        """Write one fact."""
        record, _, name = fact.partition(".")
        self.records[procedure][record][name] = value

    def _act(self, action: Action, procedure: str, entry: Entry) -> None:
        records = self.records[procedure]
        if isinstance(action, Open):
            self._open(action.record, procedure)
            return
        if isinstance(action, Enter):
            self.put(action.procedure, action.fact, entry.on)
            self.state[action.procedure] = action.state
            return
        record, _, name = action.fact.partition(".")
        facts = records[record]
        match action:
            case Clear():
                facts.pop(name, None)
            case Gather():
                kept = facts.get(name) or ()
                facts[name] = (*kept, *(i for i in entry.get(action.take) if i not in kept))
            case Drop():
                gone = entry.get(action.take)
                facts[name] = tuple(i for i in facts.get(name) or () if i not in gone)
            case Mark():
                expected = None if action.expected is None else entry.get(action.expected)
                facts[name] = (*facts.get(name, ()), (action.kind, entry.on, expected))
            case Put():
                self._put(action, facts, name, records, entry)

    @staticmethod
    def _put(action: Put, facts: Facts, name: str, records: dict[str, Any], entry: Entry) -> None:
        if isinstance(action.take, Copy):
            record, _, source = action.take.fact.partition(".")
            facts[name] = records[record].get(source)
        elif action.value is not None:
            facts[name] = action.value
        elif not (action.first and facts.get(name) is not None):
            facts[name] = entry.on if action.take == "on" else entry.get(action.take)

    def _open(self, kind: str, procedure: str) -> None:
        number = 1 + sum(p.kind == kind and p.procedure == procedure for p in self.pages)
        facts: Facts = {"ordinal": number}
        records = self.records[procedure]
        # What comes before an application is one and the same for every procedure.
        for target in self.records.values() if kind in SHARED else (records,):
            target[kind] = facts
        for child in CHILDREN[kind]:
            records[child] = {}
        self.pages.append(RecordPage(kind, procedure, number, facts, dict(records)))
