"""``gaf-rules assess``: one case on one day."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

from gaf_rules.ask.cross_checking import cross_check
from gaf_rules.cli.declared import Command
from gaf_rules.cli.files import read_date, read_json
from gaf_rules.cli.options import calendar_of, readings_of, tell_idle, tell_later
from gaf_rules.cli.output import colourful, json_text, print_json, print_text, shown
from gaf_rules.documents.json_text import decoded, parse_json
from gaf_rules.evaluate.assessing import assess
from gaf_rules.log.case import Case
from gaf_rules.report import report_text
from gaf_rules.values.errors import GafRulesError

if TYPE_CHECKING:
    import argparse

__all__ = ["COMMANDS"]

_GRAVE = frozenset({"breach", "consequence"})


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
    tell_later(options, (event.on for event in case.events), as_of)
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


COMMANDS: Final = {"assess": Command(_run)}
"""Name to command."""
