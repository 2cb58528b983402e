"""What users hold on to stays as written down."""

from __future__ import annotations

import pytest
from public_names import FORMATS, NAMES, formats, public

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
