"""What the calendar can say of a day, of an interval and of itself: plain frozen values."""

from __future__ import annotations

from datetime import date
from operator import index
from typing import Any, Final, Literal

from attrs import frozen

from gaf_rules.values.days import plain_day
from gaf_rules.values.drafts import Value
from gaf_rules.values.errors import CaseError, Problem
from gaf_rules.values.nearest import short

__all__ = [
    "Certainty",
    "Coverage",
    "DateBounds",
    "DayInfo",
    "DayKind",
    "require_count",
    "require_date",
]

DayKind = Literal[
    "working",
    "weekend",
    "public_holiday",
    "make_up_working_day",
    "local_holiday",
    "closure",
    "undetermined",
]
Certainty = Literal["final", "provisional", "projected"]

_WORKING: Final = ("working", "make_up_working_day")


@frozen(kw_only=True, eq=False, repr=False)
class DayInfo(Value):
    """The classification of one day and what decided it.

    Attributes:
        kind: working, weekend, public_holiday, make_up_working_day, local_holiday, closure,
            or undetermined (only for projected days).
        certainty: final, provisional (published, but a notice still to come may change it)
            or projected (no notice yet).
        festival: the festival the day belongs to, in Chinese as the notice writes it, or None.
        notice: what decided the day: the number of the notice (its title where it has none),
            the source of the overlay, or None for a projected day.
        on: the day itself.
        issued: the day on which the deciding notice was issued, or None where that is unknown.

    >>> DayInfo(kind="weekend", certainty="final", on=date(2026, 3, 8)).is_working
    False
    """

    kind: DayKind
    certainty: Certainty
    festival: str | None = None
    notice: str | None = None
    on: date
    issued: date | None = None

    @property
    def is_working(self) -> bool | None:
        """Whether the day is worked; None where that is undetermined."""
        return None if self.kind == "undetermined" else self.kind in _WORKING

    def to_dict(self) -> dict[str, Any]:
        """The same as JSON-ready data; dates as ``YYYY-MM-DD``."""
        return {
            "on": self.on.isoformat(),
            "kind": self.kind,
            "certainty": self.certainty,
            "festival": self.festival,
            "notice": self.notice,
            "issued": None if self.issued is None else self.issued.isoformat(),
        }


@frozen(kw_only=True, eq=False, repr=False)
class DateBounds(Value):
    """The certified interval for a date that a count of working days leads to.

    Attributes:
        earliest, latest: the true date lies between them, both included.
        certainty: final, provisional or projected; only a final interval is always one date.

    >>> day = date(2026, 3, 9)
    >>> DateBounds(earliest=day, latest=day, certainty="final").exact
    True
    """

    earliest: date
    latest: date
    certainty: Certainty

    @property
    def exact(self) -> bool:
        """Whether the interval is a single date."""
        return self.earliest == self.latest

    @property
    def width(self) -> int:
        """The width of the interval in calendar days; 0 where it is a single date."""
        return (self.latest - self.earliest).days


@frozen(kw_only=True, eq=False, repr=False)
class Coverage(Value):
    """The days for which a calendar holds notices.

    Attributes:
        first: the first day covered.
        final_through: the last day that no notice still to come is expected to change.
        published_through: the last day covered; before ``first`` where nothing is covered.

    >>> c = Coverage(first=date(2004, 1, 1), final_through=date(2026, 12, 23),
    ...              published_through=date(2026, 12, 31))
    >>> date(2026, 12, 31) in c, date(2027, 1, 1) in c
    (True, False)
    """

    first: date
    final_through: date
    published_through: date

    def __contains__(self, d: object) -> bool:
        day = plain_day(d)
        return day is not None and self.first <= day <= self.published_through


def require_date(d: object, path: str = "$d") -> date:
    """``d`` as a plain date, if it is a day.

    Arguments:
        d: what the caller gave.
        path: the name of the argument, for the error.

    Raises:
        CaseError: anything else; a datetime is refused because a moment has no day until
            somebody says in which time zone, and before or after the close of business.

    >>> require_date(date(2026, 3, 9))
    datetime.date(2026, 3, 9)
    """
    day = plain_day(d)
    if day is not None:
        return day
    if isinstance(d, date):
        code = "moment_not_date"
        zh = (
            f"得到 {short(d)}：日历只认日期 datetime.date，不认时刻（哪个时区？下班前还是下班后？）；"
            "请自行定出日期再传入"
        )
        en = (
            f"got {short(d)}: a moment is not a day (which time zone? before or after the close of "
            "business?); decide the date and pass a datetime.date"
        )
    else:
        code = "not_a_date"
        zh = f"得到 {short(d)}（{type(d).__name__}）：只接受 datetime.date；请先换成日期"
        en = f"got {short(d)} ({type(d).__name__}): only a datetime.date is allowed; convert it first"
    raise CaseError(
        (Problem(code=code, path=path, got=d, allowed=("datetime.date",), zh=zh, en=en),)
    )


def require_count(n: Any, path: str = "$n") -> int:
    """``n`` as an int, if it is a whole number of working days, one or more.

    Arguments:
        n: what the caller gave, in working days; a whole number of numpy is one, too.
        path: the name of the argument, for the error.

    Raises:
        CaseError: anything else, True and 1.0 included.

    >>> require_count(10)
    10
    """
    try:
        whole = 0 if type(n) is bool else index(n)
    except TypeError:
        whole = 0
    if whole >= 1:
        return whole
    problem = Problem(
        code="wrong_argument",
        path=path,
        got=n,
        allowed=("int >= 1",),
        zh=f"得到 {short(n)}：工作日数须为不小于 1 的整数",
        en=f"got {short(n)}: a number of working days is a whole number, 1 or more",
    )
    raise CaseError((problem,))
