"""What must add up before a notice is believed.

Each rule was checked on every notice of 2004-2026; the one departure (2015) is named where it is
allowed for. A rule that rests on practice rather than on the Regulation says so: a notice that
breaks it is refused all the same, because a misprint is far more likely than a new practice, and
the way out is to write the notice file by hand (`Notice`, `load_notices`).
"""

from __future__ import annotations

from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NoReturn

from gaf_rules.calendar.wording.festivals import statutory_days
from gaf_rules.calendar.wording.phrases import BY_HAND_EN, BY_HAND_ZH, refuse
from gaf_rules.values.texts import counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gaf_rules.calendar.wording.page import Heading
    from gaf_rules.calendar.wording.sentences import Section

__all__ = ["check_headings", "check_section", "check_set"]

_SATURDAY: Final = 5
_ONE: Final = timedelta(1)
_AUTUMN: Final = ("国庆节", "中秋节")


def check_headings(headings: Sequence[Heading], year: int) -> None:
    """Every festival of the Regulation once, the sections numbered without a gap.

    Arguments:
        headings: those of the notice, in order.
        year: the year it arranges.

    Raises:
        NoticeError: what is read does not add up.
    """
    listed = "".join(heading.text for heading in headings)
    ordinals = [heading.ordinal for heading in headings]
    if any(ordinals) and ordinals != list(range(1, len(ordinals) + 1)):
        refuse(
            f"各节序号不连续：{ordinals}",
            f"the sections are not numbered 1 to {len(ordinals)}: {ordinals}",
            sentence=listed,
            key="ordinal",
            value=ordinals,
        )
    held = [name for heading in headings for name in heading.festivals]
    wanted = set(statutory_days(year))
    repeated = sorted({name for name in held if held.count(name) > 1})
    missing, unknown = sorted(wanted - set(held)), sorted(set(held) - wanted)
    if repeated or missing or unknown:
        refuse(
            f"{year} 年每个法定节日应各出现一次；缺 {missing}，多 {unknown}，重复 {repeated}",
            f"in {year} every festival of the Regulation stands once; missing {missing}, "
            f"unexpected {unknown}, repeated {repeated}",
            sentence=listed,
            key="festival",
            value=held,
        )
    for heading in headings:
        if len(heading.festivals) > 1 and set(heading.festivals) != set(_AUTUMN):
            refuse(
                f"只有国庆节与中秋节可以合并为一节{BY_HAND_ZH}",
                f"only National Day and Mid-Autumn Festival share a section{BY_HAND_EN}",
                sentence=heading.text,
                key="festival",
                value=heading.festivals,
            )


def check_section(section: Section) -> None:
    """What can be checked within one section, whatever else the notice says.

    Raises:
        NoticeError: it shows the section.
    """
    _Sole(section).check()


