"""The two sites: each page has its counterpart, the search finds Chinese, nothing public is left out."""

from __future__ import annotations

import ast
import fcntl
import json
import re
import shutil
import subprocess
import zlib
from typing import TYPE_CHECKING, Any

import notebook
import pytest
from as_meant import plainly, short_words
from bigram_search import BigramSearch, query_words
from chinese_names import CHINESE_NAMES, CHINESE_ROWS
from schema_tables import document_tables
from site_pages import QUERIES, ROOT, built_site, holding, index_of, text_of

import gaf_rules as gaf
from gaf_rules.language import actions, conditions, rows
from gaf_rules.language.vocabulary import EVENT_TYPES
from gaf_rules.show.schemas import DOCUMENTS

if TYPE_CHECKING:
    from pathlib import Path

    from gaf_rules.values.texts import Lang

_SITES = pytest.mark.parametrize("under", ["", "zh"], ids=["en", "zh"])
_SOURCES = sorted(
    str(path.relative_to(ROOT / "docs" / "zh").with_suffix(""))
    for path in (ROOT / "docs" / "zh").rglob("*.md")
)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Built once, for all who run tests at the same time."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "site"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return folder if folder.exists() else built_site(folder)


def _links(page: Path) -> dict[str, str]:
    """The language of each alternative of a page, with the file it leads to."""
    head = page.read_text("utf-8")
    found = re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', head)
    return {lang: str((page.parent / href).resolve()) for lang, href in found}


def test_each_page_is_in_its_language_and_leads_to_its_counterpart_and_back(site: Path) -> None:
    names = index_of(site)["docnames"]
    assert sorted(names) == sorted(index_of(site / "zh")["docnames"]) == _SOURCES
    for name in (*names, "search", "genindex"):
        english, chinese = site / f"{name}.html", site / "zh" / f"{name}.html"
        assert re.search(r'<html[^>]* lang="en"', english.read_text("utf-8"))
        assert re.search(r'<html[^>]* lang="zh-CN"', chinese.read_text("utf-8"))
        assert _links(english) == {"zh-CN": str(chinese.resolve())}
        assert _links(chinese) == {"en": str(english.resolve())}


def test_nothing_around_a_chinese_page_is_english(site: Path) -> None:
    text = (site / "zh" / "guide" / "install.html").read_text("utf-8")
    text = re.sub(r"<(article|script|style|title)\b.*?</\1>", "", text, flags=re.DOTALL)
    said = re.findall(r'>([^<>]*)<|(?:aria-label|title|placeholder|alt)="([^"]*)"', text)
    english = {
        word for pair in said for word in re.findall(r"[A-Za-z]{3,}(?: [A-Za-z]+)+", "".join(pair))
    }
    assert english <= {"This page in English", "gaf_rules contributors", "rules contributors"}


def test_the_search_page_says_what_to_do_without_a_query(site: Path) -> None:
    for under, words in (
        ("", "A word, a code or a clause"),
        ("zh", "输入一个词、一个代码或一条条款"),
    ):
        html = (site / under / "search.html").read_text("utf-8")
        assert f"<p>{words}" in html
        assert '<input type="search" name="q"' in html


def test_commands_are_told_in_the_language_of_the_page(site: Path) -> None:
    english, chinese = (
        text_of(site / under / "reference" / "commands.html") for under in ("", "zh")
    )
    assert "the day of assessment" in english
    assert re.findall(r"[\u4e00-\u9fff]+", english) == []
    assert "评估日" in chinese
    assert "the day of assessment" not in chinese


def test_an_option_keeps_both_its_dashes(site: Path) -> None:
    for page in site.rglob("*.html"):
        # A dash before a word that no space follows was two.
        assert not re.search(r"(?<!\S)–[a-z]", text_of(page)), page


def test_a_cell_of_a_table_for_phones_names_its_column(site: Path) -> None:
    told = (site / "evidence" / "index.html").read_text("utf-8")
    assert re.search(r'<table class="[^"]*\bstacked\b', told)
    rows = told.count("<tr") - 1
    assert told.count('<span class="cell-label">method</span>') == rows > 10
    numbers = (site / "guide" / "on-a-cluster.html").read_text("utf-8")
    assert "<td" in numbers.partition("by sponsor")[2]
    assert '<span class="cell-label">by sponsor</span>' not in numbers


def test_a_line_that_ends_within_chinese_leaves_no_gap(site: Path) -> None:
    source = (ROOT / "docs" / "zh" / "explanation" / "law-above.md").read_text("utf-8")
    assert re.search(r"[\u4e00-\u9fff]\n[\u4e00-\u9fff]", source)
    for page in (site / "zh").rglob("*.html"):
        article = page.read_text("utf-8").partition("<article")[2]
        article = re.sub(r"<pre>.*?</pre>", "", article, flags=re.DOTALL)
        assert not re.search(r"[\u4e00-\u9fff，。；：]\n[\u4e00-\u9fff]", article), page


def test_a_page_asks_no_other_server(site: Path) -> None:
    for page in site.rglob("*.html"):
        loaded = re.findall(r'(?:src|<link[^>]* href)="(https?:[^"]*)"', page.read_text("utf-8"))
        assert not loaded, page


def _ends_in_a_picture(cell: str) -> bool:
    last = ast.parse(cell).body[-1]
    return isinstance(last, ast.Expr) and ast.unparse(last).startswith(
        ("gaf.picture(", "gaf.timeline(")
    )


