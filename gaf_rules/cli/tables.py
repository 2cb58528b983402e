"""``gaf-rules audit``: the logs of many cases, from the tables that an office keeps to what holds of them."""

from __future__ import annotations

import contextlib
import sys
from collections import Counter
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from gaf_rules.cli.declared import Command
from gaf_rules.cli.files import read_date
from gaf_rules.cli.options import calendar_of, readings_of, tell_idle, tell_later
from gaf_rules.cli.output import print_json, print_text
from gaf_rules.messages import label
from gaf_rules.report.layout import clean
from gaf_rules.sheets.log import Report
from gaf_rules.sheets.reading import read_log
from gaf_rules.sheets.writing import NAMED, TABLE_FORMATS, write_tables
from gaf_rules.values.errors import GafRulesError
from gaf_rules.values.lacking import missing_extra
from gaf_rules.values.texts import counted

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from gaf_rules.values.texts import Lang

    Step = Callable[..., None]

__all__ = ["COMMANDS"]

_GRAVE = ("breach", "consequence")
_MOST_ERRORS = 5


def _run(options: argparse.Namespace) -> int:
    """Reads, audits, writes, and prints a summary."""
    as_of = read_date(options.as_of, "--as-of")
    arguments: dict[str, Any] = {
        "as_of": as_of,
        "calendar": calendar_of(options),
        "readings": readings_of(options),
        "disputes": options.disputes,
        "keep": True,
        "lang": options.lang,
    }
    with _progress(options.lang) as step:
        run = _in_batches if options.in_batches else _in_memory
        counts, report, files = run(options, arguments, step)
    summary = {
        "schema": "gaf-audit-summary/1",
        "as_of": str(as_of),
        **counts.summary(),
        "refused": report.refused,
        "report": report.to_dict(),
        "files": files,
    }
    if options.json:
        print_json(summary)
    else:
        print_text("\n".join(_lines(summary, report, options.lang)))
    is_grave = any(each["severity"] in _GRAVE for each in summary["findings"])
    return 1 if options.strict and (is_grave or summary["errors"] or summary["refused"]) else 0


def _in_memory(
    options: argparse.Namespace, arguments: dict[str, Any], step: Step
) -> tuple[_Counts, Report, list[str]]:
    audit: Callable[..., Any] = import_module("gaf_rules").audit
    step("读入", "reading")
    log = read_log(options.events, options.cases, mapping=options.mapping, frame="polars")
    step("评估", "assessing")
    tell_idle(options, log.cases["place"])
    tell_later(options, log.events["on"], arguments["as_of"])
    found = audit(log.events, log.cases, **arguments)
    counts = _Counts()
    counts.add(found.cases, found.findings)
    for each in () if options.json else counts.first:
        each["error"] = log.report.placed(each["case_id"], each["error"], options.lang)
    if options.out is None:
        return counts, log.report, []
    step("写出", "writing")
    is_workbook = str(options.out).lower().endswith(".xlsx")
    tables = {"findings": found.findings, "cases": found.cases, "duties": found.duties}
    if is_workbook:
        tables["cases"] = _placed(found.cases, log.report, options.lang)
        tables = {name: _with_names(table, log.cases) for name, table in tables.items()}
    tables["refused"] = log.refused
    files = write_tables(tables, options.out, form=options.format, lang=options.lang)
    return counts, log.report, files


def _with_names(table: Any, cases: Any) -> Any:
    """A table for people: what the app and its sponsor are called stands beside the id of the case."""
    names = cases.select(NAMED)
    rest = [name for name in table.columns if name != "case_id"]
    return table.join(names, on="case_id", how="left", maintain_order="left").select(
        *names.columns, *rest
    )


def _placed(cases: Any, report: Report, lang: Lang) -> Any:
    """The cases with each error naming rows and columns as a person sees them, not paths."""
    errors = [
        None if error is None else report.placed(case_id, error, lang)
        for case_id, error in cases.select("case_id", "error").iter_rows()
    ]
    return cases.with_columns(import_module("polars").Series("error", errors, cases["error"].dtype))


def _in_batches(
    options: argparse.Namespace, arguments: dict[str, Any], step: Step
) -> tuple[_Counts, Report, list[str]]:
    """Files to files; what is printed is counted in the files that came out."""
    wanted = {"CASES": options.cases, "--out": options.out}
    missing = [name for name, value in wanted.items() if value is None]
    if missing or options.mapping is not None or options.format not in {None, "parquet"}:
        raise GafRulesError(
            zh="--in-batches 需要 CASES 与 --out DIR，读写 Parquet，不用 --mapping",
            en="--in-batches needs CASES and --out DIR, reads and writes Parquet, takes no --mapping",
        )
    if str(options.out).endswith((".xlsx", ".parquet", ".csv")):
        raise GafRulesError(
            zh=f"--in-batches 的结果是一个文件夹，得到 --out {options.out}",
            en=f"the results of --in-batches are a folder; got --out {options.out}",
        )
    try:
        pl = import_module("polars")
        run = import_module("gaf_rules.adapters.parquet_audit").audit_parquet
    except ModuleNotFoundError as error:
        asked = "--in-batches"
        raise missing_extra(asked, error) from error
    said = {"spread": ("按案件分批", "spreading"), "judge": ("评估", "assessing")}
    found = run(
        options.events,
        options.cases,
        options.out,
        **arguments,
        progress=lambda what, done, of: step(*said[what], done, of),
    )
    counts = _Counts()
    for path in sorted(found.cases.iterdir()):
        cases = pl.read_parquet(path, columns=["case_id", "stage_filing", "error"])
        findings = pl.read_parquet(found.findings / path.name, columns=["severity", "code"])
        counts.add(cases, findings)
    read = found.read
    sheets = tuple((name, name, rows) for name, rows in read.items())
    report = Report(
        sheets=sheets,
        columns=(),
        cases=read["cases"],
        events=read["events"],
        refused=0,
        troubles=(),
    )
    return counts, report, [str(found.cases), str(found.duties), str(found.findings)]


