"""Frames of measures, comparisons and outlooks as pictures: :func:`picture`.

``reading`` takes a frame for what its columns say it is; ``backlog``, ``curves``, ``rows``, ``flows`` and
``heat`` draw one kind of frame each; ``canvas`` is what they draw on, ``value`` what comes out.
"""

from __future__ import annotations

from gaf_rules.values.lacking import missing_extra

try:
    from gaf_rules.show.charts.value import Picture, picture
except ModuleNotFoundError as error:
    raise missing_extra(__name__, error) from error

__all__ = ["Picture", "picture"]
