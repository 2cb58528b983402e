"""Measures the certified intervals of the calendar and writes the page that shows the result.

Run it from the checkout, with the library installed::

    python scripts/projection_table.py

It hides the notices of each year from 2009 on, and of all later years, and compares every interval
with the date that came true. The page is ``docs/reference/projection-table.md``, in Chinese
``docs/zh/reference/projection-table.md``. A test runs the same functions, so that neither can go
stale.
"""  # noqa: INP001 - a script, no package

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from attrs import frozen

from gaf_rules.calendar.arrangements import neighbourhoods
from gaf_rules.calendar.projection import bounds_after, bounds_before
from gaf_rules.calendar.regulation import statutory_festivals, version_in_force
from gaf_rules.calendar.working import WorkingCalendar, china

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gaf_rules.calendar.arrangements import Neighbourhood
    from gaf_rules.calendar.notice import Notice

YEARS: Final = range(2009, 2027)
COUNTS: Final = range(1, 61)
WIDTHS: Final = (10, 20)
ROOM_YEARS: Final = range(2008, 2027)
_DOCS: Final = Path(__file__).resolve().parent.parent / "docs"
PATHS: Final = {
    "en": _DOCS / "reference" / "projection-table.md",
    "zh": _DOCS / "zh" / "reference" / "projection-table.md",
}

# The two decisions outside the Regulation, and the days whose status they changed.
DECREES: Final = {
    "2015-09": (date(2015, 9, 3), date(2015, 9, 4), date(2015, 9, 6)),
    "2020-01": (date(2020, 1, 31), date(2020, 2, 1)),
}
# Sixty working days before 24 December: any count that starts earlier ends on a final day.
_EARLIEST_START: Final = (9, 1)
_ONE_DAY: Final = timedelta(1)


_DECREE_NAMES: Final = {
    ("2015-09", "en"): "September 2015",
    ("2015-09", "zh"): "2015年9月纪念日",
    ("2020-01", "en"): "January 2020",
    ("2020-01", "zh"): "2020年1月延长春节假期",
    ("", "en"): "**unexplained**",
    ("", "zh"): "**无法解释**",
}
_KINDS: Final = {"春节": "golden", "国庆": "golden", "劳动": "labour"}
_SATURDAY: Final = 5

_PAGES: Final = {
    "en": """\
# How sound and how narrow the certified intervals are

*Written by `python scripts/projection_table.py`; do not edit.*

Past the last notice, `bounds_after` and `bounds_before` give the earliest and the latest date over every
arrangement of days off that the Regulation on public holidays and the practice allow. Here each year's
notices, and all later ones, are hidden, and every interval is compared with the date that came true: every
start day, every n from 1 to 60, forward and backward.

## What is taken as given

1. A statutory day is off (article 2 of the Regulation).
2. Weekdays off less weekend days worked are the statutory days exactly (article 6; a swap trades a
   weekday for a weekend day).
3. The days off of a festival are one run: up to nine days for Spring Festival and National Day, five for
   Labour Day, three for the festivals of one day; nine where two runs meet.
4. A run begins at most two days before the first statutory day.
5. Spring Festival and National Day get at least seven days.
6. What is moved lies between 8 days before and 10 days after the statutory days.

Festivals whose neighbourhoods overlap (in most years Mid-Autumn and National Day) are arranged together and
may trade days. The ground of each rule, and the habits that are deliberately not relied on, stand in
`gaf_rules/calendar/arrangements.py`.

## Soundness and width

A miss is a true date outside its interval. Widths are in calendar days, over every start day of the hidden
year; "exact" is the share of the start days with an interval of a single date. All misses come from two
decisions outside the Regulation: the extra holiday of September 2015 and the extension of Spring Festival in
January 2020. Counts whose true date is not final yet are left out of the comparison.

| hidden from | Regulation | compared | misses | n = 10: median | max | exact | n = 20: median | max | exact |
|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
{soundness}

A wide interval means that the count begins or ends beside a festival whose arrangement is not known; a
count that spans the whole neighbourhood is exact again, because a swap moves working days but keeps their
number.

## How much of the room was used

For each year: the longest run named for Spring Festival or National Day, for Labour Day, and for a festival
of one day; by how many days a run preceded its festival; how far before and after the statutory days of a
neighbourhood something was moved. The two decisions are left out.

| year | golden week | Labour Day | one day | lead | before | after |
|--:|--:|--:|--:|--:|--:|--:|
{room}

The tightest years are those that reach a limit alone: 2023 (eight days before) and 2024 (ten days after). A
window measured on the other years only would have missed them, and so may one measured on all years so far
miss a year to come. The nine days of 2026 begin with a Sunday that is off anyway; a limit of eight would
have held too. An interval is certified under the rules above, no further.

The version of the Regulation is the one in force on the days projected, also where the calendar is asked
for as known on a day before that version was published.
""",
    "zh": """\
# 区间是否可靠、有多宽

*本页由 `python scripts/projection_table.py` 生成，请勿手改。*

最后一份放假通知之后，`bounds_after` 与 `bounds_before` 给出最早日与最晚日，即在《全国年节及纪念日放假办法》与历年做法所容许的一切放假安排之下的两端。这里逐年隐去当年及以后各年的通知，把每一个区间与后来实际的日期相比：每一个起算日，n 从 1 到 60，向后数与向前数。

## 作为前提的规则

1. 法定放假日必休（《办法》第二条）。
2. 放假的工作日数减去上班的周末天数，恰等于法定天数（《办法》第六条；调休是以周末换工作日）。
3. 一个节日的休息日连成一段：春节、国庆节至多九天，劳动节至多五天，其余一天的节日至多三天；两段相接时合计至多九天。
4. 一段假期至多比首个法定放假日早两天开始。
5. 春节、国庆节至少七天。
6. 所调动的日子，在法定放假日之前 8 天至之后 10 天之内。

相互重叠的节日（多数年份的中秋节与国庆节）合并安排，可以互相调换。各条规则的理由，以及有意不采用的惯例，见`gaf_rules/calendar/arrangements.py`。

## 可靠性与宽度

“落空”指实际日期不在区间之内。宽度以日历日计，取被隐年份的每一个起算日；“确定”为区间只有一天的起算日所占比例。落空全部出自《办法》之外的两次决定：2015年9月的纪念日放假与2020年1月延长春节假期。实际日期尚未最终确定的，不作比较。

| 自此年隐去 | 《办法》 | 比较次数 | 落空 | n = 10：中位 | 最大 | 确定 | n = 20：中位 | 最大 | 确定 |
|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
{soundness}

区间宽，是因为起算日或截止日挨着安排未定的节日；跨过整个节日前后的期限又是确定的，因为调休只移动工作日，不增减其数。

## 各条规则用去了多少余地

逐年列出：春节或国庆节、劳动节、一天的节日所公布的最长假期；假期早于节日开始的天数；所调动的日子距法定放假日最远为之前几天、之后几天。上述两次决定不计。

| 年份 | 春节、国庆节 | 劳动节 | 一天的节日 | 提前 | 之前 | 之后 |
|--:|--:|--:|--:|--:|--:|--:|
{room}

独自触及边界的年份最紧：2023年（之前八天）、2024年（之后十天）。只按其余年份量出的范围会漏掉它们；同样，按迄今各年量出的范围也可能漏掉将来的某一年。2026年的九天以本来就休息的星期日开头，以八天为限也容得下。区间的保证以上述规则为限。

所用《办法》的版本，是所推算的日子届时施行的版本；即使问的是该版本公布之前所知的日历，也是如此。
""",  # noqa: E501 - lines of a page
}


