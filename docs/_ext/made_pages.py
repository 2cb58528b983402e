"""The directive ``made``: a part of a reference page made from code and rows while the pages are built.

::

    ```{made} words
    ```

What can be made is in `MADE`.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from chinese_names import CHINESE_NAMES, CHINESE_ROWS
from schema_tables import document_tables, escaped
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from word_kinds import KIND_TITLES

import gaf_rules as gaf
from gaf_rules.cli.arguments import parser
from gaf_rules.guidelines.algorithms import ALGORITHMS
from gaf_rules.law import coverage
from gaf_rules.law.citations import citations_in
from gaf_rules.show.schemas import DOCUMENTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docutils import nodes
    from sphinx.application import Sphinx

    from gaf_rules.law.coverage import ClauseCoverage
    from gaf_rules.values.texts import Lang

__all__ = ["MADE", "Made", "setup"]

_LOG = logging.getLogger(__name__)
_TESTS: Final = Path(__file__).resolve().parents[2] / "tests"


def _say(lang: Lang, zh: str, en: str) -> str:
    return en if lang == "en" else zh


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    lines += [f"| {' | '.join(escaped(cell) for cell in row)} |" for row in rows]
    return "\n".join(lines)


def formats(lang: Lang) -> str:
    """Every document that goes in or comes out."""
    blocks = []
    for name in DOCUMENTS:
        schema = gaf.schema(name)
        zh, _, en = schema["title"].partition(" / ")
        blocks.append(
            f"## {name} {_say(lang, zh, en)}\n\n"
            + _say(lang, "JSON Schema：", "JSON Schema: ")
            + f"`gaf-rules schema {name[4:-2]}`\n\n{document_tables(schema, lang)}"
        )
    return "\n\n".join(blocks)


def words(lang: Lang) -> str:
    """Every word of the library, of each kind."""
    head = (_say(lang, "代码", "code"), "中文", "English")
    for kind in sorted(gaf.LABELS.keys() ^ KIND_TITLES.keys()):
        _LOG.warning("word_kinds.py and the kinds of words differ in %s", kind)
    return "\n\n".join(
        f"## {_say(lang, *KIND_TITLES[kind])} `{kind}`\n\n"
        + _table(head, ((f"`{code}`", zh, en) for code, (zh, en) in table.items()))
        for kind, table in gaf.LABELS.items()
    )


def _options(command: argparse.ArgumentParser, lang: Lang) -> Iterator[tuple[str, ...]]:
    yes, no = _say(lang, "是", "yes"), _say(lang, "否", "no")
    for action in command._actions:  # noqa: SLF001 - argparse has no other way to ask
        if isinstance(action, argparse._SubParsersAction | argparse._HelpAction):  # noqa: SLF001 - as above
            continue
        name = ", ".join(action.option_strings) or str(action.metavar or action.dest)
        value = action.metavar if action.option_strings and action.nargs != 0 else None
        shown = f"{name} {value}" if isinstance(value, str) else name
        told = (action.help or "").replace("*", "\\*")
        if action.choices is not None:
            words = " · ".join(f"`{choice}`" for choice in action.choices)
            plain = " · ".join(action.choices)
            told = words if told == plain else f"{told}{_say(lang, '：', ': ')}{words}"
        yield f"`{shown}`", told, yes if action.required else no


def _commands(command: argparse.ArgumentParser, lang: Lang, told: str = "") -> Iterator[str]:
    subs = [a for a in command._actions if isinstance(a, argparse._SubParsersAction)]  # noqa: SLF001 - as above
    if not subs:
        head = (
            _say(lang, "参数", "argument"),
            _say(lang, "含义", "meaning"),
            _say(lang, "必填", "required"),
        )
        about = command.description or told
        yield f"## {command.prog}\n\n{about}\n\n{_table(head, _options(command, lang))}"
    for group in subs:
        helps = {each.dest: each.help or "" for each in group._choices_actions}  # noqa: SLF001 - as above
        for name, each in group.choices.items():
            yield from _commands(each, lang, helps[name])


def commands(lang: Lang) -> str:
    """Every command with its options, as its own help has them, in one language."""
    return "\n\n".join(_commands(parser(lang), lang))


def _reason(reason: str | None, lang: Lang) -> str:
    zh, _, en = (reason or "").partition(" / ")
    return _say(lang, zh, en or zh)


_ROW_KINDS: Final = {
    "transition": ("流转", "transitions"),
    "lapse": ("期满", "lapses"),
    "duty": ("义务", "duties"),
    "period": ("期限", "period"),
    "ahead": ("须在前", "ahead of another act"),
    "finding": ("认定", "findings"),
    "question": ("问题", "question"),
    "scope": ("适用范围", "scope"),
    "route": ("路径", "routes"),
    "material": ("材料", "materials"),
    "form": ("表格", "forms"),
    "fact": ("事实", "facts"),
}


def _rows_of(each: ClauseCoverage, lang: Lang) -> str:
    """What the rows of a clause are about, by kind; how many there are, where some are about the same."""
    told = []
    for kind, names in _ROW_KINDS.items():
        rows = [row for row in each.rows if row.kind == kind]
        words = [*dict.fromkeys(filter(None, (row.words[lang == "en"] for row in rows)))]
        number = f" {len(rows)}" if len(rows) > max(1, len(words)) else ""
        about = _say(lang, "：", ": ") + _say(lang, "、", ", ").join(words) if words else ""
        told += [f"{_say(lang, *names)}{number}{about}"] if rows else []
    return _say(lang, "；", "; ").join(told)


def clauses(lang: Lang) -> str:
    """Every clause: our wording, whether it binds somebody, the rows and the tests that stand on it."""
    tests = citations_in(_TESTS, gaf.HAINAN, others=[ALGORITHMS])
    found = coverage(gaf.HAINAN, tests)
    norms = [each for each in found.clauses if each.norm]
    with_rows = sum(bool(each.rows) for each in norms)
    told = _say(
        lang,
        f"条款 {len(found.clauses)} 条，其中规范性条款 {len(norms)} 条：有规则行的 {with_rows} 条，"
        f"说明理由而不设规则的 {len(norms) - with_rows - len(found.uncovered)} 条，"
        f"遗漏 {len(found.uncovered)} 条。",
        f"{len(found.clauses)} clauses, {len(norms)} of them norms: {with_rows} with rows, "
        f"{len(norms) - with_rows - len(found.uncovered)} without, for a reason given, "
        f"{len(found.uncovered)} missing.",
    )
    head = (
        _say(lang, "条款", "clause"),
        _say(lang, "内容（本库的表述）", "what it says, in our wording"),
        _say(lang, "规则行", "rows"),
        _say(lang, "测试", "tests"),
    )
    rows = (
        (
            f"`{each.clause}`" + ("" if each.norm else "\u00a0–"),
            gaf.HAINAN.wording(each.clause, lang),
            _rows_of(each, lang) or _reason(each.reason, lang),
            str(len(each.tests) or ""),
        )
        for each in found.clauses
    )
    return f"{told}\n\n{_table(head, rows)}"


def questions(lang: Lang) -> str:
    """Every question that an assessment may ask a person."""
    head = (
        _say(lang, "条款", "clause"),
        _say(lang, "问题", "question"),
        _say(lang, "答案的效果", "what the answer does"),
    )
    return _table(
        head,
        (
            (
                f"`{key}`",
                text[lang == "en"],
                gaf.LABELS["question_effect"].get(key, ("", ""))[lang == "en"],
            )
            for key, text in gaf.LABELS["question"].items()
        ),
    )


_GROUPS: Final = (
    (("函数", "Functions"), lambda value: callable(value) and not isinstance(value, type)),
    (("错误", "Errors"), lambda v: isinstance(v, type) and issubclass(v, Exception)),
    (("值", "Values"), lambda v: isinstance(v, type) and not issubclass(v, Exception)),
    (("现成的值", "Ready-made values"), lambda value: not callable(value)),
)


_READY: Final = {
    "CHINA": "The days worked in China: every notice of the State Council since 2004.",
    "HAINAN": "The guideline of Hainan, with its clauses and all its rows.",
    "LABELS": "The words of every code, by kind: ``LABELS[kind][code]`` is (Chinese, English).",
}
"""What such a value is: its docstring is that of its class, which stands on the page already."""


def _documented(name: str, value: object, lang: Lang) -> str:
    if not callable(value):
        told = _say(lang, CHINESE_NAMES[name], _READY[name])
        kind = (
            f"~gaf_rules.{type(value).__name__}" if hasattr(gaf, type(value).__name__) else "dict"
        )
        return f".. py:data:: {name}\n   :module: gaf_rules\n   :type: {kind}\n\n   {told}\n"
    if not isinstance(value, type):
        return f".. autofunction:: gaf_rules.{name}\n"
    kind = "exception" if issubclass(value, Exception) else "class"
    return f".. auto{kind}:: gaf_rules.{name}\n   :members:\n"


def names(lang: Lang) -> str:
    """Every public name, as it documents itself; in Chinese with a table of meanings before it."""
    values = {name: getattr(gaf, name) for name in gaf.__all__}
    blocks = []
    if lang == "zh":
        for name in sorted(values.keys() ^ CHINESE_NAMES.keys()):
            _LOG.warning("chinese_names.py and the public names differ in %s", name)
        rows = ((f"{{py:obj}}`~gaf_rules.{n}`", CHINESE_NAMES.get(n, "")) for n in values)
        blocks.append("## 含义\n\n" + _table(("名称", "含义"), rows))
    for title, belongs in _GROUPS:
        documented = [
            _documented(name, value, lang) for name, value in values.items() if belongs(value)
        ]
        blocks.append(
            f"## {_say(lang, *title)}\n\n```{{eval-rst}}\n{chr(10).join(documented)}\n```"
        )
    return "\n\n".join(blocks)


def states(lang: Lang) -> str:
    """Every state and every position of the guideline, as rows name them."""
    head = (
        _say(lang, "状态", "state"),
        _say(lang, "程序", "procedure"),
        _say(lang, "阶段", "stage"),
        _say(lang, "该谁行动", "whose move"),
    )
    rows = (
        (
            f"`{row.name}`",
            f"`{row.procedure}`",
            f"`{row.stage}`",
            f"`{row.bearer}`" if row.bearer else "",
        )
        for row in gaf.HAINAN.states
    )
    places = _say(lang, "层级", "tier"), _say(lang, "角色", "role"), _say(lang, "位置", "positions")
    stand = (
        (f"`{row.tier}`", f"`{role}`", ", ".join(f"`{each}`" for each in sorted(held)))
        for row in gaf.HAINAN.tiers
        for role, held in row.places.items()
    )
    return f"{_table(head, rows)}\n\n{_table(places, stand)}"


def rows(lang: Lang) -> str:
    """Every class that rows are written with, as it documents itself."""
    blocks = []
    if lang == "zh":
        meanings = (
            (f"{{py:obj}}`~gaf_rules.language.{name}`", text) for name, text in CHINESE_ROWS.items()
        )
        blocks.append(_table(("类", "含义"), meanings))
    documented = [
        f".. autoclass:: gaf_rules.language.{name}\n   :no-index-entry:\n" for name in CHINESE_ROWS
    ]
    blocks.append(f"```{{eval-rst}}\n{chr(10).join(documented)}\n```")
    return "\n\n".join(blocks)


MADE: Final[dict[str, Callable[[Lang], str]]] = {
    made.__name__: made
    for made in (formats, words, commands, clauses, questions, names, states, rows)
}


class Made(SphinxDirective):
    """What `MADE` makes under that name, in the language of the site."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The text made, parsed where it stands."""
        text = MADE[self.arguments[0]]("en" if self.config.language == "en" else "zh")
        return self.parse_text_to_nodes(text, allow_section_headings=True)


def setup(app: Sphinx) -> dict[str, Any]:
    """The directive."""
    app.add_directive("made", Made)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
