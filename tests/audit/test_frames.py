"""Whatever kind of frame comes in: taken, or refused with a sentence."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from attrs import evolve
from audit_tables import frames
from worlds import worlds

import gaf_rules as gaf

if TYPE_CHECKING:
    from collections.abc import Callable

_DAY = date(2026, 3, 9)
_WORLDS = worlds(12)
_EVENTS, _CASES = frames([world.case for world in _WORLDS])


class _Stream:
    """What offers a stream of Arrow and nothing else."""

    def __init__(self, table: pa.Table) -> None:
        self.table = table

    def __arrow_c_stream__(self, requested: Any = None) -> Any:
        return self.table.__arrow_c_stream__(requested)


def _relation(frame: pl.DataFrame) -> Any:
    table = frame.to_arrow()
    return duckdb.connect().from_arrow(table)


_KINDS: dict[str, tuple[Callable[[pl.DataFrame], Any], type]] = {
    "Polars": (lambda frame: frame, pl.DataFrame),
    "LazyFrame": (pl.DataFrame.lazy, pl.DataFrame),
    "pandas": (pl.DataFrame.to_pandas, pd.DataFrame),
    "Arrow": (pl.DataFrame.to_arrow, pa.Table),
    "RecordBatch": (lambda frame: frame.to_arrow().combine_chunks().to_batches()[0], pa.Table),
    "RecordBatchReader": (lambda frame: frame.to_arrow().to_reader(), pa.Table),
    "PyCapsule": (lambda frame: _Stream(frame.to_arrow()), pa.Table),
    "DuckDB": (_relation, pa.Table),
}


@pytest.mark.parametrize("kind", _KINDS)
def test_every_kind_of_frame_is_taken_and_its_kind_comes_back(kind: str) -> None:
    make, wanted = _KINDS[kind]
    found = gaf.audit(make(_EVENTS), make(_CASES), as_of=_DAY)
    assert type(found.cases) is type(found.duties) is type(found.findings) is wanted
    same = gaf.audit(_EVENTS, _CASES, as_of=_DAY)
    for name in ("duties", "findings"):
        ours = pl.DataFrame(getattr(found, name)).select("case_id", "clause", "round")
        assert ours.rows() == getattr(same, name).select("case_id", "clause", "round").rows()
    log = gaf.read_log(make(_EVENTS), make(_CASES))
    assert len(log.events) == len(_EVENTS)
    case = gaf.case_from(make(_EVENTS), make(_CASES), _CASES["case_id"][0])
    assert case == gaf.case_from(_EVENTS, _CASES, _CASES["case_id"][0])


@pytest.mark.parametrize(
    "wrong",
    [
        None, 3, "events.csv", [], {"case_id": [1]}, _EVENTS["case_id"], _EVENTS.to_pandas()["case_id"],
        pl.LazyFrame({"a": [1]}).select("b"), _EVENTS.to_pandas().groupby("case_id"), object(),
    ],
    ids=lambda wrong: type(wrong).__name__,
)  # fmt: skip
def test_what_is_no_table_is_refused_with_a_sentence(wrong: Any) -> None:
    for call in (
        lambda: gaf.audit(wrong, _CASES, as_of=_DAY),
        lambda: gaf.audit(_EVENTS, wrong, as_of=_DAY),
        lambda: gaf.case_from(wrong, _CASES, 1),
    ):
        with pytest.raises(gaf.CaseError) as caught:
            call()
        (problem,) = caught.value.problems
        assert problem.path in {"$events", "$cases"}
        assert "Polars" in problem.en
        assert "Polars" in problem.zh


def test_a_stream_that_breaks_is_refused_with_what_it_says() -> None:
    class Broken:
        def __arrow_c_stream__(self, requested: Any = None) -> Any:
            message = "the cable is out"
            raise KeyError(message)

    with pytest.raises(gaf.CaseError, match="the cable is out"):
        gaf.audit(Broken(), _CASES, as_of=_DAY)


@pytest.mark.parametrize("kind", ["Polars", "pandas", "Arrow"])
def test_as_text_the_findings_go_into_a_csv_file(kind: str) -> None:
    make, _ = _KINDS[kind]
    listed = gaf.audit(_EVENTS, _CASES, as_of=_DAY).cases["findings"].to_list()
    found = gaf.audit(make(_EVENTS), make(_CASES), as_of=_DAY, text_lists=True).cases
    file = io.BytesIO()
    pl.DataFrame(found).write_csv(file)
    file.seek(0)
    read = pl.read_csv(file, infer_schema=False)["findings"].to_list()
    assert [text.split(";") if text else [] for text in read] == listed
    with pytest.raises(gaf.CaseError, match="text_lists"):
        gaf.audit(_EVENTS, _CASES, as_of=_DAY, text_lists=1)  # type: ignore[arg-type]  # to see it refused


_WORD_COLUMNS = {
    "cases": ("stage_filing", "stage_change", "stage_deregistration"),
    "duties": (
        "clause", "procedure", "bearer", "act", "to", "trigger_event", "certainty", "status", "consequence",
    ),
    "findings": ("code", "clause", "procedure", "severity", "bearer"),
}  # fmt: skip


def test_a_word_costs_a_byte_and_what_two_audits_say_goes_under_one_another() -> None:
    few = gaf.audit(_EVENTS[:5], _CASES[:1], as_of=_DAY)
    many = gaf.audit(_EVENTS, _CASES, as_of=_DAY)
    for name, columns in _WORD_COLUMNS.items():
        table = pl.concat([getattr(few, name), getattr(many, name)])
        for column in columns:
            assert isinstance(table.schema[column], pl.Enum)
            assert table[column].to_physical().dtype == pl.UInt8


def test_a_guideline_may_call_a_stage_by_other_words() -> None:
    own = evolve(gaf.HAINAN, words={**gaf.HAINAN.words, "stage": {"filed": ("办结", "done")}})
    found = gaf.audit(_EVENTS, _CASES, as_of=_DAY, guideline=own)
    assert found.cases.equals(gaf.audit(_EVENTS, _CASES, as_of=_DAY).cases)


def test_likewise_in_arrow() -> None:
    many, few = (
        gaf.audit(events.to_arrow(), _CASES[:1].to_arrow(), as_of=_DAY)
        for events in (_EVENTS.filter(case_id=_CASES["case_id"][0]), _EVENTS[:0])
    )
    for name, columns in _WORD_COLUMNS.items():
        table = pa.concat_tables([getattr(few, name), getattr(many, name)])
        for column in columns:
            assert table.schema.field(column).type == pa.dictionary(pa.int8(), pa.string())
