"""Rule engines given one rule as their own kind of table: late or not, abandoned or not."""

from __future__ import annotations

import json
from itertools import count
from typing import TYPE_CHECKING, Any

from common import LAST, off_days

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

__all__ = ["ROWS", "Facts", "business_rules", "durable", "lexdays_rule", "zen_table"]

# arrived, days from the last day to the arrival, days from it to the day of assessment.
Facts = tuple[bool, int, int]

# arrived; the bound that must hold (which fact, "at most" or "more than", days); status; abandoned.
ROWS = (
    (True, "arrival", "lte", "met", False),
    (True, "arrival", "gt", "lapsed", True),
    (False, "today", "lte", "open", False),
    (False, "today", "gt", "lapsed", True),
)


def zen_table(zen: Any, *, trace: bool) -> Callable[[Facts], tuple[str, bool]]:
    """The four rows as a decision table of zen-engine."""
    signs = {"lte": "<= 0", "gt": "> 0"}
    rules = [
        {
            "_id": str(number),
            "arrived": str(arrived).lower(),
            "arrival": signs[sign] if fact == "arrival" else "",
            "today": signs[sign] if fact == "today" else "",
            "status": f'"{status}"',
            "abandoned": str(abandoned).lower(),
        }
        for number, (arrived, fact, sign, status, abandoned) in enumerate(ROWS)
    ]
    table = {
        "hitPolicy": "first",
        "inputs": [{"id": n, "name": n, "field": n} for n in ("arrived", "arrival", "today")],
        "outputs": [{"id": n, "name": n, "field": n} for n in ("status", "abandoned")],
        "rules": rules,
    }
    here = {"x": 0, "y": 0}
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "position": here},
        {"id": "t", "type": "decisionTableNode", "name": "t", "position": here, "content": table},
        {"id": "out", "type": "outputNode", "name": "out", "position": here},
    ]
    edges = [
        {"id": a + b, "sourceId": a, "targetId": b, "type": "edge"}
        for a, b in (("in", "t"), ("t", "out"))
    ]
    decision = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))
    options = {"trace": trace}

    def decide(facts: Facts) -> tuple[str, bool]:
        arrived, arrival, today = facts
        said = {"arrived": arrived, "arrival": arrival, "today": today}
        found = decision.evaluate(said, options)["result"]
        return found["status"], found["abandoned"]

    return decide


def business_rules(library: Any) -> Callable[[Facts], tuple[str, bool]]:
    """The four rows for business-rules."""
    from business_rules import actions, fields, variables  # noqa: PLC0415 - only where it is installed

    class Said(variables.BaseVariables):  # type: ignore[misc]  # has no types
        """What the rules may ask."""

        def __init__(self, facts: Facts) -> None:
            self.facts = facts

        @variables.boolean_rule_variable
        def arrived(self) -> bool:
            return self.facts[0]

        @variables.numeric_rule_variable
        def arrival(self) -> int:
            return self.facts[1]

        @variables.numeric_rule_variable
        def today(self) -> int:
            return self.facts[2]

    class Done(actions.BaseActions):  # type: ignore[misc]  # has no types
        """What the rules may do."""

        found: tuple[str, bool] = ("", False)

        @actions.rule_action(params={"row": fields.FIELD_NUMERIC})
        def conclude(self, row: int) -> None:
            self.found = ROWS[row][3], ROWS[row][4]

    signs = {"lte": "less_than_or_equal_to", "gt": "greater_than"}
    rules = [
        {
            "conditions": {
                "all": [
                    {
                        "name": "arrived",
                        "operator": "is_true" if arrived else "is_false",
                        "value": True,
                    },
                    {"name": fact, "operator": signs[sign], "value": 0},
                ]
            },
            "actions": [{"name": "conclude", "params": {"row": number}}],
        }
        for number, (arrived, fact, sign, _, _) in enumerate(ROWS)
    ]

    def decide(facts: Facts) -> tuple[str, bool]:
        done = Done()
        library.run_all(rules, Said(facts), done, stop_on_first_trigger=True)
        return done.found

    return decide


def durable(engine: Any) -> Callable[[Facts], tuple[str, bool]]:
    """The four rows for durable_rules, through its C module: the way in which it does not crash.

    A new state frees pointers that nobody set unless a rule has fired in it; hence the rule that always
    fires first. Names of states are counted and never used again.
    """

    def rule(*premises: dict[str, Any]) -> dict[str, Any]:
        return {"all": [{"m": {"$and": list(premises)}}]}

    rules = {"awake": rule({"kind": "first"}, {"awake": True})}
    for number, (arrived, fact, sign, _, _) in enumerate(ROWS):
        bound = {"$lte": {fact: 0}} if sign == "lte" else {"$gt": {fact: 0}}
        rules[f"row{number}"] = rule({"kind": "said"}, {"arrived": arrived}, bound)
    handle = engine.create_ruleset("supplement", json.dumps(rules))
    numbers = count()

    def told(sid: str, fact: dict[str, Any]) -> str:
        _, state = engine.assert_fact(handle, json.dumps({"sid": sid, **fact}))
        fired = json.loads(engine.start_action_for_state(handle, state)[1])
        engine.complete_and_start_action(handle, state)
        return str(next(iter(fired)))

    def decide(facts: Facts) -> tuple[str, bool]:
        sid = f"s{next(numbers)}"
        told(sid, {"id": "f0", "kind": "first", "awake": True})
        arrived, arrival, today = facts
        said = {"arrived": arrived, "arrival": arrival, "today": today}
        fired = told(sid, {"id": "f1", "kind": "said", **said})
        engine.delete_state(handle, sid)
        row = ROWS[int(fired.removeprefix("row"))]
        return row[3], row[4]

    return decide


def lexdays_rule(lexdays: Any, days: int) -> Callable[[date], date]:
    """The last day by a rule pack of lexdays with one step, over our days off."""
    off = off_days()
    listed = {
        "id": "off",
        "name": {"en": "day off"},
        "rule": {"type": "dates", "dates": [day.isoformat() for day in off]},
    }
    spec = {
        "id": "listed",
        "weekend": [],
        "coverage": {"from": off[0].year, "to": LAST.year},
        "holidays": [listed],
    }
    pack = {
        "id": "supplement",
        "name": {"en": "supplement"},
        "calendar": spec,
        "citations": {"clause": {"label": {"en": "2.4.4c"}}},
        "steps": [{"type": "count", "cite": "clause"}],
    }
    made, period = lexdays.rulepack(pack), f"{days}bd"
    return lambda day: made.compute(day, period).deadline
