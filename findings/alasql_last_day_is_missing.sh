#!/usr/bin/env bash
# SQL in JavaScript over rows: the first and the last day of a log, MIN and MAX of a column of ISO days in text; and two tables joined on a
# day, Date. (npm)
# Expected: 9 and 10 March 2026, as every other engine of SQL orders text and as alasql itself does in ORDER BY and with "<".
# Seen in alasql 4.19.1: both are undefined, while COUNT counts two: MIN and MAX leave text out without a word. A month between 31 January
# and 28 February is none, a month after 31 January 3 March. Of two Dates of the same day = is false: the join has no row, while GROUP BY
# puts them together. CAST to DATE writes the year in two digits, 26.03.09, and 30 February as 26.03.02.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > made
npm install --no-audit --no-fund --silent 'alasql@4.19.1'
cat > ask.cjs <<'JS'
const assert = require('node:assert');
const { readFileSync } = require('node:fs');
const alasql = require('alasql');

console.log('alasql', JSON.parse(readFileSync('node_modules/alasql/package.json')).version);
const log = [{ due: '2026-03-10' }, { due: '2026-03-09' }];
const [most] = alasql('SELECT MIN(due) AS first, MAX(due) AS last, COUNT(due) AS counted FROM ?', [log]);
const order = alasql('SELECT COLUMN due FROM ? ORDER BY due', [log]);
const numbers = alasql('SELECT VALUE MAX(n) FROM ?', [[{ n: 1 }, { n: 2 }]]);
console.log(most, order, numbers);
assert.deepStrictEqual([most.first, most.last, most.counted], [undefined, undefined, 2]);
assert.deepStrictEqual([order, numbers], [['2026-03-09', '2026-03-10'], 2]);
const on = (id) => ({ id, day: new Date('2026-03-09') });
const joined = alasql('SELECT a.id FROM ? a JOIN ? b ON a.day = b.day', [[on(1)], [on(2)]]);
const grouped = alasql('SELECT day, COUNT(*) AS n FROM ? GROUP BY day', [[on(1), on(2)]]);
console.log(joined, grouped);
assert.deepStrictEqual([joined.length, grouped.length, grouped[0].n], [0, 1, 2]);
const text = (query) => alasql(`SELECT VALUE ${query}`);
assert.strictEqual(text("DATEDIFF(month, '2026-01-31', '2026-02-28')"), 0);
assert.strictEqual(new Date(text("DATEADD(month, 1, '2026-01-31')")).toISOString().slice(0, 10), '2026-03-03');
assert.deepStrictEqual([text("CAST('2026-03-09' AS DATE)"), text("CAST('2026-02-30' AS DATE)")], ['26.03.09', '26.03.02']);
JS
TZ=UTC node ask.cjs
