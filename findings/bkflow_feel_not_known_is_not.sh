#!/usr/bin/env bash
# FEEL in Python, bkflow-feel: whether an application is not approved, not(approved), where nothing is known of an approval.
# Expected: null, as DMN has it for the negation of what is not true or false, or an error.
# Seen in bkflow-feel 1.2.0: true. The comparison approved = true is an error then, and approved != true is true; so is the negation of
# a function that does not exist, of which the logger is told and the caller gets null.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'bkflow-feel==1.2.0'
cd "$work"
"$work/env/bin/python" - <<'PY'
import logging
from importlib.metadata import version

from bkflow_feel.api import parse_expression
from bkflow_feel.exceptions import ValidationError

logging.disable(logging.CRITICAL)
print("bkflow-feel", version("bkflow-feel"))


def ask(question, **facts):
    try:
        answer = parse_expression(question, facts)
    except ValidationError as error:
        answer = type(error).__name__
    print(question, facts, "->", answer)
    return answer


assert ask("not(approved)", approved=True) is False
assert ask("not(approved)") is True
assert ask("not(approved)", approved=None) is True
assert ask("approved and late", late=True) is None
assert ask("not(approved and late)", late=True) is True
assert ask("approved = true") == "ValidationError"
assert ask("approved != true") is True
assert ask("is_overdue(1)") is None
assert ask("not(is_overdue(1))") is True
PY
