"""The clauses: complete, tied to the original by digest, worded by us, without a legal number."""

from __future__ import annotations

import json
import pickle
import re
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

from gaf_rules.guidelines.hainan import HAINAN
from gaf_rules.guidelines.hainan_clauses import CLAUSE_BOOK, CLAUSES
from gaf_rules.language.citation import ClauseBook, norm_clause, text_sha256
from gaf_rules.messages import LABELS
from gaf_rules.readings_text import FIXED, READING_TEXTS
from gaf_rules.show.tables import facts_table
from gaf_rules.values.errors import GafRulesError, GuidelineError
from gaf_rules.values.shipped import words_of

if TYPE_CHECKING:
    from pathlib import Path

    from gaf_rules.language.citation import Clause
    from gaf_rules.language.guideline import Guideline

_LONGEST = 11
"""Characters in a row that may be the same; terms of art are shorter than that."""

_OFFICIAL_NAMES = (
    "海南省政务移动互联网应用程序备案操作指南",
    "政务移动互联网应用程序规范化管理办法",
    "政务移动互联网应用程序备案工作指南（第一版）",
    "政务移动互联网应用程序基本信息表",
    "政务移动互联网应用程序备案申请表",
    "政务移动互联网应用程序备案变更申请表",
    "政务移动互联网应用程序备案注销报备表",
    "政务移动互联网应用程序备案信息文件模板",
    "自查自纠模板表（小程序、快应用备案）",
    "自查自纠模板表（APP备案）",
)
"""Names of documents and forms, which have to be given as they are."""


def _chinese(text: str) -> str:
    # Punctuation, digits and white space are dropped, so that no comma can hide a copied sentence.
    return re.sub(r"[^\u4e00-\u9fff]", "", text)


def _runs(text: str, length: int = _LONGEST + 1) -> set[str]:
    """Every run of ``length`` Chinese characters in ``text``."""
    plain = _chinese(text)
    return {plain[i : i + length] for i in range(len(plain) - length + 1)}


def _copied(ours: str, originals: set[str]) -> set[str]:
    """The runs of ``ours`` that stand in ``originals`` too, official names left out."""
    for name in _OFFICIAL_NAMES:
        ours = ours.replace(name, "|")
    return set().union(*(_runs(part) for part in ours.split("|"))) & originals


@pytest.fixture
def originals(shared: Path) -> list[dict[str, Any]]:
    data = json.loads((shared / "law" / "clauses.json").read_text(encoding="utf-8"))
    clauses: list[dict[str, Any]] = data["clauses"]
    return clauses


@pytest.fixture
def guideline(shared: Path) -> str:
    return (shared / "law" / "guideline.txt").read_text(encoding="utf-8")


def test_counts_of_headings_norms_and_facts() -> None:
    headings = [c for c in CLAUSES if c.heading]
    norms = [c for c in CLAUSES if c.norm]
    facts = [c for c in CLAUSES if not c.heading and not c.norm]
    assert (len(CLAUSES), len(headings), len(norms), len(facts)) == (84, 12, 66, 6)


def test_slugs_flags_and_order_are_those_of_the_original(originals: list[dict[str, Any]]) -> None:
    ours = [(c.slug, c.heading, c.norm) for c in CLAUSES]
    assert ours == [(o["slug"], o["heading"], o["norm"]) for o in originals]


def test_digests_are_those_of_the_original_sentences(originals: list[dict[str, Any]]) -> None:
    assert {o["slug"]: text_sha256(o["quote"]) for o in originals} == {
        o["slug"]: o["sha256"] for o in originals
    }
    assert {c.slug: c.sha256 for c in CLAUSES} == {o["slug"]: o["sha256"] for o in originals}


def test_the_detector_finds_a_copy(originals: list[dict[str, Any]], guideline: str) -> None:
    known = _runs(guideline)
    caught = [o["slug"] for o in originals if _copied(o["quote"], known)]
    # Shorter parts cannot hold a run, and the bare name of a form is allowed.
    assert {"1.1", "2.2.1a", "2.4.2a", "2.4.4c", "2.5.1b", "2.7.1b"} <= set(caught)
    assert _copied("收到反馈后，10个工作日内补 充提交", known)


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda c: c.slug)
def test_wording_is_our_own(clause: Clause, guideline: str) -> None:
    assert not _copied(clause.zh, _runs(guideline))


def _reading_texts() -> list[str]:
    texts = [point.zh for point in FIXED.values()]
    for reading in READING_TEXTS.values():
        texts += [reading.zh, reading.question_zh, reading.argument_zh]
        texts += [text for option in reading.options for text in (option.zh, option.meaning_zh)]
    return texts


def test_messages_and_readings_are_our_own(shared: Path, guideline: str) -> None:
    listed = json.loads((shared / "law" / "ambiguities.json").read_text(encoding="utf-8"))["items"]
    sources = [guideline]
    sources += [basis["text"] for item in listed for basis in item["basis"]]
    sources += [reading["text"] for item in listed for reading in item["readings"]]
    known = set().union(*map(_runs, sources))
    for words in LABELS.values():
        for zh, _ in words.values():
            assert not _copied(zh, known), zh
    for text in _reading_texts():
        assert not _copied(text, known), text


