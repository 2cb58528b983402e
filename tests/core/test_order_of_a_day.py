"""The order of one day's events: the smallest legal one whenever there is one, found in bounded time."""

from __future__ import annotations

import random
import time
from datetime import date, timedelta
from itertools import permutations
from types import SimpleNamespace
from typing import Any

import pytest
from attrs import evolve
from small_cases import small_case
from squeezed import squeezed
from walks import proposals, walk

import gaf_rules as gaf
from gaf_rules.evaluate import ordering
from gaf_rules.evaluate.fold import Fold
from gaf_rules.evaluate.replay import replay
from gaf_rules.language.readings import READING_OPTIONS
from gaf_rules.language.vocabulary import EVENT_TYPES, MATERIALS, PROBLEMS
from gaf_rules.log.entries import Entry, in_table_order
from gaf_rules.program import situations
from gaf_rules.program.program import program

_MACHINE = program(gaf.HAINAN)
_DAY = date(2026, 3, 5)
_DUTY = SimpleNamespace(row=next(row for row in gaf.HAINAN.duties if row.clause == "2.4.4c"))


def _options(readings: gaf.Readings) -> dict[str, str]:
    return {name: getattr(readings, name) for name in READING_OPTIONS}


# -- the same by brute force -------------------------------------------------------------------------------
def _fold(case: gaf.Case, readings: gaf.Readings, before: list[Entry], day: date) -> Fold:
    fold = Fold(case, _MACHINE, _options(readings), gaf.CHINA)
    for entry in before:
        fold.pass_time(entry.on)
        assert fold.take(entry)
    fold.pass_time(day)
    return fold


def _by_force(
    case: gaf.Case, readings: gaf.Readings, before: list[Entry], group: list[Entry]
) -> tuple[list[int] | None, int | None]:
    """The smallest legal order of a day out of all there are; if there is none, the event to be named."""
    ordered = in_table_order(group)
    placed: set[int] = set()
    greedy: list[Entry] | None = None
    for order in permutations(range(len(ordered))):
        fold = _fold(case, readings, before, group[0].on)
        for place in order:
            fold.pass_time(group[0].on)
            if not fold.take(ordered[place]):
                break
            placed.add(place)
        else:
            return [ordered[place].index for place in order], None
    never = [entry for place, entry in enumerate(ordered) if place not in placed]
    fold, greedy = _fold(case, readings, before, group[0].on), ordered
    while True:
        fold.pass_time(group[0].on)
        taken = next((entry for entry in greedy if fold.take(entry)), None)
        if taken is None:
            return None, (never or greedy)[0].index
        greedy = [entry for entry in greedy if entry is not taken]


def _check(case: gaf.Case, readings: gaf.Readings) -> str:
    """Whether the last day of a log is read as brute force reads it; what it came to."""
    last = max(event.on for event in case.events)
    entries = [Entry(event, n, case.sponsor.tier) for n, event in enumerate(case.events)]
    group = [entry for entry in entries if entry.on == last]
    earlier = evolve(case, events=tuple(event for event in case.events if event.on < last))
    places = [n for n, event in enumerate(case.events) if event.on < last]
    log = replay(earlier, last, _MACHINE, _options(readings), gaf.CHINA, lenient=True)
    if log.refused is not None:
        return "refused before"
    before = [entries[places[entry.index]] for entry in log.order]
    order, named = _by_force(case, readings, before, group)
    got = replay(case, last, _MACHINE, _options(readings), gaf.CHINA, lenient=True)
    if order is None:
        assert got.refused is not None
        assert got.refused.index == named
        assert got.refused.error().path == f"$.events[{named}]"
        return "refused"
    assert got.refused is None
    assert [entry.index for entry in got.order[len(before) :]] == order
    plain = [entry.index for entry in in_table_order(group)]
    return "as in the table" if order == plain else "another order"


