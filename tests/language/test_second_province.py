"""A second province is a file: another review tier, other periods, a rule of its own; no line elsewhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from audit_tables import expected, found_by, frames
from second_province import AUTHORITY, PROVINCE

import gaf_rules as gaf
from gaf_rules.language.link import slips
from gaf_rules.show.diagrams import routes_diagram, state_diagram
from gaf_rules.show.tables import periods_table

if TYPE_CHECKING:
    from gaf_rules.language.vocabulary import MaterialName

_ALL: tuple[MaterialName, ...] = (
    "basic_information_form", "application_form", "project_approval", "functions",
    "operations_and_security", "acceptance", "self_check_form",
)  # fmt: skip
_APP = gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False)
_CITY = gaf.Sponsor(kind="administrative_organ", tier="municipal", place="460100")
_DEPARTMENT = gaf.Sponsor(kind="administrative_organ", tier="provincial_department")
_START = date(2026, 3, 2)
_ROUTES_ALONE = tuple(
    evolve(row, clauses=tuple(clause for clause in row.clauses if clause != "P7"))
    for row in PROVINCE.routes
)


def _log(passed_on: date = date(2026, 3, 17), until: int = 11) -> tuple[gaf.Event, ...]:
    event = gaf.Event
    return (
        event(type="self_check_completed", on=_START, problems=()),
        event(
            type="application_submitted", on=date(2026, 3, 3), by="sponsor", to="municipal_cac",
            materials=_ALL,
        ),
        event(type="application_received", on=date(2026, 3, 4), by="municipal_cac"),
        event(type="application_forwarded", on=date(2026, 3, 9), by="municipal_cac", to=AUTHORITY),
        event(type="application_received", on=date(2026, 3, 10), by=AUTHORITY),
        event(type="application_forwarded", on=passed_on, by=AUTHORITY, to="provincial_cac"),
        event(type="application_received", on=date(2026, 3, 20), by="provincial_cac"),
        event(type="completeness_confirmed", on=date(2026, 3, 24)),
        event(type="reported_to_national", on=date(2026, 3, 25)),
        event(type="application_received", on=date(2026, 3, 26), by="national_cac"),
        event(type="filing_number_issued", on=date(2026, 4, 20), number="N-1"),
        event(type="app_launched", on=date(2026, 4, 22)),
        event(type="app_taken_offline", on=date(2026, 5, 29)),
    )[:until]  # fmt: skip


def _case(*events: gaf.Event, sponsor: gaf.Sponsor = _CITY, name: str = "p") -> gaf.Case:
    return gaf.Case(id=name, app=_APP, sponsor=sponsor, events=events)


def _assess(case: gaf.Case, day: date, **more: str) -> gaf.Assessment:
    return gaf.assess(case, as_of=day, guideline=PROVINCE, **more)  # type: ignore[arg-type]  # the engine by name


def _duty(found: gaf.Assessment, clause: str) -> gaf.Duty:
    return next(duty for duty in found.duties if duty.clause == clause)


def test_it_links_and_looks_like_no_other() -> None:
    assert slips(PROVINCE) == ()
    assert PROVINCE.digest != gaf.HAINAN.digest
    told = {str(each) for each in gaf.HAINAN.differences(PROVINCE)}
    assert "2.4.4c working days: 10 → 15" in told
    assert "2.6.1b period: 10 working days → 1 month" in told


def test_the_authority_stands_on_the_way_of_cities_alone() -> None:
    found = gaf.route(_CITY, guideline=PROVINCE)
    assert found.outward == (
        "sponsor",
        "municipal_cac",
        AUTHORITY,
        "provincial_cac",
        "national_cac",
    )
    assert gaf.route(_DEPARTMENT, guideline=PROVINCE).outward == gaf.route(_DEPARTMENT).outward


def test_the_authority_has_five_working_days_of_its_own() -> None:
    in_time = _duty(_assess(_case(*_log()), date(2026, 4, 1)), "P7")
    assert (in_time.bearer, in_time.status) == (AUTHORITY, "met")
    assert in_time.due is not None
    assert in_time.due.on == date(2026, 3, 17)
    late = _assess(_case(*_log(date(2026, 3, 18))), date(2026, 4, 1))
    assert _duty(late, "P7").status == "met_late"
    assert [f.code for f in late.findings] == ["AUTHORITY_LATE"]
    # Received on a day that nobody has written down: a question, and nothing held against anybody.
    unknown = tuple(event for event in _log(date(2026, 3, 18)) if event.by != AUTHORITY or event.to)
    asked = _assess(_case(*unknown), date(2026, 4, 1))
    assert _duty(asked, "P7").status in {"met", "undetermined"}
    assert "AUTHORITY_LATE" not in [f.code for f in asked.findings]


def test_the_first_tier_passes_on_to_whom_the_table_lets_it() -> None:
    assert _duty(_assess(_case(*_log()[:3]), date(2026, 3, 5)), "2.4.1").to == AUTHORITY
    institution = gaf.Sponsor(kind="administrative_organ", tier="affiliated_institution")
    handed_in = gaf.Event(
        type="application_submitted",
        on=date(2026, 3, 3),
        by="sponsor",
        to="provincial_department",
        materials=_ALL,
    )
    found = _assess(_case(handed_in, sponsor=institution), date(2026, 3, 5))
    assert _duty(found, "2.4.1").to == "provincial_cac"


def test_nobody_skips_the_authority_and_nobody_else_meets_it() -> None:
    skipping = gaf.Event(
        type="application_forwarded", on=date(2026, 3, 9), by="municipal_cac", to="provincial_cac"
    )
    with pytest.raises(gaf.IllegalEventError) as caught:
        _assess(_case(*_log()[:3], skipping), date(2026, 4, 1))
    assert "legal with to=government_services_authority. " in caught.value.text("en")
    assert "此时应当 to 为政务服务管理部门（government_services_authority）。" in caught.value.text(
        "zh"
    )
    # What has happened already is refused for that, whoever does it again.
    again = _log()[2]
    with pytest.raises(gaf.IllegalEventError) as caught:
        _assess(_case(*_log()[:3], again), date(2026, 4, 1))
    assert "legal with" not in caught.value.text("en")
    assert _assess(_case(*_log()[:5]), date(2026, 3, 12)).next_actions[0].bearer == AUTHORITY


def test_what_was_left_out_is_told_where_the_act_itself_is_legal() -> None:
    events = _log(until=3)
    forwarded = gaf.Event(type="application_forwarded", on=date(2026, 3, 9), by="municipal_cac")
    with pytest.raises(gaf.IllegalEventError) as caught:
        _assess(_case(*events, forwarded), date(2026, 3, 10))
    assert forwarded.type in caught.value.allowed
    assert "to was left out and read as provincial_cac. " in caught.value.text("en")
    assert "未写 to，按省委网信办（provincial_cac）读取。" in caught.value.text("zh")
    elsewhere = gaf.Event(type="feedback_issued", on=date(2026, 3, 9), grounds=("supplement",))
    with pytest.raises(gaf.IllegalEventError) as caught:
        _assess(_case(*events, elsewhere), date(2026, 3, 10))
    assert "left out" not in caught.value.text("en")


def test_months_and_the_rule_that_the_other_guideline_has_not() -> None:
    log = _log(until=11)
    overdue = _assess(_case(*log), date(2026, 8, 1))
    launch = _duty(overdue, "P9")
    assert launch.due is not None
    assert launch.due.on == date(2026, 7, 20)
    assert "P9 主办单位应将应用上线" in str(gaf.explain(overdue, "zh"))
    assert ("LAUNCH_OVERDUE", date(2026, 7, 21)) in [(f.code, f.since) for f in overdue.findings]
    offline = _assess(_case(*_log(until=13)), date(2026, 6, 30))
    report = _duty(offline, "2.6.1b")
    assert report.due is not None
    # 29 June 2026 is a Monday.
    assert report.due.on == date(2026, 6, 29)
    assert gaf.deadline("2.6.1b", date(2026, 1, 31), guideline=PROVINCE).on == date(2026, 2, 28)
    assert gaf.deadline("P7", date(2026, 3, 10), guideline=PROVINCE).on == date(2026, 3, 17)


@pytest.mark.parametrize("length", range(2, 14))
def test_the_second_engine_agrees(length: int) -> None:
    case, day = _case(*_log(date(2026, 3, 18), until=length)), date(2026, 8, 3)
    first, second = _assess(case, day), _assess(case, day, engine="durable")
    assert second.duties == first.duties
    assert second.findings == first.findings
    assert second.questions == first.questions
    assert second.next_actions == first.next_actions


def test_an_audit_agrees() -> None:
    cases = [
        _case(*_log(passed, until=length), name=f"{length}-{passed}")
        for length in range(14)
        for passed in (date(2026, 3, 17), date(2026, 3, 18))
    ]
    cases += [_case(*_log()[:2], sponsor=_DEPARTMENT, name="elsewhere")]
    events, parties = frames(cases)
    for day in (date(2026, 3, 12), date(2026, 8, 3)):
        said = found_by(gaf.audit(events, parties, as_of=day, guideline=PROVINCE))
        for case, got in zip(cases, said, strict=True):
            assert got == expected(case, as_of=day, guideline=PROVINCE), case.id


def test_an_explanation_cites_it_in_both_languages() -> None:
    found = _assess(_case(*_log(date(2026, 3, 18))), date(2026, 8, 1))
    zh, en = str(gaf.explain(found, "zh")), str(gaf.explain(found, "en"))
    for text, words in (
        (zh, ("政务服务部门逾期转报", "第 P7 条", "5 个工作日", "3 个月", "政务服务部门收到之日")),
        (
            en,
            (
                "Passed on late",
                "P9",
                "5 working days",
                "3 months",
                "day of the authority's receipt",
            ),
        ),
    ):
        for word in words:
            assert word in text
    assert gaf.explain(found, "zh").replay() == found


def test_a_plan_goes_by_the_authority_and_comes_true() -> None:
    wish = date(2026, 12, 1)
    plan = gaf.plan(_case(), launch_on=wish, as_of=date(2026, 3, 2), guideline=PROVINCE)
    steps = [(step.act, step.by, step.to, step.clause) for step in plan.steps]
    assert ("application_forwarded", "municipal_cac", AUTHORITY, "2.4.1") in steps
    assert ("application_forwarded", AUTHORITY, "provincial_cac", "P7") in steps
    days = [step.on for step in plan.steps]
    assert days == sorted(days)
    # What the plan says, done on the days that it says: filed in time, nothing missed.
    done = [step.event for step in plan.steps]
    played = _assess(_case(*done), wish)
    assert played.stages["filing"] == "displayed"
    assert [f.code for f in played.findings if f.severity != "notice"] == []
    need = gaf.needed_for(
        _case(*_log()[:5]), "filing:filed", as_of=date(2026, 3, 12), guideline=PROVINCE
    )
    assert need.bearer == AUTHORITY  # type: ignore[union-attr]  # it is possible


def test_a_plan_says_after_which_step_the_transitions_end() -> None:
    # The way goes by the authority, but nothing says what it may do.
    unable = evolve(gaf.HAINAN, key="unable", tiers=PROVINCE.tiers, routes=_ROUTES_ALONE)
    with pytest.raises(gaf.GafRulesError) as caught:
        gaf.plan(_APP, sponsor=_CITY, launch_on=date(2026, 9, 1), as_of=_START, guideline=unable)
    last = f"{unable.label('role', 'municipal_cac', 'en')}: Application received"
    assert f"the way ends with “{last}”" in caught.value.text("en")
    assert "走到“市县网信办收到申请”为止" in caught.value.text("zh")


def test_pictures_and_tables_show_it() -> None:
    for lang, name in (("zh", "政务服务管理部门"), ("en", "government services authority")):
        assert name in routes_diagram(PROVINCE, lang).lower()  # type: ignore[arg-type]  # one of the two
    assert "stateDiagram" in state_diagram(PROVINCE, "filing", "en")
    rows = {row[0]: row for row in periods_table(PROVINCE).rows}
    assert rows["P7"][3] == "5"
    assert rows["P9"][3] == "3 months"
    assert rows["2.6.1b"][3] == "1 month"


def test_no_module_of_the_library_knows_it() -> None:
    package = Path(gaf.__file__).parent
    for path in package.rglob("*.py"):
        text = path.read_text("utf-8")
        assert "made-up-1" not in text
        assert "second_province" not in text


def test_what_is_stored_is_read_back_and_verified() -> None:
    case = _case(*_log(date(2026, 3, 18)))
    found = _assess(case, date(2026, 8, 1))
    stored = found.to_dict()
    assert gaf.Assessment.from_dict(stored, guideline=PROVINCE) == found
    # Without its guideline a code of its own is one that nobody knows.
    with pytest.raises(gaf.CaseError, match="AUTHORITY_LATE"):
        gaf.Assessment.from_dict(stored)
    assert gaf.verify(stored, case=case, guideline=PROVINCE).differences == ()
