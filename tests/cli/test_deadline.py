"""`gaf-rules deadline`."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

import gaf_rules as gaf
from gaf_rules.cli import main
from gaf_rules.report import deadline_text

if TYPE_CHECKING:
    from pathlib import Path

    from gaf_rules.values.texts import Lang


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_text(lang: Lang, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deadline", "2.4.4c", "2026-02-18", "--lang", lang]) == 0
    expected = deadline_text(gaf.deadline("2.4.4c", date(2026, 2, 18)), lang)
    assert capsys.readouterr().out == expected


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--place", "469028", "--bearer", "sponsor", "--readings", "local_holidays=apply"]
    assert main(["deadline", "2.4.4c", "2023-04-12", *options, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "schema": "gaf-deadline/1",
        "clause": "2.4.4c",
        "trigger": "2023-04-12",
        "on": "2023-04-27",
        "safe_on": "2023-04-24",
        "earliest": "2023-04-27",
        "latest": "2023-04-27",
        "certainty": "final",
    }


def test_what_was_known_on_the_day(capsys: pytest.CaptureFixture[str]) -> None:
    # On 27 January 2020 the State Council prolonged the Spring Festival holiday by three days.
    found = []
    for known_on in ("2020-01-20", "2020-02-01"):
        options = ["deadline", "2.4.4c", "2020-01-20", "--known-on", known_on, "--json"]
        assert main(options) == 0
        found.append(json.loads(capsys.readouterr().out)["on"])
    assert found == ["2020-02-07", "2020-02-11"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["2.4.9", "2026-03-09"], ["2.4.9", "2.4.4c"]),
        (["2.4.4c", "tomorrow"], ["DATE", "'tomorrow'", "YYYY-MM-DD"]),
        (["2.4.4c", "1999-03-09"], ["1999"]),
        (["2.4.4c", "2026-03-09", "--place", "Haikou"], ["--place", "'Haikou'"]),
        (["2.4.4c", "2026-03-09", "--bearer", "me"], ["--bearer", "'me'", "municipal_cac"]),
        (["2.4.4c"], ["DATE"]),
    ],
)
def test_bad_input_is_one_line_and_status_2(
    options: list[str], said: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["deadline", *options, "--lang=en"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert all(part in err for part in said)


@pytest.mark.parametrize("place", ["999999", "000000", "46010", "4601000", "琼"])
@pytest.mark.parametrize(
    "words", [["deadline", "2.4.4c", "2026-02-18"], ["calendar", "show", "2026"]]
)
def test_a_place_that_is_in_no_province_is_refused(
    words: list[str], place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--place", place, "--lang", "en"]) == 2
    said = capsys.readouterr()
    assert "province" in said.err
    assert not said.out
    assert main([*words, "--place", "460100"]) == 0


def test_regional_days_that_are_taken_off_are_told_each_run_by_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "closure.json"
    off = ["2026-09-14", "2026-09-16", "2026-09-17"]
    closure = {"place": "460400", "kind": "closure", "off": off, "work": [], "source": "x"}
    path.write_text(json.dumps(closure), encoding="utf-8")
    place = ["--overlay", str(path), "--place", "460400", "--lang", "en"]
    told = []
    for option in ("exclude", "count"):
        words = ["--readings", f"closures={option}", "--bearer", "sponsor"]
        assert main(["deadline", "2.4.4c", "2026-09-10", *words, *place]) == 0
        told.append(" ".join(capsys.readouterr().out.split()))
    assert "closure 2026-09-14 not counted; closure 2026-09-16..2026-09-17 not counted" in told[0]
    assert "not counted" not in told[1].partition("between")[2]
    # The national office is not concerned.
    words = ["--readings", "closures=exclude", "--bearer", "national_cac"]
    assert main(["deadline", "2.4.4c", "2026-09-10", *words, *place]) == 0
    assert "closure" not in capsys.readouterr().out
