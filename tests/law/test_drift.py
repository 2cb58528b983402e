"""Another edition against the digests: each single edit is found, and nothing else."""

from __future__ import annotations

import json
import random
from functools import lru_cache
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from unlinked import unlinked

from gaf_rules.guidelines.hainan import HAINAN
from gaf_rules.guidelines.hainan_clauses import CLAUSES
from gaf_rules.language.citation import ClauseBook, Nature, text_sha256, worded
from gaf_rules.law import drift, sentences_of
from gaf_rules.values.errors import GuidelineError

if TYPE_CHECKING:
    from pathlib import Path

    from gaf_rules.language.guideline import Guideline
    from gaf_rules.law import Drift

SAME = {"same": 84, "changed": 0, "moved": 0, "gone": 0, "new": 0}
INSERTED = "此外另有一项新的要求。"


# -- the guideline itself, where its text is at hand ---------------------------------------------------------
class Original:
    """The text and where each clause stands in it."""

    def __init__(self, shared: Path) -> None:
        self.text = (shared / "law" / "guideline.txt").read_text("utf-8")
        data = json.loads((shared / "law" / "clauses.json").read_text("utf-8"))
        self.spans: list[tuple[int, int]] = [tuple(c["span"]) for c in data["clauses"]]

    def replaced(self, at: int, words: str) -> str:
        start, end = self.spans[at]
        return self.text[:start] + words + self.text[end:]

    def swapped(self, first: int, second: int) -> str:
        (a, b), (c, d) = self.spans[first], self.spans[second]
        text = self.text
        return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]


@lru_cache(maxsize=1)
def _original(shared: Path) -> Original:
    return Original(shared)


@pytest.fixture
def original(shared: Path) -> Original:
    return _original(shared)


PLACES = pytest.mark.parametrize("at", range(84), ids=[clause.slug for clause in CLAUSES])


def _counts(**differing: int) -> dict[str, int]:
    counts = {**SAME, **differing}
    counts["same"] = 84 - counts["changed"] - counts["moved"] - counts["gone"]
    return counts


def test_the_text_itself_is_the_same_throughout(original: Original) -> None:
    found = drift(HAINAN, original.text)
    assert found.identical
    assert found.counts() == SAME
    assert [c.clause for c in found.clauses] == [c.slug for c in CLAUSES]


def test_white_space_does_not_count(original: Original) -> None:
    squeezed = "".join(original.text.split())
    assert drift(HAINAN, squeezed).identical
    assert drift(HAINAN, "　\n".join(squeezed)).identical
    marked = "\ufeff" + original.text.replace("\n", "\r\n")  # as an editor of Windows saves it
    assert drift(HAINAN, marked).identical


