"""The cases that need the strict reader: those that are perhaps malformed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gaf_rules.auditing.counted import number_of
from gaf_rules.columns import MISSING_DAY
from gaf_rules.evaluate.checks import LAST_CASE_DAY
from gaf_rules.log.case import supplied_role
from gaf_rules.log.events import FIELDS, Event

if TYPE_CHECKING:
    from gaf_rules.auditing.cases import Maker
    from gaf_rules.auditing.counted import Ints
    from gaf_rules.auditing.log import Log
    from gaf_rules.auditing.reading import Coded

__all__ = ["irregular"]


def irregular(log: Log, events: Coded, maker: Maker, first: int, last: int, as_of: int) -> Ints:
    """Of each case whether it is to be read strictly, by itself.

    Arguments:
        log: the events in order.
        events: their words.
        maker: what knows which words make an event.
        first: the first day whose deadlines can be looked up.
        last: the last.
        as_of: the day of assessment.
    """
    found = [log.undated, _out_of_reach(log, first, last), _misplaced(log, events)]
    found += [_answered_again(log, events)]
    bad = [code for code in range(len(events.parts)) if maker.model(code) is None]
    if bad:
        found.append(log.case_at(np.flatnonzero(np.isin(log.codes, bad))))
    strange = [code for code in range(len(maker.cases.parts)) if maker.parties(code) is None]
    if strange:
        found.append(np.flatnonzero(np.isin(maker.cases.codes, strange)))
    ahead = np.flatnonzero(log.days > as_of)
    if ahead.size:
        found.append(_malformed_ahead(log, maker, ahead))
    strict = np.zeros(len(log.starts), np.bool_)
    strict[np.concatenate(found)] = True
    return strict


def _out_of_reach(log: Log, first: int, last: int) -> Ints:
    """A day before the calendar or past the end of cases, or a change planned too far ahead."""
    end = number_of(LAST_CASE_DAY)
    places = [np.flatnonzero((log.days < first) | (log.days > end))]
    for name, days in log.dates.items():
        until = last if name == "change_on" else end
        far = (days != MISSING_DAY) & ((days < first) | (days > until))
        if far.any():
            places.append(np.flatnonzero(far[log.rows(np.arange(len(log.days)))]))
    return log.case_at(np.concatenate(places))


def _misplaced(log: Log, events: Coded) -> Ints:
    """An expected day before its extension; a posting after the arrival, or perhaps before the receipt."""
    wrong = np.zeros(len(log.days), np.bool_)
    rows = log.rows(np.arange(len(log.days)))
    expected, posted = log.dates.get("expected_on"), log.dates.get("posted_on")
    if expected is not None:
        wrong |= (expected != MISSING_DAY)[rows] & (expected[rows] < log.days)
    if posted is not None:
        there, sent = (posted != MISSING_DAY)[rows], posted[rows]
        if there.any():
            wrong |= there & ((sent > log.days) | (sent < _last_told(log, events)))
    return log.case_at(np.flatnonzero(wrong))


def _answered_again(log: Log, events: Coded) -> Ints:
    """Two answers of a person on one day, which may contradict each other."""
    is_answer = np.array([parts.get("type") == "determination" for parts in events.parts], np.bool_)
    places = np.flatnonzero(is_answer[log.codes])
    cases, days = log.case_at(places), log.days[places]
    again: Ints = cases[1:][(cases[1:] == cases[:-1]) & (days[1:] == days[:-1])]
    return again


def _last_told(log: Log, events: Coded) -> Ints:
    """For each event the day of the last step of a feedback up to its day; far back where there is none."""
    types = [parts.get("type") for parts in events.parts]
    is_step = np.array([str(kind).startswith("feedback_") for kind in types], np.bool_)
    every = np.arange(len(log.days))
    last = np.maximum.accumulate(np.where(is_step[log.codes], every, -1))
    ends = np.ones(len(every), np.bool_)
    ends[:-1] = log.days[1:] != log.days[:-1]
    ends[(log.starts + log.totals - 1)[log.totals > 0]] = True
    last = last[np.minimum.accumulate(np.where(ends, every, len(every))[::-1])[::-1]]
    begins = np.sort(np.repeat(log.starts, log.totals))
    told: Ints = np.where(last >= begins, log.days[last], MISSING_DAY)
    return told


def _malformed_ahead(log: Log, maker: Maker, ahead: Ints) -> Ints:
    """Events after the day of assessment are left out of account, but their form counts."""
    cases = log.case_at(ahead)
    codes, which = np.unique(log.codes[ahead], return_inverse=True)
    parties, whose = np.unique(maker.cases.codes[cases], return_inverse=True)
    pairs, place = np.unique(which * len(parties) + whose, return_inverse=True)
    bad = [
        _malformed(maker, int(codes[pair // len(parties)]), int(parties[pair % len(parties)]))
        for pair in pairs.tolist()
    ]
    found: Ints = cases[np.array(bad)[place]]
    return found


def _malformed(maker: Maker, code: int, party: int) -> bool:
    model, parties = maker.model(code), maker.parties(party)
    if model is None or parties is None:
        return True
    event, tier = Event(**model), parties[1].tier
    return any(
        name in FIELDS[event.type] and supplied_role(event, name, tier) is None
        for name in ("by", "to")
    )
