"""Every public call, found by inspection, with right arguments and with values that are wrong anywhere."""

from __future__ import annotations

import inspect
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pandas as pd
from hypothesis import strategies as st

import gaf_rules as gaf
from gaf_rules import bulk, testing
from gaf_rules.adapters import bpmn, dmn, parquet_audit, plot, xes
from gaf_rules.guidelines.algorithms import ALGORITHMS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

__all__ = ["ARGUMENTS", "CALLS", "OTHERWISE", "WRONG", "right"]

_DAY = date(2026, 3, 9)


@attrs.frozen
class _Foreign:
    """A value of somebody else's, with attributes of the names that ours have."""

    id: str = "x"
    kind: str = "app"
    on: date = _DAY


class _Silent:
    """A value that cannot even be shown."""

    def __repr__(self) -> str:
        raise RuntimeError

    __str__ = __repr__


def _nested(depth: int) -> list[Any]:
    found: list[Any] = []
    for _ in range(depth):
        found = [found]
    return found


WRONG: dict[str, Callable[[], Any]] = {
    "None": lambda: None,
    "empty text": str,
    "x": lambda: "x",
    "bytes": lambda: b"x",
    "fraction": lambda: 1.5,
    "nan": lambda: float("nan"),
    "negative": lambda: -1,
    "huge": lambda: 10**30,
    "five thousand digits": lambda: 10**5000,
    "decimal": lambda: Decimal("sNaN"),
    "True": lambda: True,
    "list": list,
    "list of a text": lambda: ["x"],
    "dict": dict,
    "dict of nothing": lambda: {"x": None},
    "object": object,
    "silent": _Silent,
    "class": lambda: int,
    "module": lambda: gaf,
    "moment": lambda: datetime(2026, 3, 9, tzinfo=UTC),
    "long text": lambda: "x" * 100_000,
    "lone surrogate": lambda: "\ud800",
    "nested": lambda: _nested(1_000),
    "foreign": _Foreign,
    "table": lambda: pd.DataFrame({"x": [1, 2]}),
    "column": lambda: pd.Series([1, 2]),
    "not a time": lambda: pd.NaT,
    "generator": lambda: iter([1]),
}


def _case() -> gaf.Case:
    return gaf.Case(
        id="one",
        app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False),
        sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal", place="460100"),
        events=(
            gaf.Event(type="self_check_completed", on=date(2026, 3, 2), problems=()),
            gaf.Event(type="application_submitted", on=date(2026, 3, 3), materials=("functions",)),
            gaf.Event(type="app_launched", on=date(2026, 3, 4)),
        ),
    )


def _tables() -> tuple[pd.DataFrame, pd.DataFrame]:
    events = pd.DataFrame({"case_id": [1], "type": ["app_launched"], "on": [_DAY]})
    cases = pd.DataFrame(
        {"case_id": [1], "app_kind": ["app"], "runs_on_mobile": [True], "purpose": ["internal"],
         "sponsor_kind": ["administrative_organ"], "tier": ["municipal"]}
    )  # fmt: skip
    return events, cases


_CASE = _case()
_HELD = gaf.assess(_CASE, as_of=_DAY)
_EVENTS, _CASES = _tables()
_OVERLAY_FILE = """
place = "460100"
name = "海口市"
kind = "local_holiday"
title = "x"
evidence = "C"
source = "x"
off = [2026-04-20]
work = []
"""
_OVERLAY = gaf.Overlay(place="460100", kind="local_holiday", off=(date(2026, 4, 20),), source="x")
_PLAN = gaf.plan(_CASE.app, sponsor=_CASE.sponsor, launch_on=date(2026, 8, 3), as_of=_DAY)
_FLOW = gaf.measures(_EVENTS, _CASES, as_of=_DAY).flow()
_LOG = testing.LegalLog(_CASE, _DAY)
_NOTICE = Path(__file__).resolve().parents[1] / "fuzz" / "corpus" / "notice_text" / "rendered.txt"
_OPEN = attrs.evolve(_CASE, events=(), sponsor=gaf.Sponsor(kind="other", tier="municipal"))

