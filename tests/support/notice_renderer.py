"""Writes a notice in the official style and its variants, for the parser to read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from attrs import frozen
from hypothesis import strategies as st

from gaf_rules.calendar.regulation import lunar_days

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from gaf_rules.calendar.notice import Notice

__all__ = ["OFFICIAL", "Style", "render", "render_change", "styles"]

_ORDINALS = "一二三四五六七八九十"
_FULL = {ord(c): ord(c) + 0xFEE0 for c in "0123456789"}
_HALF = str.maketrans({"，": ",", "：": ":", "；": ";", "（": "(", "）": ")", "。": "｡"})


@frozen(kw_only=True)
class Style:
    """One way of writing a notice.

    Attributes:
        width: of punctuation and digits.
        weekday: the word for the days of the week.
        weekdays_off: whether days off name their weekday too.
        lunar: whether the days off of Spring Festival name their lunar day.
        counted: whether the length of a run is given.
        year: whether every date of New Year's Day names its year.
        month: whether the end of a range, and a second worked day, repeat the month.
        through: the sign of a range.
        numbering: the ordinals of the sections.
        spelled: whether a single day says how it stands (with the weekend, without a swap).
        turned: whether the autumn festivals are named the other way round.
        page: sections alone, the page, the page on one line, or the page with its furniture.
        brackets: those of the document number.
        spaced: whether blanks and line breaks are strewn in.
    """

    width: Literal["full", "half", "digits"] = "full"
    weekday: Literal["星期", "周", "天"] = "周"
    weekdays_off: bool = True
    lunar: bool = True
    counted: bool = True
    year: bool = False
    month: bool = True
    through: Literal["至", "～", "~", "—", "——", "－", "-"] = "至"
    numbering: Literal["一、", "（一）", "1.", ""] = "一、"
    spelled: bool = True
    turned: bool = False
    page: Literal["bare", "page", "line", "furnished"] = "bare"
    brackets: Literal["〔〕", "[]", "（）", "【】", "\uff3b\uff3d"] = "〔〕"
    spaced: bool = False


OFFICIAL = Style(page="page")


def styles() -> st.SearchStrategy[Style]:
    """Every way of writing a notice."""
    return st.builds(
        Style,
        width=st.sampled_from(["full", "half", "digits"]),
        weekday=st.sampled_from(["星期", "周", "天"]),
        weekdays_off=st.booleans(),
        lunar=st.booleans(),
        counted=st.booleans(),
        year=st.booleans(),
        month=st.booleans(),
        through=st.sampled_from(["至", "～", "~", "—", "——", "－", "-"]),
        numbering=st.sampled_from(["一、", "（一）", "1.", ""]),
        spelled=st.booleans(),
        turned=st.booleans(),
        page=st.sampled_from(["bare", "page", "line", "furnished"]),
        brackets=st.sampled_from(["〔〕", "[]", "（）", "【】", "\uff3b\uff3d"]),
        spaced=st.booleans(),
    )


def render(notice: Notice, style: Style = OFFICIAL) -> str:
    """The text of an annual notice."""
    names = list(dict.fromkeys(row.festival for row in notice.off))
    sections = [
        f"{_ordinal(index, style)}{_heading(name, style)}：{_section(notice, name, style)}"
        for index, name in enumerate(names)
    ]
    listed = "、".join(_heading(name, style) for name in names)
    announced = f"经批准，现将{notice.year}年{listed}放假调休日期的安排通知如下。"
    return _dressed(notice, announced, sections, style)


def render_change(notice: Notice, style: Style = OFFICIAL, *, resumed: date | None = None) -> str:
    """The text of an adjustment, or, with the day on which work resumes, of an extension."""
    name = notice.off[0].festival
    if resumed is None:
        decree = _section(notice, name, style, year=True)
        announced = f"经批准，现将调整{notice.year}年{name}放假安排通知如下。"
    else:
        end = notice.off[-1].end
        decree = (
            f"延长{notice.year}年{name}假期至{_day(end, style, weekday=True)}，"
            f"{_day(resumed, style, weekday=True)}起正常上班。"
        )
        announced = f"经批准，现将延长{notice.year}年{name}假期的安排通知如下。"
    # Without its preamble an adjustment does not say that it is one.
    blocks = [announced, decree] if style.page == "bare" else [decree]
    return _dressed(notice, announced, blocks, style)


def _ordinal(index: int, style: Style) -> str:
    return {
        "一、": f"{_ORDINALS[index]}、",
        "（一）": f"（{_ORDINALS[index]}）",
        "1.": f"{index + 1}.",
        "": "",
    }[style.numbering]


def _heading(name: str, style: Style) -> str:
    return "、".join(reversed(name.split("、"))) if style.turned else name


def _weekday(day: date, style: Style) -> str:
    if style.weekday == "天" and day.weekday() == 6:
        return "星期天"
    word = "周" if style.weekday == "周" else "星期"
    return word + "一二三四五六日"[day.weekday()]


def _lunar(day: date) -> str:
    offset = (day - lunar_days(day.year, 1, 1)[0]).days
    if offset == -1:
        return "农历除夕"
    numerals = _ORDINALS[:10]
    return f"农历正月初{numerals[offset]}" if 0 <= offset < 10 else ""


def _day(
    day: date,
    style: Style,
    *,
    month: bool = True,
    year: bool = False,
    weekday: bool = False,
    lunar: bool = False,
) -> str:
    notes = [_lunar(day)] if lunar else []
    notes += [_weekday(day, style)] if weekday else []
    inside = "、".join(note for note in notes if note)
    text = f"{day.month}月{day.day}日" if month else f"{day.day}日"
    return (f"{day.year}年" if year else "") + text + (f"（{inside}）" if inside else "")


def _section(notice: Notice, name: str, style: Style, *, year: bool = False) -> str:
    rows = [row for row in notice.off if row.festival == name]
    worked = [each.on for each in notice.work if each.festival == name]
    days = [day for row in rows for day in row.days()]
    year = year or (style.year and name == "元旦")
    lunar = style.lunar and name == "春节"
    if len(days) == 1:
        text = _single(days[0], style, year=year)
    elif len(days) == 2:
        first = _day(days[0], style, year=year, weekday=style.weekdays_off)
        text = f"{first}放假，{_day(days[1], style, weekday=True)}补休。"
    else:
        start, end = days[0], days[-1]
        across = start.year != end.year
        month = style.month or start.month != end.month
        text = (
            _day(start, style, year=year, weekday=style.weekdays_off, lunar=lunar)
            + style.through
            + _day(
                end,
                style,
                month=month,
                year=year and across,
                weekday=style.weekdays_off,
                lunar=lunar,
            )
            + ("放假调休" if worked else "放假")
            + (f"，共{len(days)}天。" if style.counted else "。")
        )
    return text + _worked(worked, style)


def _single(day: date, style: Style, *, year: bool) -> str:
    text = _day(day, style, year=year, weekday=style.weekdays_off) + "放假"
    if not style.spelled:
        return text + ("，共1天。" if style.counted else "。")
    if day.weekday() in {0, 4}:
        return text + "，与周末连休。"
    return text + "1天，不调休。"


def _worked(worked: Sequence[date], style: Style) -> str:
    if not worked:
        return ""
    written = [
        _day(day, style, weekday=True, month=style.month or not i or day.month != before.month)
        for i, (before, day) in enumerate(zip([worked[0], *worked], worked, strict=False))
    ]
    return "、".join(written) + "上班。"


def _dressed(notice: Notice, announced: str, sections: list[str], style: Style) -> str:
    blocks = list(sections)
    if style.page != "bare":
        blocks = [*_head(notice, style), announced, *sections, *_tail(notice, style)]
    joined = ("" if style.page == "line" else "\n").join(blocks)
    if style.spaced:
        joined = joined.replace("、", "、 ").replace("放假", "放假\n").replace("月", "月\u3000")
    if style.width == "half":
        return joined.translate(_HALF)
    return joined.translate(_FULL) if style.width == "digits" else joined


def _head(notice: Notice, style: Style) -> list[str]:
    number = notice.number or ""
    blocks = [notice.title]
    if number:
        blocks.append(number.replace("〔", style.brackets[0]).replace("〕", style.brackets[1]))
    blocks.append("各省、自治区、直辖市人民政府：")
    if style.page == "furnished":
        dated = _signed(notice)
        blocks = [
            "首页 > 政策 > 国务院政策文件库",
            *([f"成文日期：{dated}"] if dated else []),
            "【字体：大 中 小】 打印 分享",
            *blocks,
        ]
    return blocks


def _tail(notice: Notice, style: Style) -> list[str]:
    blocks = ["节假日期间，请各地区妥善安排好值班。"]
    if notice.issued is not None:
        blocks += ["国务院办公厅", _signed(notice)]
    if style.page == "furnished":
        blocks += ["（此件公开发布）", "责任编辑：某某", "扫一扫在手机打开当前页"]
    return blocks


def _signed(notice: Notice) -> str:
    issued = notice.issued
    return f"{issued.year}年{issued.month}月{issued.day}日" if issued else ""
