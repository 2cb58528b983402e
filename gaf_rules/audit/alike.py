"""Cases of one kind: as many events as one another, equal mark by mark.

What the marks say is for the caller to choose: the sequence of events alone, or all their words too and
which of them share a day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.audit.counted import Ints
    from gaf_rules.audit.log import Log

__all__ = ["kinds", "marks_of", "parties_of"]

_PIECE = 1 << 15
_MIX = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xD6E8FEB86659FD93)
_WORD = (1 << 64) - 1

Bits = NDArray[np.uint64]


def marks_of(log: Log) -> Ints:
    """One number an event: its words, and whether it is of the same day as the event before it."""
    marks = log.codes.astype(np.int64) << 1
    if len(marks):
        marks[1:] |= log.days[1:] == log.days[:-1]
        marks[log.starts[log.totals > 0]] &= ~1
    return marks


def parties_of(log: Log, parties: Ints, as_of: int) -> Ints:
    """One number a case: its words, and whether its last event is of the day of assessment."""
    last = np.maximum(log.starts + log.counts - 1, 0)
    today = (log.counts > 0) & (log.days[last] == as_of) if len(log.days) else log.counts > 0
    return (parties.astype(np.int64) << 1) | today


def _scrambled(values: Bits, by: int) -> Bits:
    out = values * np.uint64(_MIX[by])
    out ^= out >> np.uint64(29)
    return out


def _scales(longest: int) -> Bits:
    scales, scale = [], 1
    for _ in range(longest):
        scale = (scale * _MIX[2]) & _WORD
        scales.append(scale | 1)
    return np.array(scales, np.uint64)


def _pieces(starts: Ints, counts: Ints) -> Iterator[tuple[slice, Ints, Ints, Ints]]:
    """Cases bit by bit: which, where each begins in the bit, and for each event its place in case and log."""
    ends = np.cumsum(counts)
    begin = 0
    while begin < len(starts):
        done = ends[begin] - counts[begin]
        stop = max(int(np.searchsorted(ends, done + _PIECE)), begin + 1)
        piece = slice(begin, stop)
        first = np.cumsum(counts[piece]) - counts[piece]
        within = np.arange(int(counts[piece].sum())) - np.repeat(first, counts[piece])
        yield piece, first, within, np.repeat(starts[piece], counts[piece]) + within
        begin = stop


def _digests(log: Log, marks: Ints) -> Bits:
    """One number a case: equal for cases of one kind, and hardly ever for others (which is checked)."""
    digests = np.zeros(len(log.starts), np.uint64)
    some = np.flatnonzero(log.counts)
    some = some[np.argsort(log.starts[some], kind="stable")]
    starts, counts = log.starts[some], log.counts[some]
    scales = _scales(int(counts.max(initial=0)))
    for piece, first, within, places in _pieces(starts, counts):
        terms = _scrambled(marks[places].view(np.uint64), 0) * scales[within]
        digests[some[piece]] = np.add.reduceat(terms, first)
    return digests


def kinds(log: Log, marks: Ints, parties: Ints, wanted: Ints) -> tuple[list[Ints], Ints]:
    """Groups of cases of one kind, and the cases that only looked as if they were of one.

    Arguments:
        log: the events in order.
        marks: one number an event.
        parties: one number a case.
        wanted: the cases to be grouped.
    """
    if not len(wanted):
        return [], wanted
    whole = _digests(log, marks)
    whole += _scrambled(parties.view(np.uint64), 1)
    whole ^= _scrambled(log.counts.view(np.uint64), 2)
    bits = np.uint64(len(parties).bit_length())
    keys = (_scrambled(whole[wanted], 0) >> bits << bits) | wanted.view(np.uint64)
    keys.sort()
    heads = keys >> bits
    members = (keys & np.uint64((1 << int(bits)) - 1)).view(np.int64)
    edges = np.concatenate([[0], np.flatnonzero(heads[1:] != heads[:-1]) + 1, [len(members)]])
    models = np.repeat(members[edges[:-1]], np.diff(edges))
    same = _same(log, marks, members, models)
    same &= parties[members] == parties[models]
    groups = np.split(members, edges[1:-1])
    if same.all():
        return groups, members[:0]
    kept = [group[like] for group, like in zip(groups, np.split(same, edges[1:-1]), strict=True)]
    return kept, members[~same]


def _same(log: Log, marks: Ints, members: Ints, models: Ints) -> NDArray[np.bool_]:
    """Whether each case has the events of its model, mark by mark."""
    same: NDArray[np.bool_] = log.counts[members] == log.counts[models]
    some = np.flatnonzero(same & (log.counts[members] > 0))
    starts, counts = log.starts[members[some]], log.counts[members[some]]
    shift = log.starts[models[some]] - starts
    for piece, first, _, places in _pieces(starts, counts):
        twins = places + np.repeat(shift[piece], counts[piece])
        same[some[piece]] = np.logical_and.reduceat(marks[places] == marks[twins], first)
    return same
