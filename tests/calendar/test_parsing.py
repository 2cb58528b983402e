"""Reading notices: the real ones, the rendered ones, and whole pages."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from hypothesis import given
from notice_arrangements import adjustments, extensions, notices
from notice_renderer import OFFICIAL, Style, render, render_change, styles
from pinned import CHINA, NOTICES

from gaf_rules.calendar.parsing import parse_notice
from gaf_rules.values.errors import NoticeError

if TYPE_CHECKING:
    from pathlib import Path

    from gaf_rules.calendar.notice import Notice

_TEXTS = (
    *("2004", "2005", "2006", "2007", "2008", "2009", "2011", "2012", "2014", "2016", "2017"),
    *("2019", "2019-adjustment", "2020", "2020-extension", "2022", "2023", "2025"),
)
_SHIPPED = {(notice.year, notice.kind): notice for notice in NOTICES}
_RENDERABLE = [n for n in NOTICES if n.kind == "annual" and n.year not in {2005, 2015}]
_FULL = {ord(c): ord(c) + 0xFEE0 for c in "0123456789~"}
_HALF = str.maketrans({"，": ",", "：": ":", "；": ";", "（": "(", "）": ")", "。": "｡"})


def _shipped(name: str) -> Notice:
    return _SHIPPED[int(name[:4]), "amendment" if "-" in name else "annual"]


def _text(shared: Path, name: str) -> str:
    return (shared / "calendar" / "texts" / f"{name}.txt").read_text("utf-8")


def test_every_text_beside_the_checkout_is_tested(shared: Path) -> None:
    found = sorted(path.stem for path in (shared / "calendar" / "texts").glob("*.txt"))
    assert found == sorted(_TEXTS)


@pytest.mark.parametrize("name", _TEXTS)
def test_a_real_text_says_what_the_shipped_file_says(shared: Path, name: str) -> None:
    shipped = _shipped(name)
    read = parse_notice(
        _text(shared, name), year=shipped.year, number=shipped.number, issued=shipped.issued
    )
    assert evolve(read, address=shipped.address, evidence=shipped.evidence) == shipped


@pytest.mark.parametrize("name", _TEXTS)
def test_a_calendar_with_a_text_read_is_the_calendar_shipped(shared: Path, name: str) -> None:
    shipped = _shipped(name)
    read = parse_notice(
        _text(shared, name), year=shipped.year, number=shipped.number, issued=shipped.issued
    )
    assert CHINA.with_notice(read).sha256 == CHINA.sha256


@pytest.mark.parametrize("name", _TEXTS)
def test_a_real_text_needs_neither_number_nor_day_of_issue(shared: Path, name: str) -> None:
    shipped = _shipped(name)
    read = parse_notice(_text(shared, name), year=shipped.year)
    assert (read.number, read.issued) == (None, None)
    assert (read.off, read.work, read.cancels) == (shipped.off, shipped.work, shipped.cancels)


@pytest.mark.parametrize("name", _TEXTS)
@pytest.mark.parametrize("table", [_FULL, _HALF], ids=["full", "half"])
def test_the_width_of_a_real_text_does_not_matter(
    shared: Path, name: str, table: dict[int, int]
) -> None:
    shipped = _shipped(name)
    read = parse_notice(_text(shared, name).translate(table), year=shipped.year)
    assert (read.off, read.work, read.cancels) == (shipped.off, shipped.work, shipped.cancels)


@pytest.mark.parametrize("name", _TEXTS)
def test_a_real_text_is_read_as_a_whole_page(shared: Path, name: str) -> None:
    shipped = _shipped(name)
    issued = shipped.issued
    assert issued is not None
    signed = f"{issued.year}年{issued.month}月{issued.day}日"
    page = "\n".join(
        [
            "中国政府网 > 政策",
            f"成文日期：{issued:%Y年%m月%d日}",
            "发布日期：2030年01月01日",
            f"发文字号：{shipped.number}",
            "【字体：大 中 小】　打印　分享",
            shipped.title[:14],
            shipped.title[14:],
            f"（{shipped.number}）",
            "",
            _text(shared, name).strip(),
            "节假日期间，请安排好值班。",
            f"　　　　国务院办公厅　　{signed}",
            "（此件公开发布）",
            "相关稿件：某年放假安排一图看懂",
        ]
    )
    read = parse_notice(page, year=shipped.year)
    assert evolve(read, address=shipped.address, evidence=shipped.evidence) == shipped


@pytest.mark.parametrize("notice", _RENDERABLE, ids=lambda n: str(n.year))
def test_every_shipped_notice_survives_being_written_out(notice: Notice) -> None:
    read = parse_notice(render(notice), year=notice.year)
    assert evolve(read, address=notice.address, evidence=notice.evidence) == notice


@given(notice=notices(), style=styles())
def test_what_is_rendered_is_read_back(notice: Notice, style: Style) -> None:
    bare = style.page == "bare"
    read = parse_notice(
        render(notice, style),
        year=notice.year,
        number=notice.number if bare else None,
        issued=notice.issued if bare else None,
    )
    assert read == notice


@given(pair=adjustments(), style=styles())
def test_a_rendered_adjustment_is_read_back(pair: tuple[Notice, Notice], style: Style) -> None:
    base, change = pair
    text = render_change(change, style)
    assert parse_notice(text, year=base.year, amends=(base,)) == change


@given(pair=extensions(), style=styles())
def test_a_rendered_extension_is_read_back(pair: tuple[Notice, Notice], style: Style) -> None:
    base, change = pair
    named_off = {day for row in base.off for day in row.days()}
    worked = {each.on for each in base.work}
    resumed = change.off[-1].end + timedelta(1)
    while resumed not in worked and (resumed.weekday() >= 5 or resumed in named_off):
        resumed += timedelta(1)
    text = render_change(change, style, resumed=resumed)
    assert parse_notice(text, year=base.year, amends=(base,)) == change


def test_in_2015_one_festival_was_made_up_for_in_another() -> None:
    shipped = _SHIPPED[2015, "annual"]
    text = render(shipped, Style(spelled=False))
    assert parse_notice(text, year=2015).work == shipped.work


def test_advice_to_employers_decrees_nothing() -> None:
    shipped = _SHIPPED[2024, "annual"]
    advice = "鼓励各单位安排职工在除夕（2月9日）休息。"
    text = render(shipped).replace("2月18日（周日）上班。", f"2月18日（周日）上班。{advice}")
    assert advice in text
    assert parse_notice(text, year=2024).off == shipped.off


def test_an_amendment_of_an_amendment_goes_by_the_day_of_issue() -> None:
    # As shipped, the notice of January 2020 already runs through 2 February.
    text = "延长2020年春节假期至2月4日，2月5日起正常上班。"
    before = parse_notice(text, year=2020, issued=date(2020, 1, 25))
    after = parse_notice(text, year=2020, issued=date(2020, 1, 28))
    assert before.cancels[0].work == (date(2020, 2, 1),)
    assert after.cancels == ()
    assert [row.end for row in (*before.off, *after.off)] == [date(2020, 2, 4)] * 2


def test_the_further_points_of_an_extension_are_prose() -> None:
    text = """关于延长2022年春节假期的通知
