#!/usr/bin/env bash
# The organizer of an entry is an address of iCalendar, any URI (RFC 5545, 3.3.3): an office that has no mail has urn:example:office.
# Expected: ics gives and writes it as it is.
# Seen in ics 0.7.3: mailto:urn:example:office, an address that was in no file and that no mail reaches; a diary that was kept by ics for
# a while no longer knows whose the entries are. The name beside it (CN) stays. vobject leaves both.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'ics==0.7.3' 'vobject==0.9.9'
cd "$work"
"$work/env/bin/python" -W ignore - <<'PY'
from importlib.metadata import version

import ics
import vobject

print({name: version(name) for name in ("ics", "vobject")})
seen = {}
for address in ("urn:example:office", "https://office.example.org/", "mailto:desk@example.org"):
    lines = (
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//a//b//EN", "BEGIN:VEVENT", "UID:a@example.org", "DTSTAMP:20260201T000000Z",
        "DTSTART;VALUE=DATE:20260306", f"ORGANIZER;CN=Office:{address}", "SUMMARY:last day", "END:VEVENT", "END:VCALENDAR", "",
    )
    text = "\r\n".join(lines)
    written = [
        each.partition(":")[2]
        for file in (ics.Calendar(text).serialize(), vobject.readOne(text).serialize())
        for each in file.splitlines()
        if each.startswith("ORGANIZER;CN=Office:")
    ]
    seen[address] = written
    print(address, "by ics", written[0], "by vobject", written[1])
assert {address: written[0] for address, written in seen.items()} == {
    "urn:example:office": "mailto:urn:example:office",
    "https://office.example.org/": "mailto:https://office.example.org/",
    "mailto:desk@example.org": "mailto:desk@example.org",
}, seen
assert all(written[1] == address for address, written in seen.items()), seen
PY
