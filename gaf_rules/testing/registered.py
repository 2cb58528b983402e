"""Strategies for every public class: after ``import gaf_rules.testing`` ``st.from_type`` knows them all."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

import gaf_rules as gaf
from gaf_rules.calendar import CHINA
from gaf_rules.guidelines.algorithms import ALGORITHMS
from gaf_rules.guidelines.hainan import HAINAN
from gaf_rules.language.readings import Readings
from gaf_rules.testing.days import days
from gaf_rules.testing.illegal import illegal_logs
from gaf_rules.testing.logs import LegalLog, legal_logs
from gaf_rules.testing.parts import apps, overlays, places, readings_of, sponsors
from gaf_rules.testing.tables import Tables, tables, tables_of
from gaf_rules.values.days import the_day

if TYPE_CHECKING:
    from gaf_rules.answers.assessment import Assessment
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.periods import Period
    from gaf_rules.log.case import Case

__all__ = ["register"]

_USUAL = Readings()
_DAY = timedelta(days=1)
_ONE = the_day(2026, 3, 9)


def _usual() -> st.SearchStrategy[LegalLog]:
    """Logs that are legal under the usual readings: those that everything takes when none are named."""
    return legal_logs(readings=st.just(_USUAL))


def _cases() -> st.SearchStrategy[Case]:
    return _usual().map(lambda log: log.case)


def _assessments() -> st.SearchStrategy[Assessment]:
    return legal_logs().map(LegalLog.assess)


def _parts(name: str) -> st.SearchStrategy[Any]:
    """One of the parts of an assessment, of logs that have such a part."""
    found = _assessments().map(lambda made: getattr(made, name)).filter(bool)
    return found.flatmap(lambda some: st.integers(0, len(some) - 1).map(some.__getitem__))


def _calendars() -> st.SearchStrategy[Any]:
    """As shipped, as known on some day, with regional days."""
    issued = [notice.known_from for notice in CHINA.notices]
    return (
        st.just(CHINA)
        | st.sampled_from(issued).map(CHINA.as_known_on)
        | overlays().map(CHINA.with_overlay)
    )


def _guidelines() -> st.SearchStrategy[Guideline]:
    """Both that are shipped, and Hainan's with another number of days."""
    longer = st.integers(1, 60).map(lambda n: HAINAN.amend({"2.4.4c": {"n": n}}))
    return st.sampled_from([0, 1]).map((HAINAN, ALGORITHMS).__getitem__) | longer


def _periods() -> st.SearchStrategy[Period]:
    units = st.sampled_from(("working_days", "calendar_days", "weeks", "months"))
    return st.builds(
        lambda unit, n, rolls, backward: gaf.Period(
            clause="2.4.4c", rolls=rolls, backward=backward, **{unit: n}
        ),
        units,
        st.integers(1, 60),
        st.booleans(),
        st.booleans(),
    )


def _events() -> st.SearchStrategy[Any]:
    return _usual().filter(lambda log: bool(log.case.events)).map(lambda log: log.case.events[0])


def _deadlines() -> st.SearchStrategy[Any]:
    clauses = st.sampled_from([duty.clause for duty in HAINAN.duties if duty.period is not None])
    near = days().filter(lambda day: day.year > CHINA.coverage.first.year)
    return st.builds(
        lambda clause, day, readings: gaf.deadline(clause, day, readings=readings),
        clauses,
        near,
        readings_of(),
    )


_FILED = gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False)


def _plans() -> st.SearchStrategy[Any]:
    gap = st.integers(0, 300)
    who = sponsors().filter(lambda sponsor: sponsor.kind == "administrative_organ")
    tiers = who.filter(lambda sponsor: sponsor.tier != "central_agency")
    return st.builds(
        lambda sponsor, n: gaf.plan(_FILED, sponsor=sponsor, launch_on=_ONE + n * _DAY, as_of=_ONE),
        tiers,
        gap,
    )


def _needed(wanted: type) -> st.SearchStrategy[Any]:
    """What is needed against the findings of logs, where it is of one of the two classes."""

    def needed(log: LegalLog) -> list[Any]:
        found = [
            gaf.needed_for(log.case, finding, as_of=log.as_of) for finding in log.assess().findings
        ]
        return [each for each in found if isinstance(each, wanted)]

    some = _usual().map(needed).filter(bool)
    return some.flatmap(lambda found: st.integers(0, len(found) - 1).map(found.__getitem__))


def _given(made: Tables) -> tuple[Any, Any]:
    return made.events, made.cases


