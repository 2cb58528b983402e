"""Prints what `gaf-rules assess` says of every example case on one day, in Chinese and English."""

from __future__ import annotations

import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent

# The case, and the day for which it is asked.
EXAMPLES = (
    ("filed-in-time.json", "2026-05-08"),
    ("feedback-in-spring-festival.json", "2026-02-25"),
    ("supplement-one-day-late.json", "2026-03-11"),
    ("change-on-the-tenth-day.json", "2026-06-02"),
    ("deregistration-overdue.json", "2026-09-17"),
)


def run() -> int:
    """Prints the assessments.

    Returns:
        0; the status of the first assessment that failed; 2 if a case has no day in the table; 3 if
        the library is not installed.
    """
    try:
        from gaf_rules.cli import main  # noqa: PLC0415 - a missing library is worth a sentence
    except ImportError as error:
        print(f"gaf_rules is not installed here ({error}): run `make demo`", file=sys.stderr)
        return 3

    listed = {name for name, _ in EXAMPLES}
    for stranger in sorted({path.name for path in FOLDER.glob("*.json")} - listed):
        print(f"{stranger} has no day in EXAMPLES of {Path(__file__).name}", file=sys.stderr)
        return 2
    for name, as_of in EXAMPLES:
        for lang in ("zh", "en"):
            options = ["--as-of", as_of, "--lang", lang]
            print("$ gaf-rules assess", f"examples/{name}", *options, flush=True)
            status = main(["assess", str(FOLDER / name), *options])
            print(flush=True)
            if status:
                return status
    return 0


if __name__ == "__main__":
    sys.exit(run())
