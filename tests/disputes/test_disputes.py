"""What changes under another reading: one option at a time, and two together."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from worked_cases import WorkedCase, worked_cases

import gaf_rules as gaf
from gaf_rules.language.readings import READING_OPTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gaf_rules.evaluate.disputing import Change

    Disputes = Mapping[tuple[str, str], tuple[Change, ...]]

CASES = {worked.name: worked for worked in worked_cases() if worked.error is None}
EVERY = pytest.mark.parametrize("worked", CASES.values(), ids=CASES)


def _arguments(worked: WorkedCase) -> dict[str, Any]:
    return {
        "as_of": worked.as_of,
        "calendar": worked.calendar(),
        "readings": gaf.Readings.from_dict(worked.readings),
    }


def _disputes(worked: WorkedCase) -> Disputes:
    return gaf.disputes(gaf.Case.from_dict(worked.document), **_arguments(worked))


def _kinds(changes: tuple[Change, ...]) -> set[tuple[str, str, str | None]]:
    return {(change.kind, change.subject, change.after) for change in changes}


# -- with the assessments ----------------------------------------------------------------------------------
@EVERY
def test_disputes_agree_with_disputed_by(worked: WorkedCase) -> None:
    found = _disputes(worked)
    for finding in worked.assess().findings:
        gone = [
            reading
            for (reading, _), changes in found.items()
            for change in changes
            if change.kind == "finding_vanishes"
            and (change.subject, change.clause, change.procedure, change.round, change.items)
            == finding.key
        ]
        assert tuple(dict.fromkeys(gone)) == finding.disputed_by


@EVERY
def test_each_change_is_what_the_other_assessment_says(worked: WorkedCase) -> None:
    case, arguments = gaf.Case.from_dict(worked.document), _arguments(worked)
    base: gaf.Readings = arguments.pop("readings")
    here = gaf.assess(case, readings=base, **arguments)
    found = _disputes(worked)
    for reading, option, other in base.others():
        changes = found.get((reading, option), ())
        impossible = [change for change in changes if change.kind == "impossible"]
        if impossible:
            with pytest.raises(gaf.IllegalEventError) as caught:
                gaf.assess(case, readings=other, **arguments)
            assert (caught.value.on, caught.value.clause) == (
                impossible[0].on,
                impossible[0].clause,
            )
            continue
        there = gaf.assess(case, readings=other, **arguments)
        assert bool(changes) == (_seen(here) != _seen(there))
        for change in changes:
            if change.kind.startswith("finding"):
                key = change.subject, change.clause, change.procedure, change.round, change.items
                assert (key in _seen(here)[1]) is (change.kind == "finding_vanishes")
                assert (key in _seen(there)[1]) is (change.kind == "finding_appears")
            else:
                assert _value(here, change) == change.before
                assert _value(there, change) == change.after


_Duties = dict[tuple[str, str, int], tuple[Any, str | None]]


def _seen(found: gaf.Assessment) -> tuple[dict[Any, Any], set[Any], _Duties]:
    """Everything that a change can be about."""
    duties = {(d.clause, d.procedure, d.round): (d.status, _due(d)) for d in found.duties}
    return dict(found.stages), {finding.key for finding in found.findings}, duties


def _due(duty: gaf.Duty) -> str | None:
    if duty.due is None or duty.due.latest is None:
        return None
    return str(duty.due.on or f"{duty.due.earliest}..{duty.due.latest}")


def _value(found: gaf.Assessment, change: Change) -> str | None:
    """The stage, status or date that a change is about, in one assessment."""
    stages, _, duties = _seen(found)
    if change.kind == "stage":
        return stages.get(change.procedure)
    assert change.round is not None
    status, due = duties.get((change.clause, change.procedure, change.round), (None, None))
    return due if change.kind == "duty_due" else status


@EVERY
def test_every_change_has_words_and_json(worked: WorkedCase) -> None:
    for changes in _disputes(worked).values():
        assert len(set(changes)) == len(changes)
        for change in changes:
            assert str(change) == change.say("en") != change.say("zh")
            assert change.to_dict()["kind"] == change.kind


# -- single points -----------------------------------------------------------------------------------------
def test_clear_days_turn_a_change_in_time_into_a_late_one() -> None:
    changes = _disputes(CASES["C32"])["before_window", "clear_days"]
    assert _kinds(changes) == {
        ("finding_vanishes", "CHANGE_SAFE_MARGIN_MISSING", None),
        ("finding_appears", "CHANGE_FILED_LATE", None),
        ("duty_status", "application_submitted", "met_late"),
        ("duty_due", "application_submitted", "2026-05-29"),
    }
    assert {change.clause for change in changes} == {"2.5.1b"}


def test_clear_days_only_move_the_date_of_a_change_that_is_late_anyway() -> None:
    [change] = _disputes(CASES["C31"])["before_window", "clear_days"]
    assert (change.kind, change.before, change.after) == ("duty_due", "2026-06-01", "2026-05-29")


def test_an_abandonment_that_hangs_on_whose_receipt_counts() -> None:
    changes = _disputes(CASES["H121"])["feedback_receipt", "sponsor"]
    assert {
        ("stage", "stage", "national_review"),
        ("finding_vanishes", "DEEMED_ABANDONED", None),
        ("duty_status", "supplement_submitted", "met"),
        ("duty_due", "supplement_submitted", "2026-09-30"),
        # The review that the abandonment had ended goes on.
        ("duty_appears", "filing_number_issued", "extended"),
        # Nothing has to be applied for anew, so that no new self-check is wanted.
        ("duty_vanishes", "self_check_completed", None),
    } == _kinds(changes)


def test_a_launch_before_the_number() -> None:
    found = _disputes(CASES["H131"])
    assert _kinds(found["launch_gate", "application_submitted"]) == {
        ("finding_vanishes", "LAUNCHED_BEFORE_FILING", None),
        ("duty_status", "application_submitted", "met"),
    }
    assert all(
        change.subject != "LAUNCHED_BEFORE_FILING"
        for key, changes in found.items()
        for change in changes
        if key[0] != "launch_gate"
    )


def test_a_duty_that_only_another_reading_knows() -> None:
    returned = _case(
        _submitted(3),
        _event("application_received", 3, by="municipal_cac"),
        _event("application_forwarded", 4, by="municipal_cac", to="provincial_cac"),
        _event("application_received", 5, by="provincial_cac"),
        _event("materials_returned", 9, by="provincial_cac", missing=("functions",)),
        _event("return_received", 10, by="sponsor"),
    )
    found = gaf.disputes(returned, as_of=date(2026, 3, 11))
    [change] = found["returned_deadline", "ten_working_days"]
    assert (change.kind, change.clause, change.after) in {
        ("duty_appears", "2.4.2c", "open"),
        ("duty_due", "2.4.2c", "2026-03-24"),
    }


# -- a log that could not have happened --------------------------------------------------------------------
def _event(kind: Any, day: int, month: int = 3, **fields: Any) -> gaf.Event:
    return gaf.Event(type=kind, on=date(2026, month, day), **fields)


def _submitted(day: int) -> gaf.Event:
    return _event(
        "application_submitted",
        day,
        by="sponsor",
        to="municipal_cac",
        materials=("application_form",),
    )


def _case(*events: gaf.Event, tier: Any = "municipal") -> gaf.Case:
    return gaf.Case(
        id="D",
        app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False),
        sponsor=gaf.Sponsor(kind="administrative_organ", tier=tier),
        events=(_event("self_check_completed", 2, problems=()), *events),
    )


# The sponsor has the feedback of the 24th on 31 March and answers on 9 April: in time from its own
# receipt (the last day is 15 April), abandoned on 9 April from its department's (8 April).
RELAYED_LATE = _case(
    _event(
        "application_submitted",
        3,
        by="sponsor",
        to="provincial_department",
        materials=("application_form",),
    ),
    _event("application_forwarded", 4, by="provincial_department", to="provincial_cac"),
    _event("application_received", 5, by="provincial_cac"),
    _event("completeness_confirmed", 9),
    _event("reported_to_national", 9),
    _event("application_received", 10, by="national_cac"),
    _event("feedback_issued", 23, grounds=("supplement",), functional_rectification=False),
    _event("feedback_relayed", 24, by="provincial_cac", to="provincial_department"),
    _event("feedback_received", 24, by="provincial_department"),
    _event("feedback_relayed", 31, by="provincial_department", to="sponsor"),
    _event("feedback_received", 31, by="sponsor"),
    _event(
        "supplement_submitted",
        9,
        4,
        by="sponsor",
        to="provincial_department",
        statement=True,
        rectification_plan=False,
    ),
    _event("application_received", 14, 4, by="national_cac"),
    _event("feedback_issued", 20, 4, grounds=("correction",), functional_rectification=False),
    tier="affiliated_institution",
)
BY_DEPARTMENT = ("feedback_receipt", "provincial_department")


def test_a_second_feedback_after_what_another_option_calls_an_abandonment() -> None:
    as_of = date(2026, 4, 21)
    found = gaf.disputes(RELAYED_LATE, as_of=as_of)
    first, *rest = found[BY_DEPARTMENT]
    assert (first.kind, first.subject, first.on) == (
        "impossible",
        "application_received",
        date(2026, 4, 14),
    )
    assert "could not have happened" in str(first)
    assert ("finding_appears", "DEEMED_ABANDONED", None) in _kinds(tuple(rest))
    assert ("stage", "stage", "deemed_abandoned") in _kinds(tuple(rest))
    assert ("duty_status", "supplement_submitted", "lapsed") in _kinds(tuple(rest))
    # The log breaks off there: that later duties are missing says nothing.
    assert not [change for change in rest if change.kind == "duty_vanishes"]
    with pytest.raises(gaf.IllegalEventError):
        gaf.assess(
            RELAYED_LATE,
            as_of=as_of,
            readings=gaf.Readings(feedback_receipt="provincial_department"),
        )
    assert gaf.assess(RELAYED_LATE, as_of=as_of).stages["filing"] == "awaiting_supplement"


def test_only_the_application_that_is_impossible_is_disputed_for_it() -> None:
    numbered = (
        _event("application_received", 14, 4, by="national_cac"),
        _event("app_launched", 15, 4),
        _event("filing_number_issued", 20, 4, number="N-1"),
        _event("filing_number_received", 20, 4, by="provincial_cac"),
        _event("filing_number_relayed", 21, 4, by="provincial_cac", to="sponsor", prompted=False),
        _event("filing_number_received", 21, 4, by="sponsor"),
        _event("app_taken_offline", 30, 4),
    )
    case = evolve(RELAYED_LATE, events=(*RELAYED_LATE.events[:-2], *numbered))
    as_of = date(2026, 6, 1)
    found = gaf.assess(case, as_of=as_of).findings
    named = {finding.code for finding in found if BY_DEPARTMENT[0] in finding.disputed_by}
    # The log breaks off on 14 April. What is missing then already is changed; what came later with the same
    # application could not have been; the launch and the shutdown could.
    assert named == {"MATERIALS_MISSING", "DISPLAY_PROMPT_NOT_RECORDED"}
    assert {finding.code for finding in found} >= {
        "LAUNCHED_BEFORE_FILING",
        "NO_SHUTDOWN_ANNOUNCEMENT",
        "DEREGISTRATION_OVERDUE",
        "DATA_DISPOSAL_UNCONFIRMED",
    }
    changes = gaf.disputes(case, as_of=as_of)[BY_DEPARTMENT]
    assert {c.subject for c in changes if c.kind == "finding_vanishes"} == named


def test_an_abandonment_that_another_option_undoes_is_disputed_after_a_new_application() -> None:
    """The second application could not have been, the first is not abandoned: both hang on the reading."""
    again = (
        _event("self_check_completed", 10, 4, problems=()),
        evolve(RELAYED_LATE.events[1], on=date(2026, 4, 13)),
    )
    case = evolve(RELAYED_LATE, events=(*RELAYED_LATE.events[:-2], *again))
    strict = gaf.Readings(feedback_receipt="provincial_department")
    found = gaf.assess(case, as_of=date(2026, 4, 20), readings=strict).findings
    named = {f.code: f.round for f in found if BY_DEPARTMENT[0] in f.disputed_by}
    assert named == {"DEEMED_ABANDONED": 1, "MATERIALS_MISSING": 2}


def test_a_log_that_the_given_readings_do_not_allow_is_refused() -> None:
    readings = gaf.Readings(feedback_receipt="provincial_department")
    with pytest.raises(gaf.IllegalEventError):
        gaf.disputes(RELAYED_LATE, as_of=date(2026, 4, 21), readings=readings)
    with pytest.raises(gaf.IllegalEventError):
        gaf.interactions(RELAYED_LATE, as_of=date(2026, 4, 21), readings=readings)


# -- the mapping -------------------------------------------------------------------------------------------
def test_where_nothing_depends_on_a_reading_nothing_is_listed() -> None:
    outside = CASES["C05"]
    assert _disputes(outside) == {}
    assert gaf.interactions(gaf.Case.from_dict(outside.document), **_arguments(outside)) == {}


@EVERY
def test_the_mapping_is_in_the_order_of_the_readings_and_cannot_be_changed(
    worked: WorkedCase,
) -> None:
    found = _disputes(worked)
    base = gaf.Readings.from_dict(worked.readings)
    order = [(reading, option) for reading, option, _ in base.others()]
    assert list(found) == [key for key in order if key in found]
    assert all(found.values())
    with pytest.raises(TypeError):
        found["trigger_day", "include"] = ()  # type: ignore[index]  # that is what is refused


def test_days_are_checked_as_in_an_assessment() -> None:
    with pytest.raises(gaf.CaseError):
        gaf.disputes(_case(), as_of="2026-03-09")  # type: ignore[arg-type]  # that is what is refused


# -- two together ------------------------------------------------------------------------------------------
def test_two_that_move_one_date_interact() -> None:
    worked = CASES["C22"]
    found = gaf.interactions(gaf.Case.from_dict(worked.document), **_arguments(worked))
    both = found[("trigger_day", "include"), ("receipt_on_day_off", "next_working_day")]
    # Together they give the date of neither: the supplement is late again.
    assert ("finding_vanishes", "DEEMED_ABANDONED", None) in _kinds(both.cancelled)
    assert not both.only_together


def test_a_state_that_only_two_options_reach() -> None:
    worked = CASES["H121"]
    found = gaf.interactions(gaf.Case.from_dict(worked.document), **_arguments(worked))
    both = found[("feedback_receipt", "sponsor"), ("resubmission_goes_to", "completeness_review")]
    assert ("stage", "stage", "first_tier_check") in _kinds(both.only_together)
    assert ("stage", "stage", "national_review") in _kinds(both.cancelled)


@given(data=st.data())
def test_an_interaction_is_what_the_sum_of_the_two_does_not_say(data: st.DataObject) -> None:
    worked = data.draw(st.sampled_from(list(CASES.values())))
    case, arguments = gaf.Case.from_dict(worked.document), _arguments(worked)
    found = gaf.interactions(case, **arguments)
    for (first, second), both in found.items():
        assert first[0] != second[0]
        assert both.only_together or both.cancelled
        alone = gaf.disputes(case, **arguments)
        single = {*alone.get(first, ()), *alone.get(second, ())}
        assert set(both.cancelled) <= single
        assert not set(both.only_together) & single


@given(data=st.data())
def test_never_raises_where_the_log_is_legal_under_the_readings_given(data: st.DataObject) -> None:
    worked = data.draw(st.sampled_from([*CASES.values()]))
    options = {
        name: data.draw(st.sampled_from(options)) for name, options in READING_OPTIONS.items()
    }
    case = gaf.Case.from_dict(worked.document)
    arguments = {**_arguments(worked), "readings": gaf.Readings.from_dict(options)}
    try:
        gaf.assess(case, **arguments)
    except gaf.IllegalEventError:
        return
    for key in gaf.disputes(case, **arguments):
        assert options[key[0]] != key[1]
