"""The calendar that tests go by: as it was known on one day, whatever notices are shipped later.

What a test expects of the days past the last notice holds of that calendar for good; of the one that is
shipped only until the next notice comes.
"""

from __future__ import annotations

from datetime import date

from gaf_rules.calendar import CHINA as SHIPPED

__all__ = ["CHINA", "KNOWN_ON", "NOTICES"]

KNOWN_ON = date(2026, 10, 1)
"""The notice for 2026 is out, that for 2027 is not."""

CHINA = SHIPPED.as_known_on(KNOWN_ON)
NOTICES = CHINA.notices
