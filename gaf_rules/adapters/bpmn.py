"""The transition table of a procedure as a process of BPMN 2.0, with the decisions on scope and route ahead.

A state is a gateway that waits for messages, and a message an event of the log with the places on the route
at which it is made and received: ``application_submitted.sponsor.first_tier``. What leads from one state to
the same next one is one catching event. A process knows no records: of what a row asks beyond its states, its
event and its places it grants everything; where the next state hangs on that, the sender says it in
``next_state``. That a period is over is a message as well, since timers of BPMN count no working days.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Final

from gaf_rules.adapters.dmn import both_words
from gaf_rules.adapters.xml_files import xml_file
from gaf_rules.evaluate.arguments import expect
from gaf_rules.evaluate.scoping import machine_of
from gaf_rules.language.rows import Transition
from gaf_rules.language.vocabulary import NOT_STARTED
from gaf_rules.show.diagrams import arrows
from gaf_rules.values.given import one_of, require

if TYPE_CHECKING:
    from gaf_rules.language.guideline import Guideline

__all__ = ["messages_of", "to_bpmn"]

_BPMN: Final = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
_SPIFF: Final = "http://spiffworkflow.org/bpmn/schema/1.0/core"


# -- what may happen where -------------------------------------------------------------------------------
def messages_of(row: Transition) -> tuple[str, ...]:
    """The messages that a transition waits for: the event, what is answered, the places on the route.

    Raises:
        CaseError: what is no row of the transitions.

    >>> import gaf_rules as gaf
    >>> rows = (row for row in gaf.HAINAN.transitions if row.event == "application_forwarded")
    >>> messages_of(next(rows))
    ('application_forwarded.first_tier.provincial_cac',)
    """
    require("row", row, Transition, "转移表的一行", "a row of the transitions")
    said = [row.event, *(each for each in (row.question, row.answer) if each)]
    return tuple(
        ".".join((*said, *(place for place in (by, to) if place)))
        for by in row.by or ("",)
        for to in row.dest or ("",)
    )


Ways = dict[tuple[str, ...], list[str]]


def _ways(guideline: Guideline, procedure: str) -> dict[str, Ways]:
    """State → next states → the messages that lead there; several where the facts decide between them."""
    leads: dict[str, dict[str, dict[str, None]]] = {
        row.name: {} for row in guideline.states if row.procedure == procedure
    }
    for row, state, to in arrows(guideline, procedure):
        for message in messages_of(row):
            leads[state.name].setdefault(message, {})[to or state.name] = None
    for lapse in guideline.lapses:
        if lapse.procedure == procedure:
            leads[lapse.state].setdefault(f"period_over.{lapse.duty}", {})[lapse.to] = None
    ways: dict[str, Ways] = {}
    for name, messages in leads.items():
        ways[name] = {}
        for message, targets in messages.items():
            ways[name].setdefault(tuple(targets), []).append(message)
    return ways


# -- the file --------------------------------------------------------------------------------------------
def to_bpmn(procedure: str = "filing", *, guideline: Guideline | None = None) -> bytes:
    """The process of a procedure as a file of BPMN 2.0.

    It begins with two business rule tasks, which ask the decisions ``scope`` and ``route`` of
    :func:`gaf_rules.adapters.dmn.to_dmn`; an app outside the scope ends there.

    Arguments:
        procedure: filing, change or deregistration.
        guideline: whose rows; the Hainan one by default.

    Returns:
        The file in UTF-8; the same for the same rows, byte for byte.

    Raises:
        CaseError: the guideline has no such procedure; what is no guideline; a word of it with a sign that
            XML cannot hold.

    >>> file = to_bpmn("deregistration").decode()
    >>> file.count("<eventBasedGateway "), 'name="deregistration_reported.sponsor.first_tier"' in file
    (4, True)
    """
    expect(guideline=guideline)
    guideline = machine_of(guideline).guideline
    known = tuple(dict.fromkeys(row.procedure for row in guideline.states))
    one_of("procedure", procedure, known)
    return _ProcessFile(guideline, procedure).written()


class _ProcessFile:
    """A process that is being written."""

    def __init__(self, guideline: Guideline, procedure: str) -> None:
        self.guideline = guideline
        self.procedure = procedure
        self.ways = _ways(guideline, procedure)
        named = {
            "xmlns": _BPMN,
            "xmlns:xsi": _XSI,
            "xmlns:spiffworkflow": _SPIFF,
            "id": f"{procedure}_file",
            "targetNamespace": f"urn:gaf-rules:{guideline.key}",
        }
        self.root = ET.Element("definitions", named)
        self.messages = self._messages()
        self.body = ET.SubElement(
            self.root,
            "process",
            id=procedure,
            name=self._words("procedure", procedure),
            isExecutable="true",
        )
        self.flows: list[tuple[str, str, str | None]] = []

    def _words(self, kind: str, key: str) -> str:
        return " ".join(self.guideline.label(kind, key, lang) for lang in ("zh", "en"))

    def _messages(self) -> dict[str, str]:
        """Each message with its id."""
        names = dict.fromkeys(
            name for ways in self.ways.values() for group in ways.values() for name in group
        )
        found = {name: f"message_{place}" for place, name in enumerate(names, 1)}
        for name, known in found.items():
            ET.SubElement(self.root, "message", id=known, name=name)
        return found

    def written(self) -> bytes:
        """The file."""
        self._node("startEvent", "start")
        self._decision("scope", after="start")
        self._node("exclusiveGateway", "in_scope", default="in_scope_to_route")
        self._node("endEvent", "outside", both_words("model", "outside"))
        self._decision("route", after=None)
        self.flows += [
            ("scope", "in_scope", None),
            ("in_scope", "outside", "in_scope in [false]"),
            ("in_scope", "route", None),
            ("route", NOT_STARTED, None),
        ]
        for state, ways in self.ways.items():
            self._state(state, ways)
        for source, target, condition in self.flows:
            flow = ET.SubElement(
                self.body,
                "sequenceFlow",
                id=f"{source}_to_{target}",
                sourceRef=source,
                targetRef=target,
            )
            if condition is not None:
                said = ET.SubElement(flow, "conditionExpression", {"xsi:type": "tFormalExpression"})
                said.text = condition
        return xml_file(self.root)

    def _node(self, tag: str, name: str, words: str = "", **more: str) -> ET.Element:
        given = {"id": name, **({"name": words} if words else {}), **more}
        return ET.SubElement(self.body, tag, given)

    def _decision(self, name: str, *, after: str | None) -> None:
        """A task that asks a decision. BPMN has no field for which one: each engine has its own."""
        task = self._node("businessRuleTask", name, both_words("decision", name))
        more = ET.SubElement(task, "extensionElements")
        ET.SubElement(more, "spiffworkflow:calledDecisionId").text = name
        if after is not None:
            self.flows.append((after, name, None))

    def _state(self, state: str, ways: Ways) -> None:
        stages = {r.name: r.stage for r in self.guideline.states if r.procedure == self.procedure}
        words = " ".join(
            self.guideline.stage_label(self.procedure, stages[state], lang) for lang in ("zh", "en")
        )
        if not ways:
            self._node("endEvent", state, words)
            return
        self._node("eventBasedGateway", state, words)
        for place, (targets, names) in enumerate(ways.items(), 1):
            event = f"{state}_{place}"
            caught = self._node("intermediateCatchEvent", event, self._caught(names))
            for name in names:
                message = self.messages[name]
                ET.SubElement(
                    caught, "messageEventDefinition", id=f"{event}_{message}", messageRef=message
                )
            self.flows.append((state, event, None))
            if len(targets) == 1:
                self.flows.append((event, targets[0], None))
                continue
            self._node("exclusiveGateway", f"{event}_next", both_words("model", "next_state"))
            self.flows.append((event, f"{event}_next", None))
            self.flows += [
                (f"{event}_next", target, f'next_state in ["{target}"]') for target in targets
            ]

    def _caught(self, names: list[str]) -> str:
        """What is waited for, in words: each event once."""
        events = dict.fromkeys(name.partition(".")[0] for name in names)
        return " / ".join(
            both_words("model", each) if each == "period_over" else self._words("event", each)
            for each in events
        )
