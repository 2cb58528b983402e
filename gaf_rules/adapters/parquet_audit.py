"""The audit of a log larger than memory: files of Parquet in, files of Parquet out, batch by batch.

Two passes. The first reads each file once and writes every row into the batch of its case, by a digest of the
id: rows may stand in any order and in any file, and a case is whole in its batch. The second takes one batch
after another through `gaf_rules.audit`. A file appears under its name only once it is complete, so that a run
that was ended anywhere goes on where it was; the same files come out.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from attrs import frozen

from gaf_rules.auditing import audit
from gaf_rules.calendar.working import china
from gaf_rules.evaluate.arguments import readings_of
from gaf_rules.evaluate.scoping import machine_of
from gaf_rules.language.readings import READING_OPTIONS
from gaf_rules.values.errors import GafRulesError
from gaf_rules.values.given import refused, require
from gaf_rules.values.nearest import short
from gaf_rules.values.version import VERSION

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from gaf_rules.adapters.parquet_files import Files
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.readings import Readings
    from gaf_rules.values.texts import Lang

try:
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    from gaf_rules.adapters.parquet_files import FileTable, require_one_type
except ModuleNotFoundError as missing:
    told = (
        f"gaf_rules.adapters.parquet_audit needs pyarrow ({missing}). "
        'Run: pip install "gaf-rules[parquet]" '
        '· 需要 pyarrow，请运行 pip install "gaf-rules[parquet]"'
    )
    raise ModuleNotFoundError(told, name=missing.name) from missing

__all__ = ["ParquetAudit", "audit_parquet"]

Progress = Callable[[str, int, int], None]

TABLES: Final = ("cases", "duties", "findings")
_CASES: Final = 100_000
"""Cases of a batch, and below the events of one: what a batch takes of memory goes with them."""
_EVENTS: Final = 1_500_000
_MOST: Final = 512
"""Batches at most: each is an open file during the first pass. Beyond, batches grow."""
_BATCHES: Final = "batches"
_RUN: Final = "run.json"
_WORK: Final = "work"


@frozen(kw_only=True, eq=False)
class ParquetAudit:
    """Where the three tables of an audit stand.

    Attributes:
        cases: a folder of files of Parquet, one a batch; within a batch the cases are in the order in which
            they came. Columns as in `gaf_rules.Audit`; so are those of the others.
        duties: likewise.
        findings: likewise.
        codes: the finding codes in the order of the bits of ``cases.finding_bits``, the lowest first.
        read: how many rows came in: ``{"events": …, "cases": …}``.
    """

    cases: Path
    duties: Path
    findings: Path
    codes: tuple[str, ...]
    read: dict[str, int]


def audit_parquet(
    events: Files,
    cases: Files,
    out: str | Path,
    *,
    as_of: date,
    guideline: Guideline | None = None,
    calendar: WorkingCalendar | None = None,
    readings: Readings | None = None,
    disputes: bool = False,
    zone: str | None = None,
    keep: bool | Sequence[str] = False,
    lang: Lang = "en",
    batches: int | None = None,
    progress: Progress | None = None,
) -> ParquetAudit:
    """What holds for each case of a log on a day: `gaf_rules.audit` on files, in bounded memory.

    Arguments:
        events: files of Parquet, or a folder of nothing else, with the columns that `gaf_rules.audit` takes;
            rows in any order, the events of a case in any file. What begins with ``_`` or ``.`` is no file.
        cases: likewise, one row a case.
        out: the folder for the results, which must not hold anything else. The same call goes on with a run
            that was ended; ``out/work`` holds a copy of the log until it is done.
        as_of: as in `gaf_rules.audit`; so are the others up to ``lang``.
        guideline: likewise.
        calendar: likewise.
        readings: likewise.
        disputes: likewise.
        zone: likewise.
        keep: likewise.
        lang: likewise.
        batches: into how many batches the cases are spread, up to 512; by default as many as leave 100,000
            cases and 1.5 million events in one.
        progress: called with what is being done (``"spread"``, ``"judge"``), how much of it is done, and
            of how much: rows, then batches.

    Returns:
        where the results stand.

    Raises:
        CaseError: at once what `gaf_rules.audit` refuses of arguments and columns, ids of two types, files
            with different columns; what it refuses of rows when their batch is judged.
        GafRulesError: a file that cannot be read or is given twice, a folder of input that holds other
            things; a folder for results that holds something else, or another run, or cannot be made.
    """
    require("out", out, (str, Path), "文件夹", "a folder")
    given: Any = progress
    if given is not None and not callable(given):
        name = "progress"
        raise refused(name, given, "可调用的对象", "something that can be called")
    tables = {"events": FileTable("events", events), "cases": FileTable("cases", cases)}
    require_one_type(tables["events"], tables["cases"])
    arguments: dict[str, Any] = {
        "as_of": as_of,
        "guideline": guideline,
        "calendar": calendar,
        "readings": readings,
        "disputes": disputes,
        "zone": zone,
        "keep": keep,
        "lang": lang,
    }
    none = audit(*(table.schema.empty_table() for table in tables.values()), **arguments)
    number = _number(batches, tables)
    folder = Path(out)
    identity = _identity(tables, number, arguments)
    try:
        _begin(folder, identity)
    except (OSError, ValueError) as error:  # no name of a folder, or nothing may be written
        raise GafRulesError(
            zh=f"{short(str(out))} 不能作结果文件夹：{type(error).__name__}；请另取名字",
            en=f"{short(str(out))} cannot be the folder for results: {type(error).__name__}; "
            "choose another name",
        ) from error
    told = progress or (lambda what, done, of: None)  # noqa: ARG005 - nobody wants to know
    left = [each for each in range(number) if not all(p.exists() for p in _parts(folder, each))]
    if left:
        _spread(folder / _WORK, tables, number, told)
    for place, each in enumerate(left):
        told("judge", number - len(left) + place, number)
        _judge(folder, each, arguments)
    told("judge", number, number)
    shutil.rmtree(folder / _WORK, ignore_errors=True)
    read = {name: table.rows for name, table in tables.items()}
    return ParquetAudit(codes=none.codes, read=read, **{name: folder / name for name in TABLES})


def _number(batches: int | None, tables: dict[str, FileTable]) -> int:
    if batches is None:
        wanted = tables["cases"].rows / _CASES, tables["events"].rows / _EVENTS
        return min(max(1, *(int(-(-one // 1)) for one in wanted)), _MOST)
    if type(batches) is not int or not 1 <= batches <= _MOST:
        wanted = f"1 至 {_MOST} 的整数", f"a whole number from 1 to {_MOST}"
        raise refused(_BATCHES, batches, *wanted, ("int",))
    return batches


# -- the folder ----------------------------------------------------------------------------------------
def _identity(
    tables: dict[str, FileTable], number: int, arguments: dict[str, Any]
) -> dict[str, Any]:
    """All that the files that come out depend on."""
    chosen, calendar = readings_of(arguments["readings"]), arguments["calendar"] or china()
    keep = arguments["keep"]
    return {
        "schema": "gaf-run/1",
        "version": VERSION,
        "pyarrow": pa.__version__,
        "as_of": str(arguments["as_of"]),
        "guideline_sha256": machine_of(arguments["guideline"]).guideline.digest,
        "calendar_sha256": calendar.sha256,
        "readings": {name: getattr(chosen, name) for name in READING_OPTIONS},
        "keep": keep if isinstance(keep, bool) else list(keep),
        **{name: arguments[name] for name in ("disputes", "zone", "lang")},
        "batches": number,
        "files": {name: [list(mark) for mark in table.marks] for name, table in tables.items()},
    }


def _begin(folder: Path, identity: dict[str, Any]) -> None:
    """A new folder, or one in which the same run has begun."""
    if folder.exists() and not folder.is_dir():
        raise _not_ours(folder)
    run = folder / _RUN
    held = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    if run.is_file():
        try:
            before = json.loads(run.read_text("utf-8"))
        except ValueError as error:
            raise _not_ours(folder) from error
        if not isinstance(before, dict):
            raise _not_ours(folder)
        if before != identity:
            differ = ", ".join(key for key in identity if before.get(key) != identity[key])
            raise GafRulesError(
                zh=f"{folder} 中是另一次运行（不同：{differ}）；请另取文件夹",
                en=f"{folder} holds another run (different: {differ}); choose another folder",
            )
    elif held - {f"{_RUN}.part"}:
        raise _not_ours(folder)
    else:
        for name in TABLES:
            (folder / name).mkdir(parents=True, exist_ok=True)
        _complete(run, lambda path: path.write_text(json.dumps(identity, indent=1), "utf-8"))


def _not_ours(folder: Path) -> GafRulesError:
    return GafRulesError(
        zh=f"{folder} 已经存在且不是一次运行的文件夹，不覆盖；请另取名字",
        en=f"{folder} exists already and is no folder of a run; it is not overwritten: "
        "choose another name",
    )


def _complete(path: Path, write: Callable[[Path], Any]) -> None:
    """A file under its name once it is complete."""
    part = path.with_name(f"{path.name}.part")
    write(part)
    part.replace(path)


def _parts(folder: Path, batch: int) -> list[Path]:
    return [folder / name / f"{batch:05}.parquet" for name in TABLES]


# -- the first pass ------------------------------------------------------------------------------------
def _spread(work: Path, tables: dict[str, FileTable], number: int, told: Progress) -> None:
    """Every row into the file of its batch, in the order in which rows come."""
    of, done = sum(table.rows for table in tables.values()), 0
    for table in tables.values():
        into = work / table.name
        if not into.is_dir():
            part = work / f"{table.name}.part"
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir(parents=True)
            for rows in _spread_rows(part, table, number):
                told("spread", done + rows, of)
            part.replace(into)
        done += table.rows
        told("spread", done, of)


def _spread_rows(folder: Path, table: FileTable, number: int) -> Iterator[int]:
    """Writes the rows; how many so far."""
    paths = [folder / f"{batch:05}.arrows" for batch in range(number)]
    # A stream of Arrow: unlike a file of Parquet it holds nothing back to be written at its end.
    packed = pa.ipc.IpcWriteOptions(compression="lz4")
    files = [pa.ipc.new_stream(str(path), table.schema, options=packed) for path in paths]
    try:
        rows = 0
        for batch in table.batches():
            held = pa.Table.from_batches([batch]).cast(table.schema)
            groups = _groups(held.column("case_id").combine_chunks(), number)
            held = held.take(pa.array(np.argsort(groups, kind="stable")))
            ends = np.cumsum(np.bincount(groups, minlength=number)).tolist()
            for file, start, end in zip(files, [0, *ends], ends, strict=False):
                if end > start:
                    file.write_table(held.slice(start, end - start))
            rows += held.num_rows
            yield rows
    finally:
        for file in files:
            file.close()


def _groups(ids: Any, number: int) -> NDArray[np.uint16]:
    """The batch of each id, the same on every machine; audits refuse an id that is missing wherever it is."""
    if pa.types.is_dictionary(ids.type):
        ids = ids.cast(ids.type.value_type)
    if pa.types.is_integer(ids.type):
        whole: NDArray[np.uint64] = (
            ids.fill_null(0).to_numpy(zero_copy_only=False).astype(np.uint64)
        )
        mixed = whole * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(32)  # 2⁶⁴ over the golden ratio
        groups: NDArray[np.uint16] = (mixed % np.uint64(number)).astype(np.uint16)
        return groups
    few = ids.dictionary_encode(null_encoding="encode")
    digests = [
        crc32(str(value).encode("utf-8", "surrogatepass")) for value in few.dictionary.to_pylist()
    ]
    table = (np.array(digests, np.uint32) % np.uint32(number)).astype(np.uint16)
    taken: NDArray[np.uint16] = table[few.indices.to_numpy()]
    return taken


# -- the second pass -----------------------------------------------------------------------------------
def _judge(folder: Path, batch: int, arguments: dict[str, Any]) -> None:
    """One batch through the audit."""
    paths = (folder / _WORK / name / f"{batch:05}.arrows" for name in ("events", "cases"))
    found = audit(*map(_read, paths), **arguments)
    for path, name in zip(_parts(folder, batch), TABLES, strict=True):
        table = getattr(found, name)
        columns = {column: _in_one_way(table.column(column)) for column in table.column_names}
        made = pa.table(columns)
        _complete(path, partial(pq.write_table, made, compression="zstd"))


def _read(path: Path) -> Any:
    with pa.OSFile(str(path)) as file, pa.ipc.open_stream(file) as stream:
        return stream.read_all().unify_dictionaries()


def _in_one_way(column: Any) -> Any:
    """The same words as the same bytes: the order in which a process met them says nothing."""
    if not pa.types.is_dictionary(column.type):
        return column
    whole = column.combine_chunks()
    words = whole.dictionary.to_pylist()
    codes = whole.indices
    used = list(dict.fromkeys(words[code] for code in codes.unique().drop_null().to_pylist()))
    places = {word: place for place, word in enumerate(used)}
    table = pa.array([places.get(word) for word in words], "int32")
    return pa.DictionaryArray.from_arrays(table.take(codes), pa.array(used, whole.dictionary.type))
