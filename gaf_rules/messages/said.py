"""Sentences out of the message tables, their braces filled, in both languages at once."""

from __future__ import annotations

from typing import Any

from gaf_rules.messages import LABELS, LANGUAGES

__all__ = ["Said", "named", "said"]

Said = tuple[str, str]
"""A sentence in Chinese and in English."""


def said(kind: str, key: str, **facts: Any) -> Said:
    """A sentence of the tables in both languages.

    Arguments:
        kind: the table in `gaf_rules.messages.LABELS`.
        key: its place there.
        **facts: what fills its braces: a pair is taken apart by language, anything else is the same in both.

    >>> said("no_plan", "no_route", clause="2.2.0")[1]
    'the route is left to a person (2.2.0): record the determination first, then plan'
    """
    zh, en = (
        words.format(**{name: _part(value, place) for name, value in facts.items()})
        for place, words in enumerate(LABELS[kind][key])
    )
    return zh, en


def _part(value: Any, place: int) -> str:
    return str(value[place] if isinstance(value, tuple) else value)


def named(words: Any, kind: str, key: str) -> Said:
    """What a thing is called in both languages.

    Arguments:
        words: what has a ``label(kind, key, lang)``: the guideline, which may have words of its own.
        kind: what kind of thing.
        key: which.
    """
    zh, en = (str(words.label(kind, key, lang)) for lang in LANGUAGES)
    return zh, en
