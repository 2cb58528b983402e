"""When which step is open, read from the guideline and the contract: no row of the library was looked up for it.

A **scene** is a log that stands in a stage. A **step** is an event with what it comes to: in which scenes it is
in order, what stage it leads to, on which clauses it rests and which records it opens. In all other scenes of
its procedure it is refused. A line is ``days after the line before, type, by>to, field=value``, the fields as in :mod:`fresh`;
``posted=-38`` is 38 days before, ``p=P`` the procedure of the scene.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen
from fresh import Fresh, document
from pinned import CHINA

import gaf_rules as gaf
from gaf_rules.evaluate.replay import replay
from gaf_rules.program.program import program

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gaf_rules.evaluate.replay import Replay

__all__ = ["SCENES", "STEPS", "Outcome", "Scene", "Step", "come_to", "step_slips", "taken_in"]

_FIRST = date(2026, 3, 2)

# -- scenes -----------------------------------------------------------------------------------------------
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
_STRICT = {"missing_plan": "not_submitted"}
_AGAIN = {"resubmission_goes_to": "completeness_review"}
_DEPARTMENT = {"feedback_receipt": "provincial_department"}


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
        tier: of the sponsor.
    """

    procedure: str
    name: str
    kind: str = ""
    lines: tuple[str, ...] = field(converter=tuple)
    later: int = 1
    readings: dict[str, str] = field(factory=dict)
    tier: str = "municipal"

    @property
    def stage(self) -> str:
        """The stage of the contract."""
        return _STAGES.get(self.name, self.name)

    def is_in(self, where: str) -> bool:
        """Whether it is one of some scenes: ``name``, ``name/kind``, or ``*`` for all."""
        return bool({"*", self.name, f"{self.name}/{self.kind}"} & {*where.split()})


