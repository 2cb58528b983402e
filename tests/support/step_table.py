"""When which step is in order, read from the guideline and the contract: no row was looked up for it.

A **step** is an event with what it comes to: in which scenes (:mod:`scenes`) it is in order, what stage it
leads to, on which clauses it rests and which records it opens. In all other scenes of its procedure it is
refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import field, frozen
from scenes import AGAIN, ENDED, STRICT, kinds_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scenes import Scene

__all__ = ["STEPS", "Outcome", "Step"]


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


# -- the table --------------------------------------------------------------------------------------------
_HANDED_ON = "submitted forwarded completeness_review completeness_confirmed"
_NATIONAL = "reported national_review supplemented"
_WAITING = "awaiting_supplement supplement_posted supplement_unclear"
_PENDING = f"{_HANDED_ON} returned {_NATIONAL} {_WAITING}"
_OVER = " ".join(ENDED)
_WITHOUT_ONE = kinds_of(
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
_MENDED = "rectification_completed problems=check_in"
_PLAN = "change_planned day=2026-12-30"


def _preparing() -> Iterator[Step]:
    # 2.2.3: before an application; what comes later counts for the next one, or mends this one.
    for line, clause in (
        ("self_check_completed", "2.2.3a"),
        (_FOUND, "2.2.3a"),
        (_MENDED, "2.2.3d"),
    ):
        rest = f"{_PENDING} {_OVER} filed displayed"
        yield _filing(line, ("not_started", "", clause, "preparation"), (rest, "", clause))
        yield _filing(line, ("*", "", clause), ahead=(_FOUND,))
        # What was mended may be found again.
        yield _filing(line, ("*", "", clause), ahead=(_FOUND, _MENDED))


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
            (f"not_started/ {kinds_of(_OVER, '', 'province', 'unplanned')}", stage, change, anew),
            # Nothing in hand: nobody planned it, what was planned is approved, the filing is another.
            (
                f"not_started/unplanned approved {kinds_of(_OVER, 'refiled')}",
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
        among=kinds_of("submitted returned", "affiliated"),
    )
    yield _both("reported_to_national", ("completeness_confirmed", "reported", "2.4.2b"), back)
    received = ("application_received national_cac p=P",)
    yield _both("reported_to_national", back, among="supplemented", ahead=received)
    yield _both(
        "application_received national_cac",
        ("reported", "national_review", "2.4.3a"),
        ("supplemented", "", "2.4.3a"),
    )
    yield _both("review_extended", (f"{_NATIONAL} {_WAITING}", "", "2.4.3b", "extension"))
    extended = (
        f"{kinds_of(_PENDING, 'extended', 'again')} {kinds_of('filed displayed approved', 'again')}"
    )
    for way in _WAYS:
        yield _both(f"extension_relayed {way}", (extended, "", "2.4.3c"))
    yield _both("feedback_issued", (_NATIONAL, "awaiting_supplement", "2.4.4a", "feedback"))
    # Outcomes that the text does not know.
    yield _filing("application_withdrawn", (_PENDING, "withdrawn", "2.4.3a"))
    yield _change(
        "application_withdrawn p=P",
        (_PENDING, "withdrawn", "2.4.3a 2.5.1f"),
        # A plan given up before anything was filed.
        ("not_started/", "withdrawn", "2.5.1a"),
    )
    yield _both("filing_refused", (_PENDING, "refused", "2.4.3a 2.7.1a"))
    yield _filing("filing_revoked", ("filed displayed", "revoked", "2.7.1a"))
    yield _change("filing_revoked p=P", ("approved", "revoked", "2.7.1a"))


def _supplementing() -> Iterator[Step]:
    told = f"{_WAITING} deemed_abandoned"
    for way in _WAYS:
        yield _both(f"feedback_relayed {way}", (told, "", "2.4.4b"))
    for who in ("provincial_cac", "municipal_cac"):
        yield _both(f"feedback_received {who}", (told, "", "2.4.4b"))
    # Received once; after the end only where the period ran from another receipt.
    ahead_of_end = "awaiting_supplement supplement_unclear"
    yield _both("feedback_received sponsor", (ahead_of_end, "", "2.4.4c"))
    by_department = kinds_of("deemed_abandoned supplement_posted", "department")
    yield _both("feedback_received sponsor", (by_department, "", "2.4.4c"), among=by_department)
    line = "supplement_submitted sponsor>municipal_cac"
    rest = (
        # A further one mends what was missing while nothing is decided.
        (
            f"supplemented {kinds_of(f'{_HANDED_ON} reported national_review', 'again')}",
            "",
            "2.4.4e",
        ),
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
    needs_plan = "determination q=2.4.4e a=yes"
    strict: dict[str, Any] = {"readings": STRICT}
    waiting = kinds_of("awaiting_supplement", "", "extended")
    yield _both(
        f"{line} plan=no",
        (waiting, "", "2.4.4e"),
        ("deemed_abandoned", *late),
        among=f"{waiting} {_WITHOUT_ONE}",
        **strict,
    )
    none = (waiting, "", "2.4.4e")
    yield _both(f"{line} plan=no", none, among=waiting, ahead=(needs_plan,), **strict)
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
            readings=AGAIN,
        )


def _answering() -> Iterator[Step]:
    def answered(question: str, answer: str, *told: tuple[str, ...], **more: Any) -> Step:
        outcomes = {name: [*told] for name in ("filing", "change")}
        return _step(f"determination q={question} a={answer}", outcomes, **more)

    def goes_on(
        question: str,
        answer: str,
        where: str,
        *more: tuple[str, ...],
        ahead: tuple[str, ...] = (),
        under: dict[str, str] | None = None,
    ) -> Iterator[Step]:
        """An answer after which the supplement counts: where it goes depends on the reading (A-28)."""
        late = kinds_of("late_supplement supplement_posted", "", "province")
        among = f"{where} {late} {_WITHOUT_ONE} {kinds_of(_PENDING, 'again')}"
        by_city = kinds_of(where, "", "extended", "unplanned", "refiled", "department")
        for readings, tried, told in (
            ({}, "", ((where, "national_review", ""),)),
            (
                AGAIN,
                among,
                (
                    (by_city, "first_tier_check", "submission"),
                    (kinds_of(where, "province"), "forwarded", "submission"),
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
            line, held = f"determination q={question} a={answer}", {**(under or {}), **readings}
            yield _step(line, ways, readings=held, among=where if ahead else tried, ahead=ahead)

    reached = f"{_HANDED_ON} returned reported national_review filed displayed approved"
    waiting = "awaiting_supplement supplement_posted supplemented late_supplement"
    asked = f"{waiting} {kinds_of(reached, 'again')}"
    # Answered is answered.
    for question, answer, where in (
        ("2.4.4c", "yes", "supplement_posted"),
        ("2.4.4c", "no", "supplement_posted"),
        ("2.4.4d", "yes", "late_supplement"),
    ):
        said = f"determination q={question} a={answer}"
        for readings in ({}, AGAIN, STRICT):
            more: dict[str, Any] = {"ahead": (said,), "readings": readings, "among": where}
            for again in ("yes", "no"):
                yield answered(question, again, **more)
    yield from goes_on("2.4.4c", "yes", "supplement_posted")
    yield answered("2.4.4c", "no", ("supplement_posted", "deemed_abandoned", "2.4.4c 2.4.4d"))
    yield from goes_on("2.4.4d", "yes", "late_supplement")
    yield answered("2.4.4d", "no", ("late_supplement", "", "2.4.4d"))
    yield from goes_on("2.4.4e", "no", "supplement_unclear", (asked, "", "2.4.4e"))
    yield answered("2.4.4e", "yes", (f"{asked} supplement_unclear", "", "2.4.4e"))
    # One that has gone up again from the province stays where it is.
    handed = ("supplement_submitted sponsor>provincial_cac p=P plan=no",)
    up: dict[str, Any] = {"among": "awaiting_supplement/", "readings": AGAIN, "ahead": handed}
    for said in ("yes", "no"):
        yield answered("2.4.4e", said, ("awaiting_supplement", "forwarded", "2.4.4e"), **up)
    # A-26, strictly: what was posted in time without a plan counts, once both are said, if none was needed.
    in_time, where = "determination q=2.4.4c a=yes", "supplement_posted"
    ended = (where, "deemed_abandoned", "2.4.4e 2.4.4d")
    posted: dict[str, Any] = {"among": where, "readings": STRICT}
    yield answered("2.4.4c", "yes", (where, "", "2.4.4c 2.4.4e"), **posted)
    yield from goes_on("2.4.4e", "no", where, ahead=(in_time,), under=STRICT)
    yield answered("2.4.4e", "yes", ended, **posted)
    yield answered("2.4.4e", "yes", ended, ahead=(in_time,), **posted)


def _numbering() -> Iterator[Step]:
    yield _filing("filing_number_issued", (_NATIONAL, "filed", "2.7.1a", "grant"))
    yield _change("filing_number_issued p=P number=null", (_NATIONAL, "approved", "2.7.1a"))
    for line in (
        *(
            f"filing_number_received {who}"
            for who in ("provincial_cac", "municipal_cac", "sponsor")
        ),
        *(
            f"filing_number_relayed {way} prompted={said}"
            for way in _WAYS
            for said in ("yes", "no")
        ),
    ):
        yield _step(
            f"{line} p=P",
            {"filing": [("filed displayed", "", "2.7.1b")], "change": [("approved", "", "2.7.1b")]},
        )
        # The approval of the change before may still be on its way.
        planned = kinds_of("approved", "", "again")
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
    unplanned, refiled = kinds_of(_OVER, "unplanned"), kinds_of(_OVER, "refiled")
    another = ("not_started", "2.5.1a 2.5.1b", "change")
    for major in ("yes", "null"):
        yield _change(
            f"{_PLAN} major={major}",
            # A day for the change in hand,
            (f"not_started/ {_PENDING} {unplanned} approved/unplanned", "", "2.5.1a 2.5.1b"),
            # or another change.
            (f"not_started/unplanned {kinds_of(_OVER, '', 'province')} {refiled}", *another),
            ("approved/ approved/again", *another),
        )
    effect = "2.5.1b 2.5.1f"
    in_hand = f"{kinds_of(_OVER, '', 'province', 'unplanned')} approved"
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
