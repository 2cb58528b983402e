"""What the events of a log are to the transition table: a small number for each sign that occurs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gaf_rules.auditing.cases import draft
from gaf_rules.log.entries import Entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gaf_rules.auditing.counted import Ints
    from gaf_rules.log.entries import Sign

__all__ = ["Signs"]


class Signs:
    """The signs of events: by tier of the sponsor and by what of an event bears on steps.

    Arguments:
        tiers: of the guideline; the first stands for none.
        names: the fields of an event that bear on steps.

    Attributes:
        values: the signs.
        models: for each, the words of its events that all have alike.
    """

    def __init__(self, tiers: Sequence[str | None], names: Sequence[str]) -> None:
        self._tiers = tiers
        self._names = names
        self._table = np.full((len(tiers), 0), -1, np.int32)
        self.values: list[Sign] = []
        self.models: list[dict[str, Any]] = []
        self.tiers: list[str] = []

    def add(self, models: Sequence[dict[str, Any] | None]) -> None:
        """Number the signs of what bears on steps, as far as it is new; none where there is no event."""
        known = self._table.shape[1]
        new = np.full((len(self._tiers), len(models) - known), -1, np.int32)
        for at, model in enumerate(models[known:]):
            for place, tier in enumerate(self._tiers):
                if tier is None or model is None:
                    continue
                try:
                    sign = Entry(draft(model, {}), 0, tier).sign
                except (KeyError, TypeError):
                    continue
                new[place, at] = len(self.values)
                self.values.append(sign)
                self.models.append({name: model[name] for name in self._names})
                self.tiers.append(tier)
        self._table = np.concatenate([self._table, new], axis=1)

    def of(self, tiers: Ints, classes: Ints) -> Ints:
        """For each event the number of its sign; −1 where it has none."""
        found: Ints = self._table[tiers, classes]
        return found
