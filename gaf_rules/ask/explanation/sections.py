"""The parts of an explanation that say what was concluded: scope, way, log, findings, questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gaf_rules.ask.explanation.tree import Node
from gaf_rules.language.rows import LapseRow
from gaf_rules.language.vocabulary import PROCEDURES
from gaf_rules.report.layout import clean
from gaf_rules.values.texts import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gaf_rules.answers.assessment import Finding, NextAction, Question
    from gaf_rules.ask.explanation.teller import Teller
    from gaf_rules.ask.explanation.tree import Used
    from gaf_rules.evaluate.fold import Taken
    from gaf_rules.evaluate.outline import RawFinding
    from gaf_rules.language.rows import Minus

__all__ = ["conclusion", "findings", "log", "questions", "scope", "way"]

_NOTICE = "notice"
"""The severity of what a user should know and nobody has to mend."""
_REQUIRED = (".required", ".required_apart")
"""Facts that say which materials the rows ask for."""


def conclusion(teller: Teller) -> Iterator[Node]:
    """The answer in a few lines: scope, stages, what is wrong, whose move it is."""
    a = teller.assessment
    yield Node(kind="conclusion", text=_verdict(teller))
    if a.scope.in_scope is False:
        return
    for procedure, stage in a.stages.items():
        name = teller.of("procedure", procedure)
        words = teller.stage(procedure, stage)
        yield Node(kind="conclusion", text=f"{name}{teller.say('：', ': ')}{words}")
    for finding in a.findings:
        if finding.severity != _NOTICE:
            yield Node(kind="conclusion", text=_found(teller, finding))
    notices = sum(finding.severity == _NOTICE for finding in a.findings)
    if notices:
        text = teller.say(
            f"另有提示 {notices} 项，见“认定”", f"{counted(notices, 'notice')}, see the findings"
        )
        yield Node(kind="conclusion", text=text)
    for action in a.next_actions:
        yield Node(kind="conclusion", text=_action(teller, action))


def _verdict(teller: Teller) -> str:
    clauses = ", ".join(teller.assessment.scope.clauses)
    zh, en = {
        True: ("适用本指南", "within the scope of the guideline"),
        False: ("不适用本指南", "outside the scope of the guideline"),
        None: ("是否适用须由人判定", "a person must say whether the guideline applies"),
    }[teller.assessment.scope.in_scope]
    return teller.say(f"{zh}（{clauses}）", f"{en} ({clauses})") if clauses else teller.say(zh, en)


def _found(teller: Teller, finding: Finding | RawFinding) -> str:
    code = finding.code if not hasattr(finding, "row") else finding.row.code
    name = teller.of("finding", code)
    severity = finding.severity if not hasattr(finding, "row") else finding.row.severity
    kind, since = teller.of("severity", severity), teller.words.day(finding.since)
    return teller.say(f"[{kind}] {name}，{since} 起", f"[{kind}] {name}, since {since}")


def _action(teller: Teller, action: NextAction) -> str:
    who, what = teller.words.role(action.bearer), teller.of("act", action.act)
    if action.not_after is None:
        when = teller.say("没有日期", "no date")
    else:
        day = teller.words.day(action.not_after)
        when = teller.say(f"不迟于 {day}", f"not after {day}")
    return teller.say(
        f"下一步：{who}{what}，{when}（{action.clause}）",
        f"next: {who} to {what}, {when} ({action.clause})",
    )


def scope(teller: Teller) -> Iterator[Node]:
    """The scope rows that hold with the verdict reached."""
    facts = teller.core.log.contexts["filing"]
    for number, row in enumerate(teller.guideline.scope):
        holds, parts = teller.decide(row.when, facts)
        if row.verdict is not teller.core.scope.in_scope or not holds:
            continue
        clauses = teller.clauses((*row.clauses, *row.plain, row.clause or ""))
        yield Node(
            kind="scope", text=_scope_words(teller, row.verdict), rule=f"scope {number + 1}",
            clauses=clauses, facts=teller.used(parts, facts),
        )  # fmt: skip


def _scope_words(teller: Teller, verdict: bool | None) -> str:  # noqa: FBT001 - a verdict of three values
    zh, en = {
        True: ("符合定义中的一项要件", "an element of the definition is met"),
        False: ("排除在外", "excluded"),
        None: ("须由人判定", "left to a person"),
    }[verdict]
    return teller.say(zh, en)


def way(teller: Teller) -> Iterator[Node]:
    """The route row that fits."""
    facts = teller.core.log.contexts["filing"]
    for number, row in enumerate(teller.guideline.routes):
        holds, parts = teller.decide(row.when, facts)
        if not holds:
            continue
        path = row.path
        text = (
            teller.say("须由人判定", "a person must say")
            if path is None
            else " → ".join(teller.words.role(role) for role in path)
        )
        yield Node(
            kind="route", text=text, rule=f"route {number + 1}",
            clauses=teller.clauses(row.clauses), facts=teller.used(parts, facts),
        )  # fmt: skip
        return


def log(teller: Teller) -> Iterator[Node]:
    """The steps that the log takes through the table of transitions, and those of time alone."""
    steps, state = teller.core.log.taken, teller.core.log.state
    after = [situation.states for _, _, situation, _ in steps[1:]]
    after.append(tuple(state[name] for name in PROCEDURES))
    for taken, states in zip(steps, after, strict=False):  # a log without a step ends as it begins
        yield _step(teller, taken, states)


def _step(teller: Teller, taken: Taken, after: tuple[str, ...]) -> Node:
    on, row, situation, entry = taken
    procedure = row.procedure
    moved = _moved(teller, procedure, situation.states, after)
    day = teller.words.day(on)
    if entry is None or isinstance(row, LapseRow):
        what = teller.say("期满", "the period is over")
        kind, rule = "lapse", f"lapse {procedure} {row.to}"
    else:
        sign = entry.sign
        what = teller.of("event", sign.type)
        if sign.by is not None:
            who = teller.words.role(sign.by)
            what = teller.say(f"{who}{what}", f"{what} ({who})")
        kind, rule = "event", f"transition {procedure} {sign.name}"
    text = teller.say(f"{day} {what}；{moved}", f"{day} {what}; {moved}")
    return Node(kind=kind, text=text, rule=rule, clauses=teller.clauses(row.clauses))


def _moved(teller: Teller, procedure: str, before: tuple[str, ...], after: tuple[str, ...]) -> str:
    """The stages before and after a step, of its own procedure and of another that it moves."""
    said: dict[str, str] = {}
    for name, *states in zip(PROCEDURES, before, after, strict=True):
        if name == procedure or states[0] != states[1]:
            stages = [teller.world.machine.states[name, state].stage for state in states]
            way = " → ".join(dict.fromkeys(teller.stage(name, stage) for stage in stages))
            told = teller.of("procedure", name)
            said[name] = teller.say(f"{told}：{way}", f"{told}: {way}")
    return teller.say("；", "; ").join([said.pop(procedure), *said.values()])


def findings(teller: Teller) -> Iterator[Node]:
    """Every finding with the condition that holds."""
    raws = {(raw.key, raw.since): raw for raw in teller.core.findings}
    for finding in teller.assessment.findings:
        raw = raws.get((finding.key, finding.since))
        yield _frame(teller, finding) if raw is None else _finding(teller, finding, raw)


def _frame(teller: Teller, finding: Finding) -> Node:
    """A notice on scope or route: why is said there."""
    return Node(
        kind="finding",
        text=_found(teller, finding),
        rule=f"finding {finding.code}",
        clauses=teller.clauses((finding.clause,)),
    )


def _finding(teller: Teller, finding: Finding, raw: RawFinding) -> Node:
    row, context = raw.row, raw.context
    _, used = teller.because(row.when, context)
    plain, rested = teller.apart(used)
    looked_at = (*plain, *_items(teller, row.items, context))
    facts = {fact.name: fact for fact in (*looked_at, *_asked_for(teller, looked_at, raw))}
    since = teller.fact(row.since, context)
    if since.value is not None:
        facts.setdefault(since.name, since)
    text = _found(teller, finding)
    if finding.items:
        names = teller.words.join([teller.words.item(item) for item in finding.items])
        text += f"{teller.say('：', ': ')}{names}"
    return Node(
        kind="finding",
        text=text,
        rule=f"finding {row.code} {raw.clause} {raw.procedure}",
        clauses=teller.clauses((raw.clause,)),
        facts=tuple(facts.values()),
        readings=teller.readings((*(name for name, _ in rested), *finding.disputed_by)),
        children=tuple(_disputed(teller, name, raw) for name in finding.disputed_by),
    )


def _disputed(teller: Teller, name: str, raw: RawFinding) -> Node:
    """That another option of a reading changes a finding: which, and which was chosen here."""
    words = teller.words
    other = words.say("”或“", " or ").join(
        words.option(name, option) for option in teller.options_against(name, raw.key)
    )
    reading, chosen = words.of("reading", name), words.option(name, teller.options[name])
    return Node(
        kind="reading",
        text=teller.say(
            f"换一种读法，此项会变：“{reading}”若取“{other}”，便没有此项，或内容不同（现取“{chosen}”）",
            f"another reading changes this: with {reading}: {other}, it would not be found, or hold "
            f"something else (here: {chosen})",
        ),
        readings=teller.readings((name,)),
    )


def _asked_for(teller: Teller, looked_at: Iterable[Used], raw: RawFinding) -> Iterator[Used]:
    """Why what is missing was asked for: the facts that the rows of materials look at."""
    if not any(fact.name.endswith(_REQUIRED) for fact in looked_at):
        return
    for row in teller.guideline.materials:
        if row.procedure == raw.procedure and row.material in raw.items:
            _, used = teller.because(row.when, raw.context)
            yield from teller.apart(used)[0]


def _items(
    teller: Teller, items: str | Minus | None, context: dict[str, dict[str, object]]
) -> Iterator:  # type: ignore[type-arg]  # of facts
    """The lists out of which what is missing or wrong was found."""
    if items is None:
        return
    if isinstance(items, str):
        yield teller.fact(items, context)
        return
    yield from _items(teller, items.left, context)
    yield from _items(teller, items.right, context)


def questions(teller: Teller) -> Iterator[Node]:
    """What only a person can say, and what depends on it."""
    for question in teller.assessment.questions:
        yield Node(
            kind="question",
            text=teller.say(question.zh, question.en),
            rule=f"question {question.id}",
            clauses=teller.clauses((question.clause,)),
            children=_depends(teller, question),
        )


def _depends(teller: Teller, question: Question) -> tuple[Node, ...]:
    what = clean(teller.say("、", ", ").join(_changed(teller, each) for each in question.changes))
    return (
        Node(
            kind="reading", text=teller.say(f"取决于答复：{what}", f"depends on the answer: {what}")
        ),
    )


_PARTS = {"scope": ("适用范围", "the scope"), "route": ("申请路径", "the way of the application")}


def _changed(teller: Teller, what: str) -> str:
    """A finding by its title, a part of the answer by its name; a clause is its own."""
    if what in _PARTS:
        return teller.say(*_PARTS[what])
    codes = {row.code for row in teller.guideline.findings}
    return teller.of("finding", what) if what in codes else what
