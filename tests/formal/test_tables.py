"""Each table, for every input: no gap, no overlap that its order does not settle, nothing in vain."""

from __future__ import annotations

from itertools import combinations, product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import z3
from attrs import evolve
from formulas import Sheet, example, formula, sheet_of
from hypothesis import given
from random_conditions import DAYS, FLAGS, LISTS, WORDS, conditions, means, records
from unlinked import unlinked

import gaf_rules as gaf
from gaf_rules.guidelines.algorithms import ALGORITHMS
from gaf_rules.language.core import ALWAYS, Condition
from gaf_rules.language.fact_schema import Fact
from gaf_rules.language.rows import Put

if TYPE_CHECKING:
    from random_conditions import Records

pytestmark = pytest.mark.no_cover

_GUIDELINES = [gaf.HAINAN, ALGORITHMS]
_NAMES = [each.key for each in _GUIDELINES]


# -- the formula means what the condition means -------------------------------------------------------------
_SCHEMA = {
    **dict.fromkeys(WORDS, Fact("word", ("x", "y"))),
    **dict.fromkeys(DAYS, Fact("day")),
    **dict.fromkeys(FLAGS, Fact("flag")),
    **dict.fromkeys(LISTS, Fact("words")),
}


def _as_formula(condition: Condition, known: Records) -> bool:
    fixed: dict[str, Any] = {
        fact: known[fact.partition(".")[0]].get(fact.partition(".")[2]) for fact in _SCHEMA
    }
    for name in DAYS:
        day = fixed[name]
        fixed[name] = None if day is None else day.toordinal()
    return bool(z3.is_true(z3.simplify(formula(condition, Sheet(_SCHEMA, fixed=fixed)))))


@given(conditions, records())
def test_a_formula_over_known_facts_is_what_the_condition_says(
    condition: Condition, known: Records
) -> None:
    assert _as_formula(condition, known) is means(condition, known)


@given(conditions, records())
def test_a_formula_over_unknown_facts_holds_where_the_condition_does(
    condition: Condition, known: Records
) -> None:
    sheet = Sheet(_SCHEMA)
    claimed = formula(condition, sheet)
    fixed = []
    for fact in _SCHEMA:
        record, _, name = fact.partition(".")
        value = known[record].get(name)
        if fact in DAYS:
            there, day = sheet.day(fact)
            fixed.append(there == (value is not None))
            fixed += [] if value is None else [day == value.toordinal()]
        elif fact in LISTS:
            members = () if value is None else value
            fixed.append(sheet._size(fact) == len(members))
            fixed += [has == (n in members) for n, has in sheet._members.get(fact, {}).items()]
        else:
            values = sheet.values(fact)
            if value not in values:  # a state is always there
                return
            fixed.append(sheet._term(fact, 0, len(values) - 1) == values.index(value))
    distinct = all(
        len({*value}) == len(value)
        for record in known.values()
        for value in record.values()
        if isinstance(value, tuple)
    )
    if distinct:
        assert (example([claimed, *fixed], sheet) is not None) is means(condition, known)


# -- scope and routes ----------------------------------------------------------------------------------------
_ELEMENTS = {row.element for row in gaf.HAINAN.scope if row.verdict}


def scope_gap(guideline: gaf.Guideline) -> dict[str, Any] | None:
    """An app and a sponsor of which the rows leave an element of the definition open; None: none."""
    sheet = sheet_of(guideline)
    rows = [(row, formula(row.when, sheet)) for row in guideline.scope]
    settled = [holds for row, holds in rows if row.verdict is not True]
    met = [
        z3.Or([z3.BoolVal(val=False), *(h for r, h in rows if r.verdict and r.element == name)])
        for name in _ELEMENTS
    ]
    lacking = z3.Or([z3.Not(each) for each in met])
    model = example([*(z3.Not(each) for each in settled), lacking], sheet)
    return None if model is None else sheet.told(model)


def route_gap(guideline: gaf.Guideline) -> dict[str, Any] | None:
    """A sponsor for whom no route stands, and none is left to a person."""
    sheet = sheet_of(guideline)
    model = example([z3.Not(formula(row.when, sheet)) for row in guideline.routes], sheet)
    return None if model is None else sheet.told(model)


def test_every_app_of_every_sponsor_is_inside_outside_or_a_question() -> None:
    assert scope_gap(gaf.HAINAN) is None


def test_no_two_rows_of_the_scope_say_the_same_in_two_ways() -> None:
    sheet = sheet_of(gaf.HAINAN)
    for a, b in combinations(gaf.HAINAN.scope, 2):
        if a.verdict is b.verdict and (a.element, a.clauses, a.question) == (
            b.element,
            b.clauses,
            b.question,
        ):
            assert example([formula(a.when, sheet), formula(b.when, sheet)], sheet) is None, (a, b)


