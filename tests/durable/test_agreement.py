"""Native equals durable: on the worked cases to the last field, on many random cases in all conclusions.

``GAF_LONG=1`` runs eighty times as many.
"""

from __future__ import annotations

import os
import random
from typing import Any

import pytest

pytest.importorskip(
    "durable_rules_engine",
    reason="durable_rules is not installed for this Python",
    exc_type=ImportError,
)

from attrs import evolve
from squeezed import squeezed
from two_engines import Moment, Remembered, gist, worked_moments
from walks import walk
from worlds import moments

import gaf_rules as gaf
from gaf_rules.durable.durable import derive
from gaf_rules.durable.engine import EngineDriver
from gaf_rules.guidelines.algorithms import ALGORITHMS
from gaf_rules.language.readings import READING_OPTIONS

_BATCH = 2_500
_USUAL = 1
_BATCHES = 80 * _USUAL if os.environ.get("GAF_LONG") == "1" else _USUAL
# Far from the seeds of other tests, and every batch far from the next.
_FIRST, _APART = 500_000, 10_000


@pytest.fixture(scope="module")
def engine() -> Remembered:
    return Remembered(EngineDriver())


@pytest.mark.no_cover
@pytest.mark.parametrize("batch", range(_BATCHES))
def test_both_engines_agree_on_random_legal_cases(batch: int, engine: Remembered) -> None:
    events: set[str] = set()
    options: set[tuple[str, str]] = set()
    for world in moments(_BATCH, _FIRST + _APART * batch):
        moment = Moment.of(world)
        assert gist(moment.durable(engine)) == gist(moment.native()), (world.case.id, world.as_of)
        events |= {f"{event.type} {event.procedure}" for event in world.case.events}
        options |= {(name, getattr(world.readings, name)) for name in READING_OPTIONS}
    if batch < _USUAL:
        assert events >= {
            "application_submitted filing",
            "change_planned None",
        }
        assert events & {"shutdown_announced None", "app_taken_offline None", "data_disposed None"}
        # Now and then a batch is without one option of one reading; these are never without more.
        assert len(options) >= sum(map(len, READING_OPTIONS.values())) - 1


def test_without_any_memory_the_engine_says_the_same() -> None:
    driver = EngineDriver()
    for world in moments(150, 900_000):
        moment = Moment.of(world)
        assert gist(moment.durable(driver)) == gist(moment.native())


def test_no_evaluation_of_the_first_engine_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same conclusions with every compiled condition and every evaluator of the first engine broken."""
    chosen = [Moment.of(world) for world in moments(60, 1_100_000)]
    given = [(moment, moment.shared(), gist(moment.native())) for moment in chosen]

    def broken(*_: Any, **__: Any) -> Any:
        pytest.fail("the first engine was asked")

    for name in ("predicate", "first_known", "items_function", "step_function", "trigger_function"):
        monkeypatch.setattr(f"gaf_rules.program.compiled_rows.{name}", lambda *_: broken)
    for name in ("predicate", "items_function", "selector", "duties_function"):
        monkeypatch.setattr(f"gaf_rules.program.program.{name}", lambda *_: broken)
    for name in (
        "standing.evaluate",
        "standing.stand",
        "duties.deadline_of",
        "duties.safe_on",
        "duties.regional_calendar",
        "fold.Fold.find",
        "fold.Fold.pass_time",
        "outline.outline",
        "outline.records_of",
        "replay.replay",
        "scoping.decide_scope",
        "scoping.decide_route",
        "scoping.required_names",
        "scoping.forms_for",
    ):
        monkeypatch.setattr(f"gaf_rules.evaluate.{name}", broken)
    # Another value with the same rows: its conditions are compiled anew, into what fails when asked.
    again = evolve(gaf.HAINAN)
    with pytest.raises(pytest.fail.Exception):
        gaf.assess(chosen[0].case, as_of=chosen[0].as_of, guideline=again)
    for moment, shared, told in given:
        assert gist(moment.durable(shared=shared, guideline=again)) == told


def test_the_worked_cases_agree_in_every_field() -> None:
    for moment in worked_moments():
        native = moment.native().to_dict()
        durable = gaf.assess(
            moment.case,
            as_of=moment.as_of,
            readings=moment.readings,
            calendar=moment.calendar,
            engine="durable",
        ).to_dict()
        assert durable["provenance"].pop("engine") == "durable"
        assert native["provenance"].pop("engine") == "native"
        assert durable == native


def test_the_order_of_the_list_changes_nothing(engine: Remembered) -> None:
    for world in moments(200, 700_000):
        moment = Moment.of(world)
        events = list(world.case.events)
        random.Random(world.case.id).shuffle(events)  # noqa: S311 - a test case, no secret
        shuffled = evolve(moment, case=evolve(moment.case, events=tuple(events)))
        assert gist(shuffled.durable(engine)) == gist(moment.durable(engine))


def test_both_engines_agree_on_days_in_an_order_of_their_own(engine: Remembered) -> None:
    dice = random.Random(11)  # noqa: S311 - a test case, no secret
    agreed = 0
    for seed in range(60):
        steps = walk(seed, 16)
        moment = Moment(squeezed(steps, dice), steps.last, steps.readings)
        try:
            native = moment.native()
        except gaf.GafRulesError:  # the order is shared, and so is what has none
            continue
        assert gist(moment.durable(engine)) == gist(native), seed
        agreed += 1
    assert agreed > 30


def test_the_order_of_facts_and_properties_changes_nothing() -> None:
    """Facts told in another order, their properties shuffled: the same rules fire."""
    driver, dice = EngineDriver(), random.Random(7)  # noqa: S311 - a test case, no secret
    told: list[tuple[object, list[tuple[object, dict[str, object]]]]] = []

    class Recorder(Remembered):
        def tell(self, kind, values):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202 - as in the class
            told.append((self._part, [(kind, dict(values))]))
            return super().tell(kind, values)

    recorder = Recorder(driver)
    for world in moments(60, 800_000):
        Moment.of(world).durable(recorder)
    for part, facts in told[:: max(1, len(told) // 800)]:
        kind, values = facts[0]
        others = [k for k in part.kinds if k is not kind][:3]  # type: ignore[attr-defined] # a part
        with driver.session(part) as session:  # type: ignore[arg-type] # a part
            straight = session.tell(kind, values)  # type: ignore[arg-type] # a kind and its fact
        shuffled = list(values.items())
        dice.shuffle(shuffled)
        with driver.session(part) as session:  # type: ignore[arg-type] # a part
            for other in others:
                session.tell(other, {name: type_() for name, type_ in other.types.items()})
            assert session.tell(kind, dict(shuffled)) == straight  # type: ignore[arg-type] # as above


def test_another_regime_in_the_same_rows_agrees() -> None:
    app = gaf.App(kind="app", runs_on_mobile=True, purpose="public")
    sponsor = gaf.Sponsor(kind="administrative_organ", tier="municipal")
    for world in moments(40, 600_000):
        case = gaf.Case(id="other", app=app, sponsor=sponsor)
        given: dict[str, Any] = {
            "as_of": world.as_of,
            "guideline": ALGORITHMS,
            "readings": world.readings,
        }
        assert gist(derive(case, **given).assessment) == gist(gaf.assess(case, **given))
