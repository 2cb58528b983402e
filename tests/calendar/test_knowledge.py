"""What was known when: knowledge date, history, certainty, and years that are missing."""

from __future__ import annotations

import hashlib
import json
import pickle
from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from notice_arrangements import notices
from pinned import CHINA

from gaf_rules.calendar import Coverage, DaysCancelled, DaysOff, Notice, WorkingCalendar
from gaf_rules.calendar.ledger import identity_text
from gaf_rules.values.errors import CalendarHorizonError, NoticeError

JANUARY_2020 = date(2020, 1, 20)
EXTENSION = "国办发明电〔2020〕1号"
NEW_YEAR_2027 = DaysOff(festival="元旦", start=date(2026, 12, 31), end=date(2027, 1, 2))


def annual(year: int, **changes: Any) -> Notice:
    """A notice for a year that names New Year's Day only."""
    day = date(year, 1, 1)
    off = [DaysOff(festival="元旦", start=day, end=day)]
    notice = Notice(year=year, title=f"{year}", issued=date(year - 1, 11, 5), off=off)
    return evolve(notice, **changes)


def without(*years: int) -> WorkingCalendar:
    """The calendar without the annual notices of some years."""
    kept = [n for n in CHINA.notices if not (n.kind == "annual" and n.year in years)]
    return WorkingCalendar(notices=kept)


class TestKnownOn:
    """Only the notices issued by the day count."""

    def test_the_extension_of_2020_was_not_known_before(self) -> None:
        then = CHINA.as_known_on(JANUARY_2020)
        assert then.known_on == JANUARY_2020
        assert then.is_working_day(date(2020, 1, 31))
        assert then.day(date(2020, 2, 1)).kind == "make_up_working_day"
        assert not CHINA.is_working_day(date(2020, 1, 31))
        assert CHINA.day(date(2020, 2, 1)).kind == "public_holiday"

    @pytest.mark.parametrize(
        ("d", "known"), [(date(2020, 1, 25), False), (date(2020, 1, 26), True)]
    )
    def test_known_from_the_day_of_issue(self, d: date, known: bool) -> None:
        assert CHINA.as_known_on(d).is_working_day(date(2020, 1, 31)) is not known

    def test_coverage_shrinks(self) -> None:
        assert CHINA.as_known_on(date(2025, 11, 3)).coverage == Coverage(
            first=date(2004, 1, 1),
            final_through=date(2025, 12, 23),
            published_through=date(2025, 12, 31),
        )
        assert CHINA.as_known_on(date(2025, 11, 4)).coverage == CHINA.coverage

    def test_before_every_notice_nothing_is_covered(self) -> None:
        nothing = CHINA.as_known_on(date(2003, 1, 1))
        assert nothing.notices == ()
        assert nothing.coverage.published_through < nothing.coverage.first == date(2004, 1, 1)
        with pytest.raises(CalendarHorizonError) as caught:
            nothing.is_working_day(date(2004, 1, 1))
        assert caught.value.missing_year == 2004
        with pytest.raises(CalendarHorizonError):
            nothing.nth_working_day_before(date(2003, 6, 1), 1)
        assert pickle.loads(pickle.dumps(nothing)) == nothing  # noqa: S301  (our own)

    @given(d=st.dates(date(2004, 1, 1), date(2027, 6, 1)), e=st.dates(date(2004, 1, 1)))
    def test_the_earlier_knowledge_wins(self, d: date, e: date) -> None:
        assert CHINA.as_known_on(d).as_known_on(e) == CHINA.as_known_on(min(d, e))

    @given(d=st.dates(date(2004, 1, 1), date(2027, 6, 1)))
    def test_only_what_was_issued(self, d: date) -> None:
        known = CHINA.as_known_on(d).notices
        assert known == tuple(n for n in CHINA.notices if n.issued and n.issued <= d)

    def test_an_undated_notice_counts_from_when_it_must_have_come(self) -> None:
        assert annual(2027, issued=None).known_from == date(2026, 12, 31)
        assert annual(2027, issued=None, kind="amendment").known_from == date(2027, 12, 31)
        cal = CHINA.with_notice(annual(2027, issued=None))
        assert cal.coverage.published_through == date(2027, 12, 31)
        assert cal.as_known_on(date(2026, 12, 30)).coverage == CHINA.coverage

    def test_a_what_if_moves_the_knowledge(self) -> None:
        extension = next(n for n in CHINA.notices if n.number == EXTENSION)
        cal = CHINA.as_known_on(JANUARY_2020).with_notice(extension)
        assert not cal.is_working_day(date(2020, 1, 31))
        assert cal.known_on == extension.issued


