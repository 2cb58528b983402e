"""Light and dark: every word can be read on its paper in either theme, no colour stands alone."""

from __future__ import annotations

import ast
import re
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from worked_cases import worked_cases

import gaf_rules as gaf
from gaf_rules.calendar.render import _LOOKS, calendar_html, year_html
from gaf_rules.show.pictures.page import page, plan_page
from gaf_rules.show.pictures.strip import strip
from gaf_rules.values.theme import DARK, THEMES, Theme, as_table, both, document, sheet, themed

_ENOUGH = 4.5
_CASE = next(case for case in worked_cases() if case.name == "C22")


def _light(colour: str) -> float:
    """The relative luminance of a colour, after WCAG."""
    wide = colour.removeprefix("#")
    wide = "".join(sign * 2 for sign in wide) if len(wide) == 3 else wide
    parts = [int(wide[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """How far two colours lie apart, from 1 to 21."""
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_knows_the_ends_and_a_pair_that_is_known() -> None:
    assert contrast("#fff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    # What it was before: the page's own white on pale blue.
    assert contrast("#ffffff", "#cfe8ff") < 1.5


_PAIR = re.compile(r"light-dark\((#[0-9a-f]{3,6}),(#[0-9a-f]{3,6})\)")


@pytest.mark.parametrize("kind", [kind for kind, look in _LOOKS.items() if look.css])
def test_each_kind_of_day_can_be_read_on_its_own_paper_in_both_themes(kind: str) -> None:
    style = dict(part.split(":", 1) for part in _LOOKS[kind].css.split(";"))
    ink = _PAIR.search(style["color"])
    paper = _PAIR.search(style.get("background", both("#fff")))
    assert ink
    assert paper
    for theme in (1, 2):
        assert contrast(ink[theme], paper[theme]) >= _ENOUGH
    # A kind that has a colour has a mark, too, but for weekends, which the column says.
    assert _LOOKS[kind].mark.strip() or kind == "weekend"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_words_can_be_read_on_the_paper_of_the_sheet(dark: bool) -> None:
    words = ("#222", "#444", "#555", "#57606a", "#6b6b6b", "#8f2f27", "#b03024", "#9b1c1c")
    # A picture writes over shaded days, too.
    papers = ("#fff", "#ececec") if not dark else ("#fff",)
    for word, paper in product(words[:4], papers):
        pair = (DARK[word], DARK[paper]) if dark else (word, paper)
        assert contrast(*pair) >= _ENOUGH, pair
    for word in words[4:]:
        assert contrast(DARK[word] if dark else word, DARK["#fff"] if dark else "#fff") >= _ENOUGH


def _shown(theme: Theme) -> dict[str, str]:
    found = _CASE.assess()
    made = gaf.plan(
        found.basis.case.app,
        sponsor=found.basis.case.sponsor,
        launch_on=date(2026, 6, 1),
        as_of=date(2026, 3, 2),
    )
    due = gaf.deadline("2.4.4c", trigger=date(2026, 2, 18))
    return {
        "year": year_html(gaf.CHINA, 2026, theme=theme),
        "calendar": calendar_html(gaf.CHINA, theme=theme),
        "assessment": page(found, theme=theme),
        "plan": plan_page(made, theme=theme),
        "explanation": gaf.explain(found).html(theme=theme),
        "inbox": gaf.inbox([found.basis.case], role="sponsor", as_of=found.as_of).html(theme=theme),
        "timeline": gaf.timeline(found).to_svg(theme=theme),
        "strip": strip(due).to_svg(theme=theme),
    }


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_is_an_argument_of_everything_shown(theme: Theme) -> None:
    for name, shown in _shown(theme).items():
        if name in {"timeline", "strip"}:
            assert ("prefers-color-scheme" in shown) is (theme == "auto"), name
            papers = {"light": "#fff", "auto": "#fff", "dark": DARK["#fff"]}
            assert re.search(rf'<rect[^>]* fill="{papers[theme]}"', shown), name
        else:
            scheme = "light dark" if theme == "auto" else theme
            assert f"color-scheme:{scheme};" in shown, name
            # Whoever sets the paper sets the ink.
            for style in re.findall(r'style="([^"]*)"', shown):
                assert ("background:" in style) <= ("color:" in style.replace("background", "")), (
                    style
                )


def test_every_colour_of_a_picture_has_its_counterpart() -> None:
    for name, shown in _shown("auto").items():
        colours = {*re.findall(r'(?:fill|stroke)="(#[0-9a-f]+)"', shown)}
        assert colours <= DARK.keys(), name
        style = "".join(re.findall(r"<style>(.*?)</style>", shown))
        assert all(f'"{colour}"]' in style for colour in colours), name
    assert len({*DARK}) == len(DARK)


def _notebook() -> dict[str, Any]:
    """One of every class that shows itself in a notebook, by the class."""
    cases = pl.DataFrame(
        {
            "case_id": ["A"],
            "app_kind": ["app"],
            "runs_on_mobile": [True],
            "purpose": ["internal"],
            "grassroots_facing": [False],
            "sponsor_kind": ["administrative_organ"],
            "tier": ["municipal"],
        }
    )
    events = pl.DataFrame({"case_id": ["A"], "type": ["app_launched"], "on": [date(2026, 3, 9)]})
    day = date(2026, 6, 1)
    found = _CASE.assess()
    case = found.basis.case
    made = gaf.plan(case.app, sponsor=case.sponsor, launch_on=day, as_of=date(2026, 3, 2))
    longer = gaf.HAINAN.amend({"2.4.4c": {"n": 15}})
    values: tuple[Any, ...] = (
        found,
        gaf.CHINA,
        gaf.explain(found),
        gaf.timeline(found),
        gaf.deadline("2.4.4c", trigger=date(2026, 2, 18)),
        gaf.inbox([case], role="sponsor", as_of=found.as_of),
        gaf.audit(events, cases, as_of=day),
        gaf.compare(events, cases, {"now": gaf.HAINAN, "longer": longer}, as_of=day),
        gaf.read_log(events).report,
        gaf.picture(gaf.measures(events, cases, as_of=day).flow()),
        made,
    )
    return {type(value).__name__: value for value in values}


def test_whatever_shows_itself_in_a_notebook_brings_its_own_paper() -> None:
    shown = _notebook()
    source = Path(gaf.__file__).parent
    classes = {
        node.name
        for path in source.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
        and any(getattr(part, "name", "") == "_repr_html_" for part in node.body)
    }
    assert classes == shown.keys()
    for name, value in shown.items():
        html = value._repr_html_()
        own = "color-scheme:light dark;background:" in html or 'class="gaf-auto"' in html
        assert own, name
        assert "<script" not in html, name
        # What is wide scrolls in a frame of its own.
        assert "<svg" not in html or "overflow-x:auto" in html, name


def _html(value: Any, **given: Any) -> str:
    """What a value shows; of a calendar, a year."""
    year = (2026,) if isinstance(value, gaf.WorkingCalendar) else ()
    told: str = getattr(value, "to_html" if year else "html")(*year, **given)
    return told


def test_whatever_shows_itself_takes_a_language_and_a_theme() -> None:
    for name, value in _notebook().items():
        spoken = {} if name in {"Explanation", "Timeline"} else {"lang": "en"}
        dark, light = (_html(value, theme=theme) for theme in ("dark", "light"))
        assert dark != light, name
        assert "light-dark(" in dark or DARK["#fff"] in dark, name
        if spoken:
            # Names that somebody gave stay as they are.
            zh, en = (
                len(re.findall("[\u4e00-\u9fff]", _html(value, lang=lang))) for lang in ("zh", "en")
            )
            assert en < zh, name
            with pytest.raises(gaf.GafRulesError, match="zh"):
                _html(value, lang="fr")
        with pytest.raises(gaf.CaseError, match="auto, light, dark"):
            _html(value, theme="Dark")


@pytest.mark.parametrize("wrong", ["", "Dark", "none"])
def test_another_theme_is_refused_in_words(wrong: Any) -> None:
    with pytest.raises(gaf.CaseError, match="auto, light, dark"):
        sheet("", lang="zh", theme=wrong)
    with pytest.raises(gaf.CaseError, match="auto, light, dark"):
        themed("<svg>", wrong)


def test_a_page_of_its_own_says_its_title_as_text() -> None:
    assert "<title>&lt;b&gt;</title>" in document("<b>", "", lang="en")


def test_what_is_at_hand_shows_itself_in_one_short_line() -> None:
    for value in (gaf.CHINA, gaf.HAINAN):
        assert len(repr(value)) < 100
        assert "\n" not in repr(value)


def test_a_cell_names_its_column_where_the_heads_are_not_shown() -> None:
    html = as_table(('who "acts" & why', "n"), [("<sponsor>", "1"), ("office", "2")])
    heads = ["who &quot;acts&quot; &amp; why", "n"]
    assert re.findall('data-head="([^"]*)"', html) == 2 * heads
    assert re.findall("<th [^>]*>(.*?)</th>", html) == heads
    assert "max-width" in html
    with pytest.raises(ValueError, match="zip"):
        as_table(("one",), [("a", "b")])
