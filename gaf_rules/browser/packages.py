"""This library and those that it needs in a browser, in one archive: the same bytes from the same files."""

from __future__ import annotations

import io
import re
import zipfile
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING, Final

import gaf_rules
from gaf_rules.values.errors import GafRulesError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["packages"]

_WANTED: Final = ("attrs", "icalendar", "openpyxl", "xlsxwriter")
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
_MODE: Final = 0o644 << 16
# Of an installation, not of the package.
_OF_PIP: Final = {"INSTALLER", "REQUESTED", "direct_url.json", "RECORD"}


def packages() -> tuple[bytes, tuple[tuple[str, str], ...]]:
    """A zip file to be unpacked where Python looks for packages, and which version of what is in it.

    Errors:
        GafRulesError where a library is not installed, or is not of Python alone.
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
