"""Writes the files that were read through by eye: explanations, diary entries and pictures of five cases.

Run it from the checkout, with the library installed, after a change that is meant to alter them; read the
difference before it is committed::

    python scripts/golden_files.py

The files are under ``tests/golden``. A test makes them again and compares.
"""  # noqa: INP001 - a script, no package

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import gaf_rules as gaf

if TYPE_CHECKING:
    from collections.abc import Iterator

_TESTS: Final = Path(__file__).resolve().parent.parent / "tests"
FOLDER: Final = _TESTS / "golden"
CASES: Final = ("C22", "C11", "C31", "C65", "H101")
"""A lapse over Spring Festival, a return, a late change, a deregistration, the end of the calendar."""


def assessed(name: str) -> gaf.Assessment:
    """The worked case of that name, as it is assessed there."""
    held = json.loads((_TESTS / "cases" / f"{name}.json").read_text(encoding="utf-8"))
    case = {key: value for key, value in held.items() if key in _FIELDS}
    return gaf.assess(
        gaf.Case.from_dict(case),
        as_of=date.fromisoformat(held["as_of"]),
        readings=gaf.Readings.from_dict(held.get("readings", {})),
        # Fixed, so that next year's notice changes nothing here.
        calendar=gaf.CHINA.as_known_on(date(2026, 11, 1)),
    )


_FIELDS: Final = ("schema", "id", "title", "app", "sponsor", "events")


def files() -> Iterator[tuple[Path, bytes]]:
    """Every golden file with what belongs into it."""
    for name in CASES:
        found = assessed(name)
        yield (
            FOLDER / "ics" / f"{name}.ics",
            gaf.to_ics(found, include_met=True).replace(b"\r\n", b"\n"),
        )
        for lang in ("zh", "en"):
            told = f"{gaf.explain(found, lang)}\n".encode()
            yield FOLDER / "explanation" / f"{name}.{lang}.txt", told
            picture = gaf.timeline(found, lang=lang).to_svg().encode()
            yield FOLDER / "svg" / f"{name}.{lang}.svg", picture
    yield from _planned()


def _planned() -> Iterator[tuple[Path, bytes]]:
    """A plan for a launch after Spring Festival, of the case that had just applied."""
    case = assessed("C22").basis.case
    calendar = gaf.CHINA.as_known_on(date(2026, 11, 1))
    made = gaf.plan(case, launch_on=date(2026, 4, 30), as_of=date(2026, 1, 22), calendar=calendar)
    yield FOLDER / "ics" / "plan.ics", gaf.to_ics(made).replace(b"\r\n", b"\n")
    for lang in ("zh", "en"):
        yield FOLDER / "svg" / f"plan.{lang}.svg", gaf.timeline(made, lang=lang).to_svg().encode()


def main() -> None:
    """Write them all."""
    for path, content in files():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main()
