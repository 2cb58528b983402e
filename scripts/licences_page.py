"""Writes the pages of licences: every library that an extra brings, in turn, with the licence that it states.

Run it with everything installed (``pip install ".[all]"``) after a change of what the extras ask for::

    python scripts/licences_page.py
"""  # noqa: INP001 - a script, no package

from __future__ import annotations

import re
from collections import defaultdict
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_DOCS: Final = Path(__file__).resolve().parent.parent / "docs"
_NAME: Final = "gaf-rules"
_CLASSIFIER: Final = "License :: OSI Approved :: "
_SPDX: Final = {
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache License Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "MIT License": "MIT",
    "Python Software Foundation License": "PSF-2.0",
    "PSF": "PSF-2.0",
}
"""What is stated in other words than those of SPDX."""
_HEADS: Final = {
    "": (("library", "licence", "brought by"), "always"),
    "zh": (("库", "许可", "由何引入"), "总是"),
}
_MARKS: Final = ("<!-- table: written by scripts/licences_page.py -->\n", "<!-- end of table -->")


def licence(found: Distribution) -> str:
    """The licence that a library states, in the words of SPDX where it can be told."""
    meta: Any = found.metadata  # in Python 3.11 it says of itself less than it can
    stated = str(meta.get("License-Expression") or "")
    if stated:
        return stated
    named = [
        each.removeprefix(_CLASSIFIER)
        for each in meta.get_all("Classifier") or ()
        if each.startswith(_CLASSIFIER)
    ]
    stated = str(meta.get("License") or "").strip()
    if named and not ("\n" not in stated and stated in _SPDX.values()):
        stated = " · ".join(_SPDX.get(each, each) for each in named)
    first = stated.partition("\n")[0]
    return _SPDX.get(first, first) or _title(found)


def _title(found: Distribution) -> str:
    """The licence whose title its file begins with, of a library that states none elsewhere."""
    for name in found.metadata.get_all("License-File") or ():
        words = " ".join((found.read_text(f"licenses/{name}") or "").split())
        for title, stated in _SPDX.items():
            if words.startswith(title):
                return stated
    return ""


def _wants(found: Distribution, extra: str) -> set[tuple[str, str]]:
    """What a library needs here, each with an extra or without."""
    needs: set[tuple[str, str]] = set()
    for line in found.requires or ():
        need = Requirement(line)
        if need.marker is None or need.marker.evaluate({"extra": extra}):
            needs |= {(canonicalize_name(need.name), each) for each in need.extras or ("",)}
    return needs


def brought(extra: str) -> set[str]:
    """Every library that comes with the extra (``""``: with none), and those it needs in turn."""
    seen: set[tuple[str, str]] = set()
    left = {(_NAME, extra)}
    while left:
        name, with_extra = each = left.pop()
        seen.add(each)
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue
        plain = {(name, "")} if with_extra else set()
        left |= (_wants(found, with_extra) | plain) - seen
    return {name for name, _ in seen} - {_NAME}


def table() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Each library that any extra brings, to its licence and these extras; none: it always comes."""
    by: dict[str, list[str]] = defaultdict(list)
    always = brought("")
    for extra in sorted(
        {*distribution(_NAME).metadata.get_all("Provides-Extra", [])} - {"all", "docs", "test"}
    ):
        for name in brought(extra) - always:
            by[name].append(extra)
    held = dict.fromkeys(always, ()) | {name: tuple(extras) for name, extras in by.items()}
    return {name: (_stated(name), held[name]) for name in sorted(held)}


def _stated(name: str) -> str:
    try:
        return licence(distribution(name))
    except PackageNotFoundError:
        return ""


def pages() -> dict[Path, str]:
    """Both pages: their words as they are, with the table of now."""
    rows = table()
    made = {}
    for under, (head, always) in _HEADS.items():
        lines = [f"| {' | '.join(head)} |", "|---|---|---|"]
        lines += [
            f"| {name} | {stated} | {', '.join(f'`{each}`' for each in extras) or always} |"
            for name, (stated, extras) in rows.items()
        ]
        page = _DOCS / under / "reference" / "licences.md"
        before, _, rest = page.read_text("utf-8").partition(_MARKS[0])
        after = rest.partition(_MARKS[1])[2]
        made[page] = "".join(
            (before, _MARKS[0], *(f"{line}\n" for line in lines), _MARKS[1], after)
        )
    return made


def listed(page: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    """What a page lists, as `table` gives it."""
    rows = re.findall(r"^\| ([a-z0-9-]+) \| ([^|]+) \| ([^|]+) \|$", page, re.MULTILINE)
    return {
        name: (stated.strip(), tuple(re.findall(r"`(\w+)`", extras)))
        for name, stated, extras in rows
        if name != "library"
    }


if __name__ == "__main__":
    for target, text in pages().items():
        target.write_text(text, encoding="utf-8")
