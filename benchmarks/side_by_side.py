"""Ours and the other libraries, side by side: one command for every figure of the page.

    python benchmarks/side_by_side.py                     every question; writes page, picture, results
    python benchmarks/side_by_side.py one_deadline …      some questions; prints, and writes nothing
    python benchmarks/side_by_side.py --page              the page anew from the results that are kept

A library that is not installed is left out and said to be.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import asdict
from growth import Curve, curves, draw
from measure import side_by_side
from page import PEERS, PICTURE, page, peers, time_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from measure import Both, Question, Spread, Timing

__all__ = ["main"]

_HERE = Path(__file__).resolve().parent
_RESULTS = _HERE / "results.json"
_DOCS = _HERE.parent / "docs"
_PAGES = (
    (_DOCS / "zh" / "reference" / "benchmarks.md", 0),
    (_DOCS / "reference" / "benchmarks.md", 1),
)
_READMES = ((_HERE.parent / "README.zh.md", 0), (_HERE.parent / "README.md", 1))
_MODULES = (
    "one_deadline",
    "million_dates",
    "one_case",
    "one_decision",
    "explanations",
    "fresh_process",
    "log_job",
)
_CASES = 1_000_000
_PATIENCE = "1200"
"""Seconds for the log of a million cases; what is not done by then counts as not measured."""


def _questions(keys: list[str]) -> Iterator[Question]:
    for name in _MODULES:
        if keys and not any(key.startswith(name.split("_", maxsplit=1)[0]) for key in keys):
            continue
        module = import_module(name)
        made = module.questions() if hasattr(module, "questions") else (module.question(),)
        yield from (one for one in made if not keys or one.key in keys)


def _pair(text: Both) -> tuple[str, str]:
    return text.zh, text.en


def _three(spread: Spread) -> tuple[float, ...]:
    return tuple(float(f"{value:.4g}") for value in (spread.low, spread.mid, spread.high))


def _row(timing: Timing) -> dict[str, Any]:
    way = timing.way
    return {
        "name": way.name,
        "limit": way.limit,
        "remark": None if way.remark is None else _pair(way.remark),
        "agreement": None if way.agreement is None else asdict(way.agreement),
        "seconds": _three(timing.seconds),
        "ratio": _three(timing.ratio),
    }


def _shown(row: dict[str, Any]) -> str:
    found = row["agreement"]
    same = (
        "" if found is None else f"{found['other']} of {found['asked'] - found['refused']} differ"
    )
    low, ratio, high = row["ratio"]
    took = time_text(row["seconds"][1])
    return f"  {row['name']:52}{took:>9}  {ratio:9.3g} ({low:.3g} - {high:.3g})  {same}"


def _asked(question: Question, rounds: int) -> dict[str, Any]:
    """Time one question, print it, and give it as plain data."""
    print(f"\n{question.title.en} ({question.title.zh})", flush=True)
    timings = side_by_side(question.ways, rounds=min(rounds, question.rounds or rounds))
    rows = [_row(timing) for timing in timings]
    for row in rows:
        print(_shown(row))
    for name, why in question.left_out:
        print(f"  {name} is left out: {why}")
    return {
        "key": question.key,
        "title": _pair(question.title),
        "about": _pair(question.about),
        "unit": _pair(question.unit),
        "left_out": question.left_out,
        "rows": rows,
    }


def _cpu() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text("utf-8")
    except OSError:
        return platform.processor() or platform.machine()
    found = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return found[1] if found else platform.machine()


def _audit() -> dict[str, float]:
    """The figures of the log of a million cases, from its own script; empty where there is no audit."""
    script = _HERE / "audit.py"
    try:
        import_module("gaf_rules.auditing")
    except ImportError:
        return {}
    if not script.exists():
        return {}
    told = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, str(script), str(_CASES), "polars"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    print(told)
    found: dict[str, float] = {}
    for order in ("grouped", "shuffled"):
        line = re.search(
            rf"polars\s+{order}\s+integer.*?([\d,]+)/s.*?grown by\s*<?\s*([\d.]+)", told
        )
        if line:
            found[order] = float(line[1].replace(",", ""))
            found["memory"] = max(found.get("memory", 0), float(line[2]))
    texts = re.search(r"polars\s+shuffled\s+text.*?([\d,]+)/s", told)
    if texts:
        found["text"] = float(texts[1].replace(",", ""))
    return found


def _write_pages() -> None:
    results = json.loads(_RESULTS.read_text("utf-8"))
    made = tuple(Curve.from_dict(curve) for curve in results["curves"])
    for path, lang in _PAGES:
        path.write_text(page(results, lang), "utf-8")
        try:
            draw(made, path.with_name(PICTURE), lang)
        except ImportError as error:
            print(f"the picture is not drawn anew: {error}")
    for path, lang in _READMES:
        before, _, rest = path.read_text("utf-8").partition(PEERS[0])
        path.write_text(before + peers(results, lang) + rest.partition(PEERS[1])[2], "utf-8")


_AUDIT = "audit"


def _kept(made: list[dict[str, Any]], audit: dict[str, float]) -> None:
    """Put the answers to some questions in the place of those kept, and write the pages anew."""
    results = json.loads(_RESULTS.read_text("utf-8"))
    new = {question["key"]: question for question in made}
    results["questions"] = [new.get(old["key"], old) for old in results["questions"]]
    results["audit"] |= audit
    _RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")
    _write_pages()


def _everything(rounds: int) -> None:
    load = os.getloadavg()[0]
    made = [_asked(question, rounds) for question in _questions([])]
    print("\nGrowth", flush=True)
    grown, _ = curves()
    for curve in grown:
        size, took = curve.points[-1]
        print(f"  {curve.name:40} to {size:>10,}: {time_text(took):>8}, n^{curve.exponent:.2f}")
    results = {
        "date": datetime.now(UTC).date().isoformat(),
        "rounds": rounds,
        "machine": {
            "cpu": _cpu(),
            "cores": os.cpu_count(),
            "python": f"Python {platform.python_version()}",
            "load": round(load, 1),
        },
        "questions": made,
        "audit": _audit(),
        "curves": [curve.to_dict() for curve in grown],
    }
    _RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")
    _write_pages()
    print(
        "\nwritten: benchmarks/results.json, docs/reference/benchmarks.md, docs/zh/reference/benchmarks.md, "
        "the tables of README.md and README.zh.md"
    )


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("questions", nargs="*", help="keys of questions, or audit; all by default")
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument(
        "--keep",
        action="store_true",
        help="keep the figures of these questions, the others as they were",
    )
    parser.add_argument("--page", action="store_true", help="the page anew from the kept results")
    asked = parser.parse_args()
    if asked.page:
        _write_pages()
    elif asked.questions:
        keys = [key for key in asked.questions if key != _AUDIT]
        made = [_asked(question, asked.rounds) for question in (_questions(keys) if keys else ())]
        audit = _audit() if _AUDIT in asked.questions else {}
        if asked.keep:
            _kept(made, audit)
    else:
        _everything(asked.rounds)


if __name__ == "__main__":
    main()
