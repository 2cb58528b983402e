"""What was stored is read back as what it was; what was changed by hand is refused or noticed."""

from __future__ import annotations

import random
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from stored import READERS, assessments, edited, samples, travelled
from worlds import legal_cases

import gaf_rules as gaf
from gaf_rules.ask.explanation.tree import NODE_KINDS
from gaf_rules.messages import LABELS
from gaf_rules.show.schemas import DOCUMENTS
from gaf_rules.values.errors import GafRulesError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worlds import World

    from gaf_rules.values.texts import Lang


@cache
def _validator(name: str) -> Draft202012Validator:
    schema = gaf.schema(name)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def _is_read_back(made: Any) -> dict[str, Any]:
    """That a value is read back from its document as what it was; the document."""
    document: dict[str, Any] = travelled(made.to_dict())
    again = type(made).from_dict(document)
    assert again == made
    assert hash(again) == hash(made)
    assert again.to_dict() == document
    _validator(document["schema"]).validate(document)
    return document


@pytest.mark.parametrize("name", assessments())
def test_an_assessment_is_read_back_as_what_it_was(name: str) -> None:
    _is_read_back(assessments()[name])


@given(
    legal_cases(), st.sampled_from(["zh", "en"]), st.sampled_from(["launch", "change", "offline"])
)
@settings(max_examples=15)
def test_whatever_is_made_of_a_case_is_read_back(world: World, lang: Lang, wish: str) -> None:
    found = world.assess()
    told = gaf.explain(found, lang)
    _is_read_back(found)
    explained = _is_read_back(told)
    assert gaf.explain(found, lang) == told
    assert type(told).from_dict(explained).replay() == found
    desk = gaf.inbox([world.case], "provincial_cac", as_of=world.as_of, readings=world.readings)
    assert gaf.verify(_is_read_back(desk), [world.case]).is_same
    try:
        plan = gaf.plan(
            world.case,
            **{f"{wish}_on": date(2026, 12, 1)},  # type: ignore[arg-type]  # a name drawn at random
            as_of=world.as_of,
            readings=world.readings,
            durations={"application_forwarded": 2},
        )
    except gaf.GafRulesError:
        return
    assert gaf.verify(_is_read_back(plan), world.case).is_same


@pytest.mark.parametrize("place", [None, "460200"])
def test_a_deadline_is_read_back(place: str | None) -> None:
    for clause, trigger in (
        ("2.4.4c", date(2026, 2, 18)),
        ("2.4.4c", date(2014, 3, 28)),
        ("2.5.1b", date(2026, 9, 1)),
        ("2.4.2a", date(2026, 12, 25)),
    ):
        _is_read_back(gaf.deadline(clause, trigger=trigger, place=place))


# What a schema does not say: which role the tier of the sponsor leaves open, what is no time zone.
_UNSAID = {"role_needed", "unknown_word"}


@pytest.mark.parametrize("name", READERS)
def test_the_reader_takes_what_the_schema_takes(name: str) -> None:
    """One edit anywhere: refused by both with a path, or taken by both; never another kind of error."""
    dice = random.Random(16)  # noqa: S311 - a test case, no secret
    verdicts = []
    for _ in range(100):
        document = edited(dice.choice(samples()[name]), dice)
        problems = _problems(name, document)
        verdicts.append(_validator(name).is_valid(document))
        if verdicts[-1]:
            assert {problem.code for problem in problems} <= _UNSAID, (document, problems)
        else:
            assert problems, document
    assert 0 < sum(verdicts) < 100


def _problems(name: str, document: Any) -> tuple[Any, ...]:
    try:
        READERS[name](document)
    except (gaf.CaseError, gaf.NoticeError) as error:
        return error.problems_told()
    return ()


@pytest.mark.parametrize("name", READERS)
def test_the_samples_themselves_are_taken(name: str) -> None:
    for document in samples()[name]:
        _validator(name).validate(document)
        READERS[name](document)


@pytest.mark.parametrize("data", [None, [], "x", 3, {}, {"schema": "gaf-assessment/2"}])
@pytest.mark.parametrize("name", READERS)
def test_what_is_no_document_is_refused(name: str, data: Any) -> None:
    with pytest.raises((gaf.CaseError, gaf.NoticeError)):
        READERS[name](data)


