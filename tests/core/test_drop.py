"""One word, Drop, in rows of its own: what is left of a list decides what is legal, in every engine alike."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from attrs import evolve
from audit_tables import expected, found_by, frames

import gaf_rules as gaf
from gaf_rules.auditing import learnt, tables
from gaf_rules.language.conditions import AllOf, Lacks
from gaf_rules.language.vocabulary import PROBLEMS, Engine
from gaf_rules.program.bearing import bearing_of
from gaf_rules.program.effects import Effect, changed

_DAY = date(2026, 3, 2)
_FIRST, _SECOND = PROBLEMS[:2]
_LISTS = ((), (_FIRST,), (_SECOND,), (_FIRST, _SECOND))
_LAUNCHED_LATER = 3


def _guideline() -> gaf.Guideline:
    """An app may be launched only while nothing that was found is left."""
    return evolve(
        gaf.HAINAN,
        transitions=tuple(
            evolve(row, when=AllOf((row.when, Lacks("preparation.found"))))
            if row.event == "app_launched"
            else row
            for row in gaf.HAINAN.transitions
        ),
    )


_GUIDELINE = _guideline()


def _case(*steps: tuple[str, tuple[str, ...]]) -> gaf.Case:
    events = [
        gaf.Event(
            type=kind,  # type: ignore[arg-type]  # each drawn from the known ones
            on=_DAY + n * timedelta(days=1),
            problems=problems,  # type: ignore[arg-type]  # likewise
        )
        for n, (kind, problems) in enumerate(steps)
    ]
    launched = gaf.Event(type="app_launched", on=_DAY + _LAUNCHED_LATER * timedelta(days=1))
    return gaf.Case(
        id="; ".join(f"{kind} {problems}" for kind, problems in steps),
        app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False),
        sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal"),
        events=(*events, launched),
    )


def _left(*steps: tuple[str, tuple[str, ...]]) -> set[str]:
    left: set[str] = set()
    for kind, problems in steps:
        left = left | {*problems} if kind == "self_check_completed" else left - {*problems}
    return left


_KINDS = ("self_check_completed", "rectification_completed")
_COURSES = [
    tuple(zip(kinds, lists, strict=True))
    for kinds in product(_KINDS, repeat=3)
    for lists in product(_LISTS[1:], repeat=3)
]


def _is_legal(case: gaf.Case, engine: Engine = "native") -> bool:
    try:
        gaf.assess(case, as_of=date(2026, 3, 9), guideline=_GUIDELINE, engine=engine)
    except gaf.IllegalEventError as error:
        # Nothing else can be illegal: a launch refused for what is left.
        return bool(error.event["type"] != "app_launched")
    return True


def test_what_is_left_is_what_was_found_and_not_rectified_since() -> None:
    verdicts = {_is_legal(_case(*course)) == (not _left(*course)) for course in _COURSES}
    assert verdicts == {True}
    assert {not _left(*course) for course in _COURSES} == {True, False}


@pytest.mark.parametrize("course", _COURSES[::31], ids=str)
def test_the_second_engine_leaves_the_same(course: tuple[tuple[str, tuple[str, ...]], ...]) -> None:
    assert _is_legal(_case(*course), "durable") == (not _left(*course))


def test_an_audit_leaves_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    # By columns, however few the cases are.
    monkeypatch.setattr(tables, "FEW", -1)
    monkeypatch.setattr(learnt, "PAID", -1)
    as_of = date(2026, 3, 9)
    handed_in = gaf.Event(
        type="application_submitted", on=as_of, by="sponsor", to="municipal_cac", materials=()
    )
    cases = [_case(*course) for course in _COURSES]
    cases = [
        evolve(case, id=str(n), events=(*case.events[: len(case.events) - n % 2], handed_in))
        for n, case in enumerate(cases)
    ]
    events, parties = frames(cases)
    found = found_by(gaf.audit(events, parties, as_of=as_of, guideline=_GUIDELINE))
    for case, got in zip(cases, found, strict=True):
        assert got == expected(case, as_of=as_of, guideline=_GUIDELINE)


def test_members_are_kept_where_something_is_dropped_from_a_list_of_which_presence_is_asked() -> (
    None
):
    cell = ("", "preparation", "found")
    assert cell in bearing_of(_GUIDELINE).cells
    assert cell not in bearing_of(_GUIDELINE).presence
    assert ("problems", True) in bearing_of(_GUIDELINE).fields


def test_an_event_that_names_nothing_drops_nothing() -> None:
    """A list that an event may leave out, as a guideline of a user may take it."""
    effect = Effect("drop", ("", "preparation", "found"), "missing")
    assert changed(effect, (_FIRST,), None, None) == (_FIRST,)
