"""Errors of the library as answers of the service: problem details after RFC 9457."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from gaf_rules.documents.fields import say
from gaf_rules.messages import LABELS, LANGUAGES, label
from gaf_rules.values.errors import CaseError, GafRulesError
from gaf_rules.values.mapping import FrozenMap

if TYPE_CHECKING:
    from collections.abc import Collection

    from gaf_rules.values.texts import Lang

__all__ = ["FORM", "STATUSES", "RefusedError", "language_of", "problem_of", "refused"]

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
    shown = ("；可用：" + "、".join(allowed), "; allowed: " + ", ".join(allowed))
    zh, en = (text + more * bool(allowed) for text, more in zip((zh, en), shown, strict=True))
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
    """An argument of the library (``$clause``, ``$launch_on, change_on``) as what stands in the address."""
    name = path[1:].partition(",")[0]
    return f"?{path[1:]}" if path.startswith("$") and name in parameters else path


def _kind_of(error: GafRulesError, status: int, lang: Lang) -> tuple[str, str]:
    """What kind of problem it is, and its title; one kind has one title (RFC 9457, 3.1.3)."""
    if status in _OF_REQUESTS:
        return str(status), STATUSES[status][LANGUAGES.index(lang)]
    kinds = LABELS["error_kind"]
    kind = next(each.__name__ for each in type(error).__mro__ if each.__name__ in kinds)
    return kind, label("error_kind", kind, lang)
