"""The act that keeps a finding away or takes it away: a duty's, one for now, one that was to be right."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from gaf_rules.ask.needs.log import about
from gaf_rules.ask.needs.search import ENDS, Search, impossible
from gaf_rules.ask.needs.value import Goal, Impossible, Need
from gaf_rules.evaluate.assessing import frame_notices
from gaf_rules.evaluate.outline import RawFinding
from gaf_rules.language.conditions import facts_of
from gaf_rules.language.rows import Minus
from gaf_rules.language.vocabulary import MATERIALS, PROBLEMS, answers_to
from gaf_rules.log.events import FIELDS, Event
from gaf_rules.messages import LABELS
from gaf_rules.messages.said import named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gaf_rules.evaluate.outline import Outline, RawDuty
    from gaf_rules.language.rows import FindingRow, Transition

__all__ = ["need_for_finding"]

_DAY = timedelta(days=1)
_MISSED = frozenset({"duty.missed_on", "duty.met_on", "duty.next_day"})
"""The first day of a finding that says that an act came late or has not come."""
_EARLIER = 90
"""Calendar days before an act within which a day is looked for on which it would have been in time."""


def need_for_finding(search: Search, goal: Goal) -> Need | Impossible:
    """The act that avoids or mends a finding.

    Arguments:
        search: the case.
        goal: the finding.
    """
    guideline = search.world.machine.guideline
    name = named(guideline, "finding", str(goal.code))
    held = [found for found in search.core.findings if _is_wanted(found, goal)]
    if goal.code in LABELS["no_act"] and held:
        found = held[0]
        return impossible(found.row.code, kind="no_act", clause=found.clause, day=found.since)
    for code, clause, items in frame_notices(search.world, search.core):
        if code == goal.code:
            return _of_frame(search, code, clause, items)
    if search.core.scope.in_scope is False:
        return impossible("out_of_scope")
    rows = [row for row in guideline.findings if row.code == goal.code]
    for row in rows:
        for raw in reversed(search.core.duties):
            if row.since in _MISSED and _is_about(row, raw, goal):
                return _of_duty(search, row, raw)
    if held:
        return _Mended(search, held[0]).need()
    return impossible("absent", finding=name, is_reached=True)


def _of_frame(search: Search, code: str, clause: str, items: tuple[str, ...]) -> Need | Impossible:
    """A notice on scope or route: what the app or its sponsor is, or a question for a person."""
    if code in LABELS["no_act"]:
        return impossible(code, kind="no_act", clause=clause)
    if len(items) > 1:
        questions = ", ".join(items)
        return impossible(
            "several_questions", clause=clause, number=len(items), questions=questions
        )
    question = items[0] if items else clause
    answers = [
        Event(type="determination", on=search.as_of, question=question, answer=answer)
        for answer in answers_to(question)
    ]
    # The answer that what has been done agrees with, if there is one.
    event = next((one for one in answers if _is_harmless(search, one)), answers[0])
    return Need(
        bearer="sponsor",
        act=event.type,
        to=None,
        not_after=None,
        clause=question,
        procedure="filing",
        event=event,
    )


def _is_harmless(search: Search, event: Event) -> bool:
    after = search.would_be(event)
    return after is not None and not search.brought(after)


def _is_about(row: FindingRow, raw: RawDuty, goal: Goal) -> bool:
    """Whether a finding row speaks of a duty, and the goal of that duty's round."""
    return (
        row.over == f"duty:{raw.row.clause}"
        and raw.procedure in row.procedures
        and goal.procedure in {None, raw.procedure}
        and goal.round in {None, raw.round}
    )


def _is_wanted(found: RawFinding, goal: Goal) -> bool:
    return (
        found.row.code == goal.code
        and goal.procedure in {None, found.procedure}
        and goal.round in {None, found.round}
        and goal.clause in {None, found.clause}
    )


# -- a duty ------------------------------------------------------------------------------------------------
def _of_duty(search: Search, row: FindingRow, raw: RawDuty) -> Need | Impossible:
    last, clause = _last_day(row, raw), raw.row.clause
    if last is None:
        return impossible("no_last_day", clause=clause)
    return Need(
        bearer=raw.bearer,
        act=raw.row.act,
        to=raw.to,
        not_after=last,
        clause=clause,
        procedure=raw.procedure,
        event=search.acts.event(raw.row.act, last, raw.procedure, raw.bearer, raw.to),
        is_past=last < search.as_of,
    )


def _last_day(row: FindingRow, raw: RawDuty) -> date | None:
    """The last day on which the act of a duty keeps a finding away."""
    if "duty.clear_on" in facts_of(row.when):
        day: date | None = raw.facts.get("clear_on")
        return day
    if row.since == "duty.next_day":
        return None if raw.trigger is None else raw.trigger.on
    return None if raw.due is None else (raw.due.on or raw.due.earliest)


