"""Counting by rank tables against a loop that walks over days, and the laws of counting."""

from __future__ import annotations

import importlib
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pinned import CHINA

from gaf_rules.calendar import Notice, Overlay, WorkingCalendar
from gaf_rules.calendar.notice import DaysOff
from gaf_rules.values.errors import CalendarHorizonError, CaseError

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)
ONE = timedelta(1)
days = st.dates(FIRST, LAST)
counts = st.integers(1, 70)
places = st.sampled_from([None, "460200", "450000", "513400", "540100"])


def walked(d: date, n: int, step: timedelta, place: str | None) -> date | None:
    """The n-th working day after or before ``d``, found by walking; None past the end."""
    while n:
        d += step
        if not FIRST <= d <= LAST:
            return None
        n -= CHINA.is_working_day(d, place=place)
    return d


def or_none(ask: Callable[[], date]) -> date | None:
    try:
        return ask()
    except CalendarHorizonError:
        return None


class TestAgainstAWalk:
    """The tables say what walking from day to day says."""

    @given(d=days, n=counts, place=places)
    def test_after(self, d: date, n: int, place: str | None) -> None:
        found = or_none(lambda: CHINA.nth_working_day_after(d, n, place=place))
        assert found == walked(d, n, ONE, place)

    @given(d=days, n=counts, place=places)
    def test_before(self, d: date, n: int, place: str | None) -> None:
        found = or_none(lambda: CHINA.nth_working_day_before(d, n, place=place))
        assert found == walked(d, n, -ONE, place)

    @given(d=days, length=st.integers(-5, 400), place=places)
    def test_count(self, d: date, length: int, place: str | None) -> None:
        through = min(d + length * ONE, LAST) if d + length * ONE >= FIRST else FIRST
        walk = (d + ONE * step for step in range(1, (through - d).days + 1))
        expected = sum(CHINA.is_working_day(day, place=place) for day in walk)
        assert CHINA.count_working_days(after=d, through=through, place=place) == expected

    def test_every_day_for_ten_and_for_twenty(self) -> None:
        worked = [d for d in map(date.fromordinal, range(FIRST.toordinal(), LAST.toordinal() + 1))
                  if CHINA.is_working_day(d)]  # fmt: skip
        for n in (10, 20):
            rank = 0
            for ordinal in range(FIRST.toordinal(), LAST.toordinal() - 60):
                d = date.fromordinal(ordinal)
                rank += CHINA.is_working_day(d)
                assert CHINA.nth_working_day_after(d, n) == worked[rank + n - 1]


class TestLaws:
    """Inverse, additive, monotone."""

    @given(d=st.dates(FIRST, date(2026, 6, 30)), n=counts)
    def test_before_undoes_after_on_working_days(self, d: date, n: int) -> None:
        start = CHINA.nth_working_day_after(d, 1)
        there = CHINA.nth_working_day_after(start, n)
        assert CHINA.nth_working_day_before(there, n) == start
        assert CHINA.nth_working_day_after(CHINA.nth_working_day_before(there, n), n) == there

    @given(ends=st.tuples(days, days, days))
    def test_counts_add_up(self, ends: tuple[date, date, date]) -> None:
        a, b, c = sorted(ends)
        count = CHINA.count_working_days
        assert count(after=a, through=b) + count(after=b, through=c) == count(after=a, through=c)

    @given(d=st.dates(FIRST, date(2026, 6, 30)), n=counts)
    def test_the_nth_day_is_n_days_away(self, d: date, n: int) -> None:
        there = CHINA.nth_working_day_after(d, n)
        assert CHINA.is_working_day(there)
        assert CHINA.count_working_days(after=d, through=there) == n

    @given(d=st.dates(FIRST, date(2026, 6, 30)), n=counts, later=st.integers(0, 30))
    def test_monotone_in_the_day(self, d: date, n: int, later: int) -> None:
        other = d + later * ONE
        assert CHINA.nth_working_day_after(d, n) <= CHINA.nth_working_day_after(other, n)

    @given(d=st.dates(date(2005, 1, 1), date(2026, 6, 30)), n=counts)
    def test_strictly_monotone_in_n(self, d: date, n: int) -> None:
        assert CHINA.nth_working_day_after(d, n) < CHINA.nth_working_day_after(d, n + 1)
        assert CHINA.nth_working_day_before(d, n) > CHINA.nth_working_day_before(d, n + 1)

    @given(d=st.dates(FIRST, date(2026, 12, 23)))
    def test_one_working_day_is_the_same_in_every_question(self, d: date) -> None:
        info = CHINA.day(d)
        assert info.is_working is CHINA.is_working_day(d)
        assert (info.certainty, info.on) == ("final", d)


