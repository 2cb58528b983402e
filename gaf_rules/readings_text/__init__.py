"""Every ambiguity of the guideline in words: what is open, how it is read, and why.

:data:`READING_TEXTS` has the thirteen points at which the user chooses, :data:`FIXED` the others. What is
said of them stands in ``readings.json`` beside this file, and their names in :mod:`gaf_rules.messages`.
The arguments are ours. The articles they name belong to other statutes and guide by analogy: those
who file are public bodies, and the guideline has no rules of its own on counting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gaf_rules.messages import LABELS
from gaf_rules.readings_text.model import (
    PERIOD_CLAUSES,
    Cite,
    FixedPoint,
    OptionText,
    ReadingText,
)
from gaf_rules.values.mapping import FrozenMap
from gaf_rules.values.shipped import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gaf_rules.readings_text.model import DecidedBy

__all__ = ["ARTICLES", "FIXED", "READING_TEXTS", "Cite", "FixedPoint", "OptionText", "ReadingText"]

_WORDS: Final = words_of(__name__, "readings.json")

_FROM_EXCERPTS: Final = frozenset({"PARENT5"})

ARTICLES: Final[Mapping[str, Cite]] = FrozenMap(
    {
        key: Cite(zh=zh, en=en, secondary=key in _FROM_EXCERPTS)
        for key, (zh, en) in _WORDS["article"].items()
    }
)
"""The articles that the arguments name; all of other statutes, which guide by analogy."""


def _options(field: str, keys: tuple[str, ...]) -> tuple[OptionText, ...]:
    """The options of a reading, each with its key in the list of ambiguities."""
    named = [name for name in LABELS["reading_option"] if name.startswith(f"{field}=")]
    return tuple(
        OptionText(
            key=name.partition("=")[2],
            reading=key,
            zh=LABELS["reading_option"][name][0],
            en=LABELS["reading_option"][name][1],
            meaning_zh=_WORDS["reading_option_meaning"][name][0],
            meaning_en=_WORDS["reading_option_meaning"][name][1],
        )
        for name, key in zip(named, keys, strict=True)
    )


def _reading(
    field: str,
    ambiguity: str,
    clauses: tuple[str, ...],
    options: tuple[str, ...],
    cites: tuple[str, ...],
) -> ReadingText:
    zh, en = LABELS["reading"][field]
    question_zh, question_en = _WORDS["reading_question"][field]
    argument_zh, argument_en = _WORDS["reading_argument"][field]
    return ReadingText(
        field=field,
        ambiguity=ambiguity,
        clauses=clauses,
        zh=zh,
        en=en,
        question_zh=question_zh,
        question_en=question_en,
        options=_options(field, options),
        argument_zh=argument_zh,
        argument_en=argument_en,
        cites=tuple(ARTICLES[cite] for cite in cites),
    )


def _point(key: str, clauses: tuple[str, ...], default: str, decided_by: DecidedBy) -> FixedPoint:
    zh, en = _WORDS["fixed_point"][key]
    return FixedPoint(id=key, clauses=clauses, default=default, decided_by=decided_by, zh=zh, en=en)


_READINGS: Final = (
    _reading(
        "trigger_day",
        "A-01",
        ("2.4.2a", "2.4.3a", "2.4.4c", "2.6.1b"),
        ("exclude", "include"),
        ("CIVIL201", "CPL85", "CPL_I125", "PATENT5"),
    ),
    _reading("local_holidays", "A-04", PERIOD_CLAUSES, ("national", "actor"), ("HOLIDAY4",)),
    _reading("closures", "A-06", PERIOD_CLAUSES, ("count", "exclude"), ("RECONS20",)),
    _reading(
        "receipt_on_day_off",
        "A-07",
        ("2.4.2a", "2.4.3a", "2.4.4c"),
        ("actual", "next"),
        ("CIVIL201", "INFO31"),
    ),
    _reading("completeness_clock", "A-09", ("2.4.2a",), ("province", "first"), ("CPL_I126",)),
    _reading("returned_deadline", "A-13", ("2.4.2c", "2.4.4c"), ("none", "ten"), ("INFO30",)),
    _reading(
        "completeness_clock_after_return",
        "A-14",
        ("2.4.2a",),
        ("restart", "resume"),
        ("INFO30", "CPL_I126", "APL_I49"),
    ),
    _reading(
        "review_clock_on_feedback",
        "A-20",
        ("2.4.3a", "2.4.3b", "2.4.4a"),
        ("extend", "pause", "restart"),
        ("INFO30", "INFO33", "CPL_I126"),
    ),
    _reading(
        "feedback_receipt",
        "A-23",
        ("2.4.3c", "2.4.4b", "2.7.1b"),
        ("sponsor", "dept"),
        ("CIVIL137",),
    ),
    _reading("missing_plan", "A-26", ("2.4.4e",), ("add", "forfeit"), ("LICENCE32",)),
    _reading("resubmission_goes_to", "A-28", ("2.4.4c",), ("stage2", "stage1"), ("INFO30",)),
    _reading(
        "before_window",
        "A-33",
        ("2.5.1b",),
        ("back10", "clear10"),
        ("CIVIL201", "CIVIL1259", "MUSEUM31", "LICENCE50"),
    ),
    _reading("launch_gate", "A-42", ("1.1",), ("numbered", "started"), ("PARENT5",)),
)

READING_TEXTS: Final[Mapping[str, ReadingText]] = FrozenMap(
    {text.field: text for text in _READINGS}
)
"""Field of :class:`gaf_rules.language.readings.Readings` to its text, in the order of the fields."""

_POINTS: Final = (
    _point("A-02", ("2.4.2a", "2.4.4c", "2.6.1b"), "24h", "default"),
    _point("A-03", PERIOD_CLAUSES, "official", "default"),
    _point("A-05", PERIOD_CLAUSES, "working", "default"),
    _point("A-08", ("2.4.2a", "2.4.3a", "2.4.4c"), "human", "fact"),
    _point("A-10", ("2.4.1",), "none", "default"),
    _point("A-11", ("2.4.2a",), "lead", "default"),
    _point("A-12", ("2.4.2a", "2.4.2b", "2.4.2c"), "review_only", "default"),
    _point("A-15", ("2.4.2d",), "flag", "default"),
    _point("A-16", ("2.4.2a", "2.4.3a"), "no", "default"),
    _point("A-17", ("2.4.3a",), "within", "default"),
    _point("A-18", ("2.4.3a",), "cac", "question"),
    _point("A-19", ("2.4.3a",), "included", "default"),
    _point("A-21", ("2.4.3b",), "open", "fact"),
    _point("A-22", ("2.4.3b",), "any", "default"),
    _point("A-24", ("2.4.4c",), "A-01+A-07", "default"),
    _point("A-25", ("2.4.4c",), "first_tier", "question"),
    _point("A-27", ("2.4.4c", "2.4.4e"), "none", "default"),
    _point("A-29", ("2.4.4a", "2.4.4c"), "unlimited", "default"),
    _point("A-30", ("2.4.4d",), "auto_reapply", "default"),
    _point("A-31", ("2.4.4d",), "strict", "question"),
    _point("A-32", ("2.4.4d", "2.5.1d"), "change_only", "default"),
    _point("A-34", ("2.5.1b",), "release", "fact"),
    _point("A-35", ("2.5.1a",), "human", "question"),
    _point("A-36", ("2.5.1b",), "actual", "default"),
    _point("A-37", ("2.6.1b",), "stop", "fact"),
    _point("A-38", ("2.6.2a", "2.6.2b"), "strict", "question"),
    _point("A-39", ("2.6.1b",), "flag", "default"),
    _point("A-40", ("2.6.1d",), "report", "default"),
    _point("A-41", ("2.7.1c", "2.7.2a", "2.7.2b"), "example", "question"),
    _point("A-43", ("1.1",), "none", "fact"),
    _point("A-44", ("1.2a", "1.3a", "2.2.2a"), "narrow", "fact"),
    _point("A-45", ("1.2a", "1.3b"), "human", "question"),
    _point("A-46", ("2.2.1a", "2.2.2a"), "human", "question"),
    _point("A-47", ("2.2.1a",), "city", "default"),
    _point("A-48", ("2.1.1", "0.2"), "human", "fact"),
    _point("A-50", ("2.2.3a", "2.2.3d"), "le", "fact"),
    _point("A-51", ("1.2e", "2.2.3b", "2.2.3c"), "open", "question"),
    _point("A-52", ("2.3.0", "A1", "A2", "A6", "A7"), "same_submit", "default"),
    _point("A-53", ("2.3.7",), "required", "question"),
    _point("A-54", ("A1", "A2"), "note", "default"),
    _point("A-56", ("T2",), "null", "fact"),
    _point("A-57", ("0.1", "1.3a"), "local", "default"),
    _point("A-58", PERIOD_CLAUSES, "unknown", "default"),
    _point("A-60", (), "analogy", "default"),
    _point("A-62", ("2.4.1",), "silent", "fact"),
    _point("A-63", ("2.4.4a", "2.7.1a"), "none", "fact"),
    _point("A-64", ("2.5.1f",), "warn", "default"),
    _point("A-65", ("2.5.1c", "2.5.1f"), "form4", "default"),
)

FIXED: Final[Mapping[str, FixedPoint]] = FrozenMap({point.id: point for point in _POINTS})
"""Id of the ambiguity to the way it is taken."""
