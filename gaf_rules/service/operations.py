"""What can be asked of the service, as data: each operation with its parameters, its body and its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, Literal

from attrs import frozen

from gaf_rules.ask.planning.chain import ACTS
from gaf_rules.calendar import WorkingCalendar
from gaf_rules.documents import shapes
from gaf_rules.language.vocabulary import ROLES
from gaf_rules.log.case import Case
from gaf_rules.log.case_form import case_schema
from gaf_rules.messages import LABELS, LANGUAGES
from gaf_rules.service.answering import (
    Given,
    answer_assess,
    answer_day,
    answer_deadline,
    answer_explain,
    answer_health,
    answer_inbox,
    answer_label,
    answer_nth,
    answer_plan,
    answer_schema,
    answer_year,
)
from gaf_rules.service.parameters import Parameter, number, pairs, read_parameters
from gaf_rules.show.schemas import DOCUMENTS

__all__ = ["OPERATIONS", "PARAMETERS", "Operation"]

_DAY: Final = shapes.DAY


@frozen(kw_only=True)
class Operation:
    """One thing that can be asked.

    Attributes:
        name: its name, for clients that are made from the description.
        method: ``GET`` where all stands in the address, ``POST`` where a document comes with it.
        path: where.
        words: what it does, in Chinese and English.
        answer: the name of the document that it gives; None: a JSON Schema.
        run: calendar, what was given → the document. The body, where there is one, is given as ``body``, the
            language of the request as ``lang``.
        parameters: what may stand in the address.
        body: the shape of the document that comes with it.
        example: of the address, as it is shown.
    """

    name: str
    method: Literal["GET", "POST"]
    path: str
    words: tuple[str, str]
    answer: str | None
    run: Callable[[WorkingCalendar, Given], dict[str, Any]]
    parameters: tuple[Parameter, ...] = ()
    body: shapes.Shape | None = None
    example: str = ""

    def given(self, words: Iterable[tuple[str, str]], body: Any) -> Given:
        """What was given to it, read strictly.

        Arguments:
            words: what stands in the address.
            body: the document that came with it, as JSON data.

        Raises:
            CaseError: everything that is wrong with the words, or else with the document.
        """
        found = read_parameters(self.parameters, words)
        if self.body is not None:
            found["body"] = shapes.read_document(self.body, body)
        return found


_CASE: Final = shapes.held(lambda: case_schema(whole=False), Case.from_dict)
_AS_OF: Final = Parameter(
    name="as_of", shape=_DAY, words=("评估日", "day of assessment"), is_required=True
)
_READINGS: Final = Parameter(
    name="readings",
    shape=shapes.word("reading_option", tuple(LABELS["reading_option"])),
    words=("读法，FIELD=OPTION，可多次给出", "readings, FIELD=OPTION, may be given again"),
    is_list=True,
)
_LANG: Final = Parameter(
    name="lang",
    shape=shapes.word("lang", LANGUAGES),
    words=("语言，缺省按 Accept-Language", "language; that of Accept-Language by default"),
)
_PLACE: Final = Parameter(
    name="place",
    shape=shapes.CODE,
    words=("行政区划代码（GB/T 2260）", "administrative division code (GB/T 2260)"),
)


def _wish(name: str, zh: str, en: str) -> Parameter:
    return Parameter(name=name, shape=_DAY, words=(zh, en))


OPERATIONS: Final[tuple[Operation, ...]] = (
    Operation(
        name="assess",
        method="POST",
        path="/assess",
        words=("评估一个案件", "assess a case"),
        answer="gaf-assessment/1",
        run=answer_assess,
        parameters=(_AS_OF, _READINGS),
        body=_CASE,
        example="/assess?as_of=2026-03-09",
    ),
    Operation(
        name="explain",
        method="POST",
        path="/explain",
        words=("评估一个案件并说明理由", "assess a case and say why"),
        answer="gaf-explanation/1",
        run=answer_explain,
        parameters=(_AS_OF, _LANG, _READINGS),
        body=_CASE,
        example="/explain?as_of=2026-03-09&lang=en",
    ),
    Operation(
        name="plan",
        method="POST",
        path="/plan",
        words=(
            "从预定日期倒排每一步的最迟稳妥日",
            "the latest safe day of every step towards a day",
        ),
        answer="gaf-plan/1",
        run=answer_plan,
        parameters=(
            _wish("launch_on", "上线日", "the day of the launch"),
            _wish("change_on", "重大变更日", "the day of a major change"),
            _wish("offline_on", "下线日", "the day of going offline"),
            _wish("as_of", "从哪一天起", "from which day on"),
            Parameter(
                name="durations",
                shape=pairs(ACTS),
                words=(
                    "预留的工作日，如 application_forwarded=2，可多次给出",
                    "working days allowed for, such as application_forwarded=2, may be given again",
                ),
                is_list=True,
            ),
            _READINGS,
        ),
        body=_CASE,
        example="/plan?launch_on=2026-09-01&as_of=2026-03-09",
    ),
    Operation(
        name="inbox",
        method="POST",
        path="/inbox",
        words=("许多案件中某一角色的待办", "the next actions of many cases that are one role's"),
        answer="gaf-inbox/1",
        run=answer_inbox,
        parameters=(
            Parameter(
                name="role",
                shape=shapes.word("role", ROLES),
                words=("角色", "role"),
                is_required=True,
            ),
            _AS_OF,
            _PLACE,
            Parameter(
                name="sponsor",
                shape=shapes.TEXT,
                words=("主办（使用）单位名称", "name of the sponsor"),
            ),
            _READINGS,
        ),
        body=shapes.many(_CASE),
        example="/inbox?role=sponsor&as_of=2026-03-09",
    ),
    Operation(
        name="deadline",
        method="GET",
        path="/deadline",
        words=("一个条款的最后一天", "the last day of a clause"),
        answer="gaf-deadline/1",
        run=answer_deadline,
        parameters=(
            Parameter(
                name="clause",
                shape=shapes.TEXT,
                words=("条款，如 2.4.4c", "clause, such as 2.4.4c"),
                is_required=True,
            ),
            Parameter(
                name="trigger",
                shape=_DAY,
                words=("起算日", "the day counted from"),
                is_required=True,
            ),
            _PLACE,
            Parameter(
                name="bearer",
                shape=shapes.word("role", ROLES),
                words=("义务人", "who must act"),
            ),
            _READINGS,
        ),
        example="/deadline?clause=2.4.4c&trigger=2026-02-18",
    ),
    Operation(
        name="year",
        method="GET",
        path="/calendar/years/{year}",
        words=("一年的每一天", "every day of a year"),
        answer="gaf-year/1",
        run=answer_year,
        parameters=(
            Parameter(
                name="year",
                shape=number(1, 9999),
                words=("年份", "year"),
                is_required=True,
                is_in_path=True,
            ),
            _PLACE,
        ),
        example="/calendar/years/2026",
    ),
    Operation(
        name="day",
        method="GET",
        path="/calendar/days/{day}",
        words=("一天是不是工作日，依据何在", "whether a day is worked, and what decided it"),
        answer="gaf-day/1",
        run=answer_day,
        parameters=(
            Parameter(
                name="day", shape=_DAY, words=("日期", "day"), is_required=True, is_in_path=True
            ),
            _PLACE,
        ),
        example="/calendar/days/2026-02-14",
    ),
    Operation(
        name="nth_working_day",
        method="GET",
        path="/calendar/nth",
        words=("某日之后或之前的第 n 个工作日", "the n-th working day after or before a day"),
        answer="gaf-day/1",
        run=answer_nth,
        parameters=(
            Parameter(name="after", shape=_DAY, words=("在此日之后", "strictly after this day")),
            Parameter(name="before", shape=_DAY, words=("在此日之前", "strictly before this day")),
            Parameter(
                name="n", shape=number(1, 10_000), words=("第几个", "which"), is_required=True
            ),
            _PLACE,
        ),
        example="/calendar/nth?after=2026-02-18&n=10",
    ),
    Operation(
        name="label",
        method="GET",
        path="/labels/{code}",
        words=("一个代码的中英文", "the words of a code"),
        answer="gaf-label/1",
        run=answer_label,
        parameters=(
            Parameter(
                name="code",
                shape=shapes.TEXT,
                words=("代码", "code"),
                is_required=True,
                is_in_path=True,
            ),
            Parameter(
                name="kind",
                shape=shapes.word({}, tuple(LABELS)),
                words=(
                    "代码的种类，有几个意思时给出",
                    "kind of code, where it has several meanings",
                ),
            ),
        ),
        example="/labels/DEEMED_ABANDONED",
    ),
    Operation(
        name="schema",
        method="GET",
        path="/schemas/{name}",
        words=("一种文档的 JSON Schema", "the JSON Schema of a document"),
        answer=None,
        run=answer_schema,
        parameters=(
            Parameter(
                name="name",
                shape=shapes.word(
                    {each.split("/")[0][4:]: LABELS["document"][each] for each in DOCUMENTS},
                    tuple(each.split("/")[0][4:] for each in DOCUMENTS),
                ),
                words=("文档", "document"),
                is_required=True,
                is_in_path=True,
            ),
        ),
        example="/schemas/case",
    ),
    Operation(
        name="health",
        method="GET",
        path="/health",
        words=("服务是否可用，所据的版本", "whether the service is there, and what it stands on"),
        answer="gaf-health/1",
        run=answer_health,
        example="/health",
    ),
)
"""All of them, in the order in which they are told."""
PARAMETERS: Final = frozenset(each.name for held in OPERATIONS for each in held.parameters)
"""The names of all that may stand in an address."""
