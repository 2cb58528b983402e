"""What is declared of the commands: every text in both languages, every command with what runs it."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, Any

import pytest

from gaf_rules.cli import declared
from gaf_rules.cli.arguments import MODULES, Parser, parser
from gaf_rules.cli.declared import Command, declare
from gaf_rules.values.shipped import data_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_FILE: dict[str, Any] = data_of("gaf_rules.cli", "commands.json")


def _texts(value: Any) -> Iterator[dict[str, str]]:
    if isinstance(value, dict):
        if {"zh", "en"} & value.keys():
            yield value
        else:
            for each in value.values():
                yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def test_every_text_stands_in_both_languages() -> None:
    texts = [*_texts(_FILE)]
    assert len(texts) > 60
    for text in texts:
        assert _CHINESE.search(text["zh"]), text
        assert text["en"], text
        assert not _CHINESE.search(text["en"]), text


def test_every_command_says_what_it_is_and_what_each_option_is() -> None:
    for name, each in _FILE["commands"].items():
        assert each["help"], name
        for argument in each.get("arguments", ()):
            for one in argument.get("one_of", [argument]):
                assert "help" in one, (name, one)
        assert ("parts" in each) != ("shared" in each), name
        assert set(each.get("shared", ())) <= set(_FILE["shared"])


def test_a_command_without_what_runs_it_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        declared,
        "data_of",
        lambda *_: {"shared": {}, "commands": {"x": {"help": "x", "shared": []}}},
    )
    commands = Parser(prog="x").add_subparsers(parser_class=Parser)
    with pytest.raises(KeyError, match="x"):
        declare(commands, {})
    declare(Parser(prog="x").add_subparsers(parser_class=Parser), {"x": Command(lambda _: 0)})


def test_nothing_runs_that_is_not_declared() -> None:
    assert parser() is not None
    known = {name for module in MODULES for name in module.COMMANDS}
    assert known == {name for name, each in _FILE["commands"].items() if "parts" not in each}


def _helps(command: argparse.ArgumentParser) -> Iterator[str]:
    for action in command._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from (each.help or "" for each in action._choices_actions)
            for below in action.choices.values():
                yield from (below.description or "", *_helps(below))
        elif not isinstance(action, argparse._HelpAction | argparse._VersionAction):
            yield action.help or ""


def test_a_parser_of_one_language_says_nothing_in_the_other() -> None:
    english, chinese, both = ([*_helps(parser(lang))] for lang in ("en", "zh", None))
    assert len(english) == len(chinese) == len(both) > 100
    assert [text for text in english if _CHINESE.search(text)] == []
    # What is a name in both languages stands alone.
    names = [text for text in chinese if text and not _CHINESE.search(text)]
    assert all(text in english for text in names), names
    assert set(both) != set(english)


def test_a_text_in_english_can_stand_alone() -> None:
    # It follows the Chinese in the help of a command, and stands by itself on the English page.
    for text in _texts(_FILE):
        assert not re.match("or |likewise|such as |with |if ", text["en"]), text
