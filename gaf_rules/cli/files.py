"""Reading what a person points at: files, JSON, dates. Whatever is wrong becomes a GafRulesError."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gaf_rules.documents.json_text import decoded, parse_json
from gaf_rules.values.days import day_meant, from_iso
from gaf_rules.values.errors import CaseError, GafRulesError, Problem
from gaf_rules.values.failures import why_not
from gaf_rules.values.nearest import short

if TYPE_CHECKING:
    from datetime import date

__all__ = ["read_date", "read_json", "read_place", "read_text", "write_new"]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def read_text(name: str) -> str:
    """The text of a file, UTF-8 with or without a byte order mark; ``-`` is standard input."""
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except (OSError, ValueError) as error:
        zh, en = why_not(error)
        raise GafRulesError(zh=f"读不出：{zh}", en=f"cannot be read: {en}") from error
    return decoded(data)


def write_new(name: str, data: bytes) -> None:
    """Writes a file that does not exist yet."""
    try:
        with Path(name).open("xb") as file:
            file.write(data)
    except FileExistsError as error:
        raise GafRulesError(
            zh=f"{name} 已经存在，不覆盖：请用 --out 另取名字",
            en=f"{name} exists already and is not overwritten: choose another name with --out",
        ) from error
    except (OSError, ValueError) as error:
        zh, en = why_not(error)
        raise GafRulesError(
            zh=f"{name} 写不进去：{zh}", en=f"{name} cannot be written: {en}"
        ) from error


def read_date(text: str, path: str) -> date:
    """A date written ``YYYY-MM-DD``; ``path`` names the argument in the error."""
    if _DAY.fullmatch(text):
        try:
            return from_iso(text)
        except ValueError:
            pass
    near_zh, near_en = day_meant(text)
    raise CaseError(
        (
            Problem(
                code="not_a_date",
                path=path,
                got=text,
                allowed=("YYYY-MM-DD",),
                zh=f"得到 {short(text)}；应为存在的日期，写作 YYYY-MM-DD{near_zh}",
                en=f"got {short(text)}; a day that exists is wanted, written YYYY-MM-DD{near_en}",
            ),
        )
    )


# The first two digits of a code are those of a province (GB/T 2260).
_PLACE = re.compile("(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])[0-9]{4}", re.ASCII)


def read_place(text: str | None, path: str) -> str | None:
    """The code of a place; ``path`` names the argument in the error. One of no province is a slip."""
    if text is None or _PLACE.fullmatch(text):
        return text
    problem = Problem(
        code="not_a_code",
        path=path,
        got=text,
        allowed=("460100",),
        zh=f"得到 {text!r}；应为 GB/T 2260 的六位代码，前两位是省级行政区，如 460100",
        en=f"got {text!r}; a code of GB/T 2260 is wanted, six digits that begin with a province, like 460100",
    )
    raise CaseError((problem,))


def read_json(name: str) -> Any:
    """The JSON of a file; see `parse_json`."""
    return parse_json(read_text(name))