@frozen(kw_only=True)
class Miss:
    """A true date outside its interval.

    Attributes:
        start, n: the count; ``n`` is negative where it was counted backward.
        true: the date that came true.
        decree: the key of the decree whose days the count touches, or empty.
    """

    start: date
    n: int
    true: date
    decree: str


@frozen(kw_only=True)
class Measured:
    """What hiding the notices of one year, and of all later ones, showed.

    Attributes:
        year: the first year hidden.
        checked: how many counts were compared with the truth.
        misses: those whose true date lay outside.
        widths: for each n of `WIDTHS`, the widths in calendar days for every start day of the year.
    """

    year: int
    checked: int
    misses: tuple[Miss, ...]
    widths: dict[int, tuple[int, ...]]


@lru_cache(maxsize=1)
def _held() -> WorkingCalendar:
    """The calendar as known before the first notice past the years measured.

    The page stays what it is until somebody adds a year to `YEARS`, whatever is shipped by then.
    """
    return china().as_known_on(date(YEARS[-1], 10, 1))


def hidden(year: int) -> WorkingCalendar:
    """The calendar from only the notices of the years before ``year``."""
    return WorkingCalendar(notices=[notice for notice in _held().notices if notice.year < year])


def without_decrees() -> WorkingCalendar:
    """The same calendar, had the two decisions outside the Regulation not been taken."""
    return WorkingCalendar(notices=[n for n in _held().notices if not _is_decree(n)])


def days(first: date, last: date) -> Iterator[date]:
    """Every day from ``first`` through ``last``."""
    for offset in range((last - first).days + 1):
        yield first + offset * _ONE_DAY


def measure(year: int, truth: WorkingCalendar | None = None) -> Measured:
    """Compare every interval with the truth, for every start day and every n in 1...60.

    Arguments:
        year: the first year hidden.
        truth: the calendar that came true; by default the one shipped.
    """
    cal, checked, misses = hidden(year), 0, []
    for start, n, true in _truths(year, truth or _held()):
        bounds = bounds_after(cal, start, n) if n > 0 else bounds_before(cal, start, -n)
        checked += 1
        if not bounds.earliest <= true <= bounds.latest:
            span = sorted((start, true, bounds.earliest, bounds.latest))
            misses.append(Miss(start=start, n=n, true=true, decree=_decree(span[0], span[-1])))
    widths = {
        n: tuple(bounds_after(cal, d, n).width for d in days(date(year, 1, 1), date(year, 12, 31)))
        for n in WIDTHS
    }
    return Measured(year=year, checked=checked, misses=tuple(misses), widths=widths)