def test_a_document_nested_without_end_is_refused() -> None:
    (document, *_) = samples()["gaf-explanation/1"]
    node = document["sections"][0]
    for _ in range(5000):
        node = {**node, "children": [node]}
    with pytest.raises(gaf.CaseError, match="nested"):
        READERS["gaf-explanation/1"]({**document, "sections": [node]})


def test_errors_and_verifications_fit_their_schemas() -> None:
    for data in ({}, {"schema": "gaf-case/1", "id": 7, "events": [{"type": "x"}]}):
        with pytest.raises(gaf.CaseError) as caught:
            gaf.Case.from_dict(data)
        _validator("gaf-error/1").validate(travelled(caught.value.to_dict()))
    found = assessments()["C22"]
    stored = travelled(found.to_dict())
    stored["findings"] = []
    _validator("gaf-verification/1").validate(
        travelled(gaf.verify(stored, found.basis.case).to_dict())
    )


# -- what the schemas say -------------------------------------------------------------------------------
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_schema_tells_what_it_is_in_both_languages(name: str) -> None:
    schema = gaf.schema(name)
    assert schema["$id"] == f"urn:gaf-rules:schema:{name}"
    for part in ("title", "description"):
        assert _is_in_both_languages(schema[part])


def _is_in_both_languages(text: str) -> bool:
    zh, sign, en = text.partition(" / ")
    return bool(sign) and not zh.isascii() and en.isascii()


def _within(schema: Any) -> Iterator[dict[str, Any]]:
    """Every schema within a schema; conditions, which only add to what stands elsewhere, left out."""
    if isinstance(schema, dict):
        yield schema
        for name, part in schema.items():
            if name == "properties":
                for each in part.values():
                    yield from _within(each)
            elif name not in {"if", "then", "allOf", "oneOf"}:
                yield from _within(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _within(part)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_field_and_every_code_has_its_words(name: str) -> None:
    questions = {*LABELS["question"]}
    for part in _within(gaf.schema(name)):
        for field, schema in part.get("properties", {}).items():
            if field not in {"zh", "en"} and not {"minItems"} >= {*schema}:
                assert _is_in_both_languages(schema.get("description", "")), field
        for each in part.get("oneOf", ()):
            if each["const"] in questions or not each["const"].replace(".", "").isdigit():
                assert all(each["title"].partition(" / "))
        assert part.get("enum", [True, False, "true", "false"]) == [True, False, "true", "false"]


def test_the_words_are_those_of_the_code() -> None:
    kinds, todo = set(), [GafRulesError]
    while todo:
        kind = todo.pop()
        kinds.add(kind.__name__)
        todo += kind.__subclasses__()
    # An error of a test's own is none of the library.
    assert {*LABELS["error_kind"]} <= kinds
    assert {kind for kind in kinds if hasattr(gaf, kind)} <= {*LABELS["error_kind"]}
    assert (*LABELS["node_kind"],) == NODE_KINDS


# -- what goes on with it -------------------------------------------------------------------------------
def test_what_was_read_back_cannot_be_explained_but_says_so() -> None:
    again = gaf.Assessment.from_dict(travelled(assessments()["C22"].to_dict()))
    with pytest.raises(gaf.GafRulesError):
        gaf.explain(again)


def test_what_was_read_back_still_shows_itself() -> None:
    plan, desk, told = (
        READERS[name](samples()[name][0])
        for name in ("gaf-plan/1", "gaf-inbox/1", "gaf-explanation/1")
    )
    for shown in (plan, desk, told):
        assert str(shown)
        assert "<" in shown._repr_html_()
    assert gaf.to_ics(plan)
    assert gaf.Inbox.from_dict(desk.to_dict(), lang="en").text() == desk.text("en")
    with pytest.raises(gaf.GafRulesError):
        gaf.Inbox.from_dict(desk.to_dict(), lang="fr")  # type: ignore[arg-type]  # no such language


def test_every_question_says_how_it_is_answered() -> None:
    """The answer that a question names, filled in, is an event that the case takes."""
    asked = 0
    for found in assessments().values():
        for question in found.questions:
            answer = question.answer()
            if question.asks_date is None:
                answer |= {"on": "2026-03-09", "answer": question.options[0]}
                assert gaf.Event(**{**answer, "on": date(2026, 3, 9)}).question == question.clause
                asked += 1
    assert asked
