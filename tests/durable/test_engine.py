"""The second engine as a user meets it: assess, proofs, cross_check, the command line; and its absence."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve, frozen
from attrs.exceptions import FrozenInstanceError
from unlinked import unlinked

import gaf_rules as gaf
from gaf_rules.ask.cross_checking import CrossCheck, Disagreement, cross_check
from gaf_rules.cli import main
from gaf_rules.durable import durable
from gaf_rules.durable.engine import load
from gaf_rules.durable.judging import _only
from gaf_rules.durable.premises import alternatives
from gaf_rules.durable.ruleset import ruleset
from gaf_rules.language.conditions import (
    ALWAYS,
    AllOf,
    AnyOf,
    Before,
    Condition,
    Has,
    Is,
    IsIn,
    Lacks,
    Not,
)
from gaf_rules.values.errors import DisagreementError

if TYPE_CHECKING:
    from gaf_rules.durable.tracing import Says

_APP = gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False)
_SPONSOR = gaf.Sponsor(kind="administrative_organ", tier="municipal")
_DAY = date(2026, 6, 1)


def _late_case() -> gaf.Case:
    """A feedback answered nowhere near in time, and a new application after it."""
    steps: list[dict[str, Any]] = [
        {"type": "application_submitted", "on": date(2026, 1, 5), "materials": ()},
        {"type": "application_received", "on": date(2026, 1, 5), "by": "municipal_cac"},
        {"type": "application_forwarded", "on": date(2026, 1, 6)},
        {"type": "application_received", "on": date(2026, 1, 7), "by": "provincial_cac"},
        {"type": "completeness_confirmed", "on": date(2026, 1, 8)},
        {"type": "reported_to_national", "on": date(2026, 1, 9)},
        {"type": "application_received", "on": date(2026, 1, 12), "by": "national_cac"},
        {
            "type": "feedback_issued",
            "on": date(2026, 1, 20),
            "grounds": ("supplement",),
            "functional_rectification": False,
        },
        {"type": "feedback_received", "on": date(2026, 1, 22), "by": "sponsor"},
        {"type": "application_submitted", "on": date(2026, 5, 6), "materials": ()},
    ]
    events = tuple(gaf.Event(procedure="filing", **step) for step in steps)
    return gaf.Case(id="late", app=_APP, sponsor=_SPONSOR, events=events)


# -- with the library --------------------------------------------------------------------------------
def test_assess_says_which_engine_it_was() -> None:
    case = _late_case()
    native, durable = gaf.assess(case, as_of=_DAY), gaf.assess(case, as_of=_DAY, engine="durable")
    assert (native.provenance.engine, durable.provenance.engine) == ("native", "durable")
    assert evolve(durable, provenance=native.provenance) == native


def test_a_lapse_ends_the_application_and_lets_in_the_next_one() -> None:
    from gaf_rules.durable.durable import derive

    found = derive(_late_case(), as_of=_DAY)
    fired = [proof.rule for proof in found.proofs]
    lapse = next(n for n, rule in enumerate(fired) if rule.startswith("lapse:2.4.4d:0:0"))
    again = max(
        n for n, proof in enumerate(found.proofs) if proof.rule.startswith("transition:2.1.1")
    )
    assert lapse < again
    assert ("text_state_filing", "deemed_abandoned") in found.proofs[again].facts
    assert any(f.code == "DEEMED_ABANDONED" for f in found.assessment.findings)
    lapsed = next(p for p in found.proofs if p.rule.startswith("finding:DEEMED_ABANDONED"))
    assert lapsed.facts == (("text_duty_status", "lapsed"),)
    assert lapsed.conclusion.startswith("filing 2.4.4c #1: finding = ")


def test_every_duty_finding_question_and_stage_has_a_proof() -> None:
    from gaf_rules.durable.durable import derive

    found = derive(_late_case(), as_of=_DAY)
    ids = [proof.rule for proof in found.proofs]
    for finding in found.assessment.findings:
        assert any(rule.startswith(f"finding:{finding.code}:") for rule in ids)
    for duty in found.assessment.duties:
        assert any(rule.startswith(f"duty:{duty.clause}:") and ":held:" in rule for rule in ids)
    assert sum(rule.startswith("state:filing:") for rule in ids) >= len(found.assessment.stages)
    assert any(rule.startswith("verdict:met") for rule in ids)


def test_a_proof_can_be_recomputed_from_the_rules() -> None:
    from gaf_rules.durable.durable import derive

    rules = {rule.id: rule for rule in ruleset(gaf.HAINAN).rules()}
    compare = {
        "eq": lambda a, b: a == b,
        "neq": lambda a, b: a != b,
        "lte": lambda a, b: a <= b,
        "gt": lambda a, b: a > b,
    }
    for proof in derive(_late_case(), as_of=_DAY).proofs:
        rule = rules[proof.rule]
        assert [name for name, _ in proof.facts] == [p.atom.name for p in rule.premises]
        for (_, value), premise in zip(proof.facts, rule.premises, strict=True):
            assert compare[premise.op](value, premise.value)


def test_what_comes_back_is_frozen() -> None:
    from gaf_rules.durable.durable import derive

    found = derive(_late_case(), as_of=_DAY)
    with pytest.raises(FrozenInstanceError):
        found.assessment = found.assessment  # type: ignore[misc] # it cannot be set, which is the point
    with pytest.raises(FrozenInstanceError):
        found.proofs[0].rule = ""  # type: ignore[misc] # as above


def test_an_illegal_log_is_refused_by_both_alike() -> None:
    case = evolve(_late_case(), events=_late_case().events[1:3])
    with pytest.raises(gaf.IllegalEventError) as ours:
        gaf.assess(case, as_of=_DAY)
    with pytest.raises(gaf.IllegalEventError) as theirs:
        gaf.assess(case, as_of=_DAY, engine="durable")
    assert str(ours.value) == str(theirs.value)


def test_cross_check_is_empty_where_the_engines_agree() -> None:
    found = gaf.cross_check(_late_case(), as_of=_DAY)
    assert not found
    assert (len(found), list(found), found.to_dict()) == (0, [], {"differences": []})
    assert found.text("zh") == "两个引擎结论一致。"
    assert found.text() == "Both engines agree."


def _planted(monkeypatch: pytest.MonkeyPatch, change: Any) -> CrossCheck:
    """The comparison where the second engine says something else."""
    real = gaf.assess

    def assess(case: gaf.Case, **given: Any) -> gaf.Assessment:
        engine = given.pop("engine", "native")
        found = real(case, **given)
        changed: gaf.Assessment = change(found) if engine == "durable" else found
        return changed

    monkeypatch.setattr(sys.modules["gaf_rules.ask.cross_checking"], "assess", assess)
    return cross_check(_late_case(), as_of=_DAY)


@pytest.mark.parametrize(
    "what", ["stages", "duties", "findings", "questions", "next_actions", "forms", "route", "scope"]
)
def test_cross_check_shows_whatever_differs(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    def change(found: gaf.Assessment) -> gaf.Assessment:
        if what == "stages":
            return evolve(found, stages={"filing": "filed"})
        if what == "route":
            return evolve(found, route=None)
        if what == "scope":
            return evolve(found, scope=evolve(found.scope, in_scope=None))
        if what == "questions":
            asked = gaf.Question(id="x", clause="1.2a", zh="问", en="asked", options=("yes",))
            return evolve(found, questions=(asked,))
        return evolve(found, **{what: getattr(found, what)[1:]})

    found = _planted(monkeypatch, change)
    assert found
    assert {each.what for each in found} == {what}
    assert found.text("zh") != found.text("en")
    assert json.loads(json.dumps(found.to_dict()))["differences"][0]["what"] == what
    assert hash(found) == hash(CrossCheck(found.differences))


def test_cross_check_tells_where_the_second_engine_was_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def lose(found: gaf.Assessment) -> gaf.Assessment:
        raise DisagreementError(zh="不同", en="no row allows it")

    (only,) = _planted(monkeypatch, lose)
    assert only == Disagreement(
        what="log", which="late", native="legal", durable="no row allows it"
    )
    assert "durable" in only.text("zh")


def test_an_event_that_no_row_of_its_own_allows_is_a_disagreement() -> None:
    from gaf_rules.durable.durable import derive, shared_input
    from gaf_rules.evaluate.outline import World
    from gaf_rules.language.readings import READING_OPTIONS
    from gaf_rules.program.program import program

    case, options = _late_case(), {name: all_[0] for name, all_ in READING_OPTIONS.items()}
    shared = shared_input(World(case, _DAY, program(gaf.HAINAN), gaf.CHINA), options)
    silent = unlinked(gaf.HAINAN, transitions=gaf.HAINAN.transitions[-3:], lapses=())
    with pytest.raises(DisagreementError, match="no row allows application_submitted"):
        derive(case, as_of=_DAY, guideline=silent, shared=shared)


# -- without the library, and rows that cannot be said -------------------------------------------------
def test_without_the_library_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    monkeypatch.setattr(durable, "_PROCESS", durable._Process())
    with pytest.raises(gaf.GafRulesError) as error:
        gaf.assess(_late_case(), as_of=_DAY, engine="durable")
    for text in (error.value.zh, error.value.en):
        assert 'pip install "gaf-rules[durable]"' in text
        assert "CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject" in text


def test_an_unknown_engine_is_refused_with_the_known_ones() -> None:
    with pytest.raises(gaf.GafRulesError, match="native, durable"):
        gaf.assess(_late_case(), as_of=_DAY, engine="prolog")  # type: ignore[arg-type]  # no such engine


@frozen
class _Strange(Condition):
    """A condition that no engine knows."""


def test_a_condition_that_cannot_be_said_is_refused() -> None:
    with pytest.raises(gaf.GafRulesError, match="_Strange is not known"):
        alternatives(_Strange())


def test_rules_that_leave_a_gap_or_overlap_are_a_fault() -> None:
    assert _only({"raw": ["met", "met"]}, "raw") == "met"
    gap: Says = {}
    overlap: Says = {"raw": ["met", "open"]}
    for says in (gap, overlap):
        with pytest.raises(gaf.GafRulesError, match="one conclusion on raw"):
            _only(says, "raw")


def test_conditions_become_alternatives() -> None:
    a, b = Has("r.a"), Is("r.b", "x")
    assert len(alternatives(AllOf((AnyOf((a, b)), AnyOf((a, b)))))) == 4
    assert len(alternatives(Not(AllOf((a, b))))) == 2
    assert len(alternatives(Not(AnyOf((a, b))))) == 1
    assert alternatives(AllOf((a, Lacks("r.a")))) == ()
    assert alternatives(AllOf((b, Is("r.b", "y")))) == ()
    assert alternatives(AllOf((b, Not(b)))) == ()
    assert alternatives(ALWAYS) == ((),)
    assert alternatives(AnyOf(())) == ()
    assert len(alternatives(IsIn("r.b", ("x", "y")))) == 2
    assert [len(way) for way in alternatives(Not(IsIn("r.b", ("x", "y"))))] == [2]
    assert alternatives(Before("r.a", "r.b"))[0][0].op == "eq"
    assert alternatives(Not(Before("r.a", "r.b")))[0][0].op == "neq"


def test_two_facts_with_one_property_name_are_refused() -> None:
    when = AllOf((Has("case.a_b"), Has("case.a.b")))
    odd = evolve(gaf.HAINAN.questions[0], when=when)
    with pytest.raises(gaf.GafRulesError, match="rename"):
        ruleset(unlinked(gaf.HAINAN, questions=(odd,)))


def test_a_row_with_too_many_premises_is_refused_when_the_rules_are_made() -> None:
    when = AllOf(tuple(Has(f"case.fact{n}") for n in range(16)))
    odd = evolve(gaf.HAINAN.questions[0], when=when)
    with pytest.raises(gaf.GafRulesError, match="premises"):
        ruleset(unlinked(gaf.HAINAN, questions=(odd,)))


def test_a_sponsor_of_a_place_with_regional_days_is_judged_alike() -> None:
    """Every reading of the regional days, with days that fall into the window and that do not."""
    from two_engines import Moment, gist

    overlay = gaf.Overlay.from_dict(
        {
            "place": "460100",
            "kind": "closure",
            "off": ["2026-01-28"],
            "work": [],
            "source": "made for the test",
        }
    )
    case = evolve(_late_case(), sponsor=evolve(_SPONSOR, place="460100"))
    for closures in ("count", "exclude"):
        for day in (date(2026, 2, 2), date(2026, 3, 20)):
            readings = gaf.Readings(closures=closures)
            moment = Moment(case, day, readings, gaf.CHINA.with_overlay(overlay))
            assert gist(moment.durable()) == gist(moment.native())


def test_a_guideline_without_lapses_or_elements_is_judged_alike() -> None:
    from two_engines import Moment, gist

    bare = unlinked(gaf.HAINAN, lapses=(), scope=gaf.HAINAN.scope[:4])
    case = evolve(_late_case(), events=_late_case().events[:9])
    moment = Moment(case, _DAY, gaf.Readings(), guideline=bare)
    assert gist(moment.durable()) == gist(moment.native())
    assert moment.durable().scope.in_scope is False


# -- the pages ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "page", ["docs/evidence/second-engine.md", "docs/zh/evidence/second-engine.md"]
)
def test_the_page_on_the_second_engine_prints_what_it_says(page: str) -> None:
    from documents import check_page

    load()  # without the library passed over

    root = Path(__file__).resolve().parents[2]
    text = (root / page).read_text("utf-8")
    marked = [line for line in text.splitlines() if line.startswith("<!-- not run: needs durable")]
    assert len(marked) == 1
    count, wrong = check_page(text.replace(marked[0], ""), command=main, folder=root)
    assert (count, wrong) == (1, [])


# -- the command line --------------------------------------------------------------------------------
def _file(folder: Path) -> str:
    path = folder / "case.json"
    path.write_text(json.dumps(_late_case().to_dict(), ensure_ascii=False), "utf-8")
    return str(path)


def test_the_command_line_says_that_both_agree(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load()  # likewise
    given = ["assess", _file(tmp_path), "--as-of", "2026-06-01", "--json", "--cross-check"]
    assert main(given) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["provenance"]["engine"] == "native"
    assert err.strip() == "两个引擎结论一致。"


def test_the_command_line_fails_on_a_difference_only_when_strict(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = Disagreement(what="stages", which="filing", native="filed", durable=None)
    monkeypatch.setattr(
        sys.modules["gaf_rules.cli.assess_command"],
        "cross_check",
        lambda *_, **__: CrossCheck((lost,)),
    )
    given = ["assess", _file(tmp_path), "--as-of", "2026-01-04", "--cross-check", "--lang", "en"]
    assert main(given) == 0
    assert main([*given, "--strict"]) == 1
    assert "stage filing: native says filed; durable says nothing" in capsys.readouterr().err
