"""What was stored is read back as what it was; what was changed by hand is refused or noticed."""

from __future__ import annotations

import copy
import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from worked_cases import worked_cases
from worlds import legal_cases

import gaf_rules as gaf
from gaf_rules.show.schema import schema_of

if TYPE_CHECKING:
    from worlds import World


def _travelled(document: Any) -> Any:
    return json.loads(json.dumps(document, ensure_ascii=False))


def _assessments() -> dict[str, gaf.Assessment]:
    found = {}
    for case in worked_cases():
        try:
            found[case.name] = case.assess()
        except gaf.GafRulesError:
            continue
    return found


_FOUND = _assessments()


@pytest.mark.parametrize("name", _FOUND)
def test_an_assessment_is_read_back_as_what_it_was(name: str) -> None:
    found = _FOUND[name]
    again = gaf.Assessment.from_dict(_travelled(found.to_dict()))
    assert again == found
    assert hash(again) == hash(found)
    assert again.to_dict() == found.to_dict()


@given(legal_cases())
@settings(max_examples=40)
def test_any_assessment_is_read_back(found: World) -> None:
    made = gaf.assess(found.case, as_of=found.as_of, readings=found.readings)
    assert gaf.Assessment.from_dict(_travelled(made.to_dict())) == made


_DEADLINES = (
    ("2.4.4c", date(2026, 2, 18)),
    ("2.4.4c", date(2014, 3, 28)),
    ("2.5.1b", date(2026, 9, 1)),
    ("2.4.2a", date(2026, 12, 25)),
)


@pytest.mark.parametrize("place", [None, "460200"])
def test_a_deadline_is_read_back(place: str | None) -> None:
    for clause, trigger in _DEADLINES:
        found = gaf.deadline(clause, trigger=trigger, place=place)
        again = gaf.Deadline.from_dict(_travelled(found.to_dict()))
        assert again == found
        assert again.to_dict() == found.to_dict()


def _validator(name: str) -> Draft202012Validator:
    schema = schema_of(name)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize("name", ["gaf-assessment/1", "gaf-deadline/1", "gaf-case/1"])
def test_a_schema_has_an_id_and_a_title_in_both_languages(name: str) -> None:
    schema = schema_of(name)
    assert schema["$id"] == f"urn:gaf-rules:schema:{name}"
    zh, en = schema["title"].split(" / ")
    assert not zh.isascii()
    assert en.isascii()


def test_an_enumeration_tells_its_words() -> None:
    duty = schema_of("gaf-assessment/1")["properties"]["duties"]["items"]["properties"]
    told = {each["const"]: each["title"] for each in duty["status"]["oneOf"]}
    assert told["met_late"] == "逾期履行 / met late"


_EDITS: list[Any] = [None, True, 0, -1, 1.5, "", "x", "2026-02-30", [], {}, ["x"], {"x": 1}]


def _places(document: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    if isinstance(document, dict):
        for name, value in document.items():
            found += _places(value, (*path, name))
    elif isinstance(document, list):
        for at, value in enumerate(document):
            found += _places(value, (*path, at))
    return found


@given(st.data())
@settings(max_examples=300)
def test_the_reader_takes_what_the_schema_takes(data: st.DataObject) -> None:
    """One edit anywhere: refused by both with a path, or taken by both; never another kind of error."""
    found = data.draw(st.sampled_from([*_FOUND.values()]))
    document = _travelled(found.to_dict())
    path = data.draw(st.sampled_from(_places(document)))
    held: Any = document
    for step in path[:-1]:
        held = held[step]
    edit = data.draw(st.sampled_from(["replace", "remove", "add"]))
    if edit == "replace":
        held[path[-1]] = copy.deepcopy(data.draw(st.sampled_from(_EDITS)))
    elif edit == "remove":
        del held[path[-1]]
    elif isinstance(held, dict):
        held["further"] = 1
    problems = _problems(document)
    assert all(problem.path.startswith("$") for problem in problems)
    if _VALIDATOR.is_valid(document):
        # What a schema does not check: whether there is such a day, whether a text has more than spaces.
        assert {problem.code for problem in problems} <= {"no_such_day", "not_text"}
    else:
        assert problems


def _problems(document: Any) -> tuple[Any, ...]:
    try:
        gaf.Assessment.from_dict(document)
    except gaf.CaseError as error:
        return error.problems
    return ()


_VALIDATOR = _validator("gaf-assessment/1")


@pytest.mark.parametrize("data", [None, [], "x", 3, {}, {"schema": "gaf-assessment/2"}])
def test_what_is_no_document_is_refused(data: Any) -> None:
    for cls in (gaf.Assessment, gaf.Deadline):
        with pytest.raises(gaf.CaseError):
            cls.from_dict(data)


def test_what_was_read_back_cannot_be_explained_but_says_so() -> None:
    again = gaf.Assessment.from_dict(_travelled(_FOUND["C22"].to_dict()))
    with pytest.raises(gaf.GafRulesError):
        gaf.explain(again)


def test_every_question_says_how_it_is_answered() -> None:
    """The answer that a question names, filled in, is an event that the case takes."""
    asked = 0
    for case in worked_cases():
        if case.name not in _FOUND:
            continue
        for question in _FOUND[case.name].questions:
            answer = question.answer()
            if question.asks_date is None:
                answer |= {"on": "2026-03-09", "answer": question.options[0]}
                assert gaf.Event(**{**answer, "on": date(2026, 3, 9)}).question == question.clause
                asked += 1
    assert asked
