"""``gaf-rules deadline``: the last day of one clause, without a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gaf_rules.cli.declared import Command
from gaf_rules.cli.files import read_date, read_place
from gaf_rules.cli.options import calendar_of, readings_of
from gaf_rules.cli.output import print_json, print_text
from gaf_rules.evaluate.deadlines import deadline
from gaf_rules.report import deadline_text

if TYPE_CHECKING:
    import argparse

__all__ = ["COMMANDS"]


def _run(options: argparse.Namespace) -> int:
    """Prints the deadline."""
    trigger = read_date(options.trigger, "DATE")
    calendar = calendar_of(options)
    found = deadline(
        options.clause,
        trigger,
        calendar=calendar,
        readings=readings_of(options),
        place=read_place(options.place, "--place"),
        bearer=options.bearer,
    )
    if options.json:
        print_json(found.to_dict())
    else:
        print_text(deadline_text(found, options.lang, calendar=calendar))
    return 0


COMMANDS: Final = {"deadline": Command(_run)}
"""Name to command."""
