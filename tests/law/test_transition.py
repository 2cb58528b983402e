"""An app launched before the guideline applied: let be until the transition is over, in all engines."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from audit_tables import expected, found_by, frames
from two_engines import Moment, gist

import gaf_rules as gaf

if TYPE_CHECKING:
    from gaf_rules.language.vocabulary import EventType

_START, _UNTIL = date(2026, 3, 2), date(2026, 4, 30)
_DATED = gaf.HAINAN.amend(effective_from=_START, legacy=_UNTIL)
_FOR_GOOD = evolve(_DATED, legacy_until=None)
_DAY = timedelta(days=1)
_FULL = (
    "basic_information_form", "application_form", "project_approval", "functions",
    "operations_and_security", "acceptance", "self_check_form",
)  # fmt: skip


def _event(kind: EventType, on: date, **fields: Any) -> gaf.Event:
    return gaf.Event(type=kind, on=on, **fields)


def _case(launched: date, filed: date | None, offline: date | None) -> gaf.Case:
    events = [_event("app_launched", launched)]
    if filed is not None:
        office = {"by": "provincial_cac"}
        events += [
            _event("self_check_completed", filed, problems=()),
            _event("application_submitted", filed, to="provincial_cac", materials=_FULL),
            _event("application_received", filed, **office),
            _event("completeness_confirmed", filed),
            _event("reported_to_national", filed),
            _event("filing_number_issued", filed, number="琼-1"),
        ]
    if offline is not None:
        events.append(_event("app_taken_offline", offline))
    return gaf.Case(
        id=f"{launched}, {filed}, {offline}",
        app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False),
        sponsor=gaf.Sponsor(kind="administrative_organ", tier="provincial_department"),
        events=tuple(events),
    )


def _unfiled_since(
    launched: date, filed: date | None, offline: date | None, until: date | None, as_of: date
) -> date | None:
    """The first day on which the app was up, not filed, and no longer let be: day by day."""
    day = launched
    while day <= as_of:
        if launched >= _START or (until is not None and day > until):
            is_up = offline is None or day <= offline
            is_filed = filed is not None and filed <= day
            return day if is_up and not is_filed else None
        day += _DAY
    return None


_LAUNCHES = (date(2026, 2, 2), _START - _DAY, _START)
_FILINGS = (None, date(2026, 3, 20), _UNTIL, _UNTIL + _DAY, _UNTIL + 9 * _DAY)
_ENDS = (None, date(2026, 4, 2), _UNTIL, _UNTIL + _DAY)
_DAYS = (date(2026, 4, 1), _UNTIL, _UNTIL + _DAY, _UNTIL + 10 * _DAY)
_CASES = [
    (launched, filed, offline)
    for launched in _LAUNCHES
    for filed in _FILINGS
    for offline in _ENDS
    if filed is None or offline is None or filed <= offline
]


@pytest.mark.parametrize("guideline", [_DATED, _FOR_GOOD], ids=["until", "for good"])
@pytest.mark.parametrize("as_of", _DAYS, ids=str)
def test_an_app_is_let_be_until_the_transition_is_over(
    guideline: gaf.Guideline, as_of: date
) -> None:
    for days in _CASES:
        launched, filed, offline = days
        got = gaf.assess(_case(*days), as_of=as_of, guideline=guideline)
        since = [f.since for f in got.findings if f.code == "LAUNCHED_BEFORE_FILING"]
        wanted = _unfiled_since(launched, filed, offline, guideline.legacy_until, as_of)
        assert since == ([] if wanted is None else [wanted]), days
        [duty] = [duty for duty in got.duties if duty.clause == "1.1"]
        done = filed is not None and filed <= as_of
        late = "met_late" if done else "overdue"
        assert duty.status == (("met" if done else "open") if wanted is None else late), days


@pytest.mark.parametrize("as_of", _DAYS, ids=str)
def test_the_other_engines_say_the_same(as_of: date) -> None:
    cases = [_case(*days) for days in _CASES]
    events, parties = frames(cases)
    said = found_by(gaf.audit(events, parties, as_of=as_of, guideline=_DATED))
    for case, got in zip(cases, said, strict=True):
        assert got == expected(case, as_of=as_of, guideline=_DATED), case.id
    for case in cases[::5]:
        moment = Moment(case, as_of, gaf.Readings(), guideline=_DATED)
        assert gist(moment.durable()) == gist(moment.native()), case.id
