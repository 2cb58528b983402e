"""A day of posting that can be: of a supplement that answers the feedback before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gaf_rules import Event

__all__ = ["posted_after_receipt"]


def posted_after_receipt(event: Event, before: Iterable[Event]) -> Event:
    """The event, its day of posting moved between the last step of the feedback and its arrival."""
    if event.posted_on is None:
        return event
    told = [each.on for each in before if each.type.startswith("feedback_")]
    posted = min(max([event.posted_on, *told]), event.on)
    return event if posted == event.posted_on else evolve(event, posted_on=posted)
