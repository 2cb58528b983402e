"""The page on the readings is what the texts say, and leaves none out."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING, Any

import pytest

from gaf_rules.language.readings import READING_OPTIONS
from gaf_rules.readings_text import FIXED

if TYPE_CHECKING:
    from pathlib import Path

    from gaf_rules.values.texts import Lang

LANGS = pytest.mark.parametrize("lang", ["zh", "en"])


@pytest.fixture(scope="module")
def script(root: Path) -> Any:
    path = root / "scripts" / "readings_page.py"
    spec = importlib.util.spec_from_file_location("readings_page", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@LANGS
def test_the_page_is_fresh(script: Any, lang: Lang) -> None:
    written = script.PATHS[lang].read_text("utf-8")
    assert written == script.page(lang), "run python scripts/readings_page.py"


@LANGS
def test_every_reading_every_option_and_every_point_is_on_it(script: Any, lang: Lang) -> None:
    page = script.page(lang)
    for field, options in READING_OPTIONS.items():
        section = page.split(f"## `{field}`")[1].split("\n## ")[0]
        shown = [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")]
        assert shown == list(options)
    assert all(f"| {point} |" in page for point in FIXED)


def test_a_reading_names_the_duties_whose_date_it_moves(script: Any) -> None:
    section = script.page("en").split("## `trigger_day`")[1].split("\n## ")[0]
    assert "Bears on the date of: 2.4.2a, " in section
    assert "Bears on" not in script.page("en").split("## `launch_gate`")[1].split("\n## ")[0]
