"""What a fresh process runs to see what a start costs: the library imported, and one case assessed."""

from datetime import date

import gaf_rules as gaf

case = gaf.Case(
    id="one",
    app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False),
    sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal"),
    events=(gaf.Event(type="self_check_completed", on=date(2026, 3, 9), problems=()),),
)
gaf.assess(case, as_of=date(2026, 4, 1))
