"""What the service answers, and how it refuses: each status once, in both languages, with nothing kept."""

from __future__ import annotations

import json
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from served import Client
from stored import assessments, travelled

import gaf_rules as gaf
from gaf_rules.messages import LABELS
from gaf_rules.service import answering, application
from gaf_rules.service.operations import OPERATIONS
from gaf_rules.service.problems import STATUSES, language_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from httpx import Response

_FOUND = assessments()["C22"]
_CASE = _FOUND.basis.case
_DOCUMENT = _CASE.to_dict()
_ON = _FOUND.as_of.isoformat()
_SMALL = 20_000


@cache
def _client() -> Client:
    return Client(application(most_bytes=_SMALL))


def _assess(document: Any = _DOCUMENT, query: str = f"as_of={_ON}", **given: Any) -> Response:
    return _client().post(f"/assess?{query}", **{"json": document, **given})


def test_each_operation_gives_what_the_function_gives() -> None:
    client = _client()
    assert _assess().json() == travelled(_FOUND.to_dict())
    told = client.post(f"/explain?as_of={_ON}&lang=en", json=_DOCUMENT).json()
    assert told == travelled(gaf.explain(_FOUND, "en").to_dict())
    day = _FOUND.as_of
    found = client.get(f"/deadline?clause=2.4.4c&trigger={day}").json()
    assert found == travelled(gaf.deadline("2.4.4c", trigger=day).to_dict())
    desk = client.post(f"/inbox?role=sponsor&as_of={_ON}", json=[_DOCUMENT]).json()
    assert desk == travelled(gaf.inbox([_CASE], "sponsor", as_of=_FOUND.as_of).to_dict())
    wish = "2027-03-01"
    made = client.post(
        f"/plan?launch_on={wish}&as_of={_ON}&durations=app_launched=1", json=_DOCUMENT
    )
    plan = gaf.plan(
        _CASE,
        launch_on=day.fromisoformat(wish),
        as_of=_FOUND.as_of,
        durations={"app_launched": 1},
    )
    assert made.json() == travelled(plan.to_dict())
    assert client.get("/schemas/plan").json() == gaf.schema("gaf-plan/1")
    words = client.get("/labels/other?kind=app_kind").json()
    assert (words["zh"], words["en"]) == LABELS["app_kind"]["other"]
    assert client.get("/health").json()["calendar_sha256"] == gaf.CHINA.sha256


def test_readings_stand_in_the_address() -> None:
    asked = _assess(query=f"as_of={_ON}&readings=trigger_day=include&readings=closures=exclude")
    readings = gaf.Readings(trigger_day="include", closures="exclude")
    found = gaf.assess(_CASE, as_of=_FOUND.as_of, readings=readings)
    assert asked.json() == travelled(found.to_dict())


def test_readings_that_are_left_unread_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "_readings", lambda _: gaf.Readings())
    with pytest.raises(AssertionError):
        test_readings_stand_in_the_address()


def test_the_calendar_answers_as_the_calendar() -> None:
    client = _client()
    year = client.get("/calendar/years/2026").json()["days"]
    assert len(year) == 365
    for told in year:
        day = _FOUND.as_of.fromisoformat(told["on"])
        assert told["is_working"] == gaf.CHINA.is_working_day(day)
        assert client.get(f"/calendar/days/{day}").json() == {"schema": "gaf-day/1", **told}
    for way in ("after", "before"):
        found = client.get(f"/calendar/nth?{way}={_ON}&n=10").json()["on"]
        assert found == str(getattr(gaf.CHINA, f"nth_working_day_{way}")(_FOUND.as_of, 10))


