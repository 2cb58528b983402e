"""What a calendar file must be: its shape, and the checks that tell everything in it that does not add up."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeGuard

from gaf_rules.values.days import day_meant
from gaf_rules.values.errors import NoticeError, Problem
from gaf_rules.values.nearest import may_suggest, meant, named, short
from gaf_rules.values.texts import is_one_of, says_something

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["RawNotice", "RawOverlay", "check_notice", "check_overlay"]


# Plain tables, not TypedDicts: those cost the program that only reads them 3 ms at each start.
RawNotice: TypeAlias = dict[str, Any]
RawOverlay: TypeAlias = dict[str, Any]

_DAY: Final = ("YYYY-MM-DD",)
_PLACES: Final = ("460100",)
_GRADES: Final = ("A", "B", "C")
_NOTICE_KINDS: Final = ("annual", "amendment", "extra")
_OVERLAY_KINDS: Final = ("local_holiday", "closure")
_NOTICE_KEYS: Final = {
    "number": (), "title": (), "year": ("YYYY",), "kind": _NOTICE_KINDS, "issued": _DAY, "address": (),
    "evidence": _GRADES, "off": (), "work": (), "cancels": (),
}  # fmt: skip
"""Each key, and what may stand there where that can be said in words or in a form; likewise below."""
_OFF_KEYS: Final = {"festival": (), "start": _DAY, "end": _DAY}
_WORK_KEYS: Final = {"festival": (), "date": _DAY}
_CANCEL_KEYS: Final = {"festival": (), "off": _DAY, "work": _DAY}
_COMMON_KEYS: Final = {
    "place": _PLACES, "kind": _OVERLAY_KINDS, "off": _DAY, "work": _DAY, "source": (),
}  # fmt: skip
_BARE_OVERLAY_KEYS: Final = {**_COMMON_KEYS, "issued": _DAY}
_OVERLAY_KEYS: Final = {**_BARE_OVERLAY_KEYS, "name": (), "title": (), "evidence": _GRADES}
_SATURDAY: Final = 5
_DECEMBER: Final = 12
_PLACE: Final = re.compile("[0-9]{6}")
_ABSENT: Final = object()
"""What stands for a key that is missing: it has been told, and no check asks more of it."""


def _is_day(value: object) -> TypeGuard[date]:
    """Whether something is a date, of a subclass too, and no moment."""
    return isinstance(value, date) and not isinstance(value, datetime)


def _is_empty(value: object) -> bool:
    """Whether something is an empty list; an array, which would compare its members, is none."""
    return isinstance(value, list) and not value


def _shown(value: object) -> str:
    # A time of day must not be shown as a date.
    return value.isoformat() if _is_day(value) else short(value)


class _Checker:
    """The checks of one file; whatever does not fit is told with its path, and the checks go on."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def tell(
        self, code: str, path: str, got: object, zh: str, en: str, allowed: tuple[str, ...] = ()
    ) -> None:
        """Notes what is wrong with a value."""
        zh, en = f"得到 {_shown(got)}；{zh}", f"got {_shown(got)}; {en}"
        self.problems.append(Problem(code=code, path=path, got=got, allowed=allowed, zh=zh, en=en))

    def _near(self, got: object, known: tuple[str, ...]) -> tuple[str, str]:
        """The nearest of the known words, as the end of a sentence in both languages."""
        return meant(got, known) if may_suggest(self.problems) else ("", "")

    def table(
        self,
        data: object,
        path: str,
        keys: Mapping[str, tuple[str, ...]],
        free: tuple[str, ...] = (),
    ) -> dict[str, Any]:
        """What stands under these keys in a table that must hold them and no other.

        Arguments:
            data: the table.
            path: where it stands.
            keys: each with what is allowed there.
            free: those of them that may be left out.
        """
        held = dict.fromkeys(keys, _ABSENT)
        known = tuple(keys)
        if not isinstance(data, dict):
            if data is not _ABSENT:
                zh = f"此处应为表，其中有 {'、'.join(known)}"
                en = f"a table is expected here, of {', '.join(known)}"
                self.tell("wrong_type", path, data, zh, en, known)
            return held
        for name, got in data.items():
            if name in keys:
                held[name] = got
                continue
            zh, en = self._near(name, known)
            zh = f"没有这个键；可用：{'、'.join(known)}{zh}"
            en = f"unknown key; known: {', '.join(known)}{en}"
            self.tell("unknown_field", f"{path}.{named(name)}", got, zh, en, known)
        for name, allowed in keys.items():
            if held[name] is _ABSENT and name not in free:
                zh, en = "缺少，必须填写", "missing; it must be there"
                self.problems.append(
                    Problem(code="missing", path=f"{path}.{name}", allowed=allowed, zh=zh, en=en)
                )
        return held

    def rows(self, data: object, path: str) -> Iterator[tuple[str, Any]]:
        """The members of a list with the path of each."""
        if isinstance(data, list):
            for index, row in enumerate(data):
                yield f"{path}[{index}]", row
        elif data is not _ABSENT:
            self.tell(
                "wrong_type", path, data, "此处应为列表", "a list is expected here", ("list",)
            )

    def text(self, value: object, path: str, *, empty: bool = False) -> None:
        """A text, non-empty unless ``empty``."""
        if (
            value is not _ABSENT
            and not says_something(value)
            and not (empty and isinstance(value, str) and not value)
        ):
            zh, en = "此处应为非空文字", "non-empty text is expected here"
            self.tell("not_text", path, value, zh, en)

    def choice(self, value: object, path: str, allowed: tuple[str, ...]) -> None:
        """One of these words."""
        if value is _ABSENT or (isinstance(value, str) and value in allowed):
            return
        zh, en = self._near(value, allowed)
        zh, en = f"可取：{'、'.join(allowed)}{zh}", f"allowed: {', '.join(allowed)}{en}"
        self.tell("unknown_word", path, value, zh, en, allowed)

    def day(self, value: object, path: str) -> date | None:
        """A plain date; None where it is none."""
        if _is_day(value):
            return value
        if value is not _ABSENT:
            zh, en = day_meant(value)
            zh = f"应为存在的日期 YYYY-MM-DD{zh}"
            en = f"a day that exists is expected, YYYY-MM-DD{en}"
            self.tell("not_a_date", path, value, zh, en, _DAY)
        return None

    def done(self, source: str) -> None:
        """Refuses the file with everything that was told.

        Raises:
            NoticeError: anything was.
        """
        if self.problems:
            raise NoticeError.telling(source, tuple(self.problems))


