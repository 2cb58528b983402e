"""A log larger than memory, simulated into files of Parquet, the events of each case scattered over them.

Run: python benchmarks/large_log.py FOLDER [cases]. The same numbers make the same files.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

import gaf_rules as gaf

__all__ = ["main"]

_PIECE = 250_000
_FILES = 10
_SEED = 1


def main(folder: str, cases: int = 10_000_000) -> None:
    """Writes the folders ``events`` and ``cases``."""
    writers: dict[Path, pq.ParquetWriter] = {}
    dice = np.random.default_rng(_SEED)
    for first in range(0, cases, _PIECE):
        drawn = gaf.simulate(
            min(_PIECE, cases - first), _SEED, first=first, backend="pyarrow", until=_until()
        )
        _write(drawn.cases, Path(folder) / "cases" / "0.parquet", writers)
        order = dice.permutation(drawn.events.num_rows)
        for number, rows in enumerate(np.array_split(order, _FILES)):
            path = Path(folder) / "events" / f"{number}.parquet"
            _write(drawn.events.take(rows), path, writers)
        print(first + drawn.cases.num_rows, flush=True)
    for writer in writers.values():
        writer.close()


def _until() -> object:
    return gaf.simulate(0, _SEED).as_of


def _write(table: pa.Table, path: Path, writers: dict[Path, pq.ParquetWriter]) -> None:
    words = [kind for kind in table.schema if pa.types.is_dictionary(kind.type)]
    for kind in words:  # text, as any system writes it
        at = table.schema.get_field_index(kind.name)
        table = table.set_column(at, kind.name, table.column(at).cast(kind.type.value_type))
    if path not in writers:
        path.parent.mkdir(parents=True, exist_ok=True)
        writers[path] = pq.ParquetWriter(path, table.schema, compression="zstd")
    writers[path].write_table(table)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
