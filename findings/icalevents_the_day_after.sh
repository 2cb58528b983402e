#!/usr/bin/env bash
# An entry of one whole day, 6 March 2026: DTSTART 20260306, DTEND 20260307, the first day that is not part of it (RFC 5545, 3.6.1).
# A second entry has a rule and one more day, RDATE. icalevents is asked for the entries between two days.
# Expected: the first is among those from 7 to 8 March no more; of the second every day comes.
# Seen in icalevents 0.3.1: on 7 March, the day after the last day, it is still there, and from 8 March on no more. Without DTEND, which means
# the same day, it is not. The day of RDATE never comes. recurring-ical-events has both right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'icalevents==0.3.1' 'recurring-ical-events==3.8.2' 'icalendar==7.3.2'
cd "$work"
"$work/env/bin/python" -W ignore - <<'PY'
from datetime import date, timedelta
from importlib.metadata import version

import icalendar
import recurring_ical_events
from icalevents import icalevents

print({name: version(name) for name in ("icalevents", "recurring-ical-events", "icalendar")})


def file(*lines):
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//a//b//EN", "BEGIN:VEVENT", "UID:a@example.org", "DTSTAMP:20260101T000000Z")
    return "\r\n".join((*head, *lines, "SUMMARY:last day", "END:VEVENT", "END:VCALENDAR", ""))


def days(text, first, last):
    found = icalevents.events(string_content=text, start=first, end=last)
    other = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(first, last + timedelta(days=1))
    return [str(each.start.date()) for each in found], [str(each["DTSTART"].dt) for each in other]


with_end = file("DTSTART;VALUE=DATE:20260306", "DTEND;VALUE=DATE:20260307")
without = file("DTSTART;VALUE=DATE:20260306")
rule = file("DTSTART;VALUE=DATE:20260105", "RRULE:FREQ=WEEKLY;COUNT=3", "RDATE;VALUE=DATE:20260110")
seen = {
    "6 March": days(with_end, date(2026, 3, 6), date(2026, 3, 6)),
    "7 to 8 March": days(with_end, date(2026, 3, 7), date(2026, 3, 8)),
    "8 to 9 March": days(with_end, date(2026, 3, 8), date(2026, 3, 9)),
    "7 to 8 March, no DTEND": days(without, date(2026, 3, 7), date(2026, 3, 8)),
    "rule and RDATE": days(rule, date(2026, 1, 1), date(2026, 1, 31)),
}
for words, pair in seen.items():
    print(words, "icalevents", pair[0], "recurring-ical-events", pair[1])
assert seen == {
    "6 March": (["2026-03-06"], ["2026-03-06"]),
    "7 to 8 March": (["2026-03-06"], []),
    "8 to 9 March": ([], []),
    "7 to 8 March, no DTEND": ([], []),
    "rule and RDATE": (["2026-01-05", "2026-01-12", "2026-01-19"], ["2026-01-05", "2026-01-10", "2026-01-12", "2026-01-19"]),
}, seen
PY
