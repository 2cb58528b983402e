"""Units with two names, units that would act upon themselves, offices that an application was sent to."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from fresh import Fresh, document

import gaf_rules as gaf
from gaf_rules.language.vocabulary import MATERIALS, ROLES, TIERS
from gaf_rules.log.events import FIELDS

_START = date(2026, 3, 2)
_FULL = (*MATERIALS[:6], "self_check_form")
_OFFICES = ("municipal_cac", "provincial_department")
_BOTH_NAMES = ("sponsor", "provincial_department")


def _case(
    *events: gaf.Event, tier: Any = "provincial_department", kind: Any = "administrative_organ"
) -> gaf.Case:
    return gaf.Case(
        id="1",
        app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False),
        sponsor=gaf.Sponsor(kind=kind, tier=tier),
        events=events,
    )


def _log(*steps: tuple[Any, dict[str, Any]], start: date = _START) -> tuple[gaf.Event, ...]:
    """One step a day."""
    return tuple(
        gaf.Event(type=kind, on=start + timedelta(days=n), **more)
        for n, (kind, more) in enumerate(steps)
    )


def _submitted(to: str, by: Any = "sponsor") -> tuple[tuple[str, dict[str, Any]], ...]:
    return (
        ("self_check_completed", {"problems": ()}),
        ("application_submitted", {"by": by, "to": to, "materials": _FULL}),
    )


_REVIEWED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("application_received", {"by": "provincial_cac"}),
    ("completeness_confirmed", {}),
    ("reported_to_national", {}),
    ("application_received", {"by": "national_cac"}),
)
_FEEDBACK = ("feedback_issued", {"grounds": ("supplement",), "functional_rectification": False})
_NUMBER = ("filing_number_issued", {"number": "1"})
_RETURN = ("materials_returned", {"missing": ("acceptance",)})
_TO_PROVINCE = _submitted("provincial_cac")
# What a department receives: the log up to then, the receipt, the duty whose start or end it is.
_RECEIPTS: dict[str, tuple[tuple[Any, ...], Any, str]] = {
    "feedback": ((*_TO_PROVINCE, *_REVIEWED, _FEEDBACK), "feedback_received", "2.4.4c"),
    "number": ((*_TO_PROVINCE, *_REVIEWED, _NUMBER), "filing_number_received", "2.7.2a"),
    "return": ((*_TO_PROVINCE, _REVIEWED[0], _RETURN), "return_received", "2.4.2c"),
}


def _duty(found: gaf.Assessment, clause: str) -> gaf.Duty:
    return next(duty for duty in found.duties if duty.clause == clause)


@pytest.mark.parametrize("name", _RECEIPTS)
@pytest.mark.parametrize("names", [_BOTH_NAMES, _BOTH_NAMES[::-1]])
@pytest.mark.parametrize("days", [0, 3])
def test_of_a_departments_receipts_under_both_its_names_the_first_counts(
    name: str, names: tuple[Any, Any], days: int
) -> None:
    steps, received, clause = _RECEIPTS[name]
    before = _log(*steps)
    first = before[-1].on + timedelta(days=1)
    receipts = [
        gaf.Event(type=received, on=on, by=by)
        for on, by in zip((first, first + timedelta(days=days)), names, strict=True)
    ]
    as_of = first + timedelta(days=5)
    alone = gaf.assess(_case(*before, receipts[0]), as_of=as_of)
    both = gaf.assess(_case(*before, *receipts), as_of=as_of)
    assert both == alone
    trigger = _duty(both, clause).trigger
    assert trigger is not None
    assert (trigger.event, trigger.on) == (received, first)
    # The same name twice says nothing new.
    twice = gaf.Event(type=received, on=as_of, by=names[0])
    with pytest.raises(gaf.IllegalEventError):
        gaf.assess(_case(*before, *receipts, twice), as_of=as_of)


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize("kind", [kind for kind in FIELDS if {"by", "to"} <= set(FIELDS[kind])])
def test_nothing_is_handed_by_a_unit_to_itself(tier: str, kind: Any) -> None:
    """After the log in which everything of the kind would be possible, save to oneself."""
    fields: dict[str, Any] = {
        "materials": _FULL, "statement": True, "rectification_plan": True, "posted_on": None,
        "prompted": True,
    }  # fmt: skip
    more = {name: value for name, value in fields.items() if name in FIELDS[kind]}
    hop = {"municipal": "municipal_cac", "affiliated_institution": "provincial_department"}
    submitted = _submitted(hop.get(tier, "provincial_cac"))
    through = (
        ()
        if tier in {"provincial_department", "central_agency"}
        else (("application_forwarded", {"by": hop[tier], "to": "provincial_cac"}),)
    )
    logs: dict[str, tuple[tuple[str, dict[str, Any]], ...]] = {
        "application_submitted": submitted[:1],
        "application_forwarded": submitted,
        "extension_relayed": (
            *submitted, *through, *_REVIEWED, ("review_extended", {"reason": "–", "expected_on": None}),
        ),
        "feedback_relayed": (*submitted, *through, *_REVIEWED, _FEEDBACK),
        "supplement_submitted": (*submitted, *through, *_REVIEWED, _FEEDBACK),
        "filing_number_relayed": (*submitted, *through, *_REVIEWED, _NUMBER),
        "deregistration_reported": (
            *submitted, *through, *_REVIEWED, _NUMBER, ("app_taken_offline", {}),
        ),
    }  # fmt: skip
    before = _log(*logs[kind])
    gaf.assess(_case(*before, tier=tier), as_of=before[-1].on)
    day = before[-1].on + timedelta(days=1)
    pairs: list[tuple[Any, Any]] = [(role, role) for role in ROLES]
    if tier == "provincial_department":
        pairs += [_BOTH_NAMES, _BOTH_NAMES[::-1]]
    for by, to in pairs:
        event = gaf.Event(type=kind, on=day, by=by, to=to, **more)
        with pytest.raises(gaf.IllegalEventError, match="one unit") as refused:
            gaf.assess(_case(*before, event, tier=tier), as_of=day)
        assert "同一单位" in refused.value.zh


@pytest.mark.parametrize(("to", "by"), [*product(_OFFICES, _OFFICES)])
def test_a_central_agencys_application_is_received_by_the_office_it_was_sent_to(
    to: str, by: str
) -> None:
    """And by no other office: received, passed on, and told of the number and of feedback."""
    submitted = _log(*_submitted(to))
    start = submitted[-1].on + timedelta(days=1)
    steps = (
        ("application_received", {"by": by}),
        ("application_forwarded", {"by": by, "to": "provincial_cac"}),
    )
    sent = _log(
        ("application_forwarded", {"by": to, "to": "provincial_cac"}), *_REVIEWED, start=start
    )
    later = sent[-1].on + timedelta(days=1)
    logs = [
        (*submitted, *_log(steps[0], start=start)),
        (*submitted, *_log(steps[1], start=start)),
        *(
            (*submitted, *sent, *_log(said, (f"{name}_received", {"by": by}), start=later))
            for said, name in ((_FEEDBACK, "feedback"), (_NUMBER, "filing_number"))
        ),
        (
            *submitted,
            *sent,
            *_log(_FEEDBACK, ("feedback_relayed", {"by": by, "to": "sponsor"}), start=later),
        ),
        (
            *submitted,
            *sent,
            *_log(
                _NUMBER,
                ("filing_number_relayed", {"by": "provincial_cac", "to": by, "prompted": True}),
                start=later,
            ),
        ),
    ]
    for log in logs:
        case = _case(*log, tier="central_agency")
        if by == to:
            gaf.assess(case, as_of=log[-1].on)
            continue
        with pytest.raises(gaf.IllegalEventError):
            gaf.assess(case, as_of=log[-1].on)


@pytest.mark.parametrize("to", _OFFICES)
@pytest.mark.parametrize("said", [None, *_OFFICES])
def test_who_has_the_application_is_to_pass_it_on_whatever_route_a_person_names(
    to: str, said: str | None
) -> None:
    log = _log(*_submitted(to))
    answer = (
        []
        if said is None
        else [gaf.Event(type="determination", on=log[-1].on, question="2.2.0", answer=said)]
    )
    found = gaf.assess(_case(*log, *answer, tier="central_agency"), as_of=date(2026, 3, 6))
    assert _duty(found, "2.4.1").bearer == to


@pytest.mark.parametrize("said", [*_OFFICES, "provincial_cac"])
@pytest.mark.parametrize(
    ("tier", "kind"),
    [
        ("central_agency", "administrative_organ"),
        ("affiliated_institution", "other_state_organ"),
        ("provincial_department", "other_state_organ"),
    ],
)
def test_the_way_that_a_person_names_can_be_gone(tier: str, kind: str, said: str) -> None:
    """Whoever files as the determination on 2.2.0 says, step by step along the route, is not refused."""
    checked = gaf.Event(type="self_check_completed", on=_START, problems=())
    answer = gaf.Event(type="determination", on=_START, question="2.2.0", answer=said)
    found = gaf.assess(_case(checked, answer, tier=tier, kind=kind), as_of=_START)
    path: Any = found.route
    assert path is not None
    own = tier == said == "provincial_department"
    assert path == ("sponsor", *(() if own or said == "provincial_cac" else (said,)), *path[-2:])
    steps: list[tuple[str, dict[str, Any]]] = [*_submitted(path[1])[1:]]
    if path[1] != "provincial_cac":
        steps.append(("application_received", {"by": path[1]}))
        steps.append(("application_forwarded", {"by": path[1], "to": "provincial_cac"}))
    down = [*path[1:-1]][::-1]
    steps += [*_REVIEWED, _FEEDBACK]
    steps += [("feedback_received", {"by": role}) for role in (*down, "sponsor")]
    log = _log(*steps, start=_START + timedelta(days=1))
    found = gaf.assess(_case(checked, answer, *log, tier=tier, kind=kind), as_of=log[-1].on)
    assert found.stages["filing"] == "awaiting_supplement"
    supplement = _duty(found, "2.4.4c")
    assert supplement.to == path[1]
    handed_in = gaf.Event(
        type="supplement_submitted",
        on=log[-1].on + timedelta(days=1),
        by="sponsor",
        to=path[1],
        statement=True,
        rectification_plan=True,
    )
    found = gaf.assess(
        _case(checked, answer, *log, handed_in, tier=tier, kind=kind), as_of=handed_in.on
    )
    assert found.stages["filing"] == "national_review"
    assert not [f for f in found.findings if f.severity in {"breach", "consequence"}]


@pytest.mark.parametrize("tier", ["affiliated_institution", "provincial_department"])
def test_a_unit_of_the_province_has_no_business_with_a_municipal_office(tier: str) -> None:
    log = _log(*_submitted("municipal_cac"))
    with pytest.raises(gaf.IllegalEventError):
        gaf.assess(_case(*log, tier=tier), as_of=log[-1].on)


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize("kind", ["administrative_organ", "other_state_organ"])
def test_where_the_way_is_asked_for_no_office_is_named(tier: str, kind: str) -> None:
    for engine in ("native", "durable"):
        found = gaf.assess(_case(tier=tier, kind=kind), as_of=_START, engine=engine)
        (duty,) = (duty for duty in found.duties if duty.clause == "1.1")
        assert duty.to == (None if found.route is None else found.route[1])
    answer = gaf.Event(type="determination", on=_START, question="2.2.0", answer="municipal_cac")
    if found.route is None:
        (duty,) = (
            duty
            for duty in gaf.assess(_case(answer, tier=tier, kind=kind), as_of=_START).duties
            if duty.clause == "1.1"
        )
        assert duty.to == "municipal_cac"


def test_a_late_supplement_to_the_province_is_for_the_province_to_judge() -> None:
    """Nobody says where a central agency files: the office that has its application decides."""
    told = Fresh(
        says="central",
        log=(
            "03-02 self_check_completed",
            "03-03 application_submitted sponsor>provincial_cac",
            "03-06 application_received provincial_cac",
            "03-16 completeness_confirmed",
            "03-16 reported_to_national",
            "03-24 feedback_issued",
            "03-26 feedback_received sponsor",
            "04-13 supplement_submitted sponsor>provincial_cac posted=04-09",
        ),
        on="04-14",
        sponsor={"tier": "central_agency"},
    )
    need = gaf.needed_for(gaf.Case.from_dict(document(told)), "filing:filed", as_of=told.as_of)
    assert isinstance(need, gaf.Need)
    assert (need.bearer, need.clause) == ("provincial_cac", "2.4.4c")


@pytest.mark.parametrize("tier", ["municipal", "provincial_department", "affiliated_institution"])
def test_the_way_back_is_the_way_up_from_its_end(tier: Any) -> None:
    """2.7.1b: the number goes back by the offices that the application came through."""
    way = gaf.route(gaf.Sponsor(kind="administrative_organ", tier=tier))
    assert way.outward is not None
    assert way.back == tuple(reversed(way.outward))
