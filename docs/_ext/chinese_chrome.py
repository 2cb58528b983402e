"""Chinese pages as a reader of Chinese expects them: the words around them, and no gaps where a line ends.

What the theme says in English on every page is said in Chinese on the Chinese pages.

Sphinx brings a catalogue of its own words; those of the theme have none. They are put into the finished
pages, so that a reader with a screen reader hears Chinese too. A word that is found on no page is a warning:
the theme has changed it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx.locale import get_translator
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["NoGaps", "setup"]

_LOG = logging.getLogger(__name__)
_HAN: Final = r"\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’—…"
_WIDE: Final = "、。，；：！？）》」』】"
# A sign that brings its own room needs none behind it, whatever follows.
_GAP: Final = re.compile(rf"(?<=[{_HAN}])\n(?=[{_HAN}])|(?<=[{_WIDE}])\n")
_CHINESE: Final = {
    ">Auto light/dark, in dark mode<": ">自动明暗，当前为暗<",
    ">Auto light/dark, in light mode<": ">自动明暗，当前为明<",
    ">Back to top<": ">回到顶部<",
    ">Contents<": ">目录<",
    ">Dark mode<": ">暗色<",
    ">Expand<": ">展开<",
    ">Light mode<": ">亮色<",
    ">Menu<": ">菜单<",
    ">Next<": ">下一页<",
    ">Home<": ">首页<",
    "Made with ": "所用主题：",
    ">Previous<": ">上一页<",
    "Copyright &#169;": "版权所有 &#169;",
    "Please activate JavaScript to enable the search functionality.": "搜索需要启用 JavaScript。",
    "Skip to content": "跳到正文",
    "On this page": "本页内容",
    '"Toggle Light / Dark / Auto color theme"': '"切换明暗主题"',
    '"Toggle site navigation sidebar"': '"开关导航栏"',
    '"Toggle table of contents sidebar"': '"开关本页目录"',
    '"Toggle navigation of ': '"展开或收起：',
}


class NoGaps(SphinxTransform):
    """A line that ends within Chinese text goes on without the space that English has there."""

    default_priority = 200

    def apply(self, **_: Any) -> None:
        """Joins the lines of the running text, not those of examples."""
        for end in [text for text in self.document.findall(nodes.Text) if text == "\n"]:
            if isinstance(end.parent, nodes.FixedTextElement | nodes.raw):
                continue
            # Not `index`: to it one line end is as good as another.
            at = next(at for at, each in enumerate(end.parent) if each is end)
            around = "".join(each.astext() or " " for each in end.parent[max(at - 1, 0) : at + 2])
            if _GAP.search(around):
                del end.parent[at]


def _said(app: Sphinx, error: Exception | None) -> None:
    if error is not None or app.config.language != "zh_CN":
        return
    found: set[str] = set()
    for path in Path(app.outdir).rglob("*.html"):
        text = path.read_text("utf-8")
        for english, chinese in _CHINESE.items():
            if english in text:
                found.add(english)
                text = text.replace(english, chinese)
        path.write_text(text, encoding="utf-8")
    for english in _CHINESE.keys() - found:
        _LOG.warning("the theme no longer says %r: mend the list in chinese_chrome.py", english)


def _mended(app: Sphinx) -> None:
    """In the index Sphinx's Chinese calls what a module holds a function, with brackets, whatever it is."""
    if app.config.language == "zh_CN":
        get_translator()._catalog["%s (in module %s)"] = "%s（在 %s 模块中）"  # type: ignore[attr-defined]  # noqa: SLF001 - it is theirs


def setup(app: Sphinx) -> dict[str, Any]:
    """Before pages are read, while each is, and at the end of a build."""
    app.connect("builder-inited", _mended)
    app.add_transform(NoGaps)
    app.connect("build-finished", _said)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
