"""The table of words: nothing missing, nothing unused, the terms of art kept apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from attrs import fields, has

from gaf_rules.ask.explanation.fact_words import FACT_VALUES
from gaf_rules.guidelines.algorithms import ALGORITHMS
from gaf_rules.guidelines.hainan import HAINAN
from gaf_rules.language import vocabulary
from gaf_rules.language.conditions import Condition, facts_of
from gaf_rules.language.fact_schema import facts_given, facts_written
from gaf_rules.language.rows import CHILDREN, Minus
from gaf_rules.language.vocabulary import EVENT_TYPES, wording
from gaf_rules.messages import LABELS, label, stage_label
from gaf_rules.values.errors import CaseError, GafRulesError
from gaf_rules.values.shipped import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gaf_rules.language.guideline import Guideline

CHINESE = re.compile(r"[\u4e00-\u9fff]")

VOCABULARY = {
    "APP_KINDS": ("app_kind",),
    "PURPOSES": ("purpose",),
    "SPONSOR_KINDS": ("sponsor_kind",),
    "TIERS": ("tier",),
    "ROLES": ("role", "role_short"),
    "PROCEDURES": ("procedure",),
    "MATERIALS": ("material",),
    "PROBLEMS": ("problem",),
    "GROUNDS": ("ground",),
    "POSITIONS": ("position",),
    "EVENT_TYPES": ("event", "act"),
    "STAGES": ("stage",),
    "STATUSES": ("status",),
    "SEVERITIES": ("severity",),
    "CERTAINTIES": ("certainty",),
    "DAY_KINDS": ("day_kind",),
    "DEREGISTRATION_STAGES": ("deregistration_stage",),
    "FINDING_CODES": ("finding", "finding_text"),
}
"""Constant of the vocabulary to the kinds of label that have exactly its values."""

NOT_ENUMERATED = {
    "act_to",
    "answer",
    "case_field",
    # tests/core/test_definitions.py
    "definition",
    # tests/errors/test_documents.py
    "error",
    "fact",
    "field",
    # tests/errors/test_files.py
    "json_fault",
    # tests/language/test_link.py
    "place",
    "question",
    "question_effect",
    "reading",
    "reading_option",
    # tests/core/test_conditions.py
    "reason",
    "record",
    # tests/cli/test_tables.py
    "result_column",
    "table",
    # tests/invert/test_words.py
    *words_of("gaf_rules.messages", "wishes.json", "arguments.json"),
    # tests/schema
    *words_of("gaf_rules.messages", "documents.json"),
    # what is wrong with rows that do not link
    "slip",
    # what a period counts, of one and of several
    "unit",
}
"""Kinds whose keys are no constant of the vocabulary; each has a test of its own below or where it says."""

QUESTION_CLAUSES = {
    *("1.2a", "1.2e", "2.2.0", "2.3.7", "2.4.4c", "2.4.4d", "2.4.4e", "2.5.1a", "2.6.2a"),
    *("2.6.2b", "2.7.2a", "2.7.3a", "2.7.3b"),
}
DATE_QUESTIONS = {
    "receipt:application_received@municipal_cac",
    "receipt:application_received@national_cac",
    "receipt:application_received@provincial_department",
    "receipt:feedback_received@provincial_cac",
    "receipt:feedback_received@provincial_department",
    "receipt:feedback_received@sponsor",
    "receipt:filing_number_received@provincial_cac",
    "receipt:filing_number_received@sponsor",
    "receipt:return_received@sponsor",
}
PAIRS = [
    pytest.param(kind, key, id=f"{kind}-{key}") for kind, words in LABELS.items() for key in words
]


@pytest.fixture
def contract(shared: Path) -> str:
    return (shared / "contract.md").read_text(encoding="utf-8")


def _row(contract: str, head: str) -> set[str]:
    """The values of one row of the contract's table of case fields."""
    found = re.search(rf"^\| {re.escape(head)} \| (.+) \|$", contract, re.MULTILINE)
    assert found, head
    words = (re.sub(r"\(.*?\)", "", w).strip() for w in found[1].split(" · "))
    return {w for w in words if w}


