"""Audits and deadlines on a cluster: tables of Spark in and out, the same answers as on one machine.

Cases are spread over groups by a digest of their id, so that a case stays whole and a sponsor does not: each
group goes through `gaf_rules.audit` as two tables of Arrow. Deadlines are looked up in a table of one row a
day, which is sent to every executor once. Nothing is judged here.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from gaf_rules.auditing import Audit
from gaf_rules.auditing import audit as local_audit
from gaf_rules.columns import refusal
from gaf_rules.documents.fields import say
from gaf_rules.evaluate.arguments import expect, require_day
from gaf_rules.evaluate.deadlines import deadline
from gaf_rules.values.errors import CalendarHorizonError, CaseError
from gaf_rules.values.given import refused
from gaf_rules.values.nearest import nearest_of, short

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.readings import Readings
    from gaf_rules.values.texts import Lang

try:
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc
    from pyspark.sql import DataFrame
    from pyspark.sql import functions as sf
except ModuleNotFoundError as missing:
    told = (
        f"gaf_rules.adapters.spark needs pyspark and pyarrow ({missing}). "
        'Run: pip install "gaf-rules[spark]" '
        '· 需要 pyspark 与 pyarrow，请运行 pip install "gaf-rules[spark]"'
    )
    raise ModuleNotFoundError(told, name=missing.name) from missing

__all__ = ["SparkAudit", "audit", "deadlines", "rows_of"]

_PLACE: Final = "__gaf_place"
"""The place of a row: a shuffle brings rows in any order, and errors name events by their place."""
_LISTS: Final = ("duties", "findings")
_GROUPS: Final = "groups"
_SETTING: Final = "spark.sql.shuffle.partitions"


@frozen(kw_only=True, eq=False)
class SparkAudit:
    """What holds for many cases on a day, as three tables of Spark that have not been worked out yet.

    Attributes:
        rows: all of it, a row a case: the columns of ``cases`` in ``case``, and the lists ``duties`` and
            ``findings``. The three tables are taken from it, each of them working it out anew: whoever wants
            more than one of them calls ``rows.persist()`` first, or writes ``rows`` once and reads it back.
        cases: as in `gaf_rules.Audit`; so are the others. Words are text, sets of bits ``bigint`` of
            the same bits.
        duties: one row a duty.
        findings: one row a finding.
        codes: the finding codes in the order of the bits of ``cases.finding_bits``, the lowest first.
    """

    rows: Any
    cases: Any
    duties: Any
    findings: Any
    codes: tuple[str, ...]


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
    groups: int | None = None,
) -> SparkAudit:
    """What holds for each case of a log on a day: `gaf_rules.audit` on tables of Spark.

    Arguments:
        events: the log, a DataFrame of Spark with the columns that `gaf_rules.audit` takes, in any order.
        cases: one row a case, likewise.
        as_of: as in `gaf_rules.audit`; so are all others but the last.
        guideline: likewise.
        calendar: likewise.
        readings: likewise.
        disputes: likewise.
        zone: likewise.
        keep: likewise.
        lang: likewise.
        text_lists: likewise.
        groups: into how many groups the cases are spread, each of them a partition that one task judges in
            memory; some 20,000 cases a group do well. ``spark.sql.shuffle.partitions`` by default, where
            that is a number.

    Returns:
        the tables. Nothing has run yet; each of them runs when Spark is asked for its rows.

    Raises:
        CaseError: at once what `gaf_rules.audit` refuses of arguments and columns, no DataFrame of Spark,
            ids of two types. What it refuses of rows (a case listed twice, an event of a case that is not
            listed) when Spark works them out, as the ``PythonException`` that Spark makes of it.
    """
    tables = {"events": events, "cases": cases}
    for name, table in tables.items():
        _require_frame(name, table)
    arguments: dict[str, Any] = {
        "as_of": as_of,
        "guideline": guideline,
        "calendar": calendar,
        "readings": readings,
        "disputes": disputes,
        "zone": zone,
        "keep": keep,
        "lang": lang,
        "text_lists": text_lists,
    }
    # No row has to be read to see what is wrong with names and arguments, and of what types the answer is.
    none = local_audit(events.limit(0).toArrow(), cases.limit(0).toArrow(), **arguments)
    _require_one_type(events, cases)
    session = cases.sparkSession
    number = _number_of_groups(session, groups)
    spread = [_spread(table, number) for table in (cases, events)]
    schema = session.createDataFrame(rows_of(none)).schema
    rows = spread[0].cogroup(spread[1]).applyInArrow(_judge(arguments), schema)
    lists = {name: rows.select(sf.inline(name)) for name in _LISTS}
    return SparkAudit(rows=rows, cases=rows.select("case.*"), codes=none.codes, **lists)


def _number_of_groups(session: Any, groups: Any) -> int:
    """The groups asked for, or as many as Spark makes; some platforms have a word there, ``auto``."""
    if groups is None:
        there: str = session.conf.get(_SETTING)
        if there.isdecimal() and int(there):
            return int(there)
        zh = f"{_SETTING} 是 {short(there)}，不是正整数；请给出 groups，即分成几组"
        en = f"{_SETTING} is {short(there)}, no whole number from 1; say with groups= into how many to spread"
        raise CaseError((say("missing", f"${_GROUPS}", None, zh, en, (">= 1",)),))
    if type(groups) is not int or groups < 1:
        raise refused(_GROUPS, groups, "正整数", "a whole number from 1", (">= 1",))
    return groups


def _require_frame(name: str, table: object) -> None:
    if not hasattr(table, "sparkSession"):  # of Spark itself, or of Spark Connect
        kind = type(table).__name__
        raise refusal(
            path=f"${name}",
            got=kind,
            zh=f"得到 {kind}；应为 Spark 的 DataFrame",
            en=f"got {kind}; a DataFrame of Spark is wanted",
            allowed=("pyspark.sql.DataFrame",),
        )


_WHOLE: Final = ("tinyint", "smallint", "int", "bigint")


def _require_one_type(events: DataFrame, cases: DataFrame) -> None:
    """Ids of two types have two digests, and a case and its events would not meet."""
    kinds = [dict(table.dtypes)["case_id"] for table in (events, cases)]
    if kinds[0] != kinds[1] and not {*kinds} <= {*_WHOLE}:
        raise refusal(
            path="$events.case_id",
            got=kinds[0],
            zh=f"events 的 case_id 是 {kinds[0]}，cases 的是 {kinds[1]}；请先转成同一类型",
            en=f"case_id is {kinds[0]} in events and {kinds[1]} in cases; cast one of them first",
            allowed=(kinds[1],),
        )


def _spread(table: DataFrame, groups: int) -> Any:
    """A table in so many groups of whole cases, each a partition."""
    key = sf.col("case_id")
    # Whole numbers of different widths have different digests.
    key = key.cast("bigint") if dict(table.dtypes)["case_id"] in _WHOLE else key
    group = sf.pmod(sf.xxhash64(key), sf.lit(groups)).alias("__gaf_group")
    placed = table.withColumn(_PLACE, sf.monotonically_increasing_id())
    # By number: partitions that nobody counted are merged by their bytes, and judging has no share in these.
    return placed.select("*", group).repartition(groups, "__gaf_group").groupBy("__gaf_group")


def _judge(arguments: dict[str, Any]) -> Callable[[pa.Table, pa.Table], pa.Table]:
    """What each group goes through."""

    def judge(cases: pa.Table, events: pa.Table) -> pa.Table:
        tables = [_in_order(table) for table in (events, cases)]
        return rows_of(local_audit(*tables, **arguments))

    return judge


def _in_order(table: pa.Table) -> pa.Table:
    return table.sort_by(_PLACE).drop_columns([_PLACE, "__gaf_group"])


def rows_of(found: Audit) -> pa.Table:
    """Three tables of Arrow as one, a row a case, in the types that Spark takes."""
    cases, *others = (_plain(table) for table in (found.cases, found.duties, found.findings))
    ids = cases.column("case_id")
    columns = {"case": _struct(cases)}
    for name, table in zip(_LISTS, others, strict=True):
        # They go by case, in the order of the cases.
        place = pc.index_in(table.column("case_id"), value_set=ids).to_numpy()
        begins = np.searchsorted(place, np.arange(len(ids) + 1))
        columns[name] = pa.ListArray.from_arrays(pa.array(begins, "int32"), _struct(table))
    return pa.table(columns)


def _struct(table: pa.Table) -> Any:
    return table.to_struct_array().combine_chunks()


def _plain(table: pa.Table) -> pa.Table:
    """Without what Spark has no type for."""
    return pa.table({name: _taken(table.column(name)) for name in table.column_names})


def _taken(column: pa.ChunkedArray) -> Any:
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _taken(column.cast(kind.value_type))
    if pa.types.is_large_string(kind):
        return column.cast("string")
    if pa.types.is_large_list(kind):
        return column.cast(pa.list_(kind.value_type))
    if pa.types.is_uint64(kind):  # the same bits
        return pa.chunked_array([part.view("int64") for part in column.chunks], "int64")
    return column


def deadlines(
    days: Any,
    clause: str,
    *,
    on: str = "trigger_on",
    guideline: Guideline | None = None,
    calendar: WorkingCalendar | None = None,
    readings: Readings | None = None,
    place: str | None = None,
    bearer: str | None = None,
    through: date | None = None,
) -> Any:
    """The deadline of a clause for each row, by a join with a table of the deadlines of all days.

    Arguments:
        days: a DataFrame of Spark with a column of dates.
        clause: as in `gaf_rules.deadline`; so are the others up to ``bearer``.
        on: the column with the day counted from.
        guideline: likewise.
        calendar: likewise.
        readings: likewise.
        place: likewise.
        bearer: likewise.
        through: the last day of the table; by default the last of the year after the last notice.

    Returns:
        the rows with ``due_on``, ``safe_on``, ``earliest``, ``latest`` (dates) and ``certainty`` (text), null
        where the day is. ``due_on`` is null, too, where ``certainty`` is ``projected``: no notice tells the
        day yet, and ``earliest`` and ``latest`` hold it. A day for which the table has no row stops the job
        with a sentence.

    Raises:
        CaseError: no DataFrame of Spark, no column of dates of that name, a column that has the name of a
            result; as `gaf_rules.deadline`.
        GuidelineError: as `gaf_rules.deadline`.
    """
    _require_frame("days", days)
    expect(calendar=calendar)
    kinds = dict(days.dtypes)
    if kinds.get(on) != "date":
        raise _no_days(on, kinds)
    for name in _RESULTS:
        if name in kinds:
            raise refusal(
                path=f"$days.{name}",
                got=name,
                zh=f"结果也有列 {name}，请先给自己的列改名",
                en=f"the result has a column {name}, too; rename your own",
                allowed=(),
            )
    if calendar is None:
        from gaf_rules.calendar import CHINA  # noqa: PLC0415 - read when needed

        calendar = CHINA
    first, last = calendar.coverage.first, calendar.coverage.published_through
    end = last.replace(year=last.year + 1, month=12, day=31)
    if through is not None:
        end = require_day("through", through)
        if end < first:
            name = "through"
            raise refused(name, through, f"不早于 {first} 的一天", f"a day not before {first}")
    options = {"guideline": guideline, "calendar": calendar, "readings": readings}
    made = _table(clause, first, end, place=place, bearer=bearer, **options)
    table = sf.broadcast(days.sparkSession.createDataFrame(made))
    joined = days.join(table, days[on] == table[_DAY], "left")
    absent = days[on].isNotNull() & table[_DAY].isNull()
    further = sf.when(
        days[on] > sf.lit(end), "；可用 through 延长 · ('through' takes it further)"
    ).otherwise("；日历自此日起，请改正日期 · (the calendar begins there: correct the day)")
    told = sf.concat(
        sf.lit(f"$days.{on}: "),
        days[on].cast("string"),
        sf.lit(
            f" 不在第 {clause} 条的表中 is not in the table of clause {clause} ({first}..{end})"
        ),
        further,
    )
    checked = sf.when(absent, sf.raise_error(told).cast("date")).otherwise(table["due_on"])
    others = [table[name] for name in _RESULTS[1:]]
    return joined.select(*(days[name] for name in days.columns), checked.alias("due_on"), *others)


_DAY: Final = "__gaf_day"
_RESULTS: Final = ("due_on", "safe_on", "earliest", "latest", "certainty")


def _table(clause: str, first: date, end: date, **options: Any) -> pa.Table:
    """The deadlines of all days of a span, but of those that the calendar is too short for."""
    held = []
    for number in range((end - first).days + 1):
        day = first + timedelta(days=number)
        try:
            found = deadline(clause, day, **options)
        except CalendarHorizonError:
            continue
        due = (found.on, found.safe_on, found.earliest, found.latest, found.certainty)
        held.append((day, *due))
    days = [pa.array(column, "date32") for column in zip(*(row[:-1] for row in held), strict=True)]
    words = pa.array([row[-1] for row in held], "string")
    return pa.table([*days, words], [_DAY, *_RESULTS])


def _no_days(on: str, kinds: dict[str, str]) -> Exception:
    if on in kinds:
        kind = kinds[on]
        return refusal(
            path=f"$days.{on}",
            got=kind,
            zh=f"得到 {kind}；应为 date 列：时刻须先按时区换算成日",
            en=f"got {kind}; a column of type date is wanted: a moment has a day in a time zone only",
            allowed=("date",),
        )
    near = nearest_of(on, [*kinds])
    return refusal(
        path=f"$days.{on}",
        got=on,
        zh=f"没有列 {on}；最接近的是 {near}",
        en=f"no column {on}; the nearest is {near}",
        allowed=tuple(kinds),
    )
