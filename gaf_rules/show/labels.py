"""The words of a code, for whoever shows answers to people: ``gaf.label`` and ``gaf.LABELS``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gaf_rules.documents.fields import say, short
from gaf_rules.messages import LABELS, LANGUAGES
from gaf_rules.values.errors import CaseError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CODE_KINDS", "LABELS", "label"]

CODE_KINDS: Final = (
    "event",
    "finding",
    "role",
    "procedure",
    "tier",
    "sponsor_kind",
    "app_kind",
    "purpose",
    "material",
    "problem",
    "ground",
    "position",
    "stage",
    "deregistration_stage",
    "status",
    "severity",
    "certainty",
    "day_kind",
    "reading",
    "reading_option",
)
"""The kinds of `LABELS` that are codes of the contract: what stands in a case or an assessment."""
_NEXT: Final = ("error", "answer", "field", "case_field", "result_column")


def label(code: str, lang: str = "zh", *, kind: str | None = None) -> str:
    """The words of a code: of an event, a finding, a role, a status.

    Arguments:
        code: the code, as it stands in a case, an assessment or a table.
        lang: ``"zh"`` or ``"en"``.
        kind: what it is a code of, a key of `LABELS`; needed only where one code has several meanings
            (``other``; ``reported`` as a stage of filing and of deregistration).

    Raises:
        CaseError: there is no such code, kind or language, with the nearest; or the code has several
            meanings, with the kinds to choose from.

    >>> label("deemed_abandoned"), label("DEEMED_ABANDONED", "en"), label("other", kind="app_kind")
    ('视为放弃', 'Deemed abandoned', '其他形态')
    """
    if lang not in LANGUAGES:
        raise _unknown(lang, "lang", LANGUAGES)
    if kind is not None:
        if not _is_one_of(kind, LABELS):
            raise _unknown(kind, "kind", tuple(LABELS))
        if not _is_one_of(code, LABELS[kind]):
            raise _unknown(code, "code", tuple(LABELS[kind]))
        return LABELS[kind][code][LANGUAGES.index(lang)]
    for kinds in (CODE_KINDS, _NEXT):
        found = {each: LABELS[each][code] for each in kinds if _is_one_of(code, LABELS[each])}
        if len({*found.values()}) > 1:
            raise _several(code, tuple(found))
        for words in found.values():
            return words[LANGUAGES.index(lang)]
    every = dict.fromkeys(each for each_kind in CODE_KINDS for each in LABELS[each_kind])
    raise _unknown(code, "code", tuple(every))


def _is_one_of(name: object, known: Mapping[str, object]) -> bool:
    """Whether this is one of the names; what cannot be looked up is none."""
    return isinstance(name, str) and name in known


def _several(code: str, kinds: tuple[str, ...]) -> CaseError:
    zh = f"{code} 有几个意思；请以 kind= 说明是哪一个：{'、'.join(kinds)}"
    en = f"{code} has several meanings; say with kind= which: {', '.join(kinds)}"
    return CaseError((say("wrong_argument", "$kind", None, zh, en, kinds),))


def _unknown(got: object, name: str, known: tuple[str, ...]) -> CaseError:
    import difflib  # noqa: PLC0415 - only errors need it

    near = difflib.get_close_matches(str(got), known, n=1, cutoff=0.0)[0]
    zh = f"没有 {short(got)}；最接近的是 {near}"
    en = f"there is no {short(got)}; the nearest is {near}"
    return CaseError((say("unknown_word", f"${name}", got, zh, en, known),))
