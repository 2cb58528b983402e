"""Who may take which row: for every tier of every guideline none is hidden by an earlier, wider one."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

import gaf_rules as gaf
from gaf_rules.guidelines.algorithms import ALGORITHMS
from gaf_rules.language.conditions import Among, Is, IsIn, Lacks, Member, Same
from gaf_rules.language.core import (
    ALWAYS,
    AllOf,
    AnyOf,
    Backend,
    Condition,
    DayOrder,
    FactTest,
    Not,
    facts_of,
    walk,
)
from gaf_rules.language.partial import NEVER, assume
from gaf_rules.language.vocabulary import PROCEDURES, ROLES, SPONSOR_KINDS, TIERS, answers_to
from gaf_rules.log.entries import Entry
from gaf_rules.log.events import FIELDS
from gaf_rules.program.positions import suits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.language.rows import Transition
    from gaf_rules.log.entries import Sign

_SHARED = {"app", "sponsor", "case", "preparation", "shutdown", "state", "event", "reading"}
_GUIDELINES = {"hainan": gaf.HAINAN, "algorithms": ALGORITHMS}


# -- whether a row can be taken, and no earlier one --------------------------------------------------------
def _plain(condition: Condition, procedure: str) -> Condition:
    """The condition with the facts of a procedure's own records named apart from those of the others.

    Each comparison of days becomes one fact that holds or does not.
    """

    def own(fact: str) -> str:
        return fact if fact.partition(".")[0] in _SHARED else f"{procedure}/{fact}"

    return _APART(condition, own)


_APART: Backend[Condition] = Backend(
    "facts apart",
    {
        AllOf: lambda each, own: AllOf(tuple(_APART(part, own) for part in each.parts)),
        AnyOf: lambda each, own: AnyOf(tuple(_APART(part, own) for part in each.parts)),
        Not: lambda each, own: Not(_APART(each.part, own)),
        FactTest: lambda each, own: FactTest(own(each.fact), each.question),
        DayOrder: lambda each, own: Is(
            f"{each.or_same}.{own(each.first)}/{own(each.second)}", value=True
        ),
    },
)


def _needs(row: Transition) -> Condition:
    """All that a row asks of the facts, the states and what has been seen before among them."""
    asked = [_plain(row.when, row.procedure)]
    if row.states:
        asked.append(IsIn(f"state.{row.procedure}", row.states))
    if row.once is not None:
        asked.append(Lacks(f"{row.procedure}/{row.once}.seen"))
    return AllOf(tuple(asked))


def _values(fact: str, conditions: list[Condition]) -> list[Any]:
    """What a fact may be, as far as these conditions can tell."""
    if fact == "sponsor.kind":
        return list(SPONSOR_KINDS)
    parts = [part for one in conditions for part in walk(one) if fact in facts_of(part)]
    found: dict[Any, None] = {None: None, "something": None}
    for part in parts:
        match part:
            case FactTest(_, Same(value)):
                found[value] = None
            case FactTest(_, Among(values)):
                found |= dict.fromkeys(values)
            case FactTest(_, Member(member)):
                found[(member,)] = None
    if fact.startswith("state."):
        del found[None]
    return list(found)


def _is_possible(wanted: Condition, unwanted: list[Condition]) -> bool:
    """Whether some facts meet a condition and none of the others; of days any order may hold."""
    if wanted == NEVER or ALWAYS in unwanted:
        return False
    conditions = [wanted, *unwanted]
    asked = dict.fromkeys(fact for one in conditions for fact in facts_of(one))
    if not asked:
        return wanted == ALWAYS
    fact = next(iter(asked))
    return any(
        _is_possible(assume(wanted, fact, value), [assume(one, fact, value) for one in unwanted])
        for value in _values(fact, conditions)
    )


def _signs(row: Transition, tier: str) -> Iterator[Sign]:
    """The signs of all events that a row may be about."""
    listed = FIELDS[row.event]
    roles = [ROLES if name in listed else (None,) for name in ("by", "to")]
    answers: tuple[str | None, ...] = (None,)
    if row.question is not None:
        answers = (row.answer,) if row.answer else answers_to(row.question)
    for by, to, answer in product(*roles, answers):
        event = _Like(row, by, to, answer)
        yield Entry(event, 0, tier).sign  # type: ignore[arg-type]  # looks like one


class _Like:
    """What a sign is read off."""

    on = date(2026, 3, 2)

    def __init__(self, row: Transition, by: Any, to: Any, answer: str | None) -> None:
        self.type, self.question = row.event, row.question
        self.by, self.to, self.answer = by, to, answer
        self.procedure = row.procedure if "procedure" in FIELDS[row.event] else None


def _known(row: Transition, sign: Sign, tier: str) -> Condition:
    found = _needs(row)
    for fact, value in (("sponsor.tier", tier), ("event.by", sign.by), ("event.to", sign.to)):
        found = assume(found, fact, value)
    return found


def _hidden(guideline: gaf.Guideline, tier: str) -> list[str]:
    """The rows that such a sponsor's events would meet, were it not for the rows before them."""
    order = [row for name in PROCEDURES for row in guideline.transitions if row.procedure == name]
    places = next(row.places for row in guideline.tiers if row.tier == tier)
    found = []
    for at, row in enumerate(order):
        alone = taken = False
        for sign in _signs(row, tier):
            if taken or not suits(row, sign, places):
                continue
            wanted = _known(row, sign, tier)
            alone = alone or _is_possible(wanted, [])
            before = [
                _known(other, sign, tier)
                for other in order[:at]
                if (other.event, other.question) == (row.event, row.question)
                and sign.procedure in {None, other.procedure}
                and suits(other, sign, places)
            ]
            taken = _is_possible(wanted, before)
        if alone and not taken:
            found.append(f"{row.procedure} {row.event} by {row.by} to {row.dest}: {row.clauses}")
    return found


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize("name", _GUIDELINES)
def test_no_row_is_hidden_by_an_earlier_one(name: str, tier: str) -> None:
    assert _hidden(_GUIDELINES[name], tier) == []


def test_a_row_behind_a_wider_one_would_be_found() -> None:
    tier = next(row for row in gaf.HAINAN.tiers if row.tier == "provincial_department")
    both = evolve(tier, places={**tier.places, "sponsor": ("sponsor", "first_tier")})
    tiers = tuple(both if row is tier else row for row in gaf.HAINAN.tiers)
    found = _hidden(evolve(gaf.HAINAN, tiers=tiers), "provincial_department")
    swallowed = {"filing_number_received", "feedback_relayed", "extension_relayed"}
    assert {line.split()[1] for line in found} >= swallowed
