"""What the page asks and what it is answered: texts of JSON in and out, all that is shown made here."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from gaf_rules.ask.explanation import explain
from gaf_rules.browser.asked import PageRequest
from gaf_rules.browser.case_form import case_form, field_of
from gaf_rules.browser.sheet import sheet_view
from gaf_rules.browser.views import assessment_view, download, downloads, refusal
from gaf_rules.browser.words import told
from gaf_rules.documents.json_text import decoded, parse_json
from gaf_rules.log.case import Case
from gaf_rules.service.answering import assessed, planned
from gaf_rules.service.operations import OPERATIONS
from gaf_rules.show.pictures.page import plan_page
from gaf_rules.show.pictures.value import timeline
from gaf_rules.values.errors import GafRulesError
from gaf_rules.values.shipped import data_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from gaf_rules.answers.assessment import Assessment
    from gaf_rules.ask.planning import Plan

    Answer = dict[str, Any]

__all__ = ["answered"]

_JSON: Final = "application/json"
_EMPTY: Final = {"app": {}, "sponsor": {}, "events": [{"type": ""}]}


def answered(text: str) -> str:
    """The answer to one question of the page, as JSON.

    Arguments:
        text: ``do`` (what is wanted), ``lang``, ``theme`` and the ``fields`` of the form; or, for an
            ``operation`` of the service, its name, the ``words`` of its address and its ``body``, the text
            of a document.

    Returns:
        ``html`` by the id of the element that it belongs to, ``values`` by the name of a field, ``said`` for
        whoever listens, ``focus`` for the keyboard, ``refused`` where the library refuses; for an operation
        its document.

    >>> page = {"lang": "en", "theme": "auto", "fields": []}
    >>> asked = {"do": "operation", "operation": "health", "words": [], **page}
    >>> json.loads(answered(json.dumps(asked)))["schema"]
    'gaf-health/1'
    """
    request = json.loads(text)
    asked = PageRequest.of(request)
    what, _, which = request["do"].partition(".")
    try:
        if what == "operation":
            answer = _operation(asked, request)
        elif what == "remove":
            answer = _removed(asked, int(which))
        else:
            answer = _ANSWERS[what](asked)
    except GafRulesError as error:
        answer = _refused(error, what, asked)
    return json.dumps(answer, ensure_ascii=False)


def _refused(error: GafRulesError, what: str, asked: PageRequest) -> Answer:
    """What is wrong, beside the button that was pressed; the keyboard goes to the first field concerned."""
    trouble = f"trouble-{what}" if what in {"plan", "sheet"} else "trouble"
    emptied = dict.fromkeys(_SHOWN.get(what, ()), "")  # an answer to another question must not stay
    answer: Answer = {
        "refused": error.to_dict(),
        "html": {**emptied, trouble: refusal(error, asked.lang)},
    }
    problems = getattr(error, "problems", ())
    fields = [name for each in problems if (name := field_of(each.path)) is not None]
    if what in _SHOWN and fields and asked.one("source") == "form":
        answer["focus"] = fields[0]
    return answer


def _operation(asked: PageRequest, request: dict[str, Any]) -> Answer:
    operation = next(each for each in OPERATIONS if each.name == request["operation"])
    body = parse_json(request["body"]) if operation.body else None
    given = operation.given([(name, value) for name, value in request["words"]], body)
    given.setdefault("lang", asked.lang)
    return operation.run(asked.calendar(), given)


# -- the case ------------------------------------------------------------------------------------------------
def _shown(document: Any, asked: PageRequest) -> Answer:
    """The case as form and as text, each as the other has it."""
    return {
        "html": {"form": case_form(document, asked.lang)},
        "values": {"case": json.dumps(document, ensure_ascii=False, indent=1), "source": "form"},
    }


def _form(asked: PageRequest) -> Answer:
    """The form again, in the language of the page and with the fields of the events chosen."""
    if not any(name == "id" for name, _ in asked.fields):
        return {"html": {"form": case_form(_EMPTY, asked.lang)}}
    document = asked.document()
    if asked.one("source") == "json":
        Case.from_dict(document)  # what it would not keep stays where it was written
    return _shown(document, asked)


def _example(asked: PageRequest) -> Answer:
    """A case to begin with, and a day on which it has something to say."""
    answer = _shown(data_of("gaf_rules.browser", "example.json"), asked)
    answer["values"]["as_of"] = "2026-03-09"
    return answer


def _load(asked: PageRequest) -> Answer:
    text = decoded(asked.file("load")[1])
    document = parse_json(text)
    shown = {"values": {"case": text, "source": "json"}}
    try:
        Case.from_dict(document)
    except GafRulesError as error:
        return {
            **shown,
            "html": {"trouble": refusal(error, asked.lang)},
            "refused": error.to_dict(),
        }
    return _shown(document, asked)


def _added(asked: PageRequest) -> Answer:
    document = asked.document()
    document["events"].append({"type": ""})
    return {**_shown(document, asked), "focus": f"event.{len(document['events']) - 1}.type"}


def _removed(asked: PageRequest, at: int) -> Answer:
    document = asked.document()
    del document["events"][at]
    return {**_shown(document, asked), "focus": "add"}


# -- what holds of it ----------------------------------------------------------------------------------------
def _found(asked: PageRequest) -> tuple[Assessment, Case, Any]:
    calendar = asked.calendar()
    given = asked.given("assess", asked.words(as_of="as_of"))
    return assessed(calendar, given), given["body"], calendar


def _assess(asked: PageRequest) -> Answer:
    found, case, calendar = _found(asked)
    answer = _shown(asked.document(), asked)
    answer["html"]["assess"] = assessment_view(found, case, calendar, asked)
    return {**answer, "said": timeline(found, lang=asked.lang).scene.headline}


def _explain(asked: PageRequest) -> Answer:
    found, *_ = _found(asked)
    html = explain(found, asked.lang).html(theme=asked.theme)
    return {"html": {"explain": f"<h3>{told('explanation', asked.lang)}</h3>{html}"}}


def _files(asked: PageRequest) -> Answer:
    found, *_ = _found(asked)
    documents = {
        "case_file": asked.document(),
        "assessment_json": found.to_dict(),
        "explanation_json": explain(found, asked.lang).to_dict(),
    }
    links = _diary_and_picture(found, found.case, asked)
    links += [
        download(
            f"{found.case}.{key.partition('_')[0]}.json", _JSON, _json(each), told(key, asked.lang)
        )
        for key, each in documents.items()
    ]
    return {"html": {"files": downloads(links, asked.lang)}}


def _plan(asked: PageRequest) -> Answer:
    words = asked.words(as_of="as_of", **{f"{asked.one('wish')}_on": "wish_on"})
    made = planned(asked.calendar(), asked.given("plan", words))
    links = _diary_and_picture(made, f"{made.case}.plan", asked)
    links.append(
        download(
            f"{made.case}.plan.json", _JSON, _json(made.to_dict()), told("plan_json", asked.lang)
        )
    )
    shown = plan_page(made, asked.lang, theme=asked.theme) + downloads(links, asked.lang)
    return {"html": {"plan": shown}, "said": timeline(made, lang=asked.lang).scene.headline}


def _diary_and_picture(subject: Assessment | Plan, name: str, asked: PageRequest) -> list[str]:
    # Loaded here: reading the library behind it takes as long as all the rest.
    from gaf_rules.adapters.ics import to_ics  # noqa: PLC0415 - as said above

    drawn = timeline(subject, lang=asked.lang).to_svg(theme="light").encode()
    diary = to_ics(subject, lang=asked.lang)
    return [
        download(f"{name}.ics", "text/calendar", diary, told("diary", asked.lang)),
        download(f"{name}.svg", "image/svg+xml", drawn, told("picture", asked.lang)),
    ]


def _json(document: Any) -> bytes:
    return f"{json.dumps(document, ensure_ascii=False, indent=2)}\n".encode()


def _mapping(asked: PageRequest) -> Answer:
    return {"values": {"mapping": decoded(asked.file("mapping_file")[1])}}


_SHOWN: Final = {"assess": ("assess", "explain", "files"), "plan": ("plan",), "sheet": ("sheet",)}
"""The parts of the page that a question fills."""
_ANSWERS: Final[dict[str, Callable[[PageRequest], Answer]]] = {
    "form": _form,
    "load": _load,
    "example": _example,
    "add": _added,
    "assess": _assess,
    "explain": _explain,
    "files": _files,
    "plan": _plan,
    "sheet": sheet_view,
    "mapping": _mapping,
}
