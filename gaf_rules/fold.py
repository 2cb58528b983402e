"""The fold: the state while a log is being read, and what one event does to it.

Transitions are looked up in the table and written down as data; nothing here knows a clause.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from attrs import frozen

from gaf_rules.case import as_facts, supplied_role
from gaf_rules.duties import deadline_of, regional_calendar
from gaf_rules.errors import IllegalEventError
from gaf_rules.rows import CHILDREN
from gaf_rules.vocabulary import EVENT_TYPES, PROCEDURES

if TYPE_CHECKING:
    from datetime import date

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.case import Case
    from gaf_rules.events import Event
    from gaf_rules.program import Program, Step
    from gaf_rules.rows import LapseRow, Transition

__all__ = ["Entry", "Fold", "Record", "Taken", "in_table_order"]

_DAY = timedelta(days=1)
_RANK = {name: rank for rank, name in enumerate(EVENT_TYPES)}


@frozen(eq=False)
class Record:
    """One record that the replay opened: its kind, its procedure, its facts and the facts above it."""

    kind: str
    procedure: str
    ordinal: int
    facts: dict[str, Any]
    context: dict[str, Any]


Taken = tuple["date", str, "Transition | LapseRow", str, "Entry | None"]
"""A step taken: its day, the procedure, the row, the state before, and the event (None: time alone)."""


class Entry:
    """An event of the log made ready: roles supplied and normalised, its place in the list kept."""

    __slots__ = ("by", "event", "index", "name", "on", "procedure", "to", "type")

    def __init__(self, event: Event, index: int, tier: str) -> None:
        self.event = event
        self.index = index
        self.type = event.type
        self.on = event.on
        self.procedure = event.procedure
        self.by = _role(event, "by", tier)
        self.to = _role(event, "to", tier)
        self.name = event.type if event.question is None else f"{event.type}:{event.question}"

    def get(self, name: str) -> Any:
        """A field of the event, as conditions see it."""
        if name == "by":
            return self.by
        if name == "to":
            return self.to
        return getattr(self.event, name)

    def rank(self) -> tuple[int, str, str, str]:
        """The place among the events of one day by the contract's table, then by procedure and roles."""
        return _RANK[self.type], self.procedure or "", self.by or "", self.to or ""

    def content(self) -> tuple[Any, ...]:
        """The place where even the roles are the same: by content, never by the list."""
        return self.rank(), repr(self.event)


def in_table_order(group: list[Entry]) -> list[Entry]:
    """The events of one day, smallest first."""
    ranked = sorted(group, key=Entry.rank)
    same = any(a.rank() == b.rank() for a, b in pairwise(ranked))
    return sorted(group, key=Entry.content) if same else ranked


def _role(event: Event, name: str, tier: str) -> str | None:
    role = supplied_role(event, name, tier)
    # The department that sponsors is one unit with itself; what comes out is "sponsor".
    return (
        "sponsor" if role == "provincial_department" and tier == "provincial_department" else role
    )


_POSITIONS: dict[str, dict[str | None, frozenset[str]]] = {
    "municipal": {"municipal_cac": frozenset({"first_tier"})},
    "provincial_department": {"sponsor": frozenset({"sponsor", "first_tier"})},
    "affiliated_institution": {"provincial_department": frozenset({"first_tier", "department"})},
    "central_agency": {
        "municipal_cac": frozenset({"first_tier"}),
        "provincial_department": frozenset({"first_tier", "department"}),
    },
}
_COMMON: dict[str | None, frozenset[str]] = {
    "sponsor": frozenset({"sponsor"}),
    "provincial_cac": frozenset({"provincial_cac"}),
    "national_cac": frozenset({"national_cac"}),
}
_NOWHERE: frozenset[str] = frozenset()


