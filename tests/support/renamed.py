"""The Hainan guideline under other names: offices, tiers, positions, states, marks and materials.

Nothing of it means anything else. What the library says of a case must therefore be what it says under the
usual names, name for name and in the same words: whoever looks a name up by hand is found out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import evolve, fields, has

import gaf_rules as gaf
from gaf_rules.language.actions import Enter, Put
from gaf_rules.language.conditions import Holds, Is, IsIn
from gaf_rules.language.link import facts_known
from gaf_rules.language.link_names import REFERENCES
from gaf_rules.language.vocabulary import MATERIALS
from gaf_rules.log.case import supplied_role
from gaf_rules.log.events import FIELDS
from gaf_rules.messages import LABELS

if TYPE_CHECKING:
    from gaf_rules.language.guideline import Guideline

__all__ = ["PLACES", "RENAMED", "named_case", "renamed", "renamed_case"]

_BASE = gaf.HAINAN
# A tier that bears the name of an office is that office under two names, by the format of a case: it stays.
# The offices that a person may name for a route (2.2.0) are named by that format, too: they change places.
_ROLES = {
    "municipal_cac": "provincial_cac",
    "provincial_cac": "municipal_cac",
    "national_cac": "government_services_authority",
    "government_services_authority": "national_cac",
}
_TIERS = {
    "municipal": "central_agency",
    "central_agency": "affiliated_institution",
    "affiliated_institution": "municipal",
}
_MATERIALS: dict[str, str] = dict(zip(MATERIALS, (*MATERIALS[1:], MATERIALS[0]), strict=True))
_STATES = {row.name: f"{row.name}_here" for row in _BASE.states if row.name != "not_started"}
PLACES = {**_ROLES, "department": "bureau"}
"""What offices and positions are called here."""
_NAMES: dict[str, dict[str, str]] = {
    "role": _ROLES,
    "role_of": _ROLES,
    "position": PLACES,
    "seat": PLACES,
    "found_with": _ROLES,
    "state": _STATES,
    "material": _MATERIALS,
}
_FIELDS = {
    ("tiers", "tier"): _TIERS,
    ("states", "name"): _STATES,
}
_FACTS = facts_known(_BASE)


def _of_fact(name: str) -> dict[str, str]:
    """What the values of a fact are called."""
    fact = _FACTS.get(name)
    values = set(() if fact is None else fact.values or ())
    if name == "sponsor.tier":
        return _TIERS
    if name.startswith("state.") or name == "feedback.state":
        return _STATES
    if name in {"event.by", "event.to"} or values & set(_ROLES):
        return _ROLES
    return (
        _MATERIALS
        if values & set(MATERIALS) or name in {"event.materials", "event.missing"}
        else {}
    )


def _receipt(key: str) -> str:
    """The key of a question for a day of receipt, at another office."""
    head, at, place = key.partition("@")
    return f"{head}{at}{PLACES.get(place, place)}"


def _value(value: Any) -> Any:
    """A condition, an action, a start: each name in it another."""
    names: dict[str, str] = _of_fact(getattr(value, "fact", ""))
    match value:
        case Is(value=str() as wanted) | Put(value=str() as wanted):
            return evolve(value, value=names.get(wanted, wanted))
        case IsIn(values=wanted):
            return evolve(value, values=tuple(names.get(each, each) for each in wanted))
        case Holds(member=wanted):
            return evolve(value, member=names.get(wanted, wanted))
        case tuple():
            return tuple(_value(each) for each in value)
    if not has(type(value)):
        return value
    changes = {}
    for part in fields(type(value)):
        held = getattr(value, part.name)
        if isinstance(value, Enter) and part.name == "state":
            held = _STATES[held]
        changes[part.name] = (
            _receipt(held) if part.name == "asks" and held is not None else _value(held)
        )
    return evolve(value, **changes)


def _row(table: str, row: Any) -> Any:
    changes: dict[str, Any] = {}
    for part in fields(type(row)):
        held, kind = getattr(row, part.name), REFERENCES[table].get(part.name)
        names = _FIELDS.get((table, part.name)) or _NAMES.get(kind or "", {})
        if isinstance(held, str):
            changes[part.name] = names.get(held, held)
        elif isinstance(held, tuple) and names:
            changes[part.name] = tuple(names.get(each, each) for each in held)
        elif isinstance(held, Mapping):
            changes[part.name] = {
                _ROLES.get(key, key): frozenset(PLACES.get(each, each) for each in each_of)
                if isinstance(each_of, frozenset)
                else names.get(each_of, each_of)
                for key, each_of in held.items()
            }
        elif kind is not None:
            changes[part.name] = _value(held)
    return evolve(row, **changes)


def _words() -> dict[str, dict[str, tuple[str, str]]]:
    """Each name has the words of what it stands for."""
    words = {
        kind: {names.get(name, name): told for name, told in LABELS[kind].items()}
        for kind, names in (
            ("role", _ROLES),
            ("role_short", _ROLES),
            ("tier", _TIERS),
            ("material", _MATERIALS),
            ("place", PLACES),
            ("answer", _ROLES),
        )
    }
    for kind in ("question", "question_effect"):
        words[kind] = {_receipt(key): told for key, told in LABELS[kind].items() if "@" in key}
    return words


def _guideline() -> Guideline:
    tables: dict[str, Any] = {
        table: tuple(_row(table, row) for row in getattr(_BASE, table))
        for table in REFERENCES
        if hasattr(_BASE, table)
    }
    return evolve(
        _BASE,
        key="renamed-1",
        roles=tuple(_ROLES.get(role, role) for role in _BASE.roles),
        local_roles=tuple(_ROLES.get(role, role) for role in _BASE.local_roles),
        words=_words(),
        **tables,
    )


RENAMED = _guideline()
"""The guideline of Hainan with other names."""


def named_case(case: gaf.Case) -> gaf.Case:
    """The same case with the roles named that were left out, as the format of a case supplies them."""
    tier = case.sponsor.tier

    def named(event: gaf.Event) -> gaf.Event:
        roles: dict[str, Any] = {
            name: supplied_role(event, name, tier)
            for name in ("by", "to")
            if name in FIELDS[event.type]
        }
        return evolve(event, **roles)

    return evolve(case, events=tuple(map(named, case.events)))


def renamed_case(case: gaf.Case) -> gaf.Case:
    """The same case in the names of :data:`RENAMED`; its roles are named."""
    return gaf.Case.from_dict({**renamed(case.to_dict()), "schema": "gaf-case/1"})


_KEYS: dict[str, dict[str, str]] = {
    **dict.fromkeys(("route", "bearer", "by", "to", "options", "answer"), _ROLES),
    **dict.fromkeys(("items", "materials", "missing"), _MATERIALS),
    "tier": _TIERS,
}


def renamed(value: Any, key: str = "") -> Any:
    """A document in the names of :data:`RENAMED`, without what it says of the guideline."""
    if isinstance(value, dict):
        left_out = {"provenance", "guideline_sha256"}
        return {name: renamed(each, name) for name, each in value.items() if name not in left_out}
    if isinstance(value, (list, tuple)):
        return [renamed(each, key) for each in value]
    if key in {"id", "asks_date"} and isinstance(value, str):
        return re.sub(r"@(\w+)", lambda found: f"@{_ROLES.get(found[1], found[1])}", value)
    return _KEYS.get(key, {}).get(value, value) if isinstance(value, str) else value
