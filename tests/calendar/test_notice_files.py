"""The notice files: right against the shared facts, and refused when anything does not add up."""

from __future__ import annotations

import json
import pickle
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pinned import NOTICES

from gaf_rules.calendar import DaysCancelled, DaysOff, DayWorked, Notice, load_notices
from gaf_rules.calendar import data as calendar_data
from gaf_rules.calendar.notice import shipped_notices
from gaf_rules.values.errors import NoticeError

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """\
number = "国办发明电〔2026〕9号"
title = "2027年安排"
year = 2027
kind = "annual"
issued = 2026-11-03
address = ["https://example.org/2027"]
evidence = "A"
off = [
  { festival = "元旦", start = 2027-01-01, end = 2027-01-03 },
  { festival = "国庆节", start = 2027-10-01, end = 2027-10-07 },
]
work = [
  { festival = "国庆节", date = 2027-09-26 },
]
cancels = []
"""

# What is put in the place of what, and where the refusal must point.
FAULTS = {
    "unknown key": ('evidence = "A"', 'evidence = "A"\nremark = "x"', "remark", "x"),
    "unknown key in a row": (
        'festival = "国庆节", date',
        'day = 1, festival = "国庆节", date',
        "work[0].day",
        1,
    ),
    "missing key": ("issued = 2026-11-03\n", "", "issued", None),
    "missing key in a row": (", end = 2027-01-03", "", "off[0].end", None),
    "a date twice": (
        "start = 2027-10-01",
        "start = 2027-01-03",
        "off[1]",
        date(2027, 1, 3),
    ),
    "a worked day twice": (
        "work = [\n",
        'work = [\n  { festival = "元旦", date = 2027-09-26 },\n',
        "work[1].date",
        date(2027, 9, 26),
    ),
    "off and worked": ("date = 2027-09-26", "date = 2027-10-02", "work[0].date", date(2027, 10, 2)),
    "a worked weekday": (
        "date = 2027-09-26",
        "date = 2027-09-27",
        "work[0].date",
        date(2027, 9, 27),
    ),
    "a range that runs backwards": (
        "end = 2027-01-03",
        "end = 2026-12-31",
        "off[0].end",
        date(2026, 12, 31),
    ),
    "a day of another year": (
        "start = 2027-01-01, end = 2027-01-03",
        "start = 2026-01-01, end = 2026-01-03",
        "off[0].start",
        date(2026, 1, 1),
    ),
    "a range into the year after": (
        "end = 2027-10-07",
        "end = 2028-01-01",
        "off[1].end",
        date(2028, 1, 1),
    ),
    "a year as text": ("year = 2027", 'year = "2027"', "year", "2027"),
    "a year as truth value": ("year = 2027", "year = true", "year", True),
    "a date as text": ("issued = 2026-11-03", 'issued = "2026-11-03"', "issued", "2026-11-03"),
    "an unknown kind": ('kind = "annual"', 'kind = "yearly"', "kind", "yearly"),
    "an unknown grade": ('evidence = "A"', 'evidence = "D"', "evidence", "D"),
    "an empty title": ('title = "2027年安排"', 'title = " "', "title", " "),
    "a number that is none": ('number = "国办发明电〔2026〕9号"', "number = 9", "number", 9),
    "an address that is none": ('["https://example.org/2027"]', "[1]", "address[0]", 1),
    "a list that is none": ("cancels = []", "cancels = 3", "cancels", 3),
    "a row that is none": ("cancels = []", "cancels = [3]", "cancels[0]", 3),
    "an empty cancellation": (
        "cancels = []",
        'cancels = [{ festival = "元旦", off = [], work = [] }]',
        "cancels[0]",
        {"festival": "元旦", "off": [], "work": []},
    ),
    "a cancellation of its own day": (
        "cancels = []",
        'cancels = [{ festival = "元旦", off = [2027-01-01], work = [] }]',
        "cancels[0].off[0]",
        date(2027, 1, 1),
    ),
}  # fmt: skip


def write(folder: Path, text: str, name: str = "2027.toml") -> Path:
    folder.joinpath(name).write_text(text, encoding="utf-8")
    return folder


