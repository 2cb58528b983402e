"""The act that a goal needs, found in the rows: the entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from gaf_rules.ask.needs.findings import need_for_finding
from gaf_rules.ask.needs.search import Search
from gaf_rules.ask.needs.stages import need_for_stage
from gaf_rules.ask.needs.value import Goal, Impossible, Need
from gaf_rules.calendar.working import china
from gaf_rules.evaluate.arguments import a_case, a_covered_day, expect, readings_of
from gaf_rules.evaluate.assessing import world_of
from gaf_rules.evaluate.scoping import machine_of
from gaf_rules.language.vocabulary import FINDING_CODES

if TYPE_CHECKING:
    from datetime import date

    from gaf_rules.answers.assessment import Finding
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.readings import Readings
    from gaf_rules.log.case import Case

__all__ = ["needed_for"]


def needed_for(
    case: Case,
    goal: str | Finding | Goal,
    *,
    as_of: date,
    guideline: Guideline | None = None,
    calendar: WorkingCalendar | None = None,
    readings: Readings | None = None,
) -> Need | Impossible:
    """Who must do (or had to do) which act by which day, on which clause, so that a goal is reached.

    A goal is a finding to be avoided or mended, or a stage. For a finding about a duty the answer is that
    duty's act and last day, whether it still lies ahead or is over. For any other finding it is the act that
    takes it away: one to be done now; else one that was to be done by a day; else the act of the log that
    was done wrong, done right on its day (``replaces``). What is done and cannot be undone, and what nobody
    decides, is `Impossible`. For a stage it is the next act on the shortest way there that brings about no
    breach, with the day after which it is one or the way is closed.

    Arguments:
        case: the case.
        goal: ``"not CODE[@procedure][#round]"``, a finding, or ``"procedure:stage"``.
        as_of: the day of assessment; events after it are left out of account.
        guideline: as for `gaf_rules.assess`.
        calendar: likewise.
        readings: likewise.

    Returns:
        the act; or why no single act in the log reaches the goal.

    Raises:
        CaseError: a goal that cannot be read, or another argument that does not fit.
        IllegalEventError: a log that the process does not allow.

    >>> import gaf_rules as gaf
    >>> from datetime import date
    >>> case = gaf.Case(
    ...     id="C1",
    ...     app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal"),
    ...     sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal"),
    ...     events=(
    ...         gaf.Event(type="app_launched", on=date(2026, 2, 2)),
    ...         gaf.Event(type="app_taken_offline", on=date(2026, 3, 2)),
    ...     ),
    ... )
    >>> need = needed_for(case, "not DEREGISTRATION_OVERDUE", as_of=date(2026, 3, 9))
    >>> need.bearer, need.act, str(need.not_after), need.clause
    ('sponsor', 'deregistration_reported', '2026-03-16', '2.6.1b')
    """
    case = a_case(case)
    expect(guideline=guideline, calendar=calendar)
    rows = machine_of(guideline).guideline
    wanted = Goal.of(goal, codes={*FINDING_CODES, *(row.code for row in rows.findings)})
    calendar = china() if calendar is None else calendar
    as_of, chosen = a_covered_day("as_of", as_of, calendar), readings_of(readings)
    world = world_of(case, as_of, guideline, calendar)
    # What is to come is no part of the log that an act is put into.
    case = evolve(case, events=tuple(event for event in case.events if event.on <= as_of))
    search = Search(evolve(world, case=case), chosen)
    found = need_for_finding if wanted.stage is None else need_for_stage
    need = found(search, wanted)
    return evolve(need, guideline=rows) if isinstance(need, Need) else need
