"""Every word that a person reads, in Chinese and English, in one table.

:data:`LABELS` maps a kind (``"event"``, ``"finding"``, ``"question"`` …) to its keys, and each key
to its Chinese and English words; :func:`label` looks one up. The data stand in the sibling modules.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from gaf_rules.errors import PROBLEM_CODES, GafRulesError
from gaf_rules.lazy import Lazy
from gaf_rules.messages.case_words import CASE_WORDS
from gaf_rules.messages.document_words import DOCUMENT_WORDS
from gaf_rules.messages.facts import FACTS
from gaf_rules.messages.findings import FINDINGS
from gaf_rules.messages.process_words import PROCESS_WORDS
from gaf_rules.messages.questions import QUESTIONS
from gaf_rules.messages.table_words import TABLE_WORDS
from gaf_rules.messages.wish_words import WISH_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["LABELS", "LANGUAGES", "label", "stage_label"]

LANGUAGES = ("zh", "en")
"""The languages, in the order of the pairs in :data:`LABELS`."""


def _tables() -> dict[str, Mapping[str, tuple[str, str]]]:
    return {
        **CASE_WORDS,
        **PROCESS_WORDS,
        **WISH_WORDS,
        **TABLE_WORDS,
        **DOCUMENT_WORDS,
        "error": PROBLEM_CODES,
        "fact": FACTS,
        "finding": {code: (zh, en) for code, (zh, en, _, _) in FINDINGS.items()},
        "finding_text": {code: (zh, en) for code, (_, _, zh, en) in FINDINGS.items()},
        "question": {key: (zh, en) for key, (zh, en, _, _) in QUESTIONS.items()},
        "question_effect": {key: (zh, en) for key, (_, _, zh, en) in QUESTIONS.items()},
    }


class _FromReadings(Mapping[str, tuple[str, str]]):
    """Words that stand in :mod:`gaf_rules.readings_text`, which is loaded when they are first asked for."""

    __slots__ = ("_words",)

    def __init__(self, words: Callable[[], dict[str, tuple[str, str]]]) -> None:
        self._words = Lazy(words)

    def __getitem__(self, key: str) -> tuple[str, str]:
        return self._words.value()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._words.value())

    def __len__(self) -> int:
        return len(self._words.value())


def _readings() -> dict[str, tuple[str, str]]:
    from gaf_rules.readings_text import READING_TEXTS  # noqa: PLC0415 - the arguments are long

    return {name: (text.zh, text.en) for name, text in READING_TEXTS.items()}


def _reading_options() -> dict[str, tuple[str, str]]:
    from gaf_rules.readings_text import READING_TEXTS  # noqa: PLC0415 - the arguments are long

    return {
        f"{name}={option.key}": (option.zh, option.en)
        for name, text in READING_TEXTS.items()
        for option in text.options
    }


LABELS: Mapping[str, Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        **{kind: MappingProxyType({**words}) for kind, words in _tables().items()},
        "reading": _FromReadings(_readings),
        "reading_option": _FromReadings(_reading_options),
    }
)
"""Kind to key to (Chinese, English). The keys of ``reading_option`` are ``field=option``."""


def label(kind: str, key: str, lang: str = "en") -> str:
    """The words for one value.

    Arguments:
        kind: what it is a value of; a key of :data:`LABELS`.
        key: the value.
        lang: ``"zh"`` or ``"en"``.

    Raises:
        GafRulesError: there is no such kind, key or language; it names the nearest.

    >>> label("role", "provincial_cac", "zh"), label("status", "met_late")
    ('省委网信办', 'met late')
    """
    if kind not in LABELS:
        raise _unknown(kind, LABELS, zh="词类", en="kind of label")
    words = LABELS[kind]
    if key not in words:
        raise _unknown(key, words, zh=f"{kind} 词条", en=f"label of kind {kind}")
    if lang not in LANGUAGES:
        raise _unknown(lang, LANGUAGES, zh="语言", en="language")
    return words[key][LANGUAGES.index(lang)]


def stage_label(procedure: str, stage: str, lang: str = "en") -> str:
    """The words for a stage, which may depend on the procedure: ``reported`` means two things.

    >>> stage_label("filing", "reported"), stage_label("deregistration", "reported")
    ('reported, awaiting national receipt', 'deregistration reported')
    """
    own = f"{procedure}_stage"
    return label(own if own in LABELS else "stage", stage, lang)


def _unknown(got: str, known: Iterable[str], *, zh: str, en: str) -> GafRulesError:
    # Imported here: only error messages need it, and importing the package has to stay quick.
    import difflib  # noqa: PLC0415  only error messages need it

    near = difflib.get_close_matches(str(got), list(known), n=1, cutoff=0.0)[0]
    return GafRulesError(
        zh=f"没有这个{zh}：{got!r}；最接近的是 {near!r}",
        en=f"there is no {en} {got!r}; the nearest is {near!r}",
    )
