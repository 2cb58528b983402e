"""Legal logs of any guideline, found by walking its transition table."""

from __future__ import annotations

from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, field, frozen
from hypothesis import strategies as st

from gaf_rules.calendar import CHINA, WorkingCalendar
from gaf_rules.evaluate.arguments import expect
from gaf_rules.evaluate.assessing import assess
from gaf_rules.evaluate.checks import LAST_CASE_DAY, check_log
from gaf_rules.evaluate.replay import replay
from gaf_rules.guidelines.hainan import HAINAN
from gaf_rules.language.guideline import Guideline
from gaf_rules.language.readings import Readings
from gaf_rules.language.vocabulary import EVENT_TYPES, NOT_STARTED, PROCEDURES
from gaf_rules.log.case import Case
from gaf_rules.program.program import program
from gaf_rules.testing.days import days as any_day
from gaf_rules.testing.events import EventMaker, posted_after_receipt
from gaf_rules.testing.parts import apps, readings_of, sponsors
from gaf_rules.values.errors import CaseError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from random import Random

    from gaf_rules.answers.assessment import Assessment
    from gaf_rules.evaluate.replay import Replay
    from gaf_rules.language.rows import Transition
    from gaf_rules.log.case import App, Sponsor
    from gaf_rules.log.events import Event

    Judge = Callable[..., Assessment]
    Draw = Callable[[st.SearchStrategy[Any]], Any]

__all__ = ["GAPS", "WEIGHT", "LegalLog", "Walker", "legal_logs"]

_TRIES = 6
_DAY = timedelta(days=1)
GAPS: Final = (0, 0, 0, 1, 1, 1, 2, 3, 4, 6, 8, 11, 14, 16, 19, 24, 31, 40)
"""Days between one step and the next: several a day, and past every period."""

_LATER = (0, 0, 1, 7, 15, 30, 60, 90, 400)
# How often a kind of step is tried: onward steps lead somewhere, the rest is let in now and then.
WEIGHT: Final[Mapping[str, float]] = MappingProxyType(
    {
        **dict.fromkeys(EVENT_TYPES, 3.0),
        **dict.fromkeys(
            (
                "application_submitted",
                "completeness_confirmed",
                "reported_to_national",
                "supplement_submitted",
            ),
            9.0,
        ),
        **dict.fromkeys(("application_forwarded", "feedback_issued", "change_planned"), 6.0),
        **dict.fromkeys(("filing_number_issued", "feedback_received"), 5.0),
        **dict.fromkeys(("filing_number_received", "filing_number_relayed"), 2.0),
        "self_check_completed": 1.5,
        "rectification_completed": 0.5,
        "determination": 0.5,
        "app_launched": 0.3,
        "shutdown_announced": 0.15,
        **dict.fromkeys(("data_disposed", "app_taken_offline", "application_withdrawn"), 0.1),
        **dict.fromkeys(("filing_refused", "filing_revoked"), 0.1),
    }
)
"""Event type → how often it is tried, others being 3."""


@frozen
class LegalLog:
    """A case whose log is legal, and all else that an assessment of it depends on.

    Attributes:
        case: the app, its sponsor and the log.
        as_of: the day of assessment; the log may have events after it.
        readings, guideline, calendar: under which the log is legal.

    >>> from gaf_rules import App, Sponsor
    >>> app = App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False)
    >>> sponsor = Sponsor(kind="administrative_organ", tier="municipal")
    >>> LegalLog(Case(id="empty", app=app, sponsor=sponsor), date(2026, 3, 9)).assess().stages["filing"]
    'not_started'
    """

    case: Case
    as_of: date
    readings: Readings = field(factory=Readings)
    guideline: Guideline = field(factory=lambda: HAINAN)
    calendar: WorkingCalendar = field(factory=lambda: CHINA)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: FBT001 - a protocol of others
        """As Hypothesis and notebooks show it: by default they would go through the guideline row by row."""
        given = f"{self.case!r}, {self.as_of!r}, {self.readings!r}, {self.guideline!r}, {self.calendar!r}"
        printer.text(f"LegalLog({'…' if cycle else given})")

    def assess(self, *, judge: Judge | None = None, **changes: Any) -> Assessment:
        """The assessment.

        Arguments:
            judge: what assesses, called like :func:`gaf_rules.assess`, which it is by default.
            changes: arguments other than those of this log, ``case`` among them.
        """
        given: dict[str, Any] = {
            "as_of": self.as_of,
            "readings": self.readings,
            "guideline": self.guideline,
            "calendar": self.calendar,
            **changes,
        }
        return (judge or assess)(given.pop("case", self.case), **given)

    def with_events(self, events: Iterable[Event]) -> LegalLog:
        """The same with other events."""
        return evolve(self, case=evolve(self.case, events=tuple(events)))

    def until_now(self) -> LegalLog:
        """The same without what happens after the day of assessment.

        >>> from gaf_rules import App, Event, Sponsor
        >>> app = App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False)
        >>> sponsor = Sponsor(kind="administrative_organ", tier="municipal")
        >>> log = LegalLog(Case(id="C1", app=app, sponsor=sponsor), date(2026, 3, 9))
        >>> launched = [Event(type="app_launched", on=day) for day in (date(2026, 3, 2),)]
        >>> log.with_events(launched).until_now() == log.with_events(launched)
        True
        """
        return self.with_events(event for event in self.case.events if event.on <= self.as_of)


