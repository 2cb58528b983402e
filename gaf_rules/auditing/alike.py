"""Cases of one kind: as many events as one another, with the same words, in the same order.

If so wanted, those are of one kind only that have the same events on one day, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.auditing.counted import Ints
    from gaf_rules.auditing.log import Log

__all__ = ["parties_of", "sorted_by_kind"]

_PIECE = 1 << 15
_MIX = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xD6E8FEB86659FD93)
_WORD = (1 << 64) - 1

Bits = NDArray[np.uint64]


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


def _tied(log: Log, places: Ints, within: Ints) -> NDArray[np.bool_]:
    """Which events are of the day of the event before them."""
    same: NDArray[np.bool_] = (log.days[places] == log.days[places - 1]) & (within > 0)
    return same


def _digests(log: Log, wanted: Ints, *, tied: bool) -> Bits:
    """One number a case: equal for cases of one kind, and hardly ever for others (which is checked)."""
    digests = np.zeros(len(wanted), np.uint64)
    some = np.flatnonzero(log.counts[wanted])
    starts, counts = log.starts[wanted[some]], log.counts[wanted[some]]
    scales = _scales(int(counts.max(initial=0)))
    marks = _scrambled(np.arange(2 * (int(log.codes.max(initial=0)) + 1), dtype=np.uint64), 0)
    for piece, first, within, places in _pieces(starts, counts):
        code = log.codes[places].astype(np.int64) * 2
        if tied:
            code += _tied(log, places, within)
        digests[some[piece]] = np.add.reduceat(marks[code] * scales[within], first)
    return digests


def sorted_by_kind(
    log: Log, parties: Ints, wanted: Ints, *, tied: bool = False
) -> tuple[Ints, Ints]:
    """Cases by kind: the cases, and where among them each kind begins.

    Arguments:
        log: the events in order.
        parties: one number a case, alike in all cases of a kind.
        wanted: the cases.
        tied: whether cases of a kind have the same events of one day, too.
    """
    if not len(wanted):
        return wanted, np.zeros(0, np.int64)
    whole = _digests(log, wanted, tied=tied)
    whole += _scrambled(parties[wanted].astype(np.uint64), 1)
    whole ^= _scrambled(log.counts[wanted].view(np.uint64), 2)
    bits = np.uint64(len(wanted).bit_length())
    keys = (_scrambled(whole, 0) >> bits << bits) | np.arange(len(wanted), dtype=np.uint64)
    keys.sort()
    heads = keys >> bits
    members = wanted[(keys & np.uint64((1 << int(bits)) - 1)).view(np.int64)]
    first = np.ones(len(members), np.bool_)
    first[1:] = heads[1:] != heads[:-1]
    models = members[np.flatnonzero(first)][np.cumsum(first) - 1]
    same = _same(log, members, models, tied=tied)
    same &= parties[members] == parties[models]
    if not same.all():
        # Cases that only looked as if they were of the kind: each becomes one of its own.
        members = np.concatenate([members[same], members[~same]])
        first = np.concatenate([first[same], np.ones(len(members) - int(same.sum()), np.bool_)])
    return members, np.flatnonzero(first)


def _same(log: Log, members: Ints, models: Ints, *, tied: bool) -> NDArray[np.bool_]:
    """Whether each case has the events of its model, mark by mark."""
    same: NDArray[np.bool_] = log.counts[members] == log.counts[models]
    some = np.flatnonzero(same & (log.counts[members] > 0))
    starts, counts = log.starts[members[some]], log.counts[members[some]]
    shift = log.starts[models[some]] - starts
    for piece, first, within, places in _pieces(starts, counts):
        twins = places + np.repeat(shift[piece], counts[piece])
        alike = log.codes[places] == log.codes[twins]
        if tied:
            alike &= _tied(log, places, within) == _tied(log, twins, within)
        same[some[piece]] = np.logical_and.reduceat(alike, first)
    return same