@pytest.mark.no_cover
@pytest.mark.parametrize("share", range(8))
def test_the_order_found_is_the_smallest_of_all_that_are_legal(share: int) -> None:
    told: dict[str, int] = {}
    for seed in range(share * 30, share * 30 + 30):
        found = walk(seed, 14)
        dice = random.Random(seed)  # noqa: S311 - a walk, no secret
        for _ in range(4):
            case = squeezed(found, dice)
            if case.events:
                what = _check(case, found.readings)
                told[what] = told.get(what, 0) + 1
    assert told["another order"] > 10, told
    assert told["refused"] > 3, told


def test_a_last_day_that_is_not_asked_of_one_day_may_have_passed_in_the_midst_of_a_day() -> None:
    """As of a period that can be stopped: no guideline that is shipped ends anything by one."""

    def standing(*triggers: Any) -> Any:
        over = [SimpleNamespace(trigger=each, duty=_DUTY) for each in triggers]
        return SimpleNamespace(facts={}, lapses=[SimpleNamespace(over=each) for each in over])

    assert situations._may_lapse(standing(), standing(None))
    assert not situations._may_lapse(standing(), standing(("filing", "feedback", "received_on")))
    assert not situations._may_lapse(standing(), standing())
    # What began before the day and was out of sight in the morning; what was asked for then is not over.
    began = ("filing", "feedback", "received_on")
    morning: Any = SimpleNamespace(facts={began: True}, lapses=[])
    assert situations._may_lapse(morning, standing(began))
    seen = standing(began)
    asked: Any = SimpleNamespace(facts={began: True}, lapses=seen.lapses)
    assert not situations._may_lapse(asked, seen)


def test_what_is_never_legal_is_named_and_not_what_is_legal_late_on_the_day() -> None:
    events = [
        _event("self_check_completed", problems=()),
        _event("application_submitted", by="sponsor", to="municipal_cac", materials=()),
        _event("application_forwarded", by="municipal_cac", to="provincial_cac"),
        _event("application_received", by="provincial_cac"),
        _event("filing_revoked", reason="–"),
    ]
    for case in (_on_one_day(events), _on_one_day(events[::-1])):
        assert _check(case, gaf.Readings()) == "refused"
        with pytest.raises(gaf.IllegalEventError, match=r"filing_revoked"):
            gaf.assess(case, as_of=_DAY)


@pytest.mark.parametrize("seed", range(0, 120, 8))
def test_the_list_may_stand_in_any_order(seed: int) -> None:
    found, dice = walk(seed, 14), random.Random(seed)  # noqa: S311 - a walk, no secret
    case = squeezed(found, dice)
    told = _told(case, found.readings)
    for _ in range(6):
        events = list(case.events)
        dice.shuffle(events)
        assert _told(evolve(case, events=tuple(events)), found.readings) == told


def _told(case: gaf.Case, readings: gaf.Readings) -> Any:
    """The assessment, or the event that is refused and what would be allowed."""
    try:
        return gaf.assess(case, as_of=date(2027, 1, 4), readings=readings)
    except gaf.IllegalEventError as error:
        return error.event, error.stage, error.allowed, error.clause
    except gaf.CaseError as error:  # a day of posting that the squeezed log does not allow
        return [problem.got for problem in error.problems]


# -- days that nobody keeps ----------------------------------------------------------------------------------
def _event(kind: Any, **fields: Any) -> gaf.Event:
    return gaf.Event(type=kind, on=_DAY, **fields)


def _submitted(procedure: str = "filing") -> gaf.Event:
    materials = MATERIALS[:6]
    return _event(
        "application_submitted",
        by="sponsor",
        to="municipal_cac",
        materials=materials,
        procedure=procedure,
    )


def _up() -> list[gaf.Event]:
    """From the submission to the receipt by the province."""
    return [
        _submitted(),
        _event("application_received", by="municipal_cac"),
        _event("application_forwarded", by="municipal_cac", to="provincial_cac"),
        _event("application_received", by="provincial_cac"),
    ]


