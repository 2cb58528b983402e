"""What was got where something else was wanted, as a document of an error can hold it."""

from __future__ import annotations

from typing import Any, Final

__all__ = ["json_ready"]

_MOST_TOLD: Final = 200


def json_ready(value: Any) -> Any:
    """A value as JSON can hold it and nobody is drowned in it.

    >>> json_ready({"on": "2026-03-09"}), json_ready(1 << 60), len(json_ready("x" * 1000))
    ({'on': '2026-03-09'}, '1152921504606846976', 201)
    """
    if value is None or isinstance(value, bool):
        return value
    if type(value) is int and abs(value) < 1 << 53:
        return value
    if isinstance(value, (list, tuple)):
        listed = [json_ready(each) for each in value if not isinstance(each, (list, tuple, dict))]
        if len(listed) == len(value) and len(str(listed)) <= _MOST_TOLD * 4:
            return listed
    if isinstance(value, dict) and all(type(name) is str for name in value):
        told = {
            name: json_ready(each) for name, each in value.items() if not isinstance(each, dict)
        }
        return told if len(str(told)) <= _MOST_TOLD * 4 else f"{str(told)[:_MOST_TOLD]}…"
    try:
        text = value if isinstance(value, str) else str(value)
    except Exception:  # noqa: BLE001 - a number of thousands of digits, lists without end, what cannot be shown
        text = f"({type(value).__name__})"
    # A lone surrogate can stand in a Python text and in no UTF-8.
    text = text.encode("utf-8", "backslashreplace").decode()
    return text if len(text) <= _MOST_TOLD else f"{text[:_MOST_TOLD]}…"
