"""Who may hand on what to whom: for every sponsor and every office it applied to, read from section 2.2.

A sponsor of a city files with the office of the city, an institution of a department through its department,
a department with the province. Central agencies, and other state organs of the province, file where a person
says (2.2.0): with the office they applied to. What comes down goes back by the office it went up through;
an institution is reached through its department, too, and what an agency sent to the province straight may
come down by either office.
"""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import TYPE_CHECKING

from attrs import frozen
from fresh import Fresh, document
from pinned import CHINA
from scenes import AGAIN

import gaf_rules as gaf
from gaf_rules.evaluate.replay import replay
from gaf_rules.program.program import program

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["SENDERS", "Sender", "route_slips", "way_slips"]

_CITY, _DEPARTMENT, _PROVINCE = "municipal_cac", "provincial_department", "provincial_cac"
_OFFICES = (_CITY, _DEPARTMENT)
_PLAN = "change_planned day=2026-12-30"
_ORGAN = "other_state_organ"
_KINDS = ("administrative_organ", "mass_organization", _ORGAN)


@frozen
class Sender:
    """A sponsor, and the office that it applied to."""

    tier: str
    kind: str
    to: str

    @property
    def is_asked(self) -> bool:
        """Whether a person says where it files."""
        province = {"provincial_department", "affiliated_institution"}
        return self.tier == "central_agency" or (self.kind == _ORGAN and self.tier in province)

    @property
    def addressees(self) -> set[str]:
        """To whom it may send anything."""
        city = {_CITY} if self.tier == "municipal" or self.is_asked else set()
        apart = self.tier in {"affiliated_institution", "central_agency"}
        return {_PROVINCE, *city, *({_DEPARTMENT} if apart else ())}

    def way_back(self, sent_to: str) -> set[str]:
        """The offices by which something comes back that was sent to one."""
        if self.tier == "central_agency" and sent_to == _PROVINCE:
            return {*_OFFICES}
        own = {"municipal": _CITY, "affiliated_institution": _DEPARTMENT}.get(self.tier)
        return {office for office in _OFFICES if office in {own, sent_to}}


_TIERS = ("municipal", "provincial_department", "affiliated_institution", "central_agency")
SENDERS: tuple[Sender, ...] = tuple(
    sender
    for tier, kind, to in product(_TIERS, ("administrative_organ", _ORGAN), (*_OFFICES, _PROVINCE))
    if to in (sender := Sender(tier, kind, to)).addressees
)


def _up(to: str, procedure: str) -> tuple[str, ...]:
    lines = (
        f"application_submitted sponsor>{to}",
        *((f"application_forwarded {to}>provincial_cac",) if to != _PROVINCE else ()),
        *("application_received provincial_cac", "completeness_confirmed", "reported_to_national"),
        "application_received national_cac",
    )
    return tuple(f"{line} p={procedure}" for line in lines)


def _tried(sender: Sender, procedure: str) -> Iterator[tuple[tuple[str, ...], str, bool]]:
    """The log before, the step, and whether it is in order."""
    ahead: tuple[str, ...] = ("self_check_completed",)
    issued = f"filing_number_issued p={procedure}"
    if procedure == "change":
        ahead = (*ahead, *_up(sender.to, "filing"), "filing_number_issued", _PLAN)
        issued += " number=null"
    up = _up(sender.to, procedure)
    reviewed = (*ahead, *up)
    asked = (*reviewed, f"feedback_issued p={procedure}")
    numbered = (*reviewed, issued)
    yield from _sent(sender, procedure, ahead, asked, (*numbered, "app_taken_offline"))
    for office in _other_offices(sender):
        is_its = office == sender.to
        sent = (*ahead, up[0])
        yield sent, f"application_received {office} p={procedure}", is_its
        yield sent, f"application_forwarded {office}>provincial_cac p={procedure}", is_its
        extended = (*reviewed, f"review_extended p={procedure}")
        for log, name in (
            (extended, "extension"),
            (asked, "feedback"),
            (numbered, "filing_number"),
        ):
            for line, is_fit in _handed_down(sender, name, office):
                yield log, f"{line} p={procedure}", is_fit