class _Sole:
    def __init__(self, section: Section) -> None:
        self.section = section
        self.off = section.days_off

    def check(self) -> None:
        section, off = self.section, self.off
        for days, zh, en in ((off, "放假", "off"), (section.work, "上班", "worked")):
            repeated = sorted({day for day in days if days.count(day) > 1})
            if repeated:
                self._refuse(
                    f"{_spelled(repeated)} 重复列为{zh}", f"{_spelled(repeated)} is {en} twice"
                )
        both = sorted(set(off) & set(section.work))
        if both:
            self._refuse(
                f"{_spelled(both)} 既放假又上班", f"{_spelled(both)} is both off and worked"
            )
        weekdays = [day for day in section.work if day.weekday() < _SATURDAY]
        if weekdays:
            self._refuse(
                f"补班日 {_spelled(weekdays)} 不在周末",
                f"{_spelled(weekdays)} is a weekday, so nothing is made up by working on it",
            )
        for count in section.counts:
            if count != len(off):
                self._refuse(
                    f"写的是共{count}天，日期合计 {len(off)} 天",
                    f"{counted(count, 'day is', 'days are')} announced, {len(off)} named",
                    value=count,
                )
        self._check_order()
        self._check_narrative()

    def _check_order(self) -> None:
        section = self.section
        for days in (tuple(run.start for run in section.off), section.work):
            if list(days) != sorted(days):
                self._refuse("日期没有按先后排列", "the days are not in order")
        if len(section.off) > 1 or (section.rest and len(section.off[0].days) > 1):
            self._refuse(
                f"一节只应有一段假期{BY_HAND_ZH}",
                f"a section names one run of days off{BY_HAND_EN}",
            )
        if section.rest and (
            len(section.rest) > 1 or section.rest[0].weekday() >= _SATURDAY or section.work
        ):
            self._refuse(
                "补休应为一个平日，且不另行补班",
                "a day in lieu is one weekday, and nothing is worked for it",
            )
        if section.rest and section.rest[0] < section.off[-1].end:
            self._refuse(
                f"补休应在所补的假日之后{BY_HAND_ZH}",
                f"a day in lieu comes after the holiday that it makes up for{BY_HAND_EN}",
            )

    def _check_narrative(self) -> None:
        """The account an older notice gives covers each day off once, and no other."""
        section = self.section
        if not section.narrative:
            if section.statutory or section.weekend or section.moved_from:
                self._refuse("这一节没有读懂", "this section was not understood")
            return
        account = [*section.statutory, *section.weekend, *section.moved_to]
        if sorted(account) != list(self.off):
            self._refuse(
                "法定假日、公休日与调休日合起来不等于放假的日子",
                "statutory days, weekend days and moved days do not make up the days off",
            )
        given = (*section.weekend, *section.moved_from)
        if any(day.weekday() < _SATURDAY for day in given):
            self._refuse("公休日应在周末", "a weekly day of rest lies on a weekend")
        resting = [day for day in self.off if day.weekday() >= _SATURDAY]
        if len(set(given)) != len(given) or {*resting} != {*given} & {*self.off}:
            self._refuse(
                "假期内的公休日应各说明一次：照常公休，或调至别日",
                "each weekend day of the holiday is accounted for once: kept, or moved",
            )
        left = tuple(sorted(set(section.moved_from) - set(self.off)))
        # One text (2008) leaves it unsaid that the days given away are worked.
        if section.work and section.work != left:
            self._refuse(
                f"调出的公休日是 {_spelled(left)}，上班的却是 {_spelled(section.work)}",
                f"{_spelled(left)} is moved, but {_spelled(section.work)} is worked",
            )

    def _refuse(self, zh: str, en: str, *, value: object = None) -> NoReturn:
        refuse(zh, en, sentence=self.section.text, key=self.section.name, value=value)


def check_set(
    sections: Sequence[Section],
    year: int,
    *,
    off: Mapping[date, str] = MappingProxyType({}),
    work: Mapping[date, str] = MappingProxyType({}),
) -> None:
    """What the sections of a notice must be together, and against the Regulation.

    Arguments:
        sections: those of the notice, in order; of an adjustment, the one it changes.
        year: the year it arranges.
        off: days off arranged elsewhere, with their festivals.
        work: days worked that are arranged elsewhere.

    Raises:
        NoticeError: it shows the section.
    """
    law = statutory_days(year)
    seen: dict[date, str] = {**off, **work}
    for section in sections:
        for day in (*section.days_off, *section.worked):
            if day in seen:
                refuse(
                    f"{day} 已见于{seen[day]}",
                    f"{day} is named for two festivals",
                    sentence=section.text,
                    key=section.name,
                    value=day,
                )
            seen[day] = section.name
        if not section.days_off:
            refuse(
                "没有写明放假日期",
                "no day off is named",
                sentence=section.text,
                key=section.name,
            )
    starts = [section.days_off[0] for section in sections]
    if starts != sorted(starts):
        refuse(
            "各节没有按日期先后排列",
            "the sections are not in order of date",
            sentence="".join(section.text for section in sections),
            key="off",
        )
    all_off = frozenset([*off, *(day for each in sections for day in each.days_off)])
    all_work = frozenset([*work, *(day for each in sections for day in each.worked)])
    for section in sections:
        _Lawful(section, law, all_off, all_work).check()
    _check_balance(sections, law)


