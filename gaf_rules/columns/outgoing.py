"""What goes out: columns of numbers as a table of the kind that came in.

Words are written once for each combination and then taken by number, so that a row costs a few bytes a
column: categories in pandas and Polars, dictionaries in Arrow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np

from gaf_rules.columns.days import MISSING_DAY
from gaf_rules.columns.words import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Ints = NDArray[Any]

__all__ = ["Columns", "joined"]

_BYTE = 128
"""Words that a byte tells apart, its sign left out."""


def joined(members: Sequence[str] | None) -> str | None:
    """A list as one text."""
    return None if members is None else SEPARATOR.join(members)


class Columns:
    """Makes the columns of one kind of table.

    Arguments:
        like: a frame of narwhals of the kind wanted.
    """

    def __init__(self, like: Any) -> None:
        self.kind = like.implementation
        self.library: Any = self.kind.to_native_namespace()
        self.name = self.library.__name__.partition(".")[0]

    def _small(self, values: Sequence[Any], kind: Any) -> Any:
        return nw.new_series("", list(values), kind, backend=self.kind)

    def words(
        self, values: Sequence[str | None], which: Ints, among: Sequence[str] | None = None
    ) -> Any:
        """A column of words: ``values[which]``.

        Of words from a list known beforehand (``among``) a row costs a byte, and two tables can be put under
        one another: an Enum in Polars, a dictionary of small numbers in Arrow. pandas finds the smallest
        numbers itself, and its counts would tell of each word of a list that it does not occur.
        """
        if among is None or self.name == "pandas":
            return self._small(values, nw.String).cast(nw.Categorical)[which].to_native()
        if self.name == "polars":
            return self.library.Series(values, dtype=self.library.Enum(among))[which]
        place = {word: number for number, word in enumerate(among)}
        numbers = self.library.array(
            [None if value is None else place[value] for value in values],
            self.library.int8() if len(among) <= _BYTE else self.library.int16(),
        )
        taken = numbers.take(self.library.array(which))
        return self.library.DictionaryArray.from_arrays(taken, self.library.array(among))

    def text(self, values: Sequence[str | None], which: Ints) -> Any:
        """A column of text that hardly ever repeats."""
        return self._small(values, nw.String)[which].to_native()

    def flags(self, values: Sequence[bool | None], which: Ints) -> Any:
        """A column of true, false and nothing."""
        if self.name == "pandas":
            return self.library.Series(self.library.array(list(values), "boolean")[which])
        return self._small(values, nw.Boolean)[which].to_native()

    def lists(self, values: Sequence[tuple[str, ...]], which: Ints) -> Any:
        """A column of lists of words."""
        if self.name == "pandas":
            few = np.empty(len(values), object)
            few[:] = values
            return self.library.Series(few[which])
        return self._small([list(value) for value in values], nw.List(nw.String))[which].to_native()

    def whole(self, values: NDArray[Any]) -> Any:
        """A column of numbers, none of which is missing."""
        make = {"polars": "Series", "pandas": "Series", "pyarrow": "array"}[self.name]
        return getattr(self.library, make)(values)

    def numbers(self, values: NDArray[np.int32]) -> Any:
        """A column of numbers, some of them missing."""
        missing = values == MISSING_DAY
        if self.name == "pandas":
            return self.library.Series(self.library.arrays.IntegerArray(values, missing))
        if self.name == "pyarrow":
            return self.library.array(values, mask=missing)
        return self._without(values, missing, nw.Int32)

    def fractions(self, values: NDArray[np.float64]) -> Any:
        """A column of fractions; NaN where one is missing."""
        if self.name == "pyarrow":
            return self.library.array(values, mask=np.isnan(values))
        found = self.whole(values)
        return found.fill_nan(None) if self.name == "polars" else found

    def days(self, values: NDArray[np.int32]) -> Any:
        """A column of days, some of them missing."""
        missing = values == MISSING_DAY
        if self.name == "pandas":
            # pandas has no type for days: the beginning of the day stands for it, in whole seconds.
            seconds = values.astype(np.int64) * 86_400
            seconds[missing] = np.iinfo(np.int64).min
            return self.library.Series(seconds.view("datetime64[s]"))
        if self.name == "pyarrow":
            return self.library.array(values, mask=missing).cast("date32")
        return self._without(values, missing, nw.Date)

    def _without(self, values: NDArray[np.int32], missing: NDArray[np.bool_], kind: Any) -> Any:
        native = nw.from_native(self.whole(values), series_only=True)
        if kind is nw.Date:
            native = native.cast(nw.Date)
        if not missing.any():
            return native.to_native()
        flags = self.whole(missing)
        return native.to_native().set(flags, None)

    def table(self, columns: dict[str, Any]) -> Any:
        """The columns as a table."""
        if self.name == "pyarrow":
            return self.library.table(columns)
        if self.name == "pandas":
            plain = {
                name: column.reset_index(drop=True) if hasattr(column, "reset_index") else column
                for name, column in columns.items()
            }
            return self.library.DataFrame(plain, copy=False)
        return self.library.DataFrame(columns)
