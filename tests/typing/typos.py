"""One slip of the pen a line: each is found before anything runs. Checked by test_typos.py, never called."""
# pyright: reportUnnecessaryComparison=error

from __future__ import annotations

from datetime import date

import gaf_rules as gaf


def slips() -> None:
    """What a type checker refuses, line by line."""
    day = date(2026, 3, 9)
    app = gaf.App(kind="app", runs_on_mobile=True, purpose="internal")
    sponsor = gaf.Sponsor(kind="administrative_organ", tier="municipal")
    found = gaf.assess(gaf.Case(id="x", app=app, sponsor=sponsor), as_of=day)
    duty = found.duties[0]

    gaf.Readings(trigger_day="inclde")  # slip
    gaf.Readings(triger_day="include")  # slip
    gaf.Event(type="application_submited", on=day)  # slip
    gaf.Event(type="application_submitted", on=day, by="sponser")  # slip
    gaf.Event(type="application_received", on=day, by="municipal_cac", procedure="filling")  # slip
    gaf.Event(type="materials_returned", on=day, missing=("aceptance",))  # slip
    gaf.App(kind="ap", runs_on_mobile=True, purpose="internal")  # slip
    gaf.App(kind="app", runs_on_mobile=True, purpose="intern")  # slip
    gaf.Sponsor(kind="administrative_organ", tier="munincipal")  # slip
    gaf.Sponsor(kind="administrative", tier="municipal")  # slip
    gaf.explain(found, lang="fr")  # slip
    gaf.label("late", lang="cn")  # slip
    if duty.status == "overdeu":  # slip
        raise SystemExit
    if found.stages["filing"] == "filled":  # slip
        raise SystemExit
    if found.findings[0].severity == "braech":  # slip
        raise SystemExit
    if duty.due is not None and duty.due.certainty == "provisorial":  # slip
        raise SystemExit
    gaf.assess(gaf.Case(id="x", app=app, sponsor=sponsor), as_of=day, engine="durabel")  # slip