class _Days:
    """The days one file names, so that a day named twice or two ways is caught."""

    def __init__(self, check: _Checker, within: Callable[[date], bool], reach: str) -> None:
        self.check = check
        self.within = within
        self.reach = reach
        self.seen: dict[str, dict[date, str]] = {}

    def add(self, role: str, day: date, path: str, *, against: tuple[str, ...]) -> bool:
        """Notes that a day is named as ``role`` at a path; a contradiction is told, and gives False."""
        if not self.within(day):
            zh, en = f"日期不在 {self.reach} 之内", f"the date lies outside {self.reach}"
            self.check.tell("day_out_of_place", path, day, zh, en, (self.reach,))
            return False
        for other in (role, *against):
            before = self.seen.get(other, {}).get(day)
            if before is not None:
                zh = f"同一日期已见于 {before}；一个日期只能写一次，且不能既放假又上班"
                en = (
                    f"the same date stands at {before}; a date stands once, and is not both "
                    "off and worked"
                )
                self.check.tell("repeated", path, day, zh, en)
                return False
        self.seen.setdefault(role, {})[day] = path
        return True


def check_notice(data: object, source: str) -> RawNotice:
    """The data of a notice, once everything it must be has been checked.

    Arguments:
        data: the parsed file, or data of the same shape.
        source: the name to use in an error.

    Raises:
        NoticeError: it names the file and, of everything that does not fit, the path and the value: an
            unknown or missing key, a wrong type, a date named twice, a day both off and worked, a worked
            weekday, a range that runs backwards, a day outside the year (December of the year before
            belongs to it).
    """
    check = _Checker()
    table = check.table(data, "$", _NOTICE_KEYS)
    check.text(table["number"], "$.number", empty=True)
    check.text(table["title"], "$.title")
    check.choice(table["kind"], "$.kind", _NOTICE_KINDS)
    if not (isinstance(table["issued"], str) and not table["issued"]):
        check.day(table["issued"], "$.issued")
    for path, row in check.rows(table["address"], "$.address"):
        check.text(row, path)
    check.choice(table["evidence"], "$.evidence", _GRADES)
    days = _days_of(check, table["year"])
    _check_off(check, days, table["off"])
    _check_work(check, days, table["work"])
    _check_cancels(check, days, table["cancels"])
    if is_one_of(table["kind"], ("annual",)) and _is_empty(table["off"]):
        zh, en = "年度通知至少写明一个假期", "an annual notice names at least one festival"
        check.tell("empty", "$.off", table["off"], zh, en)
    check.done(source)
    return table


def _days_of(check: _Checker, year: object) -> _Days:
    """The days of a year; any days where it is none, which is told."""
    if type(year) is int and date.min.year < year <= date.max.year:
        return _Days(check, partial(_belongs, year), f"{year - 1}-12-01..{year}-12-31")
    if year is not _ABSENT:
        zh, en = "此处应为年份（整数）", "a year (a whole number) is expected"
        check.tell("wrong_type", "$.year", year, zh, en, ("YYYY",))
    return _Days(check, lambda _: True, "")


