"""Arguments that several commands share."""

from __future__ import annotations

import sys
from operator import eq
from typing import TYPE_CHECKING, Final

from gaf_rules.calendar import load_notices
from gaf_rules.calendar.overlay import Overlay, overlays_from
from gaf_rules.calendar.working import china
from gaf_rules.cli.files import read_date, read_json, read_text
from gaf_rules.cli.output import print_error
from gaf_rules.documents.json_text import decoded, parse_json
from gaf_rules.language.readings import READING_OPTIONS, Readings
from gaf_rules.log.case import Case
from gaf_rules.messages import label
from gaf_rules.report.layout import clean
from gaf_rules.values.errors import CaseError, Problem
from gaf_rules.values.given import in_language
from gaf_rules.values.nearest import short
from gaf_rules.values.texts import counted

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from gaf_rules.calendar import WorkingCalendar

__all__ = [
    "calendar_of",
    "cases_of",
    "read_overlays",
    "readings_of",
    "tell_idle",
    "tell_later",
    "tell_nobody",
    "tell_uncounted",
    "tell_undated",
]

UNCOUNTED: Final = "OVERLAY_NOT_COUNTED"
UNDATED: Final = "OVERLAY_WITHOUT_ISSUED"
IDLE: Final = "OVERLAY_BEARS_ON_NOBODY"
UNPLACED: Final = "CASES_WITHOUT_PLACE"
LATER: Final = "EVENTS_AFTER_AS_OF"
NOBODY: Final = "NOBODY_HERE"
"""The words behind such remarks, for programs that read standard error."""
_MOST_KNOWN: Final = 20
_MOVES: Final = {
    "closure": ("closures", "exclude"),
    "local_holiday": ("local_holidays", "apply"),
}
"""Kind of overlay → the reading that turns on it, and the option under which its days count."""


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
    options.overlays = []
    if options.notices is not None:
        options.source = options.notices
        for notice in load_notices(options.notices):
            held = held.with_notice(notice)
    for name in getattr(options, "overlay", ()):
        options.source = name
        for overlay in read_overlays(name):
            options.overlays.append((name, overlay))
            held = held.with_overlay(overlay)
    options.source = None
    if options.known_on is not None:
        held = held.as_known_on(read_date(options.known_on, "--known-on"))
    return held


def cases_of(options: argparse.Namespace) -> tuple[Case, ...]:
    """The cases of the files, in order; an error names the file, or the line of standard input."""
    cases = tuple(_cases(options))
    options.source = None
    return cases


def _cases(options: argparse.Namespace) -> Iterator[Case]:
    for name in options.cases:
        options.source = name
        if name != "-":
            yield Case.from_dict(read_json(name))
            continue
        for number, line in enumerate(sys.stdin.buffer, 1):
            options.source = f"- ({number})"
            yield Case.from_dict(parse_json(decoded(line.rstrip(b"\r\n"))))


def read_overlays(name: str) -> tuple[Overlay, ...]:
    """The regional days of a file: JSON as a caller gives them, or TOML as those shipped are kept."""
    if name.lower().endswith(".toml"):
        return (Overlay.from_toml(read_text(name), source=name),)
    return overlays_from(read_json(name), source=name)


def tell_idle(options: argparse.Namespace, places: Iterable[str | None]) -> None:
    """Tells on standard error which of the overlays given bear on none of these places, see `idle`."""
    if not options.overlays:
        return
    # Loaded here: it needs what reads notices, and few are given any overlay.
    from gaf_rules.calendar.overlay_remarks import idle  # noqa: PLC0415 - as said above

    held = [*places]
    remarks = [idle(overlay, held, name) for name, overlay in options.overlays]
    for remark in remarks:
        if remark is not None:
            note = "提示：" if options.lang == "zh" else "note: "
            print_error(f"{note}{remark.text(options.lang)} [{IDLE}]")
    unplaced = held.count(None)
    if unplaced and None in remarks:
        zh = f"提示：有 {unplaced} 件没有写明所在地（sponsor.place），地方放假与停工不影响它们"
        cases = counted(unplaced, "case")
        en = f"note: {cases} without a place (sponsor.place): regional days move nothing there"
        print_error(f"{in_language(options.lang, zh, en)} [{UNPLACED}]")


def tell_nobody(
    options: argparse.Namespace,
    name: str,
    got: str | None,
    known: Iterable[str | None],
    alike: Callable[[str, str], bool] = eq,
) -> None:
    """Tells on standard error that a place or a name which narrows a desk down is that of no case.

    An office without a case has an empty desk; a name that was mistyped looks the same.
    """
    held = sorted({each for each in known if each is not None})
    if got is None or any(alike(each, got) for each in held):
        return
    more = "…" if len(held) > _MOST_KNOWN else ""
    zh, en = "、".join(held[:_MOST_KNOWN]) + more, ", ".join(held[:_MOST_KNOWN]) + more
    said = in_language(
        options.lang,
        f"提示：没有一件案件的 {name} 是 {got}；案件中有的：{zh or '都没有写'}",
        f"note: no case has {name} {got}; those of the cases: {en or 'none says one'}",
    )
    print_error(f"{clean(said)} [{NOBODY}]")


def tell_undated(options: argparse.Namespace) -> None:
    """Tells on standard error which of the overlays given do not say when they were decided."""
    for name, overlay in options.overlays:
        if overlay.issued is None:
            zh = f"提示：{name}：{overlay.place} 未写明何时决定（issued），视为一直已知"
            en = (
                f"note: {name}: {overlay.place} does not say when it was decided (issued); "
                "it counts as known all along"
            )
            print_error(f"{in_language(options.lang, zh, en)} [{UNDATED}]")


def tell_uncounted(options: argparse.Namespace, readings: Readings) -> None:
    """Tells on standard error which readings leave the days of the overlays given where they were."""
    for kind in sorted({overlay.kind for _, overlay in options.overlays}):
        name, option = _MOVES[kind]
        usual = getattr(readings, name)
        if usual == option:
            continue
        day = label("day_kind", kind, options.lang)
        zh = f"提示：{name}={usual}：{day}不影响期限；--readings {name}={option} 则影响"
        en = (
            f"note: under {name}={usual} a {day} moves no last day; "
            f"with --readings {name}={option} it does"
        )
        print_error(f"{in_language(options.lang, zh, en)} [{UNCOUNTED}]")


def tell_later(options: argparse.Namespace, days: Iterable[date | None], as_of: date) -> None:
    """Tells on standard error how many of these days of events lie after the day of assessment.

    They are left out of account, as they must be; a year that was mistyped looks the same.
    """
    later = [day for day in days if day is not None and day > as_of]
    if later:
        zh = f"提示：有 {len(later)} 个事件在 {as_of} 之后，不计在内，最晚的在 {max(later)}"
        events = counted(len(later), "event")
        en = f"note: {events} after {as_of} left out of account, the latest on {max(later)}"
        print_error(f"{in_language(options.lang, zh, en)} [{LATER}]")
