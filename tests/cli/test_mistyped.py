"""What a stranger mistypes on the command line: whether the message says what was meant and what to do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from small_cases import small_case

from gaf_rules.cli import main

if TYPE_CHECKING:
    from pathlib import Path

_CASE = small_case({"type": "app_launched", "on": "2026-03-09"})
_COMMANDS = {
    "a command mistyped": (["asess"], "是否想写 assess", "did you mean assess?"),
    "an option mistyped": (
        ["assess", "CASE", "--as-off", "2026-06-01"],
        "是否想写 --as-of",
        "did you mean --as-of?",
    ),
    "an option too many": (
        ["assess", "CASE", "--as-of", "2026-06-01", "--overlays", "x"],
        "是否想写 --overlay",
        "did you mean --overlay?",
    ),
    "a role by its name": (
        ["inbox", "国家网信", "CASE", "--as-of", "2026-06-01"],
        "是否想写 national_cac",
        "did you mean national_cac?",
    ),
    "a day with strokes": (
        ["assess", "CASE", "--as-of", "2026/6/1"],
        "--as-of：得到 '2026/6/1'",
        "did you mean 2026-06-01?",
    ),
    "an argument of the library": (
        ["deadline", "2.4.4c", "2026-02-18", "--bearer", "sponser"],
        "--bearer：得到 'sponser'",
        "--bearer: got 'sponser'",
    ),
    "a port that is no number": (
        ["serve", "--port", "abc"],
        "得到 'abc'；应为整数",
        "invalid int value",
    ),
    "a directory of notices that is none": (
        ["assess", "CASE", "--as-of", "2026-06-01", "--notices", "nowhere"],
        "没有这个目录",
        "there is no such directory",
    ),
    "a file where notices have a directory": (
        ["assess", "CASE", "--as-of", "2026-06-01", "--notices", "EMPTY"],
        "这是文件，不是目录",
        "this is a file, not a directory",
    ),
    "a file to check that is not there": (
        ["calendar", "check", "nowhere.toml"],
        "没有这个目录",
        "there is no such directory",
    ),
    "a case of a later version": (
        ["assess", "LATER", "--as-of", "2026-06-01"],
        "得到 'gaf-case/2'；应为 gaf-case/1；这是更新的版本",
        "got 'gaf-case/2'; it must be gaf-case/1; this is a later version",
    ),
    "a stored answer of a later version": (
        ["verify", "STORED", "CASE"],
        "gaf-inbox/1；这是更新的版本",
        "gaf-inbox/1; this is a later version",
    ),
    "a directory without notices": (
        ["assess", "CASE", "--as-of", "2026-06-01", "--notices", "."],
        "目录中没有 *.toml 文件",
        "no file in it ends in .toml",
    ),
    "a case to verify": (["verify", "CASE"], "这是案件本身", "this is the case itself"),
    "no regional days": (["calendar", "check", "EMPTY"], "列表是空的", "the list is empty"),
    "an empty file": (
        ["assess", "NOTHING", "--as-of", "2026-06-01"],
        "内容是空的；应为 JSON",
        "there is nothing in it",
    ),
    "an empty notice": (
        ["calendar", "import", "NOTHING", "--year", "2027"],
        "放假通知的文字",
        "a holiday notice",
    ),
}


@pytest.mark.parametrize("kind", _COMMANDS)
def test_a_wrong_command_is_told_with_what_was_meant(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words, zh, en = _COMMANDS[kind]
    files = {
        "CASE": json.dumps(_CASE),
        "EMPTY": "[]",
        "NOTHING": "",
        "LATER": json.dumps({**_CASE, "schema": "gaf-case/2"}),
        "STORED": json.dumps({"schema": "gaf-plan/2"}),
    }
    for name, text in files.items():
        (tmp_path / f"{name.lower()}.json").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    given = [f"{word.lower()}.json" if word in files else word for word in words]
    for lang, said in (("zh", zh), ("en", en)):
        assert main([*given, f"--lang={lang}"]) == 2
        told = capsys.readouterr()
        assert said in told.err
        assert told.err.count("\n") == 1
        assert not told.out