class TestBoundsInsideCoverage:
    """Where everything is final there is no interval."""

    @given(d=st.dates(FIRST, date(2026, 8, 31)), n=counts)
    def test_after_is_exact(self, d: date, n: int) -> None:
        bounds = CHINA.bounds_after(d, n)
        there = CHINA.nth_working_day_after(d, n)
        assert (bounds.earliest, bounds.latest, bounds.certainty) == (there, there, "final")

    @given(d=st.dates(date(2005, 1, 1), date(2026, 12, 24)), n=counts)
    def test_before_is_exact(self, d: date, n: int) -> None:
        bounds = CHINA.bounds_before(d, n)
        assert bounds.exact
        assert bounds.width == 0
        assert (bounds.earliest, bounds.certainty) == (CHINA.nth_working_day_before(d, n), "final")


class TestValues:
    """What comes back is plain, frozen and ready for JSON."""

    def test_a_day_as_data(self) -> None:
        assert CHINA.day(date(2026, 2, 14)).to_dict() == {
            "on": "2026-02-14",
            "kind": "make_up_working_day",
            "certainty": "final",
            "festival": "春节",
            "notice": "国办发明电〔2025〕7号",
            "issued": "2025-11-04",
        }
        assert CHINA.day(date(2014, 4, 2), place="460200").to_dict()["issued"] is None

    def test_the_package_offers_what_it_says(self) -> None:
        package = importlib.import_module("gaf_rules.calendar")
        assert dir(package) == sorted(package.__all__)
        assert all(hasattr(package, name) for name in package.__all__)
        with pytest.raises(AttributeError, match="no attribute 'nothing'"):
            _ = package.nothing


class TestBoundsPastCoverage:
    """What the projection says comes through."""

    def test_the_questions_are_passed_on(self) -> None:
        after = CHINA.bounds_after(date(2026, 12, 22), 10)
        assert after.certainty == "projected"
        assert after.earliest < after.latest
        before = CHINA.bounds_before(date(2026, 12, 31), 3)
        assert before.certainty == "provisional"
        assert before.earliest <= CHINA.nth_working_day_before(date(2026, 12, 31), 3)
        assert before.earliest < before.latest


class TestHorizon:
    """Outside coverage nothing is guessed, weekends included."""

    @pytest.mark.parametrize("d", [date(2027, 1, 2), date(2027, 1, 4), date(2050, 1, 1)])
    @pytest.mark.parametrize(
        "ask",
        [
            CHINA.is_working_day,
            lambda d: CHINA.nth_working_day_after(d, 1),
            lambda d: CHINA.nth_working_day_before(d, 1),
            lambda d: CHINA.count_working_days(after=date(2026, 1, 1), through=d),
            lambda d: CHINA.count_working_days(after=d, through=date(2026, 1, 1)),
        ],
    )
    def test_past_the_last_notice(self, ask: Callable[[date], Any], d: date) -> None:
        with pytest.raises(CalendarHorizonError) as caught:
            ask(d)
        error = caught.value
        assert (error.day, error.missing_year, error.published_through) == (d, 2027, LAST)
        assert "gaf-rules calendar import NOTICE.txt --year 2027" in error.zh
        assert "bounds_after" in error.zh
        assert "bounds_after" in error.en

    @pytest.mark.parametrize(
        "ask",
        [
            CHINA.is_working_day,
            CHINA.day,
            lambda d: CHINA.bounds_after(d, 1),
            lambda d: CHINA.bounds_before(d, 1),
            lambda d: CHINA.nth_working_day_after(d, 1),
        ],
    )
    def test_before_the_first_notice(self, ask: Callable[[date], Any]) -> None:
        with pytest.raises(CalendarHorizonError) as caught:
            ask(date(2003, 12, 31))
        assert caught.value.missing_year == 2003
        assert "bounds" not in caught.value.en  # a bound of the past would help nobody

    @pytest.mark.parametrize(
        "d", [date(1999, 5, 1), date(2001, 1, 1), date(2027, 3, 1), date(2031, 1, 1)]
    )
    def test_who_follows_the_advice_gets_there(self, d: date) -> None:
        calendar, years = CHINA, []
        while d not in calendar.coverage:
            with pytest.raises(CalendarHorizonError) as caught:
                calendar.is_working_day(d)
            year = caught.value.missing_year
            assert f"--year {year} " in caught.value.zh.replace("，", " ")
            assert f"--year {year}," in caught.value.en
            off = [DaysOff(festival="元旦", start=date(year, 1, 1), end=date(year, 1, 1))]
            calendar = calendar.with_notice(Notice(year=year, title=f"{year}", off=off))
            years.append(year)
        assert len(years) == min(abs(d.year - 2004), abs(d.year - 2026))
        calendar.is_working_day(d)

    def test_a_count_that_runs_out(self) -> None:
        assert CHINA.nth_working_day_after(date(2026, 12, 30), 1) == LAST
        with pytest.raises(CalendarHorizonError, match="the count leaves the calendar") as caught:
            CHINA.nth_working_day_after(date(2026, 12, 30), 2)
        assert (caught.value.day, caught.value.missing_year) == (None, 2027)
        for ask in (CHINA.nth_working_day_before, CHINA.bounds_before):
            with pytest.raises(CalendarHorizonError) as caught:
                ask(date(2004, 1, 5), 2)
            assert (caught.value.day, caught.value.missing_year) == (None, 2003)


