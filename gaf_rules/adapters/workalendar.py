"""Our calendar as a workalendar calendar: what takes one of theirs takes ours.

workalendar's own ``China`` ends in 2023, is silently wrong for the extended Spring Festival of
2020, and answers for the weekends of years it does not know. This one answers from the notices,
and refuses every day that no notice covers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from gaf_rules.calendar.horizon import horizon_error
from gaf_rules.calendar.render import festival_name
from gaf_rules.calendar.working import WorkingCalendar, china
from gaf_rules.values.days import from_ordinal, the_day
from gaf_rules.values.errors import CalendarHorizonError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from gaf_rules.values.texts import Lang

try:
    from workalendar import __version__
    from workalendar.core import SAT, SUN, Calendar, cleaned_date
    from workalendar.exceptions import CalendarError
except ModuleNotFoundError as missing:
    told = (
        f"gaf_rules.adapters.workalendar needs workalendar ({missing}). "
        'Run: pip install "gaf-rules[workalendar]" '
        '· 需要 workalendar，请运行 pip install "gaf-rules[workalendar]"'
    )
    raise ModuleNotFoundError(told, name=missing.name) from missing

__all__ = ["StateCouncilChina", "UncoveredDayError"]


class UncoveredDayError(CalendarHorizonError, CalendarError):  # type: ignore[misc]  # untyped base
    """A day or year that no notice covers; caught as either library's own error."""


