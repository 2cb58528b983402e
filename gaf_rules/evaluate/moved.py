"""What moved: the open duties whose dates another calendar changes, and the notices that do it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from gaf_rules.evaluate.arguments import expect, readings_of
from gaf_rules.evaluate.assessing import world_of
from gaf_rules.evaluate.duties import regional_calendar
from gaf_rules.evaluate.outline import outline
from gaf_rules.language.readings import READING_OPTIONS, Readings
from gaf_rules.log.case import Case
from gaf_rules.messages import LABELS, label
from gaf_rules.values.days import LAST_DAY, from_ordinal
from gaf_rules.values.given import every, in_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.calendar.day import DayInfo
    from gaf_rules.evaluate.outline import Outline, RawDuty, World
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.periods import Due
    from gaf_rules.values.texts import Lang

__all__ = ["ChangedDay", "DueState", "Moved", "calendar_diff"]

_OPEN = frozenset({"open", "overdue", "undetermined", "extended"})


@frozen(kw_only=True)
class ChangedDay:
    """A day that is worked under one calendar and not under the other, or not decided there.

    Attributes:
        on: the day.
        before, after: its kind under each calendar, ``undetermined`` where no notice decides it.
        notice: the notice, or the source of the regional day, that makes the difference.
    """

    on: date
    before: str
    after: str
    notice: str | None


@frozen(kw_only=True)
class DueState:
    """A duty under one calendar.

    Attributes:
        on: the last day; None where the calendar does not reach it.
        earliest, latest: what notices still to come may make of it.
        certainty: final, provisional or projected.
        status: the status of the duty on the day of assessment.
    """

    on: date | None
    earliest: date | None
    latest: date | None
    certainty: str
    status: str

    def __str__(self) -> str:
        """The day, the interval where notices still to come may move it, and how certain it is."""
        return f"{', '.join(self._days())} ({self.certainty})"

    def _days(self) -> list[str]:
        on = self.earliest if self.on is None and self.earliest == self.latest else self.on
        days = [] if on is None else [str(on)]
        if self.earliest != self.latest:
            days.append(f"{self.earliest}..{self.latest}")
        return days

    def text(self, lang: Lang = "zh") -> str:
        """The same in words."""
        sure, days = label("certainty", self.certainty, lang), self._days()
        return in_language(lang, f"{'，'.join(days)}（{sure}）", f"{', '.join(days)} ({sure})")

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        days = {"on": self.on, "earliest": self.earliest, "latest": self.latest}
        shown = {name: None if day is None else day.isoformat() for name, day in days.items()}
        return {**shown, "certainty": self.certainty, "status": self.status}


@frozen(kw_only=True)
class Moved:
    """An open duty of a case that another calendar moves, or makes more or less certain.

    Attributes:
        case: the id of the case.
        clause, procedure, round, bearer, act: which duty.
        before, after: how it stands under the old and the new calendar.
        notices: the notices that differ on days of its window, in the order of the days.
        days: the days of its window that are worked under one calendar only.
    """

    case: str
    clause: str
    procedure: str
    round: int
    bearer: str
    act: str
    before: DueState
    after: DueState
    notices: tuple[str, ...]
    days: tuple[ChangedDay, ...]

    @property
    def date_changed(self) -> bool:
        """Whether the last day is another one, not only its certainty or its bounds."""
        return self.before.on != self.after.on

    def __str__(self) -> str:
        """One line: case, clause, from which day to which, because of what."""
        because = "; ".join(self.notices)
        return f"{self.case} {self.clause} {self.bearer}: {self.before} → {self.after}" + (
            f", {because}" if because else ""
        )

    def text(self, lang: Lang = "zh") -> str:
        """One line in words; an office with a name of its own in the guideline goes by the common one.

        Raises:
            GafRulesError: another language.
        """
        known = LABELS["role_short"]
        who = label("role_short", self.bearer, lang) if self.bearer in known else self.bearer
        act = label("act", self.act, lang)
        moved = f"{self.before.text(lang)} → {self.after.text(lang)}"
        because = in_language(lang, "；", "; ").join(self.notices)
        return in_language(
            lang,
            f"{self.case} {self.clause} {who}{act}：{moved}"
            + (f"，依据 {because}" if because else ""),
            f"{self.case} {self.clause} {who}, {act}: {moved}"
            + (f", by {because}" if because else ""),
        )

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "case": self.case,
            "clause": self.clause,
            "procedure": self.procedure,
            "round": self.round,
            "bearer": self.bearer,
            "act": self.act,
            "before": self.before.to_dict(),
            "after": self.after.to_dict(),
            "notices": list(self.notices),
            "days": [
                {"on": d.on.isoformat(), "before": d.before, "after": d.after, "notice": d.notice}
                for d in self.days
            ],
        }


def calendar_diff(
    old: WorkingCalendar,
    new: WorkingCalendar,
    cases: Iterable[Case],
    *,
    as_of: date,
    readings: Readings | None = None,
    guideline: Guideline | None = None,
) -> tuple[Moved, ...]:
    """Which open duties of which cases move between two calendars, and because of which notice.

    Arguments:
        old: the calendar that was gone by, such as ``cal`` or ``cal.as_known_on(day)``.
        new: the calendar to go by, such as ``cal.with_notice(notice)``.
        cases: the cases.
        as_of: the day of assessment, the same for both.
        readings: the readings; the defaults by default.
        guideline: the rows; the Hainan guideline by default.

    Returns:
        the duties that are open, overdue, undetermined or extended under at least one of the calendars
        and whose date, bounds or certainty differ; case by case, then by the day of the trigger. So a
        duty that had lapsed and is open again under the new calendar is among them.

    Raises:
        CaseError, IllegalEventError: as :func:`gaf_rules.assess`, for a log that neither calendar
            allows. One that only one of them allows is compared as far as it goes under the other.

    >>> import gaf_rules as gaf
    >>> calendar_diff(gaf.CHINA, gaf.CHINA, (), as_of=date(2026, 3, 9))
    ()
    """
    expect(old=old, new=new, guideline=guideline)
    chosen = readings_of(readings)
    options = {name: getattr(chosen, name) for name in READING_OPTIONS}
    found: list[Moved] = []
    for case in every("cases", cases, Case, " Case", "a Case"):
        worlds = [world_of(case, as_of, guideline, calendar) for calendar in (old, new)]
        before, after = (outline(world, chosen, lenient=True) for world in worlds)
        if before.log.refused is not None and after.log.refused is not None:
            raise after.log.refused.error()
        found += _moved(worlds[0], worlds[1], before, after, options)
    return tuple(found)


def _moved(
    old: World, new: World, before: Outline, after: Outline, options: dict[str, str]
) -> Iterator[Moved]:
    theirs = {(d.row.clause, d.procedure, d.round): d for d in after.duties}
    duties = sorted(before.duties, key=_trigger)
    for duty in duties:
        twin = theirs.get((duty.row.clause, duty.procedure, duty.round))
        if twin is None or not {duty.status, twin.status} & _OPEN:
            continue
        was, now = _state(duty), _state(twin)
        if was is None or now is None or _place(was) == _place(now):
            continue
        views = [
            regional_calendar(w.calendar, d.compiled, d.bearer, w.case.sponsor.place, options)
            for w, d in ((old, duty), (new, twin))
        ]
        notices, days = _causes(views[0], views[1], duty, twin)
        yield Moved(
            case=old.case.id,
            clause=duty.row.clause,
            procedure=duty.procedure,
            round=duty.round,
            bearer=duty.bearer,
            act=duty.row.act,
            before=was,
            after=now,
            notices=notices,
            days=days,
        )


def _trigger(duty: RawDuty) -> date:
    trigger = duty.trigger
    return LAST_DAY if trigger is None else trigger.on


def _state(duty: RawDuty) -> DueState | None:
    due: Due | None = duty.due
    if due is None:
        return None
    return DueState(
        on=due.on,
        earliest=due.earliest,
        latest=due.latest,
        certainty=due.certainty,
        status=duty.status,
    )


def _place(state: DueState) -> DueState:
    """What has to differ for a duty to have moved: everything but its status."""
    return evolve(state, status="")


def _causes(
    old: WorkingCalendar, new: WorkingCalendar, duty: RawDuty, twin: RawDuty
) -> tuple[tuple[str, ...], tuple[ChangedDay, ...]]:
    """The notices that differ on days of the window, and the days that change sides."""
    first, last = _window(duty, twin)
    apart = _Apart(old, new)
    notices: dict[str, None] = {}
    days = []
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = from_ordinal(ordinal)
        was, now = old.day(day), new.day(day)
        if (was.is_working, was.certainty) == (now.is_working, now.certainty):
            continue
        notice = apart.because_of(was, now)
        if notice is not None:
            notices[notice] = None
        if was.is_working != now.is_working:
            days.append(ChangedDay(on=day, before=was.kind, after=now.kind, notice=notice))
    return tuple(notices), tuple(days)


def _window(duty: RawDuty, twin: RawDuty) -> tuple[date, date]:
    """From the earliest to the latest day that either count has looked at."""
    ends: list[date | None] = []
    for each in (duty, twin):
        trigger, due = each.trigger, each.due
        ends += [] if trigger is None else [trigger.on]
        ends += [] if due is None else [due.on, due.earliest, due.latest]
    known = [end for end in ends if end is not None]
    return min(known), max(known)


class _Apart:
    """The notices and overlays that only one of two calendars holds."""

    def __init__(self, old: WorkingCalendar, new: WorkingCalendar) -> None:
        notices = set(old.notices) ^ set(new.notices)
        self.names = {notice.name for notice in notices}
        self.names |= {overlay.source for overlay in set(old.applied) ^ set(new.applied)}
        self.annual = {notice.year: notice.name for notice in notices if notice.kind == "annual"}

    def because_of(self, was: DayInfo, now: DayInfo) -> str | None:
        """The notice that made a day what it is under the new calendar, or no longer under it."""
        for info in (now, was):
            if info.notice in self.names:
                return info.notice
        # The last days of December become final when the notice of the next year is there.
        return self.annual.get(now.on.year + 1, now.notice or was.notice)
