"""The case: an app, its sponsor and the log of what happened, as frozen values.

``Case.from_dict`` reads the JSON form strictly: nothing is coerced, nothing is dropped, and a malformed
document is refused once, with everything that is wrong with it.
"""

from __future__ import annotations

from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from attrs import field, frozen
from attrs import fields as attributes

from gaf_rules.documents.document import check_keys, other_schema, read_value, wanted
from gaf_rules.language.case_fields import APP_FIELDS, SPONSOR_FIELDS
from gaf_rules.language.vocabulary import AppKind, Purpose, SponsorKind, Tier
from gaf_rules.log.event_reading import read_event, read_plain_event
from gaf_rules.log.events import (
    FIELDS,
    REQUIRED,
    Event,
    Field,
    check_value,
    say,
)
from gaf_rules.log.roles import supplied_role
from gaf_rules.values.drafts import Value, maker
from gaf_rules.values.errors import CaseError, Problem
from gaf_rules.values.given import whole
from gaf_rules.values.texts import is_one_of, says_something

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = [
    "APP_FIELDS",
    "CASE_FIELDS",
    "SCHEMA",
    "SPONSOR_FIELDS",
    "App",
    "Case",
    "Sponsor",
    "Title",
    "as_facts",
    "read_event",
    "supplied_role",
]

SCHEMA = "gaf-case/1"

_FILLED_TEXT = Field(kind="text")
CASE_FIELDS = ("schema", "id", "title", "app", "sponsor", "events")
_ALL = frozenset({"schema", "id", "app", "sponsor", "events"})
_SCHEMA = {"schema": Field(kind="word", values=(SCHEMA,))}
_CASE_REQUIRED = ("schema", "id", "app", "sponsor", "events")


def _check_fields(value: object, specs: Mapping[str, Field], path: str) -> list[Problem]:
    problems: list[Problem] = []
    for name, spec in specs.items():
        got = getattr(value, name)
        if got is not None or spec.default is REQUIRED:
            problems += check_value(got, spec, f"{path}.{name}")
    return problems


@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class App(Value):
    """The application to be judged.

    Attributes:
        kind: one of the app kinds of the contract.
        runs_on_mobile: whether it runs on mobile terminals (clause 1.2c).
        purpose: internal (1.2d) or public (1.3a).
        grassroots_facing: whether it was built for the grassroots (2.3.7); None: nobody has said yet.
        name: what it is called, optional.

    Raises:
        CaseError: a value that does not fit.
    """

    kind: AppKind
    runs_on_mobile: bool
    purpose: Purpose
    grassroots_facing: bool | None = None
    name: str | None = None

    def __attrs_post_init__(self) -> None:
        if problems := _check_fields(self, APP_FIELDS, "$.app"):
            raise CaseError(tuple(problems))


@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class Sponsor(Value):
    """The unit that sponsors (uses) the app (主办（使用）单位).

    Attributes:
        kind: one of the sponsor kinds of the contract.
        tier: municipal, provincial_department, affiliated_institution or central_agency.
        place: six-digit GB/T 2260 code, optional; selects regional days.
        name: what it is called, optional.

    Raises:
        CaseError: a value that does not fit.
    """

    kind: SponsorKind
    tier: Tier
    place: str | None = None
    name: str | None = None

    def __attrs_post_init__(self) -> None:
        if problems := _check_fields(self, SPONSOR_FIELDS, "$.sponsor"):
            raise CaseError(tuple(problems))


def _as_tuple(events: Iterable[Event]) -> tuple[Event, ...]:
    return whole("events", events, "事件（Event）的列表", "a list of Events")


@frozen(kw_only=True, eq=False, repr=False)
class Title(Value):
    """A title in Chinese and English.

    Raises:
        CaseError: one of them is no text, or an empty one.
    """

    zh: str
    en: str

    def __attrs_post_init__(self) -> None:
        if problems := [*_text(self.zh, "$.title.zh"), *_text(self.en, "$.title.en")]:
            raise CaseError(tuple(problems))


def _text(value: object, path: str) -> list[Problem]:
    return check_value(value, _FILLED_TEXT, path)


