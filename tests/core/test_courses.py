"""A case whose course has been learnt comes out as by the rows: the very same value, whatever its days."""

from __future__ import annotations

import pickle
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve, frozen
from moved_days import STARTS, moved, plain
from worked_cases import worked_cases
from worlds import world

import gaf_rules as gaf
from gaf_rules.answer import answer
from gaf_rules.checks import check_log
from gaf_rules.compiled import source_of
from gaf_rules.courses import seen, traced, tree
from gaf_rules.courses.learning import course_for
from gaf_rules.outline import World, outline
from gaf_rules.scoping import machine_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEFAULTS = gaf.Readings()
_SEEDS = range(24)
_MOVES = 8
_FULL = 0.12
_DATED = evolve(
    gaf.HAINAN, effective_from=date(2026, 3, 1), legacy_until=date(2026, 9, 1), key="dated"
)


@frozen(kw_only=True)
class Asked:
    """An assessment to make, by the rows or by its course."""

    case: gaf.Case
    as_of: date
    readings: gaf.Readings = _DEFAULTS
    calendar: gaf.WorkingCalendar = gaf.CHINA
    guideline: gaf.Guideline | None = None

    def world(self) -> World:
        """Its arguments together."""
        machine = machine_of(self.guideline)
        check_log(self.case, self.as_of, self.calendar, machine)
        return World(self.case, self.as_of, machine, self.calendar)

    def by_rows(self) -> gaf.Assessment | None:
        """The assessment as the rows have it; None where the case is refused."""
        try:
            seen_from = self.world()
            return answer(seen_from, outline(seen_from, self.readings), self.readings)
        except gaf.GafRulesError:
            return None

    def by_course(self) -> tuple[gaf.Assessment | None, bool]:
        """The assessment by the course, learnt now if need be; and whether it was known before."""
        machine = machine_of(self.guideline)
        course, days = seen.course_of(self.case, self.as_of, machine, self.calendar, self.readings)
        assert course is not None
        found = course.answer(self.case, self.calendar, days)
        if found is not None or self.by_rows() is None:
            return found, True
        course.learn(self.world(), self.readings)
        return course.answer(self.case, self.calendar, days), False

    def moves(self, dice: random.Random, count: int, *starts: date) -> Iterator[Asked]:
        """The same on other days."""
        yield self
        for _ in range(count):
            case, as_of = moved(self.case, self.as_of, dice, starts or STARTS)
            yield evolve(self, case=case, as_of=as_of)


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """Nothing is known of any course, neither before nor after."""
    for known in (seen._course, seen._sighting):
        known.cache_clear()
    yield
    for known in (seen._course, seen._sighting):
        known.cache_clear()


def _same(got: gaf.Assessment, want: gaf.Assessment) -> None:
    """Equal in everything, also in what is worked out when it is asked for."""
    assert got == want
    assert hash(got) == hash(want)
    assert got.to_dict() == want.to_dict()
    assert repr(got) == repr(want)
    assert pickle.loads(pickle.dumps(got)) == want  # noqa: S301 - what was just written
    # An explanation rests on the replay and on the outline: the whole basis is shown by it.
    assert got.basis.case is want.basis.case
    assert str(gaf.explain(got)) == str(gaf.explain(want))


def _both_ways(
    seeds: range, *starts: date
) -> Iterator[tuple[gaf.Assessment | None, gaf.Assessment | None, bool]]:
    """Random assessments by course and by the rows, and whether the way was known before."""
    for seed in seeds:
        found, dice = world(seed), random.Random(seed)  # noqa: S311 - a test case, no secret
        asked = Asked(case=found.case, as_of=found.as_of, readings=found.readings)
        for one in asked.moves(dice, _MOVES, *starts):
            want = one.by_rows()
            got, before = one.by_course()
            yield got, want, before


@pytest.mark.parametrize("first", _SEEDS[::4])
def test_random_logs_come_out_the_same_on_many_days(first: int) -> None:
    dice = random.Random(first)  # noqa: S311 - which of them are compared in full, no secret
    followed = 0
    for got, want, before in _both_ways(range(first, first + 4)):
        assert plain(got) == plain(want)
        followed += before and want is not None
        if got is not None and want is not None and dice.random() < _FULL:
            _same(got, want)
    assert followed


