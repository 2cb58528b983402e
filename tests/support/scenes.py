"""Logs that stand in each stage of a procedure, by the ways that the guideline and the contract give.

A line is ``days after the line before, type, by>to, field=value``, the fields as in :mod:`fresh`;
``posted=-38`` is 38 days before, ``p=P`` the procedure of the scene.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen
from fresh import Fresh, document

import gaf_rules as gaf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["AGAIN", "ENDED", "SCENES", "STRICT", "Scene", "kinds_of", "taken_in"]

_FIRST = date(2026, 3, 2)


_UP = (
    ("submitted", "1 application_submitted sponsor>municipal_cac p=P"),
    ("forwarded", "1 application_forwarded municipal_cac>provincial_cac p=P"),
    ("completeness_review", "1 application_received provincial_cac p=P"),
    ("completeness_confirmed", "3 completeness_confirmed p=P"),
    ("reported", "1 reported_to_national p=P"),
    ("national_review", "1 application_received national_cac p=P"),
)
_ASKED = "5 feedback_issued functional=null p=P"
_RECEIVED = "1 feedback_received sponsor p=P"
_SUPPLEMENT = "supplement_submitted sponsor>municipal_cac p=P"
_EXTENDED = "1 review_extended p=P"
_ISSUED = {
    "filing": "1 filing_number_issued p=filing",
    "change": "1 filing_number_issued p=change number=null",
}
_STAGES = {
    "submitted": "first_tier_check",
    "completeness_confirmed": "completeness_review",
    "supplement_posted": "awaiting_supplement",
    "supplement_unclear": "awaiting_supplement",
    "supplemented": "national_review",
    "late_supplement": "deemed_abandoned",
}
STRICT = {"missing_plan": "not_submitted"}
AGAIN = {"resubmission_goes_to": "completeness_review"}


@frozen(kw_only=True)
class Scene:
    """A log that stands somewhere.

    Attributes:
        procedure: of which it is a scene.
        name: where it stands.
        kind: what is special about the way there; empty: nothing.
        lines: the log.
        later: days after its last line until the step is tried.
        readings: the readings it needs.
        tier, organ: of the sponsor: its tier and its kind.
    """

    procedure: str
    name: str
    kind: str = ""
    lines: tuple[str, ...]
    later: int = 1
    readings: dict[str, str] = field(factory=dict)
    tier: str = "municipal"
    organ: str = "administrative_organ"

    @property
    def stage(self) -> str:
        """The stage of the contract."""
        return _STAGES.get(self.name, self.name)

    def is_in(self, where: str) -> bool:
        """Whether it is one of some scenes: ``name``, ``name/kind``, or ``*`` for all."""
        return bool({"*", self.name, f"{self.name}/{self.kind}"} & {*where.split()})


class _Review:
    """The scenes of a review, after what comes ahead of it."""

    def __init__(self, procedure: str, ahead: tuple[str, ...]) -> None:
        self.procedure, self.ahead = procedure, ahead
        up = dict(_UP)
        names = [*up]
        self.up = up
        self.way = {name: [up[each] for each in names[: at + 1]] for at, name in enumerate(names)}
        self.returned = [
            *self.way["completeness_review"],
            "1 materials_returned provincial_cac p=P",
        ]
        self.asked = [*self.way["national_review"], _ASKED]
        self.told = [*self.asked, _RECEIVED]
        self.unclear = [*self.asked, f"1 {_SUPPLEMENT} plan=no"]
        self.done = [*self.told, f"1 {_SUPPLEMENT} plan=no"]
        self.posted = [*self.told, f"40 {_SUPPLEMENT} plan=no posted=-38"]

    def scene(self, name: str, lines: Iterable[str], **more: Any) -> Scene:
        """A scene of some lines, after what comes ahead."""
        return Scene(procedure=self.procedure, name=name, lines=(*self.ahead, *lines), **more)

    def scenes(self) -> Iterator[Scene]:
        """All of them."""
        yield self.scene("not_started", ())
        for name, lines in self.way.items():
            yield self.scene(name, lines)
        yield self.scene("returned", self.returned)
        yield self.scene("withdrawn", [*self.way["submitted"], "1 application_withdrawn p=P"])
        yield self.scene("refused", [*self.way["reported"], "1 filing_refused p=P"])
        yield from self._supplements()
        yield from self._again()
        yield from self._extended()
        yield from self._by_department()
        yield from self._numbered()

    def _supplements(self) -> Iterator[Scene]:
        yield self.scene("awaiting_supplement", self.asked)
        yield self.scene("supplement_unclear", self.unclear, readings=STRICT)
        yield self.scene("supplemented", self.done)
        yield self.scene("deemed_abandoned", self.told, later=40)
        yield self.scene("late_supplement", [*self.told, f"40 {_SUPPLEMENT} plan=no"])
        yield self.scene("supplement_posted", self.posted)
        # A supplement handed in at the province goes on from there under the second reading of A-28.
        straight = _SUPPLEMENT.replace("municipal_cac", "provincial_cac")
        for name, before, line, more in (
            ("supplement_unclear", self.asked, f"1 {straight} plan=no", {"readings": STRICT}),
            ("late_supplement", self.told, f"40 {straight} plan=no", {}),
            ("supplement_posted", self.told, f"40 {straight} plan=no posted=-38", {}),
        ):
            yield self.scene(name, [*before, line], kind="province", **more)

    def _again(self) -> Iterator[Scene]:
        """An extension, a feedback, and all the way up again: the second reading of A-28."""
        more: dict[str, Any] = {"kind": "again", "readings": AGAIN}
        lines = [*self.way["national_review"], _EXTENDED, _ASKED, f"1 {_SUPPLEMENT} plan=no"]
        for name in self.way:
            lines += [self.up[name]] if name != "submitted" else []
            yield self.scene(name, lines, **more)
            if name == "completeness_review":
                yield self.scene("returned", [*lines, self.returned[-1]], **more)

    def _extended(self) -> Iterator[Scene]:
        for name, lines, readings in (
            ("reported", self.way["reported"], {}),
            ("national_review", self.way["national_review"], {}),
            ("awaiting_supplement", self.asked, {}),
            ("supplement_unclear", self.unclear, STRICT),
            ("supplemented", self.done, {}),
            ("supplement_posted", self.posted, {}),
        ):
            yield self.scene(name, [*lines, _EXTENDED], kind="extended", readings=readings)

    def _by_department(self) -> Iterator[Scene]:
        """Of an institution of a department.

        Where the period runs from the department's receipt, the sponsor may have it after the end (A-23).
        """

        def ours(lines: Iterable[str]) -> list[str]:
            return [line.replace("municipal_cac", "provincial_department") for line in lines]

        tier = "affiliated_institution"
        for name, lines in (("submitted", self.way["submitted"]), ("returned", self.returned)):
            yield self.scene(name, ours(lines), kind="affiliated", tier=tier)
        more: dict[str, Any] = {
            "kind": "department",
            "readings": {"feedback_receipt": "provincial_department"},
            "tier": tier,
        }
        received = ours([*self.asked, "1 feedback_received municipal_cac p=P"])
        yield self.scene("deemed_abandoned", received, later=40, **more)
        yield self.scene("supplement_posted", [*received, *ours(self.posted[-1:])], **more)

    def _numbered(self) -> Iterator[Scene]:
        issued = [*self.way["national_review"], _ISSUED[self.procedure]]
        after = [*self.way["national_review"], _EXTENDED, *self.unclear[-2:], issued[-1]]
        ways: tuple[tuple[str, tuple[str, ...]], ...] = (("approved", ()),)
        if self.procedure == "filing":
            ways = (("filed", ()), ("displayed", ("1 filing_number_displayed",)))
        for name, shown in ways:
            yield self.scene(name, [*issued, *shown])
            yield self.scene(name, [*after, *shown], kind="again")
        yield self.scene("revoked", [*issued, "1 filing_revoked p=P"])


_CHECKED = ("0 self_check_completed",)
_APPLIED = tuple(line.replace("p=P", "p=filing") for _, line in _UP)
_FILED = (*_CHECKED, *_APPLIED, _ISSUED["filing"])
_PLANNED = (*_FILED, "1 change_planned day=2026-12-01")
_BY_DEPARTMENT = tuple(line.replace("municipal_cac", "provincial_department") for line in _PLANNED)
_ANEW = ("1 filing_revoked p=filing", *_APPLIED, _ISSUED["filing"])
ENDED = ("deemed_abandoned", "late_supplement", "withdrawn", "refused", "revoked")
_SHUTDOWN = (
    ("not_started", ()),
    ("announced", ("1 shutdown_announced",)),
    ("offline", ("1 app_taken_offline",)),
    ("offline", ("1 shutdown_announced", "1 app_taken_offline")),
    ("reported", ("1 app_taken_offline", "1 deregistration_reported sponsor>municipal_cac")),
)


def _scenes() -> Iterator[Scene]:
    for scene in _Review("filing", _CHECKED).scenes():
        # Nobody has done anything yet, not even checked.
        bare = scene.name == "not_started"
        yield evolve(scene, lines=()) if bare else scene
    for scene in _Review("change", _PLANNED).scenes():
        if scene.tier == "municipal":
            yield scene
        if scene.name in {*ENDED, "not_started", "approved"} and not scene.kind:
            unplanned = [line for line in scene.lines if "change_planned" not in line]
            yield evolve(scene, lines=(*unplanned,), kind="unplanned")
        if scene.name in ENDED and not scene.kind:
            since = ("40 app_launched",) if scene.later > 1 else ()
            yield evolve(scene, lines=(*scene.lines, *since, *_ANEW), kind="refiled", later=1)
    for scene in _Review("change", _BY_DEPARTMENT).scenes():
        if scene.tier != "municipal":
            yield scene
    for name, lines in _SHUTDOWN:
        kind = "announced" if len(lines) > 1 and name == "offline" else ""
        yield Scene(procedure="deregistration", name=name, kind=kind, lines=(*_FILED, *lines))


SCENES: tuple[Scene, ...] = tuple(_scenes())


def kinds_of(names: str, *kinds: str) -> str:
    """The scenes of some names, of each of some kinds."""
    return " ".join(f"{name}/{kind}" for name in names.split() for kind in kinds)


def taken_in(scene: Scene, lines: Iterable[str] = ()) -> tuple[gaf.Case, date]:
    """The log of a scene, with some lines after it, and the day of the last of them."""
    day = _FIRST
    made: list[str] = []
    for number, line in enumerate((*scene.lines, *lines)):
        wait, _, rest = line.replace("p=P", f"p={scene.procedure}").partition(" ")
        day += timedelta(days=int(wait) + (scene.later - 1) * (number == len(scene.lines)))
        head, posted, before = rest.partition("posted=-")
        if posted:
            ago, _, more = before.partition(" ")
            rest = f"{head}posted={day - timedelta(days=int(ago))} {more}"
        made.append(f"{day} {rest}")
    told = Fresh(
        says=f"{scene.procedure} {scene.name} {scene.kind}",
        log=tuple(made),
        on=str(day),
        sponsor={"tier": scene.tier, "kind": scene.organ},
    )
    return gaf.Case.from_dict(document(told)), day