@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class Case(Value):
    """One app, its sponsor and the log of events.

    Attributes:
        id: the case's own name, non-empty.
        app, sponsor: what is judged and who answers for it.
        events: what happened, in any order; the order never changes a result.
        title: text or :class:`Title`, optional.

    Raises:
        CaseError: an event lacks the role that cannot be supplied for this sponsor.

    >>> from datetime import date
    >>> case = Case(
    ...     id="C09",
    ...     app=App(kind="app", runs_on_mobile=True, purpose="internal"),
    ...     sponsor=Sponsor(kind="administrative_organ", tier="municipal"),
    ... )
    >>> Case.from_dict(case.to_dict()) == case
    True
    """

    id: str
    app: App
    sponsor: Sponsor
    events: tuple[Event, ...] = field(default=(), converter=_as_tuple)
    title: str | Title | None = None

    def __attrs_post_init__(self) -> None:
        problems = _text(self.id, "$.id")
        if self.title is not None and not isinstance(self.title, Title):
            problems += _text(self.title, "$.title")
        parts: list[tuple[str, object, type]] = [
            ("app", self.app, App),
            ("sponsor", self.sponsor, Sponsor),
        ]
        parts += [(f"events[{index}]", event, Event) for index, event in enumerate(self.events)]
        problems += [
            wanted(f"$.{name}", part, kind.__name__)
            for name, part, kind in parts
            if not isinstance(part, kind)
        ]
        if not problems:
            problems = _missing_roles(self.events, self.sponsor)
        if problems:
            raise CaseError(tuple(problems))

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Case:
        """The case out of its JSON form (``gaf-case/1``).

        Raises:
            CaseError: everything wrong with the document, each with path, value and what is allowed.
        """
        plain = _read_plain(data)
        if plain is not None:
            return plain
        problems: list[Problem] = []
        if not isinstance(data, dict):
            raise CaseError((wanted("$", data, "object"),))
        check_keys(data, CASE_FIELDS, _CASE_REQUIRED, "$", problems, _SCHEMA)
        if "schema" in data and not is_one_of(data["schema"], (SCHEMA,)):
            problems.append(other_schema("$.schema", data["schema"], SCHEMA))
        if "id" in data:
            problems += _text(data["id"], "$.id")
        title = _read_title(data, problems)
        app = _read_object(data, "app", APP_FIELDS, problems)
        sponsor = _read_object(data, "sponsor", SPONSOR_FIELDS, problems)
        events = _read_events(data, problems)
        if not problems:
            problems += _missing_roles(events, Sponsor(**sponsor))
        if problems:
            raise CaseError(tuple(problems))
        return cls(
            id=data["id"], app=App(**app), sponsor=Sponsor(**sponsor), events=events, title=title
        )

    def to_dict(self) -> dict[str, Any]:
        """The JSON form; ``Case.from_dict`` gives the same case back."""
        out: dict[str, Any] = {"schema": SCHEMA, "id": self.id}
        if isinstance(self.title, Title):
            out["title"] = {"zh": self.title.zh, "en": self.title.en}
        elif self.title is not None:
            out["title"] = self.title
        out["app"] = _fields_out(self.app, APP_FIELDS)
        out["sponsor"] = _fields_out(self.sponsor, SPONSOR_FIELDS)
        out["events"] = [event.to_dict() for event in self.events]
        return out


# -- documents that are plainly in order: what is asked here the careful reader asks, too --------------------
_making: dict[type, Callable[..., Any]] = {
    cls: maker(cls, convert=False, checked=True) for cls in (App, Sponsor, Case)
}


@lru_cache(maxsize=4096, typed=True)
def _party(cls: type[App | Sponsor], *said: Any) -> tuple[Any, ...] | None:
    """The values of an app or a sponsor that says this, without its name; None where it is not in order."""
    specs = APP_FIELDS if cls is App else SPONSOR_FIELDS
    problems: list[Problem] = []
    document = dict(zip(said[::2], said[1::2], strict=True))
    fields = _read_object({"it": document}, "it", specs, problems)
    if problems or "name" in fields:
        return None
    made = cls(**fields)
    return tuple([getattr(made, part.name) for part in attributes(cls) if part.name != "name"])


