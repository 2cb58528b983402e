"""workalendar both ways: our calendar as one of theirs, and any of theirs as one of ours."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pinned import CHINA
from workalendar.asia import China, Israel
from workalendar.europe import France
from workalendar.exceptions import CalendarError, UnsupportedDateType

from gaf_rules.adapters.workalendar import StateCouncilChina, UncoveredDayError
from gaf_rules.calendar import WorkingCalendar
from gaf_rules.values.errors import CalendarHorizonError, CaseError, NoticeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CAL = StateCouncilChina(CHINA)

# workalendar 17 calls a name that lunardate 0.3 has deprecated; that is between the two of them.
LUNAR = pytest.mark.filterwarnings("ignore:toSolarDate is deprecated:DeprecationWarning")

# The days that a test of workalendar's own kind asks about, by year: days off, and days worked.
# One of theirs is turned round: they have 2020-02-01 worked, as it was before the extension.
ASSERTED = {
    2018: (
        "01-01 02-15 02-21 04-05 04-07 04-29 05-01 06-18 09-24 10-01 10-07 12-30 12-31",
        "02-11 02-24 04-08 04-28 09-29 09-30 12-29",
    ),
    2019: (
        "01-01 02-04 02-10 05-01 05-02 05-03 05-04 06-07 09-13",
        "02-02 02-03 04-28 05-05 10-12",
    ),
    2020: (
        "01-01 01-25 01-31 02-01 04-04 04-06 05-01 05-05 06-25 06-27 10-01 10-08",
        "01-19 04-26 05-09 06-28 09-27 10-10",
    ),
    2021: (
        "01-01 02-11 02-17 04-03 04-05 05-01 05-05 06-12 06-14 09-19 09-21 10-01 10-07",
        "02-07 02-20 04-25 05-08 09-18 09-26 10-09",
    ),
    2022: (
        "01-01 01-03 01-31 02-06 04-03 04-05 04-30 05-04 06-03 06-05 09-10 09-12 10-01 10-07 12-31",
        "01-29 01-30 04-02 04-24 05-07 10-08 10-09",
    ),
    2023: (
        "01-02 01-21 01-27 04-05 04-29 05-03 06-22 06-24 09-29 09-30 10-06",
        "01-28 01-29 04-23 05-06 06-25 10-07 10-08",
    ),
    2024: (
        "01-01 02-10 02-17 04-04 04-06 05-01 05-05 06-10 09-15 09-17 10-01 10-07",
        "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    ),
    2025: (
        "01-01 01-28 02-04 04-04 04-06 05-01 05-05 05-31 06-02 10-01 10-08",
        "01-26 02-08 04-27 09-28 10-11",
    ),
    2026: (
        "01-01 01-03 02-15 02-23 04-04 04-06 05-01 05-05 06-19 06-21 09-25 09-27 10-01 10-07",
        "01-04 02-14 02-28 05-09 09-20 10-10",
    ),
}  # fmt: skip


def every_day(first_year: int, end_year: int) -> Iterator[date]:
    """Every day from the one New Year's Day up to the other, which is left out."""
    ends = (date(year, 1, 1).toordinal() for year in (first_year, end_year))
    return map(date.fromordinal, range(*ends))


def ical(cal: StateCouncilChina, period: list[int] | None = None) -> str:
    text = cal.export_to_ical(period)
    assert text is not None
    return text


def days(year: int, listed: str) -> list[date]:
    return [date.fromisoformat(f"{year}-{day}") for day in listed.split()]


