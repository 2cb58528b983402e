#!/usr/bin/env bash
# A process of BPMN has a timer that comes every month from 31 January 2021 on, timeCycle R4/2021-01-31T00:00:00+00:00/P1M, and one from 28
# February on. SpiffWorkflow runs it.
# Expected: the last day of each month, or 31 January, 31 March and so on; and the 28th of each month.
# Seen in SpiffWorkflow 3.2.0: every 31 days, 31 January, 3 March, 3 April, 4 May; from 28 February every 28 days: 28 March, 25 April, 23 May.
# The month in which the timer begins becomes a number of days, once and for all. A comment in its code says that the length is worked
# out by the date at which it starts, for months have several.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'SpiffWorkflow==3.2.0'
cd "$work"
"$work/env/bin/python" -W ignore - <<'PY'
from importlib.metadata import version

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.util.task import TaskState

print("SpiffWorkflow", version("SpiffWorkflow"))
PROCESS = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 targetNamespace="urn:example"><process id="report" isExecutable="true">
 <startEvent id="start"><outgoing>a</outgoing></startEvent>
 <intermediateCatchEvent id="monthly"><incoming>a</incoming><outgoing>b</outgoing><timerEventDefinition id="timer">
 <timeCycle xsi:type="tFormalExpression">"%s"</timeCycle></timerEventDefinition></intermediateCatchEvent>
 <endEvent id="end"><incoming>b</incoming></endEvent>
 <sequenceFlow id="a" sourceRef="start" targetRef="monthly"/><sequenceFlow id="b" sourceRef="monthly" targetRef="end"/>
</process></definitions>"""


def days(start, times):
    parser = BpmnParser()
    parser.add_bpmn_str((PROCESS % f"R{times}/{start}T00:00:00+00:00/P1M").encode())
    workflow = BpmnWorkflow(parser.get_spec("report"))
    workflow.do_engine_steps()
    while workflow.get_tasks(spec_name="monthly", state=TaskState.WAITING):
        workflow.refresh_waiting_tasks()
    (task,) = workflow.get_tasks(spec_name="monthly")
    return task.internal_data["event_value"]["next"][:10]


# Where a timer that is through would go on shows where each time lay.
seen = {start: [days(start, times) for times in (1, 2, 3)] for start in ("2021-01-31", "2021-02-28")}
print(seen)
assert seen == {
    "2021-01-31": ["2021-03-03", "2021-04-03", "2021-05-04"],
    "2021-02-28": ["2021-03-28", "2021-04-25", "2021-05-23"],
}, seen
PY
