"""Data files of the package: read where they are first needed, from a folder, a zip or any other loader.

They are JSON, which the standard library reads an order of magnitude faster than TOML. Texts in two languages
stand side by side, so that whoever changes one sees the other: kind → key → ``{"zh": …, "en": …}``.
"""

from __future__ import annotations

import json
import sys
from typing import Any

__all__ = ["Wordbook", "data_of", "words_of"]

Wordbook = dict[str, dict[str, tuple[str, str]]]
"""Kind to key to (Chinese, English)."""


def data_of(package: str, name: str) -> Any:
    """What a JSON file beside the modules of a package says.

    Arguments:
        package: a package of this library, imported already.
        name: the name of the file.
    """
    module: Any = sys.modules[package]
    try:
        return json.loads(module.__spec__.loader.get_data(f"{module.__path__[0]}/{name}"))
    except (AttributeError, OSError):  # a loader that gives out its files in the other way only
        from importlib.resources import files  # noqa: PLC0415 - it brings in much of the library

        return json.loads((files(package) / name).read_bytes())


def words_of(package: str, *names: str) -> Wordbook:
    """The texts of such files, all in one; each kind stands in one file."""
    return {
        kind: {key: (text["zh"], text["en"]) for key, text in texts.items()}
        for name in names
        for kind, texts in data_of(package, name).items()
    }
