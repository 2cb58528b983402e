"""Random legal logs: walks through the transition table, a day or more between steps."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import product
from typing import Any

import gaf_rules as gaf
from gaf_rules.evaluate.fold import Entry, Fold
from gaf_rules.language.readings import READING_OPTIONS
from gaf_rules.language.vocabulary import (
    EVENT_TYPES,
    MATERIALS,
    PROCEDURES,
    QUESTION_OPTIONS,
    SPONSOR_KINDS,
    TIERS,
)
from gaf_rules.log.events import FIELDS
from gaf_rules.program.program import program
from gaf_rules.testing.events import posted_after_receipt

__all__ = ["Walk", "proposals", "walk"]

_ROLES = ("sponsor", "municipal_cac", "provincial_department", "provincial_cac", "national_cac")
_GAPS = (1, 1, 1, 2, 3, 5, 8, 13, 16, 25, 40)
_CHOICES: dict[str, tuple[Any, ...]] = {
    "by": _ROLES,
    "to": _ROLES[:4],
    "procedure": PROCEDURES[:2],
    "materials": (MATERIALS, MATERIALS[:3]),
    "problems": ((), ("check_in",)),
    "missing": (("acceptance",), ("functions", "other_requested")),
    "grounds": (("supplement",),),
    "functional_rectification": (True, False, None),
    "statement": (True,),
    "rectification_plan": (True, False),
    "posted_on": (None, -6),
    "reason": ("said so",),
    "expected_on": (None, 30),
    "number": ("N-1",),
    "prompted": (True, False),
    "position": ("login_bottom_center", "other"),
    "change_on": (20, 60),
    "major": (True, False, None),
    "lawful": (True, False, None),
    "leaked": (True, False),
}
_END = {"application_withdrawn", "filing_refused", "filing_revoked", "determination"}


_SIDE = {
    "self_check_completed",
    "rectification_completed",
    "app_launched",
    "shutdown_announced",
    "data_disposed",
    "app_taken_offline",
    "review_extended",
    "extension_relayed",
}


class Walk:
    """A case whose log is legal, the readings under which it is, and a step that was not legal."""

    def __init__(
        self, case: gaf.Case, readings: gaf.Readings, last: date, refused: gaf.Event | None
    ) -> None:
        self.case = case
        self.readings = readings
        self.last = last
        self.refused = refused


def proposals(day: date) -> list[gaf.Event]:
    """Events of every kind on a day, in all the ways that tell steps apart."""
    events = []
    for kind in EVENT_TYPES:
        fields = FIELDS[kind]
        if kind == "determination":
            events += [
                gaf.Event(type=kind, on=day, question=question, answer=answer)
                for question, answers in QUESTION_OPTIONS.items()
                for answer in answers
            ]
            continue
        for values in product(*(_CHOICES[name] for name in fields)):
            given = dict(zip(fields, values, strict=True))
            for name in ("posted_on", "expected_on", "change_on"):
                if isinstance(given.get(name), int):
                    given[name] = day + timedelta(days=given[name])
            events.append(gaf.Event(type=kind, on=day, **given))
    return events


def _world(dice: random.Random) -> tuple[gaf.App, gaf.Sponsor, gaf.Readings]:
    app = gaf.App(
        kind=dice.choice(("app", "mini_program", "other")),
        runs_on_mobile=True,
        purpose=dice.choice(("internal", "public")),
        grassroots_facing=dice.choice((True, False, None)),
    )
    kinds = [kind for kind in SPONSOR_KINDS if kind != "public_institution"]
    sponsor = gaf.Sponsor(kind=dice.choice(kinds), tier=dice.choice(TIERS), place="469028")
    chosen = {
        name: dice.choice(options)
        for name, options in READING_OPTIONS.items()
        if dice.random() < 0.25
    }
    return app, sponsor, gaf.Readings.from_dict(chosen)


def walk(seed: int, steps: int = 28) -> Walk:
    """One walk; the same seed gives the same walk."""
    dice = random.Random(seed)  # noqa: S311 - a walk, no secret
    app, sponsor, readings = _world(dice)
    case = gaf.Case(id=f"walk-{seed}", app=app, sponsor=sponsor)
    options = {name: getattr(readings, name) for name in READING_OPTIONS}
    fold = Fold(case, program(gaf.HAINAN), options, gaf.CHINA)
    day = date(dice.choice((2019, 2023, 2025, 2026)), 1, 5) + timedelta(days=dice.randrange(200))
    log: list[gaf.Event] = []
    refused = None
    for _ in range(steps):
        day += timedelta(days=dice.choice(_GAPS))
        fold.pass_time(day)
        legal: list[tuple[gaf.Event, Entry]] = []
        illegal: list[gaf.Event] = []
        for proposed in proposals(day):
            event = posted_after_receipt(proposed, log)
            entry = Entry(event, len(log), sponsor.tier)
            found = fold.find(entry)
            if found is None:
                illegal.append(event)
            else:
                legal.append((event, entry))
        refused = dice.choice(illegal)
        if not legal:
            break
        # Ends and answers are legal nearly everywhere; taken as often as steps, they would be all there is.
        kinds = sorted({item[0].type for item in legal})
        onward = [kind for kind in kinds if kind not in _END and kind not in _SIDE]
        kind = dice.choice(onward if onward and dice.random() < 0.8 else kinds)
        event, entry = dice.choice([item for item in legal if item[0].type == kind])
        fold.take(entry)
        log.append(event)
    case = gaf.Case(id=f"walk-{seed}", app=app, sponsor=sponsor, events=tuple(log))
    return Walk(case, readings, day, refused)