def _refusals() -> Iterator[tuple[int, Response]]:
    client = _client()
    yield 400, _assess(content=b"{", json=None, headers={"Content-Type": "application/json"})
    yield 400, _assess(content=b"\xff", json=None, headers={"Content-Type": "application/json"})
    yield 400, _assess(content=b"[" * 9999, json=None, headers={"Content-Type": "application/json"})
    yield 403, Client(application(hosts=("localhost",))).get("/health")
    yield 404, client.get("/nowhere")
    yield 404, client.get("/assess/")
    yield 405, client.get("/assess")
    yield 413, _assess([_DOCUMENT] * 99)
    yield 415, _assess(content=b"{}", json=None, headers={"Content-Type": "text/plain"})
    yield 422, _assess({})
    yield 422, _assess({**_DOCUMENT, "events": [*_DOCUMENT["events"], *_DOCUMENT["events"]]})
    yield (
        422,
        _assess(content=b'{"id": NaN}', json=None, headers={"Content-Type": "application/json"}),
    )
    yield 422, _assess(query="as_of=2026-02-30")
    yield 422, _assess(query="")
    yield 422, _assess(query=f"as_of={_ON}&as_of={_ON}")
    yield 422, _assess(query=f"as_of={_ON}&day=1")
    yield 422, _assess(query=f"as_of={_ON}&readings=closures=count&readings=closures=exclude")
    yield 422, client.get("/deadline?clause=9.9&trigger=2026-03-09")
    yield 422, client.get("/calendar/years/1900")
    yield 422, client.get(f"/calendar/nth?after={_ON}&before={_ON}&n=1")
    yield 422, client.get(f"/calendar/nth?after={_ON}&n=0")
    yield 422, client.get("/labels/other")
    yield 422, client.post(f"/plan?launch_on={_ON}&durations=x=1", json=_DOCUMENT)


def test_each_refusal_is_problem_details() -> None:
    fits = Draft202012Validator(gaf.schema("gaf-problem/1"))
    seen = set()
    for status, answer in _refusals():
        assert answer.status_code == status, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["content-language"] == "zh"
        told = answer.json()
        fits.validate(told)
        assert told["status"] == status
        assert told["detail"] == told["text"]["zh"]
        assert not told["detail"].startswith("：")
        seen.add(status)
    assert {*STATUSES} - {500} == seen
    assert _client().get("/assess").headers["allow"] == "POST"
    assert _client().get("/assess").json()["title"] == "不收这种方法"
    unknown = _client().get("/deadline?clause=9.9&trigger=2026-03-09").json()
    assert [each["path"] for each in unknown["problems"]] == ["?clause"]


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/calendar/days/1990-01-01", "?day"),
        ("/calendar/years/1990", "?year"),
        ("/calendar/nth?after=2026-12-20&n=30", "?after"),
        ("/calendar/nth?before=2004-01-05&n=30", "?before"),
    ],
)
def test_a_day_beyond_the_calendar_has_its_place_and_advice_for_who_asks(
    address: str, path: str
) -> None:
    told = _client().get(address).json()
    [problem] = told["problems"]
    assert (problem["code"], problem["path"]) == ("calendar_horizon", path)
    assert told["type"] == "urn:gaf-rules:error:CalendarHorizonError"
    for text in (told["text"]["zh"], told["text"]["en"]):
        assert "2004-01-01" in text
        assert "calendar import" not in text
        assert "with_notice" not in text


def test_what_was_got_and_where_it_stands_is_told() -> None:
    client = _client()
    got = client.post(
        "/assess?as_of=2026-03-09", content="x", headers={"content-type": "text/plain"}
    )
    assert "得到 'text/plain'" in got.json()["text"]["zh"]
    assert "got '/asess'" in client.get("/asess").json()["text"]["en"]
    address = "/inbox?role=sponsor&as_of=2026-03-09"
    [problem] = client.post(address, json=[_DOCUMENT, _DOCUMENT]).json()["problems"]
    assert problem["path"] == "$[1].id"
    address = "/plan?launch_on=2026-09-01&durations=app_launch=2"
    assert "did you mean app_launched?" in client.post(address, json=_DOCUMENT).json()["text"]["en"]
    nothing = client.post("/assess?as_of=2026-03-09", headers={"content-type": "application/json"})
    assert "内容是空的" in nothing.json()["text"]["zh"]


def test_an_event_beyond_the_calendar_has_its_place() -> None:
    events = [{"type": "app_launched", "on": "1999-03-09"}]
    address = "/explain?as_of=2026-03-09"
    got = _client().post(address, json={**_DOCUMENT, "events": events})
    assert [each["path"] for each in got.json()["problems"]] == ["$.events[0].on"]


def test_what_was_meant_is_named() -> None:
    for address, meant in (
        ("/labels/DEEMED", "DEEMED_ABANDONED"),
        ("/labels/deemed", "deemed_abandoned"),
        ("/asess?as_of=2026-03-09", "/assess"),
        ("/deadline?clause=2.44c&trigger=2026-03-09", "2.4.4c"),  # no such clause
        ("/schemas/Case", "case"),
        ("/calendar/days/2026-3-9", "2026-03-09"),
        ("/labels/应用上线", "app_launched"),
    ):
        text = _client().get(address).json()["text"]
        assert meant in text["zh"], address
        assert meant in text["en"], address


