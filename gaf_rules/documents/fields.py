"""What may stand in one field of an event, an app or a sponsor, and what is wrong with a value there."""

from __future__ import annotations

from datetime import date
from typing import Any

from attrs import frozen

from gaf_rules.values.days import plain_day
from gaf_rules.values.drafts import Value
from gaf_rules.values.errors import Problem
from gaf_rules.values.nearest import may_suggest, short
from gaf_rules.values.texts import says_something

__all__ = ["REQUIRED", "Field", "check_value", "check_word", "say", "short"]

REQUIRED = object()
"""Marks a field without default."""


@frozen(kw_only=True, eq=False, repr=False)
class Field(Value):
    """What one field of an event, an app or a sponsor may hold.

    Attributes:
        kind: date · word (one of ``values``) · words (a list of them) · flag · text · code.
        values: the words allowed.
        further: words that are taken too, but are not of the contract's own vocabulary.
        nullable: whether null may stand there.
        filled: whether an empty list is refused.
        default: the value that stands in when the field is left out; ``REQUIRED`` if it must be there.
    """

    kind: str
    values: tuple[str, ...] = ()
    further: tuple[str, ...] = ()
    nullable: bool = False
    filled: bool = False
    default: Any = REQUIRED

    @property
    def allowed(self) -> tuple[str, ...]:
        """What may stand there, in words: those of the list, or the form."""
        if self.values:
            return self.values
        forms = _FORMS.get(self.kind, ())
        return (*forms, "null") if forms and self.nullable else forms


_FORMS = {"date": ("YYYY-MM-DD",), "flag": ("true", "false"), "code": ("460100",)}
_CODE_DIGITS = 6


def say(
    code: str,
    path: str,
    got: object,
    zh: str,
    en: str,
    allowed: tuple[str, ...] = (),
    clause: str | None = None,
) -> Problem:
    """A problem: its code, where, what was got, the sentence in Chinese and English, what is allowed."""
    return Problem(code=code, path=path, got=got, allowed=allowed, zh=zh, en=en, clause=clause)


def _check_date(value: object, path: str) -> list[Problem]:
    if plain_day(value) is not None:
        return []
    if isinstance(value, date):
        return [
            say(
                "moment_not_date",
                path,
                value,
                "得到的是 datetime；只收 date：哪个时区、下班前还是下班后，须由使用者先定",
                "got a datetime; only a date is taken: which zone, and before or after close of "
                "business, is for the caller to settle first",
                ("YYYY-MM-DD",),
            )
        ]
    return [
        say(
            "not_a_date",
            path,
            value,
            f"得到 {short(value)}；应为日期（datetime.date）",
            f"got {short(value)}; a date is wanted (datetime.date)",
            ("YYYY-MM-DD",),
        )
    ]


def check_word(
    value: object, values: tuple[str, ...], path: str, *, suggest: bool = True
) -> list[Problem]:
    """Everything wrong with a word; where it may suggest one, it names the nearest of those allowed."""
    if isinstance(value, str) and value in values:
        return []
    from gaf_rules.messages.codes import code_meant, codes_in_words  # noqa: PLC0415 - words only for errors

    near_zh, near_en = code_meant(value, values) if suggest else ("", "")
    return [
        say(
            "unknown_word",
            path,
            value,
            f"得到 {short(value)}；可取：{codes_in_words(values)}{near_zh}",
            f"got {short(value)}; allowed: {', '.join(values)}{near_en}",
            values,
        )
    ]


def _check_words(value: object, spec: Field, path: str, *, suggest: bool) -> list[Problem]:
    if not isinstance(value, tuple):
        return [
            say(
                "wrong_type",
                path,
                value,
                f"得到 {short(value)}；应为列表",
                f"got {short(value)}; a list is wanted",
                spec.values,
            )
        ]
    if not value and spec.filled:
        return [
            say("empty", path, value, "不得为空列表", "the list must not be empty", spec.values)
        ]
    problems: list[Problem] = []
    seen: set[str] = set()
    for index, item in enumerate(value):
        place = f"{path}[{index}]"
        problems += check_word(item, spec.values, place, suggest=suggest and may_suggest(problems))
        if isinstance(item, str) and item in seen:
            told = f"重复：{short(item)}", f"repeated: {short(item)}"
            problems.append(say("repeated", place, item, *told, spec.values))
        elif isinstance(item, str):
            seen.add(item)
    return problems


def _check_text(value: object, path: str) -> list[Problem]:
    if says_something(value):
        return []
    return [
        say(
            "not_text",
            path,
            value,
            f"得到 {short(value)}；应为非空文字"
            + ("" if isinstance(value, str) else "，数须加引号"),
            f"got {short(value)}; non-empty text is wanted"
            + ("" if isinstance(value, str) else "; a number stands in quotes"),
        )
    ]


def _check_code(value: object, path: str) -> list[Problem]:
    if (
        isinstance(value, str)
        and len(value) == _CODE_DIGITS
        and value.isascii()
        and value.isdigit()
    ):
        return []
    return [
        say(
            "not_a_code",
            path,
            value,
            f'得到 {short(value)}；应为六位 GB/T 2260 代码，是文字，如 "460100"',
            f'got {short(value)}; a six-digit GB/T 2260 code is wanted, as a text: "460100"',
            ("460100",),
        )
    ]


def check_value(  # noqa: PLR0911 - one line a kind of field
    value: object, spec: Field, path: str, *, suggest: bool = True
) -> list[Problem]:
    """Everything wrong with one value; an empty list when it fits.

    Arguments:
        value: the value, with lists as tuples and dates as ``datetime.date``.
        spec: what may stand there.
        path: its JSON path, for the message.
        suggest: whether a wrong word is told with the nearest of those allowed.
    """
    if value is None and (spec.nullable or spec.default is None):
        return []
    match spec.kind:
        case "date":
            return _check_date(value, path)
        case "word" if not (isinstance(value, str) and value in spec.further):
            return check_word(value, spec.values, path, suggest=suggest)
        case "words":
            return _check_words(value, spec, path, suggest=suggest)
        case "flag" if not isinstance(value, bool):
            allowed = spec.allowed
            return [
                say(
                    "wrong_type",
                    path,
                    value,
                    f"得到 {short(value)}；可取：{'、'.join(allowed)}，不加引号",
                    f"got {short(value)}; allowed: {', '.join(allowed)}, without quotes",
                    allowed,
                )
            ]
        case "text":
            return _check_text(value, path)
        case "code":
            return _check_code(value, path)
    return []
