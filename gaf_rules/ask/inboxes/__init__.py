"""What lies on a desk: the next actions of many cases that are one role's, overdue first."""

from __future__ import annotations

from gaf_rules.ask.inboxes.desk import inbox
from gaf_rules.ask.inboxes.value import SCHEMA, Inbox, InboxItem

__all__ = ["SCHEMA", "Inbox", "InboxItem", "inbox"]
