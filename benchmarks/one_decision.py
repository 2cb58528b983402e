"""One decision: what has become of a supplement asked for. Engines decide the one rule, we all of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from attrs import frozen
from common import CLAUSE, N, Peers, named
from measure import Both, Question, Way, agreement
from rivals import Facts, business_rules, durable, lexdays_rule, zen_table

import gaf_rules as gaf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["asked_case", "question"]

_MATERIALS = tuple(
    material.name
    for material in gaf.required_materials(
        gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False),
        procedure="filing",
    )
)
_STARTS = tuple(date(2025, 9, 1) + timedelta(days=days) for days in range(0, 240, 7))
_ARRIVALS = (None, -3, 0, 1, 9)
_TODAYS = (-1, 0, 1, 30)


@frozen(kw_only=True)
class _Asked:
    """One case: whole for us, and as the three facts that a rule engine is told."""

    case: gaf.Case
    received: date
    arrival: date | None
    as_of: date
    facts: Facts

    def __str__(self) -> str:
        return f"{self.received}/{self.as_of}"


def asked_case(received: date, arrival: date | None) -> gaf.Case:
    """A filing with a feedback received on a day, and a supplement that arrived on another, or never."""

    def ago(days: int) -> date:
        return received - timedelta(days=days)

    def event(kind: str, on: date, **fields: Any) -> gaf.Event:
        return gaf.Event(type=kind, on=on, **fields)

    events = [
        event("self_check_completed", ago(40), problems=()),
        event(
            "application_submitted",
            ago(39),
            by="sponsor",
            to="municipal_cac",
            materials=_MATERIALS,
        ),
        event("application_received", ago(38), by="municipal_cac"),
        event("application_forwarded", ago(37), by="municipal_cac", to="provincial_cac"),
        event("application_received", ago(36), by="provincial_cac"),
        event("completeness_confirmed", ago(30)),
        event("reported_to_national", ago(29)),
        event("application_received", ago(28), by="national_cac"),
        event("feedback_issued", ago(1), grounds=("supplement",), functional_rectification=False),
        event("feedback_received", received, by="sponsor"),
    ]
    if arrival is not None:
        events.append(
            event(
                "supplement_submitted",
                arrival,
                by="sponsor",
                to="municipal_cac",
                statement=True,
                rectification_plan=False,
            )
        )
    return gaf.Case(
        id=str(received),
        app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False),
        sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal", place=None),
        events=tuple(events),
    )


def _asked() -> tuple[_Asked, ...]:
    found = []
    for received in _STARTS:
        due = gaf.CHINA.nth_working_day_after(received, N)
        for arrived in _ARRIVALS:
            arrival = None if arrived is None else due + timedelta(days=arrived)
            for today in _TODAYS:
                known = arrived is not None and arrived <= today
                found.append(
                    _Asked(
                        case=asked_case(received, arrival),
                        received=received,
                        arrival=arrival,
                        as_of=due + timedelta(days=today),
                        facts=(known, arrived if known and arrived is not None else 0, today),
                    )
                )
    return tuple(found)


def _whole(asked: _Asked) -> tuple[str, bool]:
    found = gaf.assess(asked.case, as_of=asked.as_of)
    status = next(duty.status for duty in found.duties if duty.clause == CLAUSE)
    return status, any(finding.code == "DEEMED_ABANDONED" for finding in found.findings)


def _compared(asked: _Asked, due: date) -> tuple[str, bool]:
    if asked.facts[0] and asked.arrival is not None:
        late = asked.arrival > due
        return ("lapsed" if late else "met"), late
    late = asked.as_of > due
    return ("lapsed" if late else "open"), late


def _one_rule(asked: _Asked) -> tuple[str, bool]:
    due = gaf.deadline(CLAUSE, asked.received).on
    assert due is not None  # noqa: S101 - the days are published
    return _compared(asked, due)


def question() -> Question:
    """The question with every engine that can be had."""
    peers, every = Peers(), _asked()
    timed = every[::7]
    given = Both("只判这一条；截止日由我们事先给出", "this one rule; the last day is given to it")

    def way(name: str, decide: Callable[[_Asked], object], remark: Both) -> Way:
        def call() -> None:
            for asked in timed:
                decide(asked)

        found = agreement(every, _whole, decide)  # type: ignore[arg-type]  # our own
        return Way(name=name, call=call, size=len(timed), agreement=found, remark=remark)

    def told(decide: Callable[[Facts], object]) -> Callable[[_Asked], object]:
        return lambda asked: decide(asked.facts)

    def engines() -> Iterator[Way]:
        if zen := peers.get("zen", "zen-engine"):
            yield way(named("zen-engine"), told(zen_table(zen, trace=False)), given)
            traced = Both(f"{given.zh}；附轨迹", f"{given.en}; with its trace")
            yield way(named("zen-engine", "trace"), told(zen_table(zen, trace=True)), traced)
        if library := peers.get("business_rules", "business-rules"):
            yield way(named("business-rules"), told(business_rules(library)), given)
        if engine := peers.get("durable_rules_engine", "durable-rules"):
            yield way(named("durable-rules"), told(durable(engine)), given)
        if lexdays := peers.get("lexdays"):
            last = lexdays_rule(lexdays, N)
            yield way(
                named("lexdays", "compute"),
                lambda asked: _compared(asked, last(asked.received)),
                Both(
                    "自算截止日（步骤附出处），日历与规则由我们写成它的数据；比较在 Python 里做",
                    "counts the last day itself, with cited steps, from a calendar and a rule written as "
                    "its data; compared in Python",
                ),
            )

    ways = (
        way(
            "gaf_rules `assess`",
            _whole,
            Both("全案：所有期限、阶段、认定", "the whole case: all duties, stages, findings"),
        ),
        way(
            "gaf_rules `deadline`",
            _one_rule,
            Both(
                "只算这一个截止日（含上下界；安全日用到才算），比较在 Python 里做",
                "this last day alone, with its bounds (the safe day only if asked for); compared in Python",
            ),
        ),
        *engines(),
    )
    return Question(
        key="one_decision",
        title=Both(
            "一个决定：补充材料按时、逾期还是视为放弃",
            "One decision: supplement in time, late, or abandoned",
        ),
        about=Both(
            f"{len(every):,} 个案件：收到反馈的日子、到达的日子（或从未到达）、评估的日子各不相同。规则引擎"
            "没有中国的工作日，也没有事件顺序：它们拿到的是我们事先算好的三个事实；我们自己则从十来个事件"
            "的整份日志算起。所以比值不是同一件事的快慢，而是“只判一条规则”与“判全案”的价钱之比。",
            f"{len(every):,} cases, in which the feedback was received, the supplement arrived (or never "
            "did) and the case is assessed on different days. Rule engines know neither China's working "
            "days nor the order of events: they are told three facts worked out before. We start from a "
            "whole log of ten or eleven events. So the ratio is not one job done faster or slower, but "
            "the price of one rule against that of the whole case.",
        ),
        unit=Both("每个决定", "a decision"),
        ways=ways,
        left_out=peers.left_out,
    )
