"""Draws the picture of the README and of the first page: the example case as a timeline, in both languages.

Run it from the checkout, with the library installed, after a change that is meant to alter pictures::

    python scripts/showcase.py

The files are ``docs/pictures/showcase.en.svg`` and ``.zh.svg``. A test draws them again and compares.
"""  # noqa: INP001 - a script, no package

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import gaf_rules as gaf

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROOT: Final = Path(__file__).resolve().parent.parent
_DAY: Final = date(2026, 3, 11)


def files() -> Iterator[tuple[Path, str]]:
    """Each file with what belongs into it."""
    text = (_ROOT / "examples" / "supplement-one-day-late.json").read_text("utf-8")
    # As known on that day, so that next year's notice changes nothing here.
    found = gaf.assess(
        gaf.Case.from_dict(json.loads(text)), as_of=_DAY, calendar=gaf.CHINA.as_known_on(_DAY)
    )
    for lang in ("en", "zh"):
        picture = gaf.timeline(found, lang=lang).to_svg()
        yield _ROOT / "docs" / "pictures" / f"showcase.{lang}.svg", f"{picture.rstrip()}\n"


def main() -> None:
    """Write both."""
    for path, content in files():
        path.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
