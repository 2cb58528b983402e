"""Simulated logs: legal, the same for the same seed, and true to the model that they are drawn from."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest
from attrs import evolve
from audit_tables import frames
from hypothesis import given
from hypothesis import strategies as st
from office_sheets import rolled
from pinned import CHINA
from worlds import world

import gaf_rules as gaf
from gaf_rules.policy.simulating.dice import draws
from gaf_rules.policy.simulating.model import Branch, spread
from gaf_rules.policy.simulating.usual import usual_model

_WHOLE = usual_model()
_USUAL = evolve(_WHOLE, arrivals=_WHOLE.arrivals[:90])
_AS_OF = date(2026, 6, 1)
_BIG = st.integers(0, 2**62)


@given(st.integers(0, 2**63 - 1), st.integers(0, 2**31), _BIG)
def test_chance_is_that_of_numpys_philox(seed: int, step: int, case: int) -> None:
    key = np.array([seed, 0], np.uint64)
    stream = np.random.Generator(np.random.Philox(key=key, counter=[step, case, 0, 0]))
    ours = draws(seed, np.array([step]), np.array([case]))
    assert [float(column[0]) for column in ours] == stream.random(2).tolist()


_UNTIL = date(2024, 5, 31)


def _drawn(n: int, seed: int = 5, **more: Any) -> gaf.Simulation:
    more = {"until": _UNTIL, **more}
    return gaf.simulate(n, seed, _USUAL, calendar=CHINA, **more)


def test_the_same_seed_gives_the_same_log_in_whatever_pieces() -> None:
    whole, again = _drawn(240), _drawn(240)
    pieces = [_drawn(100), _drawn(140, first=100)]
    for table in ("events", "cases"):
        rows = getattr(whole, table).rows()
        assert rows == getattr(again, table).rows()
        assert rows == [row for piece in pieces for row in getattr(piece, table).rows()]
    assert whole.events.rows() != _drawn(240, 6).events.rows()


def _errors(drawn: gaf.Simulation, **more: Any) -> list[str]:
    found = gaf.audit(drawn.events, drawn.cases, as_of=drawn.as_of, calendar=CHINA, **more)
    return [each for each in found.cases["error"].to_list() if each is not None]


@pytest.mark.parametrize("capacity", [None, {"2.4.2a": 1, "2.4.3a": 2}], ids=["free", "few"])
def test_every_log_is_legal_on_working_days_and_within_the_capacity(
    capacity: dict[str, int] | None,
) -> None:
    drawn = _drawn(900, capacity=capacity)
    assert not _errors(drawn)
    days = Counter(drawn.events["on"])
    assert all(CHINA.is_working_day(day) for day in days)
    assert max(days) <= drawn.as_of
    kinds = {*drawn.events["type"]}
    assert kinds >= {"materials_returned", "feedback_issued", "supplement_submitted"}
    reviewed = drawn.events.filter(
        pl.col("type").is_in(["completeness_confirmed", "materials_returned"])
    )
    most = max(Counter(reviewed["on"]).values())
    assert most == 1 if capacity else most > 1


_NEAR = date(2025, 6, 30)


def _short(model: gaf.Model) -> gaf.Model:
    """The same model, all cases coming within a month."""
    return evolve(model, first_day=date(2025, 1, 6).toordinal(), arrivals=[1.0] * 30)


@pytest.mark.no_cover
def test_logs_drawn_from_the_model_of_any_log_are_legal() -> None:
    dice = rolled(11)
    cases = [world(dice.randrange(2**32), dice.randrange(1, 34)).case for _ in range(60)]
    model = gaf.fit(*frames(cases), as_of=_AS_OF, calendar=CHINA)
    drawn = gaf.simulate(400, 3, _short(model), calendar=CHINA, until=_NEAR)
    assert not _errors(drawn)
    types = {*drawn.events["type"]}
    assert types >= {"application_submitted", "app_launched", "determination"}
    # Were two events of a day put down in an order that could be doubted, some logs would differ.
    before = gaf.measures(drawn.events, drawn.cases, as_of=drawn.as_of, calendar=CHINA)
    assert len(before.stays()) > len(drawn.cases)


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_a_log_is_complete_through_its_last_event_unless_something_else_is_said(
    backend: str,
) -> None:
    drawn = gaf.simulate(60, 5, _short(_USUAL), calendar=CHINA, until=_NEAR, backend=backend)
    days = [date.fromisoformat(str(day)[:10]) for day in drawn.events["on"]]
    last = max(days)
    said = gaf.fit(drawn.events, drawn.cases, as_of=last, calendar=CHINA)
    assert gaf.fit(drawn.events, drawn.cases, calendar=CHINA) == said
    assert gaf.fit(drawn.events, drawn.cases, as_of=last - timedelta(90), calendar=CHINA) != said


def test_a_day_that_means_never_is_not_the_last_of_a_log() -> None:
    drawn = gaf.simulate(60, 5, _short(_USUAL), calendar=CHINA, until=_NEAR)
    events = drawn.events.to_dicts()
    last = max(row["on"] for row in events)
    events[3]["on"] = date(9999, 12, 31)
    table = type(drawn.events)(events, schema=drawn.events.schema)
    assert gaf.fit(table, drawn.cases, calendar=CHINA) == gaf.fit(
        table, drawn.cases, as_of=last, calendar=CHINA
    )


def _mean(branches: tuple[Branch, ...], act: int) -> tuple[float, float]:
    (branch,) = (each for each in branches if each.act == act)
    days = np.arange(len(branch.after))
    total = sum(branch.after)
    return total, float(np.dot(days, branch.after)) / total


def test_a_simulated_log_agrees_with_its_model() -> None:
    """Chances within four standard errors, mean waits within a tenth of a day or five percent."""
    many = 4000
    drawn = _drawn(many, until=date(2024, 7, 31))
    again = gaf.fit(drawn.events, drawn.cases, as_of=drawn.as_of, calendar=CHINA)
    ours, theirs = _USUAL.chances(), again.chances()
    tier = "municipal"
    share = sum(weight for party, weight in _USUAL.parties if party["tier"] == tier)
    for last, then in (
        ("application_received:filing:provincial_cac", "materials_returned:filing:provincial_cac"),
        ("application_received:filing:national_cac", "feedback_issued:filing"),
        ("self_check_completed", "application_submitted:filing:sponsor"),
    ):
        chance = ours[tier, last][then]
        (name,) = (
            name for at, name in theirs
            if at == tier and name.partition(" @ ")[0] == last and then in theirs[tier, name]
        )  # fmt: skip
        error = 4 * (chance * (1 - chance) / (many * share * 0.7)) ** 0.5
        assert theirs[tier, name][then] == pytest.approx(chance, abs=error)
    (confirm,) = (
        n for n, act in enumerate(_USUAL.acts) if act.fields["type"] == "completeness_confirmed"
    )
    key = (tier, "application_received:filing:provincial_cac", None)
    total, mean = _mean(_USUAL.branches[key], confirm)
    (place,) = (
        n for n, act in enumerate(again.acts) if act.fields["type"] == "completeness_confirmed"
    )
    (found,) = (
        branches for (at, last, _), branches in again.branches.items() if (at, last) == key[:2]
    )
    seen, waited = _mean(found, place)
    assert seen == pytest.approx(total, abs=0.03)
    assert waited == pytest.approx(mean, abs=max(0.1, 0.05 * mean))
    # And what is drawn from the model of the drawn log looks like it.
    twice = gaf.simulate(many, 8, again, calendar=CHINA, until=drawn.as_of)
    medians = [
        {
            row[0]: row[1]
            for row in gaf.measures(log.events, log.cases, as_of=log.as_of, calendar=CHINA)
            .durations()
            .filter(pl.col("unit") == "working_days")
            .select("stage", "median")
            .rows()
        }
        for log in (drawn, twice)
    ]
    assert medians[0].keys() == medians[1].keys()
    for stage, median in medians[0].items():
        other = medians[1][stage]
        assert (median is None) == (other is None)
        assert median is None or abs(median - other) <= 1


def test_a_reform_is_one_call() -> None:
    reform = gaf.HAINAN.amend({"2.4.2a": {"n": 5}})
    both = {"as is": gaf.HAINAN, "5 days": reform}
    found = gaf.outlook(900, 2, _USUAL, guidelines=both, calendar=CHINA, until=_UNTIL)
    review = (pl.col("stage") == "completeness_review") & (pl.col("unit") == "working_days")
    medians = dict(found.durations.filter(review).select("scenario", "median").rows())
    assert medians["5 days"] < medians["as is"]
    lying = found.backlog.filter(pl.col("stage") == "completeness_review")
    means = dict(lying.group_by("scenario").agg(pl.col("open").mean()).rows())
    assert means["5 days"] < 0.8 * means["as is"]
    assert [*found.simulations] == [*found.measures] == ["as is", "5 days"]
    assert {*found.on_time["scenario"]} == {"as is", "5 days"}
    # The same cases come on the same days.
    first = [
        log.events.filter(pl.col("type") == "self_check_completed").rows()
        for log in found.simulations.values()
    ]
    assert first[0] == first[1]


def test_rates_can_be_changed() -> None:
    never = _USUAL.adjust({"materials_returned": 0})
    drawn = gaf.simulate(400, 1, never, calendar=CHINA, until=_UNTIL)
    assert "materials_returned" not in {*drawn.events["type"]}
    twice = _USUAL.adjust({"materials_returned": 2})
    key = ("municipal", "application_received:filing:provincial_cac")
    chances = twice.chances()[key]
    assert chances["materials_returned:filing:provincial_cac"] == pytest.approx(0.32)
    assert sum(chances.values()) == pytest.approx(1)


@pytest.mark.parametrize("mean", [0.5, 3.0, 20.0])
def test_days_are_spread_about_their_mean(mean: float) -> None:
    shares = np.array(spread(0.7, mean))
    days = np.arange(len(shares))
    assert shares.sum() == pytest.approx(0.7)
    found = float(days @ shares / shares.sum())
    assert found == pytest.approx(mean, rel=1e-6)
    variance = float(((days - found) ** 2) @ shares / shares.sum())
    assert variance == pytest.approx(mean + mean**2 / 2, rel=1e-4)


@pytest.mark.parametrize("backend", ["pandas", "pyarrow"])
def test_every_kind_of_frame_holds_the_same_log(backend: str) -> None:
    found, wanted = _drawn(60, backend=backend), _drawn(60)
    told = [
        gaf.audit(log.events, log.cases, as_of=log.as_of, calendar=CHINA) for log in (found, wanted)
    ]
    held: Any = told[0].duties
    table: Any = pl.from_arrow(held) if backend == "pyarrow" else pl.from_pandas(held)
    columns = "case_id", "round"
    assert table.select(columns).rows() == told[1].duties.select(columns).rows()


def test_a_log_is_taken_to_be_complete_through_its_last_event() -> None:
    events, cases = frames([world(seed).case for seed in range(3, 9)])
    last = events["on"].max()
    assert gaf.fit(events, cases) == gaf.fit(events, cases, as_of=last)
    assert gaf.fit(events, cases) != gaf.fit(events, cases, as_of=last - timedelta(days=200))
    # What is no day of a case, and what is none at all, is not the last event.
    on = pl.Series([*map(str, events["on"][:-2]), "9999-12-31", "soon"])
    assert gaf.fit(events.with_columns(on=on), cases, as_of=last) == gaf.fit(
        events.with_columns(on=on), cases
    )


def test_what_cannot_be_simulated_is_refused() -> None:
    held: Any = gaf
    calls = (
        lambda: held.simulate(-1, 1),
        lambda: held.simulate(1, 1 << 63),
        lambda: held.simulate(1, 1, capacity={"2.4.2a": 0}),
        lambda: held.simulate(1, 1, capacity={"1.1": 5}),
        lambda: held.simulate(1, 1, backend="dask"),
        lambda: held.simulate(1, 1, model={}),
        lambda: held.outlook(1, 1, guidelines={}),
        lambda: _USUAL.adjust({"materials_returned": 9}),
        lambda: _USUAL.adjust({"nothing": 1}),
        lambda: held.fit(*(table[:0] for table in frames([world(1).case])), as_of=_AS_OF),
        lambda: held.fit(*(table[:0] for table in frames([world(1).case]))),
        lambda: held.fit(frames([world(1).case])[0].drop("on"), frames([world(1).case])[1]),
    )
    for call in calls:
        with pytest.raises(gaf.CaseError):
            call()