@_SITES
def test_the_notebooks_were_run_and_show_their_pictures(site: Path, under: str) -> None:
    pages = [page for page in (site / under / "notebooks").glob("*.html") if page.stem != "index"]
    assert len(pages) == 6
    for page in pages:
        text = page.read_text("utf-8")
        cells = notebook.code_of(ROOT / "docs" / under / "notebooks" / f"{page.stem}.md")
        pictures = sum(map(_ends_in_a_picture, cells))
        assert text.count('class="cell_input') == len(cells) > 5, page
        shown = text.count('<svg xmlns="http://www.w3.org/2000/svg" role="img"')
        assert shown == pictures > 0, page
        assert "Traceback" not in text, page
        assert "stderr" not in text, page


def test_docstrings_are_read_as_they_are_meant(site: Path) -> None:
    told = "Attributes:\n    {}a, b: one,\n        two.\n\nReturns:\n    {}it: so."
    each = "a: one,\n        two.\n    "
    assert plainly(told.format("", "")) == told.format(each, ": ").replace("a, b", "b")
    assert short_words("(a: Literal['x'], b: Literal[" + "'word', " * 30 + "])") == (
        "(a: Literal['x'], b: str)"
    )
    for name in ("names", "rows"):
        shown = text_of(site / "reference" / f"{name}.html")
        assert " -- " not in shown
        assert not re.search(r"Return type|\((?:bearer|code|over),\)", shown)


def test_a_table_of_long_words_is_set_for_phones(site: Path) -> None:
    tables = (site / "reference" / "rows.html").read_text("utf-8").partition("<table")[2]
    assert '<span class="cell-label">whose move</span>' in tables
    assert "32\u00a0%" in (site / "reference" / "speed.html").read_text("utf-8")


# -- search ----------------------------------------------------------------------------------------------
def _found(index: dict[str, Any], query: str) -> set[str]:
    """The pages that Sphinx's script finds by words: all must be there, long ones in part."""
    stem = BigramSearch({}).stem
    pages: list[set[int]] = []
    for word in (stem(word.lower()) for word in query_words(query)):
        hits: set[int] = set()
        for table in (index["terms"], index["titleterms"]):
            names = [word] if word in table else [t for t in table if word in t and len(word) > 2]
            for name in names:
                held = table[name]
                hits |= {held} if isinstance(held, int) else set(held)
        pages.append(hits)
    return {index["docnames"][number] for number in set.intersection(*pages)}


@_SITES
def test_the_index_finds_what_a_plain_text_search_finds(site: Path, under: str) -> None:
    index = index_of(site / under)
    for query, beginnings in QUERIES[under].items():
        expected = holding(site / under, beginnings)
        assert expected, query
        found = _found(index, query)
        assert expected <= found, query
        # Pairs of characters may stand on a page without the term: on one in twenty at most.
        most = 0 if query.isascii() else len(index["docnames"]) // 20
        assert len(found - expected) <= most, query


@pytest.mark.skipif(shutil.which("node") is None, reason="no node to run the script of the pages")
def test_the_browser_cuts_a_query_as_the_index_does() -> None:
    queries = [
        *QUERIES[""],
        *QUERIES["zh"],
        "省 A省b 2.4.4c、gaf.assess x.y. ",
        "",
        "。",
        "é-ü 〔2025〕7号",
    ]
    cut = f"{json.dumps(queries)}.map(splitQuery)"
    script = f"{BigramSearch.js_splitter_code}\nconsole.log(JSON.stringify({cut}))"
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)  # noqa: S607 - the node of the path
    assert json.loads(done.stdout) == [[*query_words(query)] for query in queries]


# -- reference -------------------------------------------------------------------------------------------
def _inventory(site: Path) -> set[str]:
    raw = (site / "objects.inv").read_bytes()
    lines = zlib.decompress(raw.split(b"\n", 4)[4]).decode().splitlines()
    return {line.split(" ", 1)[0] for line in lines}


def test_every_public_name_has_a_meaning_in_chinese() -> None:
    assert sorted(CHINESE_NAMES) == sorted(gaf.__all__)
    assert all(CHINESE_NAMES.values())


def test_every_word_that_rows_are_written_with_is_on_their_page() -> None:
    classes = {
        name: each
        for module in (rows, actions, conditions)
        for name in module.__all__
        if isinstance(each := getattr(module, name), type)
    }
    of_conditions = {name for name in classes if name in conditions.__all__}
    words = {
        name
        for name, each in classes.items()
        if name not in of_conditions
        or (issubclass(each, conditions.Condition) and each is not conditions.Condition)
    }
    assert sorted(words - {name.partition(".")[2] for name in CHINESE_ROWS}) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_field_of_every_document_has_a_meaning(name: str, lang: Lang) -> None:
    rows = re.findall(
        r"^\| `([^`]+)` \| (.*?) \|", document_tables(gaf.schema(name), lang), re.MULTILINE
    )
    assert rows
    assert [field for field, meaning in rows if not meaning.strip()] == []


@_SITES
def test_every_public_name_is_documented_and_can_be_linked_to(site: Path, under: str) -> None:
    assert {f"gaf_rules.{name}" for name in gaf.__all__} <= _inventory(site / under)


@_SITES
def test_every_event_every_word_and_every_clause_is_on_a_page(site: Path, under: str) -> None:
    folder = site / under / "reference"
    formats, words = text_of(folder / "formats.html"), text_of(folder / "words.html")
    assert all(kind in formats for kind in EVENT_TYPES)
    assert all(code in words for table in gaf.LABELS.values() for code in table)
    clauses = text_of(folder / "clauses.html")
    assert all(clause in clauses for clause in gaf.HAINAN.clauses)
