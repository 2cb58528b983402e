"""All pictures alike: words that can be read, both themes, matplotlib, what is refused."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

import matplotlib.figure
import polars as pl
import pytest
from matplotlib import font_manager, ft2font
from matplotlib.colors import to_rgba
from pictured import SVG, root_of, texts_of

import gaf_rules as gaf
from gaf_rules.adapters.plot import plot_picture
from gaf_rules.adapters.typeface import typeface
from gaf_rules.messages import label
from gaf_rules.show.charts.canvas import LINES, ticks
from gaf_rules.show.pictures.measure import text_width
from gaf_rules.show.pictures.shapes import WIDTH
from gaf_rules.values.theme import DARK

if TYPE_CHECKING:
    from gaf_rules.values.texts import Lang

_HAS_CHINESE = not typeface("备案评估省委网信办", font_manager, ft2font, lang="zh").missing("备案")


@pytest.fixture(scope="module")
def drawn() -> dict[str, pl.DataFrame]:
    """One frame of every kind, out of the calls that give them."""
    amended = gaf.HAINAN.amend({"2.4.2a": {"n": 5}})
    both = {"as is": gaf.HAINAN, "5 days": amended}
    ahead = gaf.outlook(60, seed=3, guidelines=both, until=date(2024, 12, 31))
    found, log = ahead.measures["as is"], ahead.simulations["as is"]
    held = gaf.compare(log.events, log.cases, both, as_of=log.as_of)
    few = gaf.simulate(10, seed=3)
    sense = gaf.sensitivity(few.events, few.cases, as_of=few.as_of)
    return {
        "backlog": ahead.backlog,
        "survival": found.survival("first_tier_check", by="tier"),
        "on_time": ahead.on_time,
        "daily": found.daily(),
        "flow": found.flow(),
        "flips": sense.flips,
        "summary": held.summary,
    }


_KINDS = ("backlog", "survival", "on_time", "daily", "flow", "flips", "summary")
_ALL = pytest.mark.parametrize("kind", _KINDS)


@_ALL
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_the_calls_give_is_known_and_drawn(
    kind: str, lang: Lang, drawn: dict[str, pl.DataFrame]
) -> None:
    shown = gaf.picture(drawn[kind], lang=lang)
    assert shown.kind == kind
    assert shown.svg == gaf.picture(drawn[kind], lang=lang).svg
    assert shown.in_lang("zh").svg == gaf.picture(drawn[kind]).svg
    root = ET.fromstring(shown.svg)  # noqa: S314 - our own text
    assert (root.findtext(f"{SVG}title") or "") in [text for _, _, text in texts_of(root)]
    assert root.findtext(f"{SVG}desc")
    has_chinese = bool(re.search("[一-鿿]", "".join(text for _, _, text in texts_of(root))))
    assert has_chinese is (lang == "zh")
    assert "overflow-x:auto" in shown._repr_html_() == shown.html()
    assert shown.to_svg(theme="dark").strip() in shown.html(theme="dark")


@_ALL
@pytest.mark.parametrize("library", ["pandas", "pyarrow"])
def test_every_kind_of_frame_gives_the_same_picture(
    kind: str, library: str, drawn: dict[str, pl.DataFrame]
) -> None:
    other = drawn[kind].to_pandas() if library == "pandas" else drawn[kind].to_arrow()
    assert gaf.picture(other).svg == gaf.picture(drawn[kind]).svg


def _light(colour: str) -> float:
    wide = colour.removeprefix("#")
    wide = "".join(sign * 2 for sign in wide) if len(wide) == 3 else wide
    parts = [int(wide[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@_ALL
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_word_can_be_read_on_what_lies_under_it_in_both_themes(
    kind: str, lang: Lang, drawn: dict[str, pl.DataFrame]
) -> None:
    root = ET.fromstring(gaf.picture(drawn[kind], lang=lang).to_svg(theme="light"))  # noqa: S314 - our own text
    boxes: list[tuple[float, float, float, float, str]] = []
    seen = set()
    for part in root.iter():
        if part.tag == f"{SVG}rect":
            x, y, wide, tall = (float(part.get(name, 0)) for name in ("x", "y", "width", "height"))
            boxes.append((x, y, x + wide, y + tall, part.attrib["fill"]))
        elif part.tag == f"{SVG}path" and part.get("fill", "none") != "none":
            for x, y, tall, wide in re.findall(
                r"M([\d.]+) ([\d.]+)v([\d.]+)h([\d.]+)", part.attrib["d"]
            ):
                left, top = float(x), float(y)
                boxes.append(
                    (left, top, left + float(wide), top + float(tall), part.attrib["fill"])
                )
        elif part.tag == f"{SVG}text" and part.text:
            words, size = part.text, float(part.get("font-size", 10))
            wide = text_width(words, size)
            anchor = {"middle": 0.5, "end": 1.0}.get(part.get("text-anchor", ""), 0.0)
            begin = float(part.attrib["x"]) - anchor * wide
            y = float(part.attrib["y"]) - size / 3
            for x in (begin + 2, begin + wide / 2, begin + wide - 2):
                under = next(
                    b[4] for b in reversed(boxes) if b[0] <= x <= b[2] and b[1] <= y <= b[3]
                )
                seen.add((part.get("fill", "#222"), under))
    assert seen
    for ink, ground in seen:
        for pair in ((ink, ground), (DARK[ink], DARK[ground])):
            low, high = sorted(map(_light, pair))
            assert (high + 0.05) / (low + 0.05) >= 4.5, (kind, pair)


@_ALL
def test_every_colour_has_its_counterpart(kind: str, drawn: dict[str, pl.DataFrame]) -> None:
    shown = gaf.picture(drawn[kind])
    colours = {*re.findall(r'(?:fill|stroke)="(#[0-9a-f]+)"', shown.to_svg(theme="light"))}
    assert colours <= DARK.keys()
    dark = {*re.findall(r'(?:fill|stroke)="(#[0-9a-f]+)"', shown.to_svg(theme="dark"))}
    assert dark == {DARK[colour] for colour in colours}
    assert "prefers-color-scheme:dark" in shown.svg


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("tier", "municipal", label("tier", "municipal")),
        ("trigger_day", "include", label("reading_option", "trigger_day=include")),
        ("scenario", "trigger_day=include", label("reading", "trigger_day")),
        ("scenario", "5 days", "5 days"),
        ("office", "municipal", "municipal"),
        ("office", None, "–"),
    ],
)
def test_words_that_are_known_are_told(column: str, value: str | None, told: str) -> None:
    days = [date(2026, 3, 2), date(2026, 3, 3)]
    frame = pl.DataFrame(
        {"day": days, column: value, "procedure": "filing", "stage": "returned", "open": 1},
        schema_overrides={column: pl.String},
    )
    words = [text for _, _, text in texts_of(root_of(frame))]
    assert any(text.startswith(told) for text in words)


def test_lines_are_told_apart_without_colour() -> None:
    dashes = [dash for _, dash in LINES]
    assert len({*dashes}) == len(LINES)


@_ALL
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_matplotlib_draws_the_same_and_no_word_runs_into_another(
    kind: str, lang: Lang, drawn: dict[str, pl.DataFrame]
) -> None:
    if lang == "zh" and not _HAS_CHINESE:
        pytest.skip("no installed font has Chinese characters")
    shown = gaf.picture(drawn[kind], lang=lang)
    figure: Any = plot_picture(shown, theme="dark")
    assert isinstance(figure, matplotlib.figure.Figure)
    root = ET.fromstring(shown.to_svg(theme="dark"))  # noqa: S314 - our own text
    axes = figure.axes[0]
    assert [t.get_text() for t in axes.texts] == [
        " ".join(words.split()) for _, _, words in texts_of(root) if words
    ]
    shapes = [p for p in root.iter() if p.tag.removeprefix(SVG) in {"rect", "path", "circle"}]
    assert len(axes.patches) == len(shapes)
    paper = to_rgba(DARK["#fff"])
    assert figure.get_facecolor() == axes.patches[0].get_facecolor() == paper
    inks = {text.get_color() for text in axes.texts}
    assert inks <= {*DARK.values()}
    figure.canvas.draw()
    width, height = figure.get_size_inches() * figure.dpi
    boxes = [(text.get_window_extent(), text.get_text()) for text in axes.texts]
    for box, text in boxes:
        assert 0 <= box.x0 <= box.x1 <= width, text
        assert 0 <= box.y0 <= box.y1 <= height, text
    for (a, one), (b, other) in combinations(boxes, 2):
        across, down = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        assert across <= 1 or down <= 3, (one, other)


# -- refused ---------------------------------------------------------------------------------------------
def _flow(**columns: Any) -> pl.DataFrame:
    row = {"procedure": "filing", "stage": "returned", "onwards": "filed", "stays": 3, "median": 2}
    return pl.DataFrame({name: [value] for name, value in {**row, **columns}.items()}, strict=False)


@pytest.mark.parametrize(
    ("frame", "place"),
    [
        (None, r"\$frame"),
        ("backlog", r"\$frame"),
        (pl.DataFrame({"x": [1]}), r"\$frame: got 'columns x'"),
        (_flow(stays=-1), r"\$frame\.stays\[0\]: got -1"),
        (_flow(stays=None), r"\$frame\.stays\[0\]"),
        (_flow(stays=2.5), r"\$frame\.stays\[0\]"),
        (_flow(stage=None), r"\$frame\.stage\[0\]"),
        (_flow(median="x"), r"\$frame\.median\[0\]"),
        (pl.concat([_flow(), _flow(stays=4)]), r"\$frame\[1\].*row 0 speaks of this already"),
    ],
    ids=str,
)
def test_what_cannot_be_drawn_is_refused_with_its_place(frame: Any, place: str) -> None:
    with pytest.raises(gaf.CaseError, match=place) as caught:
        gaf.picture(frame)
    assert "$frame" in caught.value.zh


def test_seven_lines_are_too_many() -> None:
    days = [date(2026, 3, 2)] * 7
    about = {"procedure": "filing", "stage": "returned", "open": 1, "office": [*"abcdefg"]}
    with pytest.raises(gaf.CaseError, match="no more than 6 lines"):
        gaf.picture(pl.DataFrame({"day": days, **about}))
    assert len(LINES) == 6


def test_an_empty_frame_says_so(drawn: dict[str, pl.DataFrame]) -> None:
    for kind, frame in drawn.items():
        root = ET.fromstring(gaf.picture(frame.clear(), lang="en").svg)  # noqa: S314 - our own text
        assert [text for _, _, text in texts_of(root)] == ["The frame has no rows"], kind


def test_names_are_no_markup() -> None:
    frame = pl.DataFrame({"scenario": ["<b>&$x$"], "cases": [1], "impossible": [0]})
    shown = gaf.picture(frame, lang="en")
    assert "&lt;b&gt;&amp;$x$" in shown.svg
    figure: Any = plot_picture(shown)
    assert "<b>&$x$" in [text.get_text() for text in figure.axes[0].texts]


def test_lines_of_one_name_are_all_told_and_rows_that_look_alike_are_refused(
    drawn: dict[str, pl.DataFrame],
) -> None:
    whole, word = drawn["survival"], gaf.label("municipal", "zh", kind="tier")
    frame = whole.filter(pl.col("tier") == whole["tier"][0])

    def both(one: str, two: str) -> pl.DataFrame:
        return pl.concat([frame.with_columns(tier=pl.lit(each)) for each in (one, two)])

    root = ET.fromstring(gaf.picture(both("municipal", word)).svg)  # noqa: S314 - our own text
    assert [text for _, _, text in texts_of(root)].count(word) == 2
    with pytest.raises(gaf.CaseError, match="speaks of this already"):
        gaf.picture(both("x\x07", "x\u200b"))


@pytest.mark.parametrize("wrong", [None, 3, "flow", pl.DataFrame()], ids=str)
def test_only_a_picture_can_be_plotted(wrong: Any) -> None:
    with pytest.raises(gaf.GafRulesError, match="picture"):
        plot_picture(wrong)


def test_the_ticks_are_round_and_reach_the_top() -> None:
    for most in range(3000):
        found = ticks(most)
        assert found[0] == 0
        assert found[-1] >= most
        assert len(found) <= 6
        [step] = {b - a for a, b in pairwise(found)}
        assert int(str(step).rstrip("0") or "1") in {1, 2, 5}


def test_a_long_name_of_a_scenario_stays_inside(drawn: dict[str, pl.DataFrame]) -> None:
    name = "as the ministry wants it from the first of March on, " * 6
    frame = drawn["summary"].with_columns(scenario=pl.lit(name))
    parts = [text for text in root_of(frame).iter(f"{SVG}text") if text.get("font-weight")]
    assert len(parts) > 2
    for part in parts:
        assert text_width(part.text or "", float(part.attrib["font-size"])) < WIDTH
