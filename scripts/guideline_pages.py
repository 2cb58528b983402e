"""Writes the page that shows the Hainan guideline as diagrams and tables, out of its rows.

Run it from the checkout, with the library installed::

    python scripts/guideline_pages.py

The page is ``docs/reference/guideline.md``, in Chinese ``docs/zh/reference/guideline.md``. A test makes
both again and compares, so that neither can go stale.
"""  # noqa: INP001 - a script, no package

from __future__ import annotations

from pathlib import Path
from typing import Final

from gaf_rules.guidelines.hainan import HAINAN
from gaf_rules.language.vocabulary import PROCEDURES
from gaf_rules.show.diagrams import (
    duties_table,
    facts_table,
    findings_table,
    periods_table,
    routes_diagram,
    routes_table,
    state_diagram,
)
from gaf_rules.show.tables import definitions_table

_DOCS: Final = Path(__file__).resolve().parent.parent / "docs"
PATHS: Final = {
    "en": _DOCS / "reference" / "guideline.md",
    "zh": _DOCS / "zh" / "reference" / "guideline.md",
}

_PAGES: Final = {
    "en": """\
# The guideline in diagrams and tables

*Written by `python scripts/guideline_pages.py` from the rows of the guideline; do not edit.*

The filing, the change and the deregistration of a government app in Hainan, as the library knows them. A
clause such as `2.4.4c` is section two (four), paragraph 4, part c.

## Who sends what to whom

The first tier is the municipal cyberspace administration for the units of a city or county, and the
provincial department for itself and its institutions. What comes back down may be passed on in one step or
in two.

{routes}

The way up depends on the sponsor:

{ways}

## The stages

A stage says whose move it is; what time alone brings about is an edge with its period. Where two edges
leave a stage by the same event, the materials, the day or the reading chosen decides. Where the same
leads from three stages and more to one, a box that names them all has the edge; the first stage has its own.

{states}

## Every number of working days

Where more than one event is named, the first that is on record counts; a reading is named beside what it
brings into play.

{periods}

## Every duty

Without a time limit the text says only that something must be done, or in what order; the assessment then
counts the working days that have gone by.

{duties}

## What becomes of a duty

Each line is a definition, worked out from what is given and from the lines before it. Given are the row
(`duty`) and the `facts` of its record, what started it (`trigger`), the last day that the period and the
marks of its clock leave (`due`) and an extension that came after it (`extended_late_on`), the day it was
done and the day it fell away (`done_on`, `void_on`), the calendar that counts for its bearer (`view`) and
the national one (`calendar`), the `readings`, the `bearer`, the `place` of the sponsor and the day of
assessment (`as_of`). What rows ask of a duty is here under `duty.` and the name; these rest on the lines
above it (`state`).

{definitions}

## Every finding

`–` as a clause stands for the clause of the duty concerned. The notice `ROUTE_UNDETERMINED` ({route_clause})
comes with the open route above.

{findings}

## What the text states

It binds nobody, but the guideline as a value carries it.

{facts}
""",
    "zh": """\
# 图表中的指南

*本页由 `python scripts/guideline_pages.py` 按指南的规则行生成，请勿手改。*

海南省政务应用程序的备案、备案变更与备案注销，按本库所载规则列示。条款编号如 `2.4.4c`，
指二、（四）第 4 款 c 段。

## 谁向谁送什么

核实单位：市县单位为市县网信办，省直部门及其所属单位为省直部门。向下转告，可以一步到位，也可以经核实单位分两步。

{routes}

向上的路径因单位而异：

{ways}

## 各阶段

每个阶段注明下一步由谁走；单凭时间届满发生的变化，以注明期限的连线表示。同一事件通向两个阶段的，由材料、日期或所选读法决定。三个以上阶段以同一方式通向同一阶段的，合写为一框，只画一条连线；第一个阶段单画。

{states}

## 每一个工作日期限

列有多个事件的，以有记录的第一个为准；读法写在它所启用的事件旁边。

{periods}

## 每一项义务

没有期限的，原文只说应当做什么或者先后次序；评估时列出已经过去的工作日数。

{duties}

## 义务怎样认定

每行是一个定义，由已给出的和前面各行得出。已给出的有：规则行（`duty`）及其记录中的事实（`facts`），
起算的事件（`trigger`），由期限和计时标记得出的最后期限（`due`）与逾期之后才有的延长（`extended_late_on`），
履行之日和终止之日（`done_on`、`void_on`），
适用于义务人的日历（`view`）和全国日历（`calendar`），所选读法（`readings`），义务人（`bearer`），
主办单位所在地（`place`）以及评估日（`as_of`）。
规则行以 `duty.` 加名称引用这里的事实，它们以上面各行的结果（`state`）为据。

{definitions}

## 每一项结论

条款为 `–` 的，指所涉义务的条款。提示 `ROUTE_UNDETERMINED`（{route_clause}）与上文待判定的路径相应。

{findings}

## 指南载明的事实

不设义务，但作为数据随指南一并提供。

{facts}
""",
}


def _mermaid(text: str) -> str:
    return f"```mermaid\n{text}\n```"


def page(lang: str) -> str:
    """The page in ``en`` or ``zh``."""
    states = "\n\n".join(
        f"### {_capital(HAINAN.label('procedure', procedure, lang))}\n\n"
        + _mermaid(state_diagram(HAINAN, procedure, lang))
        for procedure in PROCEDURES
    )
    return _PAGES[lang].format(
        routes=_mermaid(routes_diagram(HAINAN, lang)),
        ways=routes_table(HAINAN, lang).markdown(),
        states=states,
        periods=periods_table(HAINAN, lang).markdown(),
        duties=duties_table(HAINAN, lang).markdown(),
        definitions=definitions_table(lang).markdown(),
        findings=findings_table(HAINAN, lang).markdown(),
        facts=facts_table(HAINAN, lang).markdown(),
        route_clause=HAINAN.route_clause,
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def main() -> None:
    """Write both pages."""
    for lang, path in PATHS.items():
        path.write_text(page(lang), encoding="utf-8")


if __name__ == "__main__":
    main()
