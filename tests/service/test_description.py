"""The service is what its own description says: requests drawn from it, of every operation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from gaf_rules.service import application

Test = Callable[[Any], None]
_APPLICATION = application()
_SETTINGS = settings(deadline=None, suppress_health_check=[*HealthCheck])
# A log may have the form of one and hold what the process does not allow: that is 422, and right.
_RIGHT: Any = [positive_data_acceptance]


def _described(method: str, *, is_covered: bool) -> Callable[[Test], Test]:
    """The operations of a method; covered: with a request for each thing that is said of each field."""
    config = schemathesis.Config.from_dict({"phases": {"coverage": {"enabled": is_covered}}})
    found = schemathesis.openapi.from_asgi("/openapi.json", _APPLICATION, config=config)
    made: Callable[[Test], Test] = found.include(method=method).parametrize()
    return made


@_described("GET", is_covered=True)
@settings(_SETTINGS, max_examples=15)
def test_what_stands_in_the_address_is_answered_as_described(case: Any) -> None:
    case.call_and_validate(excluded_checks=_RIGHT)


@_described("POST", is_covered=False)
@settings(_SETTINGS, max_examples=8)
def test_what_comes_with_a_document_is_answered_as_described(case: Any) -> None:
    case.call_and_validate(excluded_checks=_RIGHT)


@pytest.mark.deep
@_described("POST", is_covered=True)
@settings(_SETTINGS, max_examples=50)
def test_each_field_of_each_document_is_answered_as_described(case: Any) -> None:
    case.call_and_validate(excluded_checks=_RIGHT)