class StateCouncilChina(Calendar):  # type: ignore[misc]  # workalendar carries no types
    """China (State Council notices).

    Arguments:
        calendar: the `WorkingCalendar` to answer from; the notices shipped by default.
        place: a code (GB/T 2260): include the regional days and closures of this place.
        lang: the language of the labels, ``zh`` (as the notices write them) or ``en``.

    Raises:
        UncoveredDayError: a day or year outside coverage, weekends included.

    All methods behave as workalendar documents them. ``holidays()`` without a year asks for the
    present one, as workalendar does everywhere: it is workalendar that reads the clock there.

    >>> from datetime import date
    >>> cal = StateCouncilChina()
    >>> cal.is_working_day(date(2020, 1, 31)), cal.is_working_day(date(2026, 2, 14))
    (False, True)
    >>> cal.add_working_days(date(2026, 2, 13), 2)
    datetime.date(2026, 2, 24)
    """

    WEEKEND_DAYS = (SAT, SUN)

    def __init__(
        self,
        calendar: WorkingCalendar | None = None,
        *,
        place: str | None = None,
        lang: Lang = "zh",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.working = (china() if calendar is None else calendar).for_place(place)
        self.lang = lang

    def get_calendar_holidays(self, year: int) -> list[tuple[date, str]]:
        """The days off of ``year`` that a notice (or the place) names, with their labels."""
        if year not in self._covered():
            self._refuse(the_day(year, 1, 1))
        days = (
            from_ordinal(ordinal)
            for ordinal in range(
                the_day(year, 1, 1).toordinal(), the_day(year, 12, 31).toordinal() + 1
            )
        )
        infos = map(self.working.day, days)
        return [
            (info.on, self._label(info.festival, info.notice))
            for info in infos
            if info.kind in ("public_holiday", "local_holiday", "closure")
        ]

    def _label(self, festival: str | None, source: str | None) -> str:
        return festival_name(festival, self.lang) if festival else str(source)

    def is_working_day(
        self,
        day: date,
        extra_working_days: Iterable[date] | None = None,
        extra_holidays: Iterable[date] | None = None,
    ) -> bool:
        """Whether ``day`` is worked; the extra days are exceptions that the caller states.

        Arguments:
            day: a date, or a datetime whose date is taken.
            extra_working_days: days that **are** worked; they have priority over the others.
            extra_holidays: days that **are** off.

        Raises:
            UncoveredDayError: a day outside coverage that is in neither list.
        """
        on, worked, off = _plain(day), _listed(extra_working_days), _listed(extra_holidays)
        if on in worked:
            return True
        if on in off:
            return False
        self._require(on)
        return self.working.is_working_day(on)

    def add_working_days(
        self,
        day: date,
        delta: int,
        extra_working_days: Iterable[date] | None = None,
        extra_holidays: Iterable[date] | None = None,
        keep_datetime: bool = False,  # noqa: FBT001, FBT002  workalendar's own signature
    ) -> date:
        """``delta`` working days after ``day`` (before it where negative); see workalendar."""
        # Zero steps ask nothing of the calendar below, and would be answered for any year.
        self._require(_plain(day))
        moved: date = super().add_working_days(
            day, delta, _listed(extra_working_days), _listed(extra_holidays), keep_datetime
        )
        return moved

    def get_working_days_delta(
        self,
        start: date,
        end: date,
        include_start: bool = False,  # noqa: FBT001, FBT002  workalendar's own signature
        extra_working_days: Iterable[date] | None = None,
        extra_holidays: Iterable[date] | None = None,
    ) -> int:
        """How many working days lie between two days, in either order; see workalendar."""
        # Equal days ask nothing of the calendar below either.
        self._require(_plain(start), _plain(end))
        count: int = super().get_working_days_delta(
            start, end, include_start, _listed(extra_working_days), _listed(extra_holidays)
        )
        return count

    def find_following_working_day(self, day: date) -> date:
        """The first Monday to Friday from ``day`` on: workalendar looks at weekdays only here.

        Raises:
            UncoveredDayError: ``day`` or the answer lies outside coverage.
        """
        found: date = super().find_following_working_day(_plain(day))
        self._require(_plain(day), found)
        return found

    def export_to_ical(
        self,
        period: list[int] | tuple[int, ...] | None = None,
        target_path: str | Path | None = None,
    ) -> str | None:
        """The holidays as iCalendar (RFC 5545), one event a day.

        Arguments:
            period: first and last year; all the years covered by default (workalendar's own
                default, 2000 to 2030, would ask for years that no notice covers).
            target_path: a file to write; the text is returned where there is none.

        Raises:
            UncoveredDayError: a year outside coverage.
        """
        covered = self._covered()
        first, last = self._get_ical_period(period or [min(covered), max(covered)])
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//workalendar//ical {__version__}//EN"]
        for year in range(first, last + 1):
            for on, label in self.holidays(year):
                lines += [
                    "BEGIN:VEVENT",
                    f"SUMMARY:{_escaped(label)}",
                    f"DTSTART;VALUE=DATE:{on:%Y%m%d}",
                    self._stamp(on),
                    f"UID:{on}@gaf-rules",
                    "END:VEVENT",
                ]
        text = "\n".join([*lines, "END:VCALENDAR\n"])
        if target_path is None:
            return text
        self._get_ical_target_path(target_path).write_text(text, encoding="utf-8")
        return None

    def _stamp(self, on: date) -> str:
        # The moment of writing would make two exports of the same days differ, and would read
        # the clock; the day of issue of the deciding notice is when the event came to be known.
        issued = self.working.day(on).issued or the_day(on.year - 1, 12, 31)
        return f"DTSTAMP;VALUE=DATE-TIME:{issued:%Y%m%d}T000000Z"

    def _covered(self) -> range:
        coverage = self.working.coverage
        return range(coverage.first.year, coverage.published_through.year + 1)

    def _require(self, *days: date) -> None:
        for d in days:
            if d not in self.working.coverage:
                self._refuse(d)

    def _refuse(self, d: date) -> NoReturn:
        cal = self.working
        past = d < cal.coverage.first
        error = horizon_error(cal, d, past=past)
        raise UncoveredDayError(
            day=error.day,
            first=error.first,
            published_through=error.published_through,
            missing_year=error.missing_year,
            zh=error.zh,
            en=error.en,
        )


def _plain(day: date) -> date:
    """The date of a date, a datetime or a subclass of either, as a plain date."""
    on: date = cleaned_date(day)
    return the_day(on.year, on.month, on.day)


def _listed(days: Iterable[date] | None) -> tuple[date, ...]:
    return tuple(map(_plain, days or ()))


def _escaped(label: str) -> str:
    escapes = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}
    return "".join(escapes.get(char, char) for char in label)
