#!/usr/bin/env bash
# An entry of one whole day has an alarm fifteen hours before its end, TRIGGER;RELATED=END:-PT15H (RFC 5545, 3.8.6.3): 9 o'clock in
# the morning of that day.
# Expected: ics reads it and writes it again with the same meaning, or refuses it.
# Seen in ics 0.7.3: TRIGGER:-PT15H, fifteen hours before the start: 9 o'clock of the day before. Nothing is said. By icalendar the
# alarm is on 6 March in the first file and on 5 March in the second.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'ics==0.7.3' 'icalendar==7.3.2'
cd "$work"
"$work/env/bin/python" -W ignore - <<'PY'
from datetime import datetime
from importlib.metadata import version

import icalendar
import ics

print({name: version(name) for name in ("ics", "icalendar")})
LINES = (
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//a//b//EN", "BEGIN:VEVENT", "UID:a@example.org", "DTSTAMP:20260201T000000Z",
    "DTSTART;VALUE=DATE:20260306", "DTEND;VALUE=DATE:20260307", "SUMMARY:last day", "BEGIN:VALARM", "ACTION:DISPLAY",
    "DESCRIPTION:today", "TRIGGER;RELATED=END:-PT15H", "END:VALARM", "END:VEVENT", "END:VCALENDAR", "",
)
first = "\r\n".join(LINES)
second = ics.Calendar(first).serialize()
rings = []
for text in (first, second):
    (trigger,) = (each for each in text.splitlines() if each.startswith("TRIGGER"))
    (alarm,) = icalendar.Calendar.from_ical(text).events[0].alarms.times
    rings.append(alarm.trigger)
    print(trigger, "rings at", alarm.trigger)
assert rings == [datetime(2026, 3, 6, 9), datetime(2026, 3, 5, 9)], rings
PY
