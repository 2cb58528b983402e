"""Small audits are tested in the way of large ones, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gaf_rules.auditing import learnt, tables
from gaf_rules.auditing.learnt import shelf_of

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _as_if_they_were_many(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """However few its cases, an audit goes through kinds and trees; what a test plants stays there."""
    monkeypatch.setattr(tables, "FEW", -1)
    monkeypatch.setattr(learnt, "PAID", -1)
    yield
    shelf_of.cache_clear()
