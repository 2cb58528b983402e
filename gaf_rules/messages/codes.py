"""Codes in Chinese sentences: in words, with the code itself in brackets for whoever writes documents."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from gaf_rules.messages import LABELS

__all__ = ["code_in_words", "codes_in_words"]

_KINDS: Final = (
    "event", "role", "procedure", "tier", "sponsor_kind", "app_kind", "purpose", "material", "problem",
    "ground", "position", "stage", "answer", "field",
)  # fmt: skip


@lru_cache(maxsize=1024)
def codes_in_words(codes: tuple[str, ...]) -> str:
    """A list of codes of one kind, such as a message offers to choose from.

    Codes that are no label of one kind together (options of readings, clauses) stay as they are.

    >>> codes_in_words(("filing", "change")), codes_in_words(("exclude", "include"))
    ('备案（filing）、备案变更（change）', 'exclude、include')
    """
    plain = {code.partition(":")[0] for code in codes}
    kind = next((kind for kind in _KINDS if LABELS[kind].keys() >= plain), None)
    return "、".join(code if kind is None else code_in_words(kind, code) for code in codes)


def code_in_words(kind: str, code: str) -> str:
    """One code; of a determination, behind a colon, the question is part of it.

    >>> code_in_words("event", "application_submitted")
    '提交申请（application_submitted）'
    """
    words = LABELS[kind].get(code.partition(":")[0])
    return code if words is None else f"{words[0]}（{code}）"
