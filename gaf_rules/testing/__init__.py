"""Help for tests, ours and those of who embeds the library; reads files, so no part of the core."""

from __future__ import annotations

from gaf_rules.testing.citations import citations_in

__all__ = ["citations_in"]
