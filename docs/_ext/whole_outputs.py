"""What a cell prints is shown as it was printed, in however many parts the kernel sent it.

MyST-NB ends a line between two parts, wherever the kernel happened to cut.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from myst_nb.core import render  # type: ignore[import-untyped]  # has no types

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

__all__ = ["joined", "setup"]


def joined(outputs: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    r"""The outputs of a cell, the parts of one stream that follow one another in one.

    >>> part = {"output_type": "stream", "name": "stdout", "text": "True"}
    >>> [whole["text"] for whole in joined([part, part | {"text": " 2026\n"}])]
    ['True 2026\n']
    """
    whole: list[dict[str, Any]] = []
    for output in outputs:
        last = whole[-1] if whole else {}
        if output["output_type"] == "stream" and last.get("name") == output["name"]:
            last["text"] += output["text"]
        else:
            whole.append(output.copy())
    return whole


def setup(_: Sphinx) -> dict[str, Any]:
    """In the place of theirs."""
    vars(render)["coalesce_streams"] = joined
    return {"parallel_read_safe": True, "parallel_write_safe": True}
