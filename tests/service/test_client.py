"""A client in TypeScript, made from the description: it compiles, and it gets what it asks for."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from served import served
from stored import assessments

from gaf_rules.service.openapi import openapi

if TYPE_CHECKING:
    from pathlib import Path

_PACKAGE = {
    "name": "client",
    "private": True,
    "type": "module",
    "dependencies": {"openapi-fetch": "0.17.0"},
    "devDependencies": {
        "openapi-typescript": "7.13.0",
        "typescript": "5.8.3",
        "@types/node": "20.19.9",
    },
}
_SETTINGS = {
    "compilerOptions": {
        "strict": True,
        "target": "es2022",
        "module": "nodenext",
        "moduleResolution": "nodenext",
        "skipLibCheck": False,
        "exactOptionalPropertyTypes": True,
        "noUncheckedIndexedAccess": True,
    },
    "files": ["client.ts", "case.ts"],
}
_CLIENT = """
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";
import { stored } from "./case.js";

type Case = components["schemas"]["Case"];
const client = createClient<paths>({ baseUrl: process.argv[2]! });
const asked: Case = stored;
const query = { as_of: process.argv[3]! };

const { data, error } = await client.POST("/assess", { params: { query }, body: asked });
if (error) throw new Error(error.detail);
const lapsed: string[] = data.duties.filter((d) => d.status === "lapsed").map((d) => d.clause);

const spoilt: Case = { ...asked, events: [{ type: "app_launched", on: "2026-02-30" }] };
const refused = await client.POST("/assess", { params: { query }, body: spoilt });
const codes: string[] = refused.error?.problems.map((p) => p.code) ?? [];

// @ts-expect-error: there is no such event
const wrong: Case = { ...asked, events: [{ type: "app_lauched", on: "2026-03-09" }] };
// @ts-expect-error: an event of this type has no such field
const further: Case = { ...asked, events: [{ type: "app_launched", on: "2026-03-09", by: "sponsor" }] };
// @ts-expect-error: there is no such parameter
await client.GET("/deadline", { params: { query: { clause: "2.4.4c", day: "2026-02-18" } } });

console.log(JSON.stringify({ lapsed, codes, status: refused.response.status, case: data.case }));
"""


@pytest.mark.deep
@pytest.mark.skipif(shutil.which("npm") is None, reason="there is no npm")
def test_a_client_made_from_the_description(tmp_path: Path) -> None:
    found = assessments()["C22"]
    case = json.dumps(found.basis.case.to_dict(), ensure_ascii=False)
    files = {
        "package.json": json.dumps(_PACKAGE),
        "tsconfig.json": json.dumps(_SETTINGS),
        "openapi.json": json.dumps(openapi(), ensure_ascii=False),
        "case.ts": 'import type { components } from "./api.js";\n'
        f'export const stored: components["schemas"]["Case"] = {case};\n',
        "client.ts": _CLIENT,
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    for words in (
        ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"],
        ["npx", "--no-install", "openapi-typescript", "openapi.json", "-o", "api.d.ts"],
        ["npx", "--no-install", "tsc"],
    ):
        run = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout + run.stderr
    with served() as address:
        words = ["node", "client.js", address, str(found.as_of)]
        run = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == {
        "lapsed": [duty.clause for duty in found.duties if duty.status == "lapsed"],
        "codes": ["no_such_day"],
        "status": 422,
        "case": found.case,
    }