class TestArguments:
    """A moment, a text or a truth value is no date; a count is a whole number, 1 or more."""

    @pytest.mark.parametrize(
        "wrong", [datetime(2026, 3, 9, tzinfo=UTC), "2026-03-09", 20260309, None, True]
    )
    @pytest.mark.parametrize(
        "ask",
        [
            CHINA.is_working_day,
            CHINA.day,
            CHINA.history,
            CHINA.as_known_on,
            lambda d: CHINA.nth_working_day_after(d, 1),
            lambda d: CHINA.nth_working_day_before(d, 1),
            lambda d: CHINA.bounds_after(d, 1),
            lambda d: CHINA.bounds_before(d, 1),
            lambda d: CHINA.count_working_days(after=d, through=LAST),
            lambda d: CHINA.count_working_days(after=FIRST, through=d),
            lambda d: CHINA.overlay_days("460200", "closure", after=d, through=LAST),
            lambda d: CHINA.overlay_days("460200", "closure", after=FIRST, through=d),
        ],
    )
    def test_days(self, ask: Callable[[Any], Any], wrong: Any) -> None:
        with pytest.raises(CaseError) as caught:
            ask(wrong)
        (problem,) = caught.value.problems
        assert problem.got == wrong
        assert problem.allowed == ("datetime.date",)
        if isinstance(wrong, datetime):
            assert "which time zone" in problem.en
            assert "哪个时区" in problem.zh

    @pytest.mark.parametrize("wrong", [0, -1, True, 1.0, "1", None])
    @pytest.mark.parametrize(
        "ask",
        [
            CHINA.nth_working_day_after,
            CHINA.nth_working_day_before,
            CHINA.bounds_after,
            CHINA.bounds_before,
        ],
    )
    def test_counts(self, ask: Callable[[date, Any], Any], wrong: Any) -> None:
        with pytest.raises(CaseError, match=r"\$n"):
            ask(date(2026, 3, 9), wrong)

    def test_a_calendar_needs_a_notice(self) -> None:
        amendment = next(n for n in CHINA.notices if n.kind == "amendment")
        for held in ((), (amendment,)):
            with pytest.raises(Exception, match="at least one annual notice"):
                WorkingCalendar(notices=held)

    def test_the_day_after_the_last_one_that_is_published(self) -> None:
        for beyond in (LAST + ONE, LAST + 2 * ONE):
            assert CHINA.day(beyond).certainty == "projected"
            with pytest.raises(CalendarHorizonError):
                CHINA.is_working_day(beyond)
        assert CHINA.day(LAST).certainty == "provisional"
        assert CHINA.day(FIRST).kind == "public_holiday"
        with pytest.raises(CalendarHorizonError):
            CHINA.day(FIRST - ONE)

    def test_a_regional_day_on_the_day_after_the_last_one_that_is_published(self) -> None:
        day = LAST + 4 * ONE
        for beyond in (LAST, LAST + ONE, day):
            overlay = Overlay(place="460400", kind="closure", off=(beyond,), source="–")
            held = CHINA.with_overlay(overlay).day(beyond, place="460400")
            assert held.certainty == ("provisional" if beyond == LAST else "projected")

    def test_a_moment_at_either_end(self) -> None:
        day, moment = date(2026, 3, 9), datetime(2026, 3, 9, tzinfo=UTC)
        for after, through in ((day, moment), (moment, day), (moment, moment)):
            with pytest.raises(CaseError, match="which time zone"):
                CHINA.count_working_days(after=after, through=through)

    @pytest.mark.parametrize("wrong", ["2026", 2026.0, True, 0, -1, 1, 9999, 10**9])
    def test_a_year_to_begin_with(self, wrong: Any) -> None:
        for notices in ((), CHINA.notices):
            with pytest.raises(CaseError, match=r"\$origin"):
                WorkingCalendar(notices=notices, origin=wrong)

    @pytest.mark.parametrize("year", [2, 1999, 2026, 9998])
    def test_a_calendar_that_holds_nothing_yet(self, year: int) -> None:
        held = WorkingCalendar(notices=(), origin=year)
        assert held.coverage.first == date(year, 1, 1)
        assert held.coverage.published_through == date(year - 1, 12, 31)
