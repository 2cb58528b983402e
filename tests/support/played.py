"""A plan played forward: its events added to the log, on its days, judged by assessments alone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

import gaf_rules as gaf

if TYPE_CHECKING:
    from gaf_rules.ask.planning import Plan

__all__ = ["WISHES", "Setting", "grave", "judge", "verdict"]

_DEFAULTS = gaf.Readings()
GRAVE = frozenset({"breach", "consequence"})
WISHES = ("launch", "change", "offline")
_REACHED = {
    "launch": "app_launched",
    "change": "change_took_effect",
    "offline": "app_taken_offline",
}


@frozen
class Setting:
    """A case, the day on which it is planned for, and what it is judged with."""

    case: gaf.Case
    as_of: date
    readings: gaf.Readings = _DEFAULTS
    calendar: gaf.WorkingCalendar = gaf.CHINA

    @property
    def log(self) -> tuple[gaf.Event, ...]:
        """What has happened by the day."""
        return tuple(event for event in self.case.events if event.on <= self.as_of)

    def plan(self, kind: str, wish: date, **more: Any) -> Plan:
        """The plan for a wish."""
        given: dict[str, Any] = {f"{kind}_on": wish, **more}
        return gaf.plan(
            self.case,
            as_of=self.as_of,
            readings=self.readings,
            calendar=self.calendar,
            **given,
        )


def grave(
    setting: Setting, events: tuple[gaf.Event, ...], as_of: date
) -> set[tuple[str, str, int]]:
    """What breaches and consequences are about; overdue that becomes late is about the same."""
    found = gaf.assess(
        evolve(setting.case, events=events),
        as_of=as_of,
        readings=setting.readings,
        calendar=setting.calendar,
    )
    return {(f.clause, f.procedure, f.round) for f in found.findings if f.severity in GRAVE}


def judge(setting: Setting, made: Plan, events: tuple[gaf.Event, ...] | None = None) -> None:
    """The plan's events are legal, bring nothing grave that was not there, and the wish comes true."""
    planned = made.events() if events is None else events
    log = (*setting.log, *planned)
    before = grave(setting, setting.log, setting.as_of)
    for until in (made.wish, max((made.wish, *(e.on for e in planned))) + timedelta(days=90)):
        new = grave(setting, log, until) - before
        assert not new, (setting.case.id, made.kind, setting.as_of, made.wish, new)
    assert any(e.type == _REACHED[made.kind] and e.on == made.wish for e in log), made.kind
    assert all(event.on >= setting.as_of for event in planned)


def verdict(setting: Setting, kind: str, wish: date, **more: Any) -> tuple[str, Plan | None]:
    """refused, impossible or possible; a possible one is judged."""
    try:
        made = setting.plan(kind, wish, **more)
    except gaf.GafRulesError as error:
        said = error.text("zh"), error.text("en")
        return ("refused" if all(said) else "silent"), None
    if not made.is_possible:
        assert made.why is not None
        return "impossible", made
    judge(setting, made)
    return "possible", made
