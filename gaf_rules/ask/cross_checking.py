"""Both engines on one case, and in what they differ: evidence for those who audit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from gaf_rules.evaluate.assessing import assess
from gaf_rules.values.errors import DisagreementError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gaf_rules.answers.assessment import Assessment
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.readings import Readings
    from gaf_rules.log.case import Case
    from gaf_rules.values.texts import Lang

__all__ = ["CrossCheck", "Disagreement", "cross_check"]

Items = dict[str, Any]

_WHAT = {
    "log": ("日志", "log"),
    "scope": ("适用范围", "scope"),
    "route": ("路线", "route"),
    "forms": ("附件", "forms"),
    "stages": ("阶段", "stage"),
    "duties": ("义务", "duty"),
    "findings": ("认定", "finding"),
    "questions": ("问题", "question"),
    "next_actions": ("下一步", "next action"),
}


@frozen(kw_only=True)
class Disagreement:
    """One thing that the engines see differently.

    Attributes:
        what: scope, route, forms, stages, duties, findings, questions, next_actions or log.
        which: which of them: a procedure, a clause with procedure and round, a code, an id.
        native, durable: what each says of it; None where it is not there.
    """

    what: str
    which: str
    native: str | None
    durable: str | None

    def text(self, lang: Lang = "en") -> str:
        """The line for a person, in ``lang``."""
        nothing = "无" if lang == "zh" else "nothing"
        sides = (self.native or nothing, self.durable or nothing)
        word = _WHAT[self.what][0 if lang == "zh" else 1]
        if lang == "zh":
            return f"{word} {self.which}：native 为 {sides[0]}；durable 为 {sides[1]}"
        return f"{word} {self.which}: native says {sides[0]}; durable says {sides[1]}"

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "what": self.what,
            "which": self.which,
            "native": self.native,
            "durable": self.durable,
        }


@frozen
class CrossCheck:
    """In what the two engines differ; empty, and false, where they agree.

    >>> bool(CrossCheck()), CrossCheck().text()
    (False, 'Both engines agree.')
    """

    differences: tuple[Disagreement, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.differences)

    def __len__(self) -> int:
        return len(self.differences)

    def __iter__(self) -> Iterator[Disagreement]:
        return iter(self.differences)

    def text(self, lang: Lang = "en") -> str:
        """What a person reads: a line for each difference, or that there is none."""
        if self.differences:
            return "\n".join(each.text(lang) for each in self.differences)
        return "两个引擎结论一致。" if lang == "zh" else "Both engines agree."

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {"differences": [each.to_dict() for each in self.differences]}


def cross_check(
    case: Case,
    *,
    as_of: date,
    guideline: Guideline | None = None,
    calendar: WorkingCalendar | None = None,
    readings: Readings | None = None,
) -> CrossCheck:
    """Assess a case with both engines and compare: stages, duties, findings, questions and the rest.

    Arguments:
        case: the case.
        as_of: the day of assessment.
        guideline: the rows; the Hainan guideline by default.
        calendar: the working days; the State Council's notices by default.
        readings: one option for each point that can be read two ways; the defaults by default.

    Raises:
        GafRulesError: as :func:`gaf_rules.assess` does, or because ``durable_rules`` is not installed.
    """
    given: dict[str, Any] = {
        "as_of": as_of,
        "guideline": guideline,
        "calendar": calendar,
        "readings": readings,
    }
    native = assess(case, **given)
    try:
        durable = assess(case, **given, engine="durable")
    except DisagreementError as error:
        lost = Disagreement(what="log", which=case.id, native="legal", durable=str(error))
        return CrossCheck((lost,))
    return CrossCheck(tuple(_compared(native, durable)))


def _compared(native: Assessment, durable: Assessment) -> Iterator[Disagreement]:
    pairs = zip(_listed(native), _listed(durable), strict=True)
    for (what, ours), (_, theirs) in pairs:
        for which in dict.fromkeys((*ours, *theirs)):
            mine, other = ours.get(which), theirs.get(which)
            if mine != other:
                yield Disagreement(
                    what=what, which=which, native=_short(mine), durable=_short(other)
                )


def _short(value: Any) -> str | None:
    return None if value is None else str(value)


def _listed(found: Assessment) -> Iterator[tuple[str, Items]]:
    """Everything that an engine concludes, under a name; what disputes a finding is not its conclusion."""
    yield "scope", {"in_scope": repr(found.scope)}
    yield "route", {"route": found.route}
    yield "forms", {"forms": found.forms}
    yield "stages", {str(name): stage for name, stage in found.stages.items()}
    yield "duties", {f"{d.clause} {d.procedure} #{d.round}": d.to_dict() for d in found.duties}
    yield (
        "findings",
        {
            f"{f.code} {f.clause} {f.procedure} #{f.round}": (
                f.severity,
                f.bearer,
                f.since.isoformat(),
                f.items,
            )
            for f in found.findings
        },
    )
    yield "questions", {q.id: q.to_dict() for q in found.questions}
    yield (
        "next_actions",
        {
            f"{n.clause} {n.procedure} {n.act}": (n.bearer, str(n.not_after))
            for n in found.next_actions
        },
    )
