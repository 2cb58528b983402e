"""A directory of the user's own notices: texts into files, files checked as a set."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from hypothesis import given
from notice_arrangements import adjustments, notices
from notice_renderer import OFFICIAL, Style, render, render_change

from gaf_rules.calendar.notice import (
    DaysCancelled,
    DaysOff,
    DayWorked,
    Notice,
    load_notices,
    shipped_notices,
)
from gaf_rules.calendar.shelf import Remark, check_notices, import_notice
from gaf_rules.values.errors import NoticeError

if TYPE_CHECKING:
    from pathlib import Path

_2026 = next(notice for notice in shipped_notices() if notice.year == 2026)
# The first year of which no notice is shipped: the shelf holds those beside the user's own.
_NEXT = max(notice.year for notice in shipped_notices()) + 1
_2027 = Notice(
    year=2027,
    title="2027",
    number="国办发明电〔2026〕1号",
    issued=date(2026, 11, 10),
    off=[
        DaysOff(festival="元旦", start=date(2027, 1, 1), end=date(2027, 1, 3)),
        DaysOff(festival="春节", start=date(2027, 2, 5), end=date(2027, 2, 11)),
        DaysOff(festival="清明节", start=date(2027, 4, 3), end=date(2027, 4, 5)),
        DaysOff(festival="劳动节", start=date(2027, 5, 1), end=date(2027, 5, 5)),
        DaysOff(festival="端午节", start=date(2027, 6, 9), end=date(2027, 6, 9)),
        DaysOff(festival="中秋节", start=date(2027, 9, 15), end=date(2027, 9, 15)),
        DaysOff(festival="国庆节", start=date(2027, 10, 1), end=date(2027, 10, 7)),
    ],
    work=[
        DayWorked(festival="春节", on=date(2027, 2, 13)),
        DayWorked(festival="劳动节", on=date(2027, 5, 8)),
        DayWorked(festival="国庆节", on=date(2027, 9, 26)),
        DayWorked(festival="国庆节", on=date(2027, 10, 9)),
    ],
)

pytestmark = pytest.mark.no_cover  # long comparisons: what they run through is measured elsewhere


def _write(folder: Path, **files: Notice | str) -> None:
    for name, content in files.items():
        text = content if isinstance(content, str) else content.to_toml()
        (folder / f"{name}.toml").write_text(text, "utf-8")


def _said(remarks: tuple[Remark, ...]) -> str:
    return "\n".join(f"{remark.text()} {remark.text('zh')}" for remark in remarks)


def test_the_shipped_notices_pass_without_a_word(root: Path) -> None:
    folder = root / "calendars" / "state_council"
    report = check_notices(folder)
    assert report.ok
    assert [notice for _, notice in report.notices] == list(shipped_notices())
    assert (report.problems, report.warnings) == ((), ())


@given(notice=notices(first=_NEXT, last=_NEXT))
def test_an_imported_text_is_a_file_that_loads_and_passes(
    tmp_path_factory: pytest.TempPathFactory, notice: Notice
) -> None:
    folder = tmp_path_factory.mktemp("notices")
    imported = import_notice(render(notice), _NEXT, directory=folder / "new")
    assert imported.notice == notice
    assert imported.file_name == f"{_NEXT}.toml"
    assert imported.warnings == ()
    (folder / imported.file_name).write_text(imported.toml, "utf-8")
    assert load_notices(folder) == (notice,)
    report = check_notices(folder)
    assert (report.ok, report.warnings) == (True, ())


@given(pair=adjustments())
def test_an_adjustment_is_imported_upon_the_users_own_notice(
    tmp_path_factory: pytest.TempPathFactory, pair: tuple[Notice, Notice]
) -> None:
    base, change = pair
    folder = tmp_path_factory.mktemp("notices")
    # Under the number of the notice shipped, it takes the place of that.
    _write(folder, base=evolve(base, number=_number(base)))
    change = evolve(change, number=f"国办发明电〔{base.year}〕3号", issued=date(base.year, 1, 2))
    imported = import_notice(render_change(change, OFFICIAL), base.year, directory=folder)
    assert imported.notice == change
    assert imported.file_name == f"{base.year}-amendment-{base.year}-3.toml"
    _write(folder, change=imported.toml)
    assert check_notices(folder).ok


def _number(base: Notice) -> str | None:
    shipped = {n.year: n.number for n in shipped_notices() if n.kind == "annual"}
    return shipped.get(base.year, base.number)


def test_what_an_import_cannot_know_is_a_warning() -> None:
    text = render(_2027, Style())
    said = _said(import_notice(text, 2027).warnings)
    assert "no day of issue" in said
    assert "没有文号" in said
    numbered = import_notice(text, 2027, number=_2027.number, issued=_2027.issued)
    assert numbered.warnings == ()
    late = evolve(_2027, number=None, issued=date(2029, 1, 1))
    assert "2029-01-01" in _said(import_notice(render(late), 2027).warnings)


def test_an_adjustment_that_is_shipped_can_be_imported_without_its_day_of_issue(
    shared: Path,
) -> None:
    text = (shared / "calendar" / "texts" / "2019-adjustment.txt").read_text("utf-8")
    notice = import_notice(text, 2019).notice
    assert notice.issued is None
    assert [str(worked.on) for worked in notice.work] == ["2019-04-28", "2019-05-05"]
    (off,) = notice.off
    assert (str(off.start), str(off.end)) == ("2019-05-01", "2019-05-04")


def test_an_import_that_replaces_a_shipped_notice_says_so() -> None:
    other = evolve(
        _2026,
        work=[w for w in _2026.work if w.festival != "元旦"],
        off=[
            DaysOff(festival="元旦", start=date(2026, 1, 1), end=date(2026, 1, 1)),
            *_2026.off[1:],
        ],
    )
    same = import_notice(render(_2026), 2026).warnings
    assert same == ()
    said = _said(import_notice(render(other, Style(page="page", spelled=False)), 2026).warnings)
    assert "replaces" in said
    assert str(_2026.number) in said


def test_a_year_beyond_a_gap_is_a_warning(tmp_path: Path) -> None:
    later = evolve(
        _2027,
        year=2029,
        issued=date(2028, 11, 1),
        off=[DaysOff(festival="元旦", start=date(2029, 1, 1), end=date(2029, 1, 1))],
        work=[],
    )
    _write(tmp_path, a=later)
    report = check_notices(tmp_path)
    assert report.ok
    assert "2028" in _said(report.warnings)
    assert "缺 ['中秋节'" in _said(report.warnings)


def test_a_notice_by_hand_that_departs_from_practice_is_a_warning(tmp_path: Path) -> None:
    odd = evolve(_2027, work=_2027.work[:-1])
    _write(tmp_path, a=_2027)
    assert check_notices(tmp_path).warnings == ()
    _write(tmp_path, a=odd)
    report = check_notices(tmp_path)
    assert report.ok
    assert "国庆节" in _said(report.warnings)
    assert report.warnings[0].file == "a.toml"


def test_days_worked_for_a_festival_without_days_off_are_a_warning(tmp_path: Path) -> None:
    odd = evolve(_2027, off=[row for row in _2027.off if row.festival != "国庆节"])
    _write(tmp_path, a=odd)
    assert "国庆节" in _said(check_notices(tmp_path).warnings)


def test_a_broken_file_is_a_problem_beside_the_sound_ones(tmp_path: Path) -> None:
    _write(tmp_path, a="year = ", b=_2027)
    (tmp_path / "c.toml").write_bytes(b"\xff")
    (tmp_path / "notes.txt").write_text("not a notice", "utf-8")
    report = check_notices(tmp_path)
    assert not report.ok
    assert [remark.file for remark in report.problems] == ["a.toml", "c.toml"]
    assert report.notices == (("b.toml", _2027),)


def test_two_notices_of_one_year_are_a_problem(tmp_path: Path) -> None:
    _write(tmp_path, a=_2027, b=evolve(_2027, number="国办发明电〔2026〕2号"))
    report = check_notices(tmp_path)
    assert [remark.file for remark in report.problems] == ["b.toml"]
    assert "a.toml" in report.problems[0].zh


def test_an_amendment_needs_the_notice_it_changes(tmp_path: Path) -> None:
    change = Notice(
        year=_NEXT,
        title="change",
        kind="amendment",
        issued=date(_NEXT, 4, 1),
        off=[DaysOff(festival="端午节", start=date(_NEXT, 6, 9), end=date(_NEXT, 6, 10))],
    )
    _write(tmp_path, change=change)
    assert str(_NEXT) in _said(check_notices(tmp_path).problems)
    days = DaysOff(festival="端午节", start=date(_NEXT, 6, 9), end=date(_NEXT, 6, 9))
    _write(tmp_path, base=Notice(year=_NEXT, title="base", off=[days]))
    assert check_notices(tmp_path).ok
    for gone in (
        DaysCancelled(festival="端午节", off=[date(_NEXT, 6, 11)]),
        DaysCancelled(festival="端午节", work=[date(_NEXT, 6, 12)]),
    ):
        _write(tmp_path, change=evolve(change, cancels=[gone]))
        assert str((*gone.off, *gone.work)[0]) in _said(check_notices(tmp_path).problems)


def test_an_amendment_issued_before_the_notice_it_changes_is_a_problem(tmp_path: Path) -> None:
    early = Notice(
        year=2027,
        title="early",
        kind="amendment",
        issued=date(2026, 1, 1),
        off=[DaysOff(festival="端午节", start=date(2027, 6, 9), end=date(2027, 6, 10))],
    )
    _write(tmp_path, early=early, base=_2027)
    assert not check_notices(tmp_path).ok


@pytest.mark.parametrize("made", [False, True])
def test_a_path_without_notices_is_an_error(tmp_path: Path, made: bool) -> None:
    folder = tmp_path / "none"
    if made:
        folder.mkdir()
    with pytest.raises(NoticeError, match="none"):
        check_notices(folder)


def test_a_single_file_is_checked_like_one_in_a_directory(tmp_path: Path) -> None:
    _write(tmp_path, good=_2027, bad=_2027.to_toml().replace("2027-02-13", "2027-02-15"))
    assert check_notices(tmp_path / "good.toml").notices == (("good.toml", _2027),)
    (problem,) = check_notices(tmp_path / "bad.toml").problems
    assert "2027-02-15" in problem.en


def test_a_text_that_does_not_add_up_is_not_imported() -> None:
    with pytest.raises(NoticeError):
        import_notice(render(_2027).replace("5月8日", "5月9日"), 2027)
