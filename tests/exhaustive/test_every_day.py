"""Every day of the covered years × every delay up to sixty days × every period, against a walk of days.

Four ways through the library, each over all of its days:

* the last day of every period under every way of counting, one by one (``count_due``);
* the n-th working day after and before, for every n up to sixty, as arrays (``bulk``);
* the status for every delay, done and not done, one by one (``verdict_of``);
* whole logs, as tables (``audit``): due date and status of two duties for every day and every delay, though
  of each day a sixth of the delays in turn; all of them with GAF_LONG=1.
"""

from __future__ import annotations

import os
from datetime import date, timedelta
from functools import cache
from itertools import chain, islice, product, repeat
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest
from walked_days import FIRST, LAST, last_day, status, walk, worked_days

import gaf_rules as gaf
from gaf_rules import bulk
from gaf_rules.evaluate import standing
from gaf_rules.language import periods
from gaf_rules.language.periods import count_due
from gaf_rules.language.readings import READING_OPTIONS
from gaf_rules.program.program import program

if TYPE_CHECKING:
    from gaf_rules.program.program import CompiledDuty

pytestmark = pytest.mark.no_cover

_DAY = timedelta(days=1)
_DAYS = [FIRST + _DAY * n for n in range((LAST - FIRST).days + 1)]
_DELAYS = range(61)
_SHARE = 1 if "GAF_LONG" in os.environ else 6
_WORKED = worked_days()
_CALENDAR = gaf.CHINA.as_known_on(date(2026, 10, 1))
_FINAL = _CALENDAR.coverage.final_through
_DEFAULTS = {name: options[0] for name, options in READING_OPTIONS.items()}
# Under which readings a period is counted otherwise: one counted forward, one counted backward.
_COUNTING = {False: ("trigger_day", "receipt_on_day_off"), True: ("before_window",)}


def _duties() -> list[CompiledDuty]:
    """One duty for each period of the guideline."""
    found: dict[Any, CompiledDuty] = {}
    for duties in program(gaf.HAINAN).duties.values():
        for duty in duties:
            if duty.row.period is not None:
                found.setdefault(duty.row.period, duty)
    return list(found.values())


@cache
def _walked(number: int, step: int) -> dict[date, date | None]:
    return {day: last_day(_WORKED, day, number, step) for day in _DAYS}


def _expected(period: Any, day: date, options: dict[str, str]) -> date | None:
    """The last day of a period, by what the text and its readings say about counting."""
    if period.backward:
        return _walked(period.number + (options["before_window"] == "clear_days"), -1)[day]
    if period.from_receipt and options["receipt_on_day_off"] == "next_working_day":
        while day not in _WORKED:
            day += _DAY
    if options["trigger_day"] == "include" and day in _WORKED:
        return _walked(period.number - 1, 1)[day]
    return _walked(period.number, 1)[day]


def _last_day(period: Any, day: date, options: dict[str, str]) -> date | None:
    try:
        return count_due(period, day, options, _CALENDAR).on
    except gaf.CalendarHorizonError:
        return None


def test_the_walk_has_every_day_of_the_calendar() -> None:
    assert (_CALENDAR.coverage.first, _CALENDAR.coverage.published_through) == (FIRST, LAST)
    assert [*map(_CALENDAR.is_working_day, _DAYS)] == [day in _WORKED for day in _DAYS]


def test_the_last_day_of_every_period_from_every_day_under_every_way_of_counting() -> None:
    duties = _duties()
    assert {duty.row.period.clause for duty in duties if duty.row.period} == {*gaf.HAINAN.periods}
    for duty in duties:
        period = duty.row.period
        assert period is not None
        names = _COUNTING[period.backward]
        for chosen in product(*(READING_OPTIONS[name] for name in names)):
            options = {**_DEFAULTS, **dict(zip(names, chosen, strict=True))}
            for day in _DAYS:
                got = _last_day(period, day, options)
                assert got == _expected(period, day, options), (period, day, options)


def test_one_wrong_day_of_all_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    forward, status_of = periods._forward, standing.verdict_of
    odd = date(2015, 9, 2)  # the day before the extra holiday of that year

    def a_day_late(calendar: gaf.WorkingCalendar, start: date, days: int) -> periods.Due:
        return forward(calendar, start, days + (start == odd))

    def forgiving(*given: Any) -> str:
        return "met" if given[4] == odd else status_of(*given)

    monkeypatch.setattr(periods, "_forward", a_day_late)
    with pytest.raises(AssertionError, match="2015, 9, 2"):
        test_the_last_day_of_every_period_from_every_day_under_every_way_of_counting()
    monkeypatch.setattr(periods, "_forward", forward)
    monkeypatch.setattr(standing, "verdict_of", forgiving)
    with pytest.raises(AssertionError, match="2015, 9, 2"):
        test_the_status_for_every_delay_done_and_not_done()


