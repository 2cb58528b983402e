"""``gaf-rules audit``: the logs of many cases, from the tables that an office keeps to what holds of them."""

from __future__ import annotations

import contextlib
import sys
from collections import Counter
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from gaf_rules.cli.files import read_date
from gaf_rules.cli.options import (
    add_calendar,
    add_common,
    add_readings,
    calendar_of,
    readings_of,
)
from gaf_rules.cli.output import print_json, print_text
from gaf_rules.messages import label
from gaf_rules.report.layout import clean
from gaf_rules.sheets.reading import read_log
from gaf_rules.sheets.writing import TABLE_FORMATS, write_tables
from gaf_rules.values.texts import counted

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from gaf_rules.sheets.log import Log
    from gaf_rules.values.texts import Lang

__all__ = ["register"]

_GRAVE = ("breach", "consequence")
_MOST_ERRORS = 5


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    command = commands.add_parser(
        "audit",
        help="评估表中的许多案件 assess the many cases of a table",
        description="评估表中的许多案件：CSV、Excel、Parquet、JSON Lines，一行一事件或一行一案件\n"
        "Assess the many cases of a table: CSV, Excel, Parquet, JSON Lines; a row an event, or a row a case",
    )
    command.add_argument("events", metavar="EVENTS", help="事件表，或两者皆有 events, or both")
    command.add_argument(
        "cases",
        metavar="CASES",
        nargs="?",
        help="案件表，另有文件时 cases, if they are in another file",
    )
    command.add_argument(
        "--as-of", required=True, metavar="DATE", help="评估日 the day of assessment"
    )
    command.add_argument(
        "--mapping",
        metavar="FILE.toml",
        help="表中的列与词各是什么 what its columns and words mean",
    )
    command.add_argument(
        "--out",
        metavar="DIR|FILE.xlsx|FILE.parquet",
        help="写到哪里；缺省只印汇总 where to write (a summary alone is printed by default)",
    )
    command.add_argument(
        "--format", choices=TABLE_FORMATS, help="目录中文件的格式 format of the files in DIR (csv)"
    )
    command.add_argument(
        "--disputes", action="store_true", help="列出有争议的读法，较慢 fill in disputed_by, slower"
    )
    command.add_argument(
        "--strict",
        action="store_true",
        help="有违反义务或指南所定后果、未读入的行、不合程序的案件时以 1 退出 exit with 1 on a breach or a "
        "consequence, a row refused, a case that cannot be assessed",
    )
    add_readings(command)
    add_calendar(command)
    add_common(command)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Reads, audits, writes, and prints a summary."""
    as_of = read_date(options.as_of, "--as-of")
    readings, calendar = readings_of(options), calendar_of(options)
    audit: Callable[..., Any] = import_module("gaf_rules").audit
    with _progress(options.lang) as step:
        step("读入", "reading")
        log = read_log(options.events, options.cases, mapping=options.mapping, frame="polars")
        step("评估", "assessing")
        found = audit(
            log.events,
            log.cases,
            as_of=as_of,
            calendar=calendar,
            readings=readings,
            disputes=options.disputes,
            keep=True,
            lang=options.lang,
        )
        if options.out is not None:
            step("写出", "writing")
            tables = {
                "findings": found.findings,
                "cases": found.cases,
                "duties": found.duties,
                "refused": log.refused,
            }
            files = write_tables(tables, options.out, form=options.format, lang=options.lang)
        else:
            files = []
    summary = _summary(log, found, files, as_of=str(as_of))
    if options.json:
        print_json(summary)
    else:
        print_text("\n".join(_lines(summary, log, options.lang)))
    is_grave = any(each["severity"] in _GRAVE for each in summary["findings"])
    return 1 if options.strict and (is_grave or summary["errors"] or summary["refused"]) else 0


@contextlib.contextmanager
def _progress(lang: Lang) -> Iterator[Callable[[str, str], None]]:
    """Tells on a terminal what is being done; nothing where standard error is no terminal."""
    if not sys.stderr.isatty() or find_spec("rich") is None:
        yield lambda zh, en: None  # noqa: ARG005 - nothing to tell
        return
    rich = import_module("rich.progress")
    console = import_module("rich.console").Console(stderr=True)
    bar = rich.Progress(
        rich.SpinnerColumn(),
        rich.TextColumn("{task.description}"),
        rich.BarColumn(),
        rich.TimeElapsedColumn(),
        console=console,
        transient=True,
    )
    with bar:
        task: list[Any] = []

        def step(zh: str, en: str) -> None:
            if task:
                bar.update(task[-1], total=1, completed=1)
            task.append(bar.add_task(zh if lang == "zh" else en, total=None))

        yield step


def _summary(log: Log, found: Any, files: list[str], *, as_of: str) -> dict[str, Any]:
    """The counts: stages, findings, errors, refusals."""
    errors = found.cases.filter(found.cases["error"].is_not_null())
    findings = Counter(
        zip(
            found.findings["severity"].cast(str).to_list(),
            found.findings["code"].cast(str).to_list(),
            strict=True,
        )
    )
    stages = Counter(found.cases["stage_filing"].cast(str).drop_nulls().to_list())
    order = ("breach", "consequence", "defect", "notice")
    return {
        "schema": "gaf-audit-summary/1",
        "as_of": as_of,
        "cases": len(found.cases),
        "errors": len(errors),
        "first_errors": [
            {"case_id": case_id, "error": error}
            for case_id, error in errors.select("case_id", "error").head(_MOST_ERRORS).rows()
        ],
        "stages": dict(stages.most_common()),
        "findings": [
            {"severity": severity, "code": code, "count": count}
            for (severity, code), count in sorted(
                findings.items(), key=lambda item: (order.index(item[0][0]), -item[1], item[0][1])
            )
        ],
        "refused": log.report.refused,
        "report": log.report.to_dict(),
        "files": files,
    }


def _lines(summary: dict[str, Any], log: Log, lang: Lang) -> Iterator[str]:
    zh = lang == "zh"
    yield from log.report.text(lang).splitlines()
    assessed = summary["cases"] - summary["errors"]
    yield (
        f"已评估 {assessed} 件；不能评估 {summary['errors']} 件"
        if zh
        else f"{counted(assessed, 'case')} assessed; {summary['errors']} cannot be"
    )
    for each in summary["first_errors"]:
        yield f"- {clean(str(each['case_id']))}{'：' if zh else ': '}{clean(each['error'])}"
    for title, rows in (
        ("备案阶段" if zh else "stages of filing", summary["stages"].items()),
        (
            "认定" if zh else "findings",
            [((each["severity"], each["code"]), each["count"]) for each in summary["findings"]],
        ),
    ):
        if rows:
            yield title
        for key, count in rows:
            yield f"  {count:>8}  {_named(key, lang)}"
    for file in summary["files"]:
        yield f"已写入 {clean(file)}" if zh else f"written: {clean(file)}"


def _named(key: Any, lang: Lang) -> str:
    if isinstance(key, str):
        return label("stage", key, lang)
    severity, code = key
    words = label("finding", code, lang), label("severity", severity, lang)
    return (
        f"{words[0]}（{words[1]}，{code}）" if lang == "zh" else f"{words[0]} ({words[1]}, {code})"
    )
