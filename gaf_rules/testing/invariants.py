"""What must hold of every log, as checks: each raises AssertionError with what it saw, else says nothing.

Each check takes a log and what assesses, so that an embedding system holds its own answers against them.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import wraps
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw
from attrs import evolve

from gaf_rules.auditing import audit
from gaf_rules.language.rows import Open
from gaf_rules.log.events import Event
from gaf_rules.testing.columns import LIBRARIES
from gaf_rules.testing.following import GRAVE, Follower, held, is_legal
from gaf_rules.testing.logs import LegalLog
from gaf_rules.testing.tables import tables_of
from gaf_rules.values.errors import CalendarHorizonError, GafRulesError
from gaf_rules.values.given import every, refused, require

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from gaf_rules.answers.assessment import Assessment
    from gaf_rules.answers.duty import Duty
    from gaf_rules.auditing import Audit
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.log.case import Case
    from gaf_rules.testing.logs import Judge

    Key = tuple[str, str, int]
    Check = Callable[..., None]

__all__ = [
    "INVARIANTS",
    "check_advice",
    "check_audit_of_a_part",
    "check_bearers",
    "check_extension",
    "check_final",
    "check_knowledge",
    "check_later_act",
    "check_order",
]

_DAY = timedelta(days=1)
_MONTH = timedelta(days=30)
"""No month is without working days."""
_ON = (1, 15, 40, 120)
_PAST = ("met", "met_late", "overdue", "lapsed")
_MISSED = frozenset({"met_late", "overdue", "lapsed"})


def _duties(found: Assessment) -> dict[Key, Duty]:
    return {(duty.clause, duty.procedure, duty.round): duty for duty in found.duties}


def _said(found: Assessment) -> dict[str, Any]:
    """All that is said of the log, without what it was worked out with."""
    return {name: value for name, value in found.to_dict().items() if name != "provenance"}


def _of_a_log(check: Check) -> Check:
    """A check that refuses what is no log, and what cannot assess one."""

    @wraps(check)
    def checked(log: LegalLog, judge: Judge | None = None) -> None:
        require("log", log, LegalLog, "一份日志（LegalLog）", "a LegalLog")
        _can_be_asked("judge", judge)
        check(log, judge)

    return checked


def _can_be_asked(name: str, got: object) -> None:
    if got is not None and not callable(got):
        raise refused(name, got, "可调用的对象", "something that can be called")


@_of_a_log
def check_order(log: LegalLog, judge: Judge | None = None) -> None:
    """The order of the list never matters.

    Raises:
        AssertionError: backwards, turned about its middle or sorted by its words, the list says otherwise.

    >>> import gaf_rules as gaf
    >>> app = gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False)
    >>> sponsor = gaf.Sponsor(kind="administrative_organ", tier="municipal")
    >>> launched = gaf.Event(type="app_launched", on=date(2026, 3, 2))
    >>> case = gaf.Case(id="C1", app=app, sponsor=sponsor, events=(launched,))
    >>> log = LegalLog(case, date(2026, 3, 9))
    >>> for check in (check_order, check_final, check_extension, check_later_act, check_bearers):
    ...     check(log)
    >>> for check in (check_advice, check_knowledge):
    ...     check(log)
    >>> check_audit_of_a_part([log, log])
    """
    events, right = log.case.events, _said(log.assess(judge=judge))
    half = len(events) // 2
    for turned in (events[::-1], events[half:] + events[:half], tuple(sorted(events, key=repr))):
        found = _said(log.with_events(turned).assess(judge=judge))
        assert found == right, f"another order of the list gives another answer: {turned}"


@_of_a_log
def check_final(log: LegalLog, judge: Judge | None = None) -> None:
    """What is final stays final: time alone undoes nothing that was done, missed or held against somebody.

    Raises:
        AssertionError: a duty that was met or missed has another status or day later; a last day that was
            final has moved; a breach or consequence is gone.
    """
    log = log.until_now()
    before = log.assess(judge=judge)
    for days in _ON:
        after = log.assess(judge=judge, as_of=log.as_of + days * _DAY)
        then = _duties(after)
        for key, duty in _duties(before).items():
            if duty.status in _PAST:
                now = then[key].status, then[key].met_on
                assert now == (duty.status, duty.met_on), f"{key} was {duty.status}, is {now}"
            if duty.due is not None and duty.due.certainty == "final" and duty.due.on is not None:
                due = then[key].due
                assert due is not None, f"{key} had a final last day"
                assert due.on == duty.due.on, f"{key} was due {duty.due.on}, is due {due.on}"
        assert held(before) <= held(after), f"gone after {days} days: {held(before) - held(after)}"


def _extensions(log: LegalLog) -> Iterator[Event]:
    """Events by which a period may be extended today: those of the rows that open an extension."""
    for row in log.guideline.transitions:
        if any(isinstance(action, Open) and action.record == "extension" for action in row.actions):
            fields: dict[str, Any] = {"type": row.event, "procedure": row.procedure}
            later = log.as_of + 60 * _DAY
            yield Event(**fields, on=log.as_of, reason="情况复杂", expected_on=later)


@_of_a_log
def check_extension(log: LegalLog, judge: Judge | None = None) -> None:
    """An extension never harms the sponsor.

    Raises:
        AssertionError: extended today, a last day of the sponsor's comes sooner, or something is held against
            the sponsor that is not otherwise.
    """
    log = log.until_now()
    for event in _extensions(log):
        longer = log.with_events((*log.case.events, event))
        for days in _ON:
            day = log.as_of + days * _DAY
            try:
                found = longer.assess(judge=judge, as_of=day)
            except GafRulesError:
                break  # it cannot be extended today
            _not_worse(log.assess(judge=judge, as_of=day), found)


def _not_worse(plain: Assessment, extended: Assessment) -> None:
    def against(found: Assessment) -> set[Key]:
        return {
            (f.clause, f.procedure, f.round)
            for f in found.findings
            if f.bearer == "sponsor" and f.severity in GRAVE
        }

    assert against(extended) <= against(plain), f"harmed by an extension: {extended.findings}"
    now = _duties(extended)
    for key, duty in _duties(plain).items():
        before, after = duty.due, now[key].due if key in now else None
        if duty.bearer == "sponsor" and before is not None and before.on is not None:
            sooner = after is not None and after.on is not None and after.on < before.on
            assert not sooner, f"{key} is due sooner by an extension: {after}"


@_of_a_log
def check_later_act(log: LegalLog, judge: Judge | None = None) -> None:
    """A later act is never more timely.

    Raises:
        AssertionError: the last event of the log, moved on, meets a duty better than it did.
    """
    log = log.until_now()
    if not log.case.events:
        return
    last = max(log.case.events, key=lambda event: event.on)
    rest = [event for event in log.case.events if event is not last]
    end = max(log.as_of, last.on) + max(_ON) * _DAY
    before = _duties(log.assess(judge=judge, as_of=end))
    for days in _ON:
        moved = evolve(last, on=last.on + days * _DAY)
        try:
            after = _duties(log.with_events((*rest, moved)).assess(judge=judge, as_of=end))
        except GafRulesError:
            continue  # it would have come too late to be legal
        for key, duty in before.items():
            if duty.met_on != last.on or key not in after or after[key].trigger != duty.trigger:
                continue
            now = after[key]
            assert now.status != "met" or duty.status not in _MISSED, (
                f"{key}: {days} days later in time"
            )
            late, was = now.late_by_working_days, duty.late_by_working_days
            if late is not None and was is not None:
                assert late >= was, f"{key}: {days} days later less late"


@_of_a_log
def check_bearers(log: LegalLog, judge: Judge | None = None) -> None:
    """Every open duty has a bearer, and a next action in its procedure as long as its act is legal.

    What can be done no more is not advised: nobody supplements a filing that has its number. Nor is what was
    missed when its occasion ended (a change that was given up, an application that was made anew).

    Raises:
        AssertionError: a duty that is open or overdue is nobody's, or nothing is to be done for it although
            its act would be legal today.
    """
    log = log.until_now()
    found = log.assess(judge=judge)
    assert all(action.bearer for action in found.next_actions), f"nobody's: {found.next_actions}"
    moving = {action.procedure for action in found.next_actions}
    for duty in found.duties:
        if duty.status in {"open", "overdue"}:
            what = f"{duty.clause} ({duty.procedure})"
            assert duty.bearer, f"{what} is nobody's"
            done = duty.procedure in moving or not _is_still_legal(log, duty)
            assert done or _has_ended(log, duty, judge), f"nothing is to be done for {what}"


def _is_still_legal(log: LegalLog, duty: Duty) -> bool:
    """Whether its act is legal after all that has happened: on one day it may stand before the rest of it."""
    has_begun = any(event.on == log.as_of for event in log.case.events)
    later = [evolve(log, as_of=log.as_of + _DAY)] if has_begun else []
    return all(is_legal(each, duty.act, duty.procedure) for each in (log, *later))


def _has_ended(log: LegalLog, duty: Duty, judge: Judge | None) -> bool:
    """Whether a miss grows no more: its occasion has ended, and the act would be done for a later round.

    A miss with a number of days is counted to the day on which its occasion ended, so that it stays as it is;
    by how many days it was missed nobody can say while the calendar does not tell the last day.
    """
    late, what = duty.late_by_working_days, (duty.clause, duty.procedure)
    later = _duties(evolve(log, as_of=log.as_of + _MONTH).assess(judge=judge))
    if duty.status == "overdue" and (*what, duty.round + 1) in later:
        return True
    then = later.get((*what, duty.round))
    is_counted = late is not None or (duty.due is not None and duty.due.on is None)
    return is_counted and then is not None and then.late_by_working_days == late


@_of_a_log
def check_advice(log: LegalLog, judge: Judge | None = None) -> None:
    """Doing the next actions in time never breaches.

    Raises:
        AssertionError: an action is advised that is not legal, or doing all of them on their last days brings
            a breach that was not there.
    """
    _, wrong = Follower.at_best(log, judge)
    assert not wrong, f"following the advice goes wrong: {wrong}"


@_of_a_log
def check_knowledge(log: LegalLog, judge: Judge | None = None) -> None:
    """More knowledge changes only what a notice moved.

    The log is judged with its calendar as known a year before the day of assessment, a month before it, and
    on the day itself.

    Raises:
        AssertionError: a last day differs although no day about its period was decided anew; or something
            differs although no notice came.
    """
    for days in (365, 30):
        known = max(log.as_of, log.calendar.coverage.first + 2 * days * _DAY)
        early, late = (log.calendar.as_known_on(each) for each in (known - days * _DAY, known))
        try:
            before, after = (log.assess(judge=judge, calendar=each) for each in (early, late))
        except CalendarHorizonError:
            return  # so early nothing was known of those days
        if early.notices == late.notices:
            assert _said(before) == _said(after), "something differs although no notice came"
            continue
        now = _duties(after)
        for key, duty in _duties(before).items():
            then = now.get(key)
            if duty.trigger is None or duty.due is None or then is None or then.due is None:
                continue
            ends = [d for due in (duty.due, then.due) for d in (due.on, due.latest) if d]
            same = duty.due.due() == then.due.due()
            moved = same or _decided_anew(early, late, duty.trigger.on, max([*ends, log.as_of]))
            assert moved, f"{key} moved although no notice did: {duty.due} {then.due}"


def _decided_anew(early: WorkingCalendar, late: WorkingCalendar, start: date, end: date) -> bool:
    """Whether one of the days about a period, or what is certain of it, was decided between two calendars."""
    days = (start + n * _DAY for n in range(-40, (end - start).days + 40))
    known = (day for day in days if day >= late.coverage.first)
    return any(
        (one.kind, one.certainty) != (other.kind, other.certainty)
        for one, other in ((early.day(day), late.day(day)) for day in known)
    )


INVARIANTS: Final[Mapping[str, Check]] = MappingProxyType(
    {
        "the order of the list never matters": check_order,
        "what is final stays final": check_final,
        "an extension never harms the sponsor": check_extension,
        "a later act is never more timely": check_later_act,
        "every open duty has a bearer and a next action": check_bearers,
        "doing next actions in time never breaches": check_advice,
        "more knowledge changes only what a notice moved": check_knowledge,
    }
)
"""What holds of one log, in words → the check of it. Of several logs: :func:`check_audit_of_a_part`."""


def check_audit_of_a_part(
    logs: Sequence[LegalLog], auditor: Callable[..., Audit] | None = None
) -> None:
    """The audit of a part equals the part of an audit.

    Arguments:
        logs: some logs; all are judged on the day and under the readings of the first.
        auditor: what audits, called like :func:`gaf_rules.audit`, which it is by default.

    Raises:
        AssertionError: of a case, the audit of it alone says another thing than that of all of them.
    """
    _can_be_asked("auditor", auditor)
    logs = every("logs", logs, LegalLog, "日志（LegalLog）", "a LegalLog")
    if not logs:
        return
    first, library = logs[0], LIBRARIES[0]
    given: dict[str, Any] = {
        "as_of": first.as_of,
        "readings": first.readings,
        "guideline": first.guideline,
        "calendar": first.calendar,
    }
    cases = [log.case for log in logs]

    def audited(some: list[Case]) -> list[list[Any]]:
        made = tables_of(some, library, {})
        found = (auditor or audit)(made.events, made.cases, **given)
        frames = (
            nw.from_native(each, eager_only=True)
            for each in (found.cases, found.duties, found.findings)
        )
        return [[(row[0], repr(row[1:])) for row in frame.rows()] for frame in frames]

    whole = audited(cases)
    for place, case in enumerate(cases):
        for all_rows, own in zip(whole, audited([case]), strict=True):
            part = [said for number, said in all_rows if str(number) == str(place)]
            assert part == [said for _, said in own], f"of case {place} a part says another thing"
