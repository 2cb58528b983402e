"""What makes two calendars the same, as text: the digest of a calendar is that of this text."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gaf_rules.calendar.ledger import NoticeLedger, Statement
    from gaf_rules.calendar.notice import Notice

__all__ = ["identity_text"]


def identity_text(
    notices: tuple[Notice, ...],
    ledger: NoticeLedger,
    base: int,
    codes: bytes,
    overlays: list[list[dict[str, Any]]],
) -> str:
    """Every day's classification and who has said what of it, as JSON.

    It is what `json.dumps` gives of these values; but each start of the library needs it, and each notice
    says the same of many days, so that it is put together from parts which are written once.

    Arguments:
        notices: the notices held.
        ledger: what they say.
        base: the ordinal of the first day covered.
        codes: one kind code a day.
        overlays: the overlays in JSON form, those to ask for and those applied.
    """
    quote = lru_cache(maxsize=None)(json.dumps)
    names = {id(n): f"{quote(n.name)}, {quote(str(n.known_from))}" for n in notices}
    written: dict[int, str] = {}

    def text(said: Statement) -> str:
        found = written.get(id(said))
        if found is None:
            found = f"[{said.code}, {quote(said.festival)}, {names[id(said.notice)]}]"
            written[id(said)] = found
        return found

    days = [
        f"[{ordinal}, [{', '.join([text(said) for said in row])}]]"
        for ordinal, row in sorted(ledger.said.items())
    ]
    annual = sorted((year, n.name, str(n.known_from)) for year, n in ledger.annual.items())
    head = f'"gaf-calendar/1", {base}, "{codes.hex()}", {json.dumps(annual)}'
    return f"[{head}, [{', '.join(days)}], {json.dumps(overlays)}]"
