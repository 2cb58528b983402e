"""Every word that a person reads, in Chinese and English, in one table.

:data:`LABELS` maps a kind (``"event"``, ``"finding"``, ``"question"`` …) to its keys, and each key
to its Chinese and English words; :func:`label` looks one up. The texts stand in the JSON files beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gaf_rules.values.errors import GafRulesError
from gaf_rules.values.given import is_one_of, not_one_of
from gaf_rules.values.mapping import frozen_maps
from gaf_rules.values.nearest import named, nearest_of, short
from gaf_rules.values.shipped import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gaf_rules.values.texts import Lang

__all__ = ["LABELS", "LANGUAGES", "label", "length", "stage_label"]

LANGUAGES: Final[tuple[Lang, ...]] = ("zh", "en")
"""The languages, in the order of the pairs in :data:`LABELS`."""

_PLACES: Final = {lang: place for place, lang in enumerate(LANGUAGES)}
_FILES: Final = (
    "case.json",  # what stands in a case: kinds, roles, materials, problems, answers, fields
    "process.json",  # what happens: procedures, events, acts, stages, statuses, certainties, days
    "wishes.json",  # plans and needs: what is asked for wrongly, what cannot be and why; see `said`
    "arguments.json",  # what an argument has to be, where it was something else
    "tables.json",  # the headers of tables
    "documents.json",  # what documents, their parts and their fields are called: for the schemas
    "errors.json",  # the codes of problems
    "facts.json",  # the facts that rows look at: what an explanation says was known, or was not
    "findings.json",  # a short title of each finding, and one sentence that says what it means
    "questions.json",  # what a person is asked, and what the answer changes
    "readings.json",  # the points on which the text can be read in two ways, and the options
)

_WORDS: Final = words_of(__name__, *_FILES)
LABELS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = frozen_maps(_WORDS)
"""Kind to key to (Chinese, English).

The keys of ``reading_option`` are ``field=option``. A question has the clause for its key, or, where a date
is missing, ``receipt:<event type>@<role>``: the day on which that role received what the event names.
"""


def label(kind: str, key: str, lang: Lang = "en") -> str:
    """The words for one value.

    Arguments:
        kind: what it is a value of; a key of :data:`LABELS`.
        key: the value.
        lang: ``"zh"`` or ``"en"``.

    Raises:
        GafRulesError: there is no such kind or key; it names the nearest. CaseError: no such language.

    >>> label("role", "provincial_cac", "zh"), label("status", "met_late")
    ('省委网信办', 'met late')
    """
    try:
        return _WORDS[kind][key][_PLACES[lang]]
    except (KeyError, TypeError):
        raise _unknown_of(kind, key, lang) from None


def length(number: int, unit: str, lang: Lang = "en") -> str:
    """A number of what a period counts: ``working_days``, ``calendar_days``, ``weeks`` or ``months``.

    >>> length(10, "working_days"), length(1, "months"), length(1, "months", "zh")
    ('10 working days', '1 month', '1 个月')
    """
    return label("unit", unit[:-1] if number == 1 else unit, lang).format(number)


def stage_label(procedure: str, stage: str, lang: Lang = "en") -> str:
    """The words for a stage, which may depend on the procedure: ``reported`` means two things.

    >>> stage_label("filing", "reported"), stage_label("deregistration", "reported")
    ('reported, awaiting national receipt', 'deregistration reported')
    """
    own = f"{named(procedure)}_stage"
    return label(own if own in _WORDS else "stage", stage, lang)


def _unknown_of(kind: Any, key: Any, lang: Any) -> GafRulesError:
    """Which of the three is not known."""
    if not is_one_of(kind, LABELS):
        return _unknown(kind, LABELS, zh="词类", en="kind of label")
    if not is_one_of(key, LABELS[kind]):
        return _unknown(key, LABELS[kind], zh=f"{kind} 词条", en=f"label of kind {kind}")
    return not_one_of("lang", lang, LANGUAGES)


def _unknown(got: Any, known: Iterable[str], *, zh: str, en: str) -> GafRulesError:
    near = nearest_of(got, known)
    return GafRulesError(
        zh=f"没有这个{zh}：{short(got)}；最接近的是 {near!r}",
        en=f"there is no {en} {short(got)}; the nearest is {near!r}",
    )