@pytest.mark.no_cover
@pytest.mark.parametrize("kind", ["order", "certain", "shape", "covered", "known"])
def test_a_question_that_is_not_written_down_is_noticed(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The comparison above would find a fault of that kind: it must not be easy to pass."""
    asked = traced.Trace.ask

    def forgetful(self: traced.Trace, question: tuple[Any, ...], reply: Any) -> Any:
        return reply if question[0] == kind else asked(self, question, reply)

    monkeypatch.setattr(traced.Trace, "ask", forgetful)
    end = (date(2026, 11, 20), date(2026, 12, 24))
    with pytest.raises((AssertionError, TypeError, AttributeError)):
        _compare(range(60), *(end if kind == "known" else ()))


def _compare(seeds: range, *starts: date) -> None:
    for got, want, _ in _both_ways(seeds, *starts):
        assert plain(got) == plain(want)


@pytest.mark.parametrize("found", worked_cases(), ids=lambda found: found.name)
def test_the_worked_cases_come_out_the_same(found: Any) -> None:
    if found.error is not None:
        return
    asked = Asked(
        case=gaf.Case.from_dict(found.document),
        as_of=found.as_of,
        calendar=found.calendar(),
        readings=gaf.Readings.from_dict(found.readings),
    )
    dice = random.Random(found.name)  # noqa: S311 - a test case, no secret
    for one in asked.moves(dice, 3):
        got, want = one.by_course()[0], one.by_rows()
        assert plain(got) == plain(want)
        if one is asked and got is not None and want is not None:
            _same(got, want)


_SETTINGS: dict[str, dict[str, Any]] = {
    "a dated guideline": {"guideline": _DATED},
    "an earlier day of knowledge": {"calendar": gaf.CHINA.as_known_on(date(2025, 6, 1))},
    "a closure": {
        "calendar": gaf.CHINA.with_overlay(
            gaf.Overlay.from_dict(
                {
                    "place": "460100",
                    "kind": "closure",
                    "off": [f"2026-03-{day:02}" for day in range(9, 14)],
                    "work": [],
                    "source": "a test",
                }
            )
        ),
        "readings": gaf.Readings(closures="exclude"),
    },
}


@pytest.mark.parametrize("name", _SETTINGS)
def test_other_arguments_make_other_courses(name: str) -> None:
    for seed in range(100, 106):
        found, dice = world(seed), random.Random(seed)  # noqa: S311 - a test case, no secret
        plainly = Asked(case=found.case, as_of=found.as_of)
        sponsor = evolve(found.case.sponsor, place="460100")
        there = evolve(plainly, case=evolve(found.case, sponsor=sponsor), **_SETTINGS[name])
        for case in (plainly, there):
            for one in case.moves(dice, 4):
                assert plain(one.by_course()[0]) == plain(one.by_rows())


def _log(first: date, number: str = "N-1") -> gaf.Case:
    steps: tuple[tuple[str, int, dict[str, Any]], ...] = (
        ("application_submitted", 0, {"materials": ("functions",)}),
        ("application_received", 1, {"by": "municipal_cac"}),
        ("application_forwarded", 3, {}),
        ("application_received", 4, {"by": "provincial_cac"}),
        ("completeness_confirmed", 9, {}),
        ("reported_to_national", 10, {}),
        ("filing_number_issued", 30, {"number": number}),
    )
    return gaf.Case(
        id=f"{first}",
        app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal"),
        sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal"),
        events=tuple(
            gaf.Event(type=kind, on=first + timedelta(days=days), **fields)
            for kind, days, fields in steps
        ),
    )


def test_a_course_is_learnt_after_a_while_and_then_followed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    days = [date(2026, 3, 2) + timedelta(days=days) for days in range(120)]
    cases = [(_log(day, f"N-{day}"), day + timedelta(days=50)) for day in days]
    want = [Asked(case=case, as_of=as_of).by_rows() for case, as_of in cases]
    calls: list[Any] = []

    def counted(*given: Any) -> Any:
        calls.append(given)
        return outline(*given)

    monkeypatch.setattr(sys.modules["gaf_rules.assess"], "outline", counted)
    assert [gaf.assess(case, as_of=as_of) for case, as_of in cases] == want
    first = len(calls)
    assert seen._PATIENCE <= first < 120
    assert [gaf.assess(case, as_of=as_of) for case, as_of in cases] == want
    assert len(calls) < first + 20


def test_courses_that_come_once_do_not_displace_one_that_is_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case, as_of = _log(date(2026, 3, 2)), date(2026, 5, 8)
    want = Asked(case=case, as_of=as_of).by_rows()
    for _ in range(2 * seen._PATIENCE):
        gaf.assess(case, as_of=as_of)
    for number in range(2 * seen._COURSES):
        place = f"46{number:04}"
        gaf.assess(evolve(case, sponsor=evolve(case.sponsor, place=place)), as_of=as_of)
    calls: list[Any] = []

    def counted(*given: Any) -> Any:
        calls.append(given)
        return outline(*given)

    monkeypatch.setattr(sys.modules["gaf_rules.assess"], "outline", counted)
    assert [gaf.assess(case, as_of=as_of) for _ in range(5)] == [want] * 5
    assert len(calls) == 1  # that it has occurred is forgotten, what it comes to is not


def test_text_and_names_do_not_make_a_course_but_are_kept() -> None:
    as_of = date(2026, 5, 8)
    for number in ("N-1", "N-2"):
        one = Asked(case=_log(date(2026, 3, 2), number), as_of=as_of)
        found, before = one.by_course()
        assert found is not None
        assert before is (number == "N-2")
        assert found.basis.case.events[-1].number == number
        assert "N-2" not in str(gaf.explain(found)) or number == "N-2"


def test_an_error_is_the_same_on_a_course_that_is_known() -> None:
    case, as_of = _log(date(2026, 3, 2)), date(2026, 5, 8)
    assert Asked(case=case, as_of=as_of).by_course()[0] is not None
    early = _log(date(2000, 1, 3))
    with pytest.raises(gaf.CaseError, match=r"\$\.events\[0\]\.on"):
        gaf.assess(early, as_of=date(2000, 5, 8))
    later = evolve(case, events=(*case.events, evolve(case.events[0], on=date(2027, 1, 4))))
    assert gaf.assess(later, as_of=as_of) == gaf.assess(case, as_of=as_of)
    with pytest.raises(gaf.IllegalEventError):
        gaf.assess(later, as_of=date(2027, 1, 4))


def test_threads_that_learn_at_once_all_answer_rightly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seen, "_PATIENCE", 2)
    days = [date(2025, 11, 3) + timedelta(days=3 * days) for days in range(30)]
    cases = [(_log(day), day + timedelta(days=gap)) for day in days for gap in (31, 70)]
    want = [Asked(case=case, as_of=as_of).by_rows() for case, as_of in cases]
    with ThreadPoolExecutor(8) as pool:
        for got in pool.map(
            lambda _: [gaf.assess(case, as_of=as_of) for case, as_of in cases], range(12)
        ):
            assert [plain(one) for one in got] == [plain(one) for one in want]


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    assert seen._course.cache_info().maxsize is not None
    monkeypatch.setattr(seen, "_PATIENCE", 1)
    monkeypatch.setattr(seen, "_PATHS", 2)
    days = [date(2025, 11, 3) + timedelta(days=3 * days) for days in range(60)]
    for day in days * 3:
        for gap in (30, 33, 45, 70):
            gaf.assess(_log(day), as_of=day + timedelta(days=gap))
    machine = machine_of(None)
    course, _ = seen.course_of(
        _log(days[0]), days[0] + timedelta(days=45), machine, gaf.CHINA, gaf.Readings()
    )
    assert course is not None
    assert course.tree is not None
    assert tree.ways(course.tree) <= 2


def test_a_log_that_is_very_long_has_no_course() -> None:
    events = tuple(
        gaf.Event(
            type="self_check_completed", on=date(2026, 1, 5) + timedelta(days=day), problems=()
        )
        for day in range(60)
    )
    case = evolve(_log(date(2026, 3, 9)), events=events)
    course, _ = seen.course_of(case, date(2026, 4, 1), machine_of(None), gaf.CHINA, gaf.Readings())
    assert course is None
    assert gaf.assess(case, as_of=date(2026, 4, 1)).stages["filing"] == "not_started"


def test_the_clauses_stand_in_the_text_of_the_function() -> None:
    one = Asked(case=_log(date(2026, 3, 2)), as_of=date(2026, 5, 8))
    course = course_for(one.world(), one.readings)
    assert course is not None
    text = source_of(course)
    found = one.by_rows()
    assert found is not None
    for duty in found.duties:
        assert f"# {duty.clause} {duty.act}" in text
    for finding in found.findings:
        assert f"# {finding.clause} {finding.code}" in text


def test_a_process_that_assesses_one_case_learns_nothing() -> None:
    script = """
import sys
from datetime import date
import gaf_rules as gaf
app = gaf.App(kind="app", runs_on_mobile=True, purpose="internal")
sponsor = gaf.Sponsor(kind="administrative_organ", tier="municipal")
gaf.assess(gaf.Case(id="1", app=app, sponsor=sponsor), as_of=date(2026, 3, 2))
print(*sorted(name for name in sys.modules if name.startswith("gaf_rules.courses.")))
"""
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "gaf_rules.courses.seen"
