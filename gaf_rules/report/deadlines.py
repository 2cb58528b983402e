"""The deadline of one clause as a few lines for a person."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from gaf_rules.calendar.render import festival_name
from gaf_rules.evaluate.scoping import machine_of
from gaf_rules.messages import label
from gaf_rules.report.layout import WIDTH, pad, wrap
from gaf_rules.report.words import Words
from gaf_rules.values.errors import CalendarHorizonError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gaf_rules.answers.assessment import Deadline, WindowNotice
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.values.texts import Lang

__all__ = ["deadline_text"]

_DAY = timedelta(days=1)
_NAME = 9


def deadline_text(
    deadline: Deadline,
    lang: Lang = "zh",
    *,
    calendar: WorkingCalendar | None = None,
    guideline: Guideline | None = None,
) -> str:
    """A deadline for a person: what the clause asks, the day, the safe day, what lies in between.

    Arguments:
        deadline: as `gaf_rules.deadline` gives it.
        lang: ``"zh"`` or ``"en"``.
        calendar: the one it was counted with, for a place too (`WorkingCalendar.for_place`) where its
            regional days were taken off; the default one if None.
        guideline: the one it was counted with; the Hainan guideline if None.

    Returns:
        lines, ending with a line break.

    >>> import gaf_rules as gaf
    >>> from datetime import date
    >>> found = gaf.deadline("2.4.4c", date(2026, 2, 18))
    >>> print(deadline_text(found, "en").splitlines()[3])
    due      2026-03-06 Fri
    """
    label("procedure", "filing", lang)  # refuses another language
    if calendar is None:
        from gaf_rules.calendar import CHINA  # noqa: PLC0415 - read when needed

        calendar = CHINA
    words = Words(lang)
    held = machine_of(guideline).guideline
    lines = wrap(
        f"{deadline.clause} {held.wording(deadline.clause, lang)}",
        WIDTH,
    )
    period = held.periods.get(deadline.clause)
    backward = period is not None and period.backward
    rows = _rows(deadline, words, calendar, backward=backward)
    for name, text in rows:
        first, *rest = wrap(text, WIDTH - _NAME)
        lines += [pad(name, _NAME) + first, *(" " * _NAME + line for line in rest)]
    return "\n".join(lines) + "\n"


def _rows(
    deadline: Deadline, words: Words, calendar: WorkingCalendar, *, backward: bool
) -> Iterator[tuple[str, str]]:
    start = words.say("变更日", "change") if backward else words.say("起算日", "from")
    yield start, words.day(deadline.trigger) + _what_day(deadline.trigger, words, calendar)
    due = words.say("到期日", "due")
    if deadline.on is None and deadline.earliest is None:
        yield due, _none(deadline, words)
        return
    yield due, words.due(deadline)
    if deadline.earliest != deadline.latest:
        yield (
            words.say("说明", "note"),
            words.say(
                f"放假通知尚未公布或可能改动：最早 {deadline.earliest}，最晚 {deadline.latest}",
                "the holiday notice is not out yet or may still change this: "
                f"earliest {deadline.earliest}, latest {deadline.latest}",
            ),
        )
    for notice in deadline.notices:
        yield words.say("说明", "note"), _regional(notice, words)
    if deadline.safe_on is not None:
        safe = words.day(deadline.safe_on)
        why = words.say("（无论采用哪种读法都不迟）", " (in time under every reading of the text)")
        yield words.say("稳妥日", "safe"), safe + why
    between = words.say("；", "; ").join(_between(deadline, words, calendar))
    if between:
        yield words.say("期间", "between"), between


def _regional(notice: WindowNotice, words: Words) -> str:
    """The regional days inside the period, and the last day with them taken off."""
    what = words.of("finding", notice.code)
    days = words.join([words.day(day) for day in notice.days])
    other = words.day(notice.otherwise_on)
    return words.say(
        f"{what}（{days}），未予扣除；若扣除，到期日为 {other}",
        f"{what} ({days}), not taken off; with it taken off the last day is {other}",
    )


def _none(deadline: Deadline, words: Words) -> str:
    if deadline.certainty == "projected":
        return words.say(
            "未知：超出可以推算的日历", "not known: beyond what the calendar can project"
        )
    return words.say(
        "没有：照所采读法，本条没有天数",
        "none: under the chosen readings the clause has no number of days",
    )


def _what_day(day: date, words: Words, calendar: WorkingCalendar) -> str:
    """What kind of day the trigger is, where it is no ordinary working day."""
    try:
        info = calendar.day(day)
    except CalendarHorizonError:  # beyond even the projection
        return ""
    if info.kind == "working":
        return ""
    kind = words.of("day_kind", info.kind)
    if info.festival and info.kind == "public_holiday":
        name = festival_name(info.festival, words.lang)
        return words.say(f"（{kind}：{name}）", f" ({kind}: {name})")
    return words.say(f"（{kind}）", f" ({kind})")


def _between(deadline: Deadline, words: Words, calendar: WorkingCalendar) -> Iterator[str]:
    """The festivals, the regional days off and the made-up working days inside the period."""
    if deadline.on is None:
        return
    first, last = sorted((deadline.trigger, deadline.on))
    off: list[tuple[str, list[date]]] = []
    made_up: list[date] = []
    while first <= last:
        info = calendar.day(first)
        name = ""
        if info.kind == "public_holiday":
            name = festival_name(info.festival or "", words.lang)
        elif info.kind in {"local_holiday", "closure"}:
            name = words.of("day_kind", info.kind)
        elif info.kind == "make_up_working_day":
            made_up.append(first)
        if name and off and off[-1][0] == name and off[-1][1][-1] == first - _DAY:
            off[-1][1].append(first)
        elif name:
            off.append((name, [first]))
        first += _DAY
    for name, days in off:
        span = str(days[0]) if len(days) == 1 else f"{days[0]}..{days[-1]}"
        yield words.say(f"{name} {span} 不计", f"{name} {span} not counted")
    for day in made_up:
        yield words.say(f"{day} 调休上班，计入", f"{day} made-up working day, counted")
