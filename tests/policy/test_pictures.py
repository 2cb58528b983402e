"""Pictures of frames, read as a person reads them: by words, axes and places, and held against the frame."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

import matplotlib.figure
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib import font_manager, ft2font
from pinned import CHINA

import gaf_rules as gaf
from gaf_rules.adapters.plot import plot_picture
from gaf_rules.adapters.typeface import typeface
from gaf_rules.messages import label, stage_label
from gaf_rules.show.charts.canvas import LINES, ticks
from gaf_rules.show.pictures.measure import text_width
from gaf_rules.values.theme import DARK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from gaf_rules.values.texts import Lang

_SVG = "{http://www.w3.org/2000/svg}"
_FEW = settings(max_examples=25)
_HAS_CHINESE = not typeface("备案评估省委网信办", font_manager, ft2font, lang="zh").missing("备案")
Point = tuple[float, float]


def _root(frame: Any, lang: Lang = "en", **more: Any) -> ET.Element:
    svg = gaf.picture(frame, lang=lang, calendar=CHINA).to_svg(theme="light", **more)
    return ET.fromstring(svg)  # noqa: S314 - our own text


def _texts(root: ET.Element) -> list[tuple[float, float, str]]:
    """Every word of a picture with its place."""
    return [
        (float(part.attrib["x"]), float(part.attrib["y"]), part.text or "")
        for part in root.iter(f"{_SVG}text")
    ]


def _corners(steps: str) -> list[Point]:
    """The corners of a path of absolute steps."""
    x = y = 0.0
    found = []
    for sign, numbers in re.findall(r"([MLHVvh])([^A-Za-z]*)", steps):
        values = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if sign in "ML":
            x, y = values
        elif sign in "Hh":
            x = values[0] + x * (sign == "h")
        else:
            y = values[0] + y * (sign == "v")
        found.append((x, y))
    return found


def _lines(root: ET.Element, colour: str, width: str) -> list[list[Point]]:
    """The lines of a colour and a breadth, but for the short pieces beside their names."""
    return [
        _corners(part.attrib["d"])
        for part in root.iter(f"{_SVG}path")
        if part.get("stroke") == colour
        and part.get("stroke-width") == width
        and not re.search(r"h1?8$|h20$", part.attrib["d"])
    ]


def _axis(marks: Sequence[tuple[float, float]]) -> Callable[[float], float]:
    """Place → number, by the first and the last number that stand at an axis."""
    (a, one), *_, (b, other) = sorted(marks)
    return lambda place: one + (other - one) * (place - a) / (b - a)


def _on_the_way(points: list[Point], x: float) -> float:
    """The height of a line of steps just behind a place."""
    return next(b[1] for a, b in pairwise(points) if a[0] <= x + 0.2 < b[0] and a[1] == b[1])


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
    root = _root(frame)
    texts = _texts(root)
    words = [text for _, _, text in texts]
    dates = [
        (x - 2, date(2026, *map(int, found.groups())).toordinal())
        for x, _, text in texts
        if (found := re.fullmatch(r"(\d\d)-(\d\d)", text))
    ]
    day_at = _axis(dates)
    offices = frame["office"].unique(maintain_order=True).to_list()
    stages = frame["stage"].unique(maintain_order=True).to_list()
    heads = [(y, text) for _, y, text in texts if text.startswith("most ")]
    for look, office in enumerate(offices):
        for place, (stage, line) in enumerate(
            zip(stages, _lines(root, LINES[look][0], "1.5"), strict=True)
        ):
            own = frame.filter(pl.col("stage") == stage)
            peak = own.row(own["open"].arg_max(), named=True)
            top = heads[place]
            assert top[1] == f"most {office and peak['office']} {peak['open']} ({peak['day']})"
            bottom = heads[place + 1][0] if place + 1 < len(heads) else 1e9
            level = _axis([
                (y - 3.5, float(text))
                for x, y, text in texts
                if text.isdigit() and x < 60 and top[0] < y < bottom
            ])  # fmt: skip
            held = own.filter(pl.col("office") == office)
            for day, number in held.select("day", "open").rows():
                x = next(x for x in [line[0][0]])
                x += (day - _FIRST).days * (line[-1][0] - line[0][0]) / len(held)
                assert round(day_at(x)) == day.toordinal()
                assert level(_on_the_way(line, x)) == pytest.approx(number, abs=0.1)
            assert f"{office} {held['open'][-1]}" in words
            assert stage_label("filing", stage) in words


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_festivals_and_made_up_days_are_shaded(lang: Lang) -> None:
    days = [_FIRST + timedelta(days=at) for at in range(60)]
    frame = pl.DataFrame(
        {"day": days, "procedure": "filing", "stage": "returned", "open": [*range(60)]}
    )
    root = _root(frame, lang)
    words = [text for _, _, text in _texts(root)]
    assert ("春节" if lang == "zh" else "Spring Festival") in words
    for kind in ("weekend", "public_holiday", "make_up_working_day"):
        assert label("day_kind", kind, lang) in words
    [line] = _lines(root, LINES[0][0], "1.5")
    step = (line[-1][0] - line[0][0]) / 60
    strips = [
        float(x)
        for part in root.iter(f"{_SVG}path")
        if part.get("stroke") == "#0e8385"
        for x in re.findall(r"^M([\d.]+)", part.attrib["d"])
    ][:-1]  # the last is the one of the legend
    wanted = [day for day in days if CHINA.day(day).kind == "make_up_working_day"]
    assert wanted
    assert [days[round((x - line[0][0]) / step)] for x in strips] == wanted


def test_three_years_have_no_stripes_of_weekends() -> None:
    days = [date(2024, 1, 1) + timedelta(days=at) for at in range(1000)]
    frame = pl.DataFrame({"day": days, "procedure": "filing", "stage": "returned", "open": 1})
    words = [text for _, _, text in _texts(_root(frame))]
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

    from gaf_rules.policy.measuring.survival import curve_of

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
    root = _root(frame)
    texts = _texts(root)
    share = _axis([
        (y - 3.5, float(text[:-1]) / 100) for _, y, text in texts if re.fullmatch(r"\d+%", text)
    ])  # fmt: skip
    base = next(y for _, y, text in texts if text == "working days")
    at_days = [(x, float(text)) for x, y, text in texts if y == base and text.isdigit()]
    place = {day: x for x, day in at_days}
    day_at = _axis(at_days)
    for look, (name,) in enumerate(frame.select("group").unique(maintain_order=True).rows()):
        held = frame.filter(pl.col("group") == name)
        [curve] = _lines(root, LINES[look][0], "2")
        low, high = _lines(root, LINES[look][0], "0.8")
        for row in held.rows(named=True):
            x = place[0] + row["days"] * (place[max(place)] - place[0]) / max(place)
            for line, key in ((curve, "share"), (low, "low"), (high, "high")):
                wanted = row["share"] if row[key] is None else row[key]
                after = [y for px, y in line if abs(px - x) < 0.2]
                level = after[-1] if after else _on_the_way(line, x)
                assert share(level) == pytest.approx(wanted, abs=0.001)
        signs = [
            round(day_at(float(x)))
            for part in root.iter(f"{_SVG}path")
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
    from gaf_rules.policy.measuring.shares import wilson

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
    root = _root(frame)
    texts = _texts(root)
    base = max(y for _, y, text in texts if text == "50%")
    percents = ((x, text) for x, y, text in texts if y == base and text.endswith("%"))
    share = _axis([(x, float(text[:-1]) / 100) for x, text in percents])
    circles = [float(part.attrib["cx"]) for part in root.iter(f"{_SVG}circle")][:-1]
    decided = [row for row in rows if row[7] is not None]
    assert [share(x) for x in circles] == pytest.approx([row[7] for row in decided], abs=0.001)
    whiskers = [
        _corners(d)
        for part in root.iter(f"{_SVG}path")
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
    root = _root(frame)
    texts = _texts(root)
    words = [text for _, _, text in texts]
    base = max(y for _, y, text in texts if text == "0" and y > 40)
    axis = _axis([(x, float(text)) for x, y, text in texts if y == base and text.isdigit()])
    zero = min(x for x, y, text in texts if y == base and text == "0")
    for fill, column in (("#dbe8f6", 1), ("#f0a79e", 2)):
        bars = [
            float(part.attrib["width"])
            for part in root.iter(f"{_SVG}rect")
            if part.get("fill") == fill and part.get("x") == f"{zero:g}"
        ]
        wanted = [row[column] for row in rows if column == 1 or row[2]]
        assert [axis(zero + wide) for wide in bars] == pytest.approx(wanted, abs=axis(zero + 0.06))
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
    words = [text for _, _, text in _texts(_root(frame))]
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
    root = _root(frame)
    words = Counter(text for _, _, text in _texts(root))
    rows = frame.rows(named=True)
    told = Counter(
        f"{r['stays']}" + ("" if r["median"] is None else f" · {r['median']}") for r in rows
    )
    assert told <= words
    flat = " ".join(text for _, _, text in _texts(root))
    for side in ("stage", "onwards"):
        for name, stays in frame.group_by(side).agg(pl.col("stays").sum()).rows():
            known = "still there" if name is None else stage_label("filing", name)
            assert f"{known} {stays}" in flat
    broad = []
    for part in root.iter(f"{_SVG}path"):
        if part.attrib["d"].endswith("z") and part.get("stroke"):
            corners = _corners(part.attrib["d"])
            broad.append(corners[-1][1] - corners[0][1])
    whole = sum(row["stays"] for row in rows)
    wanted = sorted(320 * row["stays"] / whole for row in rows)
    assert sorted(broad) == pytest.approx(wanted, abs=0.11)


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
    texts = _texts(_root(frame))
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


# -- all of them -----------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def drawn() -> dict[str, pl.DataFrame]:
    """One frame of every kind, out of the calls that give them."""
    amended = gaf.HAINAN.amend({"2.4.2a": {"n": 5}})
    both = {"as is": gaf.HAINAN, "5 days": amended}
    ahead = gaf.outlook(60, seed=3, guidelines=both, until=date(2024, 12, 31))
    found, log = ahead.measures["as is"], ahead.simulations["as is"]
    held = gaf.compare(log.events, log.cases, both, as_of=log.as_of)
    few = gaf.simulate(10, seed=3)
    sense = gaf.sensitivity(few.events, few.cases, as_of=few.as_of)
    return {
        "backlog": ahead.backlog,
        "survival": found.survival("first_tier_check", by="tier"),
        "on_time": ahead.on_time,
        "daily": found.daily(),
        "flow": found.flow(),
        "flips": sense.flips,
        "summary": held.summary,
    }


_KINDS = ("backlog", "survival", "on_time", "daily", "flow", "flips", "summary")
_ALL = pytest.mark.parametrize("kind", _KINDS)


@_ALL
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_the_calls_give_is_known_and_drawn(
    kind: str, lang: Lang, drawn: dict[str, pl.DataFrame]
) -> None:
    shown = gaf.picture(drawn[kind], lang=lang)
    assert shown.kind == kind
    assert shown.svg == gaf.picture(drawn[kind], lang=lang).svg
    assert shown.in_lang("zh").svg == gaf.picture(drawn[kind]).svg
    root = ET.fromstring(shown.svg)  # noqa: S314 - our own text
    assert (root.findtext(f"{_SVG}title") or "") in [text for _, _, text in _texts(root)]
    assert root.findtext(f"{_SVG}desc")
    has_chinese = bool(re.search("[一-鿿]", "".join(text for _, _, text in _texts(root))))
    assert has_chinese is (lang == "zh")
    assert "overflow-x:auto" in shown._repr_html_()


@_ALL
@pytest.mark.parametrize("library", ["pandas", "pyarrow"])
def test_every_kind_of_frame_gives_the_same_picture(
    kind: str, library: str, drawn: dict[str, pl.DataFrame]
) -> None:
    other = drawn[kind].to_pandas() if library == "pandas" else drawn[kind].to_arrow()
    assert gaf.picture(other).svg == gaf.picture(drawn[kind]).svg


def _light(colour: str) -> float:
    wide = colour.removeprefix("#")
    wide = "".join(sign * 2 for sign in wide) if len(wide) == 3 else wide
    parts = [int(wide[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@_ALL
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_word_can_be_read_on_what_lies_under_it_in_both_themes(
    kind: str, lang: Lang, drawn: dict[str, pl.DataFrame]
) -> None:
    root = ET.fromstring(gaf.picture(drawn[kind], lang=lang).to_svg(theme="light"))  # noqa: S314 - our own text
    boxes: list[tuple[float, float, float, float, str]] = []
    seen = set()
    for part in root.iter():
        if part.tag == f"{_SVG}rect":
            x, y, wide, tall = (float(part.get(name, 0)) for name in ("x", "y", "width", "height"))
            boxes.append((x, y, x + wide, y + tall, part.attrib["fill"]))
        elif part.tag == f"{_SVG}path" and part.get("fill", "none") != "none":
            for x, y, tall, wide in re.findall(
                r"M([\d.]+) ([\d.]+)v([\d.]+)h([\d.]+)", part.attrib["d"]
            ):
                left, top = float(x), float(y)
                boxes.append(
                    (left, top, left + float(wide), top + float(tall), part.attrib["fill"])
                )
        elif part.tag == f"{_SVG}text" and part.text:
            words, size = part.text, float(part.get("font-size", 10))
            wide = text_width(words, size)
            anchor = {"middle": 0.5, "end": 1.0}.get(part.get("text-anchor", ""), 0.0)
            begin = float(part.attrib["x"]) - anchor * wide
            y = float(part.attrib["y"]) - size / 3
            for x in (begin + 2, begin + wide / 2, begin + wide - 2):
                under = next(
                    b[4] for b in reversed(boxes) if b[0] <= x <= b[2] and b[1] <= y <= b[3]
                )
                seen.add((part.get("fill", "#222"), under))
    assert seen
    for ink, ground in seen:
        for pair in ((ink, ground), (DARK[ink], DARK[ground])):
            low, high = sorted(map(_light, pair))
            assert (high + 0.05) / (low + 0.05) >= 4.5, (kind, pair)


@_ALL
def test_every_colour_has_its_counterpart(kind: str, drawn: dict[str, pl.DataFrame]) -> None:
    shown = gaf.picture(drawn[kind])
    colours = {*re.findall(r'(?:fill|stroke)="(#[0-9a-f]+)"', shown.to_svg(theme="light"))}
    assert colours <= DARK.keys()
    dark = {*re.findall(r'(?:fill|stroke)="(#[0-9a-f]+)"', shown.to_svg(theme="dark"))}
    assert dark == {DARK[colour] for colour in colours}
    assert "prefers-color-scheme:dark" in shown.svg


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("tier", "municipal", label("tier", "municipal")),
        ("trigger_day", "include", label("reading_option", "trigger_day=include")),
        ("scenario", "trigger_day=include", label("reading", "trigger_day")),
        ("scenario", "5 days", "5 days"),
        ("office", "municipal", "municipal"),
        ("office", None, "–"),
    ],
)
def test_words_that_are_known_are_told(column: str, value: str | None, told: str) -> None:
    days = [date(2026, 3, 2), date(2026, 3, 3)]
    frame = pl.DataFrame(
        {"day": days, column: value, "procedure": "filing", "stage": "returned", "open": 1},
        schema_overrides={column: pl.String},
    )
    words = [text for _, _, text in _texts(_root(frame))]
    assert any(text.startswith(told) for text in words)


def test_lines_are_told_apart_without_colour() -> None:
    dashes = [dash for _, dash in LINES]
    assert len({*dashes}) == len(LINES)


@_ALL
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_matplotlib_draws_the_same_and_no_word_runs_into_another(
    kind: str, lang: Lang, drawn: dict[str, pl.DataFrame]
) -> None:
    if lang == "zh" and not _HAS_CHINESE:
        pytest.skip("no installed font has Chinese characters")
    shown = gaf.picture(drawn[kind], lang=lang)
    figure: Any = plot_picture(shown, theme="dark")
    assert isinstance(figure, matplotlib.figure.Figure)
    root = ET.fromstring(shown.to_svg(theme="dark"))  # noqa: S314 - our own text
    axes = figure.axes[0]
    assert [t.get_text() for t in axes.texts] == [
        " ".join(words.split()) for _, _, words in _texts(root) if words
    ]
    shapes = [p for p in root.iter() if p.tag.removeprefix(_SVG) in {"rect", "path", "circle"}]
    assert len(axes.patches) == len(shapes)
    assert figure.get_facecolor()[:3] == axes.patches[0].get_facecolor()[:3]
    figure.canvas.draw()
    width, height = figure.get_size_inches() * figure.dpi
    boxes = [(text.get_window_extent(), text.get_text()) for text in axes.texts]
    for box, text in boxes:
        assert 0 <= box.x0 <= box.x1 <= width, text
        assert 0 <= box.y0 <= box.y1 <= height, text
    for (a, one), (b, other) in combinations(boxes, 2):
        across, down = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        assert across <= 1 or down <= 4, (one, other)


# -- refused ---------------------------------------------------------------------------------------------
def _flow(**columns: Any) -> pl.DataFrame:
    row = {"procedure": "filing", "stage": "returned", "onwards": "filed", "stays": 3, "median": 2}
    return pl.DataFrame({name: [value] for name, value in {**row, **columns}.items()}, strict=False)


@pytest.mark.parametrize(
    ("frame", "place"),
    [
        (None, r"\$frame"),
        ("backlog", r"\$frame"),
        (pl.DataFrame({"x": [1]}), r"\$frame: got 'columns x'"),
        (_flow(stays=-1), r"\$frame\.stays\[0\]: got -1"),
        (_flow(stays=None), r"\$frame\.stays\[0\]"),
        (_flow(stays=2.5), r"\$frame\.stays\[0\]"),
        (_flow(stage=None), r"\$frame\.stage\[0\]"),
        (_flow(median="x"), r"\$frame\.median\[0\]"),
        (pl.concat([_flow(), _flow(stays=4)]), r"\$frame\[1\].*row 0 speaks of this already"),
    ],
    ids=str,
)
def test_what_cannot_be_drawn_is_refused_with_its_place(frame: Any, place: str) -> None:
    with pytest.raises(gaf.CaseError, match=place) as caught:
        gaf.picture(frame)
    assert "$frame" in caught.value.zh


def test_seven_lines_are_too_many() -> None:
    days = [date(2026, 3, 2)] * 7
    about = {"procedure": "filing", "stage": "returned", "open": 1, "office": [*"abcdefg"]}
    with pytest.raises(gaf.CaseError, match="no more than 6 lines"):
        gaf.picture(pl.DataFrame({"day": days, **about}))
    assert len(LINES) == 6


def test_an_empty_frame_says_so(drawn: dict[str, pl.DataFrame]) -> None:
    for kind, frame in drawn.items():
        root = ET.fromstring(gaf.picture(frame.clear(), lang="en").svg)  # noqa: S314 - our own text
        assert [text for _, _, text in _texts(root)] == ["The frame has no rows"], kind


def test_names_are_no_markup() -> None:
    frame = pl.DataFrame({"scenario": ["<b>&$x$"], "cases": [1], "impossible": [0]})
    shown = gaf.picture(frame, lang="en")
    assert "&lt;b&gt;&amp;$x$" in shown.svg
    figure: Any = plot_picture(shown)
    assert "<b>&$x$" in [text.get_text() for text in figure.axes[0].texts]


@pytest.mark.parametrize("wrong", [None, 3, "flow", pl.DataFrame()], ids=str)
def test_only_a_picture_can_be_plotted(wrong: Any) -> None:
    with pytest.raises(gaf.GafRulesError, match="picture"):
        plot_picture(wrong)


def test_the_ticks_are_round_and_reach_the_top() -> None:
    for most in range(3000):
        found = ticks(most)
        assert found[0] == 0
        assert found[-1] >= most
        assert len(found) <= 6
        [step] = {b - a for a, b in pairwise(found)}
        assert int(str(step).rstrip("0") or "1") in {1, 2, 5}
