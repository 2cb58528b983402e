#!/usr/bin/env bash
# griffe compares two versions of a package and names what breaks callers; of a dataclass it knows the constructor.
# Expected: a field without a default that is added to a class of attrs, or to a NamedTuple, breaks whoever makes one, as it does for
# a dataclass, and is named.
# Seen in griffelib 2.4.1: it is named for the dataclass only. The constructors of the others have no parameters for griffe, so that
# no change of them (added, gone, renamed, another default) is a breaking change.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'griffelib==2.4.1' 'attrs==26.1.0'
cd "$work"
env/bin/python - <<'PY'
from importlib.metadata import version
from pathlib import Path

import griffe

KINDS = {
    "dataclass": ("from dataclasses import dataclass\n\n\n@dataclass\nclass A:\n", "A(x=1)"),
    "attrs": ("from attrs import define\n\n\n@define\nclass A:\n", "A(x=1)"),
    "NamedTuple": ("from typing import NamedTuple\n\n\nclass A(NamedTuple):\n", "A(x=1)"),
}
print("griffelib", version("griffelib"), "attrs", version("attrs"))
seen = {}
for kind, (head, call) in KINDS.items():
    loaded = []
    for name, fields in (("old", "    x: int\n"), ("new", "    x: int\n    y: int\n")):
        folder = Path(kind, name)
        folder.mkdir(parents=True)
        (folder / "subject.py").write_text(head + fields)
        loaded.append(griffe.load("subject", search_paths=[folder], try_relative_path=False))
        space: dict[str, object] = {"__name__": "subject"}
        exec(head + fields, space)
        try:
            eval(call, space)
            works = True
        except TypeError:
            works = False
        assert works == (name == "old"), (kind, name)
    seen[kind] = [breakage.kind.value for breakage in griffe.find_breaking_changes(*loaded)]
print(seen)
assert seen == {"dataclass": ["Parameter was added as required"], "attrs": [], "NamedTuple": []}, seen
PY
