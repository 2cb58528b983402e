"""The steps that are left of each wish: the way in life, walked through the table from where the log stands.

What is legal next, and what has been, the table of transitions says; who does it to whom, the route; on which
clause and within how many days, the duties. Only the order in life of what the table leaves open stands here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from gaf_rules.ask.planning.schedule import Link
from gaf_rules.language.conditions import Known
from gaf_rules.language.core import FactTest, literals
from gaf_rules.language.rows import FIRST_TIER, Open
from gaf_rules.language.vocabulary import ROLES
from gaf_rules.log.events import Event

if TYPE_CHECKING:
    from datetime import date

    from gaf_rules.ask.needs.acts import Acts
    from gaf_rules.ask.needs.standing import LogStanding
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.rows import DutyRow

__all__ = [
    "ACTS",
    "WAYS",
    "Places",
    "Stride",
    "Way",
    "Waypoint",
    "clause_of",
    "left_of",
    "opens_application",
    "stride",
]


@frozen
class Waypoint:
    """One step in life: the act, whose it is, and between which places of the route it goes.

    Attributes:
        act: the event type.
        bearer, by, to: places, or roles where it has been put onto a route.
        receipt: the act by which what is handed on is received: by whoever it comes to, and by every office
            on the way.
        is_first: whether it is a step of the first tier.
    """

    act: str
    bearer: str
    by: str | None = None
    to: str | None = None
    receipt: str | None = None
    is_first: bool = False


@frozen(kw_only=True)
class Way:
    """How a wish comes true.

    Attributes:
        kind: launch, change or offline.
        procedure: the procedure that it goes through.
        wish: the act that is wished for.
        ahead: the steps before the first, wanted only where the facts say so.
        points: the others in their order, wanted wherever the table has room for them.
    """

    kind: str
    procedure: str
    wish: str
    ahead: tuple[Waypoint, ...] = ()
    points: tuple[Waypoint, ...]


_SPONSOR, _FIRST, _PROVINCE, _NATION = "sponsor", "first", "province", "nation"
_CHECK = (
    Waypoint("self_check_completed", _SPONSOR),
    Waypoint("rectification_completed", _SPONSOR),
)
# A feedback comes before the way up, which a supplement takes again; where there is none the table has no
# room for it, and the walk passes it by.
_REVIEW = (
    Waypoint("application_submitted", _SPONSOR, _SPONSOR, _FIRST),
    Waypoint("feedback_received", _PROVINCE, _PROVINCE),
    Waypoint("feedback_relayed", _PROVINCE, _PROVINCE, _SPONSOR, "feedback_received"),
    Waypoint("feedback_received", _SPONSOR, _SPONSOR),
    Waypoint("supplement_submitted", _SPONSOR, _SPONSOR, _FIRST),
    Waypoint("application_received", _FIRST, _FIRST),
    Waypoint("application_forwarded", _FIRST, _FIRST, _PROVINCE, "application_received"),
    Waypoint("application_received", _PROVINCE, _PROVINCE),
    Waypoint("completeness_confirmed", _PROVINCE),
    Waypoint("reported_to_national", _PROVINCE),
    Waypoint("application_received", _NATION, _NATION),
    Waypoint("filing_number_issued", _NATION),
    Waypoint("filing_number_received", _PROVINCE, _PROVINCE),
    Waypoint("filing_number_relayed", _PROVINCE, _PROVINCE, _SPONSOR, "filing_number_received"),
    Waypoint("filing_number_received", _SPONSOR, _SPONSOR),
)
WAYS = MappingProxyType(
    {
        "launch": Way(
            kind="launch",
            procedure="filing",
            wish="app_launched",
            ahead=_CHECK,
            points=(
                *_REVIEW,
                Waypoint("filing_number_displayed", _SPONSOR),
                Waypoint("app_launched", _SPONSOR),
            ),
        ),
        "change": Way(
            kind="change",
            procedure="change",
            wish="change_took_effect",
            ahead=(Waypoint("change_planned", _SPONSOR),),
            points=(*_REVIEW, Waypoint("change_took_effect", _SPONSOR)),
        ),
        "offline": Way(
            kind="offline",
            procedure="deregistration",
            wish="app_taken_offline",
            points=(
                Waypoint("shutdown_announced", _SPONSOR),
                Waypoint("data_disposed", _SPONSOR),
                Waypoint("app_taken_offline", _SPONSOR),
                Waypoint("deregistration_reported", _SPONSOR, _SPONSOR, _FIRST),
            ),
        ),
    }
)
"""Kind of wish → how it comes true."""
ACTS = tuple(
    dict.fromkeys(point.act for way in WAYS.values() for point in (*way.ahead, *way.points))
)
"""Every act that a plan may have."""

_RELAYS = frozenset(
    {
        "application_forwarded",
        "reported_to_national",
        "feedback_relayed",
        "filing_number_relayed",
    }
)
"""The steps for which the text says promptly, or nothing, and which take a day or more in life."""


@frozen(kw_only=True)
class Stride:
    """One step that is left, and how long it takes after the one before it.

    Attributes:
        act, by, to, bearer, clause, procedure: as in `gaf_rules.ask.planning.value.PlanStep`.
        link: how long it takes.
        days: the working days of the period that its bearer has for it in the text; None where it has none.
        is_timed: whether some duty gives the act a number of days.
        strictly_before: the act that must be on a later day than this one; None where there is none.
        event: the step as an event, its day still to be put in.
    """

    act: str
    by: str | None
    to: str | None
    bearer: str
    clause: str
    procedure: str
    link: Link
    days: int | None
    is_timed: bool
    strictly_before: str | None
    event: Event


# -- what the rows say of one step -------------------------------------------------------------------------
def _duties(
    guideline: Guideline, act: str, procedure: str, bearers: Collection[str] = ()
) -> list[DutyRow]:
    rows = [row for row in guideline.duties if row.act == act and procedure in row.procedures]
    rows = [row for row in rows if not _begins_later(row, procedure)]
    # Of several it is that of whoever takes the step; what presupposes nothing comes first.
    rows = [row for row in rows if row.bearer in bearers] or rows
    return sorted(rows, key=_presupposes)


def _begins_later(row: DutyRow, procedure: str) -> bool:
    """Whether a duty begins with the wish, its act coming before it: it asks for another such act."""
    way = next(way for way in WAYS.values() if way.procedure == procedure)
    acts = [point.act for point in (*way.ahead, *way.points)]
    begun = {start.event for start in row.starts}
    return begun == {way.wish} and row.act in acts[: acts.index(way.wish)]


def _bearers(point: Waypoint) -> tuple[str, ...]:
    """Whoever takes a step, by role and by position."""
    return (point.bearer, FIRST_TIER) if point.is_first else (point.bearer,)


def _presupposes(row: DutyRow) -> bool:
    """Whether a duty exists only once something is on record."""
    return any(
        wanted and isinstance(part, FactTest) and isinstance(part.question, Known)
        for part, wanted in literals(row.when)
    )


def clause_of(guideline: Guideline, act: str, procedure: str, bearers: Collection[str] = ()) -> str:
    """The clause of the duty that asks for an act, else that of the transition."""
    rows = _duties(guideline, act, procedure, bearers)
    if rows:
        return rows[0].clause
    return next(
        row.clauses[0]
        for row in guideline.transitions
        if row.event == act and row.procedure == procedure
    )


def _after(guideline: Guideline, row: DutyRow) -> str | None:
    """The act that a duty must be done strictly before: the one that writes down the fact it names."""
    if row.same_day == "met":
        return None
    acts = (
        made.event
        for made in guideline.transitions
        for action in made.actions
        if getattr(action, "fact", None) == row.before and made.event != row.act
    )
    return next(acts, None)


def stride(
    guideline: Guideline,
    point: Waypoint,
    procedure: str,
    durations: Mapping[str, int],
    event: Event,
) -> Stride:
    """One step with what the rows say of it.

    An authority takes its period, a sponsor no longer than it likes: its own periods are last days only.
    """
    rows = _duties(guideline, point.act, procedure, _bearers(point))
    timed = [row.period for row in rows if row.period is not None]
    link = Link(days=durations.get(point.act, 1 if point.act in _RELAYS else 0))
    if timed and point.bearer != _SPONSOR:
        link = Link(period=timed[0], readings=rows[0].readings)
    return Stride(
        act=point.act,
        by=point.by,
        to=point.to,
        bearer=point.bearer,
        clause=clause_of(guideline, point.act, procedure, _bearers(point)),
        procedure=procedure,
        link=link,
        days=rows[0].period.working_days if rows and rows[0].period is not None else None,
        is_timed=bool(timed),
        strictly_before=next(
            (after for row in rows if (after := _after(guideline, row)) is not None), None
        ),
        event=event,
    )


# -- the walk ----------------------------------------------------------------------------------------------
def left_of(
    way: Way, places: Places, standing: LogStanding, acts: Acts, day: date
) -> list[tuple[Waypoint, Event]]:
    """The steps that are left, each as the table allows it after the one before; taken in ``standing``.

    Arguments:
        way: how the wish comes true.
        places: who stands where on the route.
        standing: where the log stands; the steps are taken in it.
        acts: makes the events.
        day: the day on which they are tried; the real days are found later.
    """
    points = places.along(way.points)
    tries = [
        (point, acts.event(point.act, day, way.procedure, point.by, point.to)) for point in points
    ]
    found = []
    for point, event in tries[_first_open(way, tries, standing) :]:
        # Where the sponsor files with the province itself, only a log that went another way has a first tier.
        is_idle = (
            point.is_first and places.is_direct and not standing.waits_for_first(way.procedure)
        )
        row = None if is_idle else standing.row(event)
        if row is not None and not _is_repeat(row.to, way.procedure, standing):
            standing.take(event)
            found.append((point, event))
    return found


@frozen(kw_only=True)
class Places:
    """Who stands where on the way of one sponsor's application.

    Attributes:
        roles: place → role.
        hop: with whom the sponsor files.
        path: the roles of the route, in the order of the way up.
        is_direct: whether the sponsor files with the province itself.
    """

    roles: Mapping[str, str]
    hop: str
    is_direct: bool
    path: tuple[str, ...]

    @classmethod
    def of(cls, path: tuple[str, ...], acts: Acts) -> Places:
        """The places of a route; the first tier is one that the table knows for such a sponsor."""
        hop, province = path[1], path[-2]
        tiers = acts.roles.get(FIRST_TIER, [])
        first = hop if hop != province or not tiers else tiers[-1]
        roles = {_SPONSOR: path[0], _FIRST: first, _PROVINCE: province, _NATION: path[-1]}
        hop = hop if hop == province else first
        return cls(roles=roles, hop=hop, is_direct=hop == province, path=path)

    def along(self, points: Iterable[Waypoint]) -> Iterator[Waypoint]:
        """The steps with roles in place of places; what is handed on goes through every office on the way."""
        for point in points:
            put = self.put(point)
            if put.receipt is None or put.by is None or put.to is None:
                yield put
                continue
            for number, (office, onwards) in enumerate(pairwise(self._offices(put.by, put.to))):
                if number:
                    yield Waypoint(put.receipt, office, office)
                is_first = put.is_first and not number
                yield evolve(put, bearer=office, by=office, to=onwards, is_first=is_first)

    def _offices(self, by: str, to: str) -> tuple[str, ...]:
        """The route from one role to another, up or down; those two alone where one is not on it."""
        if by not in self.path:
            return by, to
        begin, end = self.path.index(by), self.path.index(to)
        return self.path[begin : end + 1] if begin < end else self.path[end : begin + 1][::-1]

    def put(self, point: Waypoint) -> Waypoint:
        """A step with roles in place of places."""
        by = None if point.by is None else self.roles[point.by]
        to = None if point.to is None else self.hop if point.to == _FIRST else self.roles[point.to]
        is_first = point.bearer == _FIRST
        return evolve(point, bearer=self.roles[point.bearer], by=by, to=to, is_first=is_first)


def _first_open(way: Way, tries: list[tuple[Waypoint, Event]], standing: LogStanding) -> int:
    """The number of the step with which the walk begins.

    The log goes on with the first step that leads to another state. Of the receipts and relays before it
    those count as done that the log has, and all before them: what followed them shows that they happened.
    So does a receipt that is missing where something else stands in for it: its period runs already.
    """
    begin = 0
    for number, (point, event) in enumerate(tries):
        row = standing.row(event)
        if point.act == way.wish:
            break
        to = None if row is None else row.to
        if (
            _is_done(point, event, standing)
            or standing.stands_in(event, way.procedure)
            or _is_repeat(to, way.procedure, standing)
            # What is handed in leads on; where it leads nowhere it is only a further one.
            or (row is not None and to is None and point.act.endswith("_submitted"))
        ):
            begin = number + 1
        elif to is not None:
            break
    return begin


def _is_done(point: Waypoint, event: Event, standing: LogStanding) -> bool:
    """Whether the log has a step that can be taken once; a relay whoever it was that handed it on."""
    if point.receipt is None or point.to is None:
        return standing.is_spent(event)
    return any(standing.is_spent(evolve(event, by=role)) for role in ROLES)


def _is_repeat(to: str | None, procedure: str, standing: LogStanding) -> bool:
    return to is not None and to == standing.state(procedure)


def opens_application(standing: LogStanding, event: Event) -> bool:
    """Whether an event would begin a new application, and not go on with one that is pending."""
    row = standing.row(event)
    return row is not None and any(
        isinstance(action, Open) and action.record == "application" for action in row.actions
    )
