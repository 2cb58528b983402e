"""Stamps: where in the log of a case a day is to be read, the same number for all cases of one kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gaf_rules.auditing.reading import DATE_FIELDS

if TYPE_CHECKING:
    from gaf_rules.auditing.counted import Ints

__all__ = ["PLACES", "SOURCES", "place_of", "source_of", "stamp"]

PLACES = 20
"""Bits of a stamp for the place of an event in its case; a case with more events is assessed by itself."""

SOURCES = ("on", *DATE_FIELDS)
"""The fields of an event that are days. Higher numbers are days that no event states."""


def stamp(name: str, places: Ints) -> Ints:
    """The stamps of a date field of the events at these places of their cases."""
    found: Ints = (places + (SOURCES.index(name) << PLACES)).astype(np.int32)
    return found


def source_of(stamps: Ints) -> Ints:
    """The numbers of the fields; negative where there is no day."""
    found: Ints = stamps >> PLACES
    return found


def place_of(stamps: Ints) -> Ints:
    """The places of the events within their cases."""
    found: Ints = stamps & ((1 << PLACES) - 1)
    return found
