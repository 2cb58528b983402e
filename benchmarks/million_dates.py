"""A million dates: a fixed number of working days, a number for each, and the count between two days."""

from __future__ import annotations

import warnings
from datetime import date
from typing import TYPE_CHECKING, Any

from common import N, Peers, named, off_days
from measure import Agreement, Both, Question, Way

import gaf_rules as gaf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["questions", "sample"]

_ROWS = 1_000_000
# pandas adds a CustomBusinessDay date by date in Python; so many are enough to time it.
_FEW = 20_000
_MOST = 30
_LISTED = Both(
    "一周七天都设为工作日，逐日列出休息日", "a week of seven working days, every day off listed"
)
_FEW_ROWS = Both(f"只算 {_FEW:,} 行；{_LISTED.zh}", f"{_FEW:,} rows only; {_LISTED.en}")


def sample(np: Any, rows: int, seed: int = 1) -> tuple[Any, Any]:
    """Random days of the calendar, and numbers of working days that stay inside it."""
    dice = np.random.default_rng(seed)
    first, last = gaf.CHINA.coverage.first, date(2026, 11, 1)
    days = np.datetime64(first, "D") + dice.integers(0, (last - first).days, rows)
    return days, dice.integers(1, _MOST, rows)


class _Asked:
    """The columns, in every library's own form, made before anything is timed."""

    def __init__(self, np: Any, peers: Peers) -> None:
        self.np, self.peers = np, peers
        self.days, self.counts = sample(np, _ROWS)
        self.later = self.days + self.counts
        self.off = off_days()
        self.known = np.busdaycalendar(weekmask="1111111", holidays=self.off)
        self.out, self.copy = np.empty_like(self.days), np.empty_like(self.days)

    def agrees(self, theirs: Any, ours: Any) -> Agreement:
        """How many are the same."""
        theirs = self.np.asarray(theirs).astype(ours.dtype)
        wrong = self.np.flatnonzero(theirs != ours)
        told = f"{self.days[wrong[0]]}: {ours[wrong[0]]}, {theirs[wrong[0]]}" if len(wrong) else ""
        return Agreement(asked=len(ours), refused=0, other=len(wrong), example=told)

    def plain(self) -> Way:
        """What a million dates cost at least."""
        return Way(
            name=f"{named('numpy')} `copyto`",
            call=lambda: self.np.copyto(self.copy, self.days),
            size=_ROWS,
            remark=Both("只是复制", "a copy and nothing else"),
            limit=True,
        )

    def way(
        self, name: str, call: Callable[[], Any], ours: Any, remark: Both | None, size: int = _ROWS
    ) -> Way:
        """A rival, whose answers are looked at once."""
        found = self.agrees(call(), ours[:size])
        return Way(name=name, call=call, size=size, agreement=found, remark=remark)


def _after(asked: _Asked, n: Any, ours: Any) -> Iterator[Way]:
    np = asked.np
    yield asked.way(
        named("numpy", "busday_offset"),
        lambda: np.busday_offset(asked.days, n, roll="preceding", busdaycal=asked.known),
        ours,
        _LISTED,
    )
    if pl := asked.peers.get("polars"):
        frame = pl.DataFrame({"day": asked.days, "n": asked.counts})
        step = n if isinstance(n, int) else pl.col("n")
        made = pl.col("day").dt.add_business_days(
            step, week_mask=(True,) * 7, holidays=asked.off, roll="backward"
        )
        yield asked.way(
            named("polars", "dt.add_business_days"),
            lambda: frame.select(made).to_series(),
            ours,
            _LISTED,
        )
    pd = asked.peers.get("pandas")
    if pd and isinstance(n, int):
        step = n * pd.offsets.CustomBusinessDay(weekmask="1111111", holidays=asked.off)
        some = pd.DatetimeIndex(asked.days[:_FEW])

        def walked() -> Any:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # pandas says that it does this date by date
                return (some + step).to_numpy().astype("datetime64[D]")

        yield asked.way(named("pandas", "CustomBusinessDay"), walked, ours, _FEW_ROWS, _FEW)


def _between(asked: _Asked, ours: Any) -> Iterator[Way]:
    np, one = asked.np, asked.np.timedelta64(1, "D")
    yield asked.way(
        named("numpy", "busday_count"),
        lambda: np.busday_count(asked.days + one, asked.later + one, busdaycal=asked.known),
        ours,
        _LISTED,
    )
    if pl := asked.peers.get("polars"):
        frame = pl.DataFrame({"first": asked.days + one, "last": asked.later + one})
        made = pl.business_day_count("first", "last", week_mask=(True,) * 7, holidays=asked.off)
        yield asked.way(
            named("polars", "business_day_count"),
            lambda: frame.select(made).to_series(),
            ours,
            _LISTED,
        )


def questions() -> tuple[Question, ...]:
    """Three, or none where numpy is missing."""
    peers = Peers()
    np = peers.get("numpy")
    if np is None:
        return ()
    from gaf_rules import bulk  # noqa: PLC0415 - needs numpy

    asked, each = _Asked(np, peers), Both("每个日期", "a date")
    days, counts, later, out = asked.days, asked.counts, asked.later, asked.out
    numbers = np.empty(_ROWS, np.int64)
    fixed = bulk.nth_working_day_after(days, N)
    some = bulk.nth_working_day_after(days, counts)
    between = bulk.count_working_days(days, later)
    # Counted one by one by the scalar calendar, so that the arrays are not checked by themselves alone.
    for at in range(0, _ROWS, 997):
        day, n = days[at].item(), int(counts[at])
        assert fixed[at].item() == gaf.CHINA.nth_working_day_after(day, N)  # noqa: S101 - a check
        assert some[at].item() == gaf.CHINA.nth_working_day_after(day, n)  # noqa: S101 - a check
    about = Both(
        f"{_ROWS:,} 个随机日期，写入备好的数组，范围检查在内。各库的列事先备好，不计时。",
        f"{_ROWS:,} random days, written to a ready array, range check included. The columns of each "
        "library are made before and not timed.",
    )

    def ours(name: str, call: Callable[[], object]) -> Way:
        return Way(name=f"gaf_rules `bulk.{name}`", call=call, size=_ROWS)

    after = "nth_working_day_after"
    made = (
        (
            "fixed",
            Both(
                f"百万日期，固定第 {N} 个工作日",
                f"A million dates, the {N}th working day after each",
            ),
            ours(after, lambda: bulk.nth_working_day_after(days, N, out=out)),
            _after(asked, N, fixed),
        ),
        (
            "any",
            Both("百万日期，各有天数", "A million dates, a number of working days for each"),
            ours(after, lambda: bulk.nth_working_day_after(days, counts, out=out)),
            _after(asked, counts, some),
        ),
        (
            "count",
            Both("百万对日期之间的工作日数", "Working days between two days, a million times"),
            ours("count_working_days", lambda: bulk.count_working_days(days, later, out=numbers)),
            _between(asked, between),
        ),
    )
    return tuple(
        Question(
            key=f"million_{key}",
            title=title,
            about=about,
            unit=each,
            ways=(first, asked.plain(), *rest),
            left_out=peers.left_out,
        )
        for key, title, first, rest in made
    )
