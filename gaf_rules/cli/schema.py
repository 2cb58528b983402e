"""``gaf-rules schema``: JSON Schema of what goes in and what comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gaf_rules.cli.options import add_common
from gaf_rules.cli.output import print_json
from gaf_rules.schema import assessment_schema, case_schema

if TYPE_CHECKING:
    import argparse

__all__ = ["register"]


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    command = commands.add_parser(
        "schema",
        help="JSON Schema",
        description="输入（case）或输出（assessment）的 JSON Schema\n"
        "JSON Schema of a case or of an assessment",
    )
    command.add_argument("document", choices=("case", "assessment"))
    add_common(command, json=False)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Prints the schema."""
    print_json(case_schema() if options.document == "case" else assessment_schema())
    return 0
