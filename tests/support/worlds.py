"""Random legal logs, several steps a day, some roles left out, up to and past the end of the calendar."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import evolve
from hypothesis import strategies as st

import gaf_rules as gaf
from gaf_rules.language.readings import READING_OPTIONS
from gaf_rules.language.vocabulary import APP_KINDS, SPONSOR_KINDS, TIERS
from gaf_rules.testing.logs import GAPS, Walker
from gaf_rules.testing.logs import LegalLog as World

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = ["World", "legal_cases", "moments", "world", "worlds"]

_TRIES = 12
_STARTS = (
    date(2019, 9, 20), date(2020, 1, 5), date(2023, 12, 1), date(2024, 9, 1), date(2025, 1, 2),
    date(2025, 9, 10), date(2026, 1, 6), date(2026, 2, 9), date(2026, 9, 1), date(2026, 11, 25),
)  # fmt: skip


def _setting(dice: random.Random) -> tuple[gaf.App, gaf.Sponsor, gaf.Readings]:
    app = gaf.App(
        kind=dice.choice(APP_KINDS[:3] * 4 + APP_KINDS),
        runs_on_mobile=dice.random() < 0.95,
        purpose=dice.choice(("internal", "public")),
        grassroots_facing=dice.choice((True, False, None)),
    )
    sponsor = gaf.Sponsor(
        kind=dice.choice(SPONSOR_KINDS[:3] * 3 + SPONSOR_KINDS),
        tier=dice.choice(TIERS[:3] * 2 + TIERS),
        place=dice.choice((None, "460100", "469028", "469007")),
    )
    share = dice.choice((0.0, 0.0, 0.2, 0.6))
    chosen = {
        name: dice.choice(options)
        for name, options in READING_OPTIONS.items()
        if dice.random() < share
    }
    return app, sponsor, gaf.Readings.from_dict(chosen)


def world(
    seed: int,
    steps: int = 30,
    wanted: Collection[int] = (),
    guideline: gaf.Guideline = gaf.HAINAN,
) -> World:
    """One world; the same seed gives the same world, fewer steps the beginning of it.

    The transitions whose ids are ``wanted`` are tried far more often than the rest.
    """
    dice = random.Random(seed)  # noqa: S311 - a test case, no secret
    app, sponsor, readings = _setting(dice)
    case = gaf.Case(id=f"world-{seed}", app=app, sponsor=sponsor)
    day = dice.choice(_STARTS) + timedelta(days=dice.randrange(60))
    walker = Walker(dice, World(case, day, readings, guideline=guideline))
    for _ in range(steps):
        walker.rest(dice.choice(GAPS))
        rows, weights = walker.weights(wanted)
        walker.step(dice.choices(rows, weights, k=_TRIES) if rows else ())
    events = list(walker.log.case.events)
    dice.shuffle(events)
    as_of = walker.log.as_of + timedelta(days=dice.choice((-30, 0, 0, 1, 7, 15, 30, 60, 90, 400)))
    return World(evolve(case, events=tuple(events)), as_of, readings, guideline=guideline)


def worlds(count: int, first: int = 0) -> Iterator[World]:
    """So many worlds, always the same."""
    for seed in range(first, first + count):
        yield world(seed)


def moments(count: int, first: int = 0) -> Iterator[World]:
    """So many different assessments to make, always the same: each world on many of its days.

    Making a world costs much more than assessing it; each day of its log, the day after a while and a
    month later are assessments of their own.
    """
    made = 0
    for found in worlds(count, first):
        days = {event.on for event in found.case.events} | {found.as_of}
        for day in sorted({near + timedelta(days=gap) for near in days for gap in (0, 12, 33)}):
            yield evolve(found, as_of=day)
            made += 1
            if made == count:
                return


def legal_cases() -> st.SearchStrategy[World]:
    """Worlds that Hypothesis draws; a failing one shrinks towards fewer steps."""
    return st.builds(world, st.integers(0, 2**32), st.integers(0, 34))
