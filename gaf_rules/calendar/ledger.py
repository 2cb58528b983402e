"""The ledger of a calendar: what each notice has said of each day, in order of issue.

From it come the coverage, the decision that holds for a day, and the history of the day.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from attrs import frozen

from gaf_rules.calendar.day import Certainty, Coverage, DayInfo
from gaf_rules.calendar.notice import Notice
from gaf_rules.calendar.ranks import (
    KIND_OF,
    MAKE_UP,
    PUBLIC_HOLIDAY,
    WEEKEND,
    WORKING,
    weekday_code,
    weekday_codes,
)
from gaf_rules.values.days import the_day
from gaf_rules.values.drafts import Value
from gaf_rules.values.errors import NoticeError
from gaf_rules.values.given import every

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


__all__ = [
    "FIRST_PROVISIONAL_DAY",
    "WEEKLY",
    "NoticeLedger",
    "Statement",
    "identity_text",
    "in_order",
]

# Changed Decembers so far reach back to the 29th at most (five of 23 notices changed one);
# everything from the 24th on is left open, so that a longer bridge would still be foreseen.
FIRST_PROVISIONAL_DAY: Final = 24

# How the notices of a foreign calendar name the days that its week, unlike ours, has off or worked.
WEEKLY: Final = MappingProxyType({"weekend": WEEKEND, "weekday": WORKING})


class Statement(NamedTuple):
    """What one notice says of one day."""

    code: int
    festival: str | None
    notice: Notice


def in_order(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """The notices by day of issue, each once.

    Raises:
        NoticeError: two different texts claim to be the same notice.
    """
    unique: dict[tuple[str, int, str], Notice] = {}
    for notice in every("notices", notices, Notice, "通知（Notice）", "a Notice"):
        other = unique.setdefault(notice.identity, notice)
        if other != notice:
            raise NoticeError(
                zh=f"{other.name} 与 {notice.name} 是一份通知的两种文字，内容不同；"
                "请只保留一份，或用 with_notice 替换",
                en=f"{other.name} and {notice.name} are two different texts of one notice; keep one of "
                "them, or replace one by the other with with_notice",
                source=notice.name,
                key="number",
                value=notice.number,
            )
    return tuple(sorted(unique.values(), key=lambda notice: notice.order))


def _statements(notice: Notice) -> Iterator[tuple[int, Statement]]:
    # Cancellations come first, so that a day cancelled as worked can be off in the same notice.
    for cancel in notice.cancels:
        for day in (*cancel.off, *cancel.work):
            ordinal = day.toordinal()
            yield ordinal, Statement(weekday_code(ordinal), cancel.festival, notice)
    for off in notice.off:
        said = Statement(PUBLIC_HOLIDAY, off.festival, notice)
        for ordinal in range(off.start.toordinal(), off.end.toordinal() + 1):
            yield ordinal, said
    for work in notice.work:
        yield work.on.toordinal(), Statement(MAKE_UP, work.festival, notice)


def _weekly(said: Statement) -> Statement:
    """A statement of a foreign calendar, with its days of the week as such."""
    code = WEEKLY.get(said.festival or "")
    return said if code is None else Statement(code, None, said.notice)


@frozen(kw_only=True, eq=False, repr=False)
class NoticeLedger(Value):
    """What a set of notices says, and how far it reaches.

    Attributes:
        annual: the annual notice of each year.
        said: for each day that a notice names, by ordinal, what each has said, in order.
        first_year, last_year: the years covered, without a gap; nothing is covered where the
            last is before the first.
        foreign: whether these are the days of another country: then nothing in December waits
            for a notice to come, and the names of `WEEKLY` are no festivals.
    """

    annual: Mapping[int, Notice]
    said: Mapping[int, tuple[Statement, ...]]
    first_year: int
    last_year: int
    foreign: bool = False

    @classmethod
    def of(
        cls, notices: tuple[Notice, ...], first_year: int, *, foreign: bool = False
    ) -> NoticeLedger:
        """The ledger of notices that are in order.

        Arguments:
            notices: as `in_order` gives them.
            first_year: the year at which coverage begins where no annual notice is held.
            foreign: see the class.
        """
        annual: dict[int, Notice] = {}
        said: dict[int, tuple[Statement, ...]] = {}
        for notice in notices:
            if notice.kind == "annual":
                annual.setdefault(notice.year, notice)
            # One notice decides a day once: the dict keeps the last of its words on it.
            for ordinal, statement in dict(_statements(notice)).items():
                told = _weekly(statement) if foreign else statement
                said[ordinal] = (*said.get(ordinal, ()), told)
        first = min(annual, default=first_year)
        last = first - 1
        # A year without its notice ends the coverage, even where later notices are held: to
        # count through the gap by weekdays alone would be a silent guess.
        while last + 1 in annual:
            last += 1
        return cls(annual=annual, said=said, first_year=first, last_year=last, foreign=foreign)

    def coverage(self) -> Coverage:
        """The days covered; an empty interval ends on the day before it begins."""
        first = the_day(self.first_year, 1, 1)
        if self.last_year < self.first_year:
            eve = first - timedelta(1)
            return Coverage(first=first, final_through=eve, published_through=eve)
        last = the_day(self.last_year, 12, 31)
        final = last if self.foreign else last.replace(day=FIRST_PROVISIONAL_DAY - 1)
        return Coverage(first=first, final_through=final, published_through=last)

    def codes(self) -> bytes:
        """The kind code of every day covered."""
        base = the_day(self.first_year, 1, 1).toordinal()
        if self.last_year < self.first_year:
            return b""
        codes = weekday_codes(base, the_day(self.last_year, 12, 31).toordinal() - base + 1)
        end = base + len(codes)
        for ordinal, statements in self.said.items():
            if base <= ordinal < end:
                codes[ordinal - base] = statements[-1].code
        return bytes(codes)

    def decision(self, d: date) -> Statement | None:
        """The statement that holds for ``d``; the annual notice decides a day by its silence."""
        statements = self.said.get(d.toordinal())
        return statements[-1] if statements else self._silence(d)

    def _silence(self, d: date) -> Statement | None:
        notice = self.annual.get(d.year)
        return None if notice is None else Statement(weekday_code(d.toordinal()), None, notice)

    def history(self, d: date) -> tuple[DayInfo, ...]:
        """Every classification ``d`` has had, each with the day of issue of what decided it."""
        statements = self.said.get(d.toordinal(), ())
        silence = self._silence(d)
        if silence and (not statements or silence.notice.order < statements[0].notice.order):
            statements = (silence, *statements)
        return tuple(
            DayInfo(
                kind=KIND_OF[said.code],
                certainty=self._certainty_then(d, said.notice),
                festival=said.festival,
                notice=said.notice.name,
                on=d,
                issued=said.notice.issued,
            )
            for said in statements
        )

    def _certainty_then(self, d: date, notice: Notice) -> Certainty:
        if self.foreign or d.month != 12 or d.day < FIRST_PROVISIONAL_DAY:  # noqa: PLR2004  December
            return "final"
        following = self.annual.get(d.year + 1)
        known = following is not None and following.known_from <= notice.known_from
        return "final" if known else "provisional"


# -- what makes two calendars the same, as text: the digest of a calendar is that of this text ---------
def identity_text(
    notices: tuple[Notice, ...],
    ledger: NoticeLedger,
    base: int,
    codes: bytes,
    overlays: list[list[dict[str, Any]]],
) -> str:
    """Every day's classification and who has said what of it, as JSON.

    It is what `json.dumps` gives of these values; but each start of the library needs it, and each notice
    says the same of many days, so that it is put together from parts which are written once.

    Arguments:
        notices: the notices held.
        ledger: what they say.
        base: the ordinal of the first day covered.
        codes: one kind code a day.
        overlays: the overlays in JSON form, those to ask for and those applied.
    """
    quote = lru_cache(maxsize=None)(json.dumps)
    names = {id(n): f"{quote(n.name)}, {quote(str(n.known_from))}" for n in notices}
    written: dict[int, str] = {}

    def text(said: Statement) -> str:
        found = written.get(id(said))
        if found is None:
            found = f"[{said.code}, {quote(said.festival)}, {names[id(said.notice)]}]"
            written[id(said)] = found
        return found

    days = [
        f"[{ordinal}, [{', '.join([text(said) for said in row])}]]"
        for ordinal, row in sorted(ledger.said.items())
    ]
    annual = sorted((year, n.name, str(n.known_from)) for year, n in ledger.annual.items())
    head = f'"gaf-calendar/1", {base}, "{codes.hex()}", {json.dumps(annual)}'
    return f"[{head}, [{', '.join(days)}], {json.dumps(overlays)}]"
