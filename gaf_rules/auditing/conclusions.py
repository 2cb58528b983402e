"""What is concluded of a case, flat: words in templates, days and counts apart.

The same for a case that is assessed by itself (days are dates) and for one that stands for many (days are
nodes of its trace).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from gaf_rules.evaluate.assessing import frame_notices
from gaf_rules.evaluate.duties import safe_on
from gaf_rules.evaluate.scoping import forms_for
from gaf_rules.language.readings import READING_OPTIONS
from gaf_rules.language.vocabulary import PROCEDURES

if TYPE_CHECKING:
    from collections.abc import Callable

    from gaf_rules.evaluate.duties import Window
    from gaf_rules.evaluate.outline import Outline, RawDuty, World
    from gaf_rules.evaluate.standing import Evaluated
    from gaf_rules.language.readings import Readings
    from gaf_rules.language.rows import DutyRow

__all__ = [
    "DUTY_COUNTS",
    "DUTY_DAYS",
    "DUTY_WORDS",
    "FINDING_WORDS",
    "CaseWords",
    "Conclusion",
    "DutyWords",
    "FindingWords",
    "conclude",
    "duty_values",
    "duty_words",
    "notice",
]


class CaseWords(NamedTuple):
    """The words of a row of ``cases``."""

    in_scope: bool | None
    route: tuple[str, ...] | None
    forms: tuple[str, ...] | None
    stages: tuple[str | None, ...]


class DutyWords(NamedTuple):
    """The words of a row of ``duties``."""

    clause: str
    procedure: str
    bearer: str
    act: str
    to: str | None
    trigger_event: str | None
    trigger_estimated: bool | None
    certainty: str | None
    status: str
    consequence: str | None


class FindingWords(NamedTuple):
    """The words of a row of ``findings``; ``fixed`` where no reading can change it."""

    code: str
    clause: str
    procedure: str
    severity: str
    bearer: str
    items: tuple[str, ...]
    fixed: bool


DUTY_WORDS = DutyWords._fields
FINDING_WORDS = FindingWords._fields[:-1]
DUTY_DAYS = ("trigger_on", "due_on", "safe_on", "earliest", "latest", "met_on")
DUTY_COUNTS = ("elapsed_working_days", "late_by_working_days")


class Conclusion(NamedTuple):
    """What is concluded: words, and for each duty and finding its round, its days and counts."""

    case: CaseWords
    duties: tuple[tuple[DutyWords, int, tuple[Any, ...]], ...]
    findings: tuple[tuple[FindingWords, int, Any], ...]


def duty_words(
    row: DutyRow, procedure: str, bearer: str, to: str | None, window: Window | RawDuty, status: str
) -> DutyWords:
    """The words of a duty."""
    trigger, due = window.trigger, window.due
    return DutyWords(
        row.clause,
        procedure,
        bearer,
        row.act,
        to,
        None if trigger is None else trigger.event,
        None if trigger is None else trigger.estimated,
        None if trigger is None or due is None else due.certainty,
        status,
        row.consequence,
    )


def notice(code: str, clause: str, items: tuple[str, ...]) -> FindingWords:
    """The words of a notice on scope or route."""
    return FindingWords(code, clause, "filing", "notice", "sponsor", items, fixed=True)


def conclude(world: World, core: Outline, readings: Readings) -> Conclusion:
    """The conclusions of an outline, in the order in which the rows give them."""
    options = {name: getattr(readings, name) for name in READING_OPTIONS}
    facts = core.log.contexts["filing"]
    case = CaseWords(
        core.scope.in_scope,
        core.route,
        forms_for(world.machine, facts, core.log.begun),
        tuple(core.stages.get(name) for name in PROCEDURES),
    )
    since = facts["case"].get("first_on", world.as_of)
    findings = [(notice(*each), 1, since) for each in frame_notices(world, core)]
    findings += [
        (
            FindingWords(
                raw.row.code,
                raw.clause,
                raw.procedure,
                raw.row.severity,
                raw.bearer,
                raw.items,
                fixed=False,
            ),
            raw.round,
            raw.since,
        )
        for raw in core.findings
    ]
    duties = tuple(_duty(world, raw, options) for raw in core.duties)
    return Conclusion(case, duties, tuple(findings))


def _duty(
    world: World, raw: RawDuty, options: dict[str, str]
) -> tuple[DutyWords, int, tuple[Any, ...]]:
    state = raw
    words = duty_words(raw.row, raw.procedure, raw.bearer, raw.to, state, state.status)
    safe = partial(
        safe_on,
        raw.compiled,
        raw.context,
        options,
        world.calendar,
        raw.bearer,
        world.case.sponsor.place,
        raw.left,
    )
    return words, raw.round, duty_values(state, safe)


def duty_values(state: Evaluated | RawDuty, safe: Callable[[], Any]) -> tuple[Any, ...]:
    """The days and counts of a duty; ``safe`` gives the day that is safe."""
    trigger, due = state.trigger, state.due
    days: tuple[Any, ...] = (None, None, None, None)
    if trigger is not None and due is not None:
        some = due.latest is not None or due.certainty == "projected"
        days = (due.on, safe() if some else None, due.earliest, due.latest)
    started = None if trigger is None else trigger.on
    return (started, *days, state.met_on, state.elapsed, state.late_by)
