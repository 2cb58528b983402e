"""What holds of a record, an app and a sponsor, as rules: duties, findings, questions, scope and route."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from gaf_rules.durable.guards import FactKind, RulePart
from gaf_rules.durable.parts import RuleEntry, entry, kinds_of, plain
from gaf_rules.durable.premises import LeftOver, Premise, given, when
from gaf_rules.language.conditions import Has, Is
from gaf_rules.program.advice import advice_of

if TYPE_CHECKING:
    from gaf_rules.language.conditions import Condition
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.rows import FindingRow, QuestionRow

__all__ = ["Frame", "RecordRules", "finding_conditions", "frame_of", "record_rules"]

LATEST = Is("record.latest", value=True)


@frozen
class RecordRules:
    """The rules over one kind of record in one procedure.

    Attributes:
        part: all of them, for one session.
        basis: what the duties rest on: whether they exist, what starts them, what counts as done.
        findings, questions: the rows of that name.
        duties: indices of the duty rows over this record, in order.
    """

    part: RulePart
    basis: tuple[FactKind, ...]
    findings: tuple[FactKind, ...]
    questions: tuple[FactKind, ...]
    duties: tuple[int, ...]


def _basis(guideline: Guideline, index: int, procedure: str) -> list[RuleEntry]:
    """What a duty row asks of the record alone, before any day is counted; what comes ahead of its act."""
    row, advice = guideline.duties[index], advice_of(guideline)
    row_id = f"duty:{row.clause}:{index}"
    found = [entry(f"{row_id}:exists", (f"exists {index}", True), row.when)]
    found += [
        entry(f"{row_id}:start:{number}", (f"start {index}", number), Has(start.fact), start.when)
        for number, start in enumerate(row.starts)
    ]
    found += [
        entry(f"{row_id}:{name}", (f"{name} {index}", True), condition)
        for name, condition in (
            ("counts", row.met_when),
            ("resumes", row.resumes),
            ("unclear", row.unclear),
            ("excused", row.excused),
        )
        if condition is not None
    ]
    # What may be advised depends on where the procedure stands, so the rule is one of this procedure.
    if (advised := advice.advised(row, procedure)) is not None:
        found.append(entry(f"{row_id}:next:{procedure}", (f"next {index}", True), advised))
    found += [
        entry(
            f"ahead:{ahead.clause}:{guideline.ahead.index(ahead)}:{index}:{procedure}",
            (f"ahead {index}", guideline.ahead.index(ahead)),
            ahead.when,
            *([LeftOver(ahead.items)] if ahead.items is not None else []),
        )
        for ahead in advice.ahead_of(row.act, procedure)
    ]
    return found


def finding_conditions(row: FindingRow) -> list[Condition]:
    """What must hold for a finding, its list among it."""
    return [row.when, *([LeftOver(row.items)] if row.items is not None else [])]


def _findings(guideline: Guideline, over: str, procedure: str) -> list[RuleEntry]:
    return [
        entry(
            f"finding:{row.code}:{index}",
            ("finding", index),
            *finding_conditions(row),
            *([LATEST] if row.latest else []),
        )
        for index, row in enumerate(guideline.findings)
        if row.over == over and procedure in row.procedures
    ]


def _questions(rows: tuple[QuestionRow, ...], over: str, procedure: str) -> list[RuleEntry]:
    return [
        entry(
            f"question:{row.clause}:{index}",
            ("question", index),
            row.when,
            *([LATEST] if row.latest else []),
        )
        for index, row in enumerate(rows)
        if row.over == over and procedure in row.procedures
    ]


def record_rules(guideline: Guideline, over: str, procedure: str) -> RecordRules:
    """The rules over one kind of record in one procedure; all of them may be none."""
    duties = tuple(
        index
        for index, row in enumerate(guideline.duties)
        if row.over == over and procedure in row.procedures
    )
    name = f"{over}.{procedure}"
    basis = kinds_of(
        f"basis.{name}",
        [made for index in duties for made in _basis(guideline, index, procedure)],
    )
    findings = kinds_of(f"finding.{name}", _findings(guideline, over, procedure))
    questions = kinds_of(f"question.{name}", _questions(guideline.questions, over, procedure))
    part = RulePart(f"record.{name}", (*basis, *findings, *questions))
    return RecordRules(part, basis, findings, questions, duties)


# -- what can be said of an app and its sponsor, as rules: scope, notices on it, route, materials, forms ---
_VERDICTS = {False: "out", None: "open", True: "in"}


@frozen
class Frame:
    """The parts that do not depend on a record.

    Attributes:
        scope: rows of scope; ``verdict``: what they amount to; ``notices``: the findings that follow.
        routes: rows of the route.
        materials: (procedure, separate) → kinds.
        forms: procedure → kinds.
    """

    scope_part: RulePart
    scope: tuple[FactKind, ...]
    verdict: tuple[FactKind, ...]
    notices: tuple[FactKind, ...]
    routes: tuple[FactKind, ...]
    forms: dict[str, tuple[FactKind, ...]]
    materials_part: RulePart
    materials: dict[str, tuple[FactKind, ...]]


def _verdict(guideline: Guideline) -> list[RuleEntry]:
    """What excludes beats what is open, which beats what includes; every element must be met."""
    elements = tuple(dict.fromkeys(row.element for row in guideline.scope if row.verdict))
    excluded, undecided = given("excluded"), given("undecided")
    free = (when(excluded, value=False), when(undecided, value=False))
    met = tuple(when(given(f"element {name}"), value=True) for name in elements)
    return [
        plain("verdict:excluded", ("verdict", "out"), when(excluded, value=True)),
        plain(
            "verdict:open",
            ("verdict", "open"),
            when(excluded, value=False),
            when(undecided, value=True),
        ),
        *([plain("verdict:met", ("verdict", "in"), *free, *met)] if met else []),
        *(
            plain(
                f"verdict:unmet:{number}",
                ("verdict", "out"),
                *free,
                when(given(f"element {name}"), value=False),
            )
            for number, name in enumerate(elements)
        ),
    ]


def _notices(guideline: Guideline) -> list[RuleEntry]:
    verdict = given("verdict", str)
    found = [
        plain(
            f"scope:{row.clause}:{index}:notice",
            ("notice", index),
            when(verdict, _VERDICTS[row.verdict]),
            when(given(f"row {index}"), value=True),
        )
        for index, row in enumerate(guideline.scope)
        if row.code
    ]
    no_route: tuple[Premise, ...] = (
        when(verdict, "out", "neq"),
        when(given("routed"), value=False),
    )
    return [*found, plain("undetermined:route", ("notice", -1), *no_route)]


def frame_of(guideline: Guideline) -> Frame:
    """The frame of a guideline."""
    scope = kinds_of(
        "scope",
        [
            entry(f"scope:{row.element or 'out'}:{index}", ("scope", index), row.when)
            for index, row in enumerate(guideline.scope)
        ],
    )
    verdict = kinds_of("verdict", _verdict(guideline))
    notices = kinds_of("notice", _notices(guideline))
    routes = kinds_of(
        "route",
        [
            entry(f"route:{row.clauses[0]}:{index}", ("route", index), row.when)
            for index, row in enumerate(guideline.routes)
        ],
    )
    forms: dict[str, list[RuleEntry]] = {}
    for index, form in enumerate(guideline.forms):
        made = entry(f"form:{form.form}:{index}", ("form", form.form), form.when)
        forms.setdefault(form.procedure, []).append(made)
    materials: dict[str, list[RuleEntry]] = {}
    for index, row in enumerate(guideline.materials):
        made = entry(f"material:{row.clause}:{index}", ("material", index), row.when)
        materials.setdefault(row.procedure, []).append(made)
    form_kinds = {name: kinds_of(f"form.{name}", entries) for name, entries in forms.items()}
    held = {name: kinds_of(f"material.{name}", entries) for name, entries in materials.items()}
    flat = tuple(kind for group in form_kinds.values() for kind in group)
    return Frame(
        scope_part=RulePart("frame", (*scope, *verdict, *notices, *routes, *flat)),
        scope=scope,
        verdict=verdict,
        notices=notices,
        routes=routes,
        forms=form_kinds,
        materials_part=RulePart("material", tuple(k for group in held.values() for k in group)),
        materials=held,
    )
