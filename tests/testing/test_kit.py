"""The kit for tests of others: what it draws is what it says, and each check finds a fault planted for it."""

from __future__ import annotations

import inspect
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from fresh import document, fresh_cases, reading
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test
from second_province import PROVINCE
from worked_cases import worked_cases

import gaf_rules as gaf
from gaf_rules.guidelines.algorithms import ALGORITHMS
from gaf_rules.testing import (
    EDITS,
    INVARIANTS,
    FilingMachine,
    IllegalLog,
    LegalLog,
    Tables,
    check_advice,
    check_audit_of_a_part,
    check_bearers,
    check_extension,
    check_final,
    check_knowledge,
    check_later_act,
    check_order,
    days,
    illegal_logs,
    legal_logs,
    tables,
)
from gaf_rules.testing.following import is_legal
from gaf_rules.values.lazy import known

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_GUIDELINES = {"hainan": gaf.HAINAN, "province": PROVINCE, "algorithms": ALGORITHMS}
_CLASSES = [name for name in gaf.__all__ if inspect.isclass(getattr(gaf, name))]
# A failure is told as it was found: shrinking a log takes longer than all of these tests.
_FEW = settings(
    max_examples=12,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
_DAY = timedelta(days=1)
_by_guideline = pytest.mark.parametrize("name", _GUIDELINES)


def _drawn(strategy: st.SearchStrategy[Any], count: int = 12) -> list[Any]:
    """Some of what a strategy draws, always the same."""
    found: list[Any] = []

    @settings(_FEW, max_examples=count, derandomize=True, database=None)
    @given(strategy)
    def note(each: Any) -> None:
        found.append(each)

    note()
    return found


# -- what is drawn ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", _CLASSES)
def test_hypothesis_knows_every_public_class(name: str) -> None:
    cls = getattr(gaf, name)
    drawn = _drawn(st.from_type(cls), 2)
    assert drawn
    assert all(isinstance(each, cls) for each in drawn)


@_by_guideline
def test_logs_are_legal_and_all_that_holds_of_logs_holds_of_them(name: str) -> None:
    logs = _drawn(legal_logs(_GUIDELINES[name]), 14)
    # On the day of each event, too: an extension, say, is legal in the midst of a log alone.
    moments = [evolve(log, as_of=event.on) for log in logs for event in log.case.events[::2]]
    for log in (*logs, *moments):
        for check in INVARIANTS.values():
            check(log)
    assert len({log.case.sponsor.tier for log in logs}) > 1
    assert len({event.type for log in logs for event in log.case.events}) > 5
    assert max(len(log.case.events) for log in logs) > 5


@pytest.mark.no_cover
@_by_guideline
def test_an_illegal_log_ends_in_the_error_that_it_names(name: str) -> None:
    drawn: list[IllegalLog] = _drawn(illegal_logs(_GUIDELINES[name]), 25)
    for wrong in drawn:
        with pytest.raises(gaf.GafRulesError) as refused:
            wrong.assess()
        assert wrong.is_named_by(refused.value), (wrong.edit, wrong.path, refused.value)
    assert len({wrong.edit for wrong in drawn}) > 3
    assert {wrong.edit for wrong in drawn} <= {*EDITS}


def test_what_is_not_the_error_named_is_not_taken_for_it() -> None:
    wrong = _drawn(illegal_logs(), 1)[0]
    with pytest.raises(gaf.GafRulesError) as refused:
        wrong.assess()
    assert not evolve(wrong, path="$.events[99].on").is_named_by(refused.value)
    assert not evolve(wrong, error=gaf.NoticeError).is_named_by(refused.value)


def test_days_are_those_on_which_a_calendar_turns() -> None:
    drawn = _drawn(days(), 80)
    kinds = {
        gaf.CHINA.day(day).kind for day in drawn if day <= gaf.CHINA.coverage.published_through
    }
    assert kinds >= {"make_up_working_day", "weekend", "working"}
    assert any(day > gaf.CHINA.coverage.published_through for day in drawn)


def test_tables_say_what_the_cases_say() -> None:
    one = legal_logs().map(lambda log: log.case)
    drawn: list[Tables] = _drawn(tables(st.lists(one, min_size=1, max_size=2)), 20)
    for made in drawn:
        for place, case in enumerate(made.rows):
            back = made.case(place)
            assert {*back.events} == {*case.events}
            assert (back.app, back.sponsor) == (case.app, case.sponsor)
    assert {made.library for made in drawn} == {"pandas", "polars", "pyarrow"}
    assert len({made.cut for made in drawn}) > 2


def test_an_audit_of_a_part_is_the_part_of_an_audit() -> None:
    for logs in _drawn(st.lists(legal_logs(), min_size=2, max_size=3), 4):
        check_audit_of_a_part(logs)


# -- planted faults --------------------------------------------------------------------------------------
def _worked() -> list[LegalLog]:
    """The worked cases as logs: they have all that random ones may lack."""
    return [
        LegalLog(
            case=gaf.Case.from_dict(case.document),
            as_of=case.as_of,
            readings=gaf.Readings.from_dict(case.readings),
            calendar=case.calendar(),
        )
        for case in worked_cases()
        if case.error is None
    ]


def _fresh() -> list[LegalLog]:
    """The cases worked out by hand from the contract, sentence by sentence, as logs."""
    return [
        LegalLog(case=gaf.Case.from_dict(document(case)), as_of=case.as_of, readings=reading(case))
        for case in fresh_cases()
        if case.error is None
    ]


_LOGS = _worked()
_FRESH = _fresh()


def _due(found: gaf.Assessment, move: timedelta) -> gaf.Assessment:
    """The same with other last days."""
    duties = tuple(
        duty
        if duty.due is None or duty.due.on is None
        else evolve(duty, due=_at(duty.due, duty.due.on + move))
        for duty in found.duties
    )
    return evolve(found, duties=duties)


def _at(due: gaf.Deadline, day: Any) -> gaf.Deadline:
    return evolve(due, on=day, safe=known(day))


def _first_decides(case: gaf.Case, **given: Any) -> gaf.Assessment:
    """What stands first in the list is taken for the newest: says no findings if it is not."""
    found = gaf.assess(case, **given)
    newest = max((event.on for event in case.events), default=None)
    first = case.events[0].on if case.events else None
    return found if first == newest else evolve(found, findings=())


def _forgetful(case: gaf.Case, **given: Any) -> gaf.Assessment:
    """Forgets what is older than thirty days."""
    found = gaf.assess(case, **given)
    kept = (f for f in found.findings if given["as_of"] - f.since < 30 * _DAY)
    return evolve(found, findings=tuple(kept))


def _extension_counts_against(case: gaf.Case, **given: Any) -> gaf.Assessment:
    """Takes a day from everybody once a review was extended."""
    found = gaf.assess(case, **given)
    extended = any(event.type == "review_extended" for event in case.events)
    return _due(found, -_DAY if extended else 0 * _DAY)


def _forgiving(case: gaf.Case, **given: Any) -> gaf.Assessment:
    """Takes what comes more than two weeks late for the answer to something else, and in time."""
    found = gaf.assess(case, **given)
    duties = tuple(
        evolve(duty, status="met", late_by_working_days=None)
        if (duty.late_by_working_days or 0) > 5
        else duty
        for duty in found.duties
    )
    return evolve(found, duties=duties)


def _no_advice(case: gaf.Case, **given: Any) -> gaf.Assessment:
    return evolve(gaf.assess(case, **given), next_actions=())


def _slow_advice(case: gaf.Case, **given: Any) -> gaf.Assessment:
    """Advises each act for a month after its last day."""
    found = gaf.assess(case, **given)
    later = (
        action
        if action.not_after is None
        else evolve(action, not_after=action.not_after + 30 * _DAY)
        for action in found.next_actions
    )
    return evolve(found, next_actions=tuple(later))


def _nervous(case: gaf.Case, **given: Any) -> gaf.Assessment:
    """Moves every last day with the day on which the calendar was looked at."""
    found = gaf.assess(case, **given)
    odd = sum(repr(given["calendar"]).encode()) % 7
    return _due(found, odd * _DAY)


_FAULTS: dict[str, tuple[Any, Any]] = {
    "order": (check_order, _first_decides),
    "final": (check_final, _forgetful),
    "extension": (check_extension, _extension_counts_against),
    "later act": (check_later_act, _forgiving),
    "bearers": (check_bearers, _no_advice),
    "advice": (check_advice, _slow_advice),
    "knowledge": (check_knowledge, _nervous),
}


def _caught(check: Callable[..., None], logs: Iterable[LegalLog], judge: Any) -> Iterator[str]:
    for log in logs:
        try:
            check(log, judge)
        except AssertionError as error:
            yield str(error)


@pytest.mark.parametrize("fault", _FAULTS)
def test_a_planted_fault_is_found(fault: str) -> None:
    check, judge = _FAULTS[fault]
    assert {each[0] for each in _FAULTS.values()} == {*INVARIANTS.values()}
    assert next(_caught(check, _LOGS, judge), None), "no worked case shows it"
    assert next(_caught(check, [*_LOGS, *_FRESH], None), None) is None, (
        "and without it nothing is wrong"
    )


def test_the_worked_logs_have_what_is_rare_in_drawn_ones() -> None:
    """Extensions that are legal while the sponsor has a last day; last acts that meet a duty with one."""
    extended = late = 0
    for log in (each.until_now() for each in _LOGS):
        found = log.assess()
        dated = [duty for duty in found.duties if duty.due is not None and duty.due.on is not None]
        can = any(is_legal(log, "review_extended", name) for name in ("filing", "change"))
        extended += can and any(duty.bearer == "sponsor" for duty in dated)
        last = max((event.on for event in log.case.events), default=None)
        late += any(duty.met_on == last for duty in dated if duty.met_on is not None)
    assert extended > 20
    assert late > 20


def test_an_audit_that_looks_at_its_neighbours_is_found() -> None:
    def looks(events: Any, cases: Any, **given: Any) -> gaf.Audit:
        found = gaf.audit(events, cases, **given)
        return evolve(found, findings=found.findings.iloc[:0]) if len(cases) > 1 else found

    with pytest.raises(AssertionError, match="a part says another thing"):
        check_audit_of_a_part([log for log in _LOGS if log.assess().findings][:2], looks)


class _Deaf(FilingMachine):
    """Goes along with the machine, and misses what the sponsor tells of its checks."""

    def opened(self, case: gaf.Case, day: Any) -> None:  # noqa: ARG002 - it looks at neither
        self.seen: list[gaf.Event] = []

    def happened(self, event: gaf.Event) -> None:
        if event.type != "self_check_completed":
            self.seen.append(event)

    def compare(self, found: gaf.Assessment) -> None:  # noqa: ARG002 - the log is enough
        assert self.seen == [*self.log.case.events], "out of step"


@pytest.mark.parametrize(("machine", "fault"), [(FilingMachine, None), (_Deaf, "out of step")])
def test_a_system_that_falls_out_of_step_is_found(machine: Any, fault: str | None) -> None:
    chosen = settings(
        _FEW, max_examples=15, stateful_step_count=12, derandomize=True, database=None
    )
    if fault is None:
        run_state_machine_as_test(machine, settings=chosen)
        return
    with pytest.raises(AssertionError, match=fault):
        run_state_machine_as_test(machine, settings=chosen)


def test_the_example_finds_the_fault_planted_in_it() -> None:
    pytest.importorskip("sqlalchemy")
    import in_step

    assert in_step.played(in_step.RegisterInStep, 4) is None
    assert in_step.played(in_step.HastyInStep, 20)