def _plain_party(cls: type[App | Sponsor], value: object) -> Any:
    """An app or a sponsor that is plainly in order; None where care is needed."""
    if type(value) is not dict:
        return None
    said = [part for item in value.items() if item[0] != "name" for part in item]
    try:
        found = _party(cls, *said)  # type: ignore[arg-type]  # to mypy no class with a __hash__ can be hashed
    except TypeError:  # a list or an object, where a word is wanted
        return None
    name = value.get("name")
    if found is None or ("name" in value and not (type(name) is str and says_something(name))):
        return None
    return _making[cls](*found, name)


def _read_plain(data: object) -> Case | None:
    """A case all of which is plainly in order; None where care is needed."""
    if not isinstance(data, dict) or data.keys() - {"title"} != _ALL:
        return None
    if not is_one_of(data["schema"], (SCHEMA,)):
        return None
    problems = _text(data["id"], "$.id")
    title = _read_title(data, problems)
    if problems:
        return None
    app, sponsor = _plain_party(App, data["app"]), _plain_party(Sponsor, data["sponsor"])
    if app is None or sponsor is None or type(data["events"]) is not list:
        return None
    events = [read_plain_event(value, sponsor.tier) for value in data["events"]]
    if None in events:
        return None
    made: Case = _making[Case](data["id"], app, sponsor, tuple(events), title)
    return made


def _fields_out(value: object, specs: Mapping[str, Field]) -> dict[str, Any]:
    out = {name: getattr(value, name) for name in specs}
    return {name: got for name, got in out.items() if got is not None or specs[name].nullable}


def _read_title(data: dict[str, Any], problems: list[Problem]) -> str | Title | None:
    if "title" not in data:
        return None
    title = data["title"]
    if isinstance(title, dict):
        before = len(problems)
        check_keys(title, ("zh", "en"), ("zh", "en"), "$.title", problems)
        for lang in ("zh", "en"):
            if lang in title:
                problems += _text(title[lang], f"$.title.{lang}")
        return Title(**title) if len(problems) == before else None
    problems += _text(title, "$.title")
    return title if isinstance(title, str) else None


def _read_object(
    data: dict[str, Any], name: str, specs: Mapping[str, Field], problems: list[Problem]
) -> dict[str, Any]:
    value = data.get(name)
    if name not in data:
        return {}
    if not isinstance(value, dict):
        problems.append(wanted(f"$.{name}", value, "object"))
        return {}
    required = tuple(key for key, spec in specs.items() if spec.default is REQUIRED)
    check_keys(value, tuple(specs), required, f"$.{name}", problems, specs)
    return {
        key: read_value(value[key], spec, f"$.{name}.{key}", problems)
        for key, spec in specs.items()
        if key in value
    }


def _read_events(data: dict[str, Any], problems: list[Problem]) -> tuple[Event, ...]:
    if "events" not in data:
        return ()
    if not isinstance(data["events"], list):
        problems.append(wanted("$.events", data["events"], "list"))
        return ()
    events = []
    for index, value in enumerate(data["events"]):
        event = read_event(value, f"$.events[{index}]", problems)
        if event is not None:
            events.append(event)
    return tuple(events)


APP_VALUES = attrgetter(*APP_FIELDS)
SPONSOR_VALUES = attrgetter(*SPONSOR_FIELDS)


def as_facts(value: App | Sponsor) -> dict[str, Any]:
    """The fields of an app or a sponsor as facts for conditions."""
    if isinstance(value, App):
        return dict(zip(APP_FIELDS, APP_VALUES(value), strict=True))
    return dict(zip(SPONSOR_FIELDS, SPONSOR_VALUES(value), strict=True))


def _missing_roles(events: tuple[Event, ...], sponsor: Sponsor) -> list[Problem]:
    """Where ``by`` or ``to`` was left out although more than one role fits."""
    return [
        _role_needed(event.type, name, f"$.events[{index}].{name}")
        for index, event in enumerate(events)
        for name in ("by", "to")
        if name in FIELDS[event.type] and supplied_role(event, name, sponsor.tier) is None
    ]


def _role_needed(event_type: str, name: str, path: str) -> Problem:
    from gaf_rules.messages.codes import code_in_words  # noqa: PLC0415 - words only for errors

    zh = f"{code_in_words('event', event_type)} 在此涉及不止一方，须写明 {code_in_words('field', name)}"
    en = f"more than one role fits {event_type} here; {name} must be given"
    return say("role_needed", path, None, zh, en, FIELDS[event_type][name].values)
