"""Duties and findings as values before any words are put to them, and what they were worked out from."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import define, field, frozen

from gaf_rules.calendar import WorkingCalendar
from gaf_rules.evaluate.definitions import Defined
from gaf_rules.evaluate.duties import deadline_of, regional_calendar
from gaf_rules.evaluate.standing import duty_facts
from gaf_rules.language.periods import UNKNOWN, Due, Trigger
from gaf_rules.language.rows import FindingRow
from gaf_rules.log.case import Case
from gaf_rules.program.program import CompiledDuty, Program
from gaf_rules.values.drafts import Shown, Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from gaf_rules.evaluate.duties import Rest
    from gaf_rules.language.rows import DutyRow

    Options = dict[str, str]
    Left = Callable[[Options], Rest | None]

__all__ = ["RawDuty", "RawFinding", "World"]


@frozen(eq=False, repr=False, weakref_slot=False)
class World(Shown):
    """The arguments of an assessment, together."""

    case: Case
    as_of: date
    machine: Program
    calendar: WorkingCalendar


@define(eq=False, repr=False, weakref_slot=False)
class RawDuty(Shown):
    """A duty with everything needed to say more about it later.

    Attributes:
        status to missed_on: how it stands, as in :class:`~gaf_rules.evaluate.standing.Evaluated`.
        left: what the round before left over of its days, for any readings.
        options: field of the readings → option.
    """

    compiled: CompiledDuty
    procedure: str
    round: int
    bearer: str
    to: str | None
    context: dict[str, Any]
    status: str
    trigger: Trigger | None
    due: Due | None
    extended_late_on: date | None
    met_on: date | None
    elapsed: int | None
    late_by: int | None
    missed_on: date | None
    left: Left | None
    world: World
    options: Options
    as_of: date
    _facts: Defined | None = None

    @property
    def row(self) -> DutyRow:
        """The row it comes from."""
        return self.compiled.row

    @property
    def is_asked(self) -> bool:
        """Whether the day of a receipt that another day stands in for could still change something.

        The status and the last day of what is not done, if they rest on it; of an act without a last day the
        time that it has taken; and whether an extension came too late.
        """
        due = self.due
        rests = due is None or not (due.named or due == UNKNOWN)
        return (rests and not self.status.startswith("met")) or self._is_late_if_firm()

    @property
    def is_forfeited(self) -> bool:
        """Whether the last day of a duty with an effect is over, whatever a person may still answer."""
        trigger, due = self.trigger, self.due
        if self.row.consequence is None or trigger is None or due is None or due.latest is None:
            return False
        return self.as_of > due.latest and not trigger.estimated

    def _is_late_if_firm(self) -> bool:
        """Whether an extension would have come too late if what stands in for a receipt were the receipt."""
        duty, world, options = self.compiled, self.world, self.options
        if duty.marks is None:
            return False
        place = world.case.sponsor.place
        view = regional_calendar(world.calendar, duty, self.bearer, place, options)
        firm = deadline_of(duty, self.context, options, view, firm=True)
        return firm.extended_late_on != self.extended_late_on

    @property
    def facts(self) -> Defined:
        """What finding rows may ask about it, put together when first asked for."""
        if self._facts is None:
            world = self.world
            self._facts = duty_facts(
                self,
                duty=self.compiled,
                facts=self.context,
                as_of=self.as_of,
                readings=self.options,
                calendar=world.calendar,
                bearer=self.bearer,
                place=world.case.sponsor.place,
            )
        return self._facts


@frozen(eq=False, repr=False, weakref_slot=False)
class RawFinding(Value):
    """A finding before anything is said about disputes; ``key`` is what other readings are held against.

    Attributes:
        about: the clause of the duty that it is about; empty where it is about none.
    """

    row: FindingRow
    clause: str
    procedure: str
    round: int
    bearer: str
    since: date
    items: tuple[str, ...]
    context: dict[str, Any] = field(eq=False, repr=False)
    about: str = field(default="", eq=False, repr=False)

    @property
    def key(self) -> tuple[Any, ...]:
        """What makes it the same finding under another reading."""
        return self.row.code, self.clause, self.procedure, self.round, self.items
