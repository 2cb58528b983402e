"""The answer to each operation of the service: what was given, put to the library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gaf_rules.ask.explanation import explain
from gaf_rules.ask.inboxes import inbox
from gaf_rules.ask.planning import plan
from gaf_rules.documents.fields import say
from gaf_rules.evaluate.assessing import assess
from gaf_rules.evaluate.deadlines import deadline
from gaf_rules.guidelines.hainan import HAINAN
from gaf_rules.language.readings import Readings
from gaf_rules.messages import LANGUAGES
from gaf_rules.show.labels import label
from gaf_rules.show.schemas import day_document, schema
from gaf_rules.values.days import from_ordinal, the_day
from gaf_rules.values.errors import CaseError
from gaf_rules.values.version import VERSION

if TYPE_CHECKING:
    from datetime import date

    from gaf_rules.answers.assessment import Assessment
    from gaf_rules.ask.planning import Plan
    from gaf_rules.calendar import WorkingCalendar

__all__ = [
    "Given",
    "answer_assess",
    "answer_day",
    "answer_deadline",
    "answer_explain",
    "answer_health",
    "answer_inbox",
    "answer_label",
    "answer_nth",
    "answer_plan",
    "answer_schema",
    "answer_year",
    "assessed",
    "planned",
]

Given = dict[str, Any]


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


def assessed(calendar: WorkingCalendar, given: Given) -> Assessment:
    """The assessment of a case, as a value."""
    case, as_of = given["body"], given["as_of"]
    return assess(case, as_of=as_of, calendar=calendar, readings=_readings(given))


def answer_assess(calendar: WorkingCalendar, given: Given) -> dict[str, Any]:
    """The assessment of a case."""
    return assessed(calendar, given).to_dict()


def answer_explain(calendar: WorkingCalendar, given: Given) -> dict[str, Any]:
    """An assessment with its reasons."""
    return explain(assessed(calendar, given), given["lang"]).to_dict()


def answer_deadline(calendar: WorkingCalendar, given: Given) -> dict[str, Any]:
    """The last day of a clause from a day on."""
    found = deadline(
        given["clause"],
        given["trigger"],
        calendar=calendar,
        readings=_readings(given),
        place=given.get("place"),
        bearer=given.get("bearer"),
    )
    return found.to_dict()


def planned(calendar: WorkingCalendar, given: Given) -> Plan:
    """The steps towards a day, backwards, as a value."""
    return plan(
        given["body"],
        launch_on=given.get("launch_on"),
        change_on=given.get("change_on"),
        offline_on=given.get("offline_on"),
        as_of=given.get("as_of"),
        durations=dict(given.get("durations", ())),
        calendar=calendar,
        readings=_readings(given),
    )


def answer_plan(calendar: WorkingCalendar, given: Given) -> dict[str, Any]:
    """The steps towards a day, backwards."""
    return planned(calendar, given).to_dict()


def answer_inbox(calendar: WorkingCalendar, given: Given) -> dict[str, Any]:
    """What lies on a desk."""
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


def answer_year(calendar: WorkingCalendar, given: Given) -> dict[str, Any]:
    """A year of the calendar."""
    year, held = given["year"], calendar.for_place(given.get("place"))
    first, last = (the_day(year, *day).toordinal() for day in ((1, 1), (12, 31)))
    days = (from_ordinal(each) for each in range(first, last + 1))
    return {
        "schema": "gaf-year/1",
        "year": year,
        "days": [day_document(held.day(day), schema=False) for day in days],
    }


def answer_day(calendar: WorkingCalendar, given: Given) -> dict[str, Any]:
    """One day of the calendar."""
    return day_document(calendar.day(given["day"], place=given.get("place")))


def answer_nth(calendar: WorkingCalendar, given: Given) -> dict[str, Any]:
    """The n-th working day after or before a day."""
    held = calendar.for_place(given.get("place"))
    ways = {"after": held.nth_working_day_after, "before": held.nth_working_day_before}
    chosen: dict[str, date] = {name: given[name] for name in ways if name in given}
    if len(chosen) != 1:
        code = "wrong_argument" if chosen else "missing"
        zh, en = "after 与 before 须给出且只给出一个", "give either after or before"
        raise CaseError((say(code, "?after", None, zh, en, tuple(ways)),))
    ((way, day),) = chosen.items()
    return day_document(held.day(ways[way](day, given["n"])))


def answer_label(_: WorkingCalendar, given: Given) -> dict[str, Any]:
    """The words of a code."""
    code, kind = given["code"], given.get("kind")
    zh, en = (label(code, lang, kind=kind) for lang in LANGUAGES)
    return {"schema": "gaf-label/1", "code": code, "zh": zh, "en": en}


def answer_schema(_: WorkingCalendar, given: Given) -> dict[str, Any]:
    """The schema of a document."""
    return schema(f"gaf-{given['name']}/1")


def answer_health(calendar: WorkingCalendar, _: Given) -> dict[str, Any]:
    """What the service answers from: versions and digests."""
    return {
        "schema": "gaf-health/1",
        "status": "ok",
        "version": VERSION,
        "guideline": HAINAN.key,
        "guideline_sha256": HAINAN.digest,
        "calendar_sha256": calendar.sha256,
        "published_through": calendar.coverage.published_through.isoformat(),
    }
