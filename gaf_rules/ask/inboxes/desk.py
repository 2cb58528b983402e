"""Puts the next actions of many cases on the desk of one role."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

from gaf_rules.ask.inboxes.value import Inbox, InboxItem
from gaf_rules.calendar.overlay import lies_in
from gaf_rules.calendar.working import china
from gaf_rules.evaluate.answer import provenance_of
from gaf_rules.evaluate.arguments import expect, readings_of, require_day, require_once
from gaf_rules.evaluate.assessing import assess
from gaf_rules.evaluate.scoping import machine_of
from gaf_rules.language.periods import elapsed
from gaf_rules.language.vocabulary import ROLES
from gaf_rules.log.case import SPONSOR_FIELDS, Case
from gaf_rules.log.events import check_value, check_word
from gaf_rules.messages import label
from gaf_rules.values.days import FIRST_DAY, LAST_DAY
from gaf_rules.values.errors import CaseError, GafRulesError
from gaf_rules.values.given import every

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from gaf_rules.answers.assessment import Assessment, NextAction
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.readings import Readings
    from gaf_rules.values.texts import Lang

    _Urgency = tuple[date, str, int]

__all__ = ["inbox"]


def inbox(
    cases: Iterable[Case],
    role: str,
    *,
    as_of: date,
    place: str | None = None,
    sponsor: str | None = None,
    lang: Lang = "zh",
    guideline: Guideline | None = None,
    calendar: WorkingCalendar | None = None,
    readings: Readings | None = None,
) -> Inbox:
    """What lies on the desk of a municipal office, the provincial office, a sponsor: overdue first.

    What falls on one day, or has no day, is case by case in the order in which it can be done: a self-check
    before the application.

    Arguments:
        cases: the cases, each with an id of its own; one that cannot be assessed comes back as an item
            with its error.
        role: whose desk; a role of the contract.
        as_of: the day.
        place: narrows the desk to the cases of sponsors of one place (GB/T 2260): that of a municipal office.
            The code of a city takes in its districts: ``"460100"`` those from 460101 on.
        sponsor: narrows it to the cases of the sponsor of this name.
        lang: the language in which the inbox shows itself, ``"zh"`` or ``"en"``.
        guideline: as for `gaf_rules.assess`.
        calendar: likewise.
        readings: likewise.

    Returns:
        the desk. Cases that do not say where their sponsor is, or what it is called, are not on one that is
        narrowed to that; their ids are in ``unassigned``.

    Raises:
        CaseError: an argument of another kind; two cases of one id; no such role; no such place.
        GafRulesError: another language.

    >>> import gaf_rules as gaf
    >>> from datetime import date
    >>> case = gaf.Case(
    ...     id="C1",
    ...     app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal"),
    ...     sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal"),
    ...     events=(
    ...         gaf.Event(type="app_launched", on=date(2026, 2, 2)),
    ...         gaf.Event(type="app_taken_offline", on=date(2026, 3, 2)),
    ...     ),
    ... )
    >>> desk = inbox([case], "sponsor", as_of=date(2026, 3, 12))
    >>> [(item.act, str(item.not_after), item.days_left) for item in desk][0]
    ('deregistration_reported', '2026-03-16', 2)
    """
    given = every("cases", cases, Case, " Case", "a Case")
    require_once("$cases", given)
    as_of = require_day("as_of", as_of)
    _check(role, place, sponsor)
    label("role", role, lang)  # refuses another language, also where nothing is on the desk
    expect(guideline=guideline, calendar=calendar, readings=readings)
    items: list[tuple[_Urgency, InboxItem]] = []
    unassigned = []
    for case in given:
        belongs = _belongs(case, place, sponsor)
        if belongs:
            items += _of(case, role, as_of, guideline, calendar, readings)
        elif belongs is None:
            unassigned.append(case.id)
    return Inbox(
        role=role,
        as_of=as_of,
        provenance=provenance_of(
            machine_of(guideline),
            china() if calendar is None else calendar,
            readings_of(readings),
        ),
        items=tuple(item for _, item in sorted(items, key=itemgetter(0))),
        place=place,
        sponsor=sponsor,
        unassigned=tuple(unassigned),
        lang=lang,
        guideline=machine_of(guideline).guideline,
    )


def _check(role: object, place: object, sponsor: object) -> None:
    """The arguments that narrow a desk down.

    Raises:
        CaseError: as `inbox` says.
    """
    problems = check_word(role, ROLES, "$role")
    for name, got, field in (("place", place, "place"), ("sponsor", sponsor, "name")):
        if got is not None:
            problems += check_value(got, SPONSOR_FIELDS[field], f"${name}")
    if problems:
        raise CaseError(tuple(problems))


def _belongs(case: Case, place: str | None, sponsor: str | None) -> bool | None:
    """Whether a case is one of this place and sponsor; None where it does not say."""
    whose, answers = case.sponsor, []
    if place is not None:
        answers.append(None if whose.place is None else lies_in(whose.place, place))
    if sponsor is not None:
        answers.append(None if whose.name is None else whose.name == sponsor)
    # What it does say may be enough to know that it is not.
    return False if False in answers else None if None in answers else True


def _of(
    case: Case,
    role: str,
    as_of: date,
    guideline: Guideline | None,
    calendar: WorkingCalendar | None,
    readings: Readings | None,
) -> Iterator[tuple[_Urgency, InboxItem]]:
    """What one case puts on the desk, with how urgent it is: errors first, then by day, case and order."""
    sponsor = case.sponsor
    whose: dict[str, Any] = {
        "case": case.id,
        "app": case.app.name,
        "sponsor": sponsor.name,
        "place": sponsor.place,
    }
    try:
        found = assess(case, as_of=as_of, guideline=guideline, calendar=calendar, readings=readings)
    except GafRulesError as error:
        item = InboxItem(**whose, error=(error.text("zh"), error.text("en")))
        yield (FIRST_DAY, case.id, 0), item
        return
    for number, action in enumerate(found.next_actions):
        if action.bearer == role:
            yield (action.not_after or LAST_DAY, case.id, number), _item(whose, action, found)


def _item(whose: dict[str, Any], action: NextAction, found: Assessment) -> InboxItem:
    return InboxItem(
        **whose,
        act=action.act,
        procedure=action.procedure,
        clause=action.clause,
        not_after=action.not_after,
        days_left=_left(action, found.as_of, found.basis.calendar),
    )


def _left(action: NextAction, as_of: date, calendar: WorkingCalendar) -> int | None:
    day = action.not_after
    if day is None:
        return None
    if day >= as_of:
        return elapsed(calendar, as_of, day)
    past = elapsed(calendar, day, as_of)
    return None if past is None else -past
