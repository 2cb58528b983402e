"""What is to be seen on a timeline: lanes, marks and stretches of days, with their words, not yet drawn."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Final

from attrs import frozen

from gaf_rules.assessment import Assessment
from gaf_rules.basis import found_with
from gaf_rules.calendar.render import festival_name
from gaf_rules.errors import CalendarHorizonError
from gaf_rules.guideline import Guideline
from gaf_rules.messages import label
from gaf_rules.report.layout import clean
from gaf_rules.report.words import Words
from gaf_rules.vocabulary import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gaf_rules.assessment import Duty
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.case import Case
    from gaf_rules.events import Event

__all__ = ["Lane", "Mark", "Scene", "Stretch", "scene", "span", "stretches"]

_DAY: Final = timedelta(days=1)
_FEWEST_DAYS: Final = 28
"""A picture of three days would be three broad stripes."""
_LOOKS: Final = {
    "open": "open",
    "met": "met",
    "met_late": "late",
    "overdue": "late",
    "lapsed": "late",
    "extended": "unknown",
    "undetermined": "unknown",
}
_SHADES: Final = {
    "weekend": "weekend",
    "public_holiday": "holiday",
    "local_holiday": "regional",
    "closure": "regional",
    "make_up_working_day": "made_up",
    "undetermined": "undetermined",
}


@frozen(kw_only=True)
class Lane:
    """One duty.

    Attributes:
        bearer: who must act.
        clause: the clause.
        title: what must be done, with its clause.
        detail: the dates and how it stands.
        start: the day that started it; for a backward period the day that it counts back from.
        due, safe: the last day, and the one that is in time under every reading.
        earliest, latest: the days between which the last day lies.
        until: how far it has run: the day of the act, or the day of assessment.
        done: the day of the act.
        look: open, met, late or unknown.
        backward: whether it counts back from ``start``.
        dead: whether the clause has put an end to it.
    """

    bearer: str
    clause: str
    title: str
    detail: str
    start: date
    due: date | None
    safe: date | None
    earliest: date | None
    latest: date | None
    until: date
    done: date | None
    look: str
    backward: bool
    dead: bool

    def days(self) -> Iterator[date]:
        """The days that must be in the picture."""
        days = (self.start, self.due, self.safe, self.earliest, self.latest, self.until)
        return (day for day in days if day is not None)


@frozen(kw_only=True)
class Mark:
    """The events of one day: a number in the picture and the words for it."""

    number: int
    on: date
    text: str


@frozen(kw_only=True)
class Stretch:
    """Days of one shade, one after the other: weekend, holiday, regional, made_up or undetermined."""

    first: date
    last: date
    shade: str
    name: str = ""


@frozen(kw_only=True)
class Scene:
    """Everything that a picture shows, in the order in which it is shown.

    Attributes:
        lang: the language of the words.
        title: what the picture is of.
        description: the same in sentences, for those who do not see it.
        first, last: the days from the left edge to the right one, both included.
        as_of: the day of assessment; None where there is none.
        lanes: one a duty, those of one bearer together.
        headings: bearer to its name.
        marks: one a day with events, by date.
        stretches: the days that are not plain working days.
        is_plan: whether it shows what is to come by when, not how things stand.
        remarks: what stands below the title, a paragraph each.
    """

    lang: str
    title: str
    description: str
    first: date
    last: date
    as_of: date | None
    lanes: tuple[Lane, ...]
    headings: tuple[tuple[str, str], ...]
    marks: tuple[Mark, ...]
    stretches: tuple[Stretch, ...]
    is_plan: bool = False
    remarks: tuple[str, ...] = ()

    def groups(self) -> Iterator[tuple[str, tuple[Lane, ...]]]:
        """The name of each bearer with its lanes."""
        names = dict(self.headings)
        for bearer, lanes in groupby(self.lanes, key=lambda lane: lane.bearer):
            yield names[bearer], tuple(lanes)


def scene(
    assessment: Assessment,
    *,
    calendar: WorkingCalendar | None = None,
    lang: str = "zh",
    events: Iterable[Event] = (),
    case: Case | None = None,
    guideline: Guideline | None = None,
) -> Scene:
    """What the picture of an assessment shows; arguments and errors as of `gaf_rules.timeline.timeline`."""
    label("role", "sponsor", lang)  # refuses another language, also where there is nothing to say
    held = found_with(assessment, case=case, calendar=calendar, guideline=guideline)
    case, calendar = held.case, held.calendar
    words = _SceneWords(assessment, Words(lang), held.guideline)
    lanes = tuple(sorted(words.lanes(), key=lambda lane: ROLES.index(lane.bearer)))
    log = tuple(events) or (() if case is None else case.events)
    marks = words.marks(log)
    first, last = span([assessment.as_of], lanes, marks)
    name = clean((case.app.name if case is not None else None) or "")
    return Scene(
        lang=lang,
        title=words.title(name),
        description=words.description(lanes),
        first=first,
        last=last,
        as_of=assessment.as_of,
        lanes=lanes,
        headings=tuple((role, words.words.role(role)) for role in ROLES),
        marks=marks,
        stretches=tuple(stretches(calendar, first, last, lang)),
    )


def span(days: list[date], lanes: tuple[Lane, ...], marks: tuple[Mark, ...]) -> tuple[date, date]:
    """The days from the edge of a picture to the other, with a little room on both sides."""
    days = [*days, *(mark.on for mark in marks), *(day for lane in lanes for day in lane.days())]
    first, last = min(days).toordinal(), max(days).toordinal()
    room = max(1, (last - first) // 60)
    last = max(last + room, first + _FEWEST_DAYS)
    return date.fromordinal(max(1, first - room)), date.fromordinal(min(last, date.max.toordinal()))


def stretches(calendar: WorkingCalendar, first: date, last: date, lang: str) -> Iterator[Stretch]:
    """The days that are not plain working days, joined; what no calendar knows is left plain."""

    def look(ordinal: int) -> tuple[str, str]:
        day = date.fromordinal(ordinal)
        try:
            info = calendar.day(day)
        except CalendarHorizonError:
            return "", ""
        shade = _SHADES.get(info.kind, "")
        named = info.festival if shade == "holiday" and info.festival else ""
        return shade, named and festival_name(named, lang)

    days = range(first.toordinal(), last.toordinal() + 1)
    for (shade, name), run in groupby(((look(day), day) for day in days), key=lambda pair: pair[0]):
        ordinals = [day for _, day in run]
        if shade:
            begin, end = date.fromordinal(ordinals[0]), date.fromordinal(ordinals[-1])
            yield Stretch(first=begin, last=end, shade=shade, name=name)


@frozen
class _SceneWords:
    """Turns the parts of an assessment into what is shown of them."""

    assessment: Assessment
    words: Words
    guideline: Guideline

    def _word(self, kind: str, key: str) -> str:
        return self.guideline.label(kind, key, self.words.lang)

    def title(self, name: str) -> str:
        case = clean(self.assessment.case)
        whose = f"{name} · {case}" if name else case
        day = self.words.day(self.assessment.as_of)
        return self.words.say(f"{whose} · 截至 {day}", f"{whose} · as of {day}")

    def description(self, lanes: tuple[Lane, ...]) -> str:
        say = self.words.say
        parts = [
            say(
                f"{self.words.role(lane.bearer)}：{lane.title}，{lane.detail}",
                f"{self.words.role(lane.bearer)}: {lane.title}, {lane.detail}",
            )
            for lane in lanes
            if lane.done is None and not lane.dead
        ]
        return say("；", "; ").join(parts) or say("没有未了的期限", "no period is running")

    def lanes(self) -> Iterator[Lane]:
        duties = [duty for duty in self.assessment.duties if duty.trigger is not None]
        rounds = Counter((duty.clause, duty.procedure) for duty in duties)
        several = len({duty.procedure for duty in duties}) > 1
        for duty in duties:
            title = f"{duty.clause} {self._word('act', duty.act)}"
            notes = [self._word("procedure", duty.procedure)] if several else []
            if rounds[duty.clause, duty.procedure] > 1:
                notes.append(self.words.say(f"第 {duty.round} 次", f"round {duty.round}"))
            if notes:
                joined = self.words.join(notes)
                title += self.words.say(f"（{joined}）", f" ({joined})")
            yield self._lane(duty, title)

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
            else self._word("status", duty.status)
        )
        yield status if duty.met_on is None else f"{status} {duty.met_on}"
        if duty.trigger is not None and duty.trigger.estimated:
            yield w.say("起算日为推定", "start estimated")

    def marks(self, log: tuple[Event, ...]) -> tuple[Mark, ...]:
        """The events by day, up to the day of assessment."""
        found = list(self._log(log) if log else self._known())
        found = [(day, text) for day, text in found if day <= self.assessment.as_of]
        days = sorted({day for day, _ in found})
        return tuple(
            Mark(
                number=number,
                on=day,
                text=self.words.join(list(dict.fromkeys(text for on, text in found if on == day))),
            )
            for number, day in enumerate(days, 1)
        )

    def _log(self, log: tuple[Event, ...]) -> Iterator[tuple[date, str]]:
        several = len({event.procedure for event in log}) > 1
        for event in log:
            notes = [self.words.role(event.by)] if event.by else []
            if several and event.procedure not in {None, "filing"}:
                notes.append(self._word("procedure", event.procedure or "filing"))
            yield event.on, self._noted(self._word("event", event.type), notes)

    def _known(self) -> Iterator[tuple[date, str]]:
        """What the assessment itself tells of the log: what started a duty and what fulfilled it."""
        for duty in self.assessment.duties:
            # A day that is counted back from is a plan, not an event.
            if duty.trigger is not None and (duty.due is None or not _is_backward(duty)):
                yield duty.trigger.on, self._word("event", duty.trigger.event)
            if duty.met_on is not None:
                yield duty.met_on, self._word("event", duty.act)

    def _noted(self, text: str, notes: list[str]) -> str:
        joined = self.words.join(notes)
        return text + self.words.say(f"（{joined}）", f" ({joined})") if notes else text


def _is_backward(duty: Duty) -> bool:
    last = None if duty.due is None else duty.due.latest
    return last is not None and duty.trigger is not None and last < duty.trigger.on
