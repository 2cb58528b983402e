"""A plan and its steps, frozen, as JSON, as text and as events."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from gaf_rules.evaluate.basis import Held
from gaf_rules.log.events import Event
from gaf_rules.messages import LANGUAGES
from gaf_rules.messages.said import Said
from gaf_rules.report.layout import WIDTH, columns
from gaf_rules.report.words import Words
from gaf_rules.values.doors import behind
from gaf_rules.values.mapping import FrozenMap, frozen_map

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.values.texts import Lang
    from gaf_rules.values.theme import Theme

__all__ = ["SCHEMA", "WISHES", "Plan", "PlanStep"]

SCHEMA = "gaf-plan/1"

# The most columns of a terminal that each may take.
_LIMITS = MappingProxyType(
    {"on": 20, "interval": 24, "clause": 7, "bearer": 14, "act": 27, "takes": 21, "realistic": 13}
)

WISHES = MappingProxyType(
    {
        "launch": ("上线", "launch"),
        "change": ("变更", "change"),
        "offline": ("下线", "going offline"),
    }
)
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
        on: the latest safe day: done by then, the wish still comes true with every later period used in full,
            and no period of its own is missed. Of a step that is done, the day on which it was.
        earliest, latest: where the latest safe day may lie once the calendar is published; both are ``on``
            where it is. ``on`` itself is the earlier end: safe whatever a later notice says.
        working_days: the period of the step in the text; None where the text gives none.
        assumed: working days that the caller (or the default) allows for it where the text gives none.
        realistic_on: the day on which it happens if everybody begins on ``as_of`` and takes the durations
            that the caller gave, no longer than the law allows; None without ``as_of``.
        done_on: the day on which the log has it; None where it is still to be done.
        ordinal: 1, or more where the same act comes again (a way up taken again after a supplement).
        is_beside: whether it belongs to another procedure, whose period runs while the plan does.
        event: the step as an event on its latest safe day.
    """

    act: str
    by: str | None
    to: str | None
    bearer: str
    clause: str
    procedure: str
    on: date
    earliest: date
    latest: date
    working_days: int | None
    assumed: int | None
    realistic_on: date | None
    done_on: date | None
    event: Event
    ordinal: int = 1
    is_beside: bool = False

    @property
    def is_certain(self) -> bool:
        """Whether the published calendar decides the day."""
        return self.earliest == self.latest

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
            "earliest": self.earliest.isoformat(),
            "latest": self.latest.isoformat(),
            "working_days": self.working_days,
            "assumed": self.assumed,
            "realistic_on": _text(self.realistic_on),
            "done_on": _text(self.done_on),
            "is_beside": self.is_beside,
            "event": self.event.to_dict(),
        }


