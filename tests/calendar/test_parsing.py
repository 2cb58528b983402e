"""Reading notices: real ones, rendered ones, pages, and texts that must be refused."""

from __future__ import annotations

from hypothesis import given, settings, strategies as st
from notice_arrangements import adjustments, extensions, notices
from notice_renderer import Style, render, render_change, styles

from gaf_rules.calendar.notice import Notice
from gaf_rules.calendar.parsing import parse_notice


@given(notice=notices(), style=styles())
def test_what_is_rendered_is_read_back(notice: Notice, style: Style) -> None:
    bare = style.page == "bare"
    read = parse_notice(
        render(notice, style),
        year=notice.year,
        number=notice.number if bare else None,
        issued=notice.issued if bare else None,
    )
    assert read == notice
