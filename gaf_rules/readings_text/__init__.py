"""Every ambiguity of the guideline in words: what is open, how it is read, and why.

:data:`READING_TEXTS` has the thirteen points at which the user chooses, :data:`FIXED` the others.
The arguments are ours. The articles they name belong to other statutes and guide by analogy: those
who file are public bodies, and the guideline has no rules of its own on counting.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from gaf_rules.readings_text.counting import COUNTING
from gaf_rules.readings_text.fixed_other import OTHER_POINTS
from gaf_rules.readings_text.fixed_review import REVIEW_POINTS
from gaf_rules.readings_text.model import Cite, FixedPoint, OptionText, ReadingText
from gaf_rules.readings_text.procedure import PROCEDURE

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FIXED", "READING_TEXTS", "Cite", "FixedPoint", "OptionText", "ReadingText"]

READING_TEXTS: Mapping[str, ReadingText] = MappingProxyType(
    {text.field: text for text in sorted(COUNTING + PROCEDURE, key=lambda text: text.ambiguity)}
)
"""Field of :class:`gaf_rules.readings.Readings` to its text, in the order of the fields."""

FIXED: Mapping[str, FixedPoint] = MappingProxyType(
    {point.id: point for point in sorted(REVIEW_POINTS + OTHER_POINTS, key=lambda point: point.id)}
)
"""Id of the ambiguity to the way it is taken."""