def _review(procedure: str, ahead: tuple[str, ...]) -> Iterator[Scene]:
    """The scenes of a review, after what comes ahead of it."""

    def scene(name: str, lines: Iterable[str], **more: Any) -> Scene:
        return Scene(procedure=procedure, name=name, lines=(*ahead, *lines), **more)

    up = dict(_UP)
    names = [name for name, _ in _UP]
    way = {name: [up[each] for each in names[: at + 1]] for at, name in enumerate(names)}
    asked, issued = [*way["national_review"], _ASKED], _ISSUED[procedure]
    returned = [*way["completeness_review"], "1 materials_returned provincial_cac p=P"]
    told, unclear = [*asked, _RECEIVED], [*asked, f"1 {_SUPPLEMENT} plan=no"]
    done = [*told, f"1 {_SUPPLEMENT} plan=no"]
    yield scene("not_started", ())
    for name, lines in way.items():
        yield scene(name, lines)
    yield scene("returned", returned)
    yield scene("awaiting_supplement", asked)
    yield scene("supplement_unclear", unclear, readings=_STRICT)
    yield scene("supplemented", done)
    yield scene("deemed_abandoned", told, later=40)
    yield scene("late_supplement", [*told, f"40 {_SUPPLEMENT} plan=no"])
    yield scene("supplement_posted", [*told, f"40 {_SUPPLEMENT} plan=no posted=-38"])
    # A supplement handed in at the province goes on from there under the second reading of A-28.
    straight = _SUPPLEMENT.replace("municipal_cac", "provincial_cac")
    for name, before, line, more in (
        ("supplement_unclear", asked, f"1 {straight} plan=no", {"readings": _STRICT}),
        ("late_supplement", told, f"40 {straight} plan=no", {}),
        ("supplement_posted", told, f"40 {straight} plan=no posted=-38", {}),
    ):
        yield scene(name, [*before, line], kind="province", **more)
    yield scene("withdrawn", [*way["submitted"], "1 application_withdrawn p=P"])
    yield scene("refused", [*way["reported"], "1 filing_refused p=P"])
    # An extension, a feedback, and all the way up again: the second reading of A-28.
    for at, name in enumerate(names):
        again = [*asked[:-1], _EXTENDED, _ASKED, f"1 {_SUPPLEMENT} plan=no"]
        again += [up[each] for each in names[1 : at + 1]]
        yield scene(name, again, kind="again", readings=_AGAIN)
        if name == "completeness_review":
            back = [*again, "1 materials_returned provincial_cac p=P"]
            yield scene("returned", back, kind="again", readings=_AGAIN)
    yield scene("national_review", [*asked[:-1], _EXTENDED], kind="extended")
    yield scene("reported", [*way["reported"], _EXTENDED], kind="extended")
    yield scene("awaiting_supplement", [*asked, _EXTENDED], kind="extended")
    yield scene("supplement_unclear", [*unclear, _EXTENDED], kind="extended", readings=_STRICT)
    yield scene("supplemented", [*done, _EXTENDED], kind="extended")
    yield scene(
        "supplement_posted",
        [*told, f"40 {_SUPPLEMENT} plan=no posted=-38", _EXTENDED],
        kind="extended",
    )
    # Where the period runs from the receipt of the department, the sponsor may have it after the end.
    by_department = [
        line.replace("municipal_cac", "provincial_department")
        for line in [*asked, "1 feedback_received municipal_cac p=P"]
    ]
    late = f"40 {_SUPPLEMENT} plan=no posted=-38".replace("municipal_cac", "provincial_department")
    department: dict[str, Any] = {
        "kind": "department",
        "readings": _DEPARTMENT,
        "tier": "affiliated_institution",
    }
    for name, lines in (("submitted", way["submitted"]), ("returned", returned)):
        ours = [line.replace("municipal_cac", "provincial_department") for line in lines]
        yield scene(name, ours, kind="affiliated", tier="affiliated_institution")
    yield scene("deemed_abandoned", by_department, later=40, **department)
    yield scene("supplement_posted", [*by_department, late], **department)
    if procedure == "filing":
        filed = [*way["national_review"], issued]
        shown = "1 filing_number_displayed"
        yield scene("filed", filed)
        yield scene("displayed", [*filed, shown])
        yield scene("revoked", [*filed, "1 filing_revoked p=P"])
        asked_first = [*asked[:-1], _EXTENDED, _ASKED, f"1 {_SUPPLEMENT} plan=no", issued]
        yield scene("filed", asked_first, kind="again")
        yield scene("displayed", [*asked_first, shown], kind="again")
    else:
        approved = [*way["national_review"], issued]
        yield scene("approved", approved)
        yield scene("revoked", [*approved, "1 filing_revoked p=P"])
        asked_first = [*asked[:-1], _EXTENDED, _ASKED, f"1 {_SUPPLEMENT} plan=no", issued]
        yield scene("approved", asked_first, kind="again")


_CHECKED = ("0 self_check_completed",)
_FILED = tuple(
    line.replace("p=P", "p=filing") for line in (*_CHECKED, *(line for _, line in _UP))
) + (_ISSUED["filing"],)
_PLANNED = (*_FILED, "1 change_planned day=2026-12-01")
_BY_DEPARTMENT = tuple(
    line.replace("municipal_cac", "provincial_department") for line in _PLANNED
)
_ANEW = (
    "1 filing_revoked p=filing",
    *(line.replace("p=P", "p=filing") for _, line in _UP),
    _ISSUED["filing"],
)
_ENDED = ("deemed_abandoned", "late_supplement", "withdrawn", "refused", "revoked")
_SHUTDOWN = (
    ("not_started", ()),
    ("announced", ("1 shutdown_announced",)),
    ("offline", ("1 app_taken_offline",)),
    ("offline", ("1 shutdown_announced", "1 app_taken_offline")),
    ("reported", ("1 app_taken_offline", "1 deregistration_reported sponsor>municipal_cac")),
)


