#!/usr/bin/env bash
# A rule: submitted is greater than due, then it came late. Both facts are days of JavaScript, Date, 10 and 9 March 2026. (npm)
# Expected: it fires, as JavaScript's own > would, or the engine says that it cannot compare them.
# Seen in json-rules-engine 7.3.1: it does not fire, nor does "less than or equal", nor does "equal" of the same day. Whoever has put it
# as "not greater than, then it came in time" finds it in time. Nothing is said. The same days as text, 2026-03-10, are compared right,
# and so are numbers. The documentation files these under numeric operators; a fact that is no number makes the condition false, and a
# text passes for one if it begins with digits.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > made
npm install --no-audit --no-fund --silent 'json-rules-engine@7.3.1'
cat > ask.cjs <<'JS'
const assert = require('node:assert');
const { readFileSync } = require('node:fs');
const { Engine } = require('json-rules-engine');

const condition = (operator) => ({ fact: 'submitted', operator, value: { fact: 'due' } });
const RULES = {
  late: { all: [condition('greaterThan')] },
  'in time': { all: [condition('lessThanInclusive')] },
  'not late': { not: condition('greaterThan') },
  'the same day': { all: [condition('equal')] },
};
async function fired(submitted, due) {
  const engine = new Engine();
  for (const [type, conditions] of Object.entries(RULES)) engine.addRule({ conditions, event: { type } });
  const { events } = await engine.run({ submitted, due });
  return events.map((each) => each.type).sort();
}
(async () => {
  console.log('json-rules-engine', JSON.parse(readFileSync('node_modules/json-rules-engine/package.json')).version);
  const seen = {};
  for (const [name, make] of Object.entries({ Date: (day) => new Date(day), text: (day) => day, number: (day) => Date.parse(day) })) {
    seen[name] = [await fired(make('2026-03-10'), make('2026-03-09')), await fired(make('2026-03-09'), make('2026-03-09'))];
    console.log(name, 'a day late:', seen[name][0], 'on the day:', seen[name][1]);
  }
  assert.deepStrictEqual(seen.Date, [['not late'], ['not late']]);
  assert.deepStrictEqual(seen.text, [['late'], ['in time', 'not late', 'the same day']]);
  assert.deepStrictEqual(seen.number, seen.text);
})();
JS
node ask.cjs