@frozen(kw_only=True)
class Plan:
    """What has to happen by when, so that a wish comes true.

    Attributes:
        case: id of the case.
        kind: launch, change or offline.
        wish: the day wished for.
        as_of: the day from which on something can still be done; None: not asked.
        steps: in the order in which they happen: what is done of the application that is pending, then what
            is left.
        is_possible: whether nothing has to have happened before ``as_of`` that has not.
        why: why not, as (Chinese, English); None where it is possible.
        earliest_possible: the earliest day to wish for, every period used in full; None without ``as_of``.
        notes: what has to be borne in mind, each as (Chinese, English).
        is_of_app: whether it was made for an app about which nothing has happened; ``case`` is then made up
            from what the app and its sponsor are.
        certainty: final where the published calendar decides every day, else projected: the days are then
            safe whatever a later notice says.
        guideline_sha256, calendar_sha256: what it stands on.
        readings: field to option, of the readings that differ from the default.
        durations: event type to the working days that the caller allowed for.
        held: the case, the calendar and the guideline, for its pictures and its diary.

    >>> import gaf_rules as gaf
    >>> from datetime import date
    >>> app = gaf.App(kind="app", runs_on_mobile=True, purpose="internal")
    >>> sponsor = gaf.Sponsor(kind="administrative_organ", tier="municipal")
    >>> made = gaf.plan(app, launch_on=date(2026, 6, 1), sponsor=sponsor, as_of=date(2026, 3, 2))
    >>> print(made.headline("en"), "|", made.wished("en"))
    launch on 2026-06-01 Mon: possible | launch
    >>> len(made.columns("en")) == len(next(made.rows("en"))), len(made.events()) == len(made.steps)
    (True, True)
    >>> len(made.realistic_events()) == len(made.steps), next(made.remarks("en"))
    (True, 'earliest possible: 2026-04-20 Mon')
    >>> made.text("en").startswith("launch"), made.html("en").startswith("<div")
    (True, True)
    >>> Plan.from_dict(made.to_dict()) == made
    True
    """

    case: str
    kind: str
    wish: date
    as_of: date | None
    steps: tuple[PlanStep, ...]
    is_possible: bool
    why: tuple[str, str] | None
    earliest_possible: date | None
    notes: tuple[Said, ...]
    is_of_app: bool
    certainty: str
    guideline_sha256: str
    calendar_sha256: str
    readings: FrozenMap[str, str] = field(converter=frozen_map)
    durations: FrozenMap[str, int] = field(converter=frozen_map)
    held: Held | None = field(default=None, eq=False, repr=False)

    def events(self) -> tuple[Event, ...]:
        """The plan played forward: each step still to be done as an event on its latest safe day."""
        return tuple(step.event for step in self.steps if step.done_on is None)

    def realistic_events(self) -> tuple[Event, ...]:
        """The other column played forward: each step still to be done on its realistic day.

        A change is planned for its realistic day. Empty without ``as_of``.
        """
        effect = max(
            (s.realistic_on for s in self.steps if s.realistic_on is not None), default=None
        )
        return tuple(
            evolve(step.event, on=step.realistic_on)
            if step.event.change_on is None
            else evolve(step.event, on=step.realistic_on, change_on=effect)
            for step in self.steps
            if step.done_on is None and step.realistic_on is not None
        )

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
            "why": None if self.why is None else dict(zip(LANGUAGES, self.why, strict=True)),
            "earliest_possible": _text(self.earliest_possible),
            "notes": [dict(zip(LANGUAGES, note, strict=True)) for note in self.notes],
            "certainty": self.certainty,
            "is_of_app": self.is_of_app,
            "guideline_sha256": self.guideline_sha256,
            "calendar_sha256": self.calendar_sha256,
            "readings": dict(self.readings),
            "durations": dict(self.durations),
        }

    @classmethod
    def from_dict(cls, data: Any) -> Plan:
        """The plan that `to_dict` gave, after any travel as JSON: equal to it.

        Its pictures and its diary are drawn with the calendar and the guideline that are shipped.

        Raises:
            CaseError: everything that is wrong with the document.
        """
        from gaf_rules.ask.planning.form import plan_form  # noqa: PLC0415 - only documents need it
        from gaf_rules.documents.shapes import read_document  # noqa: PLC0415 - as above

        made: Plan = read_document(plan_form(), data)
        return made

    def text(self, lang: Lang = "zh") -> str:
        """The wish, what the columns are, the steps in columns, and what has to be borne in mind.

        Raises:
            CaseError: another language.
        """
        words = self._words(lang)
        limits = [_LIMITS[name] for name in self._columns()][:-1]
        rows = columns([self.columns(lang), *self.rows(lang)], limits, WIDTH)
        lines = (line for row in rows for line in row)
        return "\n".join([self.headline(lang), *lines, *self.remarks(words.lang)])

    def remarks(self, lang: Lang = "zh") -> Iterator[str]:
        """Why the wish cannot be, the earliest day that can, and what has to be borne in mind."""
        words = self._words(lang)
        if self.why is not None:
            yield words.say(*self.why)
        if self.earliest_possible is not None:
            day = words.day(self.earliest_possible)
            yield words.of("plan_note", "earliest").format(day=day)
        elif not self.is_possible and self.as_of is not None:
            yield words.of("plan_note", "no_earliest")
        for note in self.notes:
            yield words.say(*note)

    def columns(self, lang: Lang = "zh") -> tuple[str, ...]:
        """What the cells of :meth:`rows` are."""
        words = self._words(lang)
        return tuple(words.of("plan_column", name) for name in self._columns())

    def _columns(self) -> Iterator[str]:
        yield "on"
        if self.certainty != "final":
            yield "interval"
        yield from ("clause", "bearer", "act", "takes")
        if self.as_of is not None:
            yield "realistic"

    def __str__(self) -> str:
        return self.text()

    def html(self, lang: Lang = "zh", *, theme: Theme = "auto") -> str:
        """The steps and their picture as one element of HTML without scripts or links.

        Arguments:
            lang: ``"zh"`` or ``"en"``.
            theme: ``auto``, which follows the system of whoever looks; ``light`` or ``dark``.

        Raises:
            GafRulesError: another language, another theme.
        """
        page: str = behind("page of a plan")(self, lang, theme=theme)
        return page

    def _repr_html_(self) -> str:
        return self.html()

    def _words(self, lang: Lang) -> Words:
        return Words(lang, None if self.held is None else self.held.guideline)

    def wished(self, lang: Lang) -> str:
        """What is wished for, in a word."""
        zh, en = WISHES[self.kind]
        return self._words(lang).say(zh, en)

    def headline(self, lang: Lang = "zh") -> str:
        """What is wished for, when, and whether it can be."""
        words = self._words(lang)
        zh, en = WISHES[self.kind]
        day = words.day(self.wish)
        can = (
            words.say("可行", "possible") if self.is_possible else words.say("不可行", "impossible")
        )
        return words.say(f"{zh} {day}：{can}", f"{en} on {day}: {can}")

    def rows(self, lang: Lang = "zh") -> Iterator[tuple[str, ...]]:
        """The steps as cells, one for each of :meth:`columns`."""
        words = self._words(lang)
        for step in self.steps:
            cells = {
                "on": _when(step, words),
                "interval": _interval(step, words),
                "clause": step.clause,
                "bearer": words.role(step.bearer),
                "act": words.of("act", step.act),
                "takes": _takes(step, words),
                "realistic": "" if step.realistic_on is None else str(step.realistic_on),
            }
            yield tuple(cells[name] for name in self._columns())


def _when(step: PlanStep, words: Words) -> str:
    if step.done_on is None:
        return words.day(step.on)
    day = words.day(step.done_on)
    return words.say(f"已于 {day}", f"done {day}")


def _interval(step: PlanStep, words: Words) -> str:
    if step.is_certain:
        return ""
    return words.say(f"{step.earliest} 至 {step.latest}", f"{step.earliest} to {step.latest}")


def _takes(step: PlanStep, words: Words) -> str:
    if step.working_days is not None:
        return words.working_days(step.working_days)
    if not step.assumed:
        return ""
    days = words.working_days(step.assumed)
    return words.say(f"按 {days}预留", f"{days} allowed")
