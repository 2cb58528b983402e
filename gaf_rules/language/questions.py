"""The questions that a person may answer, beyond those of the contract's own vocabulary.

An event knows no guideline, so it takes the questions of all of them; an assessment refuses those that its
guideline does not ask.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

from gaf_rules.language.vocabulary import ANSWERS, QUESTION_OPTIONS

__all__ = ["FURTHER_QUESTIONS", "answers_to", "wording"]

FURTHER_QUESTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"24.1": ANSWERS, "26": ANSWERS}
)
"""Questions of the algorithm filing rules, each with the answers that count."""


def answers_to(question: str) -> tuple[str, ...]:
    """The answers that count for a question, by its clause.

    >>> answers_to("2.5.1a")
    ('yes', 'no')
    """
    return QUESTION_OPTIONS.get(question) or FURTHER_QUESTIONS[question]


def wording(clause: str, asks_date: str | None) -> str:
    """The key under which the words of a question stand.

    Arguments:
        clause: of the question.
        asks_date: the event whose day is asked for, of a receipt with who received; None for any other
            question.

    >>> wording("2.5.1a", None), wording("2.6.2b", "data_disposed")
    ('2.5.1a', 'day:data_disposed')
    >>> wording("2.4.2c", "return_received@sponsor")
    'receipt:return_received@sponsor'
    """
    if asks_date is None:
        return clause
    return f"receipt:{asks_date}" if "@" in asks_date else f"day:{asks_date}"
