"""What the picture of an assessment shows: one lane a duty, a row for what went wrong, the events."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from attrs import frozen

from gaf_rules.answers.assessment import Assessment
from gaf_rules.evaluate.basis import found_with
from gaf_rules.log.events import Event
from gaf_rules.messages import label
from gaf_rules.report.layout import clean
from gaf_rules.report.words import Words
from gaf_rules.show.pictures.scene import Block, DayMark, Flag, Lane, Scene, span, stretches
from gaf_rules.values.given import every, require

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from gaf_rules.answers.assessment import Duty, Finding
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.log.case import Case
    from gaf_rules.values.texts import Lang

__all__ = ["scene"]

_LOOKS: Final = {
    "open": "open",
    "met": "met",
    "met_late": "late",
    "overdue": "late",
    "lapsed": "late",
    "extended": "unknown",
    "undetermined": "unknown",
}
_FLAGGED: Final = frozenset({"breach", "consequence"})
"""The severities that are seen in the picture; defects and notices stand in the table beside it."""


def scene(
    assessment: Assessment,
    *,
    calendar: WorkingCalendar | None = None,
    lang: Lang = "zh",
    events: Iterable[Event] = (),
    case: Case | None = None,
    guideline: Guideline | None = None,
) -> Scene:
    """What the picture of an assessment shows; arguments and errors: `gaf_rules.show.pictures.timeline`."""
    label("role", "sponsor", lang)  # refuses another language, also where there is nothing to say
    require("subject", assessment, Assessment, " gaf.assess 的结果", "what gaf.assess returns")
    log = every("events", events, Event, " Event", "an Event")
    held = found_with(assessment, case=case, calendar=calendar, guideline=guideline)
    words = _SceneWords(assessment, Words(lang, held.guideline), held.guideline.roles)
    lanes, flags = tuple(words.lanes()), tuple(words.flags())
    marks = words.marks(log or (() if held.case is None else held.case.events))
    first, last = span([assessment.as_of], (*lanes, *flags), marks)
    return Scene(
        lang=lang,
        name=clean((held.case.app.name if held.case is not None else None) or ""),
        title=words.title(),
        description=words.description(lanes, flags),
        notes=tuple(words.notes(lanes)),
        first=first,
        last=last,
        as_of=assessment.as_of,
        blocks=tuple(words.blocks(lanes, flags)),
        marks=marks,
        stretches=tuple(stretches(held.calendar, first, last, lang)),
    )


@frozen
class _SceneWords:
    """Turns the parts of an assessment into what is shown of them."""

    assessment: Assessment
    words: Words
    roles: tuple[str, ...]

    def title(self) -> str:
        case = clean(self.assessment.case)
        day = self.words.day(self.assessment.as_of)
        return self.words.say(f"{case} · 截至 {day}", f"{case} · as of {day}")

    def description(self, lanes: tuple[Lane, ...], flags: tuple[Flag, ...]) -> str:
        rows: tuple[Flag | Lane, ...] = (
            *flags,
            *(lane for lane in lanes if lane.done is None and not lane.dead),
        )
        parts = [*self.notes(lanes), *map(self._sentence, rows)]
        say = self.words.say
        return say("；", "; ").join(parts) or say("没有未了的期限", "no period is running")

    def _sentence(self, row: Lane | Flag) -> str:
        who = self.words.role(row.bearer)
        return self.words.say(
            f"{who}：{row.title}，{row.detail}", f"{who}: {row.title}, {row.detail}"
        )

    def notes(self, lanes: tuple[Lane, ...]) -> Iterator[str]:
        """What the picture would leave to be guessed: why it is empty, or may be about nothing."""
        say, scope = self.words.say, self.assessment.scope
        reasons = self.words.join([self.words.of("finding", code) for code in scope.codes])
        clauses = self.words.join(scope.clauses)
        why = say("，", ", ").join(part for part in (clauses, reasons) if part)
        if scope.in_scope is False:
            yield say(
                f"不在指南适用范围内（{why}），没有义务",
                f"Outside the scope of the guideline ({why}): no duties",
            )
        elif scope.in_scope is None:
            yield say(
                f"是否适用指南待定（{why}），以下按适用列出",
                f"Whether the guideline applies is open ({why}); shown as if it did",
            )
        if not lanes and scope.in_scope is not False:
            yield say("尚无事件启动任何期限", "Nothing has started a period yet")

    def blocks(self, lanes: tuple[Lane, ...], flags: tuple[Flag, ...]) -> Iterator[Block]:
        """The rows by bearer, in the order of the roles."""
        for role in self.roles:
            block = Block(
                name=self.words.role(role),
                flags=tuple(flag for flag in flags if flag.bearer == role),
                lanes=tuple(lane for lane in lanes if lane.bearer == role),
            )
            if block.flags or block.lanes:
                yield block

    def flags(self) -> Iterator[Flag]:
        """What went wrong, by the day since when."""
        found = [each for each in self.assessment.findings if each.severity in _FLAGGED]
        rounds, mixed = Counter((each.code, each.procedure) for each in found), self._is_mixed()
        for finding in sorted(found, key=lambda each: each.since):
            name = f"{finding.clause} {self.words.of('finding', finding.code)}"
            several = rounds[finding.code, finding.procedure] > 1
            title = self._told_apart(name, finding, several=several, mixed=mixed)
            severity, since = (
                self.words.of("severity", finding.severity),
                self.words.day(finding.since),
            )
            yield Flag(
                bearer=finding.bearer,
                clause=finding.clause,
                title=title,
                detail=self.words.say(f"{severity}，{since} 起", f"{severity}, since {since}"),
                severity=finding.severity,
                since=finding.since,
                until=self.assessment.as_of,
            )

    def lanes(self) -> Iterator[Lane]:
        """The duties that something has started."""
        duties = [duty for duty in self.assessment.duties if duty.trigger is not None]
        rounds, mixed = Counter((duty.clause, duty.procedure) for duty in duties), self._is_mixed()
        for duty in duties:
            name = f"{duty.clause} {self.words.of('act', duty.act)}"
            several = rounds[duty.clause, duty.procedure] > 1
            yield self._lane(duty, self._told_apart(name, duty, several=several, mixed=mixed))

    def _is_mixed(self) -> bool:
        """Whether more than one procedure has begun."""
        begun = {duty.procedure for duty in self.assessment.duties if duty.trigger is not None}
        return len(begun) > 1

    def _told_apart(self, name: str, of: Duty | Finding, *, several: bool, mixed: bool) -> str:
        """A title with the procedure and the round, where there is more than one."""
        notes = [self.words.of("procedure", of.procedure)] if mixed else []
        if several:
            notes.append(self.words.say(f"第 {of.round} 次", f"round {of.round}"))
        return self._noted(name, notes)

    def _lane(self, duty: Duty, title: str) -> Lane:
        trigger, due = duty.trigger, duty.due
        assert trigger is not None  # noqa: S101 - tells the type checker what lanes() has seen to
        on = None if due is None else due.on
        last = None if due is None else (due.on or due.latest)
        return Lane(
            bearer=duty.bearer,
            clause=duty.clause,
            title=title,
            detail=self.words.say("，", ", ").join(self._detail(duty)),
            start=trigger.on,
            due=on,
            safe=None if due is None else due.safe_on,
            earliest=None if due is None else due.earliest,
            latest=None if due is None else due.latest,
            until=duty.met_on or self.assessment.as_of,
            done=duty.met_on,
            look=_LOOKS[duty.status],
            backward=last is not None and last < trigger.on,
            dead=duty.status == "lapsed",
        )

    def _detail(self, duty: Duty) -> Iterator[str]:
        w, due = self.words, duty.due
        if due is not None and (due.on is not None or due.earliest is not None):
            yield w.say(f"到期 {w.due(due)}", f"due {w.due(due)}")
            if due.on is not None and due.safe_on not in {None, due.on} and duty.met_on is None:
                yield w.say(f"稳妥 {due.safe_on}", f"safe {due.safe_on}")
        status = (
            w.say("逾期", "lapsed")
            if duty.status == "lapsed"
            else self.words.of("status", duty.status)
        )
        yield status if duty.met_on is None else f"{status} {duty.met_on}"
        if duty.trigger is not None and duty.trigger.estimated:
            yield w.say("起算日为推定", "start estimated")

    def marks(self, log: tuple[Event, ...]) -> tuple[DayMark, ...]:
        """The events by day, up to the day of assessment."""
        told: dict[date, dict[str, None]] = {}
        for day, text in self._log(log) if log else self._known():
            if day <= self.assessment.as_of:
                told.setdefault(day, {})[text] = None
        return tuple(
            DayMark(number=number, on=day, text=self.words.join([*told[day]]))
            for number, day in enumerate(sorted(told), 1)
        )

    def _log(self, log: tuple[Event, ...]) -> Iterator[tuple[date, str]]:
        several = len({event.procedure for event in log}) > 1
        for event in log:
            notes = [self.words.role(event.by)] if event.by else []
            if several and event.procedure is not None and event.procedure != "filing":
                notes.append(self.words.of("procedure", event.procedure))
            yield event.on, self._noted(self.words.of("event", event.type), notes)

    def _known(self) -> Iterator[tuple[date, str]]:
        """What the assessment itself tells of the log: what started a duty and what fulfilled it."""
        for duty in self.assessment.duties:
            # A day that is counted back from is a plan, not an event.
            if duty.trigger is not None and (duty.due is None or not _is_backward(duty)):
                yield duty.trigger.on, self.words.of("event", duty.trigger.event)
            if duty.met_on is not None:
                yield duty.met_on, self.words.of("event", duty.act)

    def _noted(self, text: str, notes: list[str]) -> str:
        joined = self.words.join(notes)
        return text + self.words.say(f"（{joined}）", f" ({joined})") if notes else text


def _is_backward(duty: Duty) -> bool:
    last = None if duty.due is None else duty.due.latest
    return last is not None and duty.trigger is not None and last < duty.trigger.on
