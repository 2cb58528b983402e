#!/usr/bin/env bash
# The notice for 2018 (国办发明电〔2017〕12号) has 1 January 2018 off, that for 2023 (国办发明电〔2022〕16号) 31 December 2022 to 2 January 2023,
# and special notices have 3 and 4 September 2015 and 31 January 2020 off. (npm)
# Expected: chinese-workday, whose tables begin in 2011, has these days as the notices have them.
# Seen in chinese-workday 1.16.1: New Year's Day 2018 is a working day and Tuesday 3 January 2023 none, both of annual notices; the
# days of special notices are working days; of the twelve make-up days of 2013 six are days off.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > made
npm install --no-audit --no-fund --silent 'chinese-workday@1.16.1'
cat > ask.mjs <<'JS'
import assert from 'node:assert';
import { readFileSync } from 'node:fs';
import { isWorkday } from 'chinese-workday';

console.log('chinese-workday', JSON.parse(readFileSync('node_modules/chinese-workday/package.json')).version);
const ask = (days) => Object.fromEntries(days.map((day) => [day, isWorkday(day)]));
const annual = ask(['2018-01-01', '2023-01-02', '2023-01-03']);
const special = ask(['2015-09-03', '2015-09-04', '2020-01-31']);
const madeUp = ask(['2013-01-05', '2013-01-06', '2013-02-16', '2013-02-17', '2013-04-07', '2013-04-27', '2013-04-28',
  '2013-06-08', '2013-06-09', '2013-09-22', '2013-09-29', '2013-10-12']);
console.log(annual, special, madeUp);
assert.deepStrictEqual(annual, { '2018-01-01': true, '2023-01-02': false, '2023-01-03': false });
assert.ok(Object.values(special).every((works) => works));
assert.strictEqual(Object.values(madeUp).filter((works) => !works).length, 6);
// Years nearer to us are right where they were looked at.
assert.deepStrictEqual(ask(['2024-02-04', '2025-10-11', '2026-02-14', '2026-02-23']),
  { '2024-02-04': true, '2025-10-11': true, '2026-02-14': true, '2026-02-23': false });
JS
node ask.mjs
