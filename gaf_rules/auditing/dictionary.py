"""The words of an audit by number, and questions decided once for each word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gaf_rules.auditing.numbers import Interner

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gaf_rules.language.core import FactQuestion

__all__ = ["Decided", "Dictionary"]


class Dictionary(Interner[Any]):
    """All values but days that facts have had so far, lists among them; 0 stands for none."""

    def __init__(self) -> None:
        super().__init__(None)
        self._decided: dict[FactQuestion, Decided] = {}

    def decided(self, question: FactQuestion) -> Decided:
        """A question decided for each value; the same one for the same question."""
        return self._decided.setdefault(question, Decided(self.values, question))


class Decided:
    """A question to a value, decided once for each that it is put to.

    Arguments:
        values: by number; more may come.
        question: the question.
    """

    def __init__(self, values: list[Any], question: FactQuestion) -> None:
        self.values = values
        self.question = question
        self._answers = np.zeros(0, np.int8)

    def of(self, codes: NDArray[Any]) -> NDArray[np.int8]:
        """1 for yes and 0 for no, for each of these values."""
        answers = self._answers
        more = len(self.values) - len(answers)
        if more:
            answers = self._answers = np.append(answers, np.full(more, -1, np.int8))
        found = answers.take(codes)
        open_ = codes[found < 0]
        if open_.size:
            for code in np.unique(open_).tolist():
                answers[code] = self.question.holds(self.values[code])
            found = answers.take(codes)
        return found
