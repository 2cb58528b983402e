"""This checkout beside an earlier commit: the same cases, in turns, in one run.

    python benchmarks/against.py                    against the commit that docs/reference/speed.md names
    python benchmarks/against.py --commit HEAD~3    against another one
    python benchmarks/against.py --cases 500        with fewer cases
    python benchmarks/against.py --rounds 3 "audit 1000" "audit 200000 shuffled"    audits of so many cases
    python benchmarks/against.py --clock "audit 200000"    by the clock, on a machine with nothing else to do

Each side lives in a process of its own with the interpreter of this one. They are asked in turns, so that
what else the machine does falls on both; told are the medians of the rounds and of their ratios, in processor
time of all threads unless the clock is asked for. What an audit learns of the guideline it has learnt before.
The cases are those of the log of the audit benchmark with eight events or more, as they come.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from audit import AS_OF, log_of, shuffled, table_of

import gaf_rules as gaf

__all__ = ["main"]

_ROOT = Path(__file__).resolve().parents[1]
COMMIT = "0f154aa"
_PATHS = ("from_dict", "assess", "to_dict", "json to json")

# What each side runs: it reads the cases, then answers each line of its input with the seconds of one round.
_SIDE = """
import json, sys
from time import {timer} as now
from datetime import date
import gaf_rules as gaf
held = json.load(open(sys.argv[1], encoding="utf-8"))
docs = [(one["case"], date.fromisoformat(one["as_of"])) for one in held]
def fresh():
    return [(json.loads(json.dumps(doc)), day) for doc, day in docs]
def from_dict():
    for doc, day in docs:
        gaf.Case.from_dict(doc)
cases = [(gaf.Case.from_dict(doc), day) for doc, day in docs]
def assess():
    for case, day in cases:
        gaf.assess(case, as_of=day)
def prepared():
    return [gaf.assess(case, as_of=day) for case, day in cases]
def to_dict(answers):
    for answer in answers:
        answer.to_dict()
def through():
    for doc, day in docs:
        gaf.assess(gaf.Case.from_dict(doc), as_of=day).to_dict()
tables = {}
def audit(name):
    import polars as pl
    if name not in tables:
        tables[name] = [pl.read_ipc(f"{sys.argv[1]}.{name}.{part}") for part in ("events", "cases")]
        gaf.audit(*tables[name], as_of=date.fromisoformat(sys.argv[2]))
    start = now()
    gaf.audit(*tables[name], as_of=date.fromisoformat(sys.argv[2]))
    return (now() - start) * len(docs) / len(tables[name][1])
ways = {"from_dict": from_dict, "assess": assess, "json to json": through}
print("ready", flush=True)
for line in sys.stdin:
    name = line.strip()
    if name.startswith("audit"):
        took = audit(name)
    elif name == "to_dict":
        answers = prepared()
        start = now(); to_dict(answers); took = now() - start
    else:
        start = now(); ways[name](); took = now() - start
    print(took / len(docs), flush=True)
"""


class _Side:
    def __init__(self, root: Path, cases: Path, timer: str) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", _SIDE.replace("{timer}", timer), str(cases), AS_OF.isoformat()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=root,
            env={"PYTHONPATH": str(root), "PYTHONHASHSEED": "0", "PATH": "/usr/bin:/bin"},
        )
        self._line()

    def _line(self) -> str:
        return "" if self.process.stdout is None else self.process.stdout.readline()

    def ask(self, name: str) -> float:
        """The seconds a case of one round."""
        if self.process.stdin is not None:
            self.process.stdin.write(name + "\n")
            self.process.stdin.flush()
        return float(self._line())


def _documents(count: int) -> list[dict[str, object]]:
    """Cases as documents, the same for both sides."""
    events, parties = (table_of(part, "polars") for part in log_of(4 * count))
    found: list[dict[str, object]] = []
    for number in range(4 * count):
        case = gaf.case_from(events, parties, number)
        if len(case.events) >= 8:  # noqa: PLR2004 - what an ordinary case has by the time it is judged
            found.append({"case": case.to_dict(), "as_of": AS_OF.isoformat()})
        if len(found) == count:
            break
    return found


def _tables(name: str, beside: Path) -> None:
    """The log of so many cases, the same for both sides; the name says how many, and whether shuffled."""
    _, count, *order = name.split()
    events, parties = (table_of(part, "polars") for part in log_of(int(count)))
    (shuffled(events, "polars") if order else events).write_ipc(f"{beside}.{name}.events")
    parties.write_ipc(f"{beside}.{name}.cases")


def main() -> None:
    """Print the medians of both sides and of their ratios."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--commit", default=COMMIT)
    options.add_argument("--cases", type=int, default=1000)
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument(
        "--clock", dest="timer", action="store_const", const="perf_counter", default="process_time"
    )
    options.add_argument("paths", nargs="*", default=_PATHS)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        before = Path(folder) / "before"
        git = ["git", "-C", str(_ROOT), "worktree"]
        subprocess.run([*git, "add", "-q", "--detach", str(before), chosen.commit], check=True)  # noqa: S603 - our own
        try:
            cases = Path(folder) / "cases.json"
            held = _documents(chosen.cases)
            cases.write_text(json.dumps(held, ensure_ascii=False), "utf-8")
            for path in chosen.paths:
                if path.startswith("audit"):
                    _tables(path, cases)
            events = statistics.mean(len(one["case"]["events"]) for one in held)  # type: ignore[index]  # a document
            print(f"{len(held)} cases of {events:.1f} events, against {chosen.commit}")
            sides = [_Side(root, cases, chosen.timer) for root in (before, _ROOT)]
            for name in chosen.paths:
                rounds = [[side.ask(name) for side in sides] for _ in range(chosen.rounds)]
                old, new = (statistics.median(column) * 1e6 for column in zip(*rounds, strict=True))
                ratio = statistics.median(one / two for one, two in rounds)
                print(f"{name:22}{old:9.1f} us {new:9.1f} us {ratio:7.2f} x", flush=True)
            for side in sides:
                side.process.kill()
                side.process.wait()
        finally:
            subprocess.run([*git, "remove", "--force", str(before)], check=True)  # noqa: S603 - our own


if __name__ == "__main__":
    main()