def _scenes() -> Iterator[Scene]:
    for scene in _review("filing", _CHECKED):
        # Nobody has done anything yet, not even checked.
        bare = scene.name == "not_started"
        yield evolve(scene, lines=()) if bare else scene
    for scene in _review("change", _PLANNED):
        if scene.tier == "municipal":
            yield scene
        if scene.name in {*_ENDED, "not_started", "approved"} and not scene.kind:
            unplanned = [line for line in scene.lines if "change_planned" not in line]
            yield evolve(scene, lines=unplanned, kind="unplanned")
        if scene.name in _ENDED and not scene.kind:
            since = ("40 app_launched",) if scene.later > 1 else ()
            yield evolve(scene, lines=(*scene.lines, *since, *_ANEW), kind="refiled", later=1)
    for scene in _review("change", _BY_DEPARTMENT):
        if scene.tier != "municipal":
            yield scene
    for name, lines in _SHUTDOWN:
        kind = "announced" if len(lines) > 1 and name == "offline" else ""
        yield Scene(procedure="deregistration", name=name, kind=kind, lines=(*_FILED, *lines))


SCENES: tuple[Scene, ...] = tuple(_scenes())


# -- steps ------------------------------------------------------------------------------------------------
@frozen
class Outcome:
    """What a step comes to in some scenes.

    Attributes:
        where: the scenes, each by its name or as name/kind; ``*``: all.
        to: the stage after it; empty: the same.
        clauses: on which it rests.
        opens: the records that it opens, in this order.
    """

    where: str
    to: str
    clauses: str
    opens: str = ""


@frozen(kw_only=True)
class Step:
    """An event after some others, and what it comes to.

    Attributes:
        lines: the event as the last line.
        outcomes: procedure → what it comes to; in no scene twice.
        readings: readings besides those of the scene.
        among: the scenes in which it is tried, as in an outcome; empty: all of a municipal sponsor.
    """

    lines: tuple[str, ...]
    outcomes: dict[str, tuple[Outcome, ...]]
    readings: dict[str, str] = field(factory=dict)
    among: str = ""

    def is_tried(self, scene: Scene) -> bool:
        """Whether anything is said of a scene."""
        is_among = scene.is_in(self.among) if self.among else scene.tier == "municipal"
        return is_among and scene.procedure in self.outcomes

    def outcome(self, scene: Scene) -> Outcome | None:
        """What it comes to in a scene; None where it is refused."""
        found = [each for each in self.outcomes[scene.procedure] if scene.is_in(each.where)]
        assert len(found) <= 1, (self, scene)
        return found[0] if found else None


def _kinds(names: str, *kinds: str) -> str:
    return " ".join(f"{name}/{kind}" for name in names.split() for kind in kinds)


# -- the table --------------------------------------------------------------------------------------------
_HANDED_ON = "submitted forwarded completeness_review completeness_confirmed"
_NATIONAL = "reported national_review supplemented"
_WAITING = "awaiting_supplement supplement_posted supplement_unclear"
_PENDING = f"{_HANDED_ON} returned {_NATIONAL} {_WAITING}"
_OVER = " ".join(_ENDED)
_WITHOUT_ONE = _kinds(
    f"not_started {_HANDED_ON} returned reported national_review awaiting_supplement deemed_abandoned "
    "withdrawn refused revoked filed displayed approved",
    "",
)
"""The scenes without a supplement, which stand where they stand under every reading of one."""
_WAYS = ("provincial_cac>municipal_cac", "municipal_cac>sponsor", "provincial_cac>sponsor")


def _step(line: str, outcomes: dict[str, list[tuple[str, ...]]], **more: Any) -> Step:
    ahead = more.pop("ahead", ())
    made = {name: tuple(Outcome(*each) for each in told) for name, told in outcomes.items()}
    return Step(lines=tuple(f"1 {each}" for each in (*ahead, line)), outcomes=made, **more)


def _both(line: str, *told: tuple[str, ...], **more: Any) -> Step:
    """A step of the review, through which a change goes again (2.5.1f)."""
    again = [(where, to, f"{clauses} 2.5.1f", *rest) for where, to, clauses, *rest in told]
    return _step(f"{line} p=P", {"filing": [*told], "change": again}, **more)


def _filing(line: str, *told: tuple[str, ...], **more: Any) -> Step:
    return _step(line, {"filing": [*told]}, **more)


def _change(line: str, *told: tuple[str, ...], **more: Any) -> Step:
    return _step(line, {"change": [*told]}, **more)


def _shutdown(line: str, *told: tuple[str, ...], **more: Any) -> Step:
    return _step(line, {"deregistration": [*told]}, **more)