现将延长2022年春节假期的安排通知如下。
一、延长2022年春节假期至2月8日（农历正月初八，周二），2月9日（周三）起正常上班。
二、学校何时开学另行通知。
三、不能休假的职工应安排补休。
国务院办公厅
2022年1月26日"""
    read = parse_notice(text, year=2022)
    assert [(row.start, row.end) for row in read.off] == [(date(2022, 1, 31), date(2022, 2, 8))]
    assert read.issued == date(2022, 1, 26)
    with pytest.raises(NoticeError, match="2月10日"):
        parse_notice(text.replace("何时", "2月10日"), year=2022)


def test_an_adjustment_takes_back_what_it_does_not_repeat() -> None:
    text = "现将调整2022年劳动节放假安排通知如下。2022年5月1日放假，5月2日（周一）补休。"
    notice = parse_notice(text, year=2022)
    assert notice.kind == "amendment"
    assert notice.cancels[0].off == (date(2022, 4, 30), date(2022, 5, 3), date(2022, 5, 4))
    assert notice.cancels[0].work == (date(2022, 4, 24), date(2022, 5, 7))


def test_the_number_comes_out_in_the_official_form() -> None:
    shipped = _SHIPPED[2026, "annual"]
    text = render(shipped, Style(page="bare"))
    assert parse_notice(text, year=2026, number="国办发明电[2025]第7号").number == shipped.number
    assert parse_notice(text, year=2026, number="other").number == "other"


def test_a_day_of_issue_in_chinese_numerals_is_read() -> None:
    shipped = _SHIPPED[2026, "annual"]
    text = render(shipped, OFFICIAL).replace("2025年11月4日", "二〇二五年十一月四日")
    assert parse_notice(text, year=2026).issued == date(2025, 11, 4)


def test_an_adjustment_may_name_its_festival_again() -> None:
    earlier = parse_notice(
        "国务院办公厅关于2027年部分节假日安排的通知\n一、元旦：1月1日（周五）至3日（周日）放假，共3天。"
        "二、春节：2月5日（周五）至11日（周四）放假调休，共7天。2月13日（周六）上班。"
        "三、清明节：4月3日（周六）至5日（周一）放假，共3天。"
        "四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。"
        "五、端午节：6月9日（周三）放假1天，不调休。六、中秋节：9月15日（周三）放假1天，不调休。"
        "七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。",
        year=2027,
        issued=date(2026, 11, 5),
    )
    told = (
        "国务院办公厅关于调整2027年春节假期安排的通知\n现将2027年春节放假安排调整如下：\n"
        "春节：2月5日（周五）至12日（周五）放假调休，共8天。2月13日（周六）、14日（周日）上班。"
    )
    read = parse_notice(told, year=2027, amends=[earlier], issued=date(2027, 1, 20))
    assert (read.kind, read.off[0].end) == ("amendment", date(2027, 2, 12))
    with pytest.raises(NoticeError) as caught:
        parse_notice(
            told.replace("春节：", "端午节："),
            year=2027,
            amends=[earlier],
            issued=date(2027, 1, 20),
        )
    assert "write its file by hand" in caught.value.text("en")
