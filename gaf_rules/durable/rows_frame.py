"""What can be said of an app and its sponsor, as rules: scope, notices on it, route, materials, forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from gaf_rules.durable.guards import FactKind, RulePart
from gaf_rules.durable.parts import RuleEntry, entry, kinds_of, plain
from gaf_rules.durable.premises import Premise, given, when

if TYPE_CHECKING:
    from gaf_rules.language.guideline import Guideline

__all__ = ["Frame", "frame_of"]

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