def _events(contract: str) -> list[tuple[str, str]]:
    table = contract.split("| type | fields | meaning |")[1].partition("\n\n")[0]
    rows = [line.split("|")[1:3] for line in table.splitlines()[2:]]
    return [(t.strip(), fields) for types, fields in rows for t in types.split(" · ")]


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("app.kind", "app_kind"),
        ("app.purpose", "purpose"),
        ("sponsor.kind", "sponsor_kind"),
        ("sponsor.tier", "tier"),
        ("roles (by, to)", "role"),
        ("procedure", "procedure"),
        ("materials", "material"),
        ("problems (self-check)", "problem"),
    ],
)
def test_rows_of_the_contract(contract: str, head: str, kind: str) -> None:
    assert set(LABELS[kind]) == _row(contract, head)


def test_events_of_the_contract(contract: str) -> None:
    types = [name for name, _ in _events(contract)]
    assert len(types) == 30
    assert set(LABELS["event"]) == set(LABELS["act"]) == set(types)


def test_fields_of_the_events(contract: str) -> None:
    names: set[str] = {"type", "on", "procedure"}
    for _, listed in _events(contract):
        # What stands in brackets are values, and "with" introduces a remark.
        names |= set(re.findall(r"[a-z_]+", re.sub(r"\(.*?\)|with .*", "", listed)))
    assert set(LABELS["field"]) == names


def test_grounds_and_positions_of_the_contract(contract: str) -> None:
    for kind, pattern in (
        ("ground", r"non-empty list of ([a-z_ ·]+)\)"),
        ("position", r"position \(([a-z_ ·]+)\)"),
    ):
        found = re.search(pattern, contract)
        assert found
        assert set(LABELS[kind]) == set(found[1].split(" · "))


def test_stages_statuses_and_days_of_the_contract(contract: str) -> None:
    flat = " ".join(contract.split())
    main = re.search(r"stages of filing and change: (.+?)\. Of deregistration: (.+?)\.", flat)
    assert main
    filing = set(re.findall(r"[a-z_]+", main[1].replace("(change: approved)", "approved")))
    deregistration = set(main[2].split(" · "))
    assert set(LABELS["deregistration_stage"]) == deregistration
    assert set(LABELS["stage"]) == filing | deregistration
    for kind, pattern in (
        ("status", r"duty status: (.+?)\. A duty"),
        ("severity", r"severity: (.+?)\. - codes"),
        ("day_kind", r"DayInfo\.kind: (.+?)\. certainty"),
        ("certainty", r"certainty: (.+?)\. Three-valued"),
    ):
        found = re.search(pattern, flat)
        assert found, kind
        words = re.sub(r"\([^()]*(\([^()]*\))?[^()]*\)", "", found[1])
        assert set(LABELS[kind]) == {w.strip() for w in words.split("·")} - {""}


def test_finding_codes_of_the_contract(contract: str) -> None:
    table = contract.split("| severity | code and clause |")[1].partition("\n\n")[0]
    codes = set(re.findall(r"\b[A-Z]+(?:_[A-Z]+)+\b", table))
    assert len(codes) == 42
    assert set(LABELS["finding"]) == set(LABELS["finding_text"]) == codes


def test_questions_are_those_that_can_be_asked() -> None:
    assert set(LABELS["question"]) == set(LABELS["question_effect"])
    asked = [row for row in HAINAN.questions if row.asks_day_of is not None]
    days = {wording(row.clause, row.asks_day_of) for row in asked}
    assert set(LABELS["question"]) == QUESTION_CLAUSES | DATE_QUESTIONS | days
    for key in DATE_QUESTIONS:
        event, role = key.removeprefix("receipt:").split("@")
        assert event in LABELS["event"]
        assert role in LABELS["role"]


def test_fields_of_app_and_sponsor(contract: str) -> None:
    example = contract.split("```json")[1].partition("```")[0]
    for part in ("app", "sponsor"):
        body = re.search(rf'"{part}": \{{(.+?)\}}', example, re.DOTALL)
        assert body
        ours = {k.split(".")[1] for k in LABELS["case_field"] if k.startswith(f"{part}.")}
        assert ours == set(re.findall(r'"(\w+)":', body[1]))


@pytest.mark.parametrize(("constant", "kinds"), VOCABULARY.items())
def test_vocabulary_has_words_and_no_others(constant: str, kinds: tuple[str, ...]) -> None:
    values = getattr(vocabulary, constant)
    assert values
    for kind in kinds:
        assert set(LABELS[kind]) == set(values)


def test_every_kind_is_checked_and_no_constant_forgotten() -> None:
    checked = {kind for kinds in VOCABULARY.values() for kind in kinds}
    assert set(LABELS) == checked | NOT_ENUMERATED
    known = {
        name
        for name, value in vars(vocabulary).items()
        if name.isupper() and value and not name.startswith("_")
    }
    unnamed = {"ANSWERS", "FURTHER_QUESTIONS", "NOT_STARTED", "QUESTION_OPTIONS"}
    assert known - set(VOCABULARY) <= unnamed


