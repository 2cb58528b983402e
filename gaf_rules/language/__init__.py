"""The language in which a guideline is written: words, facts, conditions, periods, readings, rows."""
