"""The form of an inbox in JSON (``gaf-inbox/1``): its schema and its reader."""

from __future__ import annotations

from functools import lru_cache

from gaf_rules.answers.assessment_form import provenance_form
from gaf_rules.ask.inboxes.value import SCHEMA, Inbox, InboxItem
from gaf_rules.documents import shapes
from gaf_rules.language.vocabulary import EVENT_TYPES, PROCEDURES, ROLES

__all__ = ["inbox_form"]


def _item_form() -> shapes.Shape:
    """One thing to be done, or one case that cannot be read."""
    text = shapes.maybe(shapes.TEXT)
    return shapes.record(
        InboxItem,
        {
            "case": shapes.TEXT,
            "app": text,
            "sponsor": text,
            "place": shapes.maybe(shapes.CODE),
            "act": shapes.maybe(shapes.word("act", EVENT_TYPES)),
            "procedure": shapes.maybe(shapes.word("procedure", PROCEDURES)),
            "clause": text,
            "not_after": shapes.maybe(shapes.DAY),
            "days_left": shapes.maybe(shapes.count(None)),
            "error": shapes.maybe(shapes.two_languages()),
        },
        of="item",
    )


@lru_cache(maxsize=1)
def inbox_form() -> shapes.Shape:
    """The form of an inbox (``gaf-inbox/1``)."""
    return shapes.document(
        SCHEMA,
        Inbox,
        {
            "role": shapes.word("role", ROLES),
            "as_of": shapes.DAY,
            "place": shapes.maybe(shapes.CODE),
            "sponsor": shapes.maybe(shapes.TEXT),
            "provenance": provenance_form(),
            "items": shapes.many(_item_form()),
            "unassigned": shapes.many(shapes.TEXT),
        },
    )
