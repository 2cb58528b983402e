"""Cases as the two tables of an audit, in every kind of column that there is: all say the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen
from hypothesis import strategies as st

from gaf_rules.auditing import case_from
from gaf_rules.language.case_fields import CASE_COLUMNS
from gaf_rules.log.case import Case
from gaf_rules.log.events import EVENT_FIELDS
from gaf_rules.testing.columns import CUTS, LIBRARIES, kinds_of, table_of
from gaf_rules.values.given import every, one_of, require

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Tables", "case_columns", "tables", "tables_of"]

_DATES: Final = frozenset({"on", "posted_on", "expected_on", "change_on"})
_LISTS: Final = frozenset({"materials", "problems", "missing", "grounds"})
# What these libraries cannot do with their own types.
_UNCUT: Final = "Object"
_UNFILTERED: Final = ("run ends", "view")
_WHAT: Final = ("day", "word", "list", "id", "flag")


@frozen(kw_only=True, eq=False)
class Tables:
    """Cases as two tables.

    Attributes:
        events, cases: the tables, as :func:`gaf_rules.audit` takes them.
        library: whose they are.
        kinds: what a column holds → the kind of its column.
        cut: what was done with the tables, one of ``CUTS``.
        rows: the cases that they hold, in the order of ``cases``.
    """

    events: Any
    cases: Any
    library: str
    kinds: Mapping[str, str]
    cut: str
    rows: tuple[Case, ...]

    def case(self, place: int) -> Case:
        """The case at a place of the table, read back out of the tables."""
        column = self.cases["case_id"]
        ids = column.to_pylist() if hasattr(column, "to_pylist") else list(column)
        return case_from(self.events, self.cases, ids[place])


def case_columns(cases: Sequence[Case]) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    """The events and the cases, column by column; ``case_id`` is the place of the case."""
    pairs = [(place, event) for place, case in enumerate(cases) for event in case.events]
    events: dict[str, list[Any]] = {"case_id": [place for place, _ in pairs]}
    for name in ("type", "on", *EVENT_FIELDS):
        values = [getattr(event, name) for _, event in pairs]
        events[name] = [list(v) if isinstance(v, tuple) else v for v in values]
    parties: dict[str, list[Any]] = {"case_id": list(range(len(cases)))}
    for name, (part, field) in CASE_COLUMNS.items():
        parties[name] = [getattr(getattr(case, part), field) for case in cases]
    return events, parties


def _holds(name: str, values: list[Any]) -> str:
    """What a column holds."""
    if name == "case_id":
        return "id"
    if name in _DATES:
        return "day"
    if name in _LISTS:
        return "list"
    return "flag" if all(v is None or isinstance(v, bool) for v in values) else "word"


def tables_of(
    cases: Sequence[Case], library: str, kinds: Mapping[str, str], cut: str = "whole"
) -> Tables:
    """Cases as tables of these kinds of columns.

    Arguments:
        cases: at least one.
        library: one of ``LIBRARIES``.
        kinds: what a column holds (``day``, ``word``, ``list``, ``id``) → one of its kinds in this library;
            the first where none is given.
        cut: one of ``CUTS``.

    >>> import gaf_rules as gaf
    >>> app = gaf.App(kind="app", runs_on_mobile=True, purpose="internal")
    >>> sponsor = gaf.Sponsor(kind="administrative_organ", tier="municipal")
    >>> made = tables_of([gaf.Case(id="C1", app=app, sponsor=sponsor)], "polars", {})
    >>> made.case(0).app == app
    True
    """
    rows = every("cases", cases, Case, "案件（Case）", "a Case")
    one_of("library", library, LIBRARIES)
    one_of("cut", cut, CUTS)
    require("kinds", kinds, Mapping, "一个映射", "a mapping")
    chosen = {what: kinds.get(what) or next(iter(kinds_of(library, what))) for what in _WHAT}
    made = []
    for columns in case_columns(rows):
        table = {}
        for name, values in columns.items():
            what = _holds(name, values)
            if what == "id":
                values = [str(value) for value in values]  # noqa: PLW2901 - the same, as text
            elif what == "list":
                values = [None if v is None else tuple(v) for v in values]  # noqa: PLW2901 - as above
            table[name] = kinds_of(library, what)[chosen[what]](values)
        made.append(CUTS[cut](table_of(library, table)))
    events, parties = made
    return Tables(events=events, cases=parties, library=library, kinds=chosen, cut=cut, rows=rows)


def tables(
    cases: st.SearchStrategy[Any], *, libraries: Sequence[str] | None = None
) -> st.SearchStrategy[Tables]:
    """The same cases as tables of any library, each column of any kind, whole or in pieces.

    Arguments:
        cases: a strategy for lists of cases, or for one.
        libraries: those to draw from; all that are installed by default.

    Returns:
        a strategy for :class:`Tables`; whatever is drawn, an audit of it says the same of the same cases.

    >>> from hypothesis import given, settings
    >>> from gaf_rules.testing import legal_logs
    >>> @settings(max_examples=3, database=None)
    ... @given(tables(legal_logs(max_events=3).map(lambda log: log.case)))
    ... def test(made):
    ...     assert made.case(0).sponsor == made.rows[0].sponsor
    >>> test()
    """
    return _tables(cases, LIBRARIES if libraries is None else libraries)


@st.composite
def _tables(draw: Any, cases: st.SearchStrategy[Any], libraries: Sequence[str]) -> Tables:
    given = draw(cases)
    rows = list(given) if isinstance(given, list | tuple) else [given]
    library = draw(st.sampled_from(libraries))
    kinds = {what: draw(st.sampled_from(sorted(kinds_of(library, what)))) for what in _WHAT}
    said = " ".join(kinds.values())
    can = [
        cut
        for cut in CUTS
        if cut == "whole"
        or not (_UNCUT in said or (cut == "filtered" and any(word in said for word in _UNFILTERED)))
    ]
    # Without an event there is no row whose type a library could tell.
    cut = draw(st.sampled_from(can)) if any(case.events for case in rows) else "whole"
    return tables_of(rows, library, kinds, cut)
