"""Periods of the Hainan guideline, and its duties until a number is issued: who must do what, by when.

The legal numbers stand here, once each, in ``PERIODS``.
"""

from __future__ import annotations

from gaf_rules.guidelines.hainan_states import REVIEWED, START
from gaf_rules.language.conditions import AllOf, AnyOf, Has, Is, IsIn, Lacks, Not
from gaf_rules.language.periods import Period
from gaf_rules.language.rows import ClockRow, DutyRow, Start

__all__ = ["DUTIES", "PERIODS"]

COMPLETENESS = Period(clause="2.4.2a", working_days=10, from_receipt=True)
NATIONAL = Period(clause="2.4.3a", working_days=20, from_receipt=True)
SUPPLEMENT = Period(clause="2.4.4c", working_days=10, from_receipt=True)
CHANGE = Period(clause="2.5.1b", working_days=10, backward=True)
DEREGISTRATION = Period(clause="2.6.1b", working_days=10)
# A-13, second reading: the text gives no number for answering a return; by analogy that of 2.4.4c.
RETURNED = Period(clause="2.4.2c", working_days=SUPPLEMENT.number, from_receipt=True, like="2.4.4c")

PERIODS: tuple[Period, ...] = (COMPLETENESS, NATIONAL, SUPPLEMENT, CHANGE, DEREGISTRATION, RETURNED)

_COUNTING = ("trigger_day", "receipt_on_day_off")
_REGIONAL = ("local_holidays", "closures")
_OVER = ("application.ended_on",)


def _reading(name: str, option: str) -> Is:
    return Is(f"reading.{name}", option)


# A receipt that is not in the log: the next known act stands in, and a person is asked for the day.
_FIRST_TIER_RECEIPT = "receipt:application_received@first_tier"
_NATIONAL_RECEIPT = "receipt:application_received@national_cac"
_RETURN_RECEIPT = "receipt:return_received@sponsor"
# A-23, second reading: the period runs from the day on which the department has the feedback.
_BY_DEPARTMENT = AllOf(
    (
        _reading("feedback_receipt", "provincial_department"),
        Is("sponsor.tier", "affiliated_institution"),
    )
)

BEFORE_SUBMISSION = (
    DutyRow(
        clause="1.1",
        clauses=("2.1.1",),
        procedures=("filing",),
        over="case",
        bearer="sponsor",
        act="application_submitted",
        to="first_hop",
        when=_reading("launch_gate", "number_issued"),
        # A filing revoked before the launch has cleared nothing.
        met_by=("case.cleared_on",),
        before="case.launched_on",
        limit="case.must_be_filed_on",
        next_action=IsIn("state.filing", START),
    ),
    DutyRow(
        clause="1.1",
        clauses=("2.1.1",),
        procedures=("filing",),
        over="case",
        bearer="sponsor",
        act="application_submitted",
        to="first_hop",
        when=_reading("launch_gate", "application_submitted"),
        met_by=("case.submitted_on",),
        before="case.launched_on",
        limit="case.must_be_filed_on",
        next_action=IsIn("state.filing", START),
    ),
    DutyRow(
        clause="2.2.3a",
        clauses=("2.2.3b", "2.2.3c"),
        procedures=("filing",),
        over="application",
        bearer="sponsor",
        act="self_check_completed",
        # After a revocation the text asks for no application anew; nor is one prepared.
        when=AnyOf(
            (
                Has("application.submitted_on"),
                AllOf((_reading("launch_gate", "number_issued"), Lacks("case.cleared_on"))),
                AllOf(
                    (_reading("launch_gate", "application_submitted"), Lacks("case.submitted_on"))
                ),
            )
        ),
        met_by=("application.self_checked_on", "preparation.self_checked_on"),
        before="application.submitted_on",
        next_action=AllOf((Lacks("preparation.self_checked_on"), Lacks("application.ended_on"))),
    ),
)

