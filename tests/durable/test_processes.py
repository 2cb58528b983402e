"""Many threads and forked children: each process has one engine of its own, and all of them are right."""

from __future__ import annotations

import os
import threading

import pytest

pytest.importorskip(
    "durable_rules_engine",
    reason="durable_rules is not installed for this Python",
    exc_type=ImportError,
)

from two_engines import Moment, gist
from worlds import moments

from gaf_rules.durable import durable


def test_eight_threads_at_once_are_all_right() -> None:
    chosen = [Moment.of(world) for world in moments(40, 1_200_000)]
    wanted = [gist(moment.native()) for moment in chosen]
    wrong: list[int] = []

    def work(offset: int) -> None:
        for step in range(15):
            place = (5 * offset + step) % len(chosen)
            if gist(chosen[place].durable()) != wanted[place]:
                wrong.append(place)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_child_compiles_its_own_and_is_right() -> None:
    moment = next(Moment.of(world) for world in moments(1, 1_300_000))
    wanted = gist(moment.durable())
    before = durable._PROCESS.driver()
    child = os.fork()
    if child == 0:  # pragma: no cover - what runs in the child is not measured
        fresh = durable._PROCESS.driver() is not before
        os._exit(0 if fresh and gist(moment.durable()) == wanted else 1)
    _, status = os.waitpid(child, 0)
    assert status == 0
    assert durable._PROCESS.driver() is before
    assert gist(moment.durable()) == wanted
