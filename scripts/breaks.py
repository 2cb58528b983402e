"""Tells what would break users since a release: of the names, and of the documents whose format is promised.

    python scripts/breaks.py            # since the last tag
    python scripts/breaks.py v0.1.0     # since that one

Exit status 1 if something breaks: then the release must be one that may (docs/reference/promise.md), and each
line has its file in ``changes/``. A document that breaks needs another number instead: ``gaf-case/2``.
"""  # noqa: INP001 - a script, no package

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import griffe
from public_names import FORMATS, NAMES, PROMISED

_ROOT: Final = Path(__file__).resolve().parent.parent
_GOES_IN: Final = PROMISED[0]


def of_names(old: str, new: str) -> list[str]:
    """What of the names written down breaks a call or an access that worked, a line each."""
    before, after = (
        griffe.visit("gaf_rules", filepath=NAMES.with_suffix(".py"), code=code)
        for code in (old, new)
    )
    found = []
    for each in griffe.find_breaking_changes(before, after):
        part = next((p.name for p in (each.old_value, each.new_value) if hasattr(p, "name")), "")
        found.append(f"{each.obj.path} {part}: {each.kind.value}")
    return sorted(found)


def of_formats(old: str, new: str) -> list[str]:
    """What breaks a document that was written, or the reader of one, a line each."""
    before, after = (_places(text) for text in (old, new))
    found = [f"{at}: gone" for at in before.keys() - after.keys()]
    for at, now in after.items():
        held = before.get(at)
        given = "!" in (held or ())
        if at.startswith(_GOES_IN):
            if "!" in now and not given and (held is not None or at.rpartition(".")[0] in before):
                found.append(f"{at}: now wanted")
            found += [
                f"{at}: {word} is no longer taken" for word in (held or set()) - now - {"!", "?"}
            ]
        elif held is not None:
            if given and "!" not in now:
                found.append(f"{at}: no longer always there")
            # Words may be added, kinds may not: whoever reads a day must not find a list.
            new_kinds = {fact for fact in now - held - {"!", "?"} if not fact.startswith('"')}
            found += [f"{at}: may now be {kind}" for kind in new_kinds]
    return sorted(found)


def _places(text: str) -> dict[str, set[str]]:
    lines = (line.split(" ") for line in text.splitlines())
    return {at: {*facts} for at, *facts in lines}


def _git(*arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 - arguments of our own
        ["git", *arguments],  # noqa: S607 - the git of the path
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def main(since: str | None) -> int:
    """Prints what breaks; 1 if anything does."""
    if since is None:
        tags = _git("tag", "--list", "v*", "--sort=-version:refname", "--merged").split()
        if not tags:
            print("nothing has been released yet: nothing can break")  # noqa: T201 - its job
            return 0
        since = tags[0]
    found = []
    for target, breaks in ((NAMES, of_names), (FORMATS, of_formats)):
        held = _git("show", f"{since}:{target.relative_to(_ROOT).as_posix()}")
        found += breaks(held, target.read_text("utf-8"))
    print(*(found or [f"nothing breaks since {since}"]), sep="\n")  # noqa: T201 - its job
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if sys.argv[1:] else None))
