"""The fold: the state while a log is being read, and what one event does to it.

Transitions are looked up in the table and written down as data; nothing here knows a clause.
"""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from attrs import define

from gaf_rules.case import as_facts, default_role
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

__all__ = ["Entry", "Fold", "Record", "in_table_order"]

_DAY = timedelta(days=1)
_RANK = {name: rank for rank, name in enumerate(EVENT_TYPES)}


@define(eq=False)
class Record:
    """One record that the replay opened: its kind, its procedure, its facts and the facts above it."""

    kind: str
    procedure: str
    ordinal: int
    facts: dict[str, Any]
    context: dict[str, Any]


class Entry:
    """An event of the log made ready: roles supplied and normalised, its place in the list kept."""

    __slots__ = ("by", "event", "index", "name", "on", "procedure", "to", "type")

    def __init__(self, event: Event, index: int, tier: str) -> None:
        self.event = event
        self.index = index
        self.type = kind = event.type
        self.on = event.on
        self.procedure = event.procedure
        self.by, self.to = _roles(kind, event.by, event.to, tier)
        question = event.question
        self.name = kind if question is None else f"{kind}:{question}"

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


@lru_cache(maxsize=4096)
def _roles(kind: str, by: str | None, to: str | None, tier: str) -> tuple[str | None, str | None]:
    """The roles of an event, supplied where they were left out.

    The department that sponsors is one unit with itself; what comes out is "sponsor".
    """
    roles = (default_role(kind, by, "by", tier), default_role(kind, to, "to", tier))
    if tier != "provincial_department":
        return roles
    first, second = ("sponsor" if role == "provincial_department" else role for role in roles)
    return first, second


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


class _OpenSteps(dict[tuple[Any, ...], "tuple[Step, ...]"]):
    """The steps open to an event by procedure, name, state, ``by`` and ``to``, for one tier of sponsors.

    Looked up in the table the first time a combination occurs; what is left to test is said by the facts.
    """

    def __init__(self, machine: Program, tier: str) -> None:
        super().__init__()
        self.machine = machine
        self.positions: dict[str | None, frozenset[str]] = {**_COMMON, **_POSITIONS[tier]}

    def __missing__(self, key: tuple[Any, ...]) -> tuple[Step, ...]:
        procedure, name, state, by, to = key
        there, where = self.positions.get(by, _NOWHERE), self.positions.get(to, _NOWHERE)
        steps = self.machine.steps.get((procedure, name), ())
        self[key] = found = tuple(step for step in steps if step.stands(state, there, where))
        return found


@lru_cache(maxsize=64)
def _open_steps(machine: Program, tier: str) -> _OpenSteps:
    return _OpenSteps(machine, tier)


class Fold:
    """The state while the log is being read."""

    def __init__(
        self, case: Case, machine: Program, readings: dict[str, str], calendar: WorkingCalendar
    ) -> None:
        self.case = case
        self.machine = machine
        self.readings = readings
        self.calendar = calendar
        self.open_steps = _open_steps(machine, case.sponsor.tier)
        self.state: dict[str, str] = dict.fromkeys(PROCEDURES, "not_started")
        self.records: list[Record] = []
        self.counts: dict[tuple[str, str], int] = {}
        filing: dict[str, Any] = {
            "app": as_facts(case.app),
            "sponsor": as_facts(case.sponsor),
            "reading": readings,
            "state": self.state,
            "case": {},
            "preparation": {},
            "shutdown": {},
            "event": {},
            "application": {},
            "submission": {},
            "extension": {},
            "feedback": {},
            "change": {},
        }
        change, deregistration = filing.copy(), filing.copy()
        change["change"], deregistration["change"] = {}, {}
        self.contexts: dict[str, dict[str, Any]] = {
            "filing": filing,
            "change": change,
            "deregistration": deregistration,
        }
        self.begun: set[str] = {"filing"}

    @property
    def positions(self) -> dict[str | None, frozenset[str]]:
        """Where each role stands on the route of this sponsor."""
        return self.open_steps.positions

    # -- reading -------------------------------------------------------------------------------------
    def find(self, entry: Entry) -> tuple[str, Step] | None:
        """The procedure and the step by which an event is legal now; None where there is none."""
        name, own = entry.name, entry.procedure
        for procedure in self.machine.procedures.get(name, ()) if own is None else (own,):
            context = self.contexts[procedure]
            context["event"] = entry
            key = procedure, name, self.state[procedure], entry.by, entry.to
            for step in self.open_steps[key]:
                if step.answer is not None and step.answer != entry.event.answer:
                    continue
                if step.once is not None:
                    seen = context[step.once].get("seen", ())
                    if (entry.type, entry.by, entry.to) in seen:
                        continue
                if step.test(context):
                    return procedure, step
        return None

    def apply(self, procedure: str, step: Step, entry: Entry) -> None:
        """Take the step: write what it says, then enter its state."""
        context = self.contexts[procedure]
        if entry.type != "determination":
            self.begun.add(procedure)
            context["case"].setdefault("first_on", entry.on)
        step.take(self, context, entry)

    def open(self, kind: str, procedure: str, context: dict[str, Any]) -> None:
        """Open a record of a kind; those below it begin anew."""
        number = self.counts.get((kind, procedure), 0) + 1
        self.counts[kind, procedure] = number
        facts: dict[str, Any] = {"ordinal": number}
        targets = self.contexts.values() if kind == "preparation" else (context,)
        for target in targets:
            target[kind] = facts
        for child in CHILDREN[kind]:
            context[child] = {}
        self.records.append(Record(kind, procedure, number, facts, context.copy()))

    # -- time ----------------------------------------------------------------------------------------
    def pass_time(self, day: date) -> None:
        """Enter the states that time alone brings about before this day begins."""
        if self.machine.lapsing.isdisjoint(self.state.items()):
            return
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
