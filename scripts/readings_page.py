"""Writes the page on every point that the guideline leaves open, out of the texts on the readings.

Run it from the checkout, with the library installed::

    python scripts/readings_page.py

The page is ``docs/reference/readings.md``, in Chinese ``docs/zh/reference/readings.md``. A test makes both
again and compares, so that neither can go stale.
"""  # noqa: INP001 - a script, no package

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from gaf_rules.guidelines.hainan import HAINAN
from gaf_rules.readings_text import FIXED, READING_TEXTS

if TYPE_CHECKING:
    from gaf_rules.readings_text import Cite, FixedPoint, ReadingText

_DOCS: Final = Path(__file__).resolve().parent.parent / "docs"
PATHS: Final = {
    "en": _DOCS / "reference" / "readings.md",
    "zh": _DOCS / "zh" / "reference" / "readings.md",
}

_EXAMPLE: Final = """\
```python
from datetime import date

import gaf_rules as gaf

strict = gaf.Readings(feedback_receipt="provincial_department", trigger_day="include")
print(gaf.deadline("2.4.4c", trigger=date(2026, 9, 10)).on)
print(gaf.deadline("2.4.4c", trigger=date(2026, 9, 10), readings=strict).on)
print(strict.chosen())
```

```text
2026-09-23
2026-09-22
{'trigger_day': 'include', 'feedback_receipt': 'provincial_department'}
```"""

_PAGES: Final = {
    "en": """\
# Readings: where the text can be read in two ways

*Written by `python scripts/readings_page.py` from the texts on the readings; do not edit.*

At {readings} points the text allows two readings and the machine has to choose. Each is a field of
`gaf.Readings`; the first option is the default. Every other ambiguity has a fixed answer or asks a person:
they are listed [below](#points-without-a-choice).

{example}

An assessment names the options it stands on (`provenance.readings`), each date is given with the one that is
in time under every option (`safe_on`), each finding with the readings whose other option would change it
(`disputed_by`). `gaf.disputes` shows what changes under each other option, `gaf.interactions` what two of
them do together that neither does alone.

The articles named belong to other statutes and guide by analogy: those who file are public bodies, and the
guideline has no rules of its own on counting. A † marks what is known only from excerpts made by others.

{texts}

## Points without a choice

What decides is the *default* (the library always reads it so), a *fact* (the case states it) or a *question*
(the assessment asks a person where the answer matters).

{fixed}
""",
    "zh": """\
# 读法：文本可以有两种理解之处

*本页由 `python scripts/readings_page.py` 按读法的文字生成，请勿手改。*

有 {readings} 处文本容许两种读法，而机器必须选定一种。每一处是 `gaf.Readings` 的一个字段，第一个选项是默认值。其余含混之处，或者有固定的处理，或者交由人判定，列在[下文](#不设选项之处)。

{example}

评估写明所依据的选项（`provenance.readings`）；每个日期都附上在任何选项之下都不逾期的日期（`safe_on`），每个结论都列出哪几项读法一换即变（`disputed_by`）。`gaf.disputes` 列出每一个其他选项改变什么，`gaf.interactions` 列出两个选项合在一起、而单独都不会带来的结果。

所引条文出自其他法律法规，只作类推：备案的双方都是机关和单位，指南自己没有关于期间计算的规则。标 † 的，仅见于他人的摘录。

{texts}

## 不设选项之处

由什么决定：*默认*（库一律如此读法）、*事实*（案卷写明）或者*提问*（答案有影响时，评估向人提问）。

{fixed}
""",  # noqa: E501 - lines of a page
}

_DECIDED: Final = {
    "default": ("默认", "default"),
    "fact": ("事实", "fact"),
    "question": ("提问", "question"),
}
_WORDS: Final = {
    "option": ("选项", "option"),
    "meaning": ("含义", "meaning"),
    "default": ("默认", "default"),
    "bears": ("影响义务的日期", "Bears on the date of"),
    "clauses": ("条款", "Clauses"),
    "cites": ("所引条文", "Articles"),
    "clause": ("条款", "clauses"),
    "decides": ("决定者", "what decides"),
    "answer": ("处理", "how it is taken"),
    "whole": ("全文", "the whole"),
}


def _place(lang: str) -> int:
    return 0 if lang == "zh" else 1


def _word(key: str, lang: str) -> str:
    return _WORDS[key][_place(lang)]


def _list(items: tuple[str, ...], lang: str) -> str:
    return ("、" if lang == "zh" else ", ").join(items)


def _pick(lang: str, zh: str, en: str) -> str:
    return zh if lang == "zh" else en


def _cite(cite: Cite, lang: str) -> str:
    return _pick(lang, cite.zh, cite.en) + ("†" if cite.secondary else "")


def _bearing(field: str) -> tuple[str, ...]:
    """The clauses of the duties whose date a reading moves."""
    return tuple(dict.fromkeys(row.clause for row in HAINAN.duties if field in row.readings))


def _reading(text: ReadingText, lang: str) -> str:
    """One reading: question, options, argument, articles."""
    colon = _pick(lang, "：", ": ")
    lines = [
        f"## `{text.field}`{colon}{_pick(lang, text.zh, text.en)}",
        "",
        f"{_pick(lang, text.question_zh, text.question_en)} ({text.ambiguity})",
        "",
        f"| {_word('option', lang)} | {_word('meaning', lang)} |",
        "|---|---|",
    ]
    for number, option in enumerate(text.options):
        name = f"`{option.key}`" + (f" ({_word('default', lang)})" if number == 0 else "")
        meaning = _pick(lang, option.meaning_zh, option.meaning_en)
        label = _pick(lang, option.zh, option.en)
        lines.append(f"| {name} | **{label[:1].upper() + label[1:]}.** {meaning} |")
    if lang == "zh":
        lines = [
            line.replace(".**", "。**").replace(" (", "（").replace(")", "）") for line in lines
        ]
    lines += ["", _pick(lang, text.argument_zh, text.argument_en), ""]
    lines.append(f"{_word('clauses', lang)}{colon}{_list(text.clauses, lang)}")
    bearing = _bearing(text.field)
    if bearing:
        lines.append(f"\n{_word('bears', lang)}{colon}{_list(bearing, lang)}")
    cites = tuple(_cite(cite, lang) for cite in text.cites)
    lines.append(f"\n{_word('cites', lang)}{colon}{_pick(lang, '；', '; ').join(cites)}")
    return "\n".join(lines)


def _fixed(points: tuple[FixedPoint, ...], lang: str) -> str:
    """The points without a choice, as a table."""
    lines = [
        f"| | {_word('clause', lang)} | {_word('decides', lang)} | {_word('answer', lang)} |",
        "|---|---|---|---|",
    ]
    for point in points:
        clauses = _list(point.clauses, lang) or _word("whole", lang)
        decided = _DECIDED[point.decided_by][_place(lang)]
        lines.append(f"| {point.id} | {clauses} | {decided} | {_pick(lang, point.zh, point.en)} |")
    return "\n".join(lines)


def page(lang: str) -> str:
    """The page in ``en`` or ``zh``."""
    return _PAGES[lang].format(
        readings=len(READING_TEXTS),
        example=_EXAMPLE,
        texts="\n\n".join(_reading(text, lang) for text in READING_TEXTS.values()),
        fixed=_fixed(tuple(FIXED.values()), lang),
    )


def main() -> None:
    """Write both pages."""
    for lang, path in PATHS.items():
        path.write_text(page(lang), encoding="utf-8")


if __name__ == "__main__":
    main()
