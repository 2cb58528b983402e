"""Measures: each frame against a count case by case, the estimators against those of SciPy."""

from __future__ import annotations

import warnings
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
import scipy.stats
from attrs import evolve
from audit_tables import frames, jittered
from hypothesis import given
from hypothesis import strategies as st
from office_sheets import rolled
from pinned import CHINA
from worlds import world

import gaf_rules as gaf
from gaf_rules.auditing import learnt, tables
from gaf_rules.evaluate.replay import replay
from gaf_rules.language.readings import READING_OPTIONS
from gaf_rules.language.vocabulary import PROCEDURES
from gaf_rules.policy.measuring.basis import OWN_COLUMNS
from gaf_rules.policy.measuring.lasting import curve_of, quantiles, wilson
from gaf_rules.program.program import program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_AS_OF = date(2026, 6, 1)
_STAGE = {(row.procedure, row.name): row.stage for row in gaf.HAINAN.states}
_STRICT = gaf.Readings(missing_plan="not_submitted", resubmission_goes_to="completeness_review")
_READINGS = (gaf.Readings(), _STRICT, gaf.Readings(local_holidays="apply", trigger_day="include"))


def _cases(seed: int, worlds: int = 10, each: int = 3) -> list[gaf.Case]:
    """Random logs, each several times on other days, where it may not be legal any more."""
    dice = rolled(seed)
    found = []
    for _ in range(worlds):
        case = world(dice.randrange(2**32), dice.randrange(1, 34)).case
        found += [case, *(jittered(case, dice) for _ in range(each - 1))]
    return found


def _stays(case: gaf.Case, readings: gaf.Readings) -> Iterable[tuple[Any, ...]]:
    """The stays of a case, from the replay of its log alone."""
    options = {name: getattr(readings, name) for name in READING_OPTIONS}
    try:
        gaf.assess(case, as_of=_AS_OF, calendar=CHINA, readings=readings)
    except gaf.GafRulesError:
        return
    found = replay(case, _AS_OF, program(gaf.HAINAN), options, CHINA)
    days = [day for day, *_ in found.taken]
    last = tuple(found.state[name] for name in PROCEDURES)
    states = [*(here.states for _, _, here, _ in found.taken), last]
    for at, name in enumerate(PROCEDURES):
        moved: list[tuple[str, date | None]] = []
        for day, (before, after) in zip(days, pairwise(states), strict=True):
            old, new = (_STAGE[name, each[at]] for each in (before, after))
            if old != new:
                moved.append((new, day))
        for (stage, since), (onwards, until) in pairwise([*moved, (None, None)]):
            yield name, stage, since, until, onwards


