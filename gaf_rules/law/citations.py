"""Which clauses the tests cite: worked cases by what they expect, test modules by what they name."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from gaf_rules.evaluate.scoping import scope
from gaf_rules.law.coverage import Citation
from gaf_rules.log.case import App, Sponsor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from gaf_rules.language.guideline import Guideline

__all__ = ["citations_in"]

# In a module every quoted clause counts, and elsewhere (comments, docstrings) what can be nothing
# else: numbers that end in a letter. "1.2f}" is a number format.
_QUOTED = re.compile(r"""["']([0-9]+(?:\.[0-9]+)+[a-z]?|[AT][0-9]+)["']""")
_BARE = re.compile(r"(?<![\w.%-])([1-9][0-9]?(?:\.[0-9]+){1,2}[a-z])(?![\w}])")
_TEST = re.compile(r"\s*(?:async )?def (test_\w+)")
_NOT_ONE = "no such clause"
"""A line with these words names a clause that does not exist, and means to."""


def citations_in(
    root: Path, guideline: Guideline, *, others: Iterable[Guideline] = ()
) -> tuple[Citation, ...]:
    """The clauses of a guideline that the tests under a folder cite.

    Arguments:
        root: the folder; every ``test_*.py`` and every ``*.json`` with an ``expect`` in it is read.
        guideline: whose clauses are looked for.
        others: further guidelines whose clauses the tests may cite; those are left out.

    Returns:
        each citation with its place relative to the folder. A test module cites a clause where it names
        one. A worked case cites the clauses behind what it expects (duties, findings, forms, materials,
        questions, stages, route, scope) and behind the questions that it answers. What looks like a
        clause and is in none of the guidelines is returned too, for the coverage to report.

    >>> import gaf_rules as gaf
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "test_a.py").write_text('"2.4.2a"', "utf-8")
    ...     [str(cited) for cited in citations_in(Path(folder), gaf.HAINAN)]
    ['2.4.2a (test_a.py)']
    """
    books = [other.clauses for other in others]
    found: dict[Citation, None] = {}
    for path in sorted(root.rglob("*")):
        where = path.relative_to(root).as_posix()
        if path.suffix == ".json":
            cited = _in_case(path.read_text("utf-8"), where, guideline)
        elif path.suffix == ".py" and path.name.startswith("test_"):
            cited = _in_module(path.read_text("utf-8"), where, guideline)
        else:
            continue
        for citation in cited:
            foreign = any(citation.clause in book for book in books)
            if citation.clause in guideline.clauses or not foreign:
                found[citation] = None
    return tuple(found)


def _in_module(text: str, where: str, guideline: Guideline) -> Iterator[Citation]:
    place = where
    for line in text.splitlines():
        test = _TEST.match(line)
        if test is not None:
            place = f"{where}::{test[1]}"
        elif line and not line[0].isspace() and not line.startswith((")", "]", "}", '"""')):
            place = where  # decorators and module code stand before or outside a test
        if _NOT_ONE in line:
            continue
        for word in {*_QUOTED.findall(line), *_BARE.findall(line)}:
            # Version numbers and decimals look like clauses without a letter.
            if word in guideline.clauses or _BARE.fullmatch(word):
                yield Citation(clause=word, where=place)


def _in_case(text: str, where: str, guideline: Guideline) -> Iterator[Citation]:
    document = json.loads(text)
    expect = document.get("expect") if isinstance(document, dict) else None
    if not isinstance(expect, dict) or "error" in expect:
        return
    words = [*_named(expect), *_answered(document.get("events", ()))]
    clauses = [clause for word in words for clause in _clauses_of(word, guideline)]
    clauses += _of_stages(expect.get("stages", {}), guideline)
    clauses += _of_route(expect.get("route"), guideline)
    if "in_scope" in expect:
        app, sponsor = App(**document["app"]), Sponsor(**document["sponsor"])
        clauses += scope(app, sponsor, guideline=guideline).clauses
    yield from (Citation(clause=clause, where=where) for clause in clauses)


def _named(expect: dict[str, Any]) -> Iterator[str]:
    """Clauses, codes, forms and materials that a worked case expects; what it rules out cites nothing."""
    for key in ("duties", "findings"):
        for row in expect.get(key, ()):
            if isinstance(row, str):
                yield row
                continue
            yield from (
                str(row[name]) for name in ("clause", "code", "consequence") if row.get(name)
            )
            yield from row.get("items", ())
    yield from expect.get("forms", ())
    yield from expect.get("questions", ())


def _answered(events: Iterable[Any]) -> Iterator[str]:
    for event in events:
        if isinstance(event, dict) and isinstance(event.get("question"), str):
            yield event["question"]


def _clauses_of(word: str, guideline: Guideline) -> list[str]:
    """The clauses behind a code of a finding or a piece of material; a clause stands for itself."""
    behind = [
        clause
        for row in guideline.findings
        if row.code == word
        for clause in (row.clause, *row.clauses.values())
    ]
    behind += [row.clause or "" for row in guideline.scope if row.code == word]
    behind += [row.clause for row in guideline.materials if row.material == word]
    if behind:
        return [clause for clause in dict.fromkeys(behind) if clause]
    return [word] if word in guideline.clauses or _BARE.fullmatch(word) else []


def _of_stages(stages: dict[str, str], guideline: Guideline) -> list[str]:
    """The clauses of the rows that lead into an expected stage."""
    reached = {
        (row.procedure, row.name)
        for row in guideline.states
        if stages.get(row.procedure) == row.stage
    }
    leads = [(row.enters, row.clauses) for row in guideline.transitions]
    leads += [(row.enters, row.clauses) for row in guideline.lapses]
    return [clause for states, clauses in leads if reached & {*states} for clause in clauses]


def _of_route(path: list[str] | None, guideline: Guideline) -> list[str]:
    """The clauses of the rows that give an expected way up."""
    if path is None:
        return []
    return [c for row in guideline.routes if row.path == tuple(path) for c in row.clauses]
