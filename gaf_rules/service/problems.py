"""Errors of the library as answers of the service: problem details after RFC 9457."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from gaf_rules.documents.fields import say
from gaf_rules.log.case import Case
from gaf_rules.messages import LABELS, LANGUAGES, label
from gaf_rules.values.errors import CalendarHorizonError, CaseError, GafRulesError
from gaf_rules.values.mapping import FrozenMap
from gaf_rules.values.nearest import meant, short

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from gaf_rules.values.texts import Lang

__all__ = ["FORM", "STATUSES", "RefusedError", "beyond", "language_of", "problem_of", "refused"]

FORM: Final = "application/problem+json"
"""The media type of such an answer."""
STATUSES: Final = FrozenMap(
    {
        400: ("不是 JSON", "the body is no JSON"),
        403: ("不是给本机的请求", "a request for another host"),
        404: ("没有这个地址", "no such address"),
        405: ("不收这种方法", "method not allowed"),
        413: ("请求太大", "the request is too large"),
        415: ("不是 application/json", "the body is not application/json"),
        422: ("文档或参数不合要求", "a document or a parameter that does not fit"),
        500: ("服务内部的错误", "an error of the service itself"),
    }
)
"""Every status of a refusal, with what it means."""
_BODY: Final = re.compile(r"\$cases?(?=[.\[])")
_ARGUMENT: Final = re.compile(r"\$([a-z_]+)")
_OF_REQUESTS: Final = frozenset({403, 404, 405, 413, 415})
"""Those that say what is wrong with the request itself, before anything in it is read."""


class RefusedError(Exception):
    """A request that is refused, with the status of the answer and what the library says of it."""

    def __init__(
        self, status: int, error: GafRulesError, headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(error.en)
        self.status = status
        self.error = error
        self.headers = headers or {}


def refused(
    status: int, got: object, allowed: tuple[str, ...] = (), headers: dict[str, str] | None = None
) -> RefusedError:
    """The refusal of a request for what it is, not for what stands in it."""
    zh, en = STATUSES[status]
    if got is not None:
        zh, en = f"{zh}：得到 {short(got)}", f"{en}: got {short(got)}"
    if allowed:
        near_zh, near_en = meant(got, allowed)
        zh = f"{zh}；可用：{'、'.join(allowed)}{near_zh}"
        en = f"{en}; allowed: {', '.join(allowed)}{near_en}"
    return RefusedError(
        status, CaseError((say("wrong_argument", "", got, zh, en, allowed),)), headers
    )


def language_of(accepted: str) -> Lang:
    """The language of an ``Accept-Language``: the one of ours that it likes best, Chinese if none.

    >>> language_of("en-GB,en;q=0.9"), language_of("de, en;q=0.5, zh;q=0.7"), language_of("")
    ('en', 'zh', 'zh')
    """
    best, found = 0.0, LANGUAGES[0]
    for part in accepted.split(","):
        name, _, weight = part.partition(";")
        wanted = name.strip().lower().partition("-")[0]
        for lang in LANGUAGES:
            if lang == wanted and (liking := _liking(weight)) > best:
                best, found = liking, lang
    return found


def _liking(weight: str) -> float:
    """What ``q=0.5`` says; all of it where nothing is said, nothing where it is no number."""
    name, _, value = weight.replace(" ", "").partition("=")
    if not name:
        return 1.0
    whole, _, rest = value.partition(".")
    is_number = name == "q" and whole in {"0", "1"} and (not rest or rest.isdecimal())
    return float(f"{whole}.{rest or 0}") if is_number and value.isascii() else 0.0


def beyond(error: CalendarHorizonError, given: Mapping[str, Any]) -> CalendarHorizonError:
    """The error on a day without a notice as whoever asks over HTTP can use it.

    Where the day stands in the request, and what this caller can do: notices are not brought along here.

    Arguments:
        error: what the library says.
        given: what the operation was given.
    """
    first, last, year = error.first, error.published_through, error.missing_year
    day_zh, day_en = (
        ("所数的工作日", "the count") if error.day is None else (f"{error.day} ", error.day)
    )
    zh = f"{day_zh}超出此服务的日历（{first} 至 {last}）；请改问此范围内的日期"
    en = (
        f"{day_en} leaves the calendar of this service ({first} to {last}); ask for a day inside it"
    )
    if year > first.year:
        zh += f"，{year} 年的放假通知印发后，由运行此服务的人以 gaf-rules serve --notices 加入"
        en += (
            f"; once the holiday notice for {year} is issued, whoever runs this service adds it with "
            "gaf-rules serve --notices"
        )
    return CalendarHorizonError(
        day=error.day,
        first=first,
        published_through=last,
        missing_year=year,
        zh=zh,
        en=en,
        path=_place_of(error, given),
    )


def _place_of(error: CalendarHorizonError, given: Mapping[str, Any]) -> str:
    """Where the day stands: in the address or in an event; of a count, the day that it starts from."""
    days = {f"?{name}": got for name, got in given.items() if isinstance(got, date)}
    if error.day is None:
        return next(iter(days), "")
    if given.get("year") == error.day.year:
        return "?year"
    body = given.get("body")
    cases = (
        {"$": body} if isinstance(body, Case) else {f"$[{n}]": c for n, c in enumerate(body or ())}
    )
    days |= {
        f"{path}.events[{number}].on": event.on
        for path, case in cases.items()
        for number, event in enumerate(case.events)
    }
    return next((path for path, day in days.items() if day == error.day), "")


def problem_of(
    error: GafRulesError, status: int, lang: Lang, parameters: Collection[str] = ()
) -> dict[str, Any]:
    """The document of a refusal (``gaf-problem/1``).

    Arguments:
        error: what the library says.
        status: the status of the answer.
        lang: the language of its title and detail.
        parameters: the names that may stand in an address; what the library calls ``$clause`` is then
            ``?clause``, in the paths and in the texts.
    """
    if isinstance(error, CaseError):
        problems = (
            evolve(each, path=_in_address(each.path, parameters)) for each in error.problems
        )
        error = CaseError(tuple(problems))
    told = error.to_dict()
    kind, title = _kind_of(error, status, lang)
    return {
        "type": f"urn:gaf-rules:error:{kind}",
        "title": title,
        "status": status,
        "detail": error.text(lang),
        "text": told["text"],
        "problems": [
            {**each, "path": _in_address(each["path"], parameters)} for each in told["problems"]
        ],
    }


def _in_address(path: str, parameters: Collection[str]) -> str:
    """An argument of the library as what stands in the request.

    ``$clause`` is ``?clause`` of the address, ``$cases[1].id`` is ``$[1].id`` of the body.
    """
    path = _BODY.sub("$", path)
    found = _ARGUMENT.match(path)
    return f"?{path[1:]}" if found is not None and found[1] in parameters else path


def _kind_of(error: GafRulesError, status: int, lang: Lang) -> tuple[str, str]:
    """What kind of problem it is, and its title; one kind has one title (RFC 9457, 3.1.3)."""
    if status in _OF_REQUESTS:
        return str(status), STATUSES[status][LANGUAGES.index(lang)]
    kinds = LABELS["error_kind"]
    kind = next(each.__name__ for each in type(error).__mro__ if each.__name__ in kinds)
    return kind, label("error_kind", kind, lang)
