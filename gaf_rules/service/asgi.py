"""The service itself: an ASGI application that keeps nothing between two requests."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from gaf_rules.calendar.working import china
from gaf_rules.documents.json_text import decoded, parse_json
from gaf_rules.service.openapi import openapi
from gaf_rules.service.operations import OPERATIONS, PARAMETERS, Operation
from gaf_rules.service.page import page
from gaf_rules.service.problems import (
    FORM,
    STATUSES,
    RefusedError,
    beyond,
    language_of,
    problem_of,
    refused,
)
from gaf_rules.values.errors import CalendarHorizonError, CaseError, GafRulesError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from starlette.requests import Request

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.values.texts import Lang

    Endpoint = Callable[[Request], Coroutine[Any, Any, Response]]

__all__ = ["MOST_BYTES", "application"]

MOST_BYTES: Final = 4 * 1024 * 1024
"""The largest body of a request, in bytes, if nothing else is said."""
_JSON: Final = "application/json"
_ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Vary": "Accept-Language",
}
_PAGE: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    "Referrer-Policy": "no-referrer",
}


def application(
    *,
    calendar: WorkingCalendar | None = None,
    most_bytes: int = MOST_BYTES,
    hosts: tuple[str, ...] = (),
) -> Starlette:
    """The service as an ASGI application, for uvicorn or any other server.

    Arguments:
        calendar: the working days; the State Council's notices by default.
        most_bytes: the largest body of a request.
        hosts: the names under which it may be asked (without the port); any if there are none. A page of
            another site cannot come in by giving this machine a name of its own.

    Returns:
        The application; it opens no file and no connection, and has no state.
    """
    held = china() if calendar is None else calendar
    described = _json(openapi())
    told = page().encode()

    async def give_page(_: Request) -> Response:
        return _answer(told, media_type="text/html; charset=utf-8", headers=_PAGE)

    async def give_description(_: Request) -> Response:
        return _answer(described)

    routes: list[tuple[str, str, Endpoint]] = [
        ("/", "GET", give_page),
        ("/openapi.json", "GET", give_description),
    ]
    routes += [(each.path, each.method, _endpoint(each, held, most_bytes)) for each in OPERATIONS]
    made = Starlette(
        routes=[
            Route(path, _guarded(endpoint, hosts), methods=[method])
            for path, method, endpoint in routes
        ],
        exception_handlers={
            RefusedError: _tell_refused,
            HTTPException: _tell_refused,
            Exception: _tell_failed,
        },
    )
    made.router.redirect_slashes = False
    return made


def _guarded(endpoint: Endpoint, hosts: tuple[str, ...]) -> Endpoint:
    """The endpoint for requests under these names."""

    async def answer(request: Request) -> Response:
        if hosts and request.url.hostname not in hosts:
            raise refused(403, request.url.hostname, hosts)
        return await endpoint(request)

    return answer


def _endpoint(operation: Operation, calendar: WorkingCalendar, most_bytes: int) -> Endpoint:
    """What answers an operation."""

    async def answer(request: Request) -> Response:
        body = None if operation.body is None else await _body(request, most_bytes)
        given: dict[str, Any] = {}
        try:
            words = [*request.path_params.items(), *request.query_params.multi_items()]
            given |= operation.given(words, body)
            given.setdefault("lang", _language(request))
            return _answer(_json(operation.run(calendar, given)))
        except CalendarHorizonError as error:
            raise RefusedError(422, beyond(error, given)) from error
        except GafRulesError as error:
            raise RefusedError(422, error) from error

    return answer


async def _body(request: Request, most_bytes: int) -> Any:
    """The JSON that comes with a request; no more of it is read than may be."""
    kind = request.headers.get("content-type", "")
    if kind.partition(";")[0].strip().lower() != _JSON:
        raise refused(415, kind, (_JSON,))
    limit = (f"<= {most_bytes} bytes",)
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > most_bytes:
            raise refused(413, None, limit, {"Connection": "close"})
    try:
        return parse_json(decoded(bytes(data)))
    except CaseError as error:
        first = error.problems[0]
        is_json = (first.code, first.path) != ("not_json", "$")
        raise RefusedError(422 if is_json else 400, error) from error


def _language(request: Request) -> Lang:
    return language_of(request.headers.get("accept-language", ""))


def _json(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _answer(
    data: bytes,
    status: int = 200,
    *,
    media_type: str = _JSON,
    headers: dict[str, str] | None = None,
) -> Response:
    return Response(data, status, {**_ALWAYS, **(headers or {})}, media_type)


def _tell(request: Request, refusal: RefusedError) -> Response:
    lang = _language(request)
    data = _json(problem_of(refusal.error, refusal.status, lang, PARAMETERS))
    headers = {**refusal.headers, "Content-Language": lang}
    return _answer(data, refusal.status, media_type=FORM, headers=headers)


async def _tell_refused(request: Request, error: Exception) -> Response:
    if isinstance(error, RefusedError):
        return _tell(request, error)
    assert isinstance(error, HTTPException)  # noqa: S101 - for these two it is registered
    headers = dict(error.headers or {})
    if "Allow" in headers:
        got, allowed = request.method, tuple(headers["Allow"].split(", "))
    else:
        got, allowed = request.url.path, tuple(each.path for each in OPERATIONS)
    return _tell(request, refused(error.status_code, got, allowed, headers))


async def _tell_failed(request: Request, _: Exception) -> Response:
    zh, en = STATUSES[500]
    return _tell(request, RefusedError(500, GafRulesError(zh=zh, en=en)))
