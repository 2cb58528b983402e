"""A wish taken back over the calendar: by which day each step has to happen."""

from __future__ import annotations

from gaf_rules.plan.build import plan
from gaf_rules.plan.value import Plan, PlanStep

__all__ = ["Plan", "PlanStep", "plan"]
