"""The cases of tests/fresh: logs in short, one line an event, whole stretches of a usual course by one word.

``04-02 supplement_submitted sponsor>municipal_cac plan=no`` is a day of 2026, a type, who and to whom, and
the fields in short. What a line leaves out is what is usual: a full set of materials, a statement, a prompt.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

import gaf_rules as gaf

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Fresh", "assessed", "check_fresh", "document", "fresh_cases", "lines_of", "reading"]

_FOLDER = Path(__file__).resolve().parents[1] / "fresh"

_FULL = (
    "basic_information_form application_form project_approval functions operations_and_security acceptance "
    "self_check_form"
)
_WORDS = {"yes": True, "no": False, "null": None}
_USUAL: dict[str, dict[str, Any]] = {
    "self_check_completed": {"problems": []},
    "rectification_completed": {"problems": []},
    "materials_returned": {"missing": ["acceptance"]},
    "review_extended": {"reason": "情况复杂", "expected_on": None},
    "feedback_issued": {"grounds": ["supplement"], "functional_rectification": False},
    "supplement_submitted": {"statement": True, "rectification_plan": False},
    "filing_number_issued": {"number": "琼-1"},
    "filing_number_relayed": {"prompted": True},
    "filing_number_displayed": {"position": "home_bottom_center"},
    "change_planned": {"major": True},
    "data_disposed": {"lawful": True, "leaked": False},
    "application_withdrawn": {"reason": "主办单位撤回"},
    "filing_refused": {"reason": "不符合"},
    "filing_revoked": {"reason": "查实"},
}
_SHORT = {
    "plan": "rectification_plan", "functional": "functional_rectification", "posted": "posted_on",
    "expected": "expected_on", "day": "change_on", "q": "question", "a": "answer", "p": "procedure",
}  # fmt: skip
_DUE = {"due": "on", "safe": "safe_on"}
_LISTS = frozenset({"materials", "missing", "problems", "grounds"})
_DAYS = frozenset({"posted_on", "expected_on", "change_on"})
_MATERIALS = {"change": "change_form change_explanation", "deregistration": "deregistration_form"}

_SUBMITTED = """
03-02 self_check_completed
03-03 application_submitted sponsor>municipal_cac
03-03 application_received municipal_cac
"""
_REVIEWED = f"""{_SUBMITTED}
03-05 application_forwarded municipal_cac>provincial_cac
03-06 application_received provincial_cac
"""
_REPORTED = f"""{_REVIEWED}
03-16 completeness_confirmed
03-16 reported_to_national
"""
_NATIONAL = f"""{_REPORTED}
03-17 application_received national_cac
"""
_FILED = f"""{_NATIONAL}
04-10 filing_number_issued
04-10 filing_number_received provincial_cac
04-10 filing_number_relayed provincial_cac>municipal_cac
04-13 filing_number_relayed municipal_cac>sponsor
04-13 filing_number_received sponsor
04-13 filing_number_displayed
"""
_CHANGED = """
05-06 application_submitted sponsor>municipal_cac p=change
05-06 application_received municipal_cac p=change
05-07 application_forwarded municipal_cac>provincial_cac p=change
05-08 application_received provincial_cac p=change
05-12 completeness_confirmed p=change
05-12 reported_to_national p=change
05-13 application_received national_cac p=change
"""
_STRETCHES = {
    "SUBMITTED": _SUBMITTED,
    "REVIEWED": _REVIEWED,
    "REPORTED": _REPORTED,
    "NATIONAL": _NATIONAL,
    # The sponsor has it on 26 March, which makes 10 April the last day.
    "ASKED": f"""{_NATIONAL}
03-24 feedback_issued
03-25 feedback_relayed provincial_cac>municipal_cac
03-26 feedback_relayed municipal_cac>sponsor
03-26 feedback_received sponsor
""",
    "FILED": _FILED,
    "UNDER_CHANGE": f"{_FILED}{_CHANGED}",
    "CHANGED": f"{_FILED}{_CHANGED}05-29 filing_number_issued p=change number=null\n",
    "OFFLINE": f"""{_FILED}
09-07 shutdown_announced
09-10 data_disposed
09-10 app_taken_offline
""",
    "REPORTED_OFF": f"""{_FILED}
