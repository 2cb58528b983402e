"""A duty: what started it, its last day, how it stands; as values and as JSON."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from gaf_rules.language.vocabulary import Certainty, Status
from gaf_rules.values.doors import behind
from gaf_rules.values.drafts import Value
from gaf_rules.values.lazy import Lazy, known

if TYPE_CHECKING:
    from gaf_rules.documents.shapes import Shape
    from gaf_rules.values.texts import Lang
    from gaf_rules.values.theme import Theme

__all__ = ["Deadline", "Duty", "Trigger", "WindowNotice", "deadline_form", "duty_form"]


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class Trigger(Value):
    """What started a duty, and whether the day stands in for a receipt that is not in the log."""

    event: str
    on: date
    estimated: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The JSON form; ``estimated`` is there only where it is true."""
        out: dict[str, Any] = {"event": self.event, "on": self.on.isoformat()}
        if self.estimated:
            out["estimated"] = True
        return out


@frozen(kw_only=True, eq=False, repr=False)
class WindowNotice(Value):
    """Regional days inside a period that the chosen reading does not take off: what a finding says of them.

    Attributes:
        code: LOCAL_HOLIDAY_IN_WINDOW or CLOSURE_IN_WINDOW.
        days: the days.
        on: the last day without them taken off, as the deadline has it.
        otherwise_on: the last day with them taken off.
    """

    code: str
    days: tuple[date, ...]
    on: date
    otherwise_on: date

    def to_dict(self) -> dict[str, Any]:
        """The JSON form; ``items`` are those of the finding."""
        return {
            "code": self.code,
            "days": [day.isoformat() for day in self.days],
            "items": [self.on.isoformat(), self.otherwise_on.isoformat()],
        }


@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class Deadline(Value):
    """The last day on which an act is in time.

    Attributes:
        clause: the clause that gives the number of days; None of its own where the text gives none.
        trigger: the day counted from (or back from).
        on: the last day under the chosen readings; None where unknown.
        safe_on: the last day that is in time under every reading that bears on it.
        earliest, latest: bounds over what notices still to come may do.
        certainty: final, provisional or projected.
        notices: regional days inside the period that the readings do not take off; of a deadline by itself
            (`gaf_rules.deadline`). In an assessment these are findings.

    >>> import gaf_rules as gaf
    >>> from datetime import date
    >>> found = gaf.deadline("2.6.1b", date(2026, 3, 2))
    >>> found.due()["on"], found.html("en").startswith("<div")
    ('2026-03-16', True)
    >>> Deadline.from_dict(found.to_dict()) == found
    True
    """

    clause: str
    trigger: date
    on: date | None
    earliest: date | None
    latest: date | None
    certainty: Certainty
    safe: Lazy[date | None] = field(eq=Lazy.value, repr=False)
    notices: tuple[WindowNotice, ...] = ()

    @property
    def safe_on(self) -> date | None:
        """The last day that is in time under every option of every reading that bears on the duty."""
        return self.safe.value()

    def html(self, lang: Lang = "zh", *, theme: Theme = "auto") -> str:
        """The period day by day, as one element of HTML without scripts or links.

        Arguments:
            lang: ``"zh"`` or ``"en"``.
            theme: ``auto``, which follows the system of whoever looks; ``light`` or ``dark``.

        Raises:
            GafRulesError: another language, another theme.
        """
        picture: str = behind("strip of a duty")(self, lang=lang).html(theme=theme)
        return picture

    def _repr_html_(self) -> str:
        return self.html()

    def to_dict(self) -> dict[str, Any]:
        """The JSON form (``gaf-deadline/1``); ``notices`` is there only where there are any."""
        return {
            "schema": "gaf-deadline/1",
            "clause": self.clause,
            "trigger": self.trigger.isoformat(),
            **self.due(),
        }

    def due(self) -> dict[str, Any]:
        """The contract's ``due`` object: the last day alone, as it stands in a duty."""
        out: dict[str, Any] = {
            "on": _text(self.on),
            "safe_on": _text(self.safe_on),
            "earliest": _text(self.earliest),
            "latest": _text(self.latest),
            "certainty": self.certainty,
        }
        if self.notices:
            out["notices"] = [notice.to_dict() for notice in self.notices]
        return out

    @classmethod
    def from_dict(cls, data: Any) -> Deadline:
        """The deadline that `to_dict` gave, after any travel as JSON.

        Raises:
            CaseError: everything that is wrong with the document.
        """
        from gaf_rules.documents.shapes import read_document  # noqa: PLC0415 - only documents need it

        made: Deadline = read_document(deadline_form(), data)
        return made


