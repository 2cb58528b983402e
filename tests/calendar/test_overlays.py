"""Regional days and closures: shipped, given, merged for a place, and never applied unasked."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from pinned import CHINA

from gaf_rules.calendar import Overlay, WorkingCalendar
from gaf_rules.calendar import data as calendar_data
from gaf_rules.calendar.overlay import overlays_from
from gaf_rules.values.errors import CalendarHorizonError, CaseError, NoticeError

if TYPE_CHECKING:
    from pathlib import Path

SANYA, HAIKOU, GUANGXI = "460200", "460100", "450000"
GIVEN = {
    "place": "460400",
    "kind": "closure",
    "off": ["2026-09-07", "2026-09-08"],
    "work": ["2026-09-12"],
    "source": "停工通告",
}


def overlay(**changes: Any) -> Overlay:
    return Overlay.from_dict(GIVEN | changes)


class TestShipped:
    """What is documented with dates, and nothing else."""

    def test_the_files_are_read_one_by_one_too(self, root: Path) -> None:
        kept = sorted((root / "calendars" / "regions").glob("*.toml"))
        read = [Overlay.from_toml(file.read_text("utf-8"), source=file.name) for file in kept]
        assert tuple(read) == CHINA.overlays
        with pytest.raises(NoticeError, match=r"x\.toml: .*name"):
            Overlay.from_toml('place = "460100"', source="x.toml")
        decided = kept[0].read_text("utf-8") + "\nissued = 2012-01-05\n"
        assert Overlay.from_toml(decided) == evolve(read[0], issued=date(2012, 1, 5))

    @pytest.mark.parametrize(
        ("place", "d", "kind"),
        [
            (SANYA, date(2012, 3, 23), "local_holiday"),
            (SANYA, date(2014, 4, 2), "local_holiday"),
            ("469028", date(2023, 4, 20), "local_holiday"),
            ("469028", date(2023, 4, 21), "local_holiday"),
            ("469007", date(2024, 4, 11), "local_holiday"),
            (HAIKOU, date(2014, 9, 16), "closure"),
        ],
    )
    def test_hainan(self, place: str, d: date, kind: str) -> None:
        assert CHINA.is_working_day(d)
        assert not CHINA.is_working_day(d, place=place)
        info = CHINA.day(d, place=place)
        assert (info.kind, info.certainty, info.festival) == (kind, "final", None)
        assert info.notice

    def test_are_those_of_the_shared_facts(self, shared: Path) -> None:
        text = (shared / "calendar" / "regional.json").read_text(encoding="utf-8")
        documented = {
            (fact["code"], tuple(fact["off"])) for fact in json.loads(text)["hainan"] if fact["off"]
        }
        raws = [raw for _, raw in calendar_data.regions()]
        hainan = [raw for raw in raws if raw["place"].startswith("46")]
        assert documented == {
            (raw["place"], tuple(map(str, raw["off"])))
            for raw in hainan
            if raw["kind"] == "local_holiday"
        }
        closures = [raw for raw in hainan if raw["kind"] == "closure"]
        assert [(raw["place"], raw["off"]) for raw in closures] == [(HAIKOU, [date(2014, 9, 16)])]
        for raw in raws:
            if raw["source"].startswith("http"):
                assert raw["source"] in text

    def test_left_out_is_what_contradicts_itself_or_has_no_date(self) -> None:
        places = {(raw["place"], raw["off"][0].year) for _, raw in calendar_data.regions()}
        assert ("469030", 2023) not in places  # 琼中: the dates are missing from the copy
        assert (GUANGXI, 2025) not in places  # two pages contradict each other
        assert (GUANGXI, 2020) not in places  # cancelled: nothing differs from the nation

    def test_a_region_overrides_a_national_make_up_day(self) -> None:
        # Guangxi 2017: the national Saturday off, another Saturday worked for it.
        assert CHINA.is_working_day(date(2017, 4, 1))
        assert not CHINA.is_working_day(date(2017, 4, 1), place=GUANGXI)
        assert not CHINA.is_working_day(date(2017, 4, 8))
        assert CHINA.day(date(2017, 4, 8), place=GUANGXI).kind == "make_up_working_day"

    def test_every_day_off_that_is_shipped_is_off_there(self) -> None:
        known = (
            CHINA.coverage.published_through
        )  # a place may decide before the notice of the year is there
        for shipped in CHINA.overlays:
            for d in (*shipped.off, *shipped.work):
                if d <= known:
                    is_worked = CHINA.is_working_day(d, place=shipped.place)
                    assert is_worked == (d in shipped.work)

    def test_each_names_its_evidence(self) -> None:
        for shipped in CHINA.overlays:
            assert shipped.evidence in {"B", "C"}  # no original was read
            assert shipped.name
            assert shipped.title

    def test_the_file_has_a_shape_too(self) -> None:
        text = 'place = "46"\nname = "x"\nkind = "closure"\ntitle = "x"\nevidence = "B"\n'
        text += 'source = "x"\noff = [2026-09-07]\nwork = []\n'
        with pytest.raises(NoticeError, match=r"x\.toml: \$\.place: got '46'"):
            calendar_data.read_overlay(text, "x.toml")
        with pytest.raises(NoticeError, match=r"\$\.name: missing; it must be there"):
            calendar_data.read_overlay(text.replace('name = "x"\n', ""), "x.toml")
        with pytest.raises(NoticeError, match="evidence: got 'D'"):
            calendar_data.read_overlay(
                text.replace('"B"', '"D"').replace('"46"', '"460000"'), "x.toml"
            )


class TestGiven:
    """Overlays of a caller."""

    def test_round_trip(self) -> None:
        assert overlay().to_dict() == GIVEN

    @pytest.mark.parametrize(
        ("changes", "key"),
        [
            ({"place": "4604"}, "place"),
            ({"place": 460400}, "place"),
            ({"place": "\uff14\uff16\uff10\uff14\uff10\uff10"}, "place"),
            ({"kind": "holiday"}, "kind"),
            ({"off": "2026-09-07"}, "off"),
            ({"off": ["2026-09-31"]}, "off[0]"),
            ({"off": ["2026-09-07", "2026-09-07"]}, "off[1]"),
            ({"work": ["2026-09-08"]}, "work[0]"),
            ({"off": [], "work": []}, "off"),
            ({"source": ""}, "source"),
            ({"name": "x"}, "name"),
        ],
    )
    def test_refused(self, changes: dict[str, Any], key: str) -> None:
        with pytest.raises(NoticeError) as caught:
            overlay(**changes)
        assert caught.value.key == key

    @pytest.mark.parametrize("key", GIVEN)
    def test_every_key_is_needed(self, key: str) -> None:
        data = {name: value for name, value in GIVEN.items() if name != key}
        with pytest.raises(NoticeError, match=rf"\$\.{key}: missing; it must be there"):
            Overlay.from_dict(data)

    def test_all_that_is_wrong_is_told_at_once(self) -> None:
        data = {"place": "46", "knd": "closure", "off": ["2026-02-30", 3], "work": [], "source": ""}
        with pytest.raises(NoticeError) as caught:
            Overlay.from_dict(data, source="typhoon.json")
        told = [(each.code, each.path, each.got, each.allowed) for each in caught.value.problems]
        kinds = ("local_holiday", "closure")
        assert told == [
            (
                "unknown_field",
                "$.knd",
                "closure",
                ("place", "kind", "off", "work", "source", "issued"),
            ),
            ("missing", "$.kind", None, kinds),
            ("not_a_code", "$.place", "46", ("460100",)),
            ("not_text", "$.source", "", ()),
            ("not_a_date", "$.off[0]", "2026-02-30", ("YYYY-MM-DD",)),
            ("not_a_date", "$.off[1]", 3, ("YYYY-MM-DD",)),
        ]
        assert "did you mean kind?" in caught.value.en
        assert "是否想写 kind" in caught.value.zh
        assert caught.value.to_dict()["problems"][2]["value"] == "46"

    def test_a_file_of_several_tells_the_problems_of_all(self) -> None:
        data = [{**GIVEN, "kind": "closed"}, GIVEN, {**GIVEN, "off": 3}]
        with pytest.raises(NoticeError) as caught:
            overlays_from(data, source="typhoon.json")
        paths = [each.path for each in caught.value.problems]
        assert paths == ["$[0].kind", "$[2].off"]
        assert overlays_from([GIVEN]) == (overlay(),) == overlays_from(GIVEN)

    def test_a_file_of_none_is_refused(self) -> None:
        with pytest.raises(NoticeError, match="the list is empty"):
            overlays_from([])

    def test_made_in_code_it_is_checked_too(self) -> None:
        with pytest.raises(NoticeError, match="place"):
            Overlay(place="x", kind="closure", off=[date(2026, 9, 7)], source="x")

    @given(st.lists(st.booleans(), min_size=1, max_size=6))
    def test_the_last_word_on_a_day_holds_however_often_it_was_said(self, said: list[bool]) -> None:
        closed, opened = overlay(work=[]), overlay(off=[], work=["2026-09-07", "2026-09-08"])
        cal = CHINA
        for is_open in said:
            cal = cal.with_overlay(opened if is_open else closed)
        assert cal.is_working_day(date(2026, 9, 7), place="460400") is said[-1]

    def test_bears_only_on_its_place(self) -> None:
        cal = CHINA.with_overlay(overlay())
        d = date(2026, 9, 7)
        assert cal.is_working_day(d)
        assert not cal.is_working_day(d, place="460400")
        assert cal.is_working_day(d, place=HAIKOU)
        assert cal.is_working_day(date(2026, 9, 12), place="460400")
        assert cal.nth_working_day_after(date(2026, 9, 4), 1, place="460400") == date(2026, 9, 9)
        assert cal.nth_working_day_before(date(2026, 9, 9), 1, place="460400") == date(2026, 9, 4)
        counted = cal.count_working_days(
            after=date(2026, 9, 4), through=date(2026, 9, 13), place="460400"
        )
        assert counted == 4
        bounds = cal.bounds_after(date(2026, 9, 4), 1, place="460400")
        assert bounds.latest == date(2026, 9, 9)
        assert cal.bounds_before(date(2026, 9, 9), 1, place="460400").earliest == date(2026, 9, 4)

    @pytest.mark.parametrize(
        ("place", "asked", "bears"),
        [
            ("460000", "460105", True),
            ("460100", "460105", True),
            ("460105", "460100", False),
            ("460100", "460000", False),
            ("469028", "469029", False),
            ("460100", "461000", False),
        ],
    )
    def test_bears_on_what_lies_inside(self, place: str, asked: str, bears: bool) -> None:
        assert overlay(place=place).bears_on(asked) is bears

    def test_a_day_off_anyway_stays_what_it_is(self) -> None:
        cal = CHINA.with_overlay(overlay(off=["2026-10-01", "2026-09-05", "2026-09-07"]))
        assert cal.day(date(2026, 10, 1), place="460400").kind == "public_holiday"
        assert cal.day(date(2026, 9, 5), place="460400").kind == "weekend"

    def test_a_festival_of_a_year_without_a_notice_stays_what_it_is(self) -> None:
        # The Regulation fixes 1 January and the first day of the Spring Festival, 6 February 2027. The 15th
        # is an ordinary Monday; what becomes of the 3rd, the notice will say.
        days = ["2027-01-01", "2027-02-03", "2027-02-06", "2027-02-15"]
        place = CHINA.with_overlay(overlay(off=days, work=[])).for_place("460400")
        found = [place.day(date.fromisoformat(day)) for day in days]
        assert [(day.kind, day.festival) for day in found] == [
            ("public_holiday", "元旦"),
            ("closure", None),
            ("public_holiday", "春节"),
            ("closure", None),
        ]

    def test_a_later_one_overrides(self) -> None:
        lifted = overlay(off=["2026-09-12"], work=["2026-09-08"], source="复工通告")
        cal = CHINA.with_overlay(overlay()).with_overlay(lifted)
        info = cal.day(date(2026, 9, 8), place="460400")
        assert (info.kind, info.notice) == ("working", "复工通告")
        assert not cal.is_working_day(date(2026, 9, 12), place="460400")
        assert cal.overlay_days(
            "460400", "closure", after=date(2026, 9, 1), through=date(2026, 9, 30)
        ) == (date(2026, 9, 7),)

    def test_the_smaller_place_overrides_the_larger(self) -> None:
        city = overlay(off=[], work=["2026-09-08"])
        province = overlay(place="460000", work=[])
        for cal in (
            CHINA.with_overlay(city).with_overlay(province),
            CHINA.with_overlay(province).with_overlay(city),
        ):
            assert cal.is_working_day(date(2026, 9, 8), place="460400")
            assert not cal.is_working_day(date(2026, 9, 7), place="460400")


class TestForPlace:
    """The calendar of one place."""

    def test_nothing_bears(self) -> None:
        assert CHINA.for_place(None) is CHINA
        assert CHINA.for_place("110000") is CHINA
        assert CHINA.for_place(SANYA, ("closure",)) is CHINA

    def test_kinds(self) -> None:
        cal = CHINA.with_overlay(overlay(place=SANYA))
        holidays = cal.for_place(SANYA, ("local_holiday",))
        assert holidays.is_working_day(date(2026, 9, 7))
        assert not holidays.is_working_day(date(2014, 4, 2))
        both = cal.for_place(SANYA)
        assert not both.is_working_day(date(2026, 9, 7))
        assert not both.is_working_day(date(2014, 4, 2))
        assert len({cal.sha256, holidays.sha256, both.sha256}) == 3

    def test_is_remembered(self) -> None:
        assert CHINA.for_place(SANYA) is CHINA.for_place(SANYA)

    @pytest.mark.parametrize("wrong", ["三亚", "4602", 460200, ["460200"]])
    def test_a_place_is_a_code(self, wrong: Any) -> None:
        with pytest.raises(CaseError, match=r"\$place"):
            CHINA.for_place(wrong)

    def test_a_kind_is_known(self) -> None:
        with pytest.raises(CaseError, match="local_holiday, closure"):
            CHINA.for_place(SANYA, ("holiday",))
        with pytest.raises(CaseError):
            CHINA.overlay_days(SANYA, "holiday", after=date(2014, 1, 1), through=date(2014, 2, 1))

    @given(
        d=st.dates(date(2004, 1, 1), date(2026, 12, 31)), place=st.sampled_from([SANYA, "513400"])
    )
    def test_differs_from_the_nation_on_its_days_only(self, d: date, place: str) -> None:
        kinds = ("local_holiday", "closure")
        first, last = date(2004, 1, 1), date(2026, 12, 31)
        changed = {
            x for k in kinds for x in CHINA.overlay_days(place, k, after=first, through=last)
        }
        differs = CHINA.is_working_day(d) is not CHINA.is_working_day(d, place=place)
        assert differs is (d in changed)

    def test_the_knowledge_date_keeps_the_overlays(self) -> None:
        then = CHINA.as_known_on(date(2015, 1, 1))
        assert not then.is_working_day(date(2014, 4, 2), place=SANYA)


class TestOverlayDays:
    """Which days an overlay changes in a window."""

    def test_after_is_excluded_and_through_included(self) -> None:
        cal = CHINA.with_overlay(overlay())
        for after, through, expected in (
            (6, 7, (7,)),
            (7, 8, (8,)),
            (6, 12, (7, 8, 12)),
            (8, 11, ()),
            (12, 30, ()),
        ):
            found = cal.overlay_days(
                "460400", "closure", after=date(2026, 9, after), through=date(2026, 9, through)
            )
            assert tuple(d.day for d in found) == expected

    def test_no_place_no_days(self) -> None:
        first, last = date(2004, 1, 1), date(2026, 12, 31)
        assert CHINA.overlay_days(None, "closure", after=first, through=last) == ()

    def test_days_before_coverage_are_left_out(self) -> None:
        cal = CHINA.with_overlay(overlay(off=["2003-09-08"], work=[]))
        last = date(2026, 12, 31)
        assert cal.overlay_days("460400", "closure", after=date(2003, 1, 1), through=last) == ()
        with pytest.raises(CalendarHorizonError):
            cal.day(date(2003, 9, 8), place="460400")

    def test_days_past_the_last_notice(self) -> None:
        # Friday 2027-04-09 is 三月三; a Saturday off would change nothing that is known.
        cal = CHINA.with_overlay(overlay(off=["2027-04-09", "2027-04-10"], work=["2027-10-01"]))
        found = cal.overlay_days(
            "460400", "closure", after=date(2026, 12, 1), through=date(2027, 12, 31)
        )
        assert found == (date(2027, 4, 9), date(2027, 10, 1))
        info = cal.day(date(2027, 4, 9), place="460400")
        assert (info.kind, info.certainty) == ("closure", "projected")
        assert cal.day(date(2027, 4, 9)).certainty == "projected"


def test_an_overlay_changes_the_digest() -> None:
    given_one = CHINA.with_overlay(overlay())
    assert given_one.sha256 != CHINA.sha256
    assert given_one.with_overlay(overlay()).sha256 == given_one.sha256
    assert WorkingCalendar(notices=CHINA.notices).sha256 != CHINA.sha256


# -- what was known when -----------------------------------------------------------------------------------
def test_a_decision_is_known_from_its_day_on_and_can_be_taken_back() -> None:
    days = date(2026, 9, 16), date(2026, 9, 17)
    given = {"place": "460100", "kind": "closure", "source": "市"}
    closed = {**given, "off": ["2026-09-16", "2026-09-17"], "work": [], "issued": "2026-09-15"}
    opened = {**given, "off": [], "work": ["2026-09-17"], "issued": "2026-09-16"}
    undated = {
        "place": "460100",
        "kind": "closure",
        "off": ["2026-09-18"],
        "work": [],
        "source": "?",
    }
    cal = CHINA
    for each in (closed, opened, undated):
        overlay = Overlay.from_dict(each)
        assert overlay.to_dict() == each
        cal = cal.with_overlay(overlay)
    for day, kinds in {
        14: ("working",) * 2,
        15: ("closure",) * 2,
        16: ("closure", "working"),
    }.items():
        known = cal.as_known_on(date(2026, 9, day))
        local = known.for_place("460105")
        assert tuple(local.day(each).kind for each in days) == kinds
        assert local.day(date(2026, 9, 18)).kind == "closure"
        assert cal.for_place("460105").as_known_on(date(2026, 9, day)) == local
    assert cal.day(days[0], place="460100").issued == date(2026, 9, 15)


@pytest.mark.parametrize("issued", [None, "", "2026-9-15", 20260915, ["2026-09-15"]])
def test_a_day_of_decision_is_a_day(issued: object) -> None:
    given = {"place": "460100", "kind": "closure", "off": ["2026-09-16"], "work": [], "source": "x"}
    with pytest.raises(NoticeError, match=r"\$\.issued"):
        Overlay.from_dict({**given, "issued": issued})
