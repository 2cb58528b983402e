"""What users hold on to stays as written down."""

from __future__ import annotations

import ast
import inspect
import sys
from doctest import DocTestParser
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from public_names import FORMATS, NAMES, formats, public

import gaf_rules as gaf
from gaf_rules import bulk, testing

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES = NAMES.read_text("utf-8")
_FORMATS = FORMATS.read_text("utf-8")


@pytest.mark.parametrize("what", ["names", "formats"])
def test_nothing_public_has_changed_unsaid(what: str) -> None:
    made, held = {
        "names": (public(), _NAMES),
        "formats": (formats(), _FORMATS),
    }[what]
    assert held.splitlines() == [*made], "if that is meant: python scripts/public_names.py"


def test_the_arguments_and_the_fields_are_among_it() -> None:
    call = "def assess(case, *, as_of, guideline=None, calendar=None, readings=None, engine='native'): ..."
    assert call in _NAMES.splitlines()
    assert 'gaf-case/1.app.purpose ! "internal" "public" string' in _FORMATS.splitlines()


# -- examples ----------------------------------------------------------------------------------------------
# The JSON form of a part is shown where a whole document is.
_OF_PARTS = {"to_dict", "problems_told"}
# It needs a library that not every Python has; a page of the docs shows it, and a test runs that.
_ELSEWHERE = {"cross_check"}


@cache
def _shown(module: str) -> set[str]:
    """What the examples in a module call."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(inspect.getsource(sys.modules[module]))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module):
            for example in DocTestParser().get_examples(ast.get_docstring(node) or ""):
                for each in ast.walk(ast.parse(example.source)):
                    if isinstance(each, ast.Name):
                        names.add(each.id)
                    elif isinstance(each, ast.Attribute):
                        names.add(each.attr)
    return names


def _callables(module: Any) -> Iterator[tuple[str, Any]]:
    """The public functions of a module and the methods of its public classes."""
    for name in module.__all__:
        held = getattr(module, name)
        if inspect.isfunction(held):
            yield name, held
        # Errors are raised by the library, and a machine is called by Hypothesis.
        elif inspect.isclass(held) and not issubclass(held, Exception | testing.FilingMachine):
            for method in {*dir(held)} - _OF_PARTS:
                found = inspect.getattr_static(held, method)
                made = getattr(found, "__func__", found)
                if not method.startswith("_") and inspect.isfunction(made):
                    yield method, made


@pytest.mark.parametrize("module", [gaf, bulk, testing], ids=lambda module: module.__name__)
def test_everything_that_is_called_has_an_example_that_runs(module: Any) -> None:
    found = [
        f"{made.__module__}.{made.__qualname__}"
        for name, made in _callables(module)
        if name not in _shown(made.__module__) | _ELSEWHERE
    ]
    assert found == [], "an example (>>>) in the docstring of each, or of its class"
