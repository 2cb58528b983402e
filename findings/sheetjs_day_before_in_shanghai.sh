#!/usr/bin/env bash
# A cell of a workbook holds the day 6 March 2026, the number 46087, and is read in Shanghai with the option that gives dates. (npm)
# Expected: midnight of 6 March, as in UTC.
# Seen in SheetJS, xlsx 0.18.5, the newest on npm: 23:59:17 of 5 March. The offset of Shanghai before 1901, 8:05:43, is taken without its
# seconds, and 43 of them are missing from every day. The text of the cell is right, so that a look at it tells nothing. A day that is
# written is 43 seconds late, and the two make up for each other: what it wrote it reads again. The list of issues has had it since 2018.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > made
npm install --no-audit --no-fund --silent 'xlsx@0.18.5'
cat > ask.cjs <<'JS'
const assert = require('node:assert');
const XLSX = require('xlsx');

const cell = { t: 'n', v: 46087, z: 'yyyy-mm-dd' };
const book = { SheetNames: ['log'], Sheets: { log: { '!ref': 'A1', A1: cell } } };
const read = XLSX.read(XLSX.write(book, { type: 'buffer' }), { cellDates: true }).Sheets.log.A1;
const clock = (day) => `${day.getFullYear()}-${day.getMonth() + 1}-${day.getDate()} ${day.toTimeString().slice(0, 8)}`;
const written = XLSX.utils.aoa_to_sheet([[new Date(2026, 2, 6)]]).A1.v;
console.log(XLSX.version, process.env.TZ, 'read', clock(read.v), 'text', read.w, 'written', written);
assert.strictEqual(XLSX.version, '0.18.5');
assert.strictEqual(read.w, '2026-03-06');
if (process.env.TZ === 'UTC') {
  assert.deepStrictEqual([clock(read.v), written], ['2026-3-6 00:00:00', 46087]);
} else {
  assert.strictEqual(clock(read.v), '2026-3-5 23:59:17');
  assert.strictEqual(Math.round((written - 46087) * 86400), 43);
}
JS
TZ=UTC node ask.cjs
TZ=Asia/Shanghai node ask.cjs
