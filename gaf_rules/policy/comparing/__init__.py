"""Audits held against each other: what another guideline, reading or calendar makes of the same log.

``scenarios`` says what is compared, ``matching`` finds for each row of one table the row of the other that
speaks of the same, ``comparison`` is the value that comes out.
"""

from __future__ import annotations

from gaf_rules.values.lacking import missing_extra

try:
    from gaf_rules.policy.comparing.comparison import Comparison, compare, sensitivity
except ModuleNotFoundError as error:
    raise missing_extra(__name__, error) from error

__all__ = ["Comparison", "compare", "sensitivity"]
