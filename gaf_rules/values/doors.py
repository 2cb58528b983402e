"""The few ways up: what a room below shows or runs by rooms above it, each named here and nowhere else.

Imports point down, also where they are strings. A value that a notebook shows draws itself, and `assess` may
be asked for another engine: the rooms that draw and the other engine stand above. Whoever is below goes
through a door of this table; a test holds every other name of a module in a string to point down.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["DOORS", "Door", "behind"]

Door = Literal[
    "durable engine", "page of a plan", "page of an assessment", "text of an assessment", "strip of a duty"
]  # fmt: skip

DOORS: Final[tuple[tuple[Door, str, str], ...]] = (
    ("durable engine", "gaf_rules.durable.durable", "assess"),
    ("page of a plan", "gaf_rules.show.pictures.page", "plan_page"),
    ("page of an assessment", "gaf_rules.show.pictures.page", "page"),
    ("text of an assessment", "gaf_rules.report.text", "told"),
    ("strip of a duty", "gaf_rules.show.pictures.strip", "strip"),
)
"""What it is for, the module above, the function there."""


def behind(door: Door) -> Callable[..., Any]:
    """The function behind a door, loaded when it is asked for.

    >>> behind("page of a plan").__name__
    'plan_page'
    """
    module, name = next((module, name) for known, module, name in DOORS if known == door)
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found
