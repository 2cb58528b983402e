"""Drift: another edition of the text, held against the digests clause by clause.

The project keeps no original sentence, only the digest of each without white space. A clause is looked
for by hashing every stretch of the new text up to a certain length: two thousand characters take a
tenth of a second, and no cut between clauses has to be guessed.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Literal

from attrs import field, frozen

from gaf_rules.language.citation import edition_text
from gaf_rules.law.coverage import RowRef, rows_of
from gaf_rules.law.matching import (
    ClauseSpan,
    Text,
    free,
    joined,
    longest_chain,
    neighbours,
    occurrences,
    out_of_order,
)
from gaf_rules.values.errors import GuidelineError

if TYPE_CHECKING:
    from gaf_rules.language.guideline import Guideline

__all__ = ["ClauseDrift", "Drift", "NewText", "drift", "sentences_of"]

Status = Literal["same", "changed", "moved", "gone"]


@frozen(kw_only=True)
class ClauseDrift:
    """What became of one clause.

    Attributes:
        clause: its id.
        status: ``same``; ``moved`` (the same words, elsewhere in the order); ``changed`` (other words
            stand in its place); ``gone`` (nothing stands in its place).
        text: its words in the new edition; of a changed clause everything that stands in its place,
            which neighbours that changed too share with it; empty where it is gone.
        line: the line of the new edition on which that begins; None where it is gone.
        after: of a moved clause the clause that it now follows; empty at the very beginning.
        rows: the rows that stand on it and have to be looked at.
    """

    clause: str
    status: Status
    text: str
    line: int | None
    after: str | None = None
    rows: tuple[RowRef, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "clause": self.clause,
            "status": self.status,
            "text": self.text,
            "line": self.line,
            "after": self.after,
            "rows": [str(row) for row in self.rows],
        }


@frozen(kw_only=True)
class NewText:
    """Words of the new edition that stand in no clause's place: after which clause, on which line."""

    text: str
    line: int
    after: str

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {"status": "new", "text": self.text, "line": self.line, "after": self.after}


@frozen(kw_only=True)
class Drift:
    """A guideline against an edition of its text.

    Attributes:
        guideline: the key of the guideline.
        clauses: what became of each clause, in the order of the guideline.
        new: what belongs to none of them.
    """

    guideline: str
    clauses: tuple[ClauseDrift, ...]
    new: tuple[NewText, ...]
    _by_clause: dict[str, ClauseDrift] = field(init=False, repr=False, eq=False)

    @_by_clause.default
    def _index(self) -> dict[str, ClauseDrift]:
        return {clause.clause: clause for clause in self.clauses}

    def __getitem__(self, clause: str) -> ClauseDrift:
        return self._by_clause[clause]

    @property
    def identical(self) -> bool:
        """Whether every clause is the same and nothing is new."""
        return not self.new and all(clause.status == "same" for clause in self.clauses)

    def of(self, status: Status) -> tuple[str, ...]:
        """The ids of the clauses with a status, in the order of the guideline."""
        return tuple(clause.clause for clause in self.clauses if clause.status == status)

    def counts(self) -> dict[str, int]:
        """How many clauses are same, changed, moved, gone; how many stretches are new."""
        found = Counter(clause.status for clause in self.clauses)
        words: tuple[Status, ...] = ("same", "changed", "moved", "gone")
        return {**{status: found[status] for status in words}, "new": len(self.new)}

    def __str__(self) -> str:
        """The list of places to look at."""
        lines = [", ".join(f"{status} {number}" for status, number in self.counts().items())]
        for clause in self.clauses:
            if clause.status == "same":
                continue
            place = "" if clause.line is None else f" (line {clause.line})"
            after = f" after {clause.after or 'the beginning'}" if clause.after is not None else ""
            shown = f": {clause.text}" if clause.text else ""
            lines.append(f"{clause.clause} {clause.status}{after}{place}{shown}")
            lines += [f"    {row}" for row in clause.rows]
        for new in self.new:
            lines.append(f"new after {new.after or 'the beginning'} (line {new.line}): {new.text}")
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "guideline": self.guideline,
            "counts": self.counts(),
            "clauses": [clause.to_dict() for clause in self.clauses],
            "new": [new.to_dict() for new in self.new],
        }


