"""The tree of an explanation: nodes with their clauses, facts, days and readings, as values and as JSON."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from gaf_rules.answers.assessment import Assessment, Provenance
from gaf_rules.ask.explanation.reasons import json_value
from gaf_rules.evaluate.assessing import assess
from gaf_rules.log.case import Case
from gaf_rules.values.digest import sha256_of
from gaf_rules.values.lazy import Lazy
from gaf_rules.values.texts import Lang

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.values.theme import Theme

__all__ = [
    "NODE_KINDS",
    "SCHEMA",
    "CountedDay",
    "Explanation",
    "Node",
    "Quoted",
    "Used",
    "result_sha256",
]

SCHEMA = "gaf-explanation/1"
NODE_KINDS = (
    "section",
    "conclusion",
    "scope",
    "route",
    "event",
    "lapse",
    "duty",
    "mark",
    "finding",
    "question",
    "reading",
    "rule",
)
"""What a piece of reasoning may be; ``rule`` is one that was considered and did not apply."""


def result_sha256(assessment: Assessment) -> str:
    """The digest of what an assessment says, save for what it was made with."""
    said = assessment.to_dict()
    del said["provenance"]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256_of(text.encode())


@frozen(kw_only=True)
class Quoted:
    """A clause: its id, our wording, and the original sentence where a source text is attached."""

    clause: str
    wording: str
    source: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {"clause": self.clause, "wording": self.wording, "source": self.source}


def _told(value: Any) -> Any:
    """The value of a fact as a document has it, where a day is text: by that two are compared."""
    return tuple(map(_told, value)) if isinstance(value, tuple) else json_value(value)


@frozen(kw_only=True)
class Used:
    """A fact that was looked at: its name, its value (None: not known), and what it says in words.

    Read back from a document, a day among its values is the text that stands there; the two are equal.
    """

    name: str
    value: Any = field(eq=_told)
    text: str

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {"name": self.name, "value": json_value(self.value), "text": self.text}


@frozen(kw_only=True)
class CountedDay:
    """One day, or a run of days off, between the start of a period and its end.

    Attributes:
        number: the number of the working day, 1 … n; None for days that are not counted.
        on, through: the first and the last day of the run; the same for a working day.
        kind: as in `gaf_rules.calendar.DayInfo`.
        festival: of a holiday, in the language of the explanation.
        notice: what decided it, where it is not an ordinary working day or weekend.
        text: the same in words, with the day of the week.
    """

    number: int | None
    on: date
    through: date
    kind: str
    festival: str | None
    notice: str | None
    text: str

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "number": self.number,
            "on": self.on.isoformat(),
            "through": self.through.isoformat(),
            "kind": self.kind,
            "festival": self.festival,
            "notice": self.notice,
            "text": self.text,
        }


@frozen(kw_only=True)
class Node:
    """One piece of reasoning: a conclusion and what it stands on.

    Attributes:
        kind: one of `NODE_KINDS`.
        text: the conclusion in words.
        rule: the row behind it, None for a heading.
        clauses: the clauses of the row.
        facts: the facts that decided.
        days: the days counted, for a duty with a period.
        readings: field to option, of the readings that it rests on.
        children: what it consists of.
    """

    kind: str
    text: str
    rule: str | None = None
    clauses: tuple[Quoted, ...] = ()
    facts: tuple[Used, ...] = ()
    days: tuple[CountedDay, ...] = ()
    readings: tuple[tuple[str, str], ...] = ()
    children: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """This node and all below it, from top to bottom."""
        yield self
        for child in self.children:
            yield from child.walk()

    def to_dict(self) -> dict[str, Any]:
        """The JSON form; keys are always the same, lists may be empty."""
        return {
            "kind": self.kind,
            "text": self.text,
            "rule": self.rule,
            "clauses": [clause.to_dict() for clause in self.clauses],
            "facts": [fact.to_dict() for fact in self.facts],
            "days": [day.to_dict() for day in self.days],
            "readings": dict(self.readings),
            "children": [child.to_dict() for child in self.children],
        }


@frozen(kw_only=True)
class Explanation:
    """Why an assessment is what it is.

    Attributes:
        lang: ``"zh"`` or ``"en"``.
        title: what is explained.
        sections: conclusion, scope, way, log, time limits, findings, questions, rules that did not apply.
        case: the case that was assessed.
        as_of: the day of assessment.
        provenance: what the assessment stands on.
        result: computes ``result_sha256`` on first use.
        made: the assessment explained; None where the explanation was read from a document. No part of what
            is compared.

    >>> import gaf_rules as gaf
    >>> from datetime import date
    >>> app = gaf.App(kind="app", runs_on_mobile=True, purpose="internal")
    >>> sponsor = gaf.Sponsor(kind="administrative_organ", tier="municipal")
    >>> case = gaf.Case(id="C1", app=app, sponsor=sponsor)
    >>> assessment = gaf.assess(case, as_of=date(2026, 3, 2))
    >>> told = gaf.explain(assessment, "en")
    >>> told.replay() == assessment, len([*told.walk()]) > len(told.sections)
    (True, True)
    >>> told.html().startswith("<div"), Explanation.from_dict(told.to_dict()) == told
    (True, True)
    """

    lang: Lang
    title: str
    sections: tuple[Node, ...]
    case: Case = field(repr=False)
    as_of: date
    provenance: Provenance = field(repr=False)
    result: Lazy[str] = field(eq=Lazy.value, repr=False)
    made: Assessment | None = field(default=None, eq=False, repr=False)

    @property
    def assessment(self) -> Assessment:
        """The assessment explained; of an explanation that was read from a document, as `replay` gives it."""
        return self.replay() if self.made is None else self.made

    @property
    def result_sha256(self) -> str:
        """The digest of what the assessment says, save for what it was made with."""
        return self.result.value()

    def replay(self) -> Assessment:
        """The assessment made anew from what the explanation carries; equal to the one explained.

        One that was read from a document is replayed with the guideline and the calendar that are shipped;
        `gaf_rules.ask.explanation.replayed` takes others.

        Raises:
            GafRulesError: it was read from a document, and something in it is not as it was made.
        """
        made = self.made
        if made is None:
            from gaf_rules.ask.explanation.replayed import again  # noqa: PLC0415 - it stands on this module

            return again(self)
        return assess(
            self.case,
            as_of=self.as_of,
            guideline=made.basis.guideline,
            calendar=made.basis.calendar,
            readings=made.basis.readings,
            engine=self.provenance.engine,
        )

    def walk(self) -> Iterator[Node]:
        """All nodes from top to bottom."""
        for section in self.sections:
            yield from section.walk()

    def __str__(self) -> str:
        from gaf_rules.ask.explanation.text import as_text  # noqa: PLC0415 - the text is one of several forms

        return as_text(self)

    def html(self, *, theme: Theme = "auto") -> str:
        """The explanation folding open and shut, as one element of HTML without scripts or links.

        Arguments:
            theme: ``auto``, ``light`` or ``dark``.

        Raises:
            CaseError: another theme.
        """
        from gaf_rules.ask.explanation.html import as_html  # noqa: PLC0415 - as above

        return as_html(self, theme)

    def _repr_html_(self) -> str:
        return self.html()

    def to_dict(self) -> dict[str, Any]:
        """The JSON form (``gaf-explanation/1``): the tree, and the inputs from which it can be replayed."""
        return {
            "schema": SCHEMA,
            "lang": self.lang,
            "title": self.title,
            "case": self.case.to_dict(),
            "as_of": self.as_of.isoformat(),
            "provenance": self.provenance.to_dict(),
            "result_sha256": self.result_sha256,
            "sections": [section.to_dict() for section in self.sections],
        }

    @classmethod
    def from_dict(cls, data: Any) -> Explanation:
        """The explanation that `to_dict` gave, after any travel as JSON: equal to it.

        Nothing is worked out again; `replay` and ``gaf_rules.verify`` do that.

        Raises:
            CaseError: everything that is wrong with the document.
        """
        from gaf_rules.ask.explanation.form import explanation_form  # noqa: PLC0415 - only documents need it
        from gaf_rules.documents.shapes import read_document  # noqa: PLC0415 - as above

        made: Explanation = read_document(explanation_form(), data)
        return made
