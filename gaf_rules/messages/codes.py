"""Codes in Chinese sentences: in words, with the code itself in brackets for whoever writes documents."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from gaf_rules.messages import LABELS
from gaf_rules.values.nearest import nearest, short

__all__ = ["code_called", "code_in_words", "code_meant", "codes_in_words"]

_KINDS: Final = (
    "event", "role", "procedure", "tier", "sponsor_kind", "app_kind", "purpose", "material", "problem",
    "ground", "position", "stage", "answer", "field", "overlay_kind",
)  # fmt: skip


@lru_cache(maxsize=1024)
def codes_in_words(codes: tuple[str, ...]) -> str:
    """A list of codes of one kind, such as a message offers to choose from.

    Codes that are no label of one kind together (options of readings, clauses) stay as they are.

    >>> codes_in_words(("filing", "change")), codes_in_words(("exclude", "include"))
    ('备案（filing）、备案变更（change）', 'exclude、include')
    """
    kind = _kind_of(codes)
    return "、".join(code if kind is None else code_in_words(kind, code) for code in codes)


def _kind_of(codes: tuple[str, ...]) -> str | None:
    """The kind of label that has all of these codes, if there is one."""
    plain = {code.partition(":")[0] for code in codes}
    return next((kind for kind in _KINDS if LABELS[kind].keys() >= plain), None)


def code_meant(got: object, codes: tuple[str, ...]) -> tuple[str, str]:
    """The end of a sentence, in both languages, that names the code that was meant; empty where none was.

    A person writes what the code is called, in either language, where a document has the code itself.

    >>> code_meant("提交申请", ("application_submitted", "app_launched"))[1]
    '; did you mean application_submitted?'
    >>> code_meant(1900, ("1900", "1904"))[1]
    '; did you mean "1900", a text?'
    """
    if not isinstance(got, str):
        is_text = type(got) in (int, float) and short(got) in codes
        return (
            (f'；是否想写文字 "{got}"', f'; did you mean "{got}", a text?') if is_text else ("", "")
        )
    near = nearest(got, codes, cutoff=0.6)
    kind = None if near else _kind_of(codes)
    if kind is not None:
        words = {word: code for code in codes for word in LABELS[kind].get(code, ())}
        near = tuple(words[word] for word in nearest(got, words, cutoff=0.6))
    return (f"；是否想写 {near[0]}", f"; did you mean {near[0]}?") if near else ("", "")


def code_called(word: str, codes: tuple[str, ...]) -> str:
    """The code that goes by a word, in either language; any other word as it stands.

    >>> code_called("市县网信办", ("sponsor", "municipal_cac")), code_called("desk", ("sponsor",))
    ('municipal_cac', 'desk')
    """
    kind = _kind_of(codes)
    called = {name: code for code in codes if kind for name in LABELS[kind].get(code, ())}
    if kind == "role":
        called |= {name: code for code in codes for name in LABELS["role_short"][code]}
    return called.get(word, word)


def code_in_words(kind: str, code: str) -> str:
    """One code; of a determination, behind a colon, the question is part of it.

    >>> code_in_words("event", "application_submitted")
    '提交申请（application_submitted）'
    """
    words = LABELS[kind].get(code.partition(":")[0])
    return code if words is None else f"{words[0]}（{code}）"
