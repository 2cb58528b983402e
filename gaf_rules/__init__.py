"""gaf_rules: the rules for filing government mobile apps in Hainan, and the working days they count in.

Pure functions over frozen values; every answer names its clause. Names are loaded when first used, so
that ``import gaf_rules`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from gaf_rules.values.version import VERSION

__version__ = VERSION

_HOMES = {
    "gaf_rules.adapters.calendar_files": ("export_calendar",),
    "gaf_rules.adapters.ics": ("split_ics", "to_ics"),
    "gaf_rules.evaluate.assessing": ("assess",),
    "gaf_rules.answers.assessment": (
        "Assessment",
        "Deadline",
        "Duty",
        "Finding",
        "NextAction",
        "Question",
        "ScopeDecision",
    ),
    "gaf_rules.calendar": (
        "CHINA",
        "Notice",
        "Overlay",
        "WorkingCalendar",
        "load_notices",
        "parse_notice",
    ),
    "gaf_rules.auditing": ("Audit", "audit", "case_from"),
    "gaf_rules.log.case": ("App", "Case", "Sponsor"),
    "gaf_rules.policy.comparing": ("Comparison", "compare", "sensitivity"),
    "gaf_rules.policy.measuring": ("Measures", "measures"),
    "gaf_rules.policy.simulating": (
        "Model",
        "Outlook",
        "Simulation",
        "fit",
        "outlook",
        "simulate",
    ),
    "gaf_rules.ask.cross_checking": ("cross_check",),
    "gaf_rules.evaluate.deadlines": ("deadline",),
    "gaf_rules.evaluate.disputing": ("disputes", "interactions"),
    "gaf_rules.ask.explanation": ("Explanation", "explain"),
    "gaf_rules.values.errors": (
        "CalendarHorizonError",
        "CaseError",
        "GafRulesError",
        "GuidelineError",
        "IllegalEventError",
        "NoticeError",
    ),
    "gaf_rules.log.events": ("Event",),
    "gaf_rules.language.guideline": ("Guideline",),
    "gaf_rules.guidelines.hainan": ("HAINAN",),
    "gaf_rules.ask.inboxes": ("Inbox", "inbox"),
    "gaf_rules.ask.needs": ("Impossible", "Need", "needed_for"),
    "gaf_rules.evaluate.moved": ("calendar_diff",),
    "gaf_rules.ask.planning": ("Plan", "plan"),
    "gaf_rules.language.periods": ("Period",),
    "gaf_rules.language.readings": ("Readings",),
    "gaf_rules.sheets": ("Log", "Mapping", "read_log"),
    "gaf_rules.show.charts": ("picture",),
    "gaf_rules.show.pictures": ("timeline",),
    "gaf_rules.ask.verification": ("Verification", "verify"),
    "gaf_rules.show.labels": ("LABELS", "label"),
    "gaf_rules.show.schemas": ("schema",),
    "gaf_rules.evaluate.scoping": ("required_materials", "route", "scope"),
}
_WHERE = {name: module for module, names in _HOMES.items() for name in names}

if TYPE_CHECKING:
    from gaf_rules.adapters.calendar_files import export_calendar
    from gaf_rules.adapters.ics import split_ics, to_ics
    from gaf_rules.answers.assessment import (
        Assessment,
        Deadline,
        Duty,
        Finding,
        NextAction,
        Question,
        ScopeDecision,
    )
    from gaf_rules.ask.cross_checking import cross_check
    from gaf_rules.ask.explanation import Explanation, explain
    from gaf_rules.ask.inboxes import Inbox, inbox
    from gaf_rules.ask.needs import Impossible, Need, needed_for
    from gaf_rules.ask.planning import Plan, plan
    from gaf_rules.ask.verification import Verification, verify
    from gaf_rules.auditing import Audit, audit, case_from
    from gaf_rules.calendar import (
        CHINA,
        Notice,
        Overlay,
        WorkingCalendar,
        load_notices,
        parse_notice,
    )
    from gaf_rules.evaluate.assessing import assess
    from gaf_rules.evaluate.deadlines import deadline
    from gaf_rules.evaluate.disputing import disputes, interactions
    from gaf_rules.evaluate.moved import calendar_diff
    from gaf_rules.evaluate.scoping import required_materials, route, scope
    from gaf_rules.guidelines.hainan import HAINAN
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.periods import Period
    from gaf_rules.language.readings import Readings
    from gaf_rules.log.case import App, Case, Sponsor
    from gaf_rules.log.events import Event
    from gaf_rules.policy.comparing import Comparison, compare, sensitivity
    from gaf_rules.policy.measuring import Measures, measures
    from gaf_rules.policy.simulating import Model, Outlook, Simulation, fit, outlook, simulate
    from gaf_rules.sheets import Log, Mapping, read_log
    from gaf_rules.show.charts import picture
    from gaf_rules.show.labels import LABELS, label
    from gaf_rules.show.pictures import timeline
    from gaf_rules.show.schemas import schema
    from gaf_rules.values.errors import (
        CalendarHorizonError,
        CaseError,
        GafRulesError,
        GuidelineError,
        IllegalEventError,
        NoticeError,
    )

__all__ = [
    "CHINA",
    "HAINAN",
    "LABELS",
    "App",
    "Assessment",
    "Audit",
    "CalendarHorizonError",
    "Case",
    "CaseError",
    "Comparison",
    "Deadline",
    "Duty",
    "Event",
    "Explanation",
    "Finding",
    "GafRulesError",
    "Guideline",
    "GuidelineError",
    "IllegalEventError",
    "Impossible",
    "Inbox",
    "Log",
    "Mapping",
    "Measures",
    "Model",
    "Need",
    "NextAction",
    "Notice",
    "NoticeError",
    "Outlook",
    "Overlay",
    "Period",
    "Plan",
    "Question",
    "Readings",
    "ScopeDecision",
    "Simulation",
    "Sponsor",
    "Verification",
    "WorkingCalendar",
    "assess",
    "audit",
    "calendar_diff",
    "case_from",
    "compare",
    "cross_check",
    "deadline",
    "disputes",
    "explain",
    "export_calendar",
    "fit",
    "inbox",
    "interactions",
    "label",
    "load_notices",
    "measures",
    "needed_for",
    "outlook",
    "parse_notice",
    "picture",
    "plan",
    "read_log",
    "required_materials",
    "route",
    "schema",
    "scope",
    "sensitivity",
    "simulate",
    "split_ics",
    "timeline",
    "to_ics",
    "verify",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its home on first use."""
    if name in _WHERE:
        try:
            value = getattr(import_module(_WHERE[name]), name)
        except ImportError as error:
            from gaf_rules.values.lacking import stand_in  # noqa: PLC0415 - seldom needed

            # The name is there, so that hasattr, dir and a star import work; next time it is looked up again.
            return stand_in(name, error)
        globals()[name] = value
        return value
    message = f"module 'gaf_rules' has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
