"""What is refused: edits, dropped sentences, words not understood, contradictions, garbage."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notice_arrangements import notices
from notice_edits import Edit, sentences_dropped, single_edits
from notice_renderer import OFFICIAL, Style, render, render_change
from pinned import NOTICES

from gaf_rules.calendar.parsing import parse_notice
from gaf_rules.values.errors import NoticeError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from gaf_rules.calendar.notice import Notice

_MODERN = (
    *("2011", "2012", "2014", "2016", "2017", "2019", "2019-adjustment", "2020"),
    *("2020-extension", "2022", "2023", "2025"),
)
_OLDER = ("2004", "2005", "2006", "2007", "2008", "2009")
_SHIPPED = {(notice.year, notice.kind): notice for notice in NOTICES}
_2026 = render(_SHIPPED[2026, "annual"])
_2025 = render(_SHIPPED[2025, "annual"])

# The edits of the older texts that nothing in the text contradicts. In 2008 the days given away
# for National Day are never said to be worked, so one of them can be moved past the holiday.
_UNCAUGHT_IN_OLDER_TEXTS = {("2008", "date", "10月11日")}


def _read(text: str, year: int) -> Notice | None:
    try:
        return parse_notice(text, year=year)
    except NoticeError:
        return None


def _text(shared: Path, name: str) -> str:
    return (shared / "calendar" / "texts" / f"{name}.txt").read_text("utf-8")


def _uncaught(edits: Iterable[Edit], year: int) -> tuple[int, list[Edit]]:
    tried, left = 0, []
    for edit in edits:
        tried += 1
        if _read(edit.text, year) is not None:
            left.append(edit)
    return tried, left


@pytest.mark.no_cover
def test_every_single_edit_of_a_modern_text_is_caught(shared: Path) -> None:
    tried, left = 0, []
    for name in _MODERN:
        count, passed = _uncaught(single_edits(_text(shared, name)), int(name[:4]))
        tried += count
        left += [f"{name} {edit}" for edit in passed]
    assert tried > 3000
    assert not left, "\n".join(left)


@pytest.mark.no_cover
def test_the_edits_of_older_texts_that_pass_are_known(shared: Path) -> None:
    tried, left = 0, set()
    for name in _OLDER:
        count, passed = _uncaught(single_edits(_text(shared, name)), int(name))
        tried += count
        left |= {(name, edit.kind, edit.after) for edit in passed}
    assert len(left) <= 0.05 * tried
    assert left == _UNCAUGHT_IN_OLDER_TEXTS


@pytest.mark.parametrize("year", [2008, 2010, 2013, 2018, 2021, 2024, 2026])
@pytest.mark.parametrize(
    "style", [OFFICIAL, Style(weekdays_off=False, lunar=False)], ids=["now", "earlier"]
)
def test_every_single_edit_of_a_rendered_text_is_caught_save_the_signature(
    year: int, style: Style
) -> None:
    text = render(_SHIPPED[year, "annual"], style)
    body, _, signed = text.partition("国务院办公厅\n")
    # The day in the signature stands alone: nothing else in a notice tells when it was issued.
    edits = list(single_edits(body))
    tried, left = _uncaught(
        (Edit(kind=e.kind, before=e.before, after=e.after, text=e.text + signed) for e in edits),
        year,
    )
    assert tried > 200
    assert not left, "\n".join(map(str, left))


@pytest.mark.parametrize("before", ["2025年11月4日", "国办发明电〔2025〕7号"])
def test_day_of_issue_and_number_are_taken_on_trust_but_not_against_each_other(before: str) -> None:
    # The only edits that pass: nothing else in a notice tells when, or under what number, it was
    # issued. They agree in the year, and what the caller knows is held against them.
    year = before.replace("2025", "2024")
    with pytest.raises(NoticeError):
        parse_notice(_2026.replace(before, year), year=2026)
    other = before.replace("7号", "8号").replace("4日", "5日")
    assert _read(_2026.replace(before, other), 2026) is not None
    shipped = _SHIPPED[2026, "annual"]
    with pytest.raises(NoticeError):
        parse_notice(
            _2026.replace(before, other), year=2026, number=shipped.number, issued=shipped.issued
        )


@given(notice=notices(), data=st.data())
def test_nineteen_of_twenty_edits_of_a_random_notice_are_caught(
    notice: Notice, data: st.DataObject
) -> None:
    edits = list(single_edits(render(notice, Style(counted=True, spelled=True))))
    chosen = data.draw(st.lists(st.sampled_from(edits), min_size=30, max_size=30, unique_by=id))
    tried, left = _uncaught(chosen, notice.year)
    # What can pass: a day of rest that is worked, moved by whole weeks to the other side of a
    # holiday that ordinary working days surround.
    assert {edit.kind for edit in left} <= {"day", "month", "date"}
    assert len(left) <= 0.05 * tried, "\n".join(map(str, left))


@pytest.mark.parametrize("name", [*_MODERN, *_OLDER])
def test_a_text_without_one_of_its_sentences_is_refused(shared: Path, name: str) -> None:
    text, year = _text(shared, name), int(name[:4])
    whole = _read(text, year)
    for edit in sentences_dropped(text):
        read = _read(edit.text, year)
        # An older notice may say a thing twice; without its account of the days it says the same.
        assert read is None or (name in _OLDER and read == whole), str(edit)


@given(notice=notices())
def test_a_rendered_text_without_one_of_its_sentences_is_refused(notice: Notice) -> None:
    text = render(notice, Style())
    for edit in sentences_dropped(text):
        assert _read(edit.text, notice.year) is None, str(edit)


@given(notice=notices(), data=st.data())
def test_a_text_cut_short_is_refused_or_says_the_same(notice: Notice, data: st.DataObject) -> None:
    text = render(notice, Style())
    cut = data.draw(st.integers(0, len(text) - 1))
    read = _read(text[:cut], notice.year)
    # What the last sentence adds to its days (their number, how they are called) may be gone.
    assert read is None or (read.off, read.work) == (notice.off, notice.work)


@given(data=st.data())
def test_shuffled_and_mangled_text_raises_nothing_else(data: st.DataObject) -> None:
    pieces = [part + "。" for part in _2026.split("。")]
    shuffled = "".join(data.draw(st.permutations(pieces)))
    signs = st.text(
        alphabet="一二十、，。；：（）()0129月日年至天周六放假调休共上班补延长调整春节元旦\n "
    )
    at = data.draw(st.integers(0, len(shuffled)))
    for text in (shuffled, shuffled[:at] + data.draw(signs) + shuffled[at:], data.draw(signs)):
        read = _read(text, 2026)
        assert read is None or read.year == 2026


@given(text=st.text(), year=st.integers(1990, 2060))
def test_garbage_raises_nothing_else(text: str, year: int) -> None:
    assert _read(text, year) is None


_WRONG = {
    "a worked day on the wrong weekday": ("1月4日（周日）上班", "1月4日（周六）上班", "1月4日"),
    "a wrong length": ("共9天", "共8天", "二、春节"),
    "words not understood": ("10月10日（周六）上班。", "10月10日（周六）上班，另行通知。", "另行"),
    "words behind a length": ("共9天。", "共9天左右。", "左右"),
    "brackets not understood": ("9月20日（周日）", "9月20日（大约）", "大约"),
    "a wrong lunar day": ("农历正月初七", "农历正月初八", "初八"),
    "a lunar day that the month lacks": ("农历正月初七", "农历正月三十五", "三十五"),
    "no such day": ("2月14日（周六）", "2月31日（周六）", "2月31日"),
    "a range that runs backwards": ("5月1日（周五）至5月5日（周二）", "5月5日至5月1日", "5月5日"),
    "a day off twice": ("4月4日（周六）至", "5月1日至", "清明"),
    "two runs": ("5月5日（周二）放假", "5月3日、5月4日至5月5日放假", "一段"),
    "out of order": ("9月20日（周日）、10月10日", "10月10日、9月20日（周日）、9月26日", "先后"),
    "a range without an end": ("5月1日（周五）至5月5日（周二）", "5月1日至月底", "月底"),
    "a first date without its month": ("五、端午节：6月19日（周五）", "五、端午节：19日", "月份"),
    "a lunar day that is no numeral": ("农历正月初七", "农历正月七七", "七七"),
    "a length before any day": ("四、劳动节：", "四、劳动节：共5天，", "此前"),
    "an ordinal twice": (
        "\n七、国庆节：10月1日", "\n六、国庆节：10月1日", "序号",
    ),
    "a festival missing": ("清明节：", "踏青节：", ""),
    "a festival twice": ("端午节：", "清明节：", ""),
    "an ordinal left out": ("\n七、国", "\n八、国", ""),
    "a decree behind the sections": ("期间，请", "期间，10月31日上班，请", "10月31日"),
    "a decree before the sections": ("经批准", "2月28日起放假，经批准", "2月28日"),
    "a day in the closing words": ("请各地区", "请各地区于1月5日前", "1月5日"),
    "other festivals announced": ("现将2026年元旦、春节、", "现将2026年元旦、", "前文"),
    "another year": ("现将2026年", "现将2027年", ""),
    "a date without its month": ("2月14日（周六）、2月28日（周六）上班", "放假", "放假"),
    "a day of rest passed by": ("2月28日（周六）", "3月7日（周六）", "3月7日"),
    "a weekday worked": ("2月28日（周六）", "2月27日（周五）", "2026-02-27"),
    "a swap denied": ("1月3日（周六）放假调休", "1月3日（周六）放假公休", "公休"),
    "no swap, yet a run": ("，共3天。1月4日（周日）上班", "，不调休", "元旦"),
    "a swap that is none": ("4月4日（周六）至4月6日（周一）放假", "4月5日放假调休，4月6日", "清明"),
}  # fmt: skip


@pytest.mark.parametrize("case", [name for name in _WRONG if name != "a swap that is none"])
def test_what_is_wrong_is_refused_and_shown(case: str) -> None:
    before, after, shown = _WRONG[case]
    assert _2026.count(before) == 1
    with pytest.raises(NoticeError) as caught:
        parse_notice(_2026.replace(before, after), year=2026)
    assert shown in caught.value.sentence or shown in caught.value.zh
    assert caught.value.zh != caught.value.en


_WORDS = {
    "a day that joins no weekend": ("1天，不调休", "，与周末连休", "与周末连休"),
    "a swap that is none": ("4月6日（周日）放假", "4月6日（周日）放假调休", "没有调动"),
    "two days in lieu": (
        "4月4日（周五）至4月6日（周日）放假，共3天",
        "4月4日放假，4月7日、4月8日补休",
        "补休应为",
    ),
    "no swap, yet a day worked": ("共5天。", "共5天，不调休。", "不调休"),
    "a weekday called a day in lieu too late": (
        "4月4日（周五）至4月6日（周日）放假，共3天",
        "4月4日放假，4月8日（周二）补休",
        "补休",
    ),
}


@pytest.mark.parametrize("case", _WORDS)
def test_words_that_do_not_fit_the_days_are_refused(case: str) -> None:
    before, after, shown = _WORDS[case]
    assert _2025.count(before) == 1
    with pytest.raises(NoticeError) as caught:
        parse_notice(_2025.replace(before, after), year=2025)
    assert shown in caught.value.zh


@pytest.mark.parametrize(
    ("advice", "shown"), [("（2月8日）休息", "2024-02-09"), ("（2月9日）加班", "没有读懂")]
)
def test_advice_that_names_another_day_or_thing_is_refused(advice: str, shown: str) -> None:
    text = render(_SHIPPED[2024, "annual"])
    advised = f"2月18日（周日）上班。鼓励各单位安排职工在除夕{advice}。"
    with pytest.raises(NoticeError) as caught:
        parse_notice(text.replace("2月18日（周日）上班。", advised), year=2024)
    assert shown in caught.value.zh


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        ({"year": 1999}, "year"),
        ({"year": 2200}, "year"),
        ({"year": True}, "year"),
        ({"year": "2026"}, "year"),
        ({"year": 2025}, "year"),
        ({"number": ""}, "number"),
        ({"number": 7}, "number"),
        ({"number": "国办发明电〔2025〕8号"}, "number"),
        ({"issued": date(2025, 11, 5)}, "issued"),
        ({"issued": datetime(2025, 11, 4)}, "issued"),
        ({"issued": "2025-11-04"}, "issued"),
        ({"text": ""}, "text"),
        ({"text": None}, "text"),
        ({"text": _2026.encode()}, "text"),
    ],
)
def test_arguments_that_do_not_fit_are_refused(arguments: dict[str, Any], key: str) -> None:
    with pytest.raises(NoticeError) as caught:
        parse_notice(**{"text": _2026, "year": 2026, **arguments})
    assert caught.value.key == key


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ("各省、", "国办发明电〔2025〕9号\n各省、", "number"),
        ("各省、", "成文日期：2025年11月5日\n各省、", "issued"),
        ("2025年11月4日", "2025年11月31日", "issued"),
        ("各省、", "国务院关于2026年某事放假的通知\n各省、", "title"),
        ("国务院办公厅关于2026年", "国务院办公厅关于2025年", "year"),
    ],
)
def test_a_page_that_contradicts_itself_is_refused(before: str, after: str, key: str) -> None:
    assert before in _2026
    with pytest.raises(NoticeError) as caught:
        parse_notice(_2026.replace(before, after, 1), year=2026)
    assert caught.value.key == key


def test_only_the_autumn_festivals_share_a_section() -> None:
    text = render(_SHIPPED[2026, "annual"], Style(numbering="", page="bare"))
    lines = [line for line in text.splitlines() if not line.startswith("端午节")]
    joined = "\n".join(lines).replace("清明节：", "清明节、端午节：")
    with pytest.raises(NoticeError, match="share a section"):
        parse_notice(joined, year=2026)


_AMENDMENTS = {
    "of a year that is not known": ("延长2030年春节假期至2月12日，2月13日起上班。", 2030, "amends"),
    "of another year": ("延长2021年春节假期至2月2日，2月3日起上班。", 2020, "2020"),
    "no extension": ("延长2020年春节假期至1月29日，1月30日起上班。", 2020, "不是延长"),
    "work resumed late": ("延长2020年春节假期至1月31日，2月2日起上班。", 2020, "2020-02-01"),
    "no day of rest in it": ("延长2020年春节假期至元宵。", 2020, "没有读懂"),
    "no day of work": ("延长2020年春节假期至2月2日，其后上班。", 2020, "没有读懂"),
    "no word of work": ("延长2020年春节假期至2月2日。", 2020, "没有读懂"),
    "a rest of words": ("延长2020年春节假期至2月2日，2月3日起上班，另行通知。", 2020, "另行"),
    "a wrong weekday": ("延长2020年春节假期至2月2日（周六），2月3日起上班。", 2020, "星期日"),
    "nothing decreed": ("关于调整2024年端午节放假安排，现予公布。", 2024, "通知如下"),
    "nothing changed": ("调整2024年端午节放假安排如下：6月10日放假1天。", 2024, "没有调整"),
    "a collision": (
        "现将调整2022年国庆节放假安排通知如下：9月12日至10月7日放假。", 2022, "2022-09-12",
    ),
    "no section at all": ("2015年9月3日是纪念日。", 2015, "纪念日"),
}  # fmt: skip


@pytest.mark.parametrize("case", _AMENDMENTS)
def test_amendments_that_do_not_add_up_are_refused(case: str) -> None:
    text, year, shown = _AMENDMENTS[case]
    with pytest.raises(NoticeError) as caught:
        parse_notice(text, year=year)
    assert shown in caught.value.zh


def test_a_notice_does_not_amend_itself() -> None:
    shipped = _SHIPPED[2020, "amendment"]
    text = render_change(shipped, OFFICIAL, resumed=date(2020, 2, 3))
    read = parse_notice(text, year=2020, amends=tuple(_SHIPPED.values()))
    assert read.cancels == shipped.cancels
