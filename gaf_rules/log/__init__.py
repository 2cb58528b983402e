"""The case that goes in: app, sponsor, and the log of what happened."""
