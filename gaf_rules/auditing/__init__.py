"""The audit: the rules of a guideline over tables of cases and events, the same as case by case.

``audit`` gives for each case what :func:`gaf_rules.assess` gives, as columns. It does not hold the rules
a second time. To be read in this order: the tables become numbers (``reading``, ``log``), all logs go through
the automaton together and are sorted by the steps they take (``sorting``, ``situations``), the steps of each
kind are written down as columns of facts (``columnar_replay``, ``record_store``, ``record_view``), each row
is decided for all records by a tree of its questions (``evaluation_plan``, ``evaluation``,
``decision_tree``), and what is concluded becomes tables again (``answer_tables``). What cannot go that way,
such as a log that is not legal, is assessed case by case.
"""

from __future__ import annotations

from gaf_rules.values.lacking import missing_extra

try:
    from gaf_rules.auditing.single import case_from
    from gaf_rules.auditing.tables import Audit, audit
except ModuleNotFoundError as error:
    raise missing_extra(__name__, error) from error

__all__ = ["Audit", "audit", "case_from"]
