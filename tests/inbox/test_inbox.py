"""A desk holds every next action of its role, once, the most urgent first, and drops nothing."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from worked_cases import worked_cases

import gaf_rules as gaf
from gaf_rules.language.vocabulary import EVENT_TYPES, PROCEDURES, ROLES
from gaf_rules.messages import LANGUAGES

if TYPE_CHECKING:
    from gaf_rules.ask.inboxes import InboxItem
    from gaf_rules.values.texts import Lang

_CASES = [gaf.Case.from_dict(case.document) for case in worked_cases() if case.error is None]
_DAY = date(2026, 5, 6)


def _legal(case: gaf.Case) -> bool:
    try:
        gaf.assess(case, as_of=_DAY)
    except gaf.GafRulesError:
        return False
    return True


@pytest.mark.parametrize("role", ROLES)
def test_every_next_action_lies_on_one_desk(role: str) -> None:
    desk = gaf.inbox(_CASES, role, as_of=_DAY)
    wanted = [
        (case.id, action.act, action.procedure, action.clause, action.not_after)
        for case in _CASES
        if _legal(case)
        for action in gaf.assess(case, as_of=_DAY).next_actions
        if action.bearer == role
    ]
    found = [(i.case, i.act, i.procedure, i.clause, i.not_after) for i in desk if not i.error]
    assert sorted(map(str, found)) == sorted(map(str, wanted))
    assert sum(item.error is not None for item in desk) == sum(not _legal(c) for c in _CASES)


def test_an_id_that_is_there_twice_is_refused_wherever_its_cases_lie() -> None:
    one, two = (
        gaf.Case(id=name, app=_CASES[0].app, sponsor=gaf.Sponsor(kind="other", tier="municipal"))
        for name in ("1", "2")
    )
    for role, place in ((role, place) for role in ROLES for place in (None, "460100")):
        assert gaf.inbox([one, two], role, as_of=_DAY, place=place).as_of == _DAY
        with pytest.raises(gaf.CaseError) as refused:
            gaf.inbox(iter([one, two, one]), role, as_of=_DAY, place=place)
        (problem,) = refused.value.problems
        assert (problem.code, problem.path, problem.got) == ("repeated", "$cases[2].id", "1")


def _counted(day: date, until: date) -> int:
    """A dumb walk: working days after one day, up to and including another."""
    count = 0
    while day < until:
        day += timedelta(days=1)
        count += gaf.CHINA.is_working_day(day)
    return count


def test_the_most_urgent_comes_first_and_the_days_are_right() -> None:
    overdue = 0
    for role in ROLES:
        for as_of in (date(2026, 3, 20), _DAY, date(2026, 8, 3)):
            desk = gaf.inbox(_CASES, role, as_of=as_of)
            days = [item.not_after for item in desk if item.not_after]
            assert days == sorted(days)
            overdue += len(desk.overdue)
            assert len(desk.overdue) == sum(day < as_of for day in days)
            with_day = [item.not_after is not None for item in desk if not item.error]
            assert with_day == sorted(with_day, reverse=True)
            for item in desk:
                _check_days(item, as_of)
    assert overdue > 20


def test_on_its_last_day_nothing_is_overdue() -> None:
    before = date(2026, 3, 20)
    days = [item.not_after for item in gaf.inbox(_CASES, "sponsor", as_of=before)]
    last = min(day for day in days if day is not None and day >= before)
    desk = gaf.inbox(_CASES, "sponsor", as_of=last)
    due = [item for item in desk if item.not_after == last]
    assert due
    assert not [item for item in due if item in desk.overdue]
    assert {item.days_left for item in due} == {0}


def _check_days(item: InboxItem, as_of: date) -> None:
    if item.days_left is None or item.not_after is None:
        return
    if item.not_after >= as_of:
        assert item.days_left == _counted(as_of, item.not_after)
    else:
        assert item.days_left == -_counted(item.not_after, as_of)


def test_a_case_that_cannot_be_read_is_not_dropped() -> None:
    wrong = gaf.Case(
        id="<b>x</b>",
        app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal"),
        sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal"),
        events=(gaf.Event(type="completeness_confirmed", on=date(2026, 3, 2), procedure="filing"),),
    )
    desk = gaf.inbox([wrong, *_CASES[:3]], "provincial_cac", as_of=_DAY)
    first = desk.items[0]
    assert first.case == "<b>x</b>"
    assert first.error is not None
    assert "completeness_confirmed" in first.error[1]
    assert "无法评估" in desk.text("zh")
    assert "cannot be assessed" in desk.text("en")
    assert "<b>" not in desk._repr_html_()


def test_a_desk_as_text_and_as_data() -> None:
    desk = gaf.inbox(_CASES, "municipal_cac", as_of=_DAY)
    head, headings, *lines = desk.text("en").splitlines()
    assert len(lines) == len(desk)
    assert head.startswith("municipal cyberspace administration · 2026-05-06 Wed · ")
    assert headings.split()[:5] == ["last", "day", "case", "app", "sponsor"]
    assert str(desk) == desk.text("zh")
    assert json.loads(json.dumps(desk.to_dict()))["schema"] == "gaf-inbox/1"


def test_another_role_is_refused() -> None:
    with pytest.raises(gaf.CaseError, match="municipal_cac"):
        gaf.inbox([], "mayor", as_of=_DAY)


def _case(
    name: str, *, place: str | None = None, sponsor: str | None = None, app: str = "平台"
) -> gaf.Case:
    """An app that went offline and was not reported; without a filing."""
    return gaf.Case(
        id=name,
        app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal", name=app),
        sponsor=gaf.Sponsor(
            kind="administrative_organ", tier="municipal", place=place, name=sponsor
        ),
        events=(
            gaf.Event(type="app_launched", on=date(2026, 2, 2)),
            gaf.Event(type="app_taken_offline", on=date(2026, 3, 2)),
        ),
    )


_CITY = [
    _case("haikou", place="460100", sponsor="市教育局", app="<通>"),
    _case("district", place="460106", sponsor="区政府"),
    _case("sanya", place="460200", sponsor="市教育局"),
    _case("nowhere", sponsor="市教育局"),
    _case("nobody", place="460100"),
]


def _cases_of(desk: gaf.Inbox) -> set[str]:
    return {item.case for item in desk}


def test_a_desk_is_narrowed_to_one_office() -> None:
    day = date(2026, 3, 20)
    everything = gaf.inbox(_CITY, "sponsor", as_of=day)
    assert _cases_of(everything) == {"haikou", "district", "sanya", "nowhere", "nobody"}
    assert everything.unassigned == ()
    city = gaf.inbox(_CITY, "sponsor", as_of=day, place="460100")
    assert _cases_of(city) == {"haikou", "district", "nobody"}
    assert city.unassigned == ("nowhere",)
    assert _cases_of(gaf.inbox(_CITY, "sponsor", as_of=day, place="460106")) == {"district"}
    assert len(_cases_of(gaf.inbox(_CITY, "sponsor", as_of=day, place="460000"))) == 4
    office = gaf.inbox(_CITY, "sponsor", as_of=day, sponsor="市教育局")
    assert _cases_of(office) == {"haikou", "sanya", "nowhere"}
    assert office.unassigned == ("nobody",)
    both = gaf.inbox(_CITY, "sponsor", as_of=day, place="460100", sponsor="市教育局")
    assert _cases_of(both) == {"haikou"}
    # That of the district is known not to belong: its sponsor has another name.
    assert both.unassigned == ("nowhere", "nobody")
    left = "未列入的案件：nowhere、nobody", "nowhere, nobody"
    for lang, words in zip(LANGUAGES, left, strict=True):
        assert words in both.text(lang)
        assert words in both.html(lang)


def test_what_has_no_day_is_in_the_order_of_the_procedure() -> None:
    desk = gaf.inbox(_CITY[:2], "sponsor", as_of=date(2026, 3, 20))
    by_case: dict[str, list[str]] = {}
    for item in desk:
        if item.not_after is None:
            by_case.setdefault(item.case, []).append(str(item.act))
    order = [
        "self_check_completed",
        "application_submitted",
        "shutdown_announced",
        "data_disposed",
    ]
    assert list(by_case) == ["district", "haikou"]
    assert all(acts == order for acts in by_case.values())


@pytest.mark.parametrize("role", ROLES)
def test_one_day_is_in_the_order_of_the_procedure(role: str) -> None:
    desk = gaf.inbox(_CASES, role, as_of=_DAY)
    for one, other in zip(desk.items, desk.items[1:], strict=False):
        if one.error or (one.not_after, one.case) != (other.not_after, other.case):
            continue
        assert _rank(one) <= _rank(other)


def _rank(item: InboxItem) -> tuple[int, int]:
    return PROCEDURES.index(str(item.procedure)), EVENT_TYPES.index(str(item.act))


def test_names_are_shown_where_the_case_gives_them() -> None:
    desk = gaf.inbox(_CITY, "sponsor", as_of=date(2026, 3, 20), place="460100", lang="en")
    item = next(item for item in desk if item.case == "haikou")
    assert (item.app, item.sponsor, item.place) == ("<通>", "市教育局", "460100")
    assert item.to_dict()["sponsor"] == "市教育局"
    lines = desk.text().splitlines()
    assert "sponsor · 460100 · 2026-03-20 Fri · 15 to do, 3 overdue" in lines[0]
    assert any("haikou" in line and "<通>" in line and "市教育局" in line for line in lines)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_desk_in_a_notebook_is_a_table_with_headings_in_its_language(lang: Lang) -> None:
    desk = gaf.inbox(_CITY, "sponsor", as_of=date(2026, 3, 20), place="460100", lang=lang)
    assert desk._repr_html_() == desk.html(lang)
    root = ET.fromstring(desk._repr_html_())  # noqa: S314 - our own text
    headings = [th.text for th in root.iter("th")]
    assert all(th.get("scope") == "col" for th in root.iter("th"))
    assert ("what to do" in headings) == (lang == "en")
    assert len(list(root.iter("tr"))) == len(desk) + 1
    assert {len(list(row)) for row in root.iter("tr")} == {len(headings)}
    assert root.get("lang") == lang


def test_an_empty_desk_says_so() -> None:
    desk = gaf.inbox([], "sponsor", as_of=_DAY)
    assert desk.text("en").endswith("0 to do, 0 overdue")
    assert desk.text("zh").endswith("0 项，逾期 0 项")


_WRONG: list[tuple[str, dict[str, Any]]] = [
    ("cases", {"cases": _CITY[0]}),
    ("cases[0]", {"cases": ["C22"]}),
    ("cases[1]", {"cases": [_CITY[0], {"id": "C1"}]}),
    ("as_of", {"as_of": datetime(2026, 3, 9)}),
    ("as_of", {"as_of": "2026-03-09"}),
    ("as_of", {"as_of": datetime(2026, 3, 9), "cases": []}),
    ("as_of", {"as_of": None, "cases": []}),
    ("role", {"role": None}),
    ("role", {"role": "mayor", "cases": []}),
    ("place", {"place": "海口"}),
    ("place", {"place": 460100, "cases": []}),
    ("sponsor", {"sponsor": ""}),
    ("sponsor", {"sponsor": 3}),
    ("guideline", {"guideline": "hainan"}),
    ("calendar", {"calendar": "CHINA"}),
    ("readings", {"readings": {}}),
]


@pytest.mark.parametrize(("name", "changed"), _WRONG, ids=str)
def test_an_argument_of_another_kind_is_named(name: str, changed: dict[str, Any]) -> None:
    arguments = {"cases": _CITY, "role": "sponsor", "as_of": _DAY, **changed}
    cases, role = arguments.pop("cases"), arguments.pop("role")
    with pytest.raises(gaf.CaseError) as caught:
        gaf.inbox(cases, role, **arguments)
    (problem,) = caught.value.problems
    assert problem.path == f"${name}"
    assert problem.allowed or "non-empty text is wanted" in problem.en
    assert "got " in problem.en
    assert "得到" in problem.zh


@pytest.mark.parametrize("cases", [[], _CITY])
def test_another_language_is_refused(cases: list[gaf.Case]) -> None:
    with pytest.raises(gaf.CaseError, match=r"\$lang: got"):
        gaf.inbox(cases, "sponsor", as_of=_DAY, lang="fr")  # type: ignore[arg-type]  # no such language
    with pytest.raises(gaf.CaseError, match=r"\$lang: got"):
        gaf.inbox(cases, "sponsor", as_of=_DAY).text("fr")  # type: ignore[arg-type]  # no such language
