"""What the events of a log are to the transition table: a small number for each sign that occurs."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

from gaf_rules.log.entries import Entry
from gaf_rules.log.events import FIELDS, REQUIRED

if TYPE_CHECKING:
    from gaf_rules.auditing.counted import Ints
    from gaf_rules.auditing.reading import Coded
    from gaf_rules.log.entries import Sign

__all__ = ["Signs"]


class Signs:
    """The signs of a log: by tier of the sponsor and by what of an event says which steps it may be.

    Arguments:
        events: the words of the log.
        tiers: the tiers that occur.

    Attributes:
        values: the signs.
        models: for each, the words of its events that all have alike.
    """

    def __init__(self, events: Coded, tiers: list[str | None]) -> None:
        self.values: list[Sign] = []
        self.models: list[dict[str, Any]] = []
        self.tiers: list[str] = []
        self._table = np.full((len(tiers), len(events.shapes)), -1, np.int16)
        for place, tier in enumerate(tiers):
            for shape, parts in enumerate(events.shapes):
                self._add(place, tier, shape, dict(parts))

    def _add(self, place: int, tier: str | None, shape: int, parts: dict[str, Any]) -> None:
        kind = parts["type"]
        if tier is None or not isinstance(kind, str) or kind not in FIELDS:
            return
        spec = FIELDS[kind].get("procedure")
        if parts.get("procedure") is None and spec is not None and spec.default is not REQUIRED:
            parts["procedure"] = spec.default
        model = {
            "by": None,
            "to": None,
            "question": None,
            "answer": None,
            "procedure": None,
            **parts,
        }
        try:
            sign = Entry(SimpleNamespace(on=None, **model), 0, tier).sign  # type: ignore[arg-type]  # looks like one
        except (KeyError, TypeError):
            return
        self._table[place, shape] = len(self.values)
        self.values.append(sign)
        self.models.append(model)
        self.tiers.append(tier)

    def of(self, tiers: Ints, shapes: Ints) -> Ints:
        """For each event the number of its sign; −1 where it has none."""
        found: Ints = self._table[tiers, shapes]
        return found
