"""Arguments that several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gaf_rules.calendar import Overlay, load_notices
from gaf_rules.calendar.working import china
from gaf_rules.cli.files import read_date, read_json
from gaf_rules.language.readings import READING_OPTIONS, Readings
from gaf_rules.values.errors import CaseError, Problem
from gaf_rules.values.nearest import short

if TYPE_CHECKING:
    import argparse

    from gaf_rules.calendar import WorkingCalendar

__all__ = [
    "calendar_of",
    "readings_of",
]


def readings_of(options: argparse.Namespace) -> Readings:
    """The readings that the arguments choose."""
    chosen: dict[str, str] = {}
    problems = []
    for word in options.readings:
        name, sign, option = word.partition("=")
        if not sign or name in chosen:
            zh = "给了两次" if sign else "应写作 FIELD=OPTION"
            en = "given twice" if sign else "write FIELD=OPTION"
            problems.append(
                Problem(
                    code="wrong_argument",
                    path="--readings",
                    got=word,
                    allowed=tuple(READING_OPTIONS),
                    zh=f"得到 {short(word)}；{zh}；可用：{'、'.join(READING_OPTIONS)}",
                    en=f"got {short(word)}; {en}; known: {', '.join(READING_OPTIONS)}",
                )
            )
        chosen[name] = option
    if problems:
        raise CaseError(tuple(problems))
    return Readings.from_dict(chosen)


def calendar_of(options: argparse.Namespace) -> WorkingCalendar:
    """The shipped calendar with what the arguments add to it, and as it was known on the day they name."""
    held = china()
    if options.notices is not None:
        options.source = options.notices
        for notice in load_notices(options.notices):
            held = held.with_notice(notice)
    for name in getattr(options, "overlay", ()):
        options.source = name
        data: Any = read_json(name)
        for each in data if isinstance(data, list) else [data]:
            held = held.with_overlay(Overlay.from_dict(each, source=name))
    options.source = None
    if options.known_on is not None:
        held = held.as_known_on(read_date(options.known_on, "--known-on"))
    return held
