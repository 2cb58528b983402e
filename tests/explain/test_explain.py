"""Explanations: everything concluded is there, everything cited exists, and it can be replayed."""

from __future__ import annotations

import json
import os
import pickle
import re
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from worked_cases import WorkedCase, worked_cases
from worlds import moments

import gaf_rules as gaf
from gaf_rules.ask.explanation import Explanation, Node, explain, replayed
from gaf_rules.ask.explanation.teller import Teller
from gaf_rules.guidelines.algorithms import ALGORITHMS
from gaf_rules.language.vocabulary import FINDING_CODES

if TYPE_CHECKING:
    from pathlib import Path

    from gaf_rules.values.texts import Lang

_LEGAL = [case for case in worked_cases() if case.error is None]
_BY_ID = {case.document["id"]: case for case in _LEGAL}
_SHARE = 5_000 if "GAF_LONG" in os.environ else 250
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def _told(case: WorkedCase, lang: Lang = "en") -> Explanation:
    return explain(case.assess(), lang)


def _of_kind(explanation: Explanation, kind: str) -> list[Node]:
    return [node for node in explanation.walk() if node.kind == kind]


# -- the proof -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("case", _LEGAL, ids=lambda c: c.name)
def test_an_explanation_replays(case: WorkedCase) -> None:
    explanation = _told(case, "zh")
    assert explanation.replay() == explanation.assessment
    document = json.loads(json.dumps(explanation.to_dict()))
    assert replayed(document, calendar=case.calendar()) == explanation.assessment


@pytest.mark.no_cover
@pytest.mark.parametrize("share", range(10))
def test_random_explanations_replay(share: int) -> None:
    """Random legal logs, 2,500 in all; with GAF_LONG set twenty times as many."""
    for world in moments(_SHARE, first=share * _SHARE):
        assessment = world.assess()
        explanation = explain(assessment, "zh")
        assert explanation.replay() == assessment
        assert explanation.sections


def test_a_replay_with_another_calendar_or_guideline_is_refused() -> None:
    document = _told(_BY_ID["C22"]).to_dict()
    with pytest.raises(gaf.GafRulesError, match=r"calendar_sha256.*pass the one of then"):
        replayed(
            document, calendar=gaf.CHINA.as_known_on(date(2026, 1, 1)).with_overlay(_closure())
        )
    with pytest.raises(gaf.GafRulesError, match="guideline_sha256"):
        replayed(document, guideline=gaf.HAINAN.amend({"2.4.4c": {"n": 15}}))
    with pytest.raises(gaf.CaseError, match="gaf-explanation/1"):
        replayed({**document, "schema": "gaf-case/1"})


def _closure() -> gaf.Overlay:
    return gaf.Overlay.from_dict(
        {"place": "460100", "kind": "closure", "off": ["2026-09-01"], "work": [], "source": "x"}
    )


def test_an_assessment_that_travelled_can_still_be_explained() -> None:
    assessment = _BY_ID["C22"].assess()
    back = pickle.loads(pickle.dumps(assessment))  # noqa: S301 - our own bytes
    assert str(explain(back)) == str(explain(assessment))
    amended = gaf.HAINAN.amend({"2.4.4c": {"n": 15}})
    other = gaf.assess(assessment.basis.case, as_of=assessment.as_of, guideline=amended)
    back = pickle.loads(pickle.dumps(other))  # noqa: S301 - our own bytes
    assert explain(back).replay() == other


def test_what_cannot_be_explained_is_refused() -> None:
    assessment = _BY_ID["C22"].assess()
    with pytest.raises(gaf.GafRulesError, match="assess the case again"):
        explain(evolve(assessment, basis=None))
    with pytest.raises(gaf.CaseError, match=r"\$lang: got"):
        explain(assessment, "fr")  # type: ignore[arg-type]  # no such language


