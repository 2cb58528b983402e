"""Cases as a day begins, and what has become of their situation as it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from gaf_rules.auditing.counted import Ints
    from gaf_rules.auditing.log import Log

__all__ = ["ASKS", "NEW", "NOT_LEGAL", "NOWHERE", "DayEffect", "DaySource"]

NOWHERE = 0
"""The situation of cases whose log is left: whatever comes then leads nowhere else."""
NOT_LEGAL, ASKS, NEW = -1, -2, -3
"""What stands in the place of the situation after a day: none, one that days decide, one not known yet."""


class DayEffect(NamedTuple):
    """What has become of a situation.

    Attributes:
        after: the situation after the day; NOT_LEGAL where its events are legal in no order.
        order: for each event of the day its place among them as they were found; empty: as they were found.
        writes: the registers written, each with the node of the day that is written, or that day, traced.
        lapses: of each state that time has ended the last day of the duty, and the day from which it has.
        course: the number of the steps taken.
    """

    after: int
    order: tuple[int, ...] = ()
    writes: tuple[tuple[int, Any], ...] = ()
    lapses: tuple[tuple[Any, Any], ...] = ()
    course: int = 0


class DaySource:
    """Some cases as a day begins: what the nodes of a trace begin with.

    Arguments:
        log: the events.
        registers: for each register the day of each case.
        days: the day that begins, of each of these cases.
        begins: where in the log its events begin.
        cases: which cases they are, as the registers have them.
        at: of each a place of whoever asks.
    """

    def __init__(
        self,
        log: Log,
        registers: list[Ints],
        days: Ints,
        begins: Ints,
        cases: Ints,
        at: Ints,
    ) -> None:
        self.log = log
        self.registers = registers
        self.days = days
        self.begins = begins
        self.cases = cases
        self.at = at

    @property
    def size(self) -> int:
        """How many they are."""
        return len(self.cases)

    def only(self, kept: Any) -> DaySource:
        """Some of them."""
        held = (self.days, self.begins, self.cases, self.at)
        return DaySource(self.log, self.registers, *(each[kept] for each in held))

    def one(self) -> DaySource:
        """One from among them."""
        middle = len(self.cases) // 2
        return self.only(slice(middle, middle + 1))

    def tells(self, _: Any) -> bool:
        """Whether these are cases, each of which can be asked."""
        return True

    def is_day(self, _: Any) -> bool:
        """Whether a column holds days."""
        return True

    def slot(self, register: int) -> Ints:
        """The days of a register; those of the day that begins under −1."""
        found: Ints = self.days if register < 0 else self.registers[register][self.cases]
        return found

    def field(self, place: int, name: str) -> Ints:
        """A date field of one of the day's events."""
        found: Ints = self.log.field(name, self.begins + place)
        return found
