"""The log in order: the events of each case together, in the order of the cases, by day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import frozen

from gaf_rules.auditing.counted import Ints
from gaf_rules.auditing.numbers import IntegerInterner
from gaf_rules.columns import MISSING_DAY, refusal, words_of
from gaf_rules.columns.texts import are_the_rows, hashes_of, rows_in_arrow
from gaf_rules.values.nearest import short

if TYPE_CHECKING:
    from gaf_rules.auditing.reading import Coded
    from gaf_rules.values.errors import CaseError

__all__ = ["Log", "build_log"]


@frozen(eq=False)
class Log:
    """The events of all cases, each case's together and by day.

    Attributes:
        days: the day of each event.
        codes: the words of each event, as :class:`Coded` numbers them.
        order: the row of the table from which each comes.
        starts: for each case, the place of its first event.
        counts: for each case, how many events it has by the day of assessment.
        totals: how many it has at all.
        dates: the date fields, by row of the table.
        undated: the cases with an event whose day is missing.
    """

    days: Ints
    codes: Ints
    order: Ints
    starts: Ints
    counts: Ints
    totals: Ints
    dates: dict[str, Ints]
    undated: Ints

    def rows(self, places: Any) -> Any:
        """The rows of the table at these places of the log."""
        return self.order[places]

    def field(self, name: str, places: Any) -> Any:
        """A date field of the events at these places."""
        return self.dates[name][self.rows(places)]

    def rows_of(self, case: int) -> Ints:
        """The rows of a case, in the order of the table."""
        start, total = int(self.starts[case]), int(self.totals[case])
        rows = self.rows(np.arange(start, start + total))
        return np.sort(rows)

    def case_at(self, places: Ints) -> Ints:
        """The cases that these events belong to."""
        found: Ints = np.searchsorted(self.starts + self.totals, places, side="right")
        return found


_SMALL = 1 << 31
"""Rows that can be numbered with 32 bits."""


def build_log(keys: Any, case_keys: Any, days: Ints, events: Coded, as_of: int) -> Log:
    """Bring the events in order.

    Arguments:
        keys: the column ``case_id`` of the events.
        case_keys: that of the cases.
        days: the day of each event.
        events: their words and date fields.
        as_of: the number of the day of assessment.

    Raises:
        CaseError: a case that occurs twice or has no id, an event of a case that is not listed.
    """
    numbers, find = _keyed(keys, case_keys)
    cases, rows = len(case_keys), len(numbers)
    changes = np.flatnonzero(numbers[1:] != numbers[:-1]) + 1 if rows else np.zeros(0, np.int64)
    begins = np.concatenate([np.zeros(min(rows, 1), np.int64), changes])
    missing = np.flatnonzero(days == MISSING_DAY)
    if missing.size:
        days = days.copy()
        days[missing] = as_of
    if len(begins) <= cases:
        run = find(numbers[begins], begins)
        if (run[1:] > run[:-1]).all():
            return _grouped(run, begins, days, events, missing, cases, as_of)
    return _sorted(find(numbers, None), days, events, missing, cases, as_of)


def _grouped(
    run: Ints, begins: Ints, days: Ints, events: Coded, missing: Ints, cases: int, as_of: int
) -> Log:
    """The events of each case stand together already; perhaps not by day."""
    rows = len(days)
    lengths = np.diff(np.concatenate([begins, [rows]]))
    back = np.flatnonzero(days[1:] < days[:-1]) + 1
    first = np.zeros(rows, np.bool_)
    first[begins] = True
    if not first[back].all():
        return _sorted(np.repeat(run, lengths), days, events, missing, cases, as_of)
    totals = np.zeros(cases, np.int64)
    totals[run] = lengths
    starts = np.cumsum(totals) - totals
    undated = run[np.searchsorted(begins, missing, side="right") - 1]
    return _made(days, None, starts, totals, events, undated, as_of)


def _sorted(case: Ints, days: Ints, events: Coded, missing: Ints, cases: int, as_of: int) -> Log:
    """One sort of whole numbers, case before day before row: faster than sorting by a key."""
    rows = len(days)
    low = int(days.min(initial=as_of))
    day_bits = (int(days.max(initial=as_of)) - low).bit_length()
    row_bits = rows.bit_length()
    totals = np.bincount(case, minlength=cases).astype(np.int64)
    starts = np.cumsum(totals) - totals
    if cases.bit_length() + day_bits + row_bits > 63:  # noqa: PLR2004 - bits of a positive int64
        order = np.lexsort((days, case))
        in_order = days[order]
    else:
        key = case << (day_bits + row_bits)
        key |= (days.astype(np.int64) - low) << row_bits
        key |= np.arange(rows)
        key.sort()
        in_order = (((key >> row_bits) & ((1 << day_bits) - 1)) + low).astype(np.int32)
        key &= (1 << row_bits) - 1
        order = key.astype(np.int32) if rows < _SMALL else key
    return _made(in_order, order, starts, totals, events, case[missing], as_of)


def _made(
    days: Ints,
    order: Ints | None,
    starts: Ints,
    totals: Ints,
    events: Coded,
    undated: Ints,
    as_of: int,
) -> Log:
    counts = totals
    if days.size and days.max() > as_of:
        ahead = np.concatenate([[0], np.cumsum(days > as_of)])
        counts = totals - (ahead[starts + totals] - ahead[starts])
    if order is None:
        order, codes = np.arange(len(days), dtype=np.int32), events.codes.copy()
    else:
        codes = events.codes[order]
    return Log(days, codes, order, starts, counts, totals, events.dates, np.unique(undated))


# -- ids ------------------------------------------------------------------------------------------------
def _keyed(keys: Any, case_keys: Any) -> tuple[Ints, Any]:
    """The ids of the events as numbers, and how to find the case of such a number."""
    numbers, held = _whole(keys), _whole(case_keys)
    if numbers is not None and held is not None:
        return numbers, _by_number(held, keys)
    rows = _by_text(keys.to_native(), case_keys.to_native())
    if rows is not None:
        return rows, lambda some, _: some
    coded, listed = (words_of(column.to_native()) for column in (keys, case_keys))
    for name, words in (("events", coded), ("cases", listed)):
        if words.codes.size and not words.codes.all():
            row = words.first_row(0)
            raise refusal(
                path=f"${name}[{row}].case_id",
                got=None,
                zh="列 case_id 有空值",
                en="the column case_id has a row without a value",
                allowed=(),
            )
    if len(listed.values) < len(case_keys):
        code = int(np.argmax(np.bincount(listed.codes)[1:] > 1)) + 1
        rows = np.flatnonzero(listed.codes == code)
        raise _twice(listed.values[code - 1], rows)
    # Each occurs once; True and 1 are equal, but two ids.
    rows = np.argsort(listed.codes).tolist()
    places = {
        (type(value) is bool, value): row for value, row in zip(listed.values, rows, strict=True)
    }
    table = np.array(
        [-1, *(places.get((type(value) is bool, value), -1) for value in coded.values)]
    )
    return coded.codes.astype(np.int64), lambda some, rows: _found(table[some], rows, keys)


def _by_text(keys: Any, listed: Any) -> Ints | None:
    """The case of each event by the text of its id; None where the careful way has to be taken."""
    own, hashes = hashes_of(listed), hashes_of(keys)
    if own is None or hashes is None:
        return rows_in_arrow(keys, listed)
    numbers = IntegerInterner()
    once = np.array_equal(numbers.of(own), np.arange(len(own)))
    rows = numbers.of(hashes).astype(np.int64)
    plain = once and numbers.count == len(own) and are_the_rows(keys, listed, rows)
    return rows if plain else None


_WHOLE = {f"{sign}Int{bits}" for sign in ("", "U") for bits in (8, 16, 32, 64)}


def _whole(column: Any) -> Ints | None:
    """Ids that are whole numbers of at most 64 bits; None if they are anything else."""
    if str(column.dtype) not in _WHOLE or column.null_count():
        return None
    numbers: Ints = column.to_numpy()
    if numbers.dtype.kind not in "iu" or numbers.max(initial=0) > np.iinfo(np.int64).max:
        return None
    return numbers.astype(np.int64, copy=False)


def _by_number(held: Ints, keys: Any) -> Any:
    order = np.argsort(held, kind="stable")
    ordered = held[order]
    twice = np.flatnonzero(ordered[1:] == ordered[:-1])
    if twice.size:
        raise _twice(int(ordered[twice[0]]), order[ordered == ordered[twice[0]]])
    low, high = int(held.min(initial=0)), int(held.max(initial=0))
    if held.size and high - low < 8 * len(held) + 1024:  # so dense that a table is small
        table = np.full(high - low + 2, -1)
        table[held - low] = np.arange(len(held))

        def find(some: Ints, rows: Ints | None) -> Ints:
            # Beyond both ends, so that nothing is subtracted that 64 bits do not hold.
            inside = (some >= low) & (some <= high)
            found = np.where(inside, table[np.where(inside, some, low) - low], -1)
            return _found(found, rows, keys)

        return find

    def search(some: Ints, rows: Ints | None) -> Ints:
        if not held.size:
            return _found(np.full(len(some), -1), rows, keys)
        near = np.minimum(np.searchsorted(ordered, some), len(held) - 1)
        return _found(np.where(ordered[near] == some, order[near], -1), rows, keys)

    return search


def _found(cases: Ints, rows: Ints | None, keys: Any) -> Ints:
    lost = np.flatnonzero(cases < 0)
    if lost.size:
        row = int(lost[0] if rows is None else rows[lost[0]])
        key = keys[row]
        raise refusal(
            path=f"$events[{row}].case_id",
            got=key,
            zh=f"事件属于 {short(key)}，而 cases 中没有这个 case_id",
            en=f"the event belongs to {short(key)}, a case_id that cases does not list",
            allowed=(),
        )
    return cases


def _twice(key: Any, rows: Ints) -> CaseError:
    """The error on an id that several rows of the cases have; rows are counted from 0, as frames do."""
    first, second, *_ = rows.tolist()
    return refusal(
        path=f"$cases[{second}].case_id",
        got=key,
        zh=f"case_id {short(key)} 在第 {first} 行已有（行自 0 起数，共 {len(rows)} 行）；一个案件只占一行",
        en=f"the case_id {short(key)} is that of row {first} already (counted from 0; {len(rows)} rows have "
        "it); a case has one row",
        allowed=(),
    )
