"""The cases of an audit, and some of them that are judged together.

Cases are judged kind by kind: those of one kind have the same events in the same order, and days have decided
the same on their way, so that what holds of one holds of all, save for the days. What is written down of a
day is therefore its *stamp*, where in the log it is to be read; each case then reads a day of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gaf_rules.auditing.counted import MISSING
from gaf_rules.auditing.reading import CASE_COLUMNS, DATE_FIELDS

if TYPE_CHECKING:
    from gaf_rules.auditing.cases import Maker
    from gaf_rules.auditing.counted import Ints
    from gaf_rules.auditing.learnt import Learnt
    from gaf_rules.auditing.log import Log
    from gaf_rules.auditing.reading import Coded

__all__ = ["PLACES", "SOURCES", "CaseBatch", "EncodedCases", "stamp"]

PLACES = 20
"""Bits of a stamp for the place of an event in its case; a case with more events is assessed by itself."""

SOURCES = ("on", *DATE_FIELDS)
"""The fields of an event that are days. Higher numbers are days that no event states."""

_SMALL = 1 << 8
"""Of a byte."""


def stamp(name: str, places: Ints) -> Ints:
    """The stamps of a date field of the events at these places of their cases."""
    found: Ints = (places + (SOURCES.index(name) << PLACES)).astype(np.int32)
    return found


class EncodedCases:
    """The cases of an audit, in the numbers of what has been learnt of the guideline.

    Arguments:
        learnt: of the guideline under one set of readings.
        maker, log: the cases.
        today: the number of the day of assessment.

    Attributes:
        codes: of each case the combination of words of its party.
        words, parties: by fact, for each combination of words the number of its value.
        classes: for each combination of an event's words the number of what of it bears on steps.
        starts: for each combination of a party's words the situation that its cases begin in; −1: no party.
        tier, place: for each combination of a party's words the number of its tier; of its place, if it has
            regional days of its own.
    """

    def __init__(self, learnt: Learnt, maker: Maker, log: Log, today: int) -> None:
        self.learnt = learnt
        self.log = log
        self.today = today
        events, cases = maker.events, maker.cases
        self.codes = cases.codes
        self.words = self._numbers(events, "event.{}")
        self.parties = self._numbers(cases, "{}.{}")
        classes = [
            learnt.situations.class_of(maker.model(code)) for code in range(len(events.parts))
        ]
        small = len(learnt.situations.models) <= _SMALL
        self.classes = np.array(classes, np.uint8 if small else np.int32)
        begun = [learnt.begun(maker.parties(code)) for code in range(len(cases.parts))]
        self.starts, self.tier, self.place = np.array(begun, np.int32).reshape(-1, 3).T.copy()

    def _numbers(self, coded: Coded, name: str) -> dict[str, Ints]:
        """By fact, for each combination of words the number of its value."""
        found = {}
        for column, words in coded.columns.items():
            fact = name.format(*CASE_COLUMNS.get(column, (column,)))
            table = np.array([0, *map(self.learnt.words.of, words.values)], np.int32)
            found[fact] = table[words.codes]
        return found


class CaseBatch:
    """Some cases, judged together under one set of readings.

    Arguments:
        encoded: what they have in common with all others.
        members: the cases, as places in the log.
        given: days that no event states, for each case of the log, by number.

    Attributes:
        parties: of each member the combination of words of its row in the table of cases.
        states_of: by procedure the state of each, once the log has been read.
        judged: for each member the number of its tier, its place and its way up.
    """

    def __init__(self, encoded: EncodedCases, members: Ints, given: list[Ints]) -> None:
        self.encoded = encoded
        self.members = members
        self.given = given
        self.starts = encoded.log.starts.take(members)
        self.parties = encoded.codes.take(members)
        self.judged: dict[str, Ints] = {
            "tier": encoded.tier.take(self.parties),
            "place": encoded.place.take(self.parties),
        }
        self.states_of: dict[str, Ints] = {}

    def party(self, fact: str, parties: Ints) -> Ints:
        """A fact of these parties."""
        found = self.encoded.parties.get(fact)
        return np.zeros(len(parties), np.int32) if found is None else found.take(parties)

    def days(self, stamps: Ints, members: Ints) -> Ints:
        """The days that stamps stand for, in these members; MISSING where there is none."""
        log, starts = self.encoded.log, self.starts
        if not len(stamps) or (int(stamps.min()) >= 0 and int(stamps.max()) < 1 << PLACES):
            plain: Ints = log.days.take(starts.take(members) + stamps)
            return plain
        days = np.full(len(stamps), MISSING, np.int32)
        sources = stamps >> PLACES  # negative where there is no day
        for number in range(int(sources.max(initial=-1)) + 1):
            some = np.flatnonzero(sources == number)
            if not some.size:
                continue
            if number >= len(SOURCES):
                days[some] = self.given[number - len(SOURCES)].take(
                    self.members.take(members[some])
                )
                continue
            places = starts[members[some]] + (stamps[some] & ((1 << PLACES) - 1))
            name = SOURCES[number]
            days[some] = log.days[places] if name == "on" else log.field(name, places)
        return days
