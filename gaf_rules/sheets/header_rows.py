"""The names of a header, which stands in one row or in two: groups above, what they part into below."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

from gaf_rules.sheets.cells import is_missing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["names_in_one_row", "names_in_two_rows"]

_FEWEST: Final = 2
"""Texts of a row of groups: one alone is a title."""
_OF_NOTES: Final = ("：", ":")
"""Signs of a note above a header (填报单位：…), which is no group."""


def names_in_one_row(row: Sequence[Any]) -> tuple[str, ...]:
    """The cells of a row as names.

    >>> names_in_one_row(["案件编号", None, " 日期 "])
    ('案件编号', '', '日期')
    """
    return tuple("" if is_missing(cell) else str(cell).strip() for cell in row)


def names_in_two_rows(
    upper: Sequence[Any], lower: Sequence[Any], is_known: Callable[[str], bool]
) -> tuple[str, ...]:
    """The names of a header in two rows, or nothing where the upper row holds no groups.

    A column has the text of its group before its own, unless it is known by its own: 收到日期 stands under
    several offices, 应用名称 under one heading.

    Arguments:
        upper: the row of the groups, each in the first cell of its columns.
        lower: the row below; a cell that is merged down says the same in both.
        is_known: whether a name means something.

    >>> upper = ["案件编号", "应用", "", "市县网信办", "", "省委网信办"]
    >>> lower = ["案件编号", "应用名称", "应用类型", "收到日期", "上报日期", "收到日期"]
    >>> names_in_two_rows(upper, lower, {"应用名称", "应用类型"}.__contains__)[2:5]
    ('应用类型', '市县网信办收到日期', '市县网信办上报日期')
    """
    cells = [cell for cell in (*upper, *lower) if not is_missing(cell)]
    groups = {name for name in names_in_one_row(upper) if name}
    if (
        len(groups) < _FEWEST
        or not all(isinstance(cell, str) for cell in cells)
        or any(sign in name for name in groups for sign in _OF_NOTES)
    ):
        return ()
    below = names_in_one_row(lower)
    names, group = [], ""
    for above, own in zip_longest(names_in_one_row(upper), below, fillvalue=""):
        if not own or own == above:
            names.append(above)
            group = ""
            continue
        group = above or group
        is_told = below.count(own) == 1 and is_known(own) and not is_known(group + own)
        names.append(own if is_told else group + own)
    return tuple(names)
