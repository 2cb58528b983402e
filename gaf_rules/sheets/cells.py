"""One cell of a sheet: what it says as a value of a column, or why it cannot be taken."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from gaf_rules.messages import LABELS
from gaf_rules.sheets.columns import COLUMNS, KIND_OF_LABEL
from gaf_rules.sheets.words import SheetLexicon, plain
from gaf_rules.values.days import day_meant, plain_day, the_day
from gaf_rules.values.nearest import MOST_SUGGESTED, nearest, short

if TYPE_CHECKING:
    from collections.abc import Mapping as Mapping_

    from gaf_rules.documents.fields import Field
    from gaf_rules.sheets.mapping import Mapping

__all__ = ["EXACT", "Cells", "Refusal", "is_missing", "shown"]

_DAY: Final = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})"
    r"| ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日)"
    r"(?:[T ]*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
)
_SERIAL: Final = re.compile(r"[1-9]\d{4}(?:\.0+)?", re.ASCII)
"""A serial number as text: five digits, the days from 1927 to 2173; fewer may be a year, more a day."""
_MEMBERS: Final = re.compile(r"[;；、，,|\n]+")
_EPOCHS: Final = {"1900": the_day(1899, 12, 31), "1904": the_day(1904, 1, 1)}
# Excel counts a 29 February 1900 that there never was; days after it are one too many.
_NO_SUCH_DAY: Final = 60
_LAST_NUMBER: Final = 2_958_465  # 31 December 9999
EXACT: Final = 10.0**15
"""A spreadsheet keeps fifteen digits of a number: below this a whole one is what was typed."""
_SHORTEST: Final = 3
"""Letters of a word of ours that make one look for longer ones with it."""
_MOST_MEANINGS: Final = 5
_BRIEF: Final = 20
_CODE: Final = re.compile(r"\d{6}", re.ASCII)


class Refusal(NamedTuple):
    """Why a cell cannot be taken: a stable code and what to do, in Chinese and English."""

    code: str
    zh: str
    en: str


def is_missing(cell: Any) -> bool:
    """Whether a cell is one of the markers of nothing: None, NaN, NaT, NA, or text without a sign.

    >>> is_missing(None), is_missing(float("nan")), is_missing("  "), is_missing(0)
    (True, True, True, False)
    """
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return True
    if isinstance(cell, (list, tuple, str)) or getattr(cell, "ndim", None):
        return False
    try:
        return not bool(cell == cell)  # noqa: PLR0124 - NaN and NaT are what is not itself
    except TypeError:  # pandas' NA says neither yes nor no
        return True
    except ValueError:  # an array says so of each of its members
        return False


class Cells:
    """The reader of cells.

    Arguments:
        mapping: for the epoch of serial numbers and the zone of moments.
        lexicon: the words.
    """

    def __init__(self, mapping: Mapping, lexicon: SheetLexicon) -> None:
        self._lexicon = lexicon
        self._epoch = mapping.serial_numbers
        self._zone = None if mapping.zone is None else ZoneInfo(mapping.zone)
        self._known: dict[tuple[str, type, Any], dict[str, Any] | Refusal] = {}
        self._searches = 0

    def is_missing(self, cell: Any) -> bool:
        """Whether a cell says that nothing is known, the words of the mapping included."""
        if is_missing(cell):
            return True
        return isinstance(cell, str) and plain(cell) in self._lexicon.missing

    def looks_like_day(self, cell: Any) -> bool:
        """Whether a cell says a day; a number may be anything."""
        return _text_number(cell) is None and isinstance(self.day(cell), date)

    def may_be_serial(self, cell: Any) -> bool:
        """Whether a cell is a number that a spreadsheet may have for a day."""
        return _SERIAL.fullmatch(_text_number(cell) or "") is not None

    def read(self, column: str, cell: Any) -> dict[str, Any] | Refusal:
        """The fields that a cell gives, mostly only that of its column, or why it gives none.

        A cell that is not missing is meant. Days come out as dates, lists as text with ``;``.
        """
        try:
            key = (column, type(cell), cell)
            found = self._known.get(key)
        except TypeError:  # a list cannot be a key
            return self._read(column, cell)
        if found is None:
            found = self._known[key] = self._read(column, cell)
        return found

    def _read(self, column: str, cell: Any) -> dict[str, Any] | Refusal:
        spec = COLUMNS[column]
        if spec.kind in {"date", "code"} and isinstance(cell, str):
            given = self._lexicon.words(column).get(plain(cell))
            cell = cell if given is None else given[column]
        if spec.kind == "date":
            got = self.day(cell)
            return got if isinstance(got, Refusal) else {column: got}
        if spec.kind == "words":
            return self._members(column, cell)
        if spec.kind in {"word", "flag"}:
            return self._word(column, spec, cell)
        text = _text(cell)
        if text is None:
            return _refused(
                "not_text",
                cell,
                "应为文字，或不超过 15 位的整数",
                "a text, or a whole number of at most 15 digits, is wanted",
            )
        if spec.kind == "code" and not _CODE.fullmatch(text):
            return _refused(
                "not_a_code", cell, "应为六位行政区划代码", "a code of six digits is wanted"
            )
        # A text may be one of few words: the answer to a question.
        return dict(self._lexicon.words(column).get(plain(text), {column: text}))

    # -- words -------------------------------------------------------------------------------------------
    def _word(self, column: str, spec: Field, cell: Any) -> dict[str, Any] | Refusal:
        if spec.kind == "flag" and isinstance(cell, bool):
            return {column: cell}
        text = _text(cell)
        words = self._lexicon.words(column)
        meaning = None if text is None else words.get(plain(text))
        if meaning is None:
            return self._unknown(column, cell)
        fields: dict[str, Any] = {}
        for name, value in meaning.items():
            fields[name] = value == "true" if COLUMNS[name].kind == "flag" else value
        return fields

    def _members(self, column: str, cell: Any) -> dict[str, Any] | Refusal:
        words = self._lexicon.words(column)
        whole = words.get(plain(cell)) if isinstance(cell, str) else None
        if whole is not None:  # a name may hold what parts others
            return {column: whole[column]}
        if getattr(cell, "ndim", None):  # pandas has an array where other frames have a list
            cell = cell.tolist()
        members = cell if isinstance(cell, (list, tuple)) else _MEMBERS.split(str(cell))
        found = []
        for member in members:
            if is_missing(member):
                continue
            meaning = words.get(plain(str(member)))
            # Beside others, a word for an empty list is no word.
            if meaning is None or not (meaning[column] or len(members) == 1):
                return self._unknown(column, member)
            found.append(meaning[column])
        return {column: ";".join(found)}

    def _unknown(self, column: str, cell: Any) -> Refusal:
        if COLUMNS[column].kind == "flag":
            return _refused(
                "unknown_word",
                cell,
                f"应为 是、√、true 或 否、×、false；此列的词可在映射的 [words.{column}] 中写明",
                "yes, √, true or no, ×, false is wanted; words of this column are said in "
                f"[words.{column}] of the mapping",
            )
        # A column of free text that was taken for one of words: each cell would be a search of its own.
        self._searches += 1
        words = {} if self._searches > MOST_SUGGESTED else self._lexicon.words(column)
        text = plain(str(cell))
        holding = _holding(text, words)
        is_ambiguous = len(holding) > 1
        alike = () if is_ambiguous else nearest(text, tuple(words), 3, cutoff=0.5)
        # Of several words of one meaning the nearest is enough.
        by_meaning: dict[str, str] = {}
        for word in (*holding, *alike):
            by_meaning.setdefault(_as_written(column, words[word]), word)
        meant = {word: meaning for meaning, word in by_meaning.items()}
        shown_zh, shown_en = _listed(meant)
        if is_ambiguous:
            return _refused(
                "ambiguous_word",
                cell,
                f"可能指 {shown_zh} 中的一个，不作猜测；请写全，或在映射的 [words.{column}] 中写明",
                f"this may be one of {shown_en}, and is not guessed; write it out, or say in "
                f"[words.{column}] of the mapping what it means",
            )
        hint_zh = f"；最接近的是 {shown_zh}" if meant else ""
        verb = "is" if len(meant) == 1 else "are"
        hint_en = f"; the nearest {verb} {shown_en}" if meant else ""
        values = COLUMNS[column].values
        if not meant and 0 < len(values) <= _MOST_MEANINGS and column in KIND_OF_LABEL:
            of = {LABELS[KIND_OF_LABEL[column]][value][0]: f'"{value}"' for value in values}
            known_zh, known_en = _listed(of)
            hint_zh, hint_en = f"；可以是 {known_zh}", f"; it may mean {known_en}"
        return _refused(
            "unknown_word",
            cell,
            f"不认得这个词{hint_zh}；请在映射的 [words.{column}] 中写明它的意思",
            f"the word is not known{hint_en}; say what it means in [words.{column}] of the mapping",
        )

    # -- days --------------------------------------------------------------------------------------------
    def day(self, cell: Any) -> date | Refusal:
        """The day that a cell names: a date, a text, a midnight, or a serial number of a named epoch."""
        if isinstance(cell, datetime):
            return self._day_of_moment(cell)
        day = plain_day(cell)
        if day is not None:
            return day
        if isinstance(cell, str):
            return self._day_of_text(cell)
        if isinstance(cell, (int, float)) and not isinstance(cell, bool):
            return self._day_of_number(cell)
        return self._not_a_day(cell)

    def _not_a_day(self, cell: Any) -> Refusal:
        zh = "不是日期；可写作 2026-03-09、2026/3/9、2026年3月9日，或用日期单元格"
        en = "this is no day; write 2026-03-09, 2026/3/9 or 2026年3月9日, or use a date cell"
        if isinstance(cell, str) and not any(map(str.isdigit, cell)):
            zh += f"；若表示尚无此日，请在映射中写明 missing = [{cell.strip()[:_BRIEF]!r}]"
            en += (
                "; if it says that there is no such day yet, write in the mapping: "
                f"missing = [{cell.strip()[:_BRIEF]!r}]"
            )
        near_zh, near_en = day_meant(cell)
        return _refused("not_a_day", cell, zh + near_zh, en + near_en)

    def _day_of_moment(self, moment: datetime) -> date | Refusal:
        if moment.tzinfo is None and moment.time() == time():
            return the_day(moment.year, moment.month, moment.day)
        if self._zone is None:
            return _refused(
                "moment_without_zone",
                moment,
                '是时刻，不是日期；请在映射中写明时区，如 zone = "Asia/Shanghai"',
                'a moment is no day; name the zone in the mapping, such as zone = "Asia/Shanghai"',
            )
        local = moment if moment.tzinfo is None else moment.astimezone(self._zone)
        return the_day(local.year, local.month, local.day)

    def _day_of_text(self, text: str) -> date | Refusal:
        normal = unicodedata.normalize("NFKC", text).strip()
        if _SERIAL.fullmatch(
            normal
        ):  # as a sheet has it that was saved as CSV before its days had a format
            return self._day_of_number(int(normal.partition(".")[0]))
        found = _DAY.fullmatch(normal)
        if found is None:
            return self._not_a_day(text)
        year, *numbers = found.groups()
        month, day = (int(number) for number in numbers[:8] if number is not None)
        hour, minute, second, zone = numbers[8:]
        try:
            if hour is None:
                return the_day(int(year), month, day)
            moment = datetime.fromisoformat(  # its zone is that of the text, if it has one
                f"{year}-{month:02}-{day:02}T{int(hour):02}:{minute}:{second or '00'}{zone or ''}"
            )
        except ValueError:
            return self._not_a_day(text)
        return self._day_of_moment(moment)

    def _day_of_number(self, number: float) -> date | Refusal:
        if self._epoch is not None:
            return _of_serial(number, self._epoch) or self._not_a_day(number)
        told = [f"{epoch}: {day}" for epoch in _EPOCHS if (day := _of_serial(number, epoch))]
        if not told:
            return self._not_a_day(number)
        return _refused(
            "serial_number",
            number,
            '是数字，不是日期；若为 Excel 的日期序号，请在映射中写明 serial_numbers = "1900" 或 "1904"'
            f"（{'，'.join(told)}）",
            "a number is no day; if it is a serial number of Excel, say so in the mapping: "
            f'serial_numbers = "1900" or "1904" ({", ".join(told)})',
        )


def _text_number(cell: Any) -> str | None:
    """A number as text, typed as one or not; None for all else."""
    text = unicodedata.normalize("NFKC", str(cell)).strip()
    return text if text.replace(".", "", 1).isdigit() else None


def _of_serial(number: float, epoch: str) -> date | None:
    """The day that a serial number of a spreadsheet stands for; None where it stands for none."""
    if not 0 <= number <= _LAST_NUMBER or number != int(number):
        return None
    days = int(number)
    if epoch == "1900":
        if days in {0, _NO_SUCH_DAY}:
            return None
        days -= days > _NO_SUCH_DAY
    try:
        return _EPOCHS[epoch] + timedelta(days=days)
    except OverflowError:
        return None


def _holding(text: str, words: Mapping_[str, Mapping_[str, str]]) -> list[str]:
    """Words that hold a shorter one, one for each meaning, the shortest: 机关 is in 行政机关 and 党的机关."""
    if len(text) < (_SHORTEST if text.isascii() else 1):
        return []
    found: dict[Mapping_[str, str], str] = {}
    for word in sorted(words, key=len):
        if text in word:
            found.setdefault(words[word], word)
    return [*found.values()][:_MOST_MEANINGS]


def _listed(meant: Mapping_[str, str]) -> tuple[str, str]:
    """Words with what a mapping says for each, in Chinese and English."""
    zh = "、".join(f"{word}（{line}）" for word, line in meant.items())
    return zh, ", ".join(f"{word} ({line})" for word, line in meant.items())


def _as_written(column: str, meaning: Mapping_[str, str]) -> str:
    """What a mapping says for a word: the value of its column, or the fields of an event."""
    if list(meaning) == [column]:
        return f'"{meaning[column]}"'
    return "{ " + ", ".join(f'{name} = "{value}"' for name, value in meaning.items()) + " }"


def shown(cell: Any) -> str:
    """A cell as a person reads it in the sheet, its beginning only.

    >>> shown("已收"), shown(date(2026, 3, 9)), shown(7.0)
    ("'已收'", '2026-03-09', '7.0')
    """
    return str(cell) if isinstance(cell, (date, float)) else short(cell)


def _refused(code: str, cell: Any, zh: str, en: str) -> Refusal:
    return Refusal(code, f"得到 {shown(cell)}：{zh}", f"got {shown(cell)}: {en}")


def _text(cell: Any) -> str | None:
    """A cell as text: a whole number without its point, as a spreadsheet shows it."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int):
        return str(cell)
    # Past its fifteenth digit a spreadsheet has put noughts for what was typed: two ids would become one.
    if isinstance(cell, float) and abs(cell) < EXACT and cell.is_integer():
        return str(int(cell))
    return None
