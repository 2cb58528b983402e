"""Disputes: which conclusions of an assessment change under another reading of the text.

The same log is taken through the same rows with one option changed (or two), and the two outlines are
held against each other. Nothing is judged here.
"""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal

from attrs import evolve, frozen

from gaf_rules.evaluate.arguments import readings_of
from gaf_rules.evaluate.assessing import world_of
from gaf_rules.evaluate.outline import outline
from gaf_rules.evaluate.vanished import found_then, vanished
from gaf_rules.values.mapping import FrozenMap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.evaluate.outline import Outline, RawDuty, RawFinding
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.periods import Due
    from gaf_rules.language.readings import Readings
    from gaf_rules.log.case import Case
    from gaf_rules.values.texts import Lang

__all__ = ["Change", "ChangeKind", "Interaction", "disputes", "interactions"]

ChangeKind = Literal[
    "impossible",
    "stage",
    "finding_vanishes",
    "finding_appears",
    "duty_vanishes",
    "duty_appears",
    "duty_status",
    "duty_due",
]

Choice = tuple[str, str]

# What a log that breaks off still shows of a duty: a miss stands, all else could still have come.
_MISSED = frozenset({"lapsed", "overdue", "met_late"})


@frozen(kw_only=True)
class Change:
    """One conclusion that is another one under another reading.

    Attributes:
        kind: what changes. ``impossible``: the log could not have happened, because an event in it is
            not allowed under the other reading; what else is listed then holds on the day before which
            the log breaks off.
        procedure: filing, change or deregistration.
        clause: the clause of the finding or the duty, or that on which the event is refused; empty for
            a stage.
        subject: the code of the finding, the act of the duty, the type of the refused event; ``stage``.
        round: which one of several; None for a stage and a refused event.
        items: of a finding, what is missing or wrong.
        before, after: stage, status or date under the readings given, and under the other; a date that
            the calendar leaves open is ``earliest..latest``, one that nobody knows None.
        on: the day of the refused event.
    """

    kind: ChangeKind
    procedure: str
    clause: str
    subject: str
    round: int | None = None
    items: tuple[str, ...] = ()
    before: str | None = None
    after: str | None = None
    on: date | None = None

    def say(self, lang: Lang = "en") -> str:
        """The change in words.

        Arguments:
            lang: ``"zh"`` or ``"en"``.
        """
        return _say(self, lang)

    def __str__(self) -> str:
        return self.say("en")

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "kind": self.kind,
            "procedure": self.procedure,
            "clause": self.clause,
            "subject": self.subject,
            "round": self.round,
            "items": list(self.items),
            "before": self.before,
            "after": self.after,
            "on": None if self.on is None else self.on.isoformat(),
        }


@frozen(kw_only=True)
class Interaction:
    """What two options do together that is not the sum of what each does alone.

    Attributes:
        only_together: changes that neither option alone brings about.
        cancelled: changes that one of them alone brings about and the two together do not.
    """

    only_together: tuple[Change, ...]
    cancelled: tuple[Change, ...]


def disputes(
    case: Case,
    *,
    as_of: date,
    guideline: Guideline | None = None,
    calendar: WorkingCalendar | None = None,
    readings: Readings | None = None,
) -> Mapping[Choice, tuple[Change, ...]]:
    """What changes under each other option of each reading, one at a time.

    Arguments:
        case: the case.
        as_of: the day of assessment.
        guideline: the rows; the Hainan guideline by default.
        calendar: the working days; the State Council's notices by default.
        readings: the readings from which one is changed; the defaults by default.

    Returns:
        (reading, option) → what changes; read-only, in the order of the readings. An option that changes
        nothing is left out, so an empty mapping means that nothing depends on a reading.

    Raises:
        CaseError, IllegalEventError: as :func:`gaf_rules.assess` under the readings given. A log that
            only another option does not allow is no error but a change of kind ``impossible``.

    >>> import gaf_rules as gaf
    >>> from datetime import date
    >>> case = gaf.Case(
    ...     id="launch",
    ...     app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False),
    ...     sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal"),
    ...     events=[
    ...         gaf.Event(type="self_check_completed", on=date(2026, 3, 2), problems=()),
    ...         gaf.Event(type="application_submitted", on=date(2026, 3, 3), by="sponsor",
    ...                   to="municipal_cac", materials=("application_form",)),
    ...         gaf.Event(type="app_launched", on=date(2026, 3, 4)),
    ...     ],
    ... )
    >>> found = disputes(case, as_of=date(2026, 3, 5))
    >>> for change in found["launch_gate", "application_submitted"]:
    ...     print(change)
    finding LAUNCHED_BEFORE_FILING (1.1) falls away
    duty 1.1 (submit the application): status overdue → met
    """
    compared = _Compared(case, as_of, guideline, calendar, readings)
    single = {
        (name, option): compared.with_options(other) for name, option, other in _others(compared)
    }
    return FrozenMap({key: changes for key, changes in single.items() if changes})


