"""The inverse of an assessment: who must do (or had to do) which act by which day to reach a goal."""

from __future__ import annotations

from gaf_rules.ask.needs.needed import needed_for
from gaf_rules.ask.needs.value import Goal, Impossible, Need

__all__ = ["Goal", "Impossible", "Need", "needed_for"]
