"""Random logs of one filing in which the clocks are stopped, moved and restarted, receipts often missing.

The days go forward without two events on one; every log is legal as long as nothing is deemed abandoned.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from attrs import evolve

import gaf_rules as gaf
from gaf_rules.language.readings import READING_OPTIONS
from gaf_rules.language.vocabulary import MATERIALS, Tier

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["clock_logs"]

_CHOSEN = (
    "review_clock_on_feedback", "resubmission_goes_to", "completeness_clock",
    "completeness_clock_after_return", "returned_deadline", "feedback_receipt", "trigger_day",
    "receipt_on_day_off",
)  # fmt: skip
_STARTS = (
    date(2025, 1, 3),
    date(2025, 8, 1),
    date(2026, 3, 2),
    date(2026, 9, 1),
    date(2026, 11, 16),
)


def _readings(dice: random.Random) -> gaf.Readings:
    """Readings that bear on the clocks, each option as likely as the other."""
    return gaf.Readings.from_dict({name: dice.choice(READING_OPTIONS[name]) for name in _CHOSEN})


class _Log:
    """The events so far, and the day reached."""

    def __init__(self, dice: random.Random, readings: gaf.Readings) -> None:
        self.dice = dice
        self.day = dice.choice(_STARTS) + timedelta(days=dice.randrange(40))
        self.events: list[gaf.Event] = []
        tiers: tuple[Tier, ...] = ("municipal", "affiliated_institution")
        self.tier = dice.choice(tiers)
        self.first = "municipal_cac" if self.tier == "municipal" else "provincial_department"
        self.again = readings.resubmission_goes_to == "completeness_review"

    def add(self, kind: Any, share: float = 1.0, /, **fields: Any) -> None:
        """One event some days later; with a share below one it may be missing from the log."""
        self.day += timedelta(days=self.dice.choice((1, 1, 1, 1, 2, 3, 5, 9)))
        if self.dice.random() < share:
            self.events.append(gaf.Event(type=kind, on=self.day, **fields))

    def submit(self) -> None:
        self.add(
            "application_submitted",
            by="sponsor",
            to=self.first,
            materials=MATERIALS,
            procedure="filing",
        )

    def go_up(self) -> None:
        """From the first tier to the national office, with up to two returns on the way."""
        returns = self.dice.choice((0, 0, 0, 1, 2))
        for left in range(returns, -1, -1):
            self.add("application_received", 0.5, by=self.first)
            self.add("application_forwarded", by=self.first, to="provincial_cac")
            self.add("application_received", by="provincial_cac")
            if left:
                self.add("materials_returned", by="provincial_cac", missing=("acceptance",))
                self.add("return_received", 0.5, by="sponsor")
                self.submit()
        self.add("completeness_confirmed")
        self.add("reported_to_national")
        self.add("application_received", 0.5, by="national_cac")

    def extend(self) -> None:
        """Now and then the review is extended, with or without a date."""
        if self.dice.random() < 0.3:
            self.add("review_extended", reason="said so")
            days = self.dice.choice((None, None, 3, 15, 40))
            if days is not None:
                expected = self.day + timedelta(days=days)
                self.events[-1] = evolve(self.events[-1], expected_on=expected)

    def feed_back(self) -> None:
        """A feedback, its way down, and the supplement's way up as the readings send it."""
        self.add("feedback_issued", grounds=("supplement",), functional_rectification=False)
        self.add("feedback_relayed", 0.7, by="provincial_cac", to=self.first)
        self.add("feedback_received", 0.5, by=self.first)
        self.add("feedback_relayed", 0.7, by=self.first, to="sponsor")
        self.add("feedback_received", 0.5, by="sponsor")
        self.extend()
        self.add(
            "supplement_submitted",
            by="sponsor",
            to=self.first,
            statement=True,
            rectification_plan=False,
        )
        if self.again:
            self.go_up()
        else:
            self.extend()
            self.add("reported_to_national", 0.5)
            self.add("application_received", 0.5, by="national_cac")


def _log(dice: random.Random, readings: gaf.Readings) -> gaf.Case:
    """One log."""
    log = _Log(dice, readings)
    log.add("self_check_completed", problems=())
    log.submit()
    log.go_up()
    log.extend()
    for _ in range(dice.choice((0, 1, 1, 2, 3))):
        log.feed_back()
        log.extend()
    log.add("filing_number_issued", 0.4, number="N-1", procedure="filing")
    return gaf.Case(
        id="clocks",
        app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False),
        sponsor=gaf.Sponsor(kind="administrative_organ", tier=log.tier),
        events=tuple(log.events),
    )


def clock_logs(
    seed: int, readings: gaf.Readings | None = None
) -> Iterator[tuple[gaf.Case, date, gaf.Readings]]:
    """Logs with a day to look at them and readings, without end; the readings given, or each its own."""
    given = readings
    for number in count():
        dice = random.Random(f"{seed} {number}")  # noqa: S311 - test cases, no secrets
        readings = _readings(dice) if given is None else given
        case = _log(dice, readings)
        days = [event.on for event in case.events]
        span = (days[-1] - days[0]).days + 70
        yield case, days[0] + timedelta(days=dice.randrange(span)), readings
