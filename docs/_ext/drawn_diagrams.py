"""Mermaid is drawn while the pages are built: an SVG file on the page, no script and no network to see it."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mmdr
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["Mermaid", "setup"]

# What draws measures a font that is narrower than those at hand: so much smaller, a text fits its box.
_SIZE = re.compile(r"font-size: ?(\d+)px")
_SMALLER = 0.9
# The name of a message is read although it stands on the lines that it crosses.
_ON_LINES = ".messageText{paint-order:stroke;stroke:#fff!important;stroke-width:6px!important}"
_VIEW = re.compile(r'viewBox="[-\d.]+ [-\d.]+ (?P<width>[\d.]+)')
_WORDS = {
    "en": {
        "stateDiagram-v2": "Diagram: the stages, and what leads from one to the next",
        "sequenceDiagram": "Diagram: who sends what to whom",
        "alone": "Open the diagram alone",
    },
    "zh_CN": {
        "stateDiagram-v2": "图：各阶段及其间的转换",
        "sequenceDiagram": "图：谁向谁送什么",
        "alone": "单独打开此图",
    },
}


class Mermaid(SphinxDirective):
    """A diagram in Mermaid's language, drawn; what kind of diagram it is stands in for the picture."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """The picture in a frame that scrolls, and a link to the file."""
        text = "\n".join(self.content)
        name = f"diagram-{hashlib.sha256(text.encode()).hexdigest()[:16]}.svg"
        folder = Path(self.env.app.outdir) / "_images"
        folder.mkdir(parents=True, exist_ok=True)
        drawn = _SIZE.sub(
            lambda size: f"font-size:{int(size[1]) * _SMALLER:.1f}px", mmdr.render(text).svg()
        )
        drawn = drawn.replace("</style>", f"{_ON_LINES}</style>", 1)
        (folder / name).write_text(drawn, encoding="utf-8")
        # As wide as it was drawn: on a small screen it scrolls instead of shrinking.
        width = round(float(_VIEW.search(drawn)["width"]))
        words = _WORDS[self.config.language]
        file = f"{'../' * self.env.docname.count('/')}_images/{name}"
        alt = words[self.content[0].strip()]
        html = (
            f'<figure class="diagram"><div tabindex="0"><img src="{file}" alt="{alt}" width="{width}"></div>'
            f'<figcaption><a href="{file}">{words["alone"]}</a></figcaption></figure>'
        )
        return [nodes.raw("", html, format="html")]


def setup(app: Sphinx) -> dict[str, Any]:
    """The directive ``mermaid``, which a fence of that language becomes."""
    app.add_directive("mermaid", Mermaid)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
