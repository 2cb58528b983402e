"""Scope, route, materials and forms: what can be said of an app and its sponsor before anything happens."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from attrs import frozen

from gaf_rules.answers.assessment import ScopeDecision
from gaf_rules.evaluate.arguments import expect
from gaf_rules.evaluate.definitions import required
from gaf_rules.language.readings import READING_OPTIONS
from gaf_rules.language.rows import FIRST_HOP
from gaf_rules.language.vocabulary import PROCEDURES
from gaf_rules.log.case import as_facts
from gaf_rules.program.compiled import decided
from gaf_rules.program.positions import POSITIONED
from gaf_rules.program.program import program
from gaf_rules.values.drafts import Value
from gaf_rules.values.given import one_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.rows import ScopeRow
    from gaf_rules.log.case import App, Sponsor
    from gaf_rules.program.positions import Tier
    from gaf_rules.program.program import CompiledRow, Program

    Facts = dict[str, dict[str, Any]]

Notice = tuple[str, str, tuple[str, ...]]
"""A notice on scope or route: its code, its clause, its items."""

__all__ = [
    "Material",
    "Notice",
    "Route",
    "addressee_at",
    "decide_route",
    "decide_scope",
    "forms_for",
    "machine_of",
    "notices_of",
    "required_materials",
    "required_names",
    "role_at",
    "route",
    "scope",
    "scope_notices",
]


@frozen(kw_only=True, eq=False, repr=False)
class Route(Value):
    """The way an application takes, and the way back.

    Attributes:
        outward: from the sponsor to the national office; None where a person must say (2.2.0).
        back: the same way down, which returns, feedback and the number take.
        clauses: the clauses it rests on.
    """

    outward: tuple[str, ...] | None
    back: tuple[str, ...] | None
    clauses: tuple[str, ...]


@frozen(kw_only=True, eq=False, repr=False)
class Material(Value):
    """One piece of material: its name, the clause that asks for it, the form of the annexes if any."""

    name: str
    clause: str
    form: str | None = None


def _bare(app: App | None, sponsor: Sponsor | None) -> Facts:
    return {
        "app": {} if app is None else as_facts(app),
        "sponsor": {} if sponsor is None else as_facts(sponsor),
        "reading": {name: options[0] for name, options in READING_OPTIONS.items()},
        "case": {},
        "application": {},
        "dossier": {},
        "submission": {},
    }


def machine_of(guideline: Guideline | None) -> Program:
    """The compiled guideline; the Hainan one where none is given."""
    return _hainan() if guideline is None else program(guideline)


@lru_cache(maxsize=1)
def _hainan() -> Program:
    from gaf_rules.guidelines.hainan import HAINAN  # noqa: PLC0415 - read when needed

    return program(HAINAN)


class _Decisions:
    """What the rows on scope, route, materials and forms come to, for the facts that they read."""

    def __init__(self, machine: Program) -> None:
        self.machine = machine
        guideline = machine.guideline
        scope = [row.when for row in guideline.scope]
        self.scope = decided(scope, self._scope)
        self.telling = decided(scope, self._telling)
        self.route = decided([row.when for row in guideline.routes], self._route)
        self.materials: dict[str, Callable[[Facts], tuple[tuple[str, ...], tuple[str, ...]]]] = {
            procedure: decided(
                [compiled.row.when for compiled in rows], partial(self._materials, rows)
            )
            for procedure, rows in machine.materials.items()
        }
        self.forms = {
            procedure: decided([compiled.row.when for compiled in rows], partial(_names, rows))
            for procedure, rows in machine.forms.items()
        }

    def _scope(self, facts: Facts) -> ScopeDecision:
        scope = self.machine.scope
        rows = [compiled.row for compiled in scope if compiled.when(facts)]
        elements = {compiled.row.element for compiled in scope if compiled.row.verdict}
        for verdict in (False, None, True):
            hits = [row for row in rows if row.verdict is verdict]
            if hits and not (verdict and elements - {row.element for row in hits}):
                return ScopeDecision(
                    in_scope=verdict,
                    clauses=tuple(dict.fromkeys(clause for row in hits for clause in row.clauses)),
                    codes=tuple(dict.fromkeys(row.code for row in hits if row.code)),
                    questions=tuple(dict.fromkeys(row.question for row in hits if row.question)),
                )
        # An element that no row meets or leaves to a person: outside.
        return ScopeDecision(in_scope=False, clauses=())

    def _telling(self, facts: Facts) -> tuple[ScopeRow, ...]:
        verdict = self._scope(facts).in_scope
        return tuple(
            compiled.row
            for compiled in self.machine.scope
            if compiled.row.code and compiled.row.verdict is verdict and compiled.when(facts)
        )

    def _route(self, facts: Facts) -> tuple[tuple[str, ...] | None, tuple[str, ...]]:
        for compiled in self.machine.routes:
            if compiled.when(facts):
                return compiled.row.path, compiled.row.clauses
        return None, (self.machine.guideline.route_clause,)

    def _materials(
        self, rows: tuple[CompiledRow, ...], facts: Facts
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        tests = {compiled.row: compiled.when for compiled in rows}

        def owed(*, apart: bool) -> tuple[str, ...]:
            return required(tests, lambda row: tests[row](facts), apart=apart)

        return owed(apart=False), owed(apart=True)


def _names(rows: tuple[CompiledRow, ...], facts: Facts) -> tuple[str, ...]:
    return tuple(compiled.row.form for compiled in rows if compiled.when(facts))


@lru_cache(maxsize=8)
def _decisions(machine: Program) -> _Decisions:
    return _Decisions(machine)


def decide_scope(machine: Program, facts: Facts) -> ScopeDecision:
    """The scope decision from facts; what excludes beats what is open, which beats what includes."""
    decision: ScopeDecision = _decisions(machine).scope(facts)
    return decision


def scope_notices(machine: Program, facts: Facts, no_route: str | None) -> tuple[Notice, ...]:
    """The notices on scope and route, from facts; as :func:`notices_of`."""
    rows: tuple[ScopeRow, ...] = _decisions(machine).telling(facts)
    return notices_of(rows, no_route) if rows or no_route else ()


def notices_of(rows: Iterable[ScopeRow], no_route: str | None) -> tuple[Notice, ...]:
    """What rows on scope that hold tell, each code and clause once; and that no route is known.

    Arguments:
        rows: the rows.
        no_route: the clause that names no route, where that is to be told.
    """
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in rows:
        if row.code is not None and row.clause is not None:
            asked = () if row.question is None else (row.question,)
            found[row.code, row.clause] = (*found.get((row.code, row.clause), ()), *asked)
    if no_route is not None:
        found["ROUTE_UNDETERMINED", no_route] = ()
    return tuple((code, clause, items) for (code, clause), items in found.items())


def decide_route(machine: Program, facts: Facts) -> tuple[tuple[str, ...] | None, tuple[str, ...]]:
    """The way up and its clauses: the first route row that fits; None where the text names none."""
    found: tuple[tuple[str, ...] | None, tuple[str, ...]] = _decisions(machine).route(facts)
    return found


def required_names(
    machine: Program, facts: Facts, procedure: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The materials that a submission must hold, in the order of the guideline; the separate ones apart."""
    known = _decisions(machine).materials.get(procedure)
    return ((), ()) if known is None else known(facts)