class TestHistory:
    """Every classification a day has had, in order of issue."""

    def test_a_worked_day_that_became_a_holiday(self) -> None:
        first, second = CHINA.history(date(2020, 2, 1))
        assert (first.kind, first.issued) == ("make_up_working_day", date(2019, 11, 21))
        assert (second.kind, second.issued) == ("public_holiday", date(2020, 1, 26))
        assert second.notice == EXTENSION == CHINA.day(date(2020, 2, 1)).notice

    def test_a_december_that_the_next_notice_changed(self) -> None:
        first, second = CHINA.history(date(2018, 12, 31))
        assert (first.kind, first.certainty, first.festival) == ("working", "provisional", None)
        assert (second.kind, second.certainty, second.festival) == (
            "public_holiday",
            "final",
            "元旦",
        )

    def test_a_plain_day_is_decided_by_the_silence_of_its_notice(self) -> None:
        (only,) = CHINA.history(date(2026, 3, 9))
        assert only == CHINA.day(date(2026, 3, 9))
        assert (only.notice, only.festival) == ("国办发明电〔2025〕7号", None)

    def test_days_that_no_notice_speaks_of(self) -> None:
        assert CHINA.history(date(2027, 3, 9)) == ()
        assert CHINA.history(date(2003, 3, 9)) == ()

    def test_a_day_named_before_its_year_is_published(self) -> None:
        extra = Notice(
            year=2027,
            title="x",
            kind="extra",
            issued=date(2026, 5, 1),
            off=[DaysOff(festival="x", start=date(2027, 6, 1), end=date(2027, 6, 1))],
        )
        cal = CHINA.with_notice(extra)
        assert [info.kind for info in cal.history(date(2027, 6, 1))] == ["public_holiday"]
        published = cal.with_notice(annual(2027))
        # The silence of the later notice takes nothing back.
        assert published.history(date(2027, 6, 1)) == cal.history(date(2027, 6, 1))
        assert not published.is_working_day(date(2027, 6, 1))

    @given(d=st.dates(date(2004, 1, 1), date(2026, 12, 31)))
    def test_ends_with_what_holds_and_follows_the_knowledge(self, d: date) -> None:
        history = CHINA.history(d)
        now = CHINA.day(d)
        assert evolve(history[-1], certainty=now.certainty) == now
        for entry in history:
            assert entry.issued is not None
            then = CHINA.as_known_on(entry.issued).day(d)
            assert then == entry


class TestCancellation:
    """A later notice undoes days that an earlier one named."""

    def test_goes_back_to_the_weekday(self) -> None:
        friday, saturday = date(2026, 10, 2), date(2026, 10, 10)
        amendment = Notice(
            year=2026,
            title="取消",
            kind="amendment",
            issued=date(2026, 9, 1),
            cancels=[DaysCancelled(festival="国庆节", off=[friday], work=[saturday])],
        )
        cal = CHINA.with_notice(amendment)
        assert (cal.day(friday).kind, cal.day(friday).notice) == ("working", "取消")
        assert (cal.day(saturday).kind, cal.day(saturday).festival) == ("weekend", "国庆节")
        assert len(cal.history(friday)) == 2


class TestCertainty:
    """The last days of the last December may still change."""

    @pytest.mark.parametrize(
        ("d", "certainty"),
        [
            (date(2026, 12, 23), "final"),
            (date(2026, 12, 24), "provisional"),
            (date(2026, 12, 31), "provisional"),
            (date(2025, 12, 31), "final"),
        ],
    )
    def test_the_last_days_of_december(self, d: date, certainty: str) -> None:
        assert CHINA.day(d).certainty == certainty

    def test_the_next_notice_makes_them_final(self) -> None:
        notice = annual(2027, off=[NEW_YEAR_2027])
        cal = CHINA.with_notice(notice)
        info = cal.day(date(2026, 12, 31))
        assert (info.kind, info.certainty, info.notice) == ("public_holiday", "final", "2027")
        assert CHINA.is_working_day(date(2026, 12, 31))


class TestMissingYears:
    """A year without its notice ends the coverage, whatever is held beyond it."""

    def test_a_gap_is_not_covered(self) -> None:
        cal = CHINA.with_notice(annual(2028))
        assert cal.coverage == CHINA.coverage
        with pytest.raises(CalendarHorizonError) as caught:
            cal.is_working_day(date(2028, 1, 1))
        assert caught.value.missing_year == 2027

    def test_the_gap_closes(self) -> None:
        cal = CHINA.with_notice(annual(2028)).with_notice(annual(2027))
        assert cal.coverage.published_through == date(2028, 12, 31)
        assert not cal.is_working_day(date(2028, 1, 1))

    @pytest.mark.parametrize("year", range(2005, 2027))
    def test_every_year(self, year: int) -> None:
        cal = without(year)
        assert cal.coverage.published_through == date(year - 1, 12, 31)
        assert cal.day(date(year - 1, 12, 31)).certainty == "provisional"

    def test_an_amendment_covers_nothing(self) -> None:
        assert without(2020).coverage.published_through.year == 2019

    def test_an_earlier_year_must_join_on(self) -> None:
        with pytest.raises(NoticeError, match="2002 to 2003 are missing"):
            CHINA.with_notice(annual(2001))
        assert CHINA.with_notice(annual(2003)).coverage.first == date(2003, 1, 1)


