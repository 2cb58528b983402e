"""TOML out of a text: dots count where a key may stand, and nowhere else."""

from __future__ import annotations

import tomllib
from time import process_time

import pytest

from gaf_rules.values.toml_text import parse_toml

_DOTS = "." * 150
_KEY = "a." * 150 + "b = 1"


@pytest.mark.parametrize(
    "text",
    [
        f"x = '''\n{_DOTS}\n'''\ny = 1",
        f"x = '''{_DOTS}\n''{_DOTS}'''''\ny = 1",
        f'x = """\n{_DOTS}\\"""{_DOTS}\n"""""\ny = 1',
        f'x = """a""{_DOTS}\\\n{_DOTS}"""',
        f'x = {{a = """b"""", c = "{_DOTS}"}}',
        f"x = 1 # it's {_DOTS}\ny = '{_DOTS}'",
        f'"{_DOTS}" = ""\n"{_DOTS}x" = """"""',
    ],
)
def test_dots_in_texts_and_remarks_are_read(text: str) -> None:
    assert parse_toml(text) == tomllib.loads(text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (_KEY, 1),
        (f"x = '''\n{_DOTS}\n'''\n{_KEY}", 4),
        (f"# '''\n{_KEY} # '''", 2),
        (f'# """\n{_KEY} # """', 2),
        (f'x = ["""b""""]\n{_KEY}', 2),
        (f'x = {{z = """b"""", {_KEY}, c = ""}}', 1),
        (f"x = \"'''\"\n{_KEY}\ny = \"'''\"", 2),
    ],
)
def test_dots_of_a_key_are_refused_whatever_stands_around_it(text: str, line: int) -> None:
    tomllib.loads(text)  # else it would be refused for that
    with pytest.raises(ValueError, match=rf"more than 100 dots \(at line {line},"):
        parse_toml(text)


@pytest.mark.parametrize(
    "part", ['"', "'", '"""', "'''", '\\"""', '"\\"', "''a", "\\\n", '"#', "\n'"]
)
def test_no_quotes_take_long(part: str) -> None:
    start = process_time()
    for text in (part, f'x = """{part}', f"x = '''{part}"):
        with pytest.raises(ValueError):  # noqa: PT011 - whatever is wrong with it, it is seen soon
            parse_toml(text.replace(part, part * 20_000) + _DOTS + "= [")
    assert process_time() - start < 5