def forms_for(machine: Program, facts: Facts, begun: Iterable[str]) -> tuple[str, ...]:
    """The forms of the annexes for the procedures begun, filing always."""
    forms, found = _decisions(machine).forms, []
    for procedure in {"filing", *begun}:
        if procedure in forms:
            found += forms[procedure](facts)
    return tuple(sorted(found))


def role_at(position: str, tier: Tier, path: tuple[str, ...] | None, facts: Facts) -> str:
    """The role that stands at a position of the route (``first_tier``, ``first_hop``), or the role itself."""
    if position not in POSITIONED:
        return position
    sent_to: str | None = facts["submission"].get("to")
    on_path = None if path is None else path[1]
    unsent = tier.unsent.get(position, "sponsor")
    if position == FIRST_HOP:
        return on_path or sent_to or unsent
    # The office that has the application; else the one that would get it.
    for role in (sent_to, on_path):
        if role is not None and position in tier.places.get(role, ()):
            return role
    return tier.first_tier or sent_to or unsent


def addressee_at(
    position: str, tier: Tier, path: tuple[str, ...] | None, facts: Facts
) -> str | None:
    """The role that an act is done towards: as `role_at`, None where neither row, route nor log names it."""
    names = path or facts["submission"].get("to") or position in tier.unsent
    return role_at(position, tier, path, facts) if position != FIRST_HOP or names else None


def scope(app: App, sponsor: Sponsor, *, guideline: Guideline | None = None) -> ScopeDecision:
    """Whether the guideline applies to an app of a sponsor (sections 1.2 and 1.3).

    >>> import gaf_rules as gaf
    >>> app = gaf.App(kind="app", runs_on_mobile=True, purpose="internal")
    >>> gaf.scope(app, gaf.Sponsor(kind="administrative_organ", tier="municipal")).clauses
    ('1.2a', '1.2e')
    """
    expect(app=app, sponsor=sponsor, guideline=guideline)
    return decide_scope(machine_of(guideline), _bare(app, sponsor))


def route(sponsor: Sponsor, *, guideline: Guideline | None = None) -> Route:
    """The way an application of this sponsor takes, and the way back (section 2.2).

    >>> import gaf_rules as gaf
    >>> gaf.route(gaf.Sponsor(kind="administrative_organ", tier="provincial_department")).outward
    ('sponsor', 'provincial_cac', 'national_cac')
    """
    expect(sponsor=sponsor, guideline=guideline)
    path, clauses = decide_route(machine_of(guideline), _bare(None, sponsor))
    return Route(outward=path, back=None if path is None else path[::-1], clauses=clauses)


def required_materials(
    app: App, *, procedure: str = "filing", guideline: Guideline | None = None
) -> tuple[Material, ...]:
    """The materials that a submission must hold, each with its clause and its form (sections 2.3, 2.5, 2.6).

    >>> import gaf_rules as gaf
    >>> app = gaf.App(kind="quick_app", runs_on_mobile=True, purpose="internal")
    >>> [m.form for m in gaf.required_materials(app) if m.form]
    ['A2', 'A3', 'A6']
    """
    expect(app=app, guideline=guideline)
    one_of("procedure", procedure, PROCEDURES)
    machine, facts = machine_of(guideline), _bare(app, None)
    forms = {
        compiled.row.material: compiled.row.form
        for compiled in machine.forms.get(procedure, ())
        if compiled.when(facts)
    }
    return tuple(
        Material(name=c.row.material, clause=c.row.clause, form=forms.get(c.row.material))
        for c in machine.materials.get(procedure, ())
        if c.when(facts)
    )
