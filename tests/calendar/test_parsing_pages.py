"""A notice within its page: prose, headlines, sources and links around it decree nothing.

What is complete and balances is read; what says of a day what the sections do not is refused; and a
number or a day of issue that cannot be read is asked for.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notice_arrangements import extensions, notices
from notice_renderer import OFFICIAL, Style, render, render_change
from pinned import NOTICES

from gaf_rules.calendar.parsing import parse_notice
from gaf_rules.values.errors import NoticeError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gaf_rules.calendar.notice import Notice

pytestmark = pytest.mark.no_cover  # long comparisons: what they run through is measured elsewhere

_SHIPPED = {(notice.year, notice.kind): notice for notice in NOTICES}
_2025 = _SHIPPED[2025, "annual"]
_BARE = render(_2025, Style(page="bare"))
_PAGE = render(_2025, OFFICIAL)
_EXTENDED = render_change(_SHIPPED[2020, "amendment"], OFFICIAL, resumed=date(2020, 2, 3))
_ADJUSTED = render_change(_SHIPPED[2019, "amendment"], OFFICIAL)
_TEXTS = ("2011", "2014", "2017", "2019", "2019-adjustment", "2020-extension", "2023", "2025")


def _days(notice: Notice) -> tuple[object, ...]:
    return notice.off, notice.work, notice.cancels


# Each is put around a page of the notice for 2025, and the page is read all the same.
_ABOVE = {
    "the law retold, with a day and a length": (
        "依照2024年修订的放假办法，自2025年1月1日起全民假日多两天。除特殊情形外，国庆节自10月1日起放假调休7天，"
        "劳动节放假调休5天，遇到周三的单日假不调休。"
    ),
    "a headline with the decree in short": "定了！春节1月28日至2月4日放假调休8天，1月26日、2月8日上班",
    "a headline of one festival": "2025年国庆节、中秋节放假8天",
    "a headline like a section": "国庆节、中秋节：10月1日至8日放假调休，共8天",
    "a table of lengths": "元旦：放假1天\n春节：放假8天\n清明节：放假3天",
    "the whole decree once more": _BARE,
    "a wire line": "新华社北京11月12日电（记者某某）国务院办公厅日前公布2025年放假安排，全文如下：",
    "a wire line with the lengths": "新华社11月12日电 明年春节放假8天",
    "a report of the day": "记者11月12日从国务院办公厅获悉2025年放假安排",
    "the moment it was put up": "2024年11月12日 18:05 来源：某某网",
    "the day it was put up": "2024年11月13日",
    "a link to the year before": "上一篇：2024年放假安排出炉",
}  # fmt: skip
_BELOW = {
    "the notice of the year before": "相关链接：某办关于2024年部分节假日安排的通知（国办发明电〔2023〕7号）",
    "a picture": "图解：10月1日至8日放假，9月28日、10月11日上班",
    "another year": "延伸阅读：2026年10月1日至7日放假调休",
    "a section in a link": "国庆节、中秋节：10月1日至8日放假调休，点击看图",
    "who is to blame": "责任编辑：某某　2024年11月13日",
    "rights": "版权所有：某某网　备案号2025001",
}


@pytest.mark.parametrize(
    ("case", "text"),
    [
        pytest.param(case, text, id=f"{case}, {name}")
        for case in _ABOVE
        for name, text in (("page", _PAGE), ("bare", _BARE))
        # Above bare sections that would be the only year named, and it is another.
        if (case, name) != ("a link to the year before", "bare")
    ],
)
def test_what_stands_above_a_notice_is_prose(case: str, text: str) -> None:
    read = parse_notice(f"{_ABOVE[case]}\n{text}", year=2025)
    assert _days(read) == _days(_2025)
    if text is _PAGE:
        assert (read.number, read.issued) == (_2025.number, _2025.issued)


@pytest.mark.parametrize("case", _BELOW)
@pytest.mark.parametrize("text", [_PAGE, _BARE], ids=["page", "bare"])
def test_what_stands_below_a_notice_is_prose(case: str, text: str) -> None:
    read = parse_notice(f"{text}\n{_BELOW[case]}\n", year=2025)
    assert _days(read) == _days(_2025)
    known = (_2025.number, _2025.issued) if text is _PAGE else (None, None)
    assert (read.number, read.issued) == known


@pytest.mark.parametrize(
    ("above", "text", "year"),
    [
        ("春节假期延长至2月2日", _EXTENDED, 2020),
        ("定了：延长2020年春节假期至2月2日", _EXTENDED, 2020),
        ("延长2020年春节假期至2月2日，2月3日起正常上班", _EXTENDED, 2020),
        ("劳动节：5月1日至4日放假", _ADJUSTED, 2019),
        ("五一放假4天，安排如下", _ADJUSTED, 2019),
        ("调整2019年劳动节放假安排，详情如下：5月1日至4日放假调休", _ADJUSTED, 2019),
    ],
)
def test_a_headline_above_an_amendment_is_prose(above: str, text: str, year: int) -> None:
    read = parse_notice(f"{above}\n{text}", year=year)
    shipped = _SHIPPED[year, "amendment"]
    assert _days(read) == _days(shipped)
    assert (read.number, read.issued) == (shipped.number, shipped.issued)


# Each contradicts what the sections or the decree say, wherever it stands.
_CONTRADICTING = {
    "a day worked that is off": ("10月2日照常上班", 2025),
    "a day off that is worked": ("9月28日放假", 2025),
    "a Saturday worked that is none": ("11月1日（周六）全国正常上班", 2025),
    "a day of the year before": ("12月30日至1月1日放假", 2025),
    "a longer run": ("10月1日至9日放假", 2025),
    "a day that is said not to be off": ("10月2日不放假", 2025),
    "a longer extension": ("延长2020年春节假期至2月3日", 2020),
    "the same, the other way round": ("春节假期延长到2月9日", 2020),
}  # fmt: skip


@pytest.mark.parametrize("case", _CONTRADICTING)
def test_a_page_that_says_otherwise_is_refused(case: str) -> None:
    line, year = _CONTRADICTING[case]
    text = _PAGE if year == 2025 else _EXTENDED
    for page in (
        f"{line}\n{text}",
        f"{text}\n相关：{line}",
        text.replace("节假日期间，", f"{line}。"),
    ):
        with pytest.raises(NoticeError):
            parse_notice(page, year=year)


@pytest.mark.parametrize(
    "line",
    [
        *("请各地于3月5日前报送安排", "国庆节前的周六上班", "除夕放假", "另，31日上班"),
        "八、某纪念日：9月3日放假1天，9月6日（周六）上班",
    ],
)
def test_closing_words_that_name_a_day_of_their_own_are_refused(line: str) -> None:
    page = _PAGE.replace("节假日期间，", f"{line}。\n节假日期间，")
    assert page != _PAGE
    with pytest.raises(NoticeError):
        parse_notice(page, year=2025)


def test_a_decree_that_stands_there_twice_must_say_the_same() -> None:
    other = _BARE.replace(
        "4月4日（周五）至4月6日（周日）放假，共3天", "4月4日（周五）放假，与周末连休"
    )
    assert other != _BARE
    assert _days(parse_notice(other, year=2025)) != _days(_2025)
    with pytest.raises(NoticeError, match="twice, and not alike"):
        parse_notice(f"{other}\n{_PAGE}", year=2025)


_NUMBER = _2025.number or ""
_SIGNED = "2024年11月12日"


@pytest.mark.parametrize(
    ("right", "unread", "key"),
    [
        (_NUMBER, "国办发明电〔2O24〕12号", "number"),
        (_NUMBER, "国办发明电〔2〇24〕12号", "number"),
        (_NUMBER, "国办发明电〔2024〕l2号", "number"),
        (_NUMBER, "国办发明电〔2024〕\n12号", "number"),
        (_NUMBER, "国办发明\n电〔2024〕12号", "number"),
        (_SIGNED, "2O24年11月12日", "issued"),
        (_SIGNED, "2024年11月l2日", "issued"),
        (_SIGNED, "二０二四年十一月十二日", "issued"),
        (_SIGNED, "二◯二四年十一月十二日", "issued"),
        (_SIGNED, "2024年11月\n12日", "issued"),
        (_SIGNED, "2024年\n11月1\n2日", "issued"),
    ],
)
def test_a_number_or_day_that_cannot_be_read_is_asked_for(
    right: str, unread: str, key: str
) -> None:
    assert _PAGE.count(right) == 1
    page = _PAGE.replace(right, unread)
    with pytest.raises(NoticeError, match=f"{key}=") as caught:
        parse_notice(page, year=2025)
    assert caught.value.key == key
    assert f"{key}=" in caught.value.zh
    read = parse_notice(page, year=2025, number=_NUMBER, issued=_2025.issued)
    assert (read.number, read.issued) == (_NUMBER, _2025.issued)


def test_an_unread_day_above_or_without_an_office_is_asked_for_too() -> None:
    for page in (
        f"成文日期：2O24年11月12日\n{_BARE}",
        f"成文日期：2024-11-12\n{_BARE}",
        f"{_BARE}\n2O24年11月12日",
    ):
        with pytest.raises(NoticeError, match="issued="):
            parse_notice(page, year=2025)
    assert parse_notice(_BARE, year=2025).issued is None


_ANY_DAY = st.dates(date(2025, 1, 1), date(2025, 12, 31)).map(lambda d: f"{d.month}月{d.day}日")
_COUNT = st.integers(1, 9).map(str)
_MAY_CONTRADICT = (
    "{day}放假{count}天", "{day}至{other}放假调休，共{count}天", "{day}、{other}上班", "{day}起放假",
    "自{day}起正常上班", "节前{day}不放假", "{day}（周六）补班", "国庆节：{day}至{other}放假，共{count}天",
    "三、清明节：{day}放假{count}天。", "延长春节假期至{day}，{other}起上班", "{day}调休", "共{count}天",
    "请于{day}前上报值班表", "假期共{count}天，{day}收假",
)  # fmt: skip
_HARMLESS = (
    "新华社北京{day}电（记者某某）", "来源：某某网　{day}", "某年{count}个长假怎么过？一图看懂",
    "【字体：大 中 小】打印 分享", "版权所有©2025 某某网", "责任编辑：某某", "相关链接：https://example.org/{count}",
    "记者{day}从有关部门获悉放假安排", "自2025年1月1日起假日增加{count}天", "拼假攻略：请{count}天休更久",
    "某部门{day}发布通知", "（本文共{count}页）", "更多：假期出行提示{count}条",
)  # fmt: skip


def _lines(templates: Sequence[str]) -> st.SearchStrategy[list[str]]:
    filled = st.builds(
        lambda line, day, other, count: line.format(day=day, other=other, count=count),
        st.sampled_from(templates),
        _ANY_DAY,
        _ANY_DAY,
        _COUNT,
    )
    return st.lists(filled, max_size=4)


_BASE = st.one_of(
    notices().map(lambda notice: (notice, (), render(notice, OFFICIAL))),
    notices().map(lambda notice: (notice, (), render(notice, Style(page="bare")))),
    extensions().map(lambda pair: (pair[1], (pair[0],), _render_extension(*pair))),
)


def _render_extension(base: Notice, change: Notice) -> str:
    off = {day for row in base.off for day in row.days()}
    worked = {each.on for each in base.work}
    resumed = change.off[-1].end + timedelta(1)
    while resumed not in worked and (resumed.weekday() >= 5 or resumed in off):
        resumed += timedelta(1)
    return render_change(change, OFFICIAL, resumed=resumed)


@given(
    base=_BASE, above=_lines(_MAY_CONTRADICT + _HARMLESS), below=_lines(_MAY_CONTRADICT + _HARMLESS)
)
def test_a_page_reads_as_its_notice_or_is_refused(
    base: tuple[Notice, tuple[Notice, ...], str], above: list[str], below: list[str]
) -> None:
    notice, amends, text = base
    page = "\n".join([*above, text, *below])
    try:
        read = parse_notice(page, year=notice.year, amends=amends)
    except NoticeError:
        return
    assert _days(read) == _days(notice)


@given(base=_BASE, above=_lines(_HARMLESS), below=_lines(_HARMLESS))
def test_harmless_prose_never_keeps_a_notice_from_being_read(
    base: tuple[Notice, tuple[Notice, ...], str], above: list[str], below: list[str]
) -> None:
    notice, amends, text = base
    page = "\n".join([*above, text, *below])
    assert _days(parse_notice(page, year=notice.year, amends=amends)) == _days(notice)


@pytest.mark.parametrize("name", _TEXTS)
@given(above=_lines(_MAY_CONTRADICT + _HARMLESS), below=_lines(_MAY_CONTRADICT + _HARMLESS))
def test_a_page_around_a_real_text_reads_as_the_text_or_is_refused(
    shared: Path, name: str, above: list[str], below: list[str]
) -> None:
    text = (shared / "calendar" / "texts" / f"{name}.txt").read_text("utf-8")
    year = int(name[:4])
    shipped = _SHIPPED[year, "amendment" if "-" in name else "annual"]
    page = "\n".join([*above, text, *below])
    try:
        read = parse_notice(page, year=year, issued=shipped.issued)
    except NoticeError:
        return
    assert _days(read) == _days(shipped)
