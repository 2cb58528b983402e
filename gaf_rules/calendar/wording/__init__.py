"""The wording of holiday notices: from a pasted page to checked days, used by `parse_notice`.

``phrases``    the smallest pieces: festivals, numerals, weekdays, lunar days, a cursor
``markup``     the lines of a page saved as HTML
``page``       the page: head, sections, closing words, signature
``identity``   title, number and day of issue
``prose``      what stands around the sections, held against what they say
``dates``      dates with the brackets behind them, checked against weekday and lunar day
``sentences``  the sentences of one festival's section, of the modern and of the older style
``amending``   adjustments and extensions of a notice issued before
``checks``     what must add up before anything is believed
"""

from __future__ import annotations

__all__: list[str] = []
