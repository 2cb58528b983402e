"""``gaf-rules schema``: JSON Schema of what goes in and what comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gaf_rules.cli.options import add_common
from gaf_rules.cli.output import print_json
from gaf_rules.show.schema import schema_of

if TYPE_CHECKING:
    import argparse

__all__ = ["register"]

_NAMES = {
    "case": "gaf-case/1",
    "assessment": "gaf-assessment/1",
    "deadline": "gaf-deadline/1",
}


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    command = commands.add_parser(
        "schema",
        help="JSON Schema",
        description="输入（case）或输出（assessment、deadline）的 JSON Schema\n"
        "JSON Schema of a case, an assessment or a deadline",
    )
    command.add_argument("document", choices=tuple(_NAMES))
    add_common(command, json=False)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Prints the schema."""
    print_json(schema_of(_NAMES[options.document]))
    return 0