_FOUND = "self_check_completed problems=check_in"
_PLAN = "change_planned day=2026-12-30"


def _preparing() -> Iterator[Step]:
    # 2.2.3: before an application; what comes later counts for the next one, or mends this one.
    for line, clause in ((_FOUND, "2.2.3a"), ("rectification_completed problems=check_in", "2.2.3d")):
        rest = f"{_PENDING} {_OVER} filed displayed"
        yield _filing(line, ("not_started", "", clause, "preparation"), (rest, "", clause))
        yield _filing(line, ("*", "", clause), ahead=(_FOUND,))


def _submitting() -> Iterator[Step]:
    made, anew = "submission dossier", "application submission dossier"
    for to, stage, clauses in (
        ("municipal_cac", "first_tier_check", "2.1.1 2.2.1a"),
        ("provincial_cac", "forwarded", "2.1.1 2.2.2b"),
    ):
        line, change = f"application_submitted sponsor>{to} p=P", f"{clauses} 2.5.1d"
        back = ("returned", stage, f"{change} 2.4.2c", made)
        yield _filing(
            line,
            # After an end the application is made anew, from the start.
            (f"not_started {_OVER}", stage, clauses, f"{anew} preparation"),
            ("returned", stage, f"{clauses} 2.4.2c", f"{made} preparation"),
        )
        yield _change(
            line,
            # In hand: planned, or applied for and come to an end while the filing stands.
            (f"not_started/ {_kinds(_OVER, '', 'province', 'unplanned')}", stage, change, anew),
            # Nothing in hand: nobody planned it, what was planned is approved, the filing is another.
            (
                f"not_started/unplanned approved {_kinds(_OVER, 'refiled')}",
                stage,
                change,
                f"change {anew}",
            ),
            back,
        )
        yield _change(
            line,
            (f"not_started approved/ approved/again {_OVER}", stage, change, anew),
            ("approved/unplanned", stage, change, f"change {anew}"),
            back,
            ahead=(_PLAN,),
        )
        # One that took effect while that before it was reviewed is in hand once that is approved.
        yield _change(
            line,
            ("national_review", stage, change, anew),
            among="national_review/",
            ahead=("change_took_effect",) * 2 + ("filing_number_issued p=P number=null",),
        )


def _reviewing() -> Iterator[Step]:
    # What a supplement brings goes up as the application did, and opens no new round.
    back = ("supplemented", "", "2.4.4c")
    yield _both("application_received municipal_cac", ("submitted", "", "2.4.1"), back)
    yield _both(
        "application_forwarded municipal_cac>provincial_cac",
        ("submitted", "forwarded", "2.4.1 2.2.1b 2.2.2b"),
        back,
    )
    yield _both(
        "application_received provincial_cac", ("forwarded", "completeness_review", "2.4.2a"), back
    )
    yield _both("completeness_confirmed", ("completeness_review", "", "2.4.2a"))
    for asked in ("acceptance", "other_requested"):
        yield _both(
            f"materials_returned provincial_cac missing={asked}",
            ("completeness_review", "returned", "2.4.2c 2.4.2d"),
        )
    yield _both("return_received sponsor", ("returned", "", "2.4.2c"))
    yield _both(
        "return_received provincial_department",
        ("returned", "", "2.4.2c"),
        among=_kinds("submitted returned", "affiliated"),
    )
    yield _both("reported_to_national", ("completeness_confirmed", "reported", "2.4.2b"), back)
    yield _both(
        "application_received national_cac",
        ("reported", "national_review", "2.4.3a"),
        ("supplemented", "", "2.4.3a"),
    )
    yield _both("review_extended", (f"{_NATIONAL} {_WAITING}", "", "2.4.3b", "extension"))
    extended = f"{_kinds(_PENDING, 'extended', 'again')} {_kinds('filed displayed approved', 'again')}"
    for way in _WAYS:
        yield _both(f"extension_relayed {way}", (extended, "", "2.4.3c"))
    yield _both("feedback_issued", (_NATIONAL, "awaiting_supplement", "2.4.4a", "feedback"))
    # Outcomes that the text does not know: they end what is under way, also of an app that is gone.
    gone = ("app_launched", "app_taken_offline", "deregistration_reported sponsor>municipal_cac")
    for ahead in ((), gone):
        more: dict[str, Any] = {"ahead": ahead}
        yield _filing("application_withdrawn", (_PENDING, "withdrawn", "2.4.3a"), **more)
        yield _change(
            "application_withdrawn p=P",
            (_PENDING, "withdrawn", "2.4.3a 2.5.1f"),
            # A plan given up before anything was filed.
            ("not_started/", "withdrawn", "2.5.1a"),
            **more,
        )
        yield _both("filing_refused", (_PENDING, "refused", "2.4.3a 2.7.1a"), **more)
        yield _filing("filing_revoked", ("filed displayed", "revoked", "2.7.1a"), **more)
        yield _change("filing_revoked p=P", ("approved", "revoked", "2.7.1a"), **more)


