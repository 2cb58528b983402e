"""The row types: what a rule of a guideline may say, and nothing else.

A guideline is a set of frozen rows. Each row names its clauses. Conditions are data
(:mod:`gaf_rules.language.conditions`); what a transition writes down is data too (:class:`Put`,
:class:`Gather`, :class:`Drop`, :class:`Mark`, :class:`Open`, :class:`Enter`). Facts live in records:

====================  ==========================================================================
record                what it holds
====================  ==========================================================================
app, sponsor          the fields of the case
reading               the option chosen for each reading
state                 the state each procedure has reached
event                 the event at hand (in transitions only)
case                  facts of the whole case: launch, answers
preparation           self-check and rectification since the submission before, for the one to come
application           one application of filing or change, from submission to its end
dossier               one set of materials handed in (first, or again after a return)
submission            one way up: of a dossier, or of a supplement that takes it again (A-28)
extension, feedback   one extension, one feedback of the national review
change                one change: planned, applied for, or come about without either
grant                 one filing that stands, from its number to its end
shutdown              announcement, data, going offline, report
duty                  the duty at hand (in findings only)
====================  ==========================================================================
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

from attrs import field, frozen

from gaf_rules.language.actions import (
    Action,
    Clear,
    Copy,
    Drop,
    Enter,
    Gather,
    Mark,
    Minus,
    Open,
    Put,
)
from gaf_rules.language.conditions import ALWAYS, Condition
from gaf_rules.language.duty_rows import AheadRow, ClockRow, DutyRow, Start
from gaf_rules.language.vocabulary import EventType, Procedure, Severity
from gaf_rules.values.drafts import Value
from gaf_rules.values.mapping import FrozenMap, frozen_map

__all__ = [
    "CHILDREN",
    "FIRST_HOP",
    "FIRST_TIER",
    "SHARED",
    "Action",
    "AheadRow",
    "Clear",
    "ClockRow",
    "Copy",
    "Drop",
    "DutyRow",
    "Enter",
    "FactRow",
    "FindingRow",
    "FormRow",
    "Gather",
    "LapseRow",
    "Mark",
    "MaterialRow",
    "Minus",
    "Open",
    "Put",
    "QuestionRow",
    "RouteRow",
    "ScopeRow",
    "Start",
    "StateRow",
    "TierRow",
    "Transition",
]

FIRST_HOP: Final = "first_hop"
"""The position of the office with which a sponsor files, whichever that is."""
FIRST_TIER: Final = "first_tier"
"""The position of the office between a sponsor and the province. All others are the guideline's own."""

CHILDREN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "change": (),
        "application": ("dossier", "submission", "extension", "feedback"),
        "dossier": (),
        "submission": (),
        "extension": (),
        "feedback": (),
        "preparation": (),
        "grant": (),
        "shutdown": (),
    }
)
"""The kinds of record, and what opening one closes: a new application begins without submission, extension,
feedback. A change closes nothing: the application of the one before may still be pending."""

SHARED = ("case", "shutdown", "preparation", "grant")
"""Kinds of record that all procedures of a case have in common."""


def _places(items: Mapping[str, Iterable[str]]) -> FrozenMap[str, frozenset[str]]:
    return FrozenMap({role: frozenset(positions) for role, positions in items.items()})


@frozen(kw_only=True, eq=False, repr=False)
class TierRow(Value):
    """A tier of sponsors: which office it files with, and what each office is to it.

    Attributes:
        tier: its name.
        first_hop: the office with which it files; None where a person must say (2.2.0) or the log does.
        first_tier: the office between it and the province, where neither log nor route names one; None:
            the office to which the application was sent.
        unsent: position → the role there while nothing names one: no route, nothing sent.
        places: role → the positions at which it stands for such a sponsor; a role that is not here stands
            nowhere, and no step of a log is open to it.
    """

    tier: str
    first_hop: str | None = None
    first_tier: str | None = None
    unsent: FrozenMap[str, str] = field(default=FrozenMap({}), converter=frozen_map)
    places: FrozenMap[str, frozenset[str]] = field(converter=_places)


@frozen(kw_only=True, eq=False, repr=False)
class StateRow(Value):
    """A state of a procedure: its stage in the contract, and who moves next without whom nothing goes on.

    Attributes:
        name: the state; several states may share a stage.
        procedure: whose state it is.
        stage: the stage that the assessment shows.
        bearer: whose move it is (a role, ``first_hop`` or ``first_tier``), None where nothing is awaited.
        ended: the application has come to an end here and may be made anew.
        question: the clause on which a person has to decide before the authorities can go on.
    """

    name: str
    procedure: Procedure
    stage: str
    bearer: str | None
    ended: bool = False
    question: str | None = None


