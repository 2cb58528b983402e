"""A machine that plays sponsor and authorities day by day, for a system of one's own to go along in step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from gaf_rules.calendar import CHINA
from gaf_rules.guidelines.hainan import HAINAN
from gaf_rules.language.readings import Readings
from gaf_rules.log.case import Case
from gaf_rules.testing.days import days
from gaf_rules.testing.following import Follower
from gaf_rules.testing.logs import LegalLog, Walker
from gaf_rules.testing.parts import apps, sponsors
from gaf_rules.values.days import from_ordinal
from gaf_rules.values.errors import IllegalEventError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from gaf_rules.answers.assessment import Assessment
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.rows import Transition
    from gaf_rules.log.events import Event

__all__ = ["FilingMachine"]

_GAPS = (0, 1, 1, 1, 2, 5, 9, 10, 11, 15, 16, 20, 21, 40)
# What a sponsor does that no `by` says.
_OWN = frozenset(
    {
        "self_check_completed", "rectification_completed", "filing_number_displayed", "app_launched",
        "change_planned", "change_took_effect", "shutdown_announced", "data_disposed", "app_taken_offline",
        "application_withdrawn",
    }
)  # fmt: skip


class FilingMachine(RuleBasedStateMachine):
    """Plays a filing from its first day on: sponsor and authorities act, days pass, steps are refused.

    Override what your system does, and compare its answers after every step; then run it::

        class OurFilings(FilingMachine):
            def opened(self, case, day): self.ours = OurSystem(case, day)
            def happened(self, event): self.ours.record(event)
            def day_came(self, day): self.ours.nightly(day)
            def compare(self, found): assert self.ours.stage == found.stages["filing"]

        TestOurFilings = OurFilings.TestCase

    Attributes:
        guideline, calendar, readings: under which it plays; set them in the class.
        checks: checks of :data:`INVARIANTS` that are made after every step, none by default.
        log: the log so far, on the day reached.

    >>> from hypothesis import settings
    >>> from hypothesis.stateful import run_state_machine_as_test
    >>> run_state_machine_as_test(FilingMachine, settings=settings(max_examples=2, stateful_step_count=4))
    """

    guideline: ClassVar[Guideline] = HAINAN
    calendar: ClassVar[WorkingCalendar] = CHINA
    readings: ClassVar[Readings] = Readings()
    checks: ClassVar[tuple[Callable[[LegalLog], None], ...]] = ()
    log: LegalLog

    # -- what a subclass overrides -------------------------------------------------------------------
    def opened(self, case: Case, day: date) -> None:
        """A case begins on a day, its log empty."""

    def happened(self, event: Event) -> None:
        """Something legal happened on the day reached."""

    def refused(self, event: Event, error: IllegalEventError) -> None:
        """Something was tried on the day reached that is not legal; a system must refuse it, too."""

    def day_came(self, day: date) -> None:
        """A day has come; between it and the one before nothing happened."""

    def compare(self, found: Assessment) -> None:
        """After every step: what the library says now; assert here that your system says so, too."""

    # -- how it plays --------------------------------------------------------------------------------
    @initialize(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        """A case of any app and sponsor, on any day."""
        case = Case(id="played", app=data.draw(apps()), sponsor=data.draw(sponsors(self.guideline)))
        self.log = LegalLog(
            case=case,
            as_of=data.draw(days(self.calendar)),
            readings=self.readings,
            guideline=self.guideline,
            calendar=self.calendar,
        )
        self.opened(case, self.log.as_of)

    @rule(gap=st.sampled_from(_GAPS))
    def wait(self, gap: int) -> None:
        """Days pass, one by one."""
        for _ in range(gap):
            self.log = evolve(self.log, as_of=from_ordinal(self.log.as_of.toordinal() + 1))
            self.day_came(self.log.as_of)

    @rule(data=st.data())
    def sponsor_acts(self, data: st.DataObject) -> None:
        """The sponsor does something that is open to it."""
        self._act(data, own=True)

    @rule(data=st.data())
    def authority_acts(self, data: st.DataObject) -> None:
        """An office does something that is open to it, or a person decides."""
        self._act(data, own=False)

    @rule(data=st.data())
    def advice_is_followed(self, data: st.DataObject) -> None:
        """The first of the next actions is done today."""
        follower = Follower(self.log)
        for action in follower.found.next_actions[:1]:
            self._taken(self._walker(data), follower.event(action, self.log.as_of))

    @rule(data=st.data())
    def something_else_is_tried(self, data: st.DataObject) -> None:
        """A step is tried of which no row stands here."""
        walker = self._walker(data)
        here = {id(row) for row in walker.rows()}
        rows = [row for row in self.guideline.transitions if id(row) not in here]
        event = walker.proposed(rows[data.draw(st.integers(0, len(rows) - 1))])
        try:
            longer = self.log.with_events((*self.log.case.events, event))
            longer.assess()
        except IllegalEventError as error:
            self.refused(event, error)

    @invariant()
    def agrees(self) -> None:
        """The subclass compares, and the checks hold."""
        if not hasattr(self, "log"):
            return
        for check in self.checks:
            check(self.log)
        self.compare(self.log.assess())

    # -- steps ---------------------------------------------------------------------------------------
    def _walker(self, data: Any) -> Walker:
        walker = Walker(data.draw(st.randoms(use_true_random=False)), self.log)
        walker.state = walker.replayed(self.log.case.events).state
        return walker

    def _act(self, data: st.DataObject, *, own: bool) -> None:
        walker = self._walker(data)
        for row in walker.drawn(data.draw, lambda row: _is_own(row) is own):
            if self._taken(walker, walker.proposed(row)):
                return

    def _taken(self, walker: Walker, event: Event) -> bool:
        if not walker.take(event):
            return False
        self.log = walker.log
        self.happened(event)
        return True


def _is_own(row: Transition) -> bool:
    """Whether the sponsor may take it."""
    return "sponsor" in row.by or row.event in _OWN