# -- complete --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("case", _LEGAL, ids=lambda c: c.name)
def test_everything_concluded_is_explained(case: WorkedCase) -> None:
    explanation = _told(case)
    assessment = explanation.assessment
    assert len(_of_kind(explanation, "finding")) == len(assessment.findings)
    assert len(_of_kind(explanation, "question")) == len(assessment.questions)
    duties = [node.rule for node in _of_kind(explanation, "duty")]
    assert sorted(filter(None, duties)) == sorted(
        f"duty {duty.clause} {duty.procedure}" for duty in assessment.duties
    )
    taken = len(_of_kind(explanation, "event"))
    assert taken == sum(event.on <= case.as_of for event in assessment.basis.case.events)
    for node in explanation.walk():
        assert node.text.strip()
        assert node.kind in {"section", "conclusion", "mark", "reading"} or node.rule
        assert all(clause.clause in gaf.HAINAN.clauses for clause in node.clauses)
        assert all(fact.text for fact in node.facts)


@pytest.mark.parametrize("case", _LEGAL[::3], ids=lambda c: c.name)
def test_every_rule_is_applied_or_passed_over_with_a_reason(case: WorkedCase) -> None:
    explanation = _told(case)
    passed = _of_kind(explanation, "rule")
    assert all(node.facts or node.readings for node in passed)
    if explanation.assessment.scope.in_scope is False:
        return
    begun = set(explanation.assessment.stages)
    codes = {row.code for row in gaf.HAINAN.findings if begun & set(row.procedures)}
    named = {str(node.rule).split()[1] for node in passed if str(node.rule).startswith("finding")}
    found = {finding.code for finding in explanation.assessment.findings}
    assert codes == (named | found) & codes
    for code in named & found:
        # Two clauses of one code: one holds, the other does not.
        assert len({row.clause for row in gaf.HAINAN.findings if row.code == code}) > 1
    assert named <= set(FINDING_CODES)


# -- the days --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("case", _LEGAL, ids=lambda c: c.name)
def test_the_days_are_those_of_the_calendar(case: WorkedCase) -> None:
    explanation = _told(case)
    place = case.document["sponsor"].get("place")
    regional = {case.readings.get("local_holidays"), case.readings.get("closures")}
    if place is not None and regional & {"apply", "exclude"}:
        return  # regional days have a test of their own
    for node in _of_kind(explanation, "duty"):
        _check_days(node, case.calendar())


def _check_days(node: Node, calendar: gaf.WorkingCalendar) -> None:
    if not node.days:
        return
    numbers = [day.number for day in node.days if day.number is not None]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    assert numbers in (sorted(numbers), sorted(numbers, reverse=True))
    expected = node.days[0].on
    for day in node.days:
        assert day.on == expected, "no day is left out"
        expected = day.through + timedelta(days=1)
        span = [day.on + timedelta(days=n) for n in range((day.through - day.on).days + 1)]
        worked = {calendar.is_working_day(each) for each in span}
        assert worked == {day.number is not None}
        weekend = any(each.weekday() >= 5 for each in span)
        if day.number is not None and weekend:
            assert day.notice, "a make-up day names its notice"
            assert day.notice in day.text
        if day.number is None and day.kind != "weekend":
            assert day.notice, "a holiday names its notice"


def test_ten_days_of_spring_festival() -> None:
    duty = next(n for n in _of_kind(_told(_BY_ID["C22"]), "duty") if n.rule == "duty 2.4.4c filing")
    numbered = {day.number: day for day in duty.days if day.number}
    assert numbered[1].on == date(2026, 2, 24)
    assert numbered[5].kind == "make_up_working_day"
    assert numbered[10].on == date(2026, 3, 6)
    assert len(numbered) == gaf.HAINAN.periods["2.4.4c"].days
    off = duty.days[0]
    assert (off.number, off.festival) == (None, "Spring Festival")
    assert "国办发明电〔2025〕7号" in off.text


def test_a_backward_period_is_numbered_from_the_change_day() -> None:
    for case in _LEGAL:
        duties = [
            n for n in _of_kind(_told(case), "duty") if n.rule == "duty 2.5.1b change" and n.days
        ]
        for duty in duties:
            numbers = [day.number for day in duty.days if day.number is not None]
            assert numbers == sorted(numbers, reverse=True)
            return
    pytest.fail("no worked case has a backward period")


