#!/usr/bin/env bash
# A decision table of DMN with the hit policy RULE ORDER: two rules hold for "a".
# Expected: both results in the order of the rules (DMN 1.3, 8.2.10), or a refusal, if the policy is not known.
# Seen in SpiffWorkflow 3.2.0: the first result alone, without a word; so for every policy but COLLECT. With UNIQUE, too,
# where the standard says that no two rules may hold, the first answers and the overlap is not told.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'SpiffWorkflow==3.2.0' 'lxml==6.1.3'
cd "$work"
"$work/env/bin/python" -W ignore - <<'PY'
from importlib.metadata import version
from types import SimpleNamespace

from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.dmn.parser.BpmnDmnParser import BpmnDmnParser

print("SpiffWorkflow", version("SpiffWorkflow"))
RULE = "<rule id='r{n}'><inputEntry id='i{n}'><text>{asks}</text></inputEntry>{more}<outputEntry id='o{n}'><text>{says}</text></outputEntry>{after}</rule>"


def table(policy, rules, head="", after=""):
    """A decision table of one input, x, and one output, y."""
    lines = "".join(RULE.format(n=n, asks=a, says=s, more="", after=after) for n, (a, s) in enumerate(rules))
    return f"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:d">
<decision id="t" name="t"><decisionTable id="tt" hitPolicy="{policy}">
<input id="in"><inputExpression id="ie" typeRef="string"><text>x</text></inputExpression></input>
<output id="out" name="y" typeRef="string"/>{head}{lines}</decisionTable></decision></definitions>"""


def decide(file, x):
    parser = BpmnDmnParser()
    parser.add_dmn_str(file)
    engine = parser.get_engine("t", None)
    workflow = SimpleNamespace(script_engine=PythonScriptEngine())
    return dict(engine.result(SimpleNamespace(workflow=workflow, data={"x": x})))


rules = [('"a"', '"one"'), ("-", '"two"')]
got = {policy: decide(table(policy, rules), "a")["y"] for policy in ("COLLECT", "RULE ORDER", "UNIQUE")}
print(got)
assert got == {"COLLECT": ["one", "two"], "RULE ORDER": "one", "UNIQUE": "one"}, got
PY
