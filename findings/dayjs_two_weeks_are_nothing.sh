#!/usr/bin/env bash
# The day two weeks after 9 March 2026: the duration of two weeks, which dayjs takes as { weeks: 2 } and as P2W, added to the day; and 45 days
# after 1 January, dayjs.duration(45, 'days'). (npm)
# Expected: 23 March, since the duration itself says 14 days; and 15 February.
# Seen in dayjs 1.11.23: 9 March: nothing is added, and nothing taken away, without a word. The 45 days are a month, 14 days and 14 hours:
# it is two in the afternoon of 15 February, and from 31 January it is 14 March, not the 17th. day.add(2, 'week') is right. The page on
# durations gives weeks among its units, that on add gives durations among what can be added.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > made
npm install --no-audit --no-fund --silent 'dayjs@1.11.23'
cat > ask.cjs <<'JS'
const assert = require('node:assert');
const { readFileSync } = require('node:fs');
const dayjs = require('dayjs');
dayjs.extend(require('dayjs/plugin/duration'));

console.log('dayjs', JSON.parse(readFileSync('node_modules/dayjs/package.json')).version);
const form = 'YYYY-MM-DDTHH:mm';
const day = dayjs('2026-03-09');
for (const weeks of [dayjs.duration({ weeks: 2 }), dayjs.duration('P2W')]) {
  const seen = [weeks.asDays(), day.add(weeks).format(form), day.subtract(weeks).format(form)];
  console.log(weeks.toISOString(), seen);
  assert.deepStrictEqual(seen, [14, '2026-03-09T00:00', '2026-03-09T00:00']);
}
assert.strictEqual(day.add(2, 'week').format(form), '2026-03-23T00:00');
assert.strictEqual(day.add(dayjs.duration({ days: 14 })).format(form), '2026-03-23T00:00');
const days = dayjs.duration(45, 'days');
const after = ['2026-01-01', '2026-01-31'].map((first) => dayjs(first).add(days).format(form));
console.log(JSON.stringify(days), after);
assert.deepStrictEqual([JSON.stringify(days), ...after], ['"P1M14DT14H"', '2026-02-15T14:00', '2026-03-14T14:00']);
JS
TZ=UTC node ask.cjs
