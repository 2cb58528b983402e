"""The link step: every name in the rows of a guideline is looked up before any row is used.

``REFERENCES`` says of each field of each row what it names. All that is wrong is told at once, each with its
row, what is known that is nearest, and what to do. A guideline that was made has passed: no engine sees
rows that have not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from gaf_rules.language.actions import Clear, Copy, Drop, Enter, Gather, Mark, Minus, Open, Put
from gaf_rules.language.conditions import Among, Member, Members, Same
from gaf_rules.language.core import DayOrder, FactTest, walk
from gaf_rules.language.fact_schema import (
    READ_BY_EVALUATION,
    Fact,
    event_facts,
    facts_given,
    facts_written,
)
from gaf_rules.language.link_names import REFERENCES, SLIPS, known_names
from gaf_rules.language.link_order import hidden_rows, unsendable
from gaf_rules.language.link_words import problem
from gaf_rules.language.periods import UNITS
from gaf_rules.language.rows import Transition
from gaf_rules.language.vocabulary import NOT_STARTED, PROCEDURES, wording
from gaf_rules.messages import LABELS
from gaf_rules.values.errors import GuidelineError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gaf_rules.language.conditions import Condition
    from gaf_rules.language.guideline import Guideline

__all__ = ["facts_known", "link", "slips"]


def link(guideline: Guideline) -> None:
    """Look up every name in the rows of a guideline.

    Raises:
        GuidelineError: everything that is wrong, each with its row, what is nearest, and what to do.
    """
    found = slips(guideline)
    if found:
        raise GuidelineError.linking(found)


def slips(guideline: Guideline) -> tuple[Problem, ...]:
    """Everything that is wrong with the rows of a guideline, in the order of the rows; nothing if they link.

    >>> import gaf_rules as gaf
    >>> slips(gaf.HAINAN)
    ()
    """
    return tuple(_Linker(guideline).problems())


def facts_known(guideline: Guideline) -> dict[str, Fact]:
    """Every fact that a guideline knows, by name: those given and those that its rows write.

    >>> import gaf_rules as gaf
    >>> facts_known(gaf.HAINAN)["case.answer_1.2a"].values
    ('yes', 'no')
    """
    return _Linker(guideline).facts


class _Linker:
    """What is known, by what it is, and the rows held against it."""

    def __init__(self, guideline: Guideline) -> None:
        self.guideline = guideline
        self.found: list[Problem] = []
        self.read: dict[str, str] = {}
        self.here: dict[tuple[str, str | None], dict[str, Fact]] = {}
        words = guideline.words
        self.words = {
            kind: (*LABELS[kind], *words.get(kind, ()))
            for kind in ("finding", "question", "material", "fact", "role", "tier", "place")
        }
        states: dict[str, list[str]] = {}
        for row in guideline.states:
            states.setdefault(row.procedure, []).append(row.name)
        self.states = states
        self.known = known_names(guideline, self.words)
        self.facts = facts_given(guideline)
        self.written: dict[str, str] = {}
        self._settle()

    # -- the schema of facts -----------------------------------------------------------------------
    def _settle(self) -> None:
        """What rows write becomes part of the schema; copies are what their sources are."""
        copies: list[tuple[str, str, str]] = []
        for path, name, fact in facts_written(self.guideline):
            self.written.setdefault(name, path)
            if isinstance(fact, Copy):
                copies.append((path, name, fact.fact))
            elif fact is not None:
                self._add(path, name, fact)
        while copies:
            left = [each for each in copies if each[2] not in self.facts]
            for path, name, source in copies:
                if source in self.facts:
                    self._add(path, name, self.facts[source]._replace(by="rows"))
            if len(left) == len(copies):
                break
            copies = left

    def _add(self, path: str, name: str, fact: Fact) -> None:
        before = self.facts.get(name)
        if before is None:
            self.facts[name] = fact
        elif before.kind != fact.kind:
            self._tell("kinds_differ", path, name, (before.kind,))
        elif before.values is not None:
            values = None if fact.values is None else (*before.values, *fact.values)
            merged = values and tuple(dict.fromkeys(values))
            self.facts[name] = before._replace(values=merged)

    # -- telling -----------------------------------------------------------------------------------
    def _tell(
        self, code: str, path: str, got: object, allowed: Iterable[str] = (), kind: str = ""
    ) -> None:
        self.found.append(problem(self.guideline, code, path, got, tuple(allowed), kind))

    def problems(self) -> list[Problem]:
        """Everything that is wrong, row by row."""
        for table in REFERENCES:
            for index, row in enumerate(getattr(self.guideline, table, ())):
                self._row(table, row, f"$.{table}[{index}]", row)
        route = self.guideline.route_clause
        if route not in self.known["clause"]:
            self._tell("unknown_clause", "$.route_clause", route, self.known["clause"])
        for index, name in enumerate(self.guideline.local_roles):
            self._name("role", name, f"$.local_roles[{index}]", self.known["role"])
        self._wordless()
        self._states()
        self._unused()
        for path, tier in unsendable(self.guideline):
            self._tell("unsendable_event", path, tier, ())
        for path, before in hidden_rows(self.guideline):
            self._tell("hidden_row", path, before, ())
        order = {path: rank for rank, path in enumerate(REFERENCES)}
        self.found.sort(key=lambda each: order.get(each.path[2:].partition("[")[0], len(order)))
        return self.found

    def _wordless(self) -> None:
        """Roles, tiers and positions that have no words."""
        tiers, known = self.guideline.tiers, self.words
        named = [(f"$.roles[{at}]", "role", name) for at, name in enumerate(self.guideline.roles)]
        for at, row in enumerate(tiers):
            named.append((f"$.tiers[{at}]", "tier", row.tier))
            named += [
                (f"$.tiers[{at}].places.{role}", "place", place)
                for role, places in row.places.items()
                for place in sorted(places.difference(self.guideline.roles))
            ]
        for path, kind, name in named:
            if name not in known[kind]:
                self._tell("no_words", path, name, known[kind], kind)

    def _row(self, table: str, row: Any, path: str, top: Any) -> None:
        for name, kind in REFERENCES[table].items():
            value = getattr(row, name)
            if value is None:
                continue
            place = f"{path}.{name}"
            if isinstance(value, tuple):
                for index, each in enumerate(value):
                    self._one(kind, each, f"{place}[{index}]", top)
            elif isinstance(value, Mapping):
                for key, each in value.items():
                    self._one(kind, each if kind.endswith("_of") else key, f"{place}.{key}", top)
            else:
                self._one(kind, value, place, top)

    def _one(self, kind: str, value: Any, path: str, row: Any) -> None:
        check = getattr(self, f"_{kind}", None)
        if check is not None:
            check(value, path, row)
        else:
            self._name(kind, value, path, self.known[kind])

    def _name(self, kind: str, value: Any, path: str, known: tuple[str, ...]) -> None:
        if not isinstance(value, str) or value not in known:
            label = "finding" if kind == "code" else kind
            self._tell(SLIPS.get(kind, f"unknown_{kind}"), path, value, known, label)

    # -- what a field may name besides a plain name ----------------------------------------------------
    def _clause(self, value: str, path: str, row: Any) -> None:
        # A finding on any duty takes the clause of the duty.
        if value or not getattr(row, "over", "").startswith("duty:"):
            self._name("clause", value, path, self.known["clause"])

    def _code(self, value: str, path: str, row: Any) -> None:
        self._name("code", value, path, self.known["code"])
        # Whatever is told rests on a clause.
        if row.clause is None:
            self._name("clause", None, f"{path.removesuffix('code')}clause", self.known["clause"])

    def _clause_of(self, value: str, path: str, _row: Any) -> None:
        self._name("clause", value, path, self.known["clause"])

    def _found_with(self, value: str, path: str, row: Any) -> None:
        """A role, which what is found is told of; over a duty also ``duty``, for whoever has that."""
        whose = ("duty",) if row.over.startswith("duty:") else ()
        self._name("role", value, path, (*self.known["role"], *whose))

    def _role_of(self, value: str, path: str, _row: Any) -> None:
        self._name("role", value, path, self.known["role"])

    def _state(self, value: str, path: str, row: Any) -> None:
        self._name("state", value, path, tuple(self.states.get(row.procedure, ())))

    def _start(self, value: Any, path: str, row: Any) -> None:
        self._row("start", value, path, row)

    def _clock(self, value: Any, path: str, row: Any) -> None:
        self._row("clock", value, path, row)

    def _day(self, value: str, path: str, row: Any) -> None:
        self._fact(value, path, row, "day")

    def _marks(self, value: str, path: str, row: Any) -> None:
        self._fact(value, path, row, "marks")

    def _over(self, value: str, path: str, _row: Any) -> None:
        if value.startswith("duty:"):
            self._name("duty", value[5:], path, ("*", *self.known["duty"]))
        else:
            self._name("record", value, path, self.known["record"])

    def _asked(self, value: str, path: str, row: Any) -> None:
        if row.asks_day_of is not None:  # whose words name the event, and no clause
            self._name("clause", value, path, self.known["clause"])
        self._name("question", wording(value, row.asks_day_of), path, self.known["question"])

    def _asks(self, value: str, path: str, _row: Any) -> None:
        """A question for the day of a receipt has words; where it names a position, for one office there."""
        head, _, at = value.partition("@")
        asked = [key for key in self.words["question"] if key.startswith(f"{head}@")]
        if not asked or (at not in self.known["position"] and value not in asked):
            self._tell("no_words", path, value, self.words["question"], "question")

    def _period(self, period: Any, path: str, _row: Any) -> None:
        for name in ("clause", "like"):
            value = getattr(period, name)
            if value is not None:
                self._name("clause", value, f"{path}.{name}", self.known["clause"])
        given = {unit: getattr(period, unit) for unit in UNITS if getattr(period, unit) is not None}
        if len(given) != 1:
            self._tell("one_unit_wanted", path, ", ".join(given) or None, UNITS)
        for unit, number in given.items():
            if type(number) is not int or number < 1:
                self._tell("period_below_one", f"{path}.{unit}", number)

    def _facts_here(self, row: Any) -> dict[str, Fact]:
        if not isinstance(row, Transition):
            return self.facts
        key = row.event, row.question
        if key not in self.here:
            self.here[key] = {**self.facts, **event_facts(self.guideline, row)}
        return self.here[key]

    def _fact(self, name: Any, path: str, row: Any, kind: str | None = None) -> Fact | None:
        """One fact that a row reads, of the kind wanted."""
        here = self._facts_here(row)
        over = getattr(row, "over", "") or ""
        if str(name).startswith("duty.") and not over.startswith("duty:"):
            here = {each: fact for each, fact in here.items() if not each.startswith("duty.")}
        fact = here.get(name)
        if fact is None:
            code = "unwritten_fact" if name in self.words["fact"] else "unknown_fact"
            self._tell(code, path, name, here)
            return None
        if name not in self.read and fact.by == "rows" and name not in self.words["fact"]:
            self._tell("no_words", path, name, self.words["fact"], "fact")
        self.read.setdefault(name, path)
        if kind is not None and fact.kind != kind:
            code = "not_a_day" if kind == "day" else "kinds_differ"
            self._tell(code, path, name, [each for each in here if here[each].kind == kind])
            return None
        return fact

    def _list(self, items: Any, path: str, row: Any) -> None:
        if isinstance(items, Minus):
            self._list(items.left, f"{path}.left", row)
            self._list(items.right, f"{path}.right", row)
            return
        fact = self._fact(items, path, row)
        if fact is not None and fact.kind not in {"words", "word", "text"}:
            self._tell("kinds_differ", path, items, ("words",))

    def _condition(self, condition: Condition, path: str, row: Any) -> None:
        for part in walk(condition):
            match part:
                case FactTest(name, Same(value)):
                    self._compared(name, (value,), path, row)
                case FactTest(name, Among(values)):
                    self._compared(name, values, path, row)
                case FactTest(name, Member(member)):
                    self._member(name, (member,), path, row)
                case FactTest(name, Members()):
                    self._member(name, (), path, row)
                case FactTest(name):
                    self._fact(name, path, row)
                case DayOrder(first, second):
                    self._days(first, second, path, row)

    def _compared(self, name: str, values: Iterable[Any], path: str, row: Any) -> None:
        fact = self._fact(name, path, row)
        if fact is None:
            return
        for value in values:
            if value is None:
                continue
            if _kind_of(value) != fact.kind and not (fact.kind == "text" and type(value) is str):
                self._tell("kinds_differ", path, f"{name} = {value!r}", (fact.kind,))
            elif fact.kind == "word" and fact.values is not None and value not in fact.values:
                self._tell(f"unknown_{fact.words}", path, value, fact.values)

    def _member(self, name: str, members: Iterable[str], path: str, row: Any) -> None:
        fact = self._fact(name, path, row)
        if fact is None:
            return
        if fact.kind != "words":
            self._tell("kinds_differ", path, name, ("words",))
            return
        for member in members:
            if fact.values is not None and member not in fact.values:
                self._tell("unknown_word", path, member, fact.values)

    def _days(self, first: str, second: str, path: str, row: Any) -> None:
        for name in (first, second):
            fact = self._fact(name, path, row)
            if fact is not None and fact.kind != "day":
                self._tell("kinds_differ", path, f"{first}, {second}: {name}", (fact.kind,))

    def _action(self, action: Any, path: str, row: Any) -> None:
        match action:
            case Open(record):
                self._name("record", record, path, self.known["record"][1:])
                return
            case Put(_, Copy(source), value=None):
                self._fact(source, path, row)
            case (
                Put(_, str() as field, value=None)
                | Gather(_, field)
                | Drop(_, field)
                | Mark(expected=str() as field)
            ):
                self._fact(f"event.{field}", path, row)
            case Enter(procedure=other, state=state):
                self._name("procedure", other, path, self.known["procedure"])
                self._state(state, path, action)
        record = action.fact.partition(".")[0]
        self._name("record", record, path, self.known["record"])
        if isinstance(action, Clear | Drop) and record in self.known["record"]:
            self._cleared(action.fact, path)

    def _cleared(self, name: str, path: str) -> None:
        if name not in self.written:
            self._tell("unwritten_fact", path, name, self.written)

    # -- what only the rows together show ------------------------------------------------------------
    def _states(self) -> None:
        rows = self.guideline.states
        entered = {state for row in self.guideline.transitions for state in row.enters}
        entered |= {state for row in self.guideline.lapses for state in row.enters}
        seen: set[tuple[str, str]] = set()
        for index, row in enumerate(rows):
            key = row.procedure, row.name
            if key in seen:
                self._tell("doubled_state", f"$.states[{index}]", row.name)
            elif row.name != NOT_STARTED and key not in entered:
                self._tell("unreached_state", f"$.states[{index}]", row.name)
            seen.add(key)
        for procedure in PROCEDURES:
            if (procedure, NOT_STARTED) not in seen:
                self._tell(
                    "unknown_state", "$.states", f"{procedure}: {NOT_STARTED}", (NOT_STARTED,)
                )

    def _unused(self) -> None:
        """Facts that rows write and nobody reads."""
        for name, path in self.written.items():
            known = name.partition(".")[0] in self.known["record"]
            if known and name not in self.read and name not in READ_BY_EVALUATION:
                self._tell("unread_fact", path, name, tuple(self.read))


def _kind_of(value: object) -> str:
    if isinstance(value, bool):
        return "flag"
    return "number" if type(value) is int else "word"
