"""What everything is made of: frozen values, days, mappings, errors; this room knows nothing of the law."""
