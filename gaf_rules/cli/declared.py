"""The commands as ``commands.json`` declares them: arguments, and what is said of each in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from gaf_rules.language.readings import READING_OPTIONS
from gaf_rules.messages.codes import code_called
from gaf_rules.values.mapping import FrozenMap
from gaf_rules.values.shipped import data_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Mapping

    from gaf_rules.values.texts import Lang

__all__ = ["Command", "declare"]

_TYPES: Final = {"int": int}


class Command(NamedTuple):
    """What runs a command, and which values those of its arguments may have that know a list of them."""

    run: Callable[[argparse.Namespace], int]
    choices: Mapping[str, Iterable[str]] = FrozenMap({})


def declare(
    commands: argparse._SubParsersAction[Any],
    known: Mapping[str, Command],
    lang: Lang | None = None,
) -> None:
    """Adds all commands, in the order of the file.

    Arguments:
        commands: where they are added.
        known: name to command, of a command with parts ``"law drift"``.
        lang: the language of what is said of them; both, if none is named.
    """
    declared: dict[str, Any] = data_of(__package__, "commands.json")
    groups = {"": commands}
    for name, each in declared["commands"].items():
        group, _, own = name.rpartition(" ")
        command = groups[group].add_parser(own, help=_said(each["help"], lang))
        command.description = _said(each.get("description", ""), lang, "\n") or None
        command.epilog = each.get("epilog")
        if "parts" in each:
            groups[name] = command.add_subparsers(metavar=each["parts"], required=True)
            continue
        for argument in each.get("arguments", ()):
            _add(command, argument, known[name].choices, lang)
        for shared in each["shared"]:
            _add(command, {"name": shared, **declared["shared"][shared]}, {}, lang)
        if "--readings" in each["shared"]:
            rows = (f"  {field}={'|'.join(options)}" for field, options in READING_OPTIONS.items())
            command.epilog = "\n".join(("读法 readings (default first):", *rows))
        command.set_defaults(run=known[name].run)


def _add(
    to: argparse.ArgumentParser | argparse._MutuallyExclusiveGroup,
    argument: Mapping[str, Any],
    choices: Mapping[str, Iterable[str]],
    lang: Lang | None,
) -> None:
    """One argument, or several of which one may be given."""
    if "one_of" in argument:
        group = to.add_mutually_exclusive_group(required=argument.get("required", False))
        for each in argument["one_of"]:
            _add(group, each, choices, lang)
        return
    given = {key: value for key, value in argument.items() if key != "name"}
    if "type" in given:
        given["type"] = _TYPES[given["type"]]
    name = argument["name"]
    if name in choices:
        given["choices"] = known = tuple(choices[name])
        given["type"] = lambda word: code_called(word, known)
    if "help" in given:
        given["help"] = _said(given["help"], lang).replace(
            "{choices}", " · ".join(given.get("choices", ()))
        )
    to.add_argument(name, **given)


def _said(text: str | Mapping[str, str], lang: Lang | None, between: str = " ") -> str:
    """A text in one language, or in both, one after the other; what is a name in both stands alone.

    >>> _said({"zh": "评估日", "en": "the day"}, None), _said({"zh": "评估日", "en": "the day"}, "en")
    ('评估日 the day', 'the day')
    """
    if isinstance(text, str):
        return text
    return between.join((text["zh"], text["en"])) if lang is None else text[lang]
