"""What a picture tells: colours explained and told apart, marks on their days, nothing left to be guessed."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from worked_cases import WorkedCase, worked_cases
from worlds import moments

import gaf_rules as gaf
from gaf_rules.show.pictures import Timeline, scene
from gaf_rules.show.pictures.looks import BARS, FLAG, LEGEND, MADE_UP, SHADES, Look
from gaf_rules.show.pictures.strip import strip
from gaf_rules.show.pictures.svg import _SvgDrawing

if TYPE_CHECKING:
    from gaf_rules.show.pictures.scene import Lane
    from gaf_rules.values.texts import Lang

_LEGAL = [case for case in worked_cases() if case.error is None]
_BY_ID = {case.document["id"]: case for case in _LEGAL}
_SVG = "{http://www.w3.org/2000/svg}"
_WORDS = {"#222", "#444", "#555", "#777", "#000", "#fff", "#8f2f27", "#b03024"}
"""Colours of words, of borders and of lines that lead to words."""


def _root(picture: str) -> ET.Element:
    return ET.fromstring(picture)  # noqa: S314 - our own text


def _looks(part: ET.Element) -> set[tuple[str, ...]]:
    """The areas and lines of a part of a picture: fill, stroke, dashes."""
    return {
        look
        for each in part.iter()
        if each.tag.removeprefix(_SVG) in {"rect", "path"}
        and set(
            look := tuple(each.get(name, "") for name in ("fill", "stroke", "stroke-dasharray"))
        )
        - {"", "none", *_WORDS}
    }


def _field_and_legend(picture: str) -> tuple[set[tuple[str, ...]], set[tuple[str, ...]]]:
    root = _root(picture)
    *field, legend = list(root)
    return set().union(*map(_looks, field)), _looks(legend)


def _pictures() -> list[Timeline]:
    made = [gaf.timeline(case.assess()) for case in _LEGAL]
    made += [gaf.timeline(world.assess()) for world in moments(100, first=9000)]
    app, office = _app_and_office()
    made += [
        gaf.timeline(gaf.plan(app, sponsor=office, launch_on=day, as_of=date(2026, 3, 2)))
        for day in (date(2026, 3, 20), date(2026, 6, 1), date(2027, 3, 1))
    ]
    days = [
        ("2.4.4c", date(2026, 2, 18)),
        ("2.5.1b", date(2026, 3, 2)),
        ("2.4.2a", date(2026, 12, 21)),
    ]
    return made + [strip(gaf.deadline(clause, trigger=day)) for clause, day in days]


def _app_and_office() -> tuple[gaf.App, gaf.Sponsor]:
    case = _BY_ID["C22"].assess().basis.case
    return case.app, case.sponsor


def test_the_legend_has_every_colour_of_the_picture_and_no_other() -> None:
    seen: set[tuple[str, ...]] = set()
    for picture in _pictures():
        field, legend = _field_and_legend(picture.svg)
        assert field == legend, picture.scene.headline
        seen |= field
    fills = {look[0] for look in seen}
    assert {look.fill for look in BARS.values()} <= fills
    assert {look.fill for look in SHADES.values()} - {SHADES["regional"].fill} <= fills


def _grey(colour: str) -> float:
    """How light a colour is, as a copier sees it."""
    wide = colour.removeprefix("#")
    red, green, blue = (int(wide[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def _pattern(look: Look) -> tuple[str, str]:
    return look.dash, look.hatch


@pytest.mark.parametrize("looks", [BARS, SHADES], ids=["bars", "shades"])
def test_areas_are_told_apart_without_colour(looks: dict[str, Look]) -> None:
    for (one, a), (other, b) in combinations(looks.items(), 2):
        apart = abs(_grey(a.fill) - _grey(b.fill)) > 0.15
        assert _pattern(a) != _pattern(b) or apart, (one, other)


def test_the_borders_of_bars_stand_out_from_every_column() -> None:
    grounds = [*(look.fill for look in SHADES.values()), "#ffffff"]
    for key, look in BARS.items():
        assert all(_grey(ground) - _grey(look.edge) > 0.4 for ground in grounds), key
    assert all(_grey(ground) - _grey(FLAG) > 0.4 for ground in grounds)
    assert MADE_UP not in {look.edge for look in BARS.values()}


def test_the_words_of_the_legend_read_differently() -> None:
    for lang in (0, 1):
        words = [pair[lang] for pair in LEGEND.values()]
        assert len(set(words)) == len(words)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("case", _LEGAL, ids=lambda c: c.name)
def test_what_went_wrong_is_seen_with_its_bearer_on_its_day(case: WorkedCase, lang: Lang) -> None:
    found = case.assess()
    picture = gaf.timeline(found, lang=lang)
    wrong = [f for f in found.findings if f.severity in {"breach", "consequence"}]
    flags = picture.scene.flags
    assert sorted((f.bearer, f.clause, f.since, f.severity) for f in wrong) == sorted(
        (f.bearer, f.clause, f.since, f.severity) for f in flags
    )
    for block in picture.scene.blocks:
        assert len({row.bearer for row in block.rows()}) == 1
    assert picture.svg.count(f'z" fill="{FLAG}"') == len(flags) + len({f.severity for f in flags})


def test_a_breach_by_somebody_without_a_duty_has_its_heading() -> None:
    picture = gaf.timeline(_BY_ID["C41"].assess(), lang="en")
    assert [flag.title for flag in picture.scene.flags] == [
        "2.6.2a No announcement before the shutdown (deregistration)"
    ]
    assert "since 2026-05-29" in picture.scene.flags[0].detail
    assert ">breach<" in picture.svg
    assert "2.6.2a" in picture.scene.description


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "不在指南适用范围内"), ("en", "Outside the scope")]
)
def test_an_empty_picture_says_why(lang: Lang, words: str) -> None:
    for name in ("C05", "C04"):
        picture = gaf.timeline(_BY_ID[name].assess(), lang=lang)
        if _BY_ID[name].assess().scope.in_scope is False:
            assert words in picture.scene.notes[0]
            assert words in picture.svg.partition("</desc>")[2]
    app, office = _app_and_office()
    fresh = gaf.assess(gaf.Case(id="N1", app=app, sponsor=office), as_of=date(2026, 3, 2))
    picture = gaf.timeline(fresh, lang=lang)
    assert not picture.scene.lanes
    assert picture.scene.notes[0] in picture.svg.partition("</desc>")[2]


def test_every_picture_without_rows_says_why() -> None:
    for world in moments(200, first=9000):
        shown = scene(world.assess(), lang="en")
        assert shown.lanes or shown.notes


def _places(svg: str, shape: str) -> list[float]:
    """Where the marks of a shape stand, those of the legend left out."""
    field = svg.rpartition('<g font-size="10" fill="#444">')[0]
    return [float(x) for x in re.findall(shape, field)]


_SAFE = r"M(-?[\d.]+) -?[\d.]+l5 6"
_DUE = r'M(-?[\d.]+) -?[\d.]+v18"'
_DONE = r'<circle cx="(-?[\d.]+)"'


@pytest.mark.parametrize("case", _LEGAL, ids=lambda c: c.name)
def test_a_mark_stands_inside_the_column_of_its_day(case: WorkedCase) -> None:
    picture = gaf.timeline(case.assess())
    scale, lanes = _SvgDrawing(picture.scene).scale, picture.scene.lanes

    def check(shape: str, days: list[date]) -> None:
        places = _places(picture.svg, shape)
        assert len(places) == len(days)
        for x, day in zip(places, days, strict=True):
            assert scale.left_of(day) - 0.2 <= x <= scale.right_of(day) + 0.2, day

    check(_SAFE, [lane.safe for lane in lanes if lane.safe and _shows_safe(lane)])
    check(_DUE, [lane.due for lane in lanes if lane.due])
    check(_DONE, [lane.done for lane in lanes if lane.done])


def _shows_safe(lane: Lane) -> bool:
    return lane.safe != lane.due and lane.done is None


def test_a_safe_day_that_is_today_stands_on_the_line_of_today() -> None:
    picture = gaf.timeline(_BY_ID["H101"].assess())
    (lane,) = picture.scene.lanes
    assert lane.safe == picture.scene.as_of
    (x,) = _places(picture.svg, _SAFE)
    assert x == pytest.approx(_SvgDrawing(picture.scene).scale.middle_of(date(2027, 1, 4)), abs=0.2)


def test_a_change_filed_late_has_a_late_part_and_a_part_counted_back() -> None:
    picture = gaf.timeline(_BY_ID["C31"].assess(), lang="en")
    lane = next(lane for lane in picture.scene.lanes if lane.backward)
    assert (lane.look, lane.done) == ("late", date(2026, 6, 2))
    field, _, legend = picture.svg.rpartition('<g font-size="10" fill="#444">')
    for key, words in (("late", "late"), ("window", "counted back")):
        assert f'fill="{BARS[key].fill}"' in field
        assert f">{words}<" in legend


def test_a_deadline_counted_back_is_not_late() -> None:
    picture = strip(gaf.deadline("2.5.1b", trigger=date(2026, 3, 2)), lang="en")
    assert f'fill="{BARS["late"].fill}"' not in picture.svg
    assert ">counted back<" in picture.svg
    assert ">the period<" in strip(gaf.deadline("2.4.4c", trigger=date(2026, 2, 18)), lang="en").svg


def test_what_nobody_knows_to_be_late_is_not_red() -> None:
    seen = 0
    for picture in (gaf.timeline(case.assess()) for case in _LEGAL):
        lanes = picture.scene.lanes
        if lanes and not any(lane.look == "late" for lane in lanes):
            assert f'fill="{BARS["late"].fill}"' not in picture.svg
            seen += any(lane.look == "unknown" for lane in lanes)
    assert seen > 5


def test_two_of_a_kind_are_told_apart() -> None:
    for name in ("H223", "C31"):
        for lang in ("zh", "en"):
            titles = [f.title for f in gaf.timeline(_BY_ID[name].assess(), lang=lang).scene.flags]
            assert len(set(titles)) == len(titles), titles
            assert all(title.endswith(("）", ")")) for title in titles)


def test_the_steps_of_a_plan_are_numbered_in_their_order() -> None:
    app, office = _app_and_office()
    made = gaf.plan(app, sponsor=office, launch_on=date(2026, 6, 1), as_of=date(2026, 3, 2))
    shown = gaf.timeline(made, lang="en").scene
    assert [lane.due for lane in shown.lanes] == [step.on for step in made.steps]
    for number, (lane, step) in enumerate(zip(shown.lanes, made.steps, strict=True), 1):
        assert lane.title.startswith(f"Step {number}: {step.clause} ")
        assert lane.bearer == step.bearer
    for block in shown.blocks:
        assert len({lane.bearer for lane in block.lanes}) == 1
    for one, other in zip(shown.blocks, shown.blocks[1:], strict=False):
        assert one.name != other.name


def test_an_impossible_plan_says_why_in_the_picture() -> None:
    app, office = _app_and_office()
    made = gaf.plan(app, sponsor=office, launch_on=date(2026, 3, 20), as_of=date(2026, 3, 2))
    assert not made.is_possible
    picture = gaf.timeline(made, lang="en")
    assert picture.scene.notes == tuple(made.remarks("en"))
    assert str(made.earliest_possible) in picture.svg.partition("</desc>")[2]
    for note in made.remarks("zh"):
        # Once to be read, once for those who do not see the picture.
        assert made._repr_html_().count(note) == 2


def test_the_first_festival_of_a_long_case_is_named() -> None:
    picture = gaf.timeline(_BY_ID["H223"].assess(), lang="en")
    assert "National Day, Mid-Autumn" in picture.svg


def test_a_long_name_is_broken_not_cut() -> None:
    document = _BY_ID["C22"].assess().basis.case.to_dict()
    document["app"]["name"] = "海南省政务服务一体化移动办公协同平台" * 6
    found = gaf.assess(gaf.Case.from_dict(document), as_of=date(2026, 3, 9))
    root = _root(gaf.timeline(found).svg)
    bold = [t.text or "" for t in root.iter(f"{_SVG}text") if t.get("font-size") == "14"]
    assert "".join(bold).replace(" ", "") == gaf.timeline(found).scene.headline.replace(" ", "")
    assert len(bold) > 1


_WRONG: list[Any] = [None, 3, "C22", _BY_ID["C22"].document]


@pytest.mark.parametrize("wrong", _WRONG, ids=str)
def test_only_what_can_be_drawn_is_drawn(wrong: Any) -> None:
    for name, show in (
        ("subject", gaf.timeline),
        ("subject", scene),
        ("deadline", strip),
        ("assessment", gaf.explain),
        ("subject", gaf.to_ics),
    ):
        with pytest.raises(gaf.GafRulesError, match=rf"\${name}: got ") as caught:
            show(wrong)
        assert f"${name}：得到" in caught.value.zh


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("calendar", "CHINA"),
        ("case", {}),
        ("guideline", "hainan"),
        ("events", 3),
        ("events", ["x"]),
    ],
)
def test_the_other_arguments_are_named_too(name: str, wrong: Any) -> None:
    found = _BY_ID["C22"].assess()
    with pytest.raises(gaf.GafRulesError, match=rf"\${name}"):
        gaf.timeline(found, **{name: wrong})
    if name == "calendar":
        deadline = gaf.deadline("2.4.4c", trigger=date(2026, 2, 18))
        with pytest.raises(gaf.GafRulesError, match=rf"\${name}"):
            strip(deadline, calendar=wrong)


def test_a_flag_on_the_first_day_lies_inside() -> None:
    for world in moments(200, first=400):
        shown = scene(world.assess())
        for flag in shown.flags:
            assert shown.first <= flag.since <= flag.until <= shown.last
        assert shown.last - shown.first >= timedelta(days=20)
