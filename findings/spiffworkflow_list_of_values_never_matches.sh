#!/usr/bin/env bash
# A rule of a decision table lets through two values, as S-FEEL writes it: "a","b" (DMN 1.3, 7.3.1 and 9.2).
# Expected: it holds for "a" and for "b".
# Seen in SpiffWorkflow 3.2.0: it holds for neither, and the rule below answers. The entry is taken for Python, where it is a
# pair, and "a" is no pair.
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


file = table("FIRST", [('"a","b"', '"inside"'), ("-", '"outside"')])
got = {x: decide(file, x)["y"] for x in ("a", "b", "c")}
print(got)
assert got == {"a": "outside", "b": "outside", "c": "outside"}, got
PY