def interactions(
    case: Case,
    *,
    as_of: date,
    guideline: Guideline | None = None,
    calendar: WorkingCalendar | None = None,
    readings: Readings | None = None,
) -> Mapping[tuple[Choice, Choice], Interaction]:
    """The pairs of options whose joint effect is not the union of their single effects.

    Arguments and errors are those of :func:`disputes`.

    Returns:
        ((reading, option), (reading, option)) → what is different together; read-only. Two readings that
        move one date, each by some days, interact: the date under both is a third one.

    >>> import gaf_rules as gaf
    >>> app = gaf.App(kind="app", runs_on_mobile=True, purpose="internal")
    >>> sponsor = gaf.Sponsor(kind="administrative_organ", tier="municipal")
    >>> dict(interactions(gaf.Case(id="C", app=app, sponsor=sponsor), as_of=date(2026, 3, 2)))
    {}
    """
    compared = _Compared(case, as_of, guideline, calendar, readings)
    others = [((name, option), other) for name, option, other in _others(compared)]
    single = {key: compared.with_options(other) for key, other in others}
    found = {}
    for (first, base), (second, _) in combinations(others, 2):
        if first[0] == second[0]:
            continue
        both: dict[str, Any] = {second[0]: second[1]}
        joint = compared.with_options(evolve(base, **both))
        alone = dict.fromkeys((*single[first], *single[second]))
        only = tuple(change for change in joint if change not in alone)
        gone = tuple(change for change in alone if change not in set(joint))
        if only or gone:
            found[first, second] = Interaction(only_together=only, cancelled=gone)
    return FrozenMap(found)


class _Compared:
    """One log under the readings given, to hold others against."""

    def __init__(
        self,
        case: Case,
        as_of: date,
        guideline: Guideline | None,
        calendar: WorkingCalendar | None,
        readings: Readings | None,
    ) -> None:
        self.readings = readings_of(readings)
        self.world = world_of(case, as_of, guideline, calendar)
        self.base = outline(self.world, self.readings)

    def with_options(self, other: Readings) -> tuple[Change, ...]:
        """Every conclusion that is another one under other readings, each once."""
        varied = outline(self.world, other, lenient=True)
        return tuple(dict.fromkeys(self._changes(varied)))

    def _changes(self, other: Outline) -> Iterator[Change]:
        base = self.base
        if other.log.refused is not None:
            refused = other.log.refused.error()
            yield Change(
                kind="impossible",
                procedure=refused.procedure,
                clause=refused.clause,
                subject=str(refused.event.get("type")),
                on=refused.on,
            )
        yield from _stage_changes(base, other)
        yield from self._finding_changes(other)
        yield from _duty_changes(base, other)

    def _finding_changes(self, other: Outline) -> Iterator[Change]:
        gone = vanished(self.world, self.readings, self.base, other)
        held = {found.key for found in self.base.findings}
        if other.log.refused is not None:
            held |= found_then(self.world, self.readings, other.log.refused)
        for found in self.base.findings:
            if found.key in gone:
                yield _finding_change("finding_vanishes", found)
        for found in other.findings:
            if found.key not in held:
                yield _finding_change("finding_appears", found)


def _others(compared: _Compared) -> Iterator[tuple[str, str, Readings]]:
    return compared.readings.others()


def _stage_changes(base: Outline, other: Outline) -> Iterator[Change]:
    for procedure in dict.fromkeys((*base.stages, *other.stages)):
        before, after = base.stages.get(procedure), other.stages.get(procedure)
        if before != after:
            yield Change(
                kind="stage",
                procedure=procedure,
                clause="",
                subject="stage",
                before=before,
                after=after,
            )


def _finding_change(kind: ChangeKind, found: RawFinding) -> Change:
    return Change(
        kind=kind,
        procedure=found.procedure,
        clause=found.clause,
        subject=found.row.code,
        round=found.round,
        items=found.items,
    )


