"""Each case of a log as the document (``gaf-case/1``) that its rows amount to, for the strict reader."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from gaf_rules.log.case import SCHEMA
from gaf_rules.log.events import FIELDS, REQUIRED
from gaf_rules.log.roles import fits_alone
from gaf_rules.sheets.columns import CASE_COLUMNS, EVENT_COLUMNS, label_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gaf_rules.sheets.log import Log

__all__ = ["case_documents"]


def case_documents(log: Log) -> dict[Any, dict[str, Any]]:
    """Each case by its id, in the order of the table; what is wrong in a row is left in its document.

    Arguments:
        log: what `gaf_rules.read_log` gives with ``frame="rows"``.
    """
    events: dict[Any, list[Mapping[str, Any]]] = {}
    for row in log.events:
        events.setdefault(row["case_id"], []).append(row)
    return {row["case_id"]: _document(row, events.get(row["case_id"], [])) for row in log.cases}


def _document(case: Mapping[str, Any], events: list[Mapping[str, Any]]) -> dict[str, Any]:
    parts: dict[str, dict[str, Any]] = {"app": {}, "sponsor": {}}
    for column, spec in CASE_COLUMNS.items():
        part, _, name = label_key(column)[1].partition(".")
        value = case.get(column)
        if value is not None or spec.nullable:
            parts[part][name] = value
    tier = parts["sponsor"].get("tier")
    entries = [_entry(row, tier) for row in events]
    return {"schema": SCHEMA, "id": str(case["case_id"]), **parts, "events": entries}


def _entry(row: Mapping[str, Any], tier: Any) -> dict[str, Any]:
    listed = FIELDS[row["type"]]
    entry: dict[str, Any] = {}
    for name, column in EVENT_COLUMNS.items():
        value = row.get(name)
        spec = listed.get(name)
        if spec is None and name in {"by", "to"} and fits_alone(row["type"], name, value, tier):
            continue
        if value is not None:
            entry[name] = _in_json(value, column.kind)
        elif spec is not None and spec.nullable and spec.default is REQUIRED:
            entry[name] = None
    return entry


def _in_json(value: Any, kind: str) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return [each for each in value.split(";") if each] if kind == "words" else value
