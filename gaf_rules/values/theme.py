"""Light and dark: every colour that is shown, with its counterpart, and the sheet on which it stands.

A page without scripts cannot ask which theme its host has. It brings its own paper instead: what is shown has
a background and an ink of its own in either theme, so that nothing depends on those around it.
"""

from __future__ import annotations

import re
from html import escape
from itertools import starmap
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, get_args

from gaf_rules.values.given import one_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gaf_rules.values.texts import Lang

__all__ = ["DARK", "THEMES", "Theme", "as_table", "both", "document", "sheet", "themed", "wide"]

Theme = Literal["auto", "light", "dark"]
"""What a theme may be; ``auto`` is the one that the reader's system asks for."""
THEMES: Final[tuple[Theme, ...]] = get_args(Theme)
_PAPER: Final = "#fff"
_INK: Final = "#222"
DARK: Final = MappingProxyType(
    {
        # Paper, words, and the lines that lead to them.
        "#fff": "#16191d",
        "#222": "#e6e8eb",
        "#444": "#c9ced6",
        "#555": "#b7bec8",
        "#57606a": "#aab4be",
        "#6b6b6b": "#a3a9b1",
        "#777": "#8b949e",
        "#000": "#ffffff",
        "#8f2f27": "#ffb4a9",
        "#b03024": "#ff9d92",
        # Parts of a period, each with its border.
        "#2f6fb3": "#5b9bd8",
        "#1d4b7d": "#a9cdf2",
        "#dbe8f6": "#1f3247",
        "#b7d1ec": "#274361",
        "#8fb9e2": "#2f557d",
        "#5b9bd8": "#34659a",
        "#9bd1b0": "#3d7a57",
        "#2b6b47": "#8fd6ac",
        "#ffffff": "#16191c",
        "#f3cd83": "#6b5016",
        "#7a4d08": "#e8bd6c",
        "#f0a79e": "#7d2f27",
        "#8e1b10": "#ff9f94",
        "#44546a": "#9fb3cc",
        # Kinds of days, with their hatching.
        "#ececec": "#2a2f36",
        "#fbe3e0": "#40211f",
        "#e0a59e": "#7d4640",
        "#ebe0f6": "#2f2440",
        "#b596d8": "#6f569c",
        "#fdf5d8": "#38311a",
        "#d3b95c": "#7b6a2b",
        # Marks.
        "#0e8385": "#3fc1c3",
        "#9b1c1c": "#ff8f85",
        "#c0392b": "#ff8377",
        # Days of a calendar: paper and ink of each kind.
        "#fbd5d5": "#5a2326",
        "#8c0000": "#ffd2cf",
        "#cfe8ff": "#12405f",
        "#0b3a5c": "#d6ecff",
        "#ead5fb": "#43285c",
        "#3f1a5e": "#ecd9ff",
        "#d9d9d9": "#4a4f56",
        "#fff3bf": "#4d4110",
        "#4d3d00": "#ffeaa0",
    }
)
"""A colour on light paper → the same on dark paper."""
_COLOURED = re.compile(r'(?P<what>fill|stroke)="(?P<colour>#[0-9a-f]{3,6})"')


def both(colour: str) -> str:
    """A colour of CSS that follows the theme of the sheet.

    >>> both("#222")
    'light-dark(#222,#e6e8eb)'
    """
    return f"light-dark({colour},{DARK[colour]})"


def sheet(body: str, *, lang: Lang, theme: Theme = "auto") -> str:
    """A piece of HTML on paper of its own, in one element.

    Arguments:
        body: the HTML.
        lang: ``"zh"`` or ``"en"``.
        theme: one of `THEMES`.

    Raises:
        CaseError: another theme.
    """
    one_of("theme", theme, THEMES)
    scheme = "light dark" if theme == "auto" else theme
    return (
        f'<div lang="{lang}" style="color-scheme:{scheme};background:{both(_PAPER)};color:{both(_INK)};'
        f'font-family:sans-serif;font-size:14px;line-height:1.5;padding:8px 12px">{body}</div>'
    )