class _Lawful:
    """One section against the Regulation and the practice.

    Arguments:
        off, work: all days off and worked of the whole notice.
    """

    def __init__(
        self,
        section: Section,
        law: Mapping[str, tuple[date, ...]],
        off: frozenset[date],
        work: frozenset[date],
    ) -> None:
        self.section = section
        self.statutory = tuple(sorted({day for name in section.festivals for day in law[name]}))
        self.off = off
        self.work = work

    def check(self) -> None:
        section = self.section
        missing = [day for day in self.statutory if day not in section.days_off]
        if missing:
            self._refuse(
                f"法定假日 {_spelled(missing)} 不在放假日期之内",
                f"the statutory day {_spelled(missing)} is not among the days off",
            )
        if section.narrative and tuple(sorted(section.statutory)) != self.statutory:
            self._refuse(
                f"法定假日应为 {_spelled(self.statutory)}",
                f"the statutory days are {_spelled(self.statutory)}",
            )
        self._check_words()
        self._check_edges()
        for day in (*section.worked, *section.rest):
            self._check_near(day)

    def _check_words(self) -> None:
        section = self.section
        days, styles = section.days_off, section.styles
        # What falls on a weekend is taken on a weekday: that too is called a swap (2020, 2023).
        swapped = bool(section.worked) or any(d.weekday() >= _SATURDAY for d in self.statutory)
        if (section.no_swap or "放假公休" in styles) and section.worked:
            self._refuse(
                "写明不调休或公休，却有补班日", "nothing is said to be swapped, yet a day is worked"
            )
        if section.no_swap and (section.rest or set(days) - set(self.statutory)):
            self._refuse(
                "写明不调休，放假的却不止法定假日",
                "nothing is said to be swapped, yet more than the statutory days is off",
            )
        if {"放假调休", "调休放假"} & set(styles) and not swapped:
            self._refuse("写明调休，却没有调动任何一天", "days are said to be swapped, but none is")
        if section.joined and (len(days) != 1 or days[0].weekday() not in {0, 4}):
            self._refuse(
                "与周末连休的应是一个星期一或星期五",
                "a day that joins the weekend is one Monday or Friday",
            )

    def _check_edges(self) -> None:
        """Practice: a bridged holiday is announced at its full length, work on either side of it.

        Where nothing is worked for it, and for a single day, the weekend beside it may be left unsaid: it is
        off by the week. Where something is, a weekend left unsaid is what a misprinted day leaves behind.
        """
        for run in self.section.off:
            if run.start == run.end or not self.section.worked:
                continue
            for day in (run.start - _ONE, run.end + _ONE):
                if day in self.off or (day.weekday() >= _SATURDAY and day not in self.work):
                    self._refuse(
                        f"{day} 与假期相连，却既未写明放假也未写明上班{BY_HAND_ZH}",
                        f"{day} adjoins the holiday, but is neither off nor worked in the "
                        f"notice{BY_HAND_EN}",
                        value=day,
                    )

    def _check_near(self, day: date) -> None:
        """Practice: between a swapped day and its festival nothing that could serve is passed by.

        That is a day of rest where the swapped day is worked, a working day where it is off.
        """
        first, last = self.section.off[0].start, self.section.off[-1].end
        start, end = (day, first) if day < first else (last, day)
        at = start + _ONE
        while at < end:
            resting = at.weekday() >= _SATURDAY
            if resting != (day in self.section.rest) and at not in self.off | self.work:
                self._refuse(
                    f"{day} 离假期太远，中间还有 {at}{BY_HAND_ZH}",
                    f"{day} is too far from the festival, {at} lies between{BY_HAND_EN}",
                    value=day,
                )
            at += _ONE

    def _refuse(self, zh: str, en: str, *, value: object = None) -> NoReturn:
        refuse(zh, en, sentence=self.section.text, key=self.section.name, value=value)


def _check_balance(sections: Sequence[Section], law: Mapping[str, tuple[date, ...]]) -> None:
    """Weekdays off less weekend days worked are the statutory days, festival by festival.

    It held for every festival of every notice, with one exception: in 2015 Mid-Autumn Festival
    fell on a Sunday and was made up for within the National Day holiday.
    """
    owed: dict[str, int] = {}
    for section in sections:
        gained = sum(day.weekday() < _SATURDAY for day in section.days_off) - len(section.worked)
        due = sum(len(law[name]) for name in section.festivals)
        owed[section.name] = due - gained
    carried = owed.get("中秋节") == 1 and owed.get("国庆节") == -1
    if carried and law["中秋节"][0].weekday() >= _SATURDAY:
        owed["中秋节"] = owed["国庆节"] = 0
    for section in sections:
        if owed[section.name]:
            due = sum(len(law[name]) for name in section.festivals)
            given = due - owed[section.name]
            refuse(
                f"平日放假天数减去补班天数应为法定的 {due} 天，此处是 {given} 天{BY_HAND_ZH}",
                f"weekdays off less weekend days worked should be the {due} statutory days; "
                f"here they are {given}{BY_HAND_EN}",
                sentence=section.text,
                key=section.name,
                value=given,
            )


def _spelled(days: Sequence[date]) -> str:
    return ", ".join(day.isoformat() for day in days)
