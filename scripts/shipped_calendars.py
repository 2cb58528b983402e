# ruff: noqa: INP001 - a script, no package
"""Write calendars/state_council.json and regions.json: what the TOML files say, read and checked once.

The TOML files are the data; these copies of them only spare each start of the library their parsing, and a
test fails where the two differ. Run this after any change of a TOML file::

    python scripts/shipped_calendars.py
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import calendars

if TYPE_CHECKING:
    from collections.abc import Iterable


def _text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(value)


def rendered(found: Iterable[tuple[str, object]]) -> str:
    """The text of one copy: one line a notice or decision."""
    rows = [json.dumps(pair, ensure_ascii=False, default=_text) for pair in found]
    return "[\n" + ",\n".join(rows) + "\n]\n"


if __name__ == "__main__":
    for read in (calendars.state_council, calendars.regions):
        target = Path(calendars.__file__ or "").with_name(f"{read.__name__}.json")
        target.write_text(rendered(read(parse=True)), encoding="utf-8")
        print(target)  # noqa: T201 - the answer of a script
