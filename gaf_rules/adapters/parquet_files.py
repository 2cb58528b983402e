"""Files of Parquet as one table: their columns looked at, their rows read in order, some at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from gaf_rules.columns import refusal
from gaf_rules.log.events import FIELDS
from gaf_rules.values.digest import sha256_of
from gaf_rules.values.errors import GafRulesError
from gaf_rules.values.given import refused

__all__ = ["FileTable", "Files", "require_one_type"]

Files = str | Path | Sequence[str | Path]

_VOCABULARY: Final = ("word", "words")
_WORDS: Final = {
    "type",
    *(
        name
        for fields in FIELDS.values()
        for name, spec in fields.items()
        if spec.kind in _VOCABULARY
    ),
}
_ROWS: Final = 1 << 20
"""Rows read at once in the first pass."""


class FileTable:
    """Files with the same columns.

    Attributes:
        schema: of their rows, words of a vocabulary as dictionaries.
        rows: how many there are.
    """

    def __init__(self, name: str, given: Files) -> None:
        self.name = name
        self.files = tuple(_files(name, given))
        heads = [_head(path) for path in self.files]
        self.rows = sum(head.metadata.num_rows for head in heads)
        self.marks = [
            # The end of a file tells where its columns stand and what is in them.
            (path.name, path.stat().st_size, sha256_of(str(head.metadata.to_dict()).encode()))
            for path, head in zip(self.files, heads, strict=True)
        ]
        self.schema = pa.schema([_held(field) for field in heads[0].schema_arrow])
        self.words = [field.name for field in self.schema if pa.types.is_dictionary(field.type)]
        for path, head in zip(self.files, heads, strict=True):
            if not head.schema_arrow.equals(heads[0].schema_arrow):
                raise self._other_columns(path, head.schema_arrow, heads[0].schema_arrow)

    def _other_columns(self, path: Path, got: Any, wanted: Any) -> Exception:
        name = next(
            name
            for name in (*got.names, *wanted.names)
            if name not in got.names
            or name not in wanted.names
            or got.field(name) != wanted.field(name)
        )
        kinds = [str(s.field(name).type) if name in s.names else "-" for s in (got, wanted)]
        first = self.files[0].name
        return refusal(
            path=f"${self.name}.{name}",
            got=kinds[0],
            zh=f"{path.name} 的列 {name} 是 {kinds[0]}，{first} 的是 {kinds[1]}；各文件的列须相同",
            en=f"{name} is {kinds[0]} in {path.name} and {kinds[1]} in {first}; all files need the same "
            "columns",
            allowed=(kinds[1],),
        )

    def batches(self) -> Iterator[Any]:
        """The rows in their order, some at a time."""
        for path in self.files:
            yield from _head(path, self.words).iter_batches(_ROWS)


def _held(field: Any) -> Any:
    """Words of a vocabulary as dictionaries, free text as text: each piece writes its dictionary whole."""
    kind = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
    if field.name in _WORDS and _is_text(kind):
        kind = pa.dictionary(pa.int32(), pa.string())
    return pa.field(field.name, kind)


def _is_text(kind: Any) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _files(name: str, given: Any) -> Iterator[Path]:
    several = [given] if isinstance(given, str | Path) else given
    is_list = isinstance(several, Sequence) and all(isinstance(one, str | Path) for one in several)
    if not is_list or not several:
        wanted = "Parquet 文件或文件夹", "files of Parquet, or a folder of them"
        raise refused(name, given, *wanted, ("str", "Path", "list"))
    seen: set[Path] = set()
    for one in several:
        path = Path(one)
        try:
            found = _inside(path) if path.is_dir() else [path]
            is_there = bool(found) and found[0].is_file()
        except OSError:  # no name that a file can have, or a folder that may not be read
            is_there = False
        if not is_there:
            raise GafRulesError(
                zh=f"{path}：没有可读的这个文件，或文件夹中没有 .parquet 文件",
                en=f"{path}: there is no such file that can be read, or no file .parquet in this folder",
            )
        for file in found:
            if file.resolve() in seen:
                raise GafRulesError(
                    zh=f"{file}：此文件给了两次，其中的行会读两遍；请只给一次",
                    en=f"{file}: this file is given twice, and its rows would be read twice; give it once",
                )
            seen.add(file.resolve())
        yield from found


def _inside(folder: Path) -> list[Path]:
    """The files of a folder; one that would be passed over, and its rows with it, is refused.

    What begins with a dot or an underscore is no part of a table: so Spark and Hive mark what they note.
    """
    found = sorted(path for path in folder.iterdir() if path.name[0] not in "._")
    other = next((path for path in found if path.suffix != ".parquet" or path.is_dir()), None)
    if other is not None:
        raise GafRulesError(
            zh=f"{other}：文件夹中只应有 .parquet 文件，不含子文件夹",
            en=f"{other}: a folder may hold files .parquet alone, and no folder",
        )
    return found


def _head(path: Path, words: Sequence[str] = ()) -> Any:
    try:
        return pq.ParquetFile(path, read_dictionary=list(words))
    except (OSError, ValueError) as error:
        raise GafRulesError(
            zh=f"{path.name}：不是有效的 Parquet（文件已损坏，或只是后缀如此）",
            en=f"{path.name}: this is no valid Parquet (it is damaged, or only its name ends so)",
        ) from error


def require_one_type(events: FileTable, cases: FileTable) -> None:
    """Ids of two types have two digests, and a case and its events would not meet."""
    if any("case_id" not in table.schema.names for table in (events, cases)):
        return  # the audit says it
    kinds = [_kind(table.schema.field("case_id").type) for table in (events, cases)]
    if kinds[0] != kinds[1]:
        raise refusal(
            path="$events.case_id",
            got=kinds[0],
            zh=f"events 的 case_id 是 {kinds[0]}，cases 的是 {kinds[1]}；请先转成同一类型",
            en=f"case_id is {kinds[0]} in events and {kinds[1]} in cases; cast one of them first",
            allowed=(kinds[1],),
        )


def _kind(kind: Any) -> str:
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    if pa.types.is_integer(kind):
        return "int"
    return "string" if _is_text(kind) else str(kind)
