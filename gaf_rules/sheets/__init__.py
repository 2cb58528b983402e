"""Tables as offices keep them, read into the log that ``gaf.audit`` takes: files and frames."""

from __future__ import annotations

from gaf_rules.sheets.log import Log, Report, Trouble
from gaf_rules.sheets.mapping import Mapping
from gaf_rules.sheets.reading import read_log

__all__ = ["Log", "Mapping", "Report", "Trouble", "read_log"]
