"""A guideline is a value: amended, compared, and never changed in place."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve
from unlinked import unlinked

import gaf_rules as gaf
from gaf_rules.language.citation import ClauseBook
from gaf_rules.language.guideline import Difference

_KINDS = (
    "states", "transitions", "lapses", "duties", "findings", "questions", "scope", "routes", "materials",
    "forms", "facts",
)  # fmt: skip


def test_a_guideline_differs_in_nothing_from_itself() -> None:
    assert gaf.HAINAN.differences(evolve(gaf.HAINAN)) == ()


def test_an_amended_number_is_the_only_difference_and_the_digest_another() -> None:
    longer = gaf.HAINAN.amend({"2.4.2a": {"n": 12}})
    found = gaf.HAINAN.differences(longer)
    assert [(d.clause, d.before, d.after) for d in found] == [("2.4.2a", "10", "12")]
    assert longer.sha256 != gaf.HAINAN.sha256
    assert gaf.HAINAN.periods["2.4.2a"].days == 10


def test_a_date_that_a_caller_sets_has_no_clause() -> None:
    dated = evolve(gaf.HAINAN, effective_from=date(2026, 3, 1), legacy_until=date(2026, 9, 1))
    found = gaf.HAINAN.differences(dated)
    assert [str(difference) for difference in found] == [
        "effective_from: None → 2026-03-01",
        "legacy_until: None → 2026-09-01",
    ]


@pytest.mark.parametrize("kind", _KINDS)
def test_a_row_taken_out_is_named(kind: str) -> None:
    rows = getattr(gaf.HAINAN, kind)
    fewer: dict[str, Any] = {kind: rows[1:]}
    found = gaf.HAINAN.differences(unlinked(gaf.HAINAN, **fewer))
    named = [difference for difference in found if difference.what == kind]
    assert len(named) == 1
    assert named[0].after == "–"
    assert named[0].before
    back = unlinked(gaf.HAINAN, **fewer).differences(gaf.HAINAN)
    swapped = Difference(
        clause=named[0].clause, what=kind, before=named[0].after, after=named[0].before
    )
    assert swapped in back


def test_a_changed_row_is_there_as_it_was_and_as_it_is() -> None:
    first, *rest = gaf.HAINAN.findings
    changed = evolve(gaf.HAINAN, findings=(evolve(first, severity="notice"), *rest))
    before, after = gaf.HAINAN.differences(changed)
    assert (before.what, before.after) == ("findings", "–")
    assert (after.what, after.before) == ("findings", "–")
    assert "severity=notice" in after.after
    assert before.clause == after.clause == first.clause


def test_a_clause_that_is_gone_is_named() -> None:
    book = ClauseBook(tuple(gaf.HAINAN.clauses.values())[1:])
    fewer = unlinked(gaf.HAINAN, clauses=book)
    found = gaf.HAINAN.differences(fewer)
    assert [(d.clause, d.what, d.after) for d in found] == [
        (next(iter(gaf.HAINAN.clauses)), "clause", "–")
    ]


def test_a_transition_is_a_period_from_the_day_on_which_the_guideline_applies() -> None:
    stated = gaf.HAINAN.amend(effective_from=date(2026, 3, 1), legacy=gaf.Period(months=6))
    # Six months from 1 March end on 1 September, a Tuesday.
    assert stated.legacy_until == date(2026, 9, 1)
    assert [each.what for each in gaf.HAINAN.differences(stated)] == [
        "effective_from",
        "legacy_until",
    ]
    assert stated.digest != gaf.HAINAN.digest
    # 1 May is a day off, and so are the days to the 5th.
    assert gaf.HAINAN.amend(
        effective_from=date(2026, 4, 1), legacy=gaf.Period(months=1)
    ).legacy_until == date(2026, 5, 6)
    day = gaf.HAINAN.amend(effective_from=date(2026, 3, 1), legacy=date(2026, 8, 1))
    assert day.amend(effective_from=date(2026, 2, 1)).legacy_until == date(2026, 8, 1)
    assert gaf.HAINAN.amend().duties == gaf.HAINAN.duties


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"legacy": gaf.Period(months=6)}, "the day from which the transition is counted"),
        ({"legacy": "x"}, "a Period or a date"),
        ({"effective_from": "2026"}, "wanted: a date"),
        (
            {"effective_from": date(2098, 4, 1), "legacy": gaf.Period(months=1)},
            "between 2098-05-03 and 2098-05-06, as the notice still to come",
        ),
        (
            {"effective_from": date(2026, 1, 1), "legacy": gaf.Period(months=1), "calendar": 1},
            "a WorkingCalendar",
        ),
    ],
)
def test_a_transition_that_cannot_be_counted_is_refused(given: dict[str, Any], says: str) -> None:
    with pytest.raises(gaf.CaseError, match=says):
        gaf.HAINAN.amend(**given)


def test_all_that_is_wrong_with_an_amendment_is_told_and_a_shape_is_no_unknown_clause() -> None:
    changes: Any = {
        "2.4.2a": {"days": 5},
        "2.4.3a": {},
        "2.44c": {"n": 3},  # no such clause
        "2.4.4c": {"n": 0},
        "2.6.1b": {"weeks": 2, "months": 1},
    }
    with pytest.raises(gaf.GuidelineError) as caught:
        gaf.HAINAN.amend(changes)
    told = [(each.code, each.path, each.got) for each in caught.value.problems]
    assert told == [
        ("unknown_field", "$changes[2.4.2a].days", 5),
        ("missing", "$changes[2.4.3a]", {}),
        ("unknown_clause", "$changes[2.44c]", "2.44c"),  # no such clause
        ("wrong_argument", "$changes[2.4.4c].n", 0),
        ("wrong_argument", "$changes[2.6.1b]", {"weeks": 2, "months": 1}),
    ]
    assert "did you mean 2.4.4c?" in caught.value.en
    assert "是否想写 2.4.4c" in caught.value.zh


def test_an_amendment_may_count_in_another_unit_and_the_clause_says_so() -> None:
    later = gaf.HAINAN.amend({"2.6.1b": {"months": 1}, "2.5.1b": {"weeks": 2}})
    assert gaf.deadline("2.6.1b", date(2026, 1, 31), guideline=later).on == date(2026, 2, 28)
    # Friday 1 May is a holiday, as are the days up to the 5th: the last day moves on (article 203).
    assert gaf.deadline("2.6.1b", date(2026, 4, 1), guideline=later).on == date(2026, 5, 6)
    assert gaf.deadline("2.5.1b", date(2026, 12, 21), guideline=later).on == date(2026, 12, 7)
    assert "下线后的1个月内" in later.wording("2.6.1b", "zh")
    assert later.wording("2.5.1b") == "The sponsor must act 2 weeks before the change takes place."
    assert later.periods["2.5.1b"].backward


def test_a_transition_beyond_the_notices_counts_where_every_notice_agrees_and_else_by_the_one_given() -> (
    None
):
    half = gaf.Period(months=6)
    known = gaf.CHINA.as_known_on(date(2026, 10, 1))
    # 15 April 2027 is a Thursday far from any festival; 1 May 2027 is the holiday itself.
    sure = gaf.HAINAN.amend(effective_from=date(2026, 10, 15), legacy=half, calendar=known)
    assert sure.legacy_until == date(2027, 4, 15)
    with pytest.raises(gaf.CaseError, match="between 2027-05-03 and 2027-05-06"):
        gaf.HAINAN.amend(effective_from=date(2026, 11, 1), legacy=half, calendar=known)
    text = """
    一、元旦：1月1日（周五）至3日（周日）放假，共3天。
    二、春节：2月5日（周五）至11日（周四）放假调休，共7天。2月13日（周六）上班。
    三、清明节：4月3日（周六）至5日（周一）放假，共3天。
    四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
    五、端午节：6月9日（周三）放假1天，不调休。
    六、中秋节：9月15日（周三）放假1天，不调休。
    七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
    """
    told = known.with_notice(gaf.parse_notice(text, year=2027, issued=date(2026, 11, 5)))
    later = gaf.HAINAN.amend(effective_from=date(2026, 11, 1), legacy=half, calendar=told)
    assert later.legacy_until == date(2027, 5, 6)
