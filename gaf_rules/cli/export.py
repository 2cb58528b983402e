"""``gaf-rules export``: a case for a diary, as a picture, diagrams, a log; the rules as models; the page."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from gaf_rules.cli.declared import Command
from gaf_rules.cli.files import read_date, read_json
from gaf_rules.cli.options import calendar_of, readings_of, tell_idle
from gaf_rules.cli.output import print_bytes, print_error, print_text
from gaf_rules.documents.document import absent
from gaf_rules.documents.fields import say
from gaf_rules.evaluate.assessing import assess
from gaf_rules.guidelines.hainan import HAINAN
from gaf_rules.language.vocabulary import PROCEDURES
from gaf_rules.log.case import Case
from gaf_rules.show.diagrams import state_diagram
from gaf_rules.show.pictures import timeline
from gaf_rules.values.errors import CaseError
from gaf_rules.values.given import in_language, refused

if TYPE_CHECKING:
    import argparse

    from gaf_rules.answers.assessment import Assessment

__all__ = ["COMMANDS"]

_PAGE = "page"
_RULES = ("dmn", "bpmn")
"""What shows rules and needs no case."""
_OF_A_DAY = ("as_of", "readings", "notices", "overlay", "known_on")
_TAKES: dict[str, tuple[str, ...]] = {
    "ics": (*_OF_A_DAY, "sequence", "include_met", "mail"),
    "timeline": _OF_A_DAY,
    "mermaid": (*_OF_A_DAY, "procedure"),
    "xes": (),
    "dmn": ("decision",),
    "bpmn": ("procedure",),
    _PAGE: ("pyodide",),
}
"""What to export, and the options that it heeds; every other is refused."""
_TWO = ("兼有中英文", "holds both languages")
_SAME_IN_BOTH: dict[str, tuple[str, str]] = {
    "dmn": _TWO, "bpmn": _TWO, _PAGE: _TWO, "xes": ("只有代码", "holds codes alone"),
}  # fmt: skip
"""What is the same whatever the language, and why."""
SAME_IN_BOTH: Final = "SAME_IN_BOTH_LANGUAGES"
"""The word behind that remark, for programs that read standard error."""


def _run(options: argparse.Namespace) -> int:
    """Prints the export, or writes the page."""
    _refuse_unheeded(options)
    _export(options)
    if options.chose_language and options.form in _SAME_IN_BOTH:
        _tell_language(options)
    return 0


def _export(options: argparse.Namespace) -> None:
    """The export itself."""
    if options.form in _RULES:
        print_bytes(_rules(options))
        return
    if options.case is None:
        raise CaseError((absent("CASE.json|DIR"),))
    if options.form == _PAGE:
        # By its name: the room stands beside this one, and no other command needs it.
        files = import_module("gaf_rules.browser").write_page(options.case, options.pyodide)
        print_text("\n".join(map(str, files)))
        return
    if options.form == "xes":
        from gaf_rules.adapters.xes import to_xes  # noqa: PLC0415 - other commands need no XML

        options.source = options.case
        print_bytes(to_xes([Case.from_dict(read_json(options.case))]))
        return
    if options.as_of is None:
        raise CaseError((absent("--as-of"),))
    as_of = read_date(options.as_of, "--as-of")
    readings = readings_of(options)
    calendar = calendar_of(options)
    options.source = options.case
    case = Case.from_dict(read_json(options.case))
    tell_idle(options, [case.sponsor.place])
    found = assess(case, as_of=as_of, calendar=calendar, readings=readings)
    if options.form == "ics":
        # Loaded here: the other two need no library of their own.
        from gaf_rules.adapters.ics import to_ics  # noqa: PLC0415 - as said above

        wanted = {
            "sequence": options.sequence or 0,
            "include_met": options.include_met,
            "mail": options.mail,
        }
        print_bytes(to_ics(found, lang=options.lang, **wanted))
    else:
        print_text(_exported(found, options))


def _tell_language(options: argparse.Namespace) -> None:
    """Tells on standard error that the language asked for is that of messages alone."""
    zh, en = _SAME_IN_BOTH[options.form]
    line = in_language(
        options.lang,
        f"提示：{options.form} {zh}，--lang 只管提示与报错所用的语言",
        f"note: {options.form} {en}; --lang is for messages alone",
    )
    print_error(f"{line} [{SAME_IN_BOTH}]")


def _refuse_unheeded(options: argparse.Namespace) -> None:
    """No option is passed over in silence."""
    heeded = _TAKES[options.form]
    problems = []
    for name in dict.fromkeys(each for takes in _TAKES.values() for each in takes):
        got = getattr(options, name)
        is_given = got is not None and got is not False and got != []  # a number may be 0
        if is_given and name not in heeded:
            word = f"--{name.replace('_', '-')}"
            forms = tuple(form for form, takes in _TAKES.items() if name in takes)
            zh = f"{options.form} 不用此项；可用于：{'、'.join(forms)}"
            en = f"{options.form} does not heed it; it is for: {', '.join(forms)}"
            problems.append(say("wrong_argument", word, got, zh, en, forms))
    if problems:
        raise CaseError(tuple(problems))


def _rules(options: argparse.Namespace) -> bytes:
    if options.case is not None:
        zh, en = "不填：规则与案件无关", "nothing: the rules are the same for every case"
        name = "CASE.json|DIR"
        raise refused(name, options.case, zh, en)
    if options.form == "dmn":
        from gaf_rules.adapters.dmn import to_dmn  # noqa: PLC0415 - other commands need no XML

        return to_dmn(decision=options.decision)
    from gaf_rules.adapters.bpmn import to_bpmn  # noqa: PLC0415 - likewise

    return to_bpmn(options.procedure or "filing")


def _exported(found: Assessment, options: argparse.Namespace) -> str:
    if options.form == "timeline":
        return timeline(found, lang=options.lang).to_svg()
    # One diagram: a file of Mermaid holds no more.
    name = options.procedure or [each for each in PROCEDURES if each in found.stages][-1]
    return state_diagram(HAINAN, name, options.lang)


COMMANDS: Final = {"export": Command(_run, {"form": _TAKES, "--procedure": PROCEDURES})}
"""Name to command."""
