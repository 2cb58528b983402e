"""Both engines on one case: what is compared, and a memory of what the second one was told before."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from attrs import frozen
from worked_cases import worked_cases

import gaf_rules as gaf
from gaf_rules.durable.durable import Derived, Shared, derive, shared_input
from gaf_rules.evaluate.outline import World as World_
from gaf_rules.evaluate.scoping import machine_of
from gaf_rules.language.readings import READING_OPTIONS

if TYPE_CHECKING:
    from worlds import World

    from gaf_rules.durable.engine import EngineDriver
    from gaf_rules.durable.guards import FactKind, Rule, RulePart
    from gaf_rules.durable.premises import Value

__all__ = ["Moment", "Remembered", "gist", "worked_moments"]


class Remembered:
    """An engine that asks the real one only what it has not been asked before.

    A fact of one kind makes the same rules fire whatever else was told: there are no joins. That is what
    makes this memory sound, and a test of its own asks without it.
    """

    def __init__(self, driver: EngineDriver) -> None:
        self._driver = driver
        self._known: dict[tuple[Any, ...], tuple[int, ...]] = {}
        self._numbers: dict[Any, int] = {}
        self._kinds: dict[int, tuple[FactKind, int]] = {}
        self._part: RulePart | None = None
        self.asked = 0

    def session(self, part: RulePart) -> Remembered:
        """Nothing is opened until something new is asked."""
        self._part = part
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is open."""

    def tell(self, kind: FactKind, values: dict[str, Value]) -> tuple[Rule, ...]:
        """The rules that fire, remembered or asked for."""
        key = (self._number(kind), *values.values())
        fired = self._known.get(key)
        if fired is None:
            assert self._part is not None
            self.asked += 1
            with self._driver.session(self._part) as session:
                rules = session.tell(kind, values)
            fired = tuple(kind.rules.index(rule) for rule in rules)
            self._known[key] = fired
        return tuple(kind.rules[number] for number in fired)

    def _number(self, kind: FactKind) -> int:
        """The same number for kinds of the same content."""
        held = self._kinds.get(id(kind))
        if held is None:
            number = self._numbers.setdefault((kind.name, kind.rules), len(self._numbers))
            held = self._kinds[id(kind)] = kind, number
        return held[1]


@frozen
class Moment:
    """A case on a day, with everything that an assessment depends on."""

    case: gaf.Case
    as_of: date
    readings: gaf.Readings
    calendar: gaf.WorkingCalendar = gaf.CHINA
    guideline: gaf.Guideline = gaf.HAINAN

    @classmethod
    def of(cls, world: World) -> Moment:
        """The moment of a random world."""
        return cls(world.case, world.as_of, world.readings)

    def native(self) -> gaf.Assessment:
        """What the first engine says."""
        return gaf.assess(
            self.case,
            as_of=self.as_of,
            readings=self.readings,
            calendar=self.calendar,
            guideline=self.guideline,
        )

    def shared(self) -> Shared:
        """What both engines take as given."""
        options = {name: getattr(self.readings, name) for name in READING_OPTIONS}
        given = World_(self.case, self.as_of, machine_of(self.guideline), self.calendar)
        return shared_input(given, options)

    def derived(self, engine: Any = None, **more: Any) -> Derived:
        """What the second engine derives; ``guideline`` and ``shared`` may be others than the moment's."""
        given = {"guideline": self.guideline, **more}
        return derive(
            self.case,
            as_of=self.as_of,
            readings=self.readings,
            calendar=self.calendar,
            engine=engine,
            **given,
        )

    def durable(self, engine: Any = None, **more: Any) -> gaf.Assessment:
        """What the second engine says."""
        return self.derived(engine, **more).assessment


def worked_moments() -> list[Moment]:
    """The worked cases that are not refused."""
    return [
        Moment(
            gaf.Case.from_dict(worked.document),
            worked.as_of,
            gaf.Readings.from_dict(worked.readings),
            worked.calendar(),
        )
        for worked in worked_cases()
        if worked.error is None
    ]


def gist(found: gaf.Assessment) -> dict[str, Any]:
    """Everything that is compared on every case; dates under other readings are left to fewer cases."""
    return {
        "scope": found.scope,
        "route": found.route,
        "forms": found.forms,
        "stages": dict(found.stages),
        "duties": tuple(
            (
                d.clause, d.procedure, d.round, d.bearer, d.act, d.to, d.trigger, d.status, d.met_on,
                d.elapsed_working_days, d.late_by_working_days, d.consequence,
                d.due and (d.due.on, d.due.earliest, d.due.latest, d.due.certainty),
            )
            for d in found.duties
        ),
        "findings": tuple(
            (f.code, f.clause, f.procedure, f.round, f.severity, f.bearer, f.since, f.items)
            for f in found.findings
        ),
        "questions": found.questions,
        "next_actions": found.next_actions,
    }  # fmt: skip
