"""Every example in the README and in docs/ is run, and prints what the page says."""

from __future__ import annotations

import json
import re
import sys
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from documents import Block, blocks, check_page

from gaf_rules.durable.engine import load

_ROOT = Path(__file__).resolve().parents[2]
_PAGES = sorted(
    str(page.relative_to(_ROOT))
    for page in [*_ROOT.glob("README*.md"), *(_ROOT / "docs").rglob("*.md")]
    if "_build" not in page.parts
)


def _command(arguments: list[str]) -> int | None:
    from gaf_rules.cli import main

    return main(arguments)


def _echo(arguments: list[str]) -> int:
    print("got", *arguments)  # noqa: T201 - stands in for the command line
    return 0


@pytest.mark.parametrize("page", _PAGES)
def test_every_example_prints_what_the_page_says(
    page: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")  # or argparse wraps to the terminal of the day
    text = (root / page).read_text("utf-8")
    if "gaf.cross_check(" in text:
        load()  # passed over where there is no second engine
    _, wrong = check_page(text, command=_command, folder=root)
    assert not wrong, "\n\n".join(f"{page}, {mismatch}" for mismatch in wrong)


def _held_open(text: str) -> list[str]:
    """Lines and cells of a page that are a word of capitals alone: what was to be filled in later."""
    prose = re.sub(r"(?ms)^```.*?^```", "", text)
    cells = (cell.strip() for line in prose.splitlines() for cell in line.split("|"))
    return [cell for cell in cells if re.fullmatch("[A-Z]{5,}", cell)]


@pytest.mark.parametrize("page", _PAGES)
def test_nothing_on_a_page_waits_to_be_filled_in(page: str, root: Path) -> None:
    assert _held_open((root / page).read_text("utf-8")) == []


def test_a_place_held_open_is_seen() -> None:
    assert _held_open("a\n\nFIGURES\n\n| x | LATER |\n\n```text\nCODES\n```\n") == [
        "FIGURES",
        "LATER",
    ]


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_readme_begins_with_the_two_commands_and_a_python_example_with_its_output(
    name: str, root: Path
) -> None:
    found = list(blocks((root / name).read_text("utf-8")))
    first = found[0].text.splitlines()
    assert [line.removeprefix("$ ") for line in first[:2]] == ["make demo", "make test"]
    pairs = pairwise(found)
    assert any(a.lang == "python" and a.run and b.lang == "text" for a, b in pairs)


def test_the_readmes_say_the_same_and_lead_to_each_other_and_to_what_is_there(root: Path) -> None:
    english, chinese = ((root / name).read_text("utf-8") for name in ("README.md", "README.zh.md"))
    assert "[中文](README.zh.md)" in english
    assert "[English](README.md)" in chinese
    links = [re.findall(r"\]\(([^)]+)\)", text) for text in (english, chinese)]
    assert all((root / link).exists() for found in links for link in found)
    twins = [
        link.replace("docs/zh/", "docs/").replace(".zh.", ".").replace(".en.", ".")
        for link in links[1]
    ]
    assert twins == [link.replace(".zh.", ".").replace(".en.", ".") for link in links[0]]


def test_the_picture_of_the_readme_is_what_is_drawn(root: Path) -> None:
    for path, content in _script(root / "scripts", "showcase").files():
        assert path.read_text("utf-8") == content, "python scripts/showcase.py draws it anew"


def test_the_peers_of_the_readme_are_those_of_the_kept_results(root: Path) -> None:
    results = json.loads((root / "benchmarks" / "results.json").read_text("utf-8"))
    made = _script(root / "benchmarks", "page")
    for name, lang in (("README.zh.md", 0), ("README.md", 1)):
        assert made.peers(results, lang) in (root / name).read_text("utf-8")


def _script(folder: Path, name: str) -> Any:
    """A script, which is no package."""
    sys.path.insert(0, str(folder))
    try:
        return import_module(name)
    finally:
        sys.path.remove(str(folder))


@pytest.mark.parametrize(
    ("page", "run", "wrong_lines"),
    [
        pytest.param("```python\nprint(1)\n```\n```text\n1\n```\n", 1, [], id="right"),
        pytest.param("```python\nprint(1)\n```\n```text\n2\n```\n", 1, [2], id="other output"),
        pytest.param("```python\nprint(1)\n```\n", 1, [2], id="output not shown"),
        pytest.param("```python\nx = 1\n```\n```text\n1\n```\n", 1, [2], id="prints nothing"),
        pytest.param("```python\n1 / 0\n```\n", 1, [2], id="raises"),
        pytest.param("```python\nx =\n```\n", 1, [2], id="no Python"),
        pytest.param("```python\nx = 1\n```\nand\n```python\nprint(x)\n```\n```text\n1\n```", 2, [],
                     id="blocks share their names"),
        pytest.param("```python\n>>> 1 + 1\n2\n```\n", 1, [], id="doctest right"),
        pytest.param("```python\n>>> 1 + 1\n3\n```\n", 1, [2], id="doctest wrong"),
        pytest.param("<!-- not run: x -->\n```python\n1 / 0\n```\n", 0, [], id="left alone"),
        pytest.param("```console\n$ gaf-rules a 'b c'\ngot a b c\n```", 1, [], id="command right"),
        pytest.param(
            "```console\n$ gaf-rules a\ngot a\n$ gaf-rules b\ngot a\n```",
            2,
            [4],
            id="command wrong",
        ),
        pytest.param("```console\n$ gaf-rules a > b\n```", 1, [], id="into a file"),
        pytest.param("```console\n$ make test\n```", 0, [], id="other commands are not run"),
        pytest.param("```json\n{}\n```", 0, [], id="other languages are not run"),
        pytest.param("```console\nbare output\n```", 0, [], id="no command"),
        pytest.param("Only prose.", 0, [], id="no block"),
    ],
)  # fmt: skip
def test_the_runner_finds_a_planted_fault(
    page: str, run: int, wrong_lines: list[int], root: Path
) -> None:
    count, wrong = check_page(page, command=_echo, folder=root)
    assert count == run
    assert [mismatch.line for mismatch in wrong] == wrong_lines


def test_blocks_know_their_language_and_line() -> None:
    text = dedent("""\
        # Title

        1. item

           ```python
           if True:
               pass
           ```
        ````markdown
        ```
        inner
        ```
        ````
        """)
    assert list(blocks(text)) == [
        Block(lang="python", text="if True:\n    pass", line=6, run=True),
        Block(lang="markdown", text="```\ninner\n```", line=10, run=True),
    ]
    with pytest.raises(ValueError, match="line 1 has no end"):
        list(blocks("```python\nx"))