def test_marks_tell_how_the_end_moved() -> None:
    seen = set()
    for case in _LEGAL:
        explanation = _told(case)
        for duty in _of_kind(explanation, "duty"):
            marks = [child.text for child in duty.children if child.kind == "mark"]
            seen |= {text.partition(" ")[2].partition(" ")[2].partition(":")[0] for text in marks}
            _check_days(duty, case.calendar()) if not case.readings else None
    assert {"feedback issued", "extended"} <= seen


# -- the words -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("case", _LEGAL[::4], ids=lambda c: c.name)
def test_the_english_text_is_english(case: WorkedCase) -> None:
    names = {str(case.document["id"])}
    for line in str(_told(case)).splitlines():
        # The number of a notice and the name of an unknown festival are Chinese.
        rest = re.sub(r"国办[^ ,;)]*号|琼[^ ,;)]*|\((local holiday|closure), .*\)", "", line)
        assert not _CHINESE.search(rest) or any(name in line for name in names), line


@pytest.mark.parametrize("case", _LEGAL[::4], ids=lambda c: c.name)
def test_the_chinese_text_says_nothing_in_english(case: WorkedCase) -> None:
    text = str(_told(case, "zh"))
    for word in (" the ", " of ", " not ", "None", "True", "False"):
        assert word not in text


def test_with_a_source_the_original_is_quoted(guideline_text: str) -> None:
    held = _BY_ID["C22"].assess().basis.case
    sourced = gaf.HAINAN.with_source(guideline_text)
    assessment = gaf.assess(held, as_of=date(2026, 3, 9), guideline=sourced)
    explanation = explain(assessment)
    quoted = [clause for node in explanation.walk() for clause in node.clauses]
    assert quoted
    assert all(clause.source and clause.source in guideline_text for clause in quoted)
    assert "原文：“" in str(explanation)
    assert "<blockquote" in explanation._repr_html_()
    assert explanation.replay() == assessment


@pytest.fixture
def guideline_text(shared: Path) -> str:
    return (shared / "law" / "guideline.txt").read_text(encoding="utf-8")


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.open.append(tag)
        assert all(name in {"style", "lang", "class", "open"} for name, _ in attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_is_well_formed_and_harmless(lang: Lang) -> None:
    hostile = evolve(_BY_ID["C22"].assess().basis.case, id="<script>alert(1)</script>")
    html = explain(gaf.assess(hostile, as_of=date(2026, 3, 9)), lang)._repr_html_()
    tags = _Tags()
    tags.feed(html)
    assert tags.open == []
    assert "script" not in tags.seen
    assert "details" in tags.seen
    assert html.count("<details open") == 2


def test_the_json_is_stable() -> None:
    first, second = (_told(_BY_ID["C22"]).to_dict() for _ in range(2))
    assert first == second
    assert first["schema"] == "gaf-explanation/1"
    assert json.loads(json.dumps(first)) == first


def test_another_regime_explains_itself() -> None:
    app = gaf.App(kind="app", runs_on_mobile=True, purpose="public")
    sponsor = gaf.Sponsor(kind="other", tier="central_agency")
    case = gaf.Case(
        id="A1",
        app=app,
        sponsor=sponsor,
        events=(gaf.Event(type="app_launched", on=date(2026, 3, 2)),),
    )
    assessment = gaf.assess(case, as_of=date(2026, 3, 20), guideline=ALGORITHMS)
    for lang in ("zh", "en"):
        explanation = explain(assessment, lang)
        assert str(explanation)
        assert explanation.replay() == assessment


def test_the_facts_of_a_row_are_those_of_the_case() -> None:
    case = _BY_ID["C22"]
    duty = next(n for n in _of_kind(_told(case), "duty") if n.rule == "duty 2.4.4c filing")
    values: dict[str, Any] = {fact.name: fact.value for fact in duty.facts}
    assert values["feedback.received_on"] == date(2026, 2, 18)
    assert values["feedback.supplemented_on"] is None


def test_a_teller_knows_every_fact_by_name() -> None:
    teller = Teller(_BY_ID["C22"].assess(), "en")
    assert teller.facts.name("feedback.due_on") == "last day for the supplement"
    with pytest.raises(gaf.GafRulesError, match="nearest"):
        teller.facts.name("feedback.due")
