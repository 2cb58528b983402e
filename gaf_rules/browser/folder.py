"""The folder that a file server gives out: written whole, or not at all."""

from __future__ import annotations

import io
import json
import re
import zipfile
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

import gaf_rules
from gaf_rules.browser.skeleton import skeleton
from gaf_rules.values.errors import GafRulesError
from gaf_rules.values.failures import why_not

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["packages", "write_page"]

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

    Raises:
        GafRulesError: something stands there, is missing, or cannot be written.
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
        zh, en = why_not(error)
        raise GafRulesError(
            zh=f"{folder} 写不进去：{zh}", en=f"{folder} cannot be written: {en}"
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
            zh=f"{given} 不是 Pyodide 的目录：{how_zh}",
            en=f"{given} is no folder of Pyodide: {how_en}",
        ) from error
    if not edition.partition(".")[0].isdecimal() or int(edition.partition(".")[0]) < _OLDEST:
        raise GafRulesError(
            zh=f"{given} 是 Pyodide {edition}，需要 {_OLDEST} 或更新：{how_zh}",
            en=f"{given} is Pyodide {edition}; {_OLDEST} or newer is needed: {how_en}",
        )
    return found, edition


# -- this library and those that it needs in a browser, in one archive: the same bytes from the same files ---
_WANTED: Final = ("attrs", "icalendar", "openpyxl", "xlsxwriter")
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
_MODE: Final = 0o644 << 16
# Of an installation, not of the package.
_OF_PIP: Final = {"INSTALLER", "REQUESTED", "direct_url.json", "RECORD"}


def packages() -> tuple[bytes, tuple[tuple[str, str], ...]]:
    """A zip file to be unpacked where Python looks for packages, and which version of what is in it.

    Raises:
        GafRulesError: a library is not installed, or is not of Python alone.
    """
    held = sorted(_needed(_WANTED).items())
    files = dict(_own())
    for _, found in held:
        files |= _files(found)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, path in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.external_attr, entry.compress_type = _MODE, zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    versions = [("gaf_rules", gaf_rules.__version__), *((name, d.version) for name, d in held)]
    return made.getvalue(), tuple(versions)


def _own() -> Iterator[tuple[str, Path]]:
    """The files of this very library, wherever it is installed and however."""
    root = Path(gaf_rules.__file__).parent
    for path in root.rglob("*"):
        name = path.relative_to(root.parent)
        if path.is_file() and "__pycache__" not in name.parts:
            yield name.as_posix(), path


def _needed(names: tuple[str, ...]) -> dict[str, Distribution]:
    """These libraries and those that they need in turn, as far as they are installed."""
    found: dict[str, Distribution] = {}
    waiting = [*names]
    while waiting:
        name = waiting.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in found:
            continue
        try:
            found[key] = held = distribution(name)
        except PackageNotFoundError as error:
            if name not in names:
                continue  # wanted by another version of Python alone, else pip had brought it
            raise GafRulesError(
                zh=f'页面需要 {name}，但没有安装。请运行 pip install "gaf-rules[page]"',
                en=f'the page needs {name}, which is not installed. Run: pip install "gaf-rules[page]"',
            ) from error
        if "Root-Is-Purelib: true" not in (held.read_text("WHEEL") or ""):
            raise GafRulesError(
                zh=f"{name} {held.version} 不是纯 Python 的包，浏览器中不能运行；请以其 wheel 重新安装",
                en=f"{name} {held.version} is not of Python alone and does not run in a browser; install "
                "its wheel with pip",
            )
        waiting += [
            named[0]
            for wanted in held.requires or ()
            if "extra ==" not in wanted and (named := _NAME.match(wanted))
        ]
    return found


def _files(found: Distribution) -> Iterator[tuple[str, Path]]:
    """The files of a library as its record has them, without its tests and what pip wrote."""
    for file in found.files or ():
        is_left_out = {"..", "__pycache__", "tests"} & {*file.parts}
        if not is_left_out and file.name not in _OF_PIP:
            yield file.as_posix(), Path(str(file.locate()))