def _duty_changes(base: Outline, other: Outline) -> Iterator[Change]:
    broken = other.log.refused is not None
    mine = {(d.row.clause, d.procedure, d.round): d for d in base.duties}
    theirs = {(d.row.clause, d.procedure, d.round): d for d in other.duties}
    for key, duty in mine.items():
        twin = theirs.get(key)
        if twin is not None:
            yield from _compared_duty(duty, twin, broken=broken)
        elif not broken:
            yield _duty_change("duty_vanishes", duty, before=duty.status)
    for key, duty in theirs.items():
        if key not in mine:
            yield _duty_change("duty_appears", duty, after=duty.status)


def _compared_duty(duty: RawDuty, twin: RawDuty, *, broken: bool) -> Iterator[Change]:
    before, after = duty.status, twin.status
    if before != after and (not broken or after in _MISSED):
        yield _duty_change("duty_status", duty, before=before, after=after)
    due, other = _due_text(duty.due), _due_text(twin.due)
    if due != other and not (broken and other is None):
        yield _duty_change("duty_due", duty, before=due, after=other)


def _duty_change(
    kind: ChangeKind, duty: RawDuty, *, before: str | None = None, after: str | None = None
) -> Change:
    return Change(
        kind=kind,
        procedure=duty.procedure,
        clause=duty.row.clause,
        subject=duty.row.act,
        round=duty.round,
        before=before,
        after=after,
    )


def _due_text(due: Due | None) -> str | None:
    if due is None or due.latest is None:
        return None
    if due.on is not None:
        return due.on.isoformat()
    return f"{due.earliest}..{due.latest}"


# -- words ---------------------------------------------------------------------------------------------
_FINDING = {
    "finding_vanishes": (
        "结论 {subject}（{clause}）不再成立",
        "finding {subject} ({clause}) falls away",
    ),
    "finding_appears": ("出现结论 {subject}（{clause}）", "finding {subject} ({clause}) appears"),
}
_DUTY = {
    "duty_vanishes": ("义务不再存在", "falls away"),
    "duty_appears": ("出现该项义务，状态 {after}", "appears, status {after}"),
    "duty_status": ("状态 {before} → {after}", "status {before} → {after}"),
    "duty_due": ("期限 {before} → {after}", "due {before} → {after}"),
}
_UNKNOWN = ("未知", "unknown")


def _say(change: Change, lang: Lang) -> str:
    from gaf_rules.messages import label, stage_label  # noqa: PLC0415 - words only where asked for

    place = 0 if lang == "zh" else 1
    number = ""
    if change.round is not None and change.round > 1:
        number = (f"第 {change.round} 轮", f", round {change.round}")[place]
    if change.kind == "impossible":
        event = label("event", change.subject, lang)
        return (
            f"按此读法日志不可能发生：{change.on} 的“{event}”不被允许（{change.clause}）",
            f"the log could not have happened: {event!r} on {change.on} is refused ({change.clause})",
        )[place]
    if change.kind == "stage":
        name = label("procedure", change.procedure, lang)
        stages = [
            "–" if stage is None else stage_label(change.procedure, stage, lang)
            for stage in (change.before, change.after)
        ]
        return (f"{name}阶段：{' → '.join(stages)}", f"stage of {name}: {' → '.join(stages)}")[
            place
        ]
    if change.kind in _FINDING:
        clause = change.clause + number
        said = _FINDING[change.kind][place].format(subject=change.subject, clause=clause)
        items = [_item(item, lang) for item in change.items]
        return said + ("：" if place == 0 else ": ") * bool(items) + ", ".join(items)
    values = [_value(change, value, lang) for value in (change.before, change.after)]
    said = _DUTY[change.kind][place].format(before=values[0], after=values[1])
    act = label("act", change.subject, lang)
    return (
        f"义务 {change.clause}{number}（{act}）：{said}",
        f"duty {change.clause}{number} ({act}): {said}",
    )[place]


def _value(change: Change, value: str | None, lang: Lang) -> str:
    from gaf_rules.messages import label  # noqa: PLC0415 - words only where asked for

    if value is None:
        return _UNKNOWN[0 if lang == "zh" else 1]
    return value if change.kind == "duty_due" else label("status", value, lang)


def _item(item: str, lang: Lang) -> str:
    from gaf_rules.messages import LABELS  # noqa: PLC0415 - words only where asked for

    for kind in ("material", "problem", "position", "event"):
        if item in LABELS[kind]:
            return LABELS[kind][item][0 if lang == "zh" else 1]
    return item
