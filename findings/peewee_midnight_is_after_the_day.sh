#!/usr/bin/env bash
# A register in SQLite through peewee: moments of receipt in a DateTimeField. Which came on 9 March 2026 or before: received <= date(2026, 3, 9).
# Expected: at least what came at midnight of the 9th, since a day compared with a moment is its midnight, as in SQL.
# Seen in peewee 4.5.3: not even that; only a row that was written as a day. The field writes a moment as 2026-03-09 00:00:00, a day as
# 2026-03-09, and the two are compared as text, where the shorter comes first. "== date" finds the row written as a day alone, and that row
# is read back as midnight like the rest; received < date(2026, 3, 9) is right. A moment with a zone is kept as text with its offset, so that
# 00:30+08:00 of the 9th comes after 20:00 in UTC of the 8th, although it was three and a half hours earlier.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'peewee==4.5.3'
cd "$work"
"$work/env/bin/python" - <<'PY'
from datetime import UTC, date, datetime, timedelta, timezone
from importlib.metadata import version

import peewee

print("peewee", version("peewee"))
database = peewee.SqliteDatabase(":memory:")


class Paper(peewee.Model):
    name = peewee.CharField()
    received = peewee.DateTimeField()

    class Meta:
        database = database


database.create_tables([Paper])
DAY = date(2026, 3, 9)
for name, received in {"midnight": datetime(2026, 3, 9), "ten": datetime(2026, 3, 9, 10), "day": DAY}.items():
    Paper.create(name=name, received=received)


def names(condition):
    return [paper.name for paper in Paper.select().where(condition).order_by(Paper.id)]


seen = {"<=": names(Paper.received <= DAY), "==": names(Paper.received == DAY), ">": names(Paper.received > DAY)}
print(seen, [str(paper.received) for paper in Paper.select()])
assert seen == {"<=": ["day"], "==": ["day"], ">": ["midnight", "ten"]}, seen
assert Paper.get(name="day").received == Paper.get(name="midnight").received
Paper.delete().execute()
haikou = datetime(2026, 3, 9, 0, 30, tzinfo=timezone(timedelta(hours=8)))
greenwich = datetime(2026, 3, 8, 20, tzinfo=UTC)
Paper.create(name="Haikou", received=haikou)
Paper.create(name="Greenwich", received=greenwich)
order = [paper.name for paper in Paper.select().order_by(Paper.received)]
print("by the clock", sorted(("Haikou", "Greenwich"), key={"Haikou": haikou, "Greenwich": greenwich}.get), "in SQLite", order)
assert haikou < greenwich and order == ["Greenwich", "Haikou"], order
PY