@pytest.mark.parametrize("guideline", _GUIDELINES, ids=_NAMES)
def test_every_row_of_the_scope_decides_something(guideline: gaf.Guideline) -> None:
    sheet = sheet_of(guideline)
    stronger: list[Any] = []
    for verdict in (False, None, True):
        rows = [formula(row.when, sheet) for row in guideline.scope if row.verdict is verdict]
        for holds in rows:
            assert example([holds, *map(z3.Not, stronger)], sheet) is not None
        stronger += rows


def test_every_sponsor_has_a_route_or_a_question() -> None:
    assert route_gap(gaf.HAINAN) is None


def _sponsor(told: dict[str, Any]) -> gaf.Sponsor:
    return gaf.Sponsor(
        kind=told.get("sponsor.kind", "mass_organization"), tier=told["sponsor.tier"]
    )


def test_a_route_taken_out_leaves_a_sponsor_without_one() -> None:
    confirmed = 0
    for index in range(len(gaf.HAINAN.routes)):
        found = _taken_out("routes", index)
        told = route_gap(found)
        if told is not None:
            sponsor = _sponsor(told)
            assert gaf.route(sponsor, guideline=found).outward is None
            confirmed += gaf.route(sponsor).clauses != gaf.route(sponsor, guideline=found).clauses
    assert confirmed == 3  # one for each tier; the others stand behind a row for the same sponsors


def _taken_out(table: str, index: int) -> gaf.Guideline:
    rows = getattr(gaf.HAINAN, table)
    fewer: dict[str, Any] = {table: (*rows[:index], *rows[index + 1 :])}
    return unlinked(gaf.HAINAN, **fewer)


def test_a_row_of_the_scope_taken_out_leaves_an_app_of_which_nothing_is_said() -> None:
    confirmed = 0
    for index, row in enumerate(gaf.HAINAN.scope):
        found = _taken_out("scope", index)
        told = scope_gap(found)
        # An app off every device meets the definition all the same: without its row it is inside.
        assert (told is not None) is (row.code != "NOT_MOBILE"), row
        alone = [r.element for r in gaf.HAINAN.scope].count(row.element) == 1
        answered = any(value for name, value in (told or {}).items() if name.startswith("case."))
        # An element of which no row speaks any more is not asked for.
        if told is not None and not alone and not answered:
            app = gaf.App(
                kind=told.get("app.kind", "app"),
                purpose=told.get("app.purpose", "internal"),
                runs_on_mobile=told.get("app.runs_on_mobile", True),
            )
            sponsor = gaf.Sponsor(kind=told["sponsor.kind"], tier="municipal")
            assert gaf.scope(app, sponsor, guideline=found).clauses == ()
            assert gaf.scope(app, sponsor).clauses != ()
            confirmed += 1
    assert confirmed


# -- findings ------------------------------------------------------------------------------------------------
def _rows_of_findings(guideline: gaf.Guideline) -> list[tuple[str, Any]]:
    return [(name, row) for row in guideline.findings for name in row.procedures]


@pytest.mark.parametrize("guideline", _GUIDELINES, ids=_NAMES)
def test_every_finding_can_hold_and_no_two_rows_find_the_same_at_once(
    guideline: gaf.Guideline,
) -> None:
    sheet = sheet_of(guideline)
    found: dict[tuple[Any, ...], list[Any]] = {}
    for procedure, row in _rows_of_findings(guideline):
        holds = formula(row.when, sheet)
        # A finding has a day since when: that of a "no" is written with it, as the test of the two shows.
        dated = z3.BoolVal(val=True) if row.since is None else sheet.day(row.since)[0]
        assert example([holds, dated], sheet) is not None, row
        clause = row.clauses.get(procedure, row.clause)
        # What two rows list is found apart, each since its own day, and named by what it lists.
        found.setdefault((row.code, clause, procedure, row.over, row.items), []).append(
            z3.And(holds, dated)
        )
    for key, held in found.items():
        for a, b in combinations(held, 2):
            assert example([a, b], sheet) is None, key


def test_two_rows_for_one_finding_are_seen() -> None:
    row = next(each for each in gaf.HAINAN.findings if each.code == "DATA_LEAKED")
    twice = unlinked(gaf.HAINAN, findings=(*gaf.HAINAN.findings, evolve(row, since="case.as_of")))
    with pytest.raises(AssertionError, match="DATA_LEAKED"):
        test_every_finding_can_hold_and_no_two_rows_find_the_same_at_once(twice)


