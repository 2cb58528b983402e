"""Files that cannot be read are told in words of ours, in both languages: what, where, and what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import gaf_rules as gaf
from gaf_rules.cli import main
from gaf_rules.documents.json_text import parse_json
from gaf_rules.messages import LABELS
from gaf_rules.values.toml_text import TomlTextError, parse_toml

if TYPE_CHECKING:
    from pathlib import Path

_FAULTS = {
    "": "nothing",
    " \n": "nothing",
    '{"a": 1,}': "comma_at_the_end",
    "[1, 2,]": "comma_at_the_end",
    '{"a": [1, 2}': "no_comma",
    "{'a': 1}": "single_quotes",
    "{“a”: 1}": "wide_signs",
    '{"a"：1}': "wide_signs",
    '{"a": 1，"b": 2}': "wide_signs",
    '{"a": \uff11}': "wide_signs",
    '{\u3000"a": 1}': "wide_signs",
    "// a case\n{}": "remark",
    '{"a": 1, # one\n"b": 2}': "remark",
    '{"a": True}': "python_words",
    "{a: 1}": "no_name",
    "[1 2]": "no_comma",
    '{"a" 1}': "no_colon",
    "{} {}": "more_than_one",
    '{"a": "b': "unclosed",
    '{"a": "b\nc"}': "control",
    '{"a": "C:\\dir"}': "escape",
    '{"a": "\\u12"}': "escape",
    '{"a": }': "no_value",
    "<html>": "no_value",
    "[1,": "unfinished",
    '{"a": 1': "unfinished",
}
"""What somebody wrote, and what it is told as."""


@pytest.mark.parametrize("text", _FAULTS)
def test_a_slip_in_json_is_told_by_its_name_and_place(text: str) -> None:
    with pytest.raises(gaf.CaseError) as caught:
        parse_json(text)
    [problem] = caught.value.problems
    zh, en = LABELS["json_fault"][_FAULTS[text]]
    assert problem.code == "not_json"
    assert problem.path == "$"
    assert problem.zh.endswith(zh)
    assert problem.en.endswith(en)
    assert not re.search(
        "[A-Z]?[a-z]{4,}", problem.zh.replace("true", "").replace("false", "").replace("null", "")
    )
    if text.strip():
        assert re.search(r"第 \d+ 行第 \d+ 列", problem.zh)
        assert problem.got in text


def test_every_slip_that_has_words_is_met() -> None:
    assert {*_FAULTS.values()} == {*LABELS["json_fault"]}


@pytest.mark.parametrize(
    ("text", "zh"),
    [
        ("a = ", "文件没有写完"),
        ("a = x", "第 1 行第 5 列不合 TOML 的写法：x"),
        ("a = 1\nb == 2", "第 2 行第 4 列不合 TOML 的写法：= 2"),
        (
            "[columns]\n案号 = case_id",
            "第 2 行第 1 列不合 TOML 的写法：案号 = case_id；中文的名称与文字须放在英文双引号中",
        ),
        ('a = """', "文件没有写完"),
        (f"a = {'1' * 5000}", "有的数过长"),
        (f"a = {'[' * 9999}", "列表或表嵌套太深"),
        (f"{'.'.join('a' * 200)} = 1", "第 1 行在文字之外有超过 100 个点"),
    ],
)
def test_a_slip_in_toml_is_told_with_its_place(text: str, zh: str) -> None:
    with pytest.raises(TomlTextError) as caught:
        parse_toml(text)
    assert caught.value.zh.startswith(zh)
    assert str(caught.value) == caught.value.en


def test_a_file_that_is_not_there_is_told_without_the_words_of_the_system(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "log.csv"
    table.write_text("案件编号,事件,日期\nA,应用上线,2026/3/9\n", "utf-8")
    gone = str(tmp_path / "gone.toml")
    for lang, said in (("zh", "没有这个文件或目录"), ("en", "there is no such file or folder")):
        words = ["audit", str(table), "--mapping", gone, "--as-of", "2026-06-01", "--lang", lang]
        assert main(words) == 2
        told = capsys.readouterr().err
        assert said in told
        assert "Errno" not in told
        assert "gone.toml" in told
    assert main(["audit", str(tmp_path), "--as-of", "2026-06-01"]) == 2
    assert main(["assess", str(tmp_path), "--as-of", "2026-06-01"]) == 2
    assert "Errno" not in capsys.readouterr().err


def test_what_is_no_utf_8_is_told(tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    path.write_bytes("[columns]\n案号 = 'case_id'\n".encode("gb18030"))
    with pytest.raises(gaf.GafRulesError, match="this is not UTF-8: byte 10") as caught:
        gaf.read_log(tmp_path / "log.csv", mapping=path)
    assert "第 10 字节" in caught.value.zh


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ('案件编号,事件,日期\nA,"应用上线,2026/3/9\n', "一个双引号没有闭合", "is not closed"),
        ('案件编号,事件,日期\nA,"应用"上线,2026/3/9\n', "须写成两个", "behind the double quote"),
        ('案件编号,事件,日期\nA,"' + "x" * 200_000, "一格过长", "too long"),
    ],
)
def test_a_slip_in_csv_is_told_with_its_line(text: str, zh: str, en: str, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(gaf.GafRulesError) as caught:
        gaf.read_log(path)
    assert zh in caught.value.zh
    assert en in caught.value.en
    assert caught.value.en.startswith("log.csv, line ")


def test_a_header_without_rows_is_told(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("台账\n案件编号,事件,日期\n,,\n", "utf-8")
    report = gaf.read_log(path).report
    [trouble] = report.troubles
    assert (trouble.code, trouble.is_refusal) == ("no_rows", False)
    assert "“log.csv”第 2 行的表头之下没有一行内容" in report.text("zh")
    assert "no row below the header in row 2 of log.csv" in report.text("en")


def test_the_names_of_the_columns_of_a_frame_are_in_no_row() -> None:
    import polars as pl

    for columns in (["案件编号", "事件", "办理情况"], ["案号", "何事"], ["案件编号", "应用形态"]):
        frame = pl.DataFrame({name: ["A", "A"] for name in columns})
        try:
            texts = [gaf.read_log(frame).report.text(lang) for lang in ("zh", "en")]
        except gaf.GafRulesError as error:
            texts = [error.zh, error.en]
        assert not any("-1" in text for text in texts)
        assert any("列名" in text for text in texts)
        assert any("the names of the columns" in text for text in texts)