@contextlib.contextmanager
def _progress(lang: Lang) -> Iterator[Step]:
    """Tells on a terminal what is being done; nothing where standard error is no terminal."""
    if not sys.stderr.isatty() or find_spec("rich") is None:
        yield lambda *_: None
        return
    rich = import_module("rich.progress")
    console = import_module("rich.console").Console(stderr=True)
    bar = rich.Progress(
        rich.SpinnerColumn(),
        rich.TextColumn("{task.description}"),
        rich.BarColumn(),
        rich.TimeElapsedColumn(),
        rich.TimeRemainingColumn(),
        console=console,
        transient=True,
    )
    with bar:
        tasks: dict[str, Any] = {}

        def step(zh: str, en: str, done: int = 0, of: int | None = None) -> None:
            if en not in tasks:
                for task in tasks.values():
                    bar.update(task, total=1, completed=1)
                tasks[en] = bar.add_task(zh if lang == "zh" else en, total=of)
            bar.update(tasks[en], completed=done)

        yield step


class _Counts:
    """What a summary tells, counted table by table: stages, findings, errors."""

    def __init__(self) -> None:
        self.cases = self.errors = 0
        self._kinds: dict[str, dict[str, Any]] = {}
        self.stages: Counter[str] = Counter()
        self.findings: Counter[tuple[str, str]] = Counter()

    def add(self, cases: Any, findings: Any) -> None:
        """Counts two tables of Polars, those of one batch or of all."""
        errors = cases.filter(cases["error"].is_not_null())
        self.cases += len(cases)
        self.errors += len(errors)
        pl = import_module("polars")
        kinds = errors.group_by(
            pl.col("error").cast(str).str.replace_all(r"\d+", "").alias("kind"), maintain_order=True
        )
        firsts = (pl.col("case_id").first(), pl.col("error").first(), pl.len())
        for kind, case_id, error, count in kinds.agg(*firsts).rows():
            held = self._kinds.setdefault(kind, {"case_id": case_id, "error": error, "count": 0})
            held["count"] += count
        self.stages.update(_counted(cases, "stage_filing"))
        for word, count in _counted(findings, "severity", "code").items():
            self.findings[word] += count

    @property
    def first(self) -> list[dict[str, Any]]:
        """The first case of each kind of error, the most frequent first; numbers do not make a kind."""
        found = sorted(self._kinds.values(), key=lambda each: -each["count"])
        return found[:_MOST_ERRORS]

    def summary(self) -> dict[str, Any]:
        """The counts as JSON, the gravest first."""
        order = ("breach", "consequence", "defect", "notice")
        found = sorted(
            self.findings.items(), key=lambda item: (order.index(item[0][0]), -item[1], item[0][1])
        )
        return {
            "cases": self.cases,
            "errors": self.errors,
            "first_errors": self.first,
            "stages": dict(self.stages.most_common()),
            "findings": [
                {"severity": severity, "code": code, "count": count}
                for (severity, code), count in found
            ],
        }


def _counted(table: Any, *columns: str) -> dict[Any, int]:
    """How often each word, or each pair of words, stands there."""
    words = table.select(table[name].cast(str) for name in columns).drop_nulls()
    groups = words.group_by(columns, maintain_order=True).len().rows()
    return {row[0] if len(columns) == 1 else row[:-1]: row[-1] for row in groups}


def _lines(summary: dict[str, Any], report: Report, lang: Lang) -> Iterator[str]:
    zh = lang == "zh"
    yield from report.text(lang).splitlines()
    assessed = summary["cases"] - summary["errors"]
    yield (
        f"已评估 {assessed} 件；不能评估 {summary['errors']} 件"
        if zh
        else f"{counted(assessed, 'case')} assessed; {summary['errors']} cannot be"
    )
    for each in summary["first_errors"]:
        alike = each["count"] - 1
        more_zh, more_en = (
            (f"（另有 {alike} 件同类）", f" (and {alike} alike)") if alike else ("", "")
        )
        yield (
            f"- {clean(str(each['case_id']))}：{clean(each['error'])}{more_zh}"
            if zh
            else f"- {clean(str(each['case_id']))}: {clean(each['error'])}{more_en}"
        )
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


COMMANDS: Final = {"audit": Command(_run, {"--format": TABLE_FORMATS})}
"""Name to command."""
