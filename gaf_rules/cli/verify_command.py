"""``gaf-rules verify``: a stored assessment or explanation held against what its case comes to now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gaf_rules.ask.explanation.build import explain
from gaf_rules.ask.explanation.replayed import replayed
from gaf_rules.ask.explanation.tree import SCHEMA as EXPLANATION
from gaf_rules.ask.verification import Verification, compared, verify
from gaf_rules.cli.files import read_json
from gaf_rules.cli.options import add_calendar, add_common, calendar_of
from gaf_rules.cli.output import print_json, print_text
from gaf_rules.documents.fields import say
from gaf_rules.log.case import Case
from gaf_rules.values.errors import CaseError

if TYPE_CHECKING:
    import argparse

__all__ = ["register"]


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    command = commands.add_parser(
        "verify",
        help="核对存下的评估 hold a stored assessment against its case",
        description="把存下的评估与其案件重算的结果核对：哪里不同，为什么（指南、日历、版本，或文件被改动）；\n"
        "解释文件自带案件。一致时退出码为 0，不一致为 1\n"
        "Hold a stored assessment against what its case comes to: what differs, and why (guideline,\n"
        "calendar, version, or the file was altered); an explanation carries its case. Exit status 0\n"
        "if they are the same, 1 if not",
    )
    command.add_argument("file", metavar="FILE.json", help="gaf-assessment/1 · gaf-explanation/1")
    command.add_argument(
        "case", metavar="CASE.json", nargs="?", help="评估所据的案件 the case of an assessment"
    )
    add_calendar(command)
    add_common(command)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Prints the verdict."""
    calendar = calendar_of(options)
    options.source = options.file
    document: Any = read_json(options.file)
    if isinstance(document, dict) and document.get("schema") == EXPLANATION:
        again = replayed(document, calendar=calendar)  # an error says what is not as it was
        told = explain(again, document.get("lang", "")).to_dict()
        return _tell(compared(document, told), options)
    if options.case is None:
        zh = "评估文件不含案件：请在其后给出 CASE.json"
        en = "an assessment does not carry its case: give CASE.json behind it"
        raise CaseError((say("missing", "CASE.json", None, zh, en),))
    options.source = options.case
    case = Case.from_dict(read_json(options.case))
    options.source = options.file
    return _tell(verify(document, case, calendar=calendar), options)


def _tell(found: Verification, options: argparse.Namespace) -> int:
    """Prints what came of it; the exit status."""
    if options.json:
        print_json(found.to_dict())
    else:
        print_text(found.text(options.lang))
    return 0 if found.is_same else 1