def _supplementing() -> Iterator[Step]:
    told = f"{_WAITING} deemed_abandoned"
    for way in _WAYS:
        yield _both(f"feedback_relayed {way}", (told, "", "2.4.4b"))
    for who in ("provincial_cac", "municipal_cac"):
        yield _both(f"feedback_received {who}", (told, "", "2.4.4b"))
    # Received once; after the end only where the period ran from another receipt.
    ahead_of_end = "awaiting_supplement supplement_unclear"
    yield _both("feedback_received sponsor", (ahead_of_end, "", "2.4.4c"))
    by_department = _kinds("deemed_abandoned supplement_posted", "department")
    yield _both("feedback_received sponsor", (by_department, "", "2.4.4c"), among=by_department)
    line = "supplement_submitted sponsor>municipal_cac"
    rest = (
        # A further one mends what was missing while nothing is decided.
        (f"supplemented {_kinds(f'{_HANDED_ON} reported national_review', 'again')}", "", "2.4.4e"),
        ("late_supplement supplement_posted", "", "2.4.4d"),
    )
    counts, late = ("awaiting_supplement", "national_review", "2.4.4c"), ("", "2.4.4d")
    yield _both(
        f"{line} plan=yes",
        counts,
        ("supplement_unclear", *counts[1:]),
        ("deemed_abandoned", *late),
        *rest,
    )
    unclear = ("supplement_unclear", "", "2.4.4e")
    yield _both(f"{line} plan=no", counts, unclear, ("deemed_abandoned", *late), *rest)
    # Posted in time, arrived late: a person says whether it counts.
    yield _both(
        f"{line} plan=no posted=-38",
        counts,
        unclear,
        ("deemed_abandoned", "awaiting_supplement", "2.4.4c"),
        *rest,
    )
    yield _both(f"{line} plan=no posted=-2", ("deemed_abandoned", *late), among="deemed_abandoned/")
    # under the strict reading one without the plan that is needed is none.
    needs_plan, strict = "determination q=2.4.4e a=yes", {"readings": _STRICT}
    waiting = _kinds("awaiting_supplement", "", "extended")
    yield _both(
        f"{line} plan=no",
        (waiting, "", "2.4.4e"),
        ("deemed_abandoned", *late),
        among=f"{waiting} {_WITHOUT_ONE}",
        **strict,
    )
    told = (waiting, "", "2.4.4e")
    yield _both(f"{line} plan=no", told, among=waiting, ahead=(needs_plan,), **strict)
    # Nothing comes to an application that has been withdrawn.
    for ahead in ((), (needs_plan,)):
        withdrawn = (*ahead, "application_withdrawn p=P")
        yield _both(f"{line} plan=no", among=waiting, ahead=withdrawn, **strict)
    # A-28, second reading: up again from where it was handed in.
    for to, stage in (("municipal_cac", "first_tier_check"), ("provincial_cac", "forwarded")):
        yield _both(
            f"supplement_submitted sponsor>{to} plan=yes",
            (f"{waiting} supplement_unclear", stage, "2.4.4c", "submission"),
            among=f"{waiting} supplement_unclear",
            readings=_AGAIN,
        )


