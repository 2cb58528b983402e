"""The notebooks: the same code in both languages, text that Jupytext reads, figures that a run reproduces."""

from __future__ import annotations

import ast
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import jupytext
import notebook
import pytest

if TYPE_CHECKING:
    from pathlib import Path

_NAMES = sorted(
    path.stem for path in notebook.NOTEBOOKS.glob("*.md") if "code-cell" in path.read_text("utf-8")
)
_ALL = pytest.mark.parametrize("name", _NAMES)
_ZH = notebook.NOTEBOOKS.parent / "zh" / "notebooks"


class _NoWords(ast.NodeTransformer):
    """Takes the words out of code: what is printed may be in another language, what is done may not."""

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        spoken = isinstance(node.value, str) and not re.fullmatch(r"[a-z0-9_.]+|\[.*", node.value)
        return ast.Constant("") if spoken or node.value in {"en", "zh"} else node


def _done(path: Path) -> list[str]:
    return [ast.unparse(_NoWords().visit(ast.parse(cell))) for cell in notebook.code_of(path)]


def test_all_six_are_there() -> None:
    assert len(_NAMES) == 6
    assert sorted(path.stem for path in _ZH.glob("*.md") if path.stem != "index") == _NAMES


_MONTHS = [date(2026, month, 1).strftime("%B") for month in range(1, 13)]


def _told(text: str) -> list[tuple[Any, ...]]:
    """What two languages share: code and prose in their order, headings, paragraphs, figures."""
    found: list[tuple[Any, ...]] = []
    for cell in jupytext.reads(text, fmt="md:myst").cells:
        if cell.cell_type == "code":
            found.append(("code",))
            continue
        prose = re.sub(r"\]\([^)]*\)", "", cell.source)  # the targets of links
        for number, month in enumerate(_MONTHS, 1):
            prose = re.sub(rf"\b{month}\b", str(number), prose)
        headings = tuple(len(each) for each in re.findall(r"^(#+) ", prose, re.MULTILINE))
        paragraphs = len([each for each in prose.split("\n\n") if each.strip()])
        figures = sorted(set(re.findall(r"\d+(?:[.,]\d+)*", prose)))
        found.append(("prose", headings, paragraphs, figures))
    return found


def _texts(name: str) -> tuple[str, str]:
    return tuple((folder / f"{name}.md").read_text("utf-8") for folder in (notebook.NOTEBOOKS, _ZH))  # type: ignore[return-value]  # two folders


@_ALL
def test_both_languages_tell_the_same(name: str) -> None:
    english, chinese = _texts(name)
    assert _told(english) == _told(chinese)


@pytest.mark.parametrize(
    ("pattern", "other"),
    [
        (r"(?m)^## .*\n", ""),  # a heading
        (r"(?s)```\n\n[^`#]+?\n\n", "```\n\n"),  # a paragraph, or all that stands between two cells
        (r"\b16(?= April)", "17"),  # a figure
        (r"April", "March"),
    ],
)
def test_what_is_told_in_one_language_alone_is_seen(pattern: str, other: str) -> None:
    english, chinese = _texts("sponsor-case")
    head, prose = english.split("\n# ", 1)
    spoilt = f"{head}\n# {re.sub(pattern, other, prose, count=1)}"
    assert spoilt != english
    assert _told(spoilt) != _told(chinese)


@_ALL
def test_both_languages_do_the_same(name: str) -> None:
    english = notebook.NOTEBOOKS / f"{name}.md"
    assert _done(english) == _done(_ZH / f"{name}.md")
    assert len(_done(english)) > 5


@_ALL
@pytest.mark.parametrize("folder", [notebook.NOTEBOOKS, _ZH], ids=["en", "zh"])
def test_each_is_text_of_a_notebook(folder: Path, name: str) -> None:
    text = (folder / f"{name}.md").read_text("utf-8")
    read: Any = jupytext.reads(text, fmt="md:myst")
    code = [cell.source for cell in read.cells if cell.cell_type == "code"]
    assert len(code) == text.count("\n```{code-cell} python\n")
    assert "kernelspec" in read.metadata
    again: Any = jupytext.reads(jupytext.writes(read, fmt="md:myst"), fmt="md:myst")
    assert [cell.source for cell in again.cells] == [cell.source for cell in read.cells]
    # It tells something, draws something, and holds itself to what it tells.
    assert read.cells[0].source.startswith("# ")
    assert any("gaf.picture" in cell or "gaf.timeline" in cell for cell in code)
    assert any("assert " in cell for cell in code)


def test_a_figure_that_is_another_ends_the_run(tmp_path: Path) -> None:
    text = (notebook.NOTEBOOKS / "sponsor-case.md").read_text("utf-8")
    page = tmp_path / "page.md"
    wrong = text.replace("== date(2026, 4, 16)", "== date(2026, 4, 15)")
    assert wrong != text
    page.write_text(wrong, encoding="utf-8")
    with pytest.raises(AssertionError):
        notebook.run(page)


@pytest.mark.deep
def test_the_audit_takes_a_hundred_thousand_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASES", "100000")
    names = notebook.run(notebook.NOTEBOOKS / "inspector-audit.md")
    assert len(names["log"].cases) == 100_000
    assert len(names["parts"]) == 2
