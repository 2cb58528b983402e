"""What runs already: the open duties of a log with the ends of their periods under every reading."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import TYPE_CHECKING

from attrs import frozen

from gaf_rules.evaluate.duties import deadline_of, regional_calendar
from gaf_rules.language.readings import READING_OPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.evaluate.outline import Outline, RawDuty
    from gaf_rules.language.periods import Due

__all__ = ["Ends", "ends_of", "is_running", "open_duty"]


@frozen(kw_only=True)
class Ends:
    """The last days of a running period.

    Attributes:
        safe: in time under every reading, whatever a later notice says.
        hopeful: the other end of the interval: in time under every reading if the notices are kind.
        own: in time under the readings chosen.
        last: in time under the readings chosen if the notices are kind: after it the act is late.
        longest: in time under some reading; an office that uses its period in full takes until then.
    """

    safe: date | None
    hopeful: date | None
    own: date | None
    last: date | None
    longest: date | None


def is_running(raw: RawDuty) -> bool:
    """Whether a duty with a number of days waits to be done."""
    state = raw
    return state.due is not None and state.met_on is None and state.status != "lapsed"


def open_duty(core: Outline, act: str, procedure: str) -> RawDuty | None:
    """The running duty that an act would fulfil; the last where there are several."""
    found = [
        raw
        for raw in core.duties
        if raw.row.act == act and raw.procedure == procedure and is_running(raw)
    ]
    return found[-1] if found else None


def ends_of(raw: RawDuty) -> Ends:
    """The last days of a running duty."""
    own = raw.due
    assert own is not None  # noqa: S101 - asked of duties with a period only
    # A clock that has stopped, or runs to a day that nobody has said, has no last day under any reading.
    dues = list(_dues(raw)) if own.latest is not None else []
    return Ends(
        safe=min((due.earliest for due in dues if due.earliest is not None), default=None),
        hopeful=min((due.latest for due in dues if due.latest is not None), default=None),
        own=own.on or own.earliest,
        last=own.latest,
        longest=max((due.latest for due in dues if due.latest is not None), default=None),
    )


def _dues(raw: RawDuty) -> Iterator[Due]:
    """The end of the period under each combination of the readings that bear on it."""
    world, names = raw.world, raw.row.readings
    for options in product(*(READING_OPTIONS[name] for name in names)):
        chosen = {**raw.options, **dict(zip(names, options, strict=True))}
        view = regional_calendar(
            world.calendar, raw.compiled, raw.bearer, world.case.sponsor.place, chosen
        )
        facts = {**raw.context, "reading": chosen}
        resumed = raw.compiled.resumes is not None and raw.compiled.resumes(facts)
        rest = raw.left(chosen) if resumed and raw.left is not None else None
        due = deadline_of(raw.compiled, facts, chosen, view, rest=rest).due
        if due is not None:
            yield due
