"""``gaf-rules schema``: JSON Schema of what goes in and what comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gaf_rules.cli.declared import Command
from gaf_rules.cli.output import print_json
from gaf_rules.show.schemas import DOCUMENTS, schema

if TYPE_CHECKING:
    import argparse

__all__ = ["COMMANDS"]

_NAMES = {name.removeprefix("gaf-").partition("/")[0]: name for name in DOCUMENTS}


def _run(options: argparse.Namespace) -> int:
    """Prints the schema."""
    print_json(schema(_NAMES[options.document]))
    return 0


COMMANDS: Final = {"schema": Command(_run, {"document": _NAMES})}
"""Name to command."""
