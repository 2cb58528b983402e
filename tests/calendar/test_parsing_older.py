"""The older style, which accounts for each day: read rightly or refused, never half-read."""

from __future__ import annotations

from datetime import date

import pytest
from notice_edits import single_edits

from gaf_rules.calendar.parsing import parse_notice
from gaf_rules.values.errors import NoticeError

# Invented for a year of which the project holds no notice.
_2002 = """一、元旦：1月1日放假1天。
二、春节：2月12日———18日（农历正月初一至初七）放假，共七天。其中，12日、13日、14日为法定假日，16日（周六）、
17日（周日）照常公休，将2月9日（周六）、10日（周日）两个公休日调至15日（周五）、18日（周一），2月9日、10日上班。
三、“五一”：5月1日——5月7日放假，共7天。其中，1日至3日为法定假日，4日（周六）、5日（周日）照常公休，4月27日（周六）、
28日（周日）公休日分别调至5月6日（周一）、7日（周二）。4月27日、28日上班。
四、“十一”：10月1日-7日放假，共7天。其中1日、2日、3日为国庆节法定节假日，5日（周六）、6日（周日）为公休日，
9月28日（周六）、29日（周日）两个公休日调至10月4日（周五）、7日（周一）。
"""


def test_the_older_style_is_read() -> None:
    notice = parse_notice(_2002, year=2002)
    assert [(row.festival, row.start, row.end) for row in notice.off] == [
        ("元旦", date(2002, 1, 1), date(2002, 1, 1)),
        ("春节", date(2002, 2, 12), date(2002, 2, 18)),
        ("劳动节", date(2002, 5, 1), date(2002, 5, 7)),
        ("国庆节", date(2002, 10, 1), date(2002, 10, 7)),
    ]
    assert [each.on for each in notice.work] == [
        *(date(2002, 2, 9), date(2002, 2, 10), date(2002, 4, 27), date(2002, 4, 28)),
        *(date(2002, 9, 28), date(2002, 9, 29)),
    ]


_WRONG = {
    "fewer days listed than announced": ("将2月9日（周六）、10日", "将2月10日", "两个公休日"),
    "more targets than days moved": ("15日（周五）、18日", "15日（周五）、16日、18日", "数目不符"),
    "fewer targets than days moved": ("至5月6日（周一）、7日（周二）", "至5月6日", "数目不符"),
    "a weekday given away": ("9月28日（周六）、29日（周日）", "9月27日、29日", "公休日应在周末"),
    "a day not accounted for": ("16日（周六）、\n", "", "合起来"),
    "a day of rest twice": ("4月27日（周六）、\n28日", "5月4日、4月28日", "各说明一次"),
    "not the statutory days": ("其中，1日至3日", "其中，1日至4日", "法定"),
    "worked, but not moved": ("4月27日、28日上班", "4月28日上班", "上班的却是"),
    "a festival of another section": ("两个公休日调至15", "两个公休日及元旦调至15", "没有读懂"),
    "moved nowhere": ("分别调至5月6日（周一）、7日（周二）", "", "没有读懂"),
    "an account without its opening": ("其中，1日", "1日", "没有读懂"),
    "a length that is no numeral": ("共七天", "共七十十天", "没有读懂"),
}  # fmt: skip


def test_an_account_of_days_that_are_not_statutory_is_refused() -> None:
    # The day of rest and the statutory day change places; all adds up, but not with the law.
    text = _2002.replace("12日、13日、14日为法定", "13日、14日、15日为法定")
    text = text.replace("调至15日（周五）、", "调至12日（周二）、")
    with pytest.raises(NoticeError) as caught:
        parse_notice(text, year=2002)
    assert "法定假日应为" in caught.value.zh


@pytest.mark.parametrize("case", _WRONG)
def test_an_account_that_does_not_add_up_is_refused(case: str) -> None:
    before, after, shown = _WRONG[case]
    assert _2002.count(before) == 1
    with pytest.raises(NoticeError) as caught:
        parse_notice(_2002.replace(before, after), year=2002)
    assert shown in caught.value.zh
    assert caught.value.sentence


def test_hardly_an_edit_of_the_older_style_passes() -> None:
    edits = list(single_edits(_2002))
    passed = []
    for edit in edits:
        try:
            parse_notice(edit.text, year=2002)
        except NoticeError:
            continue
        passed.append(edit)
    assert len(edits) > 500
    # Where an account leaves unsaid that the days given away are worked, one of them can be moved
    # by whole weeks past the holiday: no other edit passes.
    assert {edit.kind for edit in passed} <= {"date"}
    assert len(passed) <= 0.01 * len(edits), "\n".join(map(str, passed))