def test_questions_and_answers_of_the_vocabulary() -> None:
    options = vocabulary.QUESTION_OPTIONS
    assert set(options) == QUESTION_CLAUSES
    assert set(LABELS["answer"]) == {answer for answers in options.values() for answer in answers}
    # The questions of another guideline have their words with it.
    assert set(vocabulary.FURTHER_QUESTIONS) <= set(ALGORITHMS.words["question"])


@pytest.mark.parametrize(("kind", "key"), PAIRS)
def test_words_are_in_their_language(kind: str, key: str) -> None:
    zh, en = LABELS[kind][key]
    assert CHINESE.search(zh)
    assert re.search("[a-z]", en)
    assert not re.search(r"[\u3000-\u9fff\uff00-\uffef]", en)
    assert zh == zh.strip()
    assert en == en.strip()
    # Half-width punctuation between Chinese characters is a slip of the keyboard.
    assert not re.search(r"[\u4e00-\u9fff][,;:?()!]", zh)


@pytest.mark.parametrize("kind", ["finding_text", "question_effect"])
def test_sentences_end(kind: str) -> None:
    for zh, en in LABELS[kind].values():
        assert zh.endswith("。")
        assert en.endswith(".")


def test_questions_ask() -> None:
    for zh, en in LABELS["question"].values():
        assert zh.endswith("？")
        assert en.endswith("?")


_MAY_REPEAT = {"question_effect", "reading_option", "case_field", "document_field", "fact", "unit"}


@pytest.mark.parametrize("kind", sorted(set(LABELS) - _MAY_REPEAT))
def test_two_values_never_read_the_same(kind: str) -> None:
    for words in zip(*LABELS[kind].values(), strict=True):
        assert len(set(words)) == len(words)


def test_case_fields_read_differently_within_one_part() -> None:
    for part in ("app.", "sponsor."):
        pairs = [pair for key, pair in LABELS["case_field"].items() if key.startswith(part)]
        assert len(set(pairs)) == len(pairs)


def _facts_looked_at(value: Any) -> Iterator[str]:
    """Every fact that a row, or anything inside it, looks at or writes and later looks at."""
    if isinstance(value, Condition):
        yield from facts_of(value)
    elif isinstance(value, tuple):
        for each in value:
            yield from _facts_looked_at(each)
    elif isinstance(value, Minus):
        yield from (*_side(value.left), *_side(value.right))
    elif has(type(value)):
        for each in fields(type(value)):
            yield from _facts_looked_at(getattr(value, each.name))


def _side(side: str | Minus) -> Iterator[str]:
    yield from (side,) if isinstance(side, str) else _facts_looked_at(side)


def _facts_of_rows(guideline: Guideline) -> set[str]:
    kinds = (
        "transitions", "lapses", "duties", "ahead", "findings", "questions", "scope", "routes", "materials",
        "forms",
    )  # fmt: skip
    found = {fact for kind in kinds for fact in _facts_looked_at(getattr(guideline, kind))}
    for duty in guideline.duties:
        found |= {start.fact for start in duty.starts} | {*duty.met_by, *duty.void_by}
        found |= {duty.before} if duty.before else set()
    for finding in guideline.findings:
        found |= {finding.since}
        found |= {finding.items} if isinstance(finding.items, str) else set()
    return {fact for fact in found if not fact.startswith("reading.")}


def test_every_fact_that_a_row_looks_at_has_words_and_no_other() -> None:
    looked_at = _facts_of_rows(HAINAN) | _facts_of_rows(ALGORITHMS)
    named = {
        fact
        for guideline in (HAINAN, ALGORITHMS)
        for fact in (*facts_given(guideline), *(fact for _, fact, _ in facts_written(guideline)))
    }
    assert looked_at <= set(LABELS["fact"]) <= looked_at | named
    assert set(FACT_VALUES) <= looked_at
    assert set(FACT_VALUES.values()) <= set(LABELS)


def test_acts_with_an_addressee_have_words_for_it_and_no_others() -> None:
    addressed = {row.act for row in HAINAN.duties if row.to is not None}
    assert set(LABELS["act_to"]) == addressed
    for pair in LABELS["act_to"].values():
        assert all(words.count("{to}") == 1 for words in pair)
    for row in ALGORITHMS.duties:
        if row.to is not None:
            told = ALGORITHMS.act_label(row.act, "提供者", "zh")
            assert "提供者" in told