def _answering() -> Iterator[Step]:
    def answered(question: str, answer: str, *told: tuple[str, ...], **more: Any) -> Step:
        outcomes = {name: [*told] for name in ("filing", "change")}
        return _step(f"determination q={question} a={answer}", outcomes, **more)

    def goes_on(question: str, answer: str, where: str, *more: tuple[str, ...]) -> Iterator[Step]:
        """An answer after which the supplement counts: where it goes depends on the reading (A-28)."""
        among = f"{where} {_WITHOUT_ONE} {_kinds(_PENDING, 'again')}"
        by_city = _kinds(where, "", "extended", "unplanned", "refiled", "department")
        for readings, tried, told in (
            ({}, "", ((where, "national_review", ""),)),
            (
                _AGAIN,
                among,
                (
                    (by_city, "first_tier_check", "submission"),
                    (_kinds(where, "province"), "forwarded", "submission"),
                ),
            ),
        ):
            ways = {
                name: [
                    *((here, stage, f"{question}{again}", opens) for here, stage, opens in told),
                    *more,
                ]
                for name, again in (("filing", ""), ("change", " 2.5.1f"))
            }
            line = f"determination q={question} a={answer}"
            yield _step(line, ways, readings=readings, among=tried)

    reached = f"{_HANDED_ON} returned reported national_review filed displayed approved"
    waiting = "awaiting_supplement supplement_posted supplemented late_supplement"
    asked = f"{waiting} {_kinds(reached, 'again')}"
    # Answered is answered.
    for question, answer, where in (
        ("2.4.4c", "yes", "supplement_posted"),
        ("2.4.4c", "no", "supplement_posted"),
        ("2.4.4d", "yes", "late_supplement"),
    ):
        said = f"determination q={question} a={answer}"
        for readings in ({}, _AGAIN):
            more: dict[str, Any] = {"ahead": (said,), "readings": readings, "among": where}
            for again in ("yes", "no"):
                yield answered(question, again, **more)
    yield from goes_on("2.4.4c", "yes", "supplement_posted")
    yield answered("2.4.4c", "no", ("supplement_posted", "deemed_abandoned", "2.4.4c 2.4.4d"))
    yield from goes_on("2.4.4d", "yes", "late_supplement")
    yield answered("2.4.4d", "no", ("late_supplement", "", "2.4.4d"))
    yield from goes_on("2.4.4e", "no", "supplement_unclear", (asked, "", "2.4.4e"))
    yield answered("2.4.4e", "yes", (f"{asked} supplement_unclear", "", "2.4.4e"))


def _numbering() -> Iterator[Step]:
    yield _filing("filing_number_issued", (_NATIONAL, "filed", "2.7.1a", "grant"))
    yield _change("filing_number_issued p=P number=null", (_NATIONAL, "approved", "2.7.1a"))
    for line in (
        *(f"filing_number_received {who}" for who in ("provincial_cac", "municipal_cac", "sponsor")),
        *(f"filing_number_relayed {way} prompted={said}" for way in _WAYS for said in ("yes", "no")),
    ):
        yield _step(
            f"{line} p=P",
            {"filing": [("filed displayed", "", "2.7.1b")], "change": [("approved", "", "2.7.1b")]},
        )
        # The approval of the change before may still be on its way.
        planned = _kinds("approved", "", "again")
        yield _change(
            f"{line} p=P", (planned, "not_started", "2.7.1b"), among=planned, ahead=(_PLAN,)
        )
    for at in ("home_bottom_center", "other"):
        yield _filing(
            f"filing_number_displayed position={at}",
            ("filed displayed", "displayed", "2.7.2a 2.7.2b"),
        )
    yield _filing("app_launched", ("*", "", "1.1"))


def _changing() -> Iterator[Step]:
    unplanned, refiled = _kinds(_OVER, "unplanned"), _kinds(_OVER, "refiled")
    another = ("not_started", "2.5.1a 2.5.1b", "change")
    for major in ("yes", "null"):
        yield _change(
            f"{_PLAN} major={major}",
            # A day for the change in hand,
            (f"not_started/ {_PENDING} {unplanned} approved/unplanned", "", "2.5.1a 2.5.1b"),
            # or another change.
            (f"not_started/unplanned {_kinds(_OVER, '', 'province')} {refiled}", *another),
            ("approved/ approved/again", *another),
        )
    effect = "2.5.1b 2.5.1f"
    in_hand = f"{_kinds(_OVER, '', 'province', 'unplanned')} approved"
    yield _change(
        "change_took_effect",
        (f"not_started/ {_PENDING} {in_hand}", "", effect),
        (f"not_started/unplanned {refiled}", "not_started", effect, "change"),
    )
    # What takes effect after that is another change; the application of the one before goes on.
    yield _change(
        "change_took_effect",
        (_PENDING, "", effect, "change"),
        (f"not_started {in_hand} {refiled}", "not_started", effect, "change"),
        ahead=("change_took_effect",),
    )


