"""``gaf-rules deadline``: the last day of one clause, without a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gaf_rules.cli.declared import Command
from gaf_rules.cli.files import read_date, read_place
from gaf_rules.cli.options import calendar_of, readings_of, tell_idle
from gaf_rules.cli.output import print_json, print_text
from gaf_rules.evaluate.deadlines import counted_with, deadline
from gaf_rules.report import deadline_text

if TYPE_CHECKING:
    import argparse

__all__ = ["COMMANDS"]


def _run(options: argparse.Namespace) -> int:
    """Prints the deadline."""
    trigger = read_date(options.trigger, "DATE")
    calendar = calendar_of(options)
    place, readings = read_place(options.place, "--place"), readings_of(options)
    found = deadline(
        options.clause,
        trigger,
        calendar=calendar,
        readings=readings,
        place=place,
        bearer=options.bearer,
    )
    tell_idle(options, [options.place])
    if options.json:
        print_json(found.to_dict())
    else:
        held = counted_with(
            options.clause, calendar, readings=readings, place=place, bearer=options.bearer
        )
        print_text(deadline_text(found, options.lang, calendar=held))
    return 0


COMMANDS: Final = {"deadline": Command(_run)}
"""Name to command."""