@pytest.mark.parametrize("guideline", [HAINAN, ALGORITHMS], ids=["hainan", "algorithms"])
def test_an_act_without_an_addressee_is_told_as_it_is(guideline: Guideline) -> None:
    for row in guideline.duties:
        for lang in ("zh", "en"):
            plain = guideline.label("act", row.act, lang)
            assert guideline.act_label(row.act, None, lang) == plain


@pytest.mark.parametrize("guideline", [HAINAN, ALGORITHMS], ids=["hainan", "algorithms"])
def test_what_somebody_must_do_can_follow_the_word_must(guideline: Guideline) -> None:
    for act in EVENT_TYPES:
        told = f"主办单位应{guideline.act_label(act, None, 'zh')}"
        # 应应用上线 came of a thing that stood where what is done with it should stand.
        assert not re.search("应[应须]", told), told


def test_what_is_sent_up_is_not_checked_with_the_addressee() -> None:
    told = HAINAN.act_label("application_forwarded", "省委网信办", "zh")
    assert told == "核实、检查材料并上报省委网信办"
    assert not told.startswith("向")


def test_facts_read_differently_within_one_record() -> None:
    for record in {key.partition(".")[0] for key in LABELS["fact"]}:
        for words in zip(
            *(pair for key, pair in LABELS["fact"].items() if key.startswith(f"{record}.")),
            strict=True,
        ):
            assert len(set(words)) == len(words), record


def test_records_are_those_that_rows_open() -> None:
    assert set(LABELS["record"]) == {"case", *CHILDREN}


def test_no_legal_number_in_the_words() -> None:
    number = re.compile(r"\d\s*(个工作日|working days?)|十个?工作日|\b(ten|twenty)\b")
    for kind, words in LABELS.items():
        for key, pair in words.items():
            assert not number.search(" ".join(pair)), (kind, key)


@pytest.mark.parametrize(
    ("kind", "key", "has", "has_not"),
    [
        ("event", "application_withdrawn", "撤回", "撤销"),
        ("event", "filing_revoked", "撤销", "撤回"),
        ("event", "deregistration_reported", "注销报备", "撤销"),
        ("stage", "withdrawn", "撤回", "撤销"),
        ("stage", "revoked", "撤销", "注销"),
        ("procedure", "deregistration", "注销", "撤销"),
        ("event", "supplement_submitted", "补充提交", "补交"),
        ("day_kind", "make_up_working_day", "调休上班", "补班"),
        ("stage", "deemed_abandoned", "视为放弃", "撤回"),
        ("role", "sponsor", "主办（使用）单位", "申请人"),
    ],
)
def test_terms_of_art(kind: str, key: str, has: str, has_not: str) -> None:
    text = label(kind, key, "zh")
    assert has in text
    assert has_not not in text


def test_stage_depends_on_the_procedure() -> None:
    assert stage_label("filing", "reported", "zh") != stage_label(
        "deregistration", "reported", "zh"
    )
    assert stage_label("change", "approved", "zh") == "变更已批准"
    with pytest.raises(GafRulesError):
        stage_label("deregistration", "displayed")


@pytest.mark.parametrize(
    ("arguments", "nearest"),
    [
        (("rol", "sponsor", "zh"), "'role'"),
        (("role", "provincial_cca", "zh"), "'provincial_cac'"),
        (("role", "???", "en"), "'"),
    ],
)
def test_unknown_labels_are_refused(arguments: tuple[str, str, Any], nearest: str) -> None:
    with pytest.raises(GafRulesError, match="the nearest is") as caught:
        label(*arguments)
    assert nearest in caught.value.en
    assert nearest in caught.value.zh


def test_a_language_that_is_none_is_refused_as_everywhere() -> None:
    with pytest.raises(CaseError) as caught:
        label("role", "sponsor", "zh-CN")  # type: ignore[arg-type]  # no such language
    (problem,) = caught.value.problems
    assert (problem.code, problem.path, problem.allowed) == ("unknown_word", "$lang", ("zh", "en"))


def test_the_table_is_read_only() -> None:
    with pytest.raises(TypeError):
        LABELS["role"] = {}  # type: ignore[index]  # the point is that it is refused
    with pytest.raises(TypeError):
        LABELS["role"]["sponsor"] = ("", "")  # type: ignore[index]  # the point is that it is refused
