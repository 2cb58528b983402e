"""The log of many cases taken through the transition table, one event of all of them in one step.

Cases with the same sequence of events (type, roles, procedure, answers) go together. What an event
leaves behind are facts: its day, and words that differ from case to case. Rows, conditions and actions
are the guideline's own; only the looking-up is written for facts that stand for many.
"""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from gaf_rules.audit.facts import Facts, Word, gathered, holds, plain, split
from gaf_rules.case import supplied_role
from gaf_rules.duties import deadline_of, regional_calendar
from gaf_rules.fold import _COMMON, _POSITIONS  # where each role stands is the table's knowledge
from gaf_rules.rows import CHILDREN, Clear, Copy, Gather, Mark, Open, Put, Transition
from gaf_rules.vocabulary import PROCEDURES

if TYPE_CHECKING:
    from gaf_rules.audit.traced import Day, Trace
    from gaf_rules.events import Event
    from gaf_rules.guideline import Guideline
    from gaf_rules.program import Program

__all__ = ["Happened", "Instance", "Skeleton", "Walk"]

_DAY = timedelta(days=1)
_FIXED = ("app", "sponsor", "reading")
_NOWHERE: frozenset[str] = frozenset()

Context = dict[str, dict[str, Any]]


class Instance(NamedTuple):
    """A record: its kind, procedure and ordinal, its facts and those above it, its place among all."""

    kind: str
    procedure: str
    ordinal: int
    context: Context
    latest: bool
    place: int


class Skeleton(NamedTuple):
    """What a sequence of events leaves behind."""

    records: list[Instance]
    begun: tuple[str, ...]
    stages: tuple[str | None, ...]
    states: dict[str, str]


class Happened:
    """An event of many cases: what they share, and the facts that it brings."""

    __slots__ = ("by", "facts", "model", "name", "on", "procedure", "to", "type")

    def __init__(self, model: Event, on: Day, facts: dict[str, Any], tier: str) -> None:
        self.model = model
        self.type = model.type
        self.procedure = model.procedure
        self.on = on
        self.facts = facts
        self.by = _role(model, "by", tier)
        self.to = _role(model, "to", tier)
        self.name = model.type if model.question is None else f"{model.type}:{model.question}"

    def get(self, name: str) -> Any:
        """A field of the event as a fact."""
        if name == "by":
            return self.by
        if name == "to":
            return self.to
        return self.on if name == "on" else self.facts.get(name, getattr(self.model, name))


def _role(event: Event, name: str, tier: str) -> str | None:
    role = supplied_role(event, name, tier)
    return (
        "sponsor" if role == "provincial_department" and tier == "provincial_department" else role
    )


@lru_cache(maxsize=8)
def _rows(guideline: Guideline) -> dict[tuple[str, str], tuple[Transition, ...]]:
    found: dict[tuple[str, str], list[Transition]] = {}
    for row in guideline.transitions:
        name = row.event if row.question is None else f"{row.event}:{row.question}"
        found.setdefault((row.procedure, name), []).append(row)
    return {key: tuple(rows) for key, rows in found.items()}


