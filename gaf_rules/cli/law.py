"""``gaf-rules law``: which rows stand on which clause, and how another edition of the text differs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from gaf_rules.cli.declared import Command
from gaf_rules.cli.files import read_text
from gaf_rules.cli.output import print_json, print_text
from gaf_rules.guidelines.hainan import HAINAN
from gaf_rules.law import coverage, drift
from gaf_rules.law.citations import citations_in
from gaf_rules.report.layout import WIDTH, clean, columns, wrap
from gaf_rules.report.words import Words
from gaf_rules.values.errors import GafRulesError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from gaf_rules.law import Citation, CoverageReport, Drift

__all__ = ["COMMANDS"]

_STATUS = {
    "same": ("未变", "same"),
    "changed": ("有改动", "changed"),
    "moved": ("移了位置", "moved"),
    "gone": ("没有了", "gone"),
    "new": ("新增", "new"),
}


def _coverage(options: argparse.Namespace) -> int:
    """Prints the table of clauses."""
    found = coverage(HAINAN, () if options.tests is None else _citations(options.tests))
    if options.json:
        print_json(found.to_dict())
    else:
        lines = _coverage_lines(found, Words(options.lang), tests=options.tests is not None)
        print_text("\n".join(lines))
    return 1 if options.strict and not found.complete else 0


def _citations(name: str) -> tuple[Citation, ...]:
    folder = Path(name)
    if not folder.is_dir():
        raise GafRulesError(zh=f"{name}：没有这个目录", en=f"{name}: there is no such folder")
    return citations_in(folder, HAINAN)


def _coverage_lines(found: CoverageReport, words: Words, *, tests: bool) -> Iterator[str]:
    rows = [
        [
            clause.clause,
            words.say(f"测试 {len(clause.tests)}", f"{len(clause.tests)} tests") if tests else "",
            "; ".join(str(row) for row in clause.rows) or (clause.reason or "–"),
        ]
        for clause in found.clauses
        if clause.norm or clause.rows
    ]
    for block in columns(
        rows if tests else [[row[0], row[2]] for row in rows], (7, 10)[: 1 + tests], WIDTH
    ):
        yield from block
    norms = [clause for clause in found.clauses if clause.norm]
    decided = sum(bool(clause.rows) for clause in norms)
    reasons = sum(bool(clause.reason) and not clause.rows for clause in norms)
    yield ""
    yield words.say(
        f"条款 {len(found.clauses)}，其中规范性条款 {len(norms)}："
        f"有规则 {decided}，说明理由而不设规则 {reasons}，遗漏 {len(found.uncovered)}",
        f"{len(found.clauses)} clauses, {len(norms)} of them norms: "
        f"{decided} with rows, {reasons} without for a reason given, {len(found.uncovered)} uncovered",
    )
    for name in found.uncovered:
        yield words.say(f"遗漏：{name}", f"uncovered: {name}")
    if tests:
        names = words.join(found.untested) or words.say("没有", "none")
        yield words.say(f"没有测试引用的：{names}", f"cited by no test: {names}")
    for citation in found.unknown:
        yield words.say(f"没有这一条：{citation}", f"no such clause: {citation}")


def _drift(options: argparse.Namespace) -> int:
    """Prints what became of each clause."""
    options.source = options.text
    found = drift(HAINAN, read_text(options.text))
    if options.json:
        print_json(found.to_dict())
    else:
        print_text("\n".join(_drift_lines(found, Words(options.lang))))
    return 1 if options.strict and not found.identical else 0


def _drift_lines(found: Drift, words: Words) -> Iterator[str]:
    def indented(text: str) -> list[str]:
        return [f"    {line}" for line in wrap(clean(text), WIDTH - 4)]

    counts = [f"{words.say(*_STATUS[name])} {number}" for name, number in found.counts().items()]
    yield words.join(counts)
    for clause in found.clauses:
        if clause.status == "same":
            continue
        place = (
            ""
            if clause.line is None
            else words.say(f"（第 {clause.line} 行）", f" (line {clause.line})")
        )
        yield f"{clause.clause} {words.say(*_STATUS[clause.status])}{place}"
        yield from indented(clause.text) if clause.text else ()
        rows = "; ".join(str(row) for row in clause.rows)
        if rows:
            yield from indented(words.say(f"须看规则：{rows}", f"rows to look at: {rows}"))
    for new in found.new:
        after = new.after or words.say("开头", "the beginning")
        yield words.say(
            f"新增（{after} 之后，第 {new.line} 行）", f"new (after {after}, line {new.line})"
        )
        yield from indented(new.text)


COMMANDS: Final = {"law coverage": Command(_coverage), "law drift": Command(_drift)}
"""Name to command."""