VALUES: dict[str, Any] = {
    "CHINA": gaf.CHINA,
    "HAINAN": gaf.HAINAN,
    "LABELS": gaf.LABELS,
    "App": _CASE.app,
    "Assessment": _HELD,
    "Audit": gaf.audit(_EVENTS, _CASES, as_of=_DAY),
    "Case": _CASE,
    "Deadline": gaf.deadline("2.4.4c", _DAY),
    "Duty": _HELD.duties[0],
    "Event": _CASE.events[0],
    "Finding": _HELD.findings[0],
    "GafRulesError": gaf.GafRulesError(zh="不对", en="wrong"),
    "Guideline": ALGORITHMS,
    "Inbox": gaf.inbox([_CASE], "sponsor", as_of=_DAY),
    "Log": gaf.read_log(_EVENTS, _CASES),
    "Mapping": gaf.Mapping(),
    "Notice": gaf.CHINA.notices[-1],
    "Overlay": _OVERLAY,
    "Plan": _PLAN,
    "Readings": gaf.Readings(),
    "ScopeDecision": _HELD.scope,
    "Sponsor": _CASE.sponsor,
    "Measures": gaf.measures(_EVENTS, _CASES, as_of=_DAY),
    "Outlook": gaf.outlook(0, 1, guidelines={"as is": gaf.HAINAN}),
    "Model": gaf.fit(_EVENTS, _CASES, as_of=_DAY),
    "Comparison": gaf.sensitivity(_EVENTS, _CASES, as_of=_DAY),
    "Verification": gaf.verify(_HELD.to_dict(), _CASE),
    "Period": gaf.HAINAN.periods["2.4.4c"],
    "Simulation": gaf.simulate(1, 1),
    "WorkingCalendar": gaf.CHINA,
    "Explanation": gaf.explain(_HELD),
    "Timeline": gaf.timeline(_HELD),
    "Picture": gaf.picture(_FLOW),
    "NextAction": _HELD.next_actions[0],
    "Need": gaf.needed_for(_CASE, "filing:forwarded", as_of=_DAY),
    "Impossible": gaf.needed_for(_CASE, "not LAUNCHED_BEFORE_FILING", as_of=_DAY),
    "Question": gaf.assess(_OPEN, as_of=_DAY).questions[0],
}
"""A value of each public class, and of the classes that the functions answer with."""

GOOD: dict[str, Any] = {
    "case": _CASE, "cases": [_CASE], "as_of": _DAY, "d": _DAY, "first": _DAY, "last": _DAY, "on": _DAY,
    "after": _DAY, "through": _DAY, "trigger": _DAY, "app": _CASE.app, "sponsor": _CASE.sponsor,
    "assessment": _HELD, "subject": _HELD, "clause": "2.4.4c", "slug": "2.4.4c", "lang": "zh", "n": 5,
    "role": "sponsor", "code": "met_late", "kind": "role", "key": "sponsor", "procedure": "filing",
    "stage": "reported", "act": "application_submitted", "to": "省委网信办", "what": "parent",
    "place": "460100", "notice": gaf.CHINA.notices[-1], "overlay": _OVERLAY, "old": gaf.CHINA,
    "new": gaf.CHINA, "other": gaf.HAINAN, "changes": {"2.4.4c": {"n": 15}}, "text": "x",
    "year": 2026, "years": [2026], "convention": "following", "format": "csv",
    "goal": "not NUMBER_NOT_DISPLAYED", "scenario": "trigger_day=include", "launch_on": None,
    "events": (), "case_id": 1, "document": _HELD.to_dict(), "source": _EVENTS, "path": "nowhere",
    "zh": "不对", "en": "wrong", "problems": (), "allowed": (), "event": {}, "known": (), "lang_": "zh",
    "seed": 1, "chances": {}, "guidelines": {"as is": gaf.HAINAN},
    "dates": [_DAY], "log": _LOG,
    "published_through": _DAY, "missing_year": 2027, "day": _DAY, "cal": object(), "width": 80,
}  # fmt: skip
"""An argument to its right value, where no call says otherwise."""

