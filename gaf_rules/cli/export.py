"""``gaf-rules export``: a case for a diary, as a picture, diagrams, a log; the rules as models; the page."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from gaf_rules.cli.files import read_date, read_json
from gaf_rules.cli.options import (
    add_calendar,
    add_common,
    add_readings,
    calendar_of,
    readings_of,
    tell_idle,
)
from gaf_rules.cli.output import print_bytes, print_text
from gaf_rules.documents.document import absent
from gaf_rules.documents.fields import say
from gaf_rules.evaluate.assessing import assess
from gaf_rules.guidelines.hainan import HAINAN
from gaf_rules.language.vocabulary import PROCEDURES
from gaf_rules.log.case import Case
from gaf_rules.show.diagrams import state_diagram
from gaf_rules.show.pictures import timeline
from gaf_rules.values.errors import CaseError
from gaf_rules.values.given import refused

if TYPE_CHECKING:
    import argparse

    from gaf_rules.answers.assessment import Assessment

__all__ = ["register"]

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


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    command = commands.add_parser(
        "export",
        help="导出日历、图、流程图、日志、模型、网页 a diary, a picture, diagrams, a log, models, a page",
        description="导出：ics 为日历文件（iCalendar），timeline 为 SVG 图，mermaid 为一个程序的状态图；\n"
        "xes 为流程挖掘所用的事件日志，dmn 为决策表（DMN 1.3），bpmn 为一个程序的流程（BPMN 2.0）；\n"
        "page 为一个目录，放到任何文件服务器上，即可在浏览器中离线使用全库\n"
        "ics: duties as an iCalendar file; timeline: an SVG picture; mermaid: the diagram of a procedure;\n"
        "xes: an event log for process mining; dmn: decision tables (DMN 1.3); bpmn: the process of a "
        "procedure (BPMN 2.0);\n"
        "page: a folder that any file server gives out, the whole library in a browser, without a network",
    )
    command.add_argument("form", choices=tuple(_TAKES), help="导出形式 what to export")
    command.add_argument(
        "case",
        metavar="CASE.json|DIR",
        nargs="?",
        help="gaf-case/1 文件；- 为标准输入；page：写到哪个目录；dmn、bpmn 不需要 or - for stdin; page: the "
        "folder to write; dmn and bpmn need none",
    )
    command.add_argument(
        "--as-of",
        metavar="DATE",
        help="评估日：ics、timeline、mermaid 必填 the day of assessment (YYYY-MM-DD): ics, timeline and "
        "mermaid need it",
    )
    command.add_argument("--sequence", type=int, help="ics：修订号 the revision of the entries (0)")
    command.add_argument(
        "--include-met",
        action="store_true",
        help="ics：连同已了结与已取消的，用以更新已有日程 settled and cancelled ones too, for a diary that "
        "has the case already",
    )
    command.add_argument(
        "--mail",
        metavar="ADDRESS",
        help="ics：义务人的邮件地址，供 Outlook a mail address of who must act, as Outlook wants it",
    )
    command.add_argument(
        "--procedure",
        choices=PROCEDURES,
        help="mermaid、bpmn：哪一程序；缺省为最后启动的，bpmn 为 filing which procedure; the last one begun, "
        "for bpmn filing",
    )
    command.add_argument(
        "--decision",
        metavar="NAME",
        help="dmn：只要一张决策表，如 scope one decision alone, as some engines want it: scope, route",
    )
    command.add_argument(
        "--pyodide",
        metavar="DIR",
        help="page：解压后的 npm 包 pyodide 所在目录 the package pyodide of the npm registry, unpacked",
    )
    add_readings(command)
    add_calendar(command)
    add_common(command, json=False)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Prints the export, or writes the page."""
    _refuse_unheeded(options)
    if options.form in _RULES:
        print_bytes(_rules(options))
        return 0
    if options.case is None:
        raise CaseError((absent("CASE.json|DIR"),))
    if options.form == _PAGE:
        # By its name: the room stands beside this one, and no other command needs it.
        files = import_module("gaf_rules.browser").write_page(options.case, options.pyodide)
        print_text("\n".join(map(str, files)))
        return 0
    if options.form == "xes":
        from gaf_rules.adapters.xes import to_xes  # noqa: PLC0415 - other commands need no XML

        options.source = options.case
        print_bytes(to_xes([Case.from_dict(read_json(options.case))]))
        return 0
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
    return 0


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