@pytest.mark.parametrize(
    ("address", "paths"),
    [
        ("/deadline?clause=2.4.4c&trigger=2026-03-09&colour=red", ["?colour"]),
        ("/deadline?trigger=x&trigger=y", ["?trigger", "?clause", "?trigger", "?trigger"]),
        ("/labels/XX", ["?code"]),
        ("/labels/other", ["?kind"]),
        ("/calendar/nth?n=3", ["?after"]),
        ("/calendar/days/2026-02-30", ["?day"]),
        ("/plan?as_of=2026-03-09", ["?launch_on"]),
    ],
)
def test_what_is_wrong_in_an_address_has_one_spelling_in_path_and_text(
    address: str, paths: list[str]
) -> None:
    client = _client()
    got = client.post(address, json=_DOCUMENT) if "plan" in address else client.get(address)
    told = got.json()
    assert got.status_code == 422
    assert [each["path"] for each in told["problems"]] == paths
    for lang in ("zh", "en"):
        assert "$" not in told["text"][lang]
        assert paths[0] in told["text"][lang]


def test_an_address_says_what_is_missing_and_offers_nothing_far_fetched() -> None:
    client = _client()
    (none,) = client.get("/calendar/nth?n=3").json()["problems"]
    (both,) = client.get(f"/calendar/nth?after={_ON}&before={_ON}&n=3").json()["problems"]
    assert (none["code"], both["code"]) == ("missing", "wrong_argument")
    (far,) = client.get(f"/deadline?clause=2.4.4c&trigger={_ON}&lang=en").json()["problems"]
    assert "nearest" not in far["text"]["en"]
    (near,) = client.get(f"/deadline?clause=2.4.4c&trigger={_ON}&bearers=x").json()["problems"]
    assert "the nearest is bearer" in near["text"]["en"]


def test_a_fault_of_the_service_is_told_without_its_insides(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: Any) -> None:
        message = "/secret/path"
        raise RuntimeError(message)

    monkeypatch.setattr("gaf_rules.service.asgi.parse_json", fail)
    answer = _assess()
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.json()["type"] == "urn:gaf-rules:error:GafRulesError"


@pytest.mark.parametrize(
    ("accepted", "lang"),
    [
        ("", "zh"), ("en", "en"), ("en-GB, zh;q=0.9", "en"), ("zh-CN,en;q=0.9", "zh"),
        ("de, en;q=0.5", "en"), ("en;q=0, zh;q=0.1", "zh"), ("en;q=x", "zh"), ("*", "zh"),
        ("EN ; q=1.0", "en"),
    ],
)  # fmt: skip
def test_the_language_is_the_one_that_is_liked_best(accepted: str, lang: str) -> None:
    assert language_of(accepted) == lang
    answer = _assess({}, headers={"Accept-Language": accepted})
    told = answer.json()
    assert answer.headers["content-language"] == lang
    assert told["detail"] == told["text"][lang]
    assert told["title"] == LABELS["error_kind"]["CaseError"][lang == "en"]


def test_a_body_that_says_nothing_of_its_length_is_held_to_the_bound() -> None:
    async def without_end() -> AsyncIterator[bytes]:
        yield b"["
        for _ in range(_SMALL):
            yield b" " * 100

    answer = _assess(json=None, content=without_end(), headers={"Content-Type": "application/json"})
    assert answer.status_code == 413


def test_nothing_is_kept_between_two_requests() -> None:
    first = _assess().content
    _assess({})
    _assess(query=f"as_of={_ON}&readings=trigger_day=include")
    assert _assess().content == first


def test_the_page_speaks_both_languages_and_loads_nothing() -> None:
    answer = _client().get("/")
    text = unescape(answer.text)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    for each in OPERATIONS:
        assert all(words in text for words in each.words)
        assert each.path in text
    links = {part.split('"')[0] for part in text.split('href="')[1:]}
    assert not [link for link in links if "//" in link]
    for link in links - {"#zh", "#en", "data:,"}:
        assert _client().get(f"/{link}").status_code == 200


def test_every_document_of_the_description_is_one_of_the_library() -> None:
    described = _client().get("/openapi.json").json()
    held = described["components"]["schemas"]
    assert held["Assessment"]["properties"] == gaf.schema("gaf-assessment/1")["properties"]
    text = json.dumps(described)
    named = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert named <= {*held}
    assert {*held} - named <= {"Case"}
