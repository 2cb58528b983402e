"""Traceability: which rows and tests stand on which clause, and how another edition differs.

``coverage`` goes from the clauses of a guideline to its rows and tests; ``drift`` and ``sentences_of``
tie a text that the caller holds to the clauses by their digests.
"""

from __future__ import annotations

from gaf_rules.law.coverage import (
    Citation,
    ClauseCoverage,
    CoverageReport,
    RowRef,
    coverage,
    rows_of,
)
from gaf_rules.law.drift import ClauseDrift, Drift, NewText, drift, sentences_of

__all__ = [
    "Citation",
    "ClauseCoverage",
    "ClauseDrift",
    "CoverageReport",
    "Drift",
    "NewText",
    "RowRef",
    "coverage",
    "drift",
    "rows_of",
    "sentences_of",
]
