"""An audit as a notebook shows it: what came of the cases, and how to look further."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import TYPE_CHECKING, Any

import narwhals as nw

from gaf_rules.messages import label
from gaf_rules.values.given import in_language
from gaf_rules.values.texts import counted
from gaf_rules.values.theme import sheet, wide

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gaf_rules.language.guideline import Guideline
    from gaf_rules.values.texts import Lang
    from gaf_rules.values.theme import Theme

__all__ = ["as_html"]

_SEVERITIES = ("breach", "consequence", "defect", "notice")
_FURTHER = (
    "<code>.cases</code> · <code>.duties</code> · <code>.findings</code> · "
    '<code style="overflow-wrap:anywhere">'
    "gaf.explain(gaf.assess(gaf.case_from(events, cases, case_id), as_of=…))</code>"
)
_CELL = "padding:0 .8em;text-align:"


def _column(table: Any, name: str) -> list[Any]:
    values: list[Any] = nw.from_native(table, eager_only=True).get_column(name).to_list()
    return [None if value is None or value != value else value for value in values]  # noqa: PLR0124 - NaN


def as_html(
    cases: Any, findings: Any, lang: Lang, *, theme: Theme, guideline: Guideline | None
) -> str:
    """Counts of stages, findings and errors, and the calls that show more."""
    errors = sum(error is not None for error in _column(cases, "error"))
    total = len(_column(cases, "case_id"))
    stages = Counter(stage for stage in _column(cases, "stage_filing") if stage is not None)
    codes = Counter(zip(_column(findings, "severity"), _column(findings, "code"), strict=True))
    graded = sorted(codes.items(), key=lambda item: (_SEVERITIES.index(item[0][0]), -item[1]))
    head, of_stages, of_findings = in_language(
        lang,
        (f"{total} 件案件，{errors} 件不能评估", "备案阶段", "认定"),
        (
            f"{counted(total, 'case')}, {errors} cannot be assessed",
            "stages of filing",
            "findings",
        ),
    )
    word = label if guideline is None else guideline.label
    told = ((word("stage", stage, lang), "", count) for stage, count in stages.most_common())
    found = (
        (word("finding", code, lang), word("severity", severity, lang), count)
        for (severity, code), count in graded
    )
    body = f"<p>{head}</p>{_table(of_stages, told)}{_table(of_findings, found)}<p>{_FURTHER}</p>"
    return sheet(body, lang=lang, theme=theme)


def _table(caption: str, rows: Iterable[tuple[str, str, int]]) -> str:
    lines = "".join(
        f'<tr><td style="{_CELL}left">{escape(word)}</td>'
        f'<td style="{_CELL}left">{escape(note)}</td><td style="{_CELL}right">{count}</td></tr>'
        for word, note, count in rows
    )
    if not lines:
        return ""
    return wide(
        '<table style="font-variant-numeric:tabular-nums">'
        f'<caption style="text-align:left">{escape(caption)}</caption>{lines}</table>'
    )