class TestLoader:
    """The loader refuses a file that does not add up and names file, key and value."""

    def test_reads_a_good_file(self, tmp_path: Path) -> None:
        tmp_path.joinpath("README.md").write_text("not a notice", encoding="utf-8")
        (notice,) = load_notices(write(tmp_path, GOOD))
        assert notice.issued == date(2026, 11, 3)
        assert notice.off[0] == DaysOff(
            festival="元旦", start=date(2027, 1, 1), end=date(2027, 1, 3)
        )
        assert notice.work == (DayWorked(festival="国庆节", on=date(2027, 9, 26)),)

    @pytest.mark.parametrize(("old", "new", "key", "value"), FAULTS.values(), ids=FAULTS)
    def test_refuses(self, tmp_path: Path, old: str, new: str, key: str, value: Any) -> None:
        assert GOOD.count(old) == 1
        with pytest.raises(NoticeError) as caught:
            load_notices(write(tmp_path, GOOD.replace(old, new)))
        error = caught.value
        assert (error.source, error.key, error.value) == ("2027.toml", key, value)
        shown = str(value) if isinstance(value, date) else repr(value)
        for text in (error.zh, error.en):
            assert "2027.toml" in text
            assert key in text
            assert value is None or shown in text  # nothing was got of what is missing

    def test_refuses_an_annual_notice_without_a_festival(self, tmp_path: Path) -> None:
        head, _, tail = GOOD.partition("off = [")
        text = f"{head}off = []\n{tail[tail.index('work = [') :]}"
        with pytest.raises(NoticeError, match=r"2027\.toml: \$\.off: got \[\]"):
            load_notices(write(tmp_path, text))

    def test_refuses_what_is_no_toml(self, tmp_path: Path) -> None:
        with pytest.raises(NoticeError, match="not a TOML file"):
            load_notices(write(tmp_path, "number ="))

    def test_refuses_what_is_no_utf8(self, tmp_path: Path) -> None:
        tmp_path.joinpath("2027.toml").write_bytes(GOOD.encode("gbk"))
        with pytest.raises(NoticeError, match=r"2027\.toml.*UTF-8"):
            load_notices(tmp_path)

    def test_refuses_a_directory_without_notices(self, tmp_path: Path) -> None:
        for path in (tmp_path, tmp_path / "missing"):
            with pytest.raises(NoticeError, match="directory"):
                load_notices(path)

    def test_one_bad_file_spoils_the_set(self, tmp_path: Path) -> None:
        write(write(tmp_path, GOOD), GOOD.replace("2027-10-07", "2027-10-00"), "other.toml")
        with pytest.raises(NoticeError, match=r"other\.toml"):
            load_notices(tmp_path)

    def test_a_notice_made_in_code_is_checked_too(self) -> None:
        monday = DayWorked(festival="元旦", on=date(2027, 1, 4))
        off = DaysOff(festival="元旦", start=date(2027, 1, 1), end=date(2027, 1, 3))
        with pytest.raises(NoticeError, match=r"work\[0\]\.date: got 2027-01-04"):
            Notice(year=2027, title="x", off=[off], work=[monday])

    def test_the_error_travels(self) -> None:
        with pytest.raises(NoticeError) as caught:
            calendar_data.read_notice(GOOD.replace("2027-10-07", "2027-09-07"), "x.toml")
        again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301  (our own)
        assert (again.source, again.key, again.zh) == ("x.toml", "off[1].end", caught.value.zh)
        assert [each.path for each in again.problems] == ["$.off[1].end"]

    def test_all_that_is_wrong_is_told_at_once(self) -> None:
        """Each fault with its code, its path, what was got and what is allowed."""
        wrong = GOOD.replace('kind = "annual"', 'kind = "anual"\nsorce = "x"')
        wrong = wrong.replace('title = "2027年安排"\n', "").replace("2027-09-26", "2027-09-27")
        wrong = wrong.replace("end = 2027-01-03", "end = 2027-12-03")
        with pytest.raises(NoticeError) as caught:
            calendar_data.read_notice(
                wrong.replace("start = 2027-10-01", 'start = "1.10."'), "x.toml"
            )
        told = [(each.code, each.path, each.got, each.allowed) for each in caught.value.problems]
        assert ("unknown_word", "$.kind", "anual", ("annual", "amendment", "extra")) in told
        assert ("missing", "$.title", None, ()) in told
        assert ("not_a_date", "$.off[1].start", "1.10.", ("YYYY-MM-DD",)) in told
        assert ("day_out_of_place", "$.work[0].date", date(2027, 9, 27), ()) in told
        assert {path for _, path, _, _ in told} >= {"$.sorce"}
        assert "did you mean annual?" in caught.value.en
        assert caught.value.en.startswith("x.toml: $.")


