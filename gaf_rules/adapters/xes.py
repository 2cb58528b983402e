"""Cases as an event log for process mining (XES, IEEE 1849-2016), and back.

A case is a trace, an event an event. Both keep their fields under the names of the contract, the fields of
app and sponsor behind ``app.`` and ``sponsor.``; beside them stand the attributes that tools look for. The
day is the attribute ``on``. ``time:timestamp``, which has to be a moment, is the midnight in UTC with which
that day begins: it orders the events and says nothing of the hour.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from gaf_rules.adapters.xml_files import require_xml, xml_file
from gaf_rules.documents.fields import say, short
from gaf_rules.evaluate.arguments import require_once
from gaf_rules.language.case_fields import APP_FIELDS, FIELDS, SPONSOR_FIELDS
from gaf_rules.log.case import SCHEMA, Case
from gaf_rules.values.errors import CaseError
from gaf_rules.values.given import require, whole

if TYPE_CHECKING:
    from gaf_rules.documents.fields import Field

__all__ = ["read_xes", "to_xes"]

_XES: Final = "http://www.xes-standard.org/"
_EXTENSIONS: Final = (
    ("Concept", "concept", "concept"),
    ("Time", "time", "time"),
    ("Lifecycle", "lifecycle", "lifecycle"),
    ("Organizational", "org", "org"),
)
_MIDNIGHT: Final = re.compile(r"T00:00:00(\.0+)?(Z|\+00:00)")
_NAME, _MOMENT, _STEP = "concept:name", "time:timestamp", "lifecycle:transition"
_WHO: Final = ("org:role", "org:resource")
_PARTIES: Final = {"app": APP_FIELDS, "sponsor": SPONSOR_FIELDS}
_OF_THE_LOG: Final = (
    "trace", "extension", "global", "classifier",
    "string", "date", "int", "float", "boolean", "id", "list", "container",
)  # fmt: skip
"""What may stand in a log: besides its traces nothing that says anything of a case."""


# -- out -------------------------------------------------------------------------------------------------
def to_xes(cases: Iterable[Case]) -> bytes:
    """An event log of some cases, as XES.

    Arguments:
        cases: the cases, each with an id of its own, in the order of the file.

    Returns:
        The file in UTF-8; the same for the same cases, byte for byte. :func:`read_xes` gives the cases back.

    Raises:
        CaseError: two cases of one id, which tools would take for one trace; or a text with a sign that XML
            cannot hold.

    >>> import gaf_rules as gaf
    >>> from datetime import date
    >>> app = gaf.App(kind="app", runs_on_mobile=True, purpose="internal")
    >>> sponsor = gaf.Sponsor(kind="administrative_organ", tier="municipal")
    >>> launched = gaf.Event(type="app_launched", on=date(2026, 3, 9))
    >>> case = gaf.Case(id="C1", app=app, sponsor=sponsor, events=(launched,))
    >>> file = to_xes([case])
    >>> print(file.decode().partition("<event>")[2].splitlines()[2].strip())
    <date key="time:timestamp" value="2026-03-09T00:00:00+00:00" />
    >>> read_xes(file) == (case,)
    True
    """
    given = whole("cases", cases, "案件（Case）的列表", "a list of cases")
    root = ET.Element("log", {"xes.version": "1849-2016", "xes.features": "", "xmlns": _XES})
    for name, prefix, file in _EXTENSIONS:
        uri = f"{_XES}{file}.xesext"
        ET.SubElement(root, "extension", name=name, prefix=prefix, uri=uri)
    ET.SubElement(root, "classifier", name="Activity", keys=_NAME)
    for place, case in enumerate(given):
        require(f"cases[{place}]", case, Case, "案件（Case）", "a Case")
    require_once("$", given)
    for place, case in enumerate(given):
        _write_trace(root, f"$[{place}]", case.to_dict())
    return xml_file(root)


def _write_trace(root: ET.Element, path: str, case: dict[str, Any]) -> None:
    trace = ET.SubElement(root, "trace")
    _write(trace, _NAME, case["id"], f"{path}.id")
    for name in ("title", *_PARTIES):
        value = case.get(name)
        parts = value.items() if isinstance(value, Mapping) else [(None, value)]
        for part, inner in parts:
            key = name if part is None else f"{name}.{part}"
            _write(trace, key, inner, f"{path}.{key}")
    for place, fields in enumerate(case["events"]):
        event = ET.SubElement(trace, "event")
        kind, by = fields.pop("type"), fields.pop("by", None)
        _write(event, _NAME, kind, path)
        moment = f"{fields['on']}T00:00:00+00:00"
        ET.SubElement(event, "date", key=_MOMENT, value=moment)
        _write(event, _STEP, "complete", path)
        for name in _WHO:
            _write(event, name, by, path)
        for name, value in fields.items():
            _write(event, name, value, f"{path}.events[{place}].{name}")


def _write(parent: ET.Element, key: str, value: Any, path: str) -> None:
    """An attribute; none where there is no value. The words of a list hold no space."""
    if value is None:
        return
    tag, text = "string", value
    if isinstance(value, bool):
        tag, text = "boolean", str(value).lower()
    elif isinstance(value, list):
        text = " ".join(value)
    require_xml(path, text)
    ET.SubElement(parent, tag, key=key, value=text)


# -- and back --------------------------------------------------------------------------------------------
class _Strict(ET.TreeBuilder):
    """A tree of elements; a file that declares a type of document, and with it entities, is refused."""

    def doctype(self, name: str, *_: str | None) -> None:
        """Called before anything else that a declaration holds."""
        zh = f"得到 DOCTYPE {short(name)}；事件日志不声明文档类型，不读"
        en = f"got a DOCTYPE {short(name)}; a log declares no type of document, and none is read"
        raise CaseError((say("wrong_schema", "$", name, zh, en),))


def read_xes(file: bytes) -> tuple[Case, ...]:
    """The cases of an event log that :func:`to_xes` wrote, also where a tool has written it anew since.

    Nothing is coerced and nothing of a case dropped: what a trace or an event has beside the fields of the
    contract and the attributes named in :mod:`gaf_rules.adapters.xes` is refused, and so is an event outside
    of a trace. For logs of other systems there is :func:`gaf_rules.read_log`.

    Arguments:
        file: the log as bytes.

    Raises:
        CaseError: no XES; a DOCTYPE; an attribute that is not known; a moment that is not the midnight of its
            day; two traces of one id; or a trace that is no case: all that is wrong with it, each with its
            trace and its event.

    >>> import gaf_rules as gaf
    >>> app = gaf.App(kind="app", runs_on_mobile=True, purpose="internal")
    >>> sponsor = gaf.Sponsor(kind="administrative_organ", tier="municipal")
    >>> case = gaf.Case(id="C1", app=app, sponsor=sponsor)
    >>> read_xes(to_xes([case])) == (case,)
    True
    """
    require("file", file, bytes, "文件的字节", "the bytes of a file")
    # Entities are what makes XML of others unsafe; without a DOCTYPE there are none.
    parser = ET.XMLParser(target=_Strict())  # noqa: S314 - as said above
    try:
        parser.feed(file)
        root = parser.close()
    except (ET.ParseError, ValueError, LookupError) as error:
        line, column = getattr(error, "position", (1, 0))
        zh = f"不是 XML，或写法不合：第 {line} 行第 {column + 1} 列"
        en = f"this is no XML, or not well formed: line {line}, column {column + 1}"
        raise CaseError((say("wrong_schema", "$", None, zh, en),)) from error
    if _tag(root) != "log":
        zh, en = f"得到 <{_tag(root)}>；应为 <log>", f"got <{_tag(root)}>; <log> is wanted"
        raise CaseError((say("wrong_schema", "$", _tag(root), zh, en, ("log",)),))
    for each in root:
        if _tag(each) not in _OF_THE_LOG:
            zh, en = f"<log> 中不应有 <{_tag(each)}>", f"<{_tag(each)}> has no place in <log>"
            raise CaseError((say("unknown_field", "$", _tag(each), zh, en, _OF_THE_LOG),))
    traces = [each for each in root if _tag(each) == "trace"]
    cases = tuple(_read_trace(trace, f"$[{place}]") for place, trace in enumerate(traces))
    require_once("$", cases)
    return cases


def _tag(element: ET.Element) -> str:
    """The name of an element; tools differ in whether they give it a namespace."""
    return str(element.tag).rpartition("}")[2]


def _read_trace(trace: ET.Element, path: str) -> Case:
    said = _attributes(trace, path)
    data: dict[str, Any] = {"schema": SCHEMA, "events": []}
    if _NAME in said:
        data["id"] = said.pop(_NAME)
    for name, specs in _PARTIES.items():
        data[name] = _nulls(specs)
    for key, value in said.items():
        name, _, part = key.partition(".")
        held = data.setdefault(name, {}) if part else data
        if not isinstance(held, dict) or (held is data and name in data):
            zh, en = f"与别的字段相抵：{short(key)}", f"another field has that place: {short(key)}"
            raise CaseError((say("repeated", f"{path}['{key}']", value, zh, en),))
        held[part or name] = value
    for place, event in enumerate(each for each in trace if _tag(each) == "event"):
        data["events"].append(_read_event(event, f"{path}.events[{place}]"))
    try:
        return Case.from_dict(data)
    except CaseError as error:
        moved = (evolve(each, path=f"{path}{each.path[1:]}") for each in error.problems)
        raise CaseError(tuple(moved)) from error


def _nulls(specs: Mapping[str, Field]) -> dict[str, Any]:
    return {name: None for name, spec in specs.items() if spec.nullable}


def _read_event(event: ET.Element, path: str) -> dict[str, Any]:
    said = _attributes(event, path)
    kind = said.pop(_NAME, None)
    specs = FIELDS.get(kind, {}) if isinstance(kind, str) else {}
    _check(said.pop(_STEP, "complete"), ("complete",), path, _STEP)
    moment, on = said.pop(_MOMENT, None), said.get("on")
    # Without a day there is nothing to hold it against, and the case is refused for that.
    if moment is not None and isinstance(on, str):
        is_its_midnight = str(moment)[:10] == on and _MIDNIGHT.fullmatch(str(moment)[10:])
        if not is_its_midnight:
            raise _unlike(moment, (f"{on}T00:00:00+00:00",), path, _MOMENT)
    who = {said.pop(name) for name in _WHO if name in said}
    if len(who) > 1:
        raise _unlike(sorted(map(str, who)), (), path, _WHO[0])
    found = {**_nulls(specs), "type": kind}
    if who:
        found["by"] = who.pop()
    for name in ("type", "by"):
        if name in said and found.get(name) is not None:
            _check(said.pop(name), (found[name],), path, name)
    for name, value in said.items():
        is_list = name in specs and specs[name].kind == "words" and isinstance(value, str)
        found[name] = value.split() if is_list else value
    return found


def _check(got: object, allowed: tuple[str, ...], path: str, key: str) -> None:
    if got not in allowed:
        raise _unlike(got, allowed, path, key)


def _unlike(got: object, allowed: tuple[str, ...], path: str, key: str) -> CaseError:
    zh, en = f"得到 {short(got)}", f"got {short(got)}"
    if allowed:
        zh, en = f"{zh}；应为 {allowed[0]}", f"{en}; {allowed[0]} is wanted"
    return CaseError((say("wrong_type", f"{path}['{key}']", got, zh, en, allowed),))


def _attributes(of: ET.Element, path: str) -> dict[str, Any]:
    """The attributes of a trace or an event, by key."""
    found: dict[str, Any] = {}
    for each in of:
        tag = _tag(each)
        if tag == "event":
            continue
        key, value = each.get("key"), each.get("value")
        if tag == "float" and str(value).lower() == "nan":
            continue  # an empty cell, as tools write it that hold a log as a table
        if tag not in {"string", "date", "boolean"} or key is None or value is None or len(each):
            got = f"<{tag} key={short(key)}>"
            zh, en = (
                f"得到 {got}；应为带 key 与 value 的 string、date 或 boolean，其内为空",
                f"got {got}; a string, date or boolean with key and value is wanted, and nothing inside",
            )
            raise CaseError((say("unknown_field", f"{path}['{key}']", tag, zh, en),))
        if key in found:
            zh, en = f"两次给出：{short(key)}", f"it is there twice: {short(key)}"
            raise CaseError((say("repeated", f"{path}['{key}']", value, zh, en),))
        found[key] = {"true": True, "false": False}.get(value, value) if tag == "boolean" else value
    return found
