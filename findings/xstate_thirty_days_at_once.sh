#!/usr/bin/env bash
# A process waits for a supplement; after thirty days, `after` in milliseconds, it is overdue. (npm)
# Expected: thirty days after it has begun to wait. Twenty days wait.
# Seen in XState 5.33.3: it is overdue at once. The delay goes to setTimeout as it is, which holds 2,147,483,647 ms, 24 days and 20 hours,
# and takes 1 ms for more. Node tells so on stderr, a browser does not; the page of XState on delays names no limit. A test with a
# clock of its own (SimulatedClock) is right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > made
npm install --no-audit --no-fund --silent 'xstate@5.33.3'
cat > ask.mjs <<'JS'
import assert from 'node:assert';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { createActor, createMachine, SimulatedClock } from 'xstate';

console.log('xstate', JSON.parse(readFileSync('node_modules/xstate/package.json')).version);
const DAY = 24 * 60 * 60 * 1000;
const machine = (days) =>
  createMachine({
    initial: 'waiting',
    states: { waiting: { after: { [days * DAY]: 'overdue' } }, overdue: {} },
  });
const after = async (days) => {
  const actor = createActor(machine(days)).start();
  await pause(300);
  const { value } = actor.getSnapshot();
  actor.stop();
  console.log(days, 'days, seen after 0.3 s:', value);
  return value;
};
assert.deepStrictEqual([await after(20), await after(24)], ['waiting', 'waiting']);
assert.deepStrictEqual([await after(25), await after(30)], ['overdue', 'overdue']);
const clock = new SimulatedClock();
const actor = createActor(machine(30), { clock }).start();
clock.increment(30 * DAY - 1);
assert.strictEqual(actor.getSnapshot().value, 'waiting');
clock.increment(1);
assert.strictEqual(actor.getSnapshot().value, 'overdue');
actor.stop();
JS
node ask.mjs
