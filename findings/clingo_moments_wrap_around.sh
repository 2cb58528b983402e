#!/usr/bin/env bash
# Rules in answer set programming, clingo: a paper came at 1773014400000 (9 March 2026 in milliseconds, as JavaScript, Parquet and most logs
# count), its last moment is 1773878400000, ten days later; what came after the last moment is late.
# Expected: these numbers, or an error for what is too large.
# Seen in clingo 5.8.0: integers have 32 bits, and a larger one in a program is taken without its upper bits, without a word: the first is
# -807093248, the second 56906752. What came nine days late is late, what came thirty days late is not; two times 2,000,000,000 are
# -294967296. The guide to the language gives integers no size.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'clingo==5.8.0'
cd "$work"
"$work/env/bin/python" - <<'PY'
from importlib.metadata import version

import clingo

print("clingo", version("clingo"))
messages = []


def answer(program):
    found = []
    control = clingo.Control(logger=lambda code, text: messages.append(text))
    control.add("base", [], program)
    control.ground([("base", [])])
    control.solve(on_model=lambda model: found.extend(map(str, model.symbols(shown=True))))
    return sorted(found)


LATE = "late :- came(C), last(L), C > L. #show late/0. #show came/1. #show last/1."
DAY = 86_400_000
due = 1_773_878_400_000
seen = {days: answer(f"came({due + days * DAY}). last({due}). {LATE}") for days in (0, 9, 30)}
for days, found in seen.items():
    print(days, "days after the last moment:", found)
first = answer("came(1773014400000). last(9999999999). #show came/1. #show last/1.")
total = answer("total(S) :- S = #sum { 2000000000,a ; 2000000000,b }.")
print(first, total, messages)
assert {days: "late" in found for days, found in seen.items()} == {0: False, 9: True, 30: False}, seen
assert first == ["came(-807093248)", "last(1410065407)"] and total == ["total(-294967296)"], (first, total)
assert seen[0] == ["came(56906752)", "last(56906752)"] and not messages, (seen, messages)
PY
