"""The rules that were considered and did not apply, each with why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gaf_rules.ask.explanation.tree import Node, Used

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gaf_rules.ask.explanation.teller import Teller
    from gaf_rules.language.rows import DutyRow, FindingRow, Start

    # Words are only made of the row that came nearest; of the others it is enough how near they came.
    Reason = Callable[[], "tuple[Used, ...]"]

__all__ = ["passed_over"]


def passed_over(teller: Teller) -> Iterator[Node]:
    """Scope, route, duty and finding rows that did not apply, in this order."""
    yield from _scope(teller)
    yield from _routes(teller)
    if teller.core.scope.in_scope is not False:
        yield from _duties(teller)
        yield from _findings(teller)


def _rule(
    teller: Teller, text: str, rule: str, clauses: tuple[str, ...], why: tuple[Used, ...]
) -> Node:
    facts, readings = teller.apart(why)
    return Node(
        kind="rule",
        text=text,
        rule=rule,
        clauses=teller.clauses(clauses),
        facts=facts,
        readings=readings,
    )


def _scope(teller: Teller) -> Iterator[Node]:
    facts = teller.core.log.contexts["filing"]
    for number, row in enumerate(teller.guideline.scope):
        holds, parts = teller.decide(row.when, facts)
        if holds:
            continue
        zh, en = {
            True: ("适用范围：一项要件", "scope: an element"),
            False: ("适用范围：一项排除", "scope: an exclusion"),
            None: ("适用范围：一项待判定", "scope: something left to a person"),
        }[row.verdict]
        clauses = (*row.clauses, *row.plain)
        why = teller.used(parts, facts)
        yield _rule(teller, teller.say(zh, en), f"scope {number + 1}", clauses, why)


def _routes(teller: Teller) -> Iterator[Node]:
    facts = teller.core.log.contexts["filing"]
    for number, row in enumerate(teller.guideline.routes):
        holds, parts = teller.decide(row.when, facts)
        if holds:
            return  # the first that fits decides; those after it were not asked
        path = " → ".join(teller.words.role(role) for role in row.path or ())
        path = path or teller.say("由人判定", "left to a person")
        text = teller.say(f"路径：{path}", f"route: {path}")
        why = teller.used(parts, facts)
        yield _rule(teller, text, f"route {number + 1}", row.clauses, why)


# -- duties ----------------------------------------------------------------------------------------------
def _begun(teller: Teller, procedures: tuple[str, ...]) -> bool:
    return any(procedure in teller.core.stages for procedure in procedures)


def _duties(teller: Teller) -> Iterator[Node]:
    # A clause may have several rows, one for each reading or case: those beside one that applies are no news.
    there = {raw.row.clause for raw in teller.core.duties}
    for row in teller.guideline.duties:
        if row.clause in there or not _begun(teller, row.procedures):
            continue
        there.add(row.clause)
        why = _no_duty(teller, row)
        name = teller.limit(row)
        text = teller.say(f"义务 {name}", f"duty {name}")
        rule = f"duty {row.clause} {' '.join(row.procedures)}"
        yield _rule(teller, text, rule, (row.clause,), why)


def _no_duty(teller: Teller, row: DutyRow) -> tuple[Used, ...]:
    context = _latest(teller, row.over, row.procedures)
    if context is None:
        return (_no_record(teller, row.over),)
    holds, why = teller.because(row.when, context)
    if not holds:
        return why
    if row.starts and not any(_starts(teller, start, context) for start in row.starts):
        return tuple(used for start in row.starts for used in _not_started(teller, start, context))
    ended = [fact for fact in row.void_by if teller.value(context, fact) is not None]
    return tuple(teller.fact(fact, context) for fact in ended)


def _starts(teller: Teller, start: Start, context: dict[str, Any]) -> bool:
    return teller.value(context, start.fact) is not None and teller.decide(start.when, context)[0]


def _not_started(teller: Teller, start: Start, context: dict[str, Any]) -> tuple[Used, ...]:
    """Why one thing that may start a duty does not: not on record, or not what counts."""
    if teller.value(context, start.fact) is None:
        return (teller.unknown(start.fact),)
    return teller.because(start.when, context)[1]


def _latest(teller: Teller, kind: str, procedures: tuple[str, ...]) -> dict[str, Any] | None:
    """The facts of the last record of a kind, of one still to come only where there is no other; or None."""
    found = [
        record
        for record in reversed(teller.core.records)
        if record.kind == kind and record.procedure in procedures
    ]
    found.sort(key=lambda record: record.ordinal == 0)
    return found[0].context if found else None


def _no_record(teller: Teller, kind: str) -> Used:
    name = teller.of("record", kind)
    return Used(name=kind, value=None, text=teller.say(f"记录中没有{name}", f"no {name} on record"))


# -- findings --------------------------------------------------------------------------------------------
def _findings(teller: Teller) -> Iterator[Node]:
    """One entry a code and clause, with the reason of the row that came nearest."""
    there = {(raw.row.code, raw.clause) for raw in teller.core.findings}
    there |= {(raw.row.code, "") for raw in teller.core.findings}
    best: dict[tuple[str, str], tuple[int, Reason]] = {}
    for row in teller.guideline.findings:
        key = (row.code, row.clause)
        if key in there or not _begun(teller, row.procedures):
            continue
        near, why = _no_finding(teller, row)
        if key not in best or near > best[key][0]:
            best[key] = near, why
    for (code, clause), (_, why) in best.items():
        name = teller.of("finding", code)
        text = teller.say(f"认定 {name}", f"finding {name}")
        yield _rule(teller, text, f"finding {code}", (clause,), why())


def _no_finding(teller: Teller, row: FindingRow) -> tuple[int, Reason]:
    """How near a finding row came (0: nothing to look at), and what will say why it did not apply."""
    if row.over.startswith("duty:"):
        return _no_duty_finding(teller, row)
    context = _latest(teller, row.over, row.procedures)
    if context is None:
        return 0, lambda: (_no_record(teller, row.over),)
    return _nearness(teller, row, context)


def _no_duty_finding(teller: Teller, row: FindingRow) -> tuple[int, Reason]:
    clause = row.over.partition(":")[2]
    found = [
        raw
        for raw in reversed(teller.core.duties)
        if clause in {"*", raw.row.clause} and raw.procedure in row.procedures
    ]
    if not found:
        return 0, lambda: (_no_duty_runs(teller, clause, row.over),)
    # One with a last day comes nearer than one without.
    found.sort(key=lambda raw: raw.due is None)
    return _nearness(teller, row, {**found[0].context, "duty": found[0].facts})


def _nearness(teller: Teller, row: FindingRow, context: dict[str, Any]) -> tuple[int, Reason]:
    holds, parts = teller.decide(row.when, context)
    if holds:
        return 2, lambda: (_no_items(teller),)
    return 1, lambda: teller.used(parts, context)


def _no_duty_runs(teller: Teller, clause: str, over: str) -> Used:
    name = "" if clause == "*" else f" {clause}"
    text = teller.say(f"现在没有义务{name}", f"no duty{name} is running")
    return Used(name=over, value=None, text=text)


def _no_items(teller: Teller) -> Used:
    text = teller.say("没有缺少或不对的事项", "nothing is missing or wrong")
    return Used(name="items", value=(), text=text)
