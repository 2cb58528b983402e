#!/usr/bin/env bash
# A program in Shanghai writes the day 6 March 2026 into a workbook, as JavaScript makes a day: new Date(2026, 2, 6). (npm)
# Expected: the cell holds 46087, which is that day.
# Seen in exceljs 4.4.0: 46086.67, 16:00 of 5 March, the same moment in UTC; a cell with the format yyyy-mm-dd shows 5 March. Read by
# exceljs again it is 6 March, in Shanghai, so that a test of writing and reading sees nothing. A day has to be made with Date.UTC. Its
# makers have declined to change it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > made
npm install --no-audit --no-fund --silent 'exceljs@4.4.0'
cat > ask.cjs <<'JS'
const assert = require('node:assert');
const { readFileSync } = require('node:fs');
const { Workbook } = require('exceljs');
const Zip = require('jszip');

async function written(day) {
  const book = new Workbook();
  const cell = book.addWorksheet('log').getCell('A1');
  cell.value = day;
  cell.numFmt = 'yyyy-mm-dd';
  const bytes = await book.xlsx.writeBuffer();
  const sheet = await (await Zip.loadAsync(bytes)).file('xl/worksheets/sheet1.xml').async('string');
  const again = new Workbook();
  await again.xlsx.load(bytes);
  return [Number(/<v>(.*?)<\/v>/.exec(sheet)[1]), again.getWorksheet('log').getCell('A1').value.getDate()];
}

(async () => {
  const local = await written(new Date(2026, 2, 6));
  const utc = await written(new Date(Date.UTC(2026, 2, 6)));
  console.log('exceljs', JSON.parse(readFileSync('node_modules/exceljs/package.json')).version, process.env.TZ, { local, utc });
  assert.deepStrictEqual(utc, [46087, 6]);
  assert.strictEqual(local[1], 6);
  assert.strictEqual(Math.floor(local[0]), process.env.TZ === 'UTC' ? 46087 : 46086);
})();
JS
TZ=UTC node ask.cjs
TZ=Asia/Shanghai node ask.cjs
