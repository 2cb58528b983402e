"""``compare`` and ``sensitivity``: one log under several guidelines, readings or calendars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import narwhals as nw
import numpy as np
from attrs import frozen

from gaf_rules.auditing import Audit, audit, case_from
from gaf_rules.auditing.counted import MISSING
from gaf_rules.columns.outgoing import Columns
from gaf_rules.evaluate.arguments import readings_of, require_day
from gaf_rules.evaluate.assessing import assess
from gaf_rules.log.events import say
from gaf_rules.policy.comparing.matching import TableRows, matched
from gaf_rules.policy.comparing.scenarios import Scenario, one_by_one, scenarios_of
from gaf_rules.report.layout import clean
from gaf_rules.values.errors import CaseError
from gaf_rules.values.given import in_language
from gaf_rules.values.mapping import FrozenMap
from gaf_rules.values.texts import is_one_of
from gaf_rules.values.theme import as_table, sheet

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from gaf_rules.answers.assessment import Assessment
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.readings import Readings
    from gaf_rules.policy.comparing.matching import Pairs
    from gaf_rules.values.texts import Lang
    from gaf_rules.values.theme import Theme

__all__ = ["Comparison", "compare", "sensitivity"]

_STAGES = ("stage_filing", "stage_change", "stage_deregistration")
_WATCHED: Final = {
    "cases": (("case_id",), ("in_scope", "route", "forms", *_STAGES)),
    "duties": (
        ("case_id", "procedure", "clause", "round"),
        ("status", "trigger_on", "due_on", "earliest", "latest", "safe_on", "certainty",
         "late_by_working_days"),
    ),
    "findings": (
        ("case_id", "procedure", "code", "clause", "round"),
        ("severity", "bearer", "items", "since"),
    ),
}  # fmt: skip
"""Of each table the columns that say what a row speaks of, and those that are held against each other."""

_COUNTS = ("rows", "cases", "impossible")
_ABOUT = ("procedure", "clause", "code", "round")
_About = tuple[Any, Any, Any, Any]


class _Change(NamedTuple):
    """One row of ``Comparison.changes``, in the order of its columns."""

    scenario: str
    case_id: Any
    table: str
    change: str
    procedure: str | None
    clause: str | None
    code: str | None
    round: int | None
    column: str | None
    before: str | None
    after: str | None


@frozen(kw_only=True, eq=False, repr=False)
class Comparison:
    """What differs between an audit and the same audit under other scenarios.

    Attributes:
        base: the name of the first scenario, which the others are held against.
        changes: one row a difference: ``scenario``, ``case_id``, ``table`` (cases, duties, findings),
            ``change`` (``appears``, ``vanishes``, ``moves``; ``impossible``: the log is not legal there,
            ``possible``: it is legal only there), the ``procedure``, ``clause``, ``code`` and ``round`` it
            speaks of, and for what moves the ``column`` with its value ``before`` and ``after``, as text.
            What a case that is impossible on one side has on the other neither appears nor vanishes.
        summary: the same counted: ``rows`` and ``cases`` for each scenario, table, change, procedure,
            clause, code and column.
        flips: one row a scenario: how many ``cases`` differ in anything, how many of them are ``impossible``.
        audits: the audit of each scenario by its name.

    >>> import gaf_rules as gaf
    >>> drawn = gaf.simulate(20, seed=1)
    >>> found = gaf.sensitivity(drawn.events, drawn.cases, as_of=drawn.as_of)
    >>> case_id, scenario = found.changes["case_id"][0], found.changes["scenario"][0]
    >>> found.assessed(case_id, scenario).as_of == drawn.as_of, found.html("en").startswith("<div")
    (True, True)
    """

    base: str
    changes: Any
    summary: Any
    flips: Any
    audits: Mapping[str, Audit]
    _scenarios: Mapping[str, Scenario]
    _tables: tuple[Any, Any, str | None]
    _as_of: date

    def __repr__(self) -> str:
        return f"Comparison({', '.join(self.audits)})"

    def html(self, lang: Lang = "zh", *, theme: Theme = "auto") -> str:
        """How many cases differ under each scenario, as one element of HTML without scripts or links.

        Arguments:
            lang: ``"zh"`` or ``"en"``.
            theme: ``auto``, which follows the system of whoever looks; ``light`` or ``dark``.

        Raises:
            GafRulesError: another language, another theme.
        """
        rows = nw.from_native(self.flips, eager_only=True).rows()
        heads, above = in_language(
            lang,
            (("情形", "有变化的案件", "其中不可能"), f"与“{clean(self.base)}”相比"),
            (
                ("scenario", "cases that differ", "of them impossible"),
                f"held against: {clean(self.base)}",
            ),
        )
        cells = ([clean(str(cell)) for cell in row] for row in rows)
        shown = as_table(heads, cells, caption=above if self.base else "")
        return sheet(shown, lang=lang, theme=theme)

    def _repr_html_(self) -> str:
        return self.html()

    def assessed(self, case_id: Hashable, scenario: str) -> Assessment:
        """The assessment of one case under one scenario: for `gaf_rules.explain`.

        Arguments:
            case_id: as it stands in the table of cases.
            scenario: the name of a scenario.

        Raises:
            CaseError: no such scenario or case.
            IllegalEventError: the log of the case is impossible there.
        """
        if not is_one_of(scenario, self._scenarios):
            known = tuple(self._scenarios)
            told = (
                f"没有这个情形；可用：{'、'.join(known)}",
                f"no such scenario; there are: {', '.join(known)}",
            )
            raise CaseError((say("unknown_word", "$scenario", scenario, *told, known),))
        events, cases, zone = self._tables
        case = case_from(events, cases, case_id, zone=zone)
        return assess(case, as_of=self._as_of, **self._scenarios[scenario].arguments())


def compare(
    events: Any,
    cases: Any,
    scenarios: Mapping[str, Guideline | None] | Guideline | None = None,
    *,
    as_of: date,
    readings: Mapping[str, Readings] | Readings | None = None,
    calendars: Mapping[str, WorkingCalendar] | WorkingCalendar | None = None,
    zone: str | None = None,
) -> Comparison:
    """What appears, vanishes, moves or becomes impossible under other guidelines, readings or calendars.

    Arguments:
        events: as in `gaf_rules.audit`.
        cases: likewise; columns of one's own do not matter.
        scenarios: names and guidelines, the first being what the others are held against.
        as_of: the day of assessment.
        readings: one way to read the text for all, or names and readings; then every combination is audited.
        calendars: likewise.
        zone: as in `gaf_rules.audit`.

    Returns:
        the differences in tables of the kind that came in.

    Raises:
        CaseError: fewer than two scenarios, an argument of the wrong kind, a table that cannot be read.

    >>> import gaf_rules as gaf, polars as pl
    >>> from datetime import date
    >>> cases = pl.DataFrame({"case_id": [1], "app_kind": ["app"], "runs_on_mobile": [True],
    ...     "purpose": ["internal"], "sponsor_kind": ["administrative_organ"],
    ...     "tier": ["provincial_department"]})
    >>> events = pl.DataFrame({"case_id": [1, 1], "on": [date(2026, 3, 2)] * 2,
    ...     "type": ["application_submitted", "application_received"], "materials": [[], None],
    ...     "by": ["sponsor", "provincial_cac"], "to": ["provincial_cac", None]})
    >>> both = {"as is": gaf.HAINAN, "5 days": gaf.HAINAN.amend({"2.4.2a": {"n": 5}})}
    >>> found = gaf.compare(events, cases, both, as_of=date(2026, 3, 4))
    >>> found.changes.filter(pl.col("column") == "due_on").select("clause", "before", "after").rows()
    [('2.4.2a', '2026-03-16', '2026-03-09')]
    """
    day = require_day("as_of", as_of)
    held = scenarios_of(scenarios, readings, calendars)
    audits = {
        each.name: audit(events, cases, as_of=day, zone=zone, keep=True, **each.arguments())
        for each in held
    }
    first = held[0].name
    base = audits[first]
    changes = [
        change
        for name, other in audits.items()
        if name != first
        for change in _changes(name, base, other)
    ]
    return Comparison(
        base=first,
        changes=_table(base, _Change._fields, changes),
        summary=_summary(base, changes),
        flips=_flips(base, [each.name for each in held[1:]], changes),
        audits=FrozenMap(audits),
        scenarios=FrozenMap({each.name: each for each in held}),
        tables=(events, cases, zone),
        as_of=day,
    )


def sensitivity(
    events: Any,
    cases: Any,
    *,
    as_of: date,
    guideline: Guideline | None = None,
    readings: Readings | None = None,
    calendar: WorkingCalendar | None = None,
    zone: str | None = None,
) -> Comparison:
    """How much depends on how one reads: each other option of each reading, one at a time.

    Arguments:
        events: as in `gaf_rules.audit`.
        cases: likewise.
        as_of: the day of assessment.
        guideline: as in `gaf_rules.audit`.
        readings: what the others are held against; the usual readings by default.
        calendar: as in `gaf_rules.audit`.
        zone: likewise.

    Returns:
        a comparison whose scenarios are ``reading=option``; ``flips`` says how many cases each of them moves,
        ``changes`` which.

    Raises:
        CaseError: as in `gaf_rules.audit`.

    >>> import gaf_rules as gaf
    >>> drawn = gaf.simulate(20, seed=1)
    >>> gaf.sensitivity(drawn.events, drawn.cases, as_of=drawn.as_of).flips.columns
    ['scenario', 'cases', 'impossible']
    """
    named = dict(one_by_one(readings_of(readings)))
    return compare(
        events, cases, guideline, as_of=as_of, readings=named, calendars=calendar, zone=zone
    )


def _changes(name: str, base: Audit, other: Audit) -> Iterator[_Change]:
    """All differences between two audits of the same tables."""
    cases = matched(base.cases, other.cases, ["case_id"])
    ids = cases.before.at("case_id", cases.both[0])
    at, before, after = cases.moved("error")
    apart = set()
    for place, old, new in zip(at.tolist(), before, after, strict=True):
        apart.add(ids[place])
        change = "impossible" if old is None else "possible" if new is None else "moves"
        yield _Change(name, ids[place], "cases", change, None, None, None, None, "error", old, new)
    for table, (keys, columns) in _WATCHED.items():
        pairs = matched(getattr(base, table), getattr(other, table), keys)
        for column in columns:
            yield from _moved(name, table, pairs, keys, column, apart)
        for change, rows, places in (
            ("vanishes", pairs.before, pairs.gone),
            ("appears", pairs.after, pairs.come),
        ):
            for row in _about(rows, keys, places):
                if row[0] not in apart:
                    yield _Change(name, row[0], table, change, *row[1], None, None, None)


def _about(rows: TableRows, keys: tuple[str, ...], places: Any) -> Iterator[tuple[Any, _About]]:
    """The case of each row, and what the row speaks of; None for what its table has not."""
    nothing = [None] * len(places)
    one, two, three, four = (rows.at(key, places) if key in keys else nothing for key in _ABOUT)
    return zip(rows.at("case_id", places), zip(one, two, three, four, strict=True), strict=True)


def _moved(
    name: str, table: str, pairs: Pairs, keys: tuple[str, ...], column: str, apart: set[Any]
) -> Iterator[_Change]:
    at, before, after = pairs.moved(column)
    about = _about(pairs.before, keys, pairs.both[0][at])
    for (case, what), old, new in zip(about, before, after, strict=True):
        if case not in apart:
            yield _Change(name, case, table, "moves", *what, column, _text(old), _text(new))


def _text(value: Any) -> str | None:
    """A value as a text: days as they are written in JSON, lists with a comma between."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return ", ".join(value)
    # A day of pandas is a moment at midnight.
    return str(value)[: len("2026-03-09")] if isinstance(value, date) else str(value)


