"""What a calendar file must be: its shape, and the checks that refuse what does not add up."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeAlias, TypeGuard

from gaf_rules.values.nearest import short

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = [
    "GRADES",
    "NOTICE_KEYS",
    "NOTICE_KINDS",
    "OVERLAY_KEYS",
    "OVERLAY_KINDS",
    "CalendarDataError",
    "RawNotice",
    "RawOverlay",
    "check_notice",
    "check_overlay",
]


# Plain tables, not TypedDicts: those cost the program that only reads them 3 ms at each start.
RawNotice: TypeAlias = dict[str, Any]
RawOverlay: TypeAlias = dict[str, Any]

NOTICE_KEYS: Final = (
    "number",
    "title",
    "year",
    "kind",
    "issued",
    "address",
    "evidence",
    "off",
    "work",
    "cancels",
)
OFF_KEYS: Final = ("festival", "start", "end")
WORK_KEYS: Final = ("festival", "date")
CANCEL_KEYS: Final = ("festival", "off", "work")
OVERLAY_KEYS: Final = ("place", "name", "kind", "title", "evidence", "source", "off", "work")
BARE_OVERLAY_KEYS: Final = ("place", "kind", "off", "work", "source")
NOTICE_KINDS: Final = ("annual", "amendment", "extra")
OVERLAY_KINDS: Final = ("local_holiday", "closure")
GRADES: Final = ("A", "B", "C")
_SATURDAY: Final = 5
_DECEMBER: Final = 12
_PLACE: Final = re.compile("[0-9]{6}")


class CalendarDataError(ValueError):
    """A calendar file does not add up.

    Attributes:
        file: the file (or the name the caller gave for the data).
        key: where in it, such as ``off[2].start``.
        value: what was found there.
        zh, en: the sentence for a person.
    """

    def __init__(self, *, file: str, key: str, value: object, zh: str, en: str) -> None:
        self.file = file
        self.key = key
        self.value = value
        self.zh = f"{file}：{key}：得到 {_shown(value)}；{zh}"
        self.en = f"{file}: {key}: got {_shown(value)}; {en}"
        super().__init__(self.en)

    def __reduce__(self) -> tuple[Any, ...]:
        # Keyword-only constructors do not survive pickling by default.
        return _rebuild, (dict(self.__dict__),)


def _rebuild(state: dict[str, Any]) -> CalendarDataError:
    error = CalendarDataError.__new__(CalendarDataError)
    ValueError.__init__(error, state["en"])
    error.__dict__.update(state)
    return error


def _is_day(value: object) -> TypeGuard[date]:
    """Whether something is a date, of a subclass too, and no moment."""
    return isinstance(value, date) and not isinstance(value, datetime)


def _shown(value: object) -> str:
    # A time of day must not be shown as a date.
    return value.isoformat() if _is_day(value) else short(value)


class _Checker:
    """The checks of one file; every refusal names the file, the key and the value."""

    def __init__(self, source: str) -> None:
        self.source = source

    def refuse(self, key: str, value: object, zh: str, en: str) -> NoReturn:
        raise CalendarDataError(file=self.source, key=key, value=value, zh=zh, en=en)

    def table(self, data: object, key: str, names: tuple[str, ...]) -> dict[str, Any]:
        """``data`` as a table that holds exactly the keys ``names``."""
        spelled = ", ".join(names)
        if not isinstance(data, dict):
            self.refuse(key or "(file)", data, "此处应为表", "a table is expected here")
        prefix = f"{key}." if key else ""
        for name in data:
            if name not in names:
                zh, en = f"未知的键；允许：{spelled}", f"unknown key; allowed: {spelled}"
                self.refuse(f"{prefix}{name}", data[name], zh, en)
        for name in names:
            if name not in data:
                zh = f"缺少此键；须有：{spelled}"
                self.refuse(f"{prefix}{name}", None, zh, f"key is missing; required: {spelled}")
        return data

    def rows(self, data: object, key: str) -> Iterator[tuple[str, Any]]:
        """The members of a list with the key of each."""
        if not isinstance(data, list):
            self.refuse(key, data, "此处应为列表", "a list is expected here")
        for index, row in enumerate(data):
            yield f"{key}[{index}]", row

    def text(self, value: object, key: str, *, empty: bool = False) -> str:
        """``value`` as a text, non-empty unless ``empty``."""
        if type(value) is not str:
            self.refuse(key, value, "此处应为文字", "a text is expected here")
        if not value.strip() and not (empty and value == ""):
            self.refuse(key, value, "文字不得为空", "the text must not be empty")
        return value

    def choice(self, value: object, key: str, allowed: tuple[str, ...]) -> None:
        if not (isinstance(value, str) and value in allowed):
            spelled = ", ".join(allowed)
            self.refuse(key, value, f"允许：{spelled}", f"allowed: {spelled}")

    def day(self, value: object, key: str) -> date:
        """``value`` as a plain date."""
        if not _is_day(value):
            self.refuse(key, value, "此处应为日期 YYYY-MM-DD", "a date YYYY-MM-DD is expected here")
        return value


class _Days:
    """The days one file names, so that a day named twice or two ways is caught."""

    def __init__(self, check: _Checker, within: Callable[[date], bool], reach: str) -> None:
        self.check = check
        self.within = within
        self.reach = reach
        self.seen: dict[str, dict[date, str]] = {}

    def add(self, role: str, day: date, key: str, *, against: tuple[str, ...]) -> None:
        """Record that ``day`` is named as ``role`` at ``key``; refuse a contradiction."""
        if not self.within(day):
            zh, en = f"日期不在 {self.reach} 之内", f"the date lies outside {self.reach}"
            self.check.refuse(key, day, zh, en)
        for other in (role, *against):
            before = self.seen.get(other, {}).get(day)
            if before is not None:
                zh = f"同一日期已见于 {before}；一个日期只能写一次，且不能既放假又上班"
                en = (
                    f"the same date stands at {before}; a date stands once, and is not both "
                    "off and worked"
                )
                self.check.refuse(key, day, zh, en)
        self.seen.setdefault(role, {})[day] = key


def check_notice(data: object, source: str) -> RawNotice:
    """``data`` itself, once everything a notice must be has been checked.

    Arguments:
        data: the parsed file, or data of the same shape.
        source: the name to use in an error.
    Errors:
        CalendarDataError names the file, the key and the value: an unknown or missing key, a
        wrong type, a date named twice, a day both off and worked, a worked weekday, a range that
        runs backwards, a day outside the year (December of the year before belongs to it).
    """
    check = _Checker(source)
    table = check.table(data, "", NOTICE_KEYS)
    check.text(table["number"], "number", empty=True)
    check.text(table["title"], "title")
    year = table["year"]
    if type(year) is not int or not date.min.year < year <= date.max.year:
        check.refuse("year", year, "此处应为年份（整数）", "a year (a whole number) is expected")
    check.choice(table["kind"], "kind", NOTICE_KINDS)
    if not (isinstance(table["issued"], str) and not table["issued"]):
        check.day(table["issued"], "issued")
    for key, row in check.rows(table["address"], "address"):
        check.text(row, key)
    check.choice(table["evidence"], "evidence", GRADES)
    reach = f"{year - 1}-12-01..{year}-12-31"
    days = _Days(check, partial(_belongs, year), reach)
    _check_off(check, days, table["off"])
    _check_work(check, days, table["work"])
    _check_cancels(check, days, table["cancels"])
    if table["kind"] == "annual" and not table["off"]:
        zh = "年度通知至少写明一个假期"
        check.refuse("off", table["off"], zh, "an annual notice names at least one festival")
    return table


def _belongs(year: int, day: date) -> bool:
    # A New Year's holiday may begin in December of the year before; nothing else crosses over.
    return day.year == year or (day.year == year - 1 and day.month == _DECEMBER)


def _check_off(check: _Checker, days: _Days, rows: object) -> None:
    for key, row in check.rows(rows, "off"):
        table = check.table(row, key, OFF_KEYS)
        check.text(table["festival"], f"{key}.festival")
        start = check.day(table["start"], f"{key}.start")
        end = check.day(table["end"], f"{key}.end")
        if end < start:
            zh, en = f"区间倒置：始于 {start}", f"the range runs backwards: it starts on {start}"
            check.refuse(f"{key}.end", end, zh, en)
        # The ends first: a range of a thousand years must not be walked before it is refused.
        for name, day in (("start", start), ("end", end)):
            if not days.within(day):
                days.add("off", day, f"{key}.{name}", against=())
        for offset in range((end - start).days + 1):
            days.add("off", start + timedelta(offset), key, against=("work",))


def _check_work(check: _Checker, days: _Days, rows: object) -> None:
    for key, row in check.rows(rows, "work"):
        table = check.table(row, key, WORK_KEYS)
        check.text(table["festival"], f"{key}.festival")
        day = check.day(table["date"], f"{key}.date")
        if day.weekday() < _SATURDAY:
            zh = "补班日须为星期六或星期日，此日为平日"
            en = "a make-up day is a Saturday or a Sunday; this is a weekday"
            check.refuse(f"{key}.date", day, zh, en)
        days.add("work", day, f"{key}.date", against=("off",))


def _check_cancels(check: _Checker, days: _Days, rows: object) -> None:
    for key, row in check.rows(rows, "cancels"):
        table = check.table(row, key, CANCEL_KEYS)
        check.text(table["festival"], f"{key}.festival")
        for role in ("off", "work"):
            for at, value in check.rows(table[role], f"{key}.{role}"):
                # A cancelled working day may become a day off in the same notice, and the other
                # way round; to cancel what the same notice decrees is a contradiction.
                days.add(f"cancelled {role}", check.day(value, at), at, against=(role,))
        if not table["off"] and not table["work"]:
            check.refuse(key, row, "取消项须写明日期", "a cancellation names at least one date")


def check_overlay(data: object, source: str, *, bare: bool = False) -> RawOverlay:
    """``data`` itself, once everything a regional decision must be has been checked.

    Arguments:
        data: the parsed file, or data of the same shape.
        source: the name to use in an error.
        bare: only ``place``, ``kind``, ``off``, ``work`` and ``source`` are there: the form in
            which a caller gives one.
    Errors:
        CalendarDataError names the file, the key and the value.
    """
    check = _Checker(source)
    table = check.table(data, "", BARE_OVERLAY_KEYS if bare else OVERLAY_KEYS)
    place = table["place"]
    if type(place) is not str or _PLACE.fullmatch(place) is None:
        zh, en = "须为六位行政区划代码", "a code of six digits (GB/T 2260) is expected"
        check.refuse("place", place, zh, en)
    for name in ("source",) if bare else ("name", "title", "source"):
        check.text(table[name], name)
    check.choice(table["kind"], "kind", OVERLAY_KINDS)
    if not bare:
        check.choice(table["evidence"], "evidence", GRADES)
    days = _Days(check, lambda _: True, "")
    for role, other in (("off", "work"), ("work", "off")):
        for key, value in check.rows(table[role], role):
            days.add(role, check.day(value, key), key, against=(other,))
    if not days.seen:
        check.refuse("off", table["off"], "须写明至少一个日期", "at least one date is needed")
    return table