REVIEW = (
    DutyRow(
        clause="2.4.1",
        clauses=("2.2.1b",),
        procedures=REVIEWED,
        over="submission",
        bearer="first_tier",
        act="application_forwarded",
        to="provincial_cac",
        when=Not(Is("submission.to", "provincial_cac")),
        starts=(
            Start(fact="submission.first_tier_on", event="application_received"),
            Start(
                fact="submission.submitted_on",
                event="application_submitted",
                asks=_FIRST_TIER_RECEIPT,
            ),
        ),
        met_by=("submission.forwarded_on",),
        void_by=_OVER,
    ),
    DutyRow(
        clause="2.4.2a",
        procedures=REVIEWED,
        over="submission",
        bearer="provincial_cac",
        act="completeness_confirmed",
        period=COMPLETENESS,
        starts=(
            Start(
                fact="submission.first_tier_on",
                event="application_received",
                when=_reading("completeness_clock", "first_tier_receipt"),
            ),
            Start(
                fact="submission.submitted_on",
                event="application_submitted",
                when=AllOf(
                    (
                        _reading("completeness_clock", "first_tier_receipt"),
                        Not(Is("submission.to", "provincial_cac")),
                    )
                ),
                asks=_FIRST_TIER_RECEIPT,
            ),
            Start(fact="submission.provincial_on", event="application_received"),
        ),
        met_by=("submission.reviewed_on",),
        void_by=_OVER,
        resumes=_reading("completeness_clock_after_return", "resume"),
        returned_on="submission.returned_on",
        readings=(*_COUNTING, "completeness_clock", "completeness_clock_after_return"),
    ),
    DutyRow(
        clause="2.4.2b",
        procedures=REVIEWED,
        over="submission",
        bearer="provincial_cac",
        act="reported_to_national",
        to="national_cac",
        starts=(Start(fact="submission.confirmed_on", event="completeness_confirmed"),),
        met_by=("submission.reported_on",),
        void_by=_OVER,
    ),
    DutyRow(
        clause="2.4.2c",
        procedures=REVIEWED,
        over="submission",
        bearer="sponsor",
        act="application_submitted",
        to="first_hop",
        when=AllOf(
            (_reading("returned_deadline", "ten_working_days"), Has("submission.returned_on"))
        ),
        starts=(
            Start(fact="submission.return_received_on", event="return_received"),
            Start(fact="submission.returned_on", event="materials_returned", asks=_RETURN_RECEIPT),
        ),
        period=RETURNED,
        met_by=("submission.resubmitted_on",),
        void_by=_OVER,
        readings=(*_COUNTING, *_REGIONAL),
    ),
    # The text itself gives no number of days for answering a return, and no effect.
    DutyRow(
        clause="2.4.2c",
        procedures=REVIEWED,
        over="submission",
        bearer="sponsor",
        act="application_submitted",
        to="first_hop",
        when=AllOf((_reading("returned_deadline", "none"), Has("submission.returned_on"))),
        starts=(
            Start(fact="submission.return_received_on", event="return_received"),
            Start(fact="submission.returned_on", event="materials_returned", asks=_RETURN_RECEIPT),
        ),
        met_by=("submission.resubmitted_on",),
        void_by=_OVER,
    ),
    DutyRow(
        clause="2.4.3a",
        procedures=REVIEWED,
        over="application",
        bearer="national_cac",
        act="filing_number_issued",
        period=NATIONAL,
        starts=(
            Start(fact="application.national_on", event="application_received"),
            Start(
                fact="application.reported_on",
                event="reported_to_national",
                asks=_NATIONAL_RECEIPT,
            ),
        ),
        met_by=("application.concluded_on",),
        void_by=_OVER,
        marks="application.clock",
        clock=(
            ClockRow(mark="extended", does="until"),
            ClockRow(
                mark="feedback", does="unknown", when=_reading("review_clock_on_feedback", "extend")
            ),
            ClockRow(
                mark="feedback",
                does="stop",
                when=Not(_reading("review_clock_on_feedback", "extend")),
            ),
            *(
                ClockRow(
                    mark=mark,
                    does=does,
                    when=_reading("review_clock_on_feedback", option),
                    event=event,
                    asks=asks,
                )
                for mark, event, asks in (
                    ("reported_again", "reported_to_national", _NATIONAL_RECEIPT),
                    ("received_again", "application_received", None),
                )
                for option, does in (("pause", "resume"), ("restart", "restart"))
            ),
        ),
        readings=(*_COUNTING, "review_clock_on_feedback"),
    ),
    DutyRow(
        clause="2.4.3c",
        procedures=REVIEWED,
        over="extension",
        bearer="provincial_cac",
        act="extension_relayed",
        to="sponsor",
        starts=(Start(fact="extension.extended_on", event="review_extended"),),
        met_by=("extension.relayed_sponsor_on",),
        void_by=_OVER,
    ),
    DutyRow(
        clause="2.4.4b",
        procedures=REVIEWED,
        over="feedback",
        bearer="provincial_cac",
        act="feedback_relayed",
        to="sponsor",
        starts=(
            Start(fact="feedback.provincial_on", event="feedback_received"),
            Start(
                fact="feedback.issued_on",
                event="feedback_issued",
                asks="receipt:feedback_received@provincial_cac",
            ),
        ),
        met_by=("feedback.received_on", "feedback.relayed_on", "feedback.arrived_on"),
        void_by=_OVER,
    ),
    DutyRow(
        clause="2.4.4c",
        procedures=REVIEWED,
        over="feedback",
        bearer="sponsor",
        act="supplement_submitted",
        to="first_hop",
        period=SUPPLEMENT,
        starts=(
            Start(fact="feedback.first_tier_on", event="feedback_received", when=_BY_DEPARTMENT),
            # What the sponsor is told of the department knows by then: that day, too, only stands in.
            *(
                Start(
                    fact=fact,
                    event=event,
                    when=_BY_DEPARTMENT,
                    asks="receipt:feedback_received@provincial_department",
                )
                for fact, event in (
                    ("feedback.relayed_first_on", "feedback_relayed"),
                    ("feedback.relayed_on", "feedback_relayed"),
                    ("feedback.received_on", "feedback_received"),
                )
            ),
            Start(fact="feedback.received_on", event="feedback_received"),
            Start(
                fact="feedback.relayed_on",
                event="feedback_relayed",
                asks="receipt:feedback_received@sponsor",
            ),
        ),
        met_by=("feedback.supplemented_on",),
        # Its own lapse does not end it: what was missed stays missed, and is counted on.
        void_by=("application.outcome_on",),
        unclear=IsIn("feedback.state", ("supplement_posted", "supplement_unclear")),
        excused=Has("feedback.accepted_on"),
        late_on="feedback.late_on",
        consequence="2.4.4d",
        readings=(*_COUNTING, "feedback_receipt", *_REGIONAL),
    ),
)

# 2.4.4e asks for a plan besides the statement; without it the supplement is there, the plan is not.
PLAN = (
    DutyRow(
        clause="2.4.4e",
        procedures=REVIEWED,
        over="feedback",
        bearer="sponsor",
        act="supplement_submitted",
        to="first_hop",
        when=Is("feedback.functional", value=True),
        starts=(
            Start(fact="feedback.received_on", event="feedback_received"),
            Start(fact="feedback.issued_on", event="feedback_issued"),
        ),
        met_by=("feedback.last_on",),
        met_when=Is("feedback.plan", value=True),
        before="feedback.last_on",
        void_by=_OVER,
        # Once the supplement counts, the plan may follow within the period, which no fact of the log tells.
        next_action=AllOf(
            (
                Has("feedback.arrived_on"),
                IsIn("feedback.state", ("awaiting_supplement", "supplement_posted")),
            )
        ),
    ),
)

DUTIES: tuple[DutyRow, ...] = (*BEFORE_SUBMISSION, *REVIEW, *PLAN)
