"""A notice as it is copied: saved as HTML, broken at a width, without the weekend beside a holiday.

However the copy was made, it says the days of the notice or is refused; it never says another day.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import escape
from time import process_time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notice_arrangements import notices
from notice_renderer import OFFICIAL, Style, render, styles
from pinned import NOTICES

from gaf_rules.calendar.parsing import parse_notice
from gaf_rules.calendar.regulation import statutory_day
from gaf_rules.calendar.wording.markup import without_marks
from gaf_rules.values.errors import NoticeError

if TYPE_CHECKING:
    from pathlib import Path

    from gaf_rules.calendar.notice import Notice

_ANNUAL = [n for n in NOTICES if n.kind == "annual" and n.year >= 2008 and n.year != 2015]
_ONE = timedelta(1)
_SATURDAY = 5


def _days(notice: Notice) -> tuple[object, ...]:
    return notice.off, notice.work, notice.cancels


def _saved(text: str, pieces: list[str]) -> str:
    """A page as a browser saves it: head, navigation, a paragraph a line, with marks inside the lines."""
    lines = []
    for at, line in enumerate(text.splitlines()):
        mark = pieces[at % len(pieces)]
        middle = len(line) // 2
        halves = [escape(part) for part in (line[:middle], line[middle:])]
        lines.append(
            f'<p style="text-indent: 2em"><span\nlang="zh">&nbsp; {halves[0]}</span>{mark}{halves[1]}</p>'
        )
    return (
        "<!DOCTYPE html><html><head><title>放假安排_中国政府网</title>"
        "<style>p{content:'一、元旦：9月9日放假。'}</style>"
        "<script>if (1 < 2) { write('<p>二、春节：9月9日放假。</p>') }</script></head><body>"
        "<ul><li><a href='/'>首页</a></li><li>政策</li></ul><!-- <p>三、清明节：9月9日放假。</p> -->"
        + "\n".join(lines)
        + "<div>责任编辑：某某</div><div>版权所有</div></body></html>"
    )


@pytest.mark.parametrize("notice", _ANNUAL, ids=lambda n: str(n.year))
def test_a_page_saved_as_html_says_what_the_page_says(notice: Notice) -> None:
    text = render(notice, OFFICIAL)
    read, plain = (parse_notice(t, year=notice.year) for t in (_saved(text, [""]), text))
    assert read == plain
    assert (_days(read), read.number, read.issued) == (_days(notice), notice.number, notice.issued)


@given(
    notice=notices(),
    style=styles(),
    pieces=st.lists(
        st.sampled_from(["", "<b></b>", "</span><span>", "&#8203;", "\r\n"]), min_size=1
    ),
)
def test_marks_inside_a_line_do_not_matter(notice: Notice, style: Style, pieces: list[str]) -> None:
    text = render(notice, style)
    assert parse_notice(_saved(text, pieces), year=notice.year) == parse_notice(
        text, year=notice.year
    )


@given(st.text(alphabet="<>/!-pbras\"'& \n元旦1月", max_size=80))
def test_any_marks_come_out_as_text_or_not_at_all(text: str) -> None:
    shown = without_marks(text)
    assert len(shown) <= 2 * len(text)  # a mark that begins a line leaves one sign
    assert without_marks(re.sub("<", "", text)) == re.sub("<", "", text)


@pytest.mark.parametrize("sign", ["<", "<a ", "<!--", "<![", "<script>", '<a b="', "&#", "</p"])
def test_marks_that_are_never_closed_take_no_time_by_the_square(sign: str) -> None:
    def seconds(times: int) -> float:
        begun = process_time()
        without_marks("<p>" + sign * times)
        return process_time() - begun

    seconds(10_000)
    assert min(seconds(200_000) for _ in range(3)) < 2


# -- broken at a width ----------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["2004", "2008", "2009", "2011", "2014", "2019", "2023", "2025"])
def test_a_real_text_may_be_broken_at_any_width(shared: Path, name: str) -> None:
    text = (shared / "calendar" / "texts" / f"{name}.txt").read_text("utf-8")
    whole = parse_notice(text, year=int(name))
    for given_lines in (text.splitlines(), ["".join(text.split())]):
        for width in range(4, 61):
            broken = "\n".join(
                line[at : at + width] for line in given_lines for at in range(0, len(line), width)
            )
            assert parse_notice(broken, year=int(name)) == whole, width


@given(notice=notices(), width=st.integers(4, 60))
def test_a_page_broken_at_a_width_is_the_page_or_asks(notice: Notice, width: int) -> None:
    text = render(notice, OFFICIAL)
    broken = "\n".join(
        line[at : at + width] for line in text.splitlines() for at in range(0, len(line), width)
    )
    known: dict[str, Any] = {"number": notice.number, "issued": notice.issued}
    try:
        read = parse_notice(broken, year=notice.year)
    except NoticeError as error:
        # A number or a day of issue with a line broken in it is asked for: two lines could be two things.
        asked = error.key
        read = parse_notice(broken, year=notice.year, **known)
    else:
        asked = "number"
    assert asked in known
    assert (_days(read), read.number, read.issued) == (_days(notice), notice.number, notice.issued)


# -- the weekend beside a holiday -------------------------------------------------------------------------
@given(notice=notices(), data=st.data())
def test_a_weekend_left_unsaid_is_off_by_the_week_or_asked_about(
    notice: Notice, data: st.DataObject
) -> None:
    text = render(notice, Style(counted=False, spelled=False, weekdays_off=False, lunar=False))
    runs = [
        row
        for row in notice.off
        if row.end.weekday() > _SATURDAY and row.end - row.start > _ONE
        if statutory_day(row.end) is None
        if sum(row.festival == other.festival for other in notice.off) == 1
    ]
    if not runs:
        return
    run = data.draw(st.sampled_from(runs))
    shorter = run.end - _ONE
    at = text.index(run.festival + "：") if run.festival + "：" in text else 0
    end = f"{run.end.month}月{run.end.day}日"
    cut = text[:at] + text[at:].replace(end, f"{shorter.month}月{shorter.day}日", 1)
    works = any(each.festival == run.festival for each in notice.work)
    law = not works and shorter.weekday() == _SATURDAY
    try:
        read = parse_notice(cut, year=notice.year)
    except NoticeError:
        assert not law or cut == text
        return
    assert works is False
    assert _worked(read) == _worked(notice)


def _worked(notice: Notice) -> list[date]:
    off = {day for row in notice.off for day in row.days()}
    work = {each.on for each in notice.work}
    every = (date(notice.year - 1, 12, 1) + at * _ONE for at in range(397))
    return [d for d in every if d in work or (d.weekday() < _SATURDAY and d not in off)]


def test_a_holiday_that_ends_on_a_saturday_leaves_the_sunday_to_the_week() -> None:
    # 1 May 2031 is a Thursday; two days of Labour Day are statutory, so that nothing has to be made up.
    sections = (
        "一、元旦：1月1日（周三）放假1天。二、春节：1月22日至28日放假调休，共7天。1月19日上班。"
        "三、清明节：4月5日（周六）放假，4月7日（周一）补休。四、劳动节：5月1日（周四）至3日（周六）放假，共3天。"
        "五、端午节：6月24日（周二）放假1天。六、中秋节、国庆节：10月1日至8日放假调休，共8天。"
        "9月28日、10月11日上班。"
    )
    read = parse_notice(sections, year=2031)
    (labour,) = [row for row in read.off if row.festival == "劳动节"]
    assert (labour.start, labour.end) == (date(2031, 5, 1), date(2031, 5, 3))
    assert date(2031, 5, 4) not in {each.on for each in read.work}


def test_a_day_in_lieu_comes_after_its_holiday() -> None:
    text = render(
        next(n for n in NOTICES if n.year == 2014 and n.kind == "annual"), Style(spelled=True)
    )
    late = re.search(r"4月7日[^，。]*补休", text)
    assert late is not None
    early = text.replace(late.group(), "4月4日补休")
    with pytest.raises(NoticeError) as caught:
        parse_notice(early, year=2014)
    assert "after the holiday" in caught.value.en


def test_a_month_that_there_is_not_is_no_month_left_out() -> None:
    text = "延长2024年国庆节假期至10月8日，10月9日起正常上班。"
    assert parse_notice(text, year=2024).off[-1].end == date(2024, 10, 8)
    for month in ("0", "00", "13"):
        with pytest.raises(NoticeError, match="there is no day"):
            parse_notice(text.replace("10月9", f"{month}月9"), year=2024)
