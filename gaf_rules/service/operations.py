"""What can be asked of the service, as data: each operation with its parameters, its body and its answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Literal

from attrs import frozen

from gaf_rules.ask.explanation import explain
from gaf_rules.ask.inboxes import inbox
from gaf_rules.ask.planning import plan
from gaf_rules.ask.planning.chain import ACTS
from gaf_rules.calendar import WorkingCalendar
from gaf_rules.documents import shapes
from gaf_rules.documents.fields import say
from gaf_rules.evaluate.assessing import assess
from gaf_rules.evaluate.deadlines import deadline
from gaf_rules.guidelines.hainan import HAINAN
from gaf_rules.language.readings import Readings
from gaf_rules.language.vocabulary import ROLES
from gaf_rules.log.case import Case
from gaf_rules.log.case_form import case_schema
from gaf_rules.messages import LABELS, LANGUAGES
from gaf_rules.service.parameters import Parameter, number, pairs
from gaf_rules.show.labels import label
from gaf_rules.show.schemas import DOCUMENTS, day_document, schema
from gaf_rules.values.days import from_ordinal, the_day
from gaf_rules.values.errors import CaseError
from gaf_rules.values.version import VERSION

if TYPE_CHECKING:
    from datetime import date

    from gaf_rules.answers.assessment import Assessment

__all__ = ["OPERATIONS", "Operation"]

Given = dict[str, Any]
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


def _readings(given: Given) -> Readings:
    chosen: dict[str, str] = {}
    problems = []
    for word in given.get("readings", ()):
        name, _, option = word.partition("=")
        if name in chosen:
            zh, en = f"{name} 给了两次", f"{name} is given twice"
            problems.append(say("repeated", "?readings", word, zh, en))
        chosen[name] = option
    if problems:
        raise CaseError(tuple(problems))
    return Readings.from_dict(chosen)


def _assessment(calendar: WorkingCalendar, given: Given) -> Assessment:
    case, as_of = given["body"], given["as_of"]
    return assess(case, as_of=as_of, calendar=calendar, readings=_readings(given))


def _assess(calendar: WorkingCalendar, given: Given) -> dict[str, Any]:
    return _assessment(calendar, given).to_dict()


def _explain(calendar: WorkingCalendar, given: Given) -> dict[str, Any]:
    return explain(_assessment(calendar, given), given["lang"]).to_dict()


def _deadline(calendar: WorkingCalendar, given: Given) -> dict[str, Any]:
    found = deadline(
        given["clause"],
        given["trigger"],
        calendar=calendar,
        readings=_readings(given),
        place=given.get("place"),
        bearer=given.get("bearer"),
    )
    return found.to_dict()


def _plan(calendar: WorkingCalendar, given: Given) -> dict[str, Any]:
    made = plan(
        given["body"],
        launch_on=given.get("launch_on"),
        change_on=given.get("change_on"),
        offline_on=given.get("offline_on"),
        as_of=given.get("as_of"),
        durations=dict(given.get("durations", ())),
        calendar=calendar,
        readings=_readings(given),
    )
    return made.to_dict()


def _inbox(calendar: WorkingCalendar, given: Given) -> dict[str, Any]:
    desk = inbox(
        given["body"],
        given["role"],
        as_of=given["as_of"],
        place=given.get("place"),
        sponsor=given.get("sponsor"),
        calendar=calendar,
        readings=_readings(given),
    )
    return desk.to_dict()


def _year(calendar: WorkingCalendar, given: Given) -> dict[str, Any]:
    year, held = given["year"], calendar.for_place(given.get("place"))
    first, last = (the_day(year, *day).toordinal() for day in ((1, 1), (12, 31)))
    days = (from_ordinal(each) for each in range(first, last + 1))
    return {
        "schema": "gaf-year/1",
        "year": year,
        "days": [day_document(held.day(day), schema=False) for day in days],
    }


def _day(calendar: WorkingCalendar, given: Given) -> dict[str, Any]:
    return day_document(calendar.day(given["day"], place=given.get("place")))


def _nth(calendar: WorkingCalendar, given: Given) -> dict[str, Any]:
    held = calendar.for_place(given.get("place"))
    ways = {"after": held.nth_working_day_after, "before": held.nth_working_day_before}
    chosen: dict[str, date] = {name: given[name] for name in ways if name in given}
    if len(chosen) != 1:
        zh, en = "after 与 before 须给出其一", "give one of after and before"
        raise CaseError((say("wrong_argument", "?after", None, zh, en, tuple(ways)),))
    ((way, day),) = chosen.items()
    return day_document(held.day(ways[way](day, given["n"])))


def _label(_: WorkingCalendar, given: Given) -> dict[str, Any]:
    code, kind = given["code"], given.get("kind")
    zh, en = (label(code, lang, kind=kind) for lang in LANGUAGES)
    return {"schema": "gaf-label/1", "code": code, "zh": zh, "en": en}


def _schema(_: WorkingCalendar, given: Given) -> dict[str, Any]:
    return schema(f"gaf-{given['name']}/1")


def _health(calendar: WorkingCalendar, _: Given) -> dict[str, Any]:
    return {
        "schema": "gaf-health/1",
        "status": "ok",
        "version": VERSION,
        "guideline": HAINAN.key,
        "guideline_sha256": HAINAN.sha256,
        "calendar_sha256": calendar.sha256,
        "published_through": calendar.coverage.published_through.isoformat(),
    }


def _wish(name: str, zh: str, en: str) -> Parameter:
    return Parameter(name=name, shape=_DAY, words=(zh, en))


OPERATIONS: Final[tuple[Operation, ...]] = (
    Operation(
        name="assess",
        method="POST",
        path="/assess",
        words=("评估一个案件", "assess a case"),
        answer="gaf-assessment/1",
        run=_assess,
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
        run=_explain,
        parameters=(_AS_OF, _LANG, _READINGS),
        body=_CASE,
        example="/explain?as_of=2026-03-09&lang=en",
    ),
    Operation(
        name="plan",
        method="POST",
        path="/plan",
        words=("从愿望日倒排每一步的最迟日", "the latest safe day of every step towards a day"),
        answer="gaf-plan/1",
        run=_plan,
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
        run=_inbox,
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
        run=_deadline,
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
        run=_year,
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
        run=_day,
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
        run=_nth,
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
        run=_label,
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
        run=_schema,
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
        run=_health,
        example="/health",
    ),
)
"""All of them, in the order in which they are told."""
