"""One deadline as a picture: the day counted from, the days between, the last day."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gaf_rules.answers.assessment import Deadline
from gaf_rules.calendar import WorkingCalendar
from gaf_rules.guidelines.algorithms import ALGORITHMS
from gaf_rules.guidelines.hainan import HAINAN
from gaf_rules.messages import label
from gaf_rules.report.words import Words
from gaf_rules.show.pictures.scene import Block, Lane, Scene, span, stretches
from gaf_rules.show.pictures.value import Timeline
from gaf_rules.values.days import from_ordinal
from gaf_rules.values.errors import CalendarHorizonError
from gaf_rules.values.given import require

if TYPE_CHECKING:
    from datetime import date

    from gaf_rules.values.texts import Lang

__all__ = ["strip"]


def strip(
    deadline: Deadline, *, calendar: WorkingCalendar | None = None, lang: Lang = "zh"
) -> Timeline:
    """The picture of one deadline: the day counted from, the days counted with their numbers, the last day.

    Arguments:
        deadline: the deadline; it does not keep the calendar that it was counted on.
        calendar: the days to shade; the national ones by default, and the picture says so.
        lang: ``"zh"`` or ``"en"``.

    Raises:
        GafRulesError: an argument of another kind, another language.

    >>> import gaf_rules as gaf
    >>> from datetime import date
    >>> picture = strip(gaf.deadline("2.4.4c", trigger=date(2026, 2, 18)), lang="en")
    >>> picture.scene.title
    'clause 2.4.4c · due 2026-03-06 Fri'
    """
    require("deadline", deadline, Deadline, " gaf.deadline 的结果", "what gaf.deadline returns")
    if calendar is not None:
        require("calendar", calendar, WorkingCalendar, " WorkingCalendar", "a WorkingCalendar")
    spoken = partial(_scene, deadline, calendar)
    return Timeline(scene=spoken(lang=lang), spoken=spoken)


def _scene(deadline: Deadline, calendar: WorkingCalendar | None, *, lang: Lang) -> Scene:
    label("role", "sponsor", lang)  # refuses another language
    words = Words(lang)
    shaded = words.say("底色：所给日历", "shaded: the calendar given")
    if calendar is None:
        from gaf_rules.calendar import CHINA  # noqa: PLC0415 - read when needed

        calendar = CHINA
        shaded = words.say("底色：全国放假安排", "shaded: the national calendar")
    lane = _lane(deadline, words, calendar)
    first, last = span([], (lane,), ())
    due = words.due(deadline)
    title = words.clause(deadline.clause) + words.say(f" · 到期 {due}", f" · due {due}")
    return Scene(
        lang=lang,
        title=title,
        description=f"{title} · {lane.title}",
        first=first,
        last=last,
        as_of=None,
        blocks=(Block(name=shaded, lanes=(lane,)),),
        marks=(),
        stretches=tuple(stretches(calendar, first, last, lang)),
    )


def _counted(deadline: Deadline, calendar: WorkingCalendar) -> tuple[date, ...]:
    """The days that were counted, in their order; none where this calendar does not come to that number."""
    rows = (guideline.periods.get(deadline.clause) for guideline in (HAINAN, ALGORITHMS))
    period = next((row for row in rows if row is not None), None)
    if deadline.on is None or period is None or period.working_days is None:
        return ()
    trigger, on = deadline.trigger.toordinal(), deadline.on.toordinal()
    step = 1 if on >= trigger else -1
    try:
        days = [
            day
            for day in map(from_ordinal, range(trigger, on + step, step))
            if calendar.is_working_day(day)
        ]
    except CalendarHorizonError:
        return ()
    # Under most readings the day counted from is none of them.
    if len(days) == period.working_days + 1 and days[0] == deadline.trigger:
        days = days[1:]
    return tuple(days) if len(days) == period.working_days else ()


def _lane(deadline: Deadline, words: Words, calendar: WorkingCalendar) -> Lane:
    last = deadline.on or deadline.latest
    backward = last is not None and last < deadline.trigger
    day = words.day(deadline.trigger)
    if backward:
        title = words.say(f"由 {day} 倒算", f"counted back from {day}")
    else:
        title = words.say(f"自 {day} 起算", f"counted from {day}")
    due = words.due(deadline)
    detail = words.say(f"到期 {due}", f"due {due}")
    if deadline.on is not None and deadline.safe_on not in {None, deadline.on}:
        detail += words.say(f"，稳妥 {deadline.safe_on}", f", safe {deadline.safe_on}")
    return Lane(
        bearer="",
        clause=deadline.clause,
        title=title,
        detail=detail,
        start=deadline.trigger,
        due=deadline.on,
        safe=deadline.safe_on,
        earliest=deadline.earliest,
        latest=deadline.latest,
        until=deadline.trigger,
        done=None,
        look="open",
        backward=backward,
        dead=False,
        counted=_counted(deadline, calendar),
    )
