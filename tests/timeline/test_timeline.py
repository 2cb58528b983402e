"""Pictures: well-formed, harmless, everything inside, nothing on top of another."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from worked_cases import WorkedCase, worked_cases
from worlds import moments

import gaf_rules as gaf
from gaf_rules.show.pictures import scene, svg
from gaf_rules.show.pictures.measure import break_lines, text_width
from gaf_rules.show.pictures.strip import strip

if TYPE_CHECKING:
    from gaf_rules.values.texts import Lang

_LEGAL = [case for case in worked_cases() if case.error is None]
_BY_ID = {case.document["id"]: case for case in _LEGAL}
_SVG = "{http://www.w3.org/2000/svg}"
_ALLOWED = {
    "svg",
    "style",
    "title",
    "desc",
    "rect",
    "text",
    "path",
    "circle",
    "g",
    "line",
    "tspan",
    "polygon",
}


class _Box(NamedTuple):
    left: float
    right: float
    top: float
    bottom: float
    text: str


def _boxes(root: ET.Element) -> list[_Box]:
    found = []
    above = {child: parent for parent in root.iter() for child in parent}
    for element in root.iter(f"{_SVG}text"):
        for part in element.findall(f"{_SVG}tspan") or [element]:

            def given(name: str, default: str, part: ET.Element = part) -> str:
                holder: ET.Element | None = part
                while holder is not None and holder.get(name) is None:
                    holder = above.get(holder) if name == "font-size" or holder is part else None
                return default if holder is None else str(holder.get(name))

            text, size = "".join(part.itertext()), float(given("font-size", "12"))
            width = text_width(text, size)
            x, y = float(given("x", "0")), float(given("y", "0"))
            left = (
                x - {"start": 0.0, "middle": width / 2, "end": width}[given("text-anchor", "start")]
            )
            found.append(_Box(left, left + width, y - size * 0.75, y, text))
    return found


def _root(picture: str) -> ET.Element:
    return ET.fromstring(picture)  # noqa: S314 - our own text


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("case", _LEGAL, ids=lambda c: c.name)
def test_a_picture_is_well_formed_and_harmless(case: WorkedCase, lang: Lang) -> None:
    picture = gaf.timeline(case.assess(), lang=lang).svg
    root = _root(picture)
    assert {element.tag.removeprefix(_SVG) for element in root.iter()} <= _ALLOWED
    assert not re.search(r"href|url\(|@import|<script|on\w+=", picture)
    assert root.find(f"{_SVG}title") is not None
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    for box in _boxes(root):
        assert box.left >= 0, box
        assert box.right <= width + 1, box
        assert 0 <= box.top <= box.bottom <= height, box


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("case", _LEGAL[::2], ids=lambda c: c.name)
def test_no_words_lie_on_others(case: WorkedCase, lang: Lang) -> None:
    boxes = _boxes(_root(gaf.timeline(case.assess(), lang=lang).svg))
    for a, b in combinations(boxes, 2):
        apart = a.right <= b.left + 1 or b.right <= a.left + 1
        assert apart or a.bottom <= b.top + 1 or b.bottom <= a.top + 1, (a, b)


def test_lines_that_stand_too_close_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(svg, "LINE", svg.LINE / 2)
    with pytest.raises(AssertionError):
        test_no_words_lie_on_others(_BY_ID["C22"], "en")


def test_random_cases_can_be_drawn() -> None:
    for world in moments(150, first=7000):
        _root(gaf.timeline(world.assess()).svg)


def test_every_duty_with_a_start_has_its_lane() -> None:
    for case in _LEGAL:
        assessment = case.assess()
        shown = scene(assessment, lang="en")
        wanted = sorted(duty.clause for duty in assessment.duties if duty.trigger is not None)
        assert sorted(lane.clause for lane in shown.lanes) == wanted
        for lane in shown.lanes:
            assert all(shown.first <= day <= shown.last for day in lane.days())


def test_nine_days_of_spring_festival_are_shaded() -> None:
    shown = scene(_BY_ID["C22"].assess(), lang="en")
    festival = next(each for each in shown.stretches if each.name == "Spring Festival")
    assert (festival.first, festival.last) == (date(2026, 2, 15), date(2026, 2, 23))
    made_up = [each.first for each in shown.stretches if each.shade == "made_up"]
    assert made_up == [date(2026, 2, 14), date(2026, 2, 28)]


_DEADLINES = [
    ("2.4.4c", date(2026, 2, 18)),
    ("2.5.1b", date(2026, 3, 2)),
    ("2.4.2a", date(2026, 12, 21)),
]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("clause", "day"), _DEADLINES)
def test_a_deadline_shows_its_days(clause: str, day: date, lang: Lang) -> None:
    deadline = gaf.deadline(clause, trigger=day)
    shown = strip(deadline, lang=lang)
    root = _root(shown.svg)
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    boxes = _boxes(root)
    assert all(box.left >= 0 and box.right <= width and box.bottom <= height for box in boxes)
    days = {deadline.trigger, deadline.earliest, deadline.latest, deadline.safe_on}
    assert all(shown.scene.first <= one <= shown.scene.last for one in days if one)
    assert str(deadline.on or deadline.earliest) in shown.scene.title


def test_a_deadline_in_a_notebook_is_its_strip() -> None:
    deadline = gaf.deadline("2.4.4c", trigger=date(2026, 2, 18))
    assert strip(deadline).svg in deadline._repr_html_()
    assert "全国放假安排" in deadline._repr_html_()
    other = gaf.CHINA.as_known_on(date(2025, 12, 1))
    assert "所给日历" in strip(deadline, calendar=other).svg


@pytest.mark.parametrize(
    ("clause", "trigger", "readings", "numbered"),
    [
        ("2.4.4c", date(2026, 2, 18), {}, 10),
        ("2.4.3a", date(2026, 9, 10), {}, 20),
        ("2.5.1b", date(2026, 6, 15), {}, 10),
        # Counted with the day of receipt, which then is the first.
        ("2.4.4c", date(2026, 9, 10), {"trigger_day": "include"}, 10),
        # Counted otherwise than the days shown: no number is better than a wrong one.
        ("2.5.1b", date(2026, 6, 15), {"before_window": "clear_days"}, 0),
        ("2.4.4c", date(2026, 12, 30), {}, 0),
    ],
)
def test_a_strip_numbers_the_days_that_were_counted(
    clause: str, trigger: date, readings: dict[str, Any], numbered: int
) -> None:
    due = gaf.deadline(clause, trigger=trigger, readings=gaf.Readings(**readings))
    picture = strip(due, calendar=gaf.CHINA.as_known_on(date(2026, 11, 1)))
    (lane,) = picture.scene.lanes
    assert len(lane.counted) == numbered
    assert all(gaf.CHINA.is_working_day(day) for day in lane.counted)
    if numbered:
        assert lane.counted[-1] == due.on
        assert all(f">{number}</text>" in picture.svg for number in range(1, numbered + 1))


def test_a_deadline_outside_what_any_calendar_knows_can_be_drawn() -> None:
    deadline = gaf.deadline("2.4.4c", trigger=date(2031, 1, 20))
    assert any(each.shade == "undetermined" for each in strip(deadline).scene.stretches)


def test_hostile_names_stay_words() -> None:
    document = _BY_ID["C22"].assess().basis.case.to_dict()
    document["app"]["name"] = "<script>alert(1)</script>&\x1b"
    case = gaf.Case.from_dict(document)
    picture = gaf.timeline(gaf.assess(case, as_of=date(2026, 3, 9)))._repr_html_()
    assert "<script" not in picture
    _root(picture)


def test_another_language_is_refused() -> None:
    with pytest.raises(gaf.CaseError, match=r"\$lang: got"):
        gaf.timeline(_BY_ID["C22"].assess(), lang="fr")  # type: ignore[arg-type]  # no such language


def test_the_same_assessment_gives_the_same_picture() -> None:
    first, second = (gaf.timeline(_BY_ID["C22"].assess()) for _ in range(2))
    assert first == second
    assert first.to_svg() == second.to_svg()


def test_no_line_ends_with_an_opening_bracket_or_begins_with_a_stop() -> None:
    for room in range(40, 200, 7):
        lines = break_lines(
            "审核检测通过（备案：发放编号；变更：批准）（备案变更），逾期", room, 12
        )
        assert not any(line.endswith("（") for line in lines)
        assert not any(line[0] in "，：；）" for line in lines)


def test_lines_fit_and_nothing_is_lost() -> None:
    texts = [
        text for case in _LEGAL for text in gaf.timeline(case.assess()).scene.headline.split("·")
    ]
    for text in (*texts, "submit the application " * 5, "x" * 90, "（（（备案", ""):
        for room in (30.0, 75.0, 160.0):
            lines = break_lines(text, room, 12)
            assert "".join(lines).replace(" ", "") == text.replace(" ", "")
            assert all(text_width(line, 12) <= room for line in lines)
