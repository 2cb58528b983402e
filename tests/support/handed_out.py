"""Everything that is handed out, changed wherever it can be changed: a program, since a fault would spread.

    python handed_out.py CASE.json

Prints as JSON the answers before and after, what was changed, and which values took a new attribute.
"""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import sys
from collections.abc import Mapping, MutableMapping, MutableSequence, MutableSet
from datetime import date
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import numpy as np
import polars as pl

import gaf_rules as gaf
from gaf_rules import bulk
from gaf_rules.guidelines.algorithms import ALGORITHMS
from gaf_rules.log.case_form import case_schema

__all__ = ["Changer", "answers", "constants", "values"]

_DAY = date(2026, 3, 9)
_INTERNAL = ("audit", "durable", "cli", "testing", "__main__")


def values(document: dict[str, Any]) -> dict[str, Any]:
    """A value of every public kind, by the name of what gives it."""
    case = gaf.Case.from_dict(document)
    held = gaf.assess(case, as_of=_DAY)
    plan = gaf.plan(case.app, sponsor=case.sponsor, launch_on=date(2026, 8, 3), as_of=_DAY)
    calendar = gaf.CHINA.as_known_on(date(2025, 6, 1))
    table = pl.DataFrame({"case_id": [1], "type": ["app_launched"], "on": [_DAY]})
    parties = pl.DataFrame(
        {"case_id": [1], "app_kind": ["app"], "runs_on_mobile": [True], "purpose": ["internal"],
         "sponsor_kind": ["administrative_organ"], "tier": ["municipal"]}
    )  # fmt: skip
    found = {
        "CHINA": gaf.CHINA, "HAINAN": gaf.HAINAN, "ALGORITHMS": ALGORITHMS, "case": case, "held": held,
        "Readings": gaf.Readings(), "explain": gaf.explain(held), "plan": plan, "calendar": calendar,
        "timeline": gaf.timeline(held), "deadline": gaf.deadline("2.4.4c", trigger=_DAY),
        "scope": gaf.scope(case.app, case.sponsor), "route": gaf.route(case.sponsor),
        "materials": gaf.required_materials(case.app, procedure="filing"),
        "disputes": gaf.disputes(case, as_of=_DAY), "interactions": gaf.interactions(case, as_of=_DAY),
        "needed_for": gaf.needed_for(case, "not DEEMED_ABANDONED", as_of=_DAY),
        "inbox": gaf.inbox([case], "sponsor", as_of=_DAY),
        "diff": gaf.calendar_diff(calendar, gaf.CHINA, [case], as_of=_DAY),
        "amended": gaf.HAINAN.amend({"2.4.4c": {"n": 15}}), "day": gaf.CHINA.day(_DAY),
        "bounds": gaf.CHINA.bounds_after(_DAY, 30), "history": gaf.CHINA.history(_DAY),
        "schemas": [case_schema(), gaf.schema("gaf-assessment/1")],
        "bulk": [
            bulk.nth_working_day_after(np.array([_DAY], "datetime64[D]"), 10),
            bulk.is_working_day(np.array([_DAY], "datetime64[D]")),
            bulk.count_working_days(np.array([_DAY], "datetime64[D]"), np.datetime64("2026-06-01")),
        ],
        "audit": gaf.audit(table, parties, as_of=_DAY),
    }  # fmt: skip
    try:
        gaf.Case.from_dict({**document, "events": [{"type": "launched"}]})
    except gaf.CaseError as error:
        found["CaseError"] = error
    return found


def constants() -> dict[str, Any]:
    """What the modules list as public that is no function, class or module."""
    found: dict[str, Any] = {}
    for info in pkgutil.walk_packages(gaf.__path__, "gaf_rules."):
        if info.name.split(".")[1] in _INTERNAL:
            continue
        try:
            module = importlib.import_module(info.name)
        except ImportError:  # what it needs is not installed
            continue
        for name in getattr(module, "__all__", ()):
            value = getattr(module, name)
            if not isinstance(value, type | FunctionType | ModuleType):
                found[f"{info.name}:{name}"] = value
    return found


