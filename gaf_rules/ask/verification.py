"""A stored assessment held against what its case comes to now: the same, or what differs and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from gaf_rules.answers.assessment import Assessment
from gaf_rules.documents.fields import say, short
from gaf_rules.evaluate.arguments import require
from gaf_rules.evaluate.assessing import assess
from gaf_rules.language.readings import Readings
from gaf_rules.log.case import Case
from gaf_rules.values.errors import CaseError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.guideline import Guideline

__all__ = ["Difference", "Verification", "compared", "verify"]

_MADE_WITH: Final = {
    "guideline_sha256": ("指南的行", "the rows of the guideline"),
    "calendar_sha256": ("工作日历", "the calendar"),
    "version": ("本库的版本", "the version of the library"),
}


@frozen(kw_only=True)
class Difference:
    """One place at which the stored assessment and the one made anew differ.

    Attributes:
        path: JSON path.
        stored: what stands there.
        found: what comes out; None where nothing does.
    """

    path: str
    stored: Any
    found: Any


@frozen(kw_only=True)
class Verification:
    """What came of it.

    Attributes:
        differences: the places at which they differ, in the order of the document; what it was made with
            (``provenance``) is not among them.
        made_with: what is not the same now as when it was made: ``guideline_sha256``, ``calendar_sha256``,
            ``version``.
    """

    differences: tuple[Difference, ...]
    made_with: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether the case comes to what is stored."""
        return not self.differences

    @property
    def is_tampered(self) -> bool:
        """Whether it differs although it was made with the same: then it was changed on its way."""
        return bool(self.differences) and not self.made_with

    def text(self, lang: str = "zh") -> str:
        """The verdict, what may be the reason, and a line for each difference."""
        at = 0 if lang == "zh" else 1
        count = len(self.differences)
        head = ("与案件重算的结果一致", "the case comes to what is stored")
        if count:
            head = (
                f"与案件重算的结果有 {count} 处不同",
                f"{count} {'place differs' if count == 1 else 'places differ'} from what the case comes to",
            )
        lines = [head[at]]
        changed = [_MADE_WITH[name][at] for name in self.made_with]
        if changed:
            lines.append(
                (
                    f"作出之后有变化：{'、'.join(changed)}",
                    f"changed since it was made: {', '.join(changed)}",
                )[at]
            )
        elif count:
            lines.append(
                (
                    "所据未变，因此文件被改动过",
                    "nothing it was made with has changed: the file was altered",
                )[at]
            )
        for each in self.differences:
            stored, found = short(each.stored), short(each.found)
            lines.append(
                (
                    f"- {each.path}：所存 {stored}，重算 {found}",
                    f"- {each.path}: stored {stored}, found {found}",
                )[at]
            )
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.text("en")

    def to_dict(self) -> dict[str, Any]:
        """The JSON form (``gaf-verification/1``)."""
        return {
            "schema": "gaf-verification/1",
            "is_same": self.is_same,
            "is_tampered": self.is_tampered,
            "made_with": list(self.made_with),
            "differences": [
                {"path": each.path, "stored": each.stored, "found": each.found}
                for each in self.differences
            ],
        }


def verify(
    document: Any,
    case: Case,
    *,
    guideline: Guideline | None = None,
    calendar: WorkingCalendar | None = None,
) -> Verification:
    """Holds a stored assessment against what its case comes to, with the readings that it names.

    Arguments:
        document: what `Assessment.to_dict` gave, after any travel as JSON.
        case: the case that it was made of.
        guideline: the one to assess with; the Hainan guideline by default.
        calendar: likewise; the State Council's notices by default.

    Raises:
        CaseError: the document is no assessment, or is one of another case.
        IllegalEventError: the log of the case is not legal under this guideline.

    >>> from datetime import date
    >>> import gaf_rules as gaf
    >>> case = gaf.Case(
    ...     id="C05",
    ...     app=gaf.App(kind="official_account", runs_on_mobile=True, purpose="internal"),
    ...     sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal"),
    ... )
    >>> stored = gaf.assess(case, as_of=date(2026, 3, 2)).to_dict()
    >>> verify(stored, case).is_same
    True
    >>> stored["findings"][0]["since"] = "2026-01-01"
    >>> print(verify(stored, case))
    1 place differs from what the case comes to
    nothing it was made with has changed: the file was altered
    - $.findings[0].since: stored '2026-01-01', found '2026-03-02'
    """
    require("case", case, Case, "案件（Case）", "a Case")
    stored = Assessment.from_dict(document)
    if stored.case != case.id:
        zh = f"得到 {short(stored.case)} 的评估；应为 {short(case.id)} 的"
        en = f"got an assessment of {short(stored.case)}; one of {short(case.id)} is wanted"
        raise CaseError((say("wrong_argument", "$.case", stored.case, zh, en, (case.id,)),))
    found = assess(
        case,
        as_of=stored.as_of,
        guideline=guideline,
        calendar=calendar,
        readings=Readings.from_dict(dict(stored.provenance.readings)),
        engine=stored.provenance.engine,
    )
    # The document itself: what follows from another field is in no value, but can be altered all the same.
    return compared(document, found.to_dict())


def compared(stored: Mapping[str, Any], found: Mapping[str, Any]) -> Verification:
    """Holds a stored document against the one made anew, both as JSON with their ``provenance``."""
    was, now = dict(stored), dict(found)
    made = was.pop("provenance"), now.pop("provenance")
    return Verification(
        differences=tuple(_differences(was, now, "$")),
        made_with=tuple(name for name in _MADE_WITH if made[0][name] != made[1][name]),
    )


def _differences(stored: Any, found: Any, path: str) -> Iterator[Difference]:
    if isinstance(stored, dict) and isinstance(found, dict):
        for name in dict.fromkeys([*stored, *found]):
            yield from _differences(stored.get(name), found.get(name), f"{path}.{name}")
    elif isinstance(stored, list) and isinstance(found, list):
        for at in range(max(len(stored), len(found))):
            was, now = (each[at] if at < len(each) else None for each in (stored, found))
            yield from _differences(was, now, f"{path}[{at}]")
    elif stored != found:
        yield Difference(path=path, stored=stored, found=found)
