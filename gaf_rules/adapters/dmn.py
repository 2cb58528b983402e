"""The rows of a guideline that decide by what is known beforehand, as decision tables of DMN 1.3.

Scope, route, forms, materials and periods. The tables compare with single values alone, so that every engine
that reads S-FEEL reads them; a row that lets through several values becomes several rules, each with the
clauses of the row in its description. Labels are in Chinese, English beside.
"""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from itertools import product
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from gaf_rules.adapters.boxes import EVERYTHING, InputColumn, InputColumns, join, less, meet
from gaf_rules.adapters.xml_files import xml_file
from gaf_rules.evaluate.arguments import expect
from gaf_rules.evaluate.scoping import machine_of
from gaf_rules.language.conditions import AnyOf
from gaf_rules.language.link import facts_known
from gaf_rules.language.vocabulary import PROCEDURES
from gaf_rules.values.given import one_of
from gaf_rules.values.shipped import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gaf_rules.adapters.boxes import Box
    from gaf_rules.language.guideline import Guideline

__all__ = ["DECISIONS", "both_words", "to_dmn"]

_DMN: Final = "https://www.omg.org/spec/DMN/20191111/MODEL/"
_WORDS: Final = words_of("gaf_rules.adapters", "models.json")
_TYPES: Final = {
    "in_scope": "boolean",
    "separate": "boolean",
    "backward": "boolean",
    "from_receipt": "boolean",
    "number": "number",
}
"""The types of outputs that are no texts."""


class _Rule(NamedTuple):
    """Some boxes, what is said where they hold, and in words why."""

    boxes: tuple[Box, ...]
    says: tuple[Any, ...]
    why: str


class _DecisionTable(NamedTuple):
    policy: str
    outputs: tuple[str, ...]
    rules: tuple[_Rule, ...]


def both_words(kind: str, key: str) -> str:
    """A word of these models in both languages.

    Raises:
        CaseError: they have no such word.

    >>> both_words("model", "lacks")
    '缺要件 element missing'
    """
    one_of("kind", kind, _WORDS)
    one_of("key", key, _WORDS[kind])
    return " ".join(_WORDS[kind][key])


def to_dmn(decision: str | None = None, *, guideline: Guideline | None = None) -> bytes:
    """The decision tables of a guideline as a file of DMN 1.3.

    An input is named like its fact, with ``_`` for every other sign: ``app.kind`` is ``app_kind``, the answer
    on 1.2a ``case_answer_1_2a``; what is not known is null. The decisions:

    - ``scope`` (FIRST): in_scope, which is true, false or null.
    - ``scope_grounds`` (COLLECT): the rows that hold. Those whose in_scope is the one of ``scope`` give its
      clauses, codes and questions.
    - ``route`` (FIRST): path, which is null where a person must say, and clauses.
    - ``forms``, ``materials`` (COLLECT): of one procedure.
    - ``periods`` (UNIQUE): number, unit and direction of the period of a clause.

    Arguments:
        decision: one of :data:`DECISIONS`, alone, for engines that take one a file; all of them by default.
        guideline: whose rows; the Hainan one by default.

    Returns:
        The file in UTF-8; the same for the same rows, byte for byte.

    Raises:
        CaseError: there is no such decision; what is no guideline; a word of it with a sign that XML cannot
            hold.

    >>> file = to_dmn(decision="route").decode()
    >>> file.count("<rule "), 'hitPolicy="FIRST"' in file
    (15, True)
    """
    expect(guideline=guideline)
    if decision is not None:
        one_of("decision", decision, DECISIONS)
    guideline = machine_of(guideline).guideline
    columns = InputColumns(facts_known(guideline))
    names = DECISIONS if decision is None else (decision,)
    return _written(guideline, {name: _TABLES[name](guideline, columns) for name in names})


# -- what is decided -------------------------------------------------------------------------------------
def _cited(clauses: Iterable[str], *words: str) -> str:
    return " ".join((*dict.fromkeys(clauses), *words)).strip()


def _pair(kind: str, key: str, guideline: Guideline) -> str:
    return f"{guideline.label(kind, key, 'zh')} {guideline.label(kind, key, 'en')}"


def _singles(boxes: Iterable[Box]) -> Iterator[Box]:
    """Boxes that let through one value each, in the order of the values: what one rule can say."""
    for box in boxes:
        ways = ([value for value in column.values if value in box[column]] for column in box)
        for chosen in product(*ways):
            yield {column: frozenset((value,)) for column, value in zip(box, chosen, strict=True)}


