"""A wish taken back over the calendar: by which day each step has to happen."""

from __future__ import annotations

from gaf_rules.ask.planning.build import plan
from gaf_rules.ask.planning.value import Plan, PlanStep

__all__ = ["Plan", "PlanStep", "plan"]
