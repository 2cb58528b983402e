"""Builds both sites, English and under ``zh/`` Chinese, at the same time: ``python docs/build.py [folder]``.

Needs no network; a warning is an error.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

__all__ = ["build"]

_DOCS: Final = Path(__file__).resolve().parent
_SITES: Final = (("en", _DOCS, ""), ("zh_CN", _DOCS / "zh", "zh"))


def build(folder: Path) -> int:
    """Builds both into a folder; the greater of the two exit statuses."""
    running = [
        subprocess.Popen(
            [
                *(sys.executable, "-m", "sphinx", "--fresh-env", "--fail-on-warning"),
                *("--keep-going", "--quiet", "--builder", "html", "--conf-dir", str(_DOCS)),
                *("--doctree-dir", str(folder / f".doctrees-{language}")),
                *("--define", f"language={language}", str(source), str(folder / under)),
            ]
        )
        for language, source, under in _SITES
    ]
    return max(abs(site.wait()) for site in running)


if __name__ == "__main__":
    OUT: Final = Path(*sys.argv[1:2] or [_DOCS / "_build" / "html"])
    STATUS: Final = build(OUT)
    if not STATUS:
        print(OUT / "index.html", OUT / "zh" / "index.html", sep="\n")  # noqa: T201 - says where they are
    sys.exit(STATUS)
