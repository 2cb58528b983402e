"""What an assessment was made from, kept for those who want to know why."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from gaf_rules.calendar import WorkingCalendar
from gaf_rules.evaluate.arguments import expect
from gaf_rules.evaluate.outline import Outline, World, outline
from gaf_rules.evaluate.scoping import machine_of
from gaf_rules.language.guideline import Guideline
from gaf_rules.language.readings import Readings
from gaf_rules.log.case import Case
from gaf_rules.values.drafts import Shown, Value
from gaf_rules.values.lazy import Lazy

if TYPE_CHECKING:
    from datetime import date

__all__ = ["Basis", "Held", "found_with", "outline_behind", "world_behind"]


@frozen(eq=False, repr=False, weakref_slot=False)
class Basis(Shown):
    """The arguments of an assessment, and what they amount to before any words.

    Attributes:
        case, as_of, guideline, calendar: the arguments.
        readings: the readings chosen.
    """

    # Within the library only, by the two functions below: tables that are shared, and lists that are at work.
    _world: World = field(repr=False)
    readings: Readings
    _core: Outline | Lazy[Outline] = field(repr=False)

    @property
    def case(self) -> Case:
        """The case."""
        return self._world.case

    @property
    def as_of(self) -> date:
        """The day of assessment."""
        return self._world.as_of

    @property
    def guideline(self) -> Guideline:
        """The rows."""
        return self._world.machine.guideline

    @property
    def calendar(self) -> WorkingCalendar:
        """The working days."""
        return self._world.calendar

    def __reduce__(self) -> tuple[Any, ...]:
        # What is shipped with the library is not sent along: the other side has it.
        from gaf_rules.calendar import CHINA  # noqa: PLC0415 - read when needed
        from gaf_rules.guidelines.hainan import HAINAN  # noqa: PLC0415 - read when needed

        return _again, (
            self.case,
            self.as_of,
            None if self.guideline is HAINAN else self.guideline,
            None if self.calendar is CHINA else self.calendar,
            self.readings,
        )


_WORLD, _CORE = attrgetter("_world"), attrgetter("_core")


def world_behind(basis: Basis) -> World:
    """Case, day, compiled guideline and calendar."""
    world: World = _WORLD(basis)
    return world


def outline_behind(basis: Basis) -> Outline:
    """The outline; worked out anew where the assessment has travelled."""
    core: Outline | Lazy[Outline] = _CORE(basis)
    return core.value() if isinstance(core, Lazy) else core


def _again(
    case: Case,
    as_of: date,
    guideline: Guideline | None,
    calendar: WorkingCalendar | None,
    readings: Readings,
) -> Basis:
    if calendar is None:
        from gaf_rules.calendar import CHINA  # noqa: PLC0415 - read when needed

        calendar = CHINA
    world = World(case, as_of, machine_of(guideline), calendar)
    return Basis(world, readings, Lazy(lambda: outline(world, readings)))


@frozen(kw_only=True, eq=False, repr=False)
class Held(Value):
    """What goes with an assessment or a plan when it is shown: case (if known), calendar, guideline."""

    case: Case | None
    calendar: WorkingCalendar
    guideline: Guideline


def _held(shown: Any) -> Held | None:
    """What goes with it: a plan holds it, an assessment its basis."""
    if hasattr(shown, "held"):
        held: Held | None = shown.held
        return held
    basis: Basis | None = shown.basis
    if basis is None:
        return None
    return Held(case=basis.case, calendar=basis.calendar, guideline=basis.guideline)


def found_with(
    shown: Any,
    *,
    case: Case | None = None,
    calendar: WorkingCalendar | None = None,
    guideline: Guideline | None = None,
) -> Held:
    """What the caller gives, else what the assessment or plan was made from, else what is shipped.

    Raises:
        CaseError: an argument of another kind.
    """
    expect(calendar=calendar, guideline=guideline, **({} if case is None else {"case": case}))
    held = _held(shown)
    if held is not None:
        case = held.case if case is None else case
        calendar = held.calendar if calendar is None else calendar
        guideline = held.guideline if guideline is None else guideline
    if calendar is None:
        from gaf_rules.calendar import CHINA  # noqa: PLC0415 - read when needed

        calendar = CHINA
    return Held(case=case, calendar=calendar, guideline=machine_of(guideline).guideline)
