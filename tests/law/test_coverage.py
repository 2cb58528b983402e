"""Every norm has a row or a reason; no row and no test cites a clause that does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from unlinked import unlinked

from gaf_rules.guidelines.algorithms import ALGORITHMS
from gaf_rules.guidelines.hainan import HAINAN
from gaf_rules.law import Citation, CoverageReport, RowRef, coverage
from gaf_rules.law.citations import citations_in

if TYPE_CHECKING:
    from pathlib import Path

    from gaf_rules.language.guideline import Guideline

GUIDELINES = pytest.mark.parametrize("guideline", [HAINAN, ALGORITHMS], ids=lambda g: g.key)


@pytest.fixture(scope="module")
def seen(root: Path) -> dict[str, CoverageReport]:
    return {
        mine.key: coverage(mine, citations_in(root / "tests", mine, others=[other]))
        for mine, other in ((HAINAN, ALGORITHMS), (ALGORITHMS, HAINAN))
    }


def _rows(found: CoverageReport, clause: str) -> list[str]:
    return [str(row) for entry in found.clauses if entry.clause == clause for row in entry.rows]


def _tests(found: CoverageReport, clause: str) -> tuple[str, ...]:
    return next(entry.tests for entry in found.clauses if entry.clause == clause)


# -- the gate --------------------------------------------------------------------------------------------
@GUIDELINES
def test_every_norm_has_a_row_or_a_reason(
    guideline: Guideline, seen: dict[str, CoverageReport]
) -> None:
    assert seen[guideline.key].uncovered == ()


@GUIDELINES
def test_no_row_and_no_test_cites_a_clause_that_does_not_exist(
    guideline: Guideline, seen: dict[str, CoverageReport]
) -> None:
    assert [str(citation) for citation in seen[guideline.key].unknown] == []


def test_every_norm_with_a_row_is_cited_by_a_test(seen: dict[str, CoverageReport]) -> None:
    assert seen[HAINAN.key].untested == ()


def test_a_reason_is_given_only_where_no_row_decides(seen: dict[str, CoverageReport]) -> None:
    for entry in seen[HAINAN.key].clauses:
        assert not (entry.reason and entry.rows), entry.clause


def test_all_clauses_are_there_in_the_order_of_the_text(seen: dict[str, CoverageReport]) -> None:
    found = seen[HAINAN.key]
    assert [entry.clause for entry in found.clauses] == list(HAINAN.clauses)
    assert sum(entry.norm for entry in found.clauses) == 66


# -- that it would be noticed ----------------------------------------------------------------------------
def test_a_norm_without_its_row_is_uncovered() -> None:
    without = evolve(
        HAINAN, materials=tuple(row for row in HAINAN.materials if row.clause != "2.3.3")
    )
    found = coverage(without)
    assert found.uncovered == ("2.3.3",)
    assert not found.complete
    assert coverage(evolve(without, out_of_scope={"1.2b": "a", "2.3.3": "b"})).complete


def test_a_reason_that_is_missing_is_noticed() -> None:
    assert coverage(evolve(HAINAN, out_of_scope={})).uncovered == ("1.2b",)
    assert coverage(evolve(HAINAN, out_of_scope={"1.2b": ""})).uncovered == ("1.2b",)


@pytest.mark.parametrize(
    ("field", "change", "kind"),
    [
        ("transitions", {"clauses": ("Z9",)}, "transition"),
        ("lapses", {"clauses": ("Z9",)}, "lapse"),
        ("lapses", {"duty": "Z9"}, "lapse"),
        ("duties", {"clause": "Z9"}, "duty"),
        ("duties", {"clauses": ("Z9",)}, "duty"),
        ("duties", {"consequence": "Z9"}, "duty"),
        ("findings", {"clause": "Z9"}, "finding"),
        ("findings", {"clauses": {"change": "Z9"}}, "finding"),
        ("findings", {"over": "duty:Z9"}, "finding"),
        ("questions", {"clause": "Z9"}, "question"),
        ("questions", {"changes": ("Z9",)}, "question"),
        ("scope", {"clauses": ("Z9",)}, "scope"),
        ("scope", {"plain": ("Z9",)}, "scope"),
        ("routes", {"clauses": ("Z9",)}, "route"),
        ("materials", {"clause": "Z9"}, "material"),
        ("forms", {"form": "Z9"}, "form"),
    ],
)
def test_a_row_that_cites_a_clause_that_does_not_exist_is_unknown(
    field: str, change: dict[str, object], kind: str
) -> None:
    first, *others = getattr(HAINAN, field)
    rows: dict[str, Any] = {field: (evolve(first, **change), *others)}
    wrong = unlinked(HAINAN, **rows)
    unknown = coverage(wrong).unknown
    assert {citation.clause for citation in unknown} == {"Z9"}
    assert all(citation.where.startswith(kind) for citation in unknown)


def test_a_reason_or_a_fact_for_a_clause_that_does_not_exist_is_unknown() -> None:
    reasons = {**HAINAN.out_of_scope, "Z9": "x"}
    assert [str(c) for c in coverage(unlinked(HAINAN, out_of_scope=reasons)).unknown] == [
        "Z9 (out of scope Z9)"
    ]
    facts = (*HAINAN.facts, evolve(HAINAN.facts[-1], clause="3.9"))
    assert [c.clause for c in coverage(unlinked(HAINAN, facts=facts)).unknown] == ["3.9"]


def test_a_test_that_cites_a_clause_that_does_not_exist_is_unknown() -> None:
    cited = Citation(clause="Z9", where="law/test_x.py::test_y")
    assert coverage(HAINAN, [cited, cited]).unknown == (cited,)


# -- what a clause shows ---------------------------------------------------------------------------------
def test_a_clause_shows_every_kind_of_row_that_names_it() -> None:
    found = coverage(HAINAN)
    rows = _rows(found, "2.4.4c")
    assert "duty 2.4.4c supplement_submitted" in rows
    assert "period 10 working days after" in rows
    assert "question 2.4.4c" in rows
    assert "finding SUPPLEMENT_POSTED_IN_TIME_ARRIVED_LATE" in rows
    assert "transition filing determination:2.4.4c=no → late_supplement" in rows
    assert "lapse filing awaiting_supplement → deemed_abandoned" in _rows(found, "2.4.4d")
    assert "duty 2.4.4c supplement_submitted" in _rows(found, "2.4.4d")
    assert "scope in purpose" in _rows(found, "1.2d")
    assert "route sponsor → municipal_cac → provincial_cac → national_cac" in _rows(found, "2.2.1b")
    assert _rows(found, "2.3.2") == ["material project_approval"]
    assert _rows(found, "A4") == ["form change change_form"]
    assert _rows(found, "3.1") == ["fact contact telephone"]


def test_the_text_and_the_json_say_the_same() -> None:
    found = coverage(HAINAN, [Citation(clause="2.3.2", where="x"), Citation(clause="Q", where="y")])
    lines = str(found).splitlines()
    assert "2.3.2: material project_approval [1]" in lines
    assert "1.2b: " + HAINAN.out_of_scope["1.2b"] + " [0]" in lines
    assert lines[-1] == "unknown: Q (y)"
    assert lines[-3] == "uncovered: –"
    data = found.to_dict()
    assert data["unknown"] == [{"clause": "Q", "where": "y"}]
    [entry] = [each for each in data["clauses"] if each["clause"] == "2.3.2"]
    assert entry == {
        "clause": "2.3.2",
        "norm": True,
        "rows": [{"kind": "material", "name": "project_approval"}],
        "tests": ["x"],
        "reason": None,
    }
    assert str(RowRef(kind="duty", name="a b")) == "duty a b"


# -- the scanner -----------------------------------------------------------------------------------------
def test_worked_cases_cite_what_they_expect(seen: dict[str, CoverageReport]) -> None:
    found = seen[HAINAN.key]
    assert "cases/C22.json" in _tests(found, "2.4.4c")  # a duty
    assert "cases/C22.json" in _tests(found, "2.4.4d")  # a finding, by its code
    assert "cases/H191.json" in _tests(found, "2.3.2")  # what is missing, by its material
    assert "cases/C01.json" in _tests(found, "A1")  # a form
    assert "cases/C10a.json" in _tests(found, "2.2.0")  # a question
    assert "cases/C31.json" in _tests(found, "2.7.2a")  # a stage: displayed
    assert "cases/C01.json" in _tests(found, "2.2.1b")  # a route
    assert "cases/C01.json" in _tests(found, "1.2a")  # the scope


def test_the_scanner_reads_files(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "test_one.py").write_text(
        '"""Cites 2.4.4d, and the version 2.0.28."""\n'
        'X = "2.2.1a"\n'
        "def test_a() -> None:\n"
        '    assert f("2.4.4c") == f"{1:1.2f}"\n'
        '    assert "24.1" != "2.9.9b" != "0.7"\n'  # no such clause
        '    assert "2.8.8c" not in book  # no such clause\n'
        "Y = 1.1\n"
        '@parametrize("T2")\n'
        "class TestB:\n"
        "    def test_b(self) -> None:\n"
        "        # a return (2.4.2c)\n"
        '        assert "2.3"\n',
        "utf-8",
    )
    (tmp_path / "helper.py").write_text('"2.6.1b"\n', "utf-8")
    (tmp_path / "other.json").write_text('{"clause": "2.6.1b"}', "utf-8")
    (tmp_path / "list.json").write_text("[1]", "utf-8")
    (tmp_path / "refused.json").write_text(
        '{"expect": {"error": "CaseError", "questions": ["2.6.1b"]}}', "utf-8"
    )
    (tmp_path / "case.json").write_text(
        '{"events": [{"type": "determination", "question": "2.5.1a"}, 3],'
        ' "expect": {"duties": [{"clause": "2.6.1b", "consequence": null}],'
        ' "findings": ["CHANGE_FILED_LATE", {"code": "NOT_MOBILE"}, "SOMETHING"],'
        ' "stages": {"deregistration": "announced"}, "questions": ["7.7c"]}}',  # no such clause
        "utf-8",
    )
    found = citations_in(tmp_path, HAINAN, others=[ALGORITHMS])
    case, module = "case.json", "sub/test_one.py"
    assert {(c.clause, c.where) for c in found} == {
        ("2.5.1a", case),
        ("2.6.1b", case),
        ("2.5.1b", case),
        ("1.2c", case),
        ("2.6.2a", case),
        ("7.7c", case),  # no such clause
        ("2.4.4d", module),
        ("2.2.1a", module),
        ("2.4.4c", f"{module}::test_a"),
        ("2.9.9b", f"{module}::test_a"),  # no such clause
        ("T2", module),
        ("2.4.2c", f"{module}::test_b"),
        ("2.3", f"{module}::test_b"),
    }
    assert [c.clause for c in coverage(HAINAN, found).unknown] == [
        "7.7c",  # no such clause
        "2.9.9b",  # no such clause
    ]  # no such clause
    alone = {c.clause for c in citations_in(tmp_path, ALGORITHMS)}
    assert "24.1" in alone
    assert "2.4.4c" in alone  # a clause of nobody, as far as that guideline knows
