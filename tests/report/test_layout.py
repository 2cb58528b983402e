"""Columns, in which a Chinese character takes two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaf_rules.report.layout import clean, columns, pad, paint, width, wrap

_TEXT = st.text(alphabet="ab ，。备案（）1", max_size=60)


@given(text=_TEXT, to=st.integers(min_value=8, max_value=30))
def test_wrapping_loses_nothing_but_blanks(text: str, to: int) -> None:
    assert "".join("".join(wrap(text, to)).split()) == "".join(text.split())


@given(text=st.text(alphabet="备案登记 ", max_size=60), to=st.integers(min_value=2, max_value=30))
def test_no_line_is_wider_than_asked(text: str, to: int) -> None:
    assert all(width(line) <= to for line in wrap(text, to))


def test_a_closing_sign_does_not_begin_a_line() -> None:
    assert wrap("甲乙丙，丁", 6) == ["甲乙", "丙，丁"]


def test_a_long_word_stays_whole() -> None:
    assert wrap("a verylongword b", 6) == ["a", "verylongword", "b"]


def test_columns_stand_below_each_other() -> None:
    rows = columns([["备", "x y", "one"], ["abcd", "z\nz", "two"]], (4, 2), 20)
    assert rows == [["备    x  one", "      y"], ["abcd  z  two", "      z"]]


@pytest.mark.parametrize(
    ("text", "shown"),
    [("备案", "备案"), ("a\nb", "a\ufffdb"), ("\x1b[2J", "\ufffd[2J"), ("\ud800", "\ufffd")],
)
def test_what_a_terminal_would_obey_is_replaced(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_padding_and_paint() -> None:
    assert pad("备", 4) == "备  "
    assert width("e\u0301") == 1
    assert paint("x", "red", on=True) == "\x1b[31mx\x1b[0m"
    assert paint("x", "red", on=False) == "x"
    assert paint("x", "", on=True) == "x"
