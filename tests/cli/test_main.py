"""The front door: help, exit statuses, pipes, errors of the library itself."""

from __future__ import annotations

import io
import json
import runpy
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import gaf_rules as gaf
from gaf_rules import __version__
from gaf_rules.cli import main, output

if TYPE_CHECKING:
    from pathlib import Path

_COMMANDS = [
    [],
    ["assess"],
    ["deadline"],
    ["calendar"],
    ["calendar", "show"],
    ["calendar", "check"],
    ["calendar", "import"],
    ["law"],
    ["law", "coverage"],
    ["law", "drift"],
    ["schema"],
]


@pytest.mark.parametrize("command", _COMMANDS, ids=" ".join)
def test_every_command_explains_itself(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, "--help"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith(" ".join(["usage: gaf-rules", *command]))
    assert err == ""


@pytest.mark.parametrize("command", [[], ["calendar"], ["law"], ["nonsense"], ["schema", "log"]])
def test_an_incomplete_command_is_one_line_and_status_2(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "--help" in err


def test_the_help_of_assess_lists_the_readings(capsys: pytest.CaptureFixture[str]) -> None:
    main(["assess", "--help"])
    assert "launch_gate=number_issued|application_submitted" in capsys.readouterr().out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"gaf-rules {__version__}\n"


@pytest.mark.parametrize("document", ["case", "assessment"])
def test_schema(document: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", document]) == 0
    expected = gaf.schema(f"gaf-{document}/1")
    assert json.loads(capsys.readouterr().out) == expected


def _fail(*_: object) -> None:
    message = "a fault\nof two lines"
    raise RuntimeError(message)


def test_an_error_of_the_library_is_one_line_and_status_3(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("gaf_rules.cli.schema_command.schema", _fail)
    assert main(["schema", "case"]) == 3
    err = capsys.readouterr().err
    assert err.startswith("gaf-rules: 程序内部错误：RuntimeError: a fault of two lines")
    assert err.count("\n") == 1
    assert main(["schema", "case", "--lang", "en"]) == 3
    assert capsys.readouterr().err.startswith("gaf-rules: internal error: RuntimeError: a fault")
    assert main(["schema", "case", "--debug"]) == 3
    assert "Traceback" in capsys.readouterr().err


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_colour_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    assert output.colourful()
    assert main(["calendar", "show", "2026"]) == 0
    assert "\x1b[" in terminal.getvalue()
    monkeypatch.setenv("NO_COLOR", "1")
    assert not output.colourful()
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    monkeypatch.delenv("NO_COLOR")
    assert not output.colourful()


def _run(*arguments: str, **options: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "gaf_rules", *arguments],
        capture_output=True,
        check=False,
        env={"PATH": "", **options},
    )


def test_a_pipe_gets_utf_8_whatever_the_locale(root: Path, tmp_path: Path) -> None:
    data = json.loads((root / "examples/supplement-one-day-late.json").read_text("utf-8"))
    data["app"]["name"] = "\ud800"
    file = tmp_path / "case.json"
    file.write_text(json.dumps(data), "utf-8")
    done = _run(
        "assess", str(file), "--as-of", "2026-03-11", "--json", "--strict", PYTHONIOENCODING="ascii"
    )
    assert (done.returncode, done.stderr) == (1, b"")
    assert json.loads(done.stdout.decode())["stages"] == {"filing": "deemed_abandoned"}
    shown = _run("assess", str(file), "--as-of", "2026-03-11", PYTHONIOENCODING="ascii")
    assert shown.returncode == 0
    assert "备案：视为放弃" in shown.stdout.decode()


def test_a_reader_that_goes_away_is_no_error() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "gaf_rules", "schema", "case"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


class _Gone(io.StringIO):
    def write(self, _: str) -> int:
        raise BrokenPipeError


def test_nor_is_one_that_was_never_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", _Gone())
    assert main(["schema", "case"]) == 0


def test_as_a_module(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["gaf-rules", "schema", "nothing"])
    monkeypatch.delitem(sys.modules, "gaf_rules.__main__", raising=False)
    with pytest.raises(SystemExit) as stopped:
        runpy.run_module("gaf_rules", run_name="__main__")
    assert stopped.value.code == 2
    assert "nothing" in capsys.readouterr().err


def test_a_case_from_standard_input(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = (root / "examples/supplement-one-day-late.json").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert main(["explain", "-", "--as-of", "2026-03-11", "--lang", "en"]) == 0
    assert "deemed abandoned" in capsys.readouterr().out
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"{")))
    assert main(["explain", "-", "--as-of", "2026-03-11", "--lang", "en"]) == 2
    assert capsys.readouterr().err.startswith("gaf-rules: standard input: ")


def test_without_arguments_those_of_the_process_count(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["gaf-rules", "--version"])
    assert main() == 0
    assert __version__ in capsys.readouterr().out
