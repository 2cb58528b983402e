"""Past the published calendar each step has its interval, and it is said wherever the step is shown."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import icalendar
import pytest
from attrs import evolve
from pinned import CHINA

import gaf_rules as gaf
from gaf_rules.adapters.ics import to_ics

if TYPE_CHECKING:
    from gaf_rules.values.texts import Lang

_APP = gaf.App(kind="app", runs_on_mobile=True, purpose="public", grassroots_facing=False)
_OFFICE = gaf.Sponsor(kind="administrative_organ", tier="municipal")
_CASE = gaf.Case(id="I1", app=_APP, sponsor=_OFFICE)


def _entries(file: bytes) -> list[Any]:
    found: Any = icalendar.Calendar.from_ical(file)
    return list(found.walk("VEVENT"))


@pytest.mark.parametrize("year", range(2016, 2026))
@pytest.mark.parametrize("month", [2, 5, 10])
def test_what_is_published_later_lies_in_the_interval(year: int, month: int) -> None:
    # As the calendar was known in the autumn before, and as it came to be.
    before = gaf.CHINA.as_known_on(date(year - 1, 10, 1))
    wish = date(year, month, 20)
    then = gaf.plan(_CASE, launch_on=wish, calendar=before)
    now = gaf.plan(_CASE, launch_on=wish)
    assert then.certainty == "projected"
    for step, real in zip(then.steps, now.steps, strict=True):
        assert step.act == real.act
        assert step.earliest == step.on <= step.latest
        assert real.is_certain
        # 2020 was moved by decree after it had been published (design: the calendar).
        assert step.earliest <= real.on <= step.latest or year == 2020


def test_where_all_is_published_there_is_no_interval() -> None:
    made = gaf.plan(_CASE, launch_on=date(2026, 6, 1), as_of=date(2026, 3, 2))
    assert made.certainty == "final"
    assert all(step.is_certain for step in made.steps)
    assert "interval" not in made.text("en")


def test_a_plan_is_certain_up_to_the_last_day_that_nothing_can_move() -> None:
    final = CHINA.coverage.final_through
    said = [
        gaf.plan(_CASE, launch_on=final + timedelta(days=n), as_of=date(2026, 3, 2), calendar=CHINA)
        for n in (0, 1)
    ]
    assert [made.certainty for made in said] == ["final", "projected"]


@pytest.mark.parametrize(("lang", "words"), [("zh", "公布后的区间"), ("en", "interval")])
def test_the_interval_is_said_everywhere(lang: Lang, words: str) -> None:
    made = gaf.plan(_CASE, launch_on=date(2027, 3, 15), as_of=date(2026, 11, 2), calendar=CHINA)
    open_step = next(step for step in made.steps if not step.is_certain)
    ends = (str(open_step.earliest), str(open_step.latest))
    assert words in made.text(lang)
    for shown in (made.text(lang), made._repr_html_(), str(made.to_dict())):
        assert all(end in shown for end in ends)
    found = _entries(to_ics(made, lang=lang))
    entry = next(e for e in found if e["DTSTART"].dt == open_step.on)
    assert all(end in entry["DESCRIPTION"] for end in ends)
    assert entry["STATUS"] == "TENTATIVE"
    drawn = gaf.timeline(made, calendar=CHINA, lang=lang)
    assert any(lane.latest == open_step.latest for lane in drawn.scene.lanes)


def test_an_impossible_plan_says_why_and_when_in_text_page_and_picture() -> None:
    made = gaf.plan(_CASE, launch_on=date(2026, 3, 20), as_of=date(2026, 3, 2))
    assert made.why is not None
    for shown in (made.text("zh"), made._repr_html_()):
        assert made.why[0].split("（")[0] in shown
        assert str(made.earliest_possible) in shown
    drawn = gaf.timeline(made, lang="en")
    assert made.why[1] in drawn.scene.notes
    assert str(made.earliest_possible) in "".join(drawn.scene.notes)
    assert "earliest possible" in drawn.svg


def test_the_columns_have_names() -> None:
    made = gaf.plan(_CASE, launch_on=date(2026, 6, 1), as_of=date(2026, 3, 2))
    assert "latest safe day  " in made.text("en")
    assert "照常办理日" in made.text("zh")
    assert all(f">{name}</th>" in made._repr_html_() for name in made.columns("zh"))
    assert all(len(row) == len(made.columns("en")) for row in made.rows("en"))


def test_two_apps_lie_side_by_side_in_a_diary() -> None:
    given: dict[str, Any] = {"launch_on": date(2026, 6, 1), "as_of": date(2026, 3, 2)}
    one = gaf.plan(evolve(_APP, name="甲"), sponsor=_OFFICE, **given)
    same = gaf.plan(evolve(_APP, name="甲"), sponsor=_OFFICE, launch_on=date(2026, 7, 1))
    two = gaf.plan(evolve(_APP, name="乙"), sponsor=_OFFICE, **given)
    assert one.case == same.case != two.case
    uids = [{str(e["UID"]) for e in _entries(to_ics(made))} for made in (one, two)]
    assert not uids[0] & uids[1]
    assert one.case not in gaf.timeline(one).scene.title
    assert one.case not in to_ics(one).decode()


def test_a_way_up_taken_twice_has_two_entries() -> None:
    made = gaf.plan(_CASE, launch_on=date(2026, 6, 1), as_of=date(2026, 1, 5))
    issued = next(step.on for step in made.steps if step.act == "filing_number_issued")
    # Feedback the day before the number would have come.
    log = tuple(event for event in made.events() if event.on < issued)
    back = gaf.Event(
        type="feedback_issued",
        on=issued - timedelta(days=1),
        grounds=("supplement",),
        functional_rectification=False,
    )
    case = evolve(_CASE, events=(*log, back))
    again = gaf.plan(case, launch_on=date(2026, 9, 1), as_of=issued)
    assert {step.ordinal for step in again.steps} == {1, 2}
    found = _entries(to_ics(again, include_met=True))
    assert len({str(entry["UID"]) for entry in found}) == len(again.steps)
