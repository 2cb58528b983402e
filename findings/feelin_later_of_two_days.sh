#!/usr/bin/env bash
# FEEL: the later of two days due, max(date("2026-03-09"), date("2026-03-10")); and the months between two days. (npm)
# Expected: 10 March, since FEEL's max takes whatever can be compared; and years and months, without days, of the other.
# Seen in feelin 8.2.0: max and min are null for dates and durations, without a warning, while < and sort order them; years and months
# duration gives days with the months, P1M23D, and from 31 January to 28 February nothing but days.
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
const ask = (question) => {
  const { value, warnings } = evaluate(question, {});
  const text = value === null ? null : typeof value === 'object' ? JSON.parse(JSON.stringify(value)) : value;
  console.log(question, '->', text, 'warnings', warnings.length);
  assert.strictEqual(warnings.length, 0);
  return text;
};
const days = 'date("2026-03-09"), date("2026-03-10")';
assert.strictEqual(ask(`max(${days})`), null);
assert.strictEqual(ask(`max([${days}])`), null);
assert.strictEqual(ask(`min(${days})`), null);
assert.strictEqual(ask('max(duration("P1D"), duration("P2D"))'), null);
assert.strictEqual(ask('max(1, 2)'), 2);
assert.strictEqual(ask('date("2026-03-09") < date("2026-03-10")'), true);
assert.strictEqual(ask(`sort([${days}], function(a, b) a > b)[1]`), '2026-03-10');
assert.strictEqual(ask('years and months duration(date("2026-01-15"), date("2026-03-10"))'), 'P1M23D');
assert.strictEqual(ask('years and months duration(date("2026-01-31"), date("2026-02-28"))'), 'P28D');
JS
node ask.mjs