def _sent(
    sender: Sender,
    procedure: str,
    ahead: tuple[str, ...],
    asked: tuple[str, ...],
    gone: tuple[str, ...],
) -> Iterator[tuple[tuple[str, ...], str, bool]]:
    """What the sponsor sends to each office, and how a supplement goes on from there."""
    for to in (*_OFFICES, _PROVINCE):
        if to == _DEPARTMENT == sender.tier:
            continue  # itself
        in_order = to in sender.addressees
        yield ahead, f"application_submitted sponsor>{to} p={procedure}", in_order
        handed = f"supplement_submitted sponsor>{to} p={procedure}"
        yield asked, handed, in_order
        yield gone, f"deregistration_reported sponsor>{to}", in_order
        for office in _other_offices(sender) if in_order else ():
            back = office in sender.way_back(to)
            for line in (
                f"application_received {office}",
                f"application_forwarded {office}>provincial_cac",
            ):
                yield (*asked, handed), f"{line} p={procedure}", back


def _handed_down(sender: Sender, name: str, office: str) -> Iterator[tuple[str, bool]]:
    """What comes down through an office, or past it."""
    way = sender.way_back(sender.to)
    # A number may come with the prompt to display it, or without.
    for how in ("", " prompted=no")[: 1 + (name == "filing_number")]:
        for by, to in ((_PROVINCE, office), (office, "sponsor")):
            yield f"{name}_relayed {by}>{to}{how}", office in way
        for other in {*_other_offices(sender)} - {office}:
            yield f"{name}_relayed {office}>{other}{how}", {office, other} <= way
    if name != "extension":
        yield f"{name}_received {office}", office in way


def _other_offices(sender: Sender) -> tuple[str, ...]:
    """The offices that are not the sponsor itself."""
    return tuple(office for office in _OFFICES if office != sender.tier)


def _is_in_order(
    sender: Sender, lines: tuple[str, ...], readings: gaf.Readings, guideline: gaf.Guideline
) -> tuple[bool, str]:
    log = tuple(f"{day} {line}" for day, line in zip(_DAYS, lines, strict=False))
    told = Fresh(
        says=" ".join(lines[-1:]),
        log=log,
        on=log[-1][:10],
        sponsor={"tier": sender.tier, "kind": sender.kind},
    )
    case = gaf.Case.from_dict(document(told))
    found = replay(case, told.as_of, program(guideline), readings.options(), CHINA, lenient=True)
    if found.refused is not None and len(found.order) < len(case.events) - 1:
        return False, f"refused before that: {found.refused.error()}"
    return found.refused is None, ""


# Close together, so that no period ends between them.
_DAYS = tuple(f"2026-03-{day:02}" for day in range(2, 32))


def way_slips(guideline: gaf.Guideline, event: str | None = None) -> Iterator[str]:
    """Where the rows let somebody hand on what is not theirs, or stop somebody whose it is."""
    for sender, procedure in product(SENDERS, ("filing", "change")):
        for log, line, wanted in _tried(sender, procedure):
            if event in {None, line.split()[0]}:
                # Up again from the office it is handed to, or on where it was: the same offices.
                handed = line.startswith("supplement_submitted")
                for readings in (gaf.Readings(), gaf.Readings.from_dict(AGAIN))[: 1 + handed]:
                    found, stuck = _is_in_order(sender, (*log, line), readings, guideline)
                    if stuck or found != wanted:
                        yield f"{sender} {log[-1]} {line}: {stuck or found}"


# -- the way up -------------------------------------------------------------------------------------------
def _route(tier: str, kind: str, said: str | None) -> tuple[str, ...] | None:
    """The way of an application; None where a person is still to say where it goes."""
    own = {"municipal": _CITY, "affiliated_institution": _DEPARTMENT}.get(tier)
    first = said if Sender(tier, kind, _PROVINCE).is_asked else own or _PROVINCE
    if first is None:
        return None
    hops = () if first in {_PROVINCE, tier} else (first,)
    return ("sponsor", *hops, _PROVINCE, "national_cac")


def route_slips(guideline: gaf.Guideline) -> Iterator[str]:
    """Where the rows send an application another way, or ask where none has to be asked, or the reverse."""
    day = date(2026, 3, 2)
    for tier, kind, said in product(_TIERS, _KINDS, (None, *_OFFICES, _PROVINCE)):
        wanted = _route(tier, kind, said)
        asked = Sender(tier, kind, _PROVINCE).is_asked
        if said is not None and not asked:
            continue  # nobody asked
        log = () if said is None else (f"{day} determination q=2.2.0 a={said}",)
        told = Fresh(says=tier, log=log, on=str(day), sponsor={"tier": tier, "kind": kind})
        found = gaf.assess(gaf.Case.from_dict(document(told)), as_of=day, guideline=guideline)
        questions = {each.clause for each in found.questions}
        if found.route != wanted or ("2.2.0" in questions) != (wanted is None):
            yield f"{tier} {kind} {said}: {found.route} {sorted(questions)}"
