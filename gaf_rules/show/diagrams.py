"""Diagrams of a guideline, made from its rows: the states of a procedure, who sends what to whom.

Diagrams are Mermaid text with plain ids. The tables of :mod:`gaf_rules.show.tables` are at hand here too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gaf_rules.language.partial import NEVER, assume
from gaf_rules.language.vocabulary import EVENT_TYPES
from gaf_rules.show.tables import (
    MarkdownTable,
    duties_table,
    facts_table,
    findings_table,
    length_words,
    periods_table,
    place_words,
    routes_table,
    say,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.rows import StateRow, Transition
    from gaf_rules.values.texts import Lang

__all__ = [
    "MarkdownTable",
    "arrows",
    "duties_table",
    "facts_table",
    "findings_table",
    "periods_table",
    "routes_diagram",
    "routes_table",
    "state_diagram",
]

_INDENT = "    "
_MANY = 3
"""From so many stages on, what leads the same way is drawn once."""


def _plain(text: str) -> str:
    """A text that Mermaid takes as it stands: no sign with a meaning of its own."""
    for sign, instead in (
        (": ", " – "),
        (":", "–"),
        ("; ", ", "),
        (";", ","),
        ('"', ""),
        ("#", ""),
        ("<", "("),
        (">", ")"),
        ("%%", "%"),
    ):
        text = text.replace(sign, instead)
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


# -- states ----------------------------------------------------------------------------------------------
def arrows(
    guideline: Guideline, procedure: str
) -> Iterator[tuple[Transition, StateRow, str | None]]:
    """What may leave a state of a procedure, a step of its own or of another one, and the state after it.

    Where a transition names no states, they are those that its condition leaves open.
    """
    for row in guideline.transitions:
        is_own = row.procedure == procedure
        to = dict(row.enters).get(procedure)
        if not is_own and to is None:
            continue
        for state in guideline.states:
            if state.procedure != procedure or (
                is_own and row.states and state.name not in row.states
            ):
                continue
            if assume(row.when, f"state.{procedure}", state.name) != NEVER:
                yield row, state, to


def _event(guideline: Guideline, row: Transition, lang: Lang) -> str:
    words = guideline.label("event", row.event, lang)
    if row.question is None:
        return words
    answer = "" if row.answer is None else f" = {guideline.label('answer', row.answer, lang)}"
    return f"{words} {row.question}{answer}"


def _edges(guideline: Guideline, procedure: str, lang: Lang) -> dict[tuple[str, str], list[str]]:
    """(stage, stage) → what leads from one to the other, each once."""
    stages = {row.name: row.stage for row in guideline.states if row.procedure == procedure}
    edges: dict[tuple[str, str], list[str]] = {}
    for row, state, to in arrows(guideline, procedure):
        if to is None:
            continue
        words = edges.setdefault((state.stage, stages[to]), [])
        if (event := _event(guideline, row, lang)) not in words:
            words.append(event)
    for lapse in guideline.lapses:
        if lapse.procedure == procedure:
            length = length_words(guideline.periods[lapse.duty], lang)
            words = edges.setdefault((stages[lapse.state], stages[lapse.to]), [])
            words.append(say("expired", lang, length, ", ".join(lapse.clauses)))
    return edges


def _arrows(
    guideline: Guideline, procedure: str, lang: Lang
) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Stages, stage and words of each arrow; where three and more lead the same way, they share one.

    The first stage shares none, nor one that has ended with one that has not: the way through the procedure
    stays in sight.
    """
    states = [row for row in guideline.states if row.procedure == procedure]
    kinds = {row.stage: row.ended for row in states} | {states[0].stage: None}
    shared: dict[tuple[str, str, bool | None], list[str]] = {}
    for (before, after), events in _edges(guideline, procedure, lang).items():
        text = " / ".join(_plain(event) for event in events)
        shared.setdefault((after, text, kinds[before]), []).append(before)
    for (after, text, _), stages in shared.items():
        together = [tuple(stages)] if len(stages) >= _MANY else [(stage,) for stage in stages]
        yield from ((before, after, text) for before in together)


