"""All transitions of the Hainan guideline, in the order in which they are tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gaf_rules.guidelines import hainan_answers as answers
from gaf_rules.guidelines import hainan_lifecycle as lifecycle
from gaf_rules.guidelines import hainan_review as review
from gaf_rules.guidelines import hainan_supplement as supplement

if TYPE_CHECKING:
    from gaf_rules.language.rows import Transition

__all__ = ["TRANSITIONS"]

TRANSITIONS: tuple[Transition, ...] = (
    *review.PREPARATION,
    *review.SUBMISSION,
    *review.REVIEW,
    *review.NATIONAL,
    *supplement.FEEDBACK,
    *supplement.SUPPLEMENT,
    *supplement.WAY_BACK,
    *answers.ANSWERED,
    *lifecycle.NUMBER,
    *lifecycle.CHANGE,
    *lifecycle.SHUTDOWN,
    *lifecycle.OUTCOMES,
    *answers.DECIDED,
)
