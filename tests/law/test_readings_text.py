"""Every ambiguity is accounted for once; fields, options and articles tie with the list."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from gaf_rules.guidelines.hainan_clauses import CLAUSE_BOOK
from gaf_rules.language.readings import READING_OPTIONS
from gaf_rules.messages import LABELS
from gaf_rules.readings_text import ARTICLES, FIXED, READING_TEXTS
from gaf_rules.readings_text.model import PERIOD_CLAUSES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHINESE = re.compile(r"[\u4e00-\u9fff]")
WIDE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")

DECLARED_WITHOUT_KEY = {"human", "city"}
"""Defaults that the list words rather than keys: a person decides, or the name says so."""


@pytest.fixture
def ambiguities(shared: Path) -> dict[str, dict[str, Any]]:
    data = json.loads((shared / "law" / "ambiguities.json").read_text(encoding="utf-8"))
    return {item["id"]: item for item in data["items"]}


def _clauses(item: dict[str, Any]) -> tuple[str, ...]:
    if item["clauses"] == ["all"]:
        return ()
    if item["clauses"] == ["all 工作日 periods"]:
        return PERIOD_CLAUSES
    return tuple(item["clauses"])


def _plain(cite: str) -> str:
    return re.sub(r"[《》（）()]", "", cite)


def _texts() -> Iterator[tuple[str, str]]:
    """Every pair of Chinese and English in the module."""
    for text in READING_TEXTS.values():
        yield text.zh, text.en
        yield text.question_zh, text.question_en
        yield text.argument_zh, text.argument_en
        for option in text.options:
            yield option.zh, option.en
            yield option.meaning_zh, option.meaning_en
        for cite in text.cites:
            yield cite.zh, cite.en
    for point in FIXED.values():
        yield point.zh, point.en


def test_every_ambiguity_is_accounted_for_once(ambiguities: dict[str, dict[str, Any]]) -> None:
    ours = [text.ambiguity for text in READING_TEXTS.values()] + list(FIXED)
    assert len(ours) == len(ambiguities) == 61
    assert sorted(ours) == sorted(ambiguities)


def test_fields_and_options_tie(ambiguities: dict[str, dict[str, Any]]) -> None:
    fields = {i["field"]: (i["id"], i["options"]) for i in ambiguities.values() if i.get("field")}
    assert fields == {
        text.field: (text.ambiguity, {o.key: o.reading for o in text.options})
        for text in READING_TEXTS.values()
    }


def test_order_and_default_are_those_of_the_contract(shared: Path) -> None:
    contract = (shared / "contract.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\w+) \| ([a-z_ ·]+) \| (A-\d+) \|$", contract, re.MULTILINE)
    assert len(rows) == 13
    assert [(name, options.split(" · "), id_) for name, options, id_ in rows] == [
        (name, [option.key for option in text.options], text.ambiguity)
        for name, text in READING_TEXTS.items()
    ]


def test_fields_and_options_are_those_of_the_code() -> None:
    ours = {name: tuple(o.key for o in text.options) for name, text in READING_TEXTS.items()}
    assert ours == dict(READING_OPTIONS)


def test_labels_come_from_here() -> None:
    assert list(LABELS["reading"]) == list(READING_TEXTS)
    assert set(LABELS["reading_option"]) == {
        f"{text.field}={option.key}" for text in READING_TEXTS.values() for option in text.options
    }
    for text in READING_TEXTS.values():
        assert len({option.zh for option in text.options}) == len(text.options)
        assert len({option.en for option in text.options}) == len(text.options)


def test_clauses_are_those_of_the_list(ambiguities: dict[str, dict[str, Any]]) -> None:
    for text in READING_TEXTS.values():
        assert text.clauses == _clauses(ambiguities[text.ambiguity])
    for id_, point in FIXED.items():
        assert point.id == id_
        assert point.clauses == _clauses(ambiguities[id_])


def test_clauses_named_anywhere_exist() -> None:
    named = {c for t in READING_TEXTS.values() for c in t.clauses}
    named |= {c for p in FIXED.values() for c in p.clauses}
    for zh, en in _texts():
        in_zh, in_en = (re.findall(r"\d(?:\.\d)+[a-f]?", text) for text in (zh, en))
        assert set(in_zh) == set(in_en), zh
        named |= set(in_zh)
    # A heading says nothing that a text could lean on; T2, the edition, is the one exception.
    assert all(not CLAUSE_BOOK[slug].heading for slug in named - {"T2"})


def test_defaults_are_readings_of_the_list(ambiguities: dict[str, dict[str, Any]]) -> None:
    for id_, point in FIXED.items():
        item = ambiguities[id_]
        keys = {reading["key"] for reading in item["readings"]}
        assert point.default in keys | DECLARED_WITHOUT_KEY, id_
        said = re.findall(r"[\w+-]+", item["default"])
        assert point.default in said or point.default in DECLARED_WITHOUT_KEY, id_
        if point.default == "human":
            assert point.decided_by != "default", id_


def test_what_asks_a_question_has_one() -> None:
    asking = [point for point in FIXED.values() if point.decided_by == "question"]
    assert len(asking) > 8
    asked = {key for key in LABELS["question"] if not key.startswith("receipt:")}
    for point in asking:
        # A missing receipt (2.4.3a) is asked for by date, a route (2.2.x) under 2.2.0.
        clauses = {"2.2.0" if c.startswith("2.2.") else c for c in point.clauses}
        assert clauses & (asked | {"2.4.3a"}), point.id


def test_arguments_name_their_articles() -> None:
    for text in READING_TEXTS.values():
        assert text.cites, text.field
        for cite in text.cites:
            number = re.search(r"第(\d+)条", cite.zh)
            assert number
            if cite.secondary:
                continue
            assert f"第{number[1]}条" in text.argument_zh or text.field == "trigger_day"
            law = re.search("《(.+?)》", cite.zh)
            assert law
            assert number[1] in cite.en


def test_articles_are_in_the_list_with_a_sound_source(
    ambiguities: dict[str, dict[str, Any]],
) -> None:
    sources = {_plain(b["cite"]): b["source"] for i in ambiguities.values() for b in i["basis"]}
    known = {_plain(k).replace("等网摘/碎片", ""): v for k, v in sources.items()}
    known = {k.replace("父办法", "管理办法"): v for k, v in known.items()}
    for cite in ARTICLES.values():
        ours = _plain(cite.zh)
        found = [source for k, source in known.items() if ours.endswith(k)]
        assert found, cite.zh
        assert any(s.startswith("LawRefBook") for s in found) is not cite.secondary, cite.zh


def test_every_article_is_used() -> None:
    used = {cite for text in READING_TEXTS.values() for cite in text.cites}
    assert used == {*ARTICLES.values()}


def test_texts_are_in_their_language() -> None:
    for zh, en in _texts():
        assert CHINESE.search(zh)
        assert re.search("[a-z]", en)
        assert not WIDE.search(en), en
        assert not re.search(r"[\u4e00-\u9fff][,;:?()!]", zh), zh


def test_sentences_end() -> None:
    for text in READING_TEXTS.values():
        assert text.question_zh.endswith("？")
        assert text.question_en.endswith("?")
        assert text.argument_zh.endswith("。")
        assert text.argument_en.endswith(".")
    for point in FIXED.values():
        assert point.zh.endswith("。")
        assert point.en.endswith(".")


def test_no_legal_number_in_the_words() -> None:
    number = re.compile(r"\d\s*(个工作日|working days?)|十个?工作日|\b(ten|twenty)\b")
    for pair in _texts():
        assert not number.search(" ".join(pair)), pair
