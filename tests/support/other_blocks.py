"""Runs what is no Python on a page: bash its ``sh``; ``json``, ``toml``, ``sql`` go to what reads them.

The commands of a page run in one folder, top to bottom, where what the page calls by a name of its own is at
hand: ``CASE.json``, ``台账.xlsx``. A block that needs a network, a server or another shell is not run; its
commands of ours are held against the parser of the command line. A form that nothing reads is a mistake.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter
from documents import Mismatch, blocks

import gaf_rules as gaf
from gaf_rules.cli.arguments import UsageError, parser

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from documents import Block

__all__ = ["check_other_blocks"]

_ELSEWHERE: Final = re.compile(
    r"^(pip|npm|npx|curl|uvicorn|make|eval) |^gaf-rules serve", re.MULTILINE
)
_OURS: Final = re.compile(r"gaf-rules ([^|<>;)\n]+)")
_STANDING_IN: Final = {
    "gaf-rules": f'exec {shlex.quote(sys.executable)} -m gaf_rules "$@"',
    "psql": "exec cat > psql.sql",
    "python3": f'exec {shlex.quote(sys.executable)} "$@"',
}
_FORMS: Final[dict[str, Callable[[Any], object]]] = {"gaf-case/1": gaf.Case.from_dict}


def check_other_blocks(text: str, *, root: Path, folder: Path) -> tuple[int, list[Mismatch]]:
    """How many blocks of a page were looked at, and what went wrong with which.

    Arguments:
        text: the page, Markdown.
        root: the checkout.
        folder: an empty one, to work in.
    """
    (folder / "examples").symlink_to(root / "examples")
    found = [each for each in blocks(text) if each.run and each.lang in _CHECKS]
    said = [_CHECKS[each.lang](each, text, root, folder) for each in found]
    wrong = [
        Mismatch(line=each.line, code=each.text, expected="", got=told)
        for each, told in zip(found, said, strict=True)
        if told
    ]
    return len(found), wrong


def _shell(block: Block, page: str, root: Path, folder: Path) -> str:
    if _ELSEWHERE.search(block.text):
        joined = block.text.replace("\\\n", " ")
        return "\n".join(filter(None, (_unparsed(found) for found in _OURS.findall(joined))))
    for name, made in _AT_HAND.items():
        if name in block.text and not (folder / name).exists():
            made(folder / name, page)
    bin_ = folder / "bin"
    bin_.mkdir(exist_ok=True)
    for name, does in _STANDING_IN.items():
        (bin_ / name).write_text(f"#!/bin/sh\n{does}\n")
        (bin_ / name).chmod(0o755)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block.text],  # noqa: S607 - the bash of the path
        cwd=folder,
        env={"PATH": f"{bin_}:/usr/bin:/bin", "PYTHONPATH": str(root), "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return f"exit {done.returncode}: {done.stderr}" if done.returncode else ""


def _unparsed(command: str) -> str:
    try:
        parser("en").parse_args(shlex.split(command, comments=True))
    except UsageError:
        return f"no such command: gaf-rules {command}"
    return ""


def _json(block: Block, _: str, __: Path, folder: Path) -> str:
    try:
        document = json.loads(block.text)
        form = document.get("schema")
        if form is None and {"place", "kind"} <= document.keys():
            gaf.Overlay.from_dict(document)
            (folder / "closure.json").write_text(block.text, encoding="utf-8")
        elif form in _FORMS:
            _FORMS[form](document)
        else:
            return f"nothing here reads {form}"
    except (ValueError, gaf.GafRulesError) as error:
        return str(error)
    return ""


def _toml(block: Block, *_: object) -> str:
    try:
        held = tomllib.loads(block.text)
        if "project" in held:  # a pyproject.toml: that it names the library is all that is of ours
            return "" if "gaf_rules" in held["project"]["dependencies"] else "another library"
        if held.get("schema") == "gaf-mapping/1":
            gaf.Mapping.from_toml(block.text)
        else:
            gaf.Notice.from_toml(block.text)
    except (ValueError, gaf.GafRulesError) as error:
        return str(error)
    return ""


def _sql(block: Block, *_: object) -> str:
    """Each statement gives one row: the day that its comment is about."""
    with sqlite3.connect(":memory:") as base:
        base.executescript(gaf.export_calendar(format="sqlite").decode())
        try:
            rows = [base.execute(each).fetchall() for each in block.text.split(";") if each.strip()]
        except sqlite3.Error as error:
            return str(error)
    return "" if all(len(found) == 1 for found in rows) else f"not one row each: {rows}"


_CHECKS: Final[dict[str, Callable[[Block, str, Path, Path], str]]] = {
    "sh": _shell,
    "json": _json,
    "toml": _toml,
    "sql": _sql,
}


# -- what pages call by a name -----------------------------------------------------------------------------
def _case(path: Path, _: str) -> None:
    shutil.copy(path.parent / "examples" / "feedback-in-spring-festival.json", path)


def _notice(path: Path, page: str) -> None:
    """The text that the page itself has parsed."""
    path.write_text(
        re.findall(r'(?s)^text = """\n(.*?)"""', page, re.MULTILINE)[0], encoding="utf-8"
    )


def _workbook(path: Path, _: str) -> None:
    row = {
        "案件编号": "2026-001",
        "应用形态": "小程序",
        "在移动智能终端上运行": "是",
        "服务对象": "供内部工作人员使用",
        "面向基层": "否",
        "单位性质": "行政机关",
        "单位层级": "市县单位",
        "事件": "应用上线",
        "日期": "2026-03-09",
    }
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, list(row))
        sheet.write_row(1, 0, list(row.values()))


def _events(path: Path, _: str) -> None:
    gaf.simulate(20, seed=1).events.write_parquet(path)


def _cases(path: Path, _: str) -> None:
    gaf.simulate(20, seed=1).cases.write_parquet(path)


_AT_HAND: Final[dict[str, Callable[[Path, str], None]]] = {
    "CASE.json": _case,
    "NOTICE.txt": _notice,
    "台账.xlsx": _workbook,
    "EVENTS": _events,
    "CASES": _cases,
}
