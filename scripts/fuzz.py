"""Gives each door of the library what a coverage-guided fuzzer thinks of; ends with 1 if something is found.

Run it from the checkout, with the library and the extra ``fuzz`` installed::

    python scripts/fuzz.py                       every door, 20,000 inputs each
    python scripts/fuzz.py case --runs 1000000   one door, longer

It begins with the files of ``tests/fuzz/corpus`` and keeps those that lead further in ``build/fuzz``, from
where the next run goes on. What lets something foreign out is written to ``build/fuzz/found``.
"""  # noqa: INP001 - a script, no package

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "support"))

_KEPT = ROOT / "build" / "fuzz"
_MOST_BYTES = 4_096
_SECONDS = 30


def _fuzz(door: str, runs: int) -> None:
    """One door, in this process, which it ends."""
    import atheris  # noqa: PLC0415 - needed where something is fuzzed

    with atheris.instrument_imports(include=["gaf_rules"]):
        from fuzzed import CORPUS, DOORS  # noqa: PLC0415 - loads the library, watched

    kept, found = _KEPT / door, _KEPT / "found"
    for folder in (kept, found):
        folder.mkdir(parents=True, exist_ok=True)
    options = (
        *(f"-runs={runs}", f"-max_len={_MOST_BYTES}", f"-timeout={_SECONDS}", "-seed=2026"),
        *(f"-artifact_prefix={found}/{door}-", "-verbosity=0", "-print_final_stats=1"),
    )
    atheris.Setup([sys.argv[0], *options, str(kept), str(CORPUS / door)], DOORS[door])
    atheris.Fuzz()


def _doors() -> list[str]:
    return sorted(path.name for path in (ROOT / "tests" / "fuzz" / "corpus").iterdir())


def main() -> None:
    """The doors that are asked for, each in a process of its own."""
    asked = argparse.ArgumentParser(description="Coverage-guided fuzzing of what takes input.")
    asked.add_argument("door", nargs="?", choices=_doors(), help="all of them by default")
    asked.add_argument("--runs", type=int, default=20_000, help="inputs for each door")
    asked.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.here:
        _fuzz(given.door, given.runs)
        return
    wrong = []
    for door in [given.door] if given.door else _doors():
        words = [sys.executable, __file__, door, "--runs", str(given.runs), "--here"]
        done = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603 - our own script
        said = done.stdout + done.stderr
        ran = [line.split()[-1] for line in said.splitlines() if "number_of_executed_units" in line]
        told = "FOUND" if done.returncode else "nothing found"
        print(f"{door}: {' '.join(ran) or 'no'} inputs, {told}")  # noqa: T201 - a script tells
        if done.returncode:
            wrong.append(door)
            print(said[-4000:], file=sys.stderr)  # noqa: T201 - likewise
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
