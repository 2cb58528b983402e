"""The fields of a document as Markdown tables, out of its JSON Schema, which the code itself reads by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gaf_rules as gaf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.values.texts import Lang

__all__ = ["document_tables", "escaped"]

_HEAD = {
    "en": "| field | what it is | what may stand there | required |\n|---|---|---|---|",
    "zh": "| 字段 | 含义 | 可取 | 必填 |\n|---|---|---|---|",
}
_WORDS = {
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "string": ("文字", "text"),
    "boolean": ("true 或 false", "true or false"),
    "integer": ("整数", "whole number"),
    "date": ("日期 `YYYY-MM-DD`", "day `YYYY-MM-DD`"),
    "null": ("null", "null"),
    "object": ("对象", "object"),
    "array": ("列表", "list"),
    "list of": ("列表：", "list of "),
    "part": ("部分", "part"),
    "of the form": ("形如", "of the form"),
}
_TONGUES = {"zh": ("中文", "in Chinese"), "en": ("英文", "in English")}
_LABELS_OF_FIELDS = ("field", "result_column", "case_field")


def _word(key: str, lang: Lang) -> str:
    return _WORDS[key][lang == "en"]


def escaped(text: str) -> str:
    """A text that may stand in a cell of a table."""
    return text.replace("|", "\\|").replace("\n", " ")


def _pick(both: str, lang: Lang) -> str:
    """The half of a text "中文 / English" that is in the language."""
    zh, _, en = both.partition(" / ")
    return (en or zh) if lang == "en" else zh


def _described(name: str, schema: dict[str, Any], above: str, lang: Lang) -> str:
    if "description" in schema:
        return _pick(schema["description"], lang)
    for kind in _LABELS_OF_FIELDS:
        for key in (f"{above}.{name}", name):
            if key in gaf.LABELS[kind]:
                return gaf.label(key, lang, kind=kind)
    return _TONGUES.get(name, ("", ""))[lang == "en"]


def _values(schema: dict[str, Any], lang: Lang) -> str:  # noqa: PLR0911 - one line a word of JSON Schema
    """What may stand there, in words."""
    if "anyOf" in schema:
        return " · ".join(_values(each, lang) for each in schema["anyOf"])
    if "oneOf" in schema:
        return " · ".join(_values(each, lang) for each in schema["oneOf"])
    if "const" in schema:
        words = f" {_pick(schema['title'], lang)}" if "title" in schema else ""
        return f"`{schema['const']}`{words}"
    if "enum" in schema:
        return " · ".join(f"`{each}`" for each in schema["enum"])
    if "$ref" in schema:
        return f"{_word('part', lang)} `{schema['$ref'].rpartition('/')[2]}`"
    kind = schema.get("type", "object")
    if isinstance(kind, list):
        return " · ".join(_values({**schema, "type": each}, lang) for each in kind)
    if kind == "array" and "properties" not in schema.get("items", {}):
        return _word("list of", lang) + _values(schema.get("items", {}), lang)
    if schema.get("format") == "date":
        return _word("date", lang)
    return _word(kind, lang)


def _inside(schema: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The object that a field holds, alone, in a list or beside null; the mark of a list behind its name."""
    for part in schema.get("anyOf", ()):
        if "properties" in part or part.get("type") == "array":
            return _inside(part)
    if schema.get("type") == "array":
        mark, held = _inside(schema.get("items", {}))
        return f"[]{mark}", held
    return "", schema if "properties" in schema else {}


def _rows(schema: dict[str, Any], path: str, above: str, lang: Lang) -> Iterator[str]:
    needed = schema.get("required", ())
    for name, held in schema.get("properties", {}).items():
        mark, inside = _inside(held)
        cells = (
            f"`{path}{name}{mark}`",
            _described(name, held, above, lang),
            _values(held, lang),
            _word("yes" if name in needed else "no", lang),
        )
        yield f"| {' | '.join(escaped(cell) for cell in cells)} |"
        yield from _rows(inside, f"{path}{name}{mark}.", name, lang)


def document_tables(schema: dict[str, Any], lang: Lang) -> str:
    """A table of the document, and one of each part that it names."""
    blocks = [f"{_HEAD[lang]}\n" + "\n".join(_rows(schema, "", "", lang))]
    for name, part in schema.get("$defs", {}).items():
        rows = "\n".join(_rows(part, "", name, lang))
        words = gaf.LABELS["event"].get(name)
        title = f"`{name}`" + ("" if words is None else f" {words[lang == 'en']}")
        blocks.append(f"### {title}\n\n{_HEAD[lang]}\n{rows}")
    return "\n\n".join(blocks)
