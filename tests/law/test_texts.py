"""The files of texts: both languages side by side, the same braces, each entry once, none left over."""

from __future__ import annotations

import json
import pickle
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from attrs import evolve

import gaf_rules as gaf
from gaf_rules.guidelines.hainan import HAINAN
from gaf_rules.language.citation import ClauseBook, worded
from gaf_rules.messages import LABELS
from gaf_rules.messages.own import read_words
from gaf_rules.readings_text import ARTICLES, FIXED, READING_TEXTS
from gaf_rules.values.errors import PROBLEM_CODES, GuidelineError
from gaf_rules.values.shipped import words_of

_ROOT = Path(gaf.__file__).parent
_FILES = sorted(
    path
    for room in ("messages", "readings_text", "guidelines", "show")
    for path in (_ROOT / room).glob("*.json")
)


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.stem)
def test_a_file_is_whole_and_laid_out_for_whoever_edits_it(path: Path) -> None:
    text = path.read_text("utf-8")
    words = read_words(text)
    assert words
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"


def test_a_kind_of_label_stands_in_one_file() -> None:
    kinds = [
        kind
        for path in (_ROOT / "messages").glob("*.json")
        for kind in json.loads(path.read_bytes())
    ]
    assert sorted(kinds) == sorted(LABELS)


def test_every_text_of_pictures_and_tables_is_used() -> None:
    words = json.loads((_ROOT / "show" / "words.json").read_bytes())
    code = "".join(path.read_text("utf-8") for path in (_ROOT / "show").rglob("*.py"))
    assert set(words) == set(re.findall(r'\["(guide|\w*legend)"\]', code))
    stated = {row.what for row in HAINAN.facts}
    for kind in words:
        for key in words[kind].keys() - stated:
            assert f'"{key}"' in code, (kind, key)


def test_every_text_on_readings_and_clauses_is_used_and_none_is_missing() -> None:
    long = words_of("gaf_rules.readings_text", "readings.json")
    options = {*LABELS["reading_option"]}
    assert {kind: {*words} for kind, words in long.items()} == {
        "reading_question": {*READING_TEXTS},
        "reading_option_meaning": options,
        "reading_argument": {*READING_TEXTS},
        "fixed_point": {*FIXED},
        "article": {*ARTICLES},
    }
    hainan = words_of("gaf_rules.guidelines", "hainan.json")
    assert {*hainan["clause"]} == {*HAINAN.clauses}
    assert {*hainan["stated"].values()} == {(row.zh, row.en) for row in HAINAN.facts}
    assert {*LABELS["error"]} == {*PROBLEM_CODES}


def test_labels_travel_to_other_processes() -> None:
    assert pickle.loads(pickle.dumps(gaf.LABELS)) == gaf.LABELS  # noqa: S301 - our own bytes


_PROVINCE = {
    "clause": {
        "5": {"zh": "收到后{days}个工作日内审核。", "en": "Review within {days} working days."}
    },
    "role": {"provincial_cac": {"zh": "省网信办", "en": "office of the province"}},
}


def test_another_guideline_brings_its_words_in_a_file_of_its_own() -> None:
    words = read_words(json.dumps(_PROVINCE))
    own = worded([("5", "norm", "")], words["clause"])
    clauses = ClauseBook((*HAINAN.clauses.values(), *own))
    reasons = {**HAINAN.out_of_scope, "5": "made up"}
    other = evolve(HAINAN, clauses=clauses, out_of_scope=reasons, words={"role": words["role"]})
    assert other.label("role", "provincial_cac", "zh") == "省网信办"
    assert other.label("role", "sponsor", "en") == HAINAN.label("role", "sponsor", "en")
    assert other.clauses["5"].wording("zh", days=7) == "收到后7个工作日内审核。"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[", "no JSON"),
        ("[1]", "a mapping of keys"),
        ('{"role": 1}', "role: a mapping"),
        ('{"role": {"a": {"zh": "甲"}}}', r"role\.a: a text for zh and one for en"),
        ('{"role": {"a": {"zh": "甲", "en": " "}}}', r"role\.a: a text"),
        ('{"role": {"a": {"zh": "甲", "en": "a", "fr": "a"}}}', r"role\.a: a text"),
        ('{"role": {"a": {"zh": "{x}", "en": "a"}}}', r"role\.a: the two languages"),
        ('{"role": {"a": {"zh": "{x", "en": "{x"}}}', r"role\.a: a brace"),
        ('{"role": {}, "role": {}}', "role: the key stands twice"),
    ],
)
def test_words_that_do_not_add_up_are_refused_with_their_place(text: str, place: str) -> None:
    with pytest.raises(GuidelineError, match=place):
        read_words(text)


def test_all_that_is_wrong_with_words_is_told_at_once() -> None:
    words = {
        "clause": {
            "5": {"zh": "甲"},
            "6": {"zh": "{n}日", "en": "days"},
            "7": {"zh": "{", "en": "{"},
        },
        "role": ["sponsor"],
        "stage": {"filed": {"zh": "已备案", "en": "filed"}},
    }
    with pytest.raises(GuidelineError) as caught:
        read_words(json.dumps(words))
    told = caught.value.to_dict()["problems"]
    places = ["$.clause.5", "$.clause.6", "$.clause.7", "$.role"]
    assert [each["path"] for each in told] == places
    assert [each["code"] for each in told] == ["no_words", "no_words", "no_words", "wrong_type"]


@pytest.mark.parametrize(
    ("rows", "words"), [((), {"5": ("甲", "a")}), ((("5", "norm", ""),), {})], ids=["rows", "words"]
)
def test_a_clause_without_words_and_words_without_a_clause_are_refused(
    rows: tuple[tuple[str, str, str], ...], words: dict[str, tuple[str, str]]
) -> None:
    with pytest.raises(GuidelineError, match="do not match: 5"):
        worded(rows, words)  # type: ignore[arg-type]  # natures are texts here


def test_the_texts_are_read_out_of_a_zip(tmp_path: Path) -> None:
    packed = tmp_path / "library.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in _ROOT.rglob("*"):
            if path.suffix in {".py", ".json"}:
                archive.write(path, Path(_ROOT.name) / path.relative_to(_ROOT))
    code = "import gaf_rules as g; print(g.__file__, g.label('determination'), g.HAINAN.wording('2.4.4c'))"
    told = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(packed), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=True,
        encoding="utf-8",
    ).stdout
    assert "library.zip" in told
    assert gaf.label("determination") in told
    assert HAINAN.wording("2.4.4c") in told
