"""Small audits are tested in the way of large ones, too."""

from __future__ import annotations

import pytest

from gaf_rules.auditing import tables


@pytest.fixture(autouse=True)
def _as_if_they_were_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few its cases, an audit goes through kinds and trees."""
    monkeypatch.setattr(tables, "_FEW", -1)
