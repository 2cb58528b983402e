"""The Hainan guideline as one value: scope, route, materials and forms here, the rest from its neighbours.

How to read the rows: every row names its clause; every number of days stands once, in
``hainan_duties.PERIODS``; conditions are data. What cannot be said as a row is a sign that the row
language lacks a word: exceptions are rows too, never code beside the table.

* ``hainan_offices``: who files with whom
* ``hainan_states``, ``hainan_procedure``: states; all transitions, out of ``hainan_review``,
  ``hainan_supplement`` (with what time alone ends), ``hainan_answers`` (of a person) and
  ``hainan_lifecycle``
* ``hainan_duties``, ``hainan_duties_after``: periods and duties, and what comes ahead of an
  act that is advised
* ``hainan_findings``, ``hainan_questions``: findings; questions
* ``hainan_clauses``: the clauses, and what the text states without binding anybody
* ``hainan.json``: the text in our own words
"""

from __future__ import annotations

from gaf_rules.guidelines.hainan_clauses import CLAUSE_BOOK, FACTS
from gaf_rules.guidelines.hainan_duties import DUTIES
from gaf_rules.guidelines.hainan_duties_after import AHEAD, DUTIES_AFTER
from gaf_rules.guidelines.hainan_findings import FINDINGS
from gaf_rules.guidelines.hainan_offices import LOCAL_ROLES, ROUTE_IN_QUESTION, TIERS
from gaf_rules.guidelines.hainan_procedure import TRANSITIONS
from gaf_rules.guidelines.hainan_questions import QUESTIONS
from gaf_rules.guidelines.hainan_states import STATES
from gaf_rules.guidelines.hainan_supplement import LAPSES
from gaf_rules.language.conditions import ALWAYS, AllOf, AnyOf, Holds, Is, IsIn, Lacks
from gaf_rules.language.guideline import released
from gaf_rules.language.rows import FormRow, MaterialRow, RouteRow, ScopeRow

__all__ = ["HAINAN"]

_OWNERS = (
    "administrative_organ",
    "mass_organization",
    "public_institution_with_administrative_functions",
)
_OPEN_OWNERS = IsIn("sponsor.kind", ("party_organ", "other"))
_KINDS = ("app", "mini_program", "quick_app")

SCOPE: tuple[ScopeRow, ...] = (
    ScopeRow(
        verdict=False,
        when=IsIn("app.kind", ("official_account", "work_group")),
        clauses=("1.2f",),
        code="EXCLUDED_TYPE",
        clause="1.2f",
    ),
    ScopeRow(
        verdict=False,
        when=AllOf((Is("app.kind", "other"), Is("case.answer_1.2e", "no"))),
        clauses=("1.2e",),
        code="EXCLUDED_TYPE",
        clause="1.2f",
    ),
    ScopeRow(
        verdict=False,
        when=Is("app.runs_on_mobile", value=False),
        clauses=("1.2c",),
        code="NOT_MOBILE",
        clause="1.2c",
    ),
    # 1.3a widens the purpose, not the circle of sponsors.
    ScopeRow(
        verdict=False,
        when=AnyOf(
            (
                Is("sponsor.kind", "public_institution"),
                AllOf((_OPEN_OWNERS, Is("case.answer_1.2a", "no"))),
            )
        ),
        clauses=("1.2a",),
        code="OWNER_NOT_COVERED",
        clause="1.2a",
    ),
    ScopeRow(
        verdict=None,
        when=AllOf((_OPEN_OWNERS, Lacks("case.answer_1.2a"))),
        clauses=("1.2a",),
        code="SCOPE_UNDETERMINED",
        clause="1.2a",
        question="1.2a",
    ),
    ScopeRow(
        verdict=None,
        when=AllOf((Is("app.kind", "other"), Lacks("case.answer_1.2e"))),
        clauses=("1.2e",),
        code="SCOPE_UNDETERMINED",
        clause="1.2a",
        question="1.2e",
    ),
    ScopeRow(verdict=True, element="owner", when=IsIn("sponsor.kind", _OWNERS), clauses=("1.2a",)),
    ScopeRow(
        verdict=True,
        element="owner",
        when=AllOf((_OPEN_OWNERS, Is("case.answer_1.2a", "yes"))),
        clauses=("1.2a",),
    ),
    ScopeRow(
        verdict=True,
        element="owner",
        when=Is("sponsor.kind", "other_state_organ"),
        clauses=("1.3b",),
    ),
    ScopeRow(
        verdict=True,
        element="form",
        when=AnyOf((IsIn("app.kind", _KINDS), Is("case.answer_1.2e", "yes"))),
        clauses=("1.2e",),
    ),
    ScopeRow(
        verdict=True,
        element="purpose",
        when=Is("app.purpose", "internal"),
        clauses=(),
        plain=("1.2d",),
    ),
    ScopeRow(verdict=True, element="purpose", when=Is("app.purpose", "public"), clauses=("1.3a",)),
)

