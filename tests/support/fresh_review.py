"""Fresh cases of the review: an independent reading of sections 2.2 to 2.4 and of the contract's rules on them.

Each stands on the sentence it names; days are counted by hand in the calendar of 2026.
"""

from __future__ import annotations

from fresh import Fresh

__all__ = ["REVIEW"]

_AGAIN = {"resubmission_goes_to": "completeness_review"}
_STRICT = {"missing_plan": "not_submitted"}
_TESTED = "NATIONAL\n03-24 feedback_issued grounds=technical_test_failed functional={}\n03-26 feedback_received sponsor\n"
_LATE = "ASKED\n04-13 supplement_submitted sponsor>municipal_cac\n"
_NO_ACCEPTANCE = "basic_information_form,application_form,project_approval,functions,operations_and_security,self_check_form"
_LAPSED = "ASKED\n"
_NEXT = "04-20 application_submitted sponsor>municipal_cac"


def _duty(clause: str, **more: object) -> dict[str, object]:
    return {"clause": clause, **more}


REVIEW: tuple[Fresh, ...] = (
    # -- self-checks ---------------------------------------------------------------------------------
    Fresh(
        says="self-check: on the day of the new submission it counts",
        log=f"{_LAPSED}04-20 self_check_completed\n{_NEXT}",
        on="04-21",
        expect={
            "no_findings": ["SELF_CHECK_NOT_BEFORE_SUBMISSION"],
            "duties": [_duty("2.2.3a", round=2, status="met", met_on="2026-04-20")],
        },
    ),
    Fresh(
        says="self-check: the one of the application before does not count again",
        log=f"{_LAPSED}{_NEXT}",
        on="04-21",
        expect={
            "findings": [
                {"code": "SELF_CHECK_NOT_BEFORE_SUBMISSION", "round": 2, "since": "2026-04-20"}
            ]
        },
    ),
    Fresh(
        says="self-check: not after the new submission",
        log=f"{_LAPSED}{_NEXT}\n04-21 self_check_completed",
        on="04-22",
        expect={
            "findings": ["SELF_CHECK_NOT_BEFORE_SUBMISSION"],
            "duties": [_duty("2.2.3a", round=2, status="met_late", met_on="2026-04-21")],
        },
    ),
    Fresh(
        says="self-check: the submission before is the last one, also the one after a return",
        log="REVIEWED\n03-10 materials_returned provincial_cac\n03-11 self_check_completed\n03-12 application_submitted sponsor>municipal_cac\n03-13 application_withdrawn\n03-16 application_submitted sponsor>municipal_cac",
        on="03-17",
        expect={"findings": [{"code": "SELF_CHECK_NOT_BEFORE_SUBMISSION", "round": 2}]},
    ),
    Fresh(
        says="self-check: renewed under review, then withdrawn and applied for anew",
        log="REVIEWED\n03-10 self_check_completed\n03-12 application_withdrawn\n03-16 application_submitted sponsor>municipal_cac",
        on="03-17",
        expect={
            "no_findings": ["SELF_CHECK_NOT_BEFORE_SUBMISSION"],
            "stages": {"filing": "first_tier_check"},
        },
    ),
    Fresh(
        says="self-check: renewed while filed, then revoked and applied for anew",
        log="FILED\n05-06 self_check_completed\n05-11 filing_revoked\n05-12 application_submitted sponsor>municipal_cac",
        on="05-12",
        expect={"no_findings": ["SELF_CHECK_NOT_BEFORE_SUBMISSION"]},
    ),
    Fresh(
        says="self-check: what the renewed one found and nobody mended is told of both applications' first day on",
        log="REVIEWED\n03-10 self_check_completed problems=check_in\n03-12 application_withdrawn\n03-16 application_submitted sponsor>municipal_cac",
        on="03-17",
        expect={
            "findings": [{"code": "RECTIFICATION_INCOMPLETE", "items": ["check_in"], "round": 2}]
        },
    ),
    Fresh(
        says="2.2.3d: rectified after the submission is rectified",
        log="03-02 self_check_completed problems=check_in\n03-03 application_submitted sponsor>municipal_cac\n03-05 rectification_completed problems=check_in",
        on="03-06",
        expect={"no_findings": ["RECTIFICATION_INCOMPLETE", "SELF_CHECK_NOT_BEFORE_SUBMISSION"]},
    ),
    # -- returns -------------------------------------------------------------------------------------
    Fresh(
        says="a resubmission after a return carries the complete set, not the difference",
        log="REVIEWED\n03-10 materials_returned provincial_cac missing=acceptance\n03-12 application_submitted sponsor>municipal_cac materials=acceptance",
        on="03-13",
        expect={
            "findings": [
                {
                    "code": "MATERIALS_MISSING",
                    "round": 2,
                    "items": [
                        "basic_information_form",
                        "application_form",
                        "project_approval",
                        "functions",
                        "operations_and_security",
                        "self_check_form",
                    ],
                }
            ]
        },
    ),
    Fresh(
        says="a resubmission opens a new round of 2.4.2a",
        log="REVIEWED\n03-10 materials_returned provincial_cac\n03-12 application_submitted sponsor>municipal_cac\n03-13 application_forwarded municipal_cac>provincial_cac\n03-16 application_received provincial_cac",
        on="03-17",
        expect={
            "duties": [
                _duty("2.4.2a", round=1, status="met", met_on="2026-03-10"),
                _duty("2.4.2a", round=2, due="2026-03-30", status="open"),
            ],
            "stages": {"filing": "completeness_review"},
        },
    ),
    Fresh(
        says="2.4.2d: a second return may not ask for what the first did not tell",
        log="REVIEWED\n03-10 materials_returned provincial_cac missing=acceptance\n03-12 application_submitted sponsor>municipal_cac\n03-13 application_forwarded municipal_cac>provincial_cac\n03-16 application_received provincial_cac\n03-18 materials_returned provincial_cac missing=functions",
        on="03-19",
        expect={
            "findings": [
                {
                    "code": "ONE_TIME_NOTICE_BREACH",
                    "items": ["functions"],
                    "round": 2,
                    "since": "2026-03-18",
                }
            ],
            "stages": {"filing": "returned"},
        },
    ),
    Fresh(
        says="2.4.2d: what the resubmission itself left out could not be told the first time",
        log=f"REVIEWED\n03-10 materials_returned provincial_cac missing=functions\n03-12 application_submitted sponsor>municipal_cac materials={_NO_ACCEPTANCE}\n03-13 application_forwarded municipal_cac>provincial_cac\n03-16 application_received provincial_cac\n03-18 materials_returned provincial_cac missing=acceptance",
        on="03-19",
        expect={"no_findings": ["ONE_TIME_NOTICE_BREACH"]},
    ),
    Fresh(
        says="A-13: ten working days for the answer to a return, where that reading is chosen",
        log="REVIEWED\n03-10 materials_returned provincial_cac\n03-11 return_received sponsor",
        on="03-26",
        readings={"returned_deadline": "ten_working_days"},
        expect={
            "duties": [_duty("2.4.2c", due="2026-03-25", status="overdue", late_by_working_days=1)]
        },
    ),
    # -- a supplement and what it mends ----------------------------------------------------------------
    Fresh(
        says="2.4.4c: on the last day is in time",
        log="ASKED\n04-10 supplement_submitted sponsor>municipal_cac",
        on="04-13",
        expect={
            "duties": [_duty("2.4.4c", due="2026-04-10", status="met", met_on="2026-04-10")],
            "stages": {"filing": "national_review"},
            "no_findings": ["DEEMED_ABANDONED"],
        },
    ),
    Fresh(
        says="2.4.4c: on the Saturday after a Friday the count is the same and the supplement late",
        log="ASKED\n04-11 supplement_submitted sponsor>municipal_cac",
        on="04-13",
        expect={
            "duties": [_duty("2.4.4c", status="lapsed", met_on=None, elapsed_working_days=10)],
            "findings": [{"code": "DEEMED_ABANDONED", "since": "2026-04-11"}],
            "stages": {"filing": "deemed_abandoned"},
            "questions": ["2.4.4d"],
        },
    ),
    Fresh(
        says="F13 of a change: the explanation is missing still after the supplement",
        log="FILED\n05-06 application_submitted sponsor>municipal_cac p=change materials=change_form\n05-07 application_forwarded municipal_cac>provincial_cac p=change\n05-08 application_received provincial_cac p=change\n05-12 completeness_confirmed p=change\n05-12 reported_to_national p=change\n05-20 feedback_issued p=change\n05-21 feedback_received sponsor p=change\n05-25 supplement_submitted sponsor>municipal_cac p=change",
        on="05-26",
        readings=_AGAIN,
        expect={
            "findings": [
                {
                    "code": "MATERIALS_MISSING",
                    "clause": "2.5.1c",
                    "procedure": "change",
                    "items": ["change_explanation"],
                    "round": 1,
                    "disputed_by": [],
                }
            ]
        },
    ),
    Fresh(
        says="F13 of the statement: a supplement does not make the app one that faces nobody",
        log="ASKED\n04-02 supplement_submitted sponsor>municipal_cac",
        on="04-03",
        app={"grassroots_facing": True},
        readings=_AGAIN,
        expect={
            "findings": [
                {
                    "code": "GRASSROOTS_STATEMENT_MISSING",
                    "round": 1,
                    "since": "2026-03-03",
                    "disputed_by": [],
                }
            ],
            "stages": {"filing": "first_tier_check"},
        },
    ),
    Fresh(
        says="F13 and a later application: the rounds of what is missing are those of the materials handed in",
        log="ASKED\n04-02 supplement_submitted sponsor>municipal_cac\n04-03 application_withdrawn\n04-07 application_submitted sponsor>provincial_cac materials=functions",
        on="04-08",
        readings=_AGAIN,
        expect={
            "findings": [
                {"code": "ROUTE_BYPASSES_MUNICIPAL_CAC", "round": 2, "disputed_by": []},
                {"code": "MATERIALS_MISSING", "round": 2, "disputed_by": []},
            ]
        },
    ),
    Fresh(
        says="A-28: the province's receipt after the supplement opens a new round of 2.4.2a",
        log="ASKED\n04-02 supplement_submitted sponsor>municipal_cac\n04-03 application_forwarded municipal_cac>provincial_cac\n04-07 application_received provincial_cac",
        on="04-08",
        readings=_AGAIN,
        expect={
            "duties": [_duty("2.4.2a", round=2, due="2026-04-21", status="open")],
            "stages": {"filing": "completeness_review"},
        },
    ),
    Fresh(
        says="a further supplement on the last day mends; what is mended is mended from then on",
        log=_TESTED.format("yes")
        + "04-02 supplement_submitted sponsor>municipal_cac\n04-10 supplement_submitted sponsor>municipal_cac plan=yes",
        on="04-13",
        expect={
            "no_findings": ["RECTIFICATION_PLAN_MISSING"],
            "duties": [
                _duty("2.4.4c", status="met", met_on="2026-04-02"),
                _duty("2.4.4e", status="met", met_on="2026-04-10"),
            ],
        },
    ),
    Fresh(
        says="a further supplement mends also while the way goes by the province",
        log=_TESTED.format("yes")
        + "04-02 supplement_submitted sponsor>municipal_cac\n04-03 application_forwarded municipal_cac>provincial_cac\n04-07 supplement_submitted sponsor>municipal_cac plan=yes\n04-08 application_received provincial_cac",
        on="04-09",
        readings=_AGAIN,
        expect={
            "no_findings": ["RECTIFICATION_PLAN_MISSING"],
            "stages": {"filing": "completeness_review"},
            "duties": [_duty("2.4.4c", status="met", met_on="2026-04-02")],
        },
    ),
    Fresh(
        says="a further supplement without the plan mends nothing",
        log=_TESTED.format("yes")
        + "04-02 supplement_submitted sponsor>municipal_cac\n04-07 supplement_submitted sponsor>municipal_cac",
        on="04-08",
        expect={"findings": [{"code": "RECTIFICATION_PLAN_MISSING", "since": "2026-04-02"}]},
    ),
    Fresh(
        says="a plan that came first stays, whatever comes after it",
        log=_TESTED.format("yes")
        + "04-02 supplement_submitted sponsor>municipal_cac plan=yes\n04-07 supplement_submitted sponsor>municipal_cac",
        on="04-08",
        expect={
            "no_findings": ["RECTIFICATION_PLAN_MISSING"],
            "duties": [_duty("2.4.4c", met_on="2026-04-02")],
        },
    ),
    Fresh(
        says="a further supplement is legal within the period only",
        log=_TESTED.format("yes")
        + "04-02 supplement_submitted sponsor>municipal_cac\n04-11 supplement_submitted sponsor>municipal_cac plan=yes",
        on="04-13",
        error=("IllegalEventError", "supplement_submitted"),
    ),
    Fresh(
        says="a further supplement is legal while nothing has been decided only",
        log=_TESTED.format("yes")
        + "04-02 supplement_submitted sponsor>municipal_cac\n04-03 filing_number_issued\n04-07 supplement_submitted sponsor>municipal_cac plan=yes",
        on="04-08",
        error=("IllegalEventError", "supplement_submitted"),
    ),
    Fresh(
        says="a supplement after a second feedback answers that one: round 2",
        log="ASKED\n04-02 supplement_submitted sponsor>municipal_cac\n04-08 feedback_issued\n04-09 feedback_received sponsor\n04-10 supplement_submitted sponsor>municipal_cac",
        on="04-13",
        expect={
            "duties": [
                _duty("2.4.4c", round=1, met_on="2026-04-02"),
                _duty("2.4.4c", round=2, due="2026-04-23", met_on="2026-04-10"),
            ]
        },
    ),
    Fresh(
        says="A-26 strict: without the plan nothing is handed in, with it in time all is",
        log=_TESTED.format("yes")
        + "04-02 supplement_submitted sponsor>municipal_cac\n04-07 supplement_submitted sponsor>municipal_cac plan=yes",
        on="04-13",
        readings=_STRICT,
        expect={
            "duties": [_duty("2.4.4c", status="met", met_on="2026-04-07")],
            "no_findings": ["DEEMED_ABANDONED", "RECTIFICATION_PLAN_MISSING"],
        },
    ),
    Fresh(
        says="A-26 strict: whether a plan is needed is asked, until it comes",
        log=_TESTED.format("null") + "04-02 supplement_submitted sponsor>municipal_cac",
        on="04-07",
        readings=_STRICT,
        expect={"duties": [_duty("2.4.4c", status="undetermined")], "questions": ["2.4.4e"]},
    ),
    Fresh(
        says="A-26 strict: the plan comes in time and the question goes",
        log=_TESTED.format("null")
        + "04-02 supplement_submitted sponsor>municipal_cac\n04-07 supplement_submitted sponsor>municipal_cac plan=yes",
        on="04-13",
        readings=_STRICT,
        expect={
            "duties": [_duty("2.4.4c", status="met")],
            "no_questions": ["2.4.4e"],
            "no_findings": ["DEEMED_ABANDONED"],
        },
    ),
    Fresh(
        says="2.4.4e can be answered wherever it is asked: under the second reading of A-28",
        log=_TESTED.format("null")
        + "04-02 supplement_submitted sponsor>municipal_cac\n04-03 determination q=2.4.4e a=yes",
        on="04-03",
        readings=_AGAIN,
        expect={"findings": ["RECTIFICATION_PLAN_MISSING"], "no_questions": ["2.4.4e"]},
    ),
    Fresh(
        says="2.4.4e can be answered wherever it is asked: of a filing that stands",
        log=_TESTED.format("null")
        + "04-02 supplement_submitted sponsor>municipal_cac\n04-10 filing_number_issued\n04-13 determination q=2.4.4e a=no",
        on="04-13",
        expect={"no_questions": ["2.4.4e"], "no_findings": ["RECTIFICATION_PLAN_MISSING"]},
    ),
    # -- abandonment -----------------------------------------------------------------------------------
    Fresh(
        says="a supplement after the deemed abandonment is recorded and changes nothing",
        log=f"{_LATE}04-14 supplement_submitted sponsor>municipal_cac plan=yes",
        on="04-15",
        expect={
            "duties": [_duty("2.4.4c", status="lapsed", met_on=None)],
            "findings": ["DEEMED_ABANDONED"],
            "stages": {"filing": "deemed_abandoned"},
        },
    ),
    Fresh(
        says="2.4.4d yes lets the review go on and turns DEEMED_ABANDONED into a notice",
        log=f"{_LATE}04-14 determination q=2.4.4d a=yes\n04-20 filing_number_issued",
        on="04-21",
        expect={
            "no_findings": ["DEEMED_ABANDONED"],
            "findings": [{"code": "LATE_SUPPLEMENT_ACCEPTED", "severity": "notice"}],
            "stages": {"filing": "filed"},
            "duties": [_duty("2.4.4c", status="met_late", met_on="2026-04-13")],
        },
    ),
    Fresh(
        says="2.4.4d no leaves it abandoned, and the question is answered",
        log=f"{_LATE}04-14 determination q=2.4.4d a=no",
        on="04-15",
        expect={
            "findings": ["DEEMED_ABANDONED"],
            "no_findings": ["LATE_SUPPLEMENT_ACCEPTED"],
            "no_questions": ["2.4.4d"],
        },
    ),
    Fresh(
        says="a later step of the authorities needs that determination, and the error says so: a number",
        log=f"{_LATE}04-20 filing_number_issued",
        on="04-21",
        error=("IllegalEventError", "2.4.4d"),
    ),
    Fresh(
        says="a later step of the authorities needs that determination, and the error says so: a feedback",
        log="ASKED\n04-20 feedback_issued",
        on="04-21",
        error=("IllegalEventError", "2.4.4d"),
    ),
    Fresh(
        says="A-25: posted in time, arrived late is undetermined until a person says",
        log="ASKED\n04-13 supplement_submitted sponsor>municipal_cac posted=04-10",
        on="04-14",
        expect={
            "duties": [_duty("2.4.4c", status="undetermined")],
            "questions": ["2.4.4c"],
            "findings": ["SUPPLEMENT_POSTED_IN_TIME_ARRIVED_LATE"],
            "no_findings": ["DEEMED_ABANDONED"],
            "stages": {"filing": "awaiting_supplement"},
        },
    ),
    Fresh(
        says="A-25: the day of posting counts",
        log="ASKED\n04-13 supplement_submitted sponsor>municipal_cac posted=04-10\n04-14 determination q=2.4.4c a=yes",
        on="04-15",
        expect={
            "duties": [_duty("2.4.4c", status="met", met_on="2026-04-10")],
            "stages": {"filing": "national_review"},
            "no_findings": ["DEEMED_ABANDONED"],
        },
    ),
    Fresh(
        says="A-25: the day of posting does not count",
        log="ASKED\n04-13 supplement_submitted sponsor>municipal_cac posted=04-10\n04-14 determination q=2.4.4c a=no",
        on="04-15",
        expect={
            "duties": [_duty("2.4.4c", status="lapsed")],
            "findings": ["DEEMED_ABANDONED"],
            "stages": {"filing": "deemed_abandoned"},
        },
    ),
    Fresh(
        says="a second application after an abandonment is a new round",
        log=f"{_LAPSED}04-20 self_check_completed\n{_NEXT}\n04-20 application_forwarded municipal_cac>provincial_cac\n04-20 application_received provincial_cac",
        on="04-21",
        expect={
            "duties": [_duty("2.4.2a", round=2, due="2026-05-07", status="open")],
            "findings": ["DEEMED_ABANDONED"],
            "stages": {"filing": "completeness_review"},
        },
    ),
    # -- the national office ---------------------------------------------------------------------------
    Fresh(
        says="a feedback without recorded national receipt is legal",
        log="REPORTED\n03-24 feedback_issued\n03-26 feedback_received sponsor",
        on="03-27",
        expect={
            "stages": {"filing": "awaiting_supplement"},
            "duties": [_duty("2.4.4c", due="2026-04-10", status="open")],
        },
    ),
    Fresh(
        says="a number without recorded national receipt is legal",
        log="REPORTED\n03-24 filing_number_issued",
        on="03-24",
        expect={"stages": {"filing": "filed"}},
    ),
    Fresh(
        says="the national receipt after a supplement opens no new round of 2.4.3a",
        log="ASKED\n04-02 supplement_submitted sponsor>municipal_cac\n04-03 application_forwarded municipal_cac>provincial_cac\n04-03 application_received provincial_cac\n04-03 reported_to_national\n04-07 application_received national_cac",
        on="04-08",
        readings={"review_clock_on_feedback": "restart"},
        expect={
            "duties": [_duty("2.4.3a", round=1, due="2026-05-08", status="open")],
            "no_duties": [_duty("2.4.3a", round=2)],
        },
    ),
    Fresh(
        says="under extend a feedback without an expected date leaves the review extended, due null",
        log="ASKED",
        on="04-08",
        expect={"duties": [_duty("2.4.3a", status="extended", due=None)]},
    ),
    Fresh(
        says="an extension's expected day becomes due; without one the status is extended",
        log="NATIONAL\n03-30 review_extended expected=05-15",
        on="04-20",
        expect={
            "duties": [_duty("2.4.3a", due="2026-05-15", status="open")],
            "findings": ["NATIONAL_REVIEW_EXTENDED"],
        },
    ),
    Fresh(
        says="2.4.3b: an extension after the twenty days is late",
        log="NATIONAL\n04-16 review_extended expected=05-15",
        on="04-20",
        expect={"findings": [{"code": "EXTENSION_NOTICE_LATE", "since": "2026-04-16"}]},
    ),
    Fresh(
        says="an outcome that the text does not know ends the application, its open duties with it",
        log="NATIONAL\n04-01 filing_refused",
        on="06-01",
        expect={
            "stages": {"filing": "refused"},
            "findings": [{"code": "OUTCOME_NOT_IN_TEXT", "items": ["refused"]}],
            "no_findings": ["NATIONAL_REVIEW_OVERDUE"],
        },
    ),
)