class TestLikeWorkalendar:
    """What workalendar asserts of a China calendar holds of ours."""

    @pytest.mark.parametrize("year", ASSERTED)
    def test_year(self, year: int) -> None:
        off, worked = ASSERTED[year]
        holidays = CAL.holidays_set(year)
        for d in days(year, off):
            assert d in holidays
            assert CAL.is_holiday(d)
            assert not CAL.is_working_day(d)
        for d in days(year, worked):
            assert d not in holidays
            assert not CAL.is_holiday(d)
            assert CAL.is_working_day(d)
            assert d.weekday() in CAL.get_weekend_days()

    @LUNAR
    def test_agrees_with_their_china_where_that_is_right(self) -> None:
        with pytest.warns(UserWarning, match="Support years"):
            theirs = WorkingCalendar.from_workalendar(China(), range(2018, 2024))
        differing = {
            d
            for d in every_day(2018, 2024)
            if CHINA.is_working_day(d) is not theirs.is_working_day(d)
        }  # fmt: skip
        assert differing == {date(2020, 1, 31), date(2020, 2, 1)}
        known = CHINA.as_known_on(date(2020, 1, 20))
        assert all(known.is_working_day(d) for d in differing)

    def test_holidays_are_sorted_pairs_with_labels(self) -> None:
        holidays = CAL.holidays(2026)
        assert holidays == sorted(holidays)
        assert holidays[0] == (date(2026, 1, 1), "元旦")
        assert len(holidays) == 33
        assert (
            StateCouncilChina(lang="en").get_holiday_label(date(2026, 2, 15)) == "Spring Festival"
        )
        assert CAL.get_holiday_label(date(2026, 3, 9)) is None
        assert StateCouncilChina.name == "China (State Council notices)."

    def test_adding(self) -> None:
        assert CAL.add_working_days(date(2019, 2, 1), 1) == date(2019, 2, 2)
        assert CAL.sub_working_days(date(2019, 2, 4), 1) == date(2019, 2, 3)
        assert CAL.sub_working_days(date(2019, 2, 4), -1) == date(2019, 2, 3)
        assert CAL.add_working_days(date(2019, 2, 11), -1) == date(2019, 2, 3)
        assert CAL.add_working_days(date(2026, 2, 18), 0) == date(2026, 2, 18)

    def test_datetimes(self) -> None:
        noon = datetime(2026, 2, 13, 12, tzinfo=UTC)
        assert CAL.add_working_days(noon, 1) == date(2026, 2, 14)
        assert CAL.add_working_days(noon, 1, keep_datetime=True) == noon.replace(day=14)
        assert CAL.is_working_day(datetime(2026, 2, 14, 23, 59, tzinfo=UTC))
        assert CAL.get_working_days_delta(noon, datetime(2026, 2, 24, tzinfo=UTC)) == 2

    def test_unsupported_dates(self) -> None:
        wrong: Any = "2026-02-13"
        with pytest.raises(UnsupportedDateType):
            CAL.is_working_day(wrong)
        with pytest.raises(UnsupportedDateType):
            CAL.add_working_days(date(2026, 2, 13), 1, extra_holidays=[wrong])

    def test_delta(self) -> None:
        first, last = date(2026, 2, 13), date(2026, 2, 24)
        assert CAL.get_working_days_delta(first, last) == 2
        assert CAL.get_working_days_delta(last, first) == 2
        assert CAL.get_working_days_delta(first, last, include_start=True) == 3
        assert CAL.get_working_days_delta(first, first) == 0

    def test_following_looks_at_weekdays_only(self) -> None:
        # workalendar's documentation warns of this: neither holidays nor made-up days count.
        assert CAL.find_following_working_day(date(2026, 3, 7)) == date(2026, 3, 9)
        assert CAL.find_following_working_day(date(2026, 3, 9)) == date(2026, 3, 9)
        assert CAL.find_following_working_day(date(2026, 2, 14)) == date(2026, 2, 16)

    @given(d=st.dates(date(2004, 6, 1), date(2026, 6, 1)), n=st.integers(1, 40))
    def test_is_our_calendar(self, d: date, n: int) -> None:
        assert CAL.is_working_day(d) is CHINA.is_working_day(d)
        there = CAL.add_working_days(d, n)
        assert there == CHINA.nth_working_day_after(d, n)
        assert CAL.sub_working_days(d, n) == CHINA.nth_working_day_before(d, n)
        assert CAL.get_working_days_delta(d, there) == n

    def test_the_days_of_a_place_and_of_another_calendar(self) -> None:
        sanya = StateCouncilChina(place="460200")
        assert not sanya.is_working_day(date(2014, 4, 2))
        assert (date(2014, 4, 2), "https://www.huigongju.com/show_300117") in sanya.holidays(2014)
        then = StateCouncilChina(CHINA.as_known_on(date(2020, 1, 20)))
        assert then.is_working_day(date(2020, 1, 31))


