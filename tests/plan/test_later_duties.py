"""A duty that begins with what is wished for is left for after it, and asks for no step before it."""

from __future__ import annotations

from datetime import date

from attrs import evolve

import gaf_rules as gaf
from gaf_rules.language.citation import ClauseBook, norm_clause
from gaf_rules.language.conditions import AllOf, Has, Is, Lacks
from gaf_rules.language.periods import Period
from gaf_rules.language.rows import DutyRow, FindingRow, Put, Start, Transition

_CHECKED_AGAIN = "case.checked_again_on"
_AGAIN = Transition(
    clauses=("P1",),
    procedure="filing",
    event="self_check_completed",
    states=("filed", "displayed"),
    when=Has("case.launched_on"),
    actions=(Put(_CHECKED_AGAIN),),
)
_DUTY = DutyRow(
    clause="P1",
    procedures=("filing",),
    over="case",
    bearer="sponsor",
    act="self_check_completed",
    period=Period(clause="P1", months=6),
    starts=(Start(fact="case.launched_on", event="app_launched"),),
    met_by=(_CHECKED_AGAIN,),
    readings=("trigger_day",),
)
_MISSED = FindingRow(
    code="CHECK_OVERDUE",
    clause="P1",
    severity="breach",
    over="duty:P1",
    procedures=("filing",),
    bearer="sponsor",
    when=Is("duty.status", "overdue"),
    since="duty.missed_on",
)
_TWICE = evolve(
    gaf.HAINAN,
    key="checked-twice",
    clauses=ClauseBook(
        (
            *gaf.HAINAN.clauses.values(),
            norm_clause("P1", "上线{days}个月内再次自查。", "Checked again in {days} months.", ""),
        )
    ),
    transitions=(
        *(
            evolve(row, when=AllOf((Lacks("case.launched_on"), row.when)))
            if row.event == "self_check_completed" and "filed" in row.states
            else row
            for row in gaf.HAINAN.transitions
        ),
        _AGAIN,
    ),
    # Before the rows of the other guideline: what comes first is not what decides.
    duties=(_DUTY, *gaf.HAINAN.duties),
    findings=(*gaf.HAINAN.findings, _MISSED),
    words={
        "fact": {_CHECKED_AGAIN: ("再次自查之日", "day of the second self-check")},
        "finding": {"CHECK_OVERDUE": ("再次自查逾期", "Second self-check overdue")},
        "finding_text": {"CHECK_OVERDUE": ("逾期。", "It is overdue.")},
    },
)
_APP = gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False)
_CITY = gaf.Sponsor(kind="administrative_organ", tier="municipal")


def test_a_plan_for_the_launch_is_possible_and_the_same() -> None:
    wish, as_of = date(2026, 9, 1), date(2026, 3, 2)
    made, plain = (
        gaf.plan(_APP, sponsor=_CITY, launch_on=wish, as_of=as_of, guideline=each)
        for each in (_TWICE, gaf.HAINAN)
    )
    assert made.is_possible, made.why
    steps, wanted = ([(s.act, s.clause, s.latest) for s in each.steps] for each in (made, plain))
    assert steps == wanted
    assert wanted[0][:2] == ("self_check_completed", "2.2.3a")


def test_what_can_be_missed_only_after_the_launch_is_no_objection_to_it() -> None:
    """Judged on the last day of a longer duty that runs already, the shorter one would be overdue."""
    short = evolve(_DUTY, period=Period(clause="P1", calendar_days=5))
    longer = evolve(
        _DUTY,
        clause="P2",
        period=Period(clause="P2", months=6),
        act="data_disposed",
        starts=(Start(fact="grant.numbered_on", event="filing_number_issued"),),
        met_by=("shutdown.disposed_on",),
    )
    duties = (short, longer, *gaf.HAINAN.duties)
    clause = norm_clause(
        "P2", "发放编号后{days}个月内。", "Within {days} months of the number.", ""
    )
    clauses = ClauseBook((*_TWICE.clauses.values(), clause))
    both = evolve(_TWICE, key="checked-soon", duties=duties, clauses=clauses)
    wish, as_of = date(2026, 9, 1), date(2026, 3, 2)
    made = gaf.plan(_APP, sponsor=_CITY, launch_on=wish, as_of=as_of, guideline=both)
    assert made.is_possible, made.why


def test_what_is_missed_after_the_launch_is_still_told() -> None:
    case = gaf.Case(
        id="launched",
        app=_APP,
        sponsor=_CITY,
        events=(gaf.Event(type="app_launched", on=date(2026, 3, 31)),),
    )
    found = gaf.assess(case, as_of=date(2026, 10, 1), guideline=_TWICE)
    # Six months from 31 March end on 30 September, which has no thirty-first.
    since = {each.code: each.since for each in found.findings}
    assert since["CHECK_OVERDUE"] == date(2026, 10, 1)
