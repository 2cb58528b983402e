"""A second regime in the rows of the first: the filing of algorithmic recommendation services."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from algorithm_logs import (
    FILED,
    SHOWN,
    START,
    YES,
    after,
    assess,
    codes,
    deadline,
    duty,
    issued,
    launched,
    received,
    refused,
    submitted,
)

import gaf_rules as gaf
from gaf_rules.guidelines.algorithms import ALGORITHMS
from gaf_rules.guidelines.hainan import HAINAN

OFFICES = pytest.mark.parametrize("office", ["provincial_cac", "national_cac"])


# -- scope -----------------------------------------------------------------------------------------------
def test_whom_it_binds_is_a_question_and_the_duties_stand_until_it_is_answered() -> None:
    found = assess(launched(), as_of=START)
    assert found.scope.in_scope is None
    [question] = found.questions
    assert (question.clause, question.options) == ("24.1", ("yes", "no"))
    assert "舆论属性" in question.zh
    assert "public-opinion" in question.en
    assert codes(found) == {"SCOPE_UNDETERMINED"}
    assert duty(found, "24.1").status == "open"


def test_yes_binds() -> None:
    found = assess(YES, launched(), as_of=START)
    assert found.scope.in_scope is True
    assert not found.questions
    assert not found.findings
    assert duty(found, "24.1").status == "open"


def test_no_frees() -> None:
    no = {**YES, "answer": "no"}
    found = assess(no, launched(), as_of=after(START, 30))
    assert found.scope.in_scope is False
    assert not found.duties
    assert not found.questions
    assert codes(found) == {"OWNER_NOT_COVERED"}


def test_a_guideline_takes_answers_to_its_own_questions_only() -> None:
    with pytest.raises(gaf.CaseError) as caught:
        assess(YES, as_of=START, guideline=HAINAN)
    [problem] = caught.value.problems
    assert problem.path == "$.events[0].question"
    assert "1.2a" in problem.allowed
    assert "24.1" not in problem.allowed
    with pytest.raises(gaf.CaseError) as caught:
        assess({**YES, "question": "1.2a"}, as_of=START)
    assert caught.value.problems[0].allowed == ("24.1", "26")


@pytest.mark.parametrize("question", ["24.2", "25.1", "35"])
def test_other_clauses_ask_nothing(question: str) -> None:
    with pytest.raises(gaf.CaseError):
        gaf.Event(type="determination", on=START, question=question, answer="yes")


# -- 24.1 filing -----------------------------------------------------------------------------------------
def test_the_tenth_working_day_after_the_start_is_in_time() -> None:
    last = after(START, 10)
    assert last == date(2026, 3, 16)
    found = assess(YES, launched(), submitted(last), as_of=last)
    assert duty(found, "24.1").status == "met"
    assert deadline(found, "24.1").on == last
    assert not codes(found)


def test_the_day_after_is_late() -> None:
    day = after(START, 11)
    found = assess(YES, launched(), submitted(day), as_of=day)
    late = duty(found, "24.1")
    assert (late.status, late.late_by_working_days) == ("met_late", 1)
    assert codes(found) == {"FILING_LATE"}


def test_nothing_filed_is_overdue_from_the_day_after() -> None:
    last = after(START, 10)
    assert not codes(assess(YES, launched(), as_of=last))
    found = assess(YES, launched(), as_of=last + timedelta(days=1))
    assert duty(found, "24.1").status == "overdue"
    [finding] = found.findings
    assert (finding.code, finding.clause, finding.severity) == ("FILING_OVERDUE", "24.1", "breach")
    assert finding.since == last + timedelta(days=1)
    assert found.next_actions[0].act == "application_submitted"


def test_the_first_day_may_be_read_as_counted() -> None:
    include = gaf.Readings(trigger_day="include")
    last = after(START, 10)
    found = assess(YES, launched(), submitted(last), as_of=last, readings=include)
    assert codes(found) == {"FILING_LATE"}
    assert found.findings[0].disputed_by == ("trigger_day",)
    assert deadline(found, "24.1").safe_on == after(START, 9)


def test_filing_before_the_start_is_in_time() -> None:
    found = assess(
        YES, submitted(START), launched(START + timedelta(days=7)), as_of=date(2026, 3, 31)
    )
    assert duty(found, "24.1").status == "met"


def test_a_service_older_than_the_rules_counts_from_their_first_day() -> None:
    assert ALGORITHMS.effective_from == date(2022, 3, 1)
    day = date(2022, 3, 15)
    old = launched(date(2021, 6, 1))
    answer = {**YES, "on": date(2022, 3, 1)}
    found = assess(answer, old, submitted(day), as_of=day)
    assert duty(found, "24.1").status == "met"
    assert codes(found) == {"PREDATES_GUIDELINE"}
    assert "FILING_LATE" in codes(
        assess(answer, old, submitted(day + timedelta(1)), as_of=after(day, 1))
    )


def test_what_is_missing_is_named_until_it_is_decided() -> None:
    bare = submitted(START, materials=("basic_information_form",))
    found = assess(YES, launched(), bare, as_of=START)
    assert [(f.code, f.items) for f in found.findings] == [
        ("MATERIALS_MISSING", ("self_check_form",))
    ]
    assert "MATERIALS_MISSING" not in codes(
        assess(YES, launched(), bare, refused(START), as_of=START)
    )


# -- 25 decision -----------------------------------------------------------------------------------------
@OFFICES
def test_the_office_that_received_decides_in_thirty_working_days(office: str) -> None:
    got = date(2026, 3, 6)
    log = (YES, launched(), submitted(got, office), received(got, office))
    last = after(got, 30)
    found = assess(*log, issued(last), as_of=last)
    assert (duty(found, "25.1").status, duty(found, "25.1").bearer) == ("met", office)
    assert found.route == ("sponsor", office)
    assert found.stages["filing"] == "filed"
    waiting = assess(*log, as_of=last + timedelta(days=1))
    assert duty(waiting, "25.1").status == "overdue"
    [finding] = waiting.findings
    assert (finding.code, finding.bearer, finding.clause) == ("DECISION_OVERDUE", office, "25.1")
    late = assess(*log, issued(after(got, 31)), as_of=after(got, 31))
    assert "DECISION_LATE" in codes(late)


@OFFICES
def test_without_a_receipt_on_record_the_submission_stands_in_and_the_day_is_asked(
    office: str,
) -> None:
    found = assess(YES, launched(), submitted(START, office), as_of=START)
    trigger = duty(found, "25.1").trigger
    assert trigger is not None
    assert (trigger.event, trigger.estimated) == ("application_submitted", True)
    [question] = found.questions
    assert question.options == ("YYYY-MM-DD",)
    assert question.asks_date == f"application_received@{office}"


def test_the_other_office_has_received_nothing() -> None:
    with pytest.raises(gaf.IllegalEventError) as caught:
        assess(YES, launched(), submitted(START), received(START, "national_cac"), as_of=START)
    assert "application_received" in caught.value.allowed
    assert caught.value.clause == "25.1"


def test_an_event_that_these_rules_do_not_know_is_refused() -> None:
    with pytest.raises(gaf.IllegalEventError) as caught:
        assess(YES, {"type": "completeness_confirmed", "on": START}, as_of=START)
    assert caught.value.clause == "24.1"


def test_incomplete_is_refused_with_reasons_in_time_and_filed_again() -> None:
    got = date(2026, 3, 6)
    log = (YES, launched(), submitted(got), received(got), refused(after(got, 30)))
    found = assess(*log, as_of=after(got, 40))
    assert found.stages["filing"] == "refused"
    assert duty(found, "25.1").status == "met"
    assert not codes(found)
    again = duty(found, "24.1", 2)
    assert (again.status, again.due) == ("open", None)
    assert again.trigger is not None
    assert again.trigger.event == "filing_refused"
    second = assess(*log, submitted(after(got, 41)), as_of=after(got, 41))
    assert duty(second, "24.1", 2).status == "met"
    assert duty(second, "25.1", 2).status == "open"
    assert second.stages["filing"] == "completeness_review"


def test_a_refusal_needs_reasons_and_may_be_late() -> None:
    with pytest.raises(gaf.CaseError):
        gaf.Event(**refused(START, reason=None))
    got = date(2026, 3, 6)
    day = after(got, 31)
    found = assess(YES, launched(), submitted(got), received(got), refused(day), as_of=day)
    assert codes(found) == {"DECISION_LATE"}


def test_a_withdrawal_ends_the_review_and_is_not_in_the_text() -> None:
    gone = {"type": "application_withdrawn", "on": START, "reason": "…"}
    found = assess(YES, launched(), submitted(START), gone, as_of=after(START, 50))
    assert codes(found) == {"OUTCOME_NOT_IN_TEXT"}
    assert all(d.clause != "25.1" for d in found.duties)


# -- 26 display ------------------------------------------------------------------------------------------
def displayed(on: date) -> dict[str, Any]:
    return {"type": "filing_number_displayed", "on": on, "position": "home_bottom_center"}


def test_the_number_is_to_be_shown() -> None:
    assert not codes(assess(*FILED, as_of=date(2026, 3, 20)))
    found = assess(*FILED, as_of=SHOWN)
    assert codes(found) == {"NUMBER_NOT_DISPLAYED"}
    assert duty(found, "26").status == "open"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (None, ({"DISPLAY_POSITION_UNCONFIRMED"}, ["26"])),
        ("no", ({"DISPLAY_POSITION_UNCONFIRMED"}, [])),
        ("yes", (set(), [])),
    ],
)
def test_whether_the_place_is_conspicuous_and_linked_a_person_says(
    answer: str | None, expected: tuple[set[str], list[str]]
) -> None:
    said = {"type": "determination", "on": SHOWN, "question": "26", "answer": answer}
    found = assess(*FILED, displayed(SHOWN), *([said] if answer else []), as_of=SHOWN)
    assert duty(found, "26").status == "met"
    assert found.stages["filing"] == "displayed"
    asked = [q.clause for q in found.questions if q.asks_date is None]
    assert (codes(found), asked) == expected


def test_a_received_number_starts_the_display() -> None:
    got = {"type": "filing_number_received", "on": SHOWN, "by": "sponsor"}
    trigger = duty(assess(*FILED, got, as_of=SHOWN), "26").trigger
    assert trigger is not None
    assert (trigger.event, trigger.on) == ("filing_number_received", SHOWN)


# -- 24.2 change -----------------------------------------------------------------------------------------
CHANGED = date(2026, 5, 6)


def change(on: date = CHANGED) -> dict[str, Any]:
    return {"type": "change_took_effect", "on": on}


def change_submitted(on: date) -> dict[str, Any]:
    return submitted(on, procedure="change", materials=())


@pytest.mark.parametrize(
    ("n", "status", "code"), [(10, "met", None), (11, "met_late", "CHANGE_FILED_LATE")]
)
def test_a_change_is_filed_in_ten_working_days_after_it(
    n: int, status: str, code: str | None
) -> None:
    day = after(CHANGED, n)
    found = assess(*FILED, displayed(SHOWN), change(), change_submitted(day), as_of=day)
    assert duty(found, "24.2", procedure="change").status == status
    assert {c for c in codes(found) if c.startswith("CHANGE")} == ({code} if code else set())


def test_a_change_not_filed_is_overdue() -> None:
    found = assess(*FILED, change(), as_of=after(CHANGED, 11))
    assert "CHANGE_FILING_OVERDUE" in codes(found)
    assert found.stages["change"] == "not_started"


def test_a_second_change_is_filed_with_the_first_and_the_first_day_counts() -> None:
    log = (*FILED, change(), change(after(CHANGED, 5)))
    found = assess(*log, change_submitted(after(CHANGED, 11)), as_of=after(CHANGED, 11))
    assert [d.status for d in found.duties if d.clause == "24.2"] == ["met_late"]
    approved = issued(after(CHANGED, 12), procedure="change", number=None)
    third = assess(
        *log, change_submitted(after(CHANGED, 11)), approved, change(date(2026, 7, 1)),
        as_of=date(2026, 7, 1),
    )  # fmt: skip
    assert [d.status for d in third.duties if d.clause == "24.2"] == ["met_late", "open"]


def test_a_refused_change_leaves_the_filing_and_is_filed_again() -> None:
    log = (*FILED, change(), change_submitted(CHANGED), refused(CHANGED, procedure="change"))
    found = assess(*log, as_of=CHANGED)
    assert found.stages == {"filing": "filed", "change": "refused"}
    assert duty(found, "24.2", 2, "change").status == "open"
    second = assess(*log, change_submitted(after(CHANGED, 1)), as_of=after(CHANGED, 1))
    assert duty(second, "24.2", 2, "change").status == "met"


def test_there_is_no_change_without_a_filing() -> None:
    with pytest.raises(gaf.IllegalEventError):
        assess(YES, launched(), change(), as_of=CHANGED)


# -- 24.3 deregistration, 33 -----------------------------------------------------------------------------
ENDED = date(2026, 6, 1)
OFFLINE = {"type": "app_taken_offline", "on": ENDED}


def reported(on: date, to: str = "provincial_cac") -> dict[str, Any]:
    event = {"type": "deregistration_reported", "on": on, "by": "sponsor", "to": to}
    return {**event, "materials": ()}


@pytest.mark.parametrize(
    ("n", "status", "code"), [(20, "met", None), (21, "met_late", "DEREGISTRATION_LATE")]
)
@OFFICES
def test_deregistration_in_twenty_working_days(
    n: int, status: str, code: str | None, office: str
) -> None:
    day = after(ENDED, n)
    found = assess(*FILED, displayed(SHOWN), OFFLINE, reported(day, office), as_of=day)
    late = duty(found, "24.3", procedure="deregistration")
    assert late.status == status
    assert late.late_by_working_days == (1 if code else None)
    assert codes(found) == ({code} if code else set())
    assert found.stages["deregistration"] == "reported"


def test_a_service_that_ended_is_overdue_on_day_twenty_one() -> None:
    log = (*FILED, displayed(SHOWN), OFFLINE)
    assert not codes(assess(*log, as_of=after(ENDED, 20)))
    assert codes(assess(*log, as_of=after(ENDED, 21))) == {"DEREGISTRATION_OVERDUE"}


def test_the_office_may_cancel_what_nobody_deregistered() -> None:
    revoked = {"type": "filing_revoked", "on": after(ENDED, 5), "reason": "终止服务未注销"}
    found = assess(*FILED, displayed(SHOWN), OFFLINE, revoked, as_of=after(ENDED, 30))
    assert found.stages == {"filing": "revoked", "deregistration": "offline"}
    assert not codes(found)


def test_a_service_never_filed_has_nothing_to_deregister() -> None:
    found = assess(YES, launched(), {**OFFLINE, "on": START}, as_of=after(START, 40))
    assert not found.duties
    with pytest.raises(gaf.IllegalEventError):
        assess(YES, launched(), {**OFFLINE, "on": START}, reported(START), as_of=START)
