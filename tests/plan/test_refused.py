"""What cannot be planned is refused by name, in both languages: arguments, scope, and where a case stands."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from attrs import evolve

import gaf_rules as gaf

_APP = gaf.App(kind="app", runs_on_mobile=True, purpose="public", grassroots_facing=False)
_OFFICE = gaf.Sponsor(kind="administrative_organ", tier="municipal")
_CASE = gaf.Case(id="R1", app=_APP, sponsor=_OFFICE)
_WISH = date(2026, 8, 3)
_AS_OF = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("changes", "path", "got"),
    [
        ({"case": {"id": "R1"}}, "case", "R1"),
        ({"launch_on": "2026-06-01"}, "launch_on", "2026-06-01"),
        ({"launch_on": datetime(2026, 6, 1)}, "launch_on", "datetime"),
        ({"launch_on": date(1990, 1, 1)}, "launch_on", "1990-01-01"),
        ({"as_of": "today"}, "as_of", "today"),
        ({"as_of": date(1990, 1, 1)}, "as_of", "1990-01-01"),
        ({"durations": ["x"]}, "durations", "x"),
        ({"durations": {"nope": 3}}, "durations", "nope"),
        ({"durations": {"reported_to_national": -1}}, "durations", "-1"),
        ({"durations": {"reported_to_national": True}}, "durations", "True"),
        ({"durations": {"reported_to_national": 1.5}}, "durations", "1.5"),
        ({"readings": {}}, "readings", "{}"),
        ({"case": _APP}, "sponsor", "None"),
        ({"case": _APP, "sponsor": "office"}, "sponsor", "office"),
    ],
)
def test_an_argument_that_does_not_fit_is_named(
    changes: dict[str, Any], path: str, got: str
) -> None:
    given: dict[str, Any] = {"case": _CASE, "launch_on": _WISH, "as_of": _AS_OF, **changes}
    with pytest.raises(gaf.CaseError) as caught:
        gaf.plan(given.pop("case"), **given)
    (problem,) = caught.value.problems
    assert problem.path.startswith(f"${path}")
    for text in (caught.value.text("zh"), caught.value.text("en")):
        assert path in text
        assert got in text


def test_an_unknown_duration_names_the_nearest() -> None:
    with pytest.raises(gaf.CaseError, match="reported_to_national"):
        gaf.plan(_CASE, launch_on=_WISH, durations={"reported_to_nationl": 3})


@pytest.mark.parametrize(
    ("app", "sponsor", "words"),
    [
        ({"kind": "official_account"}, {}, "outside the scope"),
        ({"runs_on_mobile": False}, {}, "outside the scope"),
        ({}, {"kind": "public_institution"}, "outside the scope"),
        ({}, {"tier": "central_agency"}, r"left to a person \(2\.2\.0\)"),
    ],
)
def test_scope_and_route_are_said(app: dict[str, Any], sponsor: dict[str, Any], words: str) -> None:
    case = evolve(_CASE, app=evolve(_APP, **app), sponsor=evolve(_OFFICE, **sponsor))
    with pytest.raises(gaf.GafRulesError, match=words):
        gaf.plan(case, launch_on=_WISH, as_of=_AS_OF)


def test_an_open_scope_is_planned_with_a_note() -> None:
    case = evolve(_CASE, sponsor=evolve(_OFFICE, kind="party_organ"))
    made = gaf.plan(case, launch_on=_WISH, as_of=_AS_OF)
    assert made.is_possible
    assert any("1.2a" in note[0] and "1.2a" in note[1] for note in made.notes)
    assert "1.2a" in made.text("en")


def _filed() -> gaf.Case:
    return evolve(_CASE, events=gaf.plan(_CASE, launch_on=date(2026, 5, 6), as_of=_AS_OF).events())


@pytest.mark.parametrize(
    ("events", "wish", "words"),
    [
        ((), "change_on", "presupposes a filing"),
        ((), "offline_on", "neither filed nor launched"),
        ((gaf.Event(type="app_launched", on=date(2026, 2, 2)),), "launch_on", "went online"),
    ],
)
def test_what_a_wish_presupposes(events: tuple[gaf.Event, ...], wish: str, words: str) -> None:
    given: dict[str, Any] = {wish: _WISH}
    with pytest.raises(gaf.GafRulesError, match=words):
        gaf.plan(evolve(_CASE, events=events), as_of=_AS_OF, **given)


def test_after_the_deregistration_there_is_nothing_left() -> None:
    filed = _filed()
    off = gaf.plan(filed, offline_on=date(2026, 7, 1), as_of=date(2026, 6, 1))
    case = evolve(filed, events=(*filed.events, *off.events()))
    with pytest.raises(gaf.GafRulesError, match="deregistered"):
        gaf.plan(case, change_on=date(2026, 10, 30), as_of=date(2026, 8, 3))


def test_a_question_that_is_open_comes_first() -> None:
    submitted: dict[str, Any] = {
        "by": "sponsor",
        "to": "municipal_cac",
        "materials": ("application_form",),
    }
    case = evolve(
        _CASE,
        events=(
            gaf.Event(type="self_check_completed", on=date(2026, 1, 5), problems=()),
            gaf.Event(type="application_submitted", on=date(2026, 1, 5), **submitted),
            gaf.Event(
                type="application_forwarded",
                on=date(2026, 1, 6),
                by="municipal_cac",
                to="provincial_cac",
            ),
            gaf.Event(type="application_received", on=date(2026, 1, 6), by="provincial_cac"),
            gaf.Event(type="completeness_confirmed", on=date(2026, 1, 7)),
            gaf.Event(type="reported_to_national", on=date(2026, 1, 8)),
            gaf.Event(
                type="feedback_issued",
                on=date(2026, 1, 12),
                grounds=("supplement",),
                functional_rectification=False,
            ),
            gaf.Event(type="feedback_received", on=date(2026, 1, 13), by="sponsor"),
            gaf.Event(
                type="supplement_submitted",
                on=date(2026, 2, 2),
                by="sponsor",
                to="municipal_cac",
                statement=True,
                rectification_plan=False,
                posted_on=date(2026, 1, 20),
            ),
        ),
    )
    with pytest.raises(gaf.GafRulesError, match=r"decide 2\.4\.4c first"):
        gaf.plan(case, launch_on=_WISH, as_of=date(2026, 2, 3))


def test_another_language_is_refused() -> None:
    made = gaf.plan(_CASE, launch_on=_WISH, as_of=_AS_OF)
    with pytest.raises(gaf.CaseError, match="lang"):
        made.text("fr")  # type: ignore[arg-type]  # no such language
    with pytest.raises(gaf.GafRulesError):
        gaf.timeline(made, lang="fr")  # type: ignore[arg-type]  # no such language
