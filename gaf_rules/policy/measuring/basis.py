"""What is measured: stays, duties and acts of the cases of an audit, as columns, and how they are grouped."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import frozen

from gaf_rules.auditing.conclusions import DUTY_COUNTS, DUTY_DAYS, DutyWords
from gaf_rules.auditing.counted import EPOCH, MISSING, Ints
from gaf_rules.bulk import count_working_days
from gaf_rules.calendar import WorkingCalendar
from gaf_rules.columns import DAY, rows_of, words_of
from gaf_rules.columns.outgoing import Columns
from gaf_rules.language.guideline import Guideline
from gaf_rules.policy.paths import Stays
from gaf_rules.values.days import from_ordinal
from gaf_rules.values.given import one_of, refused, whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gaf_rules.auditing.rows_out import Results

__all__ = [
    "OWN_COLUMNS",
    "Duties",
    "EventRows",
    "GroupedRows",
    "MeasureBasis",
    "day_numbered",
    "each",
]

OWN_COLUMNS = frozenset(
    {
        *(
            "at_risk",
            "bearer",
            "cases",
            "clause",
            "day",
            "days",
            "done",
            "duties",
            "ended",
            "entered",
            "high",
        ),
        *(
            "is_working_day",
            "late",
            "left",
            "low",
            "median",
            "most",
            "never",
            "oldest_on",
            "on_time",
        ),
        *(
            "onwards",
            "open",
            "over",
            "p25",
            "p75",
            "p90",
            "procedure",
            "relays",
            "rounds",
            "share",
            "stage",
        ),
        *("stays", "undecided", "unit", "up_to"),
    }
)
"""What the frames that are grouped call their own columns: no other column can have such a name there."""
_BY = "by"
_UNLIKE = (
    "与结果自身各列不同名的列；请把案件表的这一列改名",
    "a column called unlike those of the result; rename that of the table of cases",
)
_AT = {name: place for place, name in enumerate((*DUTY_DAYS, *DUTY_COUNTS), 2)}


def day_numbered(number: int) -> date:
    """The day with a number counted from 1970."""
    return from_ordinal(int(number) + EPOCH)


@frozen(eq=False)
class Duties:
    """The duties of the cases, one row each.

    Attributes:
        case: places in the table of cases.
        which: places in ``words``.
        words: bearer, clause, status and so on, each combination once.
        round: ordinals.
        elapsed: working days from the trigger to the act or the day of assessment; MISSING where unknown.
        late: by how many working days it is late; MISSING where it is not.
        done: whether the act has come.
        dated: whether there is a last day.
    """

    case: Ints
    which: Ints
    words: Sequence[DutyWords]
    round: Ints
    elapsed: Ints
    late: Ints
    done: Any
    dated: Any

    @classmethod
    def of(cls, found: Results) -> Duties:
        """Those of an audit."""
        rows = found.duties
        held = {name: rows.column(at).copy() for name, at in _AT.items()}
        late = held["late_by_working_days"]
        return cls(
            case=rows.cases().copy(),
            which=rows.column(0).copy(),
            words=tuple(found.duty_words.values),
            round=rows.column(1).copy(),
            elapsed=held["elapsed_working_days"],
            late=late,
            done=held["met_on"] != MISSING,
            dated=(held["due_on"] != MISSING) | (held["earliest"] != MISSING) | (late != MISSING),
        )


@frozen(eq=False)
class EventRows:
    """What was done, one row an event.

    Attributes:
        case: places in the table of cases.
        day: numbers of days.
        which: places in ``words``.
        words: type and acting role of the events.
    """

    case: Ints
    day: Ints
    which: Ints
    words: tuple[tuple[str, str | None], ...]


@frozen(eq=False)
class GroupedRows:
    """Rows by what they are about.

    Attributes:
        words: of each cell the words that stand in its row of a frame.
        cell: of each row of what is measured its cell.
    """

    words: list[tuple[Any, ...]]
    cell: Ints


@frozen(eq=False)
class MeasureBasis:
    """All that measures are worked out from.

    Attributes:
        frame: the table of cases, as narwhals has it.
        guideline, calendar, today: of the audit; the day as a number.
        stays, duties, acts: what is measured.
    """

    frame: Any
    guideline: Guideline
    calendar: WorkingCalendar
    today: int
    stays: Stays
    duties: Duties
    acts: EventRows

    def cells(self, by: object, case: Ints, *keys: tuple[Ints, Sequence[Any]]) -> GroupedRows:
        """Rows by columns of the table of cases and by words of their own.

        Arguments:
            by: names of columns of the table of cases.
            case: of each row its case.
            *keys: further columns, each as numbers and what these stand for.

        Raises:
            CaseError: no such column.
        """
        columns = [*(self._of_cases(name, case) for name in self.names(by)), *keys]
        whole_key = np.zeros(len(case), np.int64)
        for numbers, values in columns:
            whole_key = whole_key * max(len(values), 1) + numbers
        held, cell = np.unique(whole_key, return_inverse=True)
        words = []
        for number in held.tolist():
            row: tuple[Any, ...] = ()
            for _, values in reversed(columns):
                number, place = divmod(number, max(len(values), 1))  # noqa: PLW2901 - digit by digit
                row = (values[place], *row)
            words.append(row)
        return GroupedRows(words, cell.reshape(-1))

    def names(self, by: object) -> list[str]:
        """The columns by which rows are grouped."""
        given: Any = [by] if isinstance(by, str) else by
        names = whole("by", given, "案件表的列名或其列表", "columns of the table of cases")
        for name in names:
            one_of("by", name, [column for column in self.frame.columns if column != "case_id"])
            if name in OWN_COLUMNS:
                raise refused(_BY, name, *_UNLIKE)
        return list(dict.fromkeys(names))

    def _of_cases(self, name: str, case: Ints) -> tuple[Ints, list[Any]]:
        words = words_of(self.frame.get_column(name).to_native(), "word")
        return words.codes[case].astype(np.int64), [
            None,
            *(value if isinstance(value, str) else str(value) for value in words.values),
        ]

    def working_days(self, after: Ints, through: Ints) -> Ints:
        """The working days after one day, up to and including another; −1 where the calendar ends."""
        days = (column.astype(np.int64).view(DAY) for column in (after, through))
        found: Ints = count_working_days(*days, calendar=self.calendar, outside="mask")
        return found

    def table(self, case: Ints | None = None, /, **columns: Any) -> Any:
        """A frame of the kind that came in.

        Arguments:
            case: of each row its case, whose id comes first.
            **columns: words as numbers and what these stand for, or as lists;
                arrays of whole numbers, MISSING where there is none; of fractions,
                NaN likewise; of days.
        """
        make = Columns(self.frame)
        held = {}
        if case is not None:
            held["case_id"] = rows_of(self.frame.get_column("case_id").to_native(), case)
        for name, values in columns.items():
            if isinstance(values, tuple):
                held[name] = make.words(values[1], values[0].astype(np.int64))
            elif isinstance(values, list):
                known = list(dict.fromkeys(values))
                place = {value: number for number, value in enumerate(known)}
                held[name] = make.words(known, np.array([place[v] for v in values], np.int64))
            elif values.dtype.kind == "M":
                numbers = np.where(np.isnat(values), MISSING, values.astype(DAY).view(np.int64))
                held[name] = make.days(numbers.astype(np.int32))
            elif values.dtype.kind == "f":
                held[name] = make.fractions(values)
            elif values.dtype.kind == "b":
                held[name] = make.flags([False, True], values.astype(np.int64))
            else:
                held[name] = make.numbers(values.astype(np.int32))
        return make.table(held)


def each(cells: GroupedRows) -> Iterator[tuple[int, Ints]]:
    """The rows of each cell."""
    order = np.argsort(cells.cell, kind="stable")
    sizes = np.bincount(cells.cell, minlength=len(cells.words))
    edges = np.concatenate([[0], np.cumsum(sizes)])
    for number, (first, last) in enumerate(pairwise(edges.tolist())):
        yield number, order[first:last]
