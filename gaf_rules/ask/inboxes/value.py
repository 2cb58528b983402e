"""A desk and what lies on it, frozen, as JSON, as text and as a table for a notebook."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from gaf_rules.answers.assessment import Provenance
from gaf_rules.language.guideline import Guideline
from gaf_rules.messages import label
from gaf_rules.report.layout import clean, pad, width
from gaf_rules.report.words import Words
from gaf_rules.values.texts import Lang
from gaf_rules.values.theme import as_table, sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.values.theme import Theme

__all__ = ["SCHEMA", "Inbox", "InboxItem"]

SCHEMA = "gaf-inbox/1"

_HEADINGS = (
    ("最后一天", "last day"),
    ("案件", "case"),
    ("应用", "app"),
    ("主办单位", "sponsor"),
    ("条款", "clause"),
    ("应做之事", "what to do"),
)


@frozen(kw_only=True)
class InboxItem:
    """One thing to be done, or one case that cannot be read.

    Attributes:
        case: id of the case.
        app: the name of the app, where the case gives it.
        sponsor: the name of the sponsor, likewise.
        place: the code of the sponsor's place, likewise.
        act: what is to be done; None where the case has an error, as with the next two.
        procedure: in which procedure.
        clause: on which clause.
        not_after: the last day, None where the text gives no number of days.
        days_left: working days after ``as_of`` through that day; negative: working days since it; None
            where there is no day or the calendar does not reach it.
        error: why the case could not be assessed, as (Chinese, English); None where it could.
    """

    case: str
    app: str | None = None
    sponsor: str | None = None
    place: str | None = None
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
            "app": self.app,
            "sponsor": self.sponsor,
            "place": self.place,
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
        items: errors first, then by the last day, earliest first; what has no day comes last, and what falls
            on one day is in the order in which it can be done.
        place: the place that it is narrowed to; None: all of them.
        sponsor: the name of the sponsor that it is narrowed to; None: all of them.
        provenance: what the assessments behind it stand on.
        unassigned: ids of the cases that say nothing of what it is narrowed to; they are not on the desk.
        lang: the language in which it shows itself; no part of what is compared, nor is the next.
        guideline: for its words.

    >>> import gaf_rules as gaf
    >>> app = gaf.App(kind="app", runs_on_mobile=True, purpose="internal")
    >>> sponsor = gaf.Sponsor(kind="administrative_organ", tier="municipal")
    >>> from datetime import date
    >>> case = gaf.Case(id="C1", app=app, sponsor=sponsor)
    >>> desk = gaf.inbox([case], "sponsor", as_of=date(2026, 3, 2), lang="en")
    >>> print(desk.text())
    sponsor · 2026-03-02 Mon · 2 to do, 0 overdue
    last day  case  app  sponsor  clause  what to do
    no date   C1    –    –        2.2.3a  complete the self-check
    no date   C1    –    –        1.1     submit the application
    >>> desk.html().startswith("<div"), Inbox.from_dict(desk.to_dict(), lang="en") == desk
    (True, True)
    """

    role: str
    as_of: date
    items: tuple[InboxItem, ...]
    provenance: Provenance = field(repr=False)
    place: str | None = None
    sponsor: str | None = None
    unassigned: tuple[str, ...] = ()
    lang: Lang = field(default="zh", eq=False)
    guideline: Guideline | None = field(default=None, eq=False, repr=False)

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
            "place": self.place,
            "sponsor": self.sponsor,
            "provenance": self.provenance.to_dict(),
            "items": [item.to_dict() for item in self.items],
            "unassigned": list(self.unassigned),
        }

    @classmethod
    def from_dict(cls, data: Any, *, lang: Lang = "zh") -> Inbox:
        """The inbox that `to_dict` gave, after any travel as JSON: equal to it.

        Arguments:
            data: the document.
            lang: the language in which the inbox shows itself, ``"zh"`` or ``"en"``.

        Raises:
            CaseError: everything that is wrong with the document.
            GafRulesError: another language.
        """
        from gaf_rules.ask.inboxes.form import inbox_form  # noqa: PLC0415 - only documents need it
        from gaf_rules.documents.shapes import read_document  # noqa: PLC0415 - as above

        made: Inbox = read_document(inbox_form(), data)
        label("role", made.role, lang)  # refuses another language
        return evolve(made, lang=lang)

    def text(self, lang: Lang | None = None) -> str:
        """Whose desk it is, headings, and one line an item, in columns.

        Arguments:
            lang: ``"zh"`` or ``"en"``; by default that of the inbox.

        Raises:
            GafRulesError: another language.
        """
        told = _DeskTold(self, self.lang if lang is None else lang)
        rows = [told.headings(), *told.rows()]
        widths = [max(width(row[at]) for row in rows) for at in range(len(_HEADINGS))]
        lines = (
            "  ".join(pad(cell, to) for cell, to in zip(row, widths, strict=True)).rstrip()
            for row in (rows if self.items else [])
        )
        return "\n".join([told.head(), *lines, *told.notes()])

    def __str__(self) -> str:
        return self.text()

    def html(self, lang: Lang | None = None, *, theme: Theme = "auto") -> str:
        """The same as a table, without scripts or links.

        Arguments:
            lang: as of `text`.
            theme: ``auto``, ``light`` or ``dark``.

        Raises:
            GafRulesError: another language.
            CaseError: another theme.
        """
        told = _DeskTold(self, self.lang if lang is None else lang)
        notes = "".join(f"<p>{escape(note)}</p>" for note in told.notes())
        head = told.head()
        items = as_table(told.headings(), told.rows(), caption=head) or f"<p>{escape(head)}</p>"
        return sheet(items + notes, lang=told.words.lang, theme=theme)

    def _repr_html_(self) -> str:
        return self.html()


