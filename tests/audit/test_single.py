"""One case out of the tables, and an audit as a notebook shows it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import polars as pl
import pytest
from attrs import evolve
from audit_tables import frames
from hypothesis import given, settings
from hypothesis import strategies as st
from worked_cases import worked_cases
from worlds import legal_cases, world

import gaf_rules as gaf
from gaf_rules.guidelines.algorithms import ALGORITHMS
from gaf_rules.language.vocabulary import FINDING_CODES

_AS_OF = date(2026, 6, 1)


@given(legal_cases(), st.booleans())
@settings(max_examples=10)
def test_a_case_comes_out_as_it_went_in(found: object, pandas: bool) -> None:
    case = found.case  # type: ignore[attr-defined]  # a World
    events, cases = frames([world(1).case, case])
    if pandas:
        events, cases = events.to_pandas(), cases.to_pandas()
    assert gaf.case_from(events, cases, 1) == evolve(case, id="1", title=None)


def test_an_explanation_of_one_row_says_what_the_audit_says() -> None:
    held = [case.assess().basis.case for case in worked_cases() if case.error is None][:20]
    events, cases = frames(held)
    found = gaf.audit(events, cases, as_of=_AS_OF)
    for number in range(len(held)):
        codes = found.findings.filter(pl.col("case_id") == number)["code"].cast(str).to_list()
        if found.cases["error"][number] is None:
            assessed = gaf.assess(gaf.case_from(events, cases, number), as_of=_AS_OF)
            assert sorted(finding.code for finding in assessed.findings) == sorted(codes)


@pytest.mark.parametrize("case_id", [2, "0", True, None, 0.5])
def test_an_id_that_is_not_there(case_id: object) -> None:
    events, cases = frames([world(3).case])
    with pytest.raises(gaf.CaseError, match=r"\$case_id"):
        gaf.case_from(events, cases, case_id)


def test_columns_of_ones_own_do_not_matter() -> None:
    case = world(3, 9).case
    events, cases = frames([case])
    wide = cases.with_columns(region=pl.lit("琼海"))
    assert gaf.case_from(events, wide, 0).events == case.events


@pytest.mark.no_cover
def test_a_notebook_shows_counts_and_not_walls_of_rows() -> None:
    held = [world(number, 12).case for number in range(60)]
    events, cases = frames(held)
    for found in (
        gaf.audit(events, cases, as_of=_AS_OF),
        gaf.audit(events.to_pandas(), cases.to_pandas(), as_of=_AS_OF),
    ):
        shown = found.html("en")
        errors = int(pd.Series(list(found.cases["error"])).notna().sum())
        assert f"60 cases, {errors} cannot be assessed" in shown
        assert "材料不齐" in found.html() == found._repr_html_()
        assert len(shown) < 20_000


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_shown_has_the_words_of_its_guideline(lang: Any) -> None:
    """A finding that Hainan has not is no stumbling block."""
    own = next(row for row in ALGORITHMS.findings if row.code not in FINDING_CODES)
    found = gaf.Audit(
        cases=pl.DataFrame({"case_id": [1], "stage_filing": ["national_review"], "error": [None]}),
        duties=pl.DataFrame(),
        findings=pl.DataFrame({"code": [own.code], "severity": [own.severity]}),
        codes=(own.code,),
        guideline=ALGORITHMS,
    )
    assert ALGORITHMS.label("finding", own.code, lang) in found.html(lang)
    assert ALGORITHMS.label("finding", own.code) in found.html("en")
