"""What a text on a reading is made of: question, options, argument, articles."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

__all__ = ["PERIOD_CLAUSES", "Cite", "DecidedBy", "FixedPoint", "OptionText", "ReadingText"]

DecidedBy = Literal["default", "fact", "question"]

PERIOD_CLAUSES = ("2.4.2a", "2.4.3a", "2.4.4c", "2.5.1b", "2.6.1b")
"""Every clause that counts working days."""


@frozen(kw_only=True)
class Cite:
    """An article that an argument rests on.

    Attributes:
        zh, en: its name and number.
        secondary: known only from excerpts made by others, so to be checked before relying on it.
    """

    zh: str
    en: str
    secondary: bool = False


@frozen(kw_only=True)
class OptionText:
    """One way to read the text.

    Attributes:
        key: the option as :class:`gaf_rules.language.readings.Readings` knows it.
        reading: the key of the same reading in the list of ambiguities.
        zh, en: its label.
        meaning_zh, meaning_en: one sentence on what it does.
    """

    key: str
    reading: str
    zh: str
    en: str
    meaning_zh: str
    meaning_en: str


@frozen(kw_only=True)
class ReadingText:
    """A point at which the text allows two readings and the user chooses.

    Attributes:
        field: the field of :class:`gaf_rules.language.readings.Readings`.
        ambiguity: id in the list of ambiguities, such as ``A-01``.
        clauses: the clauses it concerns.
        zh, en: a short name.
        question_zh, question_en: the question that the text leaves open.
        options: the options, the default first.
        argument_zh, argument_en: why the default is the default.
        cites: the articles that the argument names.
    """

    field: str
    ambiguity: str
    clauses: tuple[str, ...]
    zh: str
    en: str
    question_zh: str
    question_en: str
    options: tuple[OptionText, ...]
    argument_zh: str
    argument_en: str
    cites: tuple[Cite, ...]


@frozen(kw_only=True)
class FixedPoint:
    """A point at which the text is open and the library does not offer a choice.

    Attributes:
        id: id in the list of ambiguities.
        clauses: the clauses it concerns; empty for the guideline as a whole.
        default: the key of the reading taken; ``human`` where a person decides each time.
        decided_by: ``default`` (the library always reads it so), ``fact`` (the case states it) or
            ``question`` (the assessment asks a person where the answer matters).
        zh, en: the reason, in a line.
    """

    id: str
    clauses: tuple[str, ...]
    default: str
    decided_by: DecidedBy
    zh: str
    en: str
