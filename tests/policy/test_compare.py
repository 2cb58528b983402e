"""Comparisons: what each case says under each scenario, found case by case, is what the tables say."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import polars as pl
import pytest
from audit_tables import expected, frames
from office_sheets import rolled
from pinned import CHINA
from worlds import world

import gaf_rules as gaf
from gaf_rules.policy.comparing import matching

if TYPE_CHECKING:
    from collections.abc import Iterable

_AS_OF = date(2026, 6, 1)
_REFORM = gaf.HAINAN.amend({"2.4.2a": {"n": 5}, "2.4.4c": {"n": 15}})
_DUTY = (
    "clause", "procedure", "round", "bearer", "act", "to", "event", "estimated", "certainty", "status",
    "consequence", "trigger_on", "due_on", "safe_on", "earliest", "latest", "met_on", "done", "elapsed",
    "late_by_working_days",
)  # fmt: skip
_FINDING = ("code", "clause", "procedure", "round", "severity", "bearer", "items", "since")
_CASE = ("in_scope", "route", "forms", "stage_filing", "stage_change", "stage_deregistration")
_WATCHED = {
    "duties": (
        "status", "trigger_on", "due_on", "earliest", "latest", "safe_on", "certainty",
        "late_by_working_days",
    ),
    "findings": ("severity", "bearer", "items", "since"),
}  # fmt: skip


def _cases(seed: int, count: int) -> list[gaf.Case]:
    dice = rolled(seed)
    return [world(dice.randrange(2**32), dice.randrange(1, 34)).case for _ in range(count)]


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _differences(
    before: tuple[Any, ...], after: tuple[Any, ...]
) -> Iterable[tuple[str | None, ...]]:
    """What differs between two answers to one case, as the rows of a comparison without their scenario."""
    (row, *tables), (other, *others) = before, after
    if row[7] != other[7]:
        change = "impossible" if row[7] is None else "possible" if other[7] is None else "moves"
        yield ("cases", change, None, None, None, None, "error", row[7], other[7])
        return
    for name, old, new in zip(_CASE, row, other, strict=False):
        if old != new:
            yield ("cases", "moves", None, None, None, None, name, _text(old), _text(new))
    for table, names, mine, theirs in zip(
        ("duties", "findings"), (_DUTY, _FINDING), tables, others, strict=True
    ):
        grouped: Any = defaultdict(lambda: ([], []))
        for side, rows in enumerate((mine, theirs)):
            for values in rows:
                held = {"code": None, **dict(zip(names, values, strict=True))}
                key = tuple(held[each] for each in ("procedure", "clause", "code", "round"))
                grouped[key][side].append(held)
        for key, (olds, news) in grouped.items():
            for each in _of_one_key(_WATCHED[table], olds, news):
                yield (table, each[0], *key, *each[1:])


def _of_one_key(
    columns: Iterable[str], olds: list[dict[str, Any]], news: list[dict[str, Any]]
) -> Iterable[tuple[str | None, ...]]:
    for old, new in zip(olds, news, strict=False):
        yield from (
            ("moves", each, _text(old[each]), _text(new[each]))
            for each in columns
            if old[each] != new[each]
        )
    yield from (("vanishes", None, None, None) for _ in olds[len(news) :])
    yield from (("appears", None, None, None) for _ in news[len(olds) :])


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(2))
def test_a_comparison_says_what_each_case_says(seed: int) -> None:
    cases = _cases(seed, 50)
    guidelines = {"as is": gaf.HAINAN, "reform": _REFORM}
    readings = {"": gaf.Readings(), "include": gaf.Readings(trigger_day="include")}
    found = gaf.compare(
        *frames(cases), guidelines, as_of=_AS_OF, readings=readings, calendars=CHINA
    )
    names: dict[str, dict[str, Any]] = {
        " · ".join(filter(None, (name, read))): {"guideline": guideline, "readings": reading}
        for name, guideline in guidelines.items()
        for read, reading in readings.items()
    }
    assert tuple(found.audits) == tuple(names)
    wanted: Counter[Any] = Counter()
    for place, case in enumerate(cases):
        answers = [
            expected(case, as_of=_AS_OF, calendar=CHINA, **arguments)
            for arguments in names.values()
        ]
        for name, answer in [*zip(names, answers, strict=True)][1:]:
            wanted.update((name, place, *each) for each in _differences(answers[0], answer))
    assert Counter(found.changes.rows()) == wanted
    assert sum(found.summary["rows"]) == wanted.total()
    differing = {(name, place) for name, place, *_ in wanted}
    assert dict(found.flips.select("scenario", "cases").rows()) == {
        name: sum(each == name for each, _ in differing) for name in [*names][1:]
    }
    assert {change for _, _, _, change, *_ in wanted} >= {"moves", "appears"}


@pytest.mark.no_cover
def test_what_becomes_impossible_is_not_counted_as_gone() -> None:
    cases = _cases(11, 30)
    found = gaf.sensitivity(*frames(cases), as_of=_AS_OF, calendar=CHINA)
    impossible = found.changes.filter(pl.col("change") == "impossible")
    assert len(impossible) > 0
    for scenario, case in impossible.select("scenario", "case_id").unique().rows():
        rows = found.changes.filter((pl.col("scenario") == scenario) & (pl.col("case_id") == case))
        assert rows["change"].to_list() == ["impossible"]
        with pytest.raises(gaf.GafRulesError, match=r"\w"):
            found.assessed(case, scenario)
    assert found.flips["scenario"].to_list()[:2] == ["trigger_day=include", "local_holidays=apply"]


def test_a_case_can_be_looked_into() -> None:
    cases = _cases(3, 40)
    found = gaf.compare(
        *frames(cases), {"as is": gaf.HAINAN, "reform": _REFORM}, as_of=_AS_OF, calendars=CHINA
    )
    moved = found.changes.filter(pl.col("column") == "due_on")
    case, clause, after = moved.select("case_id", "clause", "after").row(0)
    told = found.assessed(case, "reform")
    assert after in {str(d.due.on) for d in told.duties if d.clause == clause and d.due}
    assert clause in str(gaf.explain(told))
    with pytest.raises(gaf.CaseError, match="no such scenario; there are: as is, reform"):
        found.assessed(case, "nothing")


@pytest.mark.parametrize("kind", ["pandas", "pyarrow"])
def test_the_kind_that_came_in_goes_out(kind: str) -> None:
    events, cases = frames(_cases(5, 30))
    both = {"as is": gaf.HAINAN, "reform": _REFORM}
    wanted = gaf.compare(events, cases, both, as_of=_AS_OF, calendars=CHINA)
    log, parties = (
        each.to_pandas() if kind == "pandas" else each.to_arrow() for each in (events, cases)
    )
    found = gaf.compare(log, parties, both, as_of=_AS_OF, calendars=CHINA)
    for name in ("changes", "summary", "flips"):
        table = getattr(found, name)
        assert type(table).__module__.split(".")[0] == kind
        assert pl.DataFrame(table).rows() == getattr(wanted, name).rows()


def test_nothing_differs_from_itself() -> None:
    found = gaf.compare(
        *frames(_cases(6, 20)), {"a": gaf.HAINAN, "b": gaf.HAINAN}, as_of=_AS_OF, calendars=CHINA
    )
    assert found.changes.rows() == []
    assert found.flips.rows() == [("b", 0, 0)]
    assert found._repr_html_() == found.html("zh")
    assert "与“a”相比" in found.html("zh")
    assert "held against: a" in found.html("en")
    assert re.findall("<td[^>]*>([^<]*)</td>", found.html("en")) == ["b", "0", "0"]
    assert repr(found) == "Comparison(a, b)"


@pytest.mark.parametrize("given", [None, gaf.HAINAN, {}, {"a": gaf.HAINAN}, {"a": 1, "b": 2}, "x"])
def test_what_is_no_comparison_is_refused(given: Any) -> None:
    with pytest.raises(gaf.CaseError, match=r"\$scenarios"):
        gaf.compare(*frames(_cases(1, 2)), given, as_of=_AS_OF)


def test_rows_alike_are_matched_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    old = pd.DataFrame({"clause": ["a", "a", "b", None], "n": [1, 2, 3, 4]})
    new = pd.DataFrame({"clause": ["a", "b", "b", None], "n": [9, 3, 4, 4]})
    pairs = matching.matched(old, new, ["clause"])
    assert [each.tolist() for each in pairs.both] == [[0, 2, 3], [0, 1, 3]]
    assert (pairs.gone.tolist(), pairs.come.tolist()) == ([1], [2])
    at, before, after = pairs.moved("n")
    assert (at.tolist(), before.tolist(), after.tolist()) == ([0], [1], [9])
