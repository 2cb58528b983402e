"""The smallest pieces of a notice's wording, and a cursor that lets no word go unread."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NoReturn

from gaf_rules.calendar.wording.markup import without_marks
from gaf_rules.values.errors import NoticeError

__all__ = [
    "BY_HAND_EN",
    "BY_HAND_ZH",
    "COMBINED",
    "FESTIVAL_LIST",
    "FULL_DATE",
    "Cursor",
    "canonical_number",
    "festivals_in",
    "normalised",
    "numbers_in",
    "numeral",
    "refuse",
    "shown",
    "year_numeral",
]

BY_HAND_ZH: Final = "；若正式通知确实如此，请手写通知文件"
BY_HAND_EN: Final = "; if the notice really says so, write its file by hand"
COMBINED: Final = "国庆节、中秋节"

# Longest first, so that a short name never cuts a long one in two. Quotation marks are gone by
# then: an older notice writes the first of May and of October as a quoted numeral.
_NAMES: Final = {
    "五一国际劳动节": "劳动节",
    "国际劳动节": "劳动节",
    "劳动节": "劳动节",
    "五一": "劳动节",
    "元旦节": "元旦",
    "元旦": "元旦",
    "春节": "春节",
    "清明节": "清明节",
    "清明": "清明节",
    "端午节": "端午节",
    "端午": "端午节",
    "中秋节": "中秋节",
    "中秋": "中秋节",
    "国庆节": "国庆节",
    "国庆": "国庆节",
    "十一": "国庆节",
}
_ONE_FESTIVAL: Final = re.compile("|".join(_NAMES))
FESTIVAL_LIST: Final = rf"(?:{'|'.join(_NAMES)})(?:[、,和及]\n?(?:{'|'.join(_NAMES)}))*"

_DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_LONGEST: Final = 4  # digits: a year
_NUMBER: Final = re.compile(
    r"(国(?:办)?发(?:明电)?)[〔〖\[({【]?(?:第)?([0-9]{4})(?:年)?[〕〗\])}】]?(?:第)?0*([1-9][0-9]*)号"
)
FULL_DATE: Final = re.compile(
    r"([0-9]{4}|[〇○零一二三四五六七八九]{4})年"
    r"([0-9]{1,2}|[一二三四五六七八九十]{1,2})月([0-9]{1,2}|[一二三四五六七八九十]{1,3})日"
)
_BLANK: Final = re.compile(r"[^\S\n]+|[\u200b-\u200f\u2060\ufeff\u00ad]")
_QUOTES: Final = re.compile("[“”\"'‘’「」『』＂`]")
_FULL_STOP: Final = re.compile(
    r"(?<=[天班假休息节日下)])\.(?![0-9a-zA-Z])|(?<=[天班假休息节下)])\."
)
_WIDE: Final = str.maketrans({",": "，", ":": "：", ";": "；", "(": "（", ")": "）"})


def normalised(text: str) -> str:
    """``text`` with one width of digit and punctuation, no blanks, no quotation marks.

    Lines stay lines: a page is told from its furniture by them. Of a page in HTML they are those shown.
    """
    text = without_marks(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = _QUOTES.sub("", _BLANK.sub("", unicodedata.normalize("NFKC", text)))
    # A second pass, since NFKC itself makes blanks and quotation marks of other characters.
    text = _QUOTES.sub("", _BLANK.sub("", text))
    return _FULL_STOP.sub("。", text)


def shown(text: str) -> str:
    """Normalised text as a person would find it in the notice."""
    return text.replace("\n", "").translate(_WIDE)


def refuse(
    zh: str, en: str, *, sentence: str = "", key: str = "", value: object = None
) -> NoReturn:
    """Raise NoticeError that shows the sentence."""
    at = shown(sentence)
    raise NoticeError(
        zh=f"{zh}；原句：{at}" if at else zh,
        en=f"{en}; the sentence: {at}" if at else en,
        source="(text)",
        key=key,
        value=value,
        sentence=at,
    )


def numeral(word: str) -> int | None:
    """The value of ``12``, ``十二``, ``二十`` or ``两``; None where ``word`` is no numeral.

    >>> numeral("7"), numeral("三"), numeral("十二"), numeral("二十八"), numeral("百")
    (7, 3, 12, 28, None)
    """
    if word.isascii() and word.isdigit():
        return int(word) if len(word) <= _LONGEST else None
    tens, ten, units = word.rpartition("十")
    if not ten:
        return _DIGITS.get(word)
    high, low = _DIGITS.get(tens or "一"), _DIGITS.get(units or "零")
    return None if high is None or low is None else high * 10 + low


def year_numeral(word: str) -> int:
    """The value of ``2025`` or of ``二〇二五``, read digit by digit."""
    return int("".join(str(_DIGITS.get(c, c)) for c in word))


def festivals_in(words: str) -> tuple[str, ...]:
    """The festivals of a list such as ``中秋、国庆节``, by their names in the Regulation."""
    return tuple(_NAMES[m.group()] for m in _ONE_FESTIVAL.finditer(words))


def canonical_number(text: str) -> str | None:
    """A document number with the brackets the State Council uses; None where it is none.

    >>> canonical_number("国办发明电[2025]第7号")
    '国办发明电〔2025〕7号'
    """
    match = _NUMBER.fullmatch(normalised(text).replace("\n", ""))
    return None if match is None else "{}〔{}〕{}号".format(*match.groups())


def numbers_in(text: str) -> tuple[str, ...]:
    """The document numbers that occur in normalised text, each once."""
    found = ("{}〔{}〕{}号".format(*m.groups()) for m in _NUMBER.finditer(text))
    return tuple(dict.fromkeys(found))


class Cursor:
    """A place in a piece of text that only moves over what has been understood."""

    def __init__(self, text: str, *, head: str = "") -> None:
        self.text = text
        self.head = head
        self.pos = 0

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Move over ``pattern`` where it stands right here."""
        match = pattern.match(self.text, self.pos)
        if match is not None:
            self.pos = match.end()
        return match

    def at_end(self) -> bool:
        """Whether all has been read."""
        return self.pos >= len(self.text)

    @property
    def sentence(self) -> str:
        """The sentence the cursor stands in, behind the name of its section."""
        last = max(min(self.pos, len(self.text) - 1), 0)
        start = self.text.rfind("。", 0, last) + 1
        end = self.text.find("。", last)
        return self.head + self.text[start : len(self.text) if end < 0 else end + 1]

    def refuse(self, zh: str, en: str, *, value: object = None, key: str = "") -> NoReturn:
        """Refuse the sentence the cursor stands in."""
        refuse(zh, en, sentence=self.sentence, value=value, key=key)

    def lost(self) -> NoReturn:
        """Refuse the words that no pattern understands."""
        words = shown(self.text[self.pos : self.pos + 24])
        self.refuse(
            f"这里的文字没有读懂：{words!r}{BY_HAND_ZH}",
            f"these words were not understood: {words!r}{BY_HAND_EN}",
            value=words,
        )
