"""Pictures with matplotlib: the same as the SVG, in fonts that have the characters."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from datetime import date
from io import BytesIO
from itertools import combinations
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from matplotlib import font_manager, ft2font
from worked_cases import WorkedCase, worked_cases

import gaf_rules as gaf
from gaf_rules.adapters.plot import plot_timeline
from gaf_rules.adapters.typeface import typeface
from gaf_rules.show.pictures.strip import strip

if TYPE_CHECKING:
    from gaf_rules.show.pictures import Timeline

_LEGAL = [case for case in worked_cases() if case.error is None]
_BY_ID = {case.document["id"]: case for case in _LEGAL}
_SVG = "{http://www.w3.org/2000/svg}"
_SOME = [_BY_ID[name] for name in ("C22", "C53", "C65", "H101", "H223")]
_HAS_CHINESE = not typeface("备案评估省委网信办", font_manager, ft2font, lang="zh").missing(
    "备案评估"
)


def _english(case: WorkedCase, name: str = "Platform") -> Timeline:
    """The picture in English, of an app with a Latin name."""
    document = case.assess().basis.case.to_dict()
    document["app"]["name"] = name
    case_ = gaf.Case.from_dict(document)
    readings = gaf.Readings.from_dict(case.readings)
    return gaf.timeline(gaf.assess(case_, as_of=case.as_of, readings=readings), lang="en")


def _texts(figure: Any) -> list[Any]:
    return list(figure.axes[0].texts)


def _words(svg: str) -> list[str]:
    """The words of an SVG, in the order in which they are drawn."""
    root = ET.fromstring(svg)  # noqa: S314 - our own text
    parts = [part for part in root.iter() if part.tag in {f"{_SVG}text", f"{_SVG}tspan"}]
    return [words for part in parts if (words := " ".join((part.text or "").split()))]


@pytest.mark.parametrize("case", _SOME, ids=lambda c: c.name)
def test_the_figure_has_the_words_and_the_size_of_the_svg(case: WorkedCase) -> None:
    picture = _english(case)
    figure: Any = plot_timeline(picture)
    assert [text.get_text() for text in _texts(figure)] == _words(picture.svg)
    root = ET.fromstring(picture.svg)  # noqa: S314 - our own text
    shapes = [p for p in root.iter() if p.tag in {f"{_SVG}{n}" for n in ("rect", "path", "circle")}]
    assert len(figure.axes[0].patches) == len(shapes)
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    assert tuple(figure.get_size_inches() * 96) == pytest.approx((width, height))


@pytest.mark.parametrize("case", _SOME, ids=lambda c: c.name)
def test_words_as_they_are_set_stay_inside_and_off_each_other(case: WorkedCase) -> None:
    figure: Any = plot_timeline(_english(case))
    figure.canvas.draw()
    width, height = figure.get_size_inches() * figure.dpi
    boxes = [(text.get_window_extent(), text.get_text()) for text in _texts(figure)]
    for box, text in boxes:
        assert box.x0 >= 0, text
        assert box.x1 <= width, text
        assert box.y0 >= 0, text
        assert box.y1 <= height, text
    for (a, one), (b, other) in combinations(boxes, 2):
        across = min(a.x1, b.x1) - max(a.x0, b.x0)
        down = min(a.y1, b.y1) - max(a.y0, b.y0)
        # The box of a text reaches below its letters; lines of small print may touch there.
        assert across <= 1 or down <= 4, (one, other)


@pytest.mark.skipif(not _HAS_CHINESE, reason="no installed font has Chinese characters")
@pytest.mark.parametrize("case", _SOME, ids=lambda c: c.name)
def test_chinese_where_a_font_has_it(case: WorkedCase) -> None:
    picture = gaf.timeline(case.assess())
    figure: Any = plot_timeline(picture)
    assert [text.get_text() for text in _texts(figure)] == _words(picture.svg)
    face = typeface(picture.svg, font_manager, ft2font, lang="zh")
    assert not face.missing(picture.svg)
    assert not any(name.startswith("Last Resort") for name, _ in face.families)


def _only_latin(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which there are the fonts of matplotlib alone."""
    ours = [e for e in font_manager.fontManager.ttflist if "mpl-data" in e.fname]
    boxes = SimpleNamespace(name="Last Resort High-Efficiency", fname=ours[0].fname, weight=400)
    manager = SimpleNamespace(ttflist=[*ours, boxes])
    monkeypatch.setattr(font_manager, "fontManager", manager)


