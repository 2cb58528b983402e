"""Documents of every kind that the library reads, each with what reads it, and edits of them."""

from __future__ import annotations

import copy
import json
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from worked_cases import worked_cases

import gaf_rules as gaf
from gaf_rules.sheets import Mapping

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

__all__ = ["MAPPINGS", "OVERLAYS", "READERS", "assessments", "edited", "samples", "travelled"]

READERS: dict[str, Callable[[Any], Any]] = {
    "gaf-case/1": gaf.Case.from_dict,
    "gaf-assessment/1": gaf.Assessment.from_dict,
    "gaf-deadline/1": gaf.Deadline.from_dict,
    "gaf-explanation/1": gaf.Explanation.from_dict,
    "gaf-plan/1": gaf.Plan.from_dict,
    "gaf-inbox/1": gaf.Inbox.from_dict,
    "gaf-mapping/1": Mapping.from_dict,
    "gaf-overlay/1": gaf.Overlay.from_dict,
}
MAPPINGS: tuple[dict[str, Any], ...] = (
    {"schema": "gaf-mapping/1"},
    {
        "schema": "gaf-mapping/1",
        "columns": {"案号": "case_id", "应用": "app_name"},
        "words": {
            "type": {"市县收件": {"type": "application_received", "by": "municipal_cac"}},
            "materials": {"全": ["functions", "acceptance"], "半": "functions;acceptance"},
            "runs_on_mobile": {"是": True, "否": "false"},
            "place": {"海口": "460100"},
        },
        "constants": {"app_kind": "小程序", "grassroots_facing": False},
        "events": [{"column": "收件日", "type": "application_received", "by": "municipal_cac"}],
        "missing": ["-", "无"],
        "serial_numbers": "1900",
        "zone": "Asia/Shanghai",
    },
)
OVERLAYS: tuple[dict[str, Any], ...] = (
    {"place": "460200", "kind": "local_holiday", "off": ["2014-04-02"], "work": [], "source": "三亚市"},
    {"place": "460000", "kind": "closure", "off": [], "work": ["2024-09-07"], "source": "2024-09-06"},
)  # fmt: skip


def travelled(document: Any) -> Any:
    """The document after a journey as JSON."""
    return json.loads(json.dumps(document, ensure_ascii=False))


@lru_cache(maxsize=1)
def assessments() -> dict[str, gaf.Assessment]:
    """The worked cases that can be assessed, by name."""
    found = {}
    for case in worked_cases():
        try:
            found[case.name] = case.assess()
        except gaf.GafRulesError:
            continue
    return found


@lru_cache(maxsize=1)
def samples() -> dict[str, tuple[dict[str, Any], ...]]:
    """Name of a document → some of its kind."""
    found = [assessments()[name] for name in ("C11", "C22", "C31", "C65", "H101")]
    cases = [one.basis.case for one in found]
    app = gaf.App(kind="app", runs_on_mobile=True, purpose="public", grassroots_facing=False)
    office = gaf.Sponsor(kind="administrative_organ", tier="municipal")
    wishes: list[dict[str, Any]] = [
        {"launch_on": date(2026, 3, 2), "as_of": date(2026, 3, 2)},
        {"launch_on": date(2027, 6, 1), "as_of": date(2026, 3, 2), "durations": {"app_launched": 2}},
        {"launch_on": date(2026, 6, 1), "readings": gaf.Readings(trigger_day="include")},
    ]  # fmt: skip
    made: dict[str, list[Any]] = {
        "gaf-case/1": cases,
        "gaf-assessment/1": found,
        "gaf-deadline/1": [
            gaf.deadline("2.4.4c", trigger=date(2014, 3, 28), place="460200"),
            gaf.deadline("2.5.1b", trigger=date(2026, 9, 1)),
        ],
        "gaf-explanation/1": [gaf.explain(found[1]), gaf.explain(found[2], "en")],
        "gaf-plan/1": [gaf.plan(app, sponsor=office, **wish) for wish in wishes],
        "gaf-inbox/1": [
            gaf.inbox(cases, role, as_of=date(2026, 3, 9))
            for role in ("sponsor", "provincial_cac", "national_cac")
        ],
    }
    told = {name: tuple(travelled(each.to_dict()) for each in some) for name, some in made.items()}
    for document in told["gaf-explanation/1"]:  # all of it is long, and much of it alike
        for section in document["sections"]:
            del section["children"][1:]
    return {**told, "gaf-mapping/1": MAPPINGS, "gaf-overlay/1": OVERLAYS}


_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, "", " ", "x", "sponsor", "2026-02-30", "2026-03-09", [], {}, ["x"],
    {"x": 1}, ["sponsor", "sponsor"],
)  # fmt: skip


def edited(document: Any, dice: random.Random) -> Any:
    """A copy with one value replaced, taken out or added, at a place drawn with the dice."""
    made = copy.deepcopy(document)
    held, step = dice.choice([*_places(made)])
    kind = dice.choice(("replace", "replace", "remove", "add"))
    if kind == "replace":
        held[step] = copy.deepcopy(dice.choice(_VALUES))
    elif kind == "remove":
        del held[step]
    elif isinstance(held, dict):
        held["further"] = copy.deepcopy(dice.choice(_VALUES))
    else:
        held.append(copy.deepcopy(dice.choice((*_VALUES, held[step]))))
    return made


def _places(held: Any) -> list[tuple[Any, Any]]:
    """Every place of a document: what holds it, and under what."""
    steps: Any = held if isinstance(held, dict) else range(len(held))
    found = []
    for step in steps:
        found.append((held, step))
        if isinstance(held[step], (dict, list)):
            found += _places(held[step])
    return found
