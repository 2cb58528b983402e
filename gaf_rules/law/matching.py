"""Finds clauses in a text by their digests alone, and the order that most of them have kept."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from heapq import heappop, heappush
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from gaf_rules.values.texts import says_something

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gaf_rules.language.citation import ClauseBook

__all__ = [
    "ClauseSpan",
    "Text",
    "free",
    "joined",
    "longest_chain",
    "neighbours",
    "occurrences",
    "out_of_order",
]

_LONGEST = 200
"""Characters of the longest clause looked for; the longest of the Hainan guideline has 83."""

_DIGITS = 64
"""Hexadecimal digits of a SHA-256 digest; a clause without one is never found."""

_ENDS = frozenset("。；，：、！？.;,:!?")
"""Signs at which a sentence or a part of one may end."""


_NOTHING = (0, 0), 1


class ClauseSpan(NamedTuple):
    """Where a clause stands in the squeezed text."""

    start: int
    end: int
    place: int  # in the order of the book


class Text:
    """A text without its white space, which remembers where everything stood."""

    def __init__(self, text: str) -> None:
        self.original = text
        self.where = [i for i, sign in enumerate(text) if says_something(sign)]
        self.signs = [text[i] for i in self.where]
        breaks = [i for i, sign in enumerate(text) if sign == "\n"]
        self.lines = [bisect_right(breaks, i) + 1 for i in self.where]

    def excerpt(self, start: int, end: int) -> str:
        """The words from one place to another, line breaks taken out."""
        if start >= end:
            return ""
        shown = self.original[self.where[start] : self.where[end - 1] + 1]
        return "".join(line.strip() for line in shown.splitlines())

    def cut(self, at: int) -> bool:
        """Whether a part may end before this place: at a line's end or after a punctuation mark."""
        if at in {0, len(self.signs)}:
            return True
        return self.lines[at - 1] != self.lines[at] or self.signs[at - 1] in _ENDS


def occurrences(book: ClauseBook, text: Text) -> list[ClauseSpan]:
    """Every stretch of the text whose digest is that of a clause.

    What is the same at the beginning and at the end is found first, clause by clause; only what lies
    between is searched through, for the clauses that are left.
    """
    digests = [bytes.fromhex(c.sha256) if len(c.sha256) == _DIGITS else b"" for c in book.values()]
    signs = [sign.encode("utf-8", "surrogatepass") for sign in text.signs]
    head = _head(digests, signs)
    start, first = (head[-1].end, len(head)) if head else (0, 0)
    tail = _tail(digests[first:], signs[start:])
    end, last = len(signs) - sum(tail), len(digests) - len(tail)
    found = head + _anywhere(digests[first:last], signs[start:end], start, first)
    for place, length in enumerate(reversed(tail), last):
        found.append(ClauseSpan(end, end + length, place))
        end += length
    return found


def _head(digests: list[bytes], signs: list[bytes]) -> list[ClauseSpan]:
    """The clauses with which the text begins, one after the other."""
    found: list[ClauseSpan] = []
    start = 0
    for place, wanted in enumerate(digests):
        running = hashlib.sha256()
        for end, sign in enumerate(signs[start : start + _LONGEST], start + 1):
            running.update(sign)
            if running.digest() == wanted:
                found.append(ClauseSpan(start, end, place))
                start = end
                break
        else:
            break
    return found


def _tail(digests: list[bytes], signs: list[bytes]) -> list[int]:
    """The lengths of the clauses with which the text ends, the last first."""
    lengths: list[int] = []
    end = len(signs)
    for wanted in reversed(digests):
        for length in range(1, min(end, _LONGEST) + 1):
            if hashlib.sha256(b"".join(signs[end - length : end])).digest() == wanted:
                lengths.append(length)
                end -= length
                break
        else:
            break
    return lengths


