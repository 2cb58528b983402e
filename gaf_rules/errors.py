"""The error tree: every refusal says what was got, where, what is allowed and what to do.

Each error carries its message in Chinese and English and the facts behind it as plain attributes,
so that a program can act on them and a person can read them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from gaf_rules.drafts import Value

if TYPE_CHECKING:
    from datetime import date

__all__ = [
    "CalendarHorizonError",
    "CaseError",
    "DisagreementError",
    "GafRulesError",
    "GuidelineError",
    "IllegalEventError",
    "NoticeError",
    "Problem",
]


def _rebuild(cls: type[GafRulesError], state: dict[str, Any]) -> GafRulesError:
    error = cls.__new__(cls)
    Exception.__init__(error, state["en"])
    error.__dict__.update(state)
    return error


class GafRulesError(Exception):
    """Any error this library raises on purpose.

    Arguments:
        zh: the message in Chinese.
        en: the message in English; also what ``str()`` gives.

    >>> GafRulesError(zh="不对", en="wrong").text("zh")
    '不对'
    """

    zh: str
    en: str

    def __init__(self, *, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en

    def text(self, lang: str = "en") -> str:
        """The message in ``lang``, which is ``"zh"`` or ``"en"``."""
        return self.zh if lang == "zh" else self.en

    def __reduce__(self) -> tuple[Any, ...]:
        # Keyword-only constructors do not survive pickling by default; worker pools need them to.
        return _rebuild, (type(self), dict(self.__dict__))


@frozen(kw_only=True, eq=False, repr=False)
class Problem(Value):
    """One thing wrong with a document: where, what was got, what is allowed.

    Attributes:
        path: JSON path, such as ``$.events[2].on``.
        got: the value found there, or None when something is missing.
        allowed: the values or the form allowed there.
        zh, en: the sentence for a person.
        clause: the clause that makes the difference, where one does.
    """

    path: str
    got: Any = None
    allowed: tuple[str, ...] = ()
    zh: str
    en: str
    clause: str | None = None


_TOLD = 20
"""Problems that a message tells one by one; the others it counts."""


class CaseError(GafRulesError):
    """The document is malformed; ``problems`` lists everything wrong with it at once.

    The message tells the first twenty of them, in the order of the document, and counts the others.
    """

    problems: tuple[Problem, ...]

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        told, left = problems[:_TOLD], len(problems[_TOLD:])
        zh = [f"{p.path}：{p.zh}" for p in told] + [f"另有 {left} 处问题未列出"] * bool(left)
        en = [f"{p.path}: {p.en}" for p in told] + [f"and {left} more problems"] * bool(left)
        super().__init__(zh="；".join(zh), en="; ".join(en))


class IllegalEventError(GafRulesError):
    """The log holds an event that the procedure does not allow at that point.

    Attributes:
        event: the event as it stood in the log (a mapping of its fields).
        on: its date.
        procedure: the procedure it belongs to.
        stage: the stage that procedure had reached.
        allowed: the events that would have been legal there.
        clause: the clause on which the refusal rests.
        path: JSON path of the event in the case.
    """

    def __init__(
        self,
        *,
        event: dict[str, Any],
        on: date,
        procedure: str,
        stage: str,
        allowed: tuple[str, ...],
        clause: str,
        path: str,
        zh: str,
        en: str,
    ) -> None:
        super().__init__(zh=zh, en=en)
        self.event = event
        self.on = on
        self.procedure = procedure
        self.stage = stage
        self.allowed = allowed
        self.clause = clause
        self.path = path


class CalendarHorizonError(GafRulesError):
    """The question needs a day for which no notice has been published (or none is held).

    Attributes:
        day: the day that is not covered, or None when a count runs past the end.
        first, published_through: the days covered.
        missing_year: the year whose notice is missing.
    """

    def __init__(
        self,
        *,
        day: date | None,
        first: date,
        published_through: date,
        missing_year: int,
        zh: str,
        en: str,
    ) -> None:
        super().__init__(zh=zh, en=en)
        self.day = day
        self.first = first
        self.published_through = published_through
        self.missing_year = missing_year


class NoticeError(GafRulesError):
    """A holiday notice (its text, its data file or an overlay) does not add up.

    Attributes:
        source: the file or text it came from.
        key: the key or the part of the notice at fault.
        value: what was found there.
        sentence: the sentence of the notice at fault, where it came from a text.
    """

    def __init__(
        self,
        *,
        zh: str,
        en: str,
        source: str = "",
        key: str = "",
        value: Any = None,
        sentence: str = "",
    ) -> None:
        super().__init__(zh=zh, en=en)
        self.source = source
        self.key = key
        self.value = value
        self.sentence = sentence


class GuidelineError(GafRulesError):
    """The clause asked for does not exist or has no period.

    Attributes:
        clause: what was asked for.
        known: the clauses that would have been answered.
    """

    def __init__(self, *, clause: str, known: tuple[str, ...], zh: str, en: str) -> None:
        super().__init__(zh=zh, en=en)
        self.clause = clause
        self.known = known


class DisagreementError(GafRulesError):
    """The second engine cannot follow where the first one went: no row of its own allows an event."""