def _decree(first: date, last: date) -> str:
    touched = (key for key, days_of in DECREES.items() if any(first <= d <= last for d in days_of))
    return next(touched, "")


def _truths(year: int, cal: WorkingCalendar) -> Iterator[tuple[date, int, date]]:
    """Every count that runs into the hidden part, and where it ended, as far as that is final."""
    last = cal.coverage.final_through
    first = date(year - 1, *_EARLIEST_START)
    for start in days(first, min(date(year, 12, 31), last)):
        ahead = cal.count_working_days(after=start, through=last)
        for n in COUNTS[:ahead]:
            yield start, n, cal.nth_working_day_after(start, n)
    for start in days(date(year - 1, 12, 24), min(date(year, 12, 31), last)):
        for n in COUNTS:
            yield start, -n, cal.nth_working_day_before(start, n)


@frozen(kw_only=True)
class Room:
    """How much of the room that the rules leave one year's notices used, in days.

    Attributes:
        year: the year.
        golden, labour, short: the longest run of days off for Spring Festival or National Day,
            for Labour Day, and for a festival of one statutory day on its own.
        lead: the most days by which a run began before its first statutory day.
        before, after: how far before the first and after the last statutory day of a
            neighbourhood something was moved.
    """

    year: int
    golden: int
    labour: int
    short: int
    lead: int
    before: int
    after: int


def room(year: int) -> Room:
    """What the notices of a year did, the two decrees left out."""
    festivals = statutory_festivals(year)
    longest, lead = Counter({"golden": 0, "labour": 0, "short": 0}), 0
    cal = without_decrees()
    for off in (off for notice in cal.notices if notice.year == year for off in notice.off):
        named = [f for f in festivals if any(off.start <= day <= off.end for day in f.days)]
        if named:
            kind = _KINDS.get(off.festival[:2], "short")
            longest[kind] = max(longest[kind], (off.end - off.start).days + 1)
            lead = max(lead, (min(f.days[0] for f in named) - off.start).days)
    reaches = [_reach(cal, hood) for hood in neighbourhoods(year)]
    return Room(
        year=year,
        golden=longest["golden"],
        labour=longest["labour"],
        short=longest["short"],
        lead=lead,
        before=max(before for before, _ in reaches),
        after=max(after for _, after in reaches),
    )


def _is_decree(notice: Notice) -> bool:
    named = {day for off in notice.off for day in off.days()}
    return notice.kind != "annual" and any(named & {*days_of} for days_of in DECREES.values())


def _reach(cal: WorkingCalendar, hood: Neighbourhood) -> tuple[int, int]:
    first = min(festival.days[0] for festival in hood.festivals)
    last = max(festival.days[-1] for festival in hood.festivals)
    moved = [
        day
        for day in days(date.fromordinal(hood.first), date.fromordinal(hood.last))
        if cal.is_working_day(day) is (day.weekday() >= _SATURDAY)
    ]
    before = max(((first - day).days for day in moved), default=0)
    return max(before, 0), max(max(((day - last).days for day in moved), default=0), 0)


def soundness_row(measured: Measured, lang: str) -> str:
    """One line of the first table."""
    cells = [
        str(measured.year),
        version_in_force(date(measured.year, 1, 1)).name,
        f"{measured.checked:,}",
        _misses(measured, lang),
    ]
    for n in WIDTHS:
        widths = measured.widths[n]
        exact = 100 * sum(width == 0 for width in widths) / len(widths)
        cells += [f"{median(widths):g}", str(max(widths)), f"{exact:.0f} %"]
    return f"| {' | '.join(cells)} |"


def _misses(measured: Measured, lang: str) -> str:
    found = Counter(miss.decree for miss in measured.misses)
    told, between = ("{:,}（{}）", "；") if lang == "zh" else ("{:,} ({})", "; ")
    named = (told.format(count, _DECREE_NAMES[key, lang]) for key, count in found.items())
    return between.join(named) or "0"


def room_row(used: Room) -> str:
    """One line of the second table."""
    cells = (used.year, used.golden, used.labour, used.short, used.lead, used.before, used.after)
    return f"| {' | '.join(map(str, cells))} |"


def page(measured: Iterable[Measured], rooms: Iterable[Room], lang: str) -> str:
    """The page in ``en`` or ``zh``."""
    first = "\n".join(soundness_row(one, lang) for one in measured)
    second = "\n".join(map(room_row, rooms))
    return _PAGES[lang].format(soundness=first, room=second)


def main() -> None:
    """Measure every year and write both pages."""
    measured = [measure(year) for year in YEARS]
    rooms = [room(year) for year in ROOM_YEARS]
    for lang, path in PATHS.items():
        path.write_text(page(measured, rooms, lang), encoding="utf-8")


if __name__ == "__main__":
    main()
