"""Who acts when: duties in time or late, rounds, acts by day and around festivals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from gaf_rules.auditing.counted import MISSING
from gaf_rules.bulk.ranks import ranks_of
from gaf_rules.columns import DAY
from gaf_rules.policy.measuring.basis import day_numbered, each
from gaf_rules.policy.measuring.lasting import wilson

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.auditing.conclusions import DutyWords
    from gaf_rules.auditing.counted import Ints
    from gaf_rules.bulk.ranks import Ranks
    from gaf_rules.calendar.day import DayInfo
    from gaf_rules.policy.measuring.basis import GroupedRows, MeasureBasis

__all__ = ["MOST_AROUND", "daily", "lateness", "on_time", "rounds", "seasonality"]

MOST_AROUND: Final = 60
_MISSED: Final = ("met_late", "overdue", "lapsed")
_SAID: Final = ("bearer", "procedure", "clause")


def _by_duty(ground: MeasureBasis, by: object, at: Ints, *keys: Any) -> GroupedRows:
    """Duties by bearer, procedure and clause."""
    duties = ground.duties
    about = [tuple(getattr(word, name) for name in _SAID) for word in duties.words]
    known = list(dict.fromkeys(about))
    key = np.array([known.index(one) for one in about] or [0])[duties.which[at]]
    cells = ground.cells(by, duties.case[at], (key, known), *keys)
    place = len(ground.names(by))
    cells.words[:] = [(*row[:place], *row[place], *row[place + 1 :]) for row in cells.words]
    return cells


def _said(cells: GroupedRows, names: list[str]) -> dict[str, Any]:
    return {name: [row[place] for row in cells.words] for place, name in enumerate(names)}


def _verdict(word: DutyWords) -> int:
    return 0 if word.status == "met" else 1 if word.status in _MISSED else 2


def on_time(ground: MeasureBasis, by: object) -> Any:
    """The frame of `Measures.on_time`."""
    duties = ground.duties
    at = np.flatnonzero(duties.dated)
    cells = _by_duty(ground, by, at)
    verdicts = np.array([_verdict(word) for word in duties.words] or [0])[duties.which[at]]
    # In time, done late, missed and not done, not decided yet.
    sort = np.where(verdicts == 2, 3, verdicts + ((verdicts == 1) & ~duties.done[at]))  # noqa: PLR2004 - as above
    counts = np.zeros((len(cells.words), 4), np.int64)
    np.add.at(counts, (cells.cell, sort), 1)
    share, low, high = wilson(counts[:, 0], counts[:, :3].sum(axis=1))
    return ground.table(
        **_said(cells, [*ground.names(by), *_SAID]),
        on_time=counts[:, 0],
        late=counts[:, 1],
        never=counts[:, 2],
        undecided=counts[:, 3],
        share=share,
        low=low,
        high=high,
    )


def lateness(ground: MeasureBasis, by: object) -> Any:
    """The frame of `Measures.lateness`."""
    duties = ground.duties
    at = np.flatnonzero(duties.late != MISSING)
    cells = _by_duty(ground, by, at, (duties.done[at].astype(np.int64), (False, True)))
    late = [np.sort(duties.late[at[some]]) for _, some in each(cells)]
    quantiles = {
        name: np.array([days[-(-len(days) * tenths // 10) - 1] for days in late], np.int64)
        for name, tenths in (("median", 5), ("p90", 9), ("most", 10))
    }
    return ground.table(
        **_said(cells, [*ground.names(by), *_SAID]),
        done=np.array([row[-1] for row in cells.words], np.bool_),
        duties=np.array([len(days) for days in late], np.int64),
        **quantiles,
    )


def rounds(ground: MeasureBasis, by: object) -> Any:
    """The frame of `Measures.rounds`."""
    duties = ground.duties
    about = [(word.procedure, word.clause) for word in duties.words]
    known = list(dict.fromkeys(about))
    key = np.array([known.index(one) for one in about] or [0])[duties.which]
    pair = duties.case.astype(np.int64) * max(len(known), 1) + key
    held, which = np.unique(pair, return_inverse=True)
    most = np.zeros(len(held), np.int64)
    np.maximum.at(most, which.reshape(-1), duties.round)
    case, key = np.divmod(held, max(len(known), 1))
    cells = ground.cells(by, case, (key, known), (most, range(int(most.max(initial=0)) + 1)))
    place = len(ground.names(by))
    cells.words[:] = [(*row[:place], *row[place], row[-1]) for row in cells.words]
    return ground.table(
        **_said(cells, [*ground.names(by), "procedure", "clause"]),
        rounds=np.array([row[-1] for row in cells.words], np.int64),
        cases=np.bincount(cells.cell, minlength=len(cells.words)),
    )


# -- days ------------------------------------------------------------------------------------------------
def _acts(ground: MeasureBasis, act: str, role: str | None) -> Ints:
    """The days on which something was done."""
    acts = ground.acts
    wanted = [word[0] == act and role in {None, word[1]} for word in acts.words]
    found: Ints = acts.day[np.array([*wanted, False])[acts.which]].astype(np.int64)
    return found


def _infos(ground: MeasureBasis, first: int, last: int) -> Iterator[DayInfo]:
    return (ground.calendar.day(day_numbered(number)) for number in range(first, last + 1))


def daily(ground: MeasureBasis, act: str, role: str | None) -> Any:
    """The frame of `Measures.daily`."""
    found = _acts(ground, act, role)
    first = int(found.min(initial=ground.today))
    infos = [*_infos(ground, first, ground.today)]
    day = np.arange(first, ground.today + 1).view(DAY)
    months = day.astype("datetime64[M]")
    is_working = np.array([info.is_working is True for info in infos], np.bool_)
    passed = np.cumsum(is_working)
    # The month of the first day may have begun before it.
    start = int(months[0].astype(DAY).view(np.int64))
    ahead = sum(info.is_working is True for info in _infos(ground, start, first - 1))
    at_start = np.concatenate([[0], passed])[np.searchsorted(months, months)]
    of_month = passed - at_start + np.where(months == months[0], ahead, 0)
    return ground.table(
        act=[act] * len(day),
        day=day,
        kind=[info.kind for info in infos],
        festival=[info.festival for info in infos],
        working_day_of_month=np.where(is_working, of_month, MISSING),
        acts=np.bincount(found - first, minlength=len(day)),
    )


def _festivals(infos: list[DayInfo]) -> Iterator[tuple[str, int, int]]:
    """The runs of days off that belong to a festival, as first and last of these days."""
    run: list[int] = []
    for place, info in enumerate([*infos, None]):
        if info is not None and info.is_working is False:
            run.append(place)
            continue
        names = [name for at in run if (name := infos[at].festival)]
        if names:
            yield "、".join(dict.fromkeys(names)), run[0], run[-1]
        run = []


def seasonality(ground: MeasureBasis, act: str, role: str | None, around: int) -> Any:
    """The frame of `Measures.seasonality`."""
    found = _acts(ground, act, role)
    ranks = ranks_of(ground.calendar)
    first = max(int(found.min(initial=ground.today)), ranks.first)
    last = min(int(found.max(initial=first)), ranks.end - 1)
    counts = np.bincount(
        found[(found >= first) & (found <= last)] - first, minlength=last - first + 1
    )
    rows: dict[tuple[str, int], list[int]] = {}
    infos = [*_infos(ground, first, last)]
    for name, begin, end in _festivals(infos):
        for offset, days in _around(ranks, first + begin, first + end, around):
            inside = days[(days >= first) & (days <= last)] - first
            row = rows.setdefault((name, offset), [0, 0])
            row[0] += len(inside)
            row[1] += int(counts[inside].sum())
    kept = [(name, offset, *row) for (name, offset), row in sorted(rows.items()) if row[0]]
    numbers = np.array([row[1:] for row in kept], np.float64).reshape(-1, 3)
    worked = counts[ranks.worked[first : last + 1]]
    mean = worked.mean() if worked.size else np.nan
    per_day = numbers[:, 2] / numbers[:, 1]
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = per_day / mean
    return ground.table(
        act=[act] * len(kept),
        festival=[row[0] for row in kept],
        offset=numbers[:, 0].astype(np.int64),
        days=numbers[:, 1].astype(np.int64),
        acts=numbers[:, 2].astype(np.int64),
        per_day=per_day,
        ratio=np.where(np.isfinite(ratio), ratio, np.nan),
    )


def _around(ranks: Ranks, begin: int, end: int, around: int) -> Iterator[tuple[int, Ints]]:
    """The working days before and after days off, by their distance; 0 for the days off themselves."""
    yield 0, np.arange(begin, end + 1)
    place = int(ranks.before[begin])
    for offset in range(1, around + 1):
        yield -offset, ranks.days[max(place - offset, 0) : max(place - offset + 1, 0)]
        yield offset, ranks.days[place + offset - 1 : place + offset]
