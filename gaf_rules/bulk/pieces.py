"""Arguments, pieces and refusals: what the questions about arrays of days have in common.

Days are worked through in pieces that fit the cache. Within a piece the range is checked before anything is
looked up: numpy would take a negative index from the end. NaT is the smallest number there is, so that the
same check finds it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from gaf_rules.bulk.ranks import as_date
from gaf_rules.calendar import WorkingCalendar
from gaf_rules.columns import like, refusal
from gaf_rules.values.errors import CalendarHorizonError
from gaf_rules.values.given import is_one_of, require
from gaf_rules.values.nearest import short

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

__all__ = [
    "PIECE",
    "BulkQuery",
    "Outside",
    "counts_of",
    "given_back",
    "outside_of",
    "ready",
    "run",
    "shape_of",
]

Outside = Literal["raise", "mask"]
PIECE = 1 << 15
"""Days in a piece: 256 KiB an array, so that a piece stays in the second-level cache."""

_NAT = np.iinfo(np.int64).min
_MOST = np.iinfo(np.int64).max


def _check_outside(outside: str) -> None:
    if not is_one_of(outside, ("raise", "mask")):
        raise refusal(
            path="$outside",
            got=outside,
            zh=f"得到 {short(outside)}；可取：raise、mask",
            en=f"got {short(outside)}; allowed: raise, mask",
            allowed=("raise", "mask"),
        )


def counts_of(n: Any) -> Ints:
    """The numbers of days as int64, each checked: whole, 1 or more."""
    if type(n) is int:
        n = min(n, _MOST)  # past every calendar, the one like the other
    try:
        array = np.asarray(n)
    except Exception:  # noqa: BLE001 - every library has its own for what is no column of numbers
        array = np.zeros(1, object)
    if np.ma.is_masked(n):  # a number that is missing is none
        array = array.astype(object)
    if array.dtype.kind not in "iu":
        kind = array.dtype if array.dtype != object else type(n).__name__
        raise refusal(
            path="$n",
            got=n if array.ndim == 0 else str(kind),
            zh=f"得到 {kind}：工作日数须为不小于 1 的整数",
            en=f"got {kind}: a number of working days is a whole number, 1 or more",
            allowed=("int >= 1",),
        )
    wrong = np.flatnonzero((array < 1) | (array > _MOST))
    if wrong.size:
        place = int(wrong[0])
        value = array.ravel()[place].item()
        where = f"$n[{place}]" if array.ndim else "$n"
        raise refusal(
            path=where,
            got=value,
            zh=f"得到 {value}：工作日数须为不小于 1 的整数",
            en=f"got {value}: a number of working days is a whole number, 1 or more",
            allowed=("int >= 1",),
        )
    return array.astype(np.int64, copy=False)


def ready(out: Any, shape: tuple[int, ...], dtype: np.dtype[Any]) -> NDArray[Any]:
    """The array to write to: the caller's if it fits, else a new one."""
    if out is None:
        return np.empty(shape, dtype)
    fits = isinstance(out, np.ndarray) and out.dtype == dtype and out.shape == shape
    if not (isinstance(out, np.ndarray) and fits and out.flags.writeable):
        got = f"{getattr(out, 'dtype', type(out).__name__)}{list(getattr(out, 'shape', ()))}"
        zh, en = ("，只读", ", read-only") if fits else ("", "")
        raise refusal(
            path="$out",
            got=got,
            zh=f"得到 {got}{zh}；out 须为 {dtype}{list(shape)} 的可写数组",
            en=f"got {got}{en}; out must be an array {dtype}{list(shape)}, writable",
            allowed=(f"{dtype}{list(shape)}",),
        )
    return out


