"""What a fresh process costs: bare Python, ours with one case assessed, others with one deadline counted."""

from __future__ import annotations

import compileall
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from common import N
from measure import Both, Question, Way

__all__ = ["BARE", "OURS", "question"]

BARE, OURS = "bare Python", "gaf_rules, one `assess`"
_ROOT = str(Path(__file__).resolve().parents[1])
_ASSESS = Path(__file__).with_name("first_case.py").read_text("utf-8")
_DEADLINE = """
from datetime import date
import gaf_rules as gaf
gaf.deadline("2.4.4c", date(2026, 2, 18))
"""
_OTHERS = {
    "holidays": (
        "import holidays, datetime as d; "
        f"holidays.China().get_nth_working_day(d.date(2026, 2, 18), {N})"
    ),
    "workalendar": (
        "import datetime as d; from workalendar.asia import China; "
        f"China().add_working_days(d.date(2022, 2, 18), {N})"
    ),
    "numpy": "import numpy",
    "pandas": "import pandas",
    "polars": "import polars",
    "zen": "import zen",
    "lexdays": 'import lexdays; lexdays.compute("tr/hmk", "2026-07-30", "P2W")',
}


def _way(name: str, code: str, zh: str, en: str, *, limit: bool = False) -> Way:
    text = f"import sys; sys.path.insert(0, {_ROOT!r})\n{code}"

    def call() -> None:
        subprocess.run([sys.executable, "-c", text], check=True, stderr=subprocess.DEVNULL)  # noqa: S603 - our own interpreter and text

    return Way(name=name, call=call, remark=Both(zh, en), limit=limit)


def question() -> Question:
    """The question with every library that is installed."""
    found = [name for name in _OTHERS if find_spec(name)]
    # What pip does when it installs a library, and a checkout may not have: the others have it as well.
    compileall.compile_dir(f"{_ROOT}/gaf_rules", quiet=1)
    return Question(
        key="fresh_process",
        title=Both("新进程：导入加一次评估", "A fresh process: import and one assessment"),
        about=Both(
            "整个进程从启动到结束，与空的 Python 轮流运行。",
            "The whole process from start to end, in turn with a bare one.",
        ),
        unit=Both("每个进程", "a process"),
        ways=(
            _way(OURS, _ASSESS, "导入并评估一个案件", "import, and a case assessed"),
            _way(BARE, "pass", "什么也不做", "does nothing", limit=True),
            _way(
                "gaf_rules, one `deadline`",
                _DEADLINE,
                "导入并算一个截止日",
                "import, and a last day counted",
            ),
            *(
                _way(
                    name,
                    _OTHERS[name],
                    "导入与（如有）一个期限",
                    "import, and a deadline where it has one",
                )
                for name in found
            ),
        ),
        left_out=tuple((name, "not installed") for name in _OTHERS if name not in found),
        rounds=15,
    )