_UP = ("provincial_cac", "national_cac")
_ANSWERED = "case.answer_2.2.0"
ROUTES: tuple[RouteRow, ...] = (
    # The department that a sponsor is files with the province: there is no office between the two.
    RouteRow(
        when=AllOf(
            (
                Is("sponsor.kind", "other_state_organ"),
                Is("sponsor.tier", "provincial_department"),
                Is(_ANSWERED, "provincial_department"),
            )
        ),
        path=("sponsor", *_UP),
        clauses=("2.2.0", "2.2.2a", "2.2.2b"),
    ),
    RouteRow(
        when=AllOf((ROUTE_IN_QUESTION, Is(_ANSWERED, "municipal_cac"))),
        path=("sponsor", "municipal_cac", *_UP),
        clauses=("2.2.0", "2.2.1a", "2.2.1b"),
    ),
    RouteRow(
        when=AllOf((ROUTE_IN_QUESTION, Is(_ANSWERED, "provincial_department"))),
        path=("sponsor", "provincial_department", *_UP),
        clauses=("2.2.0", "2.2.2a", "2.2.2b"),
    ),
    RouteRow(
        when=AllOf((ROUTE_IN_QUESTION, Is(_ANSWERED, "provincial_cac"))),
        path=("sponsor", *_UP),
        clauses=("2.2.0", "2.2.2b"),
    ),
    RouteRow(when=ROUTE_IN_QUESTION, path=None, clauses=("2.2.0",)),
    RouteRow(
        when=Is("sponsor.tier", "municipal"),
        path=("sponsor", "municipal_cac", *_UP),
        clauses=("2.2.0", "2.2.1a", "2.2.1b"),
    ),
    RouteRow(
        when=Is("sponsor.tier", "provincial_department"),
        path=("sponsor", *_UP),
        clauses=("2.2.0", "2.2.2a", "2.2.2b"),
    ),
    RouteRow(
        when=Is("sponsor.tier", "affiliated_institution"),
        path=("sponsor", "provincial_department", *_UP),
        clauses=("2.2.0", "2.2.2a", "2.2.2b"),
    ),
)

_GRASSROOTS = AnyOf((Is("app.grassroots_facing", value=True), Is("case.answer_2.3.7", "yes")))
MATERIALS: tuple[MaterialRow, ...] = (
    MaterialRow(material="basic_information_form", procedure="filing", clause="2.3.1"),
    MaterialRow(material="application_form", procedure="filing", clause="2.3.0"),
    MaterialRow(material="project_approval", procedure="filing", clause="2.3.2"),
    MaterialRow(material="functions", procedure="filing", clause="2.3.3"),
    MaterialRow(material="operations_and_security", procedure="filing", clause="2.3.4"),
    MaterialRow(material="acceptance", procedure="filing", clause="2.3.5"),
    # 2.3.6: other materials are owed with what is handed in once the office has asked for them in a return.
    MaterialRow(
        material="other_requested",
        procedure="filing",
        clause="2.3.6",
        when=Holds("dossier.listed_before", "other_requested"),
    ),
    MaterialRow(
        material="grassroots_statement",
        procedure="filing",
        clause="2.3.7",
        when=_GRASSROOTS,
        separate=True,
    ),
    # the self-check template goes in with the rest.
    MaterialRow(material="self_check_form", procedure="filing", clause="2.2.3a"),
    MaterialRow(material="change_form", procedure="change", clause="2.5.1c"),
    MaterialRow(material="change_explanation", procedure="change", clause="2.5.1e"),
    MaterialRow(material="deregistration_form", procedure="deregistration", clause="2.6.1c"),
)

_SMALL = IsIn("app.kind", ("mini_program", "quick_app"))
FORMS: tuple[FormRow, ...] = (
    FormRow(
        form="A1", procedure="filing", material="basic_information_form", when=Is("app.kind", "app")
    ),
    FormRow(form="A2", procedure="filing", material="basic_information_form", when=_SMALL),
    FormRow(form="A3", procedure="filing", material="application_form", when=ALWAYS),
    FormRow(form="A4", procedure="change", material="change_form", when=ALWAYS),
    FormRow(form="A5", procedure="deregistration", material="deregistration_form", when=ALWAYS),
    FormRow(form="A6", procedure="filing", material="self_check_form", when=_SMALL),
    FormRow(form="A7", procedure="filing", material="self_check_form", when=Is("app.kind", "app")),
)

# Norms that no row decides, and why. The coverage check fails on any norm that is in neither.
OUT_OF_SCOPE: dict[str, str] = {
    "1.2b": "两种建设方式都在范围内，怎样建成不影响结论，案件也不载明 / both ways of building an app "
    "are covered, so that how it was built decides nothing and a case does not say it",
}

HAINAN = released(
    "2434ade9916c7809a63f3a9bd5abfb7cca5d9eb81f34bfbb95ee6acf5bd2e2c3",
    key="hainan-1",
    sha256="472abd13587df2662065203010124d72825cbd89f7ea31e53f14d2e4e525e5a1",
    edition=("第一版", "first edition"),
    clauses=CLAUSE_BOOK,
    facts=FACTS,
    tiers=TIERS,
    states=STATES,
    transitions=TRANSITIONS,
    lapses=LAPSES,
    duties=(*DUTIES, *DUTIES_AFTER),
    ahead=AHEAD,
    findings=FINDINGS,
    questions=QUESTIONS,
    scope=SCOPE,
    routes=ROUTES,
    materials=MATERIALS,
    forms=FORMS,
    out_of_scope=OUT_OF_SCOPE,
    route_clause="2.2.0",
    local_roles=LOCAL_ROLES,
)
