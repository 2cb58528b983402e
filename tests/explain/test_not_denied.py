"""An explanation never says of an event that stands in the log that it is not on record."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from worked_cases import worked_cases
from worlds import moments

import gaf_rules as gaf
from gaf_rules.ask.explanation import explain
from gaf_rules.guidelines.algorithms import ALGORITHMS
from gaf_rules.messages import LABELS, LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gaf_rules.values.texts import Lang

_LEGAL = {case.name: case for case in worked_cases() if case.error is None}

# What an event is, and the facts of which nobody may say that they are not on record once it is there. The
# roles are those of the log; a department that sponsors is the sponsor.
_ABOUT: dict[tuple[str, str | None], tuple[str, ...]] = {
    ("self_check_completed", None): ("preparation.self_checked_on",),
    ("application_submitted", None): ("application.submitted_on", "submission.submitted_on"),
    ("application_forwarded", None): ("submission.forwarded_on",),
    ("application_received", "municipal_cac"): ("submission.first_tier_on",),
    ("application_received", "provincial_cac"): ("submission.provincial_on",),
    ("application_received", "national_cac"): ("application.national_on",),
    ("materials_returned", None): ("submission.returned_on",),
    ("return_received", "sponsor"): ("submission.return_received_on",),
    ("completeness_confirmed", None): ("submission.confirmed_on",),
    ("reported_to_national", None): ("submission.reported_on", "application.reported_on"),
    ("review_extended", None): ("extension.extended_on",),
    ("feedback_issued", None): ("feedback.issued_on",),
    ("feedback_received", "provincial_cac"): ("feedback.provincial_on",),
    ("feedback_received", "sponsor"): ("feedback.received_on",),
    ("supplement_submitted", None): ("feedback.supplemented_on", "feedback.arrived_on"),
    ("filing_number_issued", None): ("application.number_on",),
    ("filing_number_received", "provincial_cac"): ("application.number_provincial_on",),
    ("filing_number_received", "sponsor"): ("application.number_received_on",),
    ("filing_number_displayed", None): ("application.displayed_on", "application.position"),
    ("app_launched", None): ("case.launched_on",),
    ("change_took_effect", None): ("change.effect_on",),
    ("shutdown_announced", None): ("shutdown.announced_on",),
    ("data_disposed", None): ("shutdown.disposed_on",),
    ("app_taken_offline", None): ("shutdown.offline_on",),
    ("deregistration_reported", None): ("shutdown.submitted_on",),
    ("filing_refused", None): ("application.outcome",),
    ("application_withdrawn", "filing"): ("application.outcome",),
}
_APART = re.compile(r"[；;<>\n]|，因为|, because ")
_DENIALS = {"zh": ("没有记录：", "：未知"), "en": ("not on record: ", ": not known")}


def _about(event: gaf.Event) -> Iterator[str]:
    for who in (None, event.by, event.procedure):
        yield from _ABOUT.get((event.type, who), ())


def _denied(told: str, lang: Lang) -> set[str]:
    """The names of facts that a text says are not there."""
    before, after = _DENIALS[lang]
    found = set()
    for piece in _APART.split(told):
        if before in piece:
            found.add(piece.partition(before)[2].strip())
        elif after in piece:
            found.add(
                piece.partition(after)[0].strip().removeprefix("事实：").removeprefix("facts: ")
            )
    return found


def _check(found: gaf.Assessment, events: Iterable[gaf.Event]) -> int:
    """No sentence denies an event, in no language and no form; how much was denied at all."""
    held = {fact for event in events if event.on <= found.as_of for fact in _about(event)}
    count = 0
    for number, lang in enumerate(LANGUAGES):
        told = explain(found, lang)
        texts = str(told), told._repr_html_(), "\n".join(_texts(told.to_dict()["sections"]))
        said = set().union(*(_denied(text, lang) for text in texts))
        names = {LABELS["fact"][fact][number]: fact for fact in held if fact in LABELS["fact"]}
        assert not said & set(names), (found.case, lang, said & set(names))
        count += len(said)
    return count


def _texts(tree: object) -> Iterator[str]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            if key == "text":
                yield str(value)
            else:
                yield from _texts(value)
    elif isinstance(tree, list):
        for each in tree:
            yield from _texts(each)


@pytest.mark.parametrize("name", sorted(_LEGAL))
def test_a_worked_case_is_not_denied(name: str) -> None:
    case = _LEGAL[name]
    found = case.assess()
    for days in (0, 40):
        later = gaf.assess(
            found.basis.case,
            as_of=found.as_of + timedelta(days=days),
            calendar=case.calendar(),
            readings=gaf.Readings.from_dict(case.readings),
        )
        _check(later, later.basis.case.events)


@pytest.mark.no_cover
@pytest.mark.parametrize("share", range(4))
def test_a_random_legal_log_is_not_denied(share: int) -> None:
    denied = 0
    for world in moments(250, first=710_000 + 1_000 * share):
        denied += _check(world.assess(), world.case.events)
    assert denied > 500, "what is not in the log is still said to be missing"


def test_a_supplement_that_came_too_late_is_told_with_its_day() -> None:
    case = _LEGAL["C22"].assess().basis.case
    late = gaf.Event(
        type="supplement_submitted",
        on=date(2026, 3, 9),
        by="sponsor",
        to="municipal_cac",
        statement=True,
        rectification_plan=False,
        procedure="filing",
    )
    events = tuple(event for event in case.events if event.on < date(2026, 3, 7))
    with_it = gaf.Case(id="late", app=case.app, sponsor=case.sponsor, events=(*events, late))
    found = gaf.assess(with_it, as_of=date(2026, 3, 11))
    expected: tuple[tuple[Any, str], ...] = (
        ("zh", "补充提交之日：记录中有（2026-03-09 周一），此处不计"),
        ("en", "day of the supplement: what is on record (2026-03-09 Mon) does not count here"),
    )
    for lang, words in expected:
        told = str(explain(found, lang))
        assert words in told
        assert "没有记录：补充提交之日" not in told
        assert "not on record: day of the supplement" not in told
    without = gaf.Case(id="late", app=case.app, sponsor=case.sponsor, events=events)
    told = str(explain(gaf.assess(without, as_of=date(2026, 3, 11)), "en"))
    assert "not on record: day of the supplement" in told


def test_another_regime_denies_nothing_either() -> None:
    app = gaf.App(kind="app", runs_on_mobile=True, purpose="public")
    sponsor = gaf.Sponsor(kind="other", tier="central_agency")
    day = date(2026, 3, 2)
    events = (
        gaf.Event(type="app_launched", on=day),
        gaf.Event(type="application_submitted", on=day + timedelta(days=3), by="sponsor", to="national_cac",
                  materials=(), procedure="filing"),
        gaf.Event(type="filing_refused", on=day + timedelta(days=9), reason="x", procedure="filing"),
        gaf.Event(type="application_submitted", on=day + timedelta(days=12), by="sponsor", to="national_cac",
                  materials=(), procedure="filing"),
    )  # fmt: skip
    case = gaf.Case(id="A1", app=app, sponsor=sponsor, events=events)
    _check(gaf.assess(case, as_of=date(2026, 5, 20), guideline=ALGORITHMS), events)
