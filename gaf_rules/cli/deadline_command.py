"""``gaf-rules deadline``: the last day of one clause, without a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gaf_rules.cli.files import read_date, read_place
from gaf_rules.cli.options import (
    add_calendar,
    add_common,
    add_readings,
    calendar_of,
    readings_of,
    tell_idle,
)
from gaf_rules.cli.output import print_json, print_text
from gaf_rules.evaluate.deadlines import counted_with, deadline
from gaf_rules.report import deadline_text

if TYPE_CHECKING:
    import argparse

__all__ = ["register"]


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    command = commands.add_parser(
        "deadline",
        help="某一条的到期日 the last day of a clause",
        description="从某日起算（2.5.1b 为倒算），某一条的到期日\n"
        "The last day of a clause, counted from a day (2.5.1b: back from the day of the change)",
    )
    command.add_argument("clause", metavar="CLAUSE", help="条款 such as 2.4.4c")
    command.add_argument("trigger", metavar="DATE", help="起算日 the day counted from (YYYY-MM-DD)")
    command.add_argument(
        "--place", metavar="CODE", help="行政区划代码 six-digit code, for regional days"
    )
    command.add_argument(
        "--bearer", metavar="ROLE", help="义务人 who must act, if not the clause's own"
    )
    add_readings(command)
    add_calendar(command)
    add_common(command)
    command.set_defaults(run=_run)


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
