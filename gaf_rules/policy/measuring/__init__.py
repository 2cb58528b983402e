"""How long filings take, where they lie, who is late: frames of measures over an audit.

``survival`` and ``shares`` are the two estimators, ``ground`` is what has been measured, ``value`` the one
whose methods give the frames.
"""

from __future__ import annotations

from gaf_rules.values.lacking import missing_extra

try:
    from gaf_rules.policy.measuring.value import Measures, measures
except ModuleNotFoundError as error:
    raise missing_extra(__name__, error) from error

__all__ = ["Measures", "measures"]
