"""The worked cases of tests/cases: what a test needs to assess one."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from attrs import frozen
from pinned import CHINA

import gaf_rules as gaf

__all__ = ["WorkedCase", "check_expected", "worked_cases"]

_FOLDER = Path(__file__).resolve().parents[1] / "cases"
_DUE = {
    "due": "on",
    "safe": "safe_on",
    "earliest": "earliest",
    "latest": "latest",
    "certainty": "certainty",
}


@frozen(kw_only=True)
class WorkedCase:
    """One file: the case document, and what it is to be assessed with."""

    name: str
    document: dict[str, Any]
    as_of: date
    readings: dict[str, str]
    overlays: list[dict[str, Any]]
    known_on: date | None
    expect: dict[str, Any]

    @property
    def error(self) -> str | None:
        """The name of the error that it is refused with, if it is."""
        found: str | None = self.expect.get("error")
        return found

    def calendar(self) -> gaf.WorkingCalendar:
        """The calendar with the file's overlays, as known on its day."""
        held = CHINA
        for overlay in self.overlays:
            held = held.with_overlay(gaf.Overlay.from_dict(overlay))
        return held if self.known_on is None else held.as_known_on(self.known_on)

    def assess(self, guideline: gaf.Guideline = gaf.HAINAN) -> gaf.Assessment:
        """The assessment that the file asks for."""
        return gaf.assess(
            gaf.Case.from_dict(self.document),
            as_of=self.as_of,
            calendar=self.calendar(),
            readings=gaf.Readings.from_dict(self.readings),
            guideline=guideline,
        )


def worked_cases() -> list[WorkedCase]:
    """All of them, by name."""
    return [_load(path) for path in sorted(_FOLDER.glob("*.json"))]


def _load(path: Path) -> WorkedCase:
    data = json.loads(path.read_text("utf-8"))
    known_on = data.pop("known_on", None)
    return WorkedCase(
        name=path.stem,
        as_of=date.fromisoformat(data.pop("as_of")),
        readings=data.pop("readings", {}),
        overlays=data.pop("overlays", []),
        known_on=None if known_on is None else date.fromisoformat(known_on),
        expect=data.pop("expect"),
        document=data,
    )


def _fits(wanted: dict[str, Any], got: dict[str, Any]) -> bool:
    due, trigger = got.get("due") or {}, got.get("trigger") or {}
    flat = {**got, "trigger_on": trigger.get("on"), "trigger_event": trigger.get("event")}
    flat |= {key: due.get(name) for key, name in _DUE.items()}
    return all(key in flat and flat[key] == value for key, value in wanted.items())


def _as_pattern(wanted: Any) -> dict[str, Any]:
    return {"code": wanted} if isinstance(wanted, str) else wanted


def check_expected(expect: dict[str, Any], got: dict[str, Any]) -> None:
    """That an assessment, as JSON, holds what a case expects of it."""
    if "in_scope" in expect:
        assert got["scope"]["in_scope"] is expect["in_scope"]
    for key in ("route", "forms"):
        if key in expect:
            assert got[key] == expect[key]
    for procedure, stage in expect.get("stages", {}).items():
        assert got["stages"].get(procedure, "not_started") == stage
    for kind, items in (("duties", got["duties"]), ("findings", got["findings"])):
        for wanted in expect.get(kind, []):
            assert any(_fits(_as_pattern(wanted), item) for item in items), (wanted, items)
        for unwanted in expect.get(f"no_{kind}", []):
            assert not any(_fits(_as_pattern(unwanted), item) for item in items), unwanted
    asked = {question["clause"] for question in got["questions"]}
    assert set(expect.get("questions", [])) <= asked
    assert not set(expect.get("no_questions", [])) & asked
