"""Which installed fonts have the characters of a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

if TYPE_CHECKING:
    from gaf_rules.values.texts import Lang

__all__ = ["FONTS", "Typeface", "typeface"]

FONTS: Final = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Hiragino Sans GB",
    "Heiti SC",
    "SimHei",
    "Noto Serif CJK SC",
    "SimSun",
)
"""Fonts for Chinese, the best first; after them any other that has the characters."""

_LATIN: Final = "DejaVu Sans"
"""Comes with matplotlib."""
# Comes with matplotlib too, and has a box for every character there is.
_BOXES: Final = "Last Resort"
_HEAVY: Final = frozenset({"bold", "heavy", "black", "700", "800", "900"})


@frozen
class Typeface:
    """The fonts of a picture.

    Attributes:
        families: the families with the characters that each has, the first one first.
        bold: those that have a bold face.
    """

    families: tuple[tuple[str, frozenset[str]], ...]
    bold: frozenset[str]

    def missing(self, text: str) -> set[str]:
        """The characters of a text that no family has."""
        return set(text).difference({"\n"}, *(characters for _, characters in self.families))

    def shown(self, text: str) -> str:
        """The text with a question mark for each character that no family has."""
        missing = self.missing(text)
        return "".join("?" if char in missing else char for char in text)

    def used(self, text: str) -> list[str]:
        """The families that a text is set in: one if one will do."""
        for family, characters in self.families:
            if characters.issuperset(text):
                return [family]
        return [family for family, _ in self.families]

    def weight(self, text: str, wanted: str) -> str:
        """The weight wanted, where there is a face for it: asking for another writes into the log."""
        return wanted if self.bold.issuperset(self.used(text)) else "normal"


def typeface(text: str, manager: Any, freetype: Any, *, lang: Lang) -> Typeface:
    """The fonts for a text: the one that comes with matplotlib, and one for what that lacks.

    Arguments:
        text: the text.
        manager: ``matplotlib.font_manager``.
        freetype: ``matplotlib.ft2font``.
        lang: the language of most of it, which is set in one font with its figures and signs.
    """
    files: dict[str, str] = {}
    bold = set()
    for entry in manager.fontManager.ttflist:
        if not entry.name.startswith(_BOXES):
            files.setdefault(entry.name, entry.fname)
            # Fonts give their weight as a name or a number.
            if str(entry.weight) in _HEAVY:
                bold.add(entry.name)
    latin = (_LATIN, _characters(files[_LATIN], freetype))
    wanted = set(text) - latin[1] - {"\n"}
    best, most = "", frozenset[str]()
    for family in (*FONTS, *sorted(files.keys() - {*FONTS, _LATIN})):
        if not wanted - most:
            break
        if family in files:
            found = _characters(files[family], freetype)
            if len(found & wanted) > len(most & wanted):
                best, most = family, found
    families = ((best, most), latin) if lang == "zh" else (latin, (best, most))
    return Typeface(tuple(each for each in families if each[0]), frozenset(bold))


def _characters(file: str, freetype: Any) -> frozenset[str]:
    """The characters of a font; of a file that cannot be read, none."""
    try:
        return frozenset(map(chr, freetype.FT2Font(file).get_charmap()))
    except (OSError, RuntimeError):
        return frozenset()
