"""An amendment: other periods, and the days that a text leaves open (:meth:`Guideline.amend`)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import evolve

from gaf_rules.language.citation import ClauseBook
from gaf_rules.language.periods import UNITS, Period, count_due
from gaf_rules.language.readings import READING_OPTIONS
from gaf_rules.values.digest import sha256_of
from gaf_rules.values.errors import GuidelineError, Problem
from gaf_rules.values.given import is_one_of, refused, require
from gaf_rules.values.nearest import meant, named, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.citation import Clause
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.rows import DutyRow

__all__ = ["amended"]

_OWN_UNIT = "n"
_FIELDS = (_OWN_UNIT, *UNITS)


def amended(
    guideline: Guideline,
    changes: Mapping[str, Mapping[str, int]],
    key: str | None,
    effective_from: date | None,
    legacy: Period | date | None,
    calendar: WorkingCalendar | None,
) -> dict[str, Any]:
    """The fields of the guideline that an amendment changes; what is given, as of ``Guideline.amend``."""
    require("changes", changes, Mapping, "条款到改动的映射", "a mapping from clause to change")
    require("key", key, (str, type(None)), "文字", "a text")
    require("effective_from", effective_from, (date, type(None)), "日期", "a date")
    problems = [each for item in changes.items() for each in _wrong_in(guideline, *item)]
    if problems:
        raise GuidelineError.linking(tuple(problems))
    lengths = {
        clause: _length(guideline.periods[clause], change) for clause, change in changes.items()
    }

    def other(row: DutyRow) -> DutyRow:
        period = row.period
        if period is None:
            return row
        length = lengths.get(period.clause, lengths.get(period.like or ""))
        if length is None:
            return row
        none: dict[str, Any] = dict.fromkeys(UNITS)
        return evolve(row, period=evolve(period, **{**none, **length}))

    start = guideline.effective_from if effective_from is None else effective_from
    until = guideline.legacy_until if legacy is None else _last_day(legacy, start, calendar)
    dates = (start, until)
    dated = dates if dates != (guideline.effective_from, guideline.legacy_until) else ""
    mark = sha256_of(f"{guideline.sha256}{sorted(lengths.items())}{dated}".encode())
    return {
        "key": key or f"{guideline.key}+{mark[:8]}",
        "sha256": mark,
        "effective_from": start,
        "legacy_until": until,
        "duties": tuple(other(row) for row in guideline.duties),
        "clauses": ClauseBook(
            tuple(
                _reworded(clause, lengths.get(clause.slug, {}))
                for clause in guideline.clauses.values()
            )
        ),
    }


def _length(period: Period, change: Mapping[str, int]) -> dict[str, int]:
    """Unit and number of a change: its own unit where only the number was given."""
    ((name, number),) = change.items()
    return {period.unit if name == _OWN_UNIT else name: number}


def _reworded(clause: Clause, length: Mapping[str, int]) -> Clause:
    """The clause with the unit of its period; the number is filled in from the row."""
    from gaf_rules.messages import label  # noqa: PLC0415 - words are read when needed

    zh, en = clause.zh, clause.en
    for unit, number in length.items():
        for held in UNITS:
            now = label("unit", unit, "zh").format("{days}").replace(" ", "")
            zh = zh.replace(label("unit", held, "zh").format("{days}").replace(" ", ""), now)
            now = label("unit", unit[:-1] if number == 1 else unit).format("{days}")
            en = en.replace(label("unit", held).format("{days}"), now)
    return evolve(clause, zh=zh, en=en)


def _wrong_in(guideline: Guideline, clause: str, change: Mapping[str, int]) -> Iterator[Problem]:
    """What is wrong with one change: its clause, its fields, its number."""
    require("changes.clause", clause, str, "条款编号", "the id of a clause")
    path = f"changes[{clause}]"
    require(path, change, Mapping, "映射，如 {'n': 15}", "a mapping, as {'n': 15}")
    known = tuple(guideline.periods)
    if clause not in known:
        near_zh, near_en = meant(clause, known)
        zh = f"第 {clause} 条没有天数可改；有天数的是 {'、'.join(known)}{near_zh}"
        en = f"{clause} has no number of days to amend; these have: {', '.join(known)}{near_en}"
        yield Problem(
            code="unknown_clause", path=f"${path}", got=clause, allowed=known, zh=zh, en=en
        )
    if len(change) != 1:
        zh = f"得到 {short(change)}；应为一项：{'、'.join(_FIELDS)} 之一与天数，如 {{'n': 15}}"
        en = f"got {short(change)}; one of {', '.join(_FIELDS)} and its number is wanted, as {{'n': 15}}"
        code = "wrong_argument" if change else "missing"
        yield Problem(code=code, path=f"${path}", got=change, allowed=_FIELDS, zh=zh, en=en)
    for name, number in change.items():
        place = f"${path}.{named(name)}"
        if not is_one_of(name, _FIELDS):
            zh = f"没有字段 {named(name)}；可取：{'、'.join(_FIELDS)}"
            en = f"no field {named(name)}; allowed: {', '.join(_FIELDS)}"
            yield Problem(
                code="unknown_field", path=place, got=number, allowed=_FIELDS, zh=zh, en=en
            )
        elif type(number) is not int or number < 1:
            zh, en = (
                f"得到 {short(number)}；应为正整数",
                f"got {short(number)}; a positive whole number",
            )
            code = "wrong_argument"
            yield Problem(code=code, path=place, got=number, allowed=(">= 1",), zh=zh, en=en)


def _last_day(legacy: Period | date, start: date | None, calendar: WorkingCalendar | None) -> date:
    """The last day of a transition, counted from the day on which the guideline begins to apply."""
    from gaf_rules.calendar import CHINA, WorkingCalendar  # noqa: PLC0415 - few texts state one

    if not isinstance(legacy, Period):
        require("legacy", legacy, date, "期限（Period）或日期", "a Period or a date")
        return legacy
    if start is None:
        zh, en = "过渡期的起算日", "the day from which the transition is counted"
        name = "effective_from"
        raise refused(name, None, zh, en)
    wanted = (WorkingCalendar, type(None))
    require("calendar", calendar, wanted, "工作日历（WorkingCalendar）", "a WorkingCalendar")
    usual = {name: options[0] for name, options in READING_OPTIONS.items()}
    due = count_due(legacy, start, usual, CHINA if calendar is None else calendar)
    if due.earliest != due.latest or due.earliest is None:
        zh = (
            f"过渡期的最后一天，或者有当年通知的 calendar=：依放假安排，最后一天在 {due.earliest} 至 "
            f"{due.latest} 之间，通知尚未公布"
        )
        en = (
            f"its last day, or a calendar= that has the notice of that year: it ends between {due.earliest} "
            f"and {due.latest}, as the notice still to come will have it"
        )
        name = "legacy"
        raise refused(name, f"Period({legacy.unit}={legacy.number})", zh, en)
    return due.earliest
