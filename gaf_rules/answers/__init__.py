"""The values that come out: an assessment, its duties, findings, questions and next actions."""
