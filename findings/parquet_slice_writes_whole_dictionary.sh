#!/usr/bin/env bash
# Ten rows sliced out of a table, one column of it a dictionary of 200,000 values, written to a file of Parquet.
# Expected: the file holds what the rows hold, as it does when the column is plain text: some 500 bytes.
# Seen in pyarrow 26.0.1: the dictionary is written whole, a megabyte, and stands whole in what is read back. A log cut into
# a hundred files becomes a hundred copies of all its values.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'pyarrow==26.0.1'
cd "$work"
"$work/env/bin/python" - <<'PY'
import io

import pyarrow as pa
import pyarrow.parquet as pq

print("pyarrow", pa.__version__)
text = pa.array([f"number-{n:09}" for n in range(200_000)])


def written(column):
    file = io.BytesIO()
    pq.write_table(pa.table({"number": column}).slice(0, 10), file)
    file.seek(0)
    return file


dictionary, plain = written(text.dictionary_encode()), written(text)
sizes = len(dictionary.getvalue()), len(plain.getvalue())
held = pq.read_table(dictionary).column("number")
print("bytes of ten rows, as a dictionary and as text:", sizes)
print("rows read back:", len(held), "values in their dictionary:", len(held.chunk(0).dictionary))
assert sizes[0] > 1000 * sizes[1], sizes
assert (len(held), len(held.chunk(0).dictionary)) == (10, 200_000)
PY