class TestExtraDays:
    """Extra days are exceptions the caller states; the working ones have priority."""

    SATURDAY, MONDAY = date(2026, 3, 14), date(2026, 3, 16)

    def test_is_working_day(self) -> None:
        assert CAL.is_working_day(self.SATURDAY, extra_working_days=[self.SATURDAY])
        assert not CAL.is_working_day(self.MONDAY, extra_holidays=[self.MONDAY])
        assert CAL.is_working_day(
            self.MONDAY, extra_working_days=[self.MONDAY], extra_holidays=[self.MONDAY]
        )
        assert CAL.is_holiday(self.MONDAY, extra_holidays=[self.MONDAY])

    def test_they_add_to_the_made_up_days(self) -> None:
        made_up = date(2026, 2, 14)
        assert CAL.is_working_day(made_up, extra_working_days=[self.SATURDAY])
        assert not CAL.is_working_day(made_up, extra_holidays=[made_up])

    def test_counting(self) -> None:
        friday = date(2026, 3, 13)
        extra: dict[str, Any] = {"extra_working_days": [self.SATURDAY]}
        assert CAL.add_working_days(friday, 1, **extra) == self.SATURDAY
        assert CAL.sub_working_days(self.MONDAY, 1, **extra) == self.SATURDAY
        assert CAL.get_working_days_delta(friday, self.MONDAY, **extra) == 2
        assert (
            CAL.get_working_days_delta(
                friday, self.MONDAY, extra_holidays=iter([self.MONDAY]), **extra
            )
            == 1
        )
        assert CAL.add_working_days(friday, 1, extra_holidays=iter([self.MONDAY])) == date(
            2026, 3, 17
        )


class TestUncovered:
    """An uncovered year is refused whatever is asked, on weekends too."""

    @pytest.mark.parametrize("d", [date(2027, 1, 2), date(2027, 1, 4), date(2003, 12, 27)])
    @pytest.mark.parametrize(
        "ask",
        [
            CAL.is_working_day,
            CAL.is_holiday,
            CAL.find_following_working_day,
            lambda d: CAL.holidays(d.year),
            lambda d: CAL.add_working_days(d, 1),
            lambda d: CAL.add_working_days(d, 0),
            lambda d: CAL.sub_working_days(d, 1),
            lambda d: CAL.get_working_days_delta(d, d),
            lambda d: CAL.get_working_days_delta(d, date(2026, 12, 31)),
            lambda d: CAL.export_to_ical([d.year, 2026]),
        ],
    )
    def test_refused(self, ask: Callable[[date], Any], d: date) -> None:
        with pytest.raises(UncoveredDayError) as caught:
            ask(d)
        assert isinstance(caught.value, CalendarError)
        assert isinstance(caught.value, CalendarHorizonError)
        assert caught.value.missing_year in {2003, 2027}
        assert "通知" in caught.value.zh

    def test_a_count_that_runs_out(self) -> None:
        with pytest.raises(UncoveredDayError):
            CAL.add_working_days(date(2026, 12, 30), 2)
        with pytest.raises(UncoveredDayError):
            CAL.get_working_days_delta(date(2026, 12, 31), date(2027, 1, 1))

    def test_what_the_caller_states_needs_no_notice(self) -> None:
        d = date(2027, 1, 2)
        assert CAL.is_working_day(d, extra_working_days=[d])
        assert not CAL.is_working_day(d, extra_holidays=[d])


