"""``measures``: an audit and what can be counted of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import frozen

from gaf_rules.auditing import Audit
from gaf_rules.auditing.answer_tables import AnswerTables
from gaf_rules.auditing.tables import Job
from gaf_rules.columns import require_zone
from gaf_rules.evaluate.arguments import expect, readings_of, require_day
from gaf_rules.evaluate.scoping import machine_of
from gaf_rules.language.vocabulary import EVENT_TYPES, PROCEDURES
from gaf_rules.policy.measuring import acting, lasting, lying
from gaf_rules.policy.measuring.basis import Duties, EventRows, MeasureBasis
from gaf_rules.policy.paths import stays_of, steps_of
from gaf_rules.values.given import one_of, refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.readings import Readings
    from gaf_rules.policy.paths import StepRows

__all__ = ["Measures", "measures"]

_AROUND, _EDGES = "around", "edges"


@frozen(kw_only=True, eq=False, repr=False)
class Measures:
    """What can be counted of a log on a day; every method gives a frame of the kind that came in.

    ``by`` names columns of the table of cases, own ones included: each row is then of one combination.
    Durations are whole days: working days strictly after the first day, up to and including the last;
    calendar days as the difference of the two.

    Attributes:
        audit: the audit on which everything rests; cases whose log is not legal have their ``error`` there
            and are in no measure.

    >>> import gaf_rules as gaf
    >>> drawn = gaf.simulate(50, seed=1)
    >>> found = gaf.measures(drawn.events, drawn.cases, as_of=drawn.as_of)
    >>> len(found.stays()) > len(found.durations()), found.survival("completeness_review").columns[:2]
    (True, ['procedure', 'stage'])
    >>> found.relays().columns[:2], found.rounds().columns[:2], found.backlog().columns[:2]
    (['bearer', 'procedure'], ['procedure', 'clause'], ['day', 'procedure'])
    >>> found.on_time().columns[:2], found.lateness().columns[:2], found.ageing().columns[:2]
    (['bearer', 'procedure'], ['bearer', 'procedure'], ['procedure', 'stage'])
    >>> found.flow().columns[:2], found.daily().columns[:2], found.seasonality().columns[:2]
    (['procedure', 'stage'], ['act', 'day'], ['act', 'festival'])
    """

    audit: Audit
    _ground: MeasureBasis

    def __repr__(self) -> str:
        return f"Measures({len(self._ground.frame)} cases, {len(self._ground.stays.case)} stays)"

    # -- how long --------------------------------------------------------------------------------------
    def stays(self) -> Any:
        """Every stay of a case in a stage.

        Returns:
            ``case_id``, ``procedure``, ``stage``, ``entered_on``, ``left_on`` (none: still there),
            ``onwards`` (the stage after it), ``working_days``, ``calendar_days`` (up to the day of
            assessment, where it has not been left). Working days are missing where the calendar ends.
        """
        return lying.stays(self._ground)

    def durations(self, by: str | Sequence[str] = ()) -> Any:
        """How long cases stay in each stage.

        Returns:
            by, ``procedure``, ``stage``, ``unit`` (``working_days``, ``calendar_days``), ``stays``,
            ``ended``, ``open`` (censored: they last at least until the day of assessment), and ``p25``,
            ``median``, ``p75``, ``p90``: the least number of days within which that share of the stays has
            ended, by the estimator of Kaplan and Meier; missing where it is not reached.

        Raises:
            CaseError: ``by`` names no column of the cases.
        """
        return lasting.durations(self._ground, by)

    def survival(
        self,
        stage: str,
        *,
        procedure: str = "filing",
        unit: str = "working_days",
        by: str | Sequence[str] = (),
    ) -> Any:
        """The curve behind `durations`: which share of the stays lasts longer than so many days.

        Arguments:
            stage: a stage.
            procedure: filing, change or deregistration.
            unit: ``"working_days"`` or ``"calendar_days"``.
            by: columns of the table of cases.

        Returns:
            by, ``procedure``, ``stage``, ``unit``, ``days``, ``at_risk``, ``ended``, ``open``, ``share``,
            ``low``, ``high`` (bounds at 95 percent: Greenwood's variance on the scale of log(−log)).

        Raises:
            CaseError: no such stage, procedure, unit or column.
        """
        one_of("stage", stage, self._ground.stays.stages)
        one_of("procedure", procedure, PROCEDURES)
        one_of("unit", unit, lasting.UNITS)
        return lasting.survival(self._ground, stage, procedure, unit, by)

    def relays(self, by: str | Sequence[str] = ()) -> Any:
        """How long relays take (2.4.3c, 2.4.4b, 2.7.1b: "in time", without a number of days).

        Returns:
            by, ``bearer``, ``procedure``, ``clause``, ``relays``, ``done``, ``open``, and ``p25``,
            ``median``, ``p75``, ``p90`` of the working days, as in `durations`.

        Raises:
            CaseError: ``by`` names no column of the cases.
        """
        return lasting.relays(self._ground, by)

    # -- in time -----------------------------------------------------------------------------------------
    def on_time(self, by: str | Sequence[str] = ()) -> Any:
        """Which share of the duties with a last day was done in time.

        Returns:
            by, ``bearer``, ``procedure``, ``clause``, ``on_time``, ``late`` (done late), ``never`` (missed
            and not done by the day of assessment), ``undecided`` (open, extended, undetermined),
            ``share`` = on_time / (on_time + late + never), ``low``, ``high`` (Wilson's bounds at 95 percent).

        Raises:
            CaseError: ``by`` names no column of the cases.
        """
        return acting.on_time(self._ground, by)

    def lateness(self, by: str | Sequence[str] = ()) -> Any:
        """By how many working days duties are late: those done late, and apart from them those never done.

        Returns:
            by, ``bearer``, ``procedure``, ``clause``, ``done``, ``duties``, and ``median``, ``p90``,
            ``most`` working days; of those never done up to the day of assessment.

        Raises:
            CaseError: ``by`` names no column of the cases.
        """
        return acting.lateness(self._ground, by)

    def rounds(self, by: str | Sequence[str] = ()) -> Any:
        """How often cases go through the same duty: rounds of review, of feedback.

        Returns:
            by, ``procedure``, ``clause``, ``rounds``, ``cases`` (how many came to exactly so many rounds).

        Raises:
            CaseError: ``by`` names no column of the cases.
        """
        return acting.rounds(self._ground, by)

    # -- where they lie ------------------------------------------------------------------------------------
    def backlog(self, by: str | Sequence[str] = (), *, stages: Sequence[str] | None = None) -> Any:
        """How many cases lie in each stage at the end of each calendar day.

        Arguments:
            by: columns of the table of cases.
            stages: the stages; by default those in which something is still awaited.

        Returns:
            ``day``, by, ``procedure``, ``stage``, ``entered``, ``left``, ``open`` (entered by the end of the
            day and not left), ``is_working_day``.

        Raises:
            CaseError: no such stage or column.
        """
        return lying.backlog(self._ground, by, stages)

    def ageing(
        self, by: str | Sequence[str] = (), *, edges: Sequence[int] = (5, 10, 20, 40)
    ) -> Any:
        """How long what lies there has been lying on the day of assessment.

        Arguments:
            by: columns of the table of cases.
            edges: the last working day of each band but the last, ascending.

        Returns:
            by, ``procedure``, ``stage``, ``over``, ``up_to`` (working days: over the one, up to and including
            the other; none: without an end), ``cases``, ``oldest_on``.

        Raises:
            CaseError: edges that do not ascend; no such column.
        """
        return lying.ageing(self._ground, by, _edges(edges))

    def flow(self, by: str | Sequence[str] = ()) -> Any:
        """From which stage to which cases go.

        Returns:
            by, ``procedure``, ``stage``, ``onwards`` (none: still there), ``stays``, ``median`` (working days
            of these stays).

        Raises:
            CaseError: ``by`` names no column of the cases.
        """
        return lying.flow(self._ground, by)

    # -- when ------------------------------------------------------------------------------------------------
    def daily(self, act: str = "application_received", *, role: str | None = None) -> Any:
        """How often something is done on each calendar day.

        Arguments:
            act: the type of an event.
            role: by whom; anybody by default.

        Returns:
            ``act``, ``day``, ``kind`` (as `WorkingCalendar.day` has it), ``festival``,
            ``working_day_of_month`` (1 for the first; none on a day off), ``acts``.

        Raises:
            CaseError: no such type of event.
        """
        one_of("act", act, EVENT_TYPES)
        self._require_role(role)
        return acting.daily(self._ground, act, role)

    def seasonality(
        self, act: str = "application_submitted", *, role: str | None = None, around: int = 10
    ) -> Any:
        """How often something is done before and after festivals, all years taken together.

        Arguments:
            act: the type of an event.
            role: by whom; anybody by default.
            around: so many working days on either side, 1 to 60.

        Returns:
            ``act``, ``festival``, ``offset`` (working days: −1 the last before the days off, 1 the first
            after them, 0 the days off themselves), ``days``, ``acts``, ``per_day`` = acts / days, ``ratio``
            = per_day over the mean of all working days from the first such act to the last.

        Raises:
            CaseError: no such type of event, a number of days out of bounds.
        """
        one_of("act", act, EVENT_TYPES)
        self._require_role(role)
        if type(around) is not int or not 1 <= around <= acting.MOST_AROUND:
            wanted = "1 至 60 的整数", "a whole number, 1 to 60"
            raise refused(_AROUND, around, *wanted, ("int",))
        return acting.seasonality(self._ground, act, role, around)

    def _require_role(self, role: object) -> None:
        if role is not None:
            one_of("role", role, sorted({by for _, by in self._ground.acts.words if by}))


def _edges(edges: object) -> list[int]:
    found: list[Any] = [*edges] if isinstance(edges, tuple | list) else [edges]
    small = all(type(edge) is int and 0 <= edge < 1 << 30 for edge in found)
    if not found or not small or sorted({*found}) != found:
        wanted = "递增的工作日数", "ascending numbers of working days"
        raise refused(_EDGES, edges, *wanted, ("[5, 10, 20]",))
    return found


def measures(
    events: Any,
    cases: Any,
    *,
    as_of: date,
    guideline: Guideline | None = None,
    calendar: WorkingCalendar | None = None,
    readings: Readings | None = None,
    zone: str | None = None,
) -> Measures:
    """What can be counted of a log: durations, lateness, backlog, seasons.

    Arguments:
        events: as in `gaf_rules.audit`.
        cases: likewise; columns of one's own can be grouped by.
        as_of: the day of assessment.
        guideline: as in `gaf_rules.audit`.
        calendar: likewise.
        readings: likewise.
        zone: likewise.

    Raises:
        CaseError: as in `gaf_rules.audit`.

    >>> import gaf_rules as gaf, polars as pl
    >>> from datetime import date
    >>> cases = pl.DataFrame({"case_id": [1], "app_kind": ["app"], "runs_on_mobile": [True],
    ...     "purpose": ["internal"], "sponsor_kind": ["administrative_organ"],
    ...     "tier": ["provincial_department"]})
    >>> events = pl.DataFrame({"case_id": [1, 1], "on": [date(2026, 3, 2), date(2026, 3, 4)],
    ...     "type": ["application_submitted", "application_received"], "materials": [[], None],
    ...     "by": ["sponsor", "provincial_cac"], "to": ["provincial_cac", None]})
    >>> found = gaf.measures(events, cases, as_of=date(2026, 3, 10))
    >>> found.stays().select("stage", "onwards", "working_days").rows()
    [('forwarded', 'completeness_review', 2), ('completeness_review', None, 4)]
    """
    where, today = require_zone(zone), require_day("as_of", as_of)
    expect(guideline=guideline, calendar=calendar)
    if calendar is None:
        from gaf_rules.calendar import CHINA  # noqa: PLC0415 - read when needed

        calendar = CHINA
    chosen, machine = readings_of(readings), machine_of(guideline)
    job = Job(events, cases, today, machine, calendar, where, keep=True)
    found = job.run(chosen)
    steps = steps_of(job, chosen)
    states = machine.guideline.states
    stage_of: dict[tuple[str, str], str] = {(row.procedure, row.name): row.stage for row in states}
    ground = MeasureBasis(
        frame=job.frame,
        guideline=machine.guideline,
        calendar=calendar,
        today=job.today,
        stays=stays_of(steps, stage_of),
        duties=Duties.of(found),
        acts=_acts(job, steps),
    )
    job.let_go()
    audit = AnswerTables(job, found, chosen, "en", text_lists=False).tables(disputes=False)
    return Measures(audit=audit, ground=ground)


def _acts(job: Job, steps: StepRows) -> EventRows:
    some = steps.code >= 0
    words: dict[Any, int] = {}
    which = [
        words.setdefault((parts.get("type"), parts.get("by")), len(words))
        for parts in job.maker.events.parts
    ]
    return EventRows(
        steps.case[some],
        steps.day[some],
        np.array([*which, 0], np.int32)[steps.code[some]],
        tuple(words),
    )
