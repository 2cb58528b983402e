#!/usr/bin/env bash
# A sheet's formulas in JavaScript: five working days before Friday 13 March 2026, WORKDAY(day,-5); a month after 31 January, EDATE. (npm)
# Expected: 6 March and 28 February, as a spreadsheet has them and as HyperFormula does.
# Seen in fast-formula-parser 1.0.19: 13 March, for any number of days back from any day: a Saturday stays a Saturday, a listed day off
# itself; WORKDAY.INTL as well. Forward it is right. A month after 31 January is 3 March, a year after 29 February 1 March, while EOMONTH is
# right. The README counts the functions among those that it has, as they are in Excel.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > made
npm install --no-audit --no-fund --silent 'fast-formula-parser@1.0.19' 'hyperformula@3.5.0'
cat > ask.cjs <<'JS'
const assert = require('node:assert');
const { readFileSync } = require('node:fs');
const FormulaParser = require('fast-formula-parser');
const { HyperFormula } = require('hyperformula');

for (const name of ['fast-formula-parser', 'hyperformula']) {
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version);
}
const parser = new FormulaParser();
const sheet = HyperFormula.buildFromArray([[]], { licenseKey: 'gpl-v3' });
const day = (serial) => new Date(Date.UTC(1899, 11, 30) + serial * 86400000).toISOString().slice(0, 10);
const wanted = {
  'WORKDAY(DATE(2026,3,13),-5)': ['2026-03-13', '2026-03-06'],
  'WORKDAY(DATE(2026,3,7),-1)': ['2026-03-07', '2026-03-06'],
  'WORKDAY.INTL(DATE(2026,3,9),-1,"0000011")': ['2026-03-09', '2026-03-06'],
  'WORKDAY(DATE(2026,3,13),5)': ['2026-03-20', '2026-03-20'],
  'EDATE(DATE(2026,1,31),1)': ['2026-03-03', '2026-02-28'],
  'EDATE(DATE(2024,2,29),12)': ['2025-03-01', '2025-02-28'],
  'EOMONTH(DATE(2026,1,31),1)': ['2026-02-28', '2026-02-28'],
};
for (const [formula, answers] of Object.entries(wanted)) {
  const ours = day(parser.parse(formula, { row: 1, col: 1 }));
  const theirs = day(sheet.calculateFormula(`=${formula}`, 0));
  console.log(formula, 'fast-formula-parser', ours, 'HyperFormula', theirs);
  assert.deepStrictEqual([ours, theirs], answers);
}
JS
node ask.cjs
