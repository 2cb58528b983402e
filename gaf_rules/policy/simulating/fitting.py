"""``fit``: a model out of a log, with those of its cases that are still going on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gaf_rules.auditing.counted import EPOCH, MISSING, day_of, number_of
from gaf_rules.auditing.reading import DATE_FIELDS
from gaf_rules.auditing.tables import Job
from gaf_rules.bulk.ranks import ranks_of
from gaf_rules.columns import STRANGE_DAY, day_numbers, require_zone
from gaf_rules.columns.frames import eager_frame
from gaf_rules.evaluate.arguments import expect, require_day
from gaf_rules.evaluate.checks import LAST_CASE_DAY
from gaf_rules.evaluate.scoping import machine_of
from gaf_rules.language.readings import Readings
from gaf_rules.policy.paths import steps_of
from gaf_rules.policy.simulating.model import LAPSE, START, Branch, Model, ModelAct, label_of
from gaf_rules.policy.simulating.periods import periods_of
from gaf_rules.values.given import refused
from gaf_rules.values.mapping import FrozenMap

if TYPE_CHECKING:
    from datetime import date
    from zoneinfo import ZoneInfo

    from gaf_rules.auditing.counted import Ints
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.policy.paths import StepRows

__all__ = ["fit"]

_PARTY = (
    "app_kind",
    "runs_on_mobile",
    "purpose",
    "grassroots_facing",
    "sponsor_kind",
    "tier",
    "place",
)


def fit(
    events: Any,
    cases: Any,
    *,
    as_of: date | None = None,
    guideline: Guideline | None = None,
    calendar: WorkingCalendar | None = None,
    zone: str | None = None,
) -> Model:
    """The model that a log amounts to, for `gaf_rules.simulate`.

    For each tier, last act and states of the procedures the probability that an act follows after d working
    days is estimated after Aalen and Johansen: S(d − 1) · c(d) / n(d), where n(d) cases had waited d working
    days at least, c(d) of them saw the act then, and S is the share that has seen none. Cases that are still
    waiting on the day of assessment, or whose waiting time alone has ended, count as long as they waited.
    What nothing has followed within the longest wait seen is taken to stay as it is.

    Arguments:
        events: as in `gaf_rules.audit`.
        cases: likewise; columns of one's own do not matter.
        as_of: the day until which the log is complete; None: that of its last event.
        guideline: as in `gaf_rules.audit`.
        calendar: likewise.
        zone: likewise.

    Returns:
        the model; cases whose log is not legal are not in it. Of days that events state (``posted_on``) the
        median distance is kept, of cases neither names nor how many there were, only when they began.

    Raises:
        CaseError: as in `gaf_rules.audit`; a log in which nothing has happened.

    >>> import gaf_rules as gaf
    >>> drawn = gaf.simulate(50, seed=1)
    >>> gaf.simulate(2, seed=1, model=gaf.fit(drawn.events, drawn.cases, as_of=drawn.as_of)).as_of
    datetime.date(2026, 12, 17)
    """
    where = require_zone(zone)
    today = None if as_of is None else require_day("as_of", as_of)
    expect(guideline=guideline, calendar=calendar)
    if calendar is None:
        from gaf_rules.calendar import CHINA  # noqa: PLC0415 - read when needed

        calendar = CHINA
    if today is None:
        events = eager_frame(events, _EVENTS)
        today = _last_day(events, where) or calendar.coverage.first
    machine = machine_of(guideline)
    job = Job(events, cases, today, machine, calendar, where, keep=True)
    job.run(Readings())
    steps = steps_of(job, Readings())
    if not len(steps.case):
        raise refused(
            _EVENTS, None, "至少一件合法案件的事件", "events of a case whose log is legal"
        )
    parts, days = job.maker.events.parts, steps.day.astype(np.int64)
    used = np.unique(steps.code[steps.code >= 0])
    acts = tuple(_act(job, int(code)) for code in used)
    first = np.append(True, steps.case[1:] != steps.case[:-1])
    began = np.bincount(days[first] - days[first].min())
    return Model(
        parties=_parties(job, steps.case[first]),
        acts=acts,
        branches=FrozenMap(_branches(job, steps, used, [label_of(parts[code]) for code in used])),
        first_day=int(days[first].min()) + EPOCH,
        arrivals=tuple(map(float, began.tolist())),
        periods=periods_of(machine.guideline),
    )


_EVENTS = "events"


def _last_day(events: Any, zone: ZoneInfo | None) -> date | None:
    """The day of the last event; days that no case can have, and what is no day, are none."""
    if "on" not in events.columns:
        return None
    days = day_numbers(events.get_column("on").to_native(), "$events.on", zone)
    there = (days > STRANGE_DAY) & (days <= number_of(LAST_CASE_DAY))
    return day_of(int(days[there].max(initial=MISSING)))


def _act(job: Job, code: int) -> ModelAct:
    """An event without its days; of those that it states the median distance."""
    parts = dict(job.maker.events.parts[code])
    offsets = {}
    rows = np.flatnonzero(job.log.codes == code)
    for name in DATE_FIELDS:
        if parts.pop(name, None) is None:
            continue
        stated = job.log.field(name, rows)
        known = stated != MISSING
        offsets[name] = int(np.median(stated[known] - job.log.days[rows[known]]))
    return ModelAct(FrozenMap(parts), FrozenMap(offsets))


def _parties(job: Job, cases: Ints) -> tuple[tuple[FrozenMap[str, Any], float], ...]:
    codes = np.bincount(job.maker.cases.codes[cases], minlength=len(job.maker.cases.parts))
    found: dict[FrozenMap[str, Any], float] = {}
    for parts, count in zip(job.maker.cases.parts, codes.tolist(), strict=True):
        if count:
            party = FrozenMap({name: parts[name] for name in _PARTY if name in parts})
            found[party] = found.get(party, 0.0) + count
    return tuple(found.items())


def _branches(job: Job, steps: StepRows, used: Ints, names: list[str]) -> dict[Any, Any]:
    """What follows, by tier, last act and states."""
    labels = [START, LAPSE, *dict.fromkeys(names)]
    place = np.full(int(used.max(initial=0)) + 2, 1)
    place[used] = [labels.index(name) for name in names]
    # Where each step leads, and what comes after it: an act, or nothing until the last day or a lapse.
    label, begins = place[steps.code], np.append(True, steps.case[1:] != steps.case[:-1])
    ends = np.append(begins[1:], True)
    next_code = np.where(ends, -1, np.append(steps.code[1:], -1))
    next_day = np.where(ends, job.today, np.append(steps.day[1:], 0))
    said = [parts.get("tier") for parts in job.maker.cases.parts]
    known = list(dict.fromkeys(said))
    tiers = np.array([known.index(one) for one in said])[job.maker.cases.codes[steps.case]]
    first = np.flatnonzero(begins)
    columns = [
        np.concatenate([late, early])
        for late, early in (
            (tiers, tiers[first]),
            (label, np.zeros(len(first), np.int64)),
            (steps.after, steps.before[first]),
            (next_code, steps.code[first]),
            (_waited(job, steps.day, next_day), np.zeros(len(first), np.int64)),
        )
    ]
    tier, last, states, code, waited = (column.astype(np.int64) for column in columns)
    key = (tier * len(labels) + last) * len(steps.states) + states
    order = np.argsort(key, kind="stable")
    found = {}
    for some in np.split(order, np.flatnonzero(np.diff(key[order])) + 1):
        one = some[0]
        at = str(known[tier[one]]), labels[last[one]], steps.states[states[one]]
        branches = _estimated(waited[some], code[some], used)
        if branches:
            found[at] = branches
    return found


def _waited(job: Job, since: Ints, until: Ints) -> Ints:
    """Working days strictly after one day, up to another; those that the calendar does not know are none."""
    ranks = ranks_of(job.calendar)
    places = (np.clip(days, ranks.first - 1, ranks.end - 1) + 1 for days in (since, until))
    early, late = (ranks.before[at] for at in places)
    found: Ints = np.maximum(late - early, 0)
    return found


def _estimated(waited: Ints, code: Ints, used: Ints) -> tuple[Branch, ...]:
    """Aalen and Johansen's estimate: for each act the probability by working days."""
    size = int(waited.max(initial=0)) + 1
    at_risk = np.bincount(waited, minlength=size)[::-1].cumsum()[::-1]
    ended = np.bincount(waited[code >= 0], minlength=size)
    still = np.concatenate([[1.0], np.cumprod(1 - ended / at_risk)[:-1]])
    found = []
    for act in np.unique(code[code >= 0]).tolist():
        counts = np.bincount(waited[code == act], minlength=size)
        shares = still * counts / at_risk
        last = int(np.flatnonzero(counts)[-1]) + 1
        found.append(Branch(int(np.searchsorted(used, act)), tuple(shares[:last].tolist())))
    return tuple(found)
