"""``gaf-rules calendar``: a year to look at, notices to check, files, a text to import, what moves."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gaf_rules.adapters.calendar_files import CALENDAR_FORMATS, export_calendar
from gaf_rules.calendar import load_notices
from gaf_rules.calendar.overlay_remarks import remarks_on
from gaf_rules.calendar.render import year_text
from gaf_rules.calendar.shelf import check_notices, import_notice, toml_files
from gaf_rules.calendar.working import china
from gaf_rules.cli.declared import Command
from gaf_rules.cli.files import read_date, read_place, read_text, write_new
from gaf_rules.cli.options import (
    calendar_of,
    cases_of,
    read_overlays,
    readings_of,
    tell_idle,
    tell_uncounted,
    tell_undated,
)
from gaf_rules.cli.output import colourful, print_bytes, print_error, print_text
from gaf_rules.evaluate.moved import calendar_diff
from gaf_rules.guidelines.hainan import HAINAN
from gaf_rules.messages import label
from gaf_rules.values.errors import CaseError, Problem
from gaf_rules.values.nearest import short

if TYPE_CHECKING:
    import argparse


__all__ = ["COMMANDS"]

# A regional file has the key, a notice has not.
_PLACE: Final = re.compile(rb"^\s*place\s*=", re.MULTILINE)


def _year(text: str, path: str) -> int:
    if text.isascii() and text.isdigit() and len(text) == len("2027") and int(text):
        return int(text)
    problem = Problem(
        code="wrong_argument",
        path=path,
        got=text,
        allowed=("YYYY",),
        zh=f"得到 {short(text)}；应为四位数的年份",
        en=f"got {short(text)}; a year of four digits is wanted",
    )
    raise CaseError((problem,))


def _show(options: argparse.Namespace) -> int:
    """Prints a year."""
    year = _year(options.year, "YEAR")
    calendar = calendar_of(options).for_place(read_place(options.place, "--place"))
    tell_idle(options, [options.place])
    print_text(year_text(calendar, year, options.lang, colour=colourful()))
    return 0


def _check(options: argparse.Namespace) -> int:
    """Prints what is held, what to look at, and refuses what does not add up."""
    options.source = options.directory
    regional = _regional(options.directory)
    if regional:
        return _check_overlays(options, regional)
    report = check_notices(options.directory)
    zh = options.lang == "zh"
    for file, notice in report.notices:
        named = dict.fromkeys((notice.name, notice.title))  # without a number the title is the name
        print_text(f"{file}{'：' if zh else ': '}{' '.join(named)}")
    for warning in report.warnings:
        print_text(f"{'请核对：' if zh else 'look at: '}{warning.text(options.lang)}")
    for problem in report.problems:
        print_error(problem.text(options.lang))
    if not report.ok:
        return 2
    print_text(
        f"共 {len(report.notices)} 份，可用" if zh else f"{len(report.notices)} in all, usable"
    )
    return 0


def _regional(given: str) -> list[str]:
    """The files of regional days at a path; none where it holds notices."""
    if given.lower().endswith(".json"):
        return [given]
    files = toml_files(Path(given))
    return [str(file) for file in files] if all(map(_names_a_place, files)) else []


def _names_a_place(file: Path) -> bool:
    try:
        return _PLACE.search(file.read_bytes()) is not None
    except OSError:  # told by who reads it as a notice
        return False


def _check_overlays(options: argparse.Namespace, files: list[str]) -> int:
    """The same of files of regional days."""
    zh, count = options.lang == "zh", 0
    for file in files:
        options.source = file
        name = "" if len(files) == 1 else Path(file).name
        for overlay in read_overlays(file):
            count += 1
            kind, since = label("day_kind", overlay.kind, options.lang), ""
            if overlay.issued is not None:
                since = f"（{overlay.issued} 决定）" if zh else f" (decided {overlay.issued})"
            for is_work, days in enumerate((overlay.off, overlay.work)):
                word = label("day_kind", "working", options.lang) if is_work else kind
                told = "、".join(map(str, days)) if zh else ", ".join(map(str, days))
                if days:
                    print_text(f"{overlay.place} {word}{'：' if zh else ': '}{told}{since}")
            for remark in remarks_on(overlay, china(), HAINAN.jurisdiction, name):
                print_text(f"{'请核对：' if zh else 'look at: '}{remark.text(options.lang)}")
    print_text(f"共 {count} 项，可用" if zh else f"{count} in all, usable")
    return 0


def _export(options: argparse.Namespace) -> int:
    """Writes the days as a file."""
    file = export_calendar(
        calendar_of(options).for_place(read_place(options.place, "--place")),
        format=options.format,
        first=None if options.first is None else read_date(options.first, "--first"),
        last=None if options.last is None else read_date(options.last, "--last"),
        lang=options.lang,
    )
    tell_idle(options, [options.place])
    if options.out is None:
        print_bytes(file)
    else:
        write_new(options.out, file)
    return 0


def _import(options: argparse.Namespace) -> int:
    """Writes the data file and prints the year with it."""
    year = _year(options.year, "--year")
    issued = None if options.issued is None else read_date(options.issued, "--issued")
    options.source = options.text
    text = read_text(options.text)
    taken = import_notice(
        text, year, number=options.number, issued=issued, directory=options.notices
    )
    options.source = options.notices
    held = china()
    for notice in () if options.notices is None else load_notices(options.notices):
        held = held.with_notice(notice)
    held = held.with_notice(taken.notice)
    options.source = None
    name = options.out or taken.file_name
    write_new(name, taken.toml.encode())
    zh = options.lang == "zh"
    print_text(year_text(held, year, options.lang, colour=colourful()))
    print()
    for warning in taken.warnings:
        print_text(f"{'请核对：' if zh else 'look at: '}{warning.text(options.lang)}")
    print(
        f"已写入 {name}；请对照通知原文核对上面的日历"
        if zh
        else f"written to {name}; compare the year above with the notice"
    )
    return 0


def _moved(options: argparse.Namespace) -> int:
    """Prints the open duties that move by what is given, or by what has become known since a day."""
    as_of = read_date(options.as_of, "--as-of")
    calendar, readings = calendar_of(options), readings_of(options)
    before = china()
    if options.since is not None:
        before = calendar.as_known_on(read_date(options.since, "--since"))
        tell_undated(options)
    cases = cases_of(options)
    tell_idle(options, (case.sponsor.place for case in cases))
    found = calendar_diff(before, calendar, cases, as_of=as_of, readings=readings)
    for each in found:
        print_text(each.text(options.lang))
    tell_uncounted(options, readings)
    moved = len({each.case for each in found})
    print_text(
        f"共 {len(cases)} 件，{moved} 件有变"
        if options.lang == "zh"
        else f"{len(cases)} in all, {moved} with a change"
    )
    return 0


COMMANDS: Final = {
    "calendar show": Command(_show),
    "calendar check": Command(_check),
    "calendar export": Command(_export, {"format": CALENDAR_FORMATS}),
    "calendar import": Command(_import),
    "calendar moved": Command(_moved),
}
"""Name to command."""
