"""Tables of a guideline, made from its rows: routes, periods, duties, findings.

A :class:`Table` knows its Markdown. A page made from these cannot go stale unnoticed: a test makes it again
and compares.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

from gaf_rules.evaluate.standing import definitions
from gaf_rules.language.conditions import Among
from gaf_rules.language.core import (
    AllOf,
    AnyOf,
    Backend,
    DayOrder,
    FactTest,
    Not,
    facts_of,
    literals,
)
from gaf_rules.language.rows import Put
from gaf_rules.messages import label, length
from gaf_rules.values.shipped import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gaf_rules.language.core import Condition
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.periods import Period
    from gaf_rules.language.rows import DutyRow, RouteRow, Start
    from gaf_rules.values.texts import Lang

__all__ = [
    "MarkdownTable",
    "definitions_table",
    "duties_table",
    "facts_table",
    "findings_table",
    "length_words",
    "periods_table",
    "place_words",
    "routes_table",
    "say",
]

_LANGS = ("zh", "en")
_KINDS = {"sponsor.tier": "tier", "sponsor.kind": "sponsor_kind"}

# The few words that only a diagram or a table needs.
_WORDS: Final = words_of("gaf_rules.show", "words.json")["guide"]


def say(key: str, lang: Lang, *parts: str) -> str:
    """A word or a phrase that only a diagram or a table needs, with its parts filled in."""
    return _WORDS[key][_LANGS.index(lang)].format(*parts)


@frozen(kw_only=True)
class MarkdownTable:
    r"""A table: its head and its rows, every cell a text.

    >>> print(MarkdownTable(head=("a", "b"), rows=(("1", "x|y"),)).markdown())
    | a | b |
    |---|---|
    | 1 | x\|y |
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def markdown(self) -> str:
        """The table in Markdown, without a line break at its end."""
        lines = [self.head, *self.rows]
        text = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in lines]
        return "\n".join([text[0], "|" + "---|" * len(self.head), *text[1:]])


def place_words(guideline: Guideline, position: str, lang: Lang) -> str:
    """The words for a role, or for a place on a route that is no role (``first_tier``)."""
    return guideline.label("role" if position in guideline.roles else "place", position, lang)


def _circle(guideline: Guideline, condition: Condition, lang: Lang) -> str:
    """Of which sponsors a condition speaks, in words; empty where it speaks of something else."""
    return _CIRCLES(condition, guideline, lang)


def _circles(each: AllOf | AnyOf, guideline: Guideline, lang: Lang) -> str:
    words = (_circle(guideline, part, lang) for part in each.parts)
    return (" + " if isinstance(each, AllOf) else say("or", lang)).join(filter(None, words))


def _kinds(each: FactTest, guideline: Guideline, lang: Lang) -> str:
    if each.fact not in _KINDS or not isinstance(each.question, Among):
        return ""
    kind, values = _KINDS[each.fact], map(str, each.question.wanted)
    return say("and", lang).join(guideline.label(kind, value, lang) for value in values)


def _unsaid(*_: object) -> str:
    """What a sponsor is not, and days, draw no circle."""
    return ""


_CIRCLES: Backend[str] = Backend(
    "tables",
    {AllOf: _circles, AnyOf: _circles, Not: _unsaid, FactTest: _kinds, DayOrder: _unsaid},
)


def _sponsors(guideline: Guideline, row: RouteRow, lang: Lang) -> str:
    words = _circle(guideline, row.when, lang)
    if row.path is not None and any("answer_" in fact for fact in facts_of(row.when)):
        words = say("confirmed", lang, words)
    return words or "–"


def routes_table(guideline: Guideline, lang: Lang = "en") -> MarkdownTable:
    """The way up for each kind of sponsor, from the route rows."""
    return MarkdownTable(
        head=tuple(say(key, lang) for key in ("sponsor", "path", "clause")),
        rows=tuple(
            (
                _sponsors(guideline, row, lang),
                say("asked", lang)
                if row.path is None
                else " → ".join(place_words(guideline, role, lang) for role in row.path),
                ", ".join(row.clauses),
            )
            for row in guideline.routes
        ),
    )


def _writers(guideline: Guideline) -> dict[str, tuple[str, ...]]:
    """Fact → the places whose events write it, where the rows ask who acts."""
    found: dict[str, dict[str, None]] = {}
    for row in guideline.transitions:
        for action in row.actions:
            if isinstance(action, Put) and action.take == "on" and action.value is None:
                found.setdefault(action.fact, {}).update(dict.fromkeys(row.by))
    return {fact: tuple(places) for fact, places in found.items()}


def _under(condition: Condition) -> tuple[str, ...]:
    """The readings that a condition asks for, as ``field = option``."""
    return tuple(
        f"`{part.fact.removeprefix('reading.')} = {option}`"
        for part, wanted in literals(condition)
        if wanted and isinstance(part, FactTest) and part.fact.startswith("reading.")
        for option in (part.question.wanted if isinstance(part.question, Among) else ())
    )


def _start(guideline: Guideline, start: Start, lang: Lang) -> str:
    words = guideline.label("event", start.event, lang)
    places = _writers(guideline).get(start.fact, ())
    if len(places) == 1 and start.event.endswith("_received"):
        words = say("by", lang, words, place_words(guideline, places[0], lang))
    if start.estimated:
        words = say("stand_in", lang, words)
    if under := _under(start.when):
        words = say("under", lang, words, ", ".join(under))
    return words


def _counted(guideline: Guideline, row: DutyRow, lang: Lang) -> str:
    starts = dict.fromkeys(_start(guideline, start, lang) for start in row.starts)
    words = say("or", lang).join(starts)
    backward = row.period is not None and row.period.backward
    return say("before" if backward else "from", lang, words) if words else "–"


