"""What an audit gives: three tables, written from what has been concluded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import field, frozen

from gaf_rules.auditing.conclusions import DUTY_COUNTS, DUTY_DAYS, DUTY_WORDS, FINDING_WORDS
from gaf_rules.auditing.counted import MISSING
from gaf_rules.auditing.disputed import Disputed
from gaf_rules.auditing.threads import parallel_map
from gaf_rules.columns import rows_of
from gaf_rules.columns.outgoing import Columns, joined
from gaf_rules.language.guideline import Guideline
from gaf_rules.language.vocabulary import (
    CERTAINTIES,
    EVENT_TYPES,
    FINDING_CODES,
    PROCEDURES,
    SEVERITIES,
    STAGES,
    STATUSES,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gaf_rules.auditing.counted import Ints
    from gaf_rules.auditing.rows_out import Results, Rows
    from gaf_rules.auditing.tables import Job
    from gaf_rules.language.readings import Readings
    from gaf_rules.values.texts import Lang
    from gaf_rules.values.theme import Theme

__all__ = ["AnswerTables", "Audit"]

_BITS = 64
_SIGNED = 63


@frozen(kw_only=True, eq=False)
class Audit:
    """What holds for many cases on a day: three tables of the kind that came in.

    Like all that holds tables it is equal to itself alone: whether two tables are the same is asked of them.

    Attributes:
        cases: one row a case, in the order of the table of cases.
        duties: one row a duty; ``done`` tells those that were done from those never done, whose
            ``late_by_working_days`` grows to the day of assessment.
        findings: one row a finding.
        codes: the finding codes in the order of the bits of ``cases.finding_bits``, the lowest first.
        guideline: whose words are shown; None: the common ones.
    """

    cases: Any
    duties: Any
    findings: Any
    codes: tuple[str, ...]
    guideline: Guideline | None = field(default=None, repr=False)

    def html(self, lang: Lang = "zh", *, theme: Theme = "auto") -> str:
        """Counts of stages, findings and errors as one element of HTML without scripts or links.

        Arguments:
            lang: ``"zh"`` or ``"en"``.
            theme: ``auto``, which follows the system of whoever looks; ``light`` or ``dark``.

        Raises:
            GafRulesError: another language, another theme.

        >>> import gaf_rules as gaf
        >>> drawn = gaf.simulate(5, seed=1)
        >>> gaf.audit(drawn.events, drawn.cases, as_of=drawn.as_of).html("en").startswith("<div")
        True
        """
        from gaf_rules.auditing.shown import as_html  # noqa: PLC0415 - a notebook asks for it

        return as_html(self.cases, self.findings, lang, theme=theme, guideline=self.guideline)

    def _repr_html_(self) -> str:
        return self.html()


class AnswerTables:
    """Conclusions as tables."""

    def __init__(
        self, job: Job, found: Results, readings: Readings, lang: Lang, *, text_lists: bool
    ) -> None:
        self.job = job
        self.found = found
        self.readings = readings
        self.lang = lang
        self.text_lists = text_lists
        self.columns = Columns(job.frame)
        self.among = _among(job.machine.guideline)
        self.codes = self.among["code"][:_BITS]

    def tables(self, *, disputes: bool) -> Audit:
        """The three tables."""
        rows = self.found.findings
        self.order = _order(rows, self.found.finding_words.values)
        case = rows.cases().take(self.order)
        which, self.rounds = rows.column(0).take(self.order), rows.column(1).take(self.order)
        findings = self._findings(case, which, disputes=disputes)
        return Audit(
            cases=self._cases(case, which),
            duties=self._duties(),
            findings=findings,
            codes=self.codes,
            guideline=self.job.machine.guideline,
        )

    # -- cases -----------------------------------------------------------------------------------------
    def _cases(self, case: Ints, which: Any) -> Any:
        make, words = self.columns, self.found.case_words.values
        place = self.found.case_template
        columns = {
            "case_id": self.job.ids.to_native(),
            "in_scope": make.flags([w.in_scope for w in words], place),
            "route": make.words([joined(w.route) for w in words], place),
            "forms": make.words([joined(w.forms) for w in words], place),
        }
        for at, procedure in enumerate(PROCEDURES):
            stages = [w.stages[at] for w in words]
            columns[f"stage_{procedure}"] = make.words(stages, place, self.among["stage"])
        bits = self._bits(case, which)
        sets, member = np.unique(bits, return_inverse=True)
        listed = [self._listed(int(one)) for one in sets]
        columns["findings"] = (
            make.words([joined(each) for each in listed], member)
            if self.text_lists
            else make.lists(listed, member)
        )
        columns["finding_bits"] = make.whole(bits)
        columns["error"] = self._errors(len(place))
        for name in self.job.kept:
            columns[name] = self.job.frame.get_column(name).to_native()
        return make.table(columns)

    def _bits(self, case: Ints, which: Any) -> NDArray[np.uint64]:
        bit = {code: 1 << at for at, code in enumerate(self.codes)}
        table = np.array([bit.get(w.code, 0) for w in self.found.finding_words.values], np.uint64)
        bits = np.zeros(len(self.found.case_template), np.uint64)
        begins = np.flatnonzero(np.append(True, case[1:] != case[:-1])[: len(case)])
        if len(case):
            bits[case[begins]] = np.bitwise_or.reduceat(table[which], begins)
        return bits

    def _listed(self, bits: int) -> tuple[str, ...]:
        return tuple(code for at, code in enumerate(self.codes) if bits >> at & 1)

    def _errors(self, cases: int) -> Any:
        place = np.zeros(cases, np.int64)
        texts: list[str | None] = [None]
        for case, error in self.found.errors.items():
            place[case] = len(texts)
            texts.append(error.text(self.lang))
        return self.columns.text(texts, place)

    # -- duties ----------------------------------------------------------------------------------------
    def _duties(self) -> Any:
        rows = self.found.duties
        which = rows.column(0)
        days = ("case_id", "round", *DUTY_DAYS, *DUTY_COUNTS, *DUTY_WORDS)
        made = parallel_map(lambda name: self._duty_column(name, which), days, len(which))
        found = dict(zip(days, made, strict=True))
        at = DUTY_WORDS.index("procedure") + 1
        names = ("case_id", *DUTY_WORDS[:at], "round", *DUTY_WORDS[at:], *DUTY_DAYS)
        columns = {name: found[name] for name in names}
        columns["met_on"], columns["done"] = columns["met_on"]
        return self.columns.table({**columns, **{name: found[name] for name in DUTY_COUNTS}})

    def _duty_column(self, name: str, which: Ints) -> Any:
        """One column of the duties; of ``met_on`` that of ``done``, too."""
        make, rows = self.columns, self.found.duties
        if name == "case_id":
            return rows_of(self.job.ids.to_native(), rows.cases())
        if name in DUTY_WORDS:
            values = [getattr(words, name) for words in self.found.duty_words.values]
            if name == "trigger_estimated":
                return make.flags(values, which)
            return make.words(values, which, self.among[name])
        at = ("", "round", *DUTY_DAYS, *DUTY_COUNTS).index(name)
        column = rows.column(at)
        rows.let_go(at)
        if name not in DUTY_DAYS:
            return make.numbers(column)
        if name == "met_on":
            return make.days(column), make.flags(
                [False, True], (column != MISSING).astype(np.uint8)
            )
        return make.days(column)

    # -- findings --------------------------------------------------------------------------------------
    def _findings(self, case: Ints, which: Any, *, disputes: bool) -> Any:
        make, words = self.columns, self.found.finding_words.values
        columns = {"case_id": rows_of(self.job.ids.to_native(), case)}
        for name in FINDING_WORDS:
            values = [getattr(w, name) for w in words]
            texts = [joined(v) for v in values] if name == "items" else values
            columns[name] = make.words(texts, which, self.among.get(name))
            if name == "procedure":
                columns["round"] = make.numbers(self.rounds)
        columns["since"] = make.days(self.found.findings.column(2).take(self.order))
        if disputes:
            findings = case, which, self.rounds
            said = Disputed(self.found, self.readings, findings, self.job.run, self.job.world)
            texts, place = said.names()
            columns["disputed_by"] = make.words([joined(text) for text in texts], place)
        return make.table(columns)


def _among(guideline: Guideline) -> dict[str, tuple[str, ...]]:
    """The words that a column may hold, in their order; lists of words can be too many to be told."""
    clauses, roles = tuple(guideline.clauses), guideline.roles
    codes = {row.code for row in guideline.findings}
    codes |= {row.code for row in guideline.scope if row.code}
    return {
        "code": (*FINDING_CODES, *sorted(codes.difference(FINDING_CODES))),
        "clause": clauses,
        "consequence": clauses,
        "procedure": PROCEDURES,
        "stage": tuple(dict.fromkeys((*STAGES, *guideline.words.get("stage", ())))),
        "bearer": roles,
        "to": roles,
        "act": EVENT_TYPES,
        "trigger_event": EVENT_TYPES,
        "certainty": CERTAINTIES,
        "status": STATUSES,
        "severity": SEVERITIES,
    }


def _order(rows: Rows, words: list[Any]) -> Ints:
    """The rows by case, then by procedure, clause, the other words and round."""
    ranked = sorted(range(len(words)), key=lambda place: _by_words(words[place]))
    ranks = np.zeros(len(words) + 1, np.int64)
    ranks[ranked] = np.arange(len(words))
    numbers = rows.column(1)
    size = len(numbers)
    widths = [len(words), int(numbers.max(initial=0)), size]
    for_words, for_numbers, for_rows = (int(width).bit_length() for width in widths)
    key = rows.cases().astype(np.int64) << for_words
    key |= ranks[rows.column(0)]
    key <<= for_numbers
    key |= numbers
    if int(key.max(initial=0)).bit_length() + for_rows > _SIGNED:
        return np.argsort(key, kind="stable")
    # With the row in the lowest bits whole numbers can be sorted, which is faster than sorting by a key.
    key <<= for_rows
    key |= np.arange(size)
    key.sort()
    key &= (1 << for_rows) - 1
    return key


def _by_words(words: Any) -> tuple[Any, ...]:
    return PROCEDURES.index(words.procedure), words.clause, repr(words)
