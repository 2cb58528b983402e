"""An audit in batches says what one in memory says, however rows lie in files and wherever it was ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from large_logs import TABLES, log_with_slips, plain, written
from polars.testing import assert_frame_equal

import gaf_rules as gaf
from gaf_rules.adapters import parquet_audit, parquet_files
from gaf_rules.adapters.parquet_audit import audit_parquet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_DAY = date(2026, 6, 1)


def _read(folder: Path) -> pl.DataFrame:
    return pl.concat([pl.read_parquet(path) for path in sorted(folder.glob("*.parquet"))])


def _text_ids(table: pl.DataFrame) -> pl.DataFrame:
    return table.with_columns(case_id=pl.format("琼-{}", "case_id"))


def _dictionary_ids(table: pl.DataFrame) -> pl.DataFrame:
    return table.with_columns(case_id=pl.col("case_id").cast(pl.String).cast(pl.Categorical))


@pytest.mark.parametrize(
    ("ids", "batches", "files"),
    [(lambda table: table, 1, 4), (_text_ids, 7, 3), (_dictionary_ids, 12, 1)],
)
def test_batches_say_what_memory_says(
    ids: Callable[[pl.DataFrame], pl.DataFrame],
    batches: int,
    files: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(parquet_files, "_ROWS", 500)
    events, cases, as_of = log_with_slips(300, batches, slips=12)
    events, cases = ids(events), ids(cases)
    sources = written(tmp_path, events, cases, files)
    options: dict[str, Any] = {"as_of": as_of, "keep": ["office"], "lang": "zh"}
    found = audit_parquet(*sources, tmp_path / "out", batches=batches, **options)
    # In the order of the files, by which errors name an event.
    read = [_read(source) for source in sources]
    whole = gaf.audit(*read, **options)
    assert found.codes == whole.codes
    errors = whole.cases["error"].drop_nulls()
    assert len(errors) > 12
    for name in TABLES:
        got = _read(getattr(found, name))
        assert_frame_equal(plain(got, read[1]), plain(getattr(whole, name), read[1]))
    assert len(list(found.cases.iterdir())) == batches
    assert {path.name for path in (tmp_path / "out").iterdir()} == {*TABLES, "run.json"}


def test_disputes_readings_and_zone_are_handed_on(tmp_path: Path) -> None:
    events, cases, as_of = log_with_slips(40, 3, slips=2)
    moments = events.with_columns(
        on=pl.col("on").cast(pl.Datetime("us")).dt.offset_by("17h").dt.replace_time_zone("UTC")
    )
    options: dict[str, Any] = {
        "as_of": as_of,
        "keep": True,
        "disputes": True,
        "zone": "Asia/Shanghai",
        "readings": gaf.Readings(receipt_on_day_off="next_working_day"),
    }
    sources = written(tmp_path, moments, cases, 2)
    found = audit_parquet(*sources, tmp_path / "out", batches=3, **options)
    read = [_read(source) for source in sources]
    whole = gaf.audit(*read, **options)
    for name in TABLES:
        assert_frame_equal(
            plain(_read(getattr(found, name)), cases), plain(getattr(whole, name), cases)
        )


def test_a_batch_that_is_judged_by_other_readings_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = parquet_audit._judge

    def forgetful(folder: Path, batch: int, arguments: dict[str, Any]) -> None:
        judge(folder, batch, {**arguments, "readings": None} if batch == 1 else arguments)

    monkeypatch.setattr(parquet_audit, "_judge", forgetful)
    with pytest.raises(AssertionError):
        test_disputes_readings_and_zone_are_handed_on(tmp_path)


class _Ended(BaseException):
    """As one that nobody catches."""


class _Steps:
    """Writes down what it is told, and ends the run at a step."""

    def __init__(self, end: int | None = None) -> None:
        self.told: list[tuple[str, int, int]] = []
        self.end = end

    def __call__(self, *step: Any) -> None:
        if len(self.told) == self.end:
            raise _Ended
        self.told.append(step)


def _digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_run_that_was_ended_anywhere_goes_on_to_the_same_files(tmp_path: Path) -> None:
    events, cases, as_of = log_with_slips(120, 5, slips=4)
    sources = written(tmp_path, events, cases, 3)
    steps: list[tuple[str, int, int]] = []
    audit_parquet(
        *sources, tmp_path / "whole", as_of=as_of, keep=True, batches=4,
        progress=lambda *step: steps.append(step),
    )  # fmt: skip
    assert steps[-1] == ("judge", 4, 4)
    assert [step for step in steps if step[0] == "judge"] == [("judge", n, 4) for n in range(5)]
    spread = [(done, of) for what, done, of in steps if what == "spread"]
    assert spread == sorted(spread)
    assert spread[-1] == (len(events) + len(cases),) * 2
    whole = _digests(tmp_path / "whole")
    assert len(whole) == 13
    for place in range(len(steps)):
        out = tmp_path / f"ended-{place}"
        with pytest.raises(_Ended):
            audit_parquet(*sources, out, as_of=as_of, keep=True, batches=4, progress=_Steps(place))
        again = _Steps()
        audit_parquet(*sources, out, as_of=as_of, keep=True, batches=4, progress=again)
        assert _digests(out) == whole
        judged = steps[place][1] if steps[place][0] == "judge" else 0
        assert again.told[-1] == ("judge", 4, 4)
        assert [step for step in again.told if step[0] == "judge"] == [
            ("judge", number, 4) for number in range(judged, 5)
        ]


@pytest.mark.parametrize("place", [0, 1, 5])
def test_half_a_file_counts_for_nothing(
    place: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events, cases, as_of = log_with_slips(60, 5, slips=2)
    sources = written(tmp_path, events, cases, 2)
    options: dict[str, Any] = {"as_of": as_of, "keep": True, "batches": 2}
    audit_parquet(*sources, tmp_path / "whole", **options)
    write, calls = pq.write_table, []

    def half(table: Any, path: Path, **options: Any) -> None:
        write(table, path, **options)
        calls.append(path)
        if len(calls) > place:
            path.write_bytes(path.read_bytes()[:-100])
            raise _Ended

    with monkeypatch.context() as patch:
        patch.setattr(pq, "write_table", half)
        with pytest.raises(_Ended):
            audit_parquet(*sources, tmp_path / "out", **options)
    audit_parquet(*sources, tmp_path / "out", **options)
    assert _digests(tmp_path / "out") == _digests(tmp_path / "whole")


def test_a_process_that_was_killed_goes_on_to_the_same_files(tmp_path: Path) -> None:
    events, cases, as_of = log_with_slips(1000, 6, slips=8)
    sources = written(tmp_path, events, cases, 2)
    audit_parquet(*sources, tmp_path / "whole", as_of=as_of, keep=True, batches=40)
    out = tmp_path / "out"
    program = (
        "import sys; from datetime import date; from pathlib import Path\n"
        "from gaf_rules.adapters.parquet_audit import audit_parquet\n"
        "audit_parquet(*sys.argv[1:4], as_of=date.fromisoformat(sys.argv[4]), keep=True, batches=40)"
    )
    job = subprocess.Popen(
        [sys.executable, "-c", program, *map(str, sources), str(out), str(as_of)], env=os.environ
    )
    while job.poll() is None and not (out / "cases" / "00003.parquet").exists():
        time.sleep(0.005)
    job.send_signal(signal.SIGKILL)
    assert job.wait() == -signal.SIGKILL
    done = len(list((out / "cases").glob("?????.parquet")))
    assert 4 <= done < 40
    audit_parquet(*sources, out, as_of=as_of, keep=True, batches=40)
    assert _digests(out) == _digests(tmp_path / "whole")


@pytest.mark.parametrize("kind", [pl.Int64, pl.UInt32, pl.String])
def test_ids_are_spread_evenly(kind: Any) -> None:
    ids = pl.Series(range(20_000)).cast(kind).to_arrow()
    ids = ids.cast("string") if kind is pl.String else ids
    groups = Counter(parquet_audit._groups(ids, 16).tolist())
    assert min(groups.values()) > 1000
    assert max(groups.values()) < 1500


def test_ids_that_are_the_same_number_meet() -> None:
    ids = list(range(0, 30_000, 7))
    expected = parquet_audit._groups(pa.array(ids, "int64"), 9).tolist()
    for kind in ("int16", "uint16", "int32", "uint64"):
        assert parquet_audit._groups(pa.array(ids, kind), 9).tolist() == expected
    texts = pa.array(map(str, ids), "large_string")
    assert (
        parquet_audit._groups(texts, 9).tolist()
        == parquet_audit._groups(texts.dictionary_encode(), 9).tolist()
    )


def test_the_same_words_are_the_same_column_whatever_their_dictionary() -> None:
    words = ["b", None, "a", "b", "a"]
    made = [
        pa.chunked_array([pa.DictionaryArray.from_arrays(pa.array(codes, "uint32"), held)])
        for codes, held in (
            ([1, None, 0, 1, 0], ["a", "b"]),
            ([0, None, 2, 0, 2], ["b", "unused", "a"]),
            ([0, None, 1, 2, 1], ["b", "a", "b"]),  # the same word twice
        )
    ]
    for column in made:
        found = parquet_audit._in_one_way(column)
        assert found.to_pylist() == words
        assert found.dictionary.to_pylist() == ["b", "a"]
    numbers = pa.chunked_array([[1, 2]])
    assert parquet_audit._in_one_way(numbers) is numbers


# -- what is refused -----------------------------------------------------------------------------------
@pytest.fixture
def small(tmp_path: Path) -> tuple[pl.DataFrame, pl.DataFrame, date]:
    return log_with_slips(20, 1, slips=1)


def _refused(match: str, events: Any, cases: Any, out: Path, **options: Any) -> None:
    with pytest.raises(gaf.GafRulesError, match=match) as caught:
        audit_parquet(events, cases, out, **{"as_of": _DAY, "keep": True, **options})
    assert caught.value.text("zh") != caught.value.text("en")


def test_another_run_is_not_mixed_into_a_folder(small: Any, tmp_path: Path) -> None:
    sources, out = written(tmp_path, small[0], small[1], 2), tmp_path / "out"
    audit_parquet(*sources, out, as_of=_DAY, keep=True)
    before = _digests(out)
    later = date(2026, 6, 2)
    _refused(r"holds another run \(different: as_of\)", *sources, out=out, as_of=later)
    readings = gaf.Readings(trigger_day="include")
    _refused(r"different: readings", *sources, out=out, readings=readings)
    amended = gaf.CHINA.as_known_on(date(2025, 1, 1))
    _refused(r"different: calendar_sha256", *sources, out=out, calendar=amended)
    pl.read_parquet(sources[0] / "1.parquet")[1:].write_parquet(sources[0] / "1.parquet")
    _refused(r"different: files", *sources, out=out)
    assert _digests(out) == before


@pytest.mark.parametrize("name", ["x" * 5_000, "\ud800", "\0", "file/below"])
def test_a_name_that_no_folder_can_have_is_refused(name: str, small: Any, tmp_path: Path) -> None:
    sources = written(tmp_path, small[0], small[1], 2)
    (tmp_path / "file").write_text("a file", "utf-8")
    _refused("cannot be the folder for results", *sources, out=tmp_path / name)


def test_a_name_that_no_file_can_have_is_refused(small: Any, tmp_path: Path) -> None:
    events, cases = written(tmp_path, small[0], small[1], 2)
    for name in ("x" * 5_000, "\ud800", "\0"):
        _refused("there is no such file", tmp_path / name, cases, out=tmp_path / "out")
        _refused("there is no such file", events, [tmp_path / name], out=tmp_path / "out")


def test_a_folder_of_other_things_is_left_alone(small: Any, tmp_path: Path) -> None:
    sources = written(tmp_path, small[0], small[1], 2)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter.txt").write_text("…")
    _refused("is no folder of a run", *sources, out=tmp_path / "out")
    _refused("is no folder of a run", *sources, out=tmp_path / "out" / "letter.txt")


def test_files_that_are_no_log(small: Any, tmp_path: Path) -> None:
    events, cases = written(tmp_path, small[0], small[1], 2)
    out = tmp_path / "out"
    _refused("there is no such file", tmp_path / "none.parquet", cases, out=out)
    (tmp_path / "empty").mkdir()
    _refused(r"no file .parquet in this folder", events, tmp_path / "empty", out=out)
    (tmp_path / "x.parquet").write_bytes(b"PAR1, or so it says")
    _refused(r"x.parquet: this is no valid Parquet", tmp_path / "x.parquet", cases, out=out)
    _refused(r"\$cases: got \[\]", events, [], out=out)
    _refused(r"no column office", events, cases, out=out, keep=False)
    _refused(r"\$batches: got 0", events, cases, out=out, batches=0)
    _refused(r"\$batches: got 513", events, cases, out=out, batches=513)
    other = small[0].with_columns(pl.col("case_id").cast(pl.String))
    other.write_parquet(tmp_path / "text.parquet")
    _refused(
        "case_id is string in events and int in cases", tmp_path / "text.parquet", cases, out=out
    )
    _refused(
        "case_id is large_string in text.parquet and int64 in 0.parquet",
        [events / "0.parquet", tmp_path / "text.parquet"], cases, out=out,
    )  # fmt: skip
    small[0].drop("on").write_parquet(tmp_path / "less.parquet")
    files = [events / "0.parquet", tmp_path / "less.parquet"]
    _refused(r"on is - in less.parquet and date32", files, cases, out=out)
    small[0].drop("case_id").write_parquet(tmp_path / "no_id.parquet")
    _refused("the column case_id is missing", tmp_path / "no_id.parquet", cases, out=out)
    assert not out.exists()


def test_rows_that_fit_nowhere_stop_the_run(small: Any, tmp_path: Path) -> None:
    events, cases = written(tmp_path, small[0], small[1], 2)
    copy = tmp_path / "copy.parquet"
    copy.write_bytes((cases / "a.parquet").read_bytes())
    twice = [cases / "a.parquet", copy, cases / "b.parquet"]
    _refused("is that of row", events, twice, out=tmp_path / "a", batches=3)
    _refused("a case_id that cases does not list", events, cases / "a.parquet", out=tmp_path / "b")
    small[0].with_columns(case_id=pl.lit(None, pl.Int64)).write_parquet(tmp_path / "null.parquet")
    _refused(
        "case_id", [events / "0.parquet", tmp_path / "null.parquet"], cases, out=tmp_path / "c"
    )


def test_no_file_is_passed_over_or_read_twice(small: Any, tmp_path: Path) -> None:
    events, cases = written(tmp_path, small[0], small[1], 2)
    out, one = tmp_path / "out", events / "0.parquet"
    _refused("0.parquet: this file is given twice", [events, one], cases, out=out)
    _refused(r"\$events: got \[None\]", [None], cases, out=out)
    for name in ("c.PARQUET", "c.csv", "day=1"):
        other = events / name
        if "." in name:
            other.write_bytes(one.read_bytes())
        else:
            other.mkdir()
        _refused(f"{name}: a folder may hold files .parquet alone", events, cases, out=out)
        other.rename(tmp_path / name)
    assert not out.exists()
    (events / "_SUCCESS").write_bytes(b"")
    (events / ".0.parquet.crc").write_bytes(b"crc")
    found = audit_parquet(events, cases, out, as_of=_DAY, keep=True)
    assert found.read == {"events": len(small[0]), "cases": len(small[1])}


def test_arguments_that_are_none_are_refused_before_anything_is_read(tmp_path: Path) -> None:
    out: Any = None
    _refused(r"\$out: got None", tmp_path, tmp_path, out=out)
    _refused(r"\$progress: got 3", tmp_path, tmp_path, out=tmp_path / "out", progress=3)


@pytest.mark.parametrize("text", ["{", "[]"])
def test_a_folder_with_a_run_of_others_is_left_alone(text: str, small: Any, tmp_path: Path) -> None:
    sources = written(tmp_path, small[0], small[1], 2)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "run.json").write_text(text)
    _refused("is no folder of a run", *sources, out=tmp_path / "out")
