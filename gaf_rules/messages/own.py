"""Words that a guideline brings along in a file of its own, checked as they are read."""

from __future__ import annotations

import json
from collections import Counter
from string import Formatter
from typing import TYPE_CHECKING, Any

from gaf_rules.messages import LANGUAGES
from gaf_rules.values.errors import GuidelineError, Problem
from gaf_rules.values.mapping import frozen_maps
from gaf_rules.values.texts import says_something

if TYPE_CHECKING:
    from gaf_rules.values.mapping import FrozenMap

__all__ = ["read_words"]


def read_words(text: str | bytes) -> FrozenMap[str, FrozenMap[str, tuple[str, str]]]:
    """The words of a guideline, for ``Guideline(words=…)`` and :func:`gaf_rules.language.citation.worded`.

    Arguments:
        text: JSON: kind → key → ``{"zh": …, "en": …}``, as in the files of this package. The kinds are those
            of :data:`gaf_rules.messages.LABELS`, and ``clause`` for what each clause says.

    Returns:
        Kind to key to (Chinese, English).

    Raises:
        GuidelineError: it is no such JSON, a key stands twice, a language is missing or says nothing, or the
            two have different braces: everything that is wrong, each with its place.

    >>> read_words('{"role": {"sponsor": {"zh": "提供者", "en": "provider"}}}')["role"]["sponsor"]
    ('提供者', 'provider')
    """
    found = _OwnWords()
    kinds = found.json(text)
    words = {
        kind: {
            key: found.pair(f"$.{kind}.{key}", told)
            for key, told in found.mapping(f"$.{kind}", keys).items()
        }
        for kind, keys in found.mapping("$", kinds).items()
    }
    if found.problems:
        raise GuidelineError.linking(tuple(found.problems))
    return frozen_maps(words)


class _OwnWords:
    """What is read, and what was found wrong with it so far."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def json(self, text: str | bytes) -> Any:
        try:
            return json.loads(text, object_pairs_hook=self._once)
        except (ValueError, TypeError, RecursionError) as error:
            at = f" {error.lineno}:{error.colno}" if isinstance(error, json.JSONDecodeError) else ""
            self._wrong("not_json", "$", f"不是可用的 JSON{at}", f"no JSON{at}")
            return {}

    def _once(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        for key, times in Counter(key for key, _ in pairs).items():
            if times > 1:
                self._wrong("repeated", key, "同一键出现两次", "the key stands twice")
        return dict(pairs)

    def mapping(self, place: str, value: Any) -> dict[str, Any]:
        if isinstance(value, dict):
            return value
        self._wrong("wrong_type", place, "应为键到内容的映射", "a mapping of keys is expected")
        return {}

    def pair(self, place: str, told: Any) -> tuple[str, str]:
        zh, en = (told.get(lang) if isinstance(told, dict) else None for lang in LANGUAGES)
        if not (says_something(zh) and says_something(en) and len(told) == len(LANGUAGES)):
            zh, en = "应有 zh 与 en 两段文字", "a text for zh and one for en are expected"
            self._wrong("no_words", place, zh, en)
            return "", ""
        try:
            braces = [
                {name for _, name, _, _ in Formatter().parse(each) if name is not None}
                for each in (zh, en)
            ]
        except ValueError:
            self._wrong("no_words", place, "花括号不成对", "a brace is not closed")
        else:
            if braces[0] != braces[1]:
                self._wrong(
                    "no_words",
                    place,
                    "两种语言的花括号不同",
                    "the two languages have different braces",
                )
        return zh, en

    def _wrong(self, code: str, place: str, zh: str, en: str) -> None:
        self.problems.append(Problem(code=code, path=place, zh=zh, en=en))
