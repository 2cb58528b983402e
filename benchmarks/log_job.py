"""A log of many cases: every rule over all of them, against process mining on the same events."""

from __future__ import annotations

import contextlib
import io
import logging
from typing import TYPE_CHECKING, Any

from common import CLAUSE, Peers, named
from measure import Agreement, Both, Question, Way

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["question"]

_CASES = 20_000
_RECEIVED, _ANSWERED = "feedback_received", "supplement_submitted"
# Working days become calendar days by two a week: the nearest that a span of time can say.
_WEEK, _WORKED = 7, 5


class _Log:
    """The events as tables of each library, and the cases that the rules deem abandoned."""

    def __init__(self, pd: Any, maker: Any, audit: Any) -> None:
        events, parties = maker.log_of(_CASES)
        self.as_of, self.audit = maker.AS_OF, audit
        self.tables = {
            library: (maker.table_of(events, library), maker.table_of(parties, library))
            for library in ("polars", "pandas")
        }
        frame = self.tables["pandas"][0]
        self.mined = pd.DataFrame(
            {
                "case:concept:name": frame["case_id"].astype(str),
                "concept:name": frame["type"].astype(str),
                "time:timestamp": pd.to_datetime(frame["on"]),
            }
        )
        kinds = self.mined["concept:name"].to_numpy()
        ids = frame["case_id"].to_numpy()
        self.order = list(dict.fromkeys(self.mined["case:concept:name"]))
        self.answered = {str(one) for one in ids[kinds == _ANSWERED]}
        self.received = {str(one) for one in ids[kinds == _RECEIVED]}
        found = self.run("polars").findings
        rows = found.filter(found["code"] == "DEEMED_ABANDONED")
        self.abandoned = {str(one) for one in rows["case_id"].to_list()}

    def run(self, library: str) -> Any:
        """Our audit of one kind of table."""
        return self.audit(*self.tables[library], as_of=self.as_of)

    def agrees(self, flagged: set[str]) -> Agreement:
        """How far the flagged cases are the abandoned ones, among those with a feedback received."""
        wrong = sorted((flagged ^ self.abandoned) & self.received, key=int)
        example = ""
        if wrong:
            one = wrong[0]
            example = f"{one}: {one in self.abandoned}, {one in flagged}"
        return Agreement(asked=len(self.received), refused=0, other=len(wrong), example=example)


def _quiet(call: Any) -> Any:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return call()


def _mining(pm4py: Any, log: _Log, days: int) -> Iterator[Way]:
    span = days * _WEEK / _WORKED * 24 * 3600
    profile = {(_RECEIVED, _ANSWERED): (span / 2, span / 2)}
    rule = {(_RECEIVED, _ANSWERED): {"support": 1, "confidence": 1}}
    silent = len(log.abandoned - log.answered)

    def timed() -> Any:
        return _quiet(lambda: pm4py.conformance_temporal_profile(log.mined, profile, zeta=1.0))

    def declared() -> Any:
        return _quiet(lambda: pm4py.conformance_declare(log.mined, {"response": rule}))

    late = {one for one, found in zip(log.order, timed(), strict=True) if found}
    never = {one for one, found in zip(log.order, declared(), strict=True) if found["deviations"]}
    seen = len(late & (log.abandoned - log.answered))
    yield Way(
        name=named("pm4py", "conformance_temporal_profile"),
        call=timed,
        size=_CASES,
        agreement=log.agrees(late),
        remark=Both(
            f"只查一条，且以日历日代工作日；视为放弃的 {len(log.abandoned):,} 件中有 {silent:,} 件根本没有"
            f"补充，它查出 {seen} 件",
            f"one rule, in calendar days; of {len(log.abandoned):,} cases deemed abandoned {silent:,} "
            f"never answered, and of these it sees {seen}",
        ),
    )
    yield Way(
        name=named("pm4py", "conformance_declare"),
        call=declared,
        size=_CASES,
        agreement=log.agrees(never),
        remark=Both(
            "只问“之后有没有”，不问何时：期限未到的也算，迟到的不算",
            "asks whether an answer ever came, not when: flags those still in time, and not those too late",
        ),
    )


def question() -> Question:
    """The question; without our audit or without pandas there is only a reason."""
    peers, ways = Peers(), []
    pd, maker = peers.get("pandas"), peers.get("audit", "benchmarks/audit.py")
    audit = peers.get("gaf_rules.auditing")
    if pd and maker and audit:
        import gaf_rules as gaf  # noqa: PLC0415 - beside its use

        log = _Log(pd, maker, audit.audit)
        ways = [
            Way(
                name=f"gaf_rules `audit`, {library}",
                call=lambda library=library: log.run(library),
                size=_CASES,
                remark=Both("所有规则、所有期限与认定", "all rules, duties and findings"),
            )
            for library in ("polars", "pandas")
        ]
        if pm4py := _quiet(lambda: peers.get("pm4py")):
            logging.getLogger("pm4py").setLevel(logging.ERROR)
            ways += _mining(pm4py, log, gaf.HAINAN.periods[CLAUSE].days)
    return Question(
        key="log_job",
        title=Both(f"事件日志：{_CASES:,} 个案件", f"An event log of {_CASES:,} cases"),
        about=Both(
            "比较的是哪些收到反馈的案件被视为放弃。过程挖掘按事件之间的时间判断：没有发生的事它看不见，中国"
            "的工作日它不认得。",
            "Compared is which of the cases that received a feedback are deemed abandoned. Process mining "
            "judges the time between events: it does not see an act that never came, and does not know "
            "China's working days.",
        ),
        unit=Both("每个案件", "a case"),
        ways=tuple(ways),
        left_out=peers.left_out,
        rounds=3,
    )
