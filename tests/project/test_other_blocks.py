"""Whatever is no Python on a page, commands, documents and queries, is run or read."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import blocks
from other_blocks import check_other_blocks

_ROOT = Path(__file__).resolve().parents[2]
_LANGS = {"sh", "json", "toml", "sql"}
_PAGES = sorted(
    str(page.relative_to(_ROOT))
    for page in [*_ROOT.glob("*.md"), *(_ROOT / "docs").rglob("*.md")]
    if "_build" not in page.parts
    and any(each.lang in _LANGS for each in blocks(page.read_text("utf-8")))
)


@pytest.mark.parametrize("page", _PAGES)
def test_every_other_block_does_what_it_is_there_for(page: str, root: Path, tmp_path: Path) -> None:
    text = (root / page).read_text("utf-8")
    count, wrong = check_other_blocks(text, root=root, folder=tmp_path)
    assert count
    assert not wrong, "\n\n".join(f"{page}, {mismatch}" for mismatch in wrong)


def test_both_languages_have_the_same_of_each(root: Path) -> None:
    def kinds(folder: str, name: str) -> list[str]:
        found = blocks((root / folder / name).read_text("utf-8"))
        return [each.lang for each in found if each.lang in _LANGS]

    names = [page.removeprefix("docs/zh/") for page in _PAGES if page.startswith("docs/zh/")]
    assert len(names) > 8
    assert [kinds("docs", name) for name in names] == [kinds("docs/zh", name) for name in names]


_OVERLAY = (
    '```json\n{"place": "460400", "kind": "closure", "off": ["%s"], "work": [], "source": "x"}\n```'
)


@pytest.mark.parametrize(
    ("page", "wrong"),
    [
        pytest.param("```sh\ngaf-rules schema case > case.json\n```", [], id="command right"),
        pytest.param("```sh\ngaf-rules schema cases\n```", [2], id="command wrong"),
        pytest.param("```sh\ngaf-rules assess CASE.json --as-of 2026-03-09\n```", [], id="a file at hand"),
        pytest.param("```sh\ngaf-rules assess OTHER.json --as-of 2026-03-09\n```", [2], id="no such file"),
        pytest.param("```sh\npip install .\ngaf-rules schema case\n```", [], id="parsed right"),
        pytest.param("```sh\npip install .\ngaf-rules scheme case\n```", [2], id="parsed wrong"),
        pytest.param("<!-- not run: x -->\n```sh\nfalse\n```", [], id="left alone"),
        pytest.param(_OVERLAY % "2026-09-16", [], id="overlay right"),
        pytest.param(_OVERLAY % "16 September", [2], id="overlay wrong"),
        pytest.param('```json\n{"schema": "gaf-case/1"}\n```', [2], id="case wrong"),
        pytest.param('```json\n{"schema": "other/1"}\n```', [2], id="unknown form"),
        pytest.param("```json\n{\n```", [2], id="no JSON"),
        pytest.param('```toml\nschema = "gaf-mapping/1"\n[columns]\n"案号" = "case_id"\n```', [],
                     id="mapping right"),
        pytest.param('```toml\nschema = "gaf-mapping/1"\n[columns]\n"案号" = "case"\n```', [2],
                     id="mapping wrong"),
        pytest.param('```toml\nnumber = "x"\n```', [2], id="notice wrong"),
        pytest.param("```sql\nSELECT day FROM working_day WHERE number = 1;\n```", [], id="query right"),
        pytest.param("```sql\nSELECT day FROM working_day WHERE number = -1;\n```", [2], id="no row"),
        pytest.param("```sql\nSELECT days FROM working_day;\n```", [2], id="no such column"),
    ],
)  # fmt: skip
def test_a_planted_fault_is_found(page: str, wrong: list[int], root: Path, tmp_path: Path) -> None:
    _, found = check_other_blocks(page, root=root, folder=tmp_path)
    assert [mismatch.line - page.count("<!--") for mismatch in found] == wrong
