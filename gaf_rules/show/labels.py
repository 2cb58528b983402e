"""The words of a code, for whoever shows answers to people: ``gaf.label`` and ``gaf.LABELS``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gaf_rules.documents.fields import say, short
from gaf_rules.messages import LABELS, LANGUAGES
from gaf_rules.values.errors import CaseError
from gaf_rules.values.given import is_one_of, one_of
from gaf_rules.values.nearest import nearest

if TYPE_CHECKING:
    from gaf_rules.values.texts import Lang

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
_ALIKE: Final = 0.6
_NEXT: Final = ("error", "answer", "field", "case_field", "result_column")


def label(code: str, lang: Lang = "zh", *, kind: str | None = None) -> str:
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
    one_of("lang", lang, LANGUAGES)
    if kind is not None:
        if not is_one_of(kind, LABELS):
            raise _unknown(kind, "kind", tuple(LABELS))
        if not is_one_of(code, LABELS[kind]):
            raise _unknown(code, "code", tuple(LABELS[kind]))
        return LABELS[kind][code][LANGUAGES.index(lang)]
    for kinds in (CODE_KINDS, _NEXT):
        found = {each: LABELS[each][code] for each in kinds if is_one_of(code, LABELS[each])}
        if len({*found.values()}) > 1:
            raise _several(code, tuple(found))
        for words in found.values():
            return words[LANGUAGES.index(lang)]
    every = dict.fromkeys(each for each_kind in CODE_KINDS for each in LABELS[each_kind])
    raise _unknown(code, "code", tuple(every))


def _several(code: str, kinds: tuple[str, ...]) -> CaseError:
    zh = f"{code} 有几个意思；请以 kind= 说明是哪一个：{'、'.join(kinds)}"
    en = f"{code} has several meanings; say with kind= which: {', '.join(kinds)}"
    return CaseError((say("wrong_argument", "$kind", None, zh, en, kinds),))


def _called(got: object) -> tuple[str, ...]:
    """The codes whose words these are: somebody asks for the code of a name."""
    codes = (
        code
        for kind in CODE_KINDS
        for code, words in LABELS[kind].items()
        if isinstance(got, str) and got.strip().casefold() in map(str.casefold, words)
    )
    return tuple(dict.fromkeys(codes))


def _unknown(got: object, name: str, known: tuple[str, ...]) -> CaseError:
    near = nearest(got, known, 3, cutoff=_ALIKE) or _called(got)
    zh = f"没有 {short(got)}；" + (
        f"最接近的是 {'、'.join(near)}" if near else "没有相近的；可取的都列在 allowed 中"
    )
    en = f"there is no {short(got)}; " + (
        f"the nearest {'is' if len(near) == 1 else 'are'} {', '.join(near)}"
        if near
        else "nothing is like it; what may stand there is listed in allowed"
    )
    return CaseError((say("unknown_word", f"${name}", got, zh, en, known),))
