"""The second, independent engine: the same rows, forward chaining in ``durable_rules``, and why.

A case is derived in a chain of small sessions:

* one for each step of the log: states and event in, out the row that allows it, and so the next state;
* one before each day for what time ends: the lapse of a duty puts the fact that the application has ended,
  and that lets in the next one;
* one for each record: which duties exist, what starts them, which findings and questions hold;
* one for each duty, by procedure and round: its status, and out of the status findings, questions and next
  actions.

What one session concludes is told to the next as facts. No condition of a row is decided anywhere but in the
engine; no code of evaluation is shared with the first one. Shared are the normalised order of the log and the
counting of working days.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from gaf_rules.answers.assessment import Assessment, Provenance
from gaf_rules.durable.case_run import CaseRun
from gaf_rules.durable.conclusions import conclude
from gaf_rules.durable.engine import EngineDriver
from gaf_rules.durable.results import (
    duty_of,
    finding_of,
    judged_order,
    next_actions_of,
    questions_of,
)
from gaf_rules.durable.ruleset import ruleset
from gaf_rules.durable.tracing import Proof, Tracer
from gaf_rules.evaluate.answer import Disputes, finding_order, notice_of
from gaf_rules.evaluate.assessing import world_of
from gaf_rules.evaluate.fold import Entry, Fold
from gaf_rules.evaluate.replay import replay
from gaf_rules.language.readings import READING_OPTIONS, Readings
from gaf_rules.values.lazy import Lazy
from gaf_rules.values.version import VERSION

if TYPE_CHECKING:
    from datetime import date

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.durable.engine import Engine
    from gaf_rules.evaluate.outline import World
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.log.case import Case

__all__ = ["Derived", "Proof", "Shared", "assess", "derive", "shared_input"]


@frozen(kw_only=True)
class Shared:
    """What both engines take as given: the log in its normalised order, and who stands where on the route.

    Attributes:
        order: the events up to the day of assessment, roles supplied.
        places: role → positions on the route.
    """

    order: tuple[Entry, ...]
    places: Mapping[str, frozenset[str]]


@frozen
class Derived:
    """What the second engine makes of a case, and why.

    Attributes:
        assessment: the scope, stages, duties, findings and questions that follow.
        reasons: computes ``proofs`` on first use.
    """

    assessment: Assessment
    reasons: Lazy[tuple[Proof, ...]] = field(eq=False, repr=False)

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """For each conclusion the rule, the facts that it matched and what follows, in order."""
        return self.reasons.value()


class _Process:
    """The one engine of a process; a forked child makes its own."""

    def __init__(self) -> None:
        self._held: dict[int, EngineDriver] = {}

    def driver(self) -> EngineDriver:
        """The engine of this process, made on first use."""
        pid = os.getpid()
        held = self._held.get(pid)
        if held is None:
            # setdefault is atomic: two threads that arrive together get the same one.
            held = self._held.setdefault(pid, EngineDriver())
        return held


_PROCESS = _Process()


def shared_input(world: World, options: dict[str, str]) -> Shared:
    """The shared input for a case: its log in the order in which every event is legal.

    Raises:
        IllegalEventError: the log holds an event that the procedure does not allow at that point.
    """
    log = replay(world.case, world.as_of, world.machine, options, world.calendar)
    fold = Fold(world.case, world.machine, options, world.calendar)
    return Shared(order=log.order, places=fold.positions)


def derive(
    case: Case,
    *,
    as_of: date,
    guideline: Guideline | None = None,
    calendar: WorkingCalendar | None = None,
    readings: Readings | None = None,
    engine: Engine | None = None,
    shared: Shared | None = None,
) -> Derived:
    """What holds for a case on a day, derived by the second engine, with proofs.

    Arguments:
        case: the case.
        as_of: the day of assessment.
        guideline: the rows; the Hainan guideline by default.
        calendar: the working days; the State Council's notices by default.
        readings: one option for each point that can be read two ways; the defaults by default.
        engine: what opens sessions; the C module of this process by default.
        shared: the log in its normalised order; worked out where it is not given.

    Raises:
        GafRulesError: ``durable_rules`` is not installed, or a row cannot be said in its safe language.
        DisagreementError: no row allows an event that the first engine let in.
    """
    chosen = readings if readings is not None else Readings()
    options = {name: getattr(chosen, name) for name in READING_OPTIONS}
    held = _PROCESS.driver() if engine is None else engine
    world = world_of(case, as_of, guideline, calendar)
    given = shared_input(world, options) if shared is None else shared
    tracer = Tracer(held, given.places)
    run = CaseRun(case, ruleset(world.machine.guideline), tracer, world.calendar, options)
    run.take(given.order, world.as_of)
    return Derived(_assessment(world, chosen, run), Lazy(tracer.proofs))


def _assessment(world: World, readings: Readings, run: CaseRun) -> Assessment:
    rows, concluded = world.machine.guideline, conclude(run, world.as_of)
    disputes = Disputes(world, readings)
    first_on = run.books.records["filing"]["case"].get("first_on", world.as_of)
    found = [
        *(notice_of(each, first_on) for each in concluded.notices),
        *(finding_of(disputes, each) for each in concluded.findings),
    ]
    return Assessment(
        case=world.case.id,
        as_of=world.as_of,
        provenance=Provenance(
            guideline=rows.key,
            guideline_sha256=rows.digest,
            calendar_sha256=world.calendar.sha256,
            readings=readings.chosen(),
            engine="durable",
            version=VERSION,
        ),
        scope=concluded.scope,
        route=concluded.route,
        forms=concluded.forms,
        stages=concluded.stages,
        duties=tuple(duty_of(each) for each in sorted(concluded.duties, key=judged_order)),
        findings=tuple(sorted(found, key=finding_order)),
        questions=tuple(questions_of(rows, concluded)),
        next_actions=next_actions_of(rows, world.case.sponsor, concluded),
    )


def assess(case: Case, **given: Any) -> Assessment:
    """The assessment that the second engine derived.

    Arguments:
        case: the case.
        given: as for :func:`derive`.

    Raises:
        GafRulesError: as for :func:`derive`.
    """
    return derive(case, **given).assessment
