"""One case out of the two tables of an audit, for all that takes a case: to assess, to explain, to plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gaf_rules.auditing.cases import Maker
from gaf_rules.auditing.counted import number_of
from gaf_rules.auditing.log import build_log
from gaf_rules.auditing.reading import (
    coded_cases,
    coded_events,
    columns_beside,
)
from gaf_rules.columns.frames import eager_frame
from gaf_rules.columns.kinds import refusal
from gaf_rules.columns.zones import require_zone
from gaf_rules.documents.fields import short
from gaf_rules.evaluate.checks import LAST_CASE_DAY
from gaf_rules.evaluate.scoping import machine_of
from gaf_rules.log.case import Case

if TYPE_CHECKING:
    from collections.abc import Hashable

__all__ = ["case_from"]


def case_from(events: Any, cases: Any, case_id: Hashable, *, zone: str | None = None) -> Case:
    """The case of one row of the tables that `gaf_rules.audit` takes, read strictly.

    Arguments:
        events: as in `gaf_rules.audit`.
        cases: likewise; columns of one's own do not matter.
        case_id: the id, as it stands in the column ``case_id``.
        zone: as in `gaf_rules.audit`.

    Returns:
        the case, all its events in it; its id is the text of ``case_id``.

    Raises:
        CaseError: a table that cannot be read, an id that is not there, or a row that makes no case.

    >>> import polars as pl
    >>> from datetime import date
    >>> cases = pl.DataFrame({"case_id": [1], "app_kind": ["app"], "runs_on_mobile": [True],
    ...     "purpose": ["internal"], "sponsor_kind": ["administrative_organ"], "tier": ["municipal"]})
    >>> events = pl.DataFrame({"case_id": [1], "type": ["app_launched"], "on": [date(2026, 3, 2)]})
    >>> [event.type for event in case_from(events, cases, 1).events]
    ['app_launched']
    """
    where = require_zone(zone)
    event_frame, case_frame = eager_frame(events, "events"), eager_frame(cases, "cases")
    columns_beside(event_frame, case_frame, keep=True)
    days, coded = coded_events(event_frame, where)
    ids = case_frame.get_column("case_id")
    keys = event_frame.get_column("case_id")
    log = build_log(keys, ids, days, coded, number_of(LAST_CASE_DAY))
    held = [place for place, each in enumerate(ids.to_list()) if _is_same(each, case_id)]
    if not held:
        raise refusal(
            path="$case_id",
            got=case_id,
            zh=f"得到 {short(case_id)}：案件表中没有这个 case_id",
            en=f"got {short(case_id)}: the table of cases has no such case_id",
            allowed=(),
        )
    tables = event_frame, case_frame, days
    maker = Maker(machine_of(None), coded, coded_cases(case_frame), log, tables)
    return Case.from_dict({**maker.document(held[0]), "id": str(case_id)})


def _is_same(held: Any, wanted: Any) -> bool:
    """Whether an id of the table is the one wanted: a truth value is no number, a text none either."""
    try:
        return isinstance(held, bool) == isinstance(wanted, bool) and bool(held == wanted)
    except (
        ArithmeticError,
        TypeError,
        ValueError,
    ):  # a table, a number that signals: it is no id at all
        return False
