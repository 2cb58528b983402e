"""Why: the reasoning behind an assessment, as a tree, as text, as HTML and as JSON.

:func:`explain` is the entry; `gaf_rules.ask.explanation.sections` builds what was concluded, `periods` the
time limits with their days, `passed_over` the rules that were considered and did not apply.
"""

from __future__ import annotations

from gaf_rules.ask.explanation.build import explain
from gaf_rules.ask.explanation.replayed import replayed
from gaf_rules.ask.explanation.tree import CountedDay, Explanation, Node, Quoted, Used

__all__ = ["CountedDay", "Explanation", "Node", "Quoted", "Used", "explain", "replayed"]