class _DeskTold:
    """A desk in the words of one language."""

    def __init__(self, desk: Inbox, lang: Lang) -> None:
        label(
            "role", desk.role, lang
        )  # refuses another language, also where there is nothing to say
        self.desk = desk
        self.words = Words(lang, desk.guideline)

    def head(self) -> str:
        """Whose desk it is, on which day, and how much lies on it."""
        desk, say = self.desk, self.words.say
        whose = [self.words.of("role", desk.role)]
        whose += [clean(each) for each in (desk.place, desk.sponsor) if each is not None]
        late, number = len(desk.overdue), len(desk.items)
        much = say(f"{number} 项，逾期 {late} 项", f"{number} to do, {late} overdue")
        return " · ".join([*whose, self.words.day(desk.as_of), much])

    def headings(self) -> tuple[str, ...]:
        """What the columns hold."""
        return tuple(
            self.words.role("sponsor") if pair[1] == "sponsor" else self.words.say(*pair)
            for pair in _HEADINGS
        )

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The items as cells."""
        several = len({item.procedure for item in self.desk.items if item.procedure}) > 1
        for item in self.desk.items:
            whose = tuple(clean(cell or "–") for cell in (item.case, item.app, item.sponsor))
            if item.error is not None:
                why = clean(self.words.say(*item.error))
                yield self.words.say("无法评估", "cannot be assessed"), *whose, "–", why
                continue
            act = self.words.of("act", str(item.act))
            if several:
                procedure = self.words.of("procedure", str(item.procedure))
                act += self.words.say(f"（{procedure}）", f" ({procedure})")
            yield self._when(item), *whose, str(item.clause), act

    def notes(self) -> Iterator[str]:
        """What is not on the desk although it may belong there."""
        if self.desk.unassigned:
            cases = clean(self.words.join(self.desk.unassigned))
            yield self.words.say(
                f"未注明地点或主办单位而未列入的案件：{cases}",
                f"Left out, as they name no place or no sponsor: {cases}",
            )

    def _when(self, item: InboxItem) -> str:
        words = self.words
        if item.not_after is None:
            return words.say("没有日期", "no date")
        day, left = words.day(item.not_after), item.days_left
        if left is None:
            return day
        if item.not_after == self.desk.as_of:
            return words.say(f"{day}，今天到期", f"{day}, due today")
        if item.not_after < self.desk.as_of:
            past = words.working_days(-left)
            return words.say(f"{day}，已过 {past}", f"{day}, {past} ago")
        rest = words.working_days(left)
        return words.say(f"{day}，还有 {rest}", f"{day}, {rest} left")
