"""A cluster of two processes says what one machine says, row for row.

All that asks the cluster is one test: it starts two Java machines beside its own, once.
"""

from __future__ import annotations

import shutil
import sys
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import polars as pl
import pyarrow as pa
import pytest
from documents import check_page
from large_logs import TABLES, log_with_slips, plain
from polars.testing import assert_frame_equal

import gaf_rules as gaf
from gaf_rules.adapters import spark as adapter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [
    # It says so of all releases of pandas from the third; of what is used here nothing is missing.
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # its sockets close when it ends
]

_NO_JAVA = pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java 17 or later")
_QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""A session of a minute never earns back what the second compiler costs."""


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("PYTHONPATH", ":".join(filter(None, sys.path)))
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        from pyspark.sql import SparkSession

        settings = {
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.driver.extraJavaOptions": _QUICK,
            "spark.executor.extraJavaOptions": _QUICK,
            "spark.sql.shuffle.partitions": "2",
            "spark.sql.session.timeZone": "UTC",
        }
        builder = SparkSession.builder.master("local-cluster[2,1,1024]")
        for name, value in settings.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("OFF")
        yield session
        session.stop()


@_NO_JAVA
@pytest.mark.parametrize("count", [20_000, pytest.param(100_000, marks=pytest.mark.deep)])
def test_a_cluster_says_what_one_machine_says(
    count: int, session: Any, tmp_path: Path, root: Path
) -> None:
    events, cases, as_of = log_with_slips(count, 4, slips=100)
    for name, table in (("events", events), ("cases", cases)):
        table.write_parquet(tmp_path / f"{name}.parquet")
    read = {n: session.read.parquet(str(tmp_path / f"{n}.parquet")) for n in ("events", "cases")}
    options: dict[str, Any] = {"as_of": as_of, "keep": ["office"], "lang": "zh"}
    found = adapter.audit(**read, groups=4, **options)
    whole = gaf.audit(events, cases, **options)
    assert found.codes == whole.codes
    assert len(whole.cases["error"].drop_nulls()) > 100
    found.rows.persist()
    for name in TABLES:
        got = plain(getattr(found, name).toArrow(), cases)
        assert_frame_equal(got, plain(getattr(whole, name), cases))
    found.rows.unpersist()
    few = cases.head(40)
    theirs = events.filter(pl.col("case_id").is_in(few["case_id"].to_list()))
    _other_types(session, theirs, few, options)
    _refused_rows(session, theirs, few, options)
    _deadlines(session)
    for page in ("docs/guide/on-a-cluster.md", "docs/zh/guide/on-a-cluster.md"):
        text = (root / page).read_text("utf-8").replace("<!-- not run: by tests/large -->\n", "")
        ran, wrong = check_page(text, command=lambda _: 0, folder=root)
        assert ran
        assert not wrong, wrong


def _other_types(
    session: Any, events: pl.DataFrame, cases: pl.DataFrame, options: dict[str, Any]
) -> None:
    """Ids of two widths, moments, lists: as Spark holds them."""
    options = {**options, "zone": "Asia/Shanghai", "disputes": True, "text_lists": True}
    lists = [
        pl.col(name).str.split(";") for name in ("materials", "problems", "missing", "grounds")
    ]
    moments = pl.col("on").cast(pl.Datetime("us")).dt.replace_time_zone("Asia/Shanghai")
    given = events.with_columns(pl.col("case_id").cast(pl.Int32), moments, *lists)
    frames = [session.createDataFrame(table.to_arrow()) for table in (given, cases)]
    assert dict(frames[0].dtypes)["case_id"] == "int"
    assert dict(frames[0].dtypes)["on"] == "timestamp"
    assert dict(frames[0].dtypes)["materials"] == "array<string>"
    found = adapter.audit(*frames, **options)
    assert found.rows.rdd.getNumPartitions() == 2
    whole = gaf.audit(given, cases, **options)
    got = plain(found.findings.toArrow(), cases)
    assert_frame_equal(got, plain(whole.findings, cases))
    assert got["disputed_by"].drop_nulls().len() > 0


def _refused_rows(
    session: Any, events: pl.DataFrame, cases: pl.DataFrame, options: dict[str, Any]
) -> None:
    from pyspark.errors import PythonException

    frames = [session.createDataFrame(table.to_arrow()) for table in (events, cases)]
    for given, match in (
        ((frames[0], frames[1].limit(20)), "a case_id that cases does not list"),
        ((frames[0], frames[1].union(frames[1].limit(1))), "is that of row"),
    ):
        found = adapter.audit(*given, **options)
        with pytest.raises(PythonException, match=match):
            found.cases.collect()
    text = frames[0].withColumn("case_id", frames[0]["case_id"].cast("string"))
    for given, match in (
        ((frames[0], frames[1].withColumnRenamed("tier", "teir")), "no column teir"),
        ((text, frames[1]), "case_id is string in events and bigint in cases"),
        ((events, frames[1]), "a DataFrame of Spark is wanted"),
    ):
        with pytest.raises(gaf.CaseError, match=match):
            adapter.audit(*given, **options)
    with pytest.raises(gaf.CaseError, match=r"\$groups: got 0"):
        adapter.audit(*frames, **options, groups=0)


def _deadlines(session: Any) -> None:
    days = [None, *(date(2025, 12, 1) + timedelta(days=step * 7) for step in range(30))]
    table = pa.table({"row": range(len(days)), "received": pa.array(days, "date32")})
    frame = session.createDataFrame(table)
    rows = adapter.deadlines(frame, "2.4.4c", on="received").sort("row").collect()
    assert [row["received"] for row in rows] == days
    for row in rows:
        told = tuple(row)[2:]
        if row["received"] is None:
            assert told == (None,) * 5
            continue
        due = gaf.deadline("2.4.4c", row["received"])
        assert told == (due.on, due.safe_on, due.earliest, due.latest, due.certainty)
    far = session.createDataFrame(pa.table({"trigger_on": [date(2031, 1, 2)]}))
    from pyspark.errors import SparkRuntimeException

    with pytest.raises(SparkRuntimeException, match=r"2031-01-02 .* is not in the table of clause"):
        adapter.deadlines(far, "2.4.4c").collect()
    (row,) = adapter.deadlines(far, "2.4.4c", through=date(2031, 1, 31)).collect()
    assert row["latest"] == gaf.deadline("2.4.4c", date(2031, 1, 2)).latest
    for name, match in (("recieved", "the nearest is received"), ("row", "got bigint")):
        with pytest.raises(gaf.CaseError, match=match):
            adapter.deadlines(frame, "2.4.4c", on=name)
    taken = frame.withColumnRenamed("row", "safe_on")
    with pytest.raises(gaf.CaseError, match="the result has a column safe_on"):
        adapter.deadlines(taken, "2.4.4c", on="received")
    with pytest.raises(gaf.GuidelineError, match="there is no clause"):
        adapter.deadlines(frame, "2.4.4x", on="received")  # no such clause


# -- without a cluster -----------------------------------------------------------------------------------
@pytest.mark.parametrize("there", ["auto", "0", "-1"])
def test_where_spark_has_no_number_of_groups_it_has_to_be_given(there: str) -> None:
    session = SimpleNamespace(conf=SimpleNamespace(get=lambda _: there))
    setting = "spark.sql.shuffle.partitions"
    with pytest.raises(gaf.CaseError, match=rf"\$groups: {setting} is '{there}'.*say with groups="):
        adapter._number_of_groups(session, None)
    assert adapter._number_of_groups(session, 7) == 7
    session.conf.get = lambda _: "200"
    assert adapter._number_of_groups(session, None) == 200


def _types(kind: Any) -> set[str]:
    if pa.types.is_nested(kind):
        return {str(kind).partition("<")[0]}.union(
            *(_types(kind.field(place).type) for place in range(kind.num_fields))
        )
    return {str(kind)}


def test_rows_hold_the_three_tables_in_types_that_spark_has() -> None:
    events, cases, as_of = log_with_slips(200, 2, slips=10)
    kept = cases.to_arrow().append_column("mask", pa.array([2**64 - 1] * 200, "uint64"))
    found = gaf.audit(events.to_arrow(), kept, as_of=as_of, keep=True)
    rows = adapter.rows_of(found)
    assert _types(pa.struct(list(rows.schema))) == {
        "bool", "date32[day]", "int32", "int64", "list", "string", "struct",
    }  # fmt: skip
    case = pl.from_arrow(rows.column("case").combine_chunks()).struct.unnest()  # type: ignore[union-attr]  # a table, not a column
    assert case["mask"].unique().to_list() == [-1]
    assert_frame_equal(plain(case.drop("mask"), cases), plain(found.cases.drop("mask"), cases))
    for name in ("duties", "findings"):
        lists: Any = pl.from_arrow(rows.column(name).combine_chunks())
        one = lists.explode().drop_nulls().struct.unnest()
        assert_frame_equal(one, plain(getattr(found, name), cases))
        # Each row stands in the list of its own case.
        ids = pl.DataFrame({"own": case["case_id"], "list": lists}).explode("list").drop_nulls()
        assert (ids["own"] == ids["list"].struct.field("case_id")).all()


def test_no_case_is_no_row() -> None:
    events, cases, as_of = log_with_slips(3, 2, slips=0)
    none = gaf.audit(events.to_arrow()[:0], cases.to_arrow()[:0], as_of=as_of, keep=True)
    assert adapter.rows_of(none).num_rows == 0
    only = gaf.audit(events.to_arrow()[:0], cases.to_arrow(), as_of=as_of, keep=True)
    rows = adapter.rows_of(only)
    assert rows.num_rows == 3
    assert rows.schema == adapter.rows_of(none).schema


class _Days:
    """What is looked at of a table before anything runs."""

    sparkSession = None  # noqa: N815 - its name
    dtypes = (("trigger_on", "date"),)


@pytest.mark.parametrize("through", [date(1999, 1, 1), datetime(2031, 1, 1), "2031-01-01"])
def test_a_last_day_that_is_none_is_refused(through: Any) -> None:
    with pytest.raises(gaf.CaseError, match=r"\$through"):
        adapter.deadlines(_Days(), "2.4.4c", through=through)
