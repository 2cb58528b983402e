"""An audit as a notebook shows it: what came of the cases, and how to look further."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import TYPE_CHECKING, Any

import narwhals as nw

from gaf_rules.messages import label
from gaf_rules.values.texts import counted
from gaf_rules.values.theme import sheet, wide

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["as_html"]

_SEVERITIES = ("breach", "consequence", "defect", "notice")
_FURTHER = (
    "<code>.cases</code> · <code>.duties</code> · <code>.findings</code> · "
    "<code>gaf.explain(gaf.assess(gaf.case_from(events, cases, case_id), as_of=…))</code>"
)
_CELL = "padding:0 .8em;text-align:"


def _column(table: Any, name: str) -> list[Any]:
    values: list[Any] = nw.from_native(table, eager_only=True).get_column(name).to_list()
    return [None if value is None or value != value else value for value in values]  # noqa: PLR0124 - NaN


def as_html(cases: Any, findings: Any) -> str:
    """Counts of stages, findings and errors, in Chinese and English, and the calls that show more."""
    errors = sum(error is not None for error in _column(cases, "error"))
    total = len(_column(cases, "case_id"))
    stages = Counter(stage for stage in _column(cases, "stage_filing") if stage is not None)
    codes = Counter(zip(_column(findings, "severity"), _column(findings, "code"), strict=True))
    graded = sorted(codes.items(), key=lambda item: (_SEVERITIES.index(item[0][0]), -item[1]))
    parts = [
        f"<p>{total} 件案件，{errors} 件不能评估 · {counted(total, 'case')}, {errors} cannot be assessed</p>",
        _table(
            "备案阶段 · stages of filing",
            (
                (label("stage", stage, "zh"), label("stage", stage, "en"), "", count)
                for stage, count in stages.most_common()
            ),
        ),
        _table(
            "认定 · findings",
            (
                (
                    label("finding", code, "zh"),
                    label("finding", code, "en"),
                    f"{label('severity', severity, 'zh')} · {label('severity', severity, 'en')}",
                    count,
                )
                for (severity, code), count in graded
            ),
        ),
        f"<p>{_FURTHER}</p>",
    ]
    # Both languages stand in it; what is not marked otherwise is Chinese first.
    return sheet("".join(parts), lang="zh")


def _table(caption: str, rows: Iterable[tuple[str, str, str, int]]) -> str:
    lines = "".join(
        f'<tr><td style="{_CELL}left" lang="zh">{escape(zh)}</td>'
        f'<td style="{_CELL}left" lang="en">{escape(en)}</td>'
        f'<td style="{_CELL}left">{escape(note)}</td><td style="{_CELL}right">{count}</td></tr>'
        for zh, en, note, count in rows
    )
    if not lines:
        return ""
    return wide(
        '<table style="font-variant-numeric:tabular-nums">'
        f'<caption style="text-align:left">{escape(caption)}</caption>{lines}</table>'
    )