@pytest.fixture(params=["together", "one by one"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(tables, "FEW", -1 if request.param == "together" else 1 << 20)
    monkeypatch.setattr(learnt, "PAID", -1)
    return str(request.param)


@pytest.mark.parametrize("readings", _READINGS, ids=["usual", "strict", "places"])
def test_stays_are_those_of_each_replay(readings: gaf.Readings, way: str) -> None:
    cases = _cases(_READINGS.index(readings))
    found = gaf.measures(*frames(cases), as_of=_AS_OF, calendar=CHINA, readings=readings)
    wanted = [(place, *stay) for place, case in enumerate(cases) for stay in _stays(case, readings)]
    columns = ("case_id", "procedure", "stage", "entered_on", "left_on", "onwards")
    rows = found.stays().select(columns).rows()
    assert Counter(rows) == Counter(wanted)
    assert way
    assert len({row[2] for row in rows}) > 4
    for _, _, _, entered, left, _, working, calendar in found.stays().rows():
        end = left or _AS_OF
        assert calendar == (end - entered).days
        assert working == CHINA.count_working_days(after=entered, through=end)


@pytest.fixture(scope="module")
def log() -> tuple[list[gaf.Case], gaf.Measures]:
    cases = _cases(7, worlds=30, each=2)
    events, parties = frames(cases)
    owned = parties.with_columns(pl.Series("batch", [place % 3 for place in range(len(cases))]))
    return cases, gaf.measures(events, owned, as_of=_AS_OF, calendar=CHINA)


def _assessed(cases: list[gaf.Case]) -> Iterable[tuple[int, gaf.Assessment]]:
    for place, case in enumerate(cases):
        try:
            yield place, gaf.assess(case, as_of=_AS_OF, calendar=CHINA)
        except gaf.GafRulesError:
            continue


Log = tuple[list[gaf.Case], gaf.Measures]


def test_shares_in_time_are_those_of_the_duties(log: Log) -> None:
    cases, found = log
    wanted: Any = defaultdict(lambda: [0, 0, 0, 0])
    late: Any = defaultdict(list)
    rounds: Any = defaultdict(int)
    for place, held in _assessed(cases):
        for duty in held.duties:
            key = place % 3, duty.bearer, duty.procedure, duty.clause
            if duty.late_by_working_days is not None:
                late[(*key[1:], duty.met_on is not None)].append(duty.late_by_working_days)
            rounds[place, duty.procedure, duty.clause] = max(
                rounds[place, duty.procedure, duty.clause], duty.round
            )
            if (duty.due is None or (duty.due.on or duty.due.earliest) is None) and (
                duty.late_by_working_days is None
            ):
                continue
            missed = duty.status in {"met_late", "overdue", "lapsed"}
            sort = 0 if duty.status == "met" else 3 if not missed else 1 if duty.met_on else 2
            wanted[str(key[0]), *key[1:]][sort] += 1
    names = ("batch", "bearer", "procedure", "clause")
    table = found.on_time("batch")
    assert {
        row[:4]: list(row[4:])
        for row in table.select(*names, "on_time", "late", "never", "undecided").rows()
    } == dict(wanted)
    assert any(counts[1] and counts[2] for counts in wanted.values())
    for hits, misses, never, share, low, high in table.select(
        "on_time", "late", "never", "share", "low", "high"
    ).rows():
        if hits + misses + never:
            proportion = scipy.stats.binomtest(hits, hits + misses + never)
            bounds = proportion.proportion_ci(method="wilson")
            assert (share, low, high) == pytest.approx(
                (proportion.statistic, bounds.low, bounds.high), abs=1e-12
            )
        else:
            assert share is None
    for *key, done, number, median, ninth, most in found.lateness().rows():
        by = sorted(late[(*key, done)])
        assert number == len(by)
        nearest = [int(np.quantile(by, q, method="inverted_cdf")) for q in (0.5, 0.9, 1)]
        assert nearest == [median, ninth, most]
    assert Counter({row[:3]: row[3] for row in found.rounds().rows()}) == Counter(
        (procedure, clause, most) for (_, procedure, clause), most in rounds.items()
    )


def test_backlog_age_and_flow_are_counted_day_by_day(log: Log) -> None:
    _, found = log
    stays = found.stays()
    rows = stays.select(
        "procedure", "stage", "entered_on", "left_on", "onwards", "working_days"
    ).rows()
    backlog = {row[:3]: row[3:] for row in found.backlog().rows()}
    for day in (date(2020, 1, 31), date(2025, 2, 3), date(2026, 2, 23), _AS_OF):
        for procedure, stage in {key[1:] for key in backlog}:
            some = [row for row in rows if row[:2] == (procedure, stage)]
            came = sum(row[2] == day for row in some)
            went = sum(row[3] == day for row in some)
            lies = sum(row[2] <= day and (row[3] is None or row[3] > day) for row in some)
            held = backlog.get((day, procedure, stage), (0, 0, 0, None))
            assert held[:3] == (came, went, lies)
            assert held[3] in {None, CHINA.is_working_day(day)}
    stages = {key[2] for key in backlog}
    assert "national_review" in stages
    assert not stages & {"displayed", "deemed_abandoned", "withdrawn", "not_started"}
    ages = found.ageing(edges=[3, 30])
    assert sum(ages["cases"]) == sum(row[3] is None and row[1] in stages for row in rows)
    for procedure, stage, over, up_to, cases, oldest in ages.rows():
        some = [
            row
            for row in rows
            if row[:2] == (procedure, stage) and row[3] is None
            and row[5] > over and (up_to is None or row[5] <= up_to)
        ]  # fmt: skip
        assert (cases, oldest) == (len(some), min(row[2] for row in some))
    flow = {row[:3]: row[3:] for row in found.flow().rows()}
    assert flow == {
        key: (len(days), sorted(days)[(len(days) - 1) // 2])
        for key, days in _grouped(((*row[:2], row[4]), row[5]) for row in rows).items()
    }
    (only,) = set(found.backlog(stages=["displayed"])["stage"])
    assert only == "displayed"


def _grouped(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def test_durations_and_relays_are_quantiles_of_their_curves(log: Log) -> None:
    cases, found = log
    rows = found.stays().rows(named=True)
    for row in found.durations("batch").rows(named=True):
        some = [
            stay
            for stay in rows
            if stay["procedure"] == row["procedure"] and stay["stage"] == row["stage"]
            and str(stay["case_id"] % 3) == row["batch"]
        ]  # fmt: skip
        assert row["stays"] == len(some)
        assert row["open"] == sum(stay["left_on"] is None for stay in some)
        assert row["median"] == _scipy_median(
            [stay[row["unit"]] for stay in some], [stay["left_on"] is not None for stay in some]
        )
    relayed = _grouped(
        ((duty.bearer, duty.procedure, duty.clause), (duty.elapsed_working_days, bool(duty.met_on)))
        for _, held in _assessed(cases)
        for duty in held.duties
        if duty.clause in {"2.4.3c", "2.4.4b", "2.7.1b"} and duty.elapsed_working_days is not None
    )
    table = found.relays().rows(named=True)
    assert {(row["bearer"], row["procedure"], row["clause"]) for row in table} == set(relayed)
    for row in table:
        days = relayed[row["bearer"], row["procedure"], row["clause"]]
        assert (row["relays"], row["done"]) == (len(days), sum(done for _, done in days))
        assert row["median"] == _scipy_median(*map(list, zip(*days, strict=True)))


def _scipy_median(days: list[int], ended: list[bool]) -> int | None:
    curve = _scipy_curve(days, ended)
    reached = np.flatnonzero(curve.probabilities <= 0.5 + 1e-12)
    return int(curve.quantiles[reached[0]]) if reached.size else None


def _scipy_curve(days: list[int], ended: list[bool]) -> Any:
    data = scipy.stats.CensoredData.right_censored(days, ~np.array(ended))
    return scipy.stats.ecdf(data).sf


@given(st.lists(st.tuples(st.integers(0, 30), st.booleans()), min_size=1, max_size=40))
def test_the_curve_is_that_of_scipy(lasted: list[tuple[int, bool]]) -> None:
    days, ended = (list(column) for column in zip(*lasted, strict=True))
    curve, peer = curve_of(np.array(days), np.array(ended)), _scipy_curve(days, ended)
    assert curve.days.tolist() == peer.quantiles.tolist()
    assert curve.share == pytest.approx(peer.probabilities, abs=1e-12)
    with np.errstate(all="ignore"), warnings.catch_warnings():
        # Its bounds are not defined where the share is 0 or 1.
        warnings.simplefilter("ignore")
        bounds = peer.confidence_interval(method="log-log")
    inside = ~np.isnan(curve.low)
    assert (inside == ((curve.share > 0) & (curve.share < 1))).all()
    assert curve.low[inside] == pytest.approx(bounds.low.probabilities[inside], abs=1e-9)
    assert curve.high[inside] == pytest.approx(bounds.high.probabilities[inside], abs=1e-9)
    assert sum(curve.ended) + sum(curve.censored) == len(days)
    middle, never = quantiles(curve, [0.5, 1.0])
    assert np.isnan(never) == (curve.share[-1] > 0)
    assert np.isnan(middle) or (curve.share[curve.days < middle] > 0.5).all()


@given(st.integers(0, 400), st.integers(0, 400))
def test_wilson_is_that_of_scipy(hits: int, misses: int) -> None:
    share, low, high = (float(column[0]) for column in wilson([hits], [hits + misses]))
    if not hits + misses:
        assert np.isnan([share, low, high]).all()
        return
    bounds = scipy.stats.binomtest(hits, hits + misses).proportion_ci(method="wilson")
    assert (low, high) == pytest.approx((bounds.low, bounds.high), abs=1e-12)


def test_the_curve_of_a_stage_is_split_by_columns(log: Log) -> None:
    _, found = log
    whole = found.survival("national_review", unit="calendar_days")
    stays = found.stays().filter(
        (pl.col("stage") == "national_review") & (pl.col("procedure") == "filing")
    )
    assert whole["ended"].sum() == stays["left_on"].count()
    assert whole["open"].sum() == stays["left_on"].null_count()
    about = whole.select("procedure", "stage", "unit").unique().rows()
    assert about == [("filing", "national_review", "calendar_days")]
    parts = found.survival("national_review", unit="calendar_days", by=["batch", "tier"])
    assert parts.columns[:2] == ["batch", "tier"]
    assert parts["ended"].sum() == whole["ended"].sum()


def _by_day(cases: list[gaf.Case], act: str) -> Counter[date]:
    legal = {place for place, _ in _assessed(cases)}
    return Counter(
        event.on
        for place, case in enumerate(cases)
        if place in legal
        for event in case.events
        if event.type == act and event.on <= _AS_OF
    )


def test_acts_are_counted_by_day_and_around_festivals(log: Log) -> None:
    cases, found = log
    acts = _by_day(cases, "application_submitted")
    table = found.daily("application_submitted")
    assert {day: count for day, count in table.select("day", "acts").rows() if count} == acts
    first = table["day"][0]
    for day, kind, festival, place, _ in table.drop("act").rows():
        info = CHINA.day(day)
        assert (kind, festival) == (info.kind, info.festival)
        month = (day.replace(day=1) + timedelta(days=each) for each in range(day.day))
        so_far = sum(CHINA.is_working_day(each) for each in month)
        assert place == (so_far if info.is_working else None)
    worked = [
        acts[first + timedelta(days=at)]
        for at in range((max(acts) - first).days + 1)
        if CHINA.is_working_day(first + timedelta(days=at))
    ]
    season = found.seasonality("application_submitted", around=3)
    spring = {row[2]: row[3:] for row in season.rows() if row[1] == "春节"}
    assert {*table["act"], *season["act"]} == {"application_submitted"}
    assert set(spring) == set(range(-3, 4))
    # The last working day before each Spring Festival, found in the calendar.
    ends = []
    for day in (first + timedelta(days=at) for at in range((max(acts) - first).days)):
        if CHINA.is_working_day(day):
            later = day + timedelta(days=1)
            off = []
            while later <= max(acts) and not CHINA.is_working_day(later):
                off.append(CHINA.day(later).festival)
                later += timedelta(days=1)
            if "春节" in off:
                ends.append(day)
    days, number, per_day, ratio = spring[-1]
    assert (days, number) == (len(ends), sum(acts[day] for day in ends))
    assert per_day == pytest.approx(number / days)
    assert ratio == pytest.approx(per_day / (sum(worked) / len(worked)))
    role = found.daily("application_received", role="provincial_cac")["acts"].sum()
    assert 0 < role < found.daily("application_received")["acts"].sum()


@pytest.mark.parametrize("kind", ["pandas", "pyarrow"])
def test_every_kind_of_frame_says_the_same(kind: str) -> None:
    cases = _cases(3, worlds=4)
    events, parties = frames(cases)
    wanted = gaf.measures(events, parties, as_of=_AS_OF, calendar=CHINA)
    given_: Any = [
        table.to_arrow() if kind == "pyarrow" else table.to_pandas() for table in (events, parties)
    ]
    found = gaf.measures(*given_, as_of=_AS_OF, calendar=CHINA)
    for name in ("stays", "durations", "on_time", "lateness", "backlog", "ageing", "flow", "daily"):
        table, held = getattr(found, name)(), getattr(wanted, name)()
        if kind == "pandas":
            assert isinstance(table, pd.DataFrame)
            table = pl.from_pandas(table).with_columns(
                pl.col(column).cast(held.schema[column]) for column in held.columns
            )
        else:
            taken: Any = pl.from_arrow(table)
            table = taken.cast(dict(held.schema))
        assert table.equals(held, null_equal=True), name


def test_what_is_not_known_is_refused_by_name(log: Log) -> None:
    found: Any = log[1]
    calls: tuple[Callable[[], Any], ...] = (
        lambda: found.durations("tire"),
        lambda: found.durations(3),
        lambda: found.survival("review"),
        lambda: found.survival("returned", unit="hours"),
        lambda: found.backlog(stages=["nowhere"]),
        lambda: found.ageing(edges=[5, 5]),
        lambda: found.daily("application"),
        lambda: found.daily(role="mayor"),
        lambda: found.seasonality(around=0),
    )
    for call in calls:
        with pytest.raises(gaf.CaseError):
            call()


_GROUPED = ("durations", "relays", "on_time", "lateness", "rounds", "backlog", "ageing", "flow")


def test_a_group_is_not_called_like_what_is_counted(log: Log) -> None:
    """Every own column of every frame is known, and a column of the cases with such a name is refused."""
    frames_of = [getattr(log[1], name)(by="tier") for name in _GROUPED]
    frames_of.append(log[1].survival("national_review", by="tier"))
    assert {name for frame in frames_of for name in frame.columns} - {"tier"} == OWN_COLUMNS
    events, parties = frames(log[0])
    for name in sorted(OWN_COLUMNS):
        found = gaf.measures(events, parties.rename({"app_name": name}), as_of=_AS_OF)
        with pytest.raises(gaf.CaseError, match=name):
            found.survival("national_review", by=name)


def test_a_log_without_cases_has_empty_frames() -> None:
    case = world(1).case
    events, parties = frames([evolve(case, events=())])
    found = gaf.measures(events[:0], parties[:0], as_of=_AS_OF, calendar=CHINA)
    for name in (
        "stays", "durations", "on_time", "lateness", "rounds", "relays", "backlog", "ageing", "flow",
        "seasonality",
    ):  # fmt: skip
        assert not len(getattr(found, name)()), name
    assert len(found.survival("returned")) == 0
    assert found.daily()["acts"].to_list() == [0]
