"""What a build of the library says of cases: one digest a line, for holding one build against another.

``python former.py CASES.jsonl`` with a build on the path; with the number of a line besides, what it says of
that one.
"""

from __future__ import annotations

import hashlib
import json
import sys
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gaf_rules as gaf

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["said"]


@lru_cache(maxsize=64)
def _calendar(known: str | None, overlay: str | None) -> gaf.WorkingCalendar:
    calendar = gaf.CHINA if known is None else gaf.CHINA.as_known_on(date.fromisoformat(known))
    if overlay is None:
        return calendar
    return calendar.with_overlay(gaf.Overlay.from_dict(json.loads(overlay)))


def said(asked: dict[str, Any]) -> str:
    """What this build says of a case on a day, whole; an error by its class and its words."""
    try:
        found = gaf.assess(
            gaf.Case.from_dict(asked["case"]),
            as_of=date.fromisoformat(asked["as_of"]),
            readings=gaf.Readings.from_dict(asked["readings"]),
            calendar=_calendar(asked["known"], asked["overlay"]),
        ).to_dict()
    except gaf.GafRulesError as error:
        return f"{type(error).__name__}: {error}"
    found["provenance"].pop("version")
    return json.dumps(found, ensure_ascii=False)


def _lines(path: str) -> Iterator[str]:
    with Path(path).open(encoding="utf-8") as file:
        yield from file


def main(path: str, line: str | None = None) -> None:
    """Print the digest of each line, or the whole of one."""
    if line is None:
        for each in _lines(path):
            text = said(json.loads(each))
            sys.stdout.write(hashlib.sha256(text.encode()).hexdigest() + "\n")
        return
    sys.stdout.write(
        said(json.loads(next(t for n, t in enumerate(_lines(path)) if n == int(line))))
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
