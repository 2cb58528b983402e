"""``gaf-rules plan``: by which day each step has to happen, so that a wish comes true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gaf_rules.ask.planning import plan
from gaf_rules.cli.files import read_date, read_json
from gaf_rules.cli.options import (
    add_calendar,
    add_common,
    add_readings,
    calendar_of,
    readings_of,
    tell_idle,
)
from gaf_rules.cli.output import print_bytes, print_json, print_text
from gaf_rules.log.case import Case
from gaf_rules.show.pictures import timeline

if TYPE_CHECKING:
    import argparse
    from datetime import date

__all__ = ["register"]

_WISHES = {
    "launch": "上线日 the day of the launch",
    "change": "重大变更日 the day of a major change",
    "offline": "下线日 the day of going offline",
}


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    command = commands.add_parser(
        "plan",
        help="倒排每一步的最迟稳妥日 the latest safe day of every step",
        description="从预定日期倒排：各单位用足期限时，每一步最迟哪一天\n"
        "Backwards from a wish: the latest safe day of every step, all periods used in full",
    )
    command.add_argument(
        "case", metavar="CASE.json", help="gaf-case/1 文件；- 为标准输入 or - for stdin"
    )
    wishes = command.add_mutually_exclusive_group(required=True)
    for name, words in _WISHES.items():
        wishes.add_argument(f"--{name}-on", metavar="DATE", help=words)
    command.add_argument("--as-of", metavar="DATE", help="从哪一天起 from which day on")
    command.add_argument(
        "--export",
        choices=("ics", "timeline"),
        help="导出：ics 日历文件，timeline SVG 图 as a diary file or an SVG picture",
    )
    command.add_argument(
        "--sequence", type=int, default=0, help="ics：修订号 the revision of the entries (0)"
    )
    add_readings(command)
    add_calendar(command)
    add_common(command)
    command.set_defaults(run=_run)


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
