#!/usr/bin/env bash
# A note of March 2026 in Chinese says 去年3月9日 (9 March of last year), 明年1月1日 (1 January of next year). (npm)
# Expected: 2025 and 2027, or nothing.
# Seen in chrono-node 2.10.3, zh.hans: 2026, for these and for 前年 (the year before last), 后年 and 次年 (the year after). The word for the
# year is cut in two: what is found is 年3月9日, without what says which year. A span "28 December to 5 January of the year after" becomes
# two days of 2026, the second before the first. 2025年3月9日 is right, and so are 一年内 (within a year) and 3 天后 (in three days).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > made
npm install --no-audit --no-fund --silent 'chrono-node@2.10.3'
cat > ask.cjs <<'JS'
const assert = require('node:assert');
const { readFileSync } = require('node:fs');
const chrono = require('chrono-node');

console.log('chrono-node', JSON.parse(readFileSync('node_modules/chrono-node/package.json')).version);
const today = new Date(2026, 2, 6, 9);
const found = (text) =>
  chrono.zh.hans.parse(text, today).map((each) => [each.text, each.start.date().toLocaleDateString('sv'), each.end]);
for (const [text, part, day] of [
  ['去年3月9日', '年3月9日', '2026-03-09'],
  ['前年12月31日', '年12月31日', '2026-12-31'],
  ['明年1月1日', '年1月1日', '2026-01-01'],
  ['后年3月1日', '年3月1日', '2026-03-01'],
  ['次年1月31日', '年1月31日', '2026-01-31'],
  ['2025年3月9日', '2025年3月9日', '2025-03-09'],
  ['一年内', '一年内', '2027-03-06'],
  ['3天后', '3天后', '2026-03-09'],
]) {
  console.log(text, JSON.stringify(found(text)));
  assert.deepStrictEqual(found(text), [[part, day, null]]);
}
const span = found('12月28日至次年1月5日');
console.log(JSON.stringify(span));
assert.deepStrictEqual(span, [['12月28日', '2026-12-28', null], ['年1月5日', '2026-01-05', null]]);
JS
TZ=Asia/Shanghai node ask.cjs
