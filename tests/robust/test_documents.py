"""Values that JSON cannot hold, at every place of every document: refused by this library, or an answer."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from public_calls import CALLS, OTHERWISE, WRONG

import gaf_rules as gaf

if TYPE_CHECKING:
    from collections.abc import Iterator

_READERS = sorted(name for name in OTHERWISE if name.endswith(".from_dict"))
_VALUES = {
    "array": lambda: np.array([1, 2]),
    "column": lambda: pd.Series(["functions", "x"]),
    "missing": lambda: pd.NA,
    **{
        name: WRONG[name] for name in ("five thousand digits", "nested", "silent", "list of a text")
    },
}
_MOST = 60
"""Places of one document: the parts of a list are alike."""


def _places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    inner = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data[:1] if isinstance(data, list) else ())
    )
    for key, value in inner:
        yield from _places(value, (*path, key))


def _with(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    whole = copy.deepcopy(data)
    held = whole
    for key in path[:-1]:
        held = held[key]
    held[path[-1]] = value
    return whole


@pytest.mark.parametrize("name", _READERS)
def test_no_place_of_a_document_lets_a_foreign_error_out(name: str) -> None:
    read, document = CALLS[name][0], OTHERWISE[name]["data"]
    foreign = {}
    for path in list(_places(document))[:_MOST]:
        for kind, make in _VALUES.items():
            try:
                read(_with(document, path, make()))
            except gaf.GafRulesError as error:
                error.to_dict()
            except Exception as error:  # noqa: BLE001 - whatever else comes out is what is looked for
                foreign[(*path, kind)] = f"{type(error).__name__}: {str(error)[:80]}"
    assert not foreign


def test_a_key_that_is_no_text_is_refused_too() -> None:
    case = OTHERWISE["Case.from_dict"]["data"]
    for key in (1, None, ("a",), 1.5):
        for document in ({**case, key: 1}, {**case, "app": {**case["app"], key: 1}}):
            with pytest.raises(gaf.CaseError, match="no field"):
                gaf.Case.from_dict(document)
