"""``gaf-rules plan``: by which day each step has to happen, so that a wish comes true."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gaf_rules.ask.planning import plan
from gaf_rules.cli.declared import Command
from gaf_rules.cli.files import read_date, read_json
from gaf_rules.cli.options import calendar_of, readings_of, tell_idle
from gaf_rules.cli.output import print_bytes, print_json, print_text
from gaf_rules.log.case import Case
from gaf_rules.show.pictures import timeline

if TYPE_CHECKING:
    import argparse
    from datetime import date

__all__ = ["COMMANDS"]


def _run(options: argparse.Namespace) -> int:
    """Prints the plan."""
    readings = readings_of(options)
    calendar = calendar_of(options)
    options.source = options.case
    case = Case.from_dict(read_json(options.case))
    tell_idle(options, [case.sponsor.place])
    made = plan(
        case,
        launch_on=_day(options.launch_on, "--launch-on"),
        change_on=_day(options.change_on, "--change-on"),
        offline_on=_day(options.offline_on, "--offline-on"),
        as_of=_day(options.as_of, "--as-of"),
        calendar=calendar,
        readings=readings,
    )
    if options.export == "ics":
        # Loaded here: the rest needs no library of its own.
        from gaf_rules.adapters.ics import to_ics  # noqa: PLC0415 - as said above

        print_bytes(to_ics(made, lang=options.lang, sequence=options.sequence))
    elif options.export == "timeline":
        print_text(timeline(made, lang=options.lang).to_svg())
    elif options.json:
        print_json(made.to_dict())
    else:
        print_text(made.text(options.lang))
    return 0


def _day(word: str | None, name: str) -> date | None:
    return None if word is None else read_date(word, name)


COMMANDS: Final = {"plan": Command(_run)}
"""Name to command."""
