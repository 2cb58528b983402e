"""The page as it is given out: everything that stands on it before the library has started."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from gaf_rules.browser.words import NO_WORDS, both, told
from gaf_rules.language.readings import READING_OPTIONS
from gaf_rules.messages import LABELS
from gaf_rules.values.theme import THEMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["POLICY", "skeleton"]

POLICY: Final = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src blob:; "
    "style-src 'self' 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
)
"""What the page may do: run its own scripts and the engine, ask its own folder, and nothing else."""
_SHEETS: Final = ".xlsx,.csv,.tsv,.txt,.jsonl,.ndjson"
_USUAL: Final = (told("usual", "zh"), f" {told('usual', 'en')}")
_STATES: Final = ("starting", "ready", "working", "failed", "file")


def skeleton(versions: Iterable[tuple[str, str]]) -> str:
    """The page; the same for every case.

    Arguments:
        versions: what is in the folder, with its versions.
    """
    shipped = " · ".join(escape(" ".join(each)) for each in versions)
    states = "".join(
        f'<span data-is="{name}"{"" if name == "starting" else " hidden"}>{both(name)}</span> '
        for name in _STATES
    )
    return f"""<!DOCTYPE html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>gaf_rules · {told("title", "zh")} · {told("title", "en")}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="page.css">
<script src="page.js" defer></script>
</head>
<body data-is="starting">
<a class="skip" href="#result">{both("skip")}</a>
<form id="asked" autocomplete="off" novalidate>
<header>
<h1>{both("title")}</h1>
<p>{both("about")}</p>
<p class="row">{_choice("lang", "language", {"zh": ("中文", "中文"), "en": ("English", "English")})}
{_choice("theme", "theme", {name: (told(name, "zh"), told(name, "en")) for name in THEMES})}</p>
<p id="status" role="status">{states}<span id="why"></span> <span id="said"></span></p>
<noscript><p>{both("noscript")}</p></noscript>
</header>
<main>
<section aria-labelledby="h-case">
<h2 id="h-case">{both("case")}</h2>
<p class="row"><label>{both("load")} <input type="file" name="load" accept=".json,application/json"
 data-do="load" data-file="load"></label>
<button type="button" data-do="example">{both("example")}</button></p>
<input type="hidden" name="source" value="form">
<details open data-source="form"><summary>{both("form")}</summary><div id="form"></div></details>
<details data-source="json"><summary>{both("json")}</summary>
<label>{both("case_json")}<textarea name="case" rows="16" spellcheck="false"></textarea></label></details>
<details><summary>{both("readings")}</summary><div class="fields">
{"".join(map(_reading, READING_OPTIONS))}</div></details>
<details><summary>{both("calendar")}</summary><div class="fields">
<label>{both("known_on")}<input type="date" name="known_on"></label>
<label>{both("overlays")}<textarea name="overlays" rows="4" spellcheck="false"></textarea></label>
<label>{both("notice")}<textarea name="notice" rows="4" spellcheck="false"></textarea></label>
<label>{both("notice_year")}<input name="notice_year" inputmode="numeric"></label></div></details>
<p class="row"><label>{both("as_of")} <input type="date" name="as_of" required></label>
<button type="button" class="main" data-do="assess explain files">{both("assess")}</button></p>
</section>
<div id="trouble" role="alert"></div>
<section id="result" aria-labelledby="h-result" tabindex="-1">
<h2 id="h-result">{both("result")}</h2>
<div id="assess"><p>{both("none_yet")}</p></div><div id="files"></div><div id="explain"></div>
</section>
<section aria-labelledby="h-plan">
<h2 id="h-plan">{both("plan")}</h2>
<p class="row">{_choice("wish", "wish", LABELS["wish"])}
<label>{both("wish_on")} <input type="date" name="wish_on"></label>
<button type="button" class="main" data-do="plan">{both("make_plan")}</button></p>
<div id="trouble-plan" role="alert"></div>
<div id="plan"></div>
</section>
<section aria-labelledby="h-sheet">
<h2 id="h-sheet">{both("sheet")}</h2>
<p>{both("sheet_about")}</p>
<p class="row"><label>{both("sheet_file")} <input type="file" name="sheet" accept="{_SHEETS}"></label>
<label>{both("sheet_cases")} <input type="file" name="sheet_cases" accept="{_SHEETS}"></label></p>
<details><summary>{both("mapping")}</summary>
<p class="row"><label>{both("mapping_file")} <input type="file" name="mapping_file" accept=".toml"
 data-do="mapping" data-file="mapping_file"></label></p>
<label>{both("mapping_text")}
<textarea name="mapping" rows="12" spellcheck="false">{NO_WORDS}</textarea></label>
</details>
<p><button type="button" class="main" data-do="sheet" data-file="sheet">{both("assess_sheet")}</button></p>
<div id="trouble-sheet" role="alert"></div>
<div id="sheet"></div>
</section>
</main>
</form>
<footer><p>{both("versions")} {shipped}</p></footer>
</body>
</html>
"""


def _choice(name: str, words: str, options: Mapping[str, tuple[str, str]]) -> str:
    listed = "".join(_option(key, *texts) for key, texts in options.items())
    return f'<label>{both(words)} <select name="{name}">{listed}</select></label>'


def _option(value: str, zh: str, en: str) -> str:
    """No markup stands in an option: the script shows the text that is in the language of the page."""
    return f'<option value="{value}" data-zh="{escape(zh)}" data-en="{escape(en)}">{escape(zh)}'


def _reading(name: str) -> str:
    """The options of one reading, the usual one first."""
    zh, en = LABELS["reading"][name]
    label = f'<span lang="zh">{escape(zh)}</span><span lang="en">{escape(en)}</span>'
    usual, *others = (f"{name}={option}" for option in READING_OPTIONS[name])
    words = LABELS["reading_option"]
    options = _option("", *(text + mark for text, mark in zip(words[usual], _USUAL, strict=True)))
    options += "".join(_option(option, *words[option]) for option in others)
    return f'<label>{label}<select name="readings">{options}</select></label>'