def _belongs(year: int, day: date) -> bool:
    # A New Year's holiday may begin in December of the year before; nothing else crosses over.
    return day.year == year or (day.year == year - 1 and day.month == _DECEMBER)


def _check_off(check: _Checker, days: _Days, rows: object) -> None:
    for path, row in check.rows(rows, "$.off"):
        table = check.table(row, path, _OFF_KEYS)
        check.text(table["festival"], f"{path}.festival")
        start = check.day(table["start"], f"{path}.start")
        end = check.day(table["end"], f"{path}.end")
        if start is None or end is None:
            continue
        if end < start:
            zh, en = f"区间倒置：始于 {start}", f"the range runs backwards: it starts on {start}"
            check.tell("day_out_of_place", f"{path}.end", end, zh, en, (f">= {start}",))
            continue
        # The ends first: a range of a thousand years must not be walked before it is refused.
        outside = [
            (name, day) for name, day in (("start", start), ("end", end)) if not days.within(day)
        ]
        for name, day in outside:
            days.add("off", day, f"{path}.{name}", against=())
        # One day that stands elsewhere tells enough of its range.
        for offset in range(0 if outside else (end - start).days + 1):
            if not days.add("off", start + timedelta(offset), path, against=("work",)):
                break


def _check_work(check: _Checker, days: _Days, rows: object) -> None:
    for path, row in check.rows(rows, "$.work"):
        table = check.table(row, path, _WORK_KEYS)
        check.text(table["festival"], f"{path}.festival")
        day = check.day(table["date"], f"{path}.date")
        if day is None:
            continue
        if day.weekday() < _SATURDAY:
            zh = "补班日须为星期六或星期日，此日为平日"
            en = "a make-up day is a Saturday or a Sunday; this is a weekday"
            check.tell("day_out_of_place", f"{path}.date", day, zh, en)
            continue
        days.add("work", day, f"{path}.date", against=("off",))


def _check_cancels(check: _Checker, days: _Days, rows: object) -> None:
    for path, row in check.rows(rows, "$.cancels"):
        table = check.table(row, path, _CANCEL_KEYS)
        check.text(table["festival"], f"{path}.festival")
        for role in ("off", "work"):
            # A cancelled working day may become a day off in the same notice, and the other
            # way round; to cancel what the same notice decrees is a contradiction.
            _check_days(check, days, table[role], f"{path}.{role}", (f"cancelled {role}", role))
        if _is_empty(table["off"]) and _is_empty(table["work"]):
            zh, en = "取消项须写明日期", "a cancellation names at least one date"
            check.tell("empty", path, row, zh, en)


def _check_days(
    check: _Checker, days: _Days, rows: object, path: str, roles: tuple[str, str]
) -> None:
    """A list of days that are named as the first of two roles, and not as the other."""
    role, other = roles
    for at, value in check.rows(rows, path):
        if (day := check.day(value, at)) is not None:
            days.add(role, day, at, against=(other,))


def check_overlay(data: object, source: str, *, bare: bool = False) -> RawOverlay:
    """The data of a regional decision, once everything it must be has been checked.

    Arguments:
        data: the parsed file, or data of the same shape.
        source: the name to use in an error.
        bare: only ``place``, ``kind``, ``off``, ``work``, ``source`` and perhaps ``issued`` are
            there: the form in which a caller gives one.

    Raises:
        NoticeError: it names the file and, of everything that does not fit, the path and the value.
    """
    check = _Checker()
    table = check.table(data, "$", _BARE_OVERLAY_KEYS if bare else _OVERLAY_KEYS, ("issued",))
    place = table["place"]
    if place is not _ABSENT and (type(place) is not str or _PLACE.fullmatch(place) is None):
        zh, en = "须为六位行政区划代码（GB/T 2260）", "a code of six digits (GB/T 2260) is expected"
        check.tell("not_a_code", "$.place", place, zh, en, _PLACES)
    for name in ("source",) if bare else ("name", "title", "source"):
        check.text(table[name], f"$.{name}")
    check.choice(table["kind"], "$.kind", _OVERLAY_KINDS)
    if not bare:
        check.choice(table["evidence"], "$.evidence", _GRADES)
    check.day(table.get("issued", _ABSENT), "$.issued")
    days = _Days(check, lambda _: True, "")
    for roles in (("off", "work"), ("work", "off")):
        _check_days(check, days, table[roles[0]], f"$.{roles[0]}", roles)
    if _is_empty(table["off"]) and _is_empty(table["work"]):
        zh, en = "off 与 work 中须写明至少一个日期", "at least one date is needed in off or work"
        check.tell("empty", "$.off", table["off"], zh, en, _DAY)
    check.done(source)
    return {name: got for name, got in table.items() if got is not _ABSENT}
