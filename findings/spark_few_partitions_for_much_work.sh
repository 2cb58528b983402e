#!/usr/bin/env bash
# Sixty-four groups, each given to a Python function; spark.sql.shuffle.partitions is 64 and there are two cores.
# Expected: 64 tasks share the groups, so that all cores work.
# Seen in PySpark 4.3.0: adaptive execution sees that the rows are few bytes and makes one partition of all 64: one
# task runs every group, however long the function takes. `repartition(64, key)` before the grouping keeps the tasks. And
# xxhash64, by which one would spread rows oneself, differs for 1 as int and 1 as bigint, which are equal.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'pyspark==4.3.0' 'pyarrow==26.0.1' 'pandas==2.3.3'
cd "$work"
SPARK_LOCAL_IP=127.0.0.1 PYSPARK_PYTHON="$work/env/bin/python" "$work/env/bin/python" - 2>"$work/log" <<'PY' || { cat "$work/log"; exit 1; }
import pyarrow as pa
from pyspark.sql import SparkSession
from pyspark.sql import functions as sf

settings = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "64"}
builder = SparkSession.builder.master("local[2]")
for name, value in settings.items():
    builder = builder.config(name, value)
spark = builder.getOrCreate()
print("pyspark", spark.version)
rows = spark.range(0, 20_000, 1, 4).withColumn("group", sf.col("id") % 64)


def task(table):
    from pyspark import TaskContext

    return pa.table({"task": [TaskContext.get().partitionId()]})


def tasks(frame):
    return len({row["task"] for row in frame.groupBy("group").applyInArrow(task, "task bigint").collect()})


counted, named = tasks(rows), tasks(rows.repartition(64, "group"))
print("tasks that had groups, by default and by number:", counted, named)
one = [sf.lit(1).cast(kind) for kind in ("int", "bigint")]
(equal, same), = spark.range(1).select(one[0] == one[1], sf.xxhash64(one[0]) == sf.xxhash64(one[1])).collect()
print("1 = 1:", equal, "their digests:", same)
spark.stop()
assert counted == 1 < 32 < named, (counted, named)
assert (equal, same) == (True, False)
PY