# -- an act, done or done right ----------------------------------------------------------------------------
@frozen
class _Mended:
    """Looks for the act that takes a finding away, among those that write a fact that its row reads."""

    search: Search
    found: RawFinding

    def need(self) -> Need | Impossible:
        """What can be done now; else what was to be done right; else what was to be done by a day."""
        for look in (self._now, self._right, self._before, self._earlier):
            need = next(look(), None)
            if need is not None:
                return need
        found, search = self.found, self.search
        return impossible(
            "nothing_mends",
            clause=found.clause,
            finding=named(search.world.machine.guideline, "finding", found.row.code),
            day=found.since,
            stage=search.stage_words(found.procedure),
        )

    # -- candidates ----------------------------------------------------------------------------------
    def _rows(self) -> Iterator[Transition]:
        """The rows that write down something that the finding depends on."""
        read = set(_read(self.found.row))
        asked = {row.clause for row in self.search.world.machine.guideline.questions}
        open_now = set(self._open_questions())
        for row in self.search.world.machine.guideline.transitions:
            written = {getattr(action, "fact", "") for action in row.actions}
            is_idle = row.question is not None and row.question in asked - open_now
            if row.event not in ENDS and not is_idle and written & read:
                yield row

    def _open_questions(self) -> Iterator[str]:
        """The questions that stand open: what nobody asks a person is not for a person to settle."""
        rules, core = self.search.world.machine.rules, self.search.core
        for record in core.records:
            select = rules[record.kind, record.procedure].questions
            if select is not None:
                for compiled in select(record.context, record in core.latest):
                    yield compiled.row.clause

    def _events(self, day: date) -> Iterator[Event]:
        items = self.found.items
        problems = items if set(items) <= set(PROBLEMS) else ()
        made = dict.fromkeys(
            event for row in self._rows() for event in self.search.acts.by_row(row, day, problems)
        )
        yield from made

    # -- the four ways -------------------------------------------------------------------------------
    def _now(self) -> Iterator[Need]:
        standing = self.search.standing
        for event in self._events(self.search.as_of):
            if standing.row(event) is not None and self._takes_away(event):
                yield self._need(event, None)

    def _before(self) -> Iterator[Need]:
        """An act that is missing: the last day on which it would have done."""
        found, events = self.found, self.search.events
        days = sorted({found.since, found.since - _DAY, *(event.on for event in events)})
        for day in reversed([day for day in days if day <= found.since]):
            for event in self._events(day):
                if self._takes_away(event):
                    last = _last(day, self.search.as_of, partial(self._holds_off, event))
                    yield self._need(evolve(event, on=last), last)

    def _right(self) -> Iterator[Need]:
        """An act that was done wrong: the same, done right on its day."""
        items = tuple(item for item in self.found.items if item in MATERIALS)
        route = self.search.core.route
        for event in self._acts_done():
            for right in self.search.acts.righted(
                event, items, None if route is None else route[1]
            ):
                if self._is_gone(event, right):
                    yield self._need(right, right.on, instead_of=event)

    def _bears(self, event: Event, right: Event) -> bool:
        """Whether what was done wrong is what the finding looks at: a field of the act that it reads."""
        read = set(_read(self.found.row))
        return any(
            row.event == event.type
            and getattr(action, "fact", "") in read
            and isinstance(take := getattr(action, "take", None), str)
            and take != "on"
            and getattr(right, take) != getattr(event, take)
            for row in self._rows()
            for action in row.actions
        )

    def _earlier(self) -> Iterator[Need]:
        """An act that came too late for something that is no duty's last day."""
        for event in self._acts_done():
            for days in range(1, _EARLIER):
                moved = evolve(event, on=event.on - days * _DAY)
                if moved.on < self.search.world.calendar.coverage.first:
                    break
                if self._is_gone(event, moved):
                    yield self._need(moved, moved.on, instead_of=event)
                    break

    def _acts_done(self) -> list[Event]:
        kinds = {row.event for row in self._rows()}
        done = [e for e in self.search.events if e.type in kinds and e.on <= self.found.since]
        return sorted(done, key=lambda event: event.on, reverse=True)

    # -- checks --------------------------------------------------------------------------------------
    def _takes_away(self, event: Event) -> bool:
        """Whether an event of the log takes the finding away, and brings about nothing grave."""
        after = self.search.would_be(event)
        return after is not None and not self._holds(after) and not self.search.brought(after)

    def _holds_off(self, event: Event, day: date) -> bool:
        return self._takes_away(evolve(event, on=day))

    def _is_gone(self, event: Event, right: Event) -> bool:
        """The same on the first day of the finding, with an act in place of one that was done wrong."""
        day = self.found.since
        log = tuple(e for e in self.search.events if e.on <= day)
        before = self.search.instead(log, day)
        changed = tuple(right if other is event else other for other in log)
        after = self.search.instead(changed, day)
        if after is None or before is None or not self._holds(before):
            return False
        return not self._holds(after) and about(after) <= about(before)

    def _holds(self, core: Outline) -> bool:
        return any(other.key[:4] == self.found.key[:4] for other in core.findings)

    def _need(self, event: Event, last: date | None, instead_of: Event | None = None) -> Need:
        found = self.found
        return Need(
            bearer=event.by or found.bearer,
            act=event.type,
            to=event.to,
            not_after=last,
            clause=found.clause,
            procedure=found.procedure,
            event=event,
            items=found.items if instead_of is not None or "problems" in FIELDS[event.type] else (),
            replaces=instead_of,
            is_past=instead_of is not None or (last is not None and last < self.search.as_of),
        )


def _read(row: FindingRow) -> Iterator[str]:
    """The facts that a finding depends on."""
    yield from facts_of(row.when)
    yield row.since
    yield from _named(row.items)


def _named(items: str | Minus | None) -> Iterator[str]:
    if isinstance(items, Minus):
        yield from _named(items.left)
        yield from _named(items.right)
    elif items is not None:
        yield items


def _last(first: date, end: date, holds: Callable[[date], bool]) -> date:
    """The last day through ``end`` on which something holds that holds on the first and once ceases to."""
    last, beyond = first, end + _DAY
    while beyond - last > _DAY:
        middle = last + (beyond - last) // 2
        if holds(middle):
            last = middle
        else:
            beyond = middle
    return last
