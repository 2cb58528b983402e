"""The page in a real browser: the same answers as in Python, nothing leaves it, every word can be read."""

from __future__ import annotations

import contextlib
import functools
import http.server
import json
import re
import shutil
import subprocess
import threading
import time
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from chromium import CHROMIUM, measured
from office_sheets import rolled, written
from worked_cases import WorkedCase, worked_cases
from worlds import world

import gaf_rules as gaf
from gaf_rules.browser import write_page
from gaf_rules.values.theme import document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [
    pytest.mark.deep,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
    pytest.mark.skipif(shutil.which("npm") is None, reason="no npm on this machine"),
]
_NPM = {
    "name": "page",
    "private": True,
    "dependencies": {"pyodide": "314.0.7", "playwright-core": "1.64.1"},
}
_NODE = shutil.which("node") or "node"
_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
_TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    "": "application/octet-stream",
}
_COLD, _WARM = 10.0, 0.2
"""Seconds, on a machine that has nothing else to do."""


class _Plain(http.server.SimpleHTTPRequestHandler):
    """A file server that knows four kinds of files and calls all others bytes."""

    extensions_map = _TYPES

    def end_headers(self) -> None:
        """Whoever asks from another page may read the answer, unless the policy of that page forbids."""
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@contextlib.contextmanager
def _given_out(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Plain, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def _slowness() -> float:
    """How much longer work takes here than the processor is busy with it: others have it meanwhile."""
    wall, busy = time.perf_counter(), time.process_time()
    while time.process_time() - busy < 1:
        sum(range(10_000))
    return (time.perf_counter() - wall) / (time.process_time() - busy)


def _asked() -> list[tuple[WorkedCase, date]]:
    """Every worked case on its day, and some of them again on the last day of their year."""
    cases = [case for case in worked_cases() if case.error is None]
    days = [(case, case.as_of) for case in cases]
    days += [(case, date(case.as_of.year, 12, 31)) for case in cases[:60]]
    return days


def _request(case: WorkedCase, day: date) -> dict[str, Any]:
    words = [("as_of", str(day))]
    words += [("readings", f"{name}={option}") for name, option in case.readings.items()]
    fields = [("known_on", str(case.known_on or date(2026, 10, 1)))]
    if case.overlays:
        fields.append(("overlays", json.dumps(case.overlays)))
    body = json.dumps(case.document)
    page = {"lang": "zh", "theme": "auto", "fields": fields}
    return {"do": "operation", "operation": "assess", "words": words, "body": body, **page}


@pytest.fixture(scope="module")
def seen(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("npm")
    (folder / "package.json").write_text(json.dumps(_NPM))
    npm = ["npm", "install", "--no-audit", "--no-fund"]
    if subprocess.run(npm, cwd=folder, capture_output=True, check=False, timeout=300).returncode:
        pytest.skip("the npm registry gives nothing")
    given = tmp_path_factory.mktemp("given")
    write_page(str(given / "office" / "page"), str(folder / "node_modules" / "pyodide"))
    dice = rolled("page")
    made = (world(dice.randrange(2**32), dice.randrange(1, 34)).case for _ in range(12))
    events, parties = written(folder, "book.xlsx", [case for case in made if case.events], dice)
    asked = _asked()
    (given / "free.html").write_text("<!DOCTYPE html><title>no policy</title>")
    with _given_out(given) as ours, _given_out(folder) as elsewhere:
        address = f"{ours}office/page/"
        jobs = {
            "address": address,
            "elsewhere": f"{elsewhere}package.json",
            "free": f"{ours}free.html",
            "chromium": CHROMIUM,
            "flags": _FLAGS,
            "folder": str(folder),
            "requests": [_request(*each) for each in asked],
            "sheet": str(events),
            "sheetCases": None if parties is None else str(parties),
            "caseFile": str(root / "examples" / "feedback-in-spring-festival.json"),
        }
        (folder / "jobs.json").write_text(json.dumps(jobs))
        slowness = _slowness()
        done = subprocess.run(
            [_NODE, str(root / "tests" / "deep" / "page.mjs"), "jobs.json"],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=1500,
        )
    assert done.returncode == 0, done.stderr[-3000:]
    return {**json.loads(done.stdout), "slowness": max(slowness, _slowness()), "address": address}


def test_two_hundred_cases_are_answered_as_in_python(seen: dict[str, Any]) -> None:
    asked = _asked()
    assert len(asked) >= 200
    assert len(seen["answers"]) == len(asked)
    for (case, day), text in zip(asked, seen["answers"], strict=True):
        found = gaf.assess(
            gaf.Case.from_dict(case.document),
            as_of=day,
            calendar=case.calendar(),
            readings=gaf.Readings.from_dict(case.readings),
        )
        assert json.loads(text) == json.loads(json.dumps(found.to_dict())), (case.name, day)


def test_it_is_fast_enough(seen: dict[str, Any]) -> None:
    told = {name: seen[name] for name in ("cold", "warm", "slowness")}
    assert seen["cold"] / 1000 < _COLD * seen["slowness"], told
    assert seen["warm"] / 1000 < _WARM * seen["slowness"], told


def test_nothing_is_asked_but_of_its_own_folder(seen: dict[str, Any]) -> None:
    asked = [each for each in seen["requests"] if not each.startswith(("data:", "blob:"))]
    assert [each for each in asked if not each.startswith(seen["address"])] == []
    assert seen["away"] == seen["awayFromWorker"] == "refused"
    assert seen["reached_without"] == "reached"
    # Once it has started, it asks for nothing at all: what is entered cannot go along.
    assert seen["afterLoading"] == []
    for error in seen["errors"]:
        assert "Content Security Policy" in error


def test_it_is_reached_by_the_keyboard_and_told_by_name(seen: dict[str, Any]) -> None:
    assert seen["skip"]
    assert {"lang", "theme", "load", "id", "app.kind", "sponsor.tier", "add"} <= {*seen["reached"]}
    # Chosen by a key, the fields of the event are there, and the keyboard stays where it was.
    assert seen["typed"] == ["event.12.type", "self_check_completed"]
    assert seen["names"] == []
    roles = seen["roles"]
    for wanted in (
        'heading "案件"',
        'button "评估"',
        'combobox "应用形态"',
        "status",
        "main",
        "region",
    ):
        assert wanted in roles, wanted


def test_a_file_is_saved_whole(seen: dict[str, Any], root: Path) -> None:
    path = root / "examples" / "feedback-in-spring-festival.json"
    case = gaf.Case.from_dict(json.loads(path.read_text("utf-8")))
    assert seen["diary"].encode() == gaf.to_ics(gaf.assess(case, as_of=date(2026, 3, 9)))


def test_every_word_of_the_page_can_be_read(
    seen: dict[str, Any], root: Path, tmp_path: Path
) -> None:
    style = (root / "gaf_rules" / "browser" / "page.css").read_text("utf-8")
    assert len(seen["looks"]) == 4
    for look in seen["looks"]:
        assert look["wide"] <= look["width"], look["name"]
        # But what a select does not show now, and the link that is seen only by the keyboard.
        body = re.sub(r'<option.*?</option>|<a class="skip".*?</a>', "", look["html"])
        # Every other option is in the language of the page.
        options = re.findall(r"<option[^>]*>([^<]+)", look["html"])
        other = "[A-Za-z]{6}" if look["lang"] == "zh" else "[\u4e00-\u9fff]"
        assert {each for each in options if re.search(other, each)} <= {"中文", "English"}
        scheme = "dark" if look["dark"] else "light"
        page = document(
            "", f"<style>{style}:root{{color-scheme:{scheme}}}</style>{body}", lang=look["lang"]
        )
        found = measured(
            page.replace('lang="zh-CN"', 'lang="zh"', 1),
            tmp_path,
            width=look["width"],
            dark=look["dark"],
        )
        assert len(found["texts"]) > 100
        assert [text for text in found["texts"] if text[0] < 4.5] == [], look["name"]
