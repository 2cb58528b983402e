"""The error tree: every refusal says what was got, where, what is allowed and what to do.

Each error carries its message in Chinese and English and the facts behind it as plain attributes,
so that a program can act on them and a person can read them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from gaf_rules.values.drafts import Value
from gaf_rules.values.got import json_ready
from gaf_rules.values.nearest import named
from gaf_rules.values.texts import counted, is_one_of

if TYPE_CHECKING:
    from datetime import date

    from gaf_rules.values.texts import Lang

__all__ = [
    "PROBLEM_CODES",
    "CalendarHorizonError",
    "CaseError",
    "DisagreementError",
    "GafRulesError",
    "GuidelineError",
    "IllegalEventError",
    "NoticeError",
    "Problem",
]

PROBLEM_CODES: Final = (
    "missing",
    "null_not_allowed",
    "unknown_field",
    "unknown_word",
    "wrong_type",
    "wrong_schema",
    "wrong_argument",
    "wrong_table",
    "not_a_date",
    "no_such_day",
    "moment_not_date",
    "day_out_of_place",
    "not_text",
    "not_a_code",
    "not_json",
    "empty",
    "repeated",
    "role_needed",
    "number_needed",
    "not_asked",
    "contradictory_answer",
    "illegal_event",
    "calendar_horizon",
    "wrong_notice",
    "unknown_clause",
    "unknown_fact",
    "unknown_record",
    "unknown_procedure",
    "unknown_event",
    "unknown_state",
    "unknown_stage",
    "unknown_tier",
    "unknown_role",
    "unknown_position",
    "unknown_reading",
    "unknown_option",
    "unknown_severity",
    "unknown_status",
    "unknown_effect",
    "unknown_mark",
    "unknown_material",
    "unknown_question",
    "no_words",
    "not_a_day",
    "kinds_differ",
    "period_below_one",
    "one_unit_wanted",
    "doubled_state",
    "unreached_state",
    "unwritten_fact",
    "unread_fact",
    "unsendable_event",
    "hidden_row",
    "disagreement",
    "missing_extra",
    "log_too_long",
    "failed",
)
"""Every code that a problem may have; their words are labels of kind ``error``. Codes do not change."""


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
    code = "failed"

    def __init__(self, *, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en

    def problems_told(self) -> tuple[Problem, ...]:
        """What is wrong, one by one; most errors are one problem."""
        return (Problem(code=self.code, path="", zh=self.zh, en=self.en),)

    def to_dict(self) -> dict[str, Any]:
        """The error as JSON-ready data (``gaf-error/1``): its type, its message, and every problem.

        >>> error = GafRulesError(zh="不对", en="wrong").to_dict()
        >>> error["type"], error["problems"][0]["code"]
        ('GafRulesError', 'failed')
        """
        return {
            "schema": "gaf-error/1",
            "type": type(self).__name__,
            "text": {"zh": self.zh, "en": self.en},
            "problems": [problem.to_dict() for problem in self.problems_told()],
        }

    def text(self, lang: Lang = "en") -> str:
        """The message in ``lang``, which is ``"zh"`` or ``"en"``."""
        return self.zh if is_one_of(lang, ("zh",)) else self.en

    def __reduce__(self) -> tuple[Any, ...]:
        # Keyword-only constructors do not survive pickling by default; worker pools need them to.
        return _rebuild, (type(self), dict(self.__dict__))


@frozen(kw_only=True, eq=False, repr=False)
class Problem(Value):
    """One thing wrong with a document: where, what was got, what is allowed.

    Attributes:
        code: what kind of problem it is: a stable word, for programs.
        path: JSON path, such as ``$.events[2].on``.
        got: the value found there, or None when something is missing.
        allowed: the values or the form allowed there.
        zh, en: the sentence for a person.
        clause: the clause that makes the difference, where one does.
    """

    code: str
    path: str
    got: Any = None
    allowed: tuple[str, ...] = ()
    zh: str
    en: str
    clause: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The JSON form; a value that JSON does not know comes out as text, a long one cut."""
        return {
            "code": self.code,
            "path": self.path,
            "value": json_ready(self.got),
            "allowed": list(self.allowed),
            "clause": self.clause,
            "text": {"zh": self.zh, "en": self.en},
        }


_TOLD = 20
"""Problems that a message tells one by one; the others it counts."""