09-07 shutdown_announced
09-10 data_disposed
09-10 app_taken_offline
09-15 deregistration_reported sponsor>municipal_cac
""",
}


def _lines(given: Iterable[str]) -> tuple[str, ...]:
    return tuple(given)


@frozen(kw_only=True)
class Fresh:
    """One case: the sentence it stands on, the log, and what must come out.

    Attributes:
        says: clause or section, and the sentence.
        log: stretches and lines.
        on: the day of assessment.
        app, sponsor, readings: what differs from the usual.
        error: the name of the error, and what its words must hold.
        expect: as in a worked case; ``due`` of a duty is its last day.
    """

    says: str
    log: tuple[str, ...] = field(converter=_lines)
    on: str
    app: dict[str, Any] = field(factory=dict)
    sponsor: dict[str, Any] = field(factory=dict)
    readings: dict[str, str] = field(factory=dict)
    error: list[str] | None = None
    expect: dict[str, Any] = field(factory=dict)

    @property
    def as_of(self) -> date:
        """The day of assessment."""
        return date.fromisoformat(_day(self.on))


def _day(text: str) -> str:
    return text if len(text) > len("01-31") else f"2026-{text}"


def _value(name: str, text: str) -> Any:
    if name in _LISTS:
        return text.replace(",", " ").split() if text != "none" else []
    if text in _WORDS and name != "answer":
        return _WORDS[text]
    return _day(text) if name in _DAYS else text


def _event(line: str) -> dict[str, Any]:
    day, kind, *rest = line.split()
    made: dict[str, Any] = {"type": kind, "on": _day(day), **_USUAL.get(kind, {})}
    for word in rest:
        name, is_field, text = word.partition("=")
        if is_field:
            made[_SHORT.get(name, name)] = _value(_SHORT.get(name, name), text)
            continue
        by, _, to = word.partition(">")
        made |= {"by": by} | ({"to": to} if to else {})
    if kind == "application_submitted":
        made.setdefault("materials", _MATERIALS.get(made.get("procedure", ""), _FULL).split())
    if kind == "deregistration_reported":
        made.setdefault("materials", ["deregistration_form"])
    return made


def lines_of(case: Fresh) -> list[str]:
    """The log line by line, without words for stretches."""
    return [
        line
        for part in case.log
        for line in _STRETCHES.get(part.strip(), part).strip().splitlines()
        if line.strip()
    ]


def document(case: Fresh) -> dict[str, Any]:
    """The case as JSON."""
    return {
        "schema": "gaf-case/1",
        "id": case.says,
        "app": {
            "kind": "app",
            "runs_on_mobile": True,
            "purpose": "internal",
            "grassroots_facing": False,
            **case.app,
        },
        "sponsor": {"kind": "administrative_organ", "tier": "municipal", **case.sponsor},
        "events": [_event(line) for line in lines_of(case)],
    }


def fresh_cases() -> list[Fresh]:
    """All of them, file by file."""
    return [
        Fresh(**data)
        for path in sorted(_FOLDER.glob("*.json"))
        for data in json.loads(path.read_text("utf-8"))
    ]


def reading(case: Fresh) -> gaf.Readings:
    """The readings."""
    return gaf.Readings.from_dict(case.readings)


def assessed(case: Fresh, guideline: gaf.Guideline = gaf.HAINAN) -> gaf.Assessment:
    """The assessment."""
    return gaf.assess(
        gaf.Case.from_dict(document(case)),
        as_of=case.as_of,
        readings=reading(case),
        guideline=guideline,
    )


def _fits(wanted: Any, got: dict[str, Any], name: str) -> bool:
    if isinstance(wanted, str):
        return bool(got[name] == wanted)
    due = got.get("due") or {}
    return all(
        (due.get(_DUE[key]) if key in _DUE else got[key]) == value for key, value in wanted.items()
    )


def check_fresh(case: Fresh, got: dict[str, Any]) -> None:
    """That an assessment, as JSON, holds what the case expects of it."""
    expect = case.expect
    assert expect
    # Nobody owes the same twice in one round, whatever the reading.
    owed = [
        (each["clause"], each["procedure"], each["round"], each["act"]) for each in got["duties"]
    ]
    assert len({*owed}) == len(owed), owed
    # Nor is anybody asked the same twice.
    asked = [each["id"] for each in got["questions"]]
    assert len({*asked}) == len(asked), asked
    if "in_scope" in expect:
        assert got["scope"]["in_scope"] is expect["in_scope"]
    for key in {"route", "forms"} & set(expect):
        assert got[key] == expect[key]
    for procedure, stage in expect.get("stages", {}).items():
        assert got["stages"].get(procedure, "not_started") == stage
    if "next_actions" in expect:
        assert [action["act"] for action in got["next_actions"]] == expect["next_actions"]
    for kind, name in (("duties", "clause"), ("findings", "code"), ("questions", "clause")):
        for wanted in expect.get(kind, ()):
            assert any(_fits(wanted, each, name) for each in got[kind]), (wanted, got[kind])
        for unwanted in expect.get(f"no_{kind}", ()):
            assert not any(_fits(unwanted, each, name) for each in got[kind]), unwanted
