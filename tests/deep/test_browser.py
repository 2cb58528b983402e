"""What a real browser shows: the search of the pages, each display light and dark, narrow and wide."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx
import pytest
from chromium import CHROMIUM, measured, page_after_scripts, scrolling, widths
from served import served
from site_pages import QUERIES, built_site, holding
from worked_cases import worked_cases

import gaf_rules as gaf
from gaf_rules.calendar.render import calendar_html
from gaf_rules.show.pictures.page import page, plan_page
from gaf_rules.show.pictures.strip import strip
from gaf_rules.values.theme import document, wide

if TYPE_CHECKING:
    from pathlib import Path

    from gaf_rules.values.texts import Lang

pytestmark = [
    pytest.mark.deep,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_site(tmp_path_factory.mktemp("site"))


@pytest.mark.parametrize(
    ("under", "query"), [(under, query) for under, queries in QUERIES.items() for query in queries]
)
def test_the_search_finds_in_the_browser_what_a_plain_text_search_finds(
    site: Path, under: str, query: str
) -> None:
    url = f"{(site / under / 'search.html').as_uri()}?q={quote(query)}"
    shown = page_after_scripts(url)
    results = shown.partition('id="search-results"')[2].partition("</article>")[0]
    found = {
        link.partition("#")[0].partition("?")[0].removesuffix(".html")
        for link in re.findall(r'<li[^>]*><a href="([^"]+)"', results)
    }
    expected = holding(site / under, QUERIES[under][query])
    assert expected
    assert expected <= found
    # Pairs of characters may stand on a page without the term: seldom.
    assert len(found - expected) <= (0 if query.isascii() else 1), found - expected


def test_no_page_scrolls_sideways(site: Path) -> None:
    pages = sorted(str(page.relative_to(site)) for page in site.rglob("*.html"))
    seen = widths(site, pages, (320, 390, 768, 1280, 1500))
    assert len(seen) == 5 * len(pages) > 500
    assert [each for each in seen if each[2] > each[1]] == []


def test_tables_and_pictures_are_whole_on_a_desktop(site: Path) -> None:
    pages = sorted(str(page.relative_to(site)) for page in site.rglob("*.html"))
    assert scrolling(site, pages, 1280, "article .table-wrapper, article p:has(> img)") == []


def test_a_table_of_sentences_is_whole_on_a_phone(site: Path) -> None:
    pages = sorted(str(page.relative_to(site)) for page in site.rglob("*.html"))
    assert scrolling(site, pages, 390, "article .table-wrapper:has(.stacked)") == []
    # What an example prints is not cut either, unless its columns stand below one another.
    printed = ".highlight-text:not(.columns) pre, .cell_output pre"
    assert scrolling(site, pages, 390, printed) == []


def test_a_part_that_is_cut_is_seen(tmp_path: Path) -> None:
    part = "<!DOCTYPE html><div style='overflow:auto'><p style='width:700px'>x</p></div>"
    (tmp_path / "cut.html").write_text(part)
    assert scrolling(tmp_path, ["cut.html"], 390, "div") == [("cut.html", 390, 700)]
    assert scrolling(tmp_path, ["cut.html"], 1280, "div") == []


_LOOKED_AT = (
    "index", "ten-minutes", "guide/typhoon", "guide/diary-and-pictures", "notebooks/reform",
    "reference/rows", "reference/commands", "evidence/index",
)  # fmt: skip


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("under", ["", "zh"], ids=["en", "zh"])
@pytest.mark.parametrize("name", _LOOKED_AT)
def test_every_word_of_a_page_can_be_read(
    name: str, under: str, dark: bool, site: Path, tmp_path: Path
) -> None:
    page = site / under / f"{name}.html"
    base = f'<head><base href="{page.as_uri()}">'
    html = page.read_text("utf-8").replace("<head>", base, 1)
    for width in (390, 1280):
        found = measured(html, tmp_path, width=width, dark=dark)
        shown = [text for text in found["texts"] if text[3]]
        assert len(shown) > 30
        assert [text for text in shown if text[0] < 4.5] == [], width


def test_a_page_that_is_too_wide_is_seen(tmp_path: Path) -> None:
    (tmp_path / "wide.html").write_text("<!DOCTYPE html><p style='width:400px'>x")
    assert widths(tmp_path, ["wide.html"], (390, 600)) == [
        ("wide.html", 390, 408),
        ("wide.html", 600, 600),
    ]


@lru_cache(maxsize=2)
def _displays(lang: Lang) -> dict[str, str]:
    found = next(case for case in worked_cases() if case.name == "C22").assess()
    case = found.basis.case
    closure = gaf.Overlay(place="460100", kind="closure", off=(date(2026, 3, 9),), source="made up")
    made = gaf.plan(
        case.app, sponsor=case.sponsor, launch_on=date(2026, 6, 1), as_of=date(2026, 3, 2)
    )
    told = gaf.explain(found, lang).html()
    log = gaf.simulate(30, seed=5)
    rules = {"as is": gaf.HAINAN, "five days": gaf.HAINAN.amend({"2.4.2a": {"n": 5}})}
    compared = gaf.compare(log.events, log.cases, rules, as_of=log.as_of)
    bodies = {
        "year": calendar_html(gaf.CHINA.with_overlay(closure).for_place("460100"), lang),
        "year to come": gaf.CHINA.as_known_on(date(2026, 3, 1)).to_html(2027, lang),
        "assessment": page(found, lang),
        "plan": plan_page(made, lang),
        "explanation": told.replace("<details", "<details open"),
        "inbox": gaf.inbox([case], role="sponsor", as_of=date(2026, 3, 2), lang=lang).html(),
        "comparison": compared.html(lang),
        "audit": compared.audits["as is"].html(lang),
        "strip": wide(strip(gaf.deadline("2.4.4c", trigger=date(2026, 2, 18)), lang=lang).to_svg()),
    }
    return {name: document(name, body, lang=lang) for name, body in bodies.items()}


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", sorted(_displays("zh")))
def test_every_word_of_a_display_can_be_read(
    name: str, lang: Lang, dark: bool, width: int, tmp_path: Path
) -> None:
    found = measured(_displays(lang)[name], tmp_path, width=width, dark=dark)
    assert found["texts"]
    poor = [text for text in found["texts"] if text[0] < 4.5]
    assert not poor, poor[:5]
    assert min(text[2] for text in found["texts"]) >= 8
    # What is wider scrolls in a frame of its own; the page stays as wide as the screen.
    assert found["width"] <= width


def test_the_page_of_the_service_can_be_read_and_followed(tmp_path: Path) -> None:
    with served() as address:
        shown = page_after_scripts(f"{address}/")
        assert '<section lang="zh">' in shown
        assert '<section lang="en">' in shown
        links = {link for link in re.findall(r'href="([^"#]+)"', shown) if ":" not in link}
        assert len(links) > 5
        for link in links:
            assert httpx.get(f"{address}/{link.lstrip('/')}").status_code == 200, link
        plain = httpx.get(f"{address}/").text
    for width in (390, 1280):
        for dark in (False, True):
            found = measured(plain, tmp_path, width=width, dark=dark)
            assert found["texts"]
            assert [text for text in found["texts"] if text[0] < 4.5] == []
            assert found["width"] <= width


def test_white_on_pale_blue_is_found(tmp_path: Path) -> None:
    pale = (
        '<p style="background:#cfe8ff;color:#fff">4</p><p style="color:#222;background:#fff">5</p>'
    )
    found = measured(document("", pale, lang="en"), tmp_path, width=390, dark=False)
    assert [text for contrast, text, *_ in found["texts"] if contrast < 4.5] == ["4"]
    broad = document("", '<div style="width:900px">x</div>', lang="en")
    assert measured(broad, tmp_path, width=390, dark=False)["width"] > 390
