"""What audits learn is used by the next one, and changes no answer, whatever was audited before."""

from __future__ import annotations

import gc
from datetime import date
from typing import Any
from weakref import ref

import pytest
from audit_tables import found_by, frames
from worlds import worlds

import gaf_rules as gaf
from gaf_rules.auditing import learnt, tables
from gaf_rules.auditing.decision_tree import DecisionTree
from gaf_rules.auditing.learnt import Learnt, Shelf, shelf_of
from gaf_rules.auditing.log import build_log

_DAYS = (date(2026, 6, 1), date(2026, 9, 7))
_LOGS = [frames([world.case for world in worlds(25, first=first)]) for first in (92_000, 93_000)]


def _audited(log: int, day: date) -> Any:
    return found_by(gaf.audit(*_LOGS[log], as_of=day))


@pytest.mark.no_cover
def test_answers_do_not_depend_on_what_was_audited_before() -> None:
    fresh = {}
    for log in (0, 1):
        for day in _DAYS:
            shelf_of.cache_clear()
            fresh[log, day] = _audited(log, day)
    shelf_of.cache_clear()
    for log, day in (*fresh, *reversed(fresh)):
        assert _audited(log, day) == fresh[log, day]


def test_what_has_been_learnt_is_not_learnt_again(monkeypatch: pytest.MonkeyPatch) -> None:
    _audited(0, _DAYS[0])
    taught: list[Any] = []
    monkeypatch.setattr(DecisionTree, "_learn", lambda self, source: taught.append((self, source)))
    _audited(0, _DAYS[0])
    assert taught == []


def _shelf() -> Shelf:
    """Where an audit has left what it learnt."""
    found: list[Shelf] = []
    take = Shelf.take

    def noted(self: Shelf) -> Learnt:
        found.append(self)
        return take(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Shelf, "take", noted)
        gaf.audit(*_LOGS[0], as_of=_DAYS[0])
    return found[0]


def test_it_is_lent_to_one_at_a_time() -> None:
    shelf = _shelf()
    first, second = shelf.take(), shelf.take()
    assert first.trees
    assert not second.trees
    shelf.give(first)
    assert shelf.take() is first


def test_what_has_grown_too_large_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = _shelf()
    held: Learnt = shelf.take()
    monkeypatch.setattr(learnt, "_MOST", 10)
    shelf.give(held)
    assert shelf.take() is not held


def test_no_log_is_held_by_what_has_been_learnt_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[Any] = []

    def noted(*arguments: Any) -> Any:
        log = build_log(*arguments)
        held.append(ref(log))
        return log

    monkeypatch.setattr(tables, "build_log", noted)
    _audited(0, _DAYS[0])
    gc.collect()
    assert [log() for log in held] == [None]
