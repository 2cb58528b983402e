"""``gaf-rules verify``: a stored assessment or explanation held against what its case comes to now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gaf_rules.ask.explanation.tree import SCHEMA as EXPLANATION
from gaf_rules.ask.inboxes import SCHEMA as INBOX
from gaf_rules.ask.verification import verify
from gaf_rules.cli.declared import Command
from gaf_rules.cli.files import read_json
from gaf_rules.cli.options import calendar_of
from gaf_rules.cli.output import print_json, print_text
from gaf_rules.documents.fields import say
from gaf_rules.log.case import SCHEMA as CASE
from gaf_rules.log.case import Case
from gaf_rules.values.errors import CaseError
from gaf_rules.values.texts import counted

if TYPE_CHECKING:
    import argparse

    from gaf_rules.ask.verification import Verification

__all__ = ["COMMANDS"]


def _run(options: argparse.Namespace) -> int:
    """Prints the verdict."""
    calendar = calendar_of(options)
    options.source = options.file
    document: Any = read_json(options.file)
    kind = document.get("schema") if isinstance(document, dict) else None
    if kind == CASE:
        zh = "这是案件本身；请先给出所存的评估、解释或待办清单，其后才是 CASE.json"
        en = "this is the case itself; give the stored assessment, explanation or inbox first, then CASE.json"
        raise CaseError((say("wrong_schema", "$.schema", kind, zh, en),))
    if not options.cases and kind != EXPLANATION:
        zh = "这种文件不含案件：请在其后给出 CASE.json"
        en = "such a document does not carry its case: give CASE.json behind it"
        raise CaseError((say("missing", "CASE.json", None, zh, en),))
    cases = []
    for name in options.cases:
        options.source = name
        cases.append(Case.from_dict(read_json(name)))
    options.source = options.file
    if kind == INBOX:
        return _tell(verify(document, cases, calendar=calendar), options)
    if len(cases) > 1:
        zh = f"得到 {len(cases)} 个案件；只有待办清单出自几个案件"
        en = f"got {counted(len(cases), 'case')}; only an inbox is made of several"
        raise CaseError((say("wrong_argument", "CASE.json", options.cases, zh, en),))
    return _tell(verify(document, *cases, calendar=calendar), options)


def _tell(found: Verification, options: argparse.Namespace) -> int:
    """Prints what came of it; the exit status."""
    if options.json:
        print_json(found.to_dict())
    else:
        print_text(found.text(options.lang))
    return 0 if found.is_same else 1


COMMANDS: Final = {"verify": Command(_run)}
"""Name to command."""
