"""The entry: a wish, a case, and the latest safe day of every step that is left."""

from __future__ import annotations

from json import dumps
from typing import TYPE_CHECKING

from attrs import evolve

from gaf_rules.ask.planning.chain import ACTS, WAYS
from gaf_rules.ask.planning.making import PlanMaker
from gaf_rules.calendar.working import china
from gaf_rules.documents.fields import say
from gaf_rules.evaluate.arguments import a_covered_day, durations_of, expect, readings_of, wrong
from gaf_rules.log.case import App, Case, Sponsor
from gaf_rules.messages.said import said
from gaf_rules.values.digest import sha256_of
from gaf_rules.values.errors import CaseError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from gaf_rules.ask.planning.value import Plan
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.readings import Readings

__all__ = ["plan"]


def plan(
    case: Case | App,
    *,
    launch_on: date | None = None,
    change_on: date | None = None,
    offline_on: date | None = None,
    sponsor: Sponsor | None = None,
    as_of: date | None = None,
    durations: Mapping[str, int] | None = None,
    guideline: Guideline | None = None,
    calendar: WorkingCalendar | None = None,
    readings: Readings | None = None,
) -> Plan:
    """The latest safe day of every step towards a launch, a change or a shutdown, backwards from the wish.

    A case with a log goes on from where it stands: what is open comes from the stage it has reached, with
    the periods that are running. Every authority is taken to use its full period, under the reading that
    makes it longest; a step that has a period stands no later than its last day under every reading. Where
    the text gives no number (及时, the relays), the caller's durations count: by default one working day
    for each step up, report and relay, none for a receipt. A plan that is called possible has been put into
    the log and judged: it is legal and brings about no breach or consequence that was not there before.

    Arguments:
        case: the case, with what has happened; or an app about which nothing has.
        launch_on: the day wished for the launch.
        change_on: the day wished for a major change; the app must be filed. A change that is planned
            already goes on, moved to that day; after one that took effect another one is planned.
        offline_on: the day wished for going offline; the app must be filed or launched.
        sponsor: the sponsor, where an app is given.
        as_of: the day from which on steps can still be taken; without it the day of the last event, and
            there is neither a realistic column nor an earliest possible day.
        durations: event type to working days, for steps without a period, and for ``realistic_on`` also for
            those with one.
        guideline: as for `gaf_rules.assess`.
        calendar: likewise.
        readings: likewise.

    Returns:
        The plan: possible, or impossible with why and with the earliest day that is possible.

    Raises:
        CaseError: an argument that does not fit; it names the argument, what was got and what is wanted.
        IllegalEventError: the log holds an event that the procedure does not allow.
        GafRulesError: there is nothing to plan: the app is out of scope, launched, deregistered or not filed,
            the route or another question is left to a person; or the calendar and its projection do not
            reach so far.

    Clauses: 1.1, 2.2 to 2.4, 2.7 for a launch; 2.5 for a change; 2.6 for a shutdown.

    >>> import gaf_rules as gaf
    >>> from datetime import date
    >>> app = gaf.App(kind="app", runs_on_mobile=True, purpose="public", grassroots_facing=False)
    >>> office = gaf.Sponsor(kind="administrative_organ", tier="municipal")
    >>> made = plan(app, sponsor=office, launch_on=date(2026, 6, 1), as_of=date(2026, 3, 2))
    >>> made.is_possible, str(made.steps[1].on), made.steps[1].act
    (True, '2026-04-10', 'application_submitted')
    """
    expect(guideline=guideline, calendar=calendar)
    calendar = china() if calendar is None else calendar
    wishes = {"launch": launch_on, "change": change_on, "offline": offline_on}
    given = {kind: day for kind, day in wishes.items() if day is not None}
    if len(given) != 1:
        raise _not_one_wish(given, tuple(f"{kind}_on" for kind in wishes))
    ((kind, wish),) = given.items()
    wish = a_covered_day(f"{kind}_on", wish, calendar)
    maker = PlanMaker.of(
        _case(case, sponsor),
        WAYS[kind],
        None if as_of is None else a_covered_day("as_of", as_of, calendar),
        guideline,
        calendar,
        readings_of(readings),
        durations_of(durations, ACTS),
    )
    return maker.plan(kind, wish, is_of_app=isinstance(case, App))


def _not_one_wish(given: Mapping[str, date], names: tuple[str, ...]) -> CaseError:
    """The error where there is no day to plan for, or more than one: those behind the first are too many."""
    if not given:
        return CaseError(
            (say("missing", f"${names[0]}", None, *said("argument", "no_wish"), names),)
        )
    (first, _), *more = given.items()
    told = said("argument", "one_wish", first=f"{first}_on")
    return CaseError(
        tuple(say("wrong_argument", f"${kind}_on", day, *told, names) for kind, day in more)
    )


def _case(case: object, sponsor: object) -> Case:
    """The case; for an app alone one whose id is a digest of what the app and its sponsor are.

    So the plans of two apps lie side by side in a diary, and a new plan of one takes the place of the old.
    """
    if isinstance(case, Case):
        return case
    if not isinstance(case, App):
        path = "case"
        raise wrong(path, case, "case_or_app")
    if not isinstance(sponsor, Sponsor):
        path = "sponsor"
        raise wrong(path, sponsor, "sponsor_of_app")
    made = Case(id="app", app=case, sponsor=sponsor)
    content = dumps(made.to_dict(), sort_keys=True, ensure_ascii=True)
    return evolve(made, id=f"app-{sha256_of(content.encode())[:16]}")
