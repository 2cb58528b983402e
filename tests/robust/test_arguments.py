"""Whatever is passed to whichever public call: an answer, or an error of this library, and nothing else.

The calls are found by inspection: every public function, class, class method and method of a public value.
Each argument in turn is replaced by each of the wrong values, while all others stay right.
"""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from public_calls import ARGUMENTS, CALLS, WRONG, right

import gaf_rules as gaf

if TYPE_CHECKING:
    from collections.abc import Callable


def _answered(call: Callable[..., Any], arguments: dict[str, Any]) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = call(**arguments)
        return list(found) if isinstance(found, Iterator) else found


@pytest.mark.parametrize(("name", "argument"), ARGUMENTS, ids=str)
def test_a_wrong_argument_is_answered_or_refused_by_this_library(name: str, argument: str) -> None:
    call, value = CALLS[name]
    foreign = {}
    default = inspect.signature(call).parameters[argument].default
    for kind, make in WRONG.items():
        wrong = make()
        # What a function of the caller's raises is the caller's own.
        if wrong is default or (argument in {"judge", "auditor"} and callable(wrong)):
            continue
        arguments = {**right(name, call, value), argument: wrong}
        try:
            _answered(call, arguments)
        except gaf.GafRulesError as error:
            told = error.to_dict()
            if not (error.zh and error.en and told["problems"]):
                foreign[kind] = "an error that says nothing"
        except Exception as error:  # noqa: BLE001 - whatever else comes out is what is looked for
            foreign[kind] = f"{type(error).__name__}: {str(error)[:80]}"
    assert not foreign
