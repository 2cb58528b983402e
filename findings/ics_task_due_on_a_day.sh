#!/usr/bin/env bash
# A task of iCalendar that is due on a day, DUE;VALUE=DATE:20260306 (RFC 5545, 3.8.2.3), is read by ics and written again.
# Expected: it is due on that day, as an event of a whole day stays one.
# Seen in ics 0.7.3: it is due at midnight UTC, with which the day begins: DUE:20260306T000000Z. Whoever hands in on 6 March is late;
# west of Greenwich it is due on the 5th. icalendar and vobject keep the day.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'ics==0.7.3' 'icalendar==7.3.2' 'vobject==0.9.9'
cd "$work"
"$work/env/bin/python" -W ignore - <<'PY'
from importlib.metadata import version

import icalendar
import ics
import vobject

print({name: version(name) for name in ("ics", "icalendar", "vobject")})


def file(kind, day):
    lines = (
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//a//b//EN", f"BEGIN:{kind}", "UID:a@example.org",
        "DTSTAMP:20260201T000000Z", day, "SUMMARY:supplement", f"END:{kind}", "END:VCALENDAR", "",
    )
    return "\r\n".join(lines)


def line(text, name):
    (found,) = (each for each in text.splitlines() if each.startswith(name))
    return found


task, event = file("VTODO", "DUE;VALUE=DATE:20260306"), file("VEVENT", "DTSTART;VALUE=DATE:20260306")
written = {
    "ics": line(ics.Calendar(task).serialize(), "DUE"),
    "icalendar": line(icalendar.Calendar.from_ical(task).to_ical().decode(), "DUE"),
    "vobject": line(vobject.readOne(task).serialize(), "DUE"),
}
print("task", written, "event by ics", line(ics.Calendar(event).serialize(), "DTSTART"))
same = "DUE;VALUE=DATE:20260306"
assert written == {"ics": "DUE:20260306T000000Z", "icalendar": same, "vobject": same}, written
assert line(ics.Calendar(event).serialize(), "DTSTART") == "DTSTART;VALUE=DATE:20260306"
PY
