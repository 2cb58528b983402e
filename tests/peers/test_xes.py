"""Event logs: a case comes back from its log as it was, and whatever is not a case is refused."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from worked_cases import worked_cases

import gaf_rules as gaf
from gaf_rules.adapters import xes
from gaf_rules.adapters.xes import read_xes, to_xes
from gaf_rules.log.case import Title
from gaf_rules.testing import LegalLog, legal_logs

_APP = gaf.App(kind="app", runs_on_mobile=True, purpose="internal")
_SPONSOR = gaf.Sponsor(kind="administrative_organ", tier="municipal")
_EVENTS = (
    gaf.Event(type="self_check_completed", on=date(2026, 3, 2), problems=()),
    gaf.Event(type="change_planned", on=date(2026, 3, 3), change_on=date(2026, 4, 1), major=None),
    gaf.Event(type="app_launched", on=date(2026, 3, 9)),
    gaf.Event(type="application_received", on=date(2026, 3, 9), by="municipal_cac"),
)
_CASE = gaf.Case(id="C", app=_APP, sponsor=_SPONSOR, events=_EVENTS)


def _text(case: gaf.Case = _CASE) -> str:
    return to_xes([case]).decode()


@given(legal_logs())
def test_a_legal_log_comes_back_as_it_was(log: LegalLog) -> None:
    file = to_xes([log.case])
    (case,) = read_xes(file)
    assert case == log.case
    assert to_xes([case]) == file


@pytest.mark.parametrize("field", ["app.name", "procedure", "problems", "posted_on"])
def test_a_field_that_is_not_written_is_missed(field: str, monkeypatch: pytest.MonkeyPatch) -> None:
    write = xes._write
    monkeypatch.setattr(
        xes,
        "_write",
        lambda parent, key, *told: None if key == field else write(parent, key, *told),
    )
    with pytest.raises((AssertionError, gaf.CaseError)):
        test_all_worked_cases_come_back_from_one_log()


def test_all_worked_cases_come_back_from_one_log() -> None:
    cases = []
    for number, each in enumerate(worked_cases()):
        with suppress(gaf.CaseError):
            cases.append(gaf.Case.from_dict({**each.document, "id": str(number)}))
    assert len(cases) > 100
    assert read_xes(to_xes(cases)) == tuple(cases)


_WRITTEN = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("\t\n\r<>&\"' "),
    min_size=1,
)


@given(_WRITTEN, _WRITTEN)
def test_texts_come_back_sign_for_sign(one: str, two: str) -> None:
    one, two = f"x{one}", f"{two}x"
    event = gaf.Event(type="application_withdrawn", on=date(2026, 3, 2), reason=one)
    title = Title(zh=two, en=one)
    case = gaf.Case(id=one, app=_APP, sponsor=_SPONSOR, events=(event,), title=title)
    assert read_xes(to_xes([case])) == (case,)


def test_what_tools_look_for_is_there() -> None:
    root = etree.fromstring(to_xes([_CASE]))
    ns = {"x": "http://www.xes-standard.org/"}
    last = root.findall("x:trace/x:event", ns)[-1]
    said = {each.get("key"): each.get("value") for each in last}
    assert said == {
        "concept:name": "application_received",
        "time:timestamp": "2026-03-09T00:00:00+00:00",
        "lifecycle:transition": "complete",
        "org:role": "municipal_cac",
        "org:resource": "municipal_cac",
        "on": "2026-03-09",
        "procedure": "filing",
    }
    prefixes = {each.get("prefix") for each in root.iterfind("x:extension", ns)}
    used = {key.partition(":")[0] for key in said if ":" in key}
    assert used <= prefixes


def test_an_empty_cell_is_no_value_whatever_the_field() -> None:
    """A tool that holds a log as a table fills its columns with such numbers, and writes them."""
    cell = '<float key="reason" value="nan" />'
    text = _text().replace("<event>", f"<event>{cell}", 1)
    assert read_xes(text.encode()) == (_CASE,)
    with pytest.raises(gaf.CaseError, match="reason"):
        read_xes(text.replace("nan", "1.0").encode())


# -- what is refused -------------------------------------------------------------------------------------
_TITLE = '<string key="title" value="y" />'
_BILLION = '<!DOCTYPE log [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><log>&b;</log>'


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (_BILLION, "DOCTYPE"),
        ('<!DOCTYPE log SYSTEM "file:///etc/hosts"><log/>', "DOCTYPE"),
        ("<log>&b;</log>", "no XML"),
        ("<log>", "no XML"),
        ("", "no XML"),
        ('<?xml version="1.0" encoding="none"?><log/>', "no XML"),
        ("<logs/>", "<log> is wanted"),
    ],
)
def test_a_file_that_is_no_log_is_refused(file: str, said: str) -> None:
    with pytest.raises(gaf.CaseError, match=said):
        read_xes(file.encode())


@pytest.mark.parametrize(
    ("before", "after", "path", "said"),
    [
        ('"concept:name" value="C"', '"concept:nam" value="C"', "$[0]", "concept:nam"),
        ("app_launched", "app_lunched", "$[0].events[2].type", "app_launched"),
        ('key="on" value="2026-03-09"', 'key="no" value="2026-03-09"', "$[0].events[2]", "on"),
        (
            'key="on" value',
            'key="type" value="x" /><string key="on" value',
            "$[0].events[0]['type']",
            "x",
        ),
        ('key="on" value="2026-03-09"', 'key="on" value="True"', "$[0].events[2]", "True"),
        ("2026-03-09T00", "2026-03-09T01", "$[0].events[2]['time:timestamp']", "T00:00:00"),
        ("2026-03-09T00:00:00+00", "2026-03-09T00:00:00+08", "$[0].events[2]", "T00:00:00"),
        ("2026-03-09T", "2026-03-10T", "$[0].events[2]", "2026-03-09"),
        ('"complete"', '"start"', "$[0].events[0]['lifecycle:transition']", "complete"),
        ('"org:role" value="m', '"org:role" value="x', "$[0].events[3]['org:role']", "xunicipal"),
        ('key="problems"', 'key="problem"', "$[0].events[0].problem", "problems"),
        ("<string", "<int", "$[0]", "string"),
        ('"app.kind" value="app"', '"app.kind" value="apps"', "$[0].app.kind", "app"),
        ('key="app.purpose"', 'key="app.kind"', "$[0]['app.kind']", "twice"),
        ('value="true"', 'value="yes"', "$[0].app.runs_on_mobile", "true"),
        ('<boolean key="app.r', '<string key="app.r', "$[0].app.runs_on_mobile", "true"),
        ('key="app.kind"', 'key="app" value="x" /><string key="app.kind"', "$[0]['app']", "app"),
        (
            'key="app.kind"',
            'key="events.x" value="x" /><string key="app.kind"',
            "$[0]['events.x']",
            "x",
        ),
        ('key="app.kind"', 'key="id" value="x" /><string key="app.kind"', "$[0]['id']", "id"),
        (
            'key="app.kind"',
            f'key="title.zh" value="x" />{_TITLE}<string key="app.kind"',
            "$[0]['title']",
            "y",
        ),
        (
            'key="app.kind"',
            (
                f'key="app.name" value="x" />{_TITLE}<string key="title.zh" value="x" />'
                '<string key="app.kind"'
            ),
            "$[0]['title.zh']",
            "x",
        ),
    ],
)
def test_a_log_that_is_no_case_is_refused_with_the_place(
    before: str, after: str, path: str, said: str
) -> None:
    text = _text()
    assert before in text
    with pytest.raises(gaf.CaseError) as caught:
        read_xes(text.replace(before, after, 1).encode())
    problem = caught.value.problems[0]
    assert problem.path.startswith(path)
    assert said in str(problem.to_dict())


def test_what_stands_inside_an_attribute_is_refused_not_dropped() -> None:
    inner = '<string key="app.kind" value="app"><string key="a" value="b" /></string>'
    text = _text().replace('<string key="app.kind" value="app" />', inner)
    assert inner in text
    with pytest.raises(gaf.CaseError, match="nothing inside"):
        read_xes(text.encode())


@pytest.mark.parametrize("tag", ["event", "Trace", "traces"])
def test_what_has_no_place_in_a_log_is_refused_not_dropped(tag: str) -> None:
    file = _text().replace("<trace>", f"<{tag} /><trace>")
    with pytest.raises(gaf.CaseError, match=f"<{tag}> has no place"):
        read_xes(file.encode())
    assert read_xes(file.replace(f"<{tag} />", '<list key="x" />').encode()) == (_CASE,)


def test_two_traces_of_one_id_are_refused() -> None:
    text = _text()
    trace = text[text.index("<trace>") : text.index("</trace>") + len("</trace>")]
    with pytest.raises(gaf.CaseError, match="twice") as caught:
        read_xes(text.replace(trace, trace + trace).encode())
    assert caught.value.problems[0].path == "$[1].id"


@pytest.mark.parametrize("given_", [None, "text", [1], [_CASE, _CASE]])
def test_what_are_no_cases_is_refused(given_: Any) -> None:
    with pytest.raises(gaf.CaseError):
        to_xes(given_)
    with pytest.raises(gaf.CaseError):
        read_xes(given_)


@pytest.mark.parametrize("sign", ["\x0b", "\x00", "\ufffe", "\ud800"])
def test_a_sign_that_xml_cannot_hold_is_refused_with_its_place(sign: str) -> None:
    event = gaf.Event(type="application_withdrawn", on=date(2026, 3, 2), reason=f"a{sign}")
    case = gaf.Case(id="C", app=_APP, sponsor=_SPONSOR, events=(event,))
    with pytest.raises(gaf.CaseError) as caught:
        to_xes([case])
    assert caught.value.problems[0].path == "$[0].events[0].reason"
    assert f"U+{ord(sign):04X}" in str(caught.value)
