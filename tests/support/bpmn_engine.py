"""Processes of BPMN run by SpiffWorkflow, and legal logs played to them step by step."""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any

from dmn_engines import FEEL_NAMES
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine, TaskDataEnvironment
from SpiffWorkflow.bpmn.util.event import BpmnEvent
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.spiff.parser.process import SpiffBpmnParser
from SpiffWorkflow.spiff.specs.event_definitions import MessageEventDefinition
from SpiffWorkflow.util.task import TaskState
from walks import proposals, walk

import gaf_rules as gaf
from gaf_rules.adapters.bpmn import messages_of, to_bpmn
from gaf_rules.adapters.dmn import to_dmn
from gaf_rules.evaluate.fold import Entry, Fold
from gaf_rules.language.readings import READING_OPTIONS
from gaf_rules.language.vocabulary import PROCEDURES
from gaf_rules.program.program import program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

__all__ = ["Process", "Tally", "play", "spec_of"]

_SCRIPTS = PythonScriptEngine(environment=TaskDataEnvironment(FEEL_NAMES))
IN_SCOPE = {
    "app_kind": "app",
    "app_runs_on_mobile": True,
    "app_purpose": "internal",
    "sponsor_kind": "administrative_organ",
    "sponsor_tier": "municipal",
    "case_answer_1_2a": None,
    "case_answer_1_2e": None,
    "case_answer_2_2_0": None,
}


@lru_cache(maxsize=16)
def spec_of(file: bytes, procedure: str) -> Any:
    """What SpiffWorkflow makes of a file and the two decisions that it asks."""
    parser = SpiffBpmnParser()
    parser.add_bpmn_str(file)
    for decision in ("scope", "route"):
        parser.add_dmn_str(to_dmn(decision=decision))
    return parser.get_spec(procedure)


class Process:
    """A process that has begun."""

    def __init__(self, spec: Any, inputs: dict[str, Any]) -> None:
        self.flow = BpmnWorkflow(spec, script_engine=_SCRIPTS)
        for task in self.flow.get_tasks(state=TaskState.READY):
            task.data.update(inputs)
        self.flow.do_engine_steps()

    @property
    def waiting(self) -> Any:
        """The gateway that waits."""
        (task,) = self.flow.get_tasks(state=TaskState.WAITING)
        return task

    @property
    def state(self) -> str:
        """The state reached; where nothing is awaited any more, the end."""
        if not self.flow.is_completed():
            return str(self.waiting.task_spec.name)
        return str(self.end.task_spec.name)

    @property
    def end(self) -> Any:
        """The end that was reached."""
        done = self.flow.get_tasks(state=TaskState.COMPLETED)
        (task,) = (each for each in done if type(each.task_spec).__name__ == "EndEvent")
        return task

    def offered(self) -> frozenset[str]:
        """The messages that are waited for."""
        return frozenset() if self.flow.is_completed() else _names(self.waiting.task_spec)

    def tell(self, message: str, next_state: str) -> None:
        """Send a message, with what the process cannot know."""
        self.flow.send_event(BpmnEvent(MessageEventDefinition(message), payload={}))
        # Not before: a gateway that waits takes its data anew from what came before it.
        for task in self.flow.get_tasks(state=TaskState.READY):
            task.data["next_state"] = next_state
        self.flow.do_engine_steps()


@lru_cache(maxsize=128)
def _names(gateway: Any) -> frozenset[str]:
    def inside(definition: Any) -> Iterator[str]:
        for each in getattr(definition, "event_definitions", ()):
            yield from inside(each)
        if definition.name is not None:
            yield definition.name

    return frozenset(inside(gateway.event_definition))


class Tally:
    """What was compared: steps taken, proposals that both allow, both refuse, the process alone allows."""

    def __init__(self) -> None:
        self.taken = self.both_allow = self.both_refuse = self.granted = 0


def _messages(entry: Entry, places: Any) -> set[str]:
    """The names under which an event may be told."""
    event, sign = entry.event, entry.sign
    said = ".".join(filter(None, (event.type, event.question, event.answer)))
    said = said if event.type == "determination" else event.type
    by, to = (("", *sorted(places.get(role, ()))) for role in (sign.by, sign.to))
    names = {".".join(filter(None, (said, *places_))) for places_ in product(by, to)}
    if event.type == "determination":
        names.add(f"{event.type}.{event.question}")
    return names


def play(
    seed: int, tally: Tally, make: Callable[[str], bytes] = to_bpmn, *, proposed: int = 9
) -> None:
    """A legal log, told to the processes step by step.

    Raises:
        AssertionError: a process does not wait for what is legal, or stands elsewhere afterwards.
    """
    walked = walk(seed, steps=22)
    case = walked.case
    machine = program(gaf.HAINAN)
    options = {name: getattr(walked.readings, name) for name in READING_OPTIONS}
    fold = Fold(gaf.Case(id="x", app=case.app, sponsor=case.sponsor), machine, options, gaf.CHINA)
    places = machine.tiers[case.sponsor.tier].places
    flows: dict[str, Process] = {
        each: Process(spec_of(make(each), each), IN_SCOPE) for each in PROCEDURES
    }
    for place, event in enumerate(case.events):
        before = dict(fold.state)
        fold.pass_time(event.on)
        for lapse, _ in machine.lapses:
            if fold.state[lapse.procedure] != before[lapse.procedure]:
                flows[lapse.procedure].tell(f"period_over.{lapse.duty}", "")
        _compare(fold, flows)
        if place % proposed == 0:
            _propose(fold, flows, places, event.on, tally)
        entry = Entry(event, place, case.sponsor.tier)
        move = fold.find(entry)
        assert move is not None
        row = move.step.row
        fold.take(entry)
        for procedure in {row.procedure, *dict(row.enters)}:
            flow = flows[procedure]
            # A unit that stands at two places may be named by either; which of them it was the row says.
            names = _messages(entry, places) & flow.offered() & {*messages_of(row)}
            assert names, (flow.state, event)
            flow.tell(min(names), fold.state[procedure])
        _compare(fold, flows)
        tally.taken += 1


def _compare(fold: Fold, flows: dict[str, Process]) -> None:
    stands = {each: flow.state for each, flow in flows.items()}
    assert stands == dict(fold.state), (stands, fold.state)


def _propose(fold: Fold, flows: dict[str, Process], places: Any, day: date, tally: Tally) -> None:
    """Everything that might happen on a day, asked of both."""
    for event in proposals(day):
        entry = Entry(event, 99, fold.tier)
        is_legal = fold.find(entry) is not None
        procedures = program(gaf.HAINAN).procedures_of(entry.sign)
        names = _messages(entry, places)
        is_offered = any(names & flows[each].offered() for each in procedures)
        assert is_offered or not is_legal, (dict(fold.state), event)
        tally.both_allow += is_legal
        tally.granted += is_offered and not is_legal
        tally.both_refuse += not is_offered
