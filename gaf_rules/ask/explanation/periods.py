"""The duties of an explanation: what started them, the days counted, what moved the end, how they stand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from attrs import evolve

from gaf_rules.ask.explanation.counted import counted_days
from gaf_rules.ask.explanation.tree import CountedDay, Node, Used
from gaf_rules.evaluate.duties import deadline_of, regional_calendar
from gaf_rules.language.periods import count_due

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.ask.explanation.teller import Teller
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.evaluate.duties import Window
    from gaf_rules.evaluate.outline import RawDuty
    from gaf_rules.language.periods import Due

    Windows = tuple[tuple[Any, Window], ...]

__all__ = ["duty_nodes"]

_DAY = timedelta(days=1)
_MARKS = {
    "extended": ("延期", "extended"),
    "feedback": ("作出反馈", "feedback issued"),
    "reported_again": ("补充后再次报送", "reported again after the supplement"),
    "received_again": ("补充后再次收到", "received again after the supplement"),
}


def duty_nodes(teller: Teller) -> tuple[Node, ...]:
    """Every duty, in the order of the assessment."""
    raws = {(raw.row.clause, raw.procedure, raw.round): raw for raw in teller.core.duties}
    return tuple(
        _duty_node(teller, raws[duty.clause, duty.procedure, duty.round])
        for duty in teller.assessment.duties
    )


def _duty_node(teller: Teller, raw: RawDuty) -> Node:
    """One duty: who must do what by when, from what, how it stands, and what follows."""
    row = raw.row
    duty_facts = [*_trigger(teller, raw), *_known(teller, raw)]
    holds, used = teller.because(row.when, raw.context)
    assert holds  # noqa: S101 - the duty is there because its row's condition holds
    plain, rested = teller.apart(used)
    told = {each.name for each in duty_facts}
    windows = tuple(_windows(teller, raw))
    return Node(
        kind="duty",
        text=_headline(teller, raw),
        rule=f"duty {row.clause} {raw.procedure}",
        clauses=teller.clauses((row.clause, *row.clauses, row.consequence or "")),
        facts=(*duty_facts, *(each for each in plain if each.name not in told)),
        days=_days(teller, raw, windows),
        readings=teller.readings((*row.readings, *(name for name, _ in rested))),
        children=tuple(_moves(teller, windows)),
    )


def _headline(teller: Teller, raw: RawDuty) -> str:
    words, state = teller.words, raw
    who, to = words.role(raw.bearer), None if raw.to is None else words.role(raw.to)
    what = teller.guideline.act_label(raw.row.act, to, words.lang)
    name = teller.say(f"{raw.row.clause} {who}应{what}", f"{raw.row.clause} {who} must {what}")
    if len(teller.core.stages) > 1:
        procedure = teller.of("procedure", raw.procedure)
        name = teller.say(f"{name}（{procedure}）", f"{name} ({procedure})")
    parts = [name, _limit(teller, raw), _standing(teller, raw)]
    if raw.round > 1:
        parts.insert(1, teller.say(f"第 {raw.round} 轮", f"round {raw.round}"))
    consequence = raw.row.consequence
    if state.status == "lapsed" and consequence is not None:
        parts.append(teller.say(f"后果见第 {consequence} 条", f"with the effect of {consequence}"))
    return teller.say("；", "; ").join(part for part in parts if part)


def _limit(teller: Teller, raw: RawDuty) -> str:
    period, words = raw.row.period, teller.words
    if raw.due is None or period is None or raw.trigger is None:
        before = raw.row.before
        if before is None:
            return teller.say("原文没有天数", "the text gives no number of days")
        name = teller.facts.name(before)
        return teller.say(f"须在“{name}”之前", f"before the {name}")
    days = words.period(period)
    on = words.day(raw.trigger.on)
    count = (
        teller.say(f"{on} 之前 {days}", f"{days} before {on}")
        if period.backward
        else teller.say(f"自 {on} 起 {days}", f"{days} from {on}")
    )
    parts = count, _rolled(teller, raw), _last(teller, raw.due)
    return teller.say("，", ", ").join(part for part in parts if part)


def _rolled(teller: Teller, raw: RawDuty) -> str:
    """That a last day by the calendar was a day off, so that it has moved on; nothing where it has not."""
    period = raw.row.period
    if period is None or period.counts_working_days or raw.row.marks or raw.trigger is None:
        return ""
    fixed = evolve(period, rolls=False)
    last = count_due(fixed, raw.trigger.on, teller.options, teller.world.calendar).on
    if last is None or raw.due is None or raw.due.on in {None, last}:
        return ""
    day = teller.words.day(last)
    return teller.say(
        f"按日历到 {day}，遇休息日顺延", f"by the calendar {day}, a day off, so it moves on"
    )


def _last(teller: Teller, due: Due) -> str:
    words = teller.words
    if due.latest is None:
        if due.certainty == "projected":
            return teller.say("日历尚未公布到那时", "the calendar is not published that far")
        return teller.say("新的日期未知", "the new date is not known")
    if due.on is None:
        return teller.say(
            f"日历尚未公布到那时：最后一天在 {due.earliest} 与 {due.latest} 之间",
            f"the calendar is not published that far: the last day is from {due.earliest} to {due.latest}",
        )
    text = teller.say(f"最后一天 {words.day(due.on)}", f"last day {words.day(due.on)}")
    if due.earliest != due.latest:
        text += teller.say(
            f"（后来的通知可能使它落在 {due.earliest} 至 {due.latest}）",
            f" (a later notice may move it within {due.earliest} to {due.latest})",
        )
    return text


def _standing(teller: Teller, raw: RawDuty) -> str:
    state, words = raw, teller.words
    text = teller.of("status", state.status)
    if state.met_on is not None:
        text += f" {words.day(state.met_on)}"
    as_of = words.day(teller.core.as_of)
    if state.status in {"open", "overdue"}:
        text += teller.say(f"（截至 {as_of}）", f" (as of {as_of})")
    if state.late_by is not None:
        days = words.working_days(state.late_by)
        text += teller.say(f"，迟 {days}", f", late by {days}")
    elif state.elapsed is not None and state.due is None:
        days = words.working_days(state.elapsed)
        text += teller.say(f"，历时 {days}", f", after {days}")
    return text


def _trigger(teller: Teller, raw: RawDuty) -> Iterator[Used]:
    """What started it, and what would have come first but is not on record."""
    chosen = raw.trigger
    for start in raw.row.starts:
        fact = start.fact
        on = teller.value(raw.context, fact)
        if not teller.decide(start.when, raw.context)[0]:
            continue
        if on is None:
            yield teller.unknown(fact)
            continue
        used = teller.fact(fact, raw.context)
        if chosen is not None and start.asks is not None:
            stand_in = teller.say(
                f"{used.text}（代替收到日）", f"{used.text} (stands in for the receipt)"
            )
            used = Used(name=fact, value=on, text=stand_in)
        yield used
        return


def _known(teller: Teller, raw: RawDuty) -> Iterator[Used]:
    """What fulfilled it or ended it, or what was done and does not count."""
    row = raw.row
    counts, why = teller.because(row.met_when, raw.context)
    for fact in row.met_by:
        if teller.value(raw.context, fact) is not None:
            yield teller.fact(fact, raw.context)
            yield from () if counts else why
            break
    else:
        yield from (teller.unknown(fact) for fact in row.met_by[:1])
    ended = row.void_by if raw.met_on is None else ()
    for fact in (*ended, *((row.before,) if row.before else ())):
        if teller.value(raw.context, fact) is not None:
            yield teller.fact(fact, raw.context)


# -- the days --------------------------------------------------------------------------------------------
def _view(teller: Teller, raw: RawDuty) -> WorkingCalendar:
    place = teller.world.case.sponsor.place
    return regional_calendar(teller.world.calendar, raw.compiled, raw.bearer, place, teller.options)


def _days(teller: Teller, raw: RawDuty, windows: Windows) -> tuple[CountedDay, ...]:
    period = raw.row.period
    if raw.due is None or raw.due.on is None or period is None or raw.trigger is None:
        return ()
    start, last = _started(raw, windows), raw.due.on
    if start is None or not period.counts_working_days:
        return ()
    view = _view(teller, raw)
    if period.backward:
        first, end = last, start - _DAY
        return counted_days(view, first, end, backward=True, words=teller.words)
    first = _first_day(start, teller.options)
    if last < first:
        return ()
    return counted_days(view, first, last, backward=False, words=teller.words)


def _first_day(start: date, options: dict[str, str]) -> date:
    """The first day that may be counted: the day after the start, or the start itself (A-01)."""
    return start if options["trigger_day"] == "include" else start + _DAY


def _started(raw: RawDuty, windows: Windows) -> date | None:
    """The day from which the last count ran: the trigger, or the mark that let the clock run on.

    None where the last day was not counted but given (an extension with a date).
    """
    assert raw.trigger is not None  # noqa: S101 - a duty with a last day has a start
    start: date | None = raw.trigger.on
    before: Due | None = None
    for mark, after in windows:
        if mark is not None and after.due != before:
            counted = mark[2] is None or after.due is None or after.due.on != mark[2]
            start = mark[1] if counted else None
        before = after.due
    return start


def _windows(teller: Teller, raw: RawDuty) -> Iterator[tuple[Any, Window]]:
    """How the end moved: the window without marks, then after each mark; nothing where there are none."""
    compiled = raw.compiled
    if compiled.marks is None:
        return
    record, name = compiled.marks
    marks = raw.context[record].get(name, ())
    if not marks:
        return
    view = _view(teller, raw)
    for count in range(len(marks) + 1):
        facts = {**raw.context, record: {**raw.context[record], name: marks[:count]}}
        window = deadline_of(compiled, facts, teller.options, view)
        yield (marks[count - 1] if count else None), window


def _moves(teller: Teller, windows: Windows) -> Iterator[Node]:
    """One node a mark: what stopped, moved or restarted the period."""
    before: Due | None = None
    for mark, window in windows:
        due = window.due
        if mark is not None and due is not None:
            kind, on, _ = mark
            zh, en = _MARKS.get(kind, (kind, kind))
            what = teller.say(f"{teller.words.day(on)} {zh}", f"{teller.words.day(on)} {en}")
            end = (
                teller.say("最后一天不变", "the last day stays")
                if due == before
                else _last(teller, due)
            )
            yield Node(kind="mark", text=f"{what}{teller.say('：', ': ')}{end}")
        before = due
