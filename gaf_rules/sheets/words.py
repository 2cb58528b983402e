"""The words of a sheet: what a header or a cell means, by a mapping and by the library's own labels."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final, cast

from gaf_rules.language.vocabulary import ROLES
from gaf_rules.log.events import FIELDS
from gaf_rules.messages import LABELS
from gaf_rules.sheets.columns import COLUMNS, KIND_OF_LABEL, label_key
from gaf_rules.values.mapping import FrozenMap
from gaf_rules.values.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gaf_rules.sheets.mapping import Mapping

__all__ = ["SheetLexicon", "plain"]

_CASE_ID: Final = ("case_id", "case id", "case", "案件编号", "案件号", "案号", "案件")
_FURTHER_HEADERS: Final = {
    "type": ("事件类型", "event type"),
    "on": ("发生日期", "事件日期", "day"),
    "app_name": ("政务应用程序名称",),
    "app_kind": ("应用类型",),
    "runs_on_mobile": ("移动端", "在移动端运行"),
    "sponsor_name": ("主办单位", "主办单位名称"),
    "tier": ("层级",),
    "place": ("行政区划代码",),
    "problems": ("自查发现的问题", "发现问题"),
    "missing": ("需要补充的材料", "需补材料"),
    "prompted": ("提示加挂",),
    "position": ("加挂位置",),
    "major": ("重大功能变更",),
    "leaked": ("数据泄露或流失",),
}
"""Headers of offices and of the text itself beside the names of the library. One gives way where the name
itself is there, too."""
_CALLED: Final = {
    "市县网信办": ("市网信办", "县网信办", "市委网信办", "县委网信办"),
    "省委网信办": ("省网信办",),
}
"""Offices as sheets call them, by the name that the library gives them."""
_FURTHER_WORDS: Final = {
    "app_kind": {
        "移动客户端": "app", "微信小程序": "mini_program", "公众号": "official_account",
        "微信公众号": "official_account", "工作群": "work_group",
    },
    "purpose": {
        "内部": "internal", "内部使用": "internal", "内部办公": "internal",
        "供内部使用": "internal",
        "公众": "public", "社会公众": "public", "面向公众": "public", "面向社会公众": "public",
    },
    "type": {
        "自查": "self_check_completed", "自查完成": "self_check_completed",
        "提交备案申请": "application_submitted", "收到备案申请材料": "application_received",
        "报送省委网信办": "application_forwarded", "上报省委网信办": "application_forwarded",
        "退回并一次性告知": "materials_returned", "补充提交备案申请材料": "supplement_submitted",
        "发放编号": "filing_number_issued", "发放备案编号": "filing_number_issued",
        "加挂编号": "filing_number_displayed", "加挂备案编号": "filing_number_displayed",
        "上线": "app_launched", "下线": "app_taken_offline", "发布公告": "shutdown_announced",
        "处置相关数据": "data_disposed", "数据处置": "data_disposed",
    },
    "grounds": {
        "需要补充材料": "supplement", "需要更正材料": "correction",
        "未通过技术检测": "technical_test_failed",
    },
}  # fmt: skip
"""Words of offices and of the text that can mean one thing only: not what may mean two (机关, 自查自纠)."""
_NONE: Final = ("无", "none")
"""What stands in a list that has no member."""
_ALIKE: Final = 0.6
"""From where on one header looks like another, see `nearest`."""
_CLOSE: Final = 0.75
"""From where on a header of days may be suggested for an event: a wrong one would be written down."""
_MOST_NEAR: Final = 5
_DAY_ENDINGS: Final = ("", "日期", "时间", "日", " date")
_YES: Final = ("true", "yes", "y", "是", "1", "√", "✓", "✔", "☑")
_NO: Final = ("false", "no", "n", "否", "0", "×", "✗", "✘")
"""An x is in neither: on one form it means no, on another that the box is ticked."""


def plain(text: str) -> str:
    """A word without what does not tell it from another: width of signs, case, space around and between.

    >>> plain("  Case　ID "), plain("提交 申请")
    ('case id', '提交申请')
    """
    parts = unicodedata.normalize("NFKC", text).casefold().split()
    # Between Chinese signs a space says nothing.
    out = ""
    for part in parts:
        gap = " " if out and (out[-1].isascii() and part[0].isascii()) else ""
        out += gap + part
    return out


def _unambiguous(
    pairs: Iterable[tuple[str, FrozenMap[str, str]]],
) -> dict[str, FrozenMap[str, str]]:
    """Word to meaning; a word with two meanings is left out, and a mapping has to say which."""
    held: dict[str, FrozenMap[str, str] | None] = {}
    for word, meaning in pairs:
        key = plain(word)
        held[key] = meaning if held.get(key, meaning) == meaning else None
    return {word: meaning for word, meaning in held.items() if meaning is not None}


def _own_headers() -> Iterator[tuple[str, FrozenMap[str, str]]]:
    for column in COLUMNS:
        if column == "case_id":
            names: tuple[str, ...] = _CASE_ID
        else:
            kind, key = label_key(column)
            names = (column, *LABELS[kind][key])
        for name in names:
            yield name, FrozenMap({"column": column})


def _further_headers() -> Iterator[tuple[str, FrozenMap[str, str]]]:
    for column, spec in COLUMNS.items():
        names = [*_FURTHER_HEADERS.get(column, ())]
        if spec.kind == "flag":
            kind, key = label_key(column)
            names += [f"是否{name}" for name in (LABELS[kind][key][0], *names)]
        for name in names:
            yield name, FrozenMap({"column": column})


def _own_words(column: str) -> Iterator[tuple[str, FrozenMap[str, str]]]:
    spec = COLUMNS[column]
    yield from ((value, FrozenMap({column: value})) for value in (*spec.values, *spec.further))
    if spec.kind == "flag":
        yield from ((word, FrozenMap({column: "true"})) for word in _YES)
        yield from ((word, FrozenMap({column: "false"})) for word in _NO)
    if spec.kind == "words":
        yield from ((word, FrozenMap({column: ""})) for word in _NONE)
    yield from (
        (word, FrozenMap({column: value})) for word, value in _FURTHER_WORDS.get(column, {}).items()
    )
    if column not in KIND_OF_LABEL:
        return
    for value, words in LABELS[KIND_OF_LABEL[column]].items():
        yield from ((word, FrozenMap({column: value})) for word in words)
    if column in {"by", "to"}:
        for value in LABELS["role_short"]:
            yield from ((word, FrozenMap({column: value})) for word in _short_names(value))
    if column == "type":
        yield from _acts_of_roles()


def _acts_of_roles() -> Iterator[tuple[str, FrozenMap[str, str]]]:
    """市县网信办收到申请: a role before what it did."""
    for kind, fields in FIELDS.items():
        if "by" not in fields:
            continue
        event_zh, event_en = LABELS["event"][kind]
        for role in ROLES:
            meaning = FrozenMap({"type": kind, "by": role})
            for words in (LABELS["role"][role], _short_names(role)):
                zh, en, *more = words
                yield f"{en}: {event_en}", meaning
                yield from ((f"{name}{event_zh}", meaning) for name in (zh, *more))


def _short_names(role: str) -> tuple[str, ...]:
    """What sheets call a role: the short name in Chinese and English, then further ones in Chinese."""
    zh, en = LABELS["role_short"][role]
    return zh, en, *_CALLED.get(zh, ())


class SheetLexicon:
    """What the headers and cells of a sheet mean.

    The words of the mapping come before those of the library.

    Arguments:
        mapping: the mapping.
    """

    def __init__(self, mapping: Mapping) -> None:
        self._headers = _unambiguous(_own_headers())
        self._headers |= {
            plain(header): FrozenMap({"column": column})
            for header, column in mapping.columns.items()
        }
        self._further = _unambiguous(_further_headers())
        self._events = {plain(entry.header): entry.fields for entry in mapping.events}
        self._given = {
            words.column: {plain(word): meaning for word, meaning in words.meanings}
            for words in mapping.words
        }
        self._words: dict[str, dict[str, FrozenMap[str, str]]] = {}
        self.missing = frozenset({"", *(plain(text) for text in mapping.missing)})

    def column(self, header: str) -> str | None:
        """The column that a header names, if it names one."""
        found = self._headers.get(plain(header)) or self._further.get(plain(header))
        return None if found is None else found["column"]

    def columns(self, headers: Sequence[str]) -> dict[int, str]:
        """The columns that a row of headers names, by their places."""
        found = {n: column for n, header in enumerate(headers) if (column := self.column(header))}
        named = {column for n, column in found.items() if plain(headers[n]) in self._headers}
        return {
            n: column
            for n, column in found.items()
            if plain(headers[n]) in self._headers or column not in named
        }

    def near(self, header: str) -> tuple[str, str] | None:
        """The known header that looks most like one that is not known, with its column; None for none."""
        found = nearest(plain(header), (*self._headers, *self._further), cutoff=_ALIKE)
        return (found[0], cast("str", self.column(found[0]))) if found else None

    def names_days(self, header: str) -> bool:
        """Whether a header says of itself that days stand under it."""
        return plain(header).endswith(_DAY_ENDINGS[1:])

    def near_events(self, header: str) -> dict[str, FrozenMap[str, str]]:
        """The events that an unknown header of days may mean: those whose words hold it, else the nearest.

        市县网信办收到日期 may be the receipt of an application, a return, a feedback or a number.
        """
        key = plain(header)
        key = key.removesuffix(next((e for e in _DAY_ENDINGS if e and key.endswith(e)), ""))
        words = self.words("type")
        found: dict[FrozenMap[str, str], str] = {}
        for word in sorted((each for each in words if key in each), key=len):
            found.setdefault(words[word], word)
        alike = () if found else nearest(key, words, cutoff=_CLOSE)
        near = [*found.values(), *alike][:_MOST_NEAR]
        return {word: words[word] for word in near}

    def event(self, header: str) -> FrozenMap[str, str] | None:
        """The event whose days stand under a header of a wide table, as its fields."""
        key = plain(header)
        if key in self._events:
            return self._events[key]
        words = self.words("type")
        for ending in _DAY_ENDINGS:
            if key.endswith(ending) and (found := words.get(key.removesuffix(ending))):
                return found
        return None

    def is_known(self, header: str) -> bool:
        """Whether a header means a column or an event."""
        return self.column(header) is not None or self.event(header) is not None

    def words(self, column: str) -> dict[str, FrozenMap[str, str]]:
        """The words of a column, each with the fields that it stands for."""
        if column not in self._words:
            self._words[column] = _unambiguous(_own_words(column)) | self._given.get(column, {})
        return self._words[column]
