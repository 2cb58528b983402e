"""``gaf-rules assess``: one case on one day."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from gaf_rules.ask.cross_checking import cross_check
from gaf_rules.cli.files import read_date, read_json
from gaf_rules.cli.options import (
    add_calendar,
    add_common,
    add_readings,
    calendar_of,
    readings_of,
    tell_idle,
)
from gaf_rules.cli.output import colourful, json_text, print_json, print_text, shown
from gaf_rules.documents.json_text import decoded, parse_json
from gaf_rules.evaluate.assessing import assess
from gaf_rules.log.case import Case
from gaf_rules.report import report_text
from gaf_rules.values.errors import GafRulesError

if TYPE_CHECKING:
    import argparse

__all__ = ["register"]

_GRAVE = frozenset({"breach", "consequence"})


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    command = commands.add_parser(
        "assess",
        help="评估一件申请 assess one case on one day",
        description="评估一件申请在某一天的情形：适用与否、阶段、下一步、义务、认定、待人判定的问题\n"
        "Assess one case on one day: scope, stages, next moves, duties, findings, questions",
    )
    command.add_argument(
        "case",
        metavar="CASE.json",
        help="gaf-case/1 文件；- 为标准输入，一行一件，一行一个结果 "
        "or - for stdin: a case a line, a result a line",
    )
    command.add_argument(
        "--as-of", required=True, metavar="DATE", help="评估日 the day of assessment (YYYY-MM-DD)"
    )
    command.add_argument(
        "--strict",
        action="store_true",
        help="有违反义务或指南所定后果时以 1 退出 exit with 1 on a breach or a consequence",
    )
    command.add_argument(
        "--cross-check",
        action="store_true",
        help="用两个独立引擎评估并比较，差异写到标准错误；有差异且 --strict 时以 1 退出 "
        "assess with both engines and compare; differences go to stderr, exit 1 with --strict",
    )
    add_readings(command)
    add_calendar(command)
    add_common(command)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Prints the assessment."""
    as_of = read_date(options.as_of, "--as-of")
    readings = readings_of(options)
    calendar = calendar_of(options)
    if options.case == "-":
        return _stream(options, as_of=as_of, calendar=calendar, readings=readings)
    options.source = options.case
    case = Case.from_dict(read_json(options.case))
    tell_idle(options, [case.sponsor.place])
    found = assess(case, as_of=as_of, calendar=calendar, readings=readings)
    if options.json:
        print_json(found.to_dict())
    else:
        text = report_text(found, options.lang, case=case, calendar=calendar, colour=colourful())
        print_text(text)
    grave = any(finding.severity in _GRAVE for finding in found.findings)
    if options.cross_check:
        difference = cross_check(case, as_of=as_of, calendar=calendar, readings=readings)
        # On standard error: what stands on standard output stays the assessment and nothing else.
        print(shown(difference.text(options.lang)), file=sys.stderr)
        grave = grave or bool(difference)
    return 1 if options.strict and grave else 0


def _stream(options: argparse.Namespace, **given: Any) -> int:
    """A case a line from standard input, an assessment or an error a line out; nothing is kept of either."""
    is_bad = is_grave = False
    places: set[str | None] = set()
    for number, line in enumerate(sys.stdin.buffer, 1):
        try:
            case = Case.from_dict(parse_json(decoded(line.rstrip(b"\r\n"))))
            places.add(case.sponsor.place)
            found = assess(case, **given)
        except GafRulesError as error:
            is_bad = True
            told = {"line": number, "error": error.to_dict()}
        else:
            is_grave = is_grave or any(f.severity in _GRAVE for f in found.findings)
            told = found.to_dict()
        print(json_text(told, separators=(",", ":")), flush=True)
    tell_idle(options, places)
    if is_bad:
        return 2
    return 1 if options.strict and is_grave else 0