def test_a_period_is_a_placeholder_in_both_languages(originals: list[dict[str, Any]]) -> None:
    with_number = {o["slug"] for o in originals if (o["period"] or {}).get("n")}
    for clause in CLAUSES:
        assert clause.has_period is (clause.slug in with_number)
        for wording in (clause.zh, clause.en):
            assert wording.count("{days}") == clause.has_period
            assert "{" not in wording.replace("{days}", "")


def test_no_legal_number_in_the_words() -> None:
    for pair in words_of("gaf_rules.guidelines", "hainan.json")["clause"].values():
        for words in pair:
            assert not re.search(r"(?<!\d)[12]0(?!\d)|十个?工作日|\b([Tt]en|[Tt]wenty)\b", words)


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda c: c.slug)
def test_both_languages_are_filled_in(clause: Clause) -> None:
    assert re.search(r"[\u4e00-\u9fff]", clause.zh)
    assert clause.en
    assert not re.search(r"[\u3000-\u9fff\uff00-\uffef]", clause.en)
    if not clause.heading:
        assert clause.zh.endswith("。") or clause.slug in HAINAN.contacts
        assert clause.en.endswith(".") or clause.slug in HAINAN.contacts


def test_wording_takes_the_days() -> None:
    clause = CLAUSE_BOOK["2.4.4c"]
    assert "7个工作日" in clause.wording("zh", days=7)
    assert "7 working days" in clause.wording("en", days=7)
    with pytest.raises(GafRulesError, match=r"2\.4\.4c needs its number of days"):
        clause.wording("en")
    assert CLAUSE_BOOK["1.2f"].wording("zh") == CLAUSE_BOOK["1.2f"].zh


def test_facts_stand_in_the_clauses(guideline: str) -> None:
    for fact in HAINAN.facts:
        assert not CLAUSE_BOOK[fact.clause].norm
        assert fact.what == "jurisdiction" or (fact.value or fact.zh) in guideline
    for slug, contact in HAINAN.contacts.items():
        assert contact in CLAUSE_BOOK[slug].zh
        assert contact in CLAUSE_BOOK[slug].en


_FACTS = ("0.1", "0.2", "0.3", "2.2.0", "3.1", "3.2")


def _data(value: Guideline) -> tuple[object, ...]:
    kinds = ("parent", "addressee", "short_name", "principle")
    return (
        value.jurisdiction,
        value.parents,
        value.contacts,
        *(value.stated(kind) for kind in kinds),
    )


@pytest.mark.parametrize("slug", _FACTS)
def test_a_fact_changes_the_data_of_the_guideline_and_a_table(slug: str) -> None:
    fewer = evolve(HAINAN, facts=tuple(row for row in HAINAN.facts if row.clause != slug))
    assert _data(fewer) != _data(HAINAN)
    assert facts_table(fewer) != facts_table(HAINAN)


def test_the_facts_are_the_six_that_bind_nobody() -> None:
    headings = {clause.slug for clause in CLAUSES if not clause.norm} - set(_FACTS)
    assert {row.clause for row in HAINAN.facts} == set(_FACTS)
    assert len(headings) == 12


def test_the_forms_are_the_annexes_of_the_guideline() -> None:
    assert {row.form for row in HAINAN.forms} == {c.slug for c in CLAUSES if c.slug[0] == "A"}


def test_book_finds_and_refuses() -> None:
    assert list(CLAUSE_BOOK) == [c.slug for c in CLAUSES]
    assert len(CLAUSE_BOOK) == len(CLAUSES)
    assert "2.4.4d" in CLAUSE_BOOK
    assert "2.4.4z" not in CLAUSE_BOOK  # no such clause
    assert CLAUSE_BOOK.get("2.4.4z") is None  # no such clause
    assert CLAUSE_BOOK.get("2.4.4d") is CLAUSE_BOOK["2.4.4d"]
    assert CLAUSE_BOOK.nearest("2.44d", n=1) == ("2.4.4d",)  # no such clause
    with pytest.raises(GuidelineError, match=r"no clause 244d; the nearest are 2\.4\.4d") as caught:
        CLAUSE_BOOK["244d"]
    assert caught.value.clause == "244d"
    assert "2.4.4d" in caught.value.known


def test_book_is_a_value() -> None:
    same = ClauseBook(CLAUSES)
    assert same == CLAUSE_BOOK
    assert hash(same) == hash(CLAUSE_BOOK)
    assert pickle.loads(pickle.dumps(same)) == CLAUSE_BOOK  # noqa: S301 - our own bytes
    assert ClauseBook(CLAUSES[1:]) != CLAUSE_BOOK


def test_book_refuses_a_slug_given_twice() -> None:
    with pytest.raises(GuidelineError, match=r"given twice: 9\.1"):
        ClauseBook((norm_clause("9.1", "甲", "a", ""), norm_clause("9.1", "乙", "b", "")))
