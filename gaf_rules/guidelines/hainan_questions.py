"""Questions of the Hainan guideline: what only a person can say, and what depends on it."""

from __future__ import annotations

from gaf_rules.guidelines.hainan_offices import ROUTE_IN_QUESTION
from gaf_rules.guidelines.hainan_states import DAY_UNKNOWN, REVIEWED, UNAPPROVED
from gaf_rules.language.conditions import AllOf, AnyOf, Has, Holds, Is, Lacks, Not, NotAfter
from gaf_rules.language.rows import QuestionRow

__all__ = ["QUESTIONS"]

FILING = ("filing",)
CHANGE = ("change",)
SHUTDOWN = ("deregistration",)

_SAME_DAY = AllOf(
    (
        NotAfter("shutdown.announced_on", "shutdown.offline_on"),
        NotAfter("shutdown.offline_on", "shutdown.announced_on"),
    )
)

QUESTIONS: tuple[QuestionRow, ...] = (
    QuestionRow(
        clause="2.2.0",
        over="case",
        procedures=FILING,
        when=AllOf((ROUTE_IN_QUESTION, Lacks("case.answer_2.2.0"))),
        changes=("route", "ROUTE_UNDETERMINED"),
    ),
    QuestionRow(
        clause="2.3.7",
        over="case",
        procedures=FILING,
        # Once the statement is in, or the app is filed without it, the answer changes nothing more.
        when=AllOf(
            (
                Is("app.grassroots_facing", None),
                Lacks("case.answer_2.3.7"),
                Not(Holds("case.materials", "grassroots_statement")),
            )
        ),
        changes=("GRASSROOTS_STATEMENT_MISSING",),
    ),
    QuestionRow(
        clause="2.4.4c",
        over="feedback",
        procedures=REVIEWED,
        when=Is("feedback.state", "supplement_posted"),
        changes=("2.4.4c", "DEEMED_ABANDONED"),
        latest=True,
    ),
    QuestionRow(
        clause="2.4.4d",
        over="feedback",
        procedures=REVIEWED,
        when=AllOf((Is("feedback.state", "late_supplement"), Lacks("feedback.declined_on"))),
        changes=("2.4.4c", "DEEMED_ABANDONED", "LATE_SUPPLEMENT_ACCEPTED"),
        latest=True,
    ),
    QuestionRow(
        clause="2.4.4e",
        over="feedback",
        procedures=REVIEWED,
        when=AllOf(
            (
                Has("feedback.issued_on"),
                Is("feedback.functional", None),
                Not(Is("feedback.plan", value=True)),
                Lacks("application.ended_on"),
                Lacks("feedback.late_on"),
            )
        ),
        changes=("2.4.4e", "RECTIFICATION_PLAN_MISSING"),
        latest=True,
    ),
    # What took effect unapproved is a breach if it was major; else the answer bears on the duty to apply
    # alone, which a dead app, or a change given up, may have no more.
    *(
        QuestionRow(
            clause="2.5.1a",
            over="change",
            procedures=CHANGE,
            when=AllOf((Has("change.change_on"), Is("change.major", None), unapproved)),
            changes=("2.5.1b", "CHANGE_FILING_OVERDUE", "CHANGE_TOOK_EFFECT_BEFORE_APPROVAL"),
            settles=duty,
            known_on=("change.planned_on", "change.effect_on"),
        )
        for unapproved, duty in ((UNAPPROVED, None), (Not(UNAPPROVED), "2.5.1b"))
    ),
    QuestionRow(
        clause="2.5.1b",
        over="change",
        procedures=CHANGE,
        when=DAY_UNKNOWN,
        changes=("2.5.1b", "CHANGE_FILED_LATE"),
        asks_day_of="change_planned",
    ),
    QuestionRow(
        clause="2.6.2a",
        over="shutdown",
        procedures=SHUTDOWN,
        when=AllOf((_SAME_DAY, Lacks("shutdown.announced_in_time"))),
        changes=("NO_SHUTDOWN_ANNOUNCEMENT",),
    ),
    QuestionRow(
        clause="2.6.2b",
        over="shutdown",
        procedures=SHUTDOWN,
        when=AllOf(
            (
                Is("shutdown.lawful", None),
                AnyOf((Has("shutdown.offline_on"), Has("shutdown.disposed_on"))),
            )
        ),
        changes=("DATA_DISPOSAL_UNCONFIRMED",),
    ),
    # A person says that it was lawful, and no record says when: in time or not, that day tells.
    QuestionRow(
        clause="2.6.2b",
        over="shutdown",
        procedures=SHUTDOWN,
        when=AllOf((Is("shutdown.lawful", value=True), Lacks("shutdown.disposed_on"))),
        changes=("2.6.2b",),
        asks_day_of="data_disposed",
    ),
    QuestionRow(
        clause="2.7.2a",
        over="application",
        procedures=FILING,
        when=AllOf(
            (
                Is("application.position", "other"),
                Lacks("application.position_answer"),
                Is("application.outcome", None),
            )
        ),
        changes=("DISPLAY_POSITION_UNCONFIRMED",),
        latest=True,
    ),
)
