"""``gaf-rules explain``: why one case stands as it does on one day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gaf_rules.ask.explanation import explain
from gaf_rules.cli.files import read_date, read_json, read_text
from gaf_rules.cli.options import (
    add_calendar,
    add_common,
    add_readings,
    calendar_of,
    readings_of,
    tell_idle,
)
from gaf_rules.cli.output import print_json, print_text
from gaf_rules.evaluate.assessing import assess
from gaf_rules.guidelines.hainan import HAINAN
from gaf_rules.log.case import Case
from gaf_rules.values.theme import document

if TYPE_CHECKING:
    import argparse

__all__ = ["register"]


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    command = commands.add_parser(
        "explain",
        help="说明理由 say why a case stands as it does",
        description="逐项说明结论、依据的条款、事实、逐日计数与解读，以及考虑过而不适用的规则\n"
        "Each conclusion with its clause, facts, days and readings, and the rules that did not apply",
    )
    command.add_argument(
        "case", metavar="CASE.json", help="gaf-case/1 文件；- 为标准输入 or - for stdin"
    )
    command.add_argument(
        "--as-of", required=True, metavar="DATE", help="评估日 the day of assessment (YYYY-MM-DD)"
    )
    command.add_argument(
        "--source",
        dest="original",
        metavar="TEXT",
        help="指南原文，用于引用 the original text, to be quoted",
    )
    command.add_argument("--html", action="store_true", help="输出 HTML print HTML instead")
    add_readings(command)
    add_calendar(command)
    add_common(command)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Prints the explanation."""
    as_of = read_date(options.as_of, "--as-of")
    readings = readings_of(options)
    calendar = calendar_of(options)
    guideline = HAINAN
    if options.original is not None:
        options.source = options.original
        guideline = HAINAN.with_source(read_text(options.original))
    options.source = options.case
    case = Case.from_dict(read_json(options.case))
    tell_idle(options, [case.sponsor.place])
    found = assess(case, as_of=as_of, calendar=calendar, readings=readings, guideline=guideline)
    if options.original is not None:
        options.source = options.original
    told = explain(found, options.lang)
    if options.json:
        print_json(told.to_dict())
    else:
        whole = document(told.title, told.html(), lang=told.lang) if options.html else str(told)
        print_text(whole)
    return 0
