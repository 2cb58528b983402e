"""What is worked out beside the rows, as named definitions, each of what is given and of those before it.

A definition is a function: its name is the name of what it defines, and its parameters are what it rests on.
There is nothing else to say in which order definitions are worked out. Those of a duty stand in
:mod:`gaf_rules.evaluate.standing`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from inspect import signature
from typing import TYPE_CHECKING, Any

from attrs import frozen

from gaf_rules.language.rows import CHILDREN
from gaf_rules.values.errors import GafRulesError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.rows import MaterialRow

__all__ = ["Defined", "Definition", "in_order", "latest_within", "must_be_filed_on", "required"]

_DAY = timedelta(days=1)


@frozen(eq=False)
class Definition:
    """One thing that is worked out.

    Attributes:
        name: what it is called, and what rows call it, if they may ask for it.
        rests_on: what it is worked out from: what is given, and definitions before it.
        work_out: the function of these.
    """

    name: str
    rests_on: tuple[str, ...]
    work_out: Callable[..., Any]


def in_order(
    given: Iterable[str], functions: Iterable[Callable[..., Any]]
) -> tuple[Definition, ...]:
    """Functions as definitions.

    Arguments:
        given: the names of what is known to begin with.
        functions: the definitions, each after those that it rests on.

    Raises:
        GafRulesError: one rests on something that is neither given nor defined before it.
    """
    known = dict.fromkeys(given)
    made = []
    for each in functions:
        rests_on = tuple(signature(each).parameters)
        for name in rests_on:
            if name not in known:
                raise GafRulesError(
                    zh=f"定义 {each.__name__} 所依据的 {name} 此前没有给出也没有定义；"
                    f"已有：{'、'.join(known)}",
                    en=f"the definition {each.__name__} rests on {name}, which is neither given nor defined "
                    f"before it; known are {', '.join(known)}",
                )
        known[each.__name__] = None
        made.append(Definition(each.__name__, rests_on, each))
    return tuple(made)


class Defined:
    """Facts that are worked out when they are asked for, once each; rows read them with ``get``.

    Arguments:
        definitions: of what may be asked.
        given: what they rest on.
    """

    __slots__ = ("_definitions", "_known")

    def __init__(self, definitions: Mapping[str, Definition], given: dict[str, Any]) -> None:
        self._definitions = definitions
        self._known = given

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a fact; the default where there is none of that name."""
        known = self._known
        if name not in known:
            definition = self._definitions.get(name)
            if definition is None:
                return default
            rests_on = {each: self.get(each) for each in definition.rests_on}
            known[name] = definition.work_out(**rests_on)
        return known[name]


# -- of the case and its records -------------------------------------------------------------------------
def must_be_filed_on(
    launched_on: date | None, offline_on: date | None, guideline: Guideline, as_of: date
) -> date | None:
    """The day from which the app must be filed; None as long as it may be unfiled.

    It is the day of its launch. An app launched before the guideline applied is let be until the transition
    is over: for good if no end is named, or if it has gone offline by then.
    """
    start, until = guideline.effective_from, guideline.legacy_until
    if launched_on is None or start is None or not launched_on < start:
        return launched_on
    if until is None or as_of <= until or (offline_on is not None and offline_on <= until):
        return None
    return until + _DAY


def required(
    rows: Iterable[MaterialRow], holds: Callable[[MaterialRow], bool], *, apart: bool
) -> tuple[str, ...]:
    """The materials owed, in the order of the rows: those with a finding of their own apart."""
    return tuple([row.material for row in rows if row.separate is apart and holds(row)])


def latest_within(kind: str) -> str:
    """Within what a record counts as the latest of its kind: an application may have several of some kinds.

    >>> latest_within("feedback"), latest_within("grant")
    ('application', 'case')
    """
    return "application" if kind in CHILDREN["application"] else "case"
