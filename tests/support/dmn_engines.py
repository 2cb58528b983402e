"""Decision tables run by engines of others, and what the library itself says of the same inputs."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pyDMNrules
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine, TaskDataEnvironment
from SpiffWorkflow.dmn.parser.BpmnDmnParser import BpmnDmnParser

from gaf_rules.adapters.boxes import InputColumns
from gaf_rules.evaluate.scoping import decide_route, decide_scope, forms_for, required_names
from gaf_rules.language.conditions import Member, compile_condition
from gaf_rules.language.core import FactTest, path_of, walk
from gaf_rules.language.link import facts_known
from gaf_rules.program.program import program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gaf_rules.adapters.boxes import InputColumn
    from gaf_rules.language.guideline import Guideline

    Inputs = dict[str, Any]
    Rows = list[dict[str, Any]]
    Engine = Callable[[Inputs], Rows]

__all__ = [
    "ENGINES",
    "FEEL_NAMES",
    "agrees",
    "combinations",
    "inputs_of",
    "ours",
    "pydmnrules",
    "spiff",
]

FEEL_NAMES = {"true": True, "false": False, "null": None}
"""What FEEL has and Python spells otherwise: SpiffWorkflow takes every expression for Python."""


def _rows(found: dict[str, Any]) -> Rows:
    """Hits in the form of columns as rows."""
    return [dict(zip(found, values, strict=True)) for values in zip(*found.values(), strict=True)]


def spiff(file: bytes) -> Engine:
    """SpiffWorkflow, for a file with one decision."""
    parser = BpmnDmnParser()
    parser.add_dmn_str(file)
    ((name, _),) = parser.dmn_parsers.items()
    engine = parser.get_engine(name, None)
    scripts = PythonScriptEngine(environment=TaskDataEnvironment(FEEL_NAMES))

    def decide(inputs: Inputs) -> Rows:
        task = SimpleNamespace(data=dict(inputs), workflow=SimpleNamespace(script_engine=scripts))
        found = dict(engine.result(task))
        return _rows(found) if engine.decision_table.hit_policy == "COLLECT" else [found]

    return decide


def pydmnrules(file: bytes) -> Engine:
    """pyDMNrules, for a file with one decision; it takes labels for names, so that none is left."""
    text = re.sub(r'(<(?:in|out)put [^>]*?) label="[^"]*"', r"\1", file.decode())
    engine = pyDMNrules.DMN()
    assert engine.useXML(text) == {}
    wanted = re.findall(r'<inputData [^>]*?name="(\w+)"', text)
    given = re.findall(r'<output [^>]*?name="(\w+)"', text)

    def decide(inputs: Inputs) -> Rows:
        status, found = engine.decide({name: inputs[name] for name in wanted})
        if status:
            return []
        result = {name: found["Result"][name] for name in given}
        return _rows(result) if 'hitPolicy="COLLECT"' in text else [result]

    return decide


ENGINES: dict[str, Callable[[bytes], Engine]] = {"SpiffWorkflow": spiff, "pyDMNrules": pydmnrules}


# -- what is asked ---------------------------------------------------------------------------------------
@lru_cache(maxsize=64)
def inputs_of(guideline: Guideline, decision: str) -> dict[str, InputColumn]:
    """The inputs that rows of a decision look at, worked out from the rows themselves, by name."""
    rows: dict[str, tuple[Any, ...]] = {
        "scope": guideline.scope,
        "scope_grounds": guideline.scope,
        "route": guideline.routes,
        "forms": guideline.forms,
        "materials": guideline.materials,
        "periods": (),
    }
    columns = InputColumns(facts_known(guideline))
    leaves = [leaf for row in rows[decision] for leaf in walk(row.when)]
    found = [columns.of(leaf) for leaf in leaves if isinstance(leaf, FactTest)]
    return {column.name: column for column in found}


def combinations(guideline: Guideline, decision: str) -> Iterator[Inputs]:
    """Every combination of what the rows of a decision look at."""
    values: dict[str, tuple[Any, ...]] = {
        name: column.values for name, column in inputs_of(guideline, decision).items()
    }
    if decision in {"forms", "materials"}:
        values["procedure"] = ("filing", "change", "deregistration")
    if decision == "periods":
        values["clause"] = tuple(guideline.periods)
    for chosen in product(*values.values()):
        yield dict(zip(values, chosen, strict=True))


def _facts(guideline: Guideline, decision: str, inputs: Inputs) -> Any:
    records = ("app", "sponsor", "reading", "case", "application", "dossier", "submission")
    facts: dict[str, dict[str, Any]] = {record: {} for record in records}
    for name, column in inputs_of(guideline, decision).items():
        record, fact = path_of(column.facts[0])
        value = inputs[name]
        if column.asks is not None:
            assert isinstance(column.asks, FactTest)
            assert isinstance(column.asks.question, Member)
            value = (column.asks.question.wanted,) if value else ()
        facts[record][fact] = value
    return facts


# -- what comes out --------------------------------------------------------------------------------------
def ours(guideline: Guideline, decision: str, inputs: Inputs) -> Any:
    """What the library says, as far as the decision says it too."""
    machine, facts = program(guideline), _facts(guideline, decision, inputs)
    if decision == "scope":
        return decide_scope(machine, facts).in_scope
    if decision == "scope_grounds":
        found = decide_scope(machine, facts)
        held = sum(compile_condition(row.when)(facts) for row in guideline.scope)
        return found.in_scope, found.clauses, found.codes, found.questions, held
    if decision == "route":
        return decide_route(machine, facts)
    if decision == "forms":
        return forms_for(machine, facts, {inputs["procedure"]})
    if decision == "materials":
        return required_names(machine, facts, inputs["procedure"])
    period = guideline.periods[inputs["clause"]]
    return period.number, period.unit, period.backward, period.from_receipt


def _unique(rows: Rows, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for row in rows for word in (row[name] or "").split()))


def _theirs(decision: str, engine: Engine, inputs: Inputs, told: Any) -> Any:
    """What an engine says, in the form of `ours`."""
    rows = engine(inputs)
    if decision == "scope_grounds":
        # Which of the rows count is what the other table says; here it is what we say.
        held = [row for row in rows if row["in_scope"] is told[0]]
        lists = (_unique(held, name) for name in ("clauses", "code", "question"))
        return told[0], *lists, len(rows)
    if decision == "forms":
        first = [] if inputs["procedure"] == "filing" else engine({**inputs, "procedure": "filing"})
        return tuple(sorted(row["form"] for row in (*first, *rows)))
    if decision == "materials":
        return tuple(
            tuple(row["material"] for row in rows if row["separate"] is apart)
            for apart in (False, True)
        )
    (row,) = rows
    if decision == "scope":
        return row["in_scope"]
    if decision == "route":
        path = row["path"]
        return None if path is None else tuple(path.split()), tuple(row["clauses"].split())
    return row["number"], row["unit"], row["backward"], row["from_receipt"]


def agrees(
    guideline: Guideline, decision: str, engine: Engine, asked: Iterator[Inputs] | None = None
) -> int:
    """Of how many combinations an engine says what we say.

    Raises:
        AssertionError: the first of which it does not.
    """
    number = 0
    for inputs in combinations(guideline, decision) if asked is None else asked:
        told = ours(guideline, decision, inputs)
        try:
            theirs = _theirs(decision, engine, inputs, told)
        except (KeyError, ValueError) as error:
            raise AssertionError(inputs) from error
        assert theirs == told, (decision, inputs)
        number += 1
    return number
