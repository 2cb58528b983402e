"""``simulate``: a log that the guideline allows, drawn from a model."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw
import numpy as np
from attrs import frozen

from gaf_rules.auditing.counted import number_of
from gaf_rules.auditing.reading import CASE_COLUMNS, DATE_FIELDS
from gaf_rules.columns.frames import KINDS
from gaf_rules.columns.outgoing import Columns, joined
from gaf_rules.evaluate.arguments import expect, require_day
from gaf_rules.evaluate.scoping import machine_of
from gaf_rules.log.events import EVENT_FIELDS
from gaf_rules.policy.simulating.model import Model
from gaf_rules.policy.simulating.periods import clauses_of_acts
from gaf_rules.policy.simulating.walking import SimulationRun
from gaf_rules.values.days import from_ordinal
from gaf_rules.values.given import one_of, refused, require
from gaf_rules.values.lacking import missing_extra

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.policy.simulating.walking import Happened

__all__ = ["Simulation", "simulate"]

_MOST: Final = 1 << 31


@frozen(kw_only=True, eq=False)
class Simulation:
    """A log that was drawn.

    Attributes:
        events: the table of events, as `gaf_rules.audit` takes it.
        cases: the table of cases; ``case_id`` is the number of the case.
        as_of: the day until which it goes.
    """

    events: Any
    cases: Any
    as_of: date


def simulate(
    n: int,
    seed: int,
    model: Model | None = None,
    *,
    guideline: Guideline | None = None,
    calendar: WorkingCalendar | None = None,
    until: date | None = None,
    capacity: Mapping[str, int] | None = None,
    first: int = 0,
    backend: str = "polars",
) -> Simulation:
    """A log of cases that take their way through the transition table of a guideline.

    Every log is legal. The numbers are those of NumPy's generator Philox with the key ``seed`` and the number
    of the case and of the step as its counter: the same seed gives the same log bit for bit, and cases drawn
    in pieces (``first``) are those drawn at once, as long as no capacity makes them wait for one another.

    Arguments:
        n: how many cases.
        seed: a whole number from 0 to 2⁶³ − 1.
        model: what follows on what, and when; the usual course of a filing in Hainan by default, whose
            numbers are plausible and taken from no office (`gaf_rules.fit` takes one from a log).
        guideline: as in `gaf_rules.audit`. Where a period differs from the model's, acts that fulfil the
            duty take working days in proportion.
        calendar: as in `gaf_rules.audit`; acts fall on its working days.
        until: the last day of the log; by default the day of the last arrival.
        capacity: clause → how many acts that fulfil its duty can be done on a working day, first come first
            served: ``{"2.4.2a": 40}``.
        first: the number of the first case.
        backend: ``"polars"``, ``"pandas"`` or ``"pyarrow"``.

    Raises:
        CaseError: an argument of the wrong kind, a capacity of a clause that no act fulfils.

    >>> import gaf_rules as gaf
    >>> drawn = gaf.simulate(3, seed=1)
    >>> drawn.cases["tier"].to_list()
    ['municipal', 'municipal', 'affiliated_institution']
    """
    _whole("n", n, 0, _MOST)
    _whole("seed", seed, 0, 1 << 63)
    _whole("first", first, 0, 1 << 62)
    expect(guideline=guideline, calendar=calendar)
    one_of("backend", backend, KINDS)
    if model is None:
        from gaf_rules.policy.simulating.usual import usual_model  # noqa: PLC0415 - made when needed

        model = usual_model()
    require("model", model, Model, "一个 Model", "a Model")
    if calendar is None:
        from gaf_rules.calendar import CHINA  # noqa: PLC0415 - read when needed

        calendar = CHINA
    machine = machine_of(guideline)
    last = from_ordinal(model.first_day + len(model.arrivals) - 1)
    as_of = require_day("until", last if until is None else until)
    course = SimulationRun(
        model,
        machine,
        calendar,
        seed=seed,
        first=first,
        count=n,
        until=number_of(as_of),
        capacity=_capacities(capacity, machine),
    )
    return _tables(course, course.run(), model, as_of, backend)


def _whole(name: str, got: object, least: int, end: int) -> None:
    if type(got) is not int or not least <= got < end:
        wanted = f"{least} 至 {end - 1} 的整数", f"a whole number from {least} to {end - 1}"
        raise refused(name, got, *wanted, ("int",))


def _capacities(capacity: object, machine: Any) -> dict[str, int]:
    if capacity is None:
        return {}
    known = sorted({*clauses_of_acts(machine.guideline).values()})
    given = dict(capacity) if isinstance(capacity, dict) else {None: 0}
    for clause, most in given.items():
        if clause not in known or type(most) is not int or most < 1:
            wanted = "条款 → 每个工作日的件数", "a clause → so many a working day, 1 or more"
            raise refused(_CAPACITY, capacity, *wanted, tuple(known))
    return {str(clause): most for clause, most in given.items()}


_CAPACITY = "capacity"


def _tables(
    course: SimulationRun, found: Happened, model: Model, as_of: date, backend: Any
) -> Simulation:
    try:
        empty = nw.from_dict({"case_id": []}, {"case_id": nw.Int64()}, backend=backend)
    except ModuleNotFoundError as error:
        asked = f"backend={backend!r}"
        raise missing_extra(asked, error) from error
    make = Columns(empty)
    ids = course.numbers.astype(np.int64)
    events: dict[str, Any] = {"case_id": make.whole(ids[found.case])}
    events["on"] = make.days(found.day.astype(np.int32))
    held = {name for act in model.acts for name in (*act.fields, *act.offsets)}
    for name in ("type", *EVENT_FIELDS):
        if name not in held:
            continue
        if name in DATE_FIELDS:
            days = course.stated(name, found)
            events[name] = make.days(days.astype(np.int32))
            continue
        values = [_cell(act.fields.get(name)) for act in model.acts]
        flags = all(value is None or isinstance(value, bool) for value in values)
        events[name] = (make.flags if flags else make.words)(values, found.act)
    cases = {"case_id": make.whole(ids)}
    for name in CASE_COLUMNS:
        values = [party.get(name) for party, _ in model.parties]
        if any(value is not None for value in values):
            flags = all(value is None or isinstance(value, bool) for value in values)
            cases[name] = (make.flags if flags else make.words)(values, course.party)
    return Simulation(events=make.table(events), cases=make.table(cases), as_of=as_of)


def _cell(value: Any) -> Any:
    return joined(value) if isinstance(value, tuple) else value
