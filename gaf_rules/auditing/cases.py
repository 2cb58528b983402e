"""Cases made from rows: quickly where nothing but days differs, strictly where something is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import fields

from gaf_rules.auditing.counted import EPOCH
from gaf_rules.auditing.reading import CASE_COLUMNS, DATE_FIELDS, FREE_FIELDS, Coded
from gaf_rules.columns import MISSING_DAY, STRANGE_DAY
from gaf_rules.log.case import APP_FIELDS, SCHEMA, SPONSOR_FIELDS, App, Case, Sponsor
from gaf_rules.log.events import FIELDS, REQUIRED, Event
from gaf_rules.log.roles import fits_alone
from gaf_rules.values.days import from_ordinal, the_day
from gaf_rules.values.errors import CaseError

if TYPE_CHECKING:
    from datetime import date

    from gaf_rules.auditing.log import Log
    from gaf_rules.program.program import Program

__all__ = ["Maker", "draft"]

_SOME_DAY = the_day(2026, 1, 1)
_ATTRIBUTES = tuple(attribute.name for attribute in fields(Event))


class Maker:
    """Makes cases from the rows of the two tables.

    Arguments:
        machine: the guideline, compiled; it knows which questions are asked.
        events, cases: the words of the tables.
        log: the events in order.
        tables: the two tables as they came in, and the column of days.
    """

    def __init__(
        self, machine: Program, events: Coded, cases: Coded, log: Log, tables: tuple[Any, Any, Any]
    ) -> None:
        self.machine = machine
        self.events = events
        self.cases = cases
        self.log = log
        self.event_table, self.case_table, self.days = tables
        self._models: dict[int, dict[str, Any] | None] = {}
        self._parties: dict[int, tuple[App, Sponsor] | None] = {}

    # -- models: an event or a party for each code -----------------------------------------------------
    def model(self, code: int) -> dict[str, Any] | None:
        """The fields of an event with these words, on some day; None where they make no event."""
        if code not in self._models:
            self._models[code] = self._model(dict(self.events.parts[code]))
        return self._models[code]

    def _model(self, parts: dict[str, Any]) -> dict[str, Any] | None:
        if parts.get("type") not in FIELDS:
            return None
        there: dict[str, Any] = {
            name: _SOME_DAY if parts.pop(name, None) else None for name in DATE_FIELDS
        }
        try:
            event = Event(on=_SOME_DAY, **parts, **there)
        except (CaseError, TypeError):
            return None
        question = event.question
        if question is not None and f"determination:{question}" not in self.machine.procedures:
            return None
        return {name: getattr(event, name) for name in _ATTRIBUTES}

    def parties(self, code: int) -> tuple[App, Sponsor] | None:
        """The app and the sponsor with these words; None where they make none."""
        if code not in self._parties:
            given: dict[str, dict[str, Any]] = {"app": {}, "sponsor": {}}
            for column, value in self.cases.parts[code].items():
                part, name = CASE_COLUMNS[column]
                given[part][name] = value
            try:
                self._parties[code] = App(**given["app"]), Sponsor(**given["sponsor"])
            except (CaseError, TypeError):
                self._parties[code] = None
        return self._parties[code]

    # -- cases -----------------------------------------------------------------------------------------
    def in_table_order(self, case: int) -> list[int]:
        """The places of the events of a case, those still to come included, in the order of the table."""
        start = int(self.log.starts[case])
        places = range(start, start + int(self.log.totals[case]))
        return sorted(places, key=lambda place: int(self.log.rows(place)))

    def plain(self, case: int) -> Case | None:
        """A case as it is, without its id; None where it is not well-formed.

        Arguments:
            case: its place.
        """
        parties = self.parties(int(self.cases.codes[case]))
        events = [self._event(place) for place in self.in_table_order(case)]
        if parties is None or None in events:
            return None
        try:
            return Case(id="-", app=parties[0], sponsor=parties[1], events=tuple(events))  # type: ignore[arg-type]  # none is None
        except CaseError:
            return None

    def _event(self, place: int) -> Event | None:
        """The event at a place of the log, with its free text; None where its words make none."""
        model, row = self.model(int(self.log.codes[place])), int(self.log.rows(place))
        if model is None:
            return None
        said: dict[str, Any] = {"on": _date(int(self.log.days[place]))}
        for name, column in self.log.dates.items():
            if column[row] != MISSING_DAY:
                said[name] = _date(int(column[row]))
        for name in FREE_FIELDS:
            if model[name] is not None:
                said[name] = self._cell("events", name, row)
        return draft(model, said)

    # -- the long way ------------------------------------------------------------------------------------
    def document(self, case: int) -> dict[str, Any]:
        """A case as the JSON document that its rows amount to, for the strict reader."""
        parts: dict[str, dict[str, Any]] = {"app": {}, "sponsor": {}}
        for column, (part, name) in CASE_COLUMNS.items():
            specs = APP_FIELDS if part == "app" else SPONSOR_FIELDS
            value = self._cell("cases", column, case)
            if value is not None or specs[name].nullable:
                parts[part][name] = value
        tier = parts["sponsor"].get("tier")
        rows = self.log.rows_of(case).tolist()
        events = [self._entry(row, tier) for row in rows]
        return {"schema": SCHEMA, "id": "-", **parts, "events": events}

    def _entry(self, row: int, tier: Any) -> dict[str, Any]:
        kind = self._cell("events", "type", row)
        listed = FIELDS.get(kind, {}) if isinstance(kind, str) else {}
        entry: dict[str, Any] = {"type": kind}
        for name in _ATTRIBUTES[1:]:
            value = self._cell("events", name, row)
            spec = listed.get(name)
            if spec is None and name in {"by", "to"} and fits_alone(str(kind), name, value, tier):
                continue
            nullable = spec is not None and spec.nullable and spec.default is REQUIRED
            if value is not None or nullable:
                entry[name] = value
        return entry

    def _cell(self, table: str, name: str, row: int) -> Any:
        coded, frame = (
            (self.events, self.event_table) if table == "events" else (self.cases, self.case_table)
        )
        if name == "on" or name in coded.dates:
            day = int((self.days if name == "on" else coded.dates[name])[row])
            if day == STRANGE_DAY:
                return _raw(frame, name, row)
            # As numpy writes it, since not every day of a table is one of Python's.
            return None if day == MISSING_DAY else str(np.datetime64(day, "D"))
        if name not in coded.columns:
            return None
        words = coded.columns[name]
        value = words.value(int(words.codes[coded.codes[row]]))
        if value is not None and words.values == ("-", ""):
            return _raw(frame, name, row)
        return list(value) if isinstance(value, tuple) else value


def _raw(frame: Any, name: str, row: int) -> Any:
    """A cell as it stands in the table."""
    return frame.get_column(name)[row]


def _date(number: int) -> date:
    return from_ordinal(number + EPOCH)


def draft(model: dict[str, Any], days: dict[str, Any]) -> Event:
    """An event made before, on other days; its words have been checked then."""
    event = object.__new__(Event)
    put = object.__setattr__
    for name, value in model.items():
        put(event, name, value)
    for name, value in days.items():
        put(event, name, value)
    return event