def _rounds(returns: int) -> list[gaf.Event]:
    """A filing with so many returns up to the display of its number, all on one day: legal in some order."""
    back = [
        _event("materials_returned", missing=("acceptance",)),
        _event("return_received", by="sponsor"),
    ]
    return [
        *(event for _ in range(returns) for event in (*_up(), *back)),
        *_up(),
        _event("completeness_confirmed"),
        _event("reported_to_national"),
        _event("application_received", by="national_cac"),
        _event("feedback_issued", grounds=("supplement",), functional_rectification=False),
        _event("feedback_received", by="sponsor"),
        _event(
            "supplement_submitted",
            by="sponsor",
            to="municipal_cac",
            statement=True,
            rectification_plan=True,
        ),
        _event("filing_number_issued", number="1"),
        _event("filing_number_received", by="sponsor"),
        _event("app_launched"),
        _event("filing_number_displayed", position="login_bottom_center"),
    ]


def _on_one_day(events: list[gaf.Event], tier: Any = "municipal") -> gaf.Case:
    return gaf.Case(
        id="1",
        app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False),
        sponsor=gaf.Sponsor(kind="administrative_organ", tier=tier),
        events=tuple(events),
    )


_PROPOSED = [event for event in proposals(_DAY) if event.posted_on is None]
# Two answers of one day that contradict each other are refused before any order is looked for.
_ANSWERS = {event.question: event for event in _PROPOSED if event.question is not None}
_EVERY = [
    event for event in _PROPOSED if event.question is None or _ANSWERS[event.question] is event
]
_KINDS = {kind: [event for event in _EVERY if event.type == kind] for kind in EVENT_TYPES}


