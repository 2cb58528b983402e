"""Runs the code of a notebook of the docs, without Jupyter, and says what it prints: ``make notebook``.

The figures that its text cites are asserted in the notebook, so that a run that ends has reproduced them::

    python scripts/notebook.py [docs/notebooks/reform.md]
"""  # noqa: INP001 - a script, no package

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Final

import jupytext

__all__ = ["code_of", "run"]

_ROOT: Final = Path(__file__).resolve().parent.parent
NOTEBOOKS: Final = _ROOT / "docs" / "notebooks"


def code_of(notebook: Path) -> list[str]:
    """The cells of code of a notebook."""
    cells: list[Any] = jupytext.read(notebook).cells
    return [str(cell.source) for cell in cells if cell.cell_type == "code"]


def run(notebook: Path) -> dict[str, Any]:
    """Runs all cells in one namespace, which comes back.

    Raises:
        AssertionError: a figure is not the one that the text cites.
    """
    names: dict[str, Any] = {"__name__": "__main__"}
    for number, cell in enumerate(code_of(notebook), 1):
        exec(compile(cell, f"{notebook.name}, cell {number}", "exec"), names)  # noqa: S102 - our own text
    return names


if __name__ == "__main__":
    CHOSEN = Path(sys.argv[1]) if sys.argv[1:] else NOTEBOOKS / "reform.md"
    if not CHOSEN.is_file():
        KNOWN = ", ".join(
            sorted(path.stem for path in NOTEBOOKS.glob("*.md") if path.stem != "index")
        )
        sys.exit(f"there is no notebook {CHOSEN}; there are: {KNOWN}")
    run(CHOSEN)
    print("reproduced")  # noqa: T201 - says that nothing has failed