@pytest.mark.parametrize("question", ["2.7.3a", "2.7.3b"])
def test_an_answer_and_the_day_of_a_no_are_written_together(question: str) -> None:
    answer, day = f"case.answer_{question}", f"case.answer_{question}_on"
    seen = set()
    for row in gaf.HAINAN.transitions:
        written = {each.fact: each for each in row.actions if hasattr(each, "fact")}
        if not {answer, day}.isdisjoint(written):
            assert {answer, day} <= set(written), row
            assert isinstance(written[day], Put) is (row.answer == "no"), row
            seen.add(row.answer)
    # A revocation takes both back.
    assert seen == {"yes", "no", None}


# -- transitions ---------------------------------------------------------------------------------------------
def _signs(guideline: gaf.Guideline) -> dict[tuple[str, str, str], list[Any]]:
    """The rows by procedure, event and question, in the order in which they are tried."""
    found: dict[tuple[str, str, str], list[Any]] = {}
    for row in guideline.transitions:
        found.setdefault((row.procedure, row.event, row.question or ""), []).append(row)
    return found


def _roles(guideline: gaf.Guideline, tier: Any, row: Any) -> list[tuple[str | None, str | None]]:
    def fitting(wanted: tuple[str, ...]) -> list[str | None]:
        places = tier.places
        return [
            None if not wanted else role
            for role in (guideline.roles if wanted else ("",))
            if not wanted or not set(wanted).isdisjoint(places.get(role, ()))
        ]

    return list(product(fitting(row.by), fitting(row.dest)))


def hidden(guideline: gaf.Guideline, event: str | None = None) -> list[Any]:
    """The transitions that are never taken, since a row before them always is, or since nothing fits them."""
    found = []
    for (_, name, _), rows in _signs(guideline).items():
        if event not in {None, name}:
            continue
        for place, row in enumerate(rows):
            if not any(_is_first(guideline, rows[: place + 1], tier) for tier in guideline.tiers):
                found.append(row)
    return found


def _is_first(guideline: gaf.Guideline, rows: list[Any], tier: Any) -> bool:
    *before, row = rows
    for by, to in _roles(guideline, tier, row):
        event = sheet_of(guideline, row)
        fixed: dict[str, Any] = {"sponsor.tier": tier.tier}
        fixed |= {} if by is None else {"event.by": by}
        fixed |= {} if to is None else {"event.to": to}
        sheet = Sheet(event.schema, fixed=fixed)
        state = f"state.{row.procedure}"
        states = sheet.values(state)
        where = sheet._term(state, 0, len(states) - 1)

        def at(each: Any, where: Any = where, states: Any = states) -> Any:
            return z3.Or([where == states.index(name) for name in each.states or states])

        others = [
            z3.And(at(each), formula(each.when, sheet))
            for each in before
            if _fits(each, tier, by, to)
            and each.once is None
            and each.within is None
            and each.answer in {None, row.answer}
        ]
        if example([at(row), formula(row.when, sheet), *map(z3.Not, others)], sheet) is not None:
            return True
    return False


def _fits(row: Any, tier: Any, by: str | None, to: str | None) -> bool:
    def fits(wanted: tuple[str, ...], role: str | None) -> bool:
        return not wanted or (
            role is not None and not set(wanted).isdisjoint(tier.places.get(role, ()))
        )

    return fits(row.by, by) and fits(row.dest, to)


@pytest.mark.parametrize("guideline", _GUIDELINES, ids=_NAMES)
def test_every_transition_is_the_first_that_fits_some_event(guideline: gaf.Guideline) -> None:
    assert hidden(guideline) == []


def test_a_row_widened_until_it_hides_the_next_is_seen() -> None:
    rows = gaf.HAINAN.transitions
    index = next(
        n
        for n, row in enumerate(rows)
        if (row.procedure, row.event, row.by)
        == ("filing", "application_received", ("national_cac",))
    )
    wide = evolve(rows[index], when=ALWAYS)
    found = unlinked(gaf.HAINAN, transitions=(*rows[:index], wide, *rows[index + 1 :]))
    gone = hidden(found, "application_received")
    assert gone
    assert gone == [
        row
        for row in rows[index + 1 :]
        if (row.procedure, row.event, row.by) == (wide.procedure, wide.event, wide.by)
        and {*row.states} <= {*wide.states}
    ]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (
            "docs/evidence/index.md",
            "{} transitions, {} findings, {} duties, {} rows of scope, {} routes",
        ),
        ("docs/zh/evidence/index.md", "转移 {} 行、认定 {} 行、义务 {} 行、范围 {} 行、路径 {} 行"),
    ],
)
def test_the_page_counts_the_rows_that_are_proved(page: str, words: str) -> None:
    tables = ("transitions", "findings", "duties", "scope", "routes")
    told = words.format(*(len(getattr(gaf.HAINAN, name)) for name in tables))
    assert told in (Path(__file__).parents[2] / page).read_text("utf-8")