def _reached(rules: Iterable[_Rule]) -> Iterator[_Rule]:
    """The rules without those before which others have answered already, whatever the case."""
    seen: tuple[Box, ...] = ()
    for rule in rules:
        boxes = tuple(box for box in _singles(rule.boxes) if less((box,), seen))
        if boxes:
            yield rule._replace(boxes=boxes)
        seen = join(seen, boxes)


def _scope(guideline: Guideline, columns: InputColumns) -> _DecisionTable:
    rows = guideline.scope
    rules = [
        _Rule(columns.boxes(row.when), (verdict,), _cited(row.clauses, *_told(row.code, guideline)))
        for verdict in (False, None)
        for row in rows
        if row.verdict is verdict
    ]
    elements = dict.fromkeys(row.element for row in rows if row.verdict)
    for element in elements:
        met = AnyOf(tuple(row.when for row in rows if row.verdict and row.element == element))
        lacking = less(EVERYTHING, columns.boxes(met))
        rules.append(_Rule(lacking, (False,), f"{both_words('model', 'lacks')}: {element}"))
    inside = [clause for row in rows if row.verdict for clause in (*row.clauses, *row.plain)]
    why = _cited(inside if elements else (), both_words("model", "otherwise"))
    rules.append(_Rule(EVERYTHING, (bool(elements),), why))
    return _DecisionTable("FIRST", ("in_scope",), tuple(_reached(rules)))


def _told(code: str | None, guideline: Guideline) -> tuple[str, ...]:
    return () if code is None else (_pair("finding", code, guideline),)


def _grounds(guideline: Guideline, columns: InputColumns) -> _DecisionTable:
    rules = tuple(
        _Rule(
            columns.boxes(row.when),
            (row.verdict, row.element or None, row.clauses, row.code, row.question),
            _cited((*row.clauses, *row.plain), *_told(row.code, guideline)),
        )
        for row in guideline.scope
    )
    return _DecisionTable("COLLECT", ("in_scope", "element", "clauses", "code", "question"), rules)


def _route(guideline: Guideline, columns: InputColumns) -> _DecisionTable:
    rules = [
        _Rule(
            columns.boxes(row.when),
            (row.path, row.clauses),
            _cited(row.clauses, *(_way(row.path, guideline))),
        )
        for row in guideline.routes
    ]
    why = _cited((guideline.route_clause,), both_words("model", "otherwise"))
    rules.append(_Rule(EVERYTHING, (None, (guideline.route_clause,)), why))
    return _DecisionTable("FIRST", ("path", "clauses"), tuple(_reached(rules)))


def _way(path: tuple[str, ...] | None, guideline: Guideline) -> tuple[str, ...]:
    return tuple(
        " → ".join(guideline.label("role", role, lang) for role in path or ())
        for lang in ("zh", "en")
    )


_PROCEDURE: Final = InputColumn("procedure", PROCEDURES)
_CLAUSE: Final = "clause"


def _of(procedure: str, boxes: tuple[Box, ...]) -> tuple[Box, ...]:
    return meet(({_PROCEDURE: frozenset((procedure,))},), boxes)


def _forms(guideline: Guideline, columns: InputColumns) -> _DecisionTable:
    rules = tuple(
        _Rule(
            _of(row.procedure, columns.boxes(row.when)),
            (row.form, row.material),
            _cited((row.form,), _pair("material", row.material, guideline)),
        )
        for row in guideline.forms
    )
    return _DecisionTable("COLLECT", ("form", "material"), rules)


def _materials(guideline: Guideline, columns: InputColumns) -> _DecisionTable:
    rules = tuple(
        _Rule(
            _of(row.procedure, columns.boxes(row.when)),
            (row.material, row.clause, row.separate),
            _cited((row.clause,), _pair("material", row.material, guideline)),
        )
        for row in guideline.materials
    )
    return _DecisionTable("COLLECT", ("material", "clause", "separate"), rules)


def _periods(guideline: Guideline, _: InputColumns) -> _DecisionTable:
    periods = guideline.periods
    column = InputColumn(_CLAUSE, tuple(periods))
    rules = tuple(
        _Rule(
            ({column: frozenset((clause,))},),
            (period.number, period.unit, period.backward, period.from_receipt),
            _cited((clause,), *(guideline.wording(clause, lang) for lang in ("zh", "en"))),
        )
        for clause, period in periods.items()
    )
    return _DecisionTable("UNIQUE", ("number", "unit", "backward", "from_receipt"), rules)


