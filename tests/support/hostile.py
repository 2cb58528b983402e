"""Hostile parts and facts against the driver, run as a program: a crash is an exit code and ends no test.

    python hostile.py COUNT SEED

Every input ends in an error of the driver or in the right answer, worked out here by plain comparison. Prints
how many ended in which; anything else ends with a traceback.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from typing import Any

from gaf_rules.durable.engine import EngineDriver
from gaf_rules.durable.guards import EngineError, FactKind, Rule, RulePart
from gaf_rules.durable.premises import Atom, Premise

__all__ = ["main"]

_TWINS = ("costarring", "liquid", "declinate", "macallums", "altarage", "zinke")
_NAMES = (
    *_TWINS, "id", "sid", "kind", "m", "s", "$s", "$m", "$and", "$or", "$nex", "all", "any", "run", "~",
    "", " ", "a.b", "a b", "\x00", "\n", '"', "\\", "'", "{", "}", "[", ":", "名", "\ud800", "x" * 5000,
)  # fmt: skip
_DEEP: Any = []
for _ in range(500):
    _DEEP = [_DEEP]
_VALUES: tuple[Any, ...] = (
    "\ud800", "\udfff" * 10, "x" * 4096, "x" * 4097, "x" * 10**6, "\x00", '"', "\\", "\\u0041", "'", "}", "]",
    '{"a":1}', "\U0001f600", "行政机关", "\u2028", "true", "null", "NaN", "1", "", " ",
    2**31, 2**32, 2**53, 2**53 + 1, 2**63, 2**64, 10**400, -(2**53), -(2**53) - 1, -(2**63), 0, -1, 1,
    float("nan"), float("inf"), -0.0, 1e308, True, False, None, b"x", (), [], {}, {"a": {"b": {}}}, _DEEP,
    object(),
)  # fmt: skip
_TYPES = (bool, int, str)


def _name(dice: random.Random) -> Any:
    if dice.random() < 0.01:
        return dice.choice(_NAMES)
    return f"n{dice.randrange(8)}"


def _value(dice: random.Random, wanted: type) -> Any:
    if dice.random() < 0.02:
        return dice.choice(_VALUES)
    if wanted is bool:
        return dice.random() < 0.5
    if wanted is int:
        return dice.choice((-2, -1, 0, 1, 2, 2**31, -(2**53), 2**53))
    return dice.choice(
        ("", "a", "b", "ab", '"', "\\", "'", "\x00", "行政", "x" * 4096, "true", "\U0001f600")
    )


class _Named(Atom):
    """An atom with a name that no atom would have."""

    def __init__(self, name: Any, type_: type) -> None:
        super().__init__("given", ("x",), type_)
        object.__setattr__(self, "name", name)


def _kind(dice: random.Random, number: int) -> FactKind:
    names = [_name(dice) for _ in range(dice.choice((0, 1, 3, 8, 20)))]
    if dice.random() < 0.05:
        names += dice.sample(_TWINS, 4)
    types: dict[Any, Any] = {name: dice.choice(_TYPES) for name in names}
    if dice.random() < 0.02:
        types["odd"] = dice.choice((float, list, type(None)))
    name = f"k{number}" if dice.random() < 0.95 else _name(dice)
    rules = []
    for n in range(
        dice.choice((0, 1, 3, 10, 60, 60, 60, 61) if dice.random() < 0.3 else (1, 2, 5))
    ):
        premises = []
        for _ in range(
            dice.choice((0, 1, 2, 4, 15, 15, 15, 16) if dice.random() < 0.2 else (1, 2, 3))
        ):
            prop = dice.choice(list(types)) if types else _name(dice)
            wanted = types.get(prop, bool)
            ops = ("eq", "neq", "lte", "gt") if wanted is int else ("eq", "neq")
            op = (
                dice.choice(ops)
                if dice.random() < 0.97
                else dice.choice(("nex", "$or", "lt", "mt"))
            )
            premises.append(Premise(_Named(prop, wanted), op, _value(dice, wanted)))
        rule_id = f"r{number}:{n}" if dice.random() < 0.99 else _name(dice)
        rules.append(Rule(rule_id, name, tuple(premises), ("says", n)))
    return FactKind(name, types, tuple(rules))


def _holds(premise: Premise, fact: dict[str, Any]) -> bool:
    value, other = fact[premise.atom.name], premise.value
    if premise.op == "eq":
        return bool(value == other)
    if premise.op == "neq":
        return bool(value != other)
    return bool(value <= other) if premise.op == "lte" else bool(value > other)


def _fact(dice: random.Random, kind: FactKind) -> Any:
    fact = {name: _value(dice, wanted) for name, wanted in kind.types.items()}
    if dice.random() < 0.05:
        fact[_name(dice)] = _value(dice, bool)
    if dice.random() < 0.02:
        return dice.choice((None, [], "{}", 1))
    return fact


def _one(dice: random.Random, driver: EngineDriver) -> str:
    kinds = tuple(_kind(dice, number) for number in range(dice.choice((1, 1, 2, 4))))
    if dice.random() < 0.01:
        kinds = kinds * 70
    part = RulePart("hostile", kinds)
    try:
        with driver.session(part) as session:
            for kind in kinds:
                fact = _fact(dice, kind)
                fired = session.tell(kind, fact)
                right = [r for r in kind.rules if all(_holds(p, fact) for p in r.premises)]
                assert list(fired) == right, (kind, fact, fired)
    except EngineError:
        return "refused"
    return "answered"


def main(count: int, seed: int) -> Counter[str]:
    """So many inputs, one after the other, on one engine."""
    dice = random.Random(seed)  # noqa: S311 - test input, no secret
    driver = EngineDriver()
    return Counter(_one(dice, driver) for _ in range(count))


if __name__ == "__main__":
    sys.stdout.write(f"{json.dumps(main(int(sys.argv[1]), int(sys.argv[2])))}\n")
