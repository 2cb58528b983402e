"""Random legal logs, several steps a day, some roles left out, up to and past the end of the calendar."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen
from hypothesis import strategies as st
from posting import posted_after_receipt

import gaf_rules as gaf
from gaf_rules.evaluate.checks import check_days
from gaf_rules.evaluate.replay import replay
from gaf_rules.language.readings import READING_OPTIONS
from gaf_rules.language.vocabulary import (
    APP_KINDS,
    EVENT_TYPES,
    GROUNDS,
    MATERIALS,
    PROBLEMS,
    PROCEDURES,
    QUESTION_OPTIONS,
    SPONSOR_KINDS,
    TIERS,
)
from gaf_rules.log.case import supplied_role
from gaf_rules.log.events import FIELDS
from gaf_rules.program.program import program

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from gaf_rules.language.rows import Transition

__all__ = ["World", "legal_cases", "moments", "world", "worlds"]

_MACHINE = program(gaf.HAINAN)
_ROWS = gaf.HAINAN.transitions
_TRIES = 12
_EAGER = 40.0
_SILENT = 0.25
_FULL = MATERIALS[:6] + MATERIALS[8:9]
_GAPS = (0, 0, 0, 1, 1, 1, 2, 3, 4, 6, 8, 11, 14, 16, 19, 24, 31, 40)
_STARTS = (
    date(2019, 9, 20), date(2020, 1, 5), date(2023, 12, 1), date(2024, 9, 1), date(2025, 1, 2),
    date(2025, 9, 10), date(2026, 1, 6), date(2026, 2, 9), date(2026, 9, 1), date(2026, 11, 25),
)  # fmt: skip
# How often a kind of step is tried: onward steps lead somewhere, the rest is let in now and then.
_WEIGHT: dict[str, float] = {
    **dict.fromkeys(EVENT_TYPES, 3.0),
    "application_submitted": 9.0,
    "application_forwarded": 6.0,
    "completeness_confirmed": 9.0,
    "reported_to_national": 9.0,
    "filing_number_issued": 5.0,
    "filing_number_received": 2.0,
    "filing_number_relayed": 2.0,
    "feedback_issued": 6.0,
    "feedback_received": 5.0,
    "supplement_submitted": 9.0,
    "change_planned": 6.0,
    "self_check_completed": 1.5,
    "rectification_completed": 0.5,
    "app_launched": 0.3,
    "shutdown_announced": 0.15,
    "data_disposed": 0.1,
    "app_taken_offline": 0.1,
    "application_withdrawn": 0.1,
    "filing_refused": 0.1,
    "filing_revoked": 0.1,
    "determination": 0.5,
}
_FORWARD = {"by": "by", "to": "dest"}


@frozen
class World:
    """A case whose log is legal under these readings, and a day on which to assess it."""

    case: gaf.Case
    as_of: date
    readings: gaf.Readings

    def assess(self, **changes: Any) -> gaf.Assessment:
        """The assessment, with other arguments where given."""
        given: dict[str, Any] = {"as_of": self.as_of, "readings": self.readings, **changes}
        return gaf.assess(given.pop("case", self.case), **given)

    def assess_on(self, days: int) -> gaf.Assessment:
        """The assessment so many days later, nothing else having happened."""
        return self.assess(as_of=self.as_of + timedelta(days=days))

    def until_now(self) -> World:
        """The same world without what happens after its day."""
        return evolve(
            self,
            case=evolve(self.case, events=tuple(e for e in self.case.events if e.on <= self.as_of)),
        )


class _Maker:
    """Makes events that a row of the table may allow, what the row does not ask drawn at random."""

    def __init__(self, dice: random.Random, sponsor: gaf.Sponsor) -> None:
        self.dice = dice
        self.tier = sponsor.tier
        self.answered: tuple[str, ...] = ()
        places = next(row.places for row in gaf.HAINAN.tiers if row.tier == sponsor.tier)
        self.at: dict[str, list[str]] = {}
        for role, positions in places.items():
            for position in positions:
                self.at.setdefault(position, []).append(role)

    def event(self, row: Transition, day: date) -> gaf.Event:
        """One event; by and to are left out now and then, where only one role fits."""
        dice, kind = self.dice, row.event
        if row.question is not None:
            answer = row.answer or dice.choice(QUESTION_OPTIONS[row.question])
            return gaf.Event(type=kind, on=day, question=row.question, answer=answer)
        fields: dict[str, Any] = {}
        for name in FIELDS[kind]:
            positions = getattr(row, _FORWARD[name]) if name in _FORWARD else ()
            roles = [role for place in positions for role in self.at.get(place, ())]
            if name == "procedure":
                fields[name] = row.procedure
            elif name in _FORWARD:
                fields[name] = dice.choice(roles or self.at["provincial_cac"])
            else:
                fields[name] = self._value(name, kind, day)
        if kind == "filing_number_issued" and row.procedure == "filing":
            fields["number"] = "琼-1"
        made = gaf.Event(type=kind, on=day, **fields)
        for name in ("by", "to"):
            role = getattr(made, name)
            if role is not None and dice.random() < _SILENT:
                bare = evolve(made, by=None) if name == "by" else evolve(made, to=None)
                made = bare if supplied_role(bare, name, self.tier) == role else made
        return made

    def _value(self, name: str, kind: str, day: date) -> Any:
        dice = self.dice
        if name == "materials":
            return self._materials(kind)
        if name in {"posted_on", "expected_on", "change_on"}:
            return self._day(name, day)
        options: tuple[Any, ...] = {
            "problems": ((), (), PROBLEMS[:1], PROBLEMS[:3], (PROBLEMS[4],)),
            "missing": (MATERIALS[:1], MATERIALS[5:7], MATERIALS[3:4], ("change_form",)),
            "grounds": (GROUNDS[:1], GROUNDS[1:], GROUNDS[2:]),
            "reason": ("情况复杂",),
            "number": (None, "琼-1"),
            "position": ("login_bottom_center", "home_bottom_center", "other"),
            "functional_rectification": (True, False, None),
            "major": (True, True, False, None),
            "lawful": (True, False, None),
            "leaked": (True, False, None),
        }.get(name, (True, False))
        return dice.choice(options)

    def _materials(self, kind: str) -> tuple[str, ...]:
        if kind == "deregistration_reported":
            return self.dice.choice((("deregistration_form",), ()))
        lacking = self.dice.choice(_FULL)
        return self.dice.choice(
            (_FULL, _FULL, (*_FULL, "grassroots_statement"), (*_FULL, "other_requested"))
            + (_FULL[:4], tuple(item for item in _FULL if item != lacking), ("change_explanation",))
            + (("change_form", "change_explanation"),) * 2
        )

    def _day(self, name: str, day: date) -> date | None:
        if name == "change_on":
            return day + timedelta(days=self.dice.choice((-3, 0, 9, 15, 16, 30, 60)))
        if name == "expected_on":
            return self.dice.choice((None, day + timedelta(days=self.dice.randrange(1, 60))))
        return self.dice.choice((None, None, day - timedelta(days=self.dice.randrange(1, 25))))


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


def _has_days_that_can_be(case: gaf.Case) -> bool:
    """Whether nothing is posted before the feedback that it answers was received."""
    try:
        check_days(case, gaf.CHINA)
    except gaf.CaseError:
        return False
    return True


def world(seed: int, steps: int = 30, wanted: Collection[int] = ()) -> World:
    """One world; the same seed gives the same world, fewer steps the beginning of it.

    The transitions whose ids are ``wanted`` are tried far more often than the rest.
    """
    dice = random.Random(seed)  # noqa: S311 - a test case, no secret
    app, sponsor, readings = _setting(dice)
    options = {name: getattr(readings, name) for name in READING_OPTIONS}
    maker = _Maker(dice, sponsor)
    case = gaf.Case(id=f"world-{seed}", app=app, sponsor=sponsor)
    day = dice.choice(_STARTS) + timedelta(days=dice.randrange(60))
    state: dict[str, str] = {}
    state.update(dict.fromkeys(PROCEDURES, "not_started"))
    for _ in range(steps):
        day += timedelta(days=dice.choice(_GAPS))
        rows = [r for r in _ROWS if not r.states or state[r.procedure] in r.states]
        weights = [_WEIGHT[row.event] * (_EAGER if id(row) in wanted else 1) for row in rows]
        for row in dice.choices(rows, weights, k=_TRIES) if rows else ():
            event = posted_after_receipt(maker.event(row, day), case.events)
            longer = evolve(case, events=(*case.events, event))
            found = replay(longer, day, _MACHINE, options, gaf.CHINA, lenient=True)
            if found.refused is None and _has_days_that_can_be(longer):
                case, state = longer, found.state
                break
    events = list(case.events)
    dice.shuffle(events)
    as_of = day + timedelta(days=dice.choice((-30, 0, 0, 1, 7, 15, 30, 60, 90, 400)))
    return World(evolve(case, events=tuple(events)), as_of, readings)


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
