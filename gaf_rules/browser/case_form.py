"""A case as a form: made from the tables of its fields, and read back into the document that it fills in."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from html import escape
from typing import TYPE_CHECKING, Any, Final

from gaf_rules.browser.words import told
from gaf_rules.language.vocabulary import EVENT_TYPES
from gaf_rules.log.case import APP_FIELDS, SCHEMA, SPONSOR_FIELDS
from gaf_rules.log.case_form import KIND_OF_FIELD
from gaf_rules.log.events import FIELDS, REQUIRED, Field
from gaf_rules.messages import LABELS, LANGUAGES, label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gaf_rules.values.texts import Lang

__all__ = ["case_form", "field_of", "from_form", "words_of_field"]

_PARTS: Final = {"app": APP_FIELDS, "sponsor": SPONSOR_FIELDS}
_TRUTH: Final = {"true": True, "false": False}
_ON: Final = Field(kind="date")
_OF_EVENTS: Final = frozenset({"type", "on"}.union(*FIELDS.values()))
_OF_EVENT: Final = re.compile(r"\$\.events\[(?P<at>\d+)\](?:\.(?P<name>\w+))?")


# -- out of the form -----------------------------------------------------------------------------------------
def from_form(fields: Iterable[tuple[str, str]], text: str) -> dict[str, Any]:
    """The document that the fields amount to; what the form has no field for stays as the text has it.

    Arguments:
        fields: the names and values of the form.
        text: the JSON that the form was made from.
    """
    given: dict[str, list[str]] = defaultdict(list)
    for name, value in fields:
        given[name].append(value)
    made: dict[str, Any] = {"schema": SCHEMA}
    if any(given["id"]):
        made["id"] = given["id"][0]
    if (title := _title(text)) is not None:
        made["title"] = title
    for part, specs in _PARTS.items():
        made[part] = {
            name: value
            for name, spec in specs.items()
            if (value := _value(spec, given[f"{part}.{name}"])) is not REQUIRED
        }
    places = sorted({int(name.split(".")[1]) for name in given if name.startswith("event.")})
    made["events"] = [_event(f"event.{place}", given) for place in places]
    return made


def _title(text: str) -> Any:
    try:
        return json.loads(text)["title"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _event(place: str, given: Mapping[str, list[str]]) -> dict[str, Any]:
    kind = given[f"{place}.type"][0]
    found: dict[str, Any] = {"type": kind} if kind else {}
    for name, spec in {"on": _ON, **FIELDS.get(kind, {})}.items():
        value = _value(spec, given[f"{place}.{name}"])
        if value is not REQUIRED:
            found[name] = value
    return found


def _value(spec: Field, given: list[str]) -> Any:
    """What a field says; `REQUIRED` where it is to be left out, for the reader to tell if it must not."""
    filled = [each for each in given if each]
    if spec.kind == "words":
        return filled
    if not filled:
        return None if spec.nullable else REQUIRED
    return _TRUTH.get(filled[0], filled[0]) if spec.kind == "flag" else filled[0]


# -- where a problem is --------------------------------------------------------------------------------------
def field_of(path: str) -> str | None:
    """The field of the form that a path of the library means; None where the form has none.

    >>> field_of("$.app.kind"), field_of("$.events[2].on"), field_of("?as_of"), field_of("$.title")
    ('app.kind', 'event.2.on', 'as_of', None)
    >>> field_of("$launch_on")
    'wish_on'
    """
    if (found := _OF_EVENT.match(path)) is not None:
        field = found["name"] or "type"
        return f"event.{found['at']}.{field}" if field in _OF_EVENTS else None
    if not path.startswith("$."):
        name = path.lstrip("?$")
        return "as_of" if name == "as_of" else "wish_on" if name.endswith("_on") else None
    name = path.removeprefix("$.")
    part, _, field = name.partition(".")
    return name if name == "id" or field in _PARTS.get(part, ()) else None


def words_of_field(name: str, lang: Lang) -> str:
    """What the form calls one of its fields.

    >>> words_of_field("event.2.on", "en"), words_of_field("app.kind", "zh")
    ('event 3 · date', '应用形态')
    """
    part, _, rest = name.partition(".")
    if part == "event":
        at, _, field = rest.partition(".")
        return f"{told('event', lang)} {int(at) + 1} · {label('field', field, lang)}"
    return label("case_field", name, lang) if rest else told(name, lang)


# -- into the form -------------------------------------------------------------------------------------------
def case_form(document: Mapping[str, Any], lang: Lang) -> str:
    """The fields of a case as HTML, filled in as far as the document goes."""
    return "".join(_form(document, lang))


def _form(document: Mapping[str, Any], lang: Lang) -> Iterator[str]:
    yield f'<div class="fields">{_labelled(told("id", lang), _input("id", document.get("id")))}</div>'
    for part, specs in _PARTS.items():
        name = LABELS["document_field"][part][LANGUAGES.index(lang)]
        yield f'<fieldset><legend>{escape(name)}</legend><div class="fields">'
        held = document.get(part, {})
        for field, spec in specs.items():
            words = label("case_field", f"{part}.{field}", lang)
            yield _control(words, f"{part}.{field}", spec, held.get(field), lang)
        yield "</div></fieldset>"
    yield f"<h3>{told('events', lang)}</h3>"
    for at, event in enumerate(document.get("events", ())):
        yield from _event_fields(at, event, lang)
    yield f'<p><button type="button" name="add" data-do="add">{told("add", lang)}</button></p>'


def _event_fields(at: int, event: Mapping[str, Any], lang: Lang) -> Iterator[str]:
    """An event: folded to one line once it has its day."""
    place, kind, on = f"event.{at}", event.get("type", ""), event.get("on")
    options: dict[str, str] = {each: label("event", each, lang) for each in EVENT_TYPES}
    state = "" if kind and on else " open"
    name = " · ".join([f"{told('event', lang)} {at + 1}", *filter(None, (options.get(kind), on))])
    yield f'<details class="event"{state}><summary>{escape(name)}</summary><div class="fields">'
    again = ' data-do="form"'
    words = label("field", "type", lang)
    yield _labelled(words, _select(f"{place}.type", options, kind, told("not_said", lang), again))
    for field, spec in {"on": _ON, **FIELDS.get(kind, {})}.items():
        words = label("field", field, lang)
        yield _control(words, f"{place}.{field}", spec, event.get(field), lang)
    yield (
        f'</div><p><button type="button" data-do="remove.{at}">{told("remove", lang)} {at + 1}</button></p>'
        "</details>"
    )


def _control(words: str, name: str, spec: Field, value: Any, lang: Lang) -> str:
    """The control of one field, with its name in words."""
    if spec.kind == "words":
        return _boxes(words, name, _options(name, spec, lang), value or ())
    if spec.kind in {"word", "flag"} or _answers(name):
        if isinstance(value, bool):
            value = "true" if value else "false"
        blank = told("unknown" if spec.nullable else "not_said", lang)
        return _labelled(words, _select(name, _options(name, spec, lang), value, blank))
    return _labelled(words, _input(name, value, "date" if spec.kind == "date" else "text"))


def _answers(name: str) -> bool:
    return name.endswith(".answer")


def _options(name: str, spec: Field, lang: Lang) -> dict[str, str]:
    """The values that a field may have, with their words."""
    if spec.kind == "flag":
        return {"true": told("yes", lang), "false": told("no", lang)}
    key = name.rpartition(".")[2] if name.startswith("event.") else name
    words = LABELS[KIND_OF_FIELD[key]]
    at = LANGUAGES.index(lang)
    values = tuple(words) if _answers(name) else (*spec.values, *spec.further)
    if key == "question":  # told by its clause; those of other guidelines have no words here
        return {
            value: " ".join((value, *words.get(value, ("", ""))[at : at + 1])) for value in values
        }
    return {value: words[value][at] for value in values}


def _labelled(words: str, control: str) -> str:
    return f"<label>{escape(words)}{control}</label>"


def _input(name: str, value: Any, kind: str = "text") -> str:
    text = "" if value is None else escape(str(value))
    return f'<input type="{kind}" name="{name}" value="{text}">'


def _select(name: str, options: Mapping[str, str], value: Any, blank: str, more: str = "") -> str:
    """A choice; a value that is none of the options is shown as it stands, not dropped."""
    shown = {"": blank, **options}
    if value not in {None, *shown}:
        shown[str(value)] = str(value)
    listed = "".join(
        f'<option value="{escape(key)}"{" selected" if key == (value or "") else ""}>{escape(words)}'
        for key, words in shown.items()
    )
    return f'<select name="{name}"{more}>{listed}</select>'


def _boxes(words: str, name: str, options: Mapping[str, str], values: Iterable[str]) -> str:
    held = set(values)
    listed = "".join(
        f'<label><input type="checkbox" name="{name}" value="{key}"{" checked" if key in held else ""}>'
        f"{escape(text)}</label>"
        for key, text in options.items()
    )
    return f"<fieldset><legend>{escape(words)}</legend>{listed}</fieldset>"
