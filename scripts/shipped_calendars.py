# ruff: noqa: INP001 - a script, no package
"""Write calendars/shipped.json: what the TOML files of calendars/ say, read and checked once.

The TOML files are the data; this copy of them only spares each start of the library their parsing, and a
test fails where the two differ. Run this after any change of a TOML file::

    python scripts/shipped_calendars.py
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import calendars


def _text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(value)


def rendered() -> str:
    """The text of the file: one line a notice or decision."""
    parts = []
    for name, found in (
        ("state_council", calendars.state_council(parse=True)),
        ("regions", calendars.regions(parse=True)),
    ):
        rows = [json.dumps(pair, ensure_ascii=False, default=_text) for pair in found]
        parts.append(f'"{name}": [\n' + ",\n".join(rows) + "\n]")
    return "{" + ",\n".join(parts) + "}\n"


if __name__ == "__main__":
    target = Path(calendars.__file__ or "").with_name("shipped.json")
    target.write_text(rendered(), encoding="utf-8")
    print(target)  # noqa: T201 - the answer of a script
