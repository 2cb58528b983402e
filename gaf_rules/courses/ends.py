"""What stands at the end of a way: an assessment as expressions over days, without the case it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import fields, frozen

from gaf_rules.answer import UNDISPUTED
from gaf_rules.assessment import (
    Assessment,
    Deadline,
    Duty,
    Finding,
    NextAction,
    Provenance,
    Question,
    ScopeDecision,
    Trigger,
)
from gaf_rules.courses.traced import Count, Day, Node, Written
from gaf_rules.lazy import Lazy
from gaf_rules.mapping import FrozenMap

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["MADE", "End", "end_of"]

MADE: dict[type, str] = {
    Trigger: "trigger",
    Deadline: "deadline",
    Duty: "duty",
    Finding: "finding",
    NextAction: "action",
}
"""The classes whose values hold days, and by what name a value is made."""


@frozen(eq=False)
class End:
    """An assessment of a course.

    Attributes:
        provenance, scope, route, forms, stages, questions: the same for all cases that come here.
        duties, findings, actions: the others, each as an expression.
    """

    provenance: Provenance
    scope: ScopeDecision
    route: tuple[str, ...] | None
    forms: tuple[str, ...]
    stages: FrozenMap
    questions: tuple[Question, ...]
    duties: tuple[Node, ...]
    findings: tuple[Node, ...]
    actions: tuple[Node, ...]


def end_of(found: Assessment) -> End:
    """The end that an assessment with traced days stands for.

    What is worked out only when it is asked for (a safe date, what disputes a finding) is not traced: the
    expression says for which duty or finding it is.
    """
    return End(
        found.provenance,
        found.scope,
        found.route,
        found.forms,
        found.stages,
        found.questions,
        _expressed(found.duties),
        _expressed(found.findings),
        _expressed(found.next_actions),
    )


def _expressed(values: Iterable[Any]) -> tuple[Node, ...]:
    return tuple([_expression(value, None) for value in values])


def _expression(value: Any, whole: Any) -> Node:  # noqa: PLR0911 - one line a kind of value
    """A value as an expression; ``whole`` is what it is a part of."""
    if isinstance(value, Day | Count):
        return value.node
    if value is UNDISPUTED:
        return ("undisputed",)
    if isinstance(value, Lazy):
        return ("disputed", _expression(whole.key, None))
    if isinstance(value, Written):
        return ("text", value.day.node)
    if isinstance(value, tuple):
        listed = [_expression(part, None) for part in value]
        return ("same", value) if all(p[0] == "same" for p in listed) else ("listed", *listed)
    make = MADE.get(type(value))
    if make is None:
        return ("same", value)
    names = [part.name for part in fields(type(value)) if part.name != "safe"]
    parts = [_expression(getattr(value, name), value) for name in names]
    if isinstance(value, Deadline):
        # A deadline does not know whose it is; what works out its safe date must.
        parts.append(("safe", (whole.clause, whole.procedure, whole.round)))
    return ("made", make, *parts)
