"""Logs that are wrong by one edit, each with the error that must say so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen
from hypothesis import strategies as st

from gaf_rules.evaluate.assessing import assess
from gaf_rules.evaluate.checks import LAST_CASE_DAY
from gaf_rules.language.vocabulary import EVENT_TYPES
from gaf_rules.log.case import Case
from gaf_rules.log.events import FIELDS, REQUIRED
from gaf_rules.testing.logs import LegalLog, Walker, legal_logs
from gaf_rules.values.days import from_iso
from gaf_rules.values.errors import CaseError, GafRulesError, IllegalEventError

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from gaf_rules.answers.assessment import Assessment
    from gaf_rules.language.guideline import Guideline

    Document = dict[str, Any]
    Wrong = tuple[type[GafRulesError], str, str | None]

__all__ = ["EDITS", "IllegalLog", "illegal_logs"]

_DAY = timedelta(days=1)


@frozen(kw_only=True)
class IllegalLog:
    """A document that was a legal log until one thing in it was changed.

    Attributes:
        document: the case as JSON has it.
        edit: what was done to it, one of ``EDITS``.
        error: the class of the error that must come.
        path: the place that the error must name.
        code: the code of the problem there; None where the error has no problems.
        legal: the log that it was made from, with all else that an assessment depends on.
    """

    document: Mapping[str, Any]
    edit: str
    error: type[GafRulesError]
    path: str
    code: str | None
    legal: LegalLog

    def assess(self) -> Assessment:
        """Reads and assesses it, which must raise ``error``.

        Raises:
            GafRulesError: as expected, if the library is right.
        """
        log = self.legal
        day = max(log.as_of, *(event.on for event in log.case.events), log.as_of) + 999 * _DAY
        return assess(
            Case.from_dict(dict(self.document)),
            as_of=day,
            readings=log.readings,
            guideline=log.guideline,
            calendar=log.calendar,
        )

    def is_named_by(self, error: GafRulesError) -> bool:
        """Whether an error is the one that is expected, at the place where the edit was made."""
        if type(error) is not self.error:
            return False
        if isinstance(error, CaseError):
            return any((p.path, p.code) == (self.path, self.code) for p in error.problems)
        return getattr(error, "path", None) == self.path


# -- the edits: what is done to the document, and what must come of it ---------------------------------------
def _event(document: Document, dice: Random) -> tuple[int, Document]:
    place = dice.randrange(len(document["events"]))
    return place, document["events"][place]


def _not_open(document: Document, dice: Random, log: LegalLog) -> Wrong | None:
    """A step on the end of the log of which no row stands in the state that has been reached."""
    end = (
        max((event.on for event in log.case.events), default=log.as_of)
        + dice.randrange(1, 90) * _DAY
    )
    walker = Walker(dice, LegalLog(case=log.case, as_of=end, readings=log.readings,
                                   guideline=log.guideline, calendar=log.calendar))  # fmt: skip
    walker.state = walker.replayed(log.case.events).state
    here = walker.rows()
    room = {(row.event, row.procedure if "procedure" in FIELDS[row.event] else "") for row in here}
    shut = [
        row
        for row in log.guideline.transitions
        if row.question is None
        and (row.event, row.procedure if "procedure" in FIELDS[row.event] else "") not in room
    ]
    if not shut:
        return None
    document["events"].append(walker.proposed(dice.choice(shut)).to_dict())
    return IllegalEventError, f"$.events[{len(document['events']) - 1}]", None


def _to_oneself(document: Document, dice: Random, _log: LegalLog) -> Wrong | None:
    """A step from a unit to itself."""
    places = [
        n for n, event in enumerate(document["events"]) if event.get("by") and event.get("to")
    ]
    if not places:
        return None
    place = dice.choice(places)
    document["events"][place]["to"] = document["events"][place]["by"]
    return IllegalEventError, f"$.events[{place}]", None


def _before_the_calendar(document: Document, dice: Random, log: LegalLog) -> Wrong | None:
    place, event = _event(document, dice)
    if any(event.get(name) for name in ("posted_on", "expected_on", "change_on")):
        return None
    event["on"] = (log.calendar.coverage.first - dice.randrange(1, 400) * _DAY).isoformat()
    return CaseError, f"$.events[{place}].on", "day_out_of_place"


def _after_all_days(document: Document, dice: Random, _log: LegalLog) -> Wrong | None:
    place, event = _event(document, dice)
    if any(event.get(name) for name in ("posted_on", "expected_on", "change_on")):
        return None
    event["on"] = dice.choice(((LAST_CASE_DAY + _DAY).isoformat(), "9999-12-31"))
    return CaseError, f"$.events[{place}].on", "day_out_of_place"


def _posted_after_arrival(document: Document, _dice: Random, _log: LegalLog) -> Wrong | None:
    for place, event in enumerate(document["events"]):
        if event["type"] == "supplement_submitted":
            event["posted_on"] = (from_iso(event["on"]) + _DAY).isoformat()
            return CaseError, f"$.events[{place}].posted_on", "day_out_of_place"
    return None


def _no_such_event(document: Document, dice: Random, _log: LegalLog) -> Wrong | None:
    place, event = _event(document, dice)
    event["type"] = f"{event['type']}s"
    return CaseError, f"$.events[{place}].type", "unknown_word"


def _another_field(document: Document, dice: Random, _log: LegalLog) -> Wrong | None:
    place, event = _event(document, dice)
    name = dice.choice(
        sorted({n for t in EVENT_TYPES for n in FIELDS[t]} - {*FIELDS[event["type"]]})
    )
    event[name] = "2026-03-09"
    return CaseError, f"$.events[{place}].{name}", "unknown_field"


def _field_missing(document: Document, dice: Random, _log: LegalLog) -> Wrong | None:
    place, event = _event(document, dice)
    wanted = [n for n, spec in FIELDS[event["type"]].items() if spec.default is REQUIRED]
    name = dice.choice(["on", *wanted])
    event.pop(name, None)
    return CaseError, f"$.events[{place}].{name}", "missing"


def _no_day(document: Document, dice: Random, _log: LegalLog) -> Wrong | None:
    """A day as many systems write it, and JSON here does not."""
    place, event = _event(document, dice)
    event["on"] = dice.choice(
        (f"{event['on']}T00:00:00", event["on"].replace("-", ""), 46090, True)
    )
    return CaseError, f"$.events[{place}].on", "not_a_date"


EDITS: Final[Mapping[str, Callable[[Document, Random, LegalLog], Wrong | None]]] = MappingProxyType(
    {
        "a step that is not open": _not_open,
        "a step to oneself": _to_oneself,
        "before the calendar": _before_the_calendar,
        "after all days": _after_all_days,
        "posted after its arrival": _posted_after_arrival,
        "no such event": _no_such_event,
        "a field of another event": _another_field,
        "a field missing": _field_missing,
        "no day": _no_day,
    }
)
"""What is done to a document → the edit; None from it: this log has no place for it."""


def illegal_logs(
    guideline: Guideline | None = None, **options: Any
) -> st.SearchStrategy[IllegalLog]:
    """Logs that are illegal by one edit, and the error that each must end in.

    Arguments:
        guideline: any guideline; Hainan's by default.
        options: those of :func:`legal_logs`, from which they are made.

    Returns:
        a strategy for :class:`IllegalLog`.

    >>> from hypothesis import given, settings
    >>> @settings(max_examples=3, database=None)
    ... @given(illegal_logs())
    ... def test(wrong):
    ...     try:
    ...         wrong.assess()
    ...     except wrong.error as error:
    ...         assert wrong.is_named_by(error)
    >>> test()
    """
    return _edited(legal_logs(guideline, **options))


@st.composite
def _edited(draw: Any, logs: st.SearchStrategy[LegalLog]) -> IllegalLog:
    log = draw(logs)
    dice = draw(st.randoms(use_true_random=False))
    names = list(EDITS) if log.case.events else ["a step that is not open"]
    for name in draw(st.permutations(names)):
        document = log.case.to_dict()
        wrong = EDITS[name](document, dice, log)
        if wrong is not None:
            error, path, code = wrong
            return IllegalLog(
                document=document, edit=name, error=error, path=path, code=code, legal=log
            )
    nothing: IllegalLog = draw(st.nothing())
    return nothing
