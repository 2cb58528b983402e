"""A case of a municipal sponsor that says the least a case can say, for tests of what is said beside it."""

from __future__ import annotations

from typing import Any

__all__ = ["small_case"]


def small_case(*events: dict[str, Any]) -> dict[str, Any]:
    """The document of such a case, with these events."""
    return {
        "schema": "gaf-case/1",
        "id": "C",
        "app": {
            "kind": "app",
            "runs_on_mobile": True,
            "purpose": "internal",
            "grassroots_facing": False,
        },
        "sponsor": {"kind": "administrative_organ", "tier": "municipal"},
        "events": [*events],
    }
