"""What lies on a desk: the next actions of many cases that are one role's, overdue first."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any

from attrs import frozen

from gaf_rules.assess import assess
from gaf_rules.errors import CaseError, GafRulesError, Problem
from gaf_rules.messages import label
from gaf_rules.periods import elapsed
from gaf_rules.report.layout import clean
from gaf_rules.report.words import Words
from gaf_rules.vocabulary import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gaf_rules.assessment import Assessment, NextAction
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.case import Case
    from gaf_rules.guideline import Guideline
    from gaf_rules.readings import Readings

__all__ = ["Inbox", "InboxItem", "inbox"]

SCHEMA = "gaf-inbox/1"


@frozen(kw_only=True)
class InboxItem:
    """One thing to be done, or one case that cannot be read.

    Attributes:
        case: id of the case.
        act, procedure, clause: what is to be done, and on which clause; None where the case has an error.
        not_after: the last day, None where the text gives no number of days.
        days_left: working days after ``as_of`` through that day; negative: working days since it; None
            where there is no day or the calendar does not reach it.
        error: why the case could not be assessed, as (Chinese, English); None where it could.
    """

    case: str
    act: str | None = None
    procedure: str | None = None
    clause: str | None = None
    not_after: date | None = None
    days_left: int | None = None
    error: tuple[str, str] | None = None

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "case": self.case,
            "act": self.act,
            "procedure": self.procedure,
            "clause": self.clause,
            "not_after": None if self.not_after is None else self.not_after.isoformat(),
            "days_left": self.days_left,
            "error": None
            if self.error is None
            else dict(zip(("zh", "en"), self.error, strict=True)),
        }


@frozen(kw_only=True)
class Inbox:
    """The desk of one role on one day.

    Attributes:
        role: whose desk.
        as_of: the day.
        items: errors first, then by the last day, earliest first; what has no day comes last.
    """

    role: str
    as_of: date
    items: tuple[InboxItem, ...]

    def __iter__(self) -> Iterator[InboxItem]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def overdue(self) -> tuple[InboxItem, ...]:
        """The items whose last day is over."""
        return tuple(i for i in self.items if i.not_after is not None and i.not_after < self.as_of)

    def to_dict(self) -> dict[str, Any]:
        """The JSON form (``gaf-inbox/1``)."""
        return {
            "schema": SCHEMA,
            "role": self.role,
            "as_of": self.as_of.isoformat(),
            "items": [item.to_dict() for item in self.items],
        }

    def text(self, lang: str = "zh") -> str:
        """One line an item."""
        words = Words(lang)
        head = f"{words.of('role', self.role)} · {words.day(self.as_of)} · {len(self.items)}"
        return "\n".join([head, *(" · ".join(cells) for cells in self._rows(words))])

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        rows = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
            for cells in self._rows(Words("zh"))
        )
        head = escape(f"{label('role', self.role, 'zh')} {self.as_of}")
        return f"<table><caption>{head}</caption>{rows}</table>"

    def _rows(self, words: Words) -> Iterator[tuple[str, ...]]:
        for item in self.items:
            if item.error is not None:
                yield clean(item.case), words.say("有误", "error"), clean(words.say(*item.error))
                continue
            procedure = words.of("procedure", str(item.procedure))
            act = f"{words.of('act', str(item.act))} ({procedure})"
            yield clean(item.case), self._when(item, words), str(item.clause), act

    def _when(self, item: InboxItem, words: Words) -> str:
        if item.not_after is None:
            return words.say("没有日期", "no date")
        day, left = words.day(item.not_after), item.days_left
        if left is None:
            return day
        if item.not_after < self.as_of:
            past = words.working_days(-left)
            return words.say(f"{day}，已过 {past}", f"{day}, {past} ago")
        rest = words.working_days(left)
        return words.say(f"{day}，还有 {rest}", f"{day}, {rest} left")


def inbox(
    cases: Iterable[Case],
    role: str,
    *,
    as_of: date,
    guideline: Guideline | None = None,
    calendar: WorkingCalendar | None = None,
    readings: Readings | None = None,
) -> Inbox:
    """What lies on the desk of a municipal office, the provincial office, a sponsor: overdue first.

    Arguments:
        cases: the cases; one that cannot be assessed comes back as an item with its error.
        role: whose desk; a role of the contract.
        as_of: the day.
        guideline: as for `gaf_rules.assess`.
        calendar: likewise.
        readings: likewise.

    Raises:
        CaseError: no such role.

    >>> import gaf_rules as gaf
    >>> from datetime import date
    >>> case = gaf.Case(
    ...     id="C1",
    ...     app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal"),
    ...     sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal"),
    ...     events=(
    ...         gaf.Event(type="app_launched", on=date(2026, 2, 2)),
    ...         gaf.Event(type="app_taken_offline", on=date(2026, 3, 2)),
    ...     ),
    ... )
    >>> desk = inbox([case], "sponsor", as_of=date(2026, 3, 12))
    >>> [(item.act, str(item.not_after), item.days_left) for item in desk][0]
    ('deregistration_reported', '2026-03-16', 2)
    """
    if role not in ROLES:
        known = "、".join(ROLES)
        problem = Problem(
            path="role",
            got=role,
            allowed=ROLES,
            zh=f"得到 {role!r}；可取：{known}",
            en=f"got {role!r}; allowed: {', '.join(ROLES)}",
        )
        raise CaseError((problem,))
    items: list[InboxItem] = []
    for case in cases:
        try:
            found = assess(
                case, as_of=as_of, guideline=guideline, calendar=calendar, readings=readings
            )
        except GafRulesError as error:
            said = error.text("zh"), error.text("en")
            items.append(InboxItem(case=case.id, error=said))
            continue
        items += _of(found, role)
    return Inbox(role=role, as_of=as_of, items=tuple(sorted(items, key=_urgency)))


def _of(found: Assessment, role: str) -> Iterator[InboxItem]:
    calendar = found.basis.world.calendar
    for action in found.next_actions:
        if action.bearer == role:
            yield InboxItem(
                case=found.case,
                act=action.act,
                procedure=action.procedure,
                clause=action.clause,
                not_after=action.not_after,
                days_left=_left(action, found.as_of, calendar),
            )


def _left(action: NextAction, as_of: date, calendar: WorkingCalendar) -> int | None:
    day = action.not_after
    if day is None:
        return None
    if day >= as_of:
        return elapsed(calendar, as_of, day)
    past = elapsed(calendar, day, as_of)
    return None if past is None else -past


def _urgency(item: InboxItem) -> tuple[Any, ...]:
    return (
        item.error is None,
        item.not_after is None,
        item.not_after or date.max,
        item.case,
        item.clause or "",
        item.procedure or "",
    )