@pytest.mark.parametrize("step", [1, -1])
def test_every_number_of_working_days_after_and_before_every_day(step: int) -> None:
    ask = bulk.nth_working_day_after if step == 1 else bulk.nth_working_day_before
    days, most = np.array(_DAYS, "datetime64[D]"), _DELAYS[-1]
    walked = np.array(
        [[*islice(chain(walk(_WORKED, day, step), repeat(None)), most)] for day in _DAYS],
        "datetime64[D]",
    )
    for number in _DELAYS[1:]:
        got = ask(days, number, calendar=_CALENDAR, outside="mask")
        assert np.array_equal(got, walked[:, number - 1], equal_nan=True), number
    # The same again where each day has a number of its own.
    numbers = np.arange(1, most + 1)
    got = ask(days[:, None], numbers[None, :], calendar=_CALENDAR, outside="mask")
    assert np.array_equal(got, walked, equal_nan=True)


def _judged() -> dict[tuple[Any, ...], CompiledDuty]:
    """One duty for each way in which the status of a period differs: number, direction, what a miss does."""
    return {
        (duty.row.period.number, duty.row.period.backward, duty.row.consequence is not None): duty
        for duty in _duties()
        if duty.row.period is not None
    }


def test_the_status_for_every_delay_done_and_not_done() -> None:
    asked = 0
    for (_, backward, forfeits), duty in _judged().items():
        period = duty.row.period
        assert period is not None
        delays = [_DAY * (-delay if backward else delay) for delay in _DELAYS]
        for day in _DAYS:
            last = _expected(period, day, _DEFAULTS)
            # What the notice for next year may still move is another matter.
            if last is None or max(day, last) > _FINAL:
                continue
            due = count_due(period, day, _DEFAULTS, _CALENDAR)
            for delay in delays:
                then = day + delay
                for done in (then, None):
                    got = standing.verdict_of(duty, None, due, done, then)
                    assert got == status(last, done, then, forfeits=forfeits), (duty, day, then)
            asked += 2 * len(delays)
    assert asked > 4_000_000


def _tables(kinds: list[dict[str, Any]], triggers: Any, acts: Any) -> tuple[Any, Any]:
    """The logs of an audit: the events on the day of the trigger, the last on that of the act."""
    count = len(triggers)
    numbers = np.arange(count)
    parts = [
        pl.DataFrame(
            {"case_id": numbers, "on": acts if kind is kinds[-1] else triggers}
        ).with_columns(
            *(pl.lit(value).alias(name) for name, value in kind.items() if name != "materials"),
            *(
                [pl.Series("materials", [[]] * count, pl.List(pl.String))]
                if "materials" in kind
                else []
            ),
        )
        for kind in kinds
    ]
    cases = pl.DataFrame({"case_id": numbers}).with_columns(
        app_kind=pl.lit("app"), runs_on_mobile=pl.lit(value=True), purpose=pl.lit("internal"),
        sponsor_kind=pl.lit("administrative_organ"), tier=pl.lit("municipal"),
    )  # fmt: skip
    return pl.concat(parts, how="diagonal"), cases


_LOGS: dict[str, list[dict[str, Any]]] = {
    "2.4.2a": [
        {"type": "application_submitted", "by": "sponsor", "to": "municipal_cac", "materials": ()},
        {"type": "application_forwarded", "by": "municipal_cac", "to": "provincial_cac"},
        {"type": "application_received", "by": "provincial_cac"},
        {"type": "completeness_confirmed"},
    ],
    "2.6.1b": [
        {"type": "app_launched"},
        {"type": "app_taken_offline"},
        {
            "type": "deregistration_reported",
            "by": "sponsor",
            "to": "municipal_cac",
            "materials": (),
        },
    ],
}


@pytest.mark.parametrize("clause", _LOGS)
def test_whole_logs_as_tables(clause: str) -> None:
    triggers = np.repeat(np.array(_DAYS, "datetime64[D]"), len(_DELAYS))
    delays = np.tile(np.arange(len(_DELAYS)), len(_DAYS))
    acts = triggers + delays
    turn = (triggers.astype(int) + delays) % _SHARE == 0
    kept = (acts <= np.datetime64(_FINAL)) & turn
    triggers, acts = triggers[kept], acts[kept]
    found = gaf.audit(*_tables(_LOGS[clause], triggers, acts), as_of=_FINAL, calendar=_CALENDAR)
    assert found.cases["error"].null_count() == len(triggers)
    duties = found.duties.filter(pl.col("clause") == clause).sort("case_id")
    assert duties["case_id"].to_list() == [*range(len(triggers))]
    number = gaf.HAINAN.periods[clause].number
    lasts = np.array([_walked(number, 1)[day] or LAST + _DAY for day in _DAYS], "datetime64[D]")
    last = lasts[(triggers - np.datetime64(FIRST)).astype(int)]
    expected = np.where(acts <= last, "met", "met_late")
    assert (duties["status"].to_numpy() == expected)[last <= np.datetime64(_FINAL)].all()
    assert (duties["due_on"].to_numpy() == last)[last <= np.datetime64(LAST)].all()
