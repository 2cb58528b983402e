"""Rows as Python functions: the source is written from the conditions and actions, then compiled.

Whatever a row says stays data; what stands here turns it into the source text that a person would
write by hand, one line a row with its clause beside it, so that evaluation costs no more than that
line. Every function carries its text (:func:`source_of`). Nothing here knows a guideline.

>>> from gaf_rules.language.conditions import AllOf, Has, Is
>>> late = predicate(AllOf((Is("app.kind", "app"), Has("case.launched_on"))))
>>> print(source_of(late))
def predicate(facts):
    app = facts['app'].get
    case = facts['case'].get
    return True if app('kind') == 'app' and ((a := case('launched_on')) or a not in (None, ())) else False
"""

from __future__ import annotations

from functools import lru_cache
from keyword import iskeyword
from typing import TYPE_CHECKING, Any, Protocol, cast

from gaf_rules.language.conditions import Has
from gaf_rules.language.core import (
    ALWAYS,
    NEVER,
    AllOf,
    AnyOf,
    Backend,
    Condition,
    DayOrder,
    FactTest,
    Not,
    facts_of,
    path_of,
    walk,
)
from gaf_rules.language.periods import Trigger
from gaf_rules.language.rows import Minus
from gaf_rules.values.drafts import maker
from gaf_rules.values.lazy import Deferred

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from gaf_rules.language.core import Facts, Test
    from gaf_rules.language.rows import DutyRow, Start

    Selector = Callable[..., list[Any]]

__all__ = [
    "decided",
    "duties_function",
    "earliest_known",
    "first_known",
    "function",
    "items_function",
    "predicate",
    "selector",
    "source_of",
    "trigger_function",
]

_RESERVED = frozenset(
    {
        "facts",
        "latest",
        "held",
        "fold",
        "event",
        "a",
        "b",
        "on",
        "set",
        "trigger",
        "started",
        "met_on",
        "void_on",
    }
)
_DECISIONS = 4096
"""Combinations of facts for which a decision is kept; the vocabulary allows few."""


# -- conditions as expressions -----------------------------------------------------------------------------
def _local(record: str) -> str:
    """The local variable under which a function keeps the look-up of a record's facts."""
    plain = record.isidentifier() and not iskeyword(record) and record not in _RESERVED
    return record if plain else f"_{''.join(c if c.isalnum() else '_' for c in record)}"


def _value(fact: str) -> str:
    record, name = path_of(fact)
    return f"{_local(record)}({name!r})"


def _conjunction(each: AllOf) -> str:
    # Readings last: where all else settles the answer, none has been asked for.
    ordered = sorted(each.parts, key=_asks_for_a_reading)
    return " and ".join(_operand(part) for part in ordered) or "True"


def _disjunction(each: AnyOf) -> str:
    return " or ".join(_operand(part) for part in each.parts) or "False"


def _asks_for_a_reading(condition: Condition) -> bool:
    return any(path_of(fact)[0] == "reading" for fact in facts_of(condition))


def _ordered(each: DayOrder) -> str:
    first, second = _value(each.first), _value(each.second)
    sign = "<=" if each.or_same else "<"
    return f"(a := {first}) is not None and (b := {second}) is not None and a {sign} b"


_expression: Backend[str] = Backend(
    "source text",
    {
        AllOf: _conjunction,
        AnyOf: _disjunction,
        Not: lambda each: f"not {_operand(each.part)}",
        FactTest: lambda each: each.question.source(_value(each.fact)),
        DayOrder: _ordered,
    },
)


def _operand(condition: Condition) -> str:
    text = _expression(condition)
    return f"({text})" if " and " in text or " or " in text or text.startswith("not ") else text


def _look_ups(conditions: Iterable[Condition]) -> list[str]:
    records = {path_of(fact)[0]: None for condition in conditions for fact in facts_of(condition)}
    return [f"{_local(record)} = facts[{record!r}].get" for record in records]


# -- source into functions ---------------------------------------------------------------------------------
def function(head: str, body: Sequence[str], names: dict[str, Any]) -> Any:
    """A function compiled from its text, which is kept with it.

    Arguments:
        head: name and parameters.
        body: the lines, not indented.
        names: what the lines may refer to.
    """
    text = "\n".join((f"def {head}:", *(f"    {line}" for line in body)))
    space: dict[str, Any] = {**names}
    exec(compile(text, f"<rows: {head}>", "exec"), space)  # noqa: S102 - text written here, from rows alone
    made = space[head.partition("(")[0]]
    made.source = text
    return made


