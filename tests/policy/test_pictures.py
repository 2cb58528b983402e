"""Pictures of frames, read as a person reads them, each number held against the frame."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictured import SVG, axis, corners, level_at, lines_of, root_of, texts_of
from pinned import CHINA
from renamed import PLACES, RENAMED

import gaf_rules as gaf
from gaf_rules.guidelines.algorithms import ALGORITHMS
from gaf_rules.messages import label, stage_label
from gaf_rules.show.charts.canvas import LINES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.values.texts import Lang

_FEW = settings(max_examples=25)


# -- backlog ---------------------------------------------------------------------------------------------
_FIRST = date(2026, 1, 20)
_STAGES = ("completeness_review", "returned", "national_review")


@st.composite
def _lying(draw: st.DrawFn) -> pl.DataFrame:
    days = draw(st.integers(30, 80))
    stages = draw(st.lists(st.sampled_from(_STAGES), min_size=1, max_size=3, unique=True))
    offices = draw(st.lists(st.sampled_from("abc"), min_size=1, max_size=3, unique=True))
    counts = st.lists(st.integers(0, 40), min_size=days, max_size=days)
    rows = [
        (_FIRST + timedelta(days=at), office, "filing", stage, number)
        for stage in stages
        for office in offices
        for at, number in enumerate(draw(counts))
    ]
    return pl.DataFrame(rows, schema=["day", "office", "procedure", "stage", "open"], orient="row")


@_FEW
@given(_lying())
def test_a_backlog_shows_the_number_of_each_day(frame: pl.DataFrame) -> None:
    root = root_of(frame)
    texts = texts_of(root)
    words = [text for _, _, text in texts]
    dates = [
        (x - 2, date(2026, *map(int, found.groups())).toordinal())
        for x, _, text in texts
        if (found := re.fullmatch(r"(\d\d)-(\d\d)", text))
    ]
    day_at = axis(dates)
    offices = frame["office"].unique(maintain_order=True).to_list()
    stages = frame["stage"].unique(maintain_order=True).to_list()
    heads = [(y, text) for _, y, text in texts if text.startswith("most ")]
    for look, office in enumerate(offices):
        for place, (stage, line) in enumerate(
            zip(stages, lines_of(root, LINES[look][0], "1.5"), strict=True)
        ):
            own = frame.filter(pl.col("stage") == stage)
            peak = own.row(own["open"].arg_max(), named=True)
            top = heads[place]
            assert top[1] == f"most {office and peak['office']} {peak['open']} ({peak['day']})"
            bottom = heads[place + 1][0] if place + 1 < len(heads) else 1e9
            level = axis([
                (y - 3.5, float(text))
                for x, y, text in texts
                if text.isdigit() and x < 60 and top[0] < y < bottom
            ])  # fmt: skip
            held = own.filter(pl.col("office") == office)
            for day, number in held.select("day", "open").rows():
                x = next(x for x in [line[0][0]])
                x += (day - _FIRST).days * (line[-1][0] - line[0][0]) / len(held)
                assert round(day_at(x)) == day.toordinal()
                assert level(level_at(line, x)) == pytest.approx(number, abs=0.1)
            assert f"{office} {held['open'][-1]}" in words
            assert stage_label("filing", stage) in words


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_festivals_and_made_up_days_are_shaded(lang: Lang) -> None:
    days = [_FIRST + timedelta(days=at) for at in range(60)]
    frame = pl.DataFrame(
        {"day": days, "procedure": "filing", "stage": "returned", "open": [*range(60)]}
    )
    root = root_of(frame, lang)
    words = [text for _, _, text in texts_of(root)]
    assert ("春节" if lang == "zh" else "Spring Festival") in words
    for kind in ("weekend", "public_holiday", "make_up_working_day"):
        assert label("day_kind", kind, lang) in words
    [line] = lines_of(root, LINES[0][0], "1.5")
    step = (line[-1][0] - line[0][0]) / 60
    strips = [
        float(x)
        for part in root.iter(f"{SVG}path")
        if part.get("stroke") == "#0e8385"
        for x in re.findall(r"^M([\d.]+)", part.attrib["d"])
    ][:-1]  # the last is the one of the legend
    wanted = [day for day in days if CHINA.day(day).kind == "make_up_working_day"]
    assert wanted
    assert [days[round((x - line[0][0]) / step)] for x in strips] == wanted


def test_three_years_have_no_stripes_of_weekends() -> None:
    days = [date(2024, 1, 1) + timedelta(days=at) for at in range(1000)]
    frame = pl.DataFrame({"day": days, "procedure": "filing", "stage": "returned", "open": 1})
    words = [text for _, _, text in texts_of(root_of(frame))]
    assert label("day_kind", "weekend") not in words
    assert label("day_kind", "public_holiday") in words


# -- curves ----------------------------------------------------------------------------------------------
@st.composite
def _curves(draw: st.DrawFn) -> pl.DataFrame:
    """Frames of real curves: of stays of random length, some of them not over."""
    rows: list[dict[str, Any]] = []
    for name in draw(st.lists(st.sampled_from("abc"), min_size=1, max_size=3, unique=True)):
        size = draw(st.integers(1, 40))
        days = draw(st.lists(st.integers(0, 30), min_size=size, max_size=size))
        ended = draw(st.lists(st.booleans(), min_size=size, max_size=size))
        held = _curve(days, ended)
        about = {"group": name, "procedure": "filing", "stage": "returned"}
        rows += [{**about, "unit": "working_days", **row} for row in held]
    return pl.DataFrame(rows)


def _curve(days: list[int], ended: list[bool]) -> Iterator[dict[str, Any]]:
    import numpy as np

    from gaf_rules.policy.measuring.lasting import curve_of

    found = curve_of(np.array(days), np.array(ended))
    for at, day in enumerate(found.days.tolist()):
        row = {name: getattr(found, name)[at].item() for name in ("share", "low", "high")}
        yield {
            "days": day,
            "at_risk": int(found.at_risk[at]),
            "ended": int(found.ended[at]),
            "open": int(found.censored[at]),
            **{name: None if value != value else value for name, value in row.items()},  # noqa: PLR0124 - NaN
        }


@_FEW
@given(_curves())
def test_a_curve_has_the_shares_the_bounds_and_the_open_stays(frame: pl.DataFrame) -> None:
    root = root_of(frame)
    texts = texts_of(root)
    share = axis([
        (y - 3.5, float(text[:-1]) / 100) for _, y, text in texts if re.fullmatch(r"\d+%", text)
    ])  # fmt: skip
    base = next(y for _, y, text in texts if text == "working days")
    at_days = [(x, float(text)) for x, y, text in texts if y == base and text.isdigit()]
    place = {day: x for x, day in at_days}
    day_at = axis(at_days)
    for look, (name,) in enumerate(frame.select("group").unique(maintain_order=True).rows()):
        held = frame.filter(pl.col("group") == name)
        [curve] = lines_of(root, LINES[look][0], "2")
        low, high = lines_of(root, LINES[look][0], "0.8")
        for row in held.rows(named=True):
            x = place[0] + row["days"] * (place[max(place)] - place[0]) / max(place)
            for line, key in ((curve, "share"), (low, "low"), (high, "high")):
                wanted = row["share"] if row[key] is None else row[key]
                after = [y for px, y in line if abs(px - x) < 0.2]
                level = after[-1] if after else level_at(line, x)
                assert share(level) == pytest.approx(wanted, abs=0.001)
        signs = [
            round(day_at(float(x)))
            for part in root.iter(f"{SVG}path")
            if part.get("stroke") == LINES[look][0] and part.attrib["d"].endswith("v10")
            for x in re.findall(r"M([\d.]+)", part.attrib["d"])
        ]
        if look == 0:
            signs = signs[:-1]  # the one of the legend
        assert signs == held.filter(pl.col("open") > 0)["days"].to_list()
        median = held.filter(pl.col("share") <= 0.5 + 1e-9)["days"].to_list()[:1]
        unit = "day" if median == [1] else "days"
        told = f"{median[0]} working {unit}" if median else "not reached"
        assert f"{name} median {told}" in [text for _, _, text in texts]
        row_y = next(y for x, y, text in texts if text == name and x < 60)
        numbers = {x: int(text) for x, y, text in texts if y == row_y and text.isdigit()}
        for day, x in place.items():
            later = held.filter(pl.col("days") >= day)["at_risk"].to_list()
            assert numbers[x] == (later[0] if later else 0)


# -- rows ------------------------------------------------------------------------------------------------
_COUNTS = st.integers(0, 5000)


@_FEW
@given(st.lists(st.tuples(*[_COUNTS] * 4), min_size=1, max_size=4))
def test_shares_in_time_stand_where_they_belong(counts: list[tuple[int, ...]]) -> None:
    from gaf_rules.policy.measuring.lasting import wilson

    rows = []
    for clause, (hits, late, never, undecided) in zip(
        ("2.4.2a", "2.4.3a", "2.4.4c", "2.5.1b"), counts, strict=False
    ):
        bounds = [each.item() for each in wilson(hits, hits + late + never)]
        told = [None if each != each else each for each in bounds]  # noqa: PLR0124 - NaN
        rows.append(("sponsor", "filing", clause, hits, late, never, undecided, *told))
    names = [
        "bearer",
        "procedure",
        "clause",
        "on_time",
        "late",
        "never",
        "undecided",
        "share",
        "low",
        "high",
    ]
    frame = pl.DataFrame(rows, schema=names, orient="row", infer_schema_length=None)
    root = root_of(frame)
    texts = texts_of(root)
    base = max(y for _, y, text in texts if text == "50%")
    percents = ((x, text) for x, y, text in texts if y == base and text.endswith("%"))
    share = axis([(x, float(text[:-1]) / 100) for x, text in percents])
    circles = [float(part.attrib["cx"]) for part in root.iter(f"{SVG}circle")][:-1]
    decided = [row for row in rows if row[7] is not None]
    assert [share(x) for x in circles] == pytest.approx([row[7] for row in decided], abs=0.001)
    whiskers = [
        corners(d)
        for part in root.iter(f"{SVG}path")
        if re.fullmatch(r"M\S+ (\S+)H\S+", d := part.attrib["d"])
    ]
    for row, ((low, _), (high, _)) in zip(decided, whiskers, strict=True):
        assert (share(low), share(high)) == pytest.approx(row[8:10], abs=0.001)
    words = [text for _, _, text in texts]
    for row in rows:
        assert " · ".join(map(str, row[3:7])) in words
        assert row[7] is None or f"{100 * row[7]:.1f}".removesuffix(".0") + "%" in words


@_FEW
@given(st.lists(st.tuples(_COUNTS, st.integers(0, 5000)), min_size=1, max_size=6))
def test_bars_are_as_long_as_their_numbers(counts: list[tuple[int, int]]) -> None:
    rows = [(f"s{at}", cases, min(cases, lost)) for at, (cases, lost) in enumerate(counts)]
    frame = pl.DataFrame(rows, schema=["scenario", "cases", "impossible"], orient="row")
    root = root_of(frame)
    texts = texts_of(root)
    words = [text for _, _, text in texts]
    base = max(y for _, y, text in texts if text == "0" and y > 40)
    number_at = axis([(x, float(text)) for x, y, text in texts if y == base and text.isdigit()])
    zero = min(x for x, y, text in texts if y == base and text == "0")
    for fill, column in (("#dbe8f6", 1), ("#f0a79e", 2)):
        bars = [
            float(part.attrib["width"])
            for part in root.iter(f"{SVG}rect")
            if part.get("fill") == fill and part.get("x") == f"{zero:g}"
        ]
        wanted = [row[column] for row in rows if column == 1 or row[2]]
        assert [number_at(zero + wide) for wide in bars] == pytest.approx(
            wanted, abs=number_at(zero + 0.06)
        )
    for _, cases, lost in rows:
        assert (f"{cases}, of them impossible {lost}" if lost else str(cases)) in words


def test_a_summary_has_a_bar_for_each_change_and_says_what_changes() -> None:
    rows = [
        ("5 days", "duties", "moves", "filing", "2.4.2a", None, "due_on", 7, 6),
        (
            "5 days",
            "findings",
            "appears",
            "filing",
            "2.4.2a",
            "COMPLETENESS_REVIEW_LATE",
            None,
            3,
            3,
        ),
        ("5 days", "cases", "impossible", None, None, None, "error", 1, 1),
    ]
    names = [
        "scenario",
        "table",
        "change",
        "procedure",
        "clause",
        "code",
        "column",
        "rows",
        "cases",
    ]
    frame = pl.DataFrame(rows, schema=names, orient="row")
    words = [text for _, _, text in texts_of(root_of(frame))]
    late = label("finding", "COMPLETENESS_REVIEW_LATE")
    due = f"{label('table', 'duties')} {label('result_column', 'due_on')}"
    for told in (f"→ 2.4.2a {due} moves", f"+ 2.4.2a {late} appears", "× becomes impossible"):
        assert told in words
    assert {"6", "3", "1"} <= {*words}


# -- flow ------------------------------------------------------------------------------------------------
@st.composite
def _flows(draw: st.DrawFn) -> pl.DataFrame:
    pair = st.tuples(st.sampled_from(_STAGES), st.sampled_from([*_STAGES, "filed", None]))
    pairs = draw(st.lists(pair, min_size=1, max_size=8, unique=True))
    rows = [
        ("filing", *each, draw(st.integers(1, 9000)), draw(st.none() | st.integers(0, 400)))
        for each in pairs
    ]
    schema = {"procedure": pl.String, "stage": pl.String, "onwards": pl.String,
              "stays": pl.Int64, "median": pl.Int64}  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")


@_FEW
@given(_flows())
def test_ribbons_are_as_broad_as_their_stays(frame: pl.DataFrame) -> None:
    root = root_of(frame)
    words = Counter(text for _, _, text in texts_of(root))
    rows = frame.rows(named=True)
    told = Counter(
        f"{r['stays']}" + ("" if r["median"] is None else f" · {r['median']}") for r in rows
    )
    assert told <= words
    flat = " ".join(text for _, _, text in texts_of(root))
    for side in ("stage", "onwards"):
        for name, stays in frame.group_by(side).agg(pl.col("stays").sum()).rows():
            known = "still there" if name is None else stage_label("filing", name)
            assert f"{known} {stays}" in flat
    broad = []
    for part in root.iter(f"{SVG}path"):
        if part.attrib["d"].endswith("z") and part.get("stroke"):
            edge = corners(part.attrib["d"])
            broad.append(edge[-1][1] - edge[0][1])
    whole = sum(row["stays"] for row in rows)
    wanted = sorted(320 * row["stays"] / whole for row in rows)
    assert sorted(broad) == pytest.approx(wanted, abs=0.11)


_BACK = "#f3cd83"


def _backward(frame: pl.DataFrame) -> int:
    """How many ribbons are drawn as ways back: all of that colour but the one of the legend."""
    parts = root_of(frame).iter(f"{SVG}path")
    return sum(part.get("fill") == _BACK for part in parts)


@pytest.mark.parametrize(
    ("procedure", "stage", "onwards", "back"),
    [
        ("filing", "returned", "first_tier_check", True),
        ("filing", "national_review", "national_review", True),
        ("filing", "deemed_abandoned", "first_tier_check", True),
        ("filing", "first_tier_check", "forwarded", False),
        ("filing", "filed", "revoked", False),
        ("filing", "displayed", "revoked", False),
        ("deregistration", "offline", "reported", False),
        ("change", "approved", "not_started", True),
    ],
)
def test_which_ways_lead_back_does_not_hang_on_the_order_of_the_rows(
    procedure: str, stage: str, onwards: str, back: bool
) -> None:
    rows = [(procedure, stage, onwards, 1, 1), (procedure, onwards, None, 1, 1)]
    names = ["procedure", "stage", "onwards", "stays", "median"]
    for turned in (rows, rows[::-1]):
        assert _backward(pl.DataFrame(turned, schema=names, orient="row")) == back


def test_a_frame_of_flows_may_be_sorted_before_it_is_drawn() -> None:
    drawn = gaf.simulate(60, seed=3)
    frame = gaf.measures(drawn.events, drawn.cases, as_of=drawn.as_of).flow()
    held = _backward(frame)
    assert held > 0
    for name in ("stage", "onwards", "stays"):
        assert _backward(frame.sort(name, descending=True)) == held


# -- receipts by day -------------------------------------------------------------------------------------
@_FEW
@given(st.lists(st.integers(0, 300), min_size=1, max_size=90), st.integers(0, 200))
def test_each_receipt_is_in_the_cell_of_its_working_day(acts: list[int], shift: int) -> None:
    first = date(2025, 1, 1) + timedelta(days=shift)
    days = [first + timedelta(days=at) for at in range(len(acts))]
    infos = [CHINA.day(day) for day in days]
    place = []
    for day, info in zip(days, infos, strict=True):
        month = [day.replace(day=1) + timedelta(days=at) for at in range(day.day)]
        place.append(sum(map(CHINA.is_working_day, month)) if info.is_working else None)
    frame = pl.DataFrame(
        {"act": "application_received", "day": days, "kind": [i.kind for i in infos],
         "festival": [i.festival for i in infos], "working_day_of_month": place, "acts": acts},
        schema_overrides={"festival": pl.String, "working_day_of_month": pl.Int64},
    )  # fmt: skip
    texts = texts_of(root_of(frame))
    rows = {text: y + 1 for x, y, text in texts if re.fullmatch(r"\d{4}-\d\d", text)}
    head = min(rows.values()) - 20
    columns = {text: x for x, y, text in texts if head <= y < min(rows.values()) - 1}
    shown = {(round(x, 1), round(y, 1)): text for x, y, text in texts}
    off: Counter[str] = Counter()
    for day, at, number in zip(days, place, acts, strict=True):
        if at is None:
            off[f"{day:%Y-%m}"] += number
        else:
            y = rows[f"{day:%Y-%m}"]
            assert shown[columns[str(at)], round(y, 1)] == str(number)
    for name, y in rows.items():
        assert shown[columns["days off"], round(y, 1)] == str(off[name])


# -- under another guideline -----------------------------------------------------------------------------
def _renamed_role(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.col("bearer").replace(PLACES))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_frame_of_another_guideline_has_its_words(lang: Lang) -> None:
    made = gaf.simulate(12, seed=3)
    shares = gaf.measures(made.events, made.cases, as_of=made.as_of).on_time()
    usual = gaf.picture(shares, lang=lang).svg
    assert gaf.picture(_renamed_role(shares), lang=lang, guideline=RENAMED).svg == usual
    assert gaf.picture(_renamed_role(shares), lang=lang).svg != usual
    flow = gaf.measures(made.events, made.cases, as_of=made.as_of).flow()
    assert (
        gaf.picture(flow, lang=lang, guideline=ALGORITHMS).svg != gaf.picture(flow, lang=lang).svg
    )
    assert (
        ALGORITHMS.label("stage", "completeness_review", lang)
        in gaf.picture(flow, lang=lang, guideline=ALGORITHMS).svg
    )