class Walker:
    """A log that grows by one legal step after the other.

    Arguments:
        dice: what the fields of events are drawn from.
        log: where it begins; its day is the day of the first step.

    Attributes:
        log: the log so far, on the day that has been reached.
        state: procedure → state of the transition table on that day.
    """

    def __init__(self, dice: Random, log: LegalLog) -> None:
        self.dice = dice
        self.log = log
        self._machine = program(log.guideline)
        self._options = log.readings.options()
        self._maker = EventMaker(dice, log.guideline, log.case.sponsor.tier)
        self.state: dict[str, str] = dict.fromkeys(PROCEDURES, NOT_STARTED)

    def replayed(self, events: Iterable[Event]) -> Replay:
        """What other events come to by the day reached; ``refused`` says what is not legal."""
        case = evolve(self.log.case, events=tuple(events))
        day, calendar = self.log.as_of, self.log.calendar
        return replay(case, day, self._machine, self._options, calendar, lenient=True)

    def rest(self, days: int) -> None:
        """Let days of the calendar pass; what time alone ends is seen in ``state`` after the next step."""
        self.log = evolve(self.log, as_of=self.log.as_of + days * _DAY)

    def rows(self) -> list[Transition]:
        """The rows whose state is the present one; they may ask for more than that."""
        return [
            row
            for row in self.log.guideline.transitions
            if not row.states or self.state[row.procedure] in row.states
        ]

    def proposed(self, row: Transition) -> Event:
        """An event of today that a row may allow."""
        return posted_after_receipt(self._maker.event(row, self.log.as_of), self.log.case.events)

    def take(self, event: Event) -> bool:
        """Write an event of the day reached into the log, if it is legal there."""
        longer = (*self.log.case.events, event)
        found = self.replayed(longer)
        if found.refused is not None or not self._can_be(longer):
            return False
        self.state = found.state
        self.log = self.log.with_events(longer)
        return True

    def _can_be(self, events: tuple[Event, ...]) -> bool:
        """Whether nothing is posted before its feedback was received, or answered in two ways on a day."""
        try:
            check_log(evolve(self.log.case, events=events), self.log.calendar, self._machine)
        except CaseError:
            return False
        return True

    def step(self, rows: Iterable[Transition]) -> Event | None:
        """Take the first of some rows that can be taken; the event, None where none can."""
        for row in rows:
            event = self.proposed(row)
            if self.take(event):
                return event
        return None

    def weights(self, wanted: Collection[int] = ()) -> tuple[list[Transition], list[float]]:
        """The rows to try, and how often each; those whose ids are wanted far more often than the rest."""
        rows = self.rows()
        return rows, [WEIGHT[row.event] * (40.0 if id(row) in wanted else 1) for row in rows]

    def drawn(
        self, draw: Draw, among: Callable[[Transition], bool] | None = None
    ) -> Iterator[Transition]:
        """Some rows to try, each drawn when the one before could not be taken."""
        rows, weights = self.weights()
        if among is not None:
            weights = [weight * among(row) for row, weight in zip(rows, weights, strict=True)]
        # What is tried more often has more places. The place is drawn, not the row: `sampled_from` works out
        # the hash of all that it samples from, each time.
        often = [place for place, weight in enumerate(weights) for _ in range(int(weight * 10))]
        for _ in range(_TRIES if often else 0):
            yield rows[often[draw(st.integers(0, len(often) - 1))]]


def legal_logs(
    guideline: Guideline | None = None,
    *,
    app: st.SearchStrategy[App] | None = None,
    sponsor: st.SearchStrategy[Sponsor] | None = None,
    readings: st.SearchStrategy[Readings] | None = None,
    calendar: WorkingCalendar | None = None,
    max_events: int = 30,
) -> st.SearchStrategy[LegalLog]:
    """Logs that a guideline allows, from empty ones to ones that end in every state of its table.

    The events come in no order, some roles are left out where only one fits, several events share a day, and
    the log may go on after the day of assessment. A failing example shrinks to few events.

    Arguments:
        guideline: any guideline; Hainan's by default.
        app: a strategy for apps; by default all there are.
        sponsor: a strategy for sponsors; by default of all tiers of the guideline.
        readings: a strategy for readings; by default any.
        calendar: the calendar; its festivals, make-up days and ends are among the first days of logs.
        max_events: the most events.

    Returns:
        a strategy for :class:`LegalLog`.

    >>> from hypothesis import given, settings
    >>> @settings(max_examples=3, database=None)
    ... @given(legal_logs())
    ... def test(log):
    ...     assert log.assess().as_of == log.as_of
    >>> test()
    """
    expect(guideline=guideline, calendar=calendar)
    given = HAINAN if guideline is None else guideline
    parts = (
        apps() if app is None else app,
        sponsors(given) if sponsor is None else sponsor,
        readings_of() if readings is None else readings,
        any_day(calendar),
    )
    return _logs(parts, given, CHINA if calendar is None else calendar, max_events)


@st.composite
def _logs(
    draw: Draw, parts: tuple[Any, ...], guideline: Guideline, calendar: WorkingCalendar, most: int
) -> LegalLog:
    app, sponsor, readings, day = (draw(each) for each in parts)
    first = calendar.coverage.first
    # So early that the whole log ends before the last day that a case may have.
    start = max(min(day, LAST_CASE_DAY - 3_000 * _DAY), first)
    case = Case(id="drawn", app=app, sponsor=sponsor)
    walker = Walker(
        draw(st.randoms(use_true_random=False)),
        LegalLog(case, start, readings, guideline, calendar),
    )
    for _ in range(draw(st.integers(0, most))):
        walker.rest(draw(st.sampled_from(GAPS)))
        walker.step(walker.drawn(draw))
    found = walker.log
    as_of = max(found.as_of + draw(st.sampled_from((*_LATER, -30))) * _DAY, first)
    events = found.case.events
    order = draw(st.permutations(range(len(events))))
    return evolve(found.with_events(events[place] for place in order), as_of=as_of)
