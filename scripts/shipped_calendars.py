# ruff: noqa: INP001 - a script, no package
"""Write what is installed of calendars/: one JSON file of all notices, and one of all regions.

The TOML files are the data; what the package carries says the same and spares each start of the library
their parsing. A test fails where the two differ. Run this after any change of a TOML file, in a checkout;
nothing need be installed::

    python scripts/shipped_calendars.py
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

_ROOT = Path(__file__).resolve().parents[1]
# The checks of this checkout, whatever else is installed.
sys.path.insert(0, str(_ROOT))

from gaf_rules.calendar import data as calendar_data  # noqa: E402 - found by the line above

if TYPE_CHECKING:
    from collections.abc import Iterable


def _text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(value)


def rendered(found: Iterable[tuple[str, object]]) -> str:
    """The text of one file: one line a notice or decision."""
    rows = [json.dumps(pair, ensure_ascii=False, default=_text) for pair in found]
    return "[\n" + ",\n".join(rows) + "\n]\n"


if __name__ == "__main__":
    for name, read in (
        ("state_council", calendar_data.read_notices),
        ("regions", calendar_data.read_overlays),
    ):
        target = _ROOT / "gaf_rules" / "calendar" / "data" / f"{name}.json"
        target.write_text(rendered(read(_ROOT / "calendars" / name)), encoding="utf-8")
        print(target)  # noqa: T201 - the answer of a script
