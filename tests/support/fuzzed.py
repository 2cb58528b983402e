"""What is given to the library from outside, as bytes: one function a door, which lets nothing foreign out.

``scripts/fuzz.py`` gives them what a coverage-guided fuzzer thinks of, a test what Hypothesis does. What lies
in ``tests/fuzz/corpus`` is where both begin.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import tempfile
import unicodedata
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pandas as pd
from served import Client

import gaf_rules as gaf
from gaf_rules.cli import main
from gaf_rules.documents.json_text import decoded, parse_json
from gaf_rules.law.drift import drift
from gaf_rules.service import application

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["CORPUS", "DOORS", "WORDS", "Foreign"]

CORPUS: Final = Path(__file__).resolve().parents[1] / "fuzz" / "corpus"
_DAY = date(2026, 3, 9)
_EDITION_SIGNS = 400
_COMMANDS = {"assess", "calendar", "deadline", "explain", "law", "plan", "schema", "verify"}
"""Commands that write no file and end by themselves."""


class Foreign(Exception):  # noqa: N818 - it is a finding
    """What came out that is neither an answer nor an error of the library."""


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


def _case(data: bytes) -> None:
    case = gaf.Case.from_dict(parse_json(decoded(data)))
    found = gaf.assess(case, as_of=_DAY)
    json.dumps(found.to_dict())
    str(gaf.explain(found))


def _notice(data: bytes) -> None:
    notice = gaf.Notice.from_toml(_text(data))
    assert gaf.Notice.from_toml(notice.to_toml()) == notice
    gaf.CHINA.with_notice(notice).bounds_after(date(2027, 1, 1), 10)


def _overlay(data: bytes) -> None:
    overlay = gaf.Overlay.from_dict(parse_json(decoded(data)))
    gaf.CHINA.with_overlay(overlay).bounds_after(_DAY, 10)


def _mapping(data: bytes) -> None:
    rows = {"案件编号": ["1"], "事件": ["application_submitted"], "日期": ["2026-03-03"]}
    gaf.read_log(pd.DataFrame(rows), mapping=gaf.Mapping.from_toml(_text(data)))


def _notice_text(data: bytes) -> None:
    gaf.parse_notice(_text(data), year=2026)


def _edition(data: bytes) -> None:
    drift(gaf.HAINAN, _text(data)[:_EDITION_SIGNS]).to_dict()


def _table(data: bytes) -> None:
    with contextlib.suppress(csv.Error):
        header, *rows = [*csv.reader(io.StringIO(_text(data)))][:50] or [[]]
        kept = [(row + [""] * len(header))[: len(header)] for row in rows]
        frame = pd.DataFrame(kept, columns=header)
        for ask in (lambda: gaf.read_log(frame), lambda: gaf.audit(frame, frame, as_of=_DAY)):
            with contextlib.suppress(gaf.GafRulesError):
                ask()


def _arguments(data: bytes) -> None:
    """The words of a command, one a line, and after an empty line the file that FILE is the name of."""
    head, _, content = _text(data).partition("\n\n")
    words = head.removesuffix("\n").split("\n")
    if words[0] not in _COMMANDS or any(
        word.startswith("--o") or word in {"export", "import"} for word in words
    ):
        return
    out, error = io.StringIO(), io.StringIO()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "file")
        place.write_bytes(content.encode("utf-8", "surrogatepass"))
        given = [str(place) if word == "FILE" else word for word in words]
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(error):
            status = main(given)
    said = out.getvalue() + error.getvalue()
    if status not in {0, 1, 2} or any(
        unicodedata.category(sign) == "Cc" and sign != "\n" for sign in said
    ):
        raise Foreign(said[-2000:])


@cache
def _client() -> Client:
    return Client(application())


def _request(data: bytes) -> None:
    """Method and address on the first line, the body after it."""
    head, _, body = data.partition(b"\n")
    method, _, address = _text(head).partition(" ")
    path = "".join(sign for sign in address if sign.isprintable() and sign.isascii())
    if not path.startswith("/") or path.startswith("//") or method not in {"GET", "POST", "PUT"}:
        return
    answer = _client().request(method, path, content=body)
    if answer.status_code >= 500:  # from there on it is the server's fault
        raise Foreign(answer.text[-2000:])


def _door(ask: Callable[[bytes], None]) -> Callable[[bytes], None]:
    def asked(data: bytes) -> None:
        with contextlib.suppress(gaf.GafRulesError):
            ask(data)

    return asked


DOORS: dict[str, Callable[[bytes], None]] = {
    name: _door(ask)
    for name, ask in (
        ("case", _case),
        ("notice", _notice),
        ("overlay", _overlay),
        ("mapping", _mapping),
        ("notice_text", _notice_text),
        ("edition", _edition),
        ("table", _table),
        ("arguments", _arguments),
        ("request", _request),
    )
}
"""Name of a door → what takes bytes there; only what is foreign comes out."""

WORDS: tuple[str, ...] = (
    *(
        "null",
        "true",
        "[]",
        "{}",
        "[[[[",
        '"',
        "'",
        "\\",
        "=",
        "\n",
        "\n\n",
        ",",
        "&",
        "?",
        "..",
        "#",
    ),
    *("\x00", "\x1b[2J", "\u202e", "\ud800", "%00", "%ed%a0%80", "（", "/assess?as_of=2026-03-09"),
    *(
        "1e999",
        "NaN",
        "-1",
        "9" * 30,
        "9" * 5000,
        "2026-02-30",
        "2026-03-09",
        "0001-01-01",
        "9999-12-31",
    ),
    *(
        "2027",
        "application_submitted",
        "sponsor",
        "on",
        "off",
        "work",
        "月",
        "日",
        "放假",
        "至",
        "1月1日",
    ),
    *("FILE", "--lang", "en", "--json", "--as-of"),
)
"""Words that mean something at one of the doors, or nothing anywhere."""