def answers(document: dict[str, Any]) -> list[str]:
    """What the library says, in full, as text."""
    given = values(document)
    said = [repr(given[name]) for name in given if name not in {"CHINA", "HAINAN", "ALGORITHMS"}]
    return [
        *said, gaf.CHINA.sha256, str(gaf.HAINAN.words), str(gaf.HAINAN.out_of_scope),
        str(gaf.HAINAN.contacts), str(gaf.HAINAN.periods), gaf.HAINAN.wording("2.4.4c"),
        str(given["held"].to_dict()), str(given["explain"].to_dict()), str(given["explain"]),
        str(given["plan"].to_dict()), str(given["case"].to_dict()), str(gaf.Readings().options()),
        str([found.disputed_by for found in given["held"].findings]),
        gaf.timeline(given["plan"])._repr_html_(), given["held"]._repr_html_(),
        ALGORITHMS.label("act", "application_submitted", "zh"),
        *(str(value) for value in constants().values()),
    ]  # fmt: skip


class Changer:
    """Goes through a value by all that is public on it, and changes what can be changed."""

    def __init__(self) -> None:
        self.changed: list[str] = []
        self.written: list[str] = []
        self.seen: dict[int, Any] = {}

    def visit(self, path: str, value: Any, depth: int = 0) -> None:
        """One value: first what it holds, then itself."""
        if id(value) in self.seen or depth > 12:
            return
        self.seen[id(value)] = value
        for name, inner in self._inside(value):
            self.visit(f"{path}{name}", inner, depth + 1)
        self._change(path, value)

    def _inside(self, value: Any) -> list[tuple[str, Any]]:
        if isinstance(value, type | FunctionType | ModuleType | str | bytes):
            return []
        found: list[tuple[str, Any]] = []
        if isinstance(value, Mapping):
            found += [("[]", inner) for pair in value.items() for inner in pair]
        elif isinstance(value, list | tuple | set | frozenset):
            found += [("[]", inner) for inner in value]
        if not type(value).__module__.startswith("gaf_rules"):
            return found
        for name in dir(value):
            if not name.startswith("_"):
                found += [(f".{name}", inner) for inner in _read(value, name)]
        return found

    def _change(self, path: str, value: Any) -> None:
        if isinstance(value, MutableMapping | MutableSequence | MutableSet | bytearray):
            value.clear()
            self.changed.append(path)
        elif isinstance(value, np.ndarray) and value.flags.writeable:
            value.view(np.uint8).fill(0)
            self.changed.append(path)
        elif isinstance(value, BaseException):
            vars(value).clear()
            self.changed.append(path)
        elif type(value).__module__.startswith("gaf_rules") and not isinstance(value, type):
            for name in (*(each for each in dir(value) if not each.startswith("_")), "brand_new"):
                self._write(path, value, name)

    def _write(self, path: str, value: Any, name: str) -> None:
        try:
            setattr(value, name, None)
        except (AttributeError, TypeError):
            return
        self.written.append(f"{path}.{name}")


def _read(value: Any, name: str) -> list[Any]:
    """An attribute; of a method that needs no argument, what it gives."""
    try:
        got = getattr(value, name)
    except (AttributeError, gaf.GafRulesError, ImportError):
        return []
    if not inspect.ismethod(got):
        return [got]
    needs = [
        each
        for each in inspect.signature(got).parameters.values()
        if each.default is each.empty and each.kind not in {each.VAR_KEYWORD, each.VAR_POSITIONAL}
    ]
    if needs:
        return []
    try:
        return [got()]
    except (gaf.GafRulesError, ImportError, TypeError):
        return []


def main() -> None:
    """Answers, changes, answers."""
    document = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    document = {name: document[name] for name in ("schema", "id", "app", "sponsor", "events")}
    before = answers(document)
    changer = Changer()
    for name, value in {**values(document), **constants()}.items():
        changer.visit(name, value)
    said = {
        "before": before,
        "after": answers(document),
        "changed": changer.changed,
        "written": changer.written,
    }
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
