"""``outlook``: what a reform would do to backlog and delay, by simulation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import narwhals as nw
from attrs import frozen

from gaf_rules.language.guideline import Guideline
from gaf_rules.policy.measuring import Measures, measures
from gaf_rules.policy.simulating.value import Simulation, simulate
from gaf_rules.values.given import refused
from gaf_rules.values.mapping import FrozenMap

if TYPE_CHECKING:
    from datetime import date

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.policy.simulating.model import Model

__all__ = ["Outlook", "outlook"]

_GUIDELINES = "guidelines"


@frozen(kw_only=True, eq=False, repr=False)
class Outlook:
    """The same cases under several guidelines.

    Attributes:
        backlog: ``scenario``, and the columns of `Measures.backlog`.
        durations: likewise of `Measures.durations`.
        on_time: likewise of `Measures.on_time`.
        simulations: the log of each scenario by its name.
        measures: what can be counted of it, likewise.
    """

    backlog: Any
    durations: Any
    on_time: Any
    simulations: Mapping[str, Simulation]
    measures: Mapping[str, Measures]

    def __repr__(self) -> str:
        return f"Outlook({', '.join(self.simulations)})"


def outlook(
    n: int,
    seed: int,
    model: Model | None = None,
    *,
    guidelines: Mapping[str, Guideline],
    calendar: WorkingCalendar | None = None,
    until: date | None = None,
    capacity: Mapping[str, int] | None = None,
    backend: str = "polars",
) -> Outlook:
    """What a reform would do: the same cases simulated under each guideline, and measured.

    A case has the same numbers under every guideline: what differs is the guideline's doing, as far as
    cases take the same way. An act that fulfils a duty comes in proportion to its period; an office does no
    more than its capacity, whatever the period.

    Arguments:
        n: how many cases.
        seed: as in `gaf_rules.simulate`.
        model: likewise.
        guidelines: name → guideline.
        calendar: as in `gaf_rules.simulate`.
        until: likewise.
        capacity: likewise.
        backend: likewise.

    Raises:
        CaseError: as in `gaf_rules.simulate`; no guideline, or something else than one.

    >>> import gaf_rules as gaf
    >>> longer = gaf.HAINAN.amend({"2.4.2a": {"n": 20}})
    >>> found = gaf.outlook(20, seed=1, guidelines={"now": gaf.HAINAN, "longer": longer})
    >>> found, found.durations.columns[:3]
    (Outlook(now, longer), ['scenario', 'procedure', 'stage'])
    """
    held: Any = guidelines
    given: dict[Any, Any] = dict(held) if isinstance(held, Mapping) else {}
    named = all(isinstance(name, str) for name in given)
    if not given or not named or not all(isinstance(each, Guideline) for each in given.values()):
        wanted = "名称 → 指南", "names and guidelines"
        raise refused(_GUIDELINES, guidelines, *wanted, ("{name: Guideline}",))
    logs = {
        name: simulate(
            n, seed, model, guideline=guideline, calendar=calendar, until=until, capacity=capacity,
            backend=backend,
        )
        for name, guideline in given.items()
    }  # fmt: skip
    counted = {
        name: measures(
            log.events, log.cases, as_of=log.as_of, guideline=given[name], calendar=calendar
        )
        for name, log in logs.items()
    }
    frames = {
        method: _stacked({name: getattr(each, method)() for name, each in counted.items()})
        for method in ("backlog", "durations", "on_time")
    }
    return Outlook(simulations=FrozenMap(logs), measures=FrozenMap(counted), **frames)


def _stacked(tables: Mapping[str, Any]) -> Any:
    """Tables under one another, the name of each before its rows."""
    found = []
    for name, table in tables.items():
        frame = nw.from_native(table, eager_only=True)
        words = [
            column for column, kind in frame.schema.items() if kind in (nw.Categorical, nw.Enum)
        ]
        found.append(
            frame.with_columns(nw.col(words).cast(nw.String)).select(
                nw.lit(name).alias("scenario"), *frame.columns
            )
        )
    return nw.concat(found).to_native()
