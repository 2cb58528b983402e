"""What is wrong is told as it was given, under the code of its kind, with what is allowed there."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

import gaf_rules as gaf
from gaf_rules.documents.json_text import decoded, parse_json
from gaf_rules.language.case_fields import FIELDS
from gaf_rules.log.events import REQUIRED

if TYPE_CHECKING:
    from pathlib import Path

_APP: dict[str, Any] = {
    "kind": "app", "runs_on_mobile": True, "purpose": "internal", "grassroots_facing": False
}  # fmt: skip
_LATE = {
    "type": "supplement_submitted", "on": "2026-03-12", "by": "sponsor", "to": "municipal_cac",
    "statement": True, "rectification_plan": False,
}  # fmt: skip


def _document(*events: Any, tier: str = "municipal", **changes: Any) -> dict[str, Any]:
    return {
        "schema": "gaf-case/1",
        "id": "x",
        "app": _APP,
        "sponsor": {"kind": "administrative_organ", "tier": tier},
        "events": list(events),
        **changes,
    }


def _problems(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    with pytest.raises(gaf.CaseError) as refused:
        gaf.Case.from_dict(document)
    return {each["path"]: each for each in refused.value.to_dict()["problems"]}


@pytest.mark.parametrize("data", [b"{", b"", b"[1, 2", b"\xff\xfe{}", b"{} {}", b"[" * 200_000])
def test_what_is_no_json_has_one_code(data: bytes) -> None:
    with pytest.raises(gaf.CaseError) as refused:
        parse_json(decoded(data))
    [problem] = refused.value.to_dict()["problems"]
    assert (problem["code"], problem["path"], problem["allowed"]) == ("not_json", "$", ["JSON"])


def test_a_line_of_json_with_a_key_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    row = {"case_id": "1", "type": "app_launched", "on": "2026-03-02"}
    twice = json.dumps(row)[:-1] + ', "on": "2026-03-03"}'
    path.write_text(f"{json.dumps(row)}\n{twice}\n", "utf-8")
    with pytest.raises(gaf.CaseError) as refused:
        gaf.read_log(path)
    [problem] = refused.value.to_dict()["problems"]
    assert problem["code"] == "repeated"
    assert problem["path"].endswith("log.jsonl:2.on")


def test_a_day_of_posting_is_a_day_or_is_left_out() -> None:
    assert gaf.Case.from_dict(_document(_LATE)).to_dict()["events"] == [
        {**_LATE, "procedure": "filing"}
    ]
    found = _problems(_document({**_LATE, "posted_on": None}))
    assert found["$.events[0].posted_on"]["code"] == "null_not_allowed"
    assert found["$.events[0].posted_on"]["allowed"] == ["YYYY-MM-DD"]


@pytest.mark.parametrize("kind", sorted(FIELDS))
def test_what_is_missing_is_told_with_what_may_stand_there(kind: str) -> None:
    found = _problems(_document({"type": kind}))
    wanted = {name: spec for name, spec in FIELDS[kind].items() if spec.default is REQUIRED}
    assert set(found) == {"$.events[0].on", *(f"$.events[0].{name}" for name in wanted)}
    for name, spec in wanted.items():
        told = found[f"$.events[0].{name}"]
        assert told["code"] == "missing"
        assert told["allowed"] or spec.kind == "text"
        assert set(told["allowed"]) >= set(spec.values)


def test_a_missing_word_of_app_sponsor_and_schema_is_told_with_those_allowed() -> None:
    found = _problems({"id": "x", "app": {}, "sponsor": {}, "events": []})
    assert found["$.schema"]["allowed"] == ["gaf-case/1"]
    assert "mini_program" in found["$.app.kind"]["allowed"]
    assert found["$.app.grassroots_facing"]["allowed"] == ["true", "false", "null"]
    assert "central_agency" in found["$.sponsor.tier"]["allowed"]


@pytest.mark.parametrize(
    ("tier", "given", "unsaid"),
    [
        ("municipal", {}, "by="),
        ("provincial_department", {"by": "provincial_department"}, "by=sponsor"),
    ],
)
def test_an_event_that_is_not_legal_is_named_as_it_was_given(
    tier: str, given: dict[str, str], unsaid: str
) -> None:
    event = {"type": "return_received", "on": "2026-03-02", "procedure": "filing", **given}
    with pytest.raises(gaf.IllegalEventError) as refused:
        gaf.assess(gaf.Case.from_dict(_document(event, tier=tier)), as_of=date(2026, 3, 9))
    assert refused.value.event == event
    assert unsaid not in refused.value.en
    assert all(f"{name}={role}" in refused.value.en for name, role in given.items())


@pytest.mark.parametrize("events", ["x" * 100_000, b"x" * 100_000])
def test_a_text_is_no_list_of_events(events: Any) -> None:
    app, sponsor = gaf.App(**_APP), gaf.Sponsor(kind="administrative_organ", tier="municipal")
    with pytest.raises(gaf.CaseError) as refused:
        gaf.Case(id="x", app=app, sponsor=sponsor, events=events)
    [problem] = refused.value.problems
    assert problem.path == "$events"


def test_an_assessment_read_back_tells_how_to_explain_it() -> None:
    case = gaf.Case.from_dict(_document())
    readings = gaf.Readings(trigger_day="include")
    made = gaf.assess(case, as_of=date(2026, 3, 9), readings=readings)
    back = gaf.Assessment.from_dict(json.loads(json.dumps(made.to_dict())))
    with pytest.raises(gaf.GafRulesError) as refused:
        gaf.explain(back)
    said = refused.value.en.partition(": ")[2]
    names = {"gaf": gaf, "date": date, "case": case}
    assert str(eval(said, names)) == str(gaf.explain(made))  # noqa: S307 - the words of our own message