def drift(guideline: Guideline, text: str) -> Drift:
    """What became of each clause in an edition of the text: same, changed, moved, gone; and what is new.

    Arguments:
        guideline: the clauses with their digests.
        text: the whole text of the edition; white space does not count.

    Returns:
        the comparison; it holds words of the given text only. Clauses in a row that all changed share
        the words that stand in their place: which belong to which is for a person to say.

    Raises:
        CaseError: no text, or one of more than 200,000 signs.

    >>> import gaf_rules as gaf
    >>> drift(gaf.HAINAN, "").counts()
    {'same': 0, 'changed': 0, 'moved': 0, 'gone': 84, 'new': 0}
    """
    new = Text(edition_text(text))
    slugs = tuple(guideline.clauses)
    found = occurrences(guideline.clauses, new)
    chain = longest_chain(found)
    moved = out_of_order(found, chain, new)
    grown = joined(chain, sorted([*chain, *moved]), new, len(slugs))
    chain = [span for span in chain if span not in grown]
    taken = sorted([*chain, *moved])
    rows: dict[str, dict[RowRef, None]] = {}
    for slug, row in rows_of(guideline):
        rows.setdefault(slug, {})[row] = None
    gaps, left = _missing(chain, taken, len(slugs), len(new.signs))
    in_place = {span.place: span for span in chain}
    elsewhere = {span.place: span for span in moved}
    clauses = []
    for place, slug in enumerate(slugs):
        status, after, pieces = _status(place, in_place, elsewhere, gaps, taken, slugs)
        clauses.append(
            ClauseDrift(
                clause=slug,
                status=status,
                text=" … ".join(new.excerpt(*piece) for piece in pieces),
                line=new.lines[pieces[0][0]] if pieces else None,
                after=after,
                rows=tuple(rows.get(slug, ())),
            )
        )
    return Drift(
        guideline=guideline.key,
        clauses=tuple(clauses),
        new=tuple(
            NewText(
                text=new.excerpt(start, end),
                line=new.lines[start],
                after=_before(start, taken, slugs),
            )
            for start, end in left
        ),
    )


def sentences_of(guideline: Guideline, text: str) -> dict[str, str]:
    """The original sentence of each clause, out of a text that the caller holds.

    Arguments:
        guideline: the clauses with their digests.
        text: the whole text of the edition that the guideline was made from.

    Returns:
        clause id to sentence, in the order of the guideline.

    Raises:
        GuidelineError: the text is another edition; it names the clauses that differ.

    >>> import gaf_rules as gaf
    >>> sentences_of(gaf.HAINAN, "something else")
    Traceback (most recent call last):
    gaf_rules.values.errors.GuidelineError: ...
    """
    compared = drift(guideline, text)
    if compared.identical:
        return {clause.clause: clause.text for clause in compared.clauses}
    differing = tuple(c.clause for c in compared.clauses if c.status != "same")
    shown = ", ".join(differing[:5]) + (" …" if len(differing) > 5 else "")  # noqa: PLR2004 - enough to see
    new = len(compared.new)
    raise GuidelineError(
        clause=differing[0] if differing else "",
        known=tuple(compared.of("same")),
        zh=f"所给文本与 {guideline.key} 不是同一版：{len(differing)} 条不同（{shown}），"
        f"新增 {new} 处；请用 drift() 逐条查看",
        en=f"the text is not the edition of {guideline.key}: {len(differing)} clauses differ "
        f"({shown}), {new} passages are new; drift() lists them",
    )


def _missing(
    chain: list[ClauseSpan], taken: list[ClauseSpan], clauses: int, end: int
) -> tuple[dict[int, tuple[tuple[int, int], ...]], list[tuple[int, int]]]:
    """For each clause that is nowhere the words in its place; and the words in no clause's place."""
    placed = {span.place for span in taken}
    gaps: dict[int, tuple[tuple[int, int], ...]] = {}
    left: list[tuple[int, int]] = []
    for before, after in neighbours(chain, clauses, end):
        pieces = tuple(free(before.end, after.start, taken))
        missing = [p for p in range(before.place + 1, after.place) if p not in placed]
        gaps.update(dict.fromkeys(missing, pieces))
        if not missing:
            left += pieces
    return gaps, left


def _status(
    place: int,
    in_place: dict[int, ClauseSpan],
    elsewhere: dict[int, ClauseSpan],
    gaps: dict[int, tuple[tuple[int, int], ...]],
    taken: list[ClauseSpan],
    slugs: tuple[str, ...],
) -> tuple[Status, str | None, tuple[tuple[int, int], ...]]:
    """Status, the clause it now follows, and where its words stand."""
    if place in in_place:
        span = in_place[place]
        return "same", None, ((span.start, span.end),)
    if place in elsewhere:
        span = elsewhere[place]
        return "moved", _before(span.start, taken, slugs), ((span.start, span.end),)
    pieces = gaps[place]
    return ("changed" if pieces else "gone"), None, pieces


def _before(start: int, taken: list[ClauseSpan], slugs: tuple[str, ...]) -> str:
    """The clause that ends last before a place."""
    earlier = [span for span in taken if span.end <= start]
    return slugs[earlier[-1].place] if earlier else ""
