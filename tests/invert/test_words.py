"""The sentences of plans and needs: none unused, the same facts in both languages, all of them filled."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import gaf_rules as gaf
from gaf_rules.messages.said import said
from gaf_rules.values.shipped import words_of

WISH_WORDS = words_of("gaf_rules.messages", "wishes.json", "arguments.json")
_SOURCE = Path(gaf.__file__).parent
_CODE = "".join(
    path.read_text("utf-8")
    for part in ("ask/planning/*.py", "ask/needs/*.py", "evaluate/arguments.py")
    for path in _SOURCE.glob(part)
)
_PAIRS = [(kind, key) for kind, words in WISH_WORDS.items() for key in words]


def _braces(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize(("kind", "key"), _PAIRS)
def test_both_languages_say_the_same_facts(kind: str, key: str) -> None:
    zh, en = WISH_WORDS[kind][key]
    assert _braces(zh) == _braces(en)
    filled = said(kind, key, **dict.fromkeys(_braces(zh), ("甲", "one")))
    assert not any("{" in text for text in filled)


@pytest.mark.parametrize(("kind", "key"), _PAIRS)
def test_no_sentence_is_unused(kind: str, key: str) -> None:
    # What no act takes away is looked up by the code of the finding.
    assert kind == "no_act" or f'"{key}"' in _CODE
    assert f'"{kind}"' in _CODE or kind in {"no_need", "no_plan"}