def source_of(function: Callable[..., Any]) -> str:
    """The text of a function made here."""
    if isinstance(function, Deferred):
        function = function.made()
    text: str = vars(function)["source"]
    return text


@lru_cache(maxsize=4096)
def predicate(condition: Condition) -> Test:
    """A function of the facts that answers the condition; see the example above."""
    body = [*_look_ups((condition,)), f"return True if {_expression(condition)} else False"]
    made: Test = function("predicate(facts)", body, {})
    return made


def selector(
    rows: Sequence[tuple[Any, Condition, bool, str]],
) -> Selector | None:
    """A function of the facts that gives the rows that hold; None where no row ever can.

    Arguments:
        rows: for each row what is given for it, its condition, whether it holds for the latest record of
            its kind alone, and the remark beside it.
    """
    live = [row for row in rows if row[1] != NEVER]
    if not live:
        return None
    body = [*_look_ups(row[1] for row in live), "held = []"]
    names: dict[str, Any] = {}
    for number, (given, condition, latest, remark) in enumerate(live):
        names[f"ROW_{number}"] = given
        test = _expression(condition)
        if latest:
            test = "latest" if condition == ALWAYS else f"latest and {_operand(condition)}"
        if test != "True":
            body.append(f"if {test}:  # {remark}")
        body.append(f"{'' if test == 'True' else '    '}held.append(ROW_{number})")
    body.append("return held")
    made: Selector = function("selector(facts, latest=True)", body, names)
    return made


def decided(
    conditions: Sequence[Condition], decide: Callable[[Any], Any]
) -> Callable[[Facts], Any]:
    """``decide``, worked out once for each combination of the facts that the conditions read.

    Where a condition compares dates there are too many combinations, and every call decides anew.
    """
    if any(isinstance(part, DayOrder) for one in conditions for part in walk(one)):
        return decide
    read = tuple(dict.fromkeys(fact for one in conditions for fact in facts_of(one)))
    places = [path_of(fact) for fact in read]

    def of(*values: Any) -> Any:
        facts: dict[str, dict[str, Any]] = {record: {} for record, _ in places}
        for (record, name), value in zip(places, values, strict=True):
            facts[record][name] = value
        return decide(facts)

    values = ", ".join(f"facts[{record!r}].get({name!r})" for record, name in places)
    names = {"of": lru_cache(maxsize=_DECISIONS)(of)}
    made: Callable[[Facts], Any] = function("decision(facts)", [f"return of({values})"], names)
    return made


# -- duties ------------------------------------------------------------------------------------------------
def first_known(names: Sequence[str], when: Condition = ALWAYS) -> Callable[[Facts], Any]:
    """A function of the facts that gives the first of these that is known, while the condition holds."""
    guard = [] if when == ALWAYS else [f"if not {_operand(when)}:", "    return None"]
    lines = (f"if (a := {_value(name)}) is not None: return a" for name in names)
    read = [Has(name) for name in names]
    body = [*_look_ups((when, *read)), *guard, *lines, "return None"]
    return cast("Callable[[Facts], Any]", function("first_known(facts)", body, {}))


def earliest_known(names: Sequence[str]) -> Callable[[Facts], Any]:
    """A function of the facts that gives the earliest of these days."""
    body = [*_look_ups(Has(name) for name in names), *_earliest("day", names), "return day"]
    return cast("Callable[[Facts], Any]", function("earliest_known(facts)", body, {}))


def trigger_function(starts: Sequence[Start]) -> Callable[[Facts], Trigger | None]:
    """A function of the facts that gives what starts a duty: the first start that is known and counts."""
    body = _look_ups(part for start in starts for part in (Has(start.fact), start.when))
    for start in starts:
        test = "" if start.when == ALWAYS else f" and {_operand(start.when)}"
        body.append(f"if (on := {_value(start.fact)}) is not None{test}:")
        body.append(f"    return trigger({start.event!r}, on, {start.asks!r}, 0)")
    body.append("return None")
    made = function("start(facts)", body, {"trigger": _trigger})
    return cast("Callable[[Facts], Trigger | None]", made)


class _OfADutyRow(Protocol):
    """What a duty is told by here: its row."""

    @property
    def row(self) -> DutyRow: ...


