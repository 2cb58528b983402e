#!/usr/bin/env bash
# An office in Haikou is closed on 10 March 2026; addHoliday tells its calendar. The office in Sanya has a calendar of its own, made by a
# call of its own.
# Expected: 10 March is a working day there still.
# Seen in QuantLib 1.44: it is off in both, in every calendar of that market that is or will be made in the process, and in joint ones.
# What was added for one case moves the deadlines of all that follow, and resetting one takes back what another had added. Calendars of
# one's own, BespokeCalendar, are apart, even with the same name. The reference says that it adds to the given calendar; a remark in the
# source says that the calendars of a market share one instance.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'QuantLib==1.44'
cd "$work"
"$work/env/bin/python" - <<'PY'
import QuantLib as ql

print("QuantLib", ql.__version__)


def market():
    return ql.China(ql.China.IB)


haikou, sanya, closed = market(), market(), ql.Date(10, 3, 2026)


def worked():
    calendars = {"Haikou": haikou, "Sanya": sanya, "made later": market(), "joint": ql.JointCalendar(market(), ql.HongKong())}
    return {name: calendar.isBusinessDay(closed) for name, calendar in calendars.items()}


def due():
    return sanya.advance(ql.Date(6, 3, 2026), ql.Period(2, ql.Days)).ISO()


before, last = worked(), due()
haikou.addHoliday(closed)
after, later = worked(), due()
print("before", before, last, "after", after, later)
assert set(before.values()) == {True} and set(after.values()) == {False}
assert (last, later) == ("2026-03-10", "2026-03-11")
sanya.resetAddedAndRemovedHolidays()
print("reset in Sanya, worked in Haikou:", haikou.isBusinessDay(closed))
assert haikou.isBusinessDay(closed)
own, other = ql.BespokeCalendar("office"), ql.BespokeCalendar("office")
own.addHoliday(closed)
assert (own.isBusinessDay(closed), other.isBusinessDay(closed)) == (False, True)
PY
