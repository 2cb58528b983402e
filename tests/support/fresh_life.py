"""Fresh cases of what comes after and around the review: change, shutdown, outcomes, launch, scope, route.

Each stands on the sentence it names; days are counted by hand in the calendar of 2026.
"""

from __future__ import annotations

from typing import Any

from fresh import Fresh

__all__ = ["LIFE"]


def _duty(clause: str, **more: object) -> dict[str, object]:
    return {"clause": clause, **more}


_OVERDUE = {"code": "CHANGE_FILING_OVERDUE", "procedure": "change"}
_PLANNED = "FILED\n08-03 change_planned day=10-12\n"
_MISSED = "FILED\n08-03 change_planned day=09-14\n"
_UNPLANNED = "FILED\n05-06 application_submitted sponsor>municipal_cac p=change\n"
_OTHER_TIER: dict[str, Any] = {"tier": "provincial_department"}
_DIRECT = "03-02 self_check_completed\n03-03 application_submitted {}>provincial_cac\n"

LIFE: tuple[Fresh, ...] = (
    # -- a change ----------------------------------------------------------------------------------------
    Fresh(
        says="2.5.1b: ten working days before the change, counted backward",
        log=f"{_PLANNED}09-21 application_submitted sponsor>municipal_cac p=change",
        on="09-22",
        expect={
            "duties": [
                _duty(
                    "2.5.1b", due="2026-09-21", status="met", safe="2026-09-20", met_on="2026-09-21"
                )
            ],
            "findings": ["CHANGE_SAFE_MARGIN_MISSING"],
        },
    ),
    Fresh(
        says="the duty 2.5.1b falls away when the app goes offline on the very last day",
        log=f"{_PLANNED}09-21 app_taken_offline",
        on="09-30",
        expect={"no_duties": ["2.5.1b"], "no_findings": ["CHANGE_FILING_OVERDUE"]},
    ),
    Fresh(
        says="the duty 2.5.1b stays missed if it was missed when the app went offline",
        log=f"{_MISSED}09-10 app_taken_offline",
        on="09-30",
        expect={
            "duties": [_duty("2.5.1b", due="2026-08-31", status="overdue")],
            "findings": [{**_OVERDUE, "since": "2026-09-01"}],
        },
    ),
    Fresh(
        says="the duty 2.5.1b falls away when the filing ends",
        log=f"{_PLANNED}09-10 filing_revoked",
        on="09-30",
        expect={
            "no_duties": ["2.5.1b"],
            "no_findings": ["CHANGE_FILING_OVERDUE"],
            "stages": {"filing": "revoked"},
        },
    ),
    Fresh(
        says="the duty 2.5.1b falls away at the first of two ends",
        log=f"{_PLANNED}09-10 app_taken_offline\n09-25 filing_revoked",
        on="09-30",
        expect={"no_duties": ["2.5.1b"], "no_findings": ["CHANGE_FILING_OVERDUE"]},
    ),
    Fresh(
        says="the duty 2.5.1b of a change that may be minor: missed if major, so it stays undetermined",
        log="FILED\n08-03 change_planned day=09-14 major=null\n09-10 app_taken_offline",
        on="09-30",
        expect={"duties": [_duty("2.5.1b", status="undetermined")], "questions": ["2.5.1a"]},
    ),
    Fresh(
        says="the duty 2.5.1b of a change that may be minor: not missed, so it falls away",
        log="FILED\n08-03 change_planned day=10-12 major=null\n09-10 app_taken_offline",
        on="09-30",
        expect={"no_duties": ["2.5.1b"]},
    ),
    Fresh(
        says="a filing made anew has changes of its own",
        log=f"{_PLANNED}08-10 filing_revoked\n08-11 self_check_completed\n08-11 application_submitted sponsor>municipal_cac\n08-11 application_forwarded municipal_cac>provincial_cac\n08-12 application_received provincial_cac\n08-12 completeness_confirmed\n08-12 reported_to_national\n08-14 filing_number_issued number=琼-2\n08-17 change_planned day=10-12",
        on="09-22",
        expect={
            "duties": [_duty("2.5.1b", round=2, due="2026-09-21", status="overdue")],
            "findings": [{**_OVERDUE, "round": 2}],
        },
    ),
    Fresh(
        says="a plan that was never filed ends with application_withdrawn",
        log=f"{_PLANNED}09-01 application_withdrawn p=change",
        on="09-30",
        expect={
            "no_duties": ["2.5.1b"],
            "no_findings": ["CHANGE_FILING_OVERDUE"],
            "stages": {"change": "withdrawn"},
            "findings": [
                {"code": "OUTCOME_NOT_IN_TEXT", "procedure": "change", "items": ["withdrawn"]}
            ],
        },
    ),
    Fresh(
        says="a plan given up after its last day was missed",
        log=f"{_MISSED}09-07 application_withdrawn p=change",
        on="09-30",
        expect={
            "findings": [{**_OVERDUE, "since": "2026-09-01"}],
            "duties": [_duty("2.5.1b", status="overdue")],
        },
    ),
    Fresh(
        says="without a plan there is nothing to give up",
        log="FILED\n09-01 application_withdrawn p=change",
        on="09-02",
        error=("IllegalEventError", "application_withdrawn"),
    ),
    Fresh(
        says="a change after a plan that was given up is one that nobody planned",
        log=f"{_PLANNED}08-10 application_withdrawn p=change\n08-20 change_took_effect",
        on="08-21",
        expect={
            "duties": [_duty("2.5.1b", round=2, status="undetermined")],
            "questions": ["2.5.1a"],
            "stages": {"change": "not_started"},
        },
    ),
    Fresh(
        says="a second change that nobody planned, the application for the first under review",
        log="UNDER_CHANGE\n05-20 change_took_effect\n06-08 change_took_effect\n06-10 filing_number_issued p=change number=null",
        on="06-11",
        expect={
            "duties": [_duty("2.5.1b", round=1), _duty("2.5.1b", round=2, status="undetermined")],
            "questions": ["2.5.1a"],
            "stages": {"change": "approved"},
        },
    ),
    Fresh(
        says="a second change that nobody planned, the first approved",
        log="CHANGED\n06-01 change_took_effect\n06-08 change_took_effect",
        on="06-10",
        expect={
            "duties": [_duty("2.5.1b", round=2, status="undetermined")],
            "questions": ["2.5.1a"],
            "stages": {"change": "not_started"},
        },
    ),
    Fresh(
        says="an unplanned change that was a major one",
        log="FILED\n05-06 change_took_effect\n05-07 determination q=2.5.1a a=yes",
        on="05-08",
        expect={
            "findings": [
                _OVERDUE,
                {"code": "CHANGE_TOOK_EFFECT_BEFORE_APPROVAL", "since": "2026-05-06"},
            ],
            "no_questions": ["2.5.1a"],
        },
    ),
    Fresh(
        says="an unplanned change that was not a major one",
        log="FILED\n05-06 change_took_effect\n05-07 determination q=2.5.1a a=no",
        on="05-08",
        expect={
            "no_duties": ["2.5.1b"],
            "no_findings": ["CHANGE_FILING_OVERDUE", "CHANGE_TOOK_EFFECT_BEFORE_APPROVAL"],
        },
    ),
    Fresh(
        says="a change application without a plan: 2.5.1b undetermined with its question",
        log=_UNPLANNED,
        on="05-08",
        expect={
            "duties": [
                _duty("2.5.1b", status="undetermined", due=None, trigger=None, met_on="2026-05-06")
            ],
            "questions": ["2.5.1b"],
            "stages": {"change": "first_tier_check"},
        },
    ),
    Fresh(
        says="a change application without a plan, until a plan gives the day: in time",
        log=f"{_UNPLANNED}05-11 change_planned day=06-01",
        on="05-12",
        expect={
            "duties": [
                _duty("2.5.1b", round=1, status="met", due="2026-05-18", met_on="2026-05-06")
            ],
            "no_questions": ["2.5.1b"],
            "stages": {"change": "first_tier_check"},
        },
    ),
    Fresh(
        says="a change application without a plan, until a plan gives the day: too late",
        log=f"{_UNPLANNED}05-11 change_planned day=05-18",
        on="05-12",
        expect={
            "findings": ["CHANGE_FILED_LATE"],
            "duties": [_duty("2.5.1b", round=1, status="met_late", due="2026-04-30")],
        },
    ),
    Fresh(
        says="a change application without a plan, until change_took_effect gives the day: in time whatever it is",
        log=f"{_UNPLANNED}06-01 change_took_effect",
        on="06-02",
        expect={
            "duties": [_duty("2.5.1b", round=1, status="met", due="2026-05-18")],
            "no_questions": ["2.5.1b"],
            "questions": ["2.5.1a"],
        },
    ),
    Fresh(
        says="a change application without a plan, until change_took_effect gives the day: late if major",
        log=f"{_UNPLANNED}05-18 change_took_effect",
        on="05-19",
        expect={
            "duties": [_duty("2.5.1b", round=1, status="undetermined")],
            "questions": ["2.5.1a"],
            "no_questions": ["2.5.1b"],
        },
    ),
    Fresh(
        says="a change application without a plan, the app offline since: nothing is left to ask",
        log=f"{_UNPLANNED}05-11 app_taken_offline",
        on="05-12",
        expect={"no_duties": ["2.5.1b"], "no_questions": ["2.5.1b"]},
    ),
    Fresh(
        says="a second change application without a plan after the first was approved",
        log="CHANGED\n06-01 change_took_effect\n06-08 application_submitted sponsor>municipal_cac p=change",
        on="06-09",
        expect={
            "stages": {"change": "first_tier_check"},
            "duties": [_duty("2.5.1b", round=2, status="undetermined")],
            "questions": ["2.5.1b"],
        },
    ),
    Fresh(
        says="filing_number_issued with procedure change approves the change",
        log="CHANGED\n06-01 filing_number_received sponsor p=change",
        on="06-02",
        expect={"stages": {"change": "approved", "filing": "displayed"}},
    ),
    Fresh(
        says="the approval may be relayed after the next change has been planned",
        log="CHANGED\n06-01 change_took_effect\n06-01 change_planned day=09-01\n06-02 filing_number_received sponsor p=change",
        on="06-03",
        expect={"duties": [_duty("2.7.1b", procedure="change", status="met", met_on="2026-06-02")]},
    ),
    Fresh(
        says="2.5.1f: before the approval",
        log="FILED\n04-20 change_planned day=05-25\nUNDER_CHANGE_ONLY\n05-25 change_took_effect".replace(
            "UNDER_CHANGE_ONLY", "05-06 application_submitted sponsor>municipal_cac p=change"
        ),
        on="05-26",
        expect={
            "findings": [{"code": "CHANGE_TOOK_EFFECT_BEFORE_APPROVAL", "since": "2026-05-25"}]
        },
    ),
    # -- outcomes after the report -------------------------------------------------------------------------
    Fresh(
        says="revoked after the deregistration report",
        log="REPORTED_OFF\n09-20 filing_revoked",
        on="09-21",
        expect={
            "stages": {"filing": "revoked", "deregistration": "reported"},
            "findings": ["OUTCOME_NOT_IN_TEXT"],
        },
    ),
    Fresh(
        says="refused after the deregistration report",
        log="NATIONAL\n03-20 app_launched\n04-10 app_taken_offline\n04-20 deregistration_reported sponsor>municipal_cac\n04-22 filing_refused",
        on="04-25",
        expect={"stages": {"filing": "refused", "deregistration": "reported"}},
    ),
    Fresh(
        says="a change withdrawn after the deregistration report",
        log="UNDER_CHANGE\n06-01 app_taken_offline\n06-02 deregistration_reported sponsor>municipal_cac\n06-03 application_withdrawn p=change",
        on="06-04",
        expect={"stages": {"change": "withdrawn", "deregistration": "reported"}},
    ),
    Fresh(
        says="a plan given up after the deregistration report",
        log=f"{_PLANNED}09-01 app_taken_offline\n09-02 deregistration_reported sponsor>municipal_cac\n09-03 application_withdrawn p=change",
        on="09-30",
        expect={"stages": {"change": "withdrawn"}, "no_findings": ["CHANGE_FILING_OVERDUE"]},
    ),
    Fresh(
        says="nothing else happens to an app after the report",
        log="REPORTED_OFF\n09-20 change_planned day=10-12",
        on="09-21",
        error=("IllegalEventError", "change_planned"),
    ),
    Fresh(
        says="a person may still answer after the report",
        log="REPORTED_OFF\n09-20 determination q=2.7.3b a=no",
        on="09-21",
        expect={"findings": [{"code": "ROUTINE_MANAGEMENT_UNCONFIRMED", "clause": "2.7.3a"}]},
    ),
    # -- shutdown --------------------------------------------------------------------------------------------
    Fresh(
        says="announcement and going offline on one day: a question, no finding",
        log="FILED\n09-10 shutdown_announced\n09-10 app_taken_offline",
        on="09-11",
        expect={
            "questions": ["2.6.2a"],
            "no_findings": ["NO_SHUTDOWN_ANNOUNCEMENT"],
            "duties": [_duty("2.6.2a", status="undetermined")],
        },
    ),
    Fresh(
        says="announcement and going offline on one day: it came first",
        log="FILED\n09-10 shutdown_announced\n09-10 app_taken_offline\n09-11 determination q=2.6.2a a=yes",
        on="09-11",
        expect={
            "no_questions": ["2.6.2a"],
            "no_findings": ["NO_SHUTDOWN_ANNOUNCEMENT"],
            "duties": [_duty("2.6.2a", status="met", met_on="2026-09-10")],
        },
    ),
    Fresh(
        says="announcement and going offline on one day: it came after",
        log="FILED\n09-10 shutdown_announced\n09-10 app_taken_offline\n09-11 determination q=2.6.2a a=no",
        on="09-11",
        expect={
            "no_questions": ["2.6.2a"],
            "findings": [{"code": "NO_SHUTDOWN_ANNOUNCEMENT", "since": "2026-09-10"}],
            "duties": [_duty("2.6.2a", status="met_late")],
        },
    ),
    Fresh(
        says="2.6.2a: announced the day before",
        log="FILED\n09-09 shutdown_announced\n09-10 app_taken_offline",
        on="09-11",
        expect={
            "no_questions": ["2.6.2a"],
            "no_findings": ["NO_SHUTDOWN_ANNOUNCEMENT"],
            "duties": [_duty("2.6.2a", status="met")],
        },
    ),
    Fresh(
        says="2.6.2a: announced the day after, or never",
        log="FILED\n09-10 app_taken_offline\n09-11 shutdown_announced",
        on="09-12",
        expect={
            "findings": [{"code": "NO_SHUTDOWN_ANNOUNCEMENT", "since": "2026-09-10"}],
            "duties": [_duty("2.6.2a", status="met_late")],
        },
    ),
    Fresh(
        says="2.6.1b: the tenth working day, a Sunday worked among them",
        log="OFFLINE\n09-23 deregistration_reported sponsor>municipal_cac",
        on="09-24",
        expect={
            "duties": [_duty("2.6.1b", due="2026-09-23", status="met")],
            "stages": {"deregistration": "reported"},
        },
    ),
    Fresh(
        says="2.6.1b: a day later",
        log="OFFLINE\n09-24 deregistration_reported sponsor>municipal_cac",
        on="09-24",
        expect={"findings": [{"code": "DEREGISTRATION_LATE", "since": "2026-09-24"}]},
    ),
    Fresh(
        says="2.6.1b: not at all",
        log="OFFLINE",
        on="09-24",
        expect={"findings": [{"code": "DEREGISTRATION_OVERDUE", "since": "2026-09-24"}]},
    ),
    Fresh(
        says="deregistration is reported after the app went offline: not before",
        log="FILED\n09-09 deregistration_reported sponsor>municipal_cac\n09-10 app_taken_offline",
        on="09-11",
        error=("IllegalEventError", "deregistration_reported"),
    ),
    Fresh(
        says="deregistration is reported after the app went offline: on the same day",
        log="FILED\n09-09 shutdown_announced\n09-10 deregistration_reported sponsor>municipal_cac\n09-10 app_taken_offline",
        on="09-11",
        expect={
            "stages": {"deregistration": "reported"},
            "duties": [_duty("2.6.1b", status="met", met_on="2026-09-10")],
        },
    ),
    *(
        Fresh(
            says=f"shutdown steps presuppose a filed or launched app: {line}",
            log=f"NATIONAL\n04-01 {line}",
            on="04-02",
            error=("IllegalEventError", line),
        )
        for line in ("shutdown_announced", "data_disposed", "app_taken_offline")
    ),
    Fresh(
        says="shutdown steps presuppose a filed or launched app: launched is enough",
        log="NATIONAL\n03-20 app_launched\n04-01 app_taken_offline",
        on="04-02",
        expect={
            "stages": {"deregistration": "offline"},
            "findings": ["LAUNCHED_BEFORE_FILING"],
            "duties": [_duty("2.6.1b", due="2026-04-16")],
        },
    ),
    Fresh(
        says="shutdown steps presuppose a filed or launched app: one whose filing was revoked has been filed",
        log="FILED\n05-06 filing_revoked\n05-11 shutdown_announced\n05-12 app_taken_offline",
        on="05-13",
        expect={
            "stages": {"filing": "revoked", "deregistration": "offline"},
            "duties": [_duty("2.6.1b", due="2026-05-26", status="open")],
        },
    ),
    Fresh(
        says="2.6.2b: whether disposal was lawful is asked, and 2.6.2c found",
        log="FILED\n09-09 shutdown_announced\n09-10 data_disposed lawful=null leaked=yes\n09-10 app_taken_offline",
        on="09-11",
        expect={"questions": ["2.6.2b"], "findings": ["DATA_DISPOSAL_UNCONFIRMED", "DATA_LEAKED"]},
    ),
    Fresh(
        says="2.6.2b: answered",
        log="FILED\n09-09 shutdown_announced\n09-10 data_disposed lawful=null\n09-10 app_taken_offline\n09-11 determination q=2.6.2b a=yes",
        on="09-11",
        expect={
            "no_questions": ["2.6.2b"],
            "no_findings": ["DATA_DISPOSAL_UNCONFIRMED", "DATA_LEAKED"],
        },
    ),
    Fresh(
        says="2.6.1c: the form of the report",
        log="OFFLINE\n09-15 deregistration_reported sponsor>municipal_cac materials=none",
        on="09-16",
        expect={
            "findings": [
                {"code": "MATERIALS_MISSING", "clause": "2.6.1c", "items": ["deregistration_form"]}
            ]
        },
    ),
    # -- launch, number, display --------------------------------------------------------------------------------
    Fresh(
        says="1.1: on the day of the number is after it",
        log="FILED\n04-10 app_launched",
        on="04-14",
        expect={"no_findings": ["LAUNCHED_BEFORE_FILING"]},
    ),
    Fresh(
        says="A-42: the application is enough",
        log="SUBMITTED\n03-03 app_launched",
        on="03-04",
        readings={"launch_gate": "application_submitted"},
        expect={"no_findings": ["LAUNCHED_BEFORE_FILING"]},
    ),
    Fresh(
        says="NUMBER_NOT_DISPLAYED from the day after the sponsor received it",
        log="NATIONAL\n04-10 filing_number_issued\n04-13 filing_number_received sponsor",
        on="04-14",
        expect={"findings": [{"code": "NUMBER_NOT_DISPLAYED", "since": "2026-04-14"}]},
    ),
    Fresh(
        says="NUMBER_NOT_DISPLAYED: not on the day itself",
        log="NATIONAL\n04-10 filing_number_issued\n04-13 filing_number_received sponsor",
        on="04-13",
        expect={"no_findings": ["NUMBER_NOT_DISPLAYED"]},
    ),
    Fresh(
        says="2.7.2a: another place is for a person to judge",
        log="NATIONAL\n04-10 filing_number_issued\n04-13 filing_number_displayed position=other",
        on="04-14",
        expect={
            "questions": ["2.7.2a"],
            "findings": ["DISPLAY_POSITION_UNCONFIRMED"],
            "stages": {"filing": "displayed"},
        },
    ),
    Fresh(
        says="2.7.2a: and the person did",
        log="NATIONAL\n04-10 filing_number_issued\n04-13 filing_number_displayed position=other\n04-14 determination q=2.7.2a a=yes",
        on="04-14",
        expect={"no_questions": ["2.7.2a"], "no_findings": ["DISPLAY_POSITION_UNCONFIRMED"]},
    ),
    Fresh(
        says="2.7.1c: the prompt",
        log="NATIONAL\n04-10 filing_number_issued\n04-13 filing_number_relayed municipal_cac>sponsor prompted=no",
        on="04-14",
        expect={"findings": ["DISPLAY_PROMPT_NOT_RECORDED"]},
    ),
    Fresh(
        says="2.7.3a, 2.7.3b are taken on any filed app without being asked",
        log="FILED\n05-06 determination q=2.7.3a a=no",
        on="05-06",
        expect={
            "findings": ["ROUTINE_MANAGEMENT_UNCONFIRMED"],
            "no_questions": ["2.7.3a", "2.7.3b"],
        },
    ),
    Fresh(
        says="2.7.3a on an app that is not filed",
        log="NATIONAL\n03-18 determination q=2.7.3a a=no",
        on="03-18",
        error=("IllegalEventError", "2.7.3a"),
    ),
    # -- determinations -----------------------------------------------------------------------------------------
    *(
        Fresh(
            says=f"a determination on {question} = {answer} is a CaseError",
            log=f"FILED\n05-06 determination q={question} a={answer}",
            on="05-06",
            error=("CaseError", question if question in {"2.4.2a", "2.5.1b", "1.1"} else answer),
        )
        for question, answer in (
            ("2.4.2a", "yes"),
            ("2.5.1b", "yes"),
            ("1.1", "no"),
            ("2.4.4d", "maybe"),
            ("2.2.0", "yes"),
            ("2.7.3a", "municipal_cac"),
        )
    ),
    # -- scope and route -----------------------------------------------------------------------------------------
    Fresh(
        says="1.2a: a party organ, until a person says",
        log="",
        on="03-02",
        sponsor={"kind": "party_organ"},
        expect={
            "in_scope": None,
            "questions": ["1.2a"],
            "findings": ["SCOPE_UNDETERMINED"],
            "duties": ["1.1"],
        },
    ),
    Fresh(
        says="1.2a: a party organ, and the person said no",
        log="03-02 determination q=1.2a a=no",
        on="03-02",
        sponsor={"kind": "party_organ"},
        expect={
            "in_scope": False,
            "no_questions": ["1.2a"],
            "findings": ["OWNER_NOT_COVERED"],
            "no_duties": ["1.1"],
        },
    ),
    Fresh(
        says="1.2e: another form of app is for a person to judge",
        log="03-02 determination q=1.2e a=yes",
        on="03-02",
        app={"kind": "other"},
        expect={"in_scope": True, "no_questions": ["1.2e"]},
    ),
    Fresh(
        says="1.2f: official accounts are not covered",
        log="",
        on="03-02",
        app={"kind": "official_account"},
        expect={"in_scope": False, "findings": ["EXCLUDED_TYPE"], "no_duties": ["1.1"]},
    ),
    Fresh(
        says="2.2.0: a central agency's route is for a person to say",
        log="",
        on="03-02",
        sponsor={"tier": "central_agency"},
        expect={"route": None, "questions": ["2.2.0"], "findings": ["ROUTE_UNDETERMINED"]},
    ),
    Fresh(
        says="2.2.0: and the person said",
        log="03-02 determination q=2.2.0 a=provincial_cac",
        on="03-02",
        sponsor={"tier": "central_agency"},
        expect={
            "route": ["sponsor", "provincial_cac", "national_cac"],
            "no_questions": ["2.2.0"],
            "no_findings": ["ROUTE_UNDETERMINED"],
        },
    ),
    Fresh(
        says="2.3.7: facing the grassroots, a person says",
        log="SUBMITTED\n03-04 determination q=2.3.7 a=yes",
        on="03-04",
        app={"grassroots_facing": None},
        expect={"findings": ["GRASSROOTS_STATEMENT_MISSING"], "no_questions": ["2.3.7"]},
    ),
    Fresh(
        says="2.2.2b: the department hands in for itself",
        log=_DIRECT.format("sponsor"),
        on="03-04",
        sponsor=_OTHER_TIER,
        expect={
            "stages": {"filing": "forwarded"},
            "route": ["sponsor", "provincial_cac", "national_cac"],
            "no_findings": ["ROUTE_BYPASSES_DEPARTMENT", "ROUTE_BYPASSES_MUNICIPAL_CAC"],
        },
    ),
    Fresh(
        says="a department and its sponsor are one unit: both names are understood",
        log=_DIRECT.format("provincial_department"),
        on="03-04",
        sponsor=_OTHER_TIER,
        expect={"stages": {"filing": "forwarded"}, "no_findings": ["ROUTE_BYPASSES_DEPARTMENT"]},
    ),
    Fresh(
        says="2.2.2b: an institution past its department",
        log=_DIRECT.format("sponsor"),
        on="03-04",
        sponsor={"tier": "affiliated_institution"},
        expect={"findings": [{"code": "ROUTE_BYPASSES_DEPARTMENT", "since": "2026-03-03"}]},
    ),
    Fresh(
        says="2.2.1a: a municipal sponsor past its cyberspace administration",
        log=_DIRECT.format("sponsor"),
        on="03-04",
        expect={"findings": [{"code": "ROUTE_BYPASSES_MUNICIPAL_CAC", "since": "2026-03-03"}]},
    ),
    Fresh(
        says="forms: those of the procedures begun, filing always; the smaller ones for a mini program",
        log="FILED\n05-06 application_submitted sponsor>municipal_cac p=change",
        on="05-07",
        app={"kind": "mini_program"},
        expect={"forms": ["A2", "A3", "A4", "A6"]},
    ),
    Fresh(
        says="events after as_of are checked for form and then left out of account",
        log="SUBMITTED\n05-06 filing_revoked",
        on="03-04",
        expect={"stages": {"filing": "first_tier_check"}},
    ),
)