@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class Duty(Value):
    """Who must do what, from when, by when, and how it stands.

    Attributes:
        met_on: the day on which it was done; None for a duty never done.
        elapsed_working_days: working days strictly after the trigger through the act or ``as_of``.
        late_by_working_days: working days strictly after the last day through the act, or, for a duty never
            done, through ``as_of``: it grows from day to day until the act. None unless late.
        consequence: the clause that attaches an effect to the miss.
    """

    clause: str
    procedure: str
    round: int
    bearer: str
    act: str
    to: str | None
    trigger: Trigger | None
    due: Deadline | None
    status: Status
    met_on: date | None
    elapsed_working_days: int | None
    late_by_working_days: int | None
    consequence: str | None

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "clause": self.clause,
            "procedure": self.procedure,
            "round": self.round,
            "bearer": self.bearer,
            "act": self.act,
            "to": self.to,
            "trigger": None if self.trigger is None else self.trigger.to_dict(),
            "due": None if self.due is None else self._due(self.due),
            "status": self.status,
            "met_on": _text(self.met_on),
            "elapsed_working_days": self.elapsed_working_days,
            "late_by_working_days": self.late_by_working_days,
            "consequence": self.consequence,
        }

    def _due(self, due: Deadline) -> dict[str, Any]:
        """The last day, with what it is counted from and by only where the duty does not say it."""
        out = due.due()
        if due.clause != self.clause:
            out["clause"] = due.clause
        if self.trigger is None or due.trigger != self.trigger.on:
            out["trigger"] = due.trigger.isoformat()
        return out


# -- the form in JSON --------------------------------------------------------------------------------------
def _deadline(*, safe_on: date | None, **values: Any) -> Deadline:
    return Deadline(safe=known(safe_on), **values)


def _duty(
    *, trigger: Trigger | None, due: dict[str, Any] | None, clause: str, **values: Any
) -> Duty:
    if due is not None:
        own = {name: due.pop(name) for name in ("clause", "trigger") if due[name] is None}
        started = due["on"] if trigger is None else trigger.on
        due = {**due, **{name: {"clause": clause, "trigger": started}[name] for name in own}}
    deadline = None if due is None else _deadline(**due)
    return Duty(trigger=trigger, due=deadline, clause=clause, **values)


# Made when a document is first read or described: a process that only assesses need not pay for it.
@lru_cache(maxsize=1)
def _parts() -> dict[str, Any]:
    """The fields that both forms share: the last day and the notices about it."""
    from gaf_rules.documents import shapes  # noqa: PLC0415 - as above
    from gaf_rules.language.vocabulary import CERTAINTIES  # noqa: PLC0415 - as above

    day = shapes.DAY
    notice = shapes.record(
        lambda code, days, items: WindowNotice(
            code=code, days=days, on=items[0], otherwise_on=items[1]
        ),
        {
            "code": shapes.word("finding", ("LOCAL_HOLIDAY_IN_WINDOW", "CLOSURE_IN_WINDOW")),
            "days": shapes.many(day),
            "items": shapes.many(day, least=2),
        },
        of="notice",
    )
    days = {name: shapes.maybe(day) for name in ("on", "safe_on", "earliest", "latest")}
    return {
        "due": {**days, "certainty": shapes.word("certainty", CERTAINTIES)},
        "notices": {"notices": (shapes.many(notice), ())},
    }


@lru_cache(maxsize=1)
def deadline_form() -> Shape:
    """The form of a deadline by itself (``gaf-deadline/1``)."""
    from gaf_rules.documents import shapes  # noqa: PLC0415 - as above

    own, parts = {"clause": shapes.TEXT, "trigger": shapes.DAY}, _parts()
    fields = {**own, **parts["due"]}
    return shapes.document("gaf-deadline/1", _deadline, fields, parts["notices"], of="due")


@lru_cache(maxsize=1)
def duty_form() -> Shape:
    """The form of a duty in an assessment; what its last day is counted from stands in the duty."""
    from gaf_rules.documents import shapes  # noqa: PLC0415 - as above
    from gaf_rules.language.vocabulary import EVENT_TYPES, PROCEDURES, ROLES, STATUSES  # noqa: PLC0415 - as above

    role, event = shapes.word("role", ROLES), shapes.word("event", EVENT_TYPES)
    number = shapes.maybe(shapes.count())
    trigger = shapes.record(
        Trigger,
        {"event": event, "on": shapes.DAY},
        {"estimated": (shapes.constant(value=True), False)},
    )
    own = {"clause": (shapes.TEXT, None), "trigger": (shapes.DAY, None)}
    return shapes.record(
        _duty,
        {
            "clause": shapes.TEXT,
            "procedure": shapes.word("procedure", PROCEDURES),
            "round": shapes.count(1),
            "bearer": role,
            "act": event,
            "to": shapes.maybe(role),
            "trigger": shapes.maybe(trigger),
            "due": shapes.maybe(
                shapes.record(dict, _parts()["due"], {**own, **_parts()["notices"]}, of="due")
            ),
            "status": shapes.word("status", STATUSES),
            "met_on": shapes.maybe(shapes.DAY),
            "elapsed_working_days": number,
            "late_by_working_days": number,
            "consequence": shapes.maybe(shapes.TEXT),
        },
    )
