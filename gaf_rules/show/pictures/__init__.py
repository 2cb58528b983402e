"""A case in time as a picture: events, periods, days off, the day of assessment.

:func:`timeline` gives a :class:`Timeline`, which a notebook shows as SVG and which needs no library.
:func:`scene` says what is to be seen; how it is drawn is the affair of `gaf_rules.show.pictures.svg` (and of
`gaf_rules.adapters.plot` for matplotlib).
"""

from __future__ import annotations

from gaf_rules.show.pictures.assessed import scene
from gaf_rules.show.pictures.scene import Block, DayMark, Flag, Lane, Scene, Stretch
from gaf_rules.show.pictures.value import Timeline, timeline

__all__ = ["Block", "DayMark", "Flag", "Lane", "Scene", "Stretch", "Timeline", "scene", "timeline"]
