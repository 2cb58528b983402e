"""``gaf-rules explain``: why one case stands as it does on one day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gaf_rules.ask.explanation import explain
from gaf_rules.cli.declared import Command
from gaf_rules.cli.files import read_date, read_json, read_text
from gaf_rules.cli.options import calendar_of, readings_of, tell_idle, tell_later
from gaf_rules.cli.output import print_json, print_text
from gaf_rules.evaluate.assessing import assess
from gaf_rules.guidelines.hainan import HAINAN
from gaf_rules.log.case import Case
from gaf_rules.values.theme import document

if TYPE_CHECKING:
    import argparse

__all__ = ["COMMANDS"]


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
    tell_later(options, (event.on for event in case.events), as_of)
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


COMMANDS: Final = {"explain": Command(_run)}
"""Name to command."""
