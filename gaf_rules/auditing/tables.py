"""``audit``: two tables in, three tables out."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from gaf_rules.auditing.answer_tables import AnswerTables, Audit
from gaf_rules.auditing.case_batch import EncodedCases
from gaf_rules.auditing.cases import Maker
from gaf_rules.auditing.conclusions import conclude
from gaf_rules.auditing.counted import number_of
from gaf_rules.auditing.evaluation import Evaluation
from gaf_rules.auditing.evaluation_plan import EvaluationPlan
from gaf_rules.auditing.irregular import irregular
from gaf_rules.auditing.learnt import shelf_of
from gaf_rules.auditing.log import build_log
from gaf_rules.auditing.reading import (
    coded_cases,
    coded_events,
    columns_beside,
)
from gaf_rules.auditing.rows_out import Results
from gaf_rules.auditing.sorting import Kinds
from gaf_rules.auditing.threads import parallel_map
from gaf_rules.columns import refusal, require_zone
from gaf_rules.columns.frames import eager_frame
from gaf_rules.evaluate.arguments import expect, readings_of, require_day
from gaf_rules.evaluate.assessing import world_of
from gaf_rules.evaluate.outline import outline
from gaf_rules.evaluate.scoping import machine_of
from gaf_rules.language.readings import READING_OPTIONS, Readings
from gaf_rules.language.vocabulary import PROCEDURES
from gaf_rules.log.case import Case
from gaf_rules.messages import LANGUAGES
from gaf_rules.values.errors import GafRulesError
from gaf_rules.values.given import one_of, require

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from zoneinfo import ZoneInfo

    from gaf_rules.auditing.counted import Ints
    from gaf_rules.auditing.learnt import Learnt
    from gaf_rules.auditing.log import Log
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.evaluate.outline import World
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.program.program import Program
    from gaf_rules.values.texts import Lang

__all__ = ["Audit", "Job", "audit"]

_AHEAD = 1100
"""Days after the day of assessment for which deadlines are kept in tables: a change planned later than
that is assessed by itself."""

_RESULTS = (
    "in_scope", "route", "forms", *(f"stage_{procedure}" for procedure in PROCEDURES), "findings",
    "finding_bits", "error",
)  # fmt: skip

_HALF = 1 << 16
"""Cases from which both threads get as many."""
_CHUNK = 1 << 17
"""Cases taken together: as many as make up for what an operation costs whatever the number of cases, and few
enough for their columns to stay near the processor."""
FEW = 80
"""Up to so many cases are assessed one by one: columns take about as long, however much has been learnt."""


def audit(
    events: Any,
    cases: Any,
    *,
    as_of: date,
    guideline: Guideline | None = None,
    calendar: WorkingCalendar | None = None,
    readings: Readings | None = None,
    disputes: bool = False,
    zone: str | None = None,
    keep: bool | Sequence[str] = False,
    lang: Lang = "en",
    text_lists: bool = False,
) -> Audit:
    """What holds for each case of a log on a day: the same as :func:`gaf_rules.assess`, in columns.

    Arguments:
        events: the log, a table of pandas, Polars or Arrow: ``case_id``, ``type``, ``on`` and the other
            fields of the events, null where an event has none. In any order. A query (a LazyFrame, a
            relation of DuckDB) is run; whatever offers a stream of Arrow is taken as Arrow.
        cases: one row a case: ``case_id``, ``app_kind``, ``runs_on_mobile``, ``purpose``,
            ``grassroots_facing``, ``sponsor_kind``, ``tier``, ``place``, ``app_name``, ``sponsor_name``.
        as_of: the day of assessment.
        guideline: as in ``assess``.
        calendar: likewise.
        readings: likewise.
        disputes: fill ``findings.disputed_by`` too, which takes about fifteen times as long.
        zone: the time zone in which the day is taken, where columns of days hold moments. Naive moments
            that are all midnight are days without it.
        keep: the columns of ``cases`` that come back beside the result: True for all that the audit does
            not know, or names.
        lang: the language of the column ``error``: ``"zh"`` or ``"en"``.
        text_lists: ``findings`` of ``cases`` as text, with ``;`` between the codes: CSV has no lists.

    Returns:
        cases, duties and findings. A case whose log is malformed or not allowed is not dropped: its row
        says why in the column ``error``.

    Raises:
        CaseError: a zone that is not known, whatever the columns hold; a table that cannot be read: a column
            that is missing, there twice or unknown, moments without a zone, a case listed twice, an event
            of a case that is not listed.

    >>> import polars as pl
    >>> from datetime import date
    >>> cases = pl.DataFrame({"case_id": [1], "app_kind": ["app"], "runs_on_mobile": [True],
    ...     "purpose": ["internal"], "sponsor_kind": ["administrative_organ"], "tier": ["municipal"]})
    >>> events = pl.DataFrame({"case_id": [1], "type": ["app_launched"], "on": [date(2026, 3, 2)]})
    >>> found = audit(events, cases, as_of=date(2026, 3, 9))
    >>> found.findings["code"].to_list(), found.cases["stage_filing"].to_list()
    (['LAUNCHED_BEFORE_FILING'], ['not_started'])
    """
    where = require_zone(zone)
    as_of = require_day("as_of", as_of)
    expect(guideline=guideline, calendar=calendar, disputes=disputes)
    require("text_lists", text_lists, bool, " True 或 False", "True or False")
    one_of("lang", lang, LANGUAGES)
    if calendar is None:
        from gaf_rules.calendar import CHINA  # noqa: PLC0415 - read when needed

        calendar = CHINA
    job = Job(events, cases, as_of, machine_of(guideline), calendar, where, keep=keep)
    chosen = readings_of(readings)
    found = job.run(chosen)
    if not disputes:
        job.let_go()
    return AnswerTables(job, found, chosen, lang, text_lists=text_lists).tables(disputes=disputes)


def _beside_results(own: list[str]) -> list[str]:
    """Columns that come back beside the results, none of which has the name of a result."""
    for name in own:
        if name in _RESULTS:
            raise refusal(
                path=f"$cases.{name}",
                got=name,
                zh=f"结果也有列 {name}，请先给自己的列改名",
                en=f"the result has a column {name}, too; rename your own",
                allowed=(),
            )
    return [name for name in own if name != "case_id"]


class Job:
    """The two tables made ready; each run judges them under one set of readings."""

    def __init__(
        self,
        events: Any,
        cases: Any,
        as_of: date,
        machine: Program,
        calendar: WorkingCalendar,
        zone: ZoneInfo | None,
        *,
        keep: bool | Sequence[str],
    ) -> None:
        event_frame, self.frame = eager_frame(events, "events"), eager_frame(cases, "cases")
        own = columns_beside(event_frame, self.frame, keep=keep)
        self.kept = _beside_results(own)
        self.as_of, self.machine, self.calendar = as_of, machine, calendar
        days, coded = coded_events(event_frame, zone)
        parties = coded_cases(self.frame)
        self.ids = self.frame.get_column("case_id")
        today = number_of(as_of)
        self.log: Log = build_log(event_frame.get_column("case_id"), self.ids, days, coded, today)
        tables = event_frame, self.frame, days
        self.maker = Maker(machine, coded, parties, self.log, tables)
        first = number_of(calendar.coverage.first)
        last = max(today, first) + _AHEAD
        self.strict = irregular(self.log, coded, self.maker, first, last, today)
        self.today = today
        # Rounded up, so that what has been learnt holds for other days of assessment, too.
        last |= (1 << 10) - 1
        self.span = first, last
        self.kinds: Kinds | None = None

    def run(self, readings: Readings) -> Results:
        """All cases under these readings."""
        results = Results(len(self.ids))
        options = tuple((name, getattr(readings, name)) for name in READING_OPTIONS)
        machine, calendar = self.machine, self.calendar
        shelf = shelf_of(machine, calendar, options, self.as_of in calendar.coverage, *self.span)
        learnt = shelf.take()
        for case in self._judged(learnt, results).tolist():
            self._by_itself(case, readings, results)
        results.close()
        shelf.give(learnt)
        return results

    def _judged(self, learnt: Learnt, results: Results) -> Ints:
        """Judge all cases that can be judged together; the others."""
        cases = len(self.ids)
        if cases <= FEW or not learnt.is_worth(cases) or not learnt.fact_types.plain:
            return np.arange(cases)
        encoded = EncodedCases(learnt, self.maker, self.log, self.today)
        kinds = Kinds(encoded, self.strict)
        count = -(-cases // _CHUNK)
        count += count % 2 if cases > _HALF else 0
        pieces = list(pairwise(np.linspace(0, cases, count + 1).astype(int).tolist()))
        parallel_map(lambda piece: kinds.sort(*piece), pieces, cases)
        evaluation = Evaluation(EvaluationPlan(encoded, kinds), kinds, results)
        parallel_map(lambda piece: evaluation.judge(*piece), pieces, cases)
        self.kinds = kinds
        return np.sort(np.concatenate([np.zeros(0, np.int64), *evaluation.left]))

    def _by_itself(self, case: int, readings: Readings, results: Results) -> None:
        """Assess a case as `gaf_rules.assess` does."""
        try:
            world = self.world(case)
            core = outline(world, readings)
        except GafRulesError as error:
            results.refuse(case, error)
        else:
            results.one(case, conclude(world, core, readings))

    def world(self, case: int) -> World:
        """One case and the arguments of its assessment; read strictly where it may be malformed."""
        made = None if self.strict[case] else self.maker.plain(case)
        if made is None:
            made = Case.from_dict(self.maker.document(case))
        return world_of(made, self.as_of, self.machine.guideline, self.calendar)

    def let_go(self) -> None:
        """Keep nothing of the log: from here on only what has been concluded is needed."""
        del self.log, self.maker, self.kinds
