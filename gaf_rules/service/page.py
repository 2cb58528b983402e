"""The page of the service: what can be asked, in Chinese and English, with nothing loaded from elsewhere."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from gaf_rules.messages import LANGUAGES
from gaf_rules.service.operations import OPERATIONS, Operation
from gaf_rules.values.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["page"]

_STYLE: Final = (
    "body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "code,pre{background:#f2f2f2;padding:.1rem .3rem}pre{white-space:pre-wrap;padding:.6rem}"
    "h2,h3,p,code,pre{overflow-wrap:anywhere}td code{overflow-wrap:normal}"
    "table{border-collapse:collapse;display:block;overflow-x:auto}"
    "th,td{border:1px solid #999;padding:.2rem .6rem;text-align:left}"
    "@media(prefers-color-scheme:dark){body{background:#111;color:#eee}code,pre{background:#2a2a2a}a{color:#9cf}}"
)
_WORDS: Final = {
    "title": ("gaf-rules 服务", "The service of gaf-rules"),
    "about": (
        "问答都是 JSON，错误是 application/problem+json（RFC 9457），语言依 Accept-Language。",
        "JSON in, JSON out; errors are application/problem+json (RFC 9457), as Accept-Language wants.",
    ),
    "kept": (
        "不保存任何请求，也不访问其他机器。",
        "No request is kept, and no other machine is asked.",
    ),
    "described": ("机器可读的说明：", "For machines: "),
    "parameter": ("参数", "parameter"),
    "meaning": ("含义", "meaning"),
    "required": ("必填", "required"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "body": ("请求体：", "Body: "),
    "answer": ("答复：", "Answer: "),
    "case": ("案件（gaf-case/1）", "a case (gaf-case/1)"),
    "cases": ("案件的列表", "a list of cases"),
}


def page() -> str:
    """The page, the same for everybody; both languages stand on it."""
    parts = "".join(
        f'<section lang="{lang}">{"".join(_section(at))}</section>'
        for at, lang in enumerate(LANGUAGES)
    )
    return (
        '<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>gaf-rules</title>'
        '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
        f'<style>{_STYLE}</style></head><body><p><a href="#zh">中文</a> · <a href="#en">English</a></p>'
        f"{parts}</body></html>"
    )


def _section(at: int) -> Iterator[str]:
    yield f'<h1 id="{LANGUAGES[at]}">{_WORDS["title"][at]} {escape(VERSION)}</h1>'
    yield f"<p>{_WORDS['about'][at]} {_WORDS['kept'][at]}</p>"
    yield f'<p>{_WORDS["described"][at]}<a href="openapi.json">OpenAPI 3.1</a></p>'
    for each in OPERATIONS:
        yield from _operation(each, at)


def _operation(operation: Operation, at: int) -> Iterator[str]:
    yield f"<h2>{escape(operation.words[at])}</h2>"
    yield f"<p><code>{operation.method} {escape(operation.path)}</code></p>"
    if operation.parameters:
        head = "".join(
            f"<th>{_WORDS[name][at]}</th>" for name in ("parameter", "meaning", "required")
        )
        rows = "".join(
            f"<tr><td><code>{each.name}</code></td><td>{escape(each.words[at])}</td>"
            f"<td>{_WORDS['yes' if each.is_required else 'no'][at]}</td></tr>"
            for each in operation.parameters
        )
        yield f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    body = "cases" if operation.name == "inbox" else "case"
    if operation.body is not None:
        what = _WORDS[body][at]
        yield f"<p>{_WORDS['body'][at]}{what}</p>"
    name = operation.answer or "JSON Schema"
    short = name.removeprefix("gaf-").partition("/")[0]
    told = f'<a href="schemas/{short}">{name}</a>' if operation.answer else name
    yield f"<p>{_WORDS['answer'][at]}{told}</p>"
    data = (
        f" -H 'Content-Type: application/json' --data-binary @{body}.json" if operation.body else ""
    )
    yield f"<pre>curl{data} 'http://127.0.0.1:8000{escape(operation.example)}'</pre>"
