"""Both languages name the same: offices, acts, and what a code says."""

from __future__ import annotations

import re

import pytest

from gaf_rules.messages import LABELS

_PAIRS = [(kind, key) for kind, words in LABELS.items() for key in words]
# What a Chinese text names its English one names, and the other way round.
_TERMS = {
    "市县": "municipal|city or county",
    "省委网信办": "provincial (?:cyberspace|receipt|CAC)",
    "国家(?!机关)|中央网信办|全国": "national|central cyberspace",
    "省直": "department",
    "撤回": "withdr",
    "视为放弃": "abandon",
    "自查": "self-check",
    "(?<!非)工作日(?!历)": "working day",
}
_SHORTER = {
    # what the head of the column, or the sentence before, has said
    ("day_kind", "make_up_working_day"),
    ("definition", "until"),
}


@pytest.mark.parametrize(("kind", "key"), _PAIRS, ids=str)
def test_both_languages_name_the_same_offices_and_acts(kind: str, key: str) -> None:
    zh, en = LABELS[kind][key]
    named = {term: bool(re.search(term, zh)) for term in _TERMS}
    meant = {term: bool(re.search(words, en, re.IGNORECASE)) for term, words in _TERMS.items()}
    assert named == meant or (kind, key) in _SHORTER


def test_a_finding_is_called_by_what_its_code_says() -> None:
    for code, (zh, en) in LABELS["finding"].items():
        # What is overdue is not done yet, what is late has been done.
        for part, term, words in (
            ("OVERDUE", "[超逾]期未", "overdue"),
            ("MISSING", "缺|不齐|没有余量", "missing|no safe"),
        ):
            called = part in code.split("_")
            assert bool(re.search(term, zh)) == called, (code, zh)
            assert bool(re.search(words, en, re.IGNORECASE)) == called, (code, en)
        if "LATE" in code.split("_"):
            assert re.search("迟|逾期|晚于|期限后", zh), (code, zh)
            assert re.search(r"\blate", en, re.IGNORECASE), (code, en)
