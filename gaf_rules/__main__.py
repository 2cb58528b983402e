"""``python -m gaf_rules`` is ``gaf-rules``."""

from __future__ import annotations

import sys

from gaf_rules.cli import main

if __name__ == "__main__":
    sys.exit(main())
