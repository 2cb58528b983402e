"""The calendar itself: working days by rank tables, from notices and overlays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, field, frozen

from gaf_rules.calendar import variants
from gaf_rules.calendar.counting import Counting
from gaf_rules.calendar.day import Certainty, Coverage, DayInfo, require_date
from gaf_rules.calendar.ledger import NoticeLedger, identity_text, in_order
from gaf_rules.calendar.notice import Notice, shipped_notices
from gaf_rules.calendar.overlay import Laid, Overlay, lay_over, require_place, shipped_overlays
from gaf_rules.calendar.ranks import KIND_OF, RankTable
from gaf_rules.values.days import the_day
from gaf_rules.values.digest import sha256_of
from gaf_rules.values.errors import NoticeError
from gaf_rules.values.given import every, refused, require
from gaf_rules.values.texts import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gaf_rules.values.texts import Lang
    from gaf_rules.values.theme import Theme

__all__ = ["WorkingCalendar", "china"]

_ALL_KINDS: Final = ("local_holiday", "closure")


def _unique(overlays: Iterable[Overlay]) -> tuple[Overlay, ...]:
    given = every("overlays", overlays, Overlay, "地方日历（Overlay）", "an Overlay")
    # Of one given again the last place counts: a closure withdrawn and announced anew is in force.
    return tuple(dict.fromkeys(given[::-1]))[::-1]


def _is_year(given: object) -> bool:
    """Whether it is a year that has one before it and one after it."""
    return type(given) is int and date.min.year < given < date.max.year


@frozen(kw_only=True, eq=False, repr=False)
class WorkingCalendar(Counting):
    """Which days are worked, as far as the notices held say so.

    A working day is a day that a notice names as worked, or a Monday to Friday that no notice
    names as off. Past the last notice nothing is guessed: the questions raise
    CalendarHorizonError, and `bounds_after`, `bounds_before` and `day` give what is certain.

    Attributes:
        notices: the notices held, by day of issue; later ones override earlier ones day by day.
        overlays: the regional days it can be asked for; none applies unless a place is named.
        known_on: the day of knowledge, where `as_known_on` made it.
        applied: the overlays merged in by `for_place`.
        origin: the year at which coverage begins where no annual notice is held (needed only
            for a calendar that knows nothing yet).
        foreign: the name of the workalendar calendar whose days it has, by `from_workalendar`.
            Nothing of China holds of such a one: its years are final through their last day,
            known from the beginning, and past them every question is refused.
        coverage: the days covered, up to the first year whose annual notice is not held.
        laid: by ordinal, the days that the overlays applied have changed.

    Raises:
        NoticeError: no annual notice is given, or two texts claim to be the same notice.

    >>> cal = china()
    >>> cal.nth_working_day_after(date(2026, 2, 18), 10)
    datetime.date(2026, 3, 6)
    >>> cal.is_working_day(date(2026, 2, 14)), cal.day(date(2026, 2, 14)).kind
    (True, 'make_up_working_day')
    """

    notices: tuple[Notice, ...] = field(converter=in_order)
    overlays: tuple[Overlay, ...] = field(default=(), converter=_unique)
    known_on: date | None = None
    applied: tuple[Overlay, ...] = field(default=(), converter=_unique)
    origin: int | None = None
    foreign: str | None = None
    coverage: Coverage = field(init=False)
    _ledger: NoticeLedger = field(init=False)
    laid: Mapping[int, Laid] = field(init=False)
    _base: int = field(init=False)
    _final: int = field(init=False)
    _codes: bytes = field(init=False)
    _worked: bytes = field(init=False)
    _before: tuple[int, ...] = field(init=False)
    _days: tuple[date, ...] = field(init=False)
    _digest: str = field(init=False)

    def __attrs_post_init__(self) -> None:
        if self.origin is not None and not _is_year(self.origin):
            zh, en, name = "年份（2 至 9998 的整数）", "a year (an int from 2 to 9998)", "origin"
            raise refused(name, self.origin, zh, en, ("int",))
        if self.origin is None and not any(n.kind == "annual" for n in self.notices):
            raise NoticeError(
                zh="日历至少需要一份年度通知；可用 gaf_rules.CHINA，或以 load_notices 读入",
                en="a calendar needs at least one annual notice; take gaf_rules.CHINA, or read "
                "some with load_notices",
                key="notices",
                value=self.notices,
            )
        ledger = NoticeLedger.of(self.notices, self.origin or 1, foreign=self.foreign is not None)
        base = the_day(ledger.first_year, 1, 1).toordinal()
        codes = bytearray(ledger.codes())
        laid = lay_over(codes, base, sorted(self.applied, key=lambda overlay: overlay.reach))
        table = RankTable.build(base, bytes(codes))
        coverage = ledger.coverage()
        for name, value in (
            ("coverage", coverage),
            ("_ledger", ledger),
            ("laid", MappingProxyType(laid)),
            # Copied out of the table: the hot path reads one attribute, not two.
            ("_base", base),
            ("_final", coverage.final_through.toordinal()),
            ("_codes", table.codes),
            ("_worked", table.worked),
            ("_before", table.before),
            ("_days", table.days),
        ):
            object.__setattr__(self, name, value)

    # --- questions about days -------------------------------------------------------------

    def is_working_day(self, d: date, *, place: str | None = None) -> bool:
        """Whether ``d`` is worked.

        Arguments:
            d: a day inside coverage.
            place: a code (GB/T 2260): ask for this place, its regional days included.

        Raises:
            CalendarHorizonError: outside coverage, weekends included.
            CaseError: a datetime.

        >>> china().is_working_day(date(2026, 2, 28))
        True
        """
        if place is not None:
            return self.for_place(place).is_working_day(d)
        return self._worked[self._index(d)] == 1

    def day(self, d: date, *, place: str | None = None) -> DayInfo:
        """The classification of ``d``, how certain it is, and what decided it.

        Arguments:
            d: a day not before the coverage; past it the projection answers.
            place: as in `is_working_day`.

        Raises:
            CalendarHorizonError: before coverage, and past it as in `bounds_after`.
            CaseError: a datetime.

        >>> info = china().day(date(2020, 1, 31))
        >>> info.kind, info.festival, info.notice
        ('public_holiday', '春节', '国办发明电〔2020〕1号')
        """
        if place is not None:
            return self.for_place(place).day(d)
        d = require_date(d)
        ordinal = d.toordinal()
        if ordinal < self._base:
            self._refuse(d, past=True)
        laid = self.laid.get(ordinal)
        held = ordinal < self._base + len(self._codes)
        certainty: Certainty = "provisional" if held else "projected"
        if ordinal <= self._final:
            certainty = "final"
        if laid is not None and (held or not self._is_statutory(d)):
            by = laid.overlay
            return DayInfo(
                kind=KIND_OF[laid.code],
                certainty=certainty,
                notice=by.source,
                on=d,
                issued=by.issued,
            )
        said = self._ledger.decision(d) if held else None
        if said is None:
            return self._projected(d)
        return DayInfo(
            kind=KIND_OF[said.code],
            certainty=certainty,
            festival=said.festival,
            notice=said.notice.name,
            on=d,
            issued=said.notice.issued,
        )

    def _is_statutory(self, d: date) -> bool:
        """Whether a day off past the notices is one by the Regulation, whatever a place has decided."""
        if self.foreign is not None:
            return False
        from gaf_rules.calendar import projection  # noqa: PLC0415  (see _projected)

        return projection.classify(self, d)[1] is not None

    def _projected(self, d: date) -> DayInfo:
        # Imported here: it needs lunar dates, which most calls never do.
        self._require_projection(d)
        from gaf_rules.calendar import projection  # noqa: PLC0415  (seldom needed)

        kind, festival = projection.classify(self, d)
        return DayInfo(kind=kind, certainty="projected", festival=festival, on=d)

    def history(self, d: date) -> tuple[DayInfo, ...]:
        """Every classification ``d`` has had, in order of issue; ``issued`` is the date of each.

        The annual notice of the year counts with its silence too. The certainty is that of the
        time. Nothing is listed for a day that no notice held speaks of.

        >>> [(i.kind, str(i.issued)) for i in china().history(date(2020, 1, 31))]
        [('working', '2019-11-21'), ('public_holiday', '2020-01-26')]
        """
        return self._ledger.history(require_date(d))

    # --- other calendars ------------------------------------------------------------------

    def as_known_on(self, d: date) -> WorkingCalendar:
        """The calendar from only the notices issued by ``d``; its coverage shrinks accordingly.

        A notice without a day of issue counts from `Notice.known_from` on. Of overlays, those leave
        that were decided later; one that does not say when stays.

        >>> china().as_known_on(date(2020, 1, 20)).is_working_day(date(2020, 1, 31))
        True
        """
        return variants.as_known_on(self, d)

    def with_notice(self, notice: Notice) -> WorkingCalendar:
        """The calendar with one more notice; the same one in another text is replaced by it.

        The same one is, of a year, its annual notice; of amendments and others, one of the same number.

        Raises:
            NoticeError: the notice arranges a year before the first, and a year between
                them is missing.

        >>> china().with_notice(china().notices[-1]) == china()
        True
        """
        return variants.with_notice(self, notice)

    def with_overlay(self, overlay: Overlay) -> WorkingCalendar:
        """The calendar with one more overlay that it can be asked for; see `for_place`.

        >>> closed = {"place": "460200", "kind": "closure", "off": ["2026-03-10"], "work": [],
        ...           "source": "台风"}
        >>> cal = china().with_overlay(Overlay.from_dict(closed)).for_place("460200")
        >>> cal.is_working_day(date(2026, 3, 10))
        False
        """
        require("overlay", overlay, Overlay, "地方日历（Overlay）", "an Overlay")
        return evolve(self, overlays=(*self.overlays, overlay))

    def for_place(self, place: str | None, kinds: tuple[str, ...] = _ALL_KINDS) -> WorkingCalendar:
        """The calendar of one place: the national one with the overlays of the place merged in.

        Arguments:
            place: a code (GB/T 2260), or None for the national calendar itself.
            kinds: which overlays: ``local_holiday``, ``closure`` or both.

        Returns:
            this calendar itself where no overlay bears on the place.

        Raises:
            CaseError: a place that is no code, or an unknown kind.

        >>> cal = china().for_place("460200")
        >>> cal.day(date(2014, 4, 2)).kind, china().day(date(2014, 4, 2)).kind
        ('local_holiday', 'working')
        """
        require_place(place, kinds)
        return self if place is None else variants.merged(self, place, tuple(kinds))

    def overlay_days(
        self, place: str | None, kind: str, *, after: date, through: date
    ) -> tuple[date, ...]:
        """The days whose working status an overlay of one kind changes for a place.

        Arguments:
            place: as in `for_place`.
            kind: ``local_holiday`` or ``closure``.
            after: days strictly after this one.
            through: days up to and including this one. Both may lie past coverage: a day not
                yet published counts unless the projection is sure of it.

        >>> china().overlay_days("460100", "closure",
        ...                      after=date(2014, 9, 1), through=date(2014, 9, 30))
        (datetime.date(2014, 9, 16),)
        """
        local = self.for_place(place, (kind,))
        return variants.overlay_days(self, local, after=after, through=through)

    @classmethod
    def from_workalendar(cls, cal: Any, years: Iterable[int]) -> WorkingCalendar:
        """A calendar with the days of any workalendar calendar.

        Arguments:
            cal: a workalendar calendar (an instance).
            years: the years to take over, without a gap.

        Returns:
            a calendar that answers for these years alone: the holidays of other years are not
            guessed, neither by the notices of China nor by the week. See ``foreign``.

        Raises:
            NoticeError: a year is missing between others or workalendar refuses one.

        >>> from workalendar.europe import France
        >>> cal = WorkingCalendar.from_workalendar(France(), [2026])
        >>> cal.nth_working_day_after(date(2026, 7, 13), 1)
        datetime.date(2026, 7, 15)
        """
        from gaf_rules.calendar.variants import notices_from  # noqa: PLC0415  (seldom needed)

        return cls(notices=notices_from(cal, years), foreign=type(cal).__name__)

    # --- identity and display -------------------------------------------------------------

    @property
    def sha256(self) -> str:
        """Digest of every day's classification and its source, the overlays included.

        It does not depend on the order in which the notices were passed, nor on what is said
        about a notice (its title where it has a number, address, evidence).
        """
        try:
            return self._digest
        except AttributeError:  # nobody has asked yet
            overlays = [[o.to_dict() for o in each] for each in (self.overlays, self.applied)]
            text = identity_text(self.notices, self._ledger, self._base, self._codes, overlays)
            if self.foreign is not None:
                text += self.foreign
            object.__setattr__(self, "_digest", sha256_of(text.encode()))
            return self._digest

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, WorkingCalendar):
            return NotImplemented
        return self is other or (self.sha256, self.known_on) == (other.sha256, other.known_on)

    def __hash__(self) -> int:
        return hash(self.sha256)

    def __repr__(self) -> str:
        covered = f"{self.coverage.first}..{self.coverage.published_through}"
        known = f", as known on {self.known_on}" if self.known_on else ""
        return f"<WorkingCalendar {covered}, {counted(len(self.notices), 'notice')}{known}>"

    def __reduce__(self) -> tuple[Any, ...]:
        # The tables are rebuilt rather than carried: a pickle stays small, and stays true.
        held = (self.notices, self.overlays, self.known_on, self.applied, self.origin)
        return _rebuild, (*held, self.foreign)

    def to_html(self, year: int, lang: Lang = "zh", *, theme: Theme = "auto") -> str:
        """One year as a self-contained piece of HTML; see `gaf_rules.calendar.render`.

        >>> china().to_html(2026, "en").startswith("<")
        True
        """
        from gaf_rules.calendar.render import year_html  # noqa: PLC0415  (seldom needed)

        return year_html(self, year, lang, theme=theme)

    def _repr_html_(self) -> str:
        from gaf_rules.calendar.render import calendar_html  # noqa: PLC0415  (seldom needed)

        return calendar_html(self)


def _rebuild(
    notices: tuple[Notice, ...],
    overlays: tuple[Overlay, ...],
    known_on: date | None,
    applied: tuple[Overlay, ...],
    origin: int | None,
    foreign: str | None,
) -> WorkingCalendar:
    return WorkingCalendar(
        notices=notices,
        overlays=overlays,
        known_on=known_on,
        applied=applied,
        origin=origin,
        foreign=foreign,
    )


@lru_cache(maxsize=1)
def china() -> WorkingCalendar:
    """The calendar of China from the notices and the regional decisions shipped: ``CHINA``."""
    return WorkingCalendar(notices=shipped_notices(), overlays=shipped_overlays())
