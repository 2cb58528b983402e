"""The cases of tests/fresh that are about the review of a filing, of the review of a change.

2.5.1f: a change goes through the review of 2.4 again. What a case expects of a duty, a finding or a question
of that review holds of the same log of a change, too, after a filing that was finished before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve
from fresh import Fresh, fresh_cases, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["change_cases"]

# A filing in the year before, straight to the province, as any sponsor may.
_FILED = tuple(
    f"2025-{line}"
    for line in (
        *("11-03 self_check_completed", "11-04 application_submitted sponsor>provincial_cac"),
        *("11-06 application_received provincial_cac", "11-07 completeness_confirmed"),
        *("11-07 reported_to_national", "11-10 application_received national_cac"),
        *("11-20 filing_number_issued", "11-20 filing_number_received sponsor"),
        "11-24 change_planned day=2026-12-30",
    )
)
_AHEAD = ("self_check_completed", "rectification_completed")
_REVIEW = (
    *("application_submitted", "application_forwarded", "application_received"),
    *("materials_returned", "return_received", "completeness_confirmed", "reported_to_national"),
    *("review_extended", "extension_relayed", "feedback_issued", "feedback_relayed"),
    *("feedback_received", "supplement_submitted", "filing_number_issued"),
    *("filing_number_received", "filing_number_relayed", "filing_refused"),
    *("application_withdrawn", "filing_revoked", "determination"),
)
_CODES = (
    *("COMPLETENESS_REVIEW_OVERDUE", "COMPLETENESS_REVIEW_LATE", "NATIONAL_REVIEW_OVERDUE"),
    *("NATIONAL_REVIEW_LATE", "NATIONAL_REVIEW_EXTENDED", "EXTENSION_NOTICE_LATE"),
    *("DEEMED_ABANDONED", "LATE_SUPPLEMENT_ACCEPTED", "RECTIFICATION_PLAN_MISSING"),
    *("SUPPLEMENT_POSTED_IN_TIME_ARRIVED_LATE", "OUTCOME_NOT_IN_TEXT", "ONE_TIME_NOTICE_BREACH"),
    *("ROUTE_BYPASSES_MUNICIPAL_CAC", "ROUTE_BYPASSES_DEPARTMENT"),
)
_CLAUSES = ("2.4.", "2.7.1b")


def _of_change(line: str) -> str | None:
    """A line of a filing as one of a change; None where a change has no such step."""
    _, kind, *rest = line.split()
    if kind in _AHEAD:
        return None
    if kind not in _REVIEW or any(word.startswith(("p=", "materials=")) for word in rest):
        raise LookupError(line)
    if kind == "determination" and not any(word.startswith("q=2.4.4") for word in rest):
        raise LookupError(line)
    number = " number=null" if kind == "filing_number_issued" else ""
    return f"{line} p=change{number}"


def _is_reviewed(named: dict[str, Any]) -> bool:
    """Whether a duty, a finding or a question is one of the review."""
    return named.get("code") in _CODES or named.get("clause", "").startswith(_CLAUSES)


def _changed(named: dict[str, Any], key: str) -> dict[str, Any]:
    """The same of a change; a question says by its id of which procedure it is."""
    if not key.endswith("questions"):
        return {**named, "procedure": "change"}
    return {name: value.replace("@filing", "@change") for name, value in named.items()}


def _expected(expect: dict[str, Any]) -> dict[str, Any]:
    """What of an expectation is about the review."""
    found: dict[str, Any] = {}
    for key, wanted in expect.items():
        if key.endswith(("duties", "findings", "questions")):
            name = "code" if key.endswith("findings") else "clause"
            named = [each if isinstance(each, dict) else {name: each} for each in wanted]
            found[key] = [_changed(each, key) for each in named if _is_reviewed(each)]
        elif key == "stages" and "filing" in wanted:
            stage = wanted["filing"]
            found[key] = {"change": "approved" if stage == "filed" else stage}
    return {key: wanted for key, wanted in found.items() if wanted}


def change_cases() -> Iterator[Fresh]:
    """All of them."""
    for case in fresh_cases():
        try:
            lines = [_of_change(line) for line in lines_of(case)]
        except LookupError:
            continue
        expect = _expected(case.expect)
        if expect or case.error:
            log = (*_FILED, *(line for line in lines if line is not None))
            yield evolve(case, says=f"2.5.1f: {case.says}", log=log, expect=expect)
