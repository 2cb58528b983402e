"""A stored document held against what its case comes to now: the same, or what differs and why."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from gaf_rules.answers.assessment import Assessment, Provenance
from gaf_rules.ask.explanation import Explanation, explain
from gaf_rules.ask.inboxes import Inbox, inbox
from gaf_rules.ask.planning import Plan, plan
from gaf_rules.documents.document import other_schema
from gaf_rules.documents.fields import say, short
from gaf_rules.evaluate.arguments import expect
from gaf_rules.evaluate.assessing import assess
from gaf_rules.language.readings import Readings
from gaf_rules.log.case import Case
from gaf_rules.messages import LABELS
from gaf_rules.values.errors import CaseError
from gaf_rules.values.given import in_language, is_one_of, require

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.values.texts import Lang

__all__ = ["Deviation", "Verification", "verify"]

_MADE_WITH: Final = LABELS["made_with"]


@frozen(kw_only=True)
class Deviation:
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

    differences: tuple[Deviation, ...]
    made_with: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether the case comes to what is stored."""
        return not self.differences

    @property
    def is_tampered(self) -> bool:
        """Whether it differs although it was made with the same: then it was changed on its way."""
        return bool(self.differences) and not self.made_with

    def text(self, lang: Lang = "zh") -> str:
        """The verdict, what may be the reason, and a line for each difference.

        >>> import gaf_rules as gaf
        >>> app = gaf.App(kind="app", runs_on_mobile=True, purpose="internal")
        >>> sponsor = gaf.Sponsor(kind="administrative_organ", tier="municipal")
        >>> from datetime import date
        >>> case = gaf.Case(id="C1", app=app, sponsor=sponsor)
        >>> gaf.verify(gaf.assess(case, as_of=date(2026, 3, 2)).to_dict(), case).text("en")
        'the case comes to what is stored'
        """
        at = in_language(lang, 0, 1)
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
    case: Case | Iterable[Case] | None = None,
    *,
    guideline: Guideline | None = None,
    calendar: WorkingCalendar | None = None,
) -> Verification:
    """Holds a stored document against what its case comes to, with the readings that it names.

    Arguments:
        document: what `Assessment.to_dict` gave, or that of a plan, an inbox or an explanation, after any
            travel as JSON.
        case: the case that it was made of; for an inbox all of them; None for an explanation, which carries
            its own.
        guideline: the one to assess with; the Hainan guideline by default.
        calendar: likewise; the State Council's notices by default.

    Raises:
        CaseError: the document is none of these, or is one of another case.
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
    expect(guideline=guideline, calendar=calendar)
    require("document", document, dict, "to_dict() 给出的文档", "a document, as to_dict() gives it")
    name = document.get("schema")
    if not is_one_of(name, tuple(_AGAIN)):
        raise CaseError((other_schema("$.schema", name, *_AGAIN),))
    found = _AGAIN[str(name)](document, case, {"guideline": guideline, "calendar": calendar})
    # The document itself: what follows from another field is in no value, but can be altered all the same.
    was, now = dict(document), found.to_dict()
    made = [{**each, **each.pop("provenance", {})} for each in (was, now)]
    return Verification(
        differences=tuple(
            each for each in _differences(was, now, "$") if each.path[2:] not in _MADE_WITH
        ),
        made_with=tuple(
            name for name in _MADE_WITH if name in made[0] and made[0][name] != made[1][name]
        ),
    )


def _assessment(document: Any, case: Any, made_with: Any) -> Assessment:
    stored = Assessment.from_dict(document, guideline=made_with.get("guideline"))
    _require_case(case, stored.case)
    return _assessed(case, stored.as_of, stored.provenance, made_with)


def _assessed(case: Case, as_of: date, provenance: Provenance, made_with: Any) -> Assessment:
    readings = Readings.from_dict(provenance.readings)
    return assess(case, as_of=as_of, readings=readings, engine=provenance.engine, **made_with)


def _explanation(document: Any, case: Any, made_with: Any) -> Explanation:
    stored = Explanation.from_dict(document)
    if case is not None:
        _require_case(case, stored.case.id)
    found = _assessed(case or stored.case, stored.as_of, stored.provenance, made_with)
    return explain(found, stored.lang)


def _plan(document: Any, case: Any, made_with: Any) -> Plan:
    stored = Plan.from_dict(document)
    require("case", case, Case, "案件（Case）", "a Case")
    wish: dict[str, Any] = {f"{stored.kind}_on": stored.wish, "as_of": stored.as_of}
    wish |= {"durations": stored.durations, "readings": Readings.from_dict(stored.readings)}
    if stored.is_of_app:
        return plan(case.app, sponsor=case.sponsor, **wish, **made_with)
    _require_case(case, stored.case)
    return plan(case, **wish, **made_with)


def _inbox(document: Any, cases: Any, made_with: Any) -> Inbox:
    stored = Inbox.from_dict(document)
    if cases is None or isinstance(cases, Case):
        require("case", cases, list, "案件的列表", "a list of cases")
    return inbox(
        cases,
        stored.role,
        as_of=stored.as_of,
        place=stored.place,
        sponsor=stored.sponsor,
        readings=Readings.from_dict(stored.provenance.readings),
        **made_with,
    )


_AGAIN: Final[Mapping[str, Callable[[Any, Any, Any], Any]]] = MappingProxyType(
    {
        "gaf-assessment/1": _assessment,
        "gaf-explanation/1": _explanation,
        "gaf-plan/1": _plan,
        "gaf-inbox/1": _inbox,
    }
)
"""Name of a document → what reads it and makes it anew."""


def _require_case(case: Any, wanted: str) -> None:
    """That a case is one, and the one that a document is about.

    Raises:
        CaseError: it is not.
    """
    require("case", case, Case, "案件（Case）", "a Case")
    if case.id != wanted:
        zh = f"得到 {short(wanted)} 的文档；应为 {short(case.id)} 的"
        en = f"got a document about {short(wanted)}; one about {short(case.id)} is wanted"
        raise CaseError((say("wrong_argument", "$.case", wanted, zh, en, (case.id,)),))


def _differences(stored: Any, found: Any, path: str) -> Iterator[Deviation]:
    if isinstance(stored, dict) and isinstance(found, dict):
        for name in dict.fromkeys([*stored, *found]):
            yield from _differences(stored.get(name), found.get(name), f"{path}.{name}")
    elif isinstance(stored, list) and isinstance(found, list):
        for at in range(max(len(stored), len(found))):
            was, now = (each[at] if at < len(each) else None for each in (stored, found))
            yield from _differences(was, now, f"{path}[{at}]")
    elif stored != found:
        yield Deviation(path=path, stored=stored, found=found)