OTHERWISE: dict[str, dict[str, Any]] = {
    "audit": {"events": _EVENTS, "cases": _CASES},
    "measures": {"events": _EVENTS, "cases": _CASES},
    "fit": {"events": _EVENTS, "cases": _CASES},
    "simulate": {"n": 0},
    "outlook": {"n": 0},
    "Measures.survival": {"stage": "returned"},
    "compare": {
        "events": _EVENTS,
        "cases": _CASES,
        "scenarios": {"now": gaf.HAINAN, "then": gaf.HAINAN.amend({"2.4.4c": {"n": 15}})},
    },
    "sensitivity": {"events": _EVENTS, "cases": _CASES},
    "case_from": {"events": _EVENTS, "cases": _CASES},
    "read_log": {"cases": _CASES},
    "picture": {"frame": _FLOW},
    "inbox": {"sponsor": None, "place": "460100"},
    "plan": {"case": _CASE.app, "sponsor": _CASE.sponsor, "launch_on": date(2026, 8, 3)},
    "verify": {"case": _CASE},
    "label": {"kind": None},
    "HAINAN.label": {"kind": "role"},
    "Guideline.label": {"kind": "role"},
    "Guideline.wording": {"slug": "24.3"},
    "schema": {"name": "gaf-case/1"},
    "split_ics": {"file": gaf.to_ics(_HELD)},
    "overlay_days": {"kind": "closure"},
    "Case.from_dict": {"data": _CASE.to_dict()},
    "Assessment.from_dict": {"data": _HELD.to_dict()},
    "Deadline.from_dict": {"data": gaf.deadline("2.4.4c", _DAY).to_dict()},
    "Readings.from_dict": {"data": {}},
    "Mapping.from_dict": {"data": {"schema": "gaf-mapping/1"}},
    "Mapping.from_toml": {"text": 'schema = "gaf-mapping/1"'},
    "Notice.from_toml": {"text": gaf.CHINA.notices[-1].to_toml()},
    "Notice.from_dict": {"data": gaf.CHINA.notices[-1].to_dict()},
    "Inbox.from_dict": {"data": gaf.inbox([_CASE], "sponsor", as_of=_DAY).to_dict()},
    "Plan.from_dict": {"data": _PLAN.to_dict()},
    "Explanation.from_dict": {"data": gaf.explain(_HELD).to_dict()},
    "Overlay.from_dict": {"data": _OVERLAY.to_dict()},
    "Overlay.from_toml": {"text": _OVERLAY_FILE},
    "for_place": {"kinds": ("closure",)},
    "parse_notice": {"text": _NOTICE.read_text("utf-8")},
    "bulk.as_days": {"column": [_DAY]},
    "bulk.count_working_days": {"after": [_DAY], "through": [_DAY]},
    "testing.tables_of": {"kinds": {}, "library": "pandas"},
    "testing.check_audit_of_a_part": {"logs": [_LOG]},
    "testing.tables": {"cases": st.just([_CASE])},
    "adapters.bpmn.messages_of": {"row": gaf.HAINAN.transitions[0]},
    "adapters.dmn.both_words": {"kind": "model", "key": "otherwise"},
    # No such file: whatever is asked ends before anything is written.
    "adapters.parquet_audit.audit_parquet": {
        "events": "nowhere",
        "cases": "nowhere",
        "out": "nowhere",
    },
    "adapters.plot.plot_picture": {"picture": gaf.picture(_FLOW)},
    "adapters.plot.plot_timeline": {"timeline": gaf.timeline(_HELD)},
    "adapters.xes.read_xes": {"file": xes.to_xes([_CASE])},
}


def _calls() -> Iterator[tuple[str, Callable[..., Any], Any]]:
    """Every public call: its name, what is called, and the value that says what its arguments were."""
    for name in gaf.__all__:
        found = getattr(gaf, name)
        if inspect.isclass(found):
            yield name, found, VALUES.get(name)
            for method in _methods(found, classmethod):
                yield f"{name}.{method}", getattr(found, method), None
        elif callable(found):
            yield name, found, None
    for name, value in VALUES.items():
        for method in _methods(type(value), object):
            if not isinstance(inspect.getattr_static(type(value), method), classmethod):
                yield f"{name}.{method}", getattr(value, method), None
    for module in (bulk, testing, bpmn, dmn, parquet_audit, plot, xes):
        yield from _functions(module)


def _functions(module: ModuleType) -> Iterator[tuple[str, Callable[..., Any], Any]]:
    for name in module.__all__:
        found = getattr(module, name)
        # The one that reads a folder of tests is no question about a log.
        if inspect.isfunction(found) and name != "citations_in":
            yield f"{module.__name__.partition('.')[2]}.{name}", found, None


def _methods(cls: type, kind: type) -> list[str]:
    return [
        name
        for name in dir(cls)
        if not (name.startswith("_") or hasattr(dict, name))  # a mapping is asked as any other is
        and isinstance(inspect.getattr_static(cls, name), kind)
        and callable(getattr(cls, name))
        and str(getattr(getattr(cls, name), "__module__", "")).startswith("gaf_rules")
    ]


def right(name: str, call: Callable[..., Any], value: Any) -> dict[str, Any]:
    """The right arguments of a call."""
    own = OTHERWISE.get(name) or OTHERWISE.get(name.rpartition(".")[2]) or {}
    found = {}
    for parameter in inspect.signature(call).parameters.values():
        key = parameter.name
        if key in own:
            found[key] = own[key]
        elif value is not None and (hasattr(value, key) or hasattr(value, f"_{key}")):
            found[key] = getattr(value, key if hasattr(value, key) else f"_{key}")
        elif key in GOOD and parameter.default is parameter.empty:
            found[key] = GOOD[key]
        elif parameter.default is not parameter.empty:
            found[key] = parameter.default
    return found


CALLS = {name: (call, value) for name, call, value in _calls()}
ARGUMENTS = [
    (name, argument)
    for name, (call, _) in CALLS.items()
    for argument, about in inspect.signature(call).parameters.items()
    if about.kind not in {about.VAR_KEYWORD, about.VAR_POSITIONAL}
]
