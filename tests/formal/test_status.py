"""The statuses of each duty, for every input: one holds and only one, and it is the one of the code.

What a status means is said once more, from the contract, as formulas over the days that matter. The solver
shows that these leave nothing out and never hold together. The code compares days and nothing else, so that
it is enough to put one input of each order of those days to it.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
import z3

import gaf_rules as gaf
from gaf_rules.evaluate import standing
from gaf_rules.guidelines.algorithms import ALGORITHMS
from gaf_rules.language.periods import Due, Trigger
from gaf_rules.language.vocabulary import STATUSES
from gaf_rules.program.program import program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gaf_rules.program.program import CompiledDuty

pytestmark = pytest.mark.no_cover

_EPOCH = date(2026, 3, 1)


class _Logic:
    """How formulas are put together: of terms of z3, or of plain values."""

    def __init__(self, *, plain: bool) -> None:
        self.all = (lambda *parts: all(parts)) if plain else z3.And
        self.any = (lambda *parts: any(parts)) if plain else z3.Or
        self.no = (lambda part: not part) if plain else z3.Not


def _with_period(row: Any, x: dict[str, Any], logic: _Logic) -> dict[str, Any]:
    """Of a duty with a last day, which lies between an earliest and a latest one, or is not known."""
    every, some, no = logic.all, logic.any, logic.no
    known, done = x["known"], x["done"]
    day = x["day"]  # of the act if it is done, else the one it is judged on
    in_time = every(known, day <= x["earliest"])
    between = every(known, no(day <= x["earliest"]), day <= x["latest"])
    late = every(known, day > x["latest"])
    soft = every(late, x["stands_in"])
    hard = every(late, no(x["stands_in"]))
    has_effect = row.consequence is not None
    lapsed = every(hard, has_effect)
    return {
        "met": every(done, some(in_time, no(known))),
        "open": every(no(done), in_time),
        "undetermined": some(between, soft, every(no(done), no(known), x["unpublished"])),
        "extended": every(no(done), no(known), no(x["unpublished"])),
        "met_late": every(hard, done, not has_effect),
        "overdue": every(hard, no(done), not has_effect),
        "lapsed": lapsed,
    }


def _without_period(row: Any, x: dict[str, Any], logic: _Logic) -> dict[str, Any]:
    """Of a duty that must be done before something, or for which the text gives no last day."""
    every, some, no = logic.all, logic.any, logic.no
    done, limited, day, limit = x["done"], x["limited"], x["day"], x["limit"]
    same = every(done, limited, day == limit)
    found = {
        "met": every(done, some(no(limited), day < limit)),
        "open": every(no(done), no(limited)),
        "overdue": every(no(done), limited),
        "met_late": every(done, limited, day > limit),
        "undetermined": False,
        "extended": False,
        "lapsed": False,
    }
    return {**found, row.same_day: some(found[row.same_day], same)}


def _statuses(row: Any, x: dict[str, Any], logic: _Logic) -> dict[str, Any]:
    every, some, no = logic.all, logic.any, logic.no
    found = (_without_period if row.period is None else _with_period)(row, x, logic)
    unclear = x["unclear"] if row.unclear is not None else False
    excused = x["excused"] if row.excused is not None else False
    forgiven = every(found["lapsed"], excused)
    found["met_late"] = some(found["met_late"], forgiven)
    found["lapsed"] = every(found["lapsed"], no(excused))
    return {
        name: some(holds, unclear) if name == "undetermined" else every(holds, no(unclear))
        for name, holds in found.items()
    }


_FLAGS = ("done", "known", "stands_in", "unpublished", "limited", "unclear", "excused")
_DAYS = ("day", "earliest", "latest", "limit")


def _unknowns() -> tuple[dict[str, Any], Any]:
    x = {name: z3.Bool(name) for name in _FLAGS} | {name: z3.Int(name) for name in _DAYS}
    return x, x["earliest"] <= x["latest"]


def _duties() -> list[Any]:
    return [pytest.param(each, id=f"{each.row.clause}-{n}") for n, each in enumerate(
        duty for guideline in (gaf.HAINAN, ALGORITHMS)
        for duties in program(guideline).duties.values() for duty in duties)]  # fmt: skip


def _check(*claims: Any) -> Any:
    solver = z3.Solver()
    solver.add(*claims)
    found = solver.check()
    assert found != z3.unknown
    return found


@pytest.mark.parametrize("duty", _duties())
def test_for_every_input_one_status_holds_and_only_one(duty: CompiledDuty) -> None:
    x, law = _unknowns()
    found = _statuses(duty.row, x, _Logic(plain=False))
    assert {*found} == {*STATUSES}
    assert _check(law, z3.Not(z3.Or(*found.values()))) == z3.unsat
    assert _check(law, z3.Not(z3.AtMost(*(z3.Or(each) for each in found.values()), 1))) == z3.unsat


def _inputs(row: Any) -> Iterator[dict[str, Any]]:
    """One input of each order of the days that the code compares."""
    flags = ["done", *(name for name in ("unclear", "excused") if getattr(row, name) is not None)]
    if row.period is None:
        flags.append("limited")
    else:
        flags += ["known", "stands_in", "unpublished"]
    usual: dict[str, Any] = dict.fromkeys(_FLAGS, False) | dict.fromkeys(_DAYS, 1)
    for values in product((False, True), repeat=len(flags)):
        chosen = usual | dict(zip(flags, values, strict=True))
        if row.period is None:
            yield from (chosen | {"day": day, "limit": 1} for day in range(3))
        else:
            for earliest, latest in ((1, 1), (1, 3)):
                for day in range(5):
                    yield chosen | {"day": day, "earliest": earliest, "latest": latest}


def _on(number: int) -> date:
    return _EPOCH + timedelta(days=number)


def _by_the_code(duty: CompiledDuty, x: dict[str, Any]) -> str:
    row, day = duty.row, _on(x["day"])
    due = None
    if row.period is not None:
        certainty: Any = "projected" if x["unpublished"] else "final"
        due = Due(on=None, earliest=None, latest=None, certainty=certainty)
        if x["known"]:
            due = Due(on=None, earliest=_on(x["earliest"]), latest=_on(x["latest"]))
    trigger = Trigger("x", _EPOCH, "receipt" if x["stands_in"] else None)
    facts: dict[str, dict[str, Any]] = {}
    if duty.before is not None:
        facts = {duty.before[0]: {duty.before[1]: _on(x["limit"]) if x["limited"] else None}}
    done = day if x["done"] else None
    if due is None:
        found = standing.verdict_by_order(duty, facts, done)
    else:
        found = standing.verdict_of(duty, trigger, due, done, day)
    asked = _Asked(duty, x)
    return standing.status_of(asked, facts, found)  # type: ignore[arg-type]  # all that is asked of a duty


class _Asked:
    """A duty whose two conditions are answered beforehand."""

    def __init__(self, duty: CompiledDuty, x: dict[str, Any]) -> None:
        self.unclear: Callable[[Any], bool] | None
        self.unclear = None if duty.unclear is None else lambda _: x["unclear"]
        self.excused = None if duty.excused is None else lambda _: x["excused"]


@pytest.mark.parametrize("duty", _duties())
def test_the_code_says_for_every_order_of_days_what_the_formulas_say(duty: CompiledDuty) -> None:
    seen = set()
    for x in _inputs(duty.row):
        if duty.row.period is None and duty.before is None and x["limited"]:
            continue
        held = [name for name, holds in _statuses(duty.row, x, _Logic(plain=True)).items() if holds]
        assert held == [_by_the_code(duty, x)], x
        seen.update(held)
    wanted = {"met", "open", "undetermined", "extended"}
    if duty.row.period is None:
        wanted = {"met", "open"} | ({"met_late", "overdue"} if duty.before is not None else set())
    elif duty.row.consequence is not None:
        wanted |= {"lapsed"}
    else:
        wanted |= {"met_late", "overdue"}
    assert wanted <= seen


def test_a_gap_and_an_overlap_are_seen() -> None:
    duty = next(
        each for group in program(gaf.HAINAN).duties.values() for each in group if each.row.period
    )
    x, law = _unknowns()
    found = _statuses(duty.row, x, _Logic(plain=False))
    missing = {name: holds for name, holds in found.items() if name != "extended"}
    assert _check(law, z3.Not(z3.Or(*missing.values()))) == z3.sat
    # Strict where it is not: on the last day itself both would hold.
    wide = z3.And(x["known"], z3.Not(x["done"]), x["day"] >= x["latest"], z3.Not(x["stands_in"]))
    assert _check(law, wide, found["open"]) == z3.sat
