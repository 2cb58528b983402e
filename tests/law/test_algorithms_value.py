"""The second regime as a value: its clauses, numbers, words and amendments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from algorithm_logs import (
    START,
    YES,
    after,
    assess,
    codes,
    duty,
    issued,
    launched,
    received,
    submitted,
)
from attrs import evolve

import gaf_rules as gaf
from gaf_rules.guidelines.algorithms import ALGORITHMS
from gaf_rules.guidelines.hainan import HAINAN
from gaf_rules.report.text import report_text

if TYPE_CHECKING:
    from gaf_rules.values.texts import Lang


def test_every_row_names_a_clause_of_its_own_book() -> None:
    named = {clause for row in ALGORITHMS.transitions for clause in row.clauses}
    named |= {clause for row in ALGORITHMS.scope for clause in row.clauses}
    named |= {clause for row in ALGORITHMS.routes for clause in row.clauses}
    named |= {c for row in ALGORITHMS.duties for c in (row.clause, *row.clauses)}
    named |= {row.clause for row in ALGORITHMS.findings if row.clause}
    named |= {row.clause for row in ALGORITHMS.materials}
    named |= {row.clause for row in ALGORITHMS.questions}
    book = ALGORITHMS.clauses
    assert named <= set(book)
    norms = {slug for slug, clause in book.items() if clause.norm}
    assert norms - named == set(ALGORITHMS.out_of_scope)


@pytest.mark.parametrize(
    ("clause", "days"), [("24.1", 10), ("24.2", 10), ("24.3", 20), ("25.1", 30)]
)
def test_the_numbers(clause: str, days: int) -> None:
    assert ALGORITHMS.periods[clause].days == days
    for lang in ("zh", "en"):
        assert str(days) in ALGORITHMS.wording(clause, lang)


def test_it_amends_like_the_first() -> None:
    longer = ALGORITHMS.amend({"25.1": {"n": 40}})
    assert longer.sha256 != ALGORITHMS.sha256
    log = (YES, launched(), submitted(START), received(START))
    assert codes(assess(*log, as_of=after(START, 35))) == {"DECISION_OVERDUE"}
    assert not codes(assess(*log, as_of=after(START, 35), guideline=longer))


def test_without_an_effective_date_the_start_counts() -> None:
    undated = evolve(ALGORITHMS, effective_from=None)
    found = assess(YES, launched(), as_of=START, guideline=undated)
    assert duty(found, "24.1").status == "open"


def test_its_words_come_first() -> None:
    assert ALGORITHMS.label("role", "sponsor", "zh") == "算法推荐服务提供者"
    assert ALGORITHMS.label("role", "national_cac") == HAINAN.label("role", "national_cac")
    assert ALGORITHMS.stage_label("filing", "completeness_review") == "review of the materials"
    assert ALGORITHMS.stage_label("filing", "filed") == HAINAN.stage_label("filing", "filed")


def test_the_provenance_names_it() -> None:
    told = assess(YES, as_of=START).to_dict()["provenance"]
    assert told["guideline"] == "algorithms-2022"
    assert told["guideline_sha256"] == ALGORITHMS.digest


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_told_speaks_of_a_service_and_its_provider(lang: Lang) -> None:
    """Neither of an app and its sponsor, as the fields of a case are called, nor of the offices of Hainan."""
    handed_in = after(START, 12)
    log = (YES, launched(), submitted(handed_in), received(after(handed_in, 1)))
    later = after(handed_in, 60)
    for more in ((), (issued(after(handed_in, 40)), {"type": "app_taken_offline", "on": later})):
        found = assess(*log, *more, as_of=after(handed_in, 70))
        case = found.basis.case
        desk = gaf.inbox(
            [case], "sponsor", as_of=found.as_of, guideline=ALGORITHMS, lang=lang
        ).text()
        told = (
            report_text(found, lang, case=case, guideline=ALGORITHMS),
            str(gaf.explain(found, lang)),
            gaf.timeline(found, lang=lang).svg,
            desk.partition("\n")[0],
        )
        words = re.sub(r"<[^>]+>", " ", " ".join(told))
        assert not re.search(r"主办|政务|省委|海南|\bsponsor|Hainan|government app", words)
        assert ALGORITHMS.label("role", "sponsor", lang) in words
        assert ALGORITHMS.label("tier", case.sponsor.tier, lang) in words