def _plain(log: LegalLog) -> tuple[Any, Any]:
    return _given(tables_of([log.case], _made_by(), {}))


def _made_by() -> str:
    """The first library of tables that is installed."""
    from gaf_rules.testing.columns import LIBRARIES  # noqa: PLC0415 - asked for when tables are

    return LIBRARIES[0]


def _refusals(wanted: type) -> st.SearchStrategy[Any]:
    """The errors of logs that are illegal by one edit."""

    def refused(wrong: Any) -> Any:
        try:
            wrong.assess()
        except gaf.GafRulesError as error:
            return error
        return None

    return illegal_logs().filter(lambda wrong: wrong.error is wanted).map(refused)


def _longer() -> Guideline:
    """Hainan's guideline with five working days more for a supplement."""
    return HAINAN.amend({"2.4.4c": {"n": 15}})


def _fitted(made: gaf.Simulation) -> gaf.Model:
    last = the_day(2027, 12, 31)
    return gaf.fit(made.events, made.cases, as_of=last)


def _error(call: Any) -> Any:
    try:
        call()
    except gaf.GafRulesError as error:
        return error
    return None


def _strategies() -> dict[type, Any]:
    """Public class → its strategy, made when it is asked for."""
    seeds = st.integers(0, 2**16)
    short = st.lists(_cases(), min_size=1, max_size=3)
    return {
        gaf.App: apps(),
        gaf.Sponsor: sponsors(),
        gaf.Readings: readings_of(),
        gaf.Overlay: overlays(),
        gaf.Period: _periods(),
        gaf.Notice: st.sampled_from(range(len(CHINA.notices))).map(CHINA.notices.__getitem__),
        gaf.WorkingCalendar: _calendars(),
        gaf.Guideline: _guidelines(),
        gaf.Event: _events(),
        gaf.Case: _cases(),
        gaf.Assessment: _assessments(),
        gaf.Duty: _parts("duties"),
        gaf.Finding: _parts("findings"),
        gaf.NextAction: _parts("next_actions"),
        gaf.Question: _parts("questions"),
        gaf.ScopeDecision: st.builds(gaf.scope, apps(), sponsors()),
        gaf.Deadline: _deadlines(),
        gaf.Explanation: _assessments().map(gaf.explain),
        gaf.Inbox: st.builds(
            lambda log: gaf.inbox([log.case], "sponsor", as_of=log.as_of), _usual()
        ),
        gaf.Plan: _plans(),
        gaf.Need: _needed(gaf.Need),
        gaf.Impossible: _needed(gaf.Impossible),
        gaf.Verification: _usual().map(lambda log: gaf.verify(log.assess().to_dict(), log.case)),
        gaf.Mapping: st.builds(
            lambda word: gaf.Mapping(columns={word: "case_id"}), st.sampled_from(("案号", "No."))
        ),
        gaf.Audit: tables(short).map(lambda made: gaf.audit(*_given(made), as_of=_ONE)),
        gaf.Simulation: seeds.map(lambda seed: gaf.simulate(3, seed)),
        gaf.Model: seeds.map(lambda seed: _fitted(gaf.simulate(3, seed))),
        gaf.Outlook: seeds.map(
            lambda seed: gaf.outlook(3, seed, guidelines={"now": HAINAN, "then": _longer()})
        ),
        gaf.Measures: _usual().map(lambda log: gaf.measures(*_plain(log), as_of=log.as_of)),
        gaf.Log: _usual().map(lambda log: gaf.read_log(*_plain(log))),
        gaf.Comparison: _usual().map(
            lambda log: gaf.compare(
                *_plain(log),
                {"now": HAINAN, "then": _longer()},
                as_of=log.as_of,
            )
        ),
        gaf.CaseError: _refusals(gaf.CaseError),
        gaf.IllegalEventError: _refusals(gaf.IllegalEventError),
        gaf.GuidelineError: places().map(lambda c: _error(lambda: gaf.deadline(c, _ONE))),
        gaf.CalendarHorizonError: st.integers(2000, 9999).map(
            lambda n: _error(lambda: CHINA.nth_working_day_after(_ONE, n))
        ),
        gaf.NoticeError: st.just("放假").map(
            lambda text: _error(lambda: gaf.parse_notice(text, year=2026))
        ),
        gaf.GafRulesError: _refusals(gaf.CaseError) | _refusals(gaf.IllegalEventError),
    }


def register() -> None:
    """Tell Hypothesis of all of them."""
    for cls, strategy in _strategies().items():
        st.register_type_strategy(cls, strategy)