class TestIdentity:
    """The digest stands for every day's classification and its source."""

    @given(order=st.permutations(CHINA.notices))
    def test_the_order_of_the_notices_is_nothing(self, order: list[Notice]) -> None:
        cal = WorkingCalendar(notices=order, overlays=CHINA.overlays)
        assert cal.sha256 == CHINA.sha256
        assert cal == WorkingCalendar(notices=CHINA.notices, overlays=CHINA.overlays)
        assert hash(cal) == hash(CHINA)

    def test_known_value(self) -> None:
        # Pinned: it must be the same in every process, on every machine, until the data change.
        assert CHINA.sha256 == "8cff4f337298f6b124f23d6f0551c8effa678f9733ad4ef2d4e29a24c2659f06"

    @pytest.mark.parametrize(
        "cal",
        [
            CHINA,
            CHINA.for_place("460200"),
            CHINA.as_known_on(JANUARY_2020),
            WorkingCalendar(notices=(), origin=2030),
        ],
        ids=repr,
    )
    def test_the_text_behind_it_is_what_json_makes_of_the_values(
        self, cal: WorkingCalendar
    ) -> None:
        said = [
            (ordinal, [(s.code, s.festival, s.notice.name, str(s.notice.known_from)) for s in row])
            for ordinal, row in sorted(cal._ledger.said.items())
        ]
        annual = sorted((y, n.name, str(n.known_from)) for y, n in cal._ledger.annual.items())
        overlays = [[o.to_dict() for o in each] for each in (cal.overlays, cal.applied)]
        content = ("gaf-calendar/1", cal._base, cal._codes.hex(), annual, said, overlays)
        text = identity_text(cal.notices, cal._ledger, cal._base, cal._codes, overlays)
        assert text == json.dumps(content)
        assert cal.sha256 == hashlib.sha256(text.encode()).hexdigest()

    def test_what_is_said_about_a_notice_is_nothing(self) -> None:
        last = CHINA.notices[-1]
        assert CHINA.with_notice(evolve(last, address=(), evidence="C")).sha256 == CHINA.sha256

    @given(data=st.data())
    def test_every_day_counts(self, data: st.DataObject) -> None:
        day = data.draw(st.dates(date(2004, 1, 1), date(2026, 12, 31)))
        off = DaysOff(festival="x", start=day, end=day)
        extra = Notice(year=day.year, title="x", kind="extra", issued=day, off=[off])
        assert CHINA.with_notice(extra).sha256 != CHINA.sha256

    def test_a_source_counts(self) -> None:
        renumbered = evolve(CHINA.notices[-1], number="x")
        cal = WorkingCalendar(notices=[*CHINA.notices[:-1], renumbered], overlays=CHINA.overlays)
        assert cal.sha256 != CHINA.sha256

    def test_the_knowledge_date_alone_changes_no_day(self) -> None:
        known = CHINA.as_known_on(date(2026, 7, 1))
        assert known.sha256 == CHINA.sha256
        assert known != CHINA  # but they say different things about themselves
        assert CHINA != "CHINA"

    def test_the_same_notice_twice_is_one(self) -> None:
        assert WorkingCalendar(notices=CHINA.notices * 2).notices == CHINA.notices

    def test_two_texts_of_one_number_are_refused(self) -> None:
        other = evolve(CHINA.notices[-1], work=())
        with pytest.raises(NoticeError, match="two different texts"):
            WorkingCalendar(notices=[*CHINA.notices, other])
        assert CHINA.with_notice(other).is_working_day(date(2026, 2, 14)) is False

    @given(first=notices(first=2027, last=2027), then=notices(first=2027, last=2027))
    def test_a_year_has_one_annual_notice_whatever_it_is_called(
        self, first: Notice, then: Notice
    ) -> None:
        # A draft, or a text without its number, then the official one: no day of the draft stays.
        draft = evolve(first, number=None, issued=None, title="draft")
        official = CHINA.with_notice(draft).with_notice(then)
        assert official.sha256 == CHINA.with_notice(then).sha256
        worked = {each.on for each in then.work}
        off = {day for run in then.off for day in run.days()}
        for at in range(365):
            day = date(2027, 1, 1) + timedelta(at)
            assert official.is_working_day(day) is (
                day in worked or (day.weekday() < 5 and day not in off)
            )
        if (draft.off, draft.work) != (then.off, then.work):
            with pytest.raises(NoticeError, match="two different texts"):
                WorkingCalendar(notices=[*CHINA.notices, draft, then])

    def test_pickle_and_repr(self) -> None:
        assert pickle.loads(pickle.dumps(CHINA)) == CHINA  # noqa: S301  (our own)
        assert "2004-01-01..2026-12-31" in repr(CHINA)
        assert "known on 2020-01-20" in repr(CHINA.as_known_on(JANUARY_2020))

    def test_nothing_can_be_changed(self) -> None:
        with pytest.raises(AttributeError):
            CHINA.notices = ()  # type: ignore[misc]  # the point is that it is refused
        with pytest.raises(TypeError):
            CHINA.laid[1] = None  # type: ignore[index]  # the point is that it is refused

    def test_adding_a_notice_leaves_the_calendar_alone(self) -> None:
        before = CHINA.sha256
        CHINA.with_notice(annual(2027)).day(date(2027, 1, 1) + timedelta(1))
        assert CHINA.sha256 == before
        assert CHINA.coverage.published_through == date(2026, 12, 31)
