"""A guideline as a value: its rows, its clauses in our own words, and what is known about the text.

An amendment is another value (:meth:`Guideline.amend`), never an edit; two guidelines can be compared
(:meth:`Guideline.differences`), and a text that the caller holds can be attached for explanations to quote.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import NOTHING, evolve, field, fields, frozen

from gaf_rules.language.amendment import amended
from gaf_rules.language.citation import ClauseBook, edition_text
from gaf_rules.language.differences import Difference, differences
from gaf_rules.language.row_kinds import check_kinds
from gaf_rules.language.rows import (
    AheadRow,
    DutyRow,
    FactRow,
    FindingRow,
    FormRow,
    LapseRow,
    MaterialRow,
    QuestionRow,
    RouteRow,
    ScopeRow,
    StateRow,
    TierRow,
    Transition,
)
from gaf_rules.language.vocabulary import ROLES
from gaf_rules.values.drafts import Value, stored
from gaf_rules.values.given import in_language, is_one_of, require
from gaf_rules.values.mapping import FrozenMap, frozen_map, frozen_maps

if TYPE_CHECKING:
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.periods import Period
    from gaf_rules.values.texts import Lang

__all__ = ["Difference", "Guideline", "released"]


@frozen(kw_only=True, eq=False, repr=False)
class Guideline(Value):
    """Everything an assessment needs to know about the text.

    It is linked when it is made (:mod:`gaf_rules.language.link`): every name in its rows is known.

    Attributes that are not listed here are the rows.

    Attributes:
        key: its id in the provenance.
        sha256: digest of the original text; an amended guideline has another.
        edition: the edition as (Chinese, English).
        clauses: the parts of the text in our own words.
        effective_from: the day from which it applies; None: the text is silent (T2).
        legacy_until: the day until which an app launched before may go on unfiled; None: silent.
        source: the original text, where the caller has it; explanations then quote it.
        facts: what the text states without binding anybody.
        out_of_scope: norms that no row decides, each with the reason.
        tiers: the tiers of sponsors, and which office stands where for each.
        roles: all who may act or be addressed.
        local_roles: those of the place of the sponsor, for whom its regional days may count.
        route_clause: the clause on the way that an application takes; cited where no row fits.
        words: its own words for kinds of :data:`gaf_rules.messages.LABELS`, where these differ.

    Raises:
        GuidelineError: rows that do not link: all that is wrong, each with its place (``$.duties[3].act``),
            what is known that is nearest, and what to do.
    """

    key: str
    sha256: str
    edition: tuple[str, str] = ("", "")
    clauses: ClauseBook
    tiers: tuple[TierRow, ...]
    states: tuple[StateRow, ...]
    transitions: tuple[Transition, ...]
    lapses: tuple[LapseRow, ...]
    duties: tuple[DutyRow, ...]
    findings: tuple[FindingRow, ...]
    questions: tuple[QuestionRow, ...]
    scope: tuple[ScopeRow, ...]
    routes: tuple[RouteRow, ...]
    materials: tuple[MaterialRow, ...]
    forms: tuple[FormRow, ...]
    route_clause: str
    roles: tuple[str, ...] = ROLES
    local_roles: tuple[str, ...] = ("sponsor",)
    ahead: tuple[AheadRow, ...] = ()
    facts: tuple[FactRow, ...] = ()
    out_of_scope: Mapping[str, str] = field(default=FrozenMap({}), converter=frozen_map)
    words: Mapping[str, Mapping[str, tuple[str, str]]] = field(
        default=FrozenMap({}), converter=frozen_maps
    )
    effective_from: date | None = None
    legacy_until: date | None = None
    source: str | None = None
    _digest: str | None = field(init=False, default=None, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        from gaf_rules.language.link import link  # noqa: PLC0415 - what is shipped needs no linking

        check_kinds(self)
        link(self)

    @property
    def digest(self) -> str:
        """The SHA-256 of all that it decides and says; ``guideline_sha256`` in the provenance.

        >>> import gaf_rules as gaf
        >>> len(gaf.HAINAN.digest), gaf.HAINAN.digest == gaf.HAINAN.amend({"2.4.4c": {"n": 15}}).digest
        (64, False)
        """
        if self._digest is None:
            from gaf_rules.language.rows_digest import digest_of  # noqa: PLC0415 - what is shipped has its digest

            object.__setattr__(self, "_digest", digest_of(self))
        return self._digest  # type: ignore[return-value]  # filled above

    def __repr__(self) -> str:
        return f"<Guideline {self.key}, {len(self.clauses)} clauses, {len(self.duties)} duties>"

    def __eq__(self, other: object) -> bool:
        # Made once and used in every assessment: nearly always it is itself.
        return self is other or super().__eq__(other)

    def __hash__(self) -> int:
        return hash((self.key, self.sha256))

    def stated(self, what: str) -> tuple[FactRow, ...]:
        """What the text states of one kind: parent, addressee, short_name, jurisdiction, principle, contact.

        >>> import gaf_rules as gaf
        >>> [fact.value for fact in gaf.HAINAN.stated("contact")][0]
        '0898-65314756'
        """
        return tuple(row for row in self.facts if is_one_of(what, (row.what,)))

    @property
    def jurisdiction(self) -> str | None:
        """Where it applies (GB/T 2260 code); None: everywhere."""
        return next((row.value for row in self.stated("jurisdiction")), None)

    @property
    def parents(self) -> tuple[tuple[str, str], ...]:
        """The documents it rests on, as (Chinese, English)."""
        return tuple((row.zh, row.en) for row in self.stated("parent"))

    @property
    def way_up(self) -> tuple[str, ...]:
        """The longest way that an application takes, from the sponsor to the office that decides.

        >>> import gaf_rules as gaf
        >>> gaf.HAINAN.way_up[1:]
        ('municipal_cac', 'provincial_cac', 'national_cac')
        """
        return max((row.path or () for row in self.routes), key=len, default=())

    @property
    def contacts(self) -> dict[str, str]:
        """Whom to ask: clause to a telephone number or an address."""
        return {row.clause: row.value for row in self.stated("contact")}

    @property
    def periods(self) -> dict[str, Period]:
        """The period rows by clause, in the order of the duties."""
        return {row.period.clause: row.period for row in self.duties if row.period is not None}

    def wording(self, slug: str, lang: Lang = "en") -> str:
        """Our wording of a clause, its number of days filled in from the period row.

        Raises:
            GuidelineError: there is no such clause.

        >>> import gaf_rules as gaf
        >>> "10" in gaf.HAINAN.wording("2.4.4c", "zh")
        True
        """
        require("slug", slug, str, "条款编号", "the id of a clause")
        clause = self.clauses[slug]
        period = self.periods.get(slug)
        return clause.wording(lang, days=None if period is None else period.number)

    def label(self, kind: str, key: str, lang: Lang = "en") -> str:
        """The words for a value: the guideline's own, else those of :mod:`gaf_rules.messages`.

        >>> import gaf_rules as gaf
        >>> gaf.HAINAN.label("role", "sponsor")
        'sponsor'
        """
        from gaf_rules.messages import label  # noqa: PLC0415 - words are read when needed

        own = self._own(kind, key)
        return label(kind, key, lang) if own is None else in_language(lang, *own)

    def _own(self, kind: str, key: str) -> tuple[str, str] | None:
        """The guideline's own words for a value, where it has any."""
        try:
            words = self.words.get(kind)
            return None if words is None else words.get(key)
        except TypeError:  # what cannot be looked up is no code
            return None

    def act_label(self, act: str, to: str | None, lang: Lang = "en") -> str:
        """The words for an act, with the one it is addressed to where the act has an addressee.

        Arguments:
            act: the act.
            to: the words for the addressee; None where there is none.
            lang: ``"zh"`` or ``"en"``.

        >>> import gaf_rules as gaf
        >>> gaf.HAINAN.act_label("application_forwarded", "省委网信办", "zh")
        '核实、检查材料并上报省委网信办'
        """
        from gaf_rules.messages import LABELS  # noqa: PLC0415 - words are read when needed

        require("to", to, (str, type(None)), "对象的名称", "the words for the addressee")
        form = self._own("act_to", act)
        # A guideline that has its own words for the act does not mean what the common ones say.
        if form is None and self._own("act", act) is None and is_one_of(act, LABELS["act_to"]):
            form = LABELS["act_to"][act]
        if form is None or to is None:
            return self.label("act", act, lang)
        return in_language(lang, *form).replace("{to}", to)

    def stage_label(self, procedure: str, stage: str, lang: Lang = "en") -> str:
        """The words for a stage of a procedure, the guideline's own first.

        >>> import gaf_rules as gaf
        >>> gaf.HAINAN.stage_label("filing", "filed"), gaf.HAINAN.stage_label("filing", "filed", "zh")
        ('filed', '已备案')
        """
        from gaf_rules.messages import stage_label  # noqa: PLC0415 - words are read when needed

        own = self._own("stage", stage)
        return stage_label(procedure, stage, lang) if own is None else in_language(lang, *own)

    def amend(
        self,
        changes: Mapping[str, Mapping[str, int]] = FrozenMap({}),
        *,
        key: str | None = None,
        effective_from: date | None = None,
        legacy: Period | date | None = None,
        calendar: WorkingCalendar | None = None,
    ) -> Guideline:
        """The guideline with other periods, or with the days that it leaves open.

        Arguments:
            changes: clause → ``{"n": 15}``, the number in its own unit, or in another: ``{"months": 1}``,
                likewise ``weeks``, ``calendar_days``, ``working_days``. A number taken over by analogy
                follows, and so does the unit in the library's own wording of the clause.
            key: id of the new guideline; by default the old one with a mark of the change.
            effective_from: the day from which it applies; what it says so far by default.
            legacy: how long an app launched before that day may go on unfiled: a period counted from it, or
                the last day.
            calendar: by which such a period is counted; the notices that the library knows by default.

        Raises:
            GuidelineError: a clause without a number of days, a field that cannot be amended, or a number
                that is not a positive whole one.
            CaseError: a ``legacy`` without a day to count from, or one that ends where no notice reaches.

        >>> import gaf_rules as gaf
        >>> longer = gaf.HAINAN.amend({"2.4.4c": {"n": 15}})
        >>> [str(d) for d in gaf.HAINAN.differences(longer) if d.clause == "2.4.4c"]
        ['2.4.4c working days: 10 → 15']
        >>> gaf.HAINAN.amend({"2.6.1b": {"months": 1}}).wording("2.6.1b")
        'The sponsor must act within 1 month after the app goes offline.'
        """
        return evolve(self, **amended(self, changes, key, effective_from, legacy, calendar))

    def differences(self, other: Guideline) -> tuple[Difference, ...]:
        """In what another guideline differs from this one: numbers of days, dates, clauses, rows."""
        require("other", other, Guideline, "指南（Guideline）", "a Guideline")
        return differences(self, other)

    def with_source(self, text: str) -> Guideline:
        """The guideline with the original text attached; explanations quote the clauses found in it.

        >>> import gaf_rules as gaf
        >>> gaf.HAINAN.with_source("……").source, gaf.HAINAN.source
        ('……', None)
        """
        return evolve(self, source=edition_text(text))


def released(digest: str, **given: Any) -> Guideline:
    """A guideline of the library itself, whose rows a test links and whose digest a test compares.

    A start of the library pays for neither.

    Arguments:
        digest: that of its rows.
        **given: what :class:`Guideline` takes.
    """
    parts: tuple[Any, ...] = tuple(part for part in fields(Guideline) if part.init)
    values = {part.name: given.pop(part.name, part.default) for part in parts}
    if given or NOTHING in values.values():
        raise TypeError(given or values)
    converted = {
        part.name: part.converter(values[part.name]) if part.converter else values[part.name]
        for part in parts
    }
    return stored(Guideline, **converted, _digest=digest)
