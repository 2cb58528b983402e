#!/usr/bin/env bash
# FEEL asks whether a day is among the days off: list contains(days, day), both dates. (npm)
# Expected: true if it is, as pySFeel says, and as "=" and "in" say.
# Seen in feelin 8.2.0: false, and index of gives an empty list, without a warning; a rule with it never fires. Dates, times and durations
# are looked for by identity, texts and numbers by value. "day in days", a filter, "some … satisfies" and distinct values are right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'pySFeel==1.4.2'
npm init -y > made
npm install --no-audit --no-fund --silent 'feelin@8.2.0'
cat > ask.mjs <<'JS'
import assert from 'node:assert';
import { readFileSync } from 'node:fs';
import { evaluate } from 'feelin';

console.log('feelin', JSON.parse(readFileSync('node_modules/feelin/package.json')).version);
const DAYS = '[date("2026-03-06"), date("2026-03-09")]';
const DAY = 'date("2026-03-06")';
const wanted = {
  [`list contains(${DAYS}, ${DAY})`]: false,
  [`index of(${DAYS}, ${DAY})`]: [],
  'list contains([duration("P10D")], duration("P10D"))': false,
  'list contains(["2026-03-06"], "2026-03-06")': true,
  'list contains([46087], 46087)': true,
  [`${DAY} in ${DAYS}`]: true,
  [`some d in ${DAYS} satisfies d = ${DAY}`]: true,
  [`count(${DAYS}[item = ${DAY}])`]: 1,
  [`count(distinct values([${DAY}, ${DAY}]))`]: 1,
};
for (const [question, answer] of Object.entries(wanted)) {
  const { value, warnings } = evaluate(question, {});
  console.log(question, '->', value, 'warnings', warnings.length);
  assert.deepStrictEqual([value, warnings.length], [answer, 0]);
}
JS
node ask.mjs
"$work/env/bin/python" - <<'PY'
from importlib.metadata import version

from pySFeel import SFeelParser

print("pySFeel", version("pySFeel"))
said = SFeelParser().sFeelParse('list contains([date("2026-03-06"), date("2026-03-09")], date("2026-03-06"))')
print(said)
assert said[1] is True
PY