def _shutting_down() -> Iterator[Step]:
    yield _shutdown(
        "shutdown_announced", ("not_started", "announced", "2.6.2a"), ("offline/", "", "2.6.2a")
    )
    for lawful in ("yes", "null"):
        for leaked in ("yes", "no"):
            yield _shutdown(
                f"data_disposed lawful={lawful} leaked={leaked}",
                ("not_started announced offline", "", "2.6.2b 2.6.2c"),
            )
    yield _shutdown("app_taken_offline", ("not_started announced", "offline", "2.6.1a 2.6.1b"))
    for to in ("municipal_cac", "provincial_cac"):
        yield _shutdown(
            f"deregistration_reported sponsor>{to}", ("offline", "reported", "2.6.1b 2.6.1d")
        )


STEPS: tuple[Step, ...] = (
    *_preparing(),
    *_submitting(),
    *_reviewing(),
    *_supplementing(),
    *_answering(),
    *_numbering(),
    *_changing(),
    *_shutting_down(),
)


# -- as logs ----------------------------------------------------------------------------------------------
def taken_in(scene: Scene, lines: Iterable[str] = ()) -> tuple[gaf.Case, date]:
    """The log of a scene, with some lines after it, and the day of the last of them."""
    day, made = _FIRST, []
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
        log=made,
        on=str(day),
        sponsor={"tier": scene.tier},
    )
    return gaf.Case.from_dict(document(told)), day


def _reached(
    scene: Scene, lines: Iterable[str], readings: dict[str, str], guideline: gaf.Guideline
) -> tuple[gaf.Case, Replay]:
    case, day = taken_in(scene, lines)
    options = gaf.Readings.from_dict({**scene.readings, **readings}).options()
    return case, replay(case, day, program(guideline), options, CHINA, lenient=True)


def come_to(scene: Scene, step: Step, guideline: gaf.Guideline = gaf.HAINAN) -> Outcome | None:
    """What a step comes to by the rows; None where they refuse it.

    Raises:
        ValueError: they refuse something that comes ahead of it.
    """
    case, found = _reached(scene, step.lines, step.readings, guideline)
    if found.refused is not None:
        if len(found.order) < len(case.events) - 1:
            raise ValueError(str(found.refused))
        return None
    before = _reached(scene, step.lines[:-1], step.readings, guideline)[1]
    place = scene.procedure, found.state[scene.procedure]
    stage = next(row.stage for row in guideline.states if (row.procedure, row.name) == place)
    opened = [record.kind for record in found.records[len(before.records) :]]
    _, taken, _, _ = found.taken[-1]
    return Outcome(scene.name, stage, " ".join(taken.clauses), " ".join(opened))


def wanted_of(scene: Scene, step: Step) -> Outcome | None:
    """What the table says that a step comes to in a scene."""
    told = step.outcome(scene)
    return None if told is None else evolve(told, where=scene.name, to=told.to or scene.stage)


def step_slips(guideline: gaf.Guideline, event: str | None = None) -> Iterator[str]:
    """Where rows and table differ: of one type of event, or of all."""
    for step, scene in product(STEPS, SCENES):
        if step.is_tried(scene) and event in {None, step.lines[-1].split()[1]}:
            try:
                found = come_to(scene, step, guideline)
            except ValueError as stuck:
                # What is not in order by the table may hang on what is not in order before it.
                found = None if wanted_of(scene, step) is None else str(stuck)
            if found != wanted_of(scene, step):
                yield f"{scene.procedure} {scene.name}/{scene.kind} {step.lines}: {found}"
