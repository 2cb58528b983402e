"""The schema of facts: which facts there are, what kind of value each holds, and who writes it.

Some facts are given (the case, the readings), some are laid down while a log is read or a duty is evaluated,
and all others are written by rows; the kind of these follows from what the rows write there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gaf_rules.language.actions import Copy, Enter, Gather, Mark, Put
from gaf_rules.language.case_fields import APP_FIELDS, FIELDS, SPONSOR_FIELDS
from gaf_rules.language.readings import READING_OPTIONS
from gaf_rules.language.rows import CHILDREN
from gaf_rules.language.vocabulary import CERTAINTIES, FURTHER_QUESTIONS, QUESTION_OPTIONS, STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.documents.fields import Field
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.rows import Transition

__all__ = ["READ_BY_EVALUATION", "WRITABLE", "Fact", "event_facts", "facts_given", "facts_written"]

WRITABLE = ("case", *CHILDREN)
"""The records that rows write to."""

READ_BY_EVALUATION = frozenset(
    {
        "application.number_on",  # nothing is planned for an application that has its number
        "case.launched_on",  # an app launched before the guideline applied may be let be
        "shutdown.offline_on",  # unless it has gone offline by the end of the transition
        "submission.to",  # the office at the position ``first_tier``
    }
)
"""Facts that are written by rows and read elsewhere, so that no row need read them."""

_KINDS = {"date": "day", "code": "text"}
_LISTS = ("dossier.required", "dossier.required_apart", "shutdown.required")
_DAYS_OF_DUTY = (
    "met_on", "missed_on", "extended_late_on", "next_day", "started_on", "due_on", "clear_on",
)  # fmt: skip


class Fact(NamedTuple):
    """One fact.

    Attributes:
        kind: day · flag · word · text · words (a list) · marks · number.
        values: the words that may stand there; None where these are not listed.
        by: who writes it: case · log (while it is read) · evaluation · rows.
        words: what the values are: role · tier · state · option · word.
    """

    kind: str
    values: tuple[str, ...] | None = None
    by: str = "rows"
    words: str = "word"


def _of_field(spec: Field, by: str) -> Fact:
    values = (*spec.values, *spec.further) or None
    return Fact(_KINDS.get(spec.kind, spec.kind), values, by)


def facts_given(guideline: Guideline) -> dict[str, Fact]:
    """The facts that no row writes, by name; those of an event and of the duty at hand apart."""
    tiers = tuple(row.tier for row in guideline.tiers)
    facts = {f"app.{name}": _of_field(spec, "case") for name, spec in APP_FIELDS.items()}
    facts |= {f"sponsor.{name}": _of_field(spec, "case") for name, spec in SPONSOR_FIELDS.items()}
    facts["sponsor.tier"] = Fact("word", tiers, "case", "tier")
    for name, options in READING_OPTIONS.items():
        facts[f"reading.{name}"] = Fact("word", options, "case", "option")
    states: dict[str, list[str]] = {}
    for row in guideline.states:
        states.setdefault(row.procedure, []).append(row.name)
    for procedure, names in states.items():
        facts[f"state.{procedure}"] = Fact("word", tuple(names), "log", "state")
    reviewed = dict.fromkeys(name for names in states.values() for name in names)
    facts["feedback.state"] = Fact("word", tuple(reviewed), "log", "state")
    facts |= {f"{record}.ordinal": Fact("number", None, "log") for record in CHILDREN}
    facts["case.first_on"] = Fact("day", None, "log")
    facts |= {f"case.{name}": Fact("day", None, "case") for name in ("as_of", "effective_from")}
    facts["case.must_be_filed_on"] = Fact("day", None, "evaluation")
    facts |= {name: Fact("words", None, "evaluation") for name in _LISTS}
    facts |= {f"duty.{name}": Fact("day", None, "evaluation") for name in _DAYS_OF_DUTY}
    facts["duty.status"] = Fact("word", STATUSES, "evaluation")
    facts["duty.certainty"] = Fact("word", CERTAINTIES, "evaluation")
    facts |= {
        f"duty.{name}": Fact("words", None, "evaluation") for name in ("local_holidays", "closures")
    }
    return facts


def event_facts(guideline: Guideline, row: Transition) -> dict[str, Fact]:
    """The facts of the event that a transition is about: its day, its roles, the fields of its type."""
    fields = FIELDS.get(row.event, {})
    facts = {f"event.{name}": _of_field(spec, "case") for name, spec in fields.items()}
    facts["event.on"] = Fact("day", None, "case")
    for name in {"by", "to"} & set(fields):
        facts[f"event.{name}"] = Fact("word", guideline.roles, "case", "role")
    if row.event == "determination":
        answers = QUESTION_OPTIONS.get(row.question or "") or FURTHER_QUESTIONS.get(
            row.question or ""
        )
        facts["event.answer"] = Fact("word", answers, "case")
    return facts


def facts_written(guideline: Guideline) -> Iterator[tuple[str, str, Fact | Copy | None]]:
    """What every row writes: path of the action, name of the fact, and what it is there.

    A copy is what its source is, and None says that the event has no such field.
    """
    for index, row in enumerate(guideline.transitions):
        here = event_facts(guideline, row)
        for place, action in enumerate(row.actions):
            path = f"$.transitions[{index}].actions[{place}]"
            match action:
                case Put(fact, value=value) if value is not None:
                    flag = isinstance(value, bool)
                    yield path, fact, Fact("flag") if flag else Fact("word", (str(value),))
                case Put(fact, Copy() as copied):
                    yield path, fact, copied
                case Put(fact, take) | Gather(fact, take):
                    source = here.get(f"event.{take}")
                    yield path, fact, source and source._replace(by="rows")
                case Mark(fact):
                    yield path, fact, Fact("marks")
                case Enter(fact=fact):
                    yield path, fact, Fact("day")
    for index, lapse in enumerate(guideline.lapses):
        for name in ("due", "since", "ended"):
            yield f"$.lapses[{index}].{name}", getattr(lapse, name), Fact("day")
