"""What is said of a row that cannot be taken, or of which something is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gaf_rules.messages.codes import codes_in_words
from gaf_rules.sheets.cells import Refusal, is_missing, shown
from gaf_rules.sheets.words import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gaf_rules.sheets.headers import Header

__all__ = [
    "ANOTHER_ROW",
    "EMPTY",
    "NO_CASE_ID",
    "TOTALS",
    "alike_ids",
    "first_kept",
    "header_says",
    "is_of_totals",
    "says_nothing",
    "two_roles",
    "without_header",
]

EMPTY: Final = "这一格是空的，不能空", "this cell is empty and must not be"
NO_CASE_ID: Final = Refusal(
    "no_case_id",
    "没有案件编号；请在每一行写明，或把同一案件的各行合并为一格",
    "there is no id of a case; write it in each row, or merge the cells of its rows",
)
ANOTHER_ROW: Final = Refusal(
    "another_row_refused",
    "同一案件的另一行未能读入，整个案件不予评估",
    "another row of the case was refused, and with it the whole case",
)
TOTALS: Final = (
    "合计一类的行，或没有一格在认得的表头之下的行，不是案件，未读",
    "a row of totals, or one with no cell under a known header, is no case and was not read",
)
_TOTALS: Final = frozenset({"合计", "总计", "小计", "共计", "总数", "total", "totals", "sum"})
_LONGEST: Final = 8
"""Signs of such a word, with what may stand around it: nothing longer has to be looked at."""


def is_of_totals(row: Sequence[Any]) -> bool:
    """Whether a row begins with a word for a total."""
    first = next((cell for cell in row if not is_missing(cell)), None)
    if not isinstance(first, str) or len(first) > _LONGEST:
        return False
    return plain(first).rstrip(":") in _TOTALS


def says_nothing(row: Sequence[Any], header: Header) -> bool:
    """Whether a row has no cell under a known header, and no cell without any."""
    held = [n for n, cell in enumerate(row) if not is_missing(cell)]
    return not any(
        n >= len(header.names) or not header.names[n] or n in header.columns or n in header.events
        for n in held
    )


def without_header(row: Sequence[Any], names: Sequence[str]) -> tuple[Any, Refusal] | None:
    """The first cell that has no header, and what is said of it."""
    beyond = [cell for cell in row[len(names) :] if not is_missing(cell)]
    unnamed = [
        cell for cell, name in zip(row, names, strict=False) if not name and not is_missing(cell)
    ]
    if not beyond and not unnamed:
        return None
    got = (beyond or unnamed)[0]
    zh = f"得到 {shown(got)}：这个单元格没有表头；请补上表头，或移走它；CSV 的格中若有逗号，须加双引号"
    en = (
        f"got {shown(got)}: this cell has no header; give it one, or take it away; in CSV, a cell that has a "
        "comma stands in double quotes"
    )
    return got, Refusal("cell_without_header", zh, en)


def two_roles(got: str, held: str) -> Refusal:
    """Why a row is refused of which one cell says who acted, or on whom, and another says something else."""
    zh = f"得到 {codes_in_words((got,))}，同一行的另一格是 {codes_in_words((held,))}；请改为一致"
    en = f"got {got}, another cell of the row says {held}; let them agree"
    return Refusal("contradiction", zh, en)


def header_says(got: str, held: str, header: str) -> tuple[str, str]:
    """What is said where a cell names another role than the header of the days beside it."""
    zh = f"得到 {codes_in_words((got,))}，而表头“{header}”写的是 {codes_in_words((held,))}，以表头为准"
    return zh, f'got {got}, but the header "{header}" says {held}, which holds'


def first_kept(got: Any, held: Any) -> tuple[str, str]:
    """What is said where two rows of a case differ in a column that only stays beside it."""
    return (
        f"同一案件的各行不同，如 {shown(got)} 与 {shown(held)}；附在案件之后的是先出现的",
        f"rows of a case differ, such as {shown(got)} and {shown(held)}; the first is kept",
    )


def alike_ids(got: str, held: str) -> tuple[str, str]:
    """What is said of an id that stands there in wide signs, too."""
    return (
        f"得到 {shown(got)}，与 {shown(held)} 只差全角半角，作为同一案件",
        f"got {shown(got)}, which is {shown(held)} but for the width of its signs; taken for one case",
    )
