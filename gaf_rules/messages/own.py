"""Words that a guideline brings along in a file of its own, checked as they are read."""

from __future__ import annotations

import json
from string import Formatter
from typing import TYPE_CHECKING, Any

from gaf_rules.messages import LANGUAGES
from gaf_rules.values.errors import GuidelineError
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
            two have different braces; it names the place.

    >>> read_words('{"role": {"sponsor": {"zh": "提供者", "en": "provider"}}}')["role"]["sponsor"]
    ('提供者', 'provider')
    """
    try:
        kinds = json.loads(text, object_pairs_hook=_once)
    except (ValueError, TypeError, RecursionError) as error:
        raise _wrong(None, "不是可用的 JSON", f"no JSON ({error})") from None
    return frozen_maps(
        {
            kind: {key: _pair(f"{kind}.{key}", told) for key, told in _mapping(kind, keys).items()}
            for kind, keys in _mapping(None, kinds).items()
        }
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _wrong(key, "同一键出现两次", "the key stands twice")
        found[key] = value
    return found


def _mapping(place: str | None, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(place, "应为键到内容的映射", "a mapping of keys is expected")
    return value


def _pair(place: str, told: Any) -> tuple[str, str]:
    zh, en = (_mapping(place, told).get(lang) for lang in LANGUAGES)
    if set(told) != {*LANGUAGES} or not (says_something(zh) and says_something(en)):
        raise _wrong(place, "应有 zh 与 en 两段文字", "a text for zh and one for en are expected")
    if len({frozenset(_braces(place, text)) for text in (zh, en)}) > 1:
        raise _wrong(place, "两种语言的花括号不同", "the two languages have different braces")
    return zh, en


def _braces(place: str, text: str) -> list[str]:
    try:
        return [name for _, name, _, _ in Formatter().parse(text) if name is not None]
    except ValueError:
        raise _wrong(place, "花括号不成对", "a brace is not closed") from None


def _wrong(place: str | None, zh: str, en: str) -> GuidelineError:
    return GuidelineError(
        clause=place or "",
        known=LANGUAGES,
        zh=f"指南的文字 {place}：{zh}" if place else f"指南的文字：{zh}",
        en=f"words of the guideline, {place}: {en}" if place else f"words of the guideline: {en}",
    )