@PLACES
def test_words_changed(original: Original, at: int) -> None:
    slug = CLAUSES[at].slug
    start, end = original.spans[at]
    words = original.text[start:end]
    for place in {0, len(words) // 2, len(words) - 1}:
        other = words[:place] + "〇" + words[place + 1 :]
        found = drift(HAINAN, original.replaced(at, other))
        assert found.counts() == _counts(changed=1)
        assert found[slug].status == "changed"
        assert found[slug].text == "".join(line.strip() for line in other.splitlines())


@PLACES
def test_a_clause_gone(original: Original, at: int) -> None:
    found = drift(HAINAN, original.replaced(at, ""))
    assert found.counts() == _counts(gone=1)
    gone = found[CLAUSES[at].slug]
    assert (gone.status, gone.text, gone.line, gone.after) == ("gone", "", None, None)


@PLACES
def test_a_sentence_inserted(original: Original, at: int) -> None:
    _, end = original.spans[at]
    found = drift(HAINAN, original.text[:end] + INSERTED + original.text[end:])
    assert found.counts() == _counts(new=1)
    [new] = found.new
    assert (new.text, new.after) == (INSERTED, CLAUSES[at].slug)
    assert new.line == original.text.count("\n", 0, end) + 1


@pytest.mark.parametrize("at", range(83), ids=[clause.slug for clause in CLAUSES[:-1]])
def test_neighbours_that_changed_places(original: Original, at: int) -> None:
    found = drift(HAINAN, original.swapped(at, at + 1))
    assert found.counts() == _counts(moved=1)
    [slug] = found.of("moved")
    first, second = CLAUSES[at].slug, CLAUSES[at + 1].slug
    before = CLAUSES[at - 1].slug if at else ""
    assert (slug, found[slug].after) in {(first, second), (second, before)}


@pytest.mark.no_cover
def test_any_two_that_changed_places(original: Original) -> None:
    chance = random.Random(2026)  # noqa: S311 - a sample, no secret
    for _ in range(20):
        at, to = sorted(chance.sample(range(84), 2))
        if to - at > 2:
            found = drift(HAINAN, original.swapped(at, to))
            assert set(found.of("moved")) == {CLAUSES[at].slug, CLAUSES[to].slug}
            assert found.counts() == _counts(moved=2)


def test_a_number_of_days_changed_names_the_rows_to_look_at(original: Original) -> None:
    at = [clause.slug for clause in CLAUSES].index("2.4.4c")
    start, end = original.spans[at]
    fifteen = original.text[start:end].replace("10", "15")
    found = drift(HAINAN, original.replaced(at, fifteen))["2.4.4c"]
    assert "15" in found.text
    assert found.line == original.text.count("\n", 0, start) + 1
    assert {"period 10 working days after", "duty 2.4.4c supplement_submitted"} <= {
        str(row) for row in found.rows
    }


def test_the_sentences_of_the_text_are_those_of_the_digests(original: Original) -> None:
    sentences = sentences_of(HAINAN, original.text)
    assert list(sentences) == [clause.slug for clause in CLAUSES]
    for clause in CLAUSES:
        assert text_sha256(sentences[clause.slug]) == clause.sha256


def test_another_edition_has_no_sentences_to_quote(original: Original) -> None:
    at = [clause.slug for clause in CLAUSES].index("2.4.4c")
    with pytest.raises(GuidelineError) as caught:
        sentences_of(HAINAN, original.replaced(at, ""))
    assert caught.value.clause == "2.4.4c"
    assert "2.4.4d" in caught.value.known
    assert "1 clauses differ (2.4.4c)" in caught.value.en
    with pytest.raises(GuidelineError, match="1 passages are new"):
        sentences_of(HAINAN, original.text + INSERTED)


# -- a small text of our own -----------------------------------------------------------------------------
TITLE, *RULES = (
    "一、总则",
    "水果须先洗净，",
    "再切成小块。",
    "二、装盘",
    "每盘六块；",
    "苹果放在左边，梨放在右边。",
    "上桌之前盖好。",
)


def _small(*sentences: str) -> Guideline:
    rows: list[tuple[str, Nature, str]] = [
        (f"9.{i}", "heading" if i in {0, 3} else "norm", text_sha256(s))
        for i, s in enumerate(sentences)
    ]
    clauses = worded(rows, {slug: ("我们的话", "ours") for slug, *_ in rows})
    return unlinked(HAINAN, key="small", clauses=ClauseBook(clauses))


SMALL = _small(TITLE, *RULES)
TEXT = "\n".join(["一、总则", RULES[0] + RULES[1], RULES[2], *RULES[3:]])


def _status(found: Drift) -> dict[str, str]:
    return {c.clause: c.status for c in found.clauses if c.status != "same"}


def test_a_heading_that_grew_has_changed() -> None:
    after = drift(SMALL, TEXT.replace("总则", "总则和范围"))
    assert _status(after) == {"9.0": "changed"}
    assert (after["9.0"].text, after.new) == ("一、总则和范围", ())
    before = drift(SMALL, TEXT.replace("一、总则", "第一章一、总则"))
    assert _status(before) == {"9.0": "changed"}
    assert (before["9.0"].text, before.new) == ("第一章一、总则", ())


def test_a_heading_before_the_first_clause_is_new() -> None:
    found = drift(SMALL, "前言\n" + TEXT + "\n附则")
    assert _status(found) == {}
    assert [(n.text, n.line, n.after) for n in found.new] == [("前言", 1, ""), ("附则", 8, "9.6")]


def test_neighbours_that_both_changed_share_what_stands_there() -> None:
    found = drift(SMALL, TEXT.replace("六块", "八块").replace("梨", "桃"))
    assert _status(found) == {"9.4": "changed", "9.5": "changed"}
    assert found["9.4"].text == found["9.5"].text == "每盘八块；苹果放在左边，桃放在右边。"


def test_words_around_a_clause_that_moved_in_are_shown_apart() -> None:
    text = TEXT.replace(RULES[1], "").replace(RULES[4], f"旁边{RULES[1]}还有别的。")
    found = drift(SMALL, text.replace("旁边", "旁边。"))
    assert _status(found) == {"9.2": "moved", "9.5": "changed"}
    assert found["9.5"].text == "旁边。 … 还有别的。"
    assert found["9.2"].after == "9.4"


def test_a_clause_said_twice_is_the_same_once_and_new_once() -> None:
    found = drift(SMALL, TEXT + RULES[3])
    assert _status(found) == {}
    assert [new.text for new in found.new] == [RULES[3]]


def test_a_clause_inside_a_changed_one_has_not_moved_there() -> None:
    book = _small("第一版", "依据《某指南（第一版）》制定。")
    found = drift(book, "依据《另一指南（第一版）》制定。")
    assert _status(found) == {"9.0": "changed", "9.1": "changed"}


def test_nothing_and_something_else() -> None:
    assert drift(SMALL, " \n").counts() == {
        "same": 0,
        "changed": 0,
        "moved": 0,
        "gone": 7,
        "new": 0,
    }
    other = drift(SMALL, "全然不同。")
    assert set(_status(other).values()) == {"changed"}
    assert not other.identical


def test_a_clause_without_a_digest_is_never_found() -> None:
    first, *rest = SMALL.clauses.values()
    undigested = unlinked(SMALL, clauses=ClauseBook((evolve(first, sha256=""), *rest)))
    assert _status(drift(undigested, TEXT)) == {"9.0": "changed"}


def test_the_text_and_the_json_say_the_same() -> None:
    text = TEXT.replace("六块", "八块").replace(RULES[5], "")
    found = drift(SMALL, text.replace(RULES[0] + RULES[1], RULES[1] + RULES[0]) + "\n完。")
    lines = str(found).splitlines()
    assert lines[0] == "same 4, changed 2, moved 1, gone 0, new 0"
    assert "9.4 changed (line 4): 每盘八块；" in lines
    assert "9.6 changed (line 7): 完。" in lines
    assert "9.2 moved after 9.0 (line 2): 再切成小块。" in lines
    data = found.to_dict()
    assert data["counts"] == found.counts()
    assert data["guideline"] == "small"
    assert data["clauses"][4] == {
        "clause": "9.4",
        "status": "changed",
        "text": "每盘八块；",
        "line": 4,
        "after": None,
        "rows": [],
    }
    added = drift(SMALL, "新。" + TEXT)
    assert str(added).splitlines()[1] == "new after the beginning (line 1): 新。"
    assert added.to_dict()["new"] == [{"status": "new", "text": "新。", "line": 1, "after": ""}]
    assert "9.3 gone" in str(drift(SMALL, TEXT.replace(RULES[2], ""))).splitlines()


@given(order=st.permutations(range(7)))
def test_whatever_the_order_every_clause_is_found(order: list[int]) -> None:
    sentences = (TITLE, *RULES)
    found = drift(SMALL, "\n".join(sentences[i] for i in order))
    assert not found.new
    assert {c.status for c in found.clauses} <= {"same", "moved"}
    kept = [int(slug.removeprefix("9.")) for slug in found.of("same")]
    places = [order.index(i) for i in kept]
    assert places == sorted(places)
    assert len(kept) == _longest_increasing(order)


def _longest_increasing(order: list[int]) -> int:
    best: list[int] = []
    for at, value in enumerate(order):
        best.append(1 + max((best[i] for i in range(at) if order[i] < value), default=0))
    return max(best)


@given(text=st.text(alphabet="一、总则水果须先洗净，再切成小块。\n "))
def test_any_text_is_compared_without_loss(text: str) -> None:
    found = drift(SMALL, text)
    squeezed = "".join(text.split())
    shown = {(c.line, c.text) for c in found.clauses if c.text} | {
        (n.line, n.text) for n in found.new
    }
    pieces = "".join("".join(words.split()).replace("…", "") for _, words in shown)
    assert sorted(pieces) == sorted(squeezed)