def _table(base: Audit, names: tuple[str, ...], rows: list[Any]) -> Any:
    """Rows as a table of the kind that came in; ids of the type they came in."""
    cases = nw.from_native(base.cases, eager_only=True)
    make = Columns(cases)
    columns = [*map(list, zip(*rows, strict=True))] or [[] for _ in names]
    held = {}
    for name, values in zip(names, columns, strict=True):
        if name == "case_id":
            kind = cases.schema[name]
            made = nw.new_series(name, values, kind, backend=cases.implementation).to_native()
        elif name == "round":
            known = [MISSING if value is None else value for value in values]
            made = make.numbers(np.array(known, np.int32))
        elif name in _COUNTS:
            made = make.whole(np.array(values, np.int64))
        else:
            made = make.text(values, np.arange(len(values)))
        held[name] = made
    return make.table(held)


def _summary(base: Audit, changes: list[_Change]) -> Any:
    """The changes counted: rows, and cases that have any."""

    def sort_of(change: _Change) -> tuple[Any, ...]:
        return (
            change.scenario, change.table, change.change, change.procedure, change.clause, change.code,
            change.column,
        )  # fmt: skip

    rows = Counter(map(sort_of, changes))
    cases = Counter(sort for sort, _ in {(sort_of(each), each.case_id) for each in changes})
    names = (
        "scenario",
        "table",
        "change",
        "procedure",
        "clause",
        "code",
        "column",
        "rows",
        "cases",
    )
    return _table(base, names, [(*sort, count, cases[sort]) for sort, count in rows.items()])


def _flips(base: Audit, names: list[str], changes: list[_Change]) -> Any:
    """For each scenario how many cases differ in anything, and how many of them have become impossible."""
    differing = Counter(name for name, _ in {(each.scenario, each.case_id) for each in changes})
    impossible = Counter(each.scenario for each in changes if each.change == "impossible")
    rows = [(name, differing[name], impossible[name]) for name in names]
    return _table(base, ("scenario", "cases", "impossible"), rows)
