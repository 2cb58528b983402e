"""Loads ``scripts/projection_table.py``, and reads a calendar in the form of arrangements."""

from __future__ import annotations

import importlib.util
import sys
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gaf_rules.calendar.arrangements import Neighbourhood, neighbourhoods

if TYPE_CHECKING:
    from gaf_rules.calendar.working import WorkingCalendar

_SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "projection_table.py"


@lru_cache(maxsize=1)
def table() -> Any:
    """The script as a module."""
    spec = importlib.util.spec_from_file_location("projection_table", _SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # attrs looks the module of a class up by its name.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@lru_cache(maxsize=32)
def measured(year: int) -> Any:
    """What hiding a year shows, measured once."""
    return table().measure(year)


def hoods(years: range) -> list[Neighbourhood]:
    """The neighbourhoods of several years."""
    return [hood for year in years for hood in neighbourhoods(year)]


def swap(cal: WorkingCalendar, hood: Neighbourhood) -> tuple[int, int]:
    """What a calendar did with a neighbourhood, in the form of its arrangements."""
    off = made_up = 0
    for day in range(hood.first, hood.last + 1):
        d = date.fromordinal(day)
        if d in cal.coverage and cal.is_working_day(d) is (d.weekday() >= 5):
            if d.weekday() >= 5:
                made_up |= 1 << day - hood.first
            else:
                off |= 1 << day - hood.first
    return off, made_up
