"""What an assessment was made from, kept for those who want to know why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from gaf_rules.arguments import require
from gaf_rules.calendar import WorkingCalendar
from gaf_rules.case import Case
from gaf_rules.drafts import Shown, Value
from gaf_rules.guideline import Guideline
from gaf_rules.lazy import Lazy
from gaf_rules.outline import Outline, World, outline
from gaf_rules.readings import Readings
from gaf_rules.scoping import machine_of

if TYPE_CHECKING:
    from datetime import date

__all__ = ["Basis", "Held", "found_with"]


@frozen(eq=False, repr=False)
class Basis(Shown):
    """The arguments of an assessment, and what they amount to before any words.

    Attributes:
        world: case, day, compiled guideline and calendar.
        readings: the readings chosen.
        core: the outline; worked out anew where the assessment has travelled.
    """

    world: World
    readings: Readings
    core: Lazy[Outline]

    @property
    def case(self) -> Case:
        """The case."""
        return self.world.case

    def __reduce__(self) -> tuple[Any, ...]:
        # What is shipped with the library is not sent along: the other side has it.
        from gaf_rules.calendar import CHINA  # noqa: PLC0415 - read when needed
        from gaf_rules.guidelines.hainan import HAINAN  # noqa: PLC0415 - read when needed

        world = self.world
        guideline = world.machine.guideline
        return _again, (
            world.case,
            world.as_of,
            None if guideline is HAINAN else guideline,
            None if world.calendar is CHINA else world.calendar,
            self.readings,
        )


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
    world = basis.world
    return Held(case=basis.case, calendar=world.calendar, guideline=world.machine.guideline)


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
    for name, got, kind, en in (
        ("case", case, Case, "a Case"),
        ("calendar", calendar, WorkingCalendar, "a WorkingCalendar"),
        ("guideline", guideline, Guideline, "a Guideline"),
    ):
        if got is not None:
            require(name, got, kind, f" {kind.__name__}", en)
    held = _held(shown)
    if held is not None:
        case = held.case if case is None else case
        calendar = held.calendar if calendar is None else calendar
        guideline = held.guideline if guideline is None else guideline
    if calendar is None:
        from gaf_rules.calendar import CHINA  # noqa: PLC0415 - read when needed

        calendar = CHINA
    return Held(case=case, calendar=calendar, guideline=machine_of(guideline).guideline)