class Walk:
    """The state while the events are taken."""

    def __init__(
        self,
        trace: Trace,
        machine: Program,
        calendar: Any,
        readings: dict[str, str],
        place: str | None,
        parties: Context,
    ) -> None:
        self.trace = trace
        self.machine = machine
        self.calendar = calendar
        self.readings = readings
        self.place = place
        self.rows = _rows(machine.guideline)
        self.positions: Any = {**_COMMON, **_POSITIONS[parties["sponsor"]["tier"]]}
        self.state: dict[str, str] = dict.fromkeys(PROCEDURES, "not_started")
        self.records: list[tuple[str, str, int, Context]] = []
        self.counts: dict[tuple[str, str], int] = {}
        shared: Context = {
            **parties,
            "reading": readings,
            "state": self.state,
            "case": {},
            "preparation": {},
            "shutdown": {},
            "event": {},
        }
        review: Context = {
            name: {} for name in ("application", "submission", "extension", "feedback", "change")
        }
        self.contexts: dict[str, Any] = {name: {**shared, **review} for name in PROCEDURES}
        self.begun = {"filing"}

    def copy(self) -> Walk:
        """Another walk that has come as far; what either writes down later the other does not see."""
        found = object.__new__(Walk)
        found.__dict__.update(self.__dict__)
        known: dict[int, Any] = {}

        def again(facts: Any) -> Any:
            if not isinstance(facts, dict):
                return facts
            return known.setdefault(id(facts), dict(facts))

        def anew(context: Context) -> Context:
            return {
                name: facts if name in _FIXED else again(facts) for name, facts in context.items()
            }

        found.state = again(self.state)
        found.contexts = {name: anew(context) for name, context in self.contexts.items()}
        found.records = [(*record[:3], anew(record[3])) for record in self.records]
        found.counts, found.begun = dict(self.counts), set(self.begun)
        return found

    def getter(self, context: Any) -> Any:
        """Facts by their full name."""

        def get(fact: str) -> Any:
            record, name = split(fact)
            return context[record].get(name)

        return get

    # -- events ----------------------------------------------------------------------------------------
    def take_day(self, day: list[Happened], *, begun: bool) -> bool:
        """Take the events of a day, always the first in order that is legal; False where none is."""
        if not begun:
            self.pass_time(day[0].on)
        left = list(day)
        while left:
            found = next((event for event in left if self.taken(event)), None)
            if found is None:
                return False
            left.remove(found)
        return True

    def taken(self, event: Happened) -> bool:
        """Take the event by the first row that allows it; False where none does."""
        found = self._found(event)
        if found is not None:
            self._apply(found[1], event, found[0], self.contexts[found[0]])
        return found is not None

    def legal(self, event: Happened) -> bool:
        """Whether some row allows the event now."""
        return self._found(event) is not None

    def _found(self, event: Happened) -> tuple[str, Transition] | None:
        names = (event.procedure,) if event.procedure else self._procedures(event.name)
        for procedure in names:
            context = self.contexts[procedure]
            context["event"] = event
            for row in self.rows.get((procedure, event.name), ()):
                if self._fits(row, event, procedure, context):
                    return procedure, row
        return None

    def _procedures(self, name: str) -> tuple[str, ...]:
        return tuple(procedure for procedure, found in self.rows if found == name)

    def _fits(self, row: Transition, event: Happened, procedure: str, context: Any) -> bool:
        if row.states and self.state[procedure] not in row.states:
            return False
        if row.by and not self.positions.get(event.by, _NOWHERE) & set(row.by):
            return False
        if row.dest and not self.positions.get(event.to, _NOWHERE) & set(row.dest):
            return False
        if row.answer is not None and row.answer != event.model.answer:
            return False
        said = (event.type, event.by, event.to)
        if row.once is not None and said in context[row.once].get("seen", ()):
            return False
        return holds(row.when, self.getter(context))

    def _apply(self, row: Transition, event: Happened, procedure: str, context: Any) -> None:
        if row.once is not None:
            seen = context[row.once].get("seen", ())
            context[row.once]["seen"] = (*seen, (event.type, event.by, event.to))
        if event.type != "determination":
            self.begun.add(procedure)
            context["case"].setdefault("first_on", event.on)
        for action in row.actions:
            self._act(action, procedure, context, event)
        if row.to is not None:
            self.state[procedure] = row.to

    def _act(self, action: Any, procedure: str, context: Any, event: Happened) -> None:
        if isinstance(action, Open):
            self._open(action.record, procedure, context)
            return
        record, name = split(action.fact)
        facts = context[record]
        match action:
            case Put(_, Copy(source)):
                above, field = split(source)
                facts[name] = context[above].get(field)
            case Put(_, str() as field, value=None, first=first):
                if not (first and name in facts):
                    facts[name] = event.get(field)
            case Put(_, value=value):
                facts[name] = value
            case Gather(_, field):
                facts[name] = self._gathered(facts.get(name, ()), event.get(field))
            case Mark(_, kind, expected):
                until = event.get(expected) if expected else None
                facts[name] = (*facts.get(name, ()), (kind, event.on, until))
            case Clear():
                facts.pop(name, None)

    def _gathered(self, kept: Any, more: Any) -> Any:
        if not isinstance(kept, Word) and not isinstance(more, Word):
            return (*kept, *(item for item in more if item not in kept))
        return gathered(self.trace, self.trace.tables.lists, kept, more)

    def _open(self, kind: str, procedure: str, context: Any) -> None:
        number = self.counts.get((kind, procedure), 0) + 1
        self.counts[kind, procedure] = number
        facts: dict[str, Any] = {"ordinal": number}
        for target in self.contexts.values() if kind == "preparation" else (context,):
            target[kind] = facts
        for child in CHILDREN[kind]:
            context[child] = {}
        self.records.append((kind, procedure, number, dict(context)))

    # -- time ------------------------------------------------------------------------------------------
    def pass_time(self, day: Day) -> None:
        """Enter the states that time alone brings about before this day begins."""
        for row, duty in self.machine.lapses:
            if self.state[row.procedure] != row.state:
                continue
            context = self.contexts[row.procedure]
            facts: Any = {name: Facts(record.get) for name, record in context.items()}
            view = regional_calendar(
                self.calendar, duty, duty.row.bearer, self.place, self.readings
            )
            window = deadline_of(duty, facts, self.readings, view)
            due, trigger = window.due, window.trigger
            if due is None or trigger is None or trigger.soft or due.latest is None:
                continue
            if due.latest >= day:
                continue
            since = due.latest + _DAY
            self.state[row.procedure] = row.to
            for fact, value in (
                (row.due, due.on if due.on is not None else due.latest),
                (row.since, since),
                (row.ended, since),
            ):
                record, name = split(fact)
                context[record][name] = value

    # -- the end ---------------------------------------------------------------------------------------
    def skeleton(self) -> Skeleton:
        """What there is when all events have been taken."""
        for procedure, context in self.contexts.items():
            context["event"] = {}
            if context["feedback"]:
                context["feedback"]["state"] = self.state[procedure]
        filing, shutdown = self.contexts["filing"], self.contexts["deregistration"]
        records = [("case", "filing", 1, filing), *self.records]
        state = self.state["filing"]
        waiting = state == "not_started" or self.machine.states["filing", state].ended
        if waiting and (not filing["application"] or plain(filing["preparation"].get("open"))):
            ahead: Context = {**filing, "application": {}, "submission": {}}
            records.append(("application", "filing", 0, ahead))
        if "deregistration" in self.begun:
            records.append(("shutdown", "deregistration", 1, shutdown))
        last: dict[Any, int] = {}
        for place, (kind, procedure, _, context) in enumerate(records):
            above = context["application"] if kind in {"submission", "feedback"} else {}
            last[kind, procedure, id(above) if above else 0] = place
        latest = set(last.values())
        return Skeleton(
            [Instance(*record, place in latest, place) for place, record in enumerate(records)],
            tuple(name for name in PROCEDURES if name in self.begun),
            tuple(
                self.machine.states[name, self.state[name]].stage if name in self.begun else None
                for name in PROCEDURES
            ),
            self.state,
        )
