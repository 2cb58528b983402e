"""Advice followed to the letter: each next action done on its last day, in the order given."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import evolve

import gaf_rules as gaf
from gaf_rules.assess import world_of
from gaf_rules.invert.acts import Acts
from gaf_rules.vocabulary import PROBLEMS

if TYPE_CHECKING:
    from worlds import World

    from gaf_rules.assessment import Assessment, NextAction

GRAVE = frozenset({"breach", "consequence"})

Held = frozenset[tuple[str, str, int]]


def held(found: Assessment) -> Held:
    return frozenset((f.clause, f.procedure, f.round) for f in found.findings if f.severity in GRAVE)


def _event(acts, world, found, action, day):
    to = next((d.to for d in found.duties if (d.clause, d.act, d.procedure) == (action.clause, action.act, action.procedure)), None)
    if to is None and action.act in ("application_submitted", "supplement_submitted", "deregistration_reported"):
        to = found.route[1] if found.route else "provincial_cac"
    if to is None and action.act=="application_forwarded": to="provincial_cac"
    made = acts.event(action.act, day, action.procedure, action.bearer, to)
    if action.act == "rectification_completed":
        made = evolve(made, problems=PROBLEMS)
    return made


def follow(world: World) -> list[str]:
    """What goes wrong when the advice of a world is followed."""
    world = world.until_now()
    found = world.assess()
    acts = Acts(world_of(world.case, world.as_of, None, None), world.readings)
    before, wrong, log = held(found), [], world.case.events
    days = [world.as_of]
    for action in found.next_actions:
        own = max(action.not_after or world.as_of, world.as_of)
        tries = [own] if action.not_after else sorted({own, *days})
        for day in tries:
            case = evolve(world.case, events=(*log, _event(acts, world, found, action, day)))
            try:
                gaf.assess(case, as_of=max(*days, day), readings=world.readings)
            except gaf.IllegalEventError as error:
                refused = error
                continue
            log = case.events
            days.append(day)
            break
        else:
            now = gaf.assess(evolve(world.case, events=log), as_of=own, readings=world.readings)
            if any((n.act, n.clause, n.procedure) == (action.act, action.clause, action.procedure) for n in now.next_actions):
                wrong.append(f"illegal {action.clause} {action.act} {action.procedure} stages {now.stages}")
            else:
                wrong.append(f"SKIP {action.clause} {action.act} {action.procedure} {now.stages}")
    for day in sorted({d + timedelta(days=g) for d in days for g in (0,)}):
        after = gaf.assess(evolve(world.case, events=log), as_of=day, readings=world.readings)
        new = held(after) - before
        if new:
            wrong.append(f"new {sorted(new)} {[f.code for f in after.findings if f.severity in GRAVE and (f.clause,f.procedure,f.round) in new]}")
            break
    return wrong