def run(
    inputs: tuple[NDArray[Any], ...], out: NDArray[Any], piece: Callable[..., None]
) -> NDArray[Any]:
    """Take flat inputs and ``out`` through ``piece`` bit by bit."""
    flat = [np.ascontiguousarray(array).reshape(-1) for array in inputs]
    if any(np.may_share_memory(array, out) for array in flat):
        flat = [array.copy() for array in flat]
    direct = out.flags.c_contiguous
    into = (out if direct else np.empty(out.shape, out.dtype)).reshape(-1)
    for start in range(0, len(into), PIECE):
        end = min(start + PIECE, len(into))
        piece(start, into[start:end], *(array[start:end] for array in flat))
    if not direct:
        out[...] = into.reshape(out.shape)
    return out


def shape_of(*arrays: NDArray[Any]) -> tuple[int, ...]:
    """The shape of arrays that are taken together.

    Raises:
        CaseError: they do not fit.
    """
    try:
        return np.broadcast_shapes(*(array.shape for array in arrays))
    except ValueError:
        shapes = [list(array.shape) for array in arrays]
        raise refusal(
            path="$dates",
            got=shapes,
            zh=f"得到的形状 {shapes} 不能逐一对应；长度须相同，或其中一个为单值",
            en=f"got the shapes {shapes}, which do not go together; they must be of one length, or one "
            "a single value",
            allowed=(),
        ) from None


def given_back(given: tuple[Any, ...], result: NDArray[Any], out: object) -> Any:
    """What is returned: ``out`` itself, a single value for single values, a column for a column."""
    if out is not None:
        return out
    return like(given, result) if result.ndim else result[()]


# -- outside the calendar -------------------------------------------------------------------------------
def _refuse(calendar: WorkingCalendar, place: int, number: int, ask: Callable[[Any], Any]) -> None:
    """Raise what the calendar itself says of this day, with the day's place in the array."""
    day = as_date(number)
    covered = calendar.coverage
    try:
        if day is not None:
            ask(day)
    except CalendarHorizonError as error:
        raise CalendarHorizonError(
            day=day,
            first=error.first,
            published_through=error.published_through,
            missing_year=error.missing_year,
            zh=f"$dates[{place}] = {day}：{error.zh}",
            en=f"$dates[{place}] = {day}: {error.en}",
            path=f"$dates[{place}]",
        ) from None
    shown = np.datetime64(number, "D")
    raise CalendarHorizonError(
        day=None,
        first=covered.first,
        published_through=covered.published_through,
        missing_year=covered.published_through.year + 1,
        zh=f"$dates[{place}] = {shown}：超出日历范围（{covered.first} 至 {covered.published_through}）",
        en=f"$dates[{place}] = {shown} leaves the calendar ({covered.first} to "
        f"{covered.published_through})",
        path=f"$dates[{place}]",
    )


class BulkQuery:
    """One question to one calendar: what to do with days that have no answer."""

    def __init__(self, calendar: WorkingCalendar, place: str | None, outside: Outside) -> None:
        _check_outside(outside)
        zh, en = "日历（WorkingCalendar），如 gaf.CHINA", "a WorkingCalendar, as gaf.CHINA"
        require("calendar", calendar, WorkingCalendar, zh, en)
        self.calendar = calendar if place is None else calendar.for_place(place)
        self.raises = outside == "raise"

    def settle(
        self,
        wrong: NDArray[np.bool_],
        days: Ints,
        start: int,
        ask: Callable[[Any, int], Any],
        missing: NDArray[np.bool_] | None = None,
    ) -> None:
        """Raise for the first day without an answer, unless it is NaT or masking was asked for."""
        if not self.raises:
            return
        missing = days == _NAT if missing is None else missing
        refused = np.flatnonzero(wrong & ~missing)
        if refused.size:
            at = int(refused[0])
            _refuse(self.calendar, start + at, int(days[at]), lambda day: ask(day, at))


def outside_of(days: Ints, first: int, end: int) -> NDArray[np.bool_] | None:
    """Which days have no place in a table; None where all have one, which two passes tell."""
    if days.min() >= first and days.max() < end:
        return None
    found: NDArray[np.bool_] = (days < first) | (days >= end)
    return found
