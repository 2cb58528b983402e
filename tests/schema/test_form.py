"""One answer on the form of a case: the schema's, the reader's and the constructors' are the same."""

from __future__ import annotations

import copy
import random
import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from worked_cases import worked_cases
from worlds import worlds

import gaf_rules as gaf
from gaf_rules.log.case import Title
from gaf_rules.log.case_form import case_schema
from gaf_rules.values.texts import says_something

if TYPE_CHECKING:
    from collections.abc import Callable

# Without a checker of formats: the patterns alone must say what a day is.
_VALIDATOR = Draft202012Validator(case_schema())
_DOCUMENTS = [
    *(worked.document for worked in worked_cases() if worked.error is None),
    *(world.case.to_dict() for world in worlds(60)),
]
_BLANKS = ("\ufeff", "\x1c", "\x85", "\u3000", "\u2028\n", "\xa0\u1680", "", " \ufeff")
_WORDS = (
    "24.1",
    "26",
    "2.4.4c",
    "yes",
    "no",
    "municipal_cac",
    "sponsor",
    "filing",
    "change",
    "acceptance",
)
_ODD: tuple[Any, ...] = (
    *_BLANKS, *_WORDS, "x", "\ufeffx", "\u200b", "460100", "460100\n", "46010\uff10", None, True, False, 0, 1,
    7, 1.0, [], {}, ["acceptance"], ["acceptance", "acceptance"], ["x"], [None], {"zh": "题", "en": "t"},
    {"zh": "题", "en": "\ufeff"}, "gaf-case/1", "2026-03-09", "2026-03-09\n", "2026-02-29", "2024-02-29",
    "0000-01-01", "0000-02-29", "0001-01-01", "9999-12-31", "20260309", "2026-W11-1", "2026-04-31",
    "2026-13-01", "2026-3-9", "202\uff16-03-09", "1900-02-29", "2000-02-29",
)  # fmt: skip


def _is_read(document: Any) -> bool:
    """Whether the reader takes its form; what only several fields together make wrong is none.

    A role that the tier of the sponsor leaves open, a day that another day of the event rules out: no schema
    says that.
    """
    try:
        gaf.Case.from_dict(document)
    except gaf.CaseError as error:
        return all(
            problem.code == "day_out_of_place" or "more than one role fits" in problem.en
            for problem in error.problems
        )
    return True


def _changed(document: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """The document with a value or two put in, taken out or put under another name."""
    made = copy.deepcopy(document)
    for _ in range(dice.choice((1, 1, 2))):
        parts = [
            made,
            *(made[name] for name in ("app", "sponsor") if isinstance(made.get(name), dict)),
        ]
        if isinstance(made.get("events"), list):
            parts += [event for event in made["events"] if isinstance(event, dict)]
        part = dice.choice(parts)
        name = dice.choice((*part, "title", "by", "procedure", "posted_on", "number"))
        if dice.random() < 0.2:
            part.pop(name, None)
        else:
            part[name] = copy.deepcopy(dice.choice(_ODD))
    return made


@pytest.mark.no_cover
def test_the_schema_and_the_reader_give_one_verdict() -> None:
    dice = random.Random(22)  # noqa: S311 - a test case, no secret
    verdicts = []
    for _ in range(450):
        document = _changed(dice.choice(_DOCUMENTS), dice)
        verdicts.append(_VALIDATOR.is_valid(document))
        assert verdicts[-1] == _is_read(document), document
    assert 30 < sum(verdicts) < 420


def test_a_list_that_is_empty_or_doubled_gets_one_verdict() -> None:
    """Each list of each type of event, once."""
    found = {
        (event["type"], name): (document, place)
        for document in _DOCUMENTS
        for place, event in enumerate(document["events"])
        for name, held in event.items()
        if isinstance(held, list) and held
    }
    assert {name for _, name in found} == {"problems", "materials", "missing", "grounds"}
    for (_, name), (document, place) in found.items():
        for times in (0, 2):
            made = copy.deepcopy(document)
            made["events"][place][name] *= times
            assert _VALIDATOR.is_valid(made) == _is_read(made), (name, times)


@pytest.mark.parametrize(
    ("forgotten", "check"),
    [
        *(
            (rule, test_the_schema_and_the_reader_give_one_verdict)
            for rule in ("pattern", "oneOf", "required", "additionalProperties")
        ),
        *(
            (rule, test_a_list_that_is_empty_or_doubled_gets_one_verdict)
            for rule in ("uniqueItems", "minItems")
        ),
    ],
)
def test_a_rule_that_the_schema_forgets_is_seen(
    forgotten: str, check: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def lax(schema: Any) -> Any:
        if isinstance(schema, list):
            return [lax(each) for each in schema]
        if not isinstance(schema, dict):
            return schema
        return {name: lax(each) for name, each in schema.items() if name != forgotten}

    spoilt = Draft202012Validator(lax(case_schema()))
    monkeypatch.setattr(sys.modules[__name__], "_VALIDATOR", spoilt)
    with pytest.raises(AssertionError):
        check()


@pytest.mark.parametrize("blank", _BLANKS, ids=ascii)
def test_a_text_of_blanks_says_nothing(blank: str) -> None:
    document = _DOCUMENTS[0] | {"id": blank}
    assert not _VALIDATOR.is_valid(document)
    assert not _is_read(document)
    for made in (
        lambda: gaf.App(kind="app", runs_on_mobile=True, purpose="public", name=blank),
        lambda: gaf.Event(type="filing_number_issued", on=date(2026, 3, 9), number=blank),
        lambda: Title(zh="题", en=blank),
        lambda: gaf.Case.from_dict({**_DOCUMENTS[0], "title": blank}),
    ):
        with pytest.raises(gaf.CaseError, match="non-empty text"):
            made()
    # An event of a kind that was in order before is held to the same.
    gaf.Event(type="filing_number_issued", on=date(2026, 3, 9), number="N")
    with pytest.raises(gaf.CaseError):
        gaf.Event(type="filing_number_issued", on=date(2026, 3, 9), number=blank)


def test_every_white_space_of_python_is_one() -> None:
    assert not any(says_something(chr(code)) for code in range(0x110000) if chr(code).isspace())


def test_the_pattern_knows_every_day() -> None:
    pattern = case_schema()["$defs"]["app_launched"]["properties"]["on"]
    check = Draft202012Validator(pattern)
    for year in (1, 4, 100, 400, 1900, 1999, 2000, 2024, 2026, 2100, 9999):
        day = date(year, 1, 1)
        while day.year == year:
            assert check.is_valid(day.isoformat())
            if day == date.max:
                break
            day += timedelta(1)
        for month in range(15):
            for number in range(33):
                text = f"{year:04}-{month:02}-{number:02}"
                try:
                    there = date(year, month, number).isoformat() == text
                except ValueError:
                    there = False
                assert check.is_valid(text) == there, text


@pytest.mark.parametrize("question", ["24.1", "26"])
def test_a_question_of_another_guideline_has_the_form_of_one(question: str) -> None:
    event = {"type": "determination", "on": "2026-03-09", "question": question, "answer": "yes"}
    document = {**_DOCUMENTS[0], "events": [event]}
    assert _VALIDATOR.is_valid(document)
    with pytest.raises(
        gaf.CaseError
    ) as caught:  # and is refused by the guideline that does not ask it
        gaf.assess(gaf.Case.from_dict(document), as_of=date(2026, 3, 9))
    assert [problem.path for problem in caught.value.problems] == ["$.events[0].question"]