def _anywhere(digests: list[bytes], signs: list[bytes], shift: int, first: int) -> list[ClauseSpan]:
    """Every stretch that is one of these clauses; ``shift`` and ``first`` are what lies before."""
    places: dict[bytes, list[int]] = {}
    for place, digest in enumerate(digests, first):
        places.setdefault(digest, []).append(place)
    found: list[ClauseSpan] = []
    for start in range(len(signs) if places else 0):
        running = hashlib.sha256()
        for end, sign in enumerate(signs[start : start + _LONGEST], start + 1):
            running.update(sign)
            held = places.get(running.digest(), ())
            found += (ClauseSpan(start + shift, end + shift, place) for place in held)
    return found


def longest_chain(found: Sequence[ClauseSpan]) -> list[ClauseSpan]:
    """The most clauses in the order of both texts, without overlap; of as many, the most characters.

    So of two neighbours that changed places the shorter is the one that moved.
    """
    spans = sorted(found)
    weight: list[tuple[int, int]] = []
    back: list[int] = []
    # Of what ends before here, the best of each clause: a text may repeat one a hundred thousand times.
    best: dict[int, tuple[tuple[int, int], int]] = {}
    ending: list[tuple[int, int]] = []
    for here, span in enumerate(spans):
        while ending and ending[0][0] <= span.start:
            there = -heappop(ending)[1]
            held = best.get(spans[there].place, _NOTHING)
            best[spans[there].place] = max(held, (weight[there], -there))
        earlier = (held for place, held in best.items() if place < span.place)
        (count, signs), source = max(earlier, default=_NOTHING)
        weight.append((count + 1, signs + span.end - span.start))
        back.append(-source)
        heappush(ending, (span.end, -here))
    chain: list[ClauseSpan] = []
    at = max(range(len(spans)), key=weight.__getitem__, default=-1)
    while at >= 0:
        chain.append(spans[at])
        at = back[at]
    return chain[::-1]


def joined(
    chain: list[ClauseSpan], taken: list[ClauseSpan], text: Text, clauses: int
) -> set[ClauseSpan]:
    """The clauses in order to which words have been joined: those have changed.

    A heading has no full stop: "scope" is found inside "scope and terms" too. Words are joined to a
    neighbour when they are on its line and are no part of a sentence of their own.
    """
    grown = set()
    placed = {span.place for span in taken}
    for before, after in neighbours(chain, clauses, len(text.signs)):
        if not placed.issuperset(range(before.place + 1, after.place)):
            continue  # what stands here belongs to a clause that is missing here
        for start, end in free(before.end, after.start, taken):
            ends_a_part = text.signs[end - 1] in _ENDS
            if start == before.end and not text.cut(start) and not ends_a_part:
                grown.add(before)
            elif end == after.start and not text.cut(end):
                grown.add(after)
    return grown


def neighbours(
    chain: list[ClauseSpan], clauses: int, end: int
) -> Iterator[tuple[ClauseSpan, ClauseSpan]]:
    """Neighbours in the chain, with the beginning and the end of the text as the outermost."""
    return pairwise([ClauseSpan(0, 0, -1), *chain, ClauseSpan(end, end, clauses)])


def out_of_order(found: list[ClauseSpan], chain: list[ClauseSpan], text: Text) -> list[ClauseSpan]:
    """Occurrences out of order, one for each clause that is not in the chain, clear of all others."""
    placed = {span.place for span in chain}
    taken = list(chain)
    moved = []
    # The longest first: the words of a short clause may stand inside a longer one.
    for span in sorted(found, key=lambda s: (s.start - s.end, s.start)):
        begins = text.cut(span.start) or any(other.end == span.start for other in taken)
        ends = text.cut(span.end) or any(other.start == span.end for other in taken)
        if begins and ends and span.place not in placed and not _overlaps(span, taken):
            placed.add(span.place)
            taken.append(span)
            moved.append(span)
    return moved


def _overlaps(span: ClauseSpan, others: Sequence[ClauseSpan]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def free(start: int, end: int, taken: list[ClauseSpan]) -> Iterator[tuple[int, int]]:
    """The stretches between two places that no clause occupies."""
    at = start
    for span in taken:
        if start <= span.start and span.end <= end:
            if at < span.start:
                yield at, span.start
            at = span.end
    if at < end:
        yield at, end