def _mixes(size: int) -> dict[str, list[gaf.Event]]:
    """Days of so many events that are hard to order, or cannot be ordered."""
    dice = random.Random(size)  # noqa: S311 - a mix, no secret
    legal = _rounds(size)[-size:]
    legal = _rounds(max(0, (size - 14) // 6)) if size >= 14 else legal
    mixes = {
        "any": [dice.choice(_KINDS[dice.choice(EVENT_TYPES)]) for _ in range(size)],
        "few kinds": [dice.choice(legal) for _ in range(size)],
        "legal": legal,
        "one too many": [*legal[:-1], _event("deregistration_reported", materials=())],
        "one lost": legal[1:],
        "refused besides": [*legal, _event("filing_refused", reason="–")],
        "questions": [dice.choice(_KINDS["determination"]) for _ in range(size - 1)] + legal[:1],
        "checks": [_event("self_check_completed", problems=(p,)) for p in PROBLEMS] * (size // 7)
        + legal[1:2],
    }
    return mixes | {f"the same {kind}": [_KINDS[kind][0]] * size for kind in EVENT_TYPES}


def _took(events: list[gaf.Event]) -> tuple[float, gaf.IllegalEventError | None]:
    case = _on_one_day(events)
    start = time.process_time()
    try:
        gaf.assess(case, as_of=_DAY)
    except gaf.IllegalEventError as error:
        return time.process_time() - start, error
    return time.process_time() - start, None


@pytest.mark.no_cover
@pytest.mark.parametrize("mix", _mixes(40))
def test_a_day_of_forty_events_is_read_or_refused_in_bounded_time(mix: str) -> None:
    took, _ = _took(_mixes(40)[mix])
    assert took < 2


@pytest.mark.no_cover
def test_the_time_for_a_day_does_not_grow_beyond_the_bound() -> None:
    """Twice as many events: what cannot be read is given up after as many tries as before."""
    for mix in ("any", "few kinds", "one too many", "refused besides"):
        times = [_took(_mixes(size)[mix])[0] for size in (20, 40, 80, 160)]
        assert max(times) < 4, (mix, times)


@pytest.mark.parametrize("returns", range(5))
def test_a_whole_filing_on_one_day_is_read(returns: int) -> None:
    _, error = _took(_rounds(returns))
    assert error is None


def test_where_the_bound_is_reached_the_error_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    legal = _rounds(2)
    assert _took(legal)[1] is None
    monkeypatch.setattr(ordering, "BOUND", -len(legal) * 20)
    _, error = _took(legal)
    assert error is not None
    assert "up to the bound of the search" in error.en
    assert "that there is none is not known" in error.en
    assert "不能断定没有" in error.zh


def test_where_the_bound_is_not_reached_nothing_of_the_kind_is_said() -> None:
    _, error = _took([*_rounds(1), *[_event("filing_revoked", reason="–")] * 2])
    assert error is not None
    assert "bound" not in error.en


# -- what time has ended by the day --------------------------------------------------------------------------
def test_what_an_answer_shows_to_have_lapsed_has_lapsed_before_the_next_event_of_the_day() -> None:
    """A plan was needed, says a person when it is too late: a supplement of that day is a late one."""
    monday = date(2026, 3, 2)
    steps: list[gaf.Event] = []
    day = monday
    for event in _rounds(0)[:9]:
        steps.append(evolve(event, on=day))
        day += timedelta(days=1)
    issued = next(n for n, event in enumerate(steps) if event.type == "feedback_issued")
    steps[issued] = evolve(steps[issued], functional_rectification=None)
    received = steps[-1].on
    bare = evolve(_rounds(0)[9], on=received + timedelta(days=1), rectification_plan=False)
    late = gaf.CHINA.nth_working_day_after(received, 11)
    answer = gaf.Event(type="determination", on=late, question="2.4.4e", answer="yes")
    again = evolve(bare, on=late, rectification_plan=True)
    readings = gaf.Readings(missing_plan="not_submitted")
    for more in ((answer, again), (again, answer)):
        case = _on_one_day([*steps, bare, *more])
        found = gaf.assess(case, as_of=late, readings=readings)
        assert found.stages["filing"] == "deemed_abandoned"
        assert "DEEMED_ABANDONED" in {f.code for f in found.findings}


def test_a_list_that_is_only_known_to_be_filled_can_be_added_to() -> None:
    """What a late self-check found, another on a day whose order has to be looked for adds to."""

    def checked(day: int, *problems: Any) -> gaf.Event:
        return gaf.Event(on=date(2026, 3, day), type="self_check_completed", problems=problems)

    case = walk(0, 0).case
    submitted = gaf.Event(
        on=date(2026, 3, 3), type="application_submitted", materials=(), to="municipal_cac"
    )
    nowhere = gaf.Event(on=_DAY, type="extension_relayed", by="provincial_cac", to="sponsor")
    events = (checked(2), submitted, checked(4, PROBLEMS[0]), checked(5, PROBLEMS[1]), nowhere)
    with pytest.raises(gaf.IllegalEventError):
        gaf.assess(evolve(case, events=events), as_of=_DAY)


def test_one_day_out_of_the_order_of_the_table_is_not_made_good_by_the_next() -> None:
    """Received, handed on and received again on one day; the table has both receipts first."""
    first, next_day = _DAY.isoformat(), (_DAY + timedelta(days=1)).isoformat()
    case = gaf.Case.from_dict(
        small_case(
            {"type": "self_check_completed", "on": "2026-03-02", "problems": []},
            {"type": "application_submitted", "on": first, "by": "sponsor", "to": "municipal_cac",
             "materials": []},
            {"type": "application_received", "on": first, "by": "municipal_cac"},
            {"type": "application_forwarded", "on": first, "by": "municipal_cac", "to": "provincial_cac"},
            {"type": "application_received", "on": first, "by": "provincial_cac"},
            {"type": "completeness_confirmed", "on": next_day},
            {"type": "reported_to_national", "on": next_day},
        )
    )  # fmt: skip
    log = replay(case, date(2026, 3, 9), _MACHINE, _options(gaf.Readings()), gaf.CHINA)
    assert [entry.on for entry in log.order][-2:] == [_DAY + timedelta(days=1)] * 2
    assert not log.is_plain
