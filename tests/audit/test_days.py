"""Days in an order of their own: the columns take them as ``assess`` does."""

from __future__ import annotations

import random
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from audit_tables import expected, found_by, frames, jittered
from squeezed import squeezed
from walks import walk

import gaf_rules as gaf
from gaf_rules.auditing.situations import Situations

if TYPE_CHECKING:
    from gaf_rules.auditing.day_effects import DayEffect

_AS_OF = date(2026, 12, 20)


@pytest.mark.no_cover
@pytest.mark.parametrize("share", range(2))
def test_days_squeezed_together_are_read_as_one_by_one(
    share: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    orders: list[Any] = []
    plain = Situations._plainly

    def counted(self: Situations, *arguments: Any) -> DayEffect | None:
        effect = plain(self, *arguments)
        orders.append(effect and effect.order)
        return effect

    monkeypatch.setattr(Situations, "_plainly", counted)
    dice = random.Random(share)  # noqa: S311 - test cases, no secrets
    cases = []
    for seed in range(share * 12, share * 12 + 12):
        steps = walk(seed, 18)
        once = squeezed(steps, dice)
        for case in (once, squeezed(type(steps)(once, steps.readings, steps.last, None), dice)):
            # Two of each kind and more, so that one goes for others, and others part from it.
            cases += [case, case, *(jittered(case, dice) for _ in range(5))]
    for readings in (gaf.Readings(), gaf.Readings(missing_plan="not_submitted")):
        said = found_by(gaf.audit(*frames(cases), as_of=_AS_OF, readings=readings))
        for case, got in zip(cases, said, strict=True):
            assert got == expected(case, as_of=_AS_OF, readings=readings), case.id
    assert any(orders)
