"""``gaf-rules inbox``: what many cases put on the desk of one office, or of a sponsor."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from gaf_rules.ask.inboxes import inbox
from gaf_rules.calendar.overlay import lies_in
from gaf_rules.cli.declared import Command
from gaf_rules.cli.files import read_date, read_json, read_place
from gaf_rules.cli.options import calendar_of, readings_of, tell_idle, tell_nobody
from gaf_rules.cli.output import print_bytes, print_json, print_text
from gaf_rules.documents.json_text import decoded, parse_json
from gaf_rules.language.vocabulary import ROLES
from gaf_rules.log.case import Case
from gaf_rules.values.theme import document

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

__all__ = ["COMMANDS"]


def _run(options: argparse.Namespace) -> int:
    """Prints the desk, or its diary."""
    as_of = read_date(options.as_of, "--as-of")
    place = read_place(options.place, "--place")
    calendar, readings = calendar_of(options), readings_of(options)
    cases = tuple(_cases(options))
    options.source = None
    tell_idle(options, (case.sponsor.place for case in cases))
    tell_nobody(options, "--place", place, (case.sponsor.place for case in cases), lies_in)
    tell_nobody(options, "--sponsor", options.sponsor, (case.sponsor.name for case in cases))
    desk = inbox(
        cases,
        options.role,
        as_of=as_of,
        place=place,
        sponsor=options.sponsor,
        lang=options.lang,
        calendar=calendar,
        readings=readings,
    )
    if options.ics:
        # Loaded here: the rest needs no library of its own.
        from gaf_rules.adapters.ics import to_ics  # noqa: PLC0415 - as said above

        print_bytes(to_ics(desk, lang=options.lang))
    elif options.json:
        print_json(desk.to_dict())
    elif options.html:
        print_text(document(desk.text().partition("\n")[0], desk.html(), lang=desk.lang))
    else:
        print_text(desk.text())
    return 0


def _cases(options: argparse.Namespace) -> Iterator[Case]:
    """The cases of the files, in order; an error names the file, or the line of standard input."""
    for name in options.cases:
        options.source = name
        if name != "-":
            yield Case.from_dict(read_json(name))
            continue
        for number, line in enumerate(sys.stdin.buffer, 1):
            options.source = f"- ({number})"
            yield Case.from_dict(parse_json(decoded(line.rstrip(b"\r\n"))))


COMMANDS: Final = {"inbox": Command(_run, {"role": ROLES})}
"""Name to command."""
