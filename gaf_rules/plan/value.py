"""A plan and its steps, frozen, as JSON, as text and as events."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from gaf_rules.basis import Held
from gaf_rules.events import Event
from gaf_rules.report.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["SCHEMA", "WISHES", "Plan", "PlanStep"]

SCHEMA = "gaf-plan/1"

WISHES = {
    "launch": ("上线", "launch"),
    "change": ("变更", "change"),
    "offline": ("下线", "going offline"),
}
"""Kind of plan → what is wished for, in Chinese and English."""


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


@frozen(kw_only=True)
class PlanStep:
    """One step of a plan.

    Attributes:
        act: the event type.
        by, to: who acts, and to whom; None where only one can be, or nobody.
        bearer: whose step it is.
        clause, procedure: what it rests on.
        on: the latest safe day: done by then, the wish still comes true with every later period used in full.
        working_days: the period of the step in the text; None where the text gives none.
        assumed: working days that the caller (or the default) allows for it where the text gives none.
        realistic_on: the day on which it happens if everybody begins on ``as_of`` and takes the durations
            that the caller gave; None without ``as_of``.
        done_on: the day on which the log has it; None where it is still to be done.
        event: the step as an event on its latest safe day.
    """

    act: str
    by: str | None
    to: str | None
    bearer: str
    clause: str
    procedure: str
    on: date
    working_days: int | None
    assumed: int | None
    realistic_on: date | None
    done_on: date | None
    event: Event

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "act": self.act,
            "by": self.by,
            "to": self.to,
            "bearer": self.bearer,
            "clause": self.clause,
            "procedure": self.procedure,
            "on": self.on.isoformat(),
            "working_days": self.working_days,
            "assumed": self.assumed,
            "realistic_on": _text(self.realistic_on),
            "done_on": _text(self.done_on),
        }


@frozen(kw_only=True)
class Plan:
    """What has to happen by when, so that a wish comes true.

    Attributes:
        case: id of the case.
        kind: launch, change or offline.
        wish: the day wished for.
        as_of: the day from which on something can still be done; None: not asked.
        steps: in the order in which they happen.
        is_possible: whether nothing has to have happened before ``as_of`` that has not.
        why: why not, as (Chinese, English); None where it is possible.
        earliest_possible: the earliest day to wish for, every period used in full; None without ``as_of``.
        certainty: final where the published calendar decides every day, else projected: the days are then
            safe whatever a later notice says.
        guideline_sha256, calendar_sha256: what it stands on.
        held: the case, the calendar and the guideline, for its pictures and its diary.
    """

    case: str
    kind: str
    wish: date
    as_of: date | None
    steps: tuple[PlanStep, ...]
    is_possible: bool
    why: tuple[str, str] | None
    earliest_possible: date | None
    certainty: str
    guideline_sha256: str
    calendar_sha256: str
    held: Held | None = field(default=None, eq=False, repr=False)

    def events(self) -> tuple[Event, ...]:
        """The plan played forward: each step still to be done as an event on its latest safe day."""
        return tuple(step.event for step in self.steps if step.done_on is None)

    def to_dict(self) -> dict[str, Any]:
        """The JSON form (``gaf-plan/1``)."""
        return {
            "schema": SCHEMA,
            "case": self.case,
            "kind": self.kind,
            "wish": self.wish.isoformat(),
            "as_of": _text(self.as_of),
            "steps": [step.to_dict() for step in self.steps],
            "is_possible": self.is_possible,
            "why": None if self.why is None else dict(zip(("zh", "en"), self.why, strict=True)),
            "earliest_possible": _text(self.earliest_possible),
            "certainty": self.certainty,
            "guideline_sha256": self.guideline_sha256,
            "calendar_sha256": self.calendar_sha256,
        }

    def text(self, lang: str = "zh") -> str:
        """One line a step."""
        lines = [self.headline(lang), *("  ".join(cells) for cells in self.rows(lang))]
        return "\n".join([*lines, *self.notes(lang)])

    def notes(self, lang: str = "zh") -> Iterator[str]:
        """Why the wish cannot be, and the earliest day that can."""
        words = Words(lang)
        if self.why is not None:
            yield words.say(*self.why)
        if self.earliest_possible is not None:
            day = words.day(self.earliest_possible)
            yield words.say(f"最早可行的日子：{day}", f"earliest possible: {day}")

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        # By name: the picture stands on the plan, not the other way round.
        page: str = import_module("gaf_rules.timeline.page").plan_page(self)
        return page

    def wished(self, lang: str) -> str:
        """What is wished for, in a word."""
        zh, en = WISHES[self.kind]
        return Words(lang).say(zh, en)

    def headline(self, lang: str = "zh") -> str:
        """What is wished for, when, and whether it can be."""
        words = Words(lang)
        zh, en = WISHES[self.kind]
        day = words.day(self.wish)
        can = (
            words.say("可行", "possible") if self.is_possible else words.say("不可行", "impossible")
        )
        return words.say(f"{zh} {day}：{can}", f"{en} on {day}: {can}")

    def rows(self, lang: str = "zh") -> Iterator[tuple[str, ...]]:
        """The steps as cells: when, clause, bearer, act, how long it takes, the realistic day."""
        words = Words(lang)
        for step in self.steps:
            when = words.day(step.on)
            if step.done_on is not None:
                when = words.say(
                    f"已于 {words.day(step.done_on)}", f"done {words.day(step.done_on)}"
                )
            note = ""
            if step.working_days is not None:
                note = words.working_days(step.working_days)
            elif step.assumed:
                days = words.working_days(step.assumed)
                note = words.say(f"按 {days} 预留", f"{days} allowed")
            realistic = "" if step.realistic_on is None else str(step.realistic_on)
            act = words.of("act", step.act)
            yield when, step.clause, words.role(step.bearer), act, note, realistic