class TestShippedNotices:
    """The files shipped say what the shared facts say, no more and no less."""

    def test_equal_the_facts(self, shared: Path) -> None:
        facts = json.loads((shared / "calendar" / "notices.json").read_text(encoding="utf-8"))
        expected = []
        for fact in facts["notices"]:
            if fact["year"] >= 2004:  # coverage begins with 2004
                fact["address"] = fact.pop("urls")
                fact["work"].sort(key=lambda row: row["date"])
                expected.append(fact)
        held = [notice.to_dict() for notice in NOTICES]
        for notice in held:
            notice["work"].sort(key=lambda row: row["date"])
        assert sorted(held, key=lambda n: n["issued"]) == sorted(
            expected, key=lambda n: n["issued"]
        )

    def test_one_annual_notice_a_year_and_three_others(self) -> None:
        names = [name for name, _ in calendar_data.state_council()]
        others = ["2015-extra.toml", "2019-amendment.toml", "2020-amendment.toml"]
        pinned = sorted([f"{year}.toml" for year in range(2004, 2027)] + others)
        assert names[: len(NOTICES)] == pinned
        later = {name for name in names[len(NOTICES) :] if len(name) == len("2027.toml")}
        assert later == {f"{year}.toml" for year in range(2027, 2027 + len(later))}

    def test_every_one_has_number_date_and_address(self) -> None:
        for notice in shipped_notices():
            assert notice.number
            assert notice.issued
            assert notice.address


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)
days_2027 = st.dates(date(2026, 12, 1), date(2027, 12, 31))


@st.composite
def notices(draw: st.DrawFn) -> Notice:
    """Any notice of 2027 that adds up."""
    days = sorted(draw(st.sets(days_2027, min_size=4, max_size=30)))
    cut = draw(st.integers(1, len(days) - 1))
    off = [DaysOff(festival=draw(texts), start=d, end=d) for d in days[:cut]]
    rest = days[cut:]
    work = [DayWorked(festival=draw(texts), on=d) for d in rest if d.weekday() > 4]
    gone = [d for d in rest if d.weekday() <= 4]
    cancels = [DaysCancelled(festival=draw(texts), off=gone, work=())] if gone else []
    return Notice(
        year=2027,
        title=draw(texts),
        kind=draw(st.sampled_from(["annual", "amendment", "extra"])),
        number=draw(st.none() | texts),
        issued=draw(st.none() | st.dates()),
        address=draw(st.lists(texts, max_size=2)),
        evidence=draw(st.sampled_from("ABC")),
        off=off,
        work=work,
        cancels=cancels,
    )


class TestRoundTrip:
    """A notice survives its way through TOML and through JSON."""

    @given(notice=notices())
    def test_toml(self, notice: Notice) -> None:
        assert Notice.from_toml(notice.to_toml()) == notice

    @given(notice=notices())
    def test_json(self, notice: Notice) -> None:
        assert Notice.from_dict(json.loads(json.dumps(notice.to_dict()))) == notice

    @pytest.mark.parametrize("shipped", shipped_notices(), ids=lambda n: n.name)
    def test_shipped(self, shipped: Notice) -> None:
        assert Notice.from_toml(shipped.to_toml()) == shipped

    @pytest.mark.parametrize("wrong", ["2027-02-30", "20270101", "2027-W01-1", 20270101])
    def test_json_dates_have_one_form(self, wrong: Any) -> None:
        data = Notice.from_toml(GOOD).to_dict()
        data["off"][0]["start"] = wrong
        with pytest.raises(NoticeError, match=r"off\[0\]\.start"):
            Notice.from_dict(data)

    def test_what_is_no_object_is_refused(self) -> None:
        not_a_table: Any = ["x"]
        with pytest.raises(NoticeError, match="a table is expected"):
            Notice.from_dict(not_a_table)
