"""Why an event is refused: where the case stands, what would be legal there, on which clause that rests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gaf_rules.program.asked import Over
from gaf_rules.program.positions import suits
from gaf_rules.values.errors import IllegalEventError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from gaf_rules.evaluate.fold import Fold
    from gaf_rules.log.entries import Entry
    from gaf_rules.log.events import Event
    from gaf_rules.program.program import Step

__all__ = ["RefusedEvent"]

_TO_ITSELF = (
    "by 与 to 是同一单位（主办单位即该部门的亦同），向自己提交或转告不成一步。",
    "by and to are one unit (a department that sponsors has two names): nobody hands anything to himself. ",
)

_BOUND_ZH = (
    "{on} 当日有 {count} 个事件，在限定的尝试次数内没有找到各步都合程序的次序，但不能断定没有："
    "请删去重复的记录，或写明各事件的实际日期。"
)
_BOUND_EN = (
    "The {count} events of {on} were tried in many orders, up to the bound of the search, and none was found "
    "in which each is legal; that there is none is not known: take out entries that repeat others, or give "
    "the days on which they really happened. "
)


class RefusedEvent:
    """Where a log breaks off: the event that is not legal; the words of the error are put when asked for.

    Arguments:
        fold: where the log has led to.
        entry: the event.
        among: the events of its day, where the search for their order has come to its bound.
    """

    __slots__ = ("_among", "_entry", "_fold")

    def __init__(self, fold: Fold, entry: Entry, *, among: Sequence[Entry] = ()) -> None:
        self._fold = fold
        self._entry = entry
        self._among = among

    @property
    def on(self) -> date:
        """The day of the event."""
        return self._entry.on

    @property
    def index(self) -> int:
        """The place of the event in the log."""
        return self._entry.index

    def error(self) -> IllegalEventError:
        """Why this event is not legal, what would be, and on which clause that rests."""
        return _error(self._fold, self._entry, self._among)


def _error(fold: Fold, entry: Entry, among: Sequence[Entry]) -> IllegalEventError:
    # Words only for errors.
    from gaf_rules.messages.codes import codes_in_words  # noqa: PLC0415 - as said

    machine, sign = fold.machine, entry.sign
    names = machine.procedures_of(sign)
    procedure = names[0] if names else "filing"
    rows = machine.steps.get((procedure, sign.name), ())
    state = machine.states[procedure, fold.state[procedure]]
    clause = rows[0].row.clauses[0] if rows else machine.guideline.route_clause
    allowed = _allowed(fold, entry.on)
    hint_zh, hint_en = _TO_ITSELF if sign.is_to_itself else _hint(state.question)
    if entry.event.type in allowed:
        for told_zh, told_en in (_supplied(entry), _fitting(fold, entry, procedure)):
            hint_zh, hint_en = hint_zh + told_zh, hint_en + told_en
    if among:
        hint_zh += _BOUND_ZH.format(count=len(among), on=entry.on)
        hint_en += _BOUND_EN.format(count=len(among), on=entry.on)
    stage = machine.guideline.stage_label(procedure, state.stage, "zh")
    # As it was given: a role that was left out, or goes by another name, is not put into its mouth.
    event = entry.event
    roles = "".join(
        f" {name}={value}" for name, value in (("by", event.by), ("to", event.to)) if value
    )
    return IllegalEventError(
        event=event.to_dict(),
        on=entry.on,
        procedure=procedure,
        stage=state.stage,
        allowed=allowed,
        clause=clause,
        path=f"$.events[{entry.index}]",
        zh=(
            f"$.events[{entry.index}]：{entry.on} 的{_acted(event, procedure)}；在阶段“{stage}”"
            f"（{state.stage}）不合程序或已经发生过，依据 {clause}。"
            f"{hint_zh}此时可有：{codes_in_words(allowed) or '无（已注销报备）'}"
        ),
        en=(
            f"$.events[{entry.index}]: {event.type}{roles} ({procedure}) on {entry.on} is not legal in "
            f"the stage {state.stage}, or has happened already; clause {clause}. {hint_en}"
            f"Legal here: {', '.join(allowed) or 'nothing, the app has been deregistered'}"
        ),
    )


def _acted(event: Event, procedure: str) -> str:
    """The event in Chinese: what it is, of which procedure, by whom and to whom."""
    from gaf_rules.messages import label  # noqa: PLC0415 - words only for errors
    from gaf_rules.messages.codes import code_in_words  # noqa: PLC0415 - words only for errors

    told = (
        ("procedure", "procedure", procedure),
        ("by", "role", event.by),
        ("to", "role", event.to),
    )
    return code_in_words("event", event.type) + "".join(
        f"，{label('field', field, 'zh')}：{code_in_words(kind, code)}"
        for field, kind, code in told
        if code
    )


def _supplied(entry: Entry) -> tuple[str, str]:
    """What an event that others like it are legal beside was read as, where it leaves out who or to whom."""
    from gaf_rules.messages.codes import code_in_words  # noqa: PLC0415 - words only for errors

    left_out = (("by", entry.event.by, entry.sign.by), ("to", entry.event.to, entry.sign.to))
    read = [(name, role) for name, given, role in left_out if given is None and role is not None]
    return (
        "".join(f"未写 {name}，按{code_in_words('role', role)}读取。" for name, role in read),
        "".join(f"{name} was left out and read as {role}. " for name, role in read),
    )


def _hint(question: str | None) -> tuple[str, str]:
    """What leads on from a state in which a person has to decide."""
    if question is None:
        return "", ""
    return (
        f"须先由人对 {question} 作出决定（determination，question={question}）。",
        f"A person must decide first: a determination on {question}. ",
    )


def _fitting(fold: Fold, entry: Entry, procedure: str) -> tuple[str, str]:
    """By whom or to whom the same event would be legal here, where it is by or to somebody else."""
    from gaf_rules.messages.codes import code_in_words  # noqa: PLC0415 - words only for errors

    places, sign = fold.positions, entry.sign
    rows = [s.row for s in fold.machine.steps[procedure, sign.name] if _is_open(fold, s, entry.on)]
    if sign.is_to_itself or any(suits(row, sign, places) for row in rows):
        return "", ""
    zh, en = [], []
    for row in rows:
        sides = []
        for name, given, wanted in (("by", sign.by, row.by), ("to", sign.to, row.dest)):
            roles = [role for role, held in places.items() if not held.isdisjoint(wanted)]
            if wanted and given not in roles:
                sides.append((name, roles))
        if sides and all(roles for _, roles in sides):
            told = (
                (name, (code_in_words("role", role) for role in roles)) for name, roles in sides
            )
            zh.append("，".join(f"{name} 为{'、'.join(words)}" for name, words in told))
            en.append(" ".join(f"{name}={'|'.join(roles)}" for name, roles in sides))
    return (
        f"此时应当 {'；或 '.join(dict.fromkeys(zh))}。" if zh else "",
        f"Here it would be legal with {' or '.join(dict.fromkeys(en))}. " if en else "",
    )


def _allowed(fold: Fold, day: date) -> tuple[str, ...]:
    """The events that some actor could log on a day from here, as words for the error."""
    return tuple(
        name if procedure == "filing" else f"{name} ({procedure})"
        for (procedure, name), steps in fold.machine.steps.items()
        if any(_is_open(fold, step, day) for step in steps)
    )


def _is_open(fold: Fold, step: Step, day: date) -> bool:
    """Whether some actor could take a step on a day from here."""
    procedure = step.procedure
    if step.row.states and fold.state[procedure] not in step.row.states:
        return False
    over = step.within is not None and fold.over(Over(step.within, procedure, None), day)
    return not over and step.test({**fold.contexts[procedure], "event": {}})
