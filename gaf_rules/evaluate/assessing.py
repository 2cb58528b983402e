"""The assessment: duties, findings, questions and next actions, from the facts that the replay lays down.

Everything it depends on is an argument. What only some callers need (``safe_on``, ``disputed_by``) is
computed on first use.
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, cast

from gaf_rules.evaluate.answer import answer, frame_notices
from gaf_rules.evaluate.arguments import expect, readings_of, require_day
from gaf_rules.evaluate.checks import LAST_CASE_DAY, check_log
from gaf_rules.evaluate.outline import World, outline
from gaf_rules.evaluate.scoping import machine_of
from gaf_rules.language.readings import Readings
from gaf_rules.log.case import Case
from gaf_rules.log.events import kind_of
from gaf_rules.values.days import PLAIN
from gaf_rules.values.doors import Door, behind
from gaf_rules.values.drafts import maker
from gaf_rules.values.errors import CaseError, Problem
from gaf_rules.values.given import is_one_of
from gaf_rules.values.nearest import short

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from gaf_rules.answers.assessment import Assessment
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.vocabulary import Engine

__all__ = ["assess", "frame_notices", "world_of"]


def assess(
    case: Case,
    *,
    as_of: date,
    guideline: Guideline | None = None,
    calendar: WorkingCalendar | None = None,
    readings: Readings | None = None,
    engine: Engine = "native",
) -> Assessment:
    """What holds for a case on a day: scope, route, stages, duties, findings, questions, next actions.

    Arguments:
        case: the case.
        as_of: the day of assessment; events after it are left out of account.
        guideline: the rows to judge by; the Hainan guideline by default.
        calendar: the working days; the State Council's notices by default.
        readings: one option for each point that can be read two ways; the defaults by default.
        engine: ``"native"``, or ``"durable"`` for the second engine, which needs ``durable_rules``.

    Raises:
        CaseError: ``as_of`` is not a date, or the log has a day that cannot be: before the calendar begins,
            after 2199, posted before the feedback was received.
        IllegalEventError: the log holds an event that the procedure does not allow at that point.

    >>> import gaf_rules as gaf
    >>> from datetime import date
    >>> case = gaf.Case(
    ...     id="C05",
    ...     app=gaf.App(kind="official_account", runs_on_mobile=True, purpose="internal"),
    ...     sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal"),
    ... )
    >>> [f.code for f in gaf.assess(case, as_of=date(2026, 3, 2)).findings]
    ['EXCLUDED_TYPE']
    """
    if engine is not _NATIVE and not is_one_of(engine, (_NATIVE,)):
        return _elsewhere(engine)(
            case, as_of=as_of, guideline=guideline, calendar=calendar, readings=readings
        )
    chosen = _DEFAULTS if readings is None else readings_of(readings)
    world = world_of(case, as_of, guideline, calendar)
    options = _OPTIONS if chosen is _DEFAULTS else None
    return answer(world, outline(world, chosen, options=options), chosen)


_NATIVE: Final = "native"
_DEFAULTS: Final = Readings()
# Shared by all assessments under the usual readings, and read only.
_OPTIONS: Final = cast("dict[str, str]", MappingProxyType(_DEFAULTS.options()))
_world = maker(World)

# Other engines by name. They stand above this room and are no part of it.
_ENGINES: Final[tuple[tuple[str, Door], ...]] = (("durable", "durable engine"),)


def _elsewhere(engine: str) -> Callable[..., Assessment]:
    """The assessment by another engine."""
    for name, door in _ENGINES:
        if is_one_of(engine, (name,)):
            return behind(door)
    known = ("native", *(name for name, _ in _ENGINES))
    problem = Problem(
        code="unknown_word",
        path="$engine",
        got=engine,
        allowed=known,
        zh=f"没有引擎 {short(engine)}；可用：{'、'.join(known)}",
        en=f"no engine {short(engine)}; available: {', '.join(known)}",
    )
    raise CaseError((problem,))


def world_of(
    case: Case, as_of: date, guideline: Guideline | None, calendar: WorkingCalendar | None
) -> World:
    """The arguments of an assessment together, the defaults filled in and the days checked."""
    if type(case) is not Case or guideline is not None or calendar is not None:
        expect(case=case, guideline=guideline, calendar=calendar)
    if calendar is None:
        calendar = _china()
    machine = machine_of(guideline)
    day = as_of if type(as_of) in PLAIN else require_day("as_of", as_of)
    if not _is_plain(case, calendar):
        check_log(case, calendar, machine)
    return _world(case, day, machine, calendar)


def _is_plain(case: Case, calendar: WorkingCalendar) -> bool:
    """Whether a glance at the log tells that all its days can be, and that it answers no question."""
    events = case.events
    if not events:
        return True
    days = [event.on for event in events]
    if min(days) < calendar.coverage.first or max(days) > LAST_CASE_DAY:
        return False
    try:
        more = [event.kind.dated or event.question for event in events]
    except AttributeError:  # events that have travelled have left their kinds at home
        more = [kind_of(event).dated or event.question for event in events]
    return not any(more)


@lru_cache(maxsize=1)
def _china() -> WorkingCalendar:
    from gaf_rules.calendar import CHINA  # noqa: PLC0415 - read when needed

    return CHINA
