"""Every public function while time is frozen and after: a program, so that nothing is loaded before.

    python frozen_time.py CASE.json

Prints the answers before, during and after as JSON, and where in the library a stranger's date stayed behind.
"""

from __future__ import annotations

import datetime as dt
import gc
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

# Before time is frozen: Polars remembers what ``date`` was when it was loaded.
import numpy as np
import polars as pl
from freezegun import freeze_time

import gaf_rules as gaf

__all__ = ["answers", "strangers"]


def answers(document: dict[str, Any]) -> dict[str, Any]:
    """What each public function says, asked with days of the class that stands for ``date`` now."""
    from gaf_rules import bulk  # here: first loaded while time is frozen

    day = dt.date(2026, 3, 9)
    case = gaf.Case.from_dict(document)
    event = gaf.Event(type="change_planned", on=day, change_on=day, major=True)
    held = gaf.assess(case, as_of=day)
    due = gaf.deadline("2.4.4c", trigger=day)
    notice = gaf.Notice.from_toml(gaf.CHINA.notices[-1].to_toml())
    overlay = gaf.Overlay(place="460100", kind="closure", off=(day,), work=(), source="here")
    cal = gaf.CHINA.with_overlay(overlay).with_notice(notice).as_known_on(day)
    plan = gaf.plan(case.app, sponsor=case.sponsor, launch_on=dt.date(2026, 8, 3), as_of=day)
    start, end = dt.date(2026, 2, 10), dt.date(2026, 10, 8)
    days = pl.Series([20521]).cast(pl.Date)
    table = pl.DataFrame({"case_id": [1], "type": ["app_launched"], "on": days})
    parties = pl.DataFrame(
        {"case_id": [1], "app_kind": ["app"], "runs_on_mobile": [True], "purpose": ["internal"],
         "sponsor_kind": ["administrative_organ"], "tier": ["municipal"]}
    )  # fmt: skip
    found = gaf.audit(table, parties, as_of=day)
    values = (
        event, held, due, plan, notice, overlay, cal.coverage, cal.day(day), cal.known_on, case,
        gaf.inbox([case], "sponsor", as_of=day), gaf.disputes(case, as_of=day),
        gaf.needed_for(case, "not DEEMED_ABANDONED", as_of=day),
        gaf.calendar_diff(gaf.CHINA, cal, [case], as_of=day),
        cal.nth_working_day_after(day, 3), cal.nth_working_day_before(day, 3),
        cal.bounds_after(end, 60), cal.bounds_before(end, 3), cal.day(dt.date(2027, 2, 5)),
        cal.count_working_days(after=start, through=end), cal.is_working_day(day),
        cal.overlay_days("460100", "closure", after=start, through=end), cal.history(day),
        bulk.nth_working_day_after([day], 3).tolist(), bulk.nth_working_day_after(np.array([day]), 3),
        [row.since for row in held.findings], [f.disputed_by for f in held.findings],
        found.findings["since"].cast(pl.Int32).to_list(), found.cases["error"].to_list(),
    )  # fmt: skip
    shown = [str(gaf.explain(held)), gaf.timeline(held)._repr_html_(), held.to_dict()]
    return {"values": [repr(value) for value in values], "shown": [str(each) for each in shown]}


def strangers() -> list[str]:
    """Where below the modules of the library a date is held that is no plain one."""
    found: list[str] = []
    seen: set[int] = set()
    left: list[tuple[str, Any]] = [
        (name, vars(module))
        for name, module in list(sys.modules.items())
        if name.partition(".")[0] == "gaf_rules"
    ]
    while left:
        path, value = left.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, dt.date) and type(value) is not dt.date:
            found.append(path)
        home = getattr(value if isinstance(value, type) else type(value), "__module__", "")
        if str(home).partition(".")[0] not in {"gaf_rules", "builtins", "functools"}:
            continue
        if isinstance(value, ModuleType) or (
            isinstance(value, dict) and "__spec__" in value and path.count(" ")
        ):
            continue  # the names of another module
        left += [(f"{path} {type(inner).__name__}", inner) for inner in gc.get_referents(value)]
    return found


def main() -> None:
    """Frozen first, so that tables and lazily loaded modules are made while time stands still."""
    document = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    document = {name: document[name] for name in ("schema", "id", "app", "sponsor", "events")}
    with freeze_time("2026-03-09"):
        during = answers(document)
    said = {"during": during, "after": answers(document), "strangers": strangers()}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
