"""A register of filings in SQL, as an office might keep one: its rows, and what it works out by itself.

The log stands in a table, event by event. Beside it stand columns that lists and reminders are made of: the
stage, and whether the sponsor is awaited. They are written when something happens, and by a job in the night,
since time alone may end a filing (2.4.4d).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import (
    Column,
    Date,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    insert,
    select,
    update,
)

import gaf_rules as gaf

if TYPE_CHECKING:
    from datetime import date

TABLES = MetaData()
FILINGS = Table(
    "filing",
    TABLES,
    Column("id", String, primary_key=True),
    Column("app", String, nullable=False),
    Column("sponsor", String, nullable=False),
    Column("stage", String, nullable=False),
    Column("look_again_on", Date),
)
ENTRIES = Table(
    "entry",
    TABLES,
    Column("number", Integer, primary_key=True),
    Column("filing", String, nullable=False, index=True),
    Column("event", String, nullable=False),
)


class Register:
    """The register, in memory unless another database is named."""

    def __init__(self, url: str = "sqlite://") -> None:
        self.engine: Engine = create_engine(url)
        TABLES.create_all(self.engine)

    def close(self) -> None:
        """Let the database go."""
        self.engine.dispose()

    def open(self, case: gaf.Case) -> None:
        """A filing begins."""
        document = case.to_dict()
        row = {"id": case.id, "app": json.dumps(document["app"]), "stage": "not_started"}
        with self.engine.begin() as database:
            database.execute(insert(FILINGS).values(**row, sponsor=json.dumps(document["sponsor"])))

    def record(self, filing: str, event: gaf.Event) -> None:
        """Something happened; an event that is not legal is refused, and the table is left as it was."""
        found = self.checked(filing, event)
        self.keep(filing, event)
        self.write(filing, found)

    def checked(self, filing: str, event: gaf.Event) -> gaf.Assessment:
        """What the filing comes to with one event more."""
        case = self.case(filing)
        longer = gaf.Case(
            id=case.id, app=case.app, sponsor=case.sponsor, events=(*case.events, event)
        )
        return gaf.assess(longer, as_of=event.on)

    def keep(self, filing: str, event: gaf.Event) -> None:
        """Write an event into the log."""
        row = {"filing": filing, "event": json.dumps(event.to_dict())}
        with self.engine.begin() as database:
            database.execute(insert(ENTRIES).values(**row))

    def at_night(self, filing: str, today: date) -> None:
        """The job of the night before a day: what time alone has changed."""
        with self.engine.connect() as database:
            query = select(FILINGS.c.look_again_on).where(FILINGS.c.id == filing)
            look_again = database.execute(query).scalar_one()
        if look_again is not None and look_again < today:
            self.write(filing, gaf.assess(self.case(filing), as_of=today))

    def stage(self, filing: str) -> str:
        """The stage of the filing, as lists show it."""
        with self.engine.connect() as database:
            query = select(FILINGS.c.stage).where(FILINGS.c.id == filing)
            return str(database.execute(query).scalar_one())

    def case(self, filing: str) -> gaf.Case:
        """The filing as a case of the library."""
        with self.engine.connect() as database:
            row = database.execute(select(FILINGS).where(FILINGS.c.id == filing)).one()
            query = select(ENTRIES.c.event).where(ENTRIES.c.filing == filing)
            events = [json.loads(text) for text in database.execute(query).scalars()]
        return gaf.Case.from_dict(
            {
                "schema": "gaf-case/1",
                "id": filing,
                "app": json.loads(row.app),
                "sponsor": json.loads(row.sponsor),
                "events": events,
            }
        )

    def write(self, filing: str, found: gaf.Assessment) -> None:
        """The columns beside the log; the job looks again on the day after the first last day."""
        days = [d.due.latest for d in found.duties if d.status == "open" and d.due is not None]
        known = [day for day in days if day is not None]
        values = {
            "stage": found.stages["filing"],
            "look_again_on": min(known, default=None),
        }
        with self.engine.begin() as database:
            database.execute(update(FILINGS).where(FILINGS.c.id == filing).values(**values))


class HastyRegister(Register):
    """The same with a slip that no example of the office has: it keeps what it has then to refuse."""

    def record(self, filing: str, event: gaf.Event) -> None:
        """Writes first and looks then; what was written is committed by the time it is refused."""
        self.keep(filing, event)
        self.write(filing, gaf.assess(self.case(filing), as_of=event.on))