@frozen(kw_only=True, eq=False, repr=False)
class Transition(Value):
    """An event that is legal in some states, the state that follows, and what is written down.

    Attributes:
        clauses: the clauses that make it legal.
        procedure: whose states it goes by: filing, change or deregistration.
        event: the event type.
        states: the states of the procedure in which it is legal; empty: any.
        to: the state that follows; None: the same.
        by, dest: positions of ``by`` and ``to`` on the route; empty: not asked. A step leads from one unit to
            another: whatever the positions, nothing is handed by a unit to itself.
        question, answer: of a determination.
        when: what else must hold.
        once: the record within which the same step (type, by, to) may occur only once; None: any number.
        within: clause of the duty whose last day must not have passed. What only stands in for a receipt
            ends nothing.
        actions: what is written down, in this order.
    """

    clauses: tuple[str, ...]
    procedure: str
    event: EventType
    states: tuple[str, ...] = ()
    to: str | None = None
    by: tuple[str, ...] = ()
    dest: tuple[str, ...] = ()
    question: str | None = None
    answer: str | None = None
    when: Condition = ALWAYS
    once: str | None = None
    within: str | None = None
    actions: tuple[Action, ...] = ()

    @property
    def enters(self) -> tuple[tuple[str, str], ...]:
        """The states that follow, each with its procedure."""
        others = [(each.procedure, each.state) for each in self.actions if isinstance(each, Enter)]
        return (*([] if self.to is None else [(self.procedure, self.to)]), *others)


@frozen(kw_only=True, eq=False, repr=False)
class LapseRow(Value):
    """A state that time alone ends: once a duty's last day has passed, another state begins.

    Attributes:
        clauses: the clause that attaches the effect.
        procedure, state: where it applies.
        duty: clause of the duty whose deadline counts.
        to: the state that follows.
        due, since: the facts that keep the last day and the first day of the new state.
        ended: the fact that keeps the day on which the application came to its end.
    """

    clauses: tuple[str, ...]
    procedure: str
    state: str
    duty: str
    to: str
    due: str
    since: str
    ended: str

    @property
    def enters(self) -> tuple[tuple[str, str], ...]:
        """The state that follows, with its procedure."""
        return ((self.procedure, self.to),)


@frozen(kw_only=True, eq=False, repr=False)
class FindingRow(Value):
    """Something that holds and that the user must know, with its clause.

    Attributes:
        code, severity: of the contract.
        clause: the clause cited; ``clauses`` gives another for a procedure.
        over: the record of which there may be one finding each, or ``duty:CLAUSE`` / ``duty:*``.
        procedures: where it exists.
        bearer: the role of which it is told; ``duty``: of whoever has the duty.
        when: the condition; for duties the record ``duty`` has status, due_on, met_on, certainty.
        since: the fact with the first day on which it holds.
        items: the list of what is missing or wrong; an empty list means no finding.
        latest: only the latest record of each application (or of the case) is looked at.
    """

    code: str
    clause: str
    severity: Severity
    over: str
    procedures: tuple[str, ...]
    bearer: str
    when: Condition = ALWAYS
    since: str
    items: str | Minus | None = None
    clauses: FrozenMap[str, str] = field(default=FrozenMap({}), converter=frozen_map)
    latest: bool = False


@frozen(kw_only=True, eq=False, repr=False)
class QuestionRow(Value):
    """Something that only a person can say; a determination on its clause answers it.

    Attributes:
        clause: the clause; also the ``question`` of the determination.
        over, procedures: as in findings.
        when: while this holds, the question is open.
        changes: what depends on the answer: codes of findings, clauses of duties, ``scope``, ``route``.
        asks_day_of: the event whose day is the answer; the log that has it answers, and no determination.
        settles: the clause of a duty of the record: asked only while that duty is undetermined.
        known_on: the days by which an earlier record of its kind was known. An answer on it is dated the last
            of them, since a later answer would be on a later record.
    """

    clause: str
    over: str
    procedures: tuple[str, ...]
    when: Condition
    changes: tuple[str, ...]
    latest: bool = False
    asks_day_of: str | None = None
    settles: str | None = None
    known_on: tuple[str, ...] = ()


@frozen(kw_only=True, eq=False, repr=False)
class ScopeRow(Value):
    """What puts an app inside or outside the scope, or leaves it to a person.

    Attributes:
        verdict: False excludes, None leaves it open, True includes; False beats None beats True.
        clauses: cited in the scope decision.
        code, clause: of the finding, where there is one.
        question: the clause of the question, where it is left open.
        element: of an including row: the element of the definition it meets (owner, form, purpose). The
            app is inside only if every element that the rows know is met.
        plain: clauses it rests on that the decision does not cite, being met in the ordinary case.
    """

    verdict: bool | None
    when: Condition
    clauses: tuple[str, ...]
    code: str | None = None
    clause: str | None = None
    question: str | None = None
    element: str = ""
    plain: tuple[str, ...] = ()


@frozen(kw_only=True, eq=False, repr=False)
class RouteRow(Value):
    """The way up for a sponsor; ``path`` is None where a person must say."""

    when: Condition
    path: tuple[str, ...] | None
    clauses: tuple[str, ...]


@frozen(kw_only=True, eq=False, repr=False)
class MaterialRow(Value):
    """One piece of material that a submission must hold; ``separate`` ones have a finding of their own."""

    material: str
    procedure: str
    clause: str
    when: Condition = ALWAYS
    separate: bool = False


@frozen(kw_only=True, eq=False, repr=False)
class FormRow(Value):
    """One form of the annexes, for a procedure and a kind of app."""

    form: str
    procedure: str
    material: str
    when: Condition = ALWAYS


@frozen(kw_only=True, eq=False, repr=False)
class FactRow(Value):
    """Something that the text states and that binds nobody: on what it rests, to whom it speaks, whom to ask.

    Attributes:
        clause: where it stands.
        what: parent · addressee · short_name · jurisdiction · principle · contact.
        zh, en: the words for it.
        value: the thing itself, where it is more than its words: a code, a telephone number.
    """

    clause: str
    what: str
    zh: str
    en: str
    value: str = ""
