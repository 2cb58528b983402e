"""Random notices that a State Council could issue: what the Regulation and the practice allow."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import frozen
from hypothesis import assume
from hypothesis import strategies as st

from gaf_rules.calendar.notice import DaysCancelled, DaysOff, DayWorked, Notice
from gaf_rules.calendar.regulation import statutory_festivals

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["Group", "adjustments", "extensions", "groups", "notices"]

_ONE = timedelta(1)
_AUTUMN = "国庆节、中秋节"
_LONGEST = {1: 5, 2: 5, 3: 8, 4: 9}  # days, by the number of statutory days
_MOST_MADE_UP = 2


@frozen(kw_only=True)
class Group:
    """A festival, or the two that are arranged together: its statutory days and their number."""

    name: str
    days: tuple[date, ...]
    due: int


def groups(year: int) -> tuple[Group, ...]:
    """The festivals of a year as a notice groups them, by date."""
    law = {each.name: each.days for each in statutory_festivals(year)}
    found = [Group(name=name, days=days, due=len(days)) for name, days in law.items()]
    moon = law["中秋节"][0] if "中秋节" in law else None
    if moon is not None and date(year, 9, 28) <= moon <= date(year, 10, 9):
        both = tuple(sorted({*law["中秋节"], *law["国庆节"]}))
        found = [each for each in found if each.name not in _AUTUMN.split("、")]
        found.append(Group(name=_AUTUMN, days=both, due=4))
    return tuple(sorted(found, key=lambda each: each.days[0]))


def _span(start: date, end: date) -> tuple[date, ...]:
    return tuple(start + timedelta(i) for i in range((end - start).days + 1))


def _is_weekend(day: date) -> bool:
    return day.weekday() >= 5


def _bridges(group: Group) -> list[tuple[date, ...]]:
    """The runs of days off that can be had by moving days of rest, three days or longer."""
    first, last = group.days[0], group.days[-1]
    found = []
    for lead in range(4):
        for length in range(3, _LONGEST[group.due] + 1):
            run = _span(first - lead * _ONE, first + (length - lead - 1) * _ONE)
            made_up = sum(not _is_weekend(day) for day in run) - group.due
            edges = _is_weekend(run[0] - _ONE) + _is_weekend(run[-1] + _ONE)
            if run[-1] >= last and edges <= made_up <= _MOST_MADE_UP:
                found.append(run)
    return found


def _runs(group: Group) -> list[tuple[date, ...]]:
    """All the ways to be off for a festival: alone, with a day in lieu, or in a run."""
    found = _bridges(group)
    day = group.days[0]
    if group.due == 1:
        # On a weekend the day is made up for on the Monday after it.
        lieu = day + timedelta(7 - day.weekday())
        found.append((day, lieu) if _is_weekend(day) else (day,))
    return found


def _near(at: date, step: timedelta, blocked: Collection[date]) -> list[date]:
    """The days of rest nearest to a run on one side, the nearest first."""
    found: list[date] = []
    while len(found) < _MOST_MADE_UP:
        at += step
        if _is_weekend(at) and at not in blocked:
            found.append(at)
    return found


def _made_up(
    draw: st.DrawFn, group: Group, run: tuple[date, ...], blocked: Collection[date]
) -> tuple[date, ...]:
    """Days of rest worked for a run: the nearest before it, the nearest after it."""
    wanted = sum(not _is_weekend(day) for day in run) - group.due
    before, after = _near(run[0], -_ONE, blocked), _near(run[-1], _ONE, blocked)
    least = int(bool(before) and before[0] == run[0] - _ONE)
    most = wanted - int(bool(after) and after[0] == run[-1] + _ONE)
    if wanted == 0 or len(run) < 3:
        return ()
    taken = draw(st.integers(least, max(least, most)))
    return tuple(sorted([*before[:taken], *after[: wanted - taken]]))


def _rows(name: str, run: tuple[date, ...]) -> list[DaysOff]:
    if run[-1] - run[0] > timedelta(len(run) - 1):
        return [DaysOff(festival=name, start=day, end=day) for day in run]
    return [DaysOff(festival=name, start=run[0], end=run[-1])]


@st.composite
def notices(draw: st.DrawFn, *, first: int = 2008, last: int = 2035) -> Notice:
    """A notice for one of the years ``first`` to ``last``, arranged as notices have been."""
    year = draw(st.integers(first, last))
    arranged: list[tuple[Group, tuple[date, ...]]] = []
    blocked: set[date] = set()
    for group in groups(year):
        free = [run for run in _runs(group) if not {run[0] - _ONE, *run, run[-1] + _ONE} & blocked]
        # A long Mid-Autumn holiday may leave National Day no room of its own.
        assume(free)
        run = draw(st.sampled_from(free))
        arranged.append((group, run))
        blocked.update(run)
    off: list[DaysOff] = []
    work: list[DayWorked] = []
    for group, run in arranged:
        made_up = _made_up(draw, group, run, blocked)
        # Only New Year's Day reaches back into December.
        assume(group.name == "元旦" or all(day.year == year for day in made_up))
        blocked.update(made_up)
        off += _rows(group.name, run)
        work += [DayWorked(festival=group.name, on=day) for day in made_up]
    serial = draw(st.integers(1, 60))
    return Notice(
        year=year,
        title=f"国务院办公厅关于{year}年部分节假日安排的通知",
        number=f"国办发明电〔{year - 1}〕{serial}号",
        issued=date(year - 1, 10, 20) + timedelta(draw(st.integers(0, 60))),
        off=off,
        work=work,
    )


@st.composite
def extensions(draw: st.DrawFn) -> tuple[Notice, Notice]:
    """A notice, and one that lets a holiday of it run on."""
    base = draw(notices())
    row = draw(st.sampled_from([each for each in base.off if each.end != each.start]))
    until = row.end + timedelta(draw(st.integers(1, 6)))
    named = {day for each in base.off if each.festival != row.festival for day in each.days()}
    while until + _ONE in named or set(_span(row.end + _ONE, until)) & named:
        until -= _ONE
    if until <= row.end:
        until = row.end + _ONE
    undone: dict[str, list[date]] = {}
    for each in sorted(base.work, key=lambda each: each.on):
        if row.end < each.on <= until:
            undone.setdefault(each.festival, []).append(each.on)
    return base, Notice(
        year=base.year,
        kind="amendment",
        title=f"国务院办公厅关于延长{base.year}年{row.festival}假期的通知",
        off=[DaysOff(festival=row.festival, start=row.start, end=until)],
        cancels=[DaysCancelled(festival=name, work=days) for name, days in undone.items()],
    )


@st.composite
def adjustments(draw: st.DrawFn) -> tuple[Notice, Notice]:
    """A notice, and one that arranges a festival of it anew."""
    base = draw(notices())
    group = draw(st.sampled_from([g for g in groups(base.year) if _bridges(g)]))
    others = {d for each in base.off if each.festival != group.name for d in each.days()}
    others |= {each.on for each in base.work if each.festival != group.name}
    old_off = {d for each in base.off if each.festival == group.name for d in each.days()}
    old_work = {each.on for each in base.work if each.festival == group.name}
    free = [r for r in _bridges(group) if not {r[0] - _ONE, *r, r[-1] + _ONE} & others]
    assume(free)
    run = draw(st.sampled_from(free))
    made_up = _made_up(draw, group, run, others | set(run))
    assume(set(run) != old_off or set(made_up) != old_work)
    gone = DaysCancelled(
        festival=group.name,
        off=sorted(old_off - set(run)),
        work=sorted(old_work - set(made_up)),
    )
    return base, Notice(
        year=base.year,
        kind="amendment",
        title=f"国务院办公厅关于调整{base.year}年{group.name}假期安排的通知",
        off=_rows(group.name, run),
        work=[DayWorked(festival=group.name, on=day) for day in made_up],
        cancels=[gone] if gone.off or gone.work else [],
    )
