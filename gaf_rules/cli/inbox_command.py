"""``gaf-rules inbox``: what many cases put on the desk of one office, or of a sponsor."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from gaf_rules.ask.inboxes import inbox
from gaf_rules.cli.files import read_date, read_json, read_place
from gaf_rules.cli.options import (
    add_calendar,
    add_common,
    add_readings,
    calendar_of,
    readings_of,
    tell_idle,
)
from gaf_rules.cli.output import print_bytes, print_json, print_text
from gaf_rules.documents.json_text import decoded, parse_json
from gaf_rules.language.vocabulary import ROLES
from gaf_rules.log.case import Case
from gaf_rules.values.theme import document

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

__all__ = ["register"]


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    command = commands.add_parser(
        "inbox",
        help="某一单位案头的事 what lies on one desk",
        description="许多案件在某一天摆在某一角色案头的事：已逾期的在前\n"
        "What many cases put on the desk of one role on a day: overdue first",
    )
    command.add_argument("role", choices=ROLES, help="谁的案头 whose desk")
    command.add_argument(
        "cases",
        nargs="+",
        metavar="CASE.json",
        help="gaf-case/1 文件；- 为标准输入，一行一件 or - for stdin: a case a line",
    )
    command.add_argument(
        "--as-of", required=True, metavar="DATE", help="哪一天 the day (YYYY-MM-DD)"
    )
    command.add_argument(
        "--place",
        metavar="CODE",
        help="只看某地主办单位的案件（GB/T 2260 六位代码） only cases of sponsors of a place",
    )
    command.add_argument(
        "--sponsor",
        metavar="NAME",
        help="只看此名称的主办单位 only cases of the sponsor of this name",
    )
    form = command.add_mutually_exclusive_group()
    form.add_argument("--html", action="store_true", help="输出 HTML print HTML instead")
    form.add_argument(
        "--ics", action="store_true", help="输出日历文件 print an iCalendar file instead"
    )
    form.add_argument("--json", action="store_true", help="输出 JSON print JSON instead")
    add_readings(command)
    add_calendar(command)
    add_common(command, json=False)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Prints the desk, or its diary."""
    as_of = read_date(options.as_of, "--as-of")
    place = read_place(options.place, "--place")
    calendar, readings = calendar_of(options), readings_of(options)
    cases = tuple(_cases(options))
    options.source = None
    tell_idle(options, (case.sponsor.place for case in cases))
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
