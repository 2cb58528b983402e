"""Conditions as formulas of z3, over all inputs at once: a back end of five functions.

An input is a :class:`Sheet`: an unknown for every fact that is asked for, which ranges over what the fact may
hold by the schema of the linked guideline. What follows from the rows for every input is then asked of a
solver, which gives an input for which it does not, or says that there is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import z3

from gaf_rules.language.case_fields import APP_FIELDS, SPONSOR_FIELDS
from gaf_rules.language.conditions import Known, Member, Members, Same
from gaf_rules.language.core import AllOf, AnyOf, Backend, DayOrder, FactTest, Not
from gaf_rules.language.link import _Linker

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import gaf_rules as gaf
    from gaf_rules.language.fact_schema import Fact
    from gaf_rules.language.rows import Transition

__all__ = ["Sheet", "example", "formula", "schema_of", "sheet_of"]

_NEVER_ABSENT = ("reading", "state")
_REQUIRED = {
    f"{record}.{name}"
    for record, fields in (("app", APP_FIELDS), ("sponsor", SPONSOR_FIELDS))
    for name, spec in fields.items()
    if not spec.nullable and spec.default is not None
}
_DAYS_OF_ALL = {"case.as_of", "case.effective_from", "event.on"}


def schema_of(guideline: gaf.Guideline) -> dict[str, Fact]:
    """Every fact of a linked guideline: its kind, and the words that may stand there."""
    return dict(_Linker(guideline).facts)


class Sheet:
    """One input: unknowns for the facts that are asked for, made when they first are.

    Arguments:
        schema: what each fact may hold.
        name: that of the input, where several are looked at together.
        fixed: facts that are known: their value, or a term of z3 for a day.
    """

    def __init__(
        self, schema: Mapping[str, Fact], name: str = "", fixed: Mapping[str, Any] | None = None
    ) -> None:
        self.schema, self.name = schema, name
        self.fixed = {} if fixed is None else dict(fixed)
        self._terms: dict[str, Any] = {}
        self._members: dict[str, dict[str, Any]] = {}
        self._laws: list[Any] = []

    @property
    def laws(self) -> list[Any]:
        """What holds of every input: a fact holds one of its values, a list no fewer members than named."""
        sizes = (
            self._size(fact) >= z3.Sum([z3.If(each, 1, 0) for each in members.values()])
            for fact, members in self._members.items()
            if members
        )
        return [*self._laws, *sizes]

    def values(self, fact: str) -> tuple[Any, ...]:
        """What a fact that is no day and no list may hold."""
        about = self.schema[fact]
        record = fact.partition(".")[0]
        never = record in _NEVER_ABSENT or fact in _REQUIRED or fact == "duty.status"
        absent = () if never else (None,)
        if about.kind == "flag":
            return (*absent, False, True)
        return (*absent, *(("anything",) if about.values is None else about.values))

    def _term(self, name: str, least: int, most: int | None = None) -> Any:
        found = self._terms.get(name)
        if found is None:
            found = self._terms[name] = z3.Int(f"{self.name}{name}")
            self._laws.append(found >= least)
            if most is not None:
                self._laws.append(found <= most)
        return found

    def _size(self, fact: str) -> Any:
        return self._term(f"{fact}#", 0)

    def day(self, fact: str) -> tuple[Any, Any]:
        """Whether a day is there, and which one, as a number."""
        if fact in self.fixed:
            value = self.fixed[fact]
            return z3.BoolVal(value is not None), 0 if value is None else value
        if fact in _DAYS_OF_ALL:
            return z3.BoolVal(val=True), self._term(fact, 0)
        return z3.Bool(f"{self.name}{fact}?"), self._term(fact, 0)

    def asked(self, fact: str, question: Any) -> Any:
        """The formula of one question to one fact."""
        kind = self.schema[fact].kind
        if fact in self.fixed and (kind != "day" or self.fixed[fact] is None):
            return z3.BoolVal(bool(question.holds(self.fixed[fact])))
        if kind in {"words", "marks"}:
            return self._of_list(fact, question)
        if kind == "day":
            there, _ = self.day(fact)
            return {Known: there, Same: z3.Not(there)}[type(question)]
        values = self.values(fact)
        term = self._term(fact, 0, len(values) - 1)
        return z3.Or(
            [z3.BoolVal(val=False), *(term == n for n, v in enumerate(values) if question.holds(v))]
        )

    def _of_list(self, fact: str, question: Any) -> Any:
        if isinstance(question, Member):
            members = self._members.setdefault(fact, {})
            return members.setdefault(
                question.wanted, z3.Bool(f"{self.name}{fact}∋{question.wanted}")
            )
        if isinstance(question, Same):
            return self._size(fact) == 0
        return self._size(fact) >= (question.wanted if isinstance(question, Members) else 1)

    def told(self, model: Any) -> dict[str, Any]:
        """The facts of an example: words and flags as they are, days as numbers."""
        found: dict[str, Any] = {}
        for name, term in self._terms.items():
            number = model.eval(term, model_completion=True).as_long()
            if name.endswith("#"):
                continue
            if self.schema[name].kind == "day":
                there = z3.is_true(model.eval(self.day(name)[0], model_completion=True))
                found[name] = number if there else None
            else:
                found[name] = self.values(name)[number]
        return found


def _all(each: AllOf, sheet: Sheet) -> Any:
    return z3.And([z3.BoolVal(val=True), *(formula(part, sheet) for part in each.parts)])


def _some(each: AnyOf, sheet: Sheet) -> Any:
    return z3.Or([z3.BoolVal(val=False), *(formula(part, sheet) for part in each.parts)])


def _turned(each: Not, sheet: Sheet) -> Any:
    return z3.Not(formula(each.part, sheet))


def _asked(each: FactTest, sheet: Sheet) -> Any:
    return sheet.asked(each.fact, each.question)


def _ordered(each: DayOrder, sheet: Sheet) -> Any:
    (a_there, a), (b_there, b) = sheet.day(each.first), sheet.day(each.second)
    return z3.And(a_there, b_there, a <= b if each.or_same else a < b)


formula: Backend[Any] = Backend(
    "formulas of z3",
    {AllOf: _all, AnyOf: _some, Not: _turned, FactTest: _asked, DayOrder: _ordered},
)
"""The formula of a condition over the unknowns of a sheet."""


def sheet_of(
    guideline: gaf.Guideline, row: Transition | None = None, name: str = "", **fixed: Any
) -> Sheet:
    """A sheet for the facts of a guideline; of a transition, those of its event too.

    Arguments:
        guideline: the linked rows.
        row: the transition.
        name: of the sheet.
        **fixed: facts that are known, with ``__`` for the dot.
    """
    from gaf_rules.language.fact_schema import event_facts

    schema = schema_of(guideline) | ({} if row is None else event_facts(guideline, row))
    return Sheet(schema, name, {fact.replace("__", "."): value for fact, value in fixed.items()})


def example(claims: Iterable[Any], *sheets: Sheet) -> Any:
    """A model in which all claims hold; None where there is none, which proves that there is no such input.

    Raises:
        RuntimeError: the solver gives up; then nothing is proved.
    """
    solver = z3.Solver()
    solver.add(*claims, *(law for sheet in sheets for law in sheet.laws))
    found = solver.check()
    if found == z3.unknown:
        raise RuntimeError(solver.reason_unknown())
    return solver.model() if found == z3.sat else None
