"""Shells complete the commands, and there is a manual page: both as the arguments of the commands are now."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from importlib import import_module
from pathlib import Path

import pytest

from gaf_rules.cli import main
from gaf_rules.cli.completion_command import SHELLS

_ROOT = Path(__file__).resolve().parents[2]
_FOLDER = _ROOT / "gaf_rules" / "cli" / "completions"
# What a shell offers behind these words.
_OFFERED = {
    "gaf-rules ": {"assess", "calendar", "completion"},
    "gaf-rules ca": {"calendar"},
    "gaf-rules calendar ": {"show", "check", "export", "import"},
    "gaf-rules assess --known": {"--known-on"},
    "gaf-rules assess --lang ": {"zh", "en"},
    "gaf-rules deadline 2.4.4": {"2.4.4c"},
    "gaf-rules assess --overlay LIC": {"LICENSE"},
    "gaf-rules completion ": set(SHELLS),
}


def test_the_files_are_as_the_commands_are(monkeypatch: pytest.MonkeyPatch) -> None:
    # Where only the core is worked on the libraries that write them may be missing.
    for library in ("shtab", "argparse_manpage"):
        pytest.importorskip(library)
    monkeypatch.setenv("COLUMNS", "100")
    for path, text in import_module("shell_files").made_files().items():
        assert path.read_text("utf-8") == text, "python scripts/shell_files.py writes it anew"


@pytest.mark.parametrize("shell", SHELLS)
def test_the_command_prints_the_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    assert capsys.readouterr().out == (_FOLDER / shell).read_text("utf-8")


def test_another_shell_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", "ksh"]) == 2
    assert "bash" in capsys.readouterr().err


def _run(*command: str) -> str:
    done = subprocess.run(
        command, cwd=_ROOT, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert done.stderr == ""
    return done.stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash on this machine")
@pytest.mark.parametrize("typed", _OFFERED)
def test_bash_offers_what_may_follow(typed: str) -> None:
    words = typed.split(" ")
    program = f"""
        source '{_FOLDER / "bash"}'
        COMP_WORDS=({" ".join(f"'{word}'" for word in words)})
        COMP_CWORD={len(words) - 1}
        COMP_LINE='{typed}'
        COMP_POINT={len(typed)}
        function=$(complete -p gaf-rules | sed 's/.*-F \\([^ ]*\\).*/\\1/')
        $function gaf-rules
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    assert set(_run("bash", "--norc", "-c", program).split()) >= _OFFERED[typed]


@pytest.mark.skipif(shutil.which("fish") is None, reason="no fish on this machine")
@pytest.mark.deep
@pytest.mark.parametrize("typed", _OFFERED)
def test_fish_offers_what_may_follow(typed: str) -> None:
    said = _run("fish", "-N", "-c", f"source '{_FOLDER / 'fish'}'; complete -C '{typed}'")
    assert {line.partition("\t")[0] for line in said.splitlines()} >= _OFFERED[typed]


@pytest.mark.skipif(shutil.which("zsh") is None, reason="no zsh on this machine")
@pytest.mark.deep
def test_zsh_takes_the_script() -> None:
    # As one has it in .zshrc: by eval.
    script = f'eval "$(cat {_FOLDER / "zsh"})"'
    said = _run(
        "zsh", "-f", "-c", f"autoload -Uz compinit; compinit -D; {script}; echo $_comps[gaf-rules]"
    )
    assert said.strip().endswith("gaf_rules")


@pytest.mark.skipif(shutil.which("man") is None, reason="no man on this machine")
@pytest.mark.deep
def test_the_manual_page_is_shown() -> None:
    page = _ROOT / "docs" / "man" / "gaf-rules.1"
    done = subprocess.run(
        ["man", "-l", str(page)],  # noqa: S607 - the man of the path
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
        env=os.environ | {"MANWIDTH": "100", "LC_ALL": "C.UTF-8"},
    )
    # A line of Chinese has no gaps that could be stretched.
    assert [line for line in done.stderr.splitlines() if "cannot adjust line" not in line] == []
    shown = re.sub(r".\x08", "", done.stdout)
    for command in _OFFERED["gaf-rules "]:
        assert f"gaf-rules {command}" in shown
    assert "政务移动互联网应用程序备案" in shown
