#!/usr/bin/env bash
# The regulation on festivals has for Spring Festival the first three days of the first lunar month since 2014, and with them the eve since
# 2025; since then 2 May is off as well. Women, the young, children and soldiers have a day or half a day of their own. (npm)
# Expected: date-holidays, which brings China among its 207 countries, has as "public" what is off for everybody, each year by its own rule.
# Seen in date-holidays 3.37.0: in every year the eve, the first and the second day, which is the regulation of 2008 to 2013. So 9 February
# 2024, a working day, is off, and 19 February and 2 May 2026 are worked. Children's Day, 1 June, is off for everybody, whole, "public" like
# the rest; the age under which it holds stands in a note. No make-up day is known.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > made
npm install --no-audit --no-fund --silent 'date-holidays@3.37.0'
cat > ask.cjs <<'JS'
const assert = require('node:assert');
const { readFileSync } = require('node:fs');
const Holidays = require('date-holidays');

console.log('date-holidays', JSON.parse(readFileSync('node_modules/date-holidays/package.json')).version);
const china = new Holidays('CN', { types: ['public'] });
const off = (day) => Boolean(china.isHoliday(new Date(`${day}T10:00:00+08:00`)));
const spring = (year) => china.getHolidays(year).filter((each) => each.name === '春节').map((each) => each.date.slice(0, 10));
const years = Object.fromEntries([2008, 2014, 2024, 2025, 2026].map((year) => [year, spring(year)]));
console.log(years);
assert.deepStrictEqual(years, {
  2008: ['2008-02-06', '2008-02-07', '2008-02-08'],
  2014: ['2014-01-30', '2014-01-31', '2014-02-01'],
  2024: ['2024-02-09', '2024-02-10', '2024-02-11'],
  2025: ['2025-01-28', '2025-01-29', '2025-01-30'],
  2026: ['2026-02-16', '2026-02-17', '2026-02-18'],
});
const days = ['2024-02-09', '2024-02-12', '2026-02-19', '2026-05-01', '2026-05-02', '2026-06-01'];
const seen = Object.fromEntries(days.map((day) => [day, off(day)]));
console.log(seen);
assert.deepStrictEqual(Object.values(seen), [true, false, false, true, false, true]);
JS
TZ=Asia/Shanghai node ask.cjs
