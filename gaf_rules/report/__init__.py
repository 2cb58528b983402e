"""An assessment as plain text that an official reads at a glance, in Chinese or English.

No optional dependency, and colour only where the caller asks for it: a mark or a word always carries
the meaning.
"""

from __future__ import annotations

from gaf_rules.report.deadlines import deadline_text
from gaf_rules.report.text import report_text

__all__ = ["deadline_text", "report_text"]
