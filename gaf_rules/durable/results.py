"""Words put to what the second engine concluded: duties, findings, questions, next actions as values.

The reading that disputes a finding is worked out by the first engine, when it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gaf_rules.answers.assessment import Deadline, Duty, Finding, NextAction, Question, Trigger
from gaf_rules.evaluate.scoping import role_at
from gaf_rules.language.rows import FIRST_TIER
from gaf_rules.language.vocabulary import PROCEDURES, answers_to, wording
from gaf_rules.program.advice import advice_of
from gaf_rules.program.positions import Tier
from gaf_rules.values.days import LAST_DAY
from gaf_rules.values.lazy import Lazy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gaf_rules.durable.conclusions import Conclusions, FoundRow, OpenQuestion
    from gaf_rules.durable.judging import Judged
    from gaf_rules.evaluate.answer import Disputes
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.rows import AheadRow, DutyRow
    from gaf_rules.log.case import Sponsor

__all__ = [
    "duty_of",
    "finding_of",
    "judged_order",
    "next_actions_of",
    "questions_of",
]

_PROCEDURES: dict[str, int] = {name: rank for rank, name in enumerate(PROCEDURES)}


# -- order -------------------------------------------------------------------------------------------
def judged_order(judged: Judged) -> tuple[Any, ...]:
    """By procedure, by the day it began, by clause and round."""
    day = judged.span.on if judged.span.on is not None else LAST_DAY
    return _PROCEDURES[judged.page.procedure], day, judged.row.clause, judged.round


# -- values ------------------------------------------------------------------------------------------
def _deadline(judged: Judged) -> Deadline | None:
    due, on = judged.span.due, judged.span.on
    if due is None or on is None:
        return None
    unknown = due.latest is None and due.certainty != "projected"
    return Deadline(
        clause=judged.row.clause,
        trigger=on,
        on=due.on,
        earliest=due.earliest,
        latest=due.latest,
        certainty=due.certainty,
        safe=Lazy(lambda: None) if unknown else Lazy(judged.safe),
    )


def duty_of(judged: Judged) -> Duty:
    """A duty as the assessment shows it."""
    row, span = judged.row, judged.span
    trigger = None
    if span.on is not None:
        trigger = Trigger(event=span.event, on=span.on, estimated=span.estimated)
    return Duty(
        clause=row.clause,
        procedure=judged.page.procedure,
        round=judged.round,
        bearer=judged.bearer,
        act=row.act,
        to=judged.to,
        trigger=trigger,
        due=_deadline(judged),
        status=judged.status,
        met_on=judged.met_on,
        elapsed_working_days=judged.elapsed,
        late_by_working_days=judged.late_by,
        consequence=row.consequence,
    )


def finding_of(disputes: Disputes, found: FoundRow) -> Finding:
    """A finding as the assessment shows it."""
    key = found.row.code, found.clause, found.procedure, found.round, found.items
    return Finding(
        code=found.row.code,
        clause=found.clause,
        procedure=found.procedure,
        round=found.round,
        severity=found.row.severity,
        bearer=found.bearer,
        since=found.since,
        items=found.items,
        disputes=Lazy(lambda: disputes.of(key)),
    )


# -- questions and next actions ----------------------------------------------------------------------
def _question(
    guideline: Guideline, key: str, clause: str, *, asks_date: str | None = None, **more: Any
) -> Question:
    text = wording(clause, asks_date)
    return Question(
        id=key,
        clause=clause,
        zh=guideline.label("question", text, "zh"),
        en=guideline.label("question", text, "en"),
        options=answers_to(clause) if asks_date is None else ("YYYY-MM-DD",),
        asks_date=asks_date,
        **more,
    )


def _raised(guideline: Guideline, asked: OpenQuestion) -> Question:
    page, row = asked.page, asked.row
    place = f"@{page.procedure}" if page.procedure != "filing" else ""
    number = f"#{page.number}" if page.kind != "case" else ""
    return _question(
        guideline,
        f"{wording(row.clause, row.asks_day_of)}{place}{number}",
        row.clause,
        changes=row.changes,
        asks_date=row.asks_day_of,
        procedure=page.procedure,
        on=asked.on,
    )


def _missing_dates(guideline: Guideline, concluded: Conclusions) -> Iterator[Question]:
    """The questions for receipts that are missing, each once, with the clauses of all that rests on it."""
    earlier = {(d.row.clause, d.page.procedure, d.round): d for d in concluded.duties}
    asked: dict[tuple[str, str], list[Judged]] = {}
    for judged in concluded.duties:
        if "asks" in judged.says and judged.span.asks is not None:
            # What runs on from a round before rests on the receipt of that round.
            place = judged.row.clause, judged.page.procedure, judged.round - judged.span.back
            rests_on = earlier[place]
            first_tier = rests_on.page.records["submission"].get("to") or rests_on.bearer
            key = judged.span.asks.replace(f"@{FIRST_TIER}", f"@{first_tier}")
            number = f"{key}@{rests_on.page.procedure}#{rests_on.round}"
            asked.setdefault((number, key), []).append(rests_on)
    for (number, key), duties in asked.items():
        yield _question(
            guideline,
            number,
            duties[-1].row.clause,
            changes=tuple(duty.row.clause for duty in duties),
            asks_date=key.removeprefix("receipt:"),
            procedure=duties[-1].page.procedure,
        )


def questions_of(guideline: Guideline, concluded: Conclusions) -> Iterator[Question]:
    """The open questions: scope first, then those of the rows, then missing dates."""
    if concluded.scope.in_scope is None:
        for clause in concluded.scope.questions:
            yield _question(guideline, clause, clause, changes=("scope",))
    for asked in concluded.asked:
        yield _raised(guideline, asked)
    yield from _missing_dates(guideline, concluded)


def next_actions_of(
    guideline: Guideline, sponsor: Sponsor, concluded: Conclusions
) -> tuple[NextAction, ...]:
    """Whose move it is, and what has to come ahead of it."""
    tier = Tier.of(next(row for row in guideline.tiers if row.tier == sponsor.tier))
    actions, ahead = [], []
    for judged in concluded.duties:
        if "moves" not in judged.says:
            continue
        due, procedure = judged.span.due, judged.page.procedure
        day = None if due is None else (due.on if due.on is not None else due.earliest)
        rows = [guideline.ahead[number] for number in judged.ahead]
        bearers = [role_at(row.bearer, tier, concluded.route, judged.page.records) for row in rows]
        actions.append(_move(judged.bearer, judged.row, day, procedure))
        ahead += [_move(who, row, day, procedure) for who, row in zip(bearers, rows, strict=True)]
    return advice_of(guideline).in_order(actions, ahead)


def _move(bearer: str, row: DutyRow | AheadRow, day: date | None, procedure: str) -> NextAction:
    return NextAction(
        bearer=bearer, act=row.act, not_after=day, clause=row.clause, procedure=procedure
    )
