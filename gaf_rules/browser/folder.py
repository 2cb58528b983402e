"""The folder that a file server gives out: written whole, or not at all."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Final

from gaf_rules.browser.packages import packages
from gaf_rules.browser.skeleton import skeleton
from gaf_rules.values.errors import GafRulesError

__all__ = ["write_page"]

# Servers that know no .mjs give it out as something that no browser takes for a script; every one knows .js.
_OF_PYODIDE: Final = {
    "pyodide.mjs": "pyodide.js",
    "pyodide.asm.mjs": "pyodide.asm.js",
    "pyodide.asm.wasm": "pyodide.asm.wasm",
    "python_stdlib.zip": "python_stdlib.zip",
    "pyodide-lock.json": "pyodide-lock.json",
}
_OURS: Final = ("page.js", "worker.js", "page.css")
_OLDEST: Final = 314
"""The first edition of Pyodide whose start takes its engine from the page."""


def write_page(folder: str, pyodide: str | None) -> tuple[Path, ...]:
    """Writes the page and all that it needs; the same installation gives the same bytes.

    Arguments:
        folder: where to; it must not be there yet, or be empty.
        pyodide: the folder of the package ``pyodide`` of the npm registry, unpacked.

    Returns:
        The files.

    Errors:
        GafRulesError where something stands there, is missing, or cannot be written.
    """
    target = Path(folder)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise GafRulesError(
            zh=f"{folder} 已经存在且不为空，不覆盖：请另取名字",
            en=f"{folder} is there and not empty, and is not overwritten: choose another name",
        )
    engine, edition = _engine(pyodide)
    archive, versions = packages()
    here = files("gaf_rules.browser")
    made = {
        "index.html": skeleton((("Pyodide", edition), *versions)).encode(),
        "packages.zip": archive,
        **{name: (here / name).read_bytes() for name in _OURS},
        **engine,
    }
    try:
        target.mkdir(parents=True, exist_ok=True)
        for name, data in made.items():
            (target / name).write_bytes(data)
    except OSError as error:
        raise GafRulesError(
            zh=f"{folder} 写不进去：{error}", en=f"{folder} cannot be written: {error}"
        ) from error
    return tuple(target / name for name in made)


def _engine(given: str | None) -> tuple[dict[str, bytes], str]:
    """The files of Pyodide under the names that they have in the page, and its edition."""
    how_zh = "请在有网络的机器上运行 npm pack pyodide@314.0.7 并解压，再以 --pyodide 指明其中的 package 目录"
    how_en = (
        "where there is a network, run npm pack pyodide@314.0.7, unpack the file, and name the folder "
        "package in it with --pyodide"
    )
    if given is None:
        raise GafRulesError(
            zh=f"页面需要 Pyodide：{how_zh}", en=f"the page needs Pyodide: {how_en}"
        )
    root = Path(given)
    try:
        told = json.loads((root / "package.json").read_bytes())
        edition = str(told["version"])
        if told["name"] != "pyodide":
            raise KeyError(told["name"])  # noqa: TRY301 - one refusal for all that it may be instead
        found = {name: (root / source).read_bytes() for source, name in _OF_PYODIDE.items()}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GafRulesError(
            zh=f"{given} 不是 Pyodide 的目录（{error}）：{how_zh}",
            en=f"{given} is no folder of Pyodide ({error}): {how_en}",
        ) from error
    if not edition.partition(".")[0].isdecimal() or int(edition.partition(".")[0]) < _OLDEST:
        raise GafRulesError(
            zh=f"{given} 是 Pyodide {edition}，需要 {_OLDEST} 或更新：{how_zh}",
            en=f"{given} is Pyodide {edition}; {_OLDEST} or newer is needed: {how_en}",
        )
    return found, edition
