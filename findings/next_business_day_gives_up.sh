#!/usr/bin/env bash
# The next working day, with the days off of 2026 told to the library: after 30 September (National Day, 1 to 7 October) it is 8 October;
# after Saturday 14 February, a made-up working day (Spring Festival, 15 to 23 February), it is 24 February. (npm)
# Expected: those, or an error.
# Seen in moment-business-days 1.2.0 and dayjs-business-days2 1.4.0: nextBusinessDay() looks at six days and hands back the sixth, a day
# off, without a word: 6 October, 20 February. Going back from 8 October it is 2 October. businessAdd(1) and businessDaysAdd(1) of the
# same libraries are right. The README of the first speaks of a limit of seven days, which can be raised, and of no day off handed back;
# that of the second says nothing.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > made
npm install --no-audit --no-fund --silent 'moment@2.31.0' 'moment-business-days@1.2.0' 'dayjs@1.11.23' 'dayjs-business-days2@1.4.0'
cat > ask.cjs <<'JS'
const assert = require('node:assert');
const { readFileSync } = require('node:fs');
const dayjs = require('dayjs');
const moment = require('moment-business-days');

for (const name of ['moment-business-days', 'dayjs-business-days2']) {
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version);
}
const form = 'YYYY-MM-DD';
const day = (month, number) => `2026-${month}-${String(number).padStart(2, '0')}`;
const days = (month, first, last) => Array.from({ length: last - first + 1 }, (_, n) => day(month, first + n));
const off = [...days('02', 15, 23), ...days('10', 1, 7)];
moment.updateLocale('en', { holidays: off, holidayFormat: form });
dayjs.extend(require('dayjs-business-days2').default, {
  holidays: off,
  holidayFormat: form,
  additionalWorkingDays: ['2026-02-14'],
  additionalWorkingDayFormat: form,
});
for (const make of [(day) => moment(day, form), dayjs]) {
  const add = (day) => (day.businessAdd ? day.businessAdd(1) : day.businessDaysAdd(1));
  for (const [start, wrong, right] of [['2026-09-30', '2026-10-06', '2026-10-08'], ['2026-02-14', '2026-02-20', '2026-02-24']]) {
    const next = make(start).nextBusinessDay();
    const added = add(make(start));
    console.log(start, 'next', next.format(form), 'a working day:', next.isBusinessDay(), 'added', added.format(form));
    assert.deepStrictEqual([next.format(form), next.isBusinessDay(), added.format(form)], [wrong, false, right]);
  }
  assert.strictEqual(make('2026-10-08').prevBusinessDay().format(form), '2026-10-02');
}
JS
TZ=UTC node ask.cjs
