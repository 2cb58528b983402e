"""For tests of what is built on this library, and for its own: cases that the rules allow, what must hold.

Importing it tells Hypothesis of every public class: ``st.from_type(gaf.Case)`` then gives legal logs.
:func:`legal_logs` and :func:`illegal_logs` walk the transition table of any guideline, :data:`INVARIANTS` is
what holds of every log, :class:`FilingMachine` plays a filing step by step while a system of one's own goes
along. It comes with the extra ``testing``.
"""

from __future__ import annotations

from gaf_rules.values.lacking import missing_extra

try:
    from gaf_rules.law.citations import citations_in
    from gaf_rules.testing.days import days
    from gaf_rules.testing.illegal import EDITS, IllegalLog, illegal_logs
    from gaf_rules.testing.invariants import (
        INVARIANTS,
        check_advice,
        check_audit_of_a_part,
        check_bearers,
        check_extension,
        check_final,
        check_knowledge,
        check_later_act,
        check_order,
    )
    from gaf_rules.testing.logs import LegalLog, legal_logs
    from gaf_rules.testing.machine import FilingMachine
    from gaf_rules.testing.parts import apps, overlays, readings_of, sponsors
    from gaf_rules.testing.registered import register
    from gaf_rules.testing.tables import Tables, tables, tables_of
except ModuleNotFoundError as error:
    raise missing_extra(__name__, error) from error

__all__ = [
    "EDITS",
    "INVARIANTS",
    "FilingMachine",
    "IllegalLog",
    "LegalLog",
    "Tables",
    "apps",
    "check_advice",
    "check_audit_of_a_part",
    "check_bearers",
    "check_extension",
    "check_final",
    "check_knowledge",
    "check_later_act",
    "check_order",
    "citations_in",
    "days",
    "illegal_logs",
    "legal_logs",
    "overlays",
    "readings_of",
    "sponsors",
    "tables",
    "tables_of",
]

register()
