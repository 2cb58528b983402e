#!/usr/bin/env bash
# An entry of a diary that comes three days running from 9 March 2026 on, whole days: DTSTART;VALUE=DATE:20260309 and RRULE:FREQ=DAILY;COUNT=3, as
# RFC 5545, 3.8.2.4, writes a day and as diaries export it. rrulestr of rrule reads the two lines. (npm)
# Expected: 9, 10 and 11 March, or an error.
# Seen in rrule 2.8.1: three days from now on, with the time of day of this moment. The day is not looked at; an EXDATE of 10 March takes
# nothing away; with UNTIL=20260311 there is no day at all. Without ;VALUE=DATE, and for RDATE and EXDATE with it, the same day is read. The
# README says that dtstart is now where none is given; here one is. The list of issues has had it since 2019.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > made
npm install --no-audit --no-fund --silent 'rrule@2.8.1'
cat > ask.cjs <<'JS'
const assert = require('node:assert');
const { readFileSync } = require('node:fs');
const { rrulestr } = require('rrule');

console.log('rrule', JSON.parse(readFileSync('node_modules/rrule/package.json')).version);
const days = (...lines) => rrulestr(lines.join('\n')).all().map((day) => day.toISOString());
const date = days('DTSTART;VALUE=DATE:20260309', 'RRULE:FREQ=DAILY;COUNT=3');
const without = days('DTSTART:20260309', 'RRULE:FREQ=DAILY;COUNT=3');
const until = days('DTSTART;VALUE=DATE:20260309', 'RRULE:FREQ=DAILY;UNTIL=20260311');
const except = days('DTSTART;VALUE=DATE:20260309', 'RRULE:FREQ=DAILY;COUNT=3', 'EXDATE;VALUE=DATE:20260310');
console.log({ date, without, until, except });
assert.deepStrictEqual(without.map((day) => day.slice(0, 10)), ['2026-03-09', '2026-03-10', '2026-03-11']);
assert.strictEqual(date.length, 3);
assert.ok(Math.abs(new Date(date[0]) - Date.now()) < 60_000);
assert.strictEqual(until.length, 0);
assert.strictEqual(except.length, 3);
JS
node ask.cjs
