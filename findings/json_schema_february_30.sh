#!/usr/bin/env bash
# JSON Schema, "format": "date", with validators that check formats. (npm)
# Expected: full-date of RFC 3339, to which the format refers: 30 February is refused, as is 29 February of 2026.
# Seen: is-my-json-valid 2.20.6 and jsonschema 1.5.0 look at the shape alone and take both, and 31 April; they refuse 2026-13-01 and
# 2026-3-6, so that the format seems to be checked. ajv-formats 3.0.1 and @cfworker/json-schema 4.1.6 refuse them all.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > made
npm install --no-audit --no-fund --silent 'is-my-json-valid@2.20.6' 'jsonschema@1.5.0' 'ajv@8.20.0' 'ajv-formats@3.0.1' '@cfworker/json-schema@4.1.6'
cat > ask.cjs <<'JS'
const assert = require('node:assert');
const { readFileSync } = require('node:fs');
const Ajv = require('ajv').default;
const addFormats = require('ajv-formats').default;
const { Validator } = require('@cfworker/json-schema');
const { Validator: Plain } = require('jsonschema');

const schema = { type: 'string', format: 'date' };
const ajv = new Ajv();
addFormats(ajv);
const ways = {
  'is-my-json-valid': require('is-my-json-valid')(schema),
  jsonschema: (day) => new Plain().validate(day, schema).valid,
  'ajv-formats': ajv.compile(schema),
  '@cfworker/json-schema': (day) => new Validator(schema, '2020-12').validate(day).valid,
};
const days = ['2026-03-06', '2024-02-29', '2026-02-29', '2026-02-30', '2026-04-31', '2026-13-01', '2026-3-6'];
const shape = [true, true, true, true, true, false, false];
const calendar = [true, true, false, false, false, false, false];
const wanted = { 'is-my-json-valid': shape, jsonschema: shape, 'ajv-formats': calendar, '@cfworker/json-schema': calendar };
for (const [name, way] of Object.entries(ways)) {
  const { version } = JSON.parse(readFileSync(`node_modules/${name}/package.json`));
  const said = days.map((day) => Boolean(way(day)));
  console.log(name, version, days.filter((_, place) => said[place]).join(' '));
  assert.deepStrictEqual(said, wanted[name]);
}
JS
node ask.cjs
