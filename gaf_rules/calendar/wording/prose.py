"""What stands around the sections is prose: it may tell of the days again, but decrees none.

So no word of it is read into the notice. It is only held against what the sections say: a page
whose prose says of a day what its sections do not is read by halves, and refused.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final, NoReturn

from gaf_rules.calendar.wording.phrases import FULL_DATE, numeral, refuse
from gaf_rules.values.days import the_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gaf_rules.calendar.wording.amending import InForce
    from gaf_rules.calendar.wording.page import Page

__all__ = ["check_prose"]

_NUMERAL: Final = r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_DAY: Final = rf"(?:[0-9]{{4}}年)?(?:{_NUMERAL}月)?{_NUMERAL}日(?:\([^()]{{1,20}}\))?"
_JOIN: Final = r"(?:至|到|[~\-—–―─〜−]+|、|以?及|和|与)"
_ONE: Final = re.compile(
    rf"(?P<join>{_JOIN})?(?:(?P<year>[0-9]{{4}})年)?(?:(?P<month>{_NUMERAL})月)?(?P<day>{_NUMERAL})日"
)
# "放假安排", "放假的日子": the noun for the arrangement, not what becomes of the day before it.
_NOUN: Final = r"安排|通知|办法|时间|日期|期间|方案|计划|规定|原则|制度|天数|情况|调整|的"
_SAID: Final = (
    r"(?P<said>(?:放假|调休|公休|补休|连休|休息|休假|上班|上课)++"
    rf"(?!{_NOUN}))"
)
_DECREE: Final = re.compile(
    rf"(?P<days>{_DAY}(?:{_JOIN}{_DAY})*)"
    rf"(?P<between>(?:(?!{_NUMERAL}日)[^,。;:!?\n]){{0,20}}?){_SAID}"
)
# A day of another kind: "the Saturday before it", "the sixth of the first month".
_VAGUE: Final = re.compile(
    r"(?:(?:周|星期|礼拜)[一二三四五六日天末]|除夕|初[一二三四五六七八九十]+)"
    rf"(?:[^,。;:!?\n]){{0,6}}?{_SAID}"
)
# Of the day on which something was said, not of the day spoken about.
_REPORT: Final = (
    "电|讯|消息|报道|发布|公布|宣布|印发|下发|发出|通过|修订|修改|施行|实施|通知|获悉|从国务院|对外"
)
_REPORTED: Final = re.compile(_REPORT)
_REPORT_DAY: Final = re.compile(rf"{_DAY}(?:{_REPORT})")
_LINES: Final = re.compile(r"(?<=[。;])\n*|\n+")
_DECEMBER: Final = 12
_ONE_DAY: Final = timedelta(1)


def check_prose(page: Page, holds: InForce, year: int) -> None:
    """Refuse a page whose prose says of a day what its sections do not.

    Arguments:
        page: the page.
        holds: what holds by the notice.
        year: the year it arranges.

    Raises:
        NoticeError: it shows the sentence.
    """
    closing = page.closing
    for part in (page.head, closing, page.tail[len(closing) :]):
        # The closing words are the notice's own: no day of theirs may be one that it leaves out.
        strict = part is closing
        for sentence in _LINES.split(part):
            reader = _Sentence(sentence, holds, year, strict=strict)
            reader.check()


class _Sentence:
    def __init__(self, text: str, holds: InForce, year: int, *, strict: bool) -> None:
        self.text = text
        self.holds = holds
        self.year = year
        self.strict = strict

    def check(self) -> None:
        left = self.text
        for decree in _DECREE.finditer(self.text):
            if _REPORTED.search(decree["between"]) is None:
                self._check_decree(decree)
                left = left.replace(decree.group(), "", 1)
        if self.strict:
            self._check_rest(left)

    def _check_decree(self, decree: re.Match[str]) -> None:
        said, works = decree["said"], "班" in decree["said"] or "课" in decree["said"]
        if decree["between"].endswith("不"):
            works = not works
        for choices in _days(decree["days"], self.year):
            if not choices:
                if self.strict:
                    self._refuse()
            elif said != "调休" and all(self.holds.is_working(d) is not works for d in choices):
                self._refuse()

    def _check_rest(self, left: str) -> None:
        if _VAGUE.search(left):
            self._refuse()
        named = {*self.holds.off, *self.holds.work}
        for choices in _days(_REPORT_DAY.sub("", FULL_DATE.sub("", left)), self.year):
            if named.isdisjoint(choices):
                self._refuse()

    def _refuse(self) -> NoReturn:
        refuse(
            "这句话在各节之外说到放假、上班的日子，与各节所写不符",
            "this sentence outside the sections tells of days off or worked, and not as the "
            "sections do",
            sentence=self.text,
        )


def _days(words: str, year: int) -> Iterator[tuple[date, ...]]:
    """Each day that is named, as the days that it can be; none where it cannot be told which.

    A range gives its days one by one. Days of other years are left out; a day of December can be
    one of the year before, whose last days New Year's Day may take.
    """
    month: int | None = None
    last: date | None = None
    for match in _ONE.finditer(words):
        month = numeral(match["month"]) if match["month"] else month
        stated = int(match["year"]) if match["year"] else None
        if stated is not None and stated not in {year, year - (month == _DECEMBER)}:
            last = None
            continue
        years = (stated,) if stated else (year, year - 1) if month == _DECEMBER else (year,)
        found = tuple(d for y in years if (d := _day(y, month, match["day"])) is not None)
        if last is not None and match["join"] not in {None, *"、及和与", "以及"} and found:
            between = last + _ONE_DAY
            while between < found[0]:
                yield (between,)
                between += _ONE_DAY
        yield found
        last = found[0] if found else None


def _day(year: int, month: int | None, day: str) -> date | None:
    try:
        return the_day(year, month or 0, numeral(day) or 0)
    except ValueError:
        return None
