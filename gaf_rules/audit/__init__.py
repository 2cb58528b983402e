"""The audit: the rules of a guideline over tables of cases and events, the same as case by case.

``audit`` gives for each case what :func:`gaf_rules.assess` gives, as columns. It does not hold the rules
a second time: cases that differ in nothing but their days are evaluated together (see
:mod:`gaf_rules.audit.courses`).
"""

from __future__ import annotations

from gaf_rules.audit.tables import Audit, audit

__all__ = ["Audit", "audit"]
