"""What becomes of one duty, as rules: its clock, its status in three steps, and what the status leads to.

How a duty row is read stands here as rules over what the row says, made anew for each row, so that a row
that says something else makes other rules. Days are compared before they enter: -1, 0, 1, or 2 where one of
them is not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from gaf_rules.durable.guards import FactKind, RulePart
from gaf_rules.durable.parts import RuleEntry, entry, kinds_of, plain
from gaf_rules.durable.premises import Premise, given, when
from gaf_rules.durable.rows_record import finding_conditions
from gaf_rules.language.conditions import Is

if TYPE_CHECKING:
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.rows import DutyRow

__all__ = ["DutyRules", "duty_rules"]

_DATED = given("dated")
_MET = given("met")
_LIMITED = given("limited")
_ACT_TO_LIMIT = given("act_to_limit", int)
_ENDING = given("ending")
_PROJECTED = given("projected")
_TO_LATEST = given("act_to_latest", int)
_TO_EARLIEST = given("act_to_earliest", int)
_SOFT = given("soft")
_RAW = given("raw", str)
_STATUS = given("status", str)
_NOW_OPEN = ("open", "overdue", "undetermined", "extended")


@frozen
class DutyRules:
    """The rules over one duty row in one procedure.

    Attributes:
        clock_part, clock: which clock row a mark meets.
        part: the rest, for one session.
        raw: how the act, or its absence, stands to the last day.
        held: the same with what is unclear or excused.
        gone: whether the duty fell away with its application.
        findings, asks, moves: what follows from the status: findings, a question for a missing date, a
            next action.
    """

    clock_part: RulePart
    clock: tuple[FactKind, ...]
    part: RulePart
    raw: tuple[FactKind, ...]
    held: tuple[FactKind, ...]
    gone: tuple[FactKind, ...]
    findings: tuple[FactKind, ...]
    asks: tuple[FactKind, ...]
    moves: tuple[FactKind, ...]


def _undated(row: DutyRow) -> list[tuple[str, tuple[Premise, ...]]]:
    """A duty without a number of days, with or without something that it must come before."""
    no, yes = when(_MET, value=False), when(_MET, value=True)
    if row.before is None:
        return [("open", (no,)), ("met", (yes,))]
    free, bound = when(_LIMITED, value=False), when(_LIMITED, value=True)
    return [
        ("open", (no, free)),
        ("overdue", (no, bound)),
        ("met", (yes, free)),
        ("met", (yes, bound, when(_ACT_TO_LIMIT, -1))),
        (row.same_day, (yes, bound, when(_ACT_TO_LIMIT, 0))),
        ("met_late", (yes, bound, when(_ACT_TO_LIMIT, 1))),
    ]


def _dated(row: DutyRow) -> list[tuple[str, tuple[Premise, ...]]]:
    """A duty with a last day: the day of the act, or of the assessment, held against its bounds."""
    no, yes = when(_MET, value=False), when(_MET, value=True)
    endless, ending = when(_ENDING, value=False), when(_ENDING, value=True)
    late, not_late = when(_TO_LATEST, 1), when(_TO_LATEST, 1, "neq")
    doubtful, in_time = when(_TO_EARLIEST, 1), when(_TO_EARLIEST, 1, "neq")
    hard = when(_SOFT, value=False)
    missed: list[tuple[str, tuple[Premise, ...]]] = [
        ("overdue", (ending, late, hard, no)),
        ("met_late", (ending, late, hard, yes)),
    ]
    if row.consequence is not None:
        missed = [("lapsed", (ending, late, hard))]
    return [
        ("met", (endless, yes)),
        ("undetermined", (endless, no, when(_PROJECTED, value=True))),
        ("extended", (endless, no, when(_PROJECTED, value=False))),
        ("undetermined", (ending, late, when(_SOFT, value=True))),
        *missed,
        ("undetermined", (ending, not_late, doubtful)),
        ("open", (ending, not_late, in_time, no)),
        ("met", (ending, not_late, in_time, yes)),
    ]


def _raw(row_id: str, row: DutyRow) -> list[RuleEntry]:
    made = []
    for dated, rules in ((False, _undated(row)), (True, _dated(row))):
        for number, (status, premises) in enumerate(rules):
            name = f"{row_id}:{'dated' if dated else 'order'}:{number}"
            made.append(plain(name, ("raw", status), when(_DATED, dated), *premises))
    return made


def _held(row_id: str, row: DutyRow) -> list[RuleEntry]:
    """What is unclear is undetermined; an excused lapse is an act that came late."""
    statuses = ("open", "met", "overdue", "met_late", "lapsed", "extended", "undetermined")
    clear = (when(given("unclear"), value=False),) if row.unclear is not None else ()
    found: list[RuleEntry] = []
    for status in statuses:
        name = f"{row_id}:held:{status}"
        raw = when(_RAW, status)
        if row.unclear is not None:
            unclear = when(given("unclear"), value=True)
            found.append(plain(f"{name}:unclear", ("status", "undetermined"), raw, unclear))
        if status == "lapsed" and row.excused is not None:
            excused = given("excused")
            found.append(
                plain(
                    f"{name}:excused",
                    ("status", "met_late"),
                    raw,
                    *clear,
                    when(excused, value=True),
                )
            )
            found.append(plain(name, ("status", status), raw, *clear, when(excused, value=False)))
        else:
            found.append(plain(name, ("status", status), raw, *clear))
    return found


def _gone(row_id: str, row: DutyRow) -> list[RuleEntry]:
    """A duty ends undone with its application; what had, or may have, been missed by then stays.

    What has an effect would have ended the application before.
    """
    stays = ("overdue", "undetermined") if row.consequence is None else ("overdue", "lapsed")
    ended = (when(given("void"), value=True), when(_MET, value=False))
    kept = (when(_RAW, status, "neq") for status in stays)
    return [plain(f"{row_id}:gone", ("gone", True), *ended, *kept)]


def _asks(row_id: str, row: DutyRow) -> list[RuleEntry]:
    """A receipt that is missing is asked for while its day could still change something."""
    if not any(start.asks for start in row.starts):
        return []
    estimated = when(given("estimated"), value=True)
    firm, doubted = (when(given("doubted"), value=value) for value in (False, True))
    waits = (when(_STATUS, "met", "neq"), when(_STATUS, "met_late", "neq"))
    return [
        plain(f"{row_id}:asks:doubted", ("asks", True), estimated, doubted),
        plain(
            f"{row_id}:asks",
            ("asks", True),
            estimated,
            firm,
            when(given("rests"), value=True),
            *waits,
        ),
    ]


def duty_rules(guideline: Guideline, index: int, procedure: str) -> DutyRules:
    """The rules over one duty row in one procedure."""
    row = guideline.duties[index]
    row_id = f"duty:{row.clause}:{index}"
    name = f"{index}.{procedure}"
    clock = kinds_of(
        f"clock.{name}",
        [
            entry(f"{row_id}:clock:{number}", ("clock", number), Is("event.mark", c.mark), c.when)
            for number, c in enumerate(row.clock)
        ],
    )
    raw = kinds_of(f"raw.{name}", _raw(row_id, row))
    held = kinds_of(f"held.{name}", _held(row_id, row))
    gone = kinds_of(f"gone.{name}", _gone(row_id, row))
    asks = kinds_of(f"asks.{name}", _asks(row_id, row))
    findings = kinds_of(
        f"due.{name}",
        [
            entry(f"finding:{found.code}:{number}", ("finding", number), *finding_conditions(found))
            for target in (f"duty:{row.clause}", "duty:*")
            for number, found in enumerate(guideline.findings)
            if found.over == target and procedure in found.procedures
        ],
    )
    moves = kinds_of(
        f"moves.{name}",
        [
            plain(
                f"{row_id}:moves:{status}",
                ("moves", True),
                when(_STATUS, status),
                when(given("wanted"), value=True),
                when(given("void"), value=False),
                when(given("kept"), value=False),
                when(given("followed"), value=False),
                when(given("closed"), value=False),
            )
            for status in _NOW_OPEN
        ],
    )
    return DutyRules(
        clock_part=RulePart(f"clock.{name}", clock),
        clock=clock,
        part=RulePart(f"duty.{name}", (*raw, *held, *gone, *asks, *findings, *moves)),
        raw=raw,
        held=held,
        gone=gone,
        findings=findings,
        asks=asks,
        moves=moves,
    )
