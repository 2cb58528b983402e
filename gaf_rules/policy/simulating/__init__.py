"""Logs drawn from a model, and models taken from logs: what would become of offices under other rules.

``dice`` is where chance comes from, ``model`` what it is about, ``usual`` the usual course; ``walking`` takes
cases through the automaton; ``value``, ``fitting`` and ``reform`` hold the public functions.
"""

from __future__ import annotations

from gaf_rules.values.lacking import missing_extra

try:
    from gaf_rules.policy.simulating.fitting import fit
    from gaf_rules.policy.simulating.model import Model
    from gaf_rules.policy.simulating.reform import Outlook, outlook
    from gaf_rules.policy.simulating.value import Simulation, simulate
except ModuleNotFoundError as error:
    raise missing_extra(__name__, error) from error

__all__ = ["Model", "Outlook", "Simulation", "fit", "outlook", "simulate"]