def duties_function(duties: Sequence[_OfADutyRow], procedure: str) -> Selector | None:
    """A function of the facts that gives the duties of a record, each with what started, met and ended it.

    What comes out is a list of ``(duty, (clause, procedure), trigger, met_on, void_on)``, as the duty's own
    functions give them, one by one. A duty that nothing has started is left out, unless a round of it counts
    even so, since its days run on (A-14). None where no duty ever is there.
    """
    live = [duty for duty in duties if duty.row.when != NEVER]
    if not live:
        return None
    read: list[Condition] = []
    names: dict[str, Any] = {"started": _trigger}
    lines: list[str] = []
    for number, duty in enumerate(live):
        row = duty.row
        days = (*(start.fact for start in row.starts), *row.met_by, *row.void_by)
        read += [row.when, *map(Has, days), *(start.when for start in row.starts), row.met_when]
        names[f"DUTY_{number}"], names[f"KEY_{number}"] = duty, (row.clause, procedure)
        test = _expression(row.when)
        lines.append(f"{'' if test == 'True' else f'if {test}:  '}# {row.clause} {row.act}")
        some = _one_duty(row, number)
        lines += some if test == "True" else _indented(some)
    body = [*_look_ups(read), "held = []", *lines, "return held"]
    made: Selector = function("duties(facts)", body, names)
    return made


def _one_duty(row: DutyRow, number: int) -> list[str]:
    """The lines that put down one duty of a record, if it has been started."""
    started = ["trigger = None"] if row.starts else []
    for place, start in enumerate(row.starts):
        test = "" if start.when == ALWAYS else f" and {_operand(start.when)}"
        started.append(f"{'el' if place else ''}if (on := {_value(start.fact)}) is not None{test}:")
        started.append(f"    trigger = started({start.event!r}, on, {start.asks!r}, 0)")
    ended = [
        *_first("met_on", row.met_by, row.met_when),
        *_earliest("void_on", row.void_by),
        f"held.append((DUTY_{number}, KEY_{number}, {'trigger' if row.starts else 'None'}, met_on, void_on))",
    ]
    if row.starts and row.resumes is None:
        ended = ["if trigger is not None:", *_indented(ended)]
    return [*started, *ended]


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"    {line}" for line in lines]


def _first(name: str, facts: Sequence[str], when: Condition) -> list[str]:
    """The lines that set a variable to the first of these facts that is known, while a condition holds."""
    if len(facts) == 1 and when == ALWAYS:
        return [f"{name} = {_value(facts[0])}"]
    lines = [f"{name} = None"]
    for number, fact in enumerate(facts):
        test = "" if when == ALWAYS else f" and {_operand(when)}"
        lines.append(f"{'el' if number else ''}if (a := {_value(fact)}) is not None{test}:")
        lines.append(f"    {name} = a")
    return lines


def _earliest(name: str, facts: Sequence[str]) -> list[str]:
    """The lines that set a variable to the earliest of these facts."""
    lines = [f"{name} = {_value(facts[0])}" if facts else f"{name} = None"]
    for fact in facts[1:]:
        lines.append(f"if (a := {_value(fact)}) is not None and ({name} is None or a < {name}):")
        lines.append(f"    {name} = a")
    return lines


_trigger = maker(Trigger)


# -- lists -------------------------------------------------------------------------------------------------
def items_function(items: str | Minus) -> Callable[[Facts], tuple[str, ...]]:
    """A function of the facts that gives a list: a fact, or one list without the members of another."""
    made = function("items(facts)", [*_items(items, "found"), "return found"], {})
    return cast("Callable[[Facts], tuple[str, ...]]", made)


def _items(items: str | Minus, name: str) -> list[str]:
    """The lines that set a variable to a list; what is not there is empty, a single word a list of one."""
    if isinstance(items, Minus):
        left, right = f"{name}_left", f"{name}_right"
        known = [*_items(items.left, left), *_items(items.right, right)]
        # Mostly nothing is left, and that is soon seen.
        rest = f"tuple([each for each in {left} if each not in {right}])"
        return [
            *known,
            f"{name} = {rest} if {left} and not {{*{right}}}.issuperset({left}) else ()",
        ]
    record, field = path_of(items)
    return [
        f"{name} = facts[{record!r}].get({field!r})",
        f"{name} = () if {name} is None else ({name},) if isinstance({name}, str) else tuple({name})",
    ]
