"""What is asked and what is answered: a goal; an act with its last day; or why there is none."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from gaf_rules.answers.assessment import Finding
from gaf_rules.language.guideline import Guideline
from gaf_rules.language.vocabulary import FINDING_CODES, PROCEDURES, STAGES
from gaf_rules.log.events import Event
from gaf_rules.values.errors import CaseError, Problem
from gaf_rules.values.given import in_language
from gaf_rules.values.nearest import meant, named, short

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gaf_rules.report.words import Words
    from gaf_rules.values.texts import Lang

__all__ = ["Goal", "Impossible", "Need"]

PLAIN: Final = (
    "statement",
    "rectification_plan",
    "prompted",
    "lawful",
    "leaked",
    "position",
)
"""The fields of events that only one value has right."""
_AVOID: Final = re.compile(r"not ([A-Z_]+)(?:@([a-z]+))?(?:#([1-9][0-9]{0,5}))?", re.ASCII)


@frozen(kw_only=True)
class Goal:
    """A finding to be avoided or mended, or a stage to be reached.

    Attributes:
        code: of the finding; None for a stage.
        procedure: of the finding (None: any), or of the stage.
        round: of the finding (None: any).
        clause: of the finding (None: any).
        stage: the stage; None for a finding.
    """

    code: str | None = None
    procedure: str | None = None
    round: int | None = None
    clause: str | None = None
    stage: str | None = None

    @classmethod
    def of(cls, goal: str | Finding | Goal, *, codes: Iterable[str] = FINDING_CODES) -> Goal:
        """A goal from what a caller writes.

        Arguments:
            goal: ``"not CODE"``, ``"not CODE@procedure"`` or ``"not CODE@procedure#round"``; a finding, which
                is to be avoided; or ``"procedure:stage"``.
            codes: those of the findings that there may be.

        Raises:
            CaseError: neither of these, or a code, procedure or stage that does not exist.

        >>> Goal.of("not DEEMED_ABANDONED@filing#2").round
        2
        >>> Goal.of("filing:filed").stage
        'filed'
        """
        if isinstance(goal, Goal):
            return goal
        if isinstance(goal, Finding):
            return cls(
                code=goal.code, procedure=goal.procedure, round=goal.round, clause=goal.clause
            )
        # A goal may come from anywhere: what is no text is refused like any other.
        told = named(goal)
        found = _AVOID.fullmatch(told)
        if found is not None and found[1] in codes and found[2] in {None, *PROCEDURES}:
            return cls(code=found[1], procedure=found[2], round=int(found[3]) if found[3] else None)
        procedure, _, stage = told.partition(":")
        if procedure in PROCEDURES and stage in STAGES:
            return cls(procedure=procedure, stage=stage)
        allowed = "not CODE[@procedure][#round] | procedure:stage"
        near_zh, near_en = meant(goal, _goals_like(told, codes))
        problem = Problem(
            code="wrong_argument",
            path="$goal",
            got=goal,
            allowed=(allowed,),
            zh=f"得到 {short(goal)}；应写作 {allowed}，如 'not DEEMED_ABANDONED'、'filing:filed'{near_zh}",
            en=f"got {short(goal)}; write {allowed}, as 'not DEEMED_ABANDONED' or 'filing:filed'{near_en}",
        )
        raise CaseError((problem,))


def _goals_like(told: str, codes: Iterable[str]) -> list[str]:
    """Every goal of the form in which one was written: findings behind ``not``, else stages of procedures."""
    avoid, at, behind = told.partition("@")
    if avoid.lower().startswith("not") or ":" not in told:
        ends = [f"@{procedure}" for procedure in PROCEDURES] if at and behind else [""]
        return [f"not {code}{end}" for code in codes for end in ends]
    return [f"{procedure}:{stage}" for procedure in PROCEDURES for stage in STAGES]


@frozen(kw_only=True)
class Need:
    """Who must do what, not after which day, on which clause, for the goal to be reached.

    Attributes:
        bearer, act, to: who, the event type, and to whom (None: nobody in particular).
        not_after: the last day: done on it the goal is reached, done a day later it is not (on the way to a
            stage: a day later it is a breach, or the way is closed). None where the text gives no day. It may
            lie in the past: then the act was due by it.
        clause, procedure: what it rests on.
        event: the act as an event of the log, dated on that day, else on the day of assessment. On the way to
            a stage it is never dated before the day of assessment.
        items: what it has to hold or to settle: materials, problems.
        replaces: the act in the log that was done wrong or too late, in whose place this one was to be done.
        is_past: whether it was to be done, not is.
        guideline: for its words; no part of what is compared.
    """

    bearer: str
    act: str
    to: str | None
    not_after: date | None
    clause: str
    procedure: str
    event: Event
    items: tuple[str, ...] = ()
    replaces: Event | None = None
    is_past: bool = False
    guideline: Guideline | None = field(default=None, eq=False, repr=False)

    @property
    def changed(self) -> tuple[str, ...]:
        """The yes-or-no fields and the place that the act has otherwise than the one that it replaces."""
        if self.replaces is None:
            return ()
        pairs = ((name, getattr(self.event, name), getattr(self.replaces, name)) for name in PLAIN)
        return tuple(name for name, right, was in pairs if right != was)

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "bearer": self.bearer,
            "act": self.act,
            "to": self.to,
            "not_after": None if self.not_after is None else self.not_after.isoformat(),
            "clause": self.clause,
            "procedure": self.procedure,
            "event": self.event.to_dict(),
            "items": list(self.items),
            "replaces": None if self.replaces is None else self.replaces.to_dict(),
            "is_past": self.is_past,
        }

    def text(self, lang: Lang = "zh") -> str:
        """One sentence: who, what, to whom, what it has to hold, by when, on which clause.

        Raises:
            CaseError: another language.

        >>> import gaf_rules as gaf
        >>> app = gaf.App(kind="app", runs_on_mobile=True, purpose="internal")
        >>> sponsor = gaf.Sponsor(kind="administrative_organ", tier="municipal")
        >>> from datetime import date
        >>> case = gaf.Case(id="C1", app=app, sponsor=sponsor)
        >>> gaf.needed_for(case, "filing:filed", as_of=date(2026, 3, 2)).text("en")
        'sponsor must complete the self-check, no date (2.2.3a)'
        """
        # Words only where asked for: the values are made for programs, too.
        from gaf_rules.report.words import Words  # noqa: PLC0415 - as said above

        words = Words(lang, self.guideline)
        who, what = words.role(self.bearer), words.of("act", self.act)
        if self.event.question is not None:
            what = f"{what} {self.event.question}"
        if self.to is not None:
            to = words.role(self.to)
            what = words.say(f"{what}（向{to}）", f"{what} (to: {to})")
        if self.items or self.changed:
            items = words.join(
                [
                    *(words.item(item) for item in self.items),
                    *(words.of("field", name) for name in self.changed),
                ]
            )
            what = words.say(f"{what}（含：{items}）", f"{what} (with: {items})")
        must = words.say("本应由" if self.is_past else "须由", "had to" if self.is_past else "must")
        return words.say(
            f"{must}{who}{what}，{self._when(words)}（{self.clause}）",
            f"{who} {must} {what}, {self._when(words)} ({self.clause})",
        )

    def _when(self, words: Words) -> str:
        if self.not_after is None:
            return words.say("没有日期", "no date")
        day = words.day(self.not_after)
        if self.replaces is not None and self.replaces.on == self.not_after:
            return words.say(f"在 {day} 即应如此办理", f"rightly so on {day}")
        return words.say(f"不迟于 {day}", f"not after {day}")

    def __str__(self) -> str:
        return self.text()


@frozen(kw_only=True)
class Impossible:
    """That no single act in the log reaches the goal, and why.

    Attributes:
        clause: what it rests on; empty where nothing does.
        zh, en: why.
        is_reached: whether the goal is reached already, so that nothing is needed.
    """

    clause: str
    zh: str
    en: str
    is_reached: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "impossible": {"zh": self.zh, "en": self.en},
            "clause": self.clause,
            "is_reached": self.is_reached,
        }

    def text(self, lang: Lang = "zh") -> str:
        """One sentence; raises a CaseError for another language.

        >>> import gaf_rules as gaf
        >>> app = gaf.App(kind="app", runs_on_mobile=True, purpose="internal")
        >>> sponsor = gaf.Sponsor(kind="administrative_organ", tier="municipal")
        >>> case = gaf.Case(id="C1", app=app, sponsor=sponsor)
        >>> from datetime import date
        >>> gaf.needed_for(case, "not EXCLUDED_TYPE", as_of=date(2026, 3, 2)).text("en")
        '“Excluded type” does not hold, and no duty is running that could bring it about'
        """
        return in_language(lang, self.zh, self.en)

    def __str__(self) -> str:
        return self.text()