def wide(body: str) -> str:
    """What may be wider than a small screen, in a frame that scrolls sideways."""
    return f'<div style="overflow-x:auto">{body}</div>'


_CELL: Final = "text-align:left;vertical-align:top;padding:2px 1em 2px 0"
# No date is broken in three: the short cells stay whole.
_SHORT, _LONG = f"{_CELL};white-space:nowrap", f"{_CELL};min-width:9em"
_NUMBER: Final = _SHORT.replace("left", "right")
_MOST_OF_SHORT: Final = 16
_ON_A_PHONE: Final = (
    "<style>@media(max-width:46rem){"
    ".gaf-table,.gaf-table :is(caption,tbody,tr){display:block}"
    ".gaf-table thead,.gaf-table td:empty{display:none}"
    ".gaf-table tr{border-top:1px solid;padding:.3em 0}"
    ".gaf-table td{display:grid;grid-template-columns:6em 1fr;gap:0 .6em;min-width:0!important;"
    "overflow-wrap:anywhere;text-align:left!important;white-space:normal!important}"
    ".gaf-table td::before{content:attr(data-head);font-weight:bold}"
    "}</style>"
)


def as_table(heads: Iterable[str], rows: Iterable[Iterable[str]], *, caption: str = "") -> str:
    """Texts as a table in a frame that scrolls, numbers set to the right; nothing where there is no row.

    On a phone the cells of a row stand below one another, each beside the heading of its column.

    Arguments:
        heads: the headings of the columns.
        rows: the cells of each row.
        caption: what stands above the table.
    """
    names = [escape(name) for name in heads]
    cells = (starmap(_cell, zip(names, row, strict=True)) for row in rows)
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in cells)
    if not body:
        return ""
    head = "".join(f'<th scope="col" style="{_SHORT}">{name}</th>' for name in names)
    above = f'<caption style="text-align:left">{escape(caption)}</caption>' if caption else ""
    return wide(
        f'{_ON_A_PHONE}<table class="gaf-table" '
        'style="border-collapse:collapse;font-variant-numeric:tabular-nums;margin:0 0 .8em">'
        f"{above}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cell(head: str, text: str) -> str:
    style = _NUMBER if text.isdigit() else _SHORT if len(text) <= _MOST_OF_SHORT else _LONG
    return f'<td data-head="{head}" style="{style}">{escape(text)}</td>'


def document(title: str, body: str, *, lang: Lang) -> str:
    """A whole page for a file of its own: its characters, its width on a phone and its title said."""
    spoken = "zh-CN" if lang == "zh" else lang
    return (
        f'<!DOCTYPE html>\n<html lang="{spoken}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f'<title>{escape(title)}</title>\n</head>\n<body style="background:{both(_PAPER)}">\n'
        f"{body}\n</body>\n</html>"
    )


def themed(picture: str, theme: Theme) -> str:
    """An SVG drawn in light colours, in dark ones, or with a style that follows the reader's system.

    Arguments:
        picture: an element ``svg`` whose colours are attributes, all of them keys of `DARK`.
        theme: one of `THEMES`. Viewers that know no style show ``auto`` as light.

    Raises:
        CaseError: another theme.
    """
    one_of("theme", theme, THEMES)
    if theme == "light":
        return picture
    if theme == "dark":
        return _COLOURED.sub(lambda at: f'{at["what"]}="{DARK[at["colour"]]}"', picture)
    used = sorted({(at["what"], at["colour"]) for at in _COLOURED.finditer(picture)})
    rules = "".join(
        f'svg.gaf-auto[{what}="{colour}"],.gaf-auto [{what}="{colour}"]{{{what}:{DARK[colour]}}}'
        for what, colour in used
    )
    head, end, rest = picture.partition(">")
    style = f"<style>@media (prefers-color-scheme:dark){{{rules}}}</style>"
    return f'{head} class="gaf-auto"{end}{style}{rest}'