def state_diagram(guideline: Guideline, procedure: str, lang: Lang = "en") -> str:
    """The stages of a procedure and what leads from one to the next, as a Mermaid ``stateDiagram-v2``.

    Where the same leads from three stages and more to one, a box that names them all has the arrow.

    Arguments:
        guideline: whose rows are drawn.
        procedure: filing, change or deregistration.
        lang: ``"zh"`` or ``"en"``.

    >>> import gaf_rules as gaf
    >>> print(state_diagram(gaf.HAINAN, "deregistration").splitlines()[-1].strip())
    reported --> [*]
    """
    states = [row for row in guideline.states if row.procedure == procedure]
    bearers: dict[str, dict[str, None]] = {}
    for row in states:
        moving = bearers.setdefault(row.stage, {})
        if row.bearer is not None and not row.ended:
            moving[place_words(guideline, row.bearer, lang)] = None
    lines = ["stateDiagram-v2"]
    for stage, roles in bearers.items():
        words = guideline.stage_label(procedure, stage, lang)
        if roles:
            words = say("moves", lang, words, say("and", lang).join(roles))
        lines.append(f'{_INDENT}state "{_plain(words)}" as {stage}')
    lines.append(f"{_INDENT}[*] --> {states[0].stage}")
    for before, after, text in _arrows(guideline, procedure, lang):
        source = "__".join(before)
        if len(before) > 1:
            names = " / ".join(guideline.stage_label(procedure, stage, lang) for stage in before)
            box = f'{_INDENT}state "{_plain(names)}" as {source}'
            lines += [] if box in lines else [box]
        lines.append(f"{_INDENT}{source} --> {after} : {text}")
    lines += [
        f"{_INDENT}{stage} --> [*]"
        for stage in bearers
        if all(row.bearer is None for row in states if row.stage == stage)
    ]
    return "\n".join(lines)


# -- who sends what to whom ------------------------------------------------------------------------------
# What one office makes is received by another, and the log has an event for each.
_RECEIVED_AS = {
    "materials_returned": ("return_received", ""),
    "feedback_issued": ("feedback_received", "feedback_relayed"),
    "filing_number_issued": ("filing_number_received", "filing_number_relayed"),
}


def _sent(guideline: Guideline) -> Iterator[tuple[str, str, str]]:
    """Sender, addressee and event of everything that goes from one place to another."""
    bearers: dict[tuple[str, str], str | None] = {
        (row.procedure, row.name): row.bearer for row in guideline.states
    }
    for row in guideline.transitions:
        yield from ((by, dest, row.event) for by in row.by for dest in row.dest)
        if row.event not in _RECEIVED_AS:
            continue
        received, relayed = _RECEIVED_AS[row.event]
        told = {d for r in guideline.transitions if r.event == relayed for d in r.dest}
        reached = {b for r in guideline.transitions if r.event == received for b in r.by} - told
        for state in row.states:
            by = row.by[0] if row.by else bearers[row.procedure, state]
            yield from ((by or "", dest, row.event) for dest in sorted(reached, reverse=True))
    for duty in guideline.duties:
        if duty.to is not None and {duty.bearer, duty.to} <= {*guideline.roles}:
            yield duty.bearer, duty.to, duty.act


def routes_diagram(guideline: Guideline, lang: Lang = "en") -> str:
    """Who sends what to whom, as a Mermaid ``sequenceDiagram``, in the order of the contract's events.

    >>> import gaf_rules as gaf
    >>> "provincial_cac->>national_cac" in routes_diagram(gaf.HAINAN)
    True
    """
    sent = dict.fromkeys(message for message in _sent(guideline) if message[0] != message[1])
    order = sorted(sent, key=lambda message: EVENT_TYPES.index(message[2]))
    used = dict.fromkeys(place for by, dest, _ in order for place in (by, dest))
    places = (place for place in used if place not in guideline.roles)
    known = dict.fromkeys((*guideline.way_up[:1], *places, *guideline.way_up[1:]))
    lines = ["sequenceDiagram"]
    lines += [
        f"{_INDENT}participant {place} as {_plain(place_words(guideline, place, lang))}"
        for place in (*known, *sorted(used.keys() - known))
        if place in used
    ]
    for by, dest, event in order:
        words = _plain(guideline.label("event", event, lang))
        lines.append(f"{_INDENT}{by}->>{dest}: {words}")
    return "\n".join(lines)
