"""The fast reader of documents takes nothing that the careful one refuses, and reads all else alike."""

from __future__ import annotations

import json
import random
from copy import deepcopy
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

import pytest
from worked_cases import worked_cases
from worlds import worlds

import gaf_rules as gaf
from gaf_rules.language.vocabulary import Engine
from gaf_rules.log import case as reader
from gaf_rules.log.events import EVENT_FIELDS, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_STRANGE: tuple[Any, ...] = (
    None, True, False, 0, 1, 1.5, "", " ", "1", "app", "sponsor", "filing", "2026-02-30", "20260302",
    "2026-03-02T00:00", "2026-03-02", "2199-01-01", [], {}, ["acceptance"], ["acceptance", "acceptance"],
    [1], [True], [[]], [{}], ["supplement", None], {"zh": "x"}, {"zh": "x", "en": "y"},
)  # fmt: skip


@cache
def _documents() -> list[dict[str, Any]]:
    worked = [held.document for held in worked_cases()]
    return worked + [json.loads(json.dumps(found.case.to_dict())) for found in worlds(12)]


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    keys = (
        value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    )
    for key in keys:
        yield value, key
        yield from _places(value[key])


def _outcome(document: dict[str, Any]) -> Any:
    try:
        return gaf.Case.from_dict(document)
    except gaf.CaseError as error:
        return error.to_dict()


def _with_care(document: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Any:
    with monkeypatch.context() as careful:
        careful.setattr(reader, "_read_plain", lambda _: None)
        return _outcome(document)


def _altered(document: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    made = deepcopy(document)
    for _ in range(dice.choice((1, 1, 2))):
        holder, key = dice.choice([*_places(made)])
        way = dice.randrange(3)
        if way == 0 and isinstance(holder, dict):
            del holder[key]
        elif way == 1 and isinstance(holder, dict):
            holder[
                dice.choice(("name", "by", "to", "procedure", "reason", "posted_on", "x", 7))
            ] = dice.choice(_STRANGE)
        else:
            holder[key] = dice.choice(_STRANGE)
    return made


def test_good_documents_are_read_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = 0
    for document in _documents():
        found = _outcome(document)
        assert found == _with_care(document, monkeypatch)
        plain += reader._read_plain(document) is not None
        if isinstance(found, gaf.Case):
            assert [event.kind for event in found.events] == [
                kind_of(gaf.Event(**_fields(event))) for event in found.events
            ]
    assert plain > 120


def _fields(event: gaf.Event) -> dict[str, Any]:
    return {name: getattr(event, name) for name in ("type", "on", *EVENT_FIELDS)}


@pytest.mark.parametrize("seed", range(3))
def test_altered_documents_are_read_or_refused_alike(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = random.Random(seed)  # noqa: S311 - a test case, no secret
    refused = 0
    for document in dice.sample(_documents(), 40):
        for _ in range(8):
            altered = _altered(document, dice)
            found, wanted = _outcome(altered), _with_care(altered, monkeypatch)
            assert found == wanted, altered
            refused += isinstance(wanted, dict)
    assert refused > 100


@pytest.mark.parametrize(
    ("field", "day", "allowed"),
    [("posted_on", "2026-03-03", "<= 2026-03-02"), ("expected_on", "2026-03-01", ">= 2026-03-02")],
)
def test_a_day_that_the_event_itself_rules_out_is_refused_at_once(
    field: str, day: str, allowed: str
) -> None:
    kind = {"posted_on": "supplement_submitted", "expected_on": "review_extended"}[field]
    fields: dict[str, dict[str, Any]] = {
        "supplement_submitted": {
            "by": "sponsor", "to": "municipal_cac", "statement": True, "rectification_plan": True,
        },
        "review_extended": {"reason": "more time"},
    }  # fmt: skip
    said = fields[kind]
    document: dict[str, Any] = {
        "schema": "gaf-case/1",
        "id": "days",
        "app": {
            "kind": "app", "runs_on_mobile": True, "purpose": "internal", "grassroots_facing": None,
        },
        "sponsor": {"kind": "administrative_organ", "tier": "municipal"},
        "events": [{"type": kind, "on": "2026-03-02", **said, field: day}],
    }  # fmt: skip
    with pytest.raises(gaf.CaseError) as refusal:
        gaf.Case.from_dict(document)
    (problem,) = refusal.value.problems
    assert (problem.code, problem.path) == ("day_out_of_place", f"$.events[0].{field}")
    assert problem.allowed == (allowed,)
    document["events"][0][field] = "2026-03-02"
    assert gaf.Case.from_dict(document).events[0].on.isoformat() == "2026-03-02"


def test_a_day_out_of_place_is_told_beside_what_else_is_wrong() -> None:
    events = [
        {"type": "review_extended", "on": "2026-03-01", "reason": " ", "expected_on": "2026-02-01"},
        {
            "type": "supplement_submitted",
            "on": "2026-03-01",
            "by": "sponsor",
            "to": "municipal_cac",
            "statement": "yes",
            "rectification_plan": False,
            "posted_on": "2026-03-05",
        },
    ]
    document = {
        "schema": "gaf-case/1",
        "id": "x",
        "app": {"kind": "app", "runs_on_mobile": True, "purpose": "internal"},
        "sponsor": {"kind": "administrative_organ", "tier": "municipal"},
        "events": events,
    }
    with pytest.raises(gaf.CaseError) as refused:
        gaf.Case.from_dict(document)
    assert {problem.path for problem in refused.value.problems} >= {
        "$.events[0].reason",
        "$.events[0].expected_on",
        "$.events[1].statement",
        "$.events[1].posted_on",
    }


def test_an_engine_that_is_not_there_names_those_that_are() -> None:
    case = gaf.Case(
        id="x",
        app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal"),
        sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal"),
    )
    other: Any = "foo"
    with pytest.raises(gaf.CaseError) as refused:
        gaf.assess(case, as_of=date(2026, 3, 9), engine=other)
    (problem,) = refused.value.problems
    assert (problem.code, problem.path) == ("unknown_word", "$engine")
    assert problem.allowed == get_args(Engine)
