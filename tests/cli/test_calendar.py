"""`gaf-rules calendar`."""

from __future__ import annotations

import io
import json
import shutil
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from notice_renderer import OFFICIAL, render

import gaf_rules as gaf
from gaf_rules.calendar import DaysOff
from gaf_rules.calendar.render import year_text
from gaf_rules.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from gaf_rules.values.texts import Lang

_2026 = next(notice for notice in gaf.CHINA.notices if notice.year == 2026)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_show(lang: Lang, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calendar", "show", "2026", "--lang", lang]) == 0
    assert capsys.readouterr().out == year_text(gaf.CHINA, 2026, lang)


def test_show_a_place_and_a_day_of_knowledge(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calendar", "show", "2014", "--place", "460200"]) == 0
    assert capsys.readouterr().out == year_text(gaf.CHINA.for_place("460200"), 2014)
    assert main(["calendar", "show", "2020", "--known-on", "2020-01-20"]) == 0
    known = gaf.CHINA.as_known_on(date(2020, 1, 20))
    assert capsys.readouterr().out == year_text(known, 2020)


@pytest.mark.parametrize("year", ["26", "2026.0", "next", "0000", "-2026", "1999"])
def test_a_year_that_cannot_be_shown(year: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calendar", "show", year, "--lang", "en"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1


@pytest.mark.parametrize(("lang", "said"), [("zh", "已写入"), ("en", "written to")])
def test_import_writes_the_file_and_shows_the_year(
    lang: Lang, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, out = tmp_path / "notice.txt", tmp_path / "own" / "2026.toml"
    text.write_text(render(_2026, OFFICIAL), "utf-8")
    out.parent.mkdir()
    options = [str(text), "--year", "2026", "--out", str(out), "--lang", lang]
    assert main(["calendar", "import", *options]) == 0
    shown = capsys.readouterr().out
    (held,) = gaf.load_notices(out.parent)
    assert held.off == _2026.off
    assert held.work == _2026.work
    assert year_text(gaf.CHINA.with_notice(held), 2026, lang).rstrip() in shown
    assert said in shown.splitlines()[-1]
    # A file that a person may have mended is never overwritten.
    assert main(["calendar", "import", *options]) == 2
    assert str(out) in capsys.readouterr().err
    assert main(["calendar", "check", str(out.parent), "--lang", lang]) == 0
    assert "2026.toml" in capsys.readouterr().out


def test_what_a_person_should_look_at_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, out = tmp_path / "notice.txt", tmp_path / "2026.toml"
    bare = evolve(_2026, number=None)
    text.write_text(render(bare, OFFICIAL), "utf-8")
    for name, lang, said in (("a", "zh", "请核对："), ("b", "en", "look at: ")):
        out = tmp_path / name / "2026.toml"
        out.parent.mkdir()
        options = [str(text), "--year", "2026", "--out", str(out), "--lang", lang]
        assert main(["calendar", "import", *options]) == 0
        assert said in capsys.readouterr().out
        out.write_text(evolve(bare, issued=None).to_toml(), "utf-8")
        assert main(["calendar", "check", str(out.parent), "--lang", lang]) == 0
        assert said in capsys.readouterr().out


def test_import_takes_number_and_day_and_names_the_file_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    own = tmp_path / "own"
    own.mkdir()
    (own / "2025.toml").write_text(
        next(n for n in gaf.CHINA.notices if n.year == 2025).to_toml(), "utf-8"
    )
    body = "\n".join(
        line
        for line in render(_2026, OFFICIAL).splitlines()
        if line[:2] in {f"{c}、" for c in "一二三四五六七八"}
    )
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(body.encode())))
    options = ["--number", "国办发明电〔2025〕7号", "--issued", "2025-11-04", "--notices", str(own)]
    assert main(["calendar", "import", "-", "--year", "2026", *options]) == 0
    assert "已写入 2026.toml" in capsys.readouterr().out
    (held,) = gaf.load_notices(tmp_path)
    assert (held.number, held.issued) == ("国办发明电〔2025〕7号", date(2025, 11, 4))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--year", "2027"], "notice.txt"),
        (["--year", "soon"], "--year"),
        (["--year", "2026", "--issued", "soon"], "--issued"),
        (["--year", "2026", "--out", "no/such/folder.toml"], "no/such/folder.toml"),
        ([], "--year"),
    ],
)
def test_what_cannot_be_imported_leaves_no_file(
    options: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notice.txt").write_text(render(_2026, OFFICIAL), "utf-8")
    assert main(["calendar", "import", "notice.txt", *options]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert said in err
    assert [path.name for path in tmp_path.iterdir()] == ["notice.txt"]


def test_check_refuses_what_does_not_add_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "2026.toml").write_text(_2026.to_toml(), "utf-8")
    (tmp_path / "2027.toml").write_text("year = 'soon'\n", "utf-8")
    assert main(["calendar", "check", str(tmp_path), "--lang", "en"]) == 2
    out, err = capsys.readouterr()
    assert "2026.toml" in out
    assert err.startswith("gaf-rules: 2027.toml: ")
    assert main(["calendar", "check", str(tmp_path / "none")]) == 2


# -- regional days ---------------------------------------------------------------------------------------
def _file(folder: Path, **given: Any) -> str:
    closure = {
        "place": "460400",
        "kind": "closure",
        "off": ["2026-09-16"],
        "work": [],
        "source": "x",
    }
    path = folder / "closure.json"
    path.write_text(json.dumps({**closure, **given}), encoding="utf-8")
    return str(path)


def test_check_tells_what_is_odd_about_regional_days(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["calendar", "check", _file(tmp_path), "--lang", "en"]) == 0
    assert capsys.readouterr().out == "460400 closure: 2026-09-16\n1 in all, usable\n"
    odd = _file(tmp_path, place="440100", off=["2026-09-19"], work=["2026-09-17"])
    assert main(["calendar", "check", odd, "--lang", "en"]) == 0
    out = capsys.readouterr().out
    for said in ("440100 is not in 460000", "2026-09-19 is a day off", "2026-09-17 is worked"):
        assert said in out
    assert main(["calendar", "check", _file(tmp_path, off=["2026-02-30"])]) == 2


def test_check_reads_regional_days_as_the_shipped_ones_are_kept(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = root / "calendars" / "regions"
    assert main(["calendar", "check", str(kept), "--lang", "en"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[-1] == f"{len(gaf.CHINA.overlays)} in all, usable"
    assert "460100 closure: 2014-09-16" in told
    assert any(line.startswith("look at: 450000-2014.toml: 450000 is not in") for line in told)
    one = kept / "460100-2014-closure.toml"
    assert main(["calendar", "check", str(one), "--lang", "en"]) == 0
    assert capsys.readouterr().out == "460100 closure: 2014-09-16\n1 in all, usable\n"
    bad = tmp_path / "460100-2026.toml"
    bad.write_text(
        one.read_text("utf-8").replace("460100", "4601").replace("closure", "closing"), "utf-8"
    )
    assert main(["calendar", "check", str(tmp_path)]) == 2
    error = capsys.readouterr().err
    for said in (bad.name, "$.place", "$.kind"):
        assert said in error
    # Notices among them are a set of notices: such a set cannot be used with a regional file in it.
    shutil.copy(root / "calendars" / "state_council" / "2026.toml", tmp_path)
    assert main(["calendar", "check", str(tmp_path)]) == 2
    assert main(["deadline", "2.4.4c", "2014-09-10", "--overlay", str(one)]) == 0


@pytest.mark.parametrize(
    "words",
    [
        ["deadline", "2.4.4c", "2026-09-10", "--bearer", "sponsor"],
        ["assess", "CASE", "--as-of", "2026-09-25"],
        ["assess", "-", "--as-of", "2026-09-25"],
        ["explain", "CASE", "--as-of", "2026-09-25"],
        ["plan", "CASE", "--offline-on", "2027-06-01"],
        ["inbox", "sponsor", "CASE", "--as-of", "2026-09-25"],
        ["export", "timeline", "CASE", "--as-of", "2026-09-25"],
        ["audit", "TABLE", "--as-of", "2026-09-25"],
        ["calendar", "show", "2026"],
    ],
)
def test_an_overlay_that_bears_on_nobody_is_told_and_one_that_bears_is_not(
    words: list[str],
    tmp_path: Path,
    root: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = json.loads((root / "examples" / "filed-in-time.json").read_text("utf-8"))
    path = tmp_path / "case.json"
    table = tmp_path / "table.csv"
    files = {"CASE": str(path), "TABLE": str(table)}
    words = [files.get(word, word) for word in words]
    for place, is_told in (("460100", True), (None, True), ("460400", False)):
        case["sponsor"]["place"] = place
        if place is None:
            del case["sponsor"]["place"]
        text = json.dumps(case)
        path.write_text(text, encoding="utf-8")
        row = f"A,app_launched,2026-03-09,{place or ''}\n"
        table.write_text(f"case_id,type,on,place\n{row}", encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        asked = ["--place", place] if words[0] in {"deadline", "calendar"} and place else []
        assert main([*words, *asked, "--overlay", _file(tmp_path), "--lang", "en"]) == 0
        told = capsys.readouterr()
        assert ("[OVERLAY_BEARS_ON_NOBODY]" in told.err) is is_told, (place, told.err)
        assert "NOBODY" not in told.out
        assert ("here: 460100" in told.err) is (place == "460100")


@pytest.mark.parametrize(
    "words",
    [("assess", "CASE"), ("explain", "CASE"), ("audit", "TABLE")],
    ids=lambda words: str(words[0]),
)
def test_events_after_the_day_of_assessment_are_told(
    words: tuple[str, str], tmp_path: Path, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """They are left out of account; one whose year was mistyped is, too."""
    table = tmp_path / "table.csv"
    table.write_text(
        "case_id,type,on\nA,self_check_completed,2026-03-02\nA,app_launched,2062-03-09\n", "utf-8"
    )
    case = root / "examples" / "filed-in-time.json"
    file = str(case if words[1] == "CASE" else table)
    days = [event["on"] for event in json.loads(case.read_text("utf-8"))["events"]]
    later = sum(day > "2026-03-02" for day in days) if words[1] == "CASE" else 1
    for as_of, is_told in (("2026-03-02", True), ("2063-01-01", False)):
        main([words[0], file, "--as-of", as_of, "--lang", "en"])
        told = capsys.readouterr()
        note = f"note: {later} event{'s' * (later > 1)} after 2026-03-02 left out of account"
        assert (note in told.err) is is_told, told.err
        assert ("[EVENTS_AFTER_AS_OF]" in told.err) is is_told
        assert "EVENTS_AFTER" not in told.out


# -- what moved --------------------------------------------------------------------------------------------
_TYPHOON = {
    "place": "460400",
    "kind": "closure",
    "off": ["2026-02-25", "2026-02-26"],
    "work": [],
    "source": "市应急局",
}


def _moved(file: Path, overlay: Path, *more: str) -> list[str]:
    given = ["calendar", "moved", str(file), "--as-of", "2026-02-27", "--overlay", str(overlay)]
    return [*given, "--lang", "en", *more]


def test_what_became_known_moves_what_is_open(
    tmp_path: Path, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = json.loads((root / "examples" / "feedback-in-spring-festival.json").read_text("utf-8"))
    case["sponsor"]["place"] = "460400"
    file, overlay = tmp_path / "case.json", tmp_path / "closed.json"
    file.write_text(json.dumps(case), "utf-8")
    overlay.write_text(json.dumps({**_TYPHOON, "issued": "2026-02-24"}), "utf-8")
    counted = "closures=exclude"
    assert main(_moved(file, overlay, "--since", "2026-02-23", "--readings", counted)) == 0
    out, err = capsys.readouterr()
    # Ten working days from 18 February end on 6 March; without the 25th and the 26th, on Tuesday the 10th.
    act = "submit the supplement or a statement of rectification"
    assert out == (
        f"{case['id']} 2.4.4c sponsor, {act}: 2026-03-06 (final) → 2026-03-10 (final), by 市应急局\n"
        "1 in all, 1 with a change\n"
    )
    assert err == ""
    assert main(_moved(file, overlay, "--since", "2026-02-24", "--readings", counted)) == 0
    assert capsys.readouterr().out == "1 in all, 0 with a change\n"
    assert main(_moved(file, overlay, "--since", "2026-02-23")) == 0
    out, err = capsys.readouterr()
    assert (out, "[OVERLAY_NOT_COUNTED]" in err) == ("1 in all, 0 with a change\n", True)
    assert counted in err
    overlay.write_text(json.dumps(_TYPHOON), "utf-8")
    assert main(_moved(file, overlay, "--since", "2026-02-23", "--readings", counted)) == 0
    out, err = capsys.readouterr()
    assert (out, "[OVERLAY_WITHOUT_ISSUED]" in err) == ("1 in all, 0 with a change\n", True)


def test_a_notice_makes_certain_what_was_an_interval(
    tmp_path: Path, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = json.loads((root / "examples" / "feedback-in-spring-festival.json").read_text("utf-8"))
    file = tmp_path / "case.json"
    file.write_text(json.dumps(case), "utf-8")
    given = ["calendar", "moved", str(file), "--as-of", "2026-02-20", "--since", "2025-11-01"]
    assert main(given) == 0
    out = capsys.readouterr().out
    assert "2.4.4c 主办单位" in out
    assert "（推算） → 2026-03-06（确定），依据 " in out
    assert out.endswith("共 1 件，1 件有变\n")


def test_an_option_before_the_command_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "calendar", "moved"]) == 2
    assert "options stand after the command" in capsys.readouterr().err


def test_what_notices_and_regional_days_move(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = {
        "schema": "gaf-case/1",
        "id": "HK",
        "app": {
            "kind": "app",
            "runs_on_mobile": True,
            "purpose": "public",
            "grassroots_facing": False,
        },
        "sponsor": {"kind": "administrative_organ", "tier": "municipal", "place": "460100"},
        "events": [
            {"type": "filing_number_issued", "on": "2026-04-20", "number": "1"},
            {
                "type": "change_planned",
                "on": "2026-11-20",
                "change_on": "2026-12-21",
                "major": True,
            },
        ],
    }
    before = [
        {"type": "self_check_completed", "on": "2026-03-02", "problems": []},
        {
            "type": "application_submitted", "on": "2026-03-03", "by": "sponsor", "to": "municipal_cac",
            "materials": [],
        },
        {
            "type": "application_forwarded", "on": "2026-03-05", "by": "municipal_cac",
            "to": "provincial_cac",
        },
        {"type": "application_received", "on": "2026-03-06", "by": "provincial_cac"},
        {"type": "completeness_confirmed", "on": "2026-03-18"},
        {"type": "reported_to_national", "on": "2026-03-18"},
    ]  # fmt: skip
    case["events"] = [*before, *case["events"]]
    days = {"place": "460100", "kind": "closure", "off": ["2026-12-08", "2026-12-09"], "work": []}
    held, closed = tmp_path / "case.json", tmp_path / "closed.json"
    held.write_text(json.dumps(case), "utf-8")
    closed.write_text(json.dumps({**days, "source": "台风"}, ensure_ascii=False), "utf-8")
    words = ["calendar", "moved", str(held), "--as-of", "2026-12-01", "--overlay", str(closed)]
    assert main(words) == 0
    told = capsys.readouterr()
    assert (told.out, "[OVERLAY_NOT_COUNTED]" in told.err) == ("共 1 件，0 件有变\n", True)
    # Back from 21 December: the tenth working day is the 7th; without the 8th and the 9th it is the 3rd.
    assert main([*words, "--readings", "closures=exclude"]) == 0
    assert capsys.readouterr().out == (
        "HK 2.5.1b 主办单位提交申请：2026-12-07（确定） → 2026-12-03（确定），依据 台风\n"
        "共 1 件，1 件有变\n"
    )
    notices = tmp_path / "notices"
    notices.mkdir()
    extra = gaf.Notice(
        year=2026, title="放假", kind="extra", issued=date(2026, 12, 1),
        off=[DaysOff(festival="元旦", start=date(2026, 12, 10), end=date(2026, 12, 10))],
    )  # fmt: skip
    (notices / "extra.toml").write_text(extra.to_toml(), "utf-8")
    asked = ["calendar", "moved", str(held), "--as-of", "2026-12-01", "--lang", "en"]
    assert main([*asked, "--notices", str(notices)]) == 0
    assert capsys.readouterr().out == (
        "HK 2.5.1b sponsor, submit the application: 2026-12-07 (final) → 2026-12-04 (final), by 放假\n"
        "1 in all, 1 with a change\n"
    )
    # What was known then does not move it again.
    assert main([*asked, "--notices", str(notices), "--since", "2026-12-01"]) == 0
    assert capsys.readouterr().out == "1 in all, 0 with a change\n"


def test_notices_come_in_the_order_of_their_issue(tmp_path: Path) -> None:
    first, later = gaf.CHINA.notices[-2:]
    (tmp_path / "b.toml").write_text(first.to_toml(), "utf-8")
    (tmp_path / "a.toml").write_text(later.to_toml(), "utf-8")
    assert gaf.load_notices(tmp_path) == tuple(sorted((first, later), key=lambda n: n.known_from))


def test_regional_days_that_take_a_day_back_and_cases_without_a_place(
    tmp_path: Path, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    back = _file(tmp_path, off=[], work=["2026-09-17"])
    assert main(["calendar", "check", back, "--lang", "en"]) == 0
    assert "unless it takes back that day of another decision" in capsys.readouterr().out
    case = json.loads((root / "examples" / "filed-in-time.json").read_text("utf-8"))
    names = []
    for place in ("460400", None):
        case["sponsor"] = {**case["sponsor"], "place": place}
        if place is None:
            del case["sponsor"]["place"]
        names.append(str(tmp_path / f"{place}.json"))
        (tmp_path / f"{place}.json").write_text(json.dumps(case), encoding="utf-8")
    words = ["--as-of", "2026-09-30", "--overlay", back, "--lang", "en"]
    assert main(["calendar", "moved", *names, *words]) == 0
    assert "note: 1 case without a place" in capsys.readouterr().err
    assert main(["calendar", "moved", names[0], *words]) == 0
    assert "CASES_WITHOUT_PLACE" not in capsys.readouterr().err