@pytest.mark.parametrize("case", _SOME, ids=lambda c: c.name)
def test_without_a_font_the_labels_are_english(
    case: WorkedCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = _english(case)
    picture = wanted.in_lang("zh")
    assert picture.scene.lang == "zh"
    with monkeypatch.context() as patch:
        _only_latin(patch)
        with pytest.warns(UserWarning, match="in English"):
            figure: Any = plot_timeline(picture)
    assert [text.get_text() for text in _texts(figure)] == _words(wanted.svg)


def test_a_name_that_no_font_has_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = _english(_BY_ID["C22"], "平台 A")
    _only_latin(monkeypatch)
    with pytest.warns(UserWarning, match="name, which is left out"):
        figure: Any = plot_timeline(picture)
    texts = [text.get_text() for text in _texts(figure)]
    assert texts[0].startswith("C22 · as of")
    assert not any("?" in text and text != "?" for text in texts)
    assert picture.scene.name == "平台 A"


def test_a_sign_of_an_id_that_no_font_has_is_a_question_mark(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    document = _BY_ID["C22"].assess().basis.case.to_dict()
    document["id"] = "案 1"
    found = gaf.assess(gaf.Case.from_dict(document), as_of=date(2026, 3, 9))
    _only_latin(monkeypatch)
    with pytest.warns(UserWarning, match=r"has 案, shown as \?|left out"):
        figure: Any = plot_timeline(gaf.timeline(found, lang="en"))
    assert _texts(figure)[0].get_text().startswith("? 1 · as of")


def test_names_are_no_formulas() -> None:
    picture = _english(_BY_ID["C22"], "$x^2$ \\frac")
    figure: Any = plot_timeline(picture)
    figure.canvas.draw()
    assert _texts(figure)[0].get_text().startswith("$x^2$ \\frac")


def test_a_deadline_can_be_plotted() -> None:
    picture = strip(gaf.deadline("2.5.1b", trigger=date(2026, 3, 2)), lang="en")
    figure: Any = plot_timeline(picture)
    diamonds = [p for p in figure.axes[0].patches if len(p.get_path().vertices) == 5]
    closed = [
        p for p in diamonds if tuple(p.get_path().vertices[0]) == tuple(p.get_path().vertices[4])
    ]
    assert closed, "the safe day is a closed figure"


def test_the_same_picture_gives_the_same_file() -> None:
    files = []
    for _ in range(2):
        target = BytesIO()
        figure: Any = plot_timeline(_english(_BY_ID["C22"]))
        figure.savefig(target, format="png")
        files.append(target.getvalue())
    assert files[0] == files[1]


def test_no_window_and_no_global_state() -> None:
    code = (
        "import sys, matplotlib; before = matplotlib.rcParams.copy()\n"
        "import gaf_rules as gaf; from datetime import date\n"
        "from gaf_rules.adapters.plot import plot_timeline\n"
        "from gaf_rules.show.pictures.strip import strip\n"
        "plot_timeline(strip(gaf.deadline('2.4.4c', trigger=date(2026, 2, 18)), lang='en'))\n"
        "sys.exit('matplotlib.pyplot' in sys.modules or before != matplotlib.rcParams)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("wrong", [None, 3, "C22", _BY_ID["C22"].document])
def test_only_a_timeline_can_be_plotted(wrong: Any) -> None:
    with pytest.raises(gaf.GafRulesError, match="timeline") as caught:
        plot_timeline(wrong)
    assert "timeline" in caught.value.zh


def test_without_the_library_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.font_manager", None)
    with pytest.raises(gaf.GafRulesError, match=r'pip install "gaf-rules\[plot\]"'):
        plot_timeline(_english(_BY_ID["C22"]))