class Fold:
    """The state while the log is being read."""

    def __init__(
        self, case: Case, machine: Program, readings: dict[str, str], calendar: WorkingCalendar
    ) -> None:
        self.case = case
        self.machine = machine
        self.readings = readings
        self.calendar = calendar
        self.positions = {**_COMMON, **_POSITIONS[case.sponsor.tier]}
        self.state: dict[str, str] = dict.fromkeys(PROCEDURES, "not_started")
        self.records: list[Record] = []
        self.counts: dict[tuple[str, str], int] = {}
        shared = {
            "app": as_facts(case.app),
            "sponsor": as_facts(case.sponsor),
            "reading": readings,
            "state": self.state,
            "case": {},
            "preparation": {},
            "shutdown": {},
            "event": {},
        }
        review: dict[str, Any] = {
            name: {} for name in ("application", "submission", "extension", "feedback")
        }
        self.contexts: dict[str, dict[str, Any]] = {
            "filing": {**shared, **review, "change": {}},
            "change": {**shared, **review, "change": {}},
            "deregistration": {**shared, **review, "change": {}},
        }
        self.begun: set[str] = {"filing"}
        self.taken: list[Taken] = []

    # -- reading -------------------------------------------------------------------------------------
    def find(self, entry: Entry) -> tuple[str, Step] | None:
        """The procedure and the step by which an event is legal now; None where there is none."""
        names = (
            (entry.procedure,) if entry.procedure else self.machine.procedures.get(entry.name, ())
        )
        for procedure in names:
            context = self.contexts[procedure]
            context["event"] = entry
            for step in self.machine.steps.get((procedure, entry.name), ()):
                if self._fits(step, entry, procedure, context):
                    return procedure, step
        return None

    def _fits(self, step: Step, entry: Entry, procedure: str, context: dict[str, Any]) -> bool:
        if step.states and self.state[procedure] not in step.states:
            return False
        if step.by and not step.by & self.positions.get(entry.by, _NOWHERE):
            return False
        if step.dest and not step.dest & self.positions.get(entry.to, _NOWHERE):
            return False
        row = step.row
        if row.answer is not None and row.answer != entry.event.answer:
            return False
        if row.once is not None and (entry.type, entry.by, entry.to) in context[row.once].get(
            "seen", ()
        ):
            return False
        return step.test(context)

    def apply(self, procedure: str, step: Step, entry: Entry) -> None:
        """Take the step: write what it says, then enter its state."""
        context = self.contexts[procedure]
        self.taken.append((entry.on, procedure, step.row, self.state[procedure], entry))
        if step.row.once is not None:
            context[step.row.once].setdefault("seen", set()).add((entry.type, entry.by, entry.to))
        if entry.type != "determination":
            self.begun.add(procedure)
            context["case"].setdefault("first_on", entry.on)
        for action in step.actions:
            self._act(action, procedure, context, entry)
        if step.row.to is not None:
            self.state[procedure] = step.row.to

    def _act(
        self, action: tuple[Any, ...], procedure: str, context: dict[str, Any], entry: Entry
    ) -> None:
        code = action[0]
        if code == "open":
            self._open(action[1], procedure, context)
            return
        facts, name = context[action[1]], action[2]
        if code == "put":
            if not (action[4] and name in facts):
                facts[name] = entry.on if action[3] == "on" else entry.get(action[3])
        elif code == "const":
            facts[name] = action[3]
        elif code == "copy":
            facts[name] = context[action[3]].get(action[4])
        elif code == "gather":
            kept = facts.get(name, ())
            facts[name] = (*kept, *(item for item in entry.get(action[3]) if item not in kept))
        elif code == "mark":
            expected = entry.get(action[4]) if action[4] else None
            facts[name] = (*facts.get(name, ()), (action[3], entry.on, expected))
        else:
            facts.pop(name, None)

    def _open(self, kind: str, procedure: str, context: dict[str, Any]) -> None:
        number = self.counts.get((kind, procedure), 0) + 1
        self.counts[kind, procedure] = number
        facts: dict[str, Any] = {"ordinal": number}
        targets = self.contexts.values() if kind == "preparation" else (context,)
        for target in targets:
            target[kind] = facts
        for child in CHILDREN[kind]:
            context[child] = {}
        self.records.append(Record(kind, procedure, number, facts, dict(context)))

    # -- time ----------------------------------------------------------------------------------------
    def pass_time(self, day: date) -> None:
        """Enter the states that time alone brings about before this day begins."""
        for row, duty in self.machine.lapses:
            if self.state[row.procedure] != row.state:
                continue
            context = self.contexts[row.procedure]
            bearer, place = duty.row.bearer, self.case.sponsor.place
            view = regional_calendar(self.calendar, duty, bearer, place, self.readings)
            window = deadline_of(duty, context, self.readings, view)
            due, trigger = window.due, window.trigger
            if (
                due is None
                or trigger is None
                or trigger.soft
                or due.latest is None
                or due.latest >= day
            ):
                continue
            since = due.latest + _DAY
            self.taken.append((since, row.procedure, row, row.state, None))
            self.state[row.procedure] = row.to
            for fact, value in (
                (row.due, due.on or due.latest),
                (row.since, since),
                (row.ended, since),
            ):
                record, _, name = fact.partition(".")
                context[record][name] = value

    # -- refusing ------------------------------------------------------------------------------------
    def allowed(self) -> tuple[str, ...]:
        """The events that some actor could log now, as words for the error."""
        names = []
        for (procedure, name), steps in self.machine.steps.items():
            context = {**self.contexts[procedure], "event": {}}
            for step in steps:
                if step.states and self.state[procedure] not in step.states:
                    continue
                if step.test(context):
                    names.append(name if procedure == "filing" else f"{name} ({procedure})")
                    break
        return tuple(dict.fromkeys(names))

    def refusal(self, entry: Entry) -> IllegalEventError:
        """Why this event is not legal now, what would be, and on which clause that rests."""
        from gaf_rules.messages import stage_label  # noqa: PLC0415 - words only where they are needed

        names = (
            (entry.procedure,) if entry.procedure else self.machine.procedures.get(entry.name, ())
        )
        procedure = names[0] if names else "filing"
        rows = self.machine.steps.get((procedure, entry.name), ())
        state = self.machine.states[procedure, self.state[procedure]]
        clause = rows[0].row.clauses[0] if rows else self.machine.guideline.route_clause
        allowed = self.allowed()
        hint_zh, hint_en = self._hint(procedure)
        roles = "".join(
            f" {name}={value}" for name, value in (("by", entry.by), ("to", entry.to)) if value
        )
        return IllegalEventError(
            event=entry.event.to_dict(),
            on=entry.on,
            procedure=procedure,
            stage=state.stage,
            allowed=allowed,
            clause=clause,
            path=f"$.events[{entry.index}]",
            zh=(
                f"$.events[{entry.index}]：{entry.on} 的 {entry.type}{roles}（{procedure}）在阶段"
                f"“{stage_label(procedure, state.stage, 'zh')}”（{state.stage}）不合程序或已经发生过，"
                f"依据 {clause}。{hint_zh}此时可有：{'、'.join(allowed) or '无（已注销报备）'}"
            ),
            en=(
                f"$.events[{entry.index}]: {entry.type}{roles} ({procedure}) on {entry.on} is not legal in "
                f"the stage {state.stage}, or has happened already; clause {clause}. {hint_en}"
                f"Legal here: {', '.join(allowed) or 'nothing, the app has been deregistered'}"
            ),
        )

    def _hint(self, procedure: str) -> tuple[str, str]:
        question = {
            "late_supplement": "2.4.4d",
            "supplement_posted": "2.4.4c",
            "supplement_unclear": "2.4.4e",
        }.get(self.state[procedure])
        if question is None:
            return "", ""
        return (
            f"须先由人对 {question} 作出决定（determination，question={question}）。",
            f"A person must decide first: a determination on {question}. ",
        )
