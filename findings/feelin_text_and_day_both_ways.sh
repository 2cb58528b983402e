#!/usr/bin/env bash
# FEEL asks whether a supplement came in time; the day of submission is text, "2026-03-10", the day due is a date, 9 March. (npm)
# Expected: null, since a text and a date cannot be compared in FEEL, or at least no "yes".
# Seen in feelin 8.2.0: <= is true and >= is true, < and > are false, without a warning: what came a day late is in time. Both as
# dates, or both as texts, it is late.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > made
npm install --no-audit --no-fund --silent 'feelin@8.2.0'
cat > ask.mjs <<'JS'
import assert from 'node:assert';
import { readFileSync } from 'node:fs';
import { evaluate } from 'feelin';

console.log('feelin', JSON.parse(readFileSync('node_modules/feelin/package.json')).version);
const facts = { submitted: '2026-03-10', due: '2026-03-09' };
const ask = (question) => {
  const { value, warnings } = evaluate(question, facts);
  console.log(question, '->', value, 'warnings', warnings.length);
  assert.strictEqual(warnings.length, 0);
  return value;
};
assert.deepStrictEqual(['<=', '>=', '<', '>'].map((sign) => ask(`submitted ${sign} date(due)`)), [true, true, false, false]);
assert.strictEqual(ask('if submitted <= date(due) then "in time" else "late"'), 'in time');
assert.strictEqual(ask('if date(submitted) <= date(due) then "in time" else "late"'), 'late');
assert.strictEqual(ask('if submitted <= due then "in time" else "late"'), 'late');
JS
node ask.mjs
