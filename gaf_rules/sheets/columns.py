"""The columns of a log: what each may hold, and the names under which a sheet may have it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from gaf_rules.documents.fields import Field
from gaf_rules.language.case_fields import CASE_COLUMNS as _PLACES
from gaf_rules.language.vocabulary import EVENT_TYPES
from gaf_rules.log.case import APP_FIELDS, SPONSOR_FIELDS
from gaf_rules.log.case_form import KIND_OF_FIELD
from gaf_rules.log.events import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["CASE_COLUMNS", "COLUMNS", "EVENT_COLUMNS", "KIND_OF_LABEL", "label_key"]


def _event_fields() -> Iterator[tuple[str, Field]]:
    """Every field of the events, each once; one name means the same in all of them."""
    for fields in FIELDS.values():
        yield from fields.items()


_SPECS: Final = {"app": APP_FIELDS, "sponsor": SPONSOR_FIELDS}

EVENT_COLUMNS: Final[Mapping[str, Field]] = MappingProxyType(
    {
        "type": Field(kind="word", values=EVENT_TYPES),
        "on": Field(kind="date"),
        **dict(_event_fields()),
    }
)
"""The columns of a table of events beside ``case_id``, as `gaf.audit` takes them."""
CASE_COLUMNS: Final[Mapping[str, Field]] = MappingProxyType(
    {name: _SPECS[thing][field] for name, (thing, field) in _PLACES.items()}
)
"""The columns of a table of cases beside ``case_id``, likewise."""
COLUMNS: Final[Mapping[str, Field]] = MappingProxyType(
    {
        "case_id": Field(kind="text"),
        **EVENT_COLUMNS,
        **CASE_COLUMNS,
    }
)
"""All of them."""

KIND_OF_LABEL: Final[Mapping[str, str]] = MappingProxyType(
    {
        name: KIND_OF_FIELD[key]
        for name in COLUMNS
        if name != "question"  # a sheet names the clause, not what is asked
        and (key := ".".join(_PLACES.get(name, (name,)))) in KIND_OF_FIELD
    }
)
"""Column → the kind of :data:`gaf_rules.messages.LABELS` that has the words of its values."""


def label_key(column: str) -> tuple[str, str]:
    """Where the name of a column itself stands in the labels: its kind and key.

    >>> label_key("app_kind"), label_key("on")
    (('case_field', 'app.kind'), ('field', 'on'))
    """
    if column in _PLACES:
        return "case_field", ".".join(_PLACES[column])
    return "field", column
