"""Pages as a real browser shows them: Chromium without a window, asked for what has become of a page."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import escape, unescape
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["CHROMIUM", "measured", "page_after_scripts", "scrolling", "widths"]

CHROMIUM = shutil.which("chromium")
_QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--virtual-time-budget=8000", "--dump-dom",
)  # fmt: skip


def page_after_scripts(url: str, *, dark: bool = False, more: tuple[str, ...] = ()) -> str:
    """The page as it stands when its scripts have run."""
    assert CHROMIUM is not None
    scheme = ["--blink-settings=preferredColorScheme=0"] if dark else []
    with TemporaryDirectory() as profile:
        done = subprocess.run(
            [
                CHROMIUM,
                *_QUIET,
                *scheme,
                *more,
                f"--user-data-dir={profile}",
                "--window-size=1400,9000",
                url,
            ],
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )
    return done.stdout


# For each piece of text: the contrast to what is painted under its middle, after WCAG 2.
_MEASURE = """
const frame = document.querySelector("iframe");
const paper = frame.contentDocument, view = frame.contentWindow;
const rgb = text => (text.match(/[\\d.]+/g) || []).map(Number);
const light = colour => {
  const [r, g, b] = colour.slice(0, 3).map(part => {
    const share = part / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const painted = (element, own) => {
  const style = view.getComputedStyle(element);
  if (element.namespaceURI.endsWith("svg") && element.tagName !== "svg") {
    if (element.tagName === "text" || element.tagName === "tspan" || own.contains(element)) return null;
    return style.fill === "none" ? null : rgb(style.fill);
  }
  const colour = rgb(style.backgroundColor);
  return colour.length === 4 && colour[3] === 0 ? null : colour.length ? colour : null;
};
const found = [], wide = paper.documentElement.scrollWidth;
const walker = paper.createTreeWalker(paper.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const text = walker.currentNode.data.trim(), own = walker.currentNode.parentElement;
  if (!text || ["STYLE", "SCRIPT", "TITLE", "title", "desc", "style"].includes(own.tagName)) continue;
  const range = paper.createRange();
  range.selectNodeContents(walker.currentNode);
  const box = range.getClientRects()[0];
  if (!box || !box.width) continue;
  own.scrollIntoView({inline: "nearest", block: "nearest"});
  const place = range.getClientRects()[0];
  const x = place.left + place.width / 2, y = place.top + place.height / 2;
  const style = view.getComputedStyle(own);
  const ink = rgb(own.namespaceURI.endsWith("svg") ? style.fill : style.color);
  let under = null;
  const there = paper.elementsFromPoint(x, y);
  for (const element of there) {
    under = painted(element, own);
    if (under) break;
  }
  if (!under) under = [255, 255, 255];
  const [low, high] = [light(ink), light(under)].sort((a, b) => a - b);
  found.push([(high + 0.05) / (low + 0.05), text.slice(0, 40), parseFloat(style.fontSize), there.length > 0]);
}
document.body.innerHTML = '<pre id="found"></pre>';
document.getElementById("found").textContent = JSON.stringify({texts: found, width: wide});
"""


def measured(html: str, folder: Path, *, width: int, dark: bool) -> dict[str, Any]:
    """A page in a frame of a width: each text, and how wide the page is.

    Of each text its contrast, its beginning, its size, and whether it is on the screen: what is not (a drawer
    that is shut) is held against white.
    """
    outer = (
        '<!DOCTYPE html><meta charset="utf-8"><body style="margin:0">'
        f'<iframe style="border:0;width:{width}px;height:8000px" srcdoc="{escape(html)}"></iframe>'
        f'<script>document.querySelector("iframe").addEventListener("load", () => {{{_MEASURE}}});</script>'
    )
    page = folder / f"measured-{width}-{dark}.html"
    page.write_text(outer, encoding="utf-8")
    shown = page_after_scripts(page.as_uri(), dark=dark)
    told = re.search(r'<pre id="found">(.*?)</pre>', shown, re.DOTALL)
    assert told is not None, shown[-2000:]
    found: dict[str, Any] = json.loads(unescape(told[1]))
    return found


_WALK = """
(async () => {
  const found = [], frame = document.querySelector("iframe");
  for (const page of PAGES) {
    for (const width of WIDTHS) {
      frame.style.width = `${width}px`;
      if (width === WIDTHS[0]) {
        const loaded = new Promise(done => { frame.onload = done; });
        frame.src = page;
        await loaded;
      }
      const paper = frame.contentDocument;
      LOOK
    }
  }
  document.body.innerHTML = '<pre id="found"></pre>';
  document.getElementById("found").textContent = JSON.stringify(found);
})();
"""


def widths(site: Path, pages: list[str], wanted: tuple[int, ...]) -> list[tuple[str, int, int]]:
    """How wide each page of a site is in a window of each width; wider means that it scrolls sideways."""
    return _walked(
        site, pages, wanted, "found.push([page, width, paper.documentElement.scrollWidth]);"
    )


def scrolling(site: Path, pages: list[str], width: int, parts: str) -> list[tuple[str, int, int]]:
    """The parts of each page, by a selector, that show less than they hold, with how wide they are within."""
    look = (
        f"for (const part of paper.querySelectorAll({json.dumps(parts)}))"
        "  if (part.scrollWidth > part.clientWidth + 1) found.push([page, width, part.scrollWidth]);"
    )
    return _walked(site, pages, (width,), look)


def _walked(
    site: Path, pages: list[str], wanted: tuple[int, ...], look: str
) -> list[tuple[str, int, int]]:
    """What a script finds on each page of a site in a window of each width."""
    script = _WALK.replace("LOOK", look)
    script = script.replace("PAGES", json.dumps(pages)).replace("WIDTHS", json.dumps(wanted))
    outer = site / "widths.html"
    outer.write_text(
        '<!DOCTYPE html><meta charset="utf-8"><body style="margin:0">'
        f'<iframe style="border:0;height:900px"></iframe><script>{script}</script>',
        encoding="utf-8",
    )
    try:
        shown = page_after_scripts(outer.as_uri(), more=("--allow-file-access-from-files",))
    finally:
        outer.unlink()
    told = re.search(r'<pre id="found">(.*?)</pre>', shown, re.DOTALL)
    assert told is not None, shown[-2000:]
    return [(page, width, got) for page, width, got in json.loads(unescape(told[1]))]