def _days(period: Period, words: str, lang: Lang) -> str:
    return say("like", lang, words, period.like) if period.like else words


def _length(period: Period, lang: Lang) -> str:
    """The number of working days; of what else is counted in words."""
    return str(period.number) if period.counts_working_days else length_words(period, lang)


def length_words(period: Period, lang: Lang) -> str:
    """How long a period is, in words."""
    return length(period.number, period.unit, lang)


def _missed(guideline: Guideline, row: DutyRow, lang: Lang) -> str:
    """The findings that a missed duty raises, and the clause that attaches an effect."""
    words = dict.fromkeys(
        guideline.label("finding", found.code, lang)
        for found in guideline.findings
        if found.over == f"duty:{row.clause}" and found.severity in {"breach", "consequence"}
    )
    text = " / ".join(words) or "–"
    return say("by", lang, text, row.consequence) if row.consequence else text


def _names(guideline: Guideline, procedures: Iterable[str], lang: Lang) -> str:
    joint = say("and", lang)
    return joint.join(guideline.label("procedure", name, lang) for name in procedures)


def periods_table(guideline: Guideline, lang: Lang = "en") -> MarkdownTable:
    """Every number of working days: whose it is, for what, from or before when, read how, and if missed.

    >>> import gaf_rules as gaf
    >>> [row[3] for row in periods_table(gaf.HAINAN).rows if row[0] == "2.4.4c"]
    ['10']
    """
    keys = ("clause", "bearer", "act", "days", "counted", "readings", "consequence")
    return MarkdownTable(
        head=tuple(say(key, lang) for key in keys),
        rows=tuple(
            (
                row.clause,
                place_words(guideline, row.bearer, lang),
                guideline.label("act", row.act, lang),
                _days(row.period, _length(row.period, lang), lang),
                _counted(guideline, row, lang),
                ", ".join(f"`{name}`" for name in row.readings) or "–",
                _missed(guideline, row, lang),
            )
            for row in guideline.duties
            if row.period is not None
        ),
    )


def _limit(guideline: Guideline, row: DutyRow, lang: Lang) -> str:
    """The time limit of a duty in words: days, an order, or nothing."""
    if row.period is not None:
        words = length_words(row.period, lang)
        return _days(row.period, words, lang)
    if row.before is None:
        return "–"
    events = dict.fromkeys(
        guideline.label("event", made.event, lang)
        for made in guideline.transitions
        for action in made.actions
        if isinstance(action, Put) and action.fact == row.before
    )
    return say("before", lang, say("or", lang).join(events))


def duties_table(guideline: Guideline, lang: Lang = "en") -> MarkdownTable:
    """Every duty: clauses, procedures, who must do what, to whom, in what time."""
    keys = ("clause", "procedure", "bearer", "act", "to", "time")
    rows = (
        (
            ", ".join((row.clause, *row.clauses)),
            _names(guideline, row.procedures, lang),
            place_words(guideline, row.bearer, lang),
            guideline.label("act", row.act, lang)
            + "".join(f" [{reading}]" for reading in _under(row.when)),
            "–" if row.to is None else place_words(guideline, row.to, lang),
            _limit(guideline, row, lang),
        )
        for row in guideline.duties
    )
    return MarkdownTable(
        head=tuple(say(key, lang) for key in keys), rows=tuple(dict.fromkeys(rows))
    )


def findings_table(guideline: Guideline, lang: Lang = "en") -> MarkdownTable:
    """Every finding: code, clauses, severity, procedures, meaning; those of the scope rows first."""
    keys = ("code", "clause", "severity", "procedure", "meaning")
    found: list[tuple[str, str, str, tuple[str, ...]]] = [
        (row.code, row.clause or row.clauses[0], "notice", ("filing",))
        for row in guideline.scope
        if row.code
    ]
    for finding in guideline.findings:
        own = tuple(dict.fromkeys((finding.clause, *finding.clauses.values())))
        clause = ", ".join(own) or "–"
        found.append((finding.code, clause, finding.severity, finding.procedures))
    rows = (
        (
            f"`{code}`",
            clause,
            guideline.label("severity", severity, lang),
            _names(guideline, procedures, lang),
            guideline.label("finding", code, lang),
        )
        for code, clause, severity, procedures in found
    )
    return MarkdownTable(
        head=tuple(say(key, lang) for key in keys), rows=tuple(dict.fromkeys(rows))
    )


def definitions_table(lang: Lang = "en") -> MarkdownTable:
    """What becomes of a duty and what rows may ask about it: each definition after those that it rests on.

    >>> [row[1] for row in definitions_table().rows if row[0] == "`late_by`"]
    ['`due`, `view`, `status`, `until`']
    """
    return MarkdownTable(
        head=tuple(say(key, lang) for key in ("defined", "rests_on", "meaning")),
        rows=tuple(
            (
                f"`{name}`",
                ", ".join(f"`{each}`" for each in rests_on),
                label("definition", name, lang),
            )
            for name, rests_on in definitions()
        ),
    )


def facts_table(guideline: Guideline, lang: Lang = "en") -> MarkdownTable:
    """What the text states without binding anybody, clause by clause.

    >>> import gaf_rules as gaf
    >>> facts_table(gaf.HAINAN).rows[-1]
    ('3.2', 'contact', 'e-mail: hnxxhjsc@126.com')
    """
    colon = "：" if lang == "zh" else ": "
    return MarkdownTable(
        head=tuple(say(key, lang) for key in ("clause", "what", "stated")),
        rows=tuple(
            (
                row.clause,
                say(row.what, lang),
                colon.join(filter(None, (row.zh if lang == "zh" else row.en, row.value))),
            )
            for row in guideline.facts
        ),
    )
