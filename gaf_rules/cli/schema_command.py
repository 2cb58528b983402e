"""``gaf-rules schema``: JSON Schema of what goes in and what comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gaf_rules.cli.options import add_common
from gaf_rules.cli.output import print_json
from gaf_rules.show.schemas import DOCUMENTS, schema

if TYPE_CHECKING:
    import argparse

__all__ = ["register"]

_NAMES = {name.removeprefix("gaf-").partition("/")[0]: name for name in DOCUMENTS}


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    command = commands.add_parser(
        "schema",
        help="JSON Schema",
        description="输入与输出的文档的 JSON Schema\nJSON Schema of what goes in and what comes out",
    )
    command.add_argument("document", choices=tuple(_NAMES))
    add_common(command, json=False)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Prints the schema."""
    print_json(schema(_NAMES[options.document]))
    return 0
