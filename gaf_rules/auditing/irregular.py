"""The cases that need the strict reader: perhaps malformed, or of an order of events that is not plain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gaf_rules.auditing.counted import number_of
from gaf_rules.columns import MISSING_DAY
from gaf_rules.evaluate.checks import LAST_CASE_DAY
from gaf_rules.log.case import supplied_role
from gaf_rules.log.events import FIELDS, Event

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gaf_rules.auditing.cases import Maker
    from gaf_rules.auditing.counted import Ints
    from gaf_rules.auditing.log import Log
    from gaf_rules.auditing.reading import Coded

__all__ = ["irregular"]


def irregular(
    log: Log, events: Coded, maker: Maker, first: int, last: int, as_of: int
) -> tuple[Ints, Ints]:
    """The cases to be read strictly, and those whose free text may count; all are assessed one by one.

    Arguments:
        log: the events in order.
        events: their words.
        maker: what knows which words make an event.
        first: the first day whose deadlines can be looked up.
        last: the last.
        as_of: the day of assessment.
    """
    found = [log.undated, _out_of_reach(log, first, last), _misplaced(log, events)]
    bad = [code for code in range(len(events.parts)) if maker.model(code) is None]
    if bad:
        found.append(log.case_at(np.flatnonzero(np.isin(log.codes, bad))))
    strange = [code for code in range(len(maker.cases.parts)) if maker.parties(code) is None]
    if strange:
        found.append(np.flatnonzero(np.isin(maker.cases.codes, strange)))
    ahead = np.flatnonzero(log.days > as_of)
    if ahead.size:
        found.append(_malformed_ahead(log, maker, ahead))
    strict = np.unique(np.concatenate(found))
    return strict, np.setdiff1d(_same_rank(log, events), strict)


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
        wrong |= there & ((sent > log.days) | (sent < _last_told(log, events)))
    return log.case_at(np.flatnonzero(wrong))


def _last_told(log: Log, events: Coded) -> Ints:
    """For each event the day of the last step of a feedback before it; far back where its case has none."""
    types = [parts["type"] for parts in events.shapes]
    is_step = np.array([str(kind).startswith("feedback_") for kind in types], np.bool_)
    places = np.where(is_step[log.shapes], np.arange(len(log.days)), -1)
    last = np.maximum.accumulate(places)
    begins = np.sort(np.repeat(log.starts, log.totals))
    told: Ints = np.where(last >= begins, log.days[last], MISSING_DAY)
    return told


def _same_rank(log: Log, events: Coded) -> Ints:
    """Two events of a day that only their further content tells apart, perhaps their free text."""
    kind, rank, open_role = _ranks(events)
    same = np.zeros(len(log.days) + 1, np.bool_)
    same[1:-1] = log.days[1:] == log.days[:-1]
    kinds = kind[log.codes]
    # Those of a day stand by kind and role, so that what is alike stands together.
    same[1:-1] &= kinds[1:] == kinds[:-1]
    same[log.starts[log.totals > 0]] = False
    follows = same[:-1]
    places = np.flatnonzero(follows | same[1:])
    if not places.size:
        return places
    run = np.cumsum(~follows[places])
    codes = log.codes[places]
    doubtful = _twins(run, rank[codes]) | _touched(run, kind[codes], open_role[codes])
    return log.case_at(places[doubtful])


def _ranks(events: Coded) -> tuple[Ints, Ints, Ints]:
    """For each combination of words: the kind of event, its rank in a day, whether a role is left open."""
    nothing = np.zeros(len(events.parts), np.int64)

    def digits(name: str) -> Ints:
        return events.columns[name].codes if name in events.columns else nothing

    procedure = digits("procedure")
    said = events.columns.get("procedure")
    if said is not None and "filing" in said.values:  # what is left out means the same
        procedure = np.where(procedure == 0, said.values.index("filing") + 1, procedure)
    kinds = digits("type")
    kind = kinds * 8 + procedure
    by, to = digits("by"), digits("to")
    types = events.columns.get("type")
    known = () if types is None else types.values
    listed = [FIELDS.get(value, {}) if isinstance(value, str) else {} for value in (None, *known)]
    has_by, has_to = (np.array([name in fields for fields in listed]) for name in ("by", "to"))
    open_role = has_by[kinds] & (by == 0) | has_to[kinds] & (to == 0)
    return kind, (kind * 64 + by) * 64 + to, open_role


def _borders(run: Ints, what: Ints) -> NDArray[np.bool_]:
    """Where another run begins, or something else."""
    first: NDArray[np.bool_] = np.ones(len(run), np.bool_)
    first[1:] = (run[1:] != run[:-1]) | (what[1:] != what[:-1])
    return first


def _twins(run: Ints, what: Ints) -> NDArray[np.bool_]:
    """Which share their run and what they are with a neighbour."""
    alone = _borders(run, what)
    alone[:-1] &= alone[1:]
    return ~alone


def _touched(run: Ints, what: Ints, flag: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which share their run and what they are with one that is flagged."""
    first = _borders(run, what)
    some = np.logical_or.reduceat(flag, np.flatnonzero(first))
    spread: NDArray[np.bool_] = some[np.cumsum(first) - 1]
    return spread


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
