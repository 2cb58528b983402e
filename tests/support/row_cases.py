"""A pool of cases that uses every row of the guideline, and which case uses which row."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from functools import cache
from itertools import chain, product
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen
from fresh import document, fresh_cases, reading
from small_cases import small_case
from unlinked import unlinked
from worked_cases import worked_cases
from worlds import World, world

import gaf_rules as gaf
from gaf_rules.evaluate.assessing import world_of
from gaf_rules.evaluate.outline import outline

if TYPE_CHECKING:
    from collections.abc import Iterator


__all__ = ["KINDS", "RowCase", "users"]

KINDS = (
    "transitions", "lapses", "duties", "ahead", "findings", "questions", "scope", "routes", "materials",
    "forms",
)  # fmt: skip
_WORLDS = 500
_DATED = evolve(gaf.HAINAN, effective_from=date(2026, 3, 1))


@frozen(kw_only=True)
class RowCase:
    """A legal log and everything else that an assessment depends on."""

    case: gaf.Case
    as_of: date
    calendar: gaf.WorkingCalendar = gaf.CHINA
    readings: gaf.Readings
    guideline: gaf.Guideline = gaf.HAINAN

    def assess(self, guideline: gaf.Guideline | None = None) -> gaf.Assessment:
        """The assessment, by another guideline where one is given."""
        return gaf.assess(
            self.case,
            as_of=self.as_of,
            calendar=self.calendar,
            readings=self.readings,
            guideline=self.guideline if guideline is None else guideline,
        )

    def without(self, kind: str, row: Any) -> gaf.Guideline:
        """The guideline of this case with one row taken out."""
        rows = tuple(each for each in getattr(self.guideline, kind) if each is not row)
        fewer: dict[str, Any] = {kind: rows}
        return unlinked(self.guideline, **fewer)


def _worked() -> Iterator[RowCase]:
    for found in worked_cases():
        if found.error is None:
            held = RowCase(
                case=gaf.Case.from_dict(found.document),
                as_of=found.as_of,
                calendar=found.calendar(),
                readings=gaf.Readings.from_dict(found.readings),
            )
            yield held
            if found.document["id"] == "C22":
                yield evolve(held, guideline=_DATED)


def _fresh() -> Iterator[RowCase]:
    for found in fresh_cases():
        if found.error is None:
            yield RowCase(
                case=gaf.Case.from_dict(document(found)),
                as_of=found.as_of,
                readings=reading(found),
            )


def _moments(found: World) -> Iterator[RowCase]:
    last = max((event.on for event in found.case.events), default=found.as_of)
    for day in (last, last + timedelta(days=40)):
        yield RowCase(case=found.case, as_of=day, readings=found.readings)


_ANSWERS = {
    "posted": ({"question": "2.4.4c", "answer": "yes"}, {"question": "2.4.4c", "answer": "no"}),
    "late": ({"question": "2.4.4d", "answer": "yes"}, {"question": "2.4.4d", "answer": "no"}),
    "unclear": ({"question": "2.4.4e", "answer": "yes"}, {"question": "2.4.4e", "answer": "no"}),
    "incomplete": (),
    "in_time": (),
    "unsaid": ({"question": "2.4.4e", "answer": "yes"}, {"question": "2.4.4e", "answer": "no"}),
    "posted_unsaid": (
        {"question": "2.4.4c", "answer": "yes"},
        {"question": "2.4.4e", "answer": "yes"},
        {"question": "2.4.4e", "answer": "no"},
    ),
    "posted_counted": (
        {"question": "2.4.4e", "answer": "yes"},
        {"question": "2.4.4e", "answer": "no"},
    ),
}

_POSTED_UNSAID = {"unsaid", "posted_unsaid", "posted_counted"}
_UNSAID = {"unclear", *_POSTED_UNSAID}
"""What becomes of those of which nobody said whether it is about functions."""


def _supplements() -> Iterator[RowCase]:
    """What may become of a supplement: posted in time, late, without its plan; and what a person says."""
    for procedure, again, to, fate in product(
        ("filing", "change"),
        ("national_review", "completeness_review"),
        ("municipal_cac", "provincial_cac"),
        _ANSWERS,
    ):
        for answer in (None, *_ANSWERS[fate]):
            yield _supplement(procedure, again, to, fate, answer)


def _supplement(
    procedure: str, again: str, to: str, fate: str, answer: dict[str, str] | None
) -> RowCase:
    def on(days: int, kind: str, **fields: Any) -> dict[str, Any]:
        return {"type": kind, "on": (date(2026, 3, 2) + timedelta(days=days)).isoformat(), **fields}

    which: dict[str, Any] = {"procedure": procedure}
    supplement = {
        "by": "sponsor",
        "to": to,
        "statement": True,
        "rectification_plan": fate == "in_time",
    }
    arrival = 5 if fate in {"unclear", "incomplete", "in_time"} else 35
    posted = {"posted_on": "2026-03-06"} if fate in {"posted", *_POSTED_UNSAID} else {}

    def way(days: int, name: str) -> list[dict[str, Any]]:
        its = {"procedure": name}
        return [
            on(
                days, "application_submitted", by="sponsor", to="municipal_cac", materials=[], **its
            ),
            on(days, "application_forwarded", by="municipal_cac", to="provincial_cac", **its),
            on(days, "application_received", by="provincial_cac", **its),
            on(days, "completeness_confirmed", **its),
            on(days, "reported_to_national", **its),
            on(days, "application_received", by="national_cac", **its),
        ]

    log = []
    if procedure == "change":
        log += way(-60, "filing")
        log.append(on(-59, "filing_number_issued", number="N-1", procedure="filing"))
        log.append(on(-58, "change_planned", change_on="2026-09-01", major=True))
    log += way(-1, procedure)
    log += [
        on(
            0,
            "feedback_issued",
            grounds=["supplement"],
            functional_rectification=None if fate in _UNSAID else True,
            **which,
        ),
        on(0, "feedback_received", by="sponsor", **which),
        on(arrival, "supplement_submitted", **posted, **supplement, **which),
    ]
    if fate == "late":
        log.append(on(arrival + 1, "supplement_submitted", **supplement, **which))
    readings = {"resubmission_goes_to": again}
    if fate in {"unclear", "incomplete", "posted_unsaid", "posted_counted"}:
        readings["missing_plan"] = "not_submitted"
    if fate == "in_time" and again == "completeness_review":
        up = way(arrival + 1, procedure)
        log += up[1:] if to == "municipal_cac" else up[2:]
    elif fate == "in_time":  # the report reaches the log after what it was for
        log.append(on(arrival + 1, "application_received", by="national_cac", **which))
        log.append(on(arrival + 2, "reported_to_national", **which))
    if fate == "posted_counted":
        log.append(on(arrival + 1, "determination", question="2.4.4c", answer="yes"))
    if answer is not None:
        log.append(on(arrival + 2, "determination", **answer))
    document = small_case(*log) | {"id": f"supplement-{procedure}-{fate}"}
    return RowCase(
        case=gaf.Case.from_dict(document),
        as_of=date(2026, 4, 20),
        readings=gaf.Readings.from_dict(readings),
    )


def _past_the_department() -> RowCase:
    """An institution that reports its shutdown straight to the province."""
    document = {
        "schema": "gaf-case/1",
        "id": "past-the-department",
        "app": {
            "kind": "app",
            "runs_on_mobile": True,
            "purpose": "public",
            "grassroots_facing": False,
        },
        "sponsor": {"kind": "administrative_organ", "tier": "affiliated_institution"},
        "events": [
            {"type": "app_launched", "on": "2026-03-02"},
            {"type": "app_taken_offline", "on": "2026-03-10"},
            {
                "type": "deregistration_reported",
                "on": "2026-03-12",
                "by": "sponsor",
                "to": "provincial_cac",
                "materials": ["deregistration_form"],
            },
        ],
    }
    return RowCase(
        case=gaf.Case.from_dict(document), as_of=date(2026, 3, 13), readings=gaf.Readings()
    )


def _change_at_the_first_tier() -> RowCase:
    """A change whose completeness review is counted from the first tier, which has not sent it on."""
    events: list[dict[str, Any]] = [
        {"type": "application_submitted", "on": "2026-01-05", "by": "sponsor", "to": "municipal_cac",
         "materials": []},
        {"type": "application_forwarded", "on": "2026-01-06", "by": "municipal_cac", "to": "provincial_cac"},
        {"type": "application_received", "on": "2026-01-07", "by": "provincial_cac"},
        {"type": "completeness_confirmed", "on": "2026-01-08"},
        {"type": "reported_to_national", "on": "2026-01-08"},
        {"type": "filing_number_issued", "on": "2026-01-26", "number": "N-1"},
        {"type": "change_planned", "on": "2026-02-02", "change_on": "2026-06-01", "major": True},
        {"type": "application_submitted", "on": "2026-03-02", "by": "sponsor", "to": "municipal_cac",
         "materials": [], "procedure": "change"},
    ]  # fmt: skip
    document = small_case(*events) | {"id": "change-at-the-first-tier"}
    return RowCase(
        case=gaf.Case.from_dict(document),
        as_of=date(2026, 3, 4),
        readings=gaf.Readings(completeness_clock="first_tier_receipt"),
    )


def _organ_of_the_province() -> RowCase:
    """A department of the province that is another state organ, while nobody says where it files."""
    document = {
        "schema": "gaf-case/1",
        "id": "organ-of-the-province",
        "app": {
            "kind": "app",
            "runs_on_mobile": True,
            "purpose": "public",
            "grassroots_facing": False,
        },
        "sponsor": {"kind": "other_state_organ", "tier": "provincial_department"},
        "events": [],
    }
    return RowCase(
        case=gaf.Case.from_dict(document), as_of=date(2026, 3, 13), readings=gaf.Readings()
    )


def _used(held: RowCase) -> Iterator[tuple[str, Any]]:
    """The rows on which the assessment stands, each with its kind."""
    world = world_of(held.case, held.as_of, held.guideline, held.calendar)
    found = outline(world, held.readings)
    facts = found.log.contexts["filing"]
    yield from (("transitions", row) for _, row, _, entry in found.log.taken if entry is not None)
    yield from (("duties", duty.row) for duty in found.duties)
    yield from (("findings", finding.row) for finding in found.findings)
    assessment = held.assess()
    asked = {question.clause for question in assessment.questions}
    for advised in assessment.next_actions:
        key = advised.act, advised.clause
        yield from (
            ("ahead", row)
            for row in held.guideline.ahead
            if (row.act, row.clause) == key and advised.procedure in row.procedures
        )
    machine = world.machine
    yield from (("questions", q.row) for q in machine.questions if q.row.clause in asked)
    for kind, compiled in (("scope", machine.scope), ("routes", machine.routes)):
        yield from ((kind, each.row) for each in compiled if each.when(facts))
    lacking = {item for finding in found.findings for item in finding.items}
    yield from (("materials", r) for r in held.guideline.materials if r.material in lacking)
    yield from (("forms", row) for row in held.guideline.forms)
    for row in held.guideline.lapses:
        if found.log.contexts[row.procedure]["feedback"].get(row.due.partition(".")[2]):
            yield "lapses", row


def _rows(kind: str) -> tuple[Any, ...]:
    rows: tuple[Any, ...] = getattr(gaf.HAINAN, kind)
    return rows


@cache
def _users() -> dict[tuple[str, int], list[RowCase]]:
    found: dict[tuple[str, int], list[RowCase]] = defaultdict(list)

    def note(held: RowCase) -> None:
        for key in {(kind, id(row)) for kind, row in _used(held)}:
            found[key].append(held)

    single = [
        _past_the_department(),
        _change_at_the_first_tier(),
        _organ_of_the_province(),
    ]
    for held in chain(_worked(), _fresh(), _supplements(), single):
        note(held)
    for seed in range(_WORLDS):
        wanted = {id(row) for kind in KINDS for row in _rows(kind) if (kind, id(row)) not in found}
        if not wanted:
            break
        for held in _moments(world(seed, 34, wanted)):
            note(held)
    return dict(found)


def users(kind: str, row: Any) -> tuple[RowCase, ...]:
    """The cases that use a row: the worked ones, and walks in search of rows not yet used."""
    return tuple(_users().get((kind, id(row)), ()))