class CaseError(GafRulesError):
    """The document is malformed; ``problems`` lists everything wrong with it at once.

    The message tells the first twenty of them, in the order of the document, and counts the others.
    """

    problems: tuple[Problem, ...]

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(**_listed(problems))
        self.problems = problems

    def problems_told(self) -> tuple[Problem, ...]:
        """All of them, those that the message only counts too."""
        return self.problems


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

    code = "illegal_event"

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

    def problems_told(self) -> tuple[Problem, ...]:
        """The event, where it stands, and what would have been legal there."""
        return (
            Problem(
                code=self.code,
                path=self.path,
                got=self.event,
                allowed=self.allowed,
                zh=self.zh,
                en=self.en,
                clause=self.clause,
            ),
        )


class CalendarHorizonError(GafRulesError):
    """The question needs a day for which no notice has been published (or none is held).

    Attributes:
        day: the day that is not covered, or None when a count runs past the end.
        first, published_through: the days covered.
        missing_year: the year whose notice is missing.
        path: where the day stands in what was asked; empty where that is not known.
    """

    code = "calendar_horizon"

    def __init__(
        self,
        *,
        day: date | None,
        first: date,
        published_through: date,
        missing_year: int,
        zh: str,
        en: str,
        path: str = "",
    ) -> None:
        super().__init__(zh=zh, en=en)
        self.path = path
        self.day = day
        self.first = first
        self.published_through = published_through
        self.missing_year = missing_year

    def problems_told(self) -> tuple[Problem, ...]:
        """The day that is not covered, and the days that are."""
        allowed = (f"{self.first}..{self.published_through}",)
        zh, en = self.zh, self.en
        return (
            Problem(code=self.code, path=self.path, got=self.day, allowed=allowed, zh=zh, en=en),
        )


class NoticeError(GafRulesError):
    """A holiday notice (its text, its data file or an overlay) does not add up.

    Attributes:
        source: the file or text it came from.
        key: the key or the part of the notice at fault; of several the first.
        value: what was found there.
        sentence: the sentence of the notice at fault, where it came from a text.
        problems: everything wrong with a file or its data, each with its place (``$.off[0].start``).
    """

    code = "wrong_notice"
    problems: tuple[Problem, ...]

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
        self.problems = (Problem(code=self.code, path=key, got=value, zh=zh, en=en),)

    @classmethod
    def telling(cls, source: str, problems: tuple[Problem, ...]) -> NoticeError:
        """The error on data; the message tells the first twenty problems, behind the name of the file."""
        told, name = _listed(problems), named(source)
        zh, en = f"{name}：{told['zh']}", f"{name}: {told['en']}"
        path, value = next(((each.path, each.got) for each in problems), ("", ""))
        key = path.removeprefix("$").removeprefix(".")
        error = cls(zh=zh, en=en, source=source, key=key, value=value)
        error.problems = problems
        return error

    def problems_told(self) -> tuple[Problem, ...]:
        """Each key or part at fault and what was found there."""
        return self.problems


def _listed(problems: tuple[Problem, ...]) -> dict[str, str]:
    """The message on several problems: the first of them one by one, the others counted."""
    given: Any = problems
    if not (isinstance(given, tuple) and all(isinstance(each, Problem) for each in given)):
        raise GafRulesError(zh="须为 Problem 的元组", en="a tuple of Problems is wanted")
    told, left = problems[:_TOLD], len(problems[_TOLD:])
    zh = [f"{p.path}：{p.zh}" if p.path else p.zh for p in told] + [
        f"另有 {left} 处问题未列出"
    ] * bool(left)
    en = [f"{p.path}: {p.en}" if p.path else p.en for p in told] + [
        f"and {counted(left, 'more problem')}"
    ] * bool(left)
    return {"zh": "；".join(zh), "en": "; ".join(en)}


class GuidelineError(GafRulesError):
    """The clause asked for does not exist or has no period; or the rows of a guideline do not link.

    Attributes:
        clause: what was asked for; empty where rows do not link.
        known: the clauses that would have been answered.
        problems: everything wrong with the rows, each with its place (``$.duties[3].act``).
    """

    code = "unknown_clause"
    problems: tuple[Problem, ...]

    def __init__(self, *, clause: str, known: tuple[str, ...], zh: str, en: str) -> None:
        super().__init__(zh=zh, en=en)
        self.clause = clause
        self.known = known
        self.problems = (
            Problem(code=self.code, path="$clause", got=clause, allowed=known, zh=zh, en=en),
        )

    @classmethod
    def linking(cls, problems: tuple[Problem, ...]) -> GuidelineError:
        """The error on rows that do not link; the message tells the first twenty problems."""
        error = cls(clause="", known=(), **_listed(problems))
        error.problems = problems
        return error

    def problems_told(self) -> tuple[Problem, ...]:
        """The clause asked for, and those that would have been answered; or each slip in the rows."""
        return self.problems


class DisagreementError(GafRulesError):
    """The second engine cannot follow where the first one went: no row of its own allows an event."""

    code = "disagreement"
