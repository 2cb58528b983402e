"""All that public functions give back can be copied and sent elsewhere, and says the same there."""

from __future__ import annotations

import copy
import inspect
import pickle
from typing import TYPE_CHECKING, Any

import attrs
import cloudpickle
import pytest
from isolated import Stamped
from public_calls import CALLS, VALUES, right
from travel import REFUSED, answers, is_hashable, same

import gaf_rules as gaf

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.no_cover

_WAYS: dict[str, Callable[[Any], Any]] = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    **{
        f"pickle {protocol}": lambda value, protocol=protocol: pickle.loads(  # type: ignore[misc]  # noqa: S301 - just written
            pickle.dumps(value, protocol)
        )
        for protocol in (2, pickle.HIGHEST_PROTOCOL)
    },
    "cloudpickle": lambda value: pickle.loads(cloudpickle.dumps(value)),  # noqa: S301 - likewise
}


def test_every_public_class_and_every_call_has_a_value_that_is_sent() -> None:
    classes = {name for name in gaf.__all__ if inspect.isclass(getattr(gaf, name))}
    assert classes <= {type(value).__name__ for value in answers().values()}
    assert len(answers()) > 200
    for name in REFUSED:
        call, value = CALLS[name]
        with pytest.raises(gaf.GafRulesError):
            call(**right(name, call, value))


def _differ(values: dict[str, Any], way: str) -> list[str]:
    """The names of those whose copy says another thing, or is not found where the first was put."""
    found = []
    for name, value in values.items():
        other = _WAYS[way](value)
        is_found = not is_hashable(value) or {value: name}.get(other) == name
        if not (same(value, other) and is_found):
            found.append(name)
    return found


@pytest.mark.parametrize("way", _WAYS)
def test_what_comes_back_says_the_same_wherever_it_is_sent(way: str) -> None:
    assert _differ(answers(), way) == []


@attrs.frozen(eq=False)
class _Forgetful:
    """A fault: it loses its table on the way."""

    table: Any

    def __reduce__(self) -> tuple[Any, ...]:
        return _Forgetful, (self.table.iloc[:0],)


class _Aging(Stamped):
    """A fault: equal to its copy, and not found where that was put."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _older, (self.text, self.stamp + 1)


def _older(text: str, stamp: int) -> _Aging:
    made = _Aging(text)
    made.stamp = stamp
    return made


def test_what_loses_something_on_the_way_is_seen() -> None:
    faulty = {"loses": _Forgetful(VALUES["Audit"].cases), "ages": _Aging("x")}
    for way in _WAYS:
        assert _differ(faulty, way) == [*faulty]


def test_what_holds_tables_is_equal_to_itself_alone() -> None:
    call, value = CALLS["audit"]
    one, other = (call(**right("audit", call, value)) for _ in range(2))
    assert one == one  # noqa: PLR0124 - that is what is asked
    assert one != other
    assert len({one, other}) == 2
    assert same(one, other)
