"""The clauses of the filing rules for algorithmic recommendation services, and the words they need.

Articles 24 to 26, 33 and 35 of the Provisions on the Administration of Algorithmic Recommendation in Internet
Information Services, in our own words (``algorithms.json``). The originals are not kept here, nor digests of
them: ``sha256`` is empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gaf_rules.language.citation import ClauseBook, worded
from gaf_rules.values.mapping import frozen_maps
from gaf_rules.values.shipped import words_of

if TYPE_CHECKING:
    from gaf_rules.language.citation import Nature

__all__ = ["CLAUSE_BOOK", "WORDS"]

_CLAUSES: Final[tuple[tuple[str, Nature, str], ...]] = (
    ("T1", "heading", ""),
    *((slug, "norm", "") for slug in ("24.1", "24.2", "24.3", "24.3b", "25.1", "25.2")),
    *((slug, "norm", "") for slug in ("26", "33.1", "33.2")),
    ("35", "fact", ""),
)

_TEXTS: Final = words_of("gaf_rules.guidelines", "algorithms.json")
CLAUSE_BOOK: Final = ClauseBook(worded(_CLAUSES, _TEXTS["clause"]))
WORDS: Final = frozen_maps({kind: words for kind, words in _TEXTS.items() if kind != "clause"})
"""The words that differ from those of :mod:`gaf_rules.messages`, or are not there."""