class TestIcal:
    """The export to iCalendar."""

    def test_one_event_a_day_off(self) -> None:
        lines = ical(CAL, [2019, 2020]).splitlines()
        assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
        assert lines[-1] == "END:VCALENDAR"
        starts = [line for line in lines if line.startswith("DTSTART;VALUE=DATE:")]
        holidays = CAL.holidays(2019) + CAL.holidays(2020)
        assert starts == [f"DTSTART;VALUE=DATE:{d:%Y%m%d}" for d, _ in holidays]
        uids = [line for line in lines if line.startswith("UID:")]
        assert len(set(uids)) == len(holidays)
        stamps = [line for line in lines if line.startswith("DTSTAMP")]
        assert len(stamps) == len(holidays)
        assert stamps[0].endswith(":20181204T000000Z")

    def test_the_default_is_what_is_covered(self) -> None:
        text = ical(CAL)
        assert "DTSTART;VALUE=DATE:20040101" in text
        assert "DTSTART;VALUE=DATE:20261007" in text
        assert text == ical(CAL, [2026, 2004])

    def test_to_a_file(self, tmp_path: Path) -> None:
        assert CAL.export_to_ical([2026, 2026], target_path=tmp_path / "china") is None
        written = (tmp_path / "china.ics").read_text(encoding="utf-8")
        assert written == ical(CAL, [2026, 2026])

    def test_labels_are_escaped(self) -> None:
        english = ical(StateCouncilChina(lang="en"), [2020, 2020])
        assert "SUMMARY:National Day\\, Mid-Autumn" in english


class TestFromWorkalendar:
    """Any calendar of theirs becomes one of ours."""

    @pytest.mark.parametrize("theirs", [France(), Israel()], ids=["France", "Israel"])
    def test_every_day(self, theirs: Any) -> None:
        cal = WorkingCalendar.from_workalendar(theirs, [2025, 2026])
        covered = (cal.coverage.first, cal.coverage.published_through)
        assert covered == (date(2025, 1, 1), date(2026, 12, 31))
        for d in every_day(2025, 2027):
            assert cal.is_working_day(d) is theirs.is_working_day(d)

    def test_says_where_a_day_comes_from(self) -> None:
        info = WorkingCalendar.from_workalendar(France(), [2026]).day(date(2026, 7, 14))
        assert (info.kind, info.festival) == ("public_holiday", "Bastille Day")
        assert (info.notice, info.issued) == ("workalendar France 2026", None)

    def test_there_and_back(self) -> None:
        again = WorkingCalendar.from_workalendar(CAL, range(2004, 2027))
        for d in map(
            date.fromordinal, range(date(2004, 1, 1).toordinal(), date(2027, 1, 1).toordinal())
        ):
            assert again.is_working_day(d) is CHINA.is_working_day(d)

    def test_a_missing_year_is_refused(self) -> None:
        with pytest.raises(NoticeError, match="2025 is missing after 2024"):
            WorkingCalendar.from_workalendar(France(), [2026, 2024])

    @LUNAR
    def test_a_year_that_workalendar_refuses_is_refused(self) -> None:
        with (
            pytest.warns(UserWarning, match="Support years"),
            pytest.raises(NoticeError, match="does not cover 2024"),
        ):
            WorkingCalendar.from_workalendar(China(), [2024])

    def test_no_year_is_refused(self) -> None:
        with pytest.raises(NoticeError, match="at least one annual notice"):
            WorkingCalendar.from_workalendar(France(), [])

    def test_a_calendar_not_made_yet_is_none(self) -> None:
        with pytest.raises(CaseError, match="an instance"):
            WorkingCalendar.from_workalendar(France, [2026])