_TABLES: Final[dict[str, Callable[[Guideline, InputColumns], _DecisionTable]]] = {
    "scope": _scope,
    "scope_grounds": _grounds,
    "route": _route,
    "forms": _forms,
    "materials": _materials,
    "periods": _periods,
}
DECISIONS: Final = tuple(_TABLES)
"""The names of the decisions, in the order of the file."""


# -- how it is written -----------------------------------------------------------------------------------
def _feel(value: Any) -> str:
    """A value as FEEL has it; of several words a text with a space between, since S-FEEL has no lists."""
    return json.dumps(" ".join(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def _type(column: InputColumn) -> str:
    return "boolean" if isinstance(column.values[0], bool) else "string"


def _label(column: InputColumn, guideline: Guideline) -> str:
    if not column.facts:
        return both_words("model", column.name)
    asked = "" if column.asks is None else f" ({column.name})"
    told = (
        " / ".join(guideline.label("fact", f, lang) for f in column.facts) for lang in ("zh", "en")
    )
    return " ".join(told) + asked


def _child(parent: ET.Element, tag: str, text: str | None = None, **given: str) -> ET.Element:
    made = ET.SubElement(parent, tag, given)
    if text is not None:
        ET.SubElement(made, "text").text = text
    return made


def _written(guideline: Guideline, tables: dict[str, _DecisionTable]) -> bytes:
    name = guideline.key
    root = ET.Element(
        "definitions",
        {
            "xmlns": _DMN,
            "id": "decisions",
            "name": name,
            "namespace": f"urn:gaf-rules:{name}",
            "label": both_words("model", "decisions"),
        },
    )
    inputs: dict[InputColumn, None] = {}
    for table in tables.values():
        inputs |= dict.fromkeys(_columns(table))
    for column in inputs:
        data = _child(
            root,
            "inputData",
            id=f"in_{column.name}",
            name=column.name,
            label=_label(column, guideline),
        )
        _child(data, "variable", name=column.name, typeRef=_type(column))
    for key, table in tables.items():
        _decision(root, key, table, guideline)
    return xml_file(root)


def _columns(table: _DecisionTable) -> tuple[InputColumn, ...]:
    return tuple(dict.fromkeys(c for rule in table.rules for box in rule.boxes for c in box))


def _decision(root: ET.Element, key: str, table: _DecisionTable, guideline: Guideline) -> None:
    made = _child(root, "decision", id=key, name=key, label=both_words("decision", key))
    _child(made, "variable", name=key)
    columns = _columns(table)
    for column in columns:
        need = _child(made, "informationRequirement", id=f"{key}_needs_{column.name}")
        _child(need, "requiredInput", href=f"#in_{column.name}")
    inner = _child(made, "decisionTable", id=f"{key}_table", hitPolicy=table.policy)
    for column in columns:
        entry = _child(inner, "input", id=f"{key}_{column.name}", label=_label(column, guideline))
        _child(
            entry,
            "inputExpression",
            column.name,
            id=f"{key}_{column.name}_is",
            typeRef=_type(column),
        )
    for name in table.outputs:
        _child(
            inner,
            "output",
            id=f"{key}_gives_{name}",
            name=name,
            label=both_words("model", name),
            typeRef=_TYPES.get(name, "string"),
        )
    lines = ((rule, box) for rule in table.rules for box in _singles(rule.boxes))
    for number, (rule, box) in enumerate(lines, 1):
        _rule(inner, f"{key}_{number}", rule, [_entry(column, box) for column in columns])


def _entry(column: InputColumn, box: Box) -> str:
    """What a rule asks of a column: one value, or nothing."""
    return _feel(*box[column]) if column in box else "-"


def _rule(table: ET.Element, name: str, rule: _Rule, asks: list[str]) -> None:
    made = _child(table, "rule", id=name)
    ET.SubElement(made, "description").text = rule.why
    for place, value in enumerate(asks):
        _child(made, "inputEntry", value, id=f"{name}_i{place}")
    for place, value in enumerate(rule.says):
        _child(made, "outputEntry", _feel(value), id=f"{name}_o{place}")
